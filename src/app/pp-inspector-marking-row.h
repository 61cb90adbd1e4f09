/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pp-inspector-subject.h"

G_BEGIN_DECLS

/**
 * PpInspectorMarkingRow:
 *
 * A row of a boxed list that shows the marking of a subject's records in short, and unfolds to a
 * choice for each scheme and the caveats.
 */
#define PP_TYPE_INSPECTOR_MARKING_ROW (pp_inspector_marking_row_get_type ())
G_DECLARE_FINAL_TYPE (PpInspectorMarkingRow, pp_inspector_marking_row, PP, INSPECTOR_MARKING_ROW,
                      AdwExpanderRow)

GtkWidget *pp_inspector_marking_row_new  (void);
void       pp_inspector_marking_row_bind (PpInspectorMarkingRow *self,
                                          PpInspectorSubject    *subject);
void       pp_inspector_marking_row_flush (PpInspectorMarkingRow *self);

G_END_DECLS
