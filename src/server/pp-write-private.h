/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-transaction.h"
#include "pp-write-plan.h"

G_BEGIN_DECLS

/* A revision on its way, see pp-write.c. */
typedef struct {
  const PpWriteRequest *request;        /* borrowed */
  PpCaller *caller;

  PpDraft *draft;
  PpWritePlan *plan;
  PpWriteState state;
  PpWriteResult result;
  GError *error;                        /* why there is no plan */
  char label[PP_UUID_BYTES];            /* of the model from now on */
  char content_label[PP_UUID_BYTES];    /* of the revision */
  gboolean looks_for_request;           /* it may have been carried out before */
  guint raised;                         /* which result is the model's row as it was written */
} PpWrite;

void     _pp_write_add          (PpWrite            *self,
                                 PpBatch            *batch,
                                 const PpStatement  *statement);
void     _pp_write_bind_ids     (PpBatch            *batch,
                                 GPtrArray          *ids);

/* What is there: the statements of a batch of their own, and what they found. */
void     _pp_write_ask          (PpWrite            *self,
                                 PpBatch            *batch);
gboolean _pp_write_read         (PpWrite            *self,
                                 GPtrArray          *results,
                                 GError            **error);
gboolean _pp_write_is_stale     (PpWrite            *self,
                                 GPtrArray          *results);
void     _pp_write_read_since   (PpWrite            *self,
                                 const PGresult     *rows);

/* What is written. */
void     _pp_write_add_records  (PpWrite            *self,
                                 PpBatch            *batch);
void     _pp_write_add_labels   (PpWrite            *self,
                                 PpBatch            *batch);
gboolean _pp_write_is_marked_otherwise (PpWrite     *self);
void     _pp_write_add_model    (PpWrite            *self,
                                 PpBatch            *batch);
void     _pp_write_add_revision (PpWrite            *self,
                                 PpBatch            *batch);
void     _pp_write_add_audit    (PpWrite            *self,
                                 PpBatch            *batch);

G_END_DECLS
