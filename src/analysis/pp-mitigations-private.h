/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-attack-graph-private.h"
#include "pp-mitigations.h"

G_BEGIN_DECLS

struct _PpMitigations {
  PpAttackGraph *graph;
  GArray        *steps;         /* of guint: edges that lie on a way from the start to the end */
  guint          next;          /* of these */
  guint8        *is_between;    /* by node: it lies on such a way */
  GHashTable    *by_key;        /* key → PpMitigation, borrowed */
  GPtrArray     *candidates;    /* of PpMitigation, in the order of the steps */
  gint64         flow_cost;
  gint64         element_cost;
};

/* Takes the key over. */
PpMitigation *_pp_mitigation_new            (PpMitigationType  type,
                                             char             *key,
                                             const char       *element,
                                             gint64            cost);
/* Takes a candidate over, or gives it up for one with the same key. */
PpMitigation *_pp_mitigations_take_candidate (PpMitigations   *self,
                                             PpMitigation     *candidate);

G_END_DECLS
