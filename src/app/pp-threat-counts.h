/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PP_TYPE_THREAT_COUNTS (pp_threat_counts_get_type ())
G_DECLARE_FINAL_TYPE (PpThreatCounts, pp_threat_counts, PP, THREAT_COUNTS, GtkWidget)

/* How many threats are open by severity, the worst first. Where there is too little room the least
 * severe are left out, whole words at a time; the tooltip tells all. */
void pp_threat_counts_set (PpThreatCounts *self,
                           const guint     by_severity[4]);

G_END_DECLS
