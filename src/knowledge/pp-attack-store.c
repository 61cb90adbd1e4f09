/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The tables are written into a folder of their own, which then takes the place of the one before, so that
 * tables of different releases never stand together. A folder with a table that does not fit is not used. */

#include "pp-attack-store.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "pp-attack-private.h"

#define MAX_TABLE_BYTES (64 * 1024 * 1024)
#define SUFFIX ".tsv"

static char *
folder_path (const char *suffix)
{
  g_autofree char *name = g_strconcat ("attack", suffix, NULL);

  return g_build_filename (g_get_user_data_dir (), "parapet", name, NULL);
}

/* The same columns as the table that is built in, or NULL. */
static PpTable *
read_table (const char  *path,
            const char  *name,
            GError     **error)
{
  PpTable *builtin = pp_table_get_builtin (name);
  g_autoptr (PpTable) table = NULL;
  g_autoptr (GBytes) bytes = NULL;
  char *text = NULL;
  gsize length = 0;

  if (!g_file_get_contents (path, &text, &length, error))
    return NULL;
  bytes = g_bytes_new_take (text, length);
  if (length > MAX_TABLE_BYTES)
    {
      g_set_error (error, PP_TABLE_ERROR, PP_TABLE_ERROR_INVALID, "%s: the table is too large", path);
      return NULL;
    }
  table = pp_table_new (bytes, error);
  for (guint i = 0; table != NULL && pp_table_get_column_name (builtin, i) != NULL; i++)
    if (g_strcmp0 (pp_table_get_column_name (table, i), pp_table_get_column_name (builtin, i)) != 0)
      {
        g_set_error (error, PP_TABLE_ERROR, PP_TABLE_ERROR_INVALID, "%s: the columns are not those of %s", path, name);
        return NULL;
      }
  return g_steal_pointer (&table);
}

static gboolean
is_replaceable (const char *name)
{
  static const char * const names[] = {
    "enterprise-techniques", "ics-techniques", "mobile-techniques", "tactics", "mitigations",
    "technique-mitigations", "groups", "group-techniques", "group-software", "software", "software-techniques",
    "revoked-by", "versions", NULL,
  };

  return g_strv_contains (names, name);
}

/**
 * pp_attack_store_load:
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type utf8 PpTable): the tables of the releases that are kept;
 *   %NULL where there are none, or one cannot be used
 */
GHashTable *
pp_attack_store_load (GError **error)
{
  g_autofree char *path = folder_path ("");
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  g_autoptr (GHashTable) tables = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                         (GDestroyNotify) pp_table_unref);
  const char *file_name;

  while (folder != NULL && (file_name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, file_name, NULL);
      g_autofree char *name = NULL;
      PpTable *table;

      if (!g_str_has_suffix (file_name, SUFFIX))
        continue;
      name = g_strndup (file_name, strlen (file_name) - strlen (SUFFIX));
      if (!is_replaceable (name))
        continue;
      table = read_table (file, name, error);
      if (table == NULL)
        return NULL;
      g_hash_table_insert (tables, g_steal_pointer (&name), table);
    }
  return g_hash_table_size (tables) > 0 ? g_steal_pointer (&tables) : NULL;
}

static char *
table_to_text (PpTable *table,
               gsize   *length)
{
  GString *text = g_string_new (NULL);
  guint n_columns = 0;

  for (; pp_table_get_column_name (table, n_columns) != NULL; n_columns++)
    g_string_append_printf (text, "%s%s", n_columns > 0 ? "\t" : "", pp_table_get_column_name (table, n_columns));
  g_string_append_c (text, '\n');
  for (guint row = 0; row < pp_table_get_n_rows (table); row++)
    {
      for (guint column = 0; column < n_columns; column++)
        g_string_append_printf (text, "%s%s", column > 0 ? "\t" : "", pp_table_get (table, row, column));
      g_string_append_c (text, '\n');
    }
  *length = text->len;
  return g_string_free (text, FALSE);
}

static gboolean
write_tables (const char  *path,
              GHashTable  *tables,
              GError     **error)
{
  GHashTableIter iter;
  gpointer name, table;

  g_hash_table_iter_init (&iter, tables);
  while (g_hash_table_iter_next (&iter, &name, &table))
    {
      g_autofree char *file_name = g_strconcat (name, SUFFIX, NULL);
      g_autofree char *file = g_build_filename (path, file_name, NULL);
      gsize length;
      g_autofree char *text = table_to_text (table, &length);

      if (!g_file_set_contents (file, text, (gssize) length, error))
        return FALSE;
    }
  return TRUE;
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      g_unlink (file);
    }
  g_rmdir (path);
}

static gboolean
fail (const char  *path,
      GError     **error)
{
  int code = errno;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), "%s: %s", path, g_strerror (code));
  return FALSE;
}

/**
 * pp_attack_store_save:
 * @attack: ATT&CK with tables that are not built in
 * @error: return location for an error
 *
 * Keeps the tables for the next start, in place of those that were kept before.
 *
 * Returns: whether it is done
 */
gboolean
pp_attack_store_save (PpAttack  *attack,
                      GError   **error)
{
  g_autofree char *path = folder_path ("");
  g_autofree char *fresh = folder_path (".new");
  GHashTable *tables = _pp_attack_get_replacements (attack);

  if (tables == NULL)
    return pp_attack_store_remove (error);
  remove_folder (fresh);
  if (g_mkdir_with_parents (fresh, 0700) != 0)
    return fail (fresh, error);
  if (!write_tables (fresh, tables, error))
    {
      remove_folder (fresh);
      return FALSE;
    }
  remove_folder (path);
  return g_rename (fresh, path) == 0 || fail (path, error);
}

/**
 * pp_attack_store_remove:
 * @error: return location for an error
 *
 * Goes back to what is built in, from the next start on.
 *
 * Returns: whether it is done
 */
gboolean
pp_attack_store_remove (GError **error)
{
  g_autofree char *path = folder_path ("");

  remove_folder (path);
  return !g_file_test (path, G_FILE_TEST_EXISTS) || fail (path, error);
}
