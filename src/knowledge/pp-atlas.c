/* SPDX-License-Identifier: GPL-3.0-or-later */

/* MITRE ATLAS, what ATT&CK is for systems that learn. Its tactics have numbers; those that it shares
 * with ATT&CK have the same names. */

#include "pp-atlas.h"

#include "pp-table.h"

static const char *
find_cell (const char *name,
           const char *id,
           const char *wanted)
{
  PpTable *table = pp_table_get_builtin (name);
  PpTableRows rows = pp_table_find (table, pp_table_find_column (table, "id"), id);

  return rows.n_rows > 0 ? pp_table_get (table, rows.rows[0], pp_table_find_column (table, wanted)) : NULL;
}

/**
 * pp_atlas_dup_tactic:
 * @technique: `AML.T0051` or `AML.T0051.001`
 *
 * Any thread may ask.
 *
 * Returns: (transfer full) (nullable): the short name of the technique's first tactic as ATT&CK writes
 *   them, `initial-access`; %NULL where ATLAS has no such technique
 */
char *
pp_atlas_dup_tactic (const char *technique)
{
  const char *tactics, *name;
  g_auto (GStrv) ids = NULL;
  char *tactic;

  g_return_val_if_fail (technique != NULL, NULL);

  tactics = find_cell ("atlas-techniques", technique, "tactics");
  if (tactics == NULL)
    return NULL;
  ids = g_strsplit (tactics, ",", 2);
  name = ids[0] != NULL ? find_cell ("atlas-tactics", g_strstrip (ids[0]), "name") : NULL;
  if (name == NULL)
    return NULL;
  tactic = g_ascii_strdown (name, -1);
  return g_strdelimit (tactic, " ", '-');
}
