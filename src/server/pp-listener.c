/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-listener.h"

#include "pp-connection-private.h"

#define FIRST_PAUSE_MS 100
#define LAST_PAUSE_MS 5000
/* A connection that says nothing may be gone without a word: it is asked so often, and given so long to answer. */
#define LOOK_SECONDS 15
#define SILENCE_SECONDS 5

struct _PpListener {
  /* owned */
  char *address;
  PpStatement listen;
  PpConnection *connection;
  guint retry_id;
  guint look_id;

  /* borrowed */
  const PpListenerFuncs *funcs;
  gpointer data;

  /* state */
  guint pause_ms;
  guint n_passed;               /* hosts that were given up */
  gboolean hears;
};

static void open_connection (PpListener *self);

static gboolean
retry_cb (gpointer data)
{
  PpListener *self = data;

  self->retry_id = 0;
  g_clear_pointer (&self->connection, _pp_connection_close);
  open_connection (self);

  return G_SOURCE_REMOVE;
}

static void
lost_cb (PpConnection *connection,
         const GError *error,
         gpointer      data)
{
  PpListener *self = data;

  if (self->hears)
    g_message ("What changes is not heard now: %s", error->message);
  else
    self->n_passed++;
  self->hears = FALSE;
  if (self->retry_id == 0)
    self->retry_id = g_timeout_add (self->pause_ms, retry_cb, self);
  self->pause_ms = MIN (self->pause_ms * 2, LAST_PAUSE_MS);
}

static void
listening_cb (PpConnection *connection,
              GPtrArray    *results,
              GError       *error,
              gpointer      data)
{
  PpListener *self = data;

  /* Without an error; with one, the next look finds it not listening and tries again. */
  if (results != NULL && !self->hears)
    {
      self->hears = TRUE;
      self->pause_ms = FIRST_PAUSE_MS;
      self->funcs->began (self->data);
    }
  g_clear_pointer (&results, g_ptr_array_unref);
  g_clear_error (&error);
}

static void
listen (PpListener *self)
{
  g_autoptr (PpBatch) batch = pp_batch_new ();

  pp_batch_add (batch, &self->listen);
  _pp_connection_run (self->connection, NULL, batch, NULL, listening_cb, self);
}

static void
ready_cb (PpConnection *connection,
          gpointer      data)
{
  listen (data);
}

static void
notified_cb (PpConnection *connection,
             const char   *payload,
             gpointer      data)
{
  PpListener *self = data;

  self->funcs->heard (payload, self->data);
}

static void
open_connection (PpListener *self)
{
  static const PpConnectionFuncs funcs = { ready_cb, lost_cb, notified_cb };

  self->connection = _pp_connection_new (self->address, self->n_passed, &funcs, self);
}

/* To listen again changes nothing, and shows whether somebody is there. */
static gboolean
look_cb (gpointer data)
{
  PpListener *self = data;

  if (self->connection == NULL)
    return G_SOURCE_CONTINUE;
  _pp_connection_give_up (self->connection, g_get_monotonic_time () - SILENCE_SECONDS * G_TIME_SPAN_SECOND);
  if (_pp_connection_is_ready (self->connection))
    listen (self);

  return G_SOURCE_CONTINUE;
}

PpListener *
pp_listener_new (const char            *address,
                 const char            *statement,
                 const PpListenerFuncs *funcs,
                 gpointer               data)
{
  PpListener *self = g_new0 (PpListener, 1);

  self->address = g_strdup (address);
  self->listen = (PpStatement) { "listen", statement };
  self->funcs = funcs;
  self->data = data;
  self->pause_ms = FIRST_PAUSE_MS;
  self->look_id = g_timeout_add_seconds (LOOK_SECONDS, look_cb, self);
  open_connection (self);

  return self;
}

void
pp_listener_free (PpListener *self)
{
  g_clear_handle_id (&self->retry_id, g_source_remove);
  g_clear_handle_id (&self->look_id, g_source_remove);
  g_clear_pointer (&self->connection, _pp_connection_close);
  g_free (self->address);
  g_free (self);
}

gboolean
pp_listener_hears (PpListener *self)
{
  return self->hears;
}
