/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pp-format.h"

G_BEGIN_DECLS

/* Dialogs whose widgets change with newer GTK and libadwaita: only this file names them, and pp-about.c that
 * of the About window. */

/* Asks with buttons `id`, `label` in turn, ended by NULL; the finish function gives the id, which is
 * `cancel` when the dialog is closed. Labels have mnemonics. */
AdwMessageDialog *pp_dialog_new         (GtkWindow           *parent,
                                         const char          *heading,
                                         const char          *body,
                                         const char          *first_id,
                                         ...) G_GNUC_NULL_TERMINATED;
void        pp_dialog_ask_async         (AdwMessageDialog    *dialog,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data);
char       *pp_dialog_ask_finish        (GAsyncResult        *result);
void        pp_dialog_show_error        (GtkWindow           *parent,
                                         const char          *heading,
                                         const GError        *error);
char       *pp_dialog_describe_error    (const GError        *error);
void        pp_dialog_show_loss         (GtkWindow           *parent,
                                         const char          *heading,
                                         const char          *body,
                                         PpLoss              *loss);

/* Choosing files; the error is G_IO_ERROR_CANCELLED when nothing was chosen. */
void        pp_file_dialog_open_async   (GtkWindow           *parent,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data);
/* Files of another kind: what they are called, and what their names end in, without the dot. */
void        pp_file_dialog_open_other_async (GtkWindow           *parent,
                                         const char          *title,
                                         const char          *kind,
                                         const char * const  *suffixes,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data);
GListModel *pp_file_dialog_open_finish  (GAsyncResult        *result,
                                         GError             **error);
void        pp_file_dialog_save_async   (GtkWindow           *parent,
                                         const char          *title,
                                         GFile               *file,
                                         const char          *file_name,
                                         GListModel          *filters,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data);
GFile      *pp_file_dialog_save_finish  (GAsyncResult        *result,
                                         GtkFileFilter      **filter,
                                         GError             **error);
/* A filter for each format that is written; pp_format_of_filter() finds the format again. */
GListModel *pp_file_dialog_list_formats (void);
const PpFormat *pp_format_of_filter     (GtkFileFilter       *filter);

void        pp_dialog_show_about        (GtkWindow           *parent);

void        pp_window_present_soon      (GtkWindow           *window);

G_END_DECLS
