/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define PP_CVSS_ERROR (pp_cvss_error_quark ())
GQuark pp_cvss_error_quark (void);

/**
 * PpCvssError:
 * @PP_CVSS_ERROR_INVALID: the text is not a vector of CVSS 4.0
 */
typedef enum {
  PP_CVSS_ERROR_INVALID,
} PpCvssError;

/**
 * PpCvssGroup: what a metric is for (CVSS 4.0 specification, section 1.2)
 * @PP_CVSS_BASE: what does not change; every vector has these
 * @PP_CVSS_THREAT: how far attacks have come
 * @PP_CVSS_ENVIRONMENTAL: what is different at this place
 * @PP_CVSS_SUPPLEMENTAL: further words, without weight in the score
 */
typedef enum {
  PP_CVSS_BASE,
  PP_CVSS_THREAT,
  PP_CVSS_ENVIRONMENTAL,
  PP_CVSS_SUPPLEMENTAL,
} PpCvssGroup;

/**
 * PpCvssMetric:
 * @name: as in vectors, such as `AV`
 * @label: in English, for translation
 * @values: (array zero-terminated=1): its values as in vectors; `X` (not defined) comes first where a
 *   metric may be left out
 * @group: what it is for
 */
typedef struct {
  const char         *name;
  const char         *label;
  const char * const *values;
  PpCvssGroup         group;
} PpCvssMetric;

#define PP_CVSS_N_METRICS 32

/**
 * PpCvss:
 * @values: for each metric the number of its value
 *
 * A vector of CVSS 4.0.
 */
typedef struct {
  guint8 values[PP_CVSS_N_METRICS];
} PpCvss;

const PpCvssMetric *pp_cvss_get_metrics  (guint         *n_metrics);
const char         *pp_cvss_value_label  (guint          metric,
                                          guint          value);
gboolean            pp_cvss_parse        (const char    *text,
                                          PpCvss        *vector,
                                          GError       **error);
char               *pp_cvss_to_string    (const PpCvss  *vector);
guint               pp_cvss_get_score    (const PpCvss  *vector);
const char         *pp_cvss_get_severity (guint          score);

G_END_DECLS
