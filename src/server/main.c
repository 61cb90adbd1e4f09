/* SPDX-License-Identifier: GPL-3.0-or-later */

/* parapet-server: the backend as a program. */

#include <glib-unix.h>
#include <locale.h>
#include <malloc.h>
#include <stdlib.h>
#include <unistd.h>

#include "pp-development.h"
#include "pp-log.h"
#include "pp-migrations.h"
#include "pp-organisations.h"
#include "pp-supervisor.h"
#include "pp-worker.h"

#define STATUS_FAILED 1
#define STATUS_USAGE 2
#define MAX_WORKERS 256
#define DEVELOPMENT_PORT 8400
#define LARGE_BYTES (8 * 1024 * 1024)
#define KEPT_BYTES (8 * 1024 * 1024)

typedef struct {
  char *configuration;
  char *folder;
  char *organisation;
  char *name;
  gboolean is_development;
  gboolean migrates;
  gboolean shows_version;
  int port;
  int workers;
  int worker;
} Options;

static int
fail (const char *message,
      int         status)
{
  g_printerr ("parapet-server: %s\n", message);
  return status;
}

/* --- Administration --- */

static int
administrate (const Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PpConfiguration) configuration = pp_configuration_load (options->configuration, &error);
  g_autoptr (PGconn) connection = NULL;
  guint n_applied = 0;

  if (configuration != NULL)
    connection = pp_postgres_connect (configuration->database, &error);
  if (connection == NULL)
    return fail (error->message, STATUS_FAILED);
  if (options->migrates && !pp_migrations_apply (connection, &n_applied, &error))
    return fail (error->message, STATUS_FAILED);
  if (options->migrates)
    g_print ("migrations %u\n", n_applied);
  if (options->organisation != NULL &&
      !pp_organisations_add (connection, options->organisation,
                             options->name != NULL ? options->name : options->organisation, &error))
    return fail (error->message, STATUS_FAILED);
  return EXIT_SUCCESS;
}

/* --- Serving --- */

typedef struct {
  PpConfiguration *configuration;
  PpDevelopment *development;
} Announcement;

static void
ready_cb (PpSupervisor *supervisor,
          gpointer      user_data)
{
  const Announcement *announcement = user_data;
  const PpConfiguration *configuration = announcement->configuration;

  g_print ("operations http://%s:%u\n", configuration->operations_address,
           pp_supervisor_get_operations_port (supervisor));
  if (announcement->development != NULL)
    pp_development_print_users (announcement->development, pp_supervisor_get_port (supervisor));
  g_print ("ready %s://%s:%u/graphql\n", configuration->certificate != NULL ? "https" : "http",
           configuration->address, pp_supervisor_get_port (supervisor));
}

static int
serve (const Options *options,
       const char    *path,
       PpDevelopment *development)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PpConfiguration) configuration = pp_configuration_load (path, &error);
  g_autoptr (PpSupervisor) supervisor = NULL;
  Announcement announcement;

  if (configuration == NULL || !pp_configuration_can_serve (configuration, &error))
    return fail (error->message, STATUS_FAILED);
  if (options->port >= 0)
    configuration->port = options->port;
  if (options->workers >= 0)
    configuration->workers = options->workers;
  supervisor = pp_supervisor_new (configuration, path, development != NULL, &error);
  if (supervisor == NULL)
    return fail (error->message, STATUS_FAILED);
  announcement = (Announcement) { configuration, development };
  pp_supervisor_set_ready_func (supervisor, ready_cb, &announcement);
  pp_log_start ("supervisor", configuration->log_level);
  return pp_supervisor_run (supervisor);
}

static gboolean
too_early_cb (gpointer data)
{
  gboolean *is_over = data;

  *is_over = TRUE;
  return G_SOURCE_CONTINUE;
}

/* What was asked to end while it was still starting ends as soon as it can. */
static int
serve_development (const Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PpDevelopment) development = NULL;
  gboolean is_over = FALSE;
  int status = EXIT_SUCCESS;
  guint sources[] = {
    g_unix_signal_add (SIGTERM, too_early_cb, &is_over),
    g_unix_signal_add (SIGINT, too_early_cb, &is_over),
  };

  development = pp_development_start (options->folder, options->port >= 0 ? options->port : DEVELOPMENT_PORT,
                                      options->workers >= 0 ? options->workers : 1, &error);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  if (development == NULL)
    status = fail (error->message, STATUS_FAILED);
  else if (!is_over)
    status = serve (options, pp_development_get_configuration_path (development), development);
  /* Not before: a signal in between must not end the program and leave the database running. */
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    g_source_remove (sources[i]);
  return status;
}

static int
work (const Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PpConfiguration) configuration = pp_configuration_load (options->configuration, &error);
  g_autofree char *folder = options->is_development ? g_path_get_dirname (options->configuration) : NULL;

  if (configuration == NULL || !pp_configuration_can_serve (configuration, &error))
    return fail (error->message, PP_WORKER_STATUS_CONFIGURATION);
  return pp_worker_run (configuration, options->worker, folder);
}

/* --- What is asked --- */

static gboolean
read_options (Options  *options,
              int      *argc,
              char   ***argv,
              GError  **error)
{
  const GOptionEntry entries[] = {
    { "config", 'c', 0, G_OPTION_ARG_FILENAME, &options->configuration, "Serve with the settings in FILE", "FILE" },
    { "port", 'p', 0, G_OPTION_ARG_INT, &options->port, "Listen on PORT, whatever the settings say", "PORT" },
    { "workers", 'w', 0, G_OPTION_ARG_INT, &options->workers, "Answer with N processes; 0 is one for each processor",
      "N" },
    { "migrate", 0, 0, G_OPTION_ARG_NONE, &options->migrates,
      "Bring the schema of the database up to this version, as the role in the settings, and end", NULL },
    { "add-organisation", 0, 0, G_OPTION_ARG_STRING, &options->organisation,
      "Add the organisation that tokens call KEY, as the role in the settings, and end", "KEY" },
    { "name", 0, 0, G_OPTION_ARG_STRING, &options->name, "What people call that organisation", "NAME" },
    { "dev", 0, 0, G_OPTION_ARG_NONE, &options->is_development,
      "Serve for trying out, with a database and users of its own", NULL },
    { "folder", 0, 0, G_OPTION_ARG_FILENAME, &options->folder, "With --dev: keep all in FOLDER", "FOLDER" },
    { "version", 0, 0, G_OPTION_ARG_NONE, &options->shows_version, "Tell the version and end", NULL },
    { "worker", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT, &options->worker, NULL, "NUMBER" },
    { NULL }
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_option_context_set_summary (context, "Keeps threat models for those who may see them.");
  g_option_context_add_main_entries (context, entries, NULL);
  return g_option_context_parse (context, argc, argv, error);
}

static int
run (const Options *options)
{
  if (options->shows_version)
    {
      g_print ("parapet-server " VERSION "\n");
      return EXIT_SUCCESS;
    }
  if (options->configuration != NULL && (options->migrates || options->organisation != NULL))
    return administrate (options);
  /* Whatever goes wrong in it, it must not be root's to do. */
  if (getuid () == 0 && !options->is_development)
    return fail ("it does not run as root; let it run as a user of its own", STATUS_FAILED);
  if (options->configuration != NULL)
    return options->worker >= 0 ? work (options) : serve (options, options->configuration, NULL);
  if (options->is_development)
    return serve_development (options);
  return fail ("either --config FILE or --dev is needed; --help tells more", STATUS_USAGE);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GError) error = NULL;
  Options options = { .port = -1, .workers = -1, .worker = -1 };
  int status;

  /* Answers can be some megabytes. The memory of one is used for the next one: asking the system for it each time costs
   * a tenth of all. What is larger, and what many at once have used, goes back. */
  mallopt (M_MMAP_THRESHOLD, LARGE_BYTES);
  mallopt (M_TRIM_THRESHOLD, KEPT_BYTES);
  /* Who reads what is printed may go away. */
  signal (SIGPIPE, SIG_IGN);
  /* Texts as the terminal has them, but numbers always in one way: programs read them. */
  setlocale (LC_CTYPE, "");
  /* A server has no desktop, whose settings GIO's modules would look for. */
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  g_setenv ("GIO_USE_VFS", "local", TRUE);
  if (!read_options (&options, &argc, &argv, &error))
    return fail (error->message, STATUS_USAGE);
  if (argc > 1 || options.port > G_MAXUINT16 || options.workers > MAX_WORKERS ||
      (options.is_development && options.configuration != NULL && options.worker < 0))
    return fail ("this cannot be done; --help tells what can", STATUS_USAGE);
  status = run (&options);
  g_free (options.configuration);
  g_free (options.folder);
  g_free (options.organisation);
  g_free (options.name);
  return status;
}
