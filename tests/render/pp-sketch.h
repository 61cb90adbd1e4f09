/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-edit.h"
#include "pp-history.h"
#include "pp-kinds.h"
#include "pp-model.h"

G_BEGIN_DECLS

/* Small models for the tests of this folder: one layout, called "layout". */
#define SKETCH_LAYOUT "layout"

PpModel  *sketch_new       (void);
/* Before a scene looks on: the model says nothing of these. */
void      sketch_add       (PpModel      *model,
                            PpRecordType  type,
                            const char   *id,
                            const char   *format,
                            ...) G_GNUC_PRINTF (4, 5);
void      sketch_node      (PpModel      *model,
                            const char   *id,
                            const char   *kind,
                            double        x,
                            double        y,
                            double        width,
                            double        height);
void      sketch_edge      (PpModel      *model,
                            const char   *id,
                            const char   *source,
                            const char   *target);
/* Changes that a scene follows. */
void      sketch_place     (PpModel      *model,
                            const char   *id,
                            const PpPlacement *placement);
void      sketch_set       (PpModel      *model,
                            const char   *id,
                            const char   *field,
                            const char   *json);
/* Nodes at random places, not on top of each other, with random edges. */
PpModel  *sketch_new_random (GRand       *random,
                            guint         n_nodes,
                            guint         n_edges);

G_END_DECLS
