/* SPDX-License-Identifier: GPL-3.0-or-later */

/* O05: a disk that is full, a real one: a small file system that nobody else sees, with all tables on it. */

#include <glib/gstdio.h>
#include <pwd.h>
#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

#include "pp-test-api.h"
#include "pp-test.h"

#define USER "postgres"
#define ROOM "size=24m,mode=0700"
/* Of seed.sql. */
#define MODEL "00000000-0000-4000-b000-000000000011"

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
mount_small_disk (void)
{
  struct passwd *user = getuid () == 0 ? getpwnam (USER) : NULL;
  char *folder = g_build_filename (pp_test_cluster_get_folder (), "small", NULL);
  g_autofree char *options =
    user != NULL ? g_strdup_printf (ROOM ",uid=%u,gid=%u", user->pw_uid, user->pw_gid) : g_strdup (ROOM);

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
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

/* A mutation that needs room: what is by chance cannot be compressed. */
static char *
make_large_mutation (void)
{
  enum { N_WORDS = 11000 };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < N_WORDS; i++)
    g_string_append_printf (text, "%08x", g_test_rand_int ());

  return g_strdup_printf ("mutation { createNode(modelId: \"" MODEL "\", revision: 1, input: { kind: HOST, name: \"x\","
                          " properties: { text: \"%s\" } }) { model { revision } } }", text->str);
}

static void
test_full (void)
{
  static const char read[] = "{ model(id: \"" MODEL "\") { revision nodes { nodes { name } } revisions { nodes { number } } } }";
  g_autofree char *folder = mount_small_disk ();
  g_autofree char *write = make_large_mutation ();
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
  pp_test_api_expect (&api, caller, read, before);
  n_events = pp_test_database_ask (&api.base, "select count (*) from parapet.event where model_id = '" MODEL "'");
  g_assert_cmpstr (n_events, ==, "1");

  pp_test_database_do (&api.base, "drop table public.filler");
  pp_test_api_expect (&api, caller, write, "{\"data\":{\"createNode\":{\"model\":{\"revision\":2}}}}");
  g_clear_pointer (&caller, pp_caller_unref);
  pp_test_api_close (&api);
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
}

int
main (int   argc,
      char *argv[])
{
  has_room = enter_own_room ();

  return pp_test_cluster_run (&argc, &argv, add_tests);
}
