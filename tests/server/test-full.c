/* SPDX-License-Identifier: GPL-3.0-or-later */

/* O05: a disk that is full, a real one: a small file system that nobody else sees, with all tables on it, or the write-ahead
 * log. */

#include <glib/gstdio.h>
#include <pwd.h>
#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

#include "pp-test-api.h"
#include "pp-test.h"

#define USER "postgres"
#define ROOM_OF_TABLES "24m"
#define ROOM_OF_LOG "8m"
#define WRITTEN "{\"data\":{\"createNode\":{\"model\":{\"revision\":2},\"conflict\":null}}}"
/* Of seed.sql. */
#define MODEL "00000000-0000-4000-b000-000000000011"

static GString *told;           /* what the server said in its log */

static gboolean
write_file (const char *path,
            const char *text)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileIOStream) stream = g_file_open_readwrite (file, NULL, NULL);

  return stream != NULL &&
         g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (stream)), text, strlen (text), NULL, NULL,
                                    NULL);
}

/* Room of our own for what is mounted: as root, or as a user who may have that. It ends with the last process in it. */
static gboolean
enter_own_room (void)
{
  g_autofree char *user = g_strdup_printf ("%u %u 1", getuid (), getuid ());
  g_autofree char *group = g_strdup_printf ("%u %u 1", getgid (), getgid ());

  if (unshare (CLONE_NEWNS | (getuid () != 0 ? CLONE_NEWUSER : 0)) != 0)
    return FALSE;
  if (getuid () != 0 && !(write_file ("/proc/self/setgroups", "deny") && write_file ("/proc/self/uid_map", user) &&
                          write_file ("/proc/self/gid_map", group)))
    return FALSE;

  return mount (NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0;
}

static char *
mount_small_disk (const char *size)
{
  struct passwd *user = getuid () == 0 ? getpwnam (USER) : NULL;
  char *folder = g_build_filename (pp_test_cluster_get_folder (), "small", NULL);
  g_autofree char *owner = user != NULL ? g_strdup_printf (",uid=%u,gid=%u", user->pw_uid, user->pw_gid) : g_strdup ("");
  g_autofree char *options = g_strconcat ("mode=0700,size=", size, owner, NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  if (mount ("tmpfs", folder, "tmpfs", MS_NOSUID | MS_NODEV, options) == 0)
    return folder;
  g_free (folder);

  return NULL;
}

static void
move_tables_to (PpTestDatabase *self,
                const char     *folder)
{
  g_autofree char *create = g_strdup_printf ("create tablespace small location '%s'", folder);

  pp_test_database_do (self, create);
  pp_test_database_do (self, "alter table all in tablespace pg_default set tablespace small;"
                             "alter index all in tablespace pg_default set tablespace small");
}

/* Until nothing goes in any more: first much at a time, then little. */
static void
fill (PpTestDatabase *self)
{
  static const char * const inserts[] = {
    "insert into public.filler select repeat ('x', 4000) from generate_series (1, 500)",
    "insert into public.filler select repeat ('x', 4000)",
  };

  pp_test_database_do (self, "create table public.filler (t text) tablespace small;"
                             "alter table public.filler alter t set storage plain");
  for (guint i = 0; i < G_N_ELEMENTS (inserts); i++)
    {
      g_autofree char *state = NULL;

      while (state == NULL)
        {
          g_autoptr (PGresult) result = PQexec (self->owner, inserts[i]);

          state = g_strdup (PQresultErrorField (result, PG_DIAG_SQLSTATE));
        }
      g_assert_cmpstr (state, ==, "53100");
    }
}

static void
drop (PpTestApi  *api,
      PpCaller  **caller)
{
  g_autofree char *statement = g_strdup_printf ("drop database %s", api->base.name);

  g_clear_pointer (caller, pp_caller_unref);
  pp_test_api_close (api);
  pp_test_cluster_do (statement);
}

/* A mutation that needs room: what is by chance cannot be compressed. */
static char *
make_large_mutation (guint revision)
{
  enum { N_WORDS = 11000 };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < N_WORDS; i++)
    g_string_append_printf (text, "%08x", g_test_rand_int ());

  return g_strdup_printf ("mutation { createNode(modelId: \"" MODEL "\", revision: %u, input: { kind: HOST, name: \"x\","
                          " properties: { text: \"%s\" } }) { model { revision } conflict { currentRevision } } }", revision,
                          text->str);
}

static void
test_full (void)
{
  static const char read[] = "{ model(id: \"" MODEL "\") { revision nodes { nodes { name } } revisions { nodes { number } } } }";
  g_autofree char *folder = mount_small_disk (ROOM_OF_TABLES);
  g_autofree char *write = make_large_mutation (1);
  g_autofree char *before = NULL, *answer = NULL, *n_events = NULL;
  g_autoptr (PpCaller) caller = NULL;
  PpTestApi api;

  if (folder == NULL)
    {
      g_test_skip ("no file system can be mounted here");
      return;
    }
  pp_test_api_open (&api, NULL);
  move_tables_to (&api.base, folder);
  caller = pp_test_api_call_as (&api, "person", 1, PP_ROLE_ARCHITECT, NULL);
  before = pp_test_api_ask (&api, caller, read, NULL);
  fill (&api.base);

  answer = pp_test_api_ask (&api, caller, write, NULL);
  g_test_message ("%s", answer);
  pp_assert_contains (answer, "\"code\":\"UNAVAILABLE\"");
  pp_assert_lacks (answer, "space");
  pp_assert_contains (told->str, "The database says 53100: ");
  pp_test_api_expect (&api, caller, read, before);
  n_events = pp_test_database_ask (&api.base, "select count (*) from parapet.event where model_id = '" MODEL "'");
  g_assert_cmpstr (n_events, ==, "1");

  pp_test_database_do (&api.base, "drop table public.filler");
  pp_test_api_expect (&api, caller, write, WRITTEN);
  drop (&api, &caller);
  pp_test_cluster_do ("drop tablespace small");
  umount2 (folder, MNT_DETACH);
}

/* --- The write-ahead log ------------------------------------------------------------------------- */

static void
move_log_to (const char *folder)
{
  pp_test_cluster_control ("move-log", pp_test_cluster_get_folder (), folder);
}

/* Room to give back later, as an administrator finds some. */
static void
write_zeros (const char *path)
{
  static const char zeros[3 * 1024 * 1024];

  g_assert_true (g_file_set_contents (path, zeros, sizeof zeros, NULL));
}

/* A transaction writes much of the log at once; nobody else is to come upon the end of the room before it. */
static void
prepare_log (const char *folder)
{
  static const char * const settings[] = { "wal_writer_delay = '10s'", "bgwriter_lru_maxpages = 0", "autovacuum = off" };

  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      g_autofree char *statement = g_strconcat ("alter system set ", settings[i], NULL);

      pp_test_cluster_do (statement);
    }
  /* What was answered is there, whatever happens then. */
  pp_test_cluster_do ("alter role parapet_server set synchronous_commit = on");
  move_log_to (folder);
}

/* Returns the revision that was made last. */
static guint
write_until_refused (PpTestApi *api,
                     PpCaller  *caller)
{
  enum { MOST = 200 };

  for (guint revision = 1; revision < MOST; revision++)
    {
      g_autofree char *write = make_large_mutation (revision);
      g_autofree char *answer = pp_test_api_ask (api, caller, write, NULL);
      g_autofree char *written = g_strdup_printf ("\"revision\":%u}", revision + 1);

      if (strstr (answer, "\"errors\"") == NULL)
        {
          pp_assert_contains (answer, written);
          continue;
        }
      pp_assert_contains (answer, "\"code\":\"UNAVAILABLE\"");
      pp_assert_lacks (answer, "space");
      return revision;
    }
  g_assert_not_reached ();
}

static gboolean
is_gone (void)
{
  g_autofree char *path = g_build_filename (pp_test_cluster_get_folder (), "data", "postmaster.pid", NULL);

  return !g_file_test (path, G_FILE_TEST_EXISTS);
}

static gboolean
is_read (PpTestApi *api,
         PpCaller  *caller)
{
  g_autofree char *answer = pp_test_api_ask (api, caller, "{ viewer { name } }", NULL);

  if (strstr (answer, "\"errors\"") == NULL)
    return TRUE;
  pp_assert_contains (answer, "\"code\":\"UNAVAILABLE\"");
  return FALSE;
}

static guint
ask_number (PpTestApi  *api,
            const char *question)
{
  g_autofree char *answer = pp_test_database_ask (&api->base, question);

  return (guint) g_ascii_strtoull (answer, NULL, 10);
}

/* All that a revision leaves is there for each, and for nothing else. What was not answered may have been done. */
static void
assert_whole (PpTestApi *api,
              guint      revision)
{
  static const char * const counts[] = {
    "select count (*) from parapet.revision where model_id = '" MODEL "'",
    "select max (number) from parapet.revision where model_id = '" MODEL "'",
    "select count (*) from parapet.node where model_id = '" MODEL "'",
    "select count (*) from parapet.event where model_id = '" MODEL "'",
    "select count (*) from parapet.audit where object_id = '" MODEL "'",
  };
  guint now = ask_number (api, "select revision from parapet.model where id = '" MODEL "'");

  g_assert_cmpuint (now, >=, revision);
  g_assert_cmpuint (now, <=, revision + 1);
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    g_assert_cmpuint (ask_number (api, counts[i]), ==, now);
  g_assert_cmpuint (ask_number (api, "select count (*) from parapet.organisation o,"
                                   " parapet.find_broken_audit (o.id)"), ==, 0);
}

static void
assert_told (void)
{
  g_autofree char *path = g_build_filename (pp_test_cluster_get_folder (), "log", NULL);
  g_autofree char *log = NULL;

  g_assert_true (g_file_get_contents (path, &log, NULL, NULL));
  pp_assert_contains (log, "PANIC");
  pp_assert_contains (told->str, "The database says 53100: could not write to file");
}

/* PostgreSQL ends when its log has no room, and does not start again before there is some. */
static void
test_log (void)
{
  g_autofree char *folder = mount_small_disk (ROOM_OF_LOG);
  g_autofree char *reserve = NULL;
  g_autoptr (PpCaller) caller = NULL;
  g_autofree char *write = NULL, *answer = NULL;
  guint revision;
  PpTestApi api;

  if (folder == NULL)
    {
      g_test_skip ("no file system can be mounted here");
      return;
    }
  reserve = g_build_filename (folder, "reserve", NULL);
  /* A new database takes more of the log than there will be. */
  pp_test_api_open (&api, NULL);
  prepare_log (folder);
  write_zeros (reserve);
  g_string_truncate (told, 0);
  pp_wait_until (pp_database_is_available (api.base.database));
  caller = pp_test_api_call_as (&api, "person", 1, PP_ROLE_ARCHITECT, NULL);
  revision = write_until_refused (&api, caller);
  g_assert_cmpuint (revision, >, 1);
  pp_wait_until (is_gone ());
  g_assert_false (is_read (&api, caller));
  assert_told ();

  g_assert_cmpint (g_remove (reserve), ==, 0);
  pp_test_cluster_control ("again", pp_test_cluster_get_folder (), NULL);
  pp_wait_until (is_read (&api, caller));
  PQreset (api.base.owner);
  assert_whole (&api, revision);
  revision = ask_number (&api, "select revision from parapet.model where id = '" MODEL "'");
  write = make_large_mutation (revision);
  answer = pp_test_api_ask (&api, caller, write, NULL);
  pp_assert_lacks (answer, "errors");
  assert_whole (&api, revision + 1);
  drop (&api, &caller);
  move_log_to (pp_test_cluster_get_folder ());
  umount2 (folder, MNT_DETACH);
}

static void
test_no_room (void)
{
  g_test_skip ("a room of its own for what is mounted is not allowed here");
}

static gboolean has_room;

static void
add_tests (void)
{
  g_test_add_func ("/full/O05-disk", has_room ? test_full : test_no_room);
  g_test_add_func ("/full/O05-log", has_room ? test_log : test_no_room);
}

int
main (int   argc,
      char *argv[])
{
  int result;

  has_room = enter_own_room ();
  told = pp_test_api_keep_log ();
  result = pp_test_cluster_run (&argc, &argv, add_tests);

  return result;
}
