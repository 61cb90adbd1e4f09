/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gql-coerce-private.h"
#include "gql-request.h"

G_BEGIN_DECLS

struct _GqlRequest {
  /* owned */
  GqlSchema *schema;
  GqlDocument *document;
  GqlArena *arena;
  char *operation_name;
  gpointer context;
  GDestroyNotify context_destroy;

  /* borrowed */
  GqlErrorFunc error_func;
  gpointer error_data;

  /* state: values live in the arena */
  GqlValue variables;
  GqlValue root;
  GqlLimits limits;
  gboolean forbids_introspection;
  gatomicrefcount references;
};

/* Finds the operation, coerces its variables and reckons what it costs. NULL where something of that
 * fails; then the errors say what. */
const GqlNode *_gql_request_prepare (GqlRequest    *self,
                                     GqlArena      *arena,
                                     GqlVariables **variables,
                                     GPtrArray     *errors);

G_END_DECLS
