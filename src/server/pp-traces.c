/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-traces.h"

#include <string.h>

#include "pp-media-type.h"

/* The OpenTelemetry protocol over HTTP, https://opentelemetry.io/docs/specs/otlp/#otlphttp: a failure is a
 * google.rpc.Status, in the encoding of the request. */

#define PROTOBUF "application/x-protobuf"
#define JSON "application/json"

/* google.rpc.Code */
#define INVALID_ARGUMENT 3
#define PERMISSION_DENIED 7
#define UNIMPLEMENTED 12
#define UNAVAILABLE 14
#define UNAUTHENTICATED 16

/* Of google.rpc.Status: the number of a field and the type of what follows, in one byte. */
#define FIELD_CODE (1 << 3 | 0)
#define FIELD_MESSAGE (2 << 3 | 2)

static GBytes *
make_protobuf (guint       code,
               const char *message)
{
  GByteArray *bytes = g_byte_array_new ();
  const guint8 start[] = { FIELD_CODE, code, FIELD_MESSAGE, strlen (message) };

  /* Numbers of one byte. */
  g_assert (code < 0x80 && strlen (message) < 0x80);
  g_byte_array_append (bytes, start, sizeof start);
  g_byte_array_append (bytes, (const guint8 *) message, strlen (message));

  return g_byte_array_free_to_bytes (bytes);
}

static void
refuse (PpHttpRequest *request,
        guint          status,
        const char    *media_type,
        guint          code,
        const char    *message,
        const char    *header,
        const char    *value)
{
  g_autofree char *text = g_strdup_printf ("{\"code\":%u,\"message\":\"%s\"}", code, message);
  g_autoptr (GBytes) body =
    strcmp (media_type, PROTOBUF) == 0 ? make_protobuf (code, message) : g_bytes_new (text, strlen (text));

  pp_http_request_respond (request, status, media_type, body, header, value);
}

static const char *
get_media_type (PpHttpRequest *request)
{
  return pp_media_type_is (pp_http_request_get_header (request, "content-type"), PROTOBUF) ? PROTOBUF : JSON;
}

void
pp_traces_refuse (PpHttpRequest *request,
                  guint          status,
                  const char    *message,
                  const char    *header,
                  const char    *value)
{
  static const struct {
    guint status;
    guint code;
  } codes[] = { { 401, UNAUTHENTICATED }, { 403, PERMISSION_DENIED }, { 503, UNAVAILABLE } };
  guint code = INVALID_ARGUMENT;

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (codes[i].status == status)
      code = codes[i].code;
  refuse (request, status, get_media_type (request), code, message, header, value);
}

void
pp_traces_answer (PpHttpRequest *request)
{
  const char *content_type = pp_http_request_get_header (request, "content-type");
  const char *media_type = get_media_type (request);

  if (strcmp (pp_http_request_get_method (request), "POST") != 0)
    refuse (request, 405, JSON, UNIMPLEMENTED, "Traces are sent with POST", "allow", "POST");
  else if (!pp_media_type_is (content_type, media_type))
    refuse (request, 415, JSON, INVALID_ARGUMENT, "Traces are " PROTOBUF " or " JSON, NULL, NULL);
  else
    refuse (request, 501, media_type, UNIMPLEMENTED, "This server does not take traces; switch the exporter off", NULL,
            NULL);
}
