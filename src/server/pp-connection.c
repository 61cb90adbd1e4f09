/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-connection-private.h"

#include "pp-address.h"
#include "pp-connection-send.h"
#include "pp-database-error-private.h"
#include "pp-poll.h"
#include "pp-postgres.h"

/* What is sent between two Syncs is one transaction, and after an error the rest is skipped up to the Sync; so
 * nothing of a batch is left on the connection when its Sync has come back. */

/* Who reads needs neither more nor less; who writes says so, see PpTransaction. */
/* Statements are the same again and again, and planning one takes longer than running it. */
#define SET_UP "set session characteristics as transaction isolation level repeatable read, read only;" \
               " set plan_cache_mode = force_generic_plan"

typedef enum {
  OPENING,
  SETTING_UP,
  READY,
  RUNNING,
  CLOSED,
} State;

struct _PpConnection {
  /* owned */
  PGconn *connection;
  GSource *watch;
  GHashTable *prepared;         /* PpStatement → itself */
  PpBatch *batch;
  GArray *expected;             /* PpExpected */
  GPtrArray *results;
  GError *error;

  /* borrowed: the one who made it clears them by closing it */
  const PpConnectionFuncs *funcs;
  gpointer data;
  PpConnectionDoneFunc done;
  gpointer done_data;

  /* state */
  State state;
  int fd;
  gpointer tag;
  GIOCondition condition;
  guint n_answered;
  gint64 heard_at;
  gboolean is_synced;
  gboolean is_cancelled;
  gboolean is_cancelling;
};

static void
clear (gpointer data)
{
  PpConnection *self = data;

  g_assert (self->watch == NULL && self->batch == NULL);
  g_clear_pointer (&self->connection, PQfinish);
  g_hash_table_unref (self->prepared);
  g_array_unref (self->expected);
  g_ptr_array_unref (self->results);
  g_clear_error (&self->error);
}

static void
release (PpConnection *self)
{
  g_rc_box_release_full (self, clear);
}

static void
unwatch (PpConnection *self)
{
  if (self->watch == NULL)
    return;
  g_source_destroy (self->watch);
  g_clear_pointer (&self->watch, g_source_unref);
  pp_poll_remove (self->fd);
}

/* --- the end of a batch, and of a connection --- */

static void
finish_batch (PpConnection *self)
{
  g_autoptr (PpBatch) batch = g_steal_pointer (&self->batch);
  g_autoptr (GPtrArray) results = g_steal_pointer (&self->results);
  GError *error = g_steal_pointer (&self->error);

  if (error != NULL && self->is_cancelled)
    {
      g_clear_error (&error);
      error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "The statement was cancelled");
    }
  self->results = g_ptr_array_new_with_free_func ((GDestroyNotify) PQclear);
  self->done (self, error == NULL ? g_steal_pointer (&results) : NULL, error, self->done_data);
}

static void
lose (PpConnection *self,
      const char   *problem)
{
  g_autofree char *message = g_strchomp (g_strdup (problem));
  g_autoptr (GError) error = g_error_new (PP_DATABASE_ERROR, PP_DATABASE_ERROR_UNAVAILABLE,
                                          "The connection to the database is lost: %s", message);

  if (self->state == CLOSED)
    return;
  g_rc_box_acquire (self);
  self->state = CLOSED;
  unwatch (self);
  if (self->batch != NULL)
    {
      /* A database that ends for lack of room has said so. */
      if (!g_error_matches (self->error, PP_DATABASE_ERROR, PP_DATABASE_ERROR_FULL))
        {
          g_clear_error (&self->error);
          self->error = g_error_copy (error);
        }
      finish_batch (self);
    }
  if (self->funcs != NULL)
    self->funcs->lost (self, error, self->data);
  release (self);
}

/* --- what comes back --- */

static void
take_result (PpConnection *self,
             PGresult     *result)
{
  ExecStatusType status = PQresultStatus (result);
  const PpExpected *answer = &g_array_index (self->expected, PpExpected, self->n_answered);

  if (status == PGRES_FATAL_ERROR && self->error == NULL)
    self->error = _pp_database_error_new (result);
  else if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && self->error == NULL)
    self->error = g_error_new (PP_DATABASE_ERROR, PP_DATABASE_ERROR_FAILED, "The database answers with %s",
                               PQresStatus (status));
  else if (status == PGRES_COMMAND_OK && self->n_answered < self->expected->len && answer->prepares != NULL)
    g_hash_table_add (self->prepared, (gpointer) answer->prepares);

  if (self->n_answered < self->expected->len && answer->is_asked_for)
    g_ptr_array_add (self->results, result);
  else
    PQclear (result);
  self->n_answered++;
}

/* The next batch must not be hit by a cancel that was meant for this one. */
static void
check_done (PpConnection *self)
{
  if (self->is_synced && !self->is_cancelling && self->state == RUNNING)
    {
      self->state = READY;
      finish_batch (self);
    }
}

static void
read_answers (PpConnection *self)
{
  guint n_nothing = 0;

  while (self->state == RUNNING && !self->is_synced && n_nothing < 2 && !PQisBusy (self->connection))
    {
      PGresult *result = PQgetResult (self->connection);

      if (result == NULL)
        {
          n_nothing++;
          continue;
        }
      n_nothing = 0;
      if (PQresultStatus (result) == PGRES_PIPELINE_SYNC)
        {
          PQclear (result);
          self->is_synced = TRUE;
        }
      else
        {
          take_result (self, result);
        }
    }
}

static void
read_set_up (PpConnection *self)
{
  while (self->state == SETTING_UP && !PQisBusy (self->connection))
    {
      g_autoptr (PGresult) result = PQgetResult (self->connection);

      if (result != NULL && PQresultStatus (result) != PGRES_COMMAND_OK)
        {
          lose (self, PQresultErrorMessage (result));
        }
      else if (result == NULL)
        {
          PQenterPipelineMode (self->connection);
          self->state = READY;
          self->funcs->ready (self, self->data);
        }
    }
}

/* Each change wakes the main loop, which is just running. */
static void
wait_for (PpConnection *self,
          GIOCondition  condition)
{
  if (condition == self->condition)
    return;
  self->condition = condition;
  g_source_modify_unix_fd (self->watch, self->tag, condition);
}

static void
flush (PpConnection *self)
{
  int left = PQflush (self->connection);

  if (left < 0)
    lose (self, PQerrorMessage (self->connection));
  else
    wait_for (self, left > 0 ? G_IO_IN | G_IO_OUT : G_IO_IN);
}

static void
read_notifications (PpConnection *self)
{
  PGnotify *notification;

  while (self->state != CLOSED && (notification = PQnotifies (self->connection)) != NULL)
    {
      if (self->funcs != NULL && self->funcs->notified != NULL)
        self->funcs->notified (self, notification->extra, self->data);
      PQfreemem (notification);
    }
}

static void
advance (PpConnection *self)
{
  if (!PQconsumeInput (self->connection) || PQstatus (self->connection) == CONNECTION_BAD)
    {
      lose (self, PQerrorMessage (self->connection));
      return;
    }
  self->heard_at = g_get_monotonic_time ();
  flush (self);
  if (self->state == SETTING_UP)
    {
      read_set_up (self);
    }
  else if (self->state == RUNNING)
    {
      read_answers (self);
      if (PQstatus (self->connection) == CONNECTION_BAD)
        lose (self, PQerrorMessage (self->connection));
      else
        check_done (self);
    }
  read_notifications (self);
}

/* --- opening --- */

static void watch (PpConnection *self,
                   GIOCondition  condition);

static void
set_up (PpConnection *self)
{
  PQsetnonblocking (self->connection, 1);
  self->state = SETTING_UP;
  if (PQsendQuery (self->connection, SET_UP))
    {
      watch (self, G_IO_IN);
      flush (self);
    }
  else
    {
      lose (self, PQerrorMessage (self->connection));
    }
}

static void
open_further (PpConnection *self)
{
  self->heard_at = g_get_monotonic_time ();
  switch (PQconnectPoll (self->connection))
    {
    case PGRES_POLLING_READING:
      watch (self, G_IO_IN);
      break;
    case PGRES_POLLING_WRITING:
      watch (self, G_IO_OUT);
      break;
    case PGRES_POLLING_OK:
      set_up (self);
      break;
    default:
      lose (self, PQerrorMessage (self->connection));
      break;
    }
}

static gboolean
dispatch (GSource     *source,
          GSourceFunc  callback,
          gpointer     user_data)
{
  PpConnection *self = g_rc_box_acquire (user_data);

  if (self->state == OPENING)
    open_further (self);
  else
    advance (self);
  release (self);

  return G_SOURCE_CONTINUE;
}

/* The socket can be another one after each step of opening. */
static void
watch (PpConnection *self,
       GIOCondition  condition)
{
  static GSourceFuncs funcs = { .dispatch = dispatch };

  unwatch (self);
  self->watch = g_source_new (&funcs, sizeof (GSource));
  self->fd = PQsocket (self->connection);
  self->tag = g_source_add_unix_fd (self->watch, self->fd, condition);
  pp_poll_add (self->fd);
  self->condition = condition;
  g_source_set_callback (self->watch, NULL, self, NULL);
  g_source_set_static_name (self->watch, "[parapet] database");
  /* Else the main loop lays the source aside while it is dispatched, and wakes itself for that twice. */
  g_source_set_can_recurse (self->watch, TRUE);
  g_source_attach (self->watch, NULL);
}

static gboolean
begin_to_open (gpointer data)
{
  PpConnection *self = data;

  if (self->state != OPENING)
    return G_SOURCE_REMOVE;
  if (self->connection == NULL || PQstatus (self->connection) == CONNECTION_BAD)
    lose (self, self->connection != NULL ? PQerrorMessage (self->connection) : "no memory");
  else
    watch (self, G_IO_OUT);

  return G_SOURCE_REMOVE;
}

PpConnection *
_pp_connection_new (const char              *address,
                    guint                    n_passed,
                    const PpConnectionFuncs *funcs,
                    gpointer                 data)
{
  PpConnection *self = g_rc_box_new0 (PpConnection);

  self->prepared = g_hash_table_new (NULL, NULL);
  self->expected = g_array_new (FALSE, FALSE, sizeof (PpExpected));
  self->results = g_ptr_array_new_with_free_func ((GDestroyNotify) PQclear);
  self->funcs = funcs;
  self->data = data;
  self->heard_at = g_get_monotonic_time ();
  self->connection = pp_address_connect (address, n_passed);
  pp_postgres_silence (self->connection);
  g_idle_add_full (G_PRIORITY_DEFAULT, begin_to_open, g_rc_box_acquire (self), (GDestroyNotify) release);

  return self;
}

void
_pp_connection_close (PpConnection *self)
{
  self->funcs = NULL;
  lose (self, "it is closed");
  release (self);
}

void
_pp_connection_give_up (PpConnection *self,
                        gint64        time)
{
  if (self->state != READY && self->state != CLOSED && self->heard_at < time)
    lose (self, "the database is silent");
}

/* --- running a batch --- */

void
_pp_connection_run (PpConnection         *self,
                    const PpStatement    *before,
                    PpBatch              *batch,
                    const PpStatement    *after,
                    PpConnectionDoneFunc  done,
                    gpointer              data)
{
  g_assert (self->state == READY && self->batch == NULL);

  self->batch = pp_batch_ref (batch);
  self->done = done;
  self->done_data = data;
  self->state = RUNNING;
  self->heard_at = g_get_monotonic_time ();
  self->n_answered = 0;
  self->is_synced = self->is_cancelled = FALSE;
  g_array_set_size (self->expected, 0);

  if (_pp_connection_send (self->connection, self->prepared, self->expected, before, batch, after))
    flush (self);
  else
    lose (self, PQerrorMessage (self->connection));
}

gboolean
_pp_connection_is_ready (PpConnection *self)
{
  return self->state == READY;
}

gboolean
_pp_connection_is_clean (PpConnection *self)
{
  return self->state == READY && PQtransactionStatus (self->connection) == PQTRANS_IDLE;
}

/* --- cancelling --- */

/* PQcancel() opens a connection of its own, and waits. */
static void
cancel_in_thread (GTask        *task,
                  gpointer      source,
                  gpointer      task_data,
                  GCancellable *cancellable)
{
  char problem[256];

  g_task_return_boolean (task, PQcancel (task_data, problem, sizeof problem) != 0);
}

static void
cancelled_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  PpConnection *self = user_data;

  self->is_cancelling = FALSE;
  check_done (self);
  release (self);
}

void
_pp_connection_cancel (PpConnection *self)
{
  g_autoptr (GTask) task = NULL;

  if (self->state != RUNNING || self->is_cancelled)
    return;
  self->is_cancelled = self->is_cancelling = TRUE;
  task = g_task_new (NULL, NULL, cancelled_cb, g_rc_box_acquire (self));
  g_task_set_source_tag (task, _pp_connection_cancel);
  g_task_set_task_data (task, PQgetCancel (self->connection), (GDestroyNotify) PQfreeCancel);
  g_task_run_in_thread (task, cancel_in_thread);
}
