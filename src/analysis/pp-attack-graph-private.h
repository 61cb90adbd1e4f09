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
  PpStep  how;
  char   *threat;               /* nullable, like those that follow */
  char   *threat_id;
  char   *technique;
  char   *element;              /* where the threat stands */
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

G_END_DECLS
