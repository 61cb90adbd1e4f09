/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-attack.h"

G_BEGIN_DECLS

/* Releases of ATT&CK that a person has taken from bundles, as tables in the folder `parapet/attack` of the
 * user's data, one folder for each domain. */

PpAttack *pp_attack_store_load         (void);
PpAttack *pp_attack_store_load_release (PpAttackDomain   domain,
                                        GError         **error);
gboolean  pp_attack_store_save         (PpAttack        *attack,
                                        PpAttackDomain   domain,
                                        GError         **error);

G_END_DECLS
