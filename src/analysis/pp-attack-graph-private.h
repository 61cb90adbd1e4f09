/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-attack-graph.h"

G_BEGIN_DECLS

/* What a node of the graph stands for. */
typedef enum {
  PP_PLACE_HUB,                 /* nothing that people see: start, end, a zone, credentials */
  PP_PLACE_REACHED,
  PP_PLACE_CONTROLLED,
  PP_PLACE_FLOW,
} PpPlaceType;

typedef struct {
  PpPlaceType  type;
  char        *element;         /* NULL for a hub */
} PpAttackPlace;

typedef struct {
  PpStep       how;
  gboolean     is_stored;       /* the threat is a record, not only found */
  const char  *severity;        /* interned; of a threat */
  double       past_controls;
  char        *threat;          /* nullable, like those that follow */
  char        *threat_id;
  char        *technique;
  char        *tactic;
  char        *element;         /* where the threat stands; the zone or the host that the step is in */
} PpAttackLabel;

struct _PpAttackGraph {
  gatomicrefcount  ref_count;
  PpGraph         *graph;
  GArray          *places;      /* of PpAttackPlace, by the graph's nodes */
  GArray          *labels;      /* of PpAttackLabel, by the graph's edges */
  GHashTable      *controlled;  /* element → node + 1, keys borrowed from the places */
  GPtrArray       *sources;     /* of char * */
  GPtrArray       *assets;      /* of char * */
  guint            start;
  guint            end;
};

static inline const PpAttackPlace *
_pp_attack_place (PpAttackGraph *self,
                  guint          node)
{
  return &g_array_index (self->places, PpAttackPlace, node);
}

static inline const PpAttackLabel *
_pp_attack_label (PpAttackGraph *self,
                  guint          edge)
{
  return &g_array_index (self->labels, PpAttackLabel, edge);
}

/* Empty, to be filled by a builder. */
PpAttackGraph *_pp_attack_graph_new       (void);
void           _pp_attack_label_clear     (gpointer       label);
/* The likeliest odds with which each asset falls, in the order of the assets; what is marked as gone is
 * left out. */
double        *_pp_attack_graph_odds_of_assets (PpAttackGraph *self,
                                           const guint8  *gone_nodes,
                                           const guint8  *gone_edges);
PpAttackPath  *_pp_attack_path_new        (PpAttackGraph     *self,
                                           const PpGraphPath *found);

G_END_DECLS
