/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pp-model.h"

G_BEGIN_DECLS

/**
 * PpThreatRow:
 *
 * A row of a boxed list that shows a threat: its status as a glyph and a word, its title, number,
 * category and severity.
 */
#define PP_TYPE_THREAT_ROW (pp_threat_row_get_type ())
G_DECLARE_FINAL_TYPE (PpThreatRow, pp_threat_row, PP, THREAT_ROW, AdwActionRow)

GtkWidget  *pp_threat_row_new           (void);
void        pp_threat_row_show          (PpThreatRow *self,
                                         PpModel     *model,
                                         PpThreat    *threat);
const char *pp_threat_row_get_id        (PpThreatRow *self);

const char *pp_threat_status_get_icon   (const char  *status);

G_END_DECLS
