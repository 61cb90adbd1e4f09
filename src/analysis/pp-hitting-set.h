/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The cheapest set of things that has one of each of several sets. NP-hard, so the search has a budget: it
 * is exact as long as that lasts, and says how far it may be off after that. */
typedef struct {
  GArray       *costs;          /* of gint64, by thing; borrowed */
  GPtrArray    *sets;           /* of GArray of guint */
  GArray       *best;           /* of guint: the answer, ascending */
  gint64        best_cost;
  gint64        bound;          /* no answer costs less */
  guint         budget;         /* steps that are left */

  /*< private >*/
  GArray       *chosen;
  GArray       *barred;
  guint8       *is_chosen;
  guint8       *is_barred;
  guint8       *is_used;
} PpHittingSet;

void     _pp_hitting_set_init  (PpHittingSet *self,
                                GArray       *costs,
                                guint         budget);
void     _pp_hitting_set_clear (PpHittingSet *self);
/* Takes a set over; it must not be empty. */
void     _pp_hitting_set_add   (PpHittingSet *self,
                                GArray       *set);
void     _pp_hitting_set_solve (PpHittingSet *self);

G_END_DECLS
