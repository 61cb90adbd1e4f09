/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-attack-graph.h"

G_BEGIN_DECLS

/**
 * PpAttackGraphBuilder:
 *
 * Makes a graph of attacks out of a model in pieces, so that a window does not stand still. The model
 * must not change between the first piece and the last.
 */
typedef struct _PpAttackGraphBuilder PpAttackGraphBuilder;

PpAttackGraphBuilder *pp_attack_graph_builder_new    (PpModel              *model,
                                                      PpAnalysis           *analysis,
                                                      const PpOdds         *odds,
                                                      const char           *from,
                                                      const char           *to);
void                  pp_attack_graph_builder_free   (PpAttackGraphBuilder *self);
/* Main thread: reads on until @deadline, in monotonic microseconds; TRUE when all is read. */
gboolean              pp_attack_graph_builder_step   (PpAttackGraphBuilder *self,
                                                      gint64                deadline);
/* Main thread: puts the graph together, and frees the builder. */
PpAttackGraph        *pp_attack_graph_builder_finish (PpAttackGraphBuilder *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpAttackGraphBuilder, pp_attack_graph_builder_free)

G_END_DECLS
