/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-write.h"

G_BEGIN_DECLS

/**
 * PpWriteState:
 * @revision: the model's revision
 * @marking: what stands on the model
 * @recipients: (array zero-terminated=1): whom it is for, where it is for some only
 * @inside: (nullable): the join of the markings of what stands in it
 * @weight: what was changed since the last snapshot
 * @n_nodes: how many nodes it has
 * @n_edges: how many edges it has
 * @label: what the database calls its marking
 *
 * A model as it was found.
 */
typedef struct {
  gint64      revision;
  PpMarking  *marking;
  char      **recipients;
  PpMarking  *inside;
  gint64      weight;
  gint64      n_nodes;
  gint64      n_edges;
  char        label[PP_UUID_BYTES];
} PpWriteState;

void pp_write_state_clear (PpWriteState *self);

/**
 * PpWritePlan:
 *
 * What a revision does: its changes, and how the model and the revision are marked. It is made without a database.
 */
typedef struct {
  GPtrArray *changes;
  PpMarking *marking;           /* of the model from now on */
  char **recipients;
  PpMarking *content;           /* of the revision: of what was there before and after */
  char **content_recipients;
  gboolean   is_lowering;
  gboolean   moves_nodes;       /* into others */
} PpWritePlan;

PpWritePlan *pp_write_plan_new  (const PpWriteRequest  *request,
                                 const PpWriteState    *state,
                                 PpDraft               *draft,
                                 PpCaller              *caller,
                                 GError               **error);
void         pp_write_plan_free (PpWritePlan           *self);
/* Whether nothing would be otherwise than before. */
gboolean     pp_write_plan_is_empty (const PpWritePlan  *self,
                                     const PpWriteState *state);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpWritePlan, pp_write_plan_free)

G_END_DECLS
