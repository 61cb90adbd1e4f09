/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-resolve.h"

G_BEGIN_DECLS

/* The columns of objects of the types Node and Edge. Edges of the past have their nodes as #PpRow.extra. */
enum { KEY, MODEL, ID, KIND, NAME, NODE_PARENT, NODE_PROPERTIES, NODE_DOCUMENT, N_NODE_COLUMNS };
enum { EDGE_SOURCE = NODE_PARENT, EDGE_TARGET, EDGE_PROPERTIES, EDGE_DOCUMENT, N_EDGE_COLUMNS };

void _pp_resolve_past_ends (GqlCall *call,
                            int      column);

G_END_DECLS
