/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-api.h"

G_BEGIN_DECLS

/**
 * PpDeedCheck:
 * @results: (element-type PGresult): what the statements of the deed found; the first one is that of the caller
 * @error: return location for a #PpApiError
 *
 * Returns: whether that is what was wanted
 */
typedef gboolean (*PpDeedCheck) (GPtrArray  *results,
                                 GError    **error);

/**
 * PpDeed:
 * @action: what the audit calls it
 * @model_id: (nullable): the model that it is about
 * @event: (nullable): what those who follow the model are told
 * @batch: what is done, from pp_caller_new_batch()
 * @ends_model: whether the model goes when all of that is done
 * @check: (nullable): looks at it; without one, the last statement must have found a row
 *
 * Something that is done and is no revision: a remark, a review. It stands in the audit, in the same transaction.
 */
typedef struct {
  const char  *action;
  const char  *model_id;
  const char  *event;
  PpBatch     *batch;
  gboolean     ends_model;
  PpDeedCheck  check;
} PpDeed;

void     pp_deed_async          (PpDatabase           *database,
                                 PpCaller             *caller,
                                 const PpDeed         *deed,
                                 GCancellable         *cancellable,
                                 GAsyncReadyCallback   callback,
                                 gpointer              user_data);
/* @id is what the last statement of the batch found, where that is an identifier. */
gboolean pp_deed_finish         (PpDatabase           *database,
                                 GAsyncResult         *result,
                                 char                **id,
                                 GError              **error);

/* Notes in the audit that somebody wanted to do something, and may not. */
void     pp_deed_refused_async  (PpDatabase           *database,
                                 PpCaller             *caller,
                                 const char           *action,
                                 const char           *object_id,
                                 const GError         *reason,
                                 GAsyncReadyCallback   callback,
                                 gpointer              user_data);

/* The row of the audit that a deed leaves, or a revision; @statement says which. */
void     pp_deed_add_audit      (PpBatch              *batch,
                                 const PpStatement    *statement,
                                 const char           *object_id,
                                 PpCaller             *caller,
                                 const char           *action,
                                 const char           *reason);

G_END_DECLS
