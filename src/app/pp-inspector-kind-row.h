/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pp-kinds.h"

G_BEGIN_DECLS

/**
 * PpInspectorKindRow:
 *
 * A row of a boxed list that shows a kind and opens a list of all kinds with a search.
 */
#define PP_TYPE_INSPECTOR_KIND_ROW (pp_inspector_kind_row_get_type ())
G_DECLARE_FINAL_TYPE (PpInspectorKindRow, pp_inspector_kind_row, PP, INSPECTOR_KIND_ROW,
                      AdwActionRow)

/**
 * PpInspectorKindRow::chosen:
 * @self: the row
 * @kind: the identifier of the kind that a person chose
 */

/* Which kinds the row offers. */
typedef enum {
  PP_INSPECTOR_KINDS_OF_NODES,
  PP_INSPECTOR_KINDS_OF_EDGES,
} PpInspectorKinds;

GtkWidget *pp_inspector_kind_row_new       (void);
void       pp_inspector_kind_row_set_kinds (PpInspectorKindRow *self,
                                            PpKinds            *kinds);
void       pp_inspector_kind_row_show      (PpInspectorKindRow *self,
                                            PpInspectorKinds    offer,
                                            const char         *kind);
void       pp_inspector_kind_row_show_mixed (PpInspectorKindRow *self,
                                            PpInspectorKinds    offer);

G_END_DECLS
