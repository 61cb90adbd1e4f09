/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-web-read.h"

#include <libsoup/soup.h>

#define SECONDS 5
#define PIECE_BYTES (16 * 1024)

struct _PpWebReader {
  SoupSession *session;
  gsize        max_bytes;
};

typedef struct {
  gsize          max_bytes;
  SoupMessage   *message;
  GCancellable  *cancellable;
  guint          timeout;
  GInputStream  *stream;
  GByteArray    *bytes;
  PpWebReadFunc  callback;
  gpointer       data;
} Read;

PpWebReader *
pp_web_reader_new (gsize max_bytes)
{
  PpWebReader *self = g_new0 (PpWebReader, 1);

  self->session = soup_session_new_with_options ("timeout", SECONDS, "max-conns-per-host", 2, NULL);
  self->max_bytes = max_bytes;
  return self;
}

void
pp_web_reader_free (PpWebReader *self)
{
  soup_session_abort (self->session);
  g_object_unref (self->session);
  g_free (self);
}

static void
finish (Read   *self,
        GError *error)
{
  g_autoptr (GBytes) bytes = NULL;

  g_clear_handle_id (&self->timeout, g_source_remove);
  g_clear_object (&self->stream);
  g_clear_object (&self->message);
  g_clear_object (&self->cancellable);
  bytes = g_byte_array_free_to_bytes (self->bytes);
  self->callback (error == NULL ? bytes : NULL, error, self->data);
  g_clear_error (&error);
  g_free (self);
}

static gboolean
on_timeout (gpointer data)
{
  Read *self = data;

  self->timeout = 0;
  g_cancellable_cancel (self->cancellable);
  return G_SOURCE_REMOVE;
}

static void
on_piece_read (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  Read *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) piece = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  gsize size = 0;
  const guint8 *bytes = piece != NULL ? g_bytes_get_data (piece, &size) : NULL;

  if (size > 0 && self->bytes->len + size > self->max_bytes)
    g_set_error (&error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE,
                 "the answer is longer than %" G_GSIZE_FORMAT " bytes", self->max_bytes);
  if (error != NULL || size == 0)
    {
      finish (self, g_steal_pointer (&error));
      return;
    }
  g_byte_array_append (self->bytes, bytes, size);
  g_input_stream_read_bytes_async (self->stream, PIECE_BYTES, G_PRIORITY_DEFAULT, self->cancellable,
                                   on_piece_read, self);
}

static void
on_answer (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  Read *self = data;
  g_autoptr (GError) error = NULL;

  self->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (error == NULL && soup_message_get_status (self->message) != SOUP_STATUS_OK)
    g_set_error (&error, G_IO_ERROR, G_IO_ERROR_FAILED, "the answer has the status %d",
                 soup_message_get_status (self->message));
  if (error != NULL)
    finish (self, g_steal_pointer (&error));
  else
    g_input_stream_read_bytes_async (self->stream, PIECE_BYTES, G_PRIORITY_DEFAULT, self->cancellable,
                                     on_piece_read, self);
}

static gboolean
is_this_machine (const char *host)
{
  g_autoptr (GInetAddress) address = host != NULL ? g_inet_address_new_from_string (host) : NULL;

  return g_strcmp0 (host, "localhost") == 0 || (address != NULL && g_inet_address_get_is_loopback (address));
}

static GUri *
parse_address (const char  *address,
               GError     **error)
{
  g_autoptr (GUri) uri = g_uri_parse (address, SOUP_HTTP_URI_FLAGS, error);

  if (uri == NULL)
    return NULL;
  if (g_str_equal (g_uri_get_scheme (uri), "https") ||
      (g_str_equal (g_uri_get_scheme (uri), "http") && is_this_machine (g_uri_get_host (uri))))
    return g_steal_pointer (&uri);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
               "“%s” is not read: it is neither https nor on this machine", address);
  return NULL;
}

void
pp_web_reader_read (PpWebReader   *self,
                    const char    *address,
                    PpWebReadFunc  callback,
                    gpointer       data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GUri) uri = parse_address (address, &error);
  Read *read;

  if (uri == NULL)
    {
      callback (NULL, error, data);
      return;
    }
  read = g_new0 (Read, 1);
  read->max_bytes = self->max_bytes;
  read->message = soup_message_new_from_uri (SOUP_METHOD_GET, uri);
  read->cancellable = g_cancellable_new ();
  read->bytes = g_byte_array_new ();
  read->callback = callback;
  read->data = data;
  read->timeout = g_timeout_add_seconds (SECONDS, on_timeout, read);
  soup_message_add_flags (read->message, SOUP_MESSAGE_NO_REDIRECT);
  soup_session_send_async (self->session, read->message, G_PRIORITY_DEFAULT, read->cancellable, on_answer,
                           read);
}
