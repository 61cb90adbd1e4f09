/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-worker.h"

#include <glib-unix.h>
#include <string.h>
#include <unistd.h>

#include "pp-log.h"
#include "pp-metrics.h"
#include "pp-service.h"
#include "pp-start-check.h"

#define DRAIN_SECONDS 10
#define DRAIN_LOOK_MS 20
#define LINGER_US (G_USEC_PER_SEC / 2)

typedef struct {
  GMainLoop *loop;
  PpMetrics *metrics;
  PpService *service;
  gint64 drain_start;                   /* monotonic, 0 while it serves */
  int status;
} Worker;

static void
stop (Worker *self,
      int     status)
{
  self->status = status;
  g_main_loop_quit (self->loop);
}

static void
failed_cb (PpService *service,
           gpointer   user_data)
{
  stop (user_data, PP_WORKER_STATUS_CONFIGURATION);
}

static gint64
get_memory (void)
{
  g_autofree char *text = NULL;
  guint64 pages = 0;

  if (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL) && strchr (text, ' ') != NULL)
    pages = g_ascii_strtoull (strchr (text, ' '), NULL, 10);
  return pages * sysconf (_SC_PAGESIZE);
}

static gboolean
tick_cb (gpointer data)
{
  Worker *self = data;

  pp_metrics_beat ();
  pp_metrics_set (PP_METRIC_MEMORY_BYTES, get_memory ());
  pp_service_look (self->service);
  return G_SOURCE_CONTINUE;
}

/* --- The end --- */

/* A client that was let in at the last moment has yet to say what it wants; one that is silent may come back. */
static gboolean
is_drained (Worker *self)
{
  gint64 now = g_get_monotonic_time ();

  if (now >= self->drain_start + DRAIN_SECONDS * G_USEC_PER_SEC)
    return TRUE;
  return pp_service_get_n_running (self->service) == 0 &&
         (pp_service_get_n_connections (self->service) == 0 || now >= self->drain_start + LINGER_US);
}

static gboolean
drained_cb (gpointer data)
{
  Worker *self = data;

  if (!is_drained (self))
    return G_SOURCE_CONTINUE;
  stop (self, EXIT_SUCCESS);
  return G_SOURCE_REMOVE;
}

static void
drain (Worker *self)
{
  if (self->drain_start != 0)
    return;
  g_info ("ends when %u requests are answered", pp_service_get_n_running (self->service));
  self->drain_start = g_get_monotonic_time ();
  pp_service_drain (self->service);
  g_timeout_add (DRAIN_LOOK_MS, drained_cb, self);
}

static gboolean
terminate_cb (gpointer data)
{
  drain (data);
  return G_SOURCE_CONTINUE;
}

/* The terminal interrupts all processes; the supervisor says what is to be done. */
static gboolean
interrupt_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static gboolean
life_line_cb (int           descriptor,
              GIOCondition  condition,
              gpointer      data)
{
  drain (data);
  return G_SOURCE_REMOVE;
}

/* --- The start --- */

static gboolean
set_up (Worker           *self,
        PpConfiguration  *configuration,
        guint             number,
        const char       *development_folder,
        GError          **error)
{
  g_autoptr (GSocket) listener = g_socket_new_from_fd (PP_WORKER_LISTENER, error);

  self->metrics = listener != NULL ? pp_metrics_new_shared (PP_WORKER_METRICS, error) : NULL;
  if (self->metrics == NULL)
    return FALSE;
  pp_metrics_write_as (self->metrics, number);
  pp_metrics_add (PP_METRIC_STARTS, 1);
  self->service = pp_service_new (configuration, listener, development_folder, failed_cb, self, error);
  return self->service != NULL;
}

static void
run (Worker *self)
{
  guint sources[5];

  sources[0] = g_unix_signal_add (SIGTERM, terminate_cb, self);
  sources[1] = g_unix_signal_add (SIGINT, interrupt_cb, self);
  sources[2] = g_unix_signal_add (SIGHUP, interrupt_cb, self);
  sources[3] = g_unix_fd_add (PP_WORKER_LIFE_LINE, G_IO_IN | G_IO_HUP, life_line_cb, self);
  sources[4] = g_timeout_add_seconds (1, tick_cb, self);
  tick_cb (self);
  g_main_loop_run (self->loop);
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    if (g_main_context_find_source_by_id (NULL, sources[i]) != NULL)
      g_source_remove (sources[i]);
}

/**
 * pp_worker_run:
 * @configuration: the settings
 * @number: which of the workers this is, from 0
 * @development_folder: (nullable): the folder of #PpDevelopment, for a page to try the API with
 *
 * Answers requests until the process is told to end, or its supervisor is gone.
 *
 * Returns: the status to end with
 */
int
pp_worker_run (PpConfiguration *configuration,
               guint            number,
               const char      *development_folder)
{
  g_autofree char *name = g_strdup_printf ("worker %u", number);
  g_autoptr (GError) error = NULL;
  Worker self = { .loop = g_main_loop_new (NULL, FALSE) };

  pp_log_start (name, configuration->log_level);
  if (set_up (&self, configuration, number, development_folder, &error))
    run (&self);
  else
    {
      g_critical ("%s", error->message);
      self.status = PP_WORKER_STATUS_CONFIGURATION;
    }
  g_clear_pointer (&self.service, pp_service_free);
  g_clear_pointer (&self.metrics, pp_metrics_free);
  g_main_loop_unref (self.loop);
  /* A thread that waits for the database cannot be stopped, and what it uses must not be taken away from it. */
  if (pp_start_check_is_any_running ())
    _exit (self.status);
  return self.status;
}
