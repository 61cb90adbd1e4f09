/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pp-history.h"

G_BEGIN_DECLS

/**
 * PpAttackUpdateDialog:
 *
 * Reads a release of ATT&CK from a file, tells what it changes and what it means for the model, and takes
 * it when a person says so.
 */
#define PP_TYPE_ATTACK_UPDATE_DIALOG (pp_attack_update_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PpAttackUpdateDialog, pp_attack_update_dialog, PP, ATTACK_UPDATE_DIALOG, AdwWindow)

/**
 * PpAttackUpdateDialog::updated:
 * @self: the dialog
 *
 * Emitted when another release is in use.
 */

GtkWidget *pp_attack_update_dialog_new (GtkWindow *parent,
                                        PpHistory *history,
                                        GFile     *file);

G_END_DECLS
