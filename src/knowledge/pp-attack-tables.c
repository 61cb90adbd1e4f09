/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Tables that an earlier version has written are read by the names of their columns. What lacks a column or a table
 * is refused as a whole. */

#include "pp-attack-tables.h"

#include <string.h>

#include "pp-attack-private.h"

char *
_pp_attack_table_path (const char *folder,
                       const char *name)
{
  g_autofree char *file_name = g_strconcat (name, ".tsv", NULL);

  return g_build_filename (folder, file_name, NULL);
}

static gboolean
refuse (GError     **error,
        const char  *path,
        const char  *reason)
{
  g_set_error (error, PP_TABLE_ERROR, PP_TABLE_ERROR_INVALID, "%s: %s", path, reason);
  return FALSE;
}

static PpTable *
read_file (const char  *path,
           GError     **error)
{
  g_autoptr (GBytes) bytes = NULL;
  PpTable *table;
  char *text = NULL;
  gsize length = 0;

  if (!g_file_get_contents (path, &text, &length, error))
    return NULL;
  bytes = g_bytes_new_take (text, length);
  table = pp_table_new (bytes, error);
  if (table == NULL)
    g_prefix_error (error, "%s: ", path);
  return table;
}

/* Where each column of the table that is built in stands in another; NULL where one is not there. */
static GArray *
match_columns (PpTable *builtin,
               PpTable *table)
{
  g_autoptr (GArray) columns = g_array_new (FALSE, FALSE, sizeof (guint));
  const char *name;

  for (guint i = 0; (name = pp_table_get_column_name (builtin, i)) != NULL; i++)
    {
      guint column = pp_table_find_column (table, name);

      if (column == PP_TABLE_NO_COLUMN)
        return NULL;
      g_array_append_val (columns, column);
    }
  return g_steal_pointer (&columns);
}

static gboolean
stand_alike (const GArray *columns)
{
  for (guint i = 0; i < columns->len; i++)
    if (g_array_index (columns, guint, i) != i)
      return FALSE;
  return TRUE;
}

static char *
dup_line (PpTable      *table,
          guint         row,
          const GArray *columns)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new ();

  for (guint i = 0; i < columns->len; i++)
    g_ptr_array_add (cells, (gpointer) pp_table_get (table, row, g_array_index (columns, guint, i)));
  g_ptr_array_add (cells, NULL);
  return g_strjoinv ("\t", (char **) cells->pdata);
}

/* The same table with the columns of that which is built in. */
static PpTable *
read_table (const char  *path,
            const char  *name,
            GError     **error)
{
  PpTable *builtin = pp_table_get_builtin (name);
  g_autoptr (PpTable) table = read_file (path, error);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) columns = NULL;

  if (table == NULL)
    return NULL;
  columns = match_columns (builtin, table);
  if (columns == NULL)
    {
      refuse (error, path, "the columns are not those that this version of Parapet reads");
      return NULL;
    }
  if (stand_alike (columns))
    return g_steal_pointer (&table);
  for (guint row = 0; row < pp_table_get_n_rows (table); row++)
    g_ptr_array_add (lines, dup_line (table, row, columns));
  return pp_table_new_from_lines (builtin, lines);
}

static gboolean
is_of_another (const char     *name,
               PpAttackDomain  domain)
{
  for (PpAttackDomain other = 0; other < PP_N_ATTACK_DOMAINS; other++)
    if (other != domain && strcmp (name, _pp_attack_technique_tables[other]) == 0)
      return TRUE;
  return FALSE;
}

GHashTable *
_pp_attack_tables_read (const char      *folder,
                        PpAttackDomain   domain,
                        GError         **error)
{
  const char * const needed[] = { _pp_attack_technique_tables[domain], "tactics", "versions", NULL };
  g_autoptr (GHashTable) tables = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                         (GDestroyNotify) pp_table_unref);

  for (guint i = 0; _pp_attack_release_tables[i] != NULL; i++)
    {
      const char *name = _pp_attack_release_tables[i];
      g_autofree char *path = _pp_attack_table_path (folder, name);
      PpTable *table;

      if (is_of_another (name, domain) || !g_file_test (path, G_FILE_TEST_EXISTS))
        continue;
      table = read_table (path, name, error);
      if (table == NULL)
        return NULL;
      g_hash_table_insert (tables, g_strdup (name), table);
    }
  for (guint i = 0; needed[i] != NULL; i++)
    if (!g_hash_table_contains (tables, needed[i]))
      {
        g_autofree char *path = _pp_attack_table_path (folder, needed[i]);

        refuse (error, path, "the table is missing");
        return NULL;
      }
  return g_steal_pointer (&tables);
}

gboolean
_pp_attack_tables_are_shared (const char     *folder,
                              PpAttackDomain  domain)
{
  g_autofree char *path = _pp_attack_table_path (folder, _pp_attack_technique_tables[domain]);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}
