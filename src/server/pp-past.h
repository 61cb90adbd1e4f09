/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-caller.h"
#include "pp-model.h"

G_BEGIN_DECLS

/* A revision is kept as the changes that made it. What a model was is found from a later state by taking them back. */

gboolean   pp_past_take_back      (PpModel    *model,
                                   GPtrArray  *changes,
                                   GError    **error);
GPtrArray *pp_past_list_restoring (GPtrArray  *changes);

void       pp_past_load_async     (PpDatabase           *database,
                                   PpCaller             *caller,
                                   const char           *model_id,
                                   gint64                revision,
                                   GCancellable         *cancellable,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
PpModel   *pp_past_load_finish    (PpDatabase           *database,
                                   GAsyncResult         *result,
                                   GError              **error);
void       pp_past_compare_async  (PpDatabase           *database,
                                   PpCaller             *caller,
                                   const char           *model_id,
                                   gint64                from,
                                   gint64                to,
                                   GCancellable         *cancellable,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
GPtrArray *pp_past_compare_finish (PpDatabase           *database,
                                   GAsyncResult         *result,
                                   GError              **error);

G_END_DECLS
