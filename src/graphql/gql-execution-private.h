/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gql-call.h"
#include "gql-request-private.h"
#include "gql-response.h"
#include "gql-stream.h"

G_BEGIN_DECLS

/* Execution goes level by level. A level is all objects of one type that stand at one place of the
 * operation, through all lists above it; each field of the selection there is asked once for all of them,
 * and has a column with a value for each object. Objects among the values make up the next levels.
 * Nothing is nulled on the way: when all columns are full, the answer is written from the first level
 * down, and there errors and nulls go up as the specification says. So the answer does not depend on
 * which resolver was faster. */

typedef struct _GqlExecution GqlExecution;
typedef struct _GqlLevel GqlLevel;
typedef struct _GqlSelected GqlSelected;

/* Kinds of values that only columns have. */
enum {
  GQL_VALUE_OBJECT_OF_LEVEL = GQL_VALUE_POINTER + 1,
  GQL_VALUE_TYPED_POINTER,
  GQL_VALUE_ERROR,
};

/* What a GQL_VALUE_TYPED_POINTER points to. */
typedef struct {
  const GqlType *type;
  gpointer pointer;
} GqlTypedPointer;

/* A field of an answer, with all places of the document that ask for it. */
struct _GqlSelected {
  const char *response_name;
  const char *prefix;             /* what stands before the value as JSON, once it has been written */
  gsize prefix_length;
  const GqlField *field;
  const GqlNode **nodes;
  guint n_nodes;
  guint n_nodes_allocated;
  GqlValue *column;               /* a value for each object; all of them null where there is no column */
  GqlWriteFunc write;             /* what writes the values instead */
  gconstpointer write_data;
};

struct _GqlLevel {
  const GqlType *type;
  const GqlValue *objects;
  guint n_objects;
  GqlSelected *selected;
  guint n_selected;
  /* A GQL_VALUE_ERROR where the selection could not be read. */
  GqlValue error;
};

typedef void (*GqlExecutionDone) (GqlExecution *execution,
                                  gpointer      user_data);

struct _GqlExecution {
  /* owned */
  GqlRequest *request;
  GqlArena *arena;
  GqlVariables *variables;
  GCancellable *cancellable;
  GPtrArray *errors;

  /* borrowed */
  const GqlNode *operation;
  GqlLevel *root;
  GqlExecutionDone done;
  gpointer done_data;

  /* state */
  GqlValue root_object;
  guint n_pending;
  gsize n_values;                 /* of which the answer will consist, more or less */
  guint next_field;
  gboolean is_advancing;
  gboolean is_done;
  gatomicrefcount references;
};

struct _GqlCall {
  GqlExecution *execution;
  GqlLevel *level;
  GqlSelected *selected;
  GqlValue arguments;
  /* Of the call that opens a subscription. */
  GqlStream *stream;
};

GqlExecution *_gql_execution_new           (GqlRequest        *request,
                                            GCancellable      *cancellable);
GqlExecution *_gql_execution_ref           (GqlExecution      *self);
void          _gql_execution_unref         (GqlExecution      *self);
void          _gql_execution_start         (GqlExecution      *self,
                                            GqlExecutionDone   done,
                                            gpointer           user_data);
/* Finds the operation and what its root is asked for; FALSE where that fails. */
gboolean      _gql_execution_prepare       (GqlExecution      *self);
GqlResponse  *_gql_execution_take_response (GqlExecution      *self);

gboolean      _gql_collect_fields          (GqlExecution      *self,
                                            const GqlType     *type,
                                            const GqlNode    **parents,
                                            guint              n_parents,
                                            GqlLevel          *level,
                                            GError           **error);
GqlCall      *_gql_call_new                (GqlExecution      *execution,
                                            GqlLevel          *level,
                                            GqlSelected       *selected,
                                            GError           **error);
void          _gql_call_free               (GqlCall           *self);
void          _gql_call_done               (GqlCall           *self);
void          _gql_run_level               (GqlExecution      *self,
                                            GqlLevel          *level);
void          _gql_run_field               (GqlExecution      *self,
                                            GqlLevel          *level,
                                            GqlSelected       *selected);
void          _gql_set_value               (GqlExecution      *self,
                                            const GqlLevel    *level,
                                            GqlSelected       *selected,
                                            guint              index,
                                            GqlValue           value);
void          _gql_complete_column         (GqlExecution      *self,
                                            GqlLevel          *level,
                                            GqlSelected       *selected);
GqlValue      _gql_execution_take_error    (GqlExecution      *self,
                                            GError            *error);
GqlResponse  *_gql_write_response          (GqlExecution      *self);
GqlResponse  *_gql_write_field_error       (GqlExecution      *self,
                                            GqlSelected       *selected,
                                            GError            *error);
void          _gql_stream_opened           (GqlStream         *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GqlExecution, _gql_execution_unref)

G_END_DECLS
