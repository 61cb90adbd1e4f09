/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PpMetric:
 *
 * What is counted (names that tell of something that happened) or measured (names that tell of what there is). The
 * names under which others read them, and what they mean, stand in the table of `pp-metrics.c`, row by row.
 */
typedef enum {
  PP_METRIC_REQUESTS_1XX,
  PP_METRIC_REQUESTS_2XX,
  PP_METRIC_REQUESTS_3XX,
  PP_METRIC_REQUESTS_4XX,
  PP_METRIC_REQUESTS_5XX,
  PP_METRIC_REQUESTS_GONE,
  PP_METRIC_REQUESTS_RUNNING,
  PP_METRIC_RESPONSE_BYTES,
  PP_METRIC_TOKENS_ACCEPTED,
  PP_METRIC_TOKENS_REFUSED,
  PP_METRIC_TOKENS_UNCHECKED,
  PP_METRIC_REQUEST_ERRORS,
  PP_METRIC_SERVER_ERRORS,
  PP_METRIC_OPERATIONS,
  PP_METRIC_DATABASE_OPEN,
  PP_METRIC_DATABASE_IDLE,
  PP_METRIC_DATABASE_WAITING,
  PP_METRIC_DATABASE_BATCHES,
  PP_METRIC_DATABASE_REFUSED,
  PP_METRIC_DATABASE_RETRIES,
  PP_METRIC_DATABASE_CANCELLED,
  PP_METRIC_DATABASE_FULL,
  PP_METRIC_DATABASE_LOST,
  PP_METRIC_HAS_KEYS,
  PP_METRIC_HAS_DATABASE,
  PP_METRIC_MEMORY_BYTES,
  PP_METRIC_STARTS,
  PP_N_METRICS,
} PpMetric;

/**
 * PpMetrics:
 *
 * The figures of some processes, in memory that they share: each writes its own, and any of them can read all.
 */
typedef struct _PpMetrics PpMetrics;

PpMetrics *pp_metrics_new        (guint       n_processes,
                                  GError    **error);
PpMetrics *pp_metrics_new_shared (int         descriptor,
                                  GError    **error);
void       pp_metrics_free       (PpMetrics  *self);
int        pp_metrics_get_descriptor (PpMetrics *self);
guint      pp_metrics_get_n_processes (PpMetrics *self);

/* From here on this process writes the figures of @process, which go on from where they stand. Before, and without
 * this, they are kept for nobody to read. */
void       pp_metrics_write_as   (PpMetrics  *self,
                                  guint       process);

void       pp_metrics_add        (PpMetric    metric,
                                  gint64      n);
void       pp_metrics_set        (PpMetric    metric,
                                  gint64      value);
/* How long a request took. */
void       pp_metrics_add_duration (gint64    duration_us);
/* Says that this process is alive. */
void       pp_metrics_beat       (void);

gint64     pp_metrics_get        (PpMetrics  *self,
                                  guint       process,
                                  PpMetric    metric);
/* For how many microseconds nothing was heard of a process. */
gint64     pp_metrics_get_silence (PpMetrics *self,
                                  guint       process);
/* What a process said is no longer so, since it ended; what it counted stays. */
void       pp_metrics_forget     (PpMetrics  *self,
                                  guint       process);
/* In the text format of Prometheus. */
char      *pp_metrics_to_text    (PpMetrics  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpMetrics, pp_metrics_free)

G_END_DECLS
