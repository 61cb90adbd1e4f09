/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-operations.h"

#include <string.h>

#define MAX_CONNECTIONS 64
#define DEADLINE_SECONDS 5
/* A process says every second that it lives. */
#define MAX_SILENCE_US (10 * G_USEC_PER_SEC)

struct _PpOperations {
  PpHttpServer *server;
  PpMetrics *metrics;           /* borrowed: lives longer */
  gboolean is_stopping;
};

static gboolean
is_healthy (PpOperations *self)
{
  for (guint i = 0; i < pp_metrics_get_n_processes (self->metrics); i++)
    if (pp_metrics_get_silence (self->metrics, i) > MAX_SILENCE_US)
      return FALSE;
  return TRUE;
}

guint
pp_operations_get_n_ready (PpOperations *self)
{
  guint n = 0;

  for (guint i = 0; i < pp_metrics_get_n_processes (self->metrics) && !self->is_stopping; i++)
    n += pp_metrics_get (self->metrics, i, PP_METRIC_HAS_KEYS) > 0 &&
         pp_metrics_get (self->metrics, i, PP_METRIC_HAS_DATABASE) > 0 &&
         pp_metrics_get_silence (self->metrics, i) <= MAX_SILENCE_US;
  return n;
}

static void
respond (PpHttpRequest *request,
         guint          status,
         const char    *type,
         char          *text)
{
  g_autoptr (GBytes) body = g_bytes_new_take (text, strlen (text));

  pp_http_request_respond (request, status, type, body, NULL, NULL);
}

static void
say (PpHttpRequest *request,
     gboolean       is_so,
     const char    *word)
{
  respond (request, is_so ? 200 : 503, "text/plain; charset=utf-8",
           g_strdup_printf ("%s%s\n", is_so ? "" : "not ", word));
}

static void
request_cb (PpHttpRequest *request,
            gpointer       user_data)
{
  PpOperations *self = user_data;
  const char *path = pp_http_request_get_path (request);

  if (strcmp (pp_http_request_get_method (request), "GET") != 0)
    respond (request, 405, "text/plain", g_strdup (""));
  else if (strcmp (path, "/healthz") == 0)
    say (request, is_healthy (self), "healthy");
  else if (strcmp (path, "/readyz") == 0)
    say (request, pp_operations_get_n_ready (self) > 0, "ready");
  else if (strcmp (path, "/metrics") == 0)
    respond (request, 200, "text/plain; version=0.0.4; charset=utf-8", pp_metrics_to_text (self->metrics));
  else
    respond (request, 404, "text/plain", g_strdup (""));
}

/**
 * pp_operations_new:
 * @address: (nullable): where to listen
 * @port: the port; 0 is any that is free
 * @metrics: the figures, which live longer
 * @error: return location for an error
 *
 * Returns: (transfer full): what listens and answers
 */
PpOperations *
pp_operations_new (const char  *address,
                   guint        port,
                   PpMetrics   *metrics,
                   GError     **error)
{
  g_autoptr (PpOperations) self = g_new0 (PpOperations, 1);
  const PpHttpSettings settings = {
    .address = address,
    .port = port,
    .max_body_bytes = 0,
    .max_connections = MAX_CONNECTIONS,
    .deadline_seconds = DEADLINE_SECONDS,
  };

  self->metrics = metrics;
  self->server = pp_http_server_new (&settings, request_cb, self, error);
  return self->server != NULL ? g_steal_pointer (&self) : NULL;
}

void
pp_operations_free (PpOperations *self)
{
  g_clear_pointer (&self->server, pp_http_server_free);
  g_free (self);
}

guint
pp_operations_get_port (PpOperations *self)
{
  return pp_http_server_get_port (self->server);
}

void
pp_operations_set_stopping (PpOperations *self)
{
  self->is_stopping = TRUE;
}
