/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-batch.h"

G_BEGIN_DECLS

typedef struct {
  const PpStatement *statement;
  guint first;
  guint n_bound;
} PpBatchItem;

guint              _pp_batch_get_n_items (PpBatch           *self);
const PpBatchItem *_pp_batch_get_item    (PpBatch           *self,
                                          guint              index);
/* What is bound to an item: @n_bound texts, of which each may be NULL. */
const char * const *_pp_batch_get_bound (PpBatch           *self,
                                          const PpBatchItem *item);

G_END_DECLS
