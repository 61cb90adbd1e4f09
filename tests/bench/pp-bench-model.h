/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-model.h"

G_BEGIN_DECLS

/* A model for benchmarks: @n_nodes processes, stores and actors on a square grid in one layout, @n_edges
 * flows with labels between them (most to a neighbour, one in a hundred far away), and a threat at every
 * node. The same arguments give the same model. @layout_id: (out) (optional) (transfer full). */
PpModel *pp_bench_model_new (guint   n_nodes,
                             guint   n_edges,
                             char  **layout_id);

G_END_DECLS
