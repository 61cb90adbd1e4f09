/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-authenticator.h"

#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <signal.h>
#include <string.h>

#include "pp-json.h"
#include "pp-program.h"
#include "pp-test.h"

#define AUDIENCE "https://api.parapet.test"
#define MAX_HEADER_BYTES 15000

/* A real OpenID provider, and all the tokens that a mint makes with its key, with what is to become of
 * them: each by its name, in the authenticator and in a real server. */
typedef struct {
  GSubprocess     *provider;
  char            *issuer;
  PpKeySource     *keys;
  PpAuthenticator *authenticator;
  char            *folder;
  PpProgram       *development; /* has the database */
  PpProgram       *server;      /* believes the provider; NULL where there is no PostgreSQL */
} World;

static World world;

static char *
get_directory (void)
{
  const char *build = g_getenv ("PARAPET_BUILD_ROOT");

  return g_build_filename (build != NULL ? build : g_get_tmp_dir (), "tests", "server", "provider", NULL);
}

static gboolean
start_provider (void)
{
  const char *tools = g_getenv ("PARAPET_PROVIDER_TOOLS");
  const char *script = g_getenv ("PARAPET_PROVIDER_SCRIPT");
  g_autofree char *directory = get_directory ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GDataInputStream) output = NULL;
  g_autofree char *line = NULL;
  PpTokenRules rules;

  if (tools == NULL || script == NULL)
    return FALSE;
  world.provider = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, script, tools, directory, NULL);
  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (world.provider));
  line = g_data_input_stream_read_line (output, NULL, NULL, NULL);
  if (line == NULL || !g_str_has_prefix (line, "READY "))
    {
      g_subprocess_wait (world.provider, NULL, NULL);
      g_assert_true (g_subprocess_get_if_exited (world.provider));
      g_assert_cmpint (g_subprocess_get_exit_status (world.provider), ==, 77);
      g_clear_object (&world.provider);
      return FALSE;
    }
  world.issuer = g_strdup (line + strlen ("READY "));
  world.keys = pp_key_source_new (world.issuer, NULL);
  pp_key_source_set_intervals (world.keys, 300, 0);
  world.authenticator = pp_authenticator_new ();
  pp_token_rules_init (&rules, world.issuer, AUDIENCE);
  pp_authenticator_add_issuer (world.authenticator, world.keys, &rules);
  return TRUE;
}

/* The settings of the server for development, but with this provider. */
static char *
write_settings (const char *group,
                const char *database)
{
  g_autofree char *from = g_build_filename (world.folder, "development", "server.conf", NULL);
  g_autofree char *path = g_build_filename (world.folder, group, NULL);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) error = NULL;

  g_key_file_load_from_file (file, from, G_KEY_FILE_NONE, &error);
  g_assert_no_error (error);
  g_key_file_set_integer (file, "server", "port", 0);
  g_key_file_set_integer (file, "operations", "port", 0);
  if (database != NULL)
    g_key_file_set_string (file, "database", "address", database);
  g_key_file_remove_group (file, "issuer development", NULL);
  g_key_file_set_string (file, "issuer provider", "url", world.issuer);
  g_key_file_set_string (file, "issuer provider", "audience", AUDIENCE);
  g_key_file_save_to_file (file, path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_chmod (path, 0644), ==, 0);
  return g_steal_pointer (&path);
}

static void
start_server (void)
{
  g_autofree char *path = g_build_filename (world.folder, "development", NULL);
  g_autofree char *owner = g_strdup_printf ("host=%s/postgres dbname=parapet user=postgres", path);
  g_autofree char *settings = NULL;
  g_autofree char *owner_settings = NULL;
  const char *development[] = { "--dev", "--port", "0", "--folder", path, NULL };
  const char *add[] = { "--config", NULL, "--add-organisation", "acme", "--name", "Acme", NULL };
  const char *serve[] = { "--config", NULL, NULL };
  g_autofree char *errors = NULL;

  world.development = pp_program_start (world.folder, "development", FALSE, development);
  g_free (pp_program_read_line (world.development, "ready "));
  owner_settings = write_settings ("owner.conf", owner);
  add[1] = owner_settings;
  g_assert_cmpint (pp_program_run (FALSE, add, &errors), ==, 0);
  settings = write_settings ("server.conf", NULL);
  serve[1] = settings;
  world.server = pp_program_start (world.folder, "server", TRUE, serve);
  g_free (pp_program_read_line (world.server, "ready "));
}

static char *
mint (const char *first,
      const char *second)
{
  g_autofree char *directory = get_directory ();
  g_autofree char *state = g_build_filename (directory, "state", NULL);
  g_autofree char *script = g_build_filename (directory, "mint.mjs", NULL);
  const char *argv[] = { "node", script, "--state", state, "--iss", world.issuer, first, second, NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *output = NULL;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, NULL, NULL, &error);
  g_assert_no_error (error);
  return g_strchomp (g_steal_pointer (&output));
}

static PpIdentity *
check (const char  *token,
       GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pp_authenticator_check_async (world.authenticator, token, strlen (token), NULL, pp_test_keep_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return pp_authenticator_check_finish (world.authenticator, result, error);
}

/* The same over HTTP: 401 for what is refused, with a header for the scope as 403; what is too long for a header need
 * not be answered at all. */
static void
check_over_http (JsonObject *object,
                 gboolean    accepted)
{
  const char *token = pp_json_get_string (object, "token", NULL);
  g_autofree char *answer = pp_program_ask (world.server->port, token, "{ viewer { name } }");
  guint status = pp_program_get_status (answer);

  g_test_message ("over HTTP: %u", status);
  if (accepted)
    g_assert_cmpuint (status, ==, 200);
  else if (strlen (token) > MAX_HEADER_BYTES)
    g_assert_true (status == 0 || status == 400 || status == 401 || status == 431);
  else if (g_str_has_prefix (pp_json_get_string (object, "name", ""), "scope-"))
    {
      g_assert_cmpuint (status, ==, 403);
      pp_assert_contains (answer, "www-authenticate: Bearer error=\"insufficient_scope\"");
    }
  else
    {
      g_assert_cmpuint (status, ==, 401);
      pp_assert_contains (answer, "www-authenticate: Bearer error=\"invalid_token\"");
      pp_assert_contains (answer, "An access token is needed, and this is not a valid one");
    }
}

static void
test_token (gconstpointer data)
{
  JsonObject *object = json_node_get_object ((JsonNode *) data);
  gboolean accepted = g_str_equal (pp_json_get_string (object, "expect", ""), "accept");
  g_autoptr (GError) error = NULL;
  g_autoptr (PpIdentity) identity = check (pp_json_get_string (object, "token", NULL), &error);

  g_test_message ("%s", pp_json_get_string (object, "why", ""));
  if (accepted)
    {
      g_assert_no_error (error);
      g_assert_cmpstr (pp_identity_get_subject (identity), ==, "alice");
      g_assert_cmpstr (pp_identity_get_organisation (identity), ==, "acme");
    }
  else
    {
      g_assert_null (identity);
      g_assert_true (error->domain == PP_TOKEN_ERROR);
    }
  if (world.server != NULL)
    check_over_http (object, accepted);
}

static void
add_tokens (void)
{
  g_autofree char *output = mint ("--all", NULL);
  g_auto (GStrv) lines = g_strsplit (output, "\n", -1);

  g_assert_cmpuint (g_strv_length (lines), >=, 90);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;
      JsonNode *node = pp_json_parse (lines[i], strlen (lines[i]), NULL, &error);
      g_autofree char *path = NULL;

      g_assert_no_error (error);
      path = g_strdup_printf ("/provider/tokens/%s",
                              pp_json_get_string (json_node_get_object (node), "name", "?"));
      g_test_add_data_func_full (path, node, test_token, (GDestroyNotify) json_node_unref);
    }
}

static void
ask (const char *path)
{
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autofree char *address = g_strconcat (world.issuer, path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("POST", address);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) answer = soup_session_send_and_read (session, message, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (soup_message_get_status (message), ==, 200);
}

static gboolean
is_good (const char *token)
{
  g_autoptr (PpIdentity) identity = check (token, NULL);

  return identity != NULL;
}

/* K01 and K02 against the real provider: what it signs with its next key is good at once, and what it signed
 * with a key that it dropped is good no more. */
static void
test_rotation (void)
{
  g_autofree char *old_token = mint ("--case", "valid");
  g_autofree char *token = NULL;

  g_assert_true (is_good (old_token));
  ask ("/test/rotate");
  token = mint ("--case", "valid");
  g_assert_true (is_good (token));
  ask ("/test/drop-old");
  pp_key_source_set_intervals (world.keys, 0, 0);
  pp_wait_until (!is_good (old_token));
}

static void
test_absent (void)
{
  g_test_skip ("the OpenID provider of the tests cannot be had here");
}

static void
stop_server (void)
{
  const char *remove_folder[] = { "rm", "-rf", world.folder, NULL };

  if (world.server != NULL)
    pp_program_stop (world.server, SIGTERM);
  if (world.development != NULL)
    pp_program_stop (world.development, SIGTERM);
  if (world.folder != NULL)
    g_spawn_sync (NULL, (char **) remove_folder, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
  g_free (world.folder);
}

int
main (int   argc,
      char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_FATAL_MASK);
  if (start_provider ())
    {
      world.folder = pp_program_make_folder ();
      if (pp_program_has_postgres ())
        start_server ();
      add_tokens ();
      /* The last one: it drops the key of the others. */
      g_test_add_func ("/provider-keys/rotation", test_rotation);
    }
  else
    g_test_add_func ("/provider/absent", test_absent);
  result = g_test_run ();
  stop_server ();
  if (world.provider != NULL)
    {
      g_subprocess_force_exit (world.provider);
      g_subprocess_wait (world.provider, NULL, NULL);
    }
  g_clear_object (&world.provider);
  g_clear_object (&world.authenticator);
  g_clear_object (&world.keys);
  g_free (world.issuer);
  return result;
}
