/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-graphiql.h"

#include <openssl/crypto.h>
#include <string.h>

#include "pp-development.h"
#include "pp-json.h"
#include "pp-server-resources.h"
#ifdef HAVE_GRAPHIQL
#include "pp-graphiql-resources.h"
#endif

#define FOLDER "/io/github/parapet/server/graphiql/"
/* Only what is in this program, and only this server is asked. GraphiQL's dialogs put a rule of style into the page
 * that keeps what is behind them from scrolling; no script may be put there. */
#define POLICY "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " \
               "connect-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'"
#define BEARER "Bearer "

#ifdef HAVE_GRAPHIQL
#define PAGE "index.html"
#else
#define PAGE "missing.html"
#endif

static const struct {
  const char *path;
  const char *file;
  const char *type;
} parts[] = {
  { "/", PAGE, "text/html; charset=utf-8" },
  { "/graphql", PAGE, "text/html; charset=utf-8" },
  { "/graphiql/icon.svg", "icon.svg", "image/svg+xml" },
  { "/graphiql/page.css", "page.css", "text/css; charset=utf-8" },
#ifdef HAVE_GRAPHIQL
  { "/graphiql/graphiql.css", "graphiql.css", "text/css; charset=utf-8" },
  { "/graphiql/graphiql.js", "graphiql.js", "text/javascript; charset=utf-8" },
  { "/graphiql/licences.txt", "licences.txt", "text/plain; charset=utf-8" },
  { "/graphiql/page.js", "page.js", "text/javascript; charset=utf-8" },
  { "/graphiql/react-dom.js", "react-dom.js", "text/javascript; charset=utf-8" },
  { "/graphiql/react.js", "react.js", "text/javascript; charset=utf-8" },
#endif
};

static GBytes *
find_part (const char *file)
{
  g_autofree char *path = g_strconcat (FOLDER, file, NULL);
  GBytes *part = g_resource_lookup_data (pp_server_get_resource (), path, 0, NULL);

#ifdef HAVE_GRAPHIQL
  if (part == NULL)
    part = g_resource_lookup_data (pp_graphiql_get_resource (), path, 0, NULL);
#endif
  return part;
}

/* A browser that was sent to the address of the API wants to see something; a client of the API has a query. */
static gboolean
is_asked_for (PpHttpRequest *request)
{
  const char *accept = pp_http_request_get_header (request, "accept");

  return strcmp (pp_http_request_get_path (request), "/graphql") != 0 ||
         (accept != NULL && strstr (accept, "text/html") != NULL &&
          pp_http_request_get_argument (request, "query") == NULL);
}

static gboolean
knows_key (PpHttpRequest *request,
           const char    *key)
{
  const char *header = pp_http_request_get_header (request, "authorization");
  gsize length = strlen (key);

  return header != NULL && g_str_has_prefix (header, BEARER) && strlen (header) == strlen (BEARER) + length &&
         CRYPTO_memcmp (header + strlen (BEARER), key, length) == 0;
}

/* The key of the page gets tokens of all users: whoever has it was told by the terminal that the server runs in. */
static void
answer_users (PpHttpRequest *request,
              const char    *development_folder)
{
  g_autofree char *path = g_build_filename (development_folder, PP_DEVELOPMENT_USERS, NULL);
  g_autofree char *text = NULL;
  gsize length = 0;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GBytes) body = NULL;
  const char *key = NULL;

  if (g_file_get_contents (path, &text, &length, NULL))
    node = pp_json_parse (text, length, NULL, NULL);
  if (node != NULL)
    key = pp_json_get_string (json_node_get_object (node), "key", NULL);
  if (key == NULL || !knows_key (request, key))
    {
      body = g_bytes_new_static ("", 0);
      pp_http_request_respond (request, 401, "text/plain", body, "www-authenticate", "Bearer");
      return;
    }
  body = g_bytes_new (text, length);
  pp_http_request_respond (request, 200, "application/json", body, NULL, NULL);
}

gboolean
pp_graphiql_answer (PpHttpRequest *request,
                    const char    *development_folder)
{
  const char *path = pp_http_request_get_path (request);

  if (strcmp (pp_http_request_get_method (request), "GET") != 0 || !is_asked_for (request))
    return FALSE;
  if (strcmp (path, "/graphiql/users") == 0)
    {
      answer_users (request, development_folder);
      return TRUE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (strcmp (path, parts[i].path) == 0)
      {
        g_autoptr (GBytes) body = find_part (parts[i].file);

        pp_http_request_respond (request, 200, parts[i].type, body, "content-security-policy", POLICY);
        return TRUE;
      }
  return FALSE;
}
