/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-model.h"
#include "pp-resolve.h"

G_BEGIN_DECLS

/* Each finds one thing of a model; the result has a row that is an object of its type, or none. */
void pp_resolve_node_add_statement     (PpBatch    *batch,
                                        const char *model_id,
                                        const char *id);
void pp_resolve_edge_add_statement     (PpBatch    *batch,
                                        const char *model_id,
                                        const char *id);
void pp_resolve_layout_add_statement   (PpBatch    *batch,
                                        const char *model_id,
                                        const char *id);
void pp_resolve_comment_add_statement  (PpBatch    *batch,
                                        const char *model_id,
                                        const char *id);
void pp_resolve_review_add_statement   (PpBatch    *batch,
                                        const char *model_id,
                                        const char *id);
void pp_resolve_revision_add_statement (PpBatch    *batch,
                                        const char *model_id,
                                        gint64      number);

/* The columns of an object of the type Revision. */
enum {
  PP_REVISION_KEY,
  PP_REVISION_MODEL,
  PP_REVISION_NUMBER,
  PP_REVISION_AT,
  PP_REVISION_BY,
  PP_REVISION_NOTE,
  PP_REVISION_LABEL,
  PP_REVISION_ORDER,
};

/* A graph that is not in the database: that of a model as it was. */
GqlValue pp_resolve_graph_of           (GqlCall    *call,
                                        PpModel    *model,
                                        gint64      revision);

G_END_DECLS
