/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-start-check.h"

#include "pp-migrations.h"

#define PAUSE_MS 1000

struct _PpStartCheck {
  char *address;
  PpStartCheckFunc func;
  gpointer user_data;
  GCancellable *cancellable;
  guint timer;
};

static int n_running;

static void start (PpStartCheck *self);

static void
check_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      data,
                 GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr (PGconn) connection = pp_postgres_connect (data, &error);

  if (connection != NULL && pp_migrations_check_server (connection, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
  g_clear_pointer (&connection, PQfinish);
  g_atomic_int_add (&n_running, -1);
}

static gboolean
again_cb (gpointer data)
{
  PpStartCheck *self = data;

  self->timer = 0;
  start (self);
  return G_SOURCE_REMOVE;
}

/* What a database that is just starting, or stopping, says is no answer. */
static gboolean
is_final (const GError *error)
{
  return g_error_matches (error, PP_POSTGRES_ERROR, PP_POSTGRES_ERROR_SCHEMA) ||
         g_error_matches (error, PP_POSTGRES_ERROR, PP_POSTGRES_ERROR_ROLE);
}

static void
checked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  PpStartCheck *self;
  g_autoptr (GError) error = NULL;

  g_task_propagate_boolean (G_TASK (result), &error);
  /* It may be gone by now. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self = user_data;
  if (error == NULL || is_final (error))
    {
      self->func (error, self->user_data);
      return;
    }
  g_warning ("%s", error->message);
  self->timer = g_timeout_add (PAUSE_MS, again_cb, self);
}

static void
start (PpStartCheck *self)
{
  g_autoptr (GTask) task = g_task_new (NULL, self->cancellable, checked_cb, self);

  g_task_set_source_tag (task, start);
  g_task_set_task_data (task, g_strdup (self->address), g_free);
  g_atomic_int_inc (&n_running);
  g_task_run_in_thread (task, check_in_thread);
}

PpStartCheck *
pp_start_check_new (const char       *address,
                    PpStartCheckFunc  func,
                    gpointer          user_data)
{
  PpStartCheck *self = g_new0 (PpStartCheck, 1);

  self->address = g_strdup (address);
  self->func = func;
  self->user_data = user_data;
  self->cancellable = g_cancellable_new ();
  start (self);
  return self;
}

gboolean
pp_start_check_is_any_running (void)
{
  return g_atomic_int_get (&n_running) > 0;
}

void
pp_start_check_free (PpStartCheck *self)
{
  g_cancellable_cancel (self->cancellable);
  if (self->timer != 0)
    g_source_remove (self->timer);
  g_object_unref (self->cancellable);
  g_free (self->address);
  g_free (self);
}
