/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Asks for the title and the method of a layout. The finish function is FALSE when nobody agreed. */
void     pp_layout_dialog_ask_async (GtkWindow            *parent,
                                     const char           *heading,
                                     const char           *agree_label,
                                     const char           *title,
                                     const char           *methodology,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
gboolean pp_layout_dialog_finish    (GAsyncResult         *result,
                                     char                **title,
                                     char                **methodology);

G_END_DECLS
