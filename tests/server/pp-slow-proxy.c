/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-slow-proxy.h"

#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>

#define SOCKET ".s.PGSQL.5432"
#define MAX_BYTES 65536
#define LOOK_MS 20

struct _PpSlowProxy {
  GSocketService *service;
  GSocketAddress *database;
  guint n_bytes;
  guint delay_ms;
  GCancellable *ended;
};

/* What one says to the other. */
typedef struct {
  PpSlowProxy *proxy;
  GCancellable *ended;          /* with the proxy, which may be gone before this */
  GIOStream *from, *to;
  char bytes[MAX_BYTES];
  gsize n_bytes;
} Pump;

static void listen_to (Pump *pump);

static void
stop (Pump *pump)
{
  g_io_stream_close (pump->from, NULL, NULL);
  g_io_stream_close (pump->to, NULL, NULL);
  g_object_unref (pump->from);
  g_object_unref (pump->to);
  g_object_unref (pump->ended);
  g_free (pump);
}

static void
passed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  Pump *pump = data;

  if (g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL))
    listen_to (pump);
  else
    stop (pump);
}

static gboolean
pass_on (gpointer data)
{
  Pump *pump = data;

  if (g_cancellable_is_cancelled (pump->ended))
    {
      stop (pump);
      return G_SOURCE_REMOVE;
    }
  if (pump->proxy->n_bytes == 0)
    {
      g_timeout_add (LOOK_MS, pass_on, pump);
      return G_SOURCE_REMOVE;
    }
  g_output_stream_write_all_async (g_io_stream_get_output_stream (pump->to), pump->bytes, pump->n_bytes, G_PRIORITY_DEFAULT,
                                   pump->ended, passed_cb, pump);

  return G_SOURCE_REMOVE;
}

static void
heard_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  Pump *pump = data;
  gssize n = g_input_stream_read_finish (G_INPUT_STREAM (source), result, NULL);

  if (n <= 0)
    {
      stop (pump);
      return;
    }
  pump->n_bytes = n;
  if (pump->proxy->delay_ms > 0 || pump->proxy->n_bytes == 0)
    g_timeout_add (pump->proxy->delay_ms, pass_on, pump);
  else
    pass_on (pump);
}

static void
listen_to (Pump *pump)
{
  if (g_cancellable_is_cancelled (pump->ended))
    stop (pump);
  else
    g_input_stream_read_async (g_io_stream_get_input_stream (pump->from), pump->bytes,
                               CLAMP (pump->proxy->n_bytes, 1, MAX_BYTES), G_PRIORITY_DEFAULT, pump->ended, heard_cb, pump);
}

static void
join (PpSlowProxy *self,
      GIOStream   *from,
      GIOStream   *to)
{
  Pump *pump = g_new0 (Pump, 1);

  pump->proxy = self;
  pump->ended = g_object_ref (self->ended);
  pump->from = g_object_ref (from);
  pump->to = g_object_ref (to);
  listen_to (pump);
}

static gboolean
incoming_cb (GSocketService    *service,
             GSocketConnection *client,
             GObject           *source,
             gpointer           data)
{
  PpSlowProxy *self = data;
  g_autoptr (GSocketClient) connector = g_socket_client_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketConnection) database =
    g_socket_client_connect (connector, G_SOCKET_CONNECTABLE (self->database), NULL, &error);

  g_assert_no_error (error);
  join (self, G_IO_STREAM (client), G_IO_STREAM (database));
  join (self, G_IO_STREAM (database), G_IO_STREAM (client));

  return TRUE;
}

PpSlowProxy *
pp_slow_proxy_new (const char *folder,
                   const char *own_folder)
{
  PpSlowProxy *self = g_new0 (PpSlowProxy, 1);
  g_autofree char *theirs = g_build_filename (folder, SOCKET, NULL);
  g_autofree char *own = g_build_filename (own_folder, SOCKET, NULL);
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (own);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir (own_folder, 0700), ==, 0);
  self->n_bytes = MAX_BYTES;
  self->ended = g_cancellable_new ();
  self->database = g_unix_socket_address_new (theirs);
  self->service = g_socket_service_new ();
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), address, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT,
                                 NULL, NULL, &error);
  g_assert_no_error (error);
  g_signal_connect (self->service, "incoming", G_CALLBACK (incoming_cb), self);

  return self;
}

void
pp_slow_proxy_free (PpSlowProxy *self)
{
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_cancellable_cancel (self->ended);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (self->service);
  g_object_unref (self->database);
  g_object_unref (self->ended);
  g_free (self);
}

void
pp_slow_proxy_set (PpSlowProxy *self,
                   guint        n_bytes,
                   guint        delay_ms)
{
  self->n_bytes = n_bytes;
  self->delay_ms = delay_ms;
}
