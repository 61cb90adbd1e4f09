/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pp-history.h"

G_BEGIN_DECLS

#define PP_TYPE_MODEL_DIALOG (pp_model_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PpModelDialog, pp_model_dialog, PP, MODEL_DIALOG, AdwWindow)

/* Edits what is said of the whole model; applying is one step of the history. */
GtkWidget *pp_model_dialog_new (GtkWindow *parent,
                                PpHistory *history);

G_END_DECLS
