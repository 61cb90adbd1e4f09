/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-program.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* How long something may take that comes sooner or later. */
#define PATIENCE_SECONDS 60
#define LOOK_US 20000

gboolean
pp_program_has_postgres (void)
{
  g_autofree char *on_path = g_find_program_in_path ("pg_ctl");

  return on_path != NULL || g_file_test ("/usr/lib/postgresql", G_FILE_TEST_IS_DIR);
}

char *
pp_program_make_folder (void)
{
  char *folder = g_dir_make_tmp ("pp-XXXXXX", NULL);

  g_assert_nonnull (folder);
  g_assert_cmpint (g_chmod (folder, 0755), ==, 0);
  return folder;
}

static GSubprocess *
spawn (GSubprocessLauncher *launcher,
       gboolean             as_other_user,
       const char * const  *words)
{
  enum { N_FOR_ALL = 2 };
  static const char * const setpriv[] = { "setpriv", "--pdeathsig=TERM", "--reuid=postgres", "--regid=postgres",
                                          "--clear-groups" };
  g_autoptr (GPtrArray) command = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  GSubprocess *process;

  g_assert_nonnull (g_getenv ("PARAPET_SERVER"));
  /* A test that fails leaves no server behind. */
  for (guint i = 0; i < G_N_ELEMENTS (setpriv); i++)
    if (i < N_FOR_ALL || (as_other_user && getuid () == 0))
      g_ptr_array_add (command, (char *) setpriv[i]);
  g_ptr_array_add (command, (char *) g_getenv ("PARAPET_SERVER"));
  for (guint i = 0; words[i] != NULL; i++)
    g_ptr_array_add (command, (char *) words[i]);
  g_ptr_array_add (command, NULL);
  process = g_subprocess_launcher_spawnv (launcher, (const char * const *) command->pdata, &error);
  g_assert_no_error (error);
  return process;
}

static guint
read_port (const char *address)
{
  const char *colon = strrchr (address, ':');

  g_assert_nonnull (colon);
  return g_ascii_strtoull (colon + 1, NULL, 10);
}

PpProgram *
pp_program_start (const char         *folder,
                  const char         *name,
                  gboolean            as_other_user,
                  const char * const *words)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  PpProgram *self = g_new0 (PpProgram, 1);

  self->log_path = g_strdup_printf ("%s/%s.log", folder, name);
  g_subprocess_launcher_set_stderr_file_path (launcher, self->log_path);
  self->process = spawn (launcher, as_other_user, words);
  self->output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  return self;
}

char *
pp_program_read_line (PpProgram  *self,
                      const char *word)
{
  char *line;

  while ((line = g_data_input_stream_read_line (self->output, NULL, NULL, NULL)) != NULL)
    {
      g_autofree char *owned = line;

      if (g_str_has_prefix (line, "operations "))
        self->operations_port = read_port (line);
      if (g_str_has_prefix (line, "ready "))
        self->port = read_port (line);
      if (g_str_has_prefix (line, word))
        return g_strdup (line + strlen (word));
    }
  g_test_message ("%s", pp_program_get_log (self));
  g_error ("the server ended without “%s”", word);
}

int
pp_program_run (gboolean            as_other_user,
                const char * const *words,
                char              **errors)
{
  g_autoptr (GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GSubprocess) process = spawn (launcher, as_other_user, words);
  g_autoptr (GError) error = NULL;

  g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, errors, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  return g_subprocess_get_exit_status (process);
}

int
pp_program_stop (PpProgram *self,
                 int        signal)
{
  g_autofree char *log = NULL;
  int status;

  g_subprocess_send_signal (self->process, signal);
  g_subprocess_wait (self->process, NULL, NULL);
  /* What a sanitizer has to say of its processes stands there. */
  log = pp_program_get_log (self);
  if (strstr (log, "Sanitizer") != NULL || strstr (log, "runtime error") != NULL)
    g_error ("%s", log);
  status = g_subprocess_get_if_exited (self->process) ? g_subprocess_get_exit_status (self->process) : -1;
  g_object_unref (self->output);
  g_object_unref (self->process);
  g_free (self->log_path);
  g_free (self);
  return status;
}

char *
pp_program_get_log (PpProgram *self)
{
  char *text = NULL;

  g_assert_true (g_file_get_contents (self->log_path, &text, NULL, NULL));
  return text;
}

GPtrArray *
pp_program_list_workers (PpProgram *program)
{
  g_autofree char *path = g_strdup_printf ("/proc/%s/task/%s/children",
                                           g_subprocess_get_identifier (program->process),
                                           g_subprocess_get_identifier (program->process));
  g_autofree char *text = NULL;
  g_auto (GStrv) words = NULL;
  GPtrArray *workers = g_ptr_array_new_with_free_func (g_free);

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  words = g_strsplit (g_strchomp (text), " ", -1);
  for (guint i = 0; words[i] != NULL; i++)
    g_ptr_array_add (workers, g_strdup (words[i]));
  return workers;
}

/* --- A client --- */

char *
pp_program_talk (guint       port,
                 const char *text,
                 gssize      length)
{
  g_autoptr (GSocketClient) client = g_object_new (G_TYPE_SOCKET_CLIENT, "enable-proxy", FALSE, "timeout",
                                                   PATIENCE_SECONDS, NULL);
  g_autoptr (GSocketConnection) connection = g_socket_client_connect_to_host (client, "127.0.0.1", port, NULL, NULL);
  g_autoptr (GString) answer = g_string_new (NULL);
  char buffer[4096];
  gssize n;

  if (connection == NULL)
    return g_strdup ("");
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), text,
                             length < 0 ? strlen (text) : (gsize) length, NULL, NULL, NULL);
  while ((n = g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), buffer, sizeof buffer, NULL,
                                   NULL)) > 0)
    g_string_append_len (answer, buffer, n);
  return g_string_free (g_steal_pointer (&answer), FALSE);
}

char *
pp_program_ask (guint       port,
                const char *token,
                const char *query)
{
  g_autofree char *escaped = g_strescape (query, NULL);
  g_autofree char *body = g_strdup_printf ("{\"query\":\"%s\"}", escaped);
  g_autofree char *header = token != NULL ? g_strdup_printf ("Authorization: Bearer %s\r\n", token) : g_strdup ("");
  g_autofree char *text = g_strdup_printf ("POST /graphql HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                                           "Content-Type: application/json\r\nContent-Length: %" G_GSIZE_FORMAT
                                           "\r\n%s\r\n%s", strlen (body), header, body);

  return pp_program_talk (port, text, -1);
}

char *
pp_program_get (guint       port,
                const char *path)
{
  g_autofree char *text = g_strdup_printf ("GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", path);

  return pp_program_talk (port, text, -1);
}

guint
pp_program_get_status (const char *answer)
{
  return g_str_has_prefix (answer, "HTTP/1.1 ") ? g_ascii_strtoull (answer + strlen ("HTTP/1.1 "), NULL, 10) : 0;
}

const char *
pp_program_get_body (const char *answer)
{
  const char *end = strstr (answer, "\r\n\r\n");

  g_assert_nonnull (end);
  return end + strlen ("\r\n\r\n");
}

static void
wait_status (guint       port,
             const char *path,
             const char *token,
             const char *query,
             guint       status)
{
  gint64 end = g_get_monotonic_time () + PATIENCE_SECONDS * G_USEC_PER_SEC;

  for (;;)
    {
      g_autofree char *answer = path != NULL ? pp_program_get (port, path) : pp_program_ask (port, token, query);

      if (pp_program_get_status (answer) == status)
        return;
      if (g_get_monotonic_time () > end)
        g_error ("%s is not answered with %u: %s", path != NULL ? path : query, status, answer);
      g_usleep (LOOK_US);
    }
}

void
pp_program_wait_status (guint       port,
                        const char *token,
                        const char *query,
                        guint       status)
{
  wait_status (port, NULL, token, query, status);
}

void
pp_program_wait_get (guint       port,
                     const char *path,
                     guint       status)
{
  wait_status (port, path, NULL, NULL, status);
}
