/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-raw-client.h"

/* glib-networking loses an error when it writes to what has ended. Only the client of a test speaks TLS through it, in
 * a thread of its own, so what that thread loses is not looked at, and all of the server is. */
#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>
#else
#define __lsan_disable() ((void) 0)
#define __lsan_enable() ((void) 0)
#endif

/* FALSE when nothing more comes. */
static gboolean
receive (PpRawClient  *self,
         GInputStream *in)
{
  char buffer[4096];
  gssize n = g_input_stream_read (in, buffer, sizeof buffer, NULL, NULL);

  if (n > 0)
    g_string_append_len (self->answer, buffer, n);

  return n > 0;
}

static void
wait_for_turn (PpRawClient  *self,
               GInputStream *in)
{
  if (self->awaits == NULL)
    g_usleep (self->pause_us);
  else
    while (strstr (self->answer->str, self->awaits) == NULL && receive (self, in))
      ;
}

static void
receive_enough (PpRawClient  *self,
                GInputStream *in)
{
  while ((self->is_enough == NULL || !self->is_enough (self->answer)) && receive (self, in))
    ;
}

static void
converse (PpRawClient *self,
          GIOStream   *connection)
{
  GOutputStream *out = g_io_stream_get_output_stream (connection);
  GInputStream *in = g_io_stream_get_input_stream (connection);
  gsize piece = self->piece > 0 ? self->piece : self->length;

  for (gsize i = 0; i < self->length; i += piece)
    {
      if (i > 0)
        wait_for_turn (self, in);
      if (!g_output_stream_write_all (out, self->text + i, MIN (piece, self->length - i), NULL, NULL, NULL))
        break;
    }
  receive_enough (self, in);
  while (self->repeats > 0 && self->is_enough (self->answer))
    {
      g_string_truncate (self->answer, 0);
      if (!g_output_stream_write_all (out, self->text, self->length, NULL, NULL, NULL))
        break;
      receive_enough (self, in);
      self->repeats -= self->is_enough (self->answer);
    }
}

static gboolean
accept_cb (GTlsConnection       *connection,
           GTlsCertificate      *certificate,
           GTlsCertificateFlags  flags,
           gpointer              data)
{
  return TRUE;
}

/* (transfer full) */
static GIOStream *
wrap (PpRawClient       *self,
      GSocketConnection *connection)
{
  const char *protocols[] = { "http/1.1", NULL };
  GIOStream *wrapped;

  if (!self->is_tls)
    return g_object_ref (G_IO_STREAM (connection));
  wrapped = g_tls_client_connection_new (G_IO_STREAM (connection), NULL, NULL);
  g_assert_nonnull (wrapped);
  g_tls_connection_set_advertised_protocols (G_TLS_CONNECTION (wrapped), protocols);
  g_tls_connection_set_require_close_notify (G_TLS_CONNECTION (wrapped), FALSE);
  g_signal_connect (wrapped, "accept-certificate", G_CALLBACK (accept_cb), NULL);

  return wrapped;
}

GSocketConnection *
pp_raw_client_connect (guint       port,
                       const char *text,
                       gsize       length)
{
  g_autoptr (GSocketClient) client = g_object_new (G_TYPE_SOCKET_CLIENT, "enable-proxy", FALSE, NULL);
  g_autoptr (GError) error = NULL;
  GSocketConnection *connection = g_socket_client_connect_to_host (client, "127.0.0.1", port, NULL, &error);

  g_assert_no_error (error);
  g_socket_set_timeout (g_socket_connection_get_socket (connection), PP_TEST_PATIENCE_SECONDS);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), text, length, NULL, NULL, &error);
  g_assert_no_error (error);

  return connection;
}

static gpointer
client_thread (gpointer data)
{
  PpRawClient *self = data;
  g_autoptr (GSocketConnection) connection = pp_raw_client_connect (self->port, "", 0);
  g_autoptr (GIOStream) stream = wrap (self, connection);
  gint64 start = g_get_monotonic_time ();

  if (self->is_tls)
    __lsan_disable ();
  converse (self, stream);
  self->duration_us = g_get_monotonic_time () - start;
  g_io_stream_close (stream, NULL, NULL);
  if (self->is_tls)
    __lsan_enable ();
  g_atomic_int_set (&self->is_done, TRUE);
  g_main_context_wakeup (NULL);

  return NULL;
}

void
pp_raw_client_run (PpRawClient *self)
{
  GThread *thread;

  self->answer = g_string_new (NULL);
  thread = g_thread_new ("client", client_thread, self);
  while (!g_atomic_int_get (&self->is_done))
    g_main_context_iteration (NULL, TRUE);
  g_thread_join (thread);
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

/* Nothing was asked: whatever there is to read is a no. */
static guint
count_refused (GPtrArray *connections)
{
  guint n = 0;

  for (guint i = 0; i < connections->len; i++)
    {
      GSocket *one = g_socket_connection_get_socket (g_ptr_array_index (connections, i));

      n += g_socket_condition_check (one, G_IO_IN | G_IO_HUP) != 0;
    }

  return n;
}

guint
pp_raw_client_crowd (PpHttpServer *server,
                     guint         n_connections)
{
  g_autoptr (GPtrArray) connections = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_refused = 0;

  for (guint i = 0; i < n_connections; i++)
    g_ptr_array_add (connections, pp_raw_client_connect (pp_http_server_get_port (server), "", 0));
  pp_wait_until ((n_refused = count_refused (connections)) + pp_http_server_get_n_connections (server) == n_connections);
  g_ptr_array_set_size (connections, 0);
  pp_wait_until (pp_http_server_get_n_connections (server) == 0);

  return n_refused;
}
