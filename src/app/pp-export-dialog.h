/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pp-export.h"

G_BEGIN_DECLS

#define PP_TYPE_EXPORT_DIALOG (pp_export_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PpExportDialog, pp_export_dialog, PP, EXPORT_DIALOG, AdwWindow)

/**
 * PpExportDialog::chosen:
 * @self: the dialog
 *
 * Emitted when somebody agreed; the dialog is closed afterwards.
 */

GtkWidget *pp_export_dialog_new         (GtkWindow       *parent,
                                         PpOverlay       *overlay);
/* TRUE: all layouts are wanted; else the one that is shown. */
gboolean   pp_export_dialog_get_options (PpExportDialog  *self,
                                         PpExportOptions *options);

G_END_DECLS
