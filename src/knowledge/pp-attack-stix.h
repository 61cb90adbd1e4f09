/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "pp-attack.h"

G_BEGIN_DECLS

#define PP_ATTACK_STIX_ERROR (pp_attack_stix_error_quark ())
GQuark pp_attack_stix_error_quark (void);

/**
 * PpAttackStixError:
 * @PP_ATTACK_STIX_ERROR_INVALID: not a STIX bundle, or one without the techniques of ATT&CK
 */
typedef enum {
  PP_ATTACK_STIX_ERROR_INVALID,
} PpAttackStixError;

GHashTable *pp_attack_stix_read (JsonNode        *root,
                                 PpAttackDomain  *domain,
                                 GError         **error);

G_END_DECLS
