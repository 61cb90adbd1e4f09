/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "pp-http-private.h"

#define MAX_PATH_BYTES 2048
#define MAX_ARGUMENTS 16

/* The headers that the server has a use for. */
static const struct {
  const char *name;
  enum lws_token_indexes token;
} known_headers[] = {
  { "accept", WSI_TOKEN_HTTP_ACCEPT },
  { "authorization", WSI_TOKEN_HTTP_AUTHORIZATION },
  { "content-encoding", WSI_TOKEN_HTTP_CONTENT_ENCODING },
  { "content-length", WSI_TOKEN_HTTP_CONTENT_LENGTH },
  { "content-type", WSI_TOKEN_HTTP_CONTENT_TYPE },
  { "host", WSI_TOKEN_HOST },
  { "origin", WSI_TOKEN_ORIGIN },
  { "sec-websocket-protocol", WSI_TOKEN_PROTOCOL },
  { "sec-websocket-version", WSI_TOKEN_VERSION },
  { "transfer-encoding", WSI_TOKEN_HTTP_TRANSFER_ENCODING },
  { "x-forwarded-for", WSI_TOKEN_X_FORWARDED_FOR },
};

G_STATIC_ASSERT (G_N_ELEMENTS (known_headers) == PP_HTTP_N_HEADERS);

PpHttpRequest *
_pp_http_request_new (PpHttpServer *server,
                      struct lws   *wsi)
{
  PpHttpRequest *self = g_new0 (PpHttpRequest, 1);

  g_atomic_ref_count_init (&self->references);
  self->server = server;
  self->wsi = wsi;
  self->received = g_byte_array_new ();
  self->cancellable = g_cancellable_new ();

  return self;
}

/* From here to its end it is one that runs. */
void
_pp_http_request_begin (PpHttpRequest *self)
{
  self->start_us = g_get_monotonic_time ();
  self->is_running = TRUE;
  self->server->n_running++;
  _pp_http_connection_count (_pp_http_connection_get (self->wsi), 1);
}

PpHttpRequest *
_pp_http_request_ref (PpHttpRequest *self)
{
  g_atomic_ref_count_inc (&self->references);

  return self;
}

void
_pp_http_request_unref (PpHttpRequest *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  _pp_http_request_clear_deadline (self);
  g_clear_pointer (&self->method, g_free);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->address, g_free);
  g_clear_pointer (&self->arguments, g_hash_table_unref);
  for (guint i = 0; i < PP_HTTP_N_HEADERS; i++)
    g_free (self->headers[i]);
  g_clear_pointer (&self->received, g_byte_array_unref);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->response, g_bytes_unref);
  g_clear_pointer (&self->content_type, g_free);
  g_clear_pointer (&self->header_name, g_free);
  g_clear_pointer (&self->header_value, g_free);
  g_clear_object (&self->cancellable);
  g_free (self);
}

/* --- Reading ----------------------------------------------------------------------------------------- */

static const char *
get_method_name (int method)
{
  switch (method)
    {
    case LWSHUMETH_GET:
      return "GET";
    case LWSHUMETH_POST:
      return "POST";
    case LWSHUMETH_OPTIONS:
      return "OPTIONS";
    case LWSHUMETH_PUT:
      return "PUT";
    case LWSHUMETH_PATCH:
      return "PATCH";
    case LWSHUMETH_DELETE:
      return "DELETE";
    case LWSHUMETH_HEAD:
      return "HEAD";
    default:
      return NULL;
    }
}

/* A header that must stand once is refused where it stands twice; others are joined by libwebsockets. */
static gboolean
read_headers (PpHttpRequest *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (known_headers); i++)
    {
      enum lws_token_indexes token = known_headers[i].token;
      int length = lws_hdr_total_length (self->wsi, token);
      gboolean is_list = token == WSI_TOKEN_HTTP_ACCEPT || token == WSI_TOKEN_X_FORWARDED_FOR;
      g_autofree char *value = NULL;

      if (length <= 0)
        continue;
      if (!is_list && lws_hdr_fragment_length (self->wsi, token, 1) > 0)
        return FALSE;
      value = g_malloc0 (length + 1);
      if (lws_hdr_copy (self->wsi, value, length + 1, token) < 0 || !g_utf8_validate (value, length, NULL))
        return FALSE;
      self->headers[i] = g_steal_pointer (&value);
    }

  return TRUE;
}

/* libwebsockets has taken them apart and decoded them. */
static gboolean
read_arguments (PpHttpRequest *self)
{
  int length;

  for (int i = 0; (length = lws_hdr_fragment_length (self->wsi, WSI_TOKEN_HTTP_URI_ARGS, i)) > 0; i++)
    {
      g_autofree char *argument = g_malloc0 (length + 1);
      char *value;

      if (i >= MAX_ARGUMENTS ||
          lws_hdr_copy_fragment (self->wsi, argument, length + 1, WSI_TOKEN_HTTP_URI_ARGS, i) < 0 ||
          !g_utf8_validate (argument, -1, NULL))
        return FALSE;
      value = strchr (argument, '=');
      if (value == NULL)
        continue;
      *value++ = '\0';
      if (self->arguments == NULL)
        self->arguments = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
      if (!g_hash_table_insert (self->arguments, g_strdup (argument), g_strdup (value)))
        return FALSE;
    }

  return TRUE;
}

gboolean
_pp_http_request_is_http2 (PpHttpRequest *self)
{
  return lws_get_network_wsi (self->wsi) != self->wsi;
}

/* One length in digits and nothing else, or none; no other framing. */
static guint
check_framing (PpHttpRequest *self)
{
  const char *length = pp_http_request_get_header (self, "content-length");
  guint64 n_bytes;

  if (pp_http_request_get_header (self, "transfer-encoding") != NULL)
    return length != NULL ? 400 : 411;
  if (pp_http_request_get_header (self, "host") == NULL && !_pp_http_request_is_http2 (self))
    return 400;
  if (length == NULL)
    return 0;
  if (strspn (length, "0123456789") != strlen (length) ||
      !g_ascii_string_to_unsigned (length, 10, 0, G_MAXINT64, &n_bytes, NULL))
    return 400;

  return n_bytes > self->server->settings.max_body_bytes ? 413 : 0;
}

static void
find_address (PpHttpRequest *self)
{
  const char *forwarded_for = pp_http_request_get_header (self, "x-forwarded-for");
  char *address;

  if (forwarded_for == NULL)
    return;
  address = _pp_http_clients_find (self->server->clients, self->address, forwarded_for);
  g_free (self->address);
  self->address = address;
}

guint
_pp_http_request_read (PpHttpRequest *self)
{
  char *uri = NULL;
  int length = 0;
  int method = lws_http_get_uri_and_method (self->wsi, &uri, &length);
  const char *name = get_method_name (method);

  self->address = g_strdup (_pp_http_connection_get_address (_pp_http_connection_get (self->wsi)));
  if (name == NULL || uri == NULL || !g_utf8_validate (uri, length, NULL))
    return name == NULL ? 405 : 400;
  self->method = g_strdup (name);
  self->path = g_strndup (uri, length);
  if (length > MAX_PATH_BYTES)
    return 414;
  if (!read_headers (self) || !read_arguments (self))
    return 400;
  find_address (self);

  return check_framing (self);
}

gboolean
_pp_http_request_has_body (PpHttpRequest *self)
{
  const char *length = pp_http_request_get_header (self, "content-length");

  if (length != NULL)
    return g_ascii_strtoull (length, NULL, 10) > 0;

  return _pp_http_request_is_http2 (self) && strcmp (self->method, "POST") == 0;
}

/* How much of the announced body is still to come. libwebsockets 4.3 takes what follows for more of it, and waits. */
static gsize
get_n_missing (PpHttpRequest *self)
{
  const char *announced = pp_http_request_get_header (self, "content-length");

  return announced != NULL ? g_ascii_strtoull (announced, NULL, 10) - self->received->len : G_MAXSIZE;
}

guint
_pp_http_request_receive (PpHttpRequest *self,
                          gconstpointer  data,
                          gsize          length)
{
  gsize n_missing = get_n_missing (self);

  if (length > n_missing)
    {
      g_byte_array_append (self->received, data, n_missing);
      self->must_close = TRUE;
      _pp_http_request_dispatch (self);
      return 0;
    }
  if (length > self->server->settings.max_body_bytes - self->received->len)
    return 413;
  g_byte_array_append (self->received, data, length);

  return 0;
}

/* --- What is asked ------------------------------------------------------------------------------------- */

/**
 * pp_http_request_get_method:
 * @self: a request
 *
 * Returns: (transfer none): `GET`, `POST` and so on
 */
const char *
pp_http_request_get_method (PpHttpRequest *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->method;
}

/**
 * pp_http_request_get_path:
 * @self: a request
 *
 * Returns: (transfer none): the path, decoded, without arguments
 */
const char *
pp_http_request_get_path (PpHttpRequest *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->path;
}

/**
 * pp_http_request_get_argument:
 * @self: a request
 * @name: the name of an argument of the URL
 *
 * Returns: (transfer none) (nullable): its value, decoded
 */
const char *
pp_http_request_get_argument (PpHttpRequest *self,
                              const char    *name)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->arguments != NULL ? g_hash_table_lookup (self->arguments, name) : NULL;
}

/**
 * pp_http_request_get_header:
 * @self: a request
 * @name: a name in lower case: `accept`, `authorization`, `content-encoding`, `content-type`, `host`,
 *   `origin` or `x-forwarded-for`
 *
 * Returns: (transfer none) (nullable): its value
 */
const char *
pp_http_request_get_header (PpHttpRequest *self,
                            const char    *name)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < PP_HTTP_N_HEADERS; i++)
    if (strcmp (known_headers[i].name, name) == 0)
      return self->headers[i];

  return NULL;
}

/**
 * pp_http_request_get_address:
 * @self: a request
 *
 * Returns: (transfer none): the address from where it comes, by what a proxy says that is believed
 */
const char *
pp_http_request_get_address (PpHttpRequest *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->address;
}

/**
 * pp_http_request_get_body:
 * @self: a request
 *
 * Returns: (transfer none): the body
 */
GBytes *
pp_http_request_get_body (PpHttpRequest *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->body;
}

/**
 * pp_http_request_get_cancellable:
 * @self: a request
 *
 * Returns: (transfer none): what is cancelled when the client goes before it has its answer
 */
GCancellable *
pp_http_request_get_cancellable (PpHttpRequest *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->cancellable;
}
