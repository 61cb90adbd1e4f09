/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-model.h"

G_BEGIN_DECLS

/* A revision is kept as the changes that made it. What a model was is found from a later state by taking them back. */

gboolean   pp_past_take_back      (PpModel    *model,
                                   GPtrArray  *changes,
                                   GError    **error);
GPtrArray *pp_past_list_restoring (PpModel    *now,
                                   PpModel    *then);

G_END_DECLS
