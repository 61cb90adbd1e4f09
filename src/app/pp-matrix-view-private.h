/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-matrix-view.h"

G_BEGIN_DECLS

/* Sizes at the usual size of text; they grow with it. */
#define PP_MATRIX_COLUMN_WIDTH_PX 148
#define PP_MATRIX_ROW_HEIGHT_PX 42
#define PP_MATRIX_HEADER_HEIGHT_PX 44

/* The first tactic is column 0, wherever it is seen: in languages that are written to the left it is on the right. */
typedef struct {
  int column;
  int row;
} PpMatrixPlace;

struct _PpMatrixView {
  GtkWidget      parent_instance;

  /* owned */
  PpHeatMap     *map;
  GPtrArray     *columns;       /* of GPtrArray of PpHeatTechnique, borrowed from the map */
  GHashTable    *outlined;      /* nullable: identifiers */
  PangoLayout   *layout;

  /* borrowed: those of the scrolled window */
  GtkAdjustment *hadjustment;
  GtkAdjustment *vadjustment;

  /* state */
  PpMatrixShade  shade;
  PpMatrixPlace  cursor;
  double         scale;         /* of the text, 1 at least */
  int            n_filled;      /* columns, from the first that is seen, whose cells are drawn */
  guint          filling;       /* while there are others */
};

static inline int
_pp_matrix_px (PpMatrixView *self,
               int           size)
{
  return (int) (size * self->scale);
}

gboolean         _pp_matrix_view_is_mirrored   (PpMatrixView  *self);
PpHeatTechnique *_pp_matrix_view_technique_at  (PpMatrixView  *self,
                                                PpMatrixPlace  place);

/* pp-matrix-view-draw.c */
void             _pp_matrix_view_find_seen_columns (PpMatrixView *self,
                                                    int          *first,
                                                    int          *last);
graphene_rect_t  _pp_matrix_view_box_of        (PpMatrixView  *self,
                                                PpMatrixPlace  place);
void             _pp_matrix_view_snapshot      (GtkWidget     *widget,
                                                GtkSnapshot   *snapshot);

G_END_DECLS
