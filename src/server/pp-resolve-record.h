/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-model.h"
#include "pp-resolve.h"

G_BEGIN_DECLS

/* Each finds one thing of a model, by the identifiers of both, or a revision by its number; the result has a row that
 * is an object of its type, or none. */
extern const PpStatement pp_resolve_statement_node;
extern const PpStatement pp_resolve_statement_edge;
extern const PpStatement pp_resolve_statement_layout;
extern const PpStatement pp_resolve_statement_comment;
extern const PpStatement pp_resolve_statement_review;
extern const PpStatement pp_resolve_statement_revision;

void     pp_resolve_add_one  (PpBatch           *batch,
                              const PpStatement *statement,
                              const char        *model_id,
                              const char        *id);

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
GqlValue pp_resolve_graph_of (GqlCall           *call,
                              PpModel           *model,
                              gint64             revision);

G_END_DECLS
