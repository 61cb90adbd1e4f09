/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Each domain whose release was taken has a folder. Its tables are written into a folder beside it, which then
 * takes its place, so that tables of different releases never stand together. Before there were folders the tables
 * of all domains stood together, one file each; what is there of a domain counts until its release is kept anew. */

#include "pp-attack-store.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "pp-attack-private.h"
#include "pp-attack-tables.h"

static char *
root_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "parapet", "attack", NULL);
}

static char *
folder_path (PpAttackDomain  domain,
             const char     *suffix)
{
  g_autofree char *name = g_strconcat (pp_attack_domain_to_string (domain), suffix, NULL);
  g_autofree char *root = root_path ();

  return g_build_filename (root, name, NULL);
}

/**
 * pp_attack_store_load_release:
 * @domain: a domain
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): ATT&CK with the release of @domain that is kept; %NULL where there is
 *   none, and with @error where it cannot be used
 */
PpAttack *
pp_attack_store_load_release (PpAttackDomain   domain,
                              GError         **error)
{
  g_autofree char *path = folder_path (domain, "");
  g_autofree char *root = root_path ();
  g_autoptr (GHashTable) tables = NULL;

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    tables = _pp_attack_tables_read (path, domain, error);
  else if (_pp_attack_tables_are_shared (root, domain))
    tables = _pp_attack_tables_read (root, domain, error);
  return tables != NULL ? pp_attack_new_release (domain, tables) : NULL;
}

/**
 * pp_attack_store_load:
 *
 * Returns: (transfer full): ATT&CK with all releases that are kept and can be used; what is wrong with one that
 *   cannot is told by pp_attack_get_fault()
 */
PpAttack *
pp_attack_store_load (void)
{
  PpAttack *attack = pp_attack_new ();

  for (PpAttackDomain domain = 0; domain < PP_N_ATTACK_DOMAINS; domain++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (PpAttack) release = pp_attack_store_load_release (domain, &error);
      g_autoptr (PpAttack) before = attack;

      attack = pp_attack_new_with (before, domain, release != NULL ? release : before);
      if (error != NULL)
        _pp_attack_set_fault (attack, domain, error->message);
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
      g_autofree char *file = _pp_attack_table_path (path, name);
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

static void
remove_shared_table (const char *root,
                     const char *name)
{
  g_autofree char *file = _pp_attack_table_path (root, name);

  g_unlink (file);
}

/* Of the tables that stood together the domain has none any more; the last takes all of them along. */
static void
drop_shared (PpAttackDomain domain)
{
  g_autofree char *root = root_path ();

  remove_shared_table (root, _pp_attack_technique_tables[domain]);
  for (PpAttackDomain other = 0; other < PP_N_ATTACK_DOMAINS; other++)
    if (_pp_attack_tables_are_shared (root, other))
      return;
  for (guint i = 0; _pp_attack_release_tables[i] != NULL; i++)
    remove_shared_table (root, _pp_attack_release_tables[i]);
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
    {
      drop_shared (domain);
      return remove_release (domain, error);
    }
  remove_folder (fresh);
  if (g_mkdir_with_parents (fresh, 0700) != 0)
    return fail (fresh, error);
  if (!write_tables (fresh, tables, error))
    {
      remove_folder (fresh);
      return FALSE;
    }
  remove_folder (path);
  if (g_rename (fresh, path) != 0)
    return fail (path, error);
  drop_shared (domain);
  return TRUE;
}
