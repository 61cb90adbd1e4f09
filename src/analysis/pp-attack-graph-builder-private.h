/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-attack-graph-builder.h"
#include "pp-attack-graph-private.h"
#include "pp-attack-reader.h"

G_BEGIN_DECLS

struct _PpAttackGraphBuilder {
  /* owned */
  PpAttackReader  reader;
  PpAttackGraph  *result;
  GHashTable     *reached;      /* element → node + 1, keys borrowed from the places, as those that follow */
  GHashTable     *assets;
  GHashTable     *zones;        /* those out of which a flow leads: an attacker comes from there */
  GArray         *edges;        /* of PpGraphEdge, until the number of nodes is known */
  GArray         *capacities;   /* of gint64, by node */
  GPtrArray      *nodes;        /* the model's, by identifier */
  GPtrArray      *flows;
  char           *from;
  char           *to;

  /* borrowed */
  const PpOdds   *odds;         /* of whoever made it */

  /* state */
  guint           phase;
  guint           next;         /* in the list of the phase */
};

guint    _pp_attack_add_node      (PpAttackGraphBuilder *self,
                                   PpPlaceType           type,
                                   const char           *element,
                                   gint64                capacity);
/* Takes what @label owns. */
void     _pp_attack_add_edge      (PpAttackGraphBuilder *self,
                                   guint                 from,
                                   guint                 to,
                                   double                odds,
                                   gint64                capacity,
                                   PpAttackLabel         label);
void     _pp_attack_add_step      (PpAttackGraphBuilder *self,
                                   guint                 from,
                                   guint                 to,
                                   PpStep                how);
void     _pp_attack_add_free_step (PpAttackGraphBuilder *self,
                                   guint                 from,
                                   guint                 to,
                                   PpStep                how);
/* PP_GRAPH_NONE for what has no node. */
guint    _pp_attack_node_of       (GHashTable           *table,
                                   const char           *element);
void     _pp_attack_add_threats   (PpAttackGraphBuilder *self,
                                   const char           *element,
                                   guint                 from,
                                   guint                 to);
gboolean _pp_attack_read_drawn    (PpAttackGraphBuilder *self,
                                   const char           *id,
                                   const char           *target,
                                   PpAttackLabel        *label);
void     _pp_attack_add_flow      (PpAttackGraphBuilder *self,
                                   PpElement            *element);

G_END_DECLS
