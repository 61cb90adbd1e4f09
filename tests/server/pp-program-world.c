/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-program-world.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#define ROLES 6

PpProgramWorld world;

const char *
pp_program_world_get_token (const char *role)
{
  return g_hash_table_lookup (world.tokens, role);
}

static void
start_development (void)
{
  g_autofree char *path = g_build_filename (world.folder, "development", NULL);
  const char *words[] = { "--dev", "--port", "0", "--workers", "2", "--folder", path, NULL };

  world.development = pp_program_start (world.folder, "development", FALSE, words);
  world.tokens = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < ROLES; i++)
    {
      g_autofree char *line = pp_program_read_line (world.development, "token ");
      g_auto (GStrv) parts = g_strsplit (line, " ", -1);

      g_assert_cmpuint (g_strv_length (parts), ==, 3);
      g_hash_table_insert (world.tokens, g_strdup (parts[0]), g_strdup (parts[2]));
    }
  world.page = pp_program_read_line (world.development, "graphiql ");
  g_free (pp_program_read_line (world.development, "ready "));
}

char *
pp_program_world_write_settings (const char *name,
                                 const char *group,
                                 const char *key,
                                 const char *value)
{
  g_autofree char *from = g_build_filename (world.folder, "development", "server.conf", NULL);
  g_autofree char *path = g_build_filename (world.folder, name, NULL);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) error = NULL;

  g_key_file_load_from_file (file, from, G_KEY_FILE_NONE, &error);
  g_assert_no_error (error);
  g_key_file_set_integer (file, "operations", "port", 0);
  g_key_file_set_integer (file, "server", "port", 0);
  g_key_file_set_integer (file, "server", "workers", 1);
  g_key_file_set_string (file, group, key, value);
  g_key_file_save_to_file (file, path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_chmod (path, 0644), ==, 0);
  return g_steal_pointer (&path);
}

PpProgram *
pp_program_world_start_beside (const char *name,
                               const char *group,
                               const char *key,
                               const char *value)
{
  g_autofree char *path = pp_program_world_write_settings (name, group, key, value);
  const char *words[] = { "--config", path, NULL };
  PpProgram *program = pp_program_start (world.folder, name, TRUE, words);

  g_free (pp_program_read_line (program, "ready "));
  return program;
}

static void
test_absent (void)
{
  g_test_skip ("PostgreSQL is not here");
}

/* Root's servers run as another user as well, who may not enter the folder of the build. */
static void
copy_server (void)
{
  g_autofree char *path = g_build_filename (world.folder, "parapet-server", NULL);
  g_autoptr (GFile) server = g_file_new_for_path (g_getenv ("PARAPET_SERVER"));
  g_autoptr (GFile) copy = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  g_file_copy (server, copy, G_FILE_COPY_NONE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_setenv ("PARAPET_SERVER", path, TRUE));
}

int
pp_program_world_run (int    argc,
                      char **argv,
                      void (*add_tests) (void))
{
  const char *remove_folder[] = { "rm", "-rf", NULL, NULL };
  int result;

  g_test_init (&argc, &argv, NULL);
  world.folder = pp_program_make_folder ();
  if (pp_program_has_postgres ())
    {
      if (getuid () == 0)
        copy_server ();
      start_development ();
      add_tests ();
    }
  else
    g_test_add_func ("/program/absent", test_absent);
  result = g_test_run ();
  if (world.development != NULL)
    pp_program_stop (world.development, SIGTERM);
  g_clear_pointer (&world.tokens, g_hash_table_unref);
  remove_folder[2] = world.folder;
  g_spawn_sync (NULL, (char **) remove_folder, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
  g_free (world.page);
  g_free (world.folder);
  return result;
}
