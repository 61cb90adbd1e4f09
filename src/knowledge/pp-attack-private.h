/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-attack.h"
#include "pp-table.h"

G_BEGIN_DECLS

/* The table of techniques of each domain. */
extern const char * const _pp_attack_technique_tables[PP_N_ATTACK_DOMAINS];

/* The names of the tables that a release of a domain may bring; ends with NULL. */
extern const char * const _pp_attack_release_tables[];

/* A table by its name: what the releases that are used and what is built in give together. */
PpTable    *_pp_attack_get_table          (PpAttack       *self,
                                           const char     *name);
/* What is not built in of a domain: tables by name; NULL where all is. */
GHashTable *_pp_attack_get_release_tables (PpAttack       *self,
                                           PpAttackDomain  domain);

void        _pp_attack_set_fault          (PpAttack       *self,
                                           PpAttackDomain  domain,
                                           const char     *fault);

/* Whether the first column of a table says of which domain a row is. */
gboolean    _pp_attack_has_domains        (const char     *name);
/* One table of all domains; (transfer full). */
PpTable    *_pp_attack_merge              (GHashTable * const releases[PP_N_ATTACK_DOMAINS],
                                           const char     *name);

G_END_DECLS
