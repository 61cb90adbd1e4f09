/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-framing.h"

#define GET "GET /graphql?query={__typename} HTTP/1.1\r\n"
#define HOST "Host: localhost\r\n"
#define JSON "Content-Type: application/json\r\n"
#define BODY "{\"query\":\"{ greeting }\"}"

const PpFraming pp_framings[] = {
  { "POST / HTTP/1.1\r\n" HOST JSON "Content-Length: 24\r\nTransfer-Encoding: chunked\r\n\r\n" BODY, 400, 0 },
  { "POST / HTTP/1.1\r\n" HOST JSON "Content-Length: 24\r\nContent-Length: 24\r\n\r\n" BODY, 400, 0 },
  { "POST / HTTP/1.1\r\n" HOST JSON "Content-Length: 24\r\nContent-Length: 5\r\n\r\n" BODY, 400, 0 },
  { "POST / HTTP/1.1\r\n" HOST JSON "Content-Length: -24\r\n\r\n" BODY, 400, 0 },
  { "POST / HTTP/1.1\r\n" HOST JSON "Content-Length: +24\r\n\r\n" BODY, 400, 0 },
  { "POST / HTTP/1.1\r\n" HOST JSON "Content-Length: 0x18\r\n\r\n" BODY, 400, 0 },
  { "POST / HTTP/1.1\r\n" HOST JSON "Content-Length: 24, 24\r\n\r\n" BODY, 400, 0 },
  { "POST / HTTP/1.1\r\n" HOST JSON "Content-Length: 99999999999999999999999\r\n\r\n" BODY, 400, 0 },
  { "POST / HTTP/1.1\r\n" HOST JSON "Transfer-Encoding: chunked\r\n\r\n18\r\n" BODY "\r\n0\r\n\r\n", 411, 0 },
  { "POST / HTTP/1.1\r\n" HOST JSON "Transfer-Encoding: chunked, identity\r\n\r\n", 411, 0 },
  { GET "\r\n", 400, 0 },
  { GET "Host: a\r\nHost: b\r\n\r\n", 400, 0 },
  { "POST / HTTP/1.1\r\n" HOST JSON "Transfer-Encoding : chunked\r\n\r\n18\r\n" BODY "\r\n0\r\n\r\n", 400, 0 },
  { "POST / HTTP/1.1\r\n" HOST JSON "Transfer-Encoding\t: chunked\r\n\r\n", 400, 0 },
  { "POST / HTTP/1.1\r\n" HOST JSON "Content-Length : 24\r\n\r\n" BODY, 400, 0 },
  { "GET / HTTP/1.1\n" HOST "\r\n", 400, 0 },
  { GET "Host: localhost\n\r\n", 400, 0 },
  { GET HOST "X: a\nContent-Length: 24\r\n\r\n", 400, 0 },
  { GET HOST "\n", 400, 0 },
  { GET HOST "X: a\rb\r\n\r\n", 400, 0 },
  { GET HOST "X: a\r\n b\r\n\r\n", 400, 0 },
  { GET HOST "X: a\r\n\tb\r\n\r\n", 400, 0 },
  { GET " " HOST "\r\n", 400, 0 },
  { GET HOST "X\r\n\r\n", 400, 0 },
  { GET HOST ": a\r\n\r\n", 400, 0 },
  { GET HOST "X Y: a\r\n\r\n", 400, 0 },
  { GET HOST "X: \x7F\r\n\r\n", 400, 0 },
  { GET HOST "X: a\0b\r\n\r\n", 400, sizeof (GET HOST "X: a\0b\r\n\r\n") - 1 },
  { GET "Host: local\0host\r\n\r\n", 400, sizeof (GET "Host: local\0host\r\n\r\n") - 1 },
  { "\r\n" GET HOST "\r\n", 400, 0 },
  { "GET  / HTTP/1.1\r\n" HOST "\r\n", 400, 0 },
  { "GET /\r\n" HOST "\r\n", 400, 0 },
  { "GET / HTTP/0.9\r\n" HOST "\r\n", 400, 0 },
  { "GET / HTTP/1.1 \r\n" HOST "\r\n", 400, 0 },
  { "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400, 0 },
  { "TRACE / HTTP/1.1\r\n" HOST "\r\n", 405, 0 },
  { "CONNECT localhost:80 HTTP/1.1\r\n" HOST "\r\n", 405, 0 },
  { "BREW / HTTP/1.1\r\n" HOST "\r\n", 405, 0 },
};

const guint pp_n_framings = G_N_ELEMENTS (pp_framings);
