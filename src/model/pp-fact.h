/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * PpTruth:
 * @PP_TRUTH_UNKNOWN: nobody has said
 * @PP_TRUTH_NO: said to be so not
 * @PP_TRUTH_YES: said to be so
 *
 * The three values of a yes/no fact. Unknown is not "no".
 */
typedef enum {
  PP_TRUTH_UNKNOWN,
  PP_TRUTH_NO,
  PP_TRUTH_YES,
} PpTruth;

/**
 * PpFactSource:
 * @PP_FACT_SOURCE_PERSON: a person said it
 * @PP_FACT_SOURCE_IMPORTED: it stood in a file that was read
 * @PP_FACT_SOURCE_OBSERVED: it was seen in traffic
 * @PP_FACT_SOURCE_DEFAULT: it came with the kind
 */
typedef enum {
  PP_FACT_SOURCE_PERSON,
  PP_FACT_SOURCE_IMPORTED,
  PP_FACT_SOURCE_OBSERVED,
  PP_FACT_SOURCE_DEFAULT,
} PpFactSource;

/* A fact is the JSON object { "value": true | false | text | number | list, "source": "person",
 * "evidence": "text" }; a fact that is absent is unknown. */

const char   *pp_fact_source_to_string   (PpFactSource  source);
gboolean      pp_fact_source_from_string (const char   *text,
                                          PpFactSource *source);
gboolean      pp_fact_is_valid           (JsonNode     *node);
JsonNode     *pp_fact_new                (JsonNode     *value,
                                          PpFactSource  source,
                                          const char   *evidence);
JsonNode     *pp_fact_new_truth          (PpTruth       truth,
                                          PpFactSource  source,
                                          const char   *evidence);
JsonNode     *pp_fact_get_value          (JsonNode     *fact);
PpTruth       pp_fact_get_truth          (JsonNode     *fact);
PpFactSource  pp_fact_get_source         (JsonNode     *fact);
const char   *pp_fact_get_evidence       (JsonNode     *fact);

G_END_DECLS
