/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-model.h"
#include "pp-resolve.h"

G_BEGIN_DECLS

/* Models of the past. Their objects are rows of results that the database never sent, so that all that answers for an
 * object of today answers for them; the rows of models and of threats have the model as #PpRow.extra. */

/* To make one takes as long as many fields do. */
#define PP_RESOLVE_PAST_COST 1000

#define PP_OID_UUID 2950
#define PP_OID_TEXT 25
#define PP_OID_INTEGER 23
#define PP_OID_TIME 1184
#define PP_OID_JSON 3802

/* (transfer none): lives as long as the execution. */
PGresult *_pp_past_new_result  (GqlCall     *call,
                                const Oid   *types,
                                int          n_columns);
void      _pp_past_set_uuid    (PGresult    *result,
                                int          row,
                                int          column,
                                const char  *text);
void      _pp_past_set_text    (PGresult    *result,
                                int          row,
                                int          column,
                                const char  *text);
void      _pp_past_set_integer (PGresult    *result,
                                int          row,
                                int          column,
                                gint64       number);
void      _pp_past_set_json    (PGresult    *result,
                                int          row,
                                int          column,
                                JsonNode    *node);

/* (nullable): the model that the objects of a call are, or are of, where that is one of the past. */
PpModel  *_pp_resolve_get_past (GqlCall     *call);

/* Each answers a call for a field of such a model. */
void      _pp_resolve_past_graph    (GqlCall       *call);
void      _pp_resolve_past_elements (GqlCall       *call,
                                     PpRecordType   type,
                                     const PpWords *words,
                                     PpPage        *page);
void      _pp_resolve_past_threats  (GqlCall       *call,
                                     PpPage        *page);
/* Of the model, or with @column ID, of threats. */
void      _pp_resolve_past_controls (GqlCall       *call,
                                     int            column);
void      _pp_resolve_past_layouts  (GqlCall       *call);

/* Whether the words that an argument names have a word among them; with @other, a word that is none of them. */
gboolean  _pp_resolve_wants_word    (GqlCall       *call,
                                     const char    *argument,
                                     const PpWords *words,
                                     const char    *other,
                                     const char    *word);

G_END_DECLS
