/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-supervisor.h"

#include <fcntl.h>
#include <gio/gunixsocketaddress.h>
#include <glib-unix.h>
#include <string.h>
#include <unistd.h>

#include "pp-http.h"
#include "pp-operations.h"
#include "pp-worker.h"

/* Workers have 10 seconds to answer what runs. */
#define PATIENCE_SECONDS 13
#define MAX_SILENCE_US (30 * G_USEC_PER_SEC)
#define LOOK_MS 50
/* A worker that ends sooner than this is started again only after a pause, which grows. */
#define SHORT_LIFE_US (5 * G_USEC_PER_SEC)
#define FIRST_PAUSE_MS 100
#define LONGEST_PAUSE_MS 5000

typedef struct {
  PpSupervisor *supervisor;
  guint number;
  GSubprocess *process;
  gint64 start;
  guint pause_ms;
  guint timer;
} Slot;

struct _PpSupervisor {
  /* owned */
  char *configuration_path;
  char *program;
  GSocket *listener;
  PpMetrics *metrics;
  PpOperations *operations;
  GMainLoop *loop;
  Slot *slots;
  int life_line[2];

  /* borrowed */
  PpSupervisorReadyFunc ready_func;
  gpointer ready_data;

  /* state */
  guint n_slots;
  guint n_alive;
  guint port;
  gboolean is_development;
  guint notice_seconds;
  guint notice_timer;
  gboolean is_stopping;         /* and says so */
  gboolean is_closed;           /* and takes nothing more */
  gint64 stop_until;
  int status;
};

/* --- Telling systemd --- */

/* sd_notify(3): a datagram to the socket that the environment names. */
static void
tell_manager (const char *state)
{
  const char *path = g_getenv ("NOTIFY_SOCKET");
  g_autoptr (GSocket) socket = NULL;
  g_autoptr (GSocketAddress) address = NULL;

  if (path == NULL || (*path != '/' && *path != '@'))
    return;
  socket = g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_DEFAULT, NULL);
  address = g_unix_socket_address_new_with_type (*path == '@' ? path + 1 : path, -1,
                                                 *path == '@' ? G_UNIX_SOCKET_ADDRESS_ABSTRACT
                                                              : G_UNIX_SOCKET_ADDRESS_PATH);
  if (socket != NULL)
    g_socket_send_to (socket, address, state, strlen (state), NULL, NULL);
}

/* --- Workers --- */

static void start_worker (Slot *slot);

static void
close_down (PpSupervisor *self)
{
  if (self->is_closed)
    return;
  self->is_closed = TRUE;
  g_clear_handle_id (&self->notice_timer, g_source_remove);
  self->stop_until = g_get_monotonic_time () + PATIENCE_SECONDS * G_USEC_PER_SEC;
  for (guint i = 0; i < self->n_slots; i++)
    {
      g_clear_handle_id (&self->slots[i].timer, g_source_remove);
      if (self->slots[i].process != NULL)
        g_subprocess_send_signal (self->slots[i].process, SIGTERM);
    }
  /* From here on who connects is refused. */
  g_clear_object (&self->listener);
  if (self->n_alive == 0)
    g_main_loop_quit (self->loop);
}

static gboolean
notice_cb (gpointer data)
{
  PpSupervisor *self = data;

  self->notice_timer = 0;
  close_down (self);
  return G_SOURCE_REMOVE;
}

/* Whoever asks whether the server is ready is told that it is not, and given time to ask, before anybody is refused. */
static void
stop (PpSupervisor *self,
      int           status)
{
  g_autofree char *state = NULL;

  if (self->is_stopping)
    return;
  self->is_stopping = TRUE;
  self->status = status;
  state = g_strdup_printf ("STOPPING=1\nEXTEND_TIMEOUT_USEC=%u",
                           (self->notice_seconds + PATIENCE_SECONDS + 1) * G_USEC_PER_SEC);
  tell_manager (state);
  pp_operations_set_stopping (self->operations);
  if (status == EXIT_SUCCESS && self->notice_seconds > 0)
    self->notice_timer = g_timeout_add (self->notice_seconds * 1000, notice_cb, self);
  else
    close_down (self);
}

static gboolean
start_again_cb (gpointer data)
{
  Slot *slot = data;

  slot->timer = 0;
  start_worker (slot);
  return G_SOURCE_REMOVE;
}

static void
start_again (Slot *slot)
{
  gboolean was_short = g_get_monotonic_time () - slot->start < SHORT_LIFE_US;

  slot->pause_ms = was_short ? CLAMP (2 * slot->pause_ms, FIRST_PAUSE_MS, LONGEST_PAUSE_MS) : 0;
  slot->timer = g_timeout_add (slot->pause_ms, start_again_cb, slot);
}

static void
note_end (Slot *slot)
{
  if (g_subprocess_get_if_signaled (slot->process))
    g_warning ("worker %u was ended by signal %d", slot->number, g_subprocess_get_term_sig (slot->process));
  else
    g_info ("worker %u ended with status %d", slot->number, g_subprocess_get_exit_status (slot->process));
}

static void
ended_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Slot *slot = user_data;
  PpSupervisor *self = slot->supervisor;
  gboolean is_hopeless;

  g_subprocess_wait_finish (G_SUBPROCESS (source), result, NULL);
  note_end (slot);
  is_hopeless = g_subprocess_get_if_exited (slot->process) &&
                g_subprocess_get_exit_status (slot->process) == PP_WORKER_STATUS_CONFIGURATION;
  g_clear_object (&slot->process);
  self->n_alive--;
  pp_metrics_forget (self->metrics, slot->number);
  if (is_hopeless)
    stop (self, PP_WORKER_STATUS_CONFIGURATION);
  if (!self->is_closed)
    start_again (slot);
  else if (self->n_alive == 0)
    g_main_loop_quit (self->loop);
}

static void
give_descriptor (GSubprocessLauncher *launcher,
                 int                  descriptor,
                 int                  as)
{
  g_subprocess_launcher_take_fd (launcher, fcntl (descriptor, F_DUPFD_CLOEXEC, 10), as);
}

static void
start_worker (Slot *slot)
{
  PpSupervisor *self = slot->supervisor;
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  g_autofree char *number = g_strdup_printf ("--worker=%u", slot->number);
  g_autoptr (GError) error = NULL;
  const char *arguments[] = { self->program, "--config", self->configuration_path, number, NULL, NULL };

  if (self->is_development)
    arguments[4] = "--dev";
  give_descriptor (launcher, g_socket_get_fd (self->listener), PP_WORKER_LISTENER);
  give_descriptor (launcher, pp_metrics_get_descriptor (self->metrics), PP_WORKER_METRICS);
  give_descriptor (launcher, self->life_line[0], PP_WORKER_LIFE_LINE);
  slot->start = g_get_monotonic_time ();
  slot->process = g_subprocess_launcher_spawnv (launcher, arguments, &error);
  if (slot->process == NULL)
    {
      g_critical ("a worker cannot be started: %s", error->message);
      start_again (slot);
      return;
    }
  self->n_alive++;
  g_subprocess_wait_async (slot->process, NULL, ended_cb, slot);
}

/* A worker that hangs cannot be asked to end. */
static void
end_silent_workers (PpSupervisor *self)
{
  for (guint i = 0; i < self->n_slots; i++)
    {
      Slot *slot = &self->slots[i];

      if (slot->process != NULL && g_get_monotonic_time () - slot->start > MAX_SILENCE_US &&
          pp_metrics_get_silence (self->metrics, i) > MAX_SILENCE_US)
        {
          g_warning ("worker %u hangs", i);
          g_subprocess_force_exit (slot->process);
        }
    }
}

static gboolean
look_cb (gpointer data)
{
  PpSupervisor *self = data;

  if (self->ready_func != NULL && pp_operations_get_n_ready (self->operations) == self->n_slots)
    {
      PpSupervisorReadyFunc func = g_steal_pointer (&self->ready_func);

      func (self, self->ready_data);
    }
  if (self->is_closed && g_get_monotonic_time () > self->stop_until)
    {
      for (guint i = 0; i < self->n_slots; i++)
        if (self->slots[i].process != NULL)
          g_subprocess_force_exit (self->slots[i].process);
    }
  else if (!self->is_closed)
    end_silent_workers (self);
  return G_SOURCE_CONTINUE;
}

/* --- Signals --- */

/* Who says it twice does not want to wait for those who ask. */
static gboolean
end_cb (gpointer data)
{
  PpSupervisor *self = data;

  if (self->is_stopping)
    close_down (self);
  else
    stop (self, EXIT_SUCCESS);
  return G_SOURCE_CONTINUE;
}

/* Each worker answers what it has, ends, and is started again; not, though, into settings that it cannot start with. */
static gboolean
renew_cb (gpointer data)
{
  PpSupervisor *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PpConfiguration) configuration = NULL;

  if (self->is_closed)
    return G_SOURCE_CONTINUE;
  configuration = pp_configuration_load (self->configuration_path, &error);
  if (configuration == NULL || !pp_configuration_can_serve (configuration, &error))
    {
      g_warning ("the settings stay as they were: %s", error->message);
      return G_SOURCE_CONTINUE;
    }
  g_info ("all workers start anew");
  for (guint i = 0; i < self->n_slots; i++)
    {
      self->slots[i].pause_ms = 0;
      if (self->slots[i].process != NULL)
        g_subprocess_send_signal (self->slots[i].process, SIGTERM);
    }
  return G_SOURCE_CONTINUE;
}

/* --- The supervisor --- */

static gboolean
set_up (PpSupervisor     *self,
        PpConfiguration  *configuration,
        GError          **error)
{
  self->program = g_file_read_link ("/proc/self/exe", error);
  if (self->program == NULL || !g_unix_open_pipe (self->life_line, FD_CLOEXEC, error))
    return FALSE;
  self->listener = pp_http_listen (configuration->address, configuration->port, error);
  self->metrics = self->listener != NULL ? pp_metrics_new (self->n_slots, error) : NULL;
  if (self->metrics == NULL)
    return FALSE;
  self->port = pp_http_listener_get_port (self->listener);
  self->operations = pp_operations_new (configuration->operations_address, configuration->operations_port,
                                        self->metrics, error);
  return self->operations != NULL;
}

/**
 * pp_supervisor_new:
 * @configuration: the settings
 * @configuration_path: where they were read from, for the workers to read them
 * @is_development: whether workers serve for development
 * @error: return location for an error
 *
 * Returns: (transfer full): a supervisor that listens, but has no workers yet
 */
PpSupervisor *
pp_supervisor_new (PpConfiguration  *configuration,
                   const char       *configuration_path,
                   gboolean          is_development,
                   GError          **error)
{
  g_autoptr (PpSupervisor) self = g_new0 (PpSupervisor, 1);

  self->configuration_path = g_strdup (configuration_path);
  self->is_development = is_development;
  self->notice_seconds = configuration->notice_seconds;
  self->loop = g_main_loop_new (NULL, FALSE);
  self->life_line[0] = self->life_line[1] = -1;
  self->n_slots = configuration->workers > 0 ? configuration->workers : g_get_num_processors ();
  self->slots = g_new0 (Slot, self->n_slots);
  for (guint i = 0; i < self->n_slots; i++)
    self->slots[i] = (Slot) { .supervisor = self, .number = i };
  return set_up (self, configuration, error) ? g_steal_pointer (&self) : NULL;
}

void
pp_supervisor_free (PpSupervisor *self)
{
  g_clear_pointer (&self->operations, pp_operations_free);
  g_clear_pointer (&self->metrics, pp_metrics_free);
  g_clear_object (&self->listener);
  for (guint i = 0; i < 2; i++)
    if (self->life_line[i] >= 0)
      close (self->life_line[i]);
  g_main_loop_unref (self->loop);
  g_free (self->slots);
  g_free (self->program);
  g_free (self->configuration_path);
  g_free (self);
}

guint
pp_supervisor_get_port (PpSupervisor *self)
{
  return self->port;
}

guint
pp_supervisor_get_operations_port (PpSupervisor *self)
{
  return pp_operations_get_port (self->operations);
}

void
pp_supervisor_set_ready_func (PpSupervisor          *self,
                              PpSupervisorReadyFunc  func,
                              gpointer               user_data)
{
  self->ready_func = func;
  self->ready_data = user_data;
}

int
pp_supervisor_run (PpSupervisor *self)
{
  guint sources[] = {
    g_unix_signal_add (SIGTERM, end_cb, self),
    g_unix_signal_add (SIGINT, end_cb, self),
    g_unix_signal_add (SIGHUP, renew_cb, self),
    g_timeout_add (LOOK_MS, look_cb, self),
  };

  for (guint i = 0; i < self->n_slots; i++)
    start_worker (&self->slots[i]);
  tell_manager ("READY=1");
  g_main_loop_run (self->loop);
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    g_source_remove (sources[i]);
  return self->status;
}
