/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-attack.h"

G_BEGIN_DECLS

/* The tables of a release as files of a folder, one each. */

char       *_pp_attack_table_path        (const char      *folder,
                                          const char      *name);
/* The tables of the domain by name, with rows of others perhaps; NULL with an error where one does not fit or is
 * missing. */
GHashTable *_pp_attack_tables_read       (const char      *folder,
                                          PpAttackDomain   domain,
                                          GError         **error);
/* Whether a folder of an earlier version, with the tables of all domains together, has a release of the domain. */
gboolean    _pp_attack_tables_are_shared (const char      *folder,
                                          PpAttackDomain   domain);

G_END_DECLS
