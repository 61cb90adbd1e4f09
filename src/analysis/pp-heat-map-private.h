/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-heat-map.h"

G_BEGIN_DECLS

struct _PpHeatMap {
  GObject     parent_instance;

  /* Owned */
  PpAttack   *attack;
  GPtrArray  *tactics;          /* PpHeatTactic */
  GHashTable *techniques;       /* identifier, borrowed from the catalogue → PpHeatTechnique */
  GHashTable *in_place;         /* identifiers of mitigations */
  GHashTable *named;            /* “element/technique” of what findings were tried on */
  GHashTable *seen;             /* technique and threat, as a string */

  /* State */
  PpMatrix    matrix;
};

void _pp_heat_map_read_model (PpHeatMap  *self,
                              PpModel    *model,
                              PpAnalysis *analysis);
void _pp_heat_map_sum_up     (PpHeatMap  *self);

G_END_DECLS
