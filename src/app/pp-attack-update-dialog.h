/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pp-attack.h"
#include "pp-history.h"

G_BEGIN_DECLS

/**
 * PpAttackUpdateDialog:
 *
 * Tells what another release of one matrix of ATT&CK, read from a file or built in, changes and what it means
 * for the model, and takes it when a person says so.
 */
#define PP_TYPE_ATTACK_UPDATE_DIALOG (pp_attack_update_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PpAttackUpdateDialog, pp_attack_update_dialog, PP, ATTACK_UPDATE_DIALOG, AdwWindow)

/**
 * PpAttackUpdateDialog::updated:
 * @self: the dialog
 * @before: ATT&CK as it was before
 * @domain: the matrix that has another release
 * @changed_model: whether identifiers in the model were changed, in one step of the history
 *
 * Emitted when another release is in use.
 */

GtkWidget *pp_attack_update_dialog_new (GtkWindow *parent,
                                        PpHistory *history,
                                        GFile     *file);
GtkWidget *pp_attack_update_dialog_new_built_in (GtkWindow      *parent,
                                                 PpHistory      *history,
                                                 PpAttackDomain  domain);

/* The name of a matrix for people. */
const char *pp_attack_update_dialog_get_domain_label (PpAttackDomain domain);

G_END_DECLS
