/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-raw-client.h"

static void
converse (PpRawClient       *self,
          GSocketConnection *connection)
{
  GOutputStream *out = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  GInputStream *in = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  gsize piece = self->piece > 0 ? self->piece : self->length;
  char buffer[4096];
  gssize n;

  for (gsize i = 0; i < self->length; i += piece)
    {
      if (i > 0)
        g_usleep (self->pause_us);
      if (!g_output_stream_write_all (out, self->text + i, MIN (piece, self->length - i), NULL, NULL, NULL))
        break;
    }
  g_usleep (self->waits_us);
  if (!self->hangs_up)
    while ((self->is_enough == NULL || !self->is_enough (self->answer)) &&
           (n = g_input_stream_read (in, buffer, sizeof buffer, NULL, NULL)) > 0)
      g_string_append_len (self->answer, buffer, n);
  else
    g_usleep (300000);
}

static gpointer
client_thread (gpointer data)
{
  PpRawClient *self = data;
  g_autoptr (GSocketClient) client = g_object_new (G_TYPE_SOCKET_CLIENT, "enable-proxy", FALSE, NULL);
  g_autoptr (GSocketConnection) connection =
    g_socket_client_connect_to_host (client, "127.0.0.1", self->port, NULL, NULL);
  gint64 start = g_get_monotonic_time ();

  g_socket_set_timeout (g_socket_connection_get_socket (connection), PP_RAW_CLIENT_PATIENCE_SECONDS);
  converse (self, connection);
  self->duration_us = g_get_monotonic_time () - start;
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
  g_atomic_int_set (&self->is_done, TRUE);
  g_main_context_wakeup (NULL);

  return NULL;
}

static void
run_in_thread (PpRawClient *self,
               GThreadFunc  func)
{
  GThread *thread;

  self->answer = g_string_new (NULL);
  thread = g_thread_new ("client", func, self);
  while (!g_atomic_int_get (&self->is_done))
    g_main_context_iteration (NULL, TRUE);
  g_thread_join (thread);
}

void
pp_raw_client_run (PpRawClient *self)
{
  run_in_thread (self, client_thread);
}

char *
pp_raw_client_talk (guint       port,
                    const char *text,
                    gsize       length)
{
  PpRawClient self = { .port = port, .text = text, .length = length };

  pp_raw_client_run (&self);

  return g_string_free (self.answer, FALSE);
}

static gpointer
crowd_thread (gpointer data)
{
  PpRawClient *self = data;
  g_autoptr (GSocketClient) client = g_object_new (G_TYPE_SOCKET_CLIENT, "enable-proxy", FALSE, NULL);
  g_autoptr (GPtrArray) connections = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_closed = 0;

  for (guint i = 0; i < self->length; i++)
    {
      GSocketConnection *connection = g_socket_client_connect_to_host (client, "127.0.0.1", self->port, NULL, NULL);

      if (connection != NULL)
        g_ptr_array_add (connections, connection);
    }
  g_usleep (500000);
  for (guint i = 0; i < connections->len; i++)
    {
      GSocket *one = g_socket_connection_get_socket (g_ptr_array_index (connections, i));

      /* Nothing was asked: whatever there is to read is a no. */
      n_closed += g_socket_condition_check (one, G_IO_IN | G_IO_HUP) != 0;
    }
  g_string_printf (self->answer, "%u", (guint) self->length - connections->len + n_closed);
  g_ptr_array_set_size (connections, 0);
  g_usleep (200000);
  g_atomic_int_set (&self->is_done, TRUE);
  g_main_context_wakeup (NULL);

  return NULL;
}

guint
pp_raw_client_crowd (guint port,
                     guint n_connections)
{
  PpRawClient self = { .port = port, .length = n_connections };
  guint n;

  run_in_thread (&self, crowd_thread);
  n = g_ascii_strtoull (self.answer->str, NULL, 10);
  g_string_free (self.answer, TRUE);

  return n;
}
