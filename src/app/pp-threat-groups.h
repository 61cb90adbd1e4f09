/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-threat-line.h"

G_BEGIN_DECLS

/**
 * PpThreatFilter:
 * @by_category: group by category, not by element
 * @show: `open`, `decided`, `gone` or `all`
 * @least_severity: 0 to 3; what is undecided counts as low
 * @text: (nullable): folded; what title, category or element must contain
 */
typedef struct {
  gboolean    by_category;
  const char *show;
  int         least_severity;
  const char *text;
} PpThreatFilter;

/**
 * PpThreatFill:
 *
 * Sorts items into groups and puts these into a store of PpThreatGroup, moving nothing that can stay where it is.
 * Thousands of items take longer than a frame, so that is done in steps.
 */
typedef struct _PpThreatFill PpThreatFill;

PpThreatFill *pp_threat_fill_new  (GListStore           *groups,
                                   PpModel              *model,
                                   GPtrArray            *items,
                                   const PpThreatFilter *filter);
/* Sees to about @n_items more. Returns: whether there is something left */
gboolean      pp_threat_fill_step (PpThreatFill         *self,
                                   guint                 n_items);
void          pp_threat_fill_free (PpThreatFill         *self);

G_END_DECLS
