/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The tables of several releases as one. A domain whose release was taken brings all its rows, the others
 * those that are built in. Groups and software belong to no domain: what a release says of one of them goes
 * before what is built in, and what it does not speak of stays. */

#include <string.h>

#include "pp-attack-private.h"

const char * const _pp_attack_technique_tables[PP_N_ATTACK_DOMAINS] = {
  "enterprise-techniques", "ics-techniques", "mobile-techniques",
};

const char * const _pp_attack_release_tables[] = {
  "enterprise-techniques", "ics-techniques", "mobile-techniques", "tactics", "mitigations",
  "technique-mitigations", "groups", "group-techniques", "group-software", "software", "software-techniques",
  "revoked-by", "versions", NULL,
};

gboolean
_pp_attack_has_domains (const char *name)
{
  return pp_table_find_column (pp_table_get_builtin (name), "domain") == 0;
}

static PpTable *
find_table (GHashTable *release,
            const char *name)
{
  return release != NULL ? g_hash_table_lookup (release, name) : NULL;
}

static gboolean
is_released (GHashTable * const releases[PP_N_ATTACK_DOMAINS],
             const char        *domain)
{
  PpAttackDomain number;

  return pp_attack_domain_from_string (domain, &number) && releases[number] != NULL;
}

static char *
dup_line (PpTable *table,
          guint    row,
          guint    n_columns)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new ();

  for (guint column = 0; column < n_columns; column++)
    g_ptr_array_add (cells, (gpointer) pp_table_get (table, row, column));
  g_ptr_array_add (cells, NULL);
  return g_strjoinv ("\t", (char **) cells->pdata);
}

static guint
count_columns (PpTable *table)
{
  guint n = 0;

  while (pp_table_get_column_name (table, n) != NULL)
    n++;
  return n;
}

/* Adds the rows of a table without domains that nobody before has told of. */
static void
add_untold (GPtrArray  *lines,
            GHashTable *told,
            PpTable    *table)
{
  guint n_columns = count_columns (table);
  gboolean of_things = strcmp (pp_table_get_column_name (table, 0), "id") == 0;

  for (guint row = 0; row < pp_table_get_n_rows (table); row++)
    {
      g_autofree char *line = dup_line (table, row, n_columns);

      if (g_hash_table_add (told, of_things ? g_strdup (pp_table_get (table, row, 0)) : g_strdup (line)))
        g_ptr_array_add (lines, g_steal_pointer (&line));
    }
}

static void
add_shared (GPtrArray         *lines,
            GHashTable * const releases[PP_N_ATTACK_DOMAINS],
            const char        *name)
{
  g_autoptr (GHashTable) told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (PpAttackDomain domain = 0; domain < PP_N_ATTACK_DOMAINS; domain++)
    {
      PpTable *table = find_table (releases[domain], name);

      if (table != NULL)
        add_untold (lines, told, table);
    }
  add_untold (lines, told, pp_table_get_builtin (name));
}

static void
add_by_domain (GPtrArray         *lines,
               GHashTable * const releases[PP_N_ATTACK_DOMAINS],
               const char        *name)
{
  PpTable *builtin = pp_table_get_builtin (name);
  guint n_columns = count_columns (builtin);

  for (guint row = 0; row < pp_table_get_n_rows (builtin); row++)
    if (!is_released (releases, pp_table_get (builtin, row, 0)))
      g_ptr_array_add (lines, dup_line (builtin, row, n_columns));
  for (PpAttackDomain domain = 0; domain < PP_N_ATTACK_DOMAINS; domain++)
    {
      PpTable *table = find_table (releases[domain], name);

      for (guint row = 0; table != NULL && row < pp_table_get_n_rows (table); row++)
        if (g_strcmp0 (pp_table_get (table, row, 0), pp_attack_domain_to_string (domain)) == 0)
          g_ptr_array_add (lines, dup_line (table, row, n_columns));
    }
}

PpTable *
_pp_attack_merge (GHashTable * const releases[PP_N_ATTACK_DOMAINS],
                  const char        *name)
{
  g_autoptr (GPtrArray) lines = NULL;
  gboolean brought = FALSE;

  for (PpAttackDomain domain = 0; domain < PP_N_ATTACK_DOMAINS; domain++)
    {
      PpTable *table = find_table (releases[domain], name);

      if (table != NULL && strcmp (name, _pp_attack_technique_tables[domain]) == 0)
        return pp_table_ref (table);
      brought = brought || table != NULL;
    }
  if (!brought)
    return pp_table_ref (pp_table_get_builtin (name));
  lines = g_ptr_array_new_with_free_func (g_free);
  if (_pp_attack_has_domains (name))
    add_by_domain (lines, releases, name);
  else
    add_shared (lines, releases, name);
  return pp_table_new_from_lines (pp_table_get_builtin (name), lines);
}
