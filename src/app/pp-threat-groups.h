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

/* Sorts items into groups and puts these into @groups, a store of PpThreatGroup, moving nothing that
 * can stay where it is. */
void pp_threat_groups_fill (GListStore           *groups,
                            PpModel              *model,
                            GPtrArray            *items,
                            const PpThreatFilter *filter);

G_END_DECLS
