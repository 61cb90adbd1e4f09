/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-metrics.h"

#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

typedef enum {
  COUNTER,
  GAUGE,
} Kind;

static const struct {
  PpMetric metric;
  Kind kind;
  const char *name;
  const char *label;
  const char *help;
} table[] = {
  { PP_METRIC_REQUESTS_1XX, COUNTER, "parapet_http_requests_total", "status=\"1xx\"", "Requests, by their status" },
  { PP_METRIC_REQUESTS_2XX, COUNTER, "parapet_http_requests_total", "status=\"2xx\"", NULL },
  { PP_METRIC_REQUESTS_3XX, COUNTER, "parapet_http_requests_total", "status=\"3xx\"", NULL },
  { PP_METRIC_REQUESTS_4XX, COUNTER, "parapet_http_requests_total", "status=\"4xx\"", NULL },
  { PP_METRIC_REQUESTS_5XX, COUNTER, "parapet_http_requests_total", "status=\"5xx\"", NULL },
  { PP_METRIC_REQUESTS_GONE, COUNTER, "parapet_http_requests_total", "status=\"gone\"", NULL },
  { PP_METRIC_REQUESTS_RUNNING, GAUGE, "parapet_http_requests_running", NULL, "Requests without an answer yet" },
  { PP_METRIC_RESPONSE_BYTES, COUNTER, "parapet_http_response_bytes_total", NULL, "Bytes of bodies sent" },
  { PP_METRIC_TOKENS_ACCEPTED, COUNTER, "parapet_tokens_total", "result=\"accepted\"", "Access tokens looked at" },
  { PP_METRIC_TOKENS_REFUSED, COUNTER, "parapet_tokens_total", "result=\"refused\"", NULL },
  { PP_METRIC_TOKENS_UNCHECKED, COUNTER, "parapet_tokens_total", "result=\"unchecked\"", NULL },
  { PP_METRIC_REQUEST_ERRORS, COUNTER, "parapet_graphql_errors_total", "kind=\"request\"", "Fields that failed" },
  { PP_METRIC_SERVER_ERRORS, COUNTER, "parapet_graphql_errors_total", "kind=\"server\"", NULL },
  { PP_METRIC_OPERATIONS, GAUGE, "parapet_subscriptions", NULL, "Operations that run over WebSocket" },
  { PP_METRIC_DATABASE_OPEN, GAUGE, "parapet_database_connections", NULL, "Connections to the database" },
  { PP_METRIC_DATABASE_IDLE, GAUGE, "parapet_database_idle", NULL, "Connections that do nothing" },
  { PP_METRIC_DATABASE_WAITING, GAUGE, "parapet_database_waiting", NULL, "Requests that wait for a connection" },
  { PP_METRIC_DATABASE_BATCHES, COUNTER, "parapet_database_batches_total", NULL, "Round trips to the database" },
  { PP_METRIC_DATABASE_REFUSED, COUNTER, "parapet_database_refused_total", NULL, "Requests refused for lack of it" },
  { PP_METRIC_DATABASE_RETRIES, COUNTER, "parapet_database_retries_total", NULL, "What was done again" },
  { PP_METRIC_DATABASE_CANCELLED, COUNTER, "parapet_database_cancelled_total", NULL, "Statements cancelled" },
  { PP_METRIC_DATABASE_FULL, COUNTER, "parapet_database_full_total", NULL, "What it had no room for" },
  { PP_METRIC_DATABASE_LOST, COUNTER, "parapet_database_lost_total", NULL, "Connections lost or not made" },
  { PP_METRIC_HAS_KEYS, GAUGE, "parapet_has_keys", NULL, "Whether the keys of all issuers are there" },
  { PP_METRIC_HAS_DATABASE, GAUGE, "parapet_has_database", NULL, "Whether the database answers and fits" },
  { PP_METRIC_MEMORY_BYTES, GAUGE, "parapet_memory_bytes", NULL, "Resident memory" },
  { PP_METRIC_STARTS, COUNTER, "parapet_starts_total", NULL, "How often the process was started" },
};

G_STATIC_ASSERT (G_N_ELEMENTS (table) == PP_N_METRICS);

/* In microseconds, as the text has them in seconds. */
static const struct {
  gint64 at_most;
  const char *text;
} buckets[] = {
  { 1000, "0.001" }, { 2500, "0.0025" }, { 5000, "0.005" }, { 10000, "0.01" }, { 25000, "0.025" }, { 50000, "0.05" },
  { 100000, "0.1" }, { 250000, "0.25" }, { 500000, "0.5" }, { 1000000, "1" }, { 2500000, "2.5" }, { 5000000, "5" },
  { 10000000, "10" }, { G_MAXINT64, "+Inf" },
};

typedef struct {
  _Atomic gint64 values[PP_N_METRICS];
  _Atomic gint64 durations[G_N_ELEMENTS (buckets)];
  _Atomic gint64 duration_sum;
  _Atomic gint64 heard;
} Figures;

struct _PpMetrics {
  int descriptor;
  guint n_processes;
  Figures *processes;
};

static Figures unread;
static Figures *own = &unread;

static PpMetrics *
map (int      descriptor,
     guint    n_processes,
     GError **error)
{
  void *memory = mmap (NULL, n_processes * sizeof (Figures), PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
  PpMetrics *self;

  if (memory == MAP_FAILED)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "Memory for figures cannot be shared: %s", g_strerror (errno));
      close (descriptor);
      return NULL;
    }
  self = g_new0 (PpMetrics, 1);
  self->descriptor = descriptor;
  self->n_processes = n_processes;
  self->processes = memory;
  return self;
}

/**
 * pp_metrics_new:
 * @n_processes: how many processes have figures
 * @error: return location for an error
 *
 * Returns: (transfer full): figures that are all 0
 */
PpMetrics *
pp_metrics_new (guint    n_processes,
                GError **error)
{
  int descriptor = memfd_create ("parapet-metrics", MFD_CLOEXEC);

  if (descriptor < 0 || ftruncate (descriptor, n_processes * sizeof (Figures)) != 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "Memory for figures cannot be had: %s", g_strerror (errno));
      if (descriptor >= 0)
        close (descriptor);
      return NULL;
    }
  return map (descriptor, n_processes, error);
}

/**
 * pp_metrics_new_shared:
 * @descriptor: (transfer full): that of pp_metrics_get_descriptor() in another process
 * @error: return location for an error
 *
 * Returns: (transfer full): the same figures
 */
PpMetrics *
pp_metrics_new_shared (int      descriptor,
                       GError **error)
{
  struct stat file;

  if (fstat (descriptor, &file) != 0 || file.st_size == 0 || file.st_size % sizeof (Figures) != 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "What was shared are not the figures");
      return NULL;
    }
  return map (descriptor, file.st_size / sizeof (Figures), error);
}

void
pp_metrics_free (PpMetrics *self)
{
  if (own >= self->processes && own < self->processes + self->n_processes)
    own = &unread;
  munmap (self->processes, self->n_processes * sizeof (Figures));
  close (self->descriptor);
  g_free (self);
}

int
pp_metrics_get_descriptor (PpMetrics *self)
{
  return self->descriptor;
}

guint
pp_metrics_get_n_processes (PpMetrics *self)
{
  return self->n_processes;
}

void
pp_metrics_write_as (PpMetrics *self,
                     guint      process)
{
  g_return_if_fail (process < self->n_processes);

  own = &self->processes[process];
}

/* Only the process itself writes its figures, so what is read of them can be late but never wrong. */
static gint64
get_value (_Atomic gint64 *value)
{
  return atomic_load_explicit (value, memory_order_relaxed);
}

static void
add_value (_Atomic gint64 *value,
           gint64          n)
{
  atomic_fetch_add_explicit (value, n, memory_order_relaxed);
}

void
pp_metrics_add (PpMetric metric,
                gint64   n)
{
  add_value (&own->values[metric], n);
}

void
pp_metrics_set (PpMetric metric,
                gint64   value)
{
  atomic_store_explicit (&own->values[metric], value, memory_order_relaxed);
}

void
pp_metrics_add_duration (gint64 duration_us)
{
  guint i = 0;

  while (duration_us > buckets[i].at_most)
    i++;
  add_value (&own->durations[i], 1);
  add_value (&own->duration_sum, duration_us);
}

void
pp_metrics_beat (void)
{
  atomic_store_explicit (&own->heard, g_get_monotonic_time (), memory_order_relaxed);
}

gint64
pp_metrics_get (PpMetrics *self,
                guint      process,
                PpMetric   metric)
{
  g_return_val_if_fail (process < self->n_processes, 0);

  return get_value (&self->processes[process].values[metric]);
}

gint64
pp_metrics_get_silence (PpMetrics *self,
                        guint      process)
{
  g_return_val_if_fail (process < self->n_processes, 0);

  return g_get_monotonic_time () - get_value (&self->processes[process].heard);
}

void
pp_metrics_forget (PpMetrics *self,
                   guint      process)
{
  g_return_if_fail (process < self->n_processes);

  for (guint i = 0; i < PP_N_METRICS; i++)
    if (table[i].kind == GAUGE)
      atomic_store_explicit (&self->processes[process].values[table[i].metric], 0, memory_order_relaxed);
  atomic_store_explicit (&self->processes[process].heard, 0, memory_order_relaxed);
}

/* --- The text --- */

static void
append_heading (GString    *out,
                const char *name,
                const char *help,
                const char *type)
{
  g_string_append_printf (out, "# HELP %s %s.\n# TYPE %s %s\n", name, help, name, type);
}

static void
append_durations (GString *out,
                  Figures *figures,
                  guint    process)
{
  gint64 count = 0;

  for (guint i = 0; i < G_N_ELEMENTS (buckets); i++)
    {
      count += get_value (&figures->durations[i]);
      g_string_append_printf (out, "parapet_http_request_duration_seconds_bucket{worker=\"%u\",le=\"%s\"} %"
                              G_GINT64_FORMAT "\n", process, buckets[i].text, count);
    }
  g_string_append_printf (out, "parapet_http_request_duration_seconds_sum{worker=\"%u\"} %.6f\n"
                          "parapet_http_request_duration_seconds_count{worker=\"%u\"} %" G_GINT64_FORMAT "\n", process,
                          get_value (&figures->duration_sum) / (double) G_USEC_PER_SEC, process, count);
}

char *
pp_metrics_to_text (PpMetrics *self)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < PP_N_METRICS; i++)
    {
      if (table[i].help != NULL)
        append_heading (out, table[i].name, table[i].help, table[i].kind == COUNTER ? "counter" : "gauge");
      for (guint process = 0; process < self->n_processes; process++)
        g_string_append_printf (out, "%s{worker=\"%u\"%s%s} %" G_GINT64_FORMAT "\n", table[i].name, process,
                                table[i].label != NULL ? "," : "", table[i].label != NULL ? table[i].label : "",
                                get_value (&self->processes[process].values[table[i].metric]));
    }
  append_heading (out, "parapet_http_request_duration_seconds", "How long requests take", "histogram");
  for (guint process = 0; process < self->n_processes; process++)
    append_durations (out, &self->processes[process], process);
  return g_string_free (out, FALSE);
}
