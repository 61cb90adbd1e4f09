/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-database-error-private.h"
#include "pp-lease-private.h"

#define DEFAULT_CONNECTIONS 4
#define DEFAULT_WAITING 256
#define DEFAULT_WAIT_SECONDS 5
#define DEFAULT_RUN_SECONDS 10
#define FIRST_PAUSE_MS 100
#define LONGEST_PAUSE_MS 5000

struct _PpDatabase {
  GObject parent_instance;

  /* owned */
  char *address;
  GPtrArray *connections;       /* all of them */
  GQueue idle;                  /* the one that was used last comes first, so that a pool is no larger than its load */
  GQueue waiting;               /* PpLease */

  /* state */
  PpDatabaseSettings settings;
  PpDatabaseStatistics statistics;
  guint n_opening;
  guint n_failures;             /* attempts to connect since one went well */
  guint n_passed;               /* hosts that were given up */
  guint pause_id;
  guint tick_id;
};

struct _PpLease {
  /* owned */
  PpDatabase *database;
  GSource *cancel;

  /* borrowed */
  PpConnection *connection;     /* NULL while it waits */
  PpLeaseFunc func;
  gpointer data;

  /* state */
  gint64 since;
  GList link;
};

G_DEFINE_FINAL_TYPE (PpDatabase, pp_database, G_TYPE_OBJECT)

static void open_more (PpDatabase *self);

/* --- leases --- */

static void
free_lease (PpLease *lease)
{
  if (lease->cancel != NULL)
    g_source_destroy (lease->cancel);
  g_clear_pointer (&lease->cancel, g_source_unref);
  g_object_unref (lease->database);
  g_free (lease);
}

static void
grant (PpLease      *lease,
       PpConnection *connection)
{
  lease->connection = connection;
  lease->func (lease, connection, NULL, lease->data);
}

static void
refuse (PpLease *lease,
        GError  *error)
{
  if (error->domain == PP_DATABASE_ERROR)
    lease->database->statistics.n_refused++;
  lease->func (lease, NULL, error, lease->data);
  free_lease (lease);
}

static void
stop_waiting (PpLease *lease,
              GError  *error)
{
  g_queue_unlink (&lease->database->waiting, &lease->link);
  refuse (lease, error);
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      data)
{
  PpLease *lease = data;

  if (lease->connection == NULL)
    {
      stop_waiting (lease, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "The request was cancelled"));
    }
  else
    {
      lease->database->statistics.n_cancelled++;
      _pp_connection_cancel (lease->connection);
    }

  return G_SOURCE_REMOVE;
}

/* The database is away, and the next attempt to find it comes later. */
static gboolean
is_away (PpDatabase *self)
{
  return self->connections->len == 0 && self->pause_id != 0;
}

void
_pp_database_lease (PpDatabase   *self,
                    GCancellable *cancellable,
                    PpLeaseFunc   func,
                    gpointer      data)
{
  PpLease *lease = g_new0 (PpLease, 1);

  lease->database = g_object_ref (self);
  lease->func = func;
  lease->data = data;
  lease->since = g_get_monotonic_time ();
  lease->link.data = lease;
  if (cancellable != NULL)
    {
      lease->cancel = g_cancellable_source_new (cancellable);
      g_source_set_callback (lease->cancel, G_SOURCE_FUNC (cancelled_cb), lease, NULL);
      g_source_attach (lease->cancel, NULL);
    }

  if (self->idle.length > 0)
    {
      grant (lease, g_queue_pop_head (&self->idle));
    }
  else if (is_away (self))
    {
      refuse (lease, g_error_new_literal (PP_DATABASE_ERROR, PP_DATABASE_ERROR_UNAVAILABLE,
                                          "The database cannot be reached"));
    }
  else if (self->waiting.length >= self->settings.max_waiting)
    {
      refuse (lease, g_error_new (PP_DATABASE_ERROR, PP_DATABASE_ERROR_BUSY, "%u wait for the database already",
                                  self->waiting.length));
    }
  else
    {
      g_queue_push_tail_link (&self->waiting, &lease->link);
      open_more (self);
    }
}

/* --- connections --- */

/* A connection that can be used goes to who waits longest. */
static void
offer (PpDatabase   *self,
       PpConnection *connection)
{
  GList *link = g_queue_pop_head_link (&self->waiting);

  if (link != NULL)
    grant (link->data, connection);
  else
    g_queue_push_head (&self->idle, connection);
}

static void
drop (PpDatabase   *self,
      PpConnection *connection)
{
  g_queue_remove (&self->idle, connection);
  g_ptr_array_remove_fast (self->connections, connection);
  self->statistics.n_lost++;
}

void
_pp_lease_return (PpLease *lease)
{
  g_autoptr (PpDatabase) self = g_object_ref (lease->database);
  PpConnection *connection = lease->connection;

  free_lease (lease);
  if (_pp_connection_is_clean (connection))
    {
      offer (self, connection);
    }
  else
    {
      drop (self, connection);
      open_more (self);
    }
}

static gboolean
pause_over (gpointer data)
{
  PpDatabase *self = data;

  self->pause_id = 0;
  open_more (self);

  return G_SOURCE_REMOVE;
}

/* Twice as long each time, and not at the same time as all other servers. */
static void
wait_longer (PpDatabase *self)
{
  guint longest = MIN ((guint64) FIRST_PAUSE_MS << MIN (self->n_failures, 16), LONGEST_PAUSE_MS);

  self->n_failures++;
  self->n_passed++;
  if (self->pause_id == 0)
    self->pause_id = g_timeout_add (g_random_int_range (longest / 2, longest + 1), pause_over, self);
}

static void
ready_cb (PpConnection *connection,
          gpointer      data)
{
  PpDatabase *self = data;

  self->n_opening--;
  self->n_failures = 0;
  offer (self, connection);
}

static void
refuse_all (PpDatabase   *self,
            const GError *error)
{
  g_autoptr (GPtrArray) leases = g_ptr_array_new ();
  GList *link;

  while ((link = g_queue_pop_head_link (&self->waiting)) != NULL)
    g_ptr_array_add (leases, link->data);
  for (guint i = 0; i < leases->len; i++)
    refuse (g_ptr_array_index (leases, i), g_error_copy (error));
}

/* Of a connection that is leased, its lease knows first. */
static void
lost_cb (PpConnection *connection,
         const GError *error,
         gpointer      data)
{
  g_autoptr (PpDatabase) self = g_object_ref (data);
  gboolean was_ready = g_queue_find (&self->idle, connection) != NULL;

  g_message ("%s", error->message);
  drop (self, connection);
  if (!was_ready)
    {
      self->n_opening--;
      wait_longer (self);
      if (self->connections->len == 0)
        refuse_all (self, error);
    }
  open_more (self);
}

/* Opens as many connections as are waited for; and one, so that it is known whether the database is there. */
static void
open_more (PpDatabase *self)
{
  static const PpConnectionFuncs funcs = { ready_cb, lost_cb };

  while (self->pause_id == 0 && self->connections->len < self->settings.max_connections &&
         (self->n_opening < self->waiting.length || self->connections->len == 0))
    {
      self->n_opening++;
      g_ptr_array_add (self->connections, _pp_connection_new (self->address, self->n_passed, &funcs, self));
    }
}

static gboolean
tick (gpointer data)
{
  g_autoptr (PpDatabase) self = g_object_ref (data);
  gint64 now = g_get_monotonic_time ();
  g_autoptr (GPtrArray) connections = g_ptr_array_copy (self->connections, NULL, NULL);
  GList *oldest;

  g_ptr_array_set_free_func (connections, NULL);
  for (guint i = 0; i < connections->len; i++)
    if (g_ptr_array_find (self->connections, g_ptr_array_index (connections, i), NULL))
      _pp_connection_give_up (g_ptr_array_index (connections, i),
                              now - self->settings.max_run_seconds * G_TIME_SPAN_SECOND);
  while ((oldest = self->waiting.head) != NULL &&
         ((PpLease *) oldest->data)->since < now - self->settings.max_wait_seconds * G_TIME_SPAN_SECOND)
    stop_waiting (oldest->data, g_error_new_literal (PP_DATABASE_ERROR, PP_DATABASE_ERROR_BUSY,
                                                     "No connection to the database became free"));

  return G_SOURCE_CONTINUE;
}

/* --- the object --- */

static void
pp_database_dispose (GObject *object)
{
  PpDatabase *self = PP_DATABASE (object);

  g_clear_handle_id (&self->pause_id, g_source_remove);
  g_clear_handle_id (&self->tick_id, g_source_remove);
  g_queue_clear (&self->idle);
  g_clear_pointer (&self->connections, g_ptr_array_unref);

  G_OBJECT_CLASS (pp_database_parent_class)->dispose (object);
}

static void
pp_database_finalize (GObject *object)
{
  PpDatabase *self = PP_DATABASE (object);

  g_free (self->address);

  G_OBJECT_CLASS (pp_database_parent_class)->finalize (object);
}

static void
pp_database_class_init (PpDatabaseClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = pp_database_dispose;
  object_class->finalize = pp_database_finalize;
}

static void
pp_database_init (PpDatabase *self)
{
  self->connections = g_ptr_array_new_with_free_func ((GDestroyNotify) _pp_connection_close);
  g_queue_init (&self->idle);
  g_queue_init (&self->waiting);
}

/**
 * pp_database_new:
 * @settings: how to reach it, and what is too much
 *
 * Returns: (transfer full): a database, to which a first connection is tried at once
 */
PpDatabase *
pp_database_new (const PpDatabaseSettings *settings)
{
  PpDatabase *self = g_object_new (PP_TYPE_DATABASE, NULL);

  self->address = g_strdup (settings->address);
  self->settings = (PpDatabaseSettings) {
    .max_connections = settings->max_connections > 0 ? settings->max_connections : DEFAULT_CONNECTIONS,
    .max_waiting = settings->max_waiting > 0 ? settings->max_waiting : DEFAULT_WAITING,
    .max_wait_seconds = settings->max_wait_seconds > 0 ? settings->max_wait_seconds : DEFAULT_WAIT_SECONDS,
    .max_run_seconds = settings->max_run_seconds > 0 ? settings->max_run_seconds : DEFAULT_RUN_SECONDS,
  };
  /* After all that has come: who was heard but not listened to is not silent. */
  self->tick_id = g_timeout_add_seconds_full (G_PRIORITY_LOW, 1, tick, self, NULL);
  open_more (self);

  return self;
}

/* Whether a connection is open. */
gboolean
pp_database_is_available (PpDatabase *self)
{
  g_return_val_if_fail (PP_IS_DATABASE (self), FALSE);

  return self->connections->len > self->n_opening;
}

void
pp_database_get_statistics (PpDatabase           *self,
                            PpDatabaseStatistics *statistics)
{
  g_return_if_fail (PP_IS_DATABASE (self));
  g_return_if_fail (statistics != NULL);

  *statistics = self->statistics;
  statistics->n_open = self->connections->len - self->n_opening;
  statistics->n_idle = self->idle.length;
  statistics->n_waiting = self->waiting.length;
}

void
_pp_database_count_batch (PpDatabase *self)
{
  self->statistics.n_batches++;
}

/* A full disk is for those who run the database, and passes by no other way: so they are told what it says. */
void
_pp_database_note_error (PpDatabase   *self,
                         const GError *error)
{
  if (!g_error_matches (error, PP_DATABASE_ERROR, PP_DATABASE_ERROR_FULL))
    return;
  self->statistics.n_full++;
  g_warning ("%s", error->message);
}

void
_pp_database_count_retry (PpDatabase *self)
{
  self->statistics.n_retries++;
}
