/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Each domain whose release was taken has a folder. Its tables are written into a folder beside it, which then
 * takes its place, so that tables of different releases never stand together. A folder with a table that does
 * not fit, or without one that is needed, is not used. */

#include "pp-attack-store.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "pp-attack-private.h"

#define MAX_TABLE_BYTES (64 * 1024 * 1024)
#define SUFFIX ".tsv"

static char *
folder_path (PpAttackDomain  domain,
             const char     *suffix)
{
  g_autofree char *name = g_strconcat (pp_attack_domain_to_string (domain), suffix, NULL);

  return g_build_filename (g_get_user_data_dir (), "parapet", "attack", name, NULL);
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
is_whole (GHashTable     *tables,
          PpAttackDomain  domain)
{
  return g_hash_table_contains (tables, _pp_attack_technique_tables[domain])
         && g_hash_table_contains (tables, "tactics") && g_hash_table_contains (tables, "versions");
}

/**
 * pp_attack_store_load_release:
 * @domain: a domain
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): ATT&CK with the release of @domain that is kept; %NULL where there is
 *   none, or it cannot be used
 */
PpAttack *
pp_attack_store_load_release (PpAttackDomain   domain,
                              GError         **error)
{
  g_autofree char *path = folder_path (domain, "");
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
      if (!g_strv_contains (_pp_attack_release_tables, name))
        continue;
      table = read_table (file, name, error);
      if (table == NULL)
        return NULL;
      g_hash_table_insert (tables, g_steal_pointer (&name), table);
    }
  return is_whole (tables, domain) ? pp_attack_new_release (domain, tables) : NULL;
}

/**
 * pp_attack_store_load:
 *
 * Returns: (transfer full): ATT&CK with all releases that are kept and can be used
 */
PpAttack *
pp_attack_store_load (void)
{
  PpAttack *attack = pp_attack_new ();

  for (PpAttackDomain domain = 0; domain < PP_N_ATTACK_DOMAINS; domain++)
    {
      g_autoptr (PpAttack) release = pp_attack_store_load_release (domain, NULL);
      g_autoptr (PpAttack) before = attack;

      attack = pp_attack_new_with (before, domain, release != NULL ? release : before);
    }
  return attack;
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

/* Goes back to what is built in, from the next start on. */
static gboolean
remove_release (PpAttackDomain   domain,
                GError         **error)
{
  g_autofree char *path = folder_path (domain, "");

  remove_folder (path);
  return !g_file_test (path, G_FILE_TEST_EXISTS) || fail (path, error);
}

/**
 * pp_attack_store_save:
 * @attack: ATT&CK
 * @domain: a domain
 * @error: return location for an error
 *
 * Keeps the release of @domain for the next start, in place of the one that was kept before. Any thread may call
 * it.
 *
 * Returns: whether it is done
 */
gboolean
pp_attack_store_save (PpAttack        *attack,
                      PpAttackDomain   domain,
                      GError         **error)
{
  static GMutex lock;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);
  g_autofree char *path = folder_path (domain, "");
  g_autofree char *fresh = folder_path (domain, ".new");
  GHashTable *tables = _pp_attack_get_release_tables (attack, domain);

  if (tables == NULL)
    return remove_release (domain, error);
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
