/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-run.h"

G_BEGIN_DECLS

typedef struct {
  PpRun      *run;
  PpSubjects *subjects;
  GHashTable *touched;
  GHashTable *values;        /* sets of identifiers: what to read again */
  GHashTable *structure;     /* elements that came, went or were hung elsewhere */
  GHashTable *moved;
  GArray     *derive;        /* places whose derived values may be different */
  GArray     *cross;         /* flows whose crossings may be different */
  GArray     *came;          /* places that are new */
} PpRunUpdate;

void _pp_run_update_derive_later      (PpRunUpdate     *self,
                                       guint            place);
void _pp_run_update_cross_flows_later (PpRunUpdate     *self,
                                       const PpSubject *subject);
void _pp_run_update_mark_end          (PpRunUpdate     *self,
                                       guint            place);
void _pp_run_update_mark_zone         (PpRunUpdate     *self,
                                       guint            zone);

void _pp_run_update_places            (PpRunUpdate     *self);
void _pp_run_update_values            (PpRunUpdate     *self);

G_END_DECLS
