/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-explorer.h"

#include <string.h>

#include "pp-server-resources.h"

#define FOLDER "/io/github/parapet/server/explorer/"
/* Only what is in this program, and only this server is asked. */
#define POLICY "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'none'; " \
               "frame-ancestors 'none'; base-uri 'none'"

static const struct {
  const char *path;
  const char *file;
  const char *type;
} parts[] = {
  { "/graphql", "explorer.html", "text/html; charset=utf-8" },
  { "/explorer.js", "explorer.js", "text/javascript; charset=utf-8" },
  { "/explorer.css", "explorer.css", "text/css; charset=utf-8" },
};

/* A browser that was sent to the address of the API wants to see something; a client of the API has a query. */
static gboolean
is_asked_for (PpHttpRequest *request)
{
  const char *accept = pp_http_request_get_header (request, "accept");

  return strcmp (pp_http_request_get_path (request), "/graphql") != 0 ||
         (accept != NULL && strstr (accept, "text/html") != NULL &&
          pp_http_request_get_argument (request, "query") == NULL);
}

gboolean
pp_explorer_answer (PpHttpRequest *request)
{
  if (strcmp (pp_http_request_get_method (request), "GET") != 0 || !is_asked_for (request))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (strcmp (pp_http_request_get_path (request), parts[i].path) == 0)
      {
        g_autofree char *path = g_strconcat (FOLDER, parts[i].file, NULL);
        g_autoptr (GBytes) body = g_resource_lookup_data (pp_server_get_resource (), path, 0, NULL);

        pp_http_request_respond (request, 200, parts[i].type, body, "content-security-policy", POLICY);
        return TRUE;
      }
  return FALSE;
}
