/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-http-private.h"

/* From HTTP to WebSocket: what libwebsockets asks first. */

int
_pp_http_upgrade_confirm (PpHttpServer *self,
                          struct lws   *wsi,
                          const char   *name)
{
  PpHttpRequest *request;
  guint status;

  if (g_ascii_strcasecmp (name, "websocket") != 0 || !_pp_http_connection_begin_request (_pp_http_connection_get (wsi)))
    return -1;

  request = _pp_http_request_new (self, wsi);
  _pp_http_request_begin (request);
  status = _pp_http_request_check_upgrade (request);
  if (status == 0)
    {
      _pp_http_request_end_upgrade (request);
      _pp_http_connection_release (_pp_http_connection_get (wsi));
    }
  else
    _pp_http_request_refuse_upgrade (request, status);
  _pp_http_request_unref (request);

  return status != 0 ? -1 : 0;
}

/* Over HTTP/2 (RFC 8441) this is the first that is heard of it. libwebsockets offers that, and has no setting not to;
 * but it cannot keep to the windows of clients then, and browsers wait forever. So the client is told to come by
 * HTTP/1.1: a browser does at once, and for its other requests too. Where some of them run, it is only refused. */
int
_pp_http_upgrade_filter (struct lws *wsi)
{
  struct lws *network = lws_get_network_wsi (wsi);

  if (network == wsi)
    return 0;
  if (!lws_partial_buffered (network))
    _pp_http_connection_ask_for_http1 (_pp_http_connection_get (wsi));

  return -1;
}
