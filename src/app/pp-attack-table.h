/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pp-heat-map.h"

G_BEGIN_DECLS

/* A heat map as a table: the techniques, or the groups. Both are lists of rows with cells of text, each with
 * a number to sort by. */

#define PP_TYPE_ATTACK_ROW (pp_attack_row_get_type ())
G_DECLARE_FINAL_TYPE (PpAttackRow, pp_attack_row, PP, ATTACK_ROW, GObject)

#define PP_ATTACK_TABLE_MAX_COLUMNS 6
/* The column of a technique's open threats. */
#define PP_ATTACK_TABLE_THREATS 3

const char *pp_attack_row_get_id              (PpAttackRow   *self);
const char *pp_attack_row_get_text            (PpAttackRow   *self,
                                               guint          column);

GListStore *pp_attack_table_list_techniques   (PpHeatMap     *map,
                                               gboolean       only_used);
GListStore *pp_attack_table_list_groups       (PpHeatMap     *map);
void        pp_attack_table_add_technique_columns (GtkColumnView *view);
void        pp_attack_table_add_group_columns (GtkColumnView *view);

G_END_DECLS
