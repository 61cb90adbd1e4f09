/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pp-document.h"

G_BEGIN_DECLS

#define PP_TYPE_RELEASE_DIALOG (pp_release_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PpReleaseDialog, pp_release_dialog, PP, RELEASE_DIALOG, AdwWindow)

/* Asks for whom a copy of the model is, shows what will be left out, and saves the copy. */
GtkWidget *pp_release_dialog_new (GtkWindow  *parent,
                                  PpDocument *document);

G_END_DECLS
