/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pp-heat-map.h"

G_BEGIN_DECLS

/**
 * PpMatrixShade:
 * @PP_MATRIX_SHADE_SEVERITY: cells show the highest open severity
 * @PP_MATRIX_SHADE_COVERAGE: cells show how far the mitigations have come
 */
typedef enum {
  PP_MATRIX_SHADE_SEVERITY,
  PP_MATRIX_SHADE_COVERAGE,
} PpMatrixShade;

/**
 * PpMatrixView:
 *
 * A heat map as a matrix in a scrolled window, which draws only what is seen of it; the names of the
 * tactics stay on top. The arrow keys, Home and End move a cursor; Enter, Space and the pointer activate a
 * cell. What a cell's shade says is also told by bars, a mark or a number, and by the name of the view.
 */
#define PP_TYPE_MATRIX_VIEW (pp_matrix_view_get_type ())
G_DECLARE_FINAL_TYPE (PpMatrixView, pp_matrix_view, PP, MATRIX_VIEW, GtkWidget)

/**
 * PpMatrixView::cursor-moved:
 * @self: the view
 *
 * PpMatrixView::activated:
 * @self: the view
 * @id: the technique
 */

GtkWidget  *pp_matrix_view_new           (void);
void        pp_matrix_view_set_map       (PpMatrixView  *self,
                                          PpHeatMap     *map,
                                          gboolean       only_used);
void        pp_matrix_view_set_shade     (PpMatrixView  *self,
                                          PpMatrixShade  shade);
void        pp_matrix_view_set_outlined  (PpMatrixView  *self,
                                          GHashTable    *techniques);
const char *pp_matrix_view_get_technique (PpMatrixView  *self);
gboolean    pp_matrix_view_select        (PpMatrixView  *self,
                                          const char    *id);
char       *pp_matrix_view_describe      (const PpHeatTechnique *technique);
char       *pp_matrix_view_describe_use  (const PpHeatTechnique *technique);

G_END_DECLS
