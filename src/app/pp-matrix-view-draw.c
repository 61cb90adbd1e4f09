/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* The cells of the matrix as they are seen. */

#include "pp-matrix-view-private.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define GAP_PX 3
#define BAR_WIDTH_PX 4
#define N_BARS 4

/* Where in a cell and in a heading texts begin, and how wide they may be. */
#define NAME_INSET_PX 12
#define NAME_WIDTH_PX 129
#define NAME_WIDTH_BESIDE_SIGN_PX 105
#define SIGN_INSET_PX 115
#define SIGN_WIDTH_PX 25
#define HEADER_INSET_PX 4
#define HEADER_WIDTH_PX 138

/* By severity, from low, and by coverage, from open; with the opacity that makes the shade. */
static const struct {
  GdkRGBA color;
} severity_shades[] = {
  { { 0.90, 0.75, 0.10, 0.25 } },
  { { 0.95, 0.60, 0.10, 0.45 } },
  { { 0.88, 0.25, 0.15, 0.55 } },
  { { 0.75, 0.05, 0.10, 0.90 } },
};

static const GdkRGBA undecided_shade = { 0.5, 0.5, 0.5, 0.22 };
static const GdkRGBA coverage_shades[] = {
  { 0, 0, 0, 0 }, { 0.88, 0.25, 0.15, 0.50 }, { 0.95, 0.65, 0.10, 0.45 }, { 0.15, 0.62, 0.35, 0.45 },
};

/* Where something begins that is WIDTH wide and lies INSET behind the beginning of a place. */
static float
begin_in (PpMatrixView *self,
          float         x,
          float         place_width,
          float         inset,
          float         width)
{
  return _pp_matrix_view_is_mirrored (self) ? x + place_width - inset - width : x + inset;
}

graphene_rect_t
_pp_matrix_view_box_of (PpMatrixView  *self,
                        PpMatrixPlace  place)
{
  int column_width = _pp_matrix_px (self, PP_MATRIX_COLUMN_WIDTH_PX);
  int row_height = _pp_matrix_px (self, PP_MATRIX_ROW_HEIGHT_PX);
  int width = column_width - GAP_PX;

  return GRAPHENE_RECT_INIT (begin_in (self, 0, gtk_widget_get_width (GTK_WIDGET (self)),
                                       place.column * column_width, width),
                             _pp_matrix_px (self, PP_MATRIX_HEADER_HEIGHT_PX) + place.row * row_height,
                             width, row_height - GAP_PX);
}

/* Pango turns the alignment of a text that runs against the direction of its widget. */
static void
align (PpMatrixView *self,
       gboolean      at_end)
{
  gboolean mirrored = _pp_matrix_view_is_mirrored (self);
  PangoLayoutLine *line = pango_layout_get_line_readonly (self->layout, 0);
  gboolean turned = (pango_layout_line_get_resolved_direction (line) == PANGO_DIRECTION_RTL) != mirrored;

  pango_layout_set_alignment (self->layout, (mirrored != at_end) != turned ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
}

/* INSET and WIDTH are at the usual size of text. */
static void
draw_text (PpMatrixView          *self,
           GtkSnapshot           *snapshot,
           const char            *text,
           PangoWeight            weight,
           const graphene_rect_t *box,
           int                    inset,
           int                    top,
           int                    width,
           int                    lines,
           gboolean               at_end,
           const GdkRGBA         *color)
{
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  float x = begin_in (self, box->origin.x, box->size.width, _pp_matrix_px (self, inset), _pp_matrix_px (self, width));

  pango_attr_list_insert (attributes, pango_attr_weight_new (weight));
  pango_attr_list_insert (attributes, pango_attr_scale_new (PANGO_SCALE_SMALL));
  pango_layout_set_attributes (self->layout, attributes);
  pango_layout_set_width (self->layout, _pp_matrix_px (self, width) * PANGO_SCALE);
  pango_layout_set_height (self->layout, -lines);
  pango_layout_set_text (self->layout, text, -1);
  align (self, at_end);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, box->origin.y + _pp_matrix_px (self, top)));
  gtk_snapshot_append_layout (snapshot, self->layout, color);
  gtk_snapshot_restore (snapshot);
}

/* What is less important is fainter, but not for those who need high contrast. */
static GdkRGBA
faint (const GdkRGBA *color,
       float          alpha,
       float          alpha_in_high_contrast)
{
  gboolean strong = adw_style_manager_get_high_contrast (adw_style_manager_get_default ());
  GdkRGBA result = *color;

  result.alpha *= strong ? alpha_in_high_contrast : alpha;
  return result;
}

static GdkRGBA
shade_of (PpMatrixView          *self,
          const PpHeatTechnique *technique)
{
  if (self->shade == PP_MATRIX_SHADE_COVERAGE)
    return coverage_shades[technique->coverage];
  if (technique->severity >= 0)
    return severity_shades[technique->severity].color;
  return technique->n_threats > 0 ? undecided_shade : coverage_shades[PP_COVERAGE_NONE];
}

/* As many bars as the severity is high, so that the shade is not the only sign. */
static void
draw_bars (PpMatrixView          *self,
           GtkSnapshot           *snapshot,
           const PpHeatTechnique *technique,
           const graphene_rect_t *box,
           const GdkRGBA         *color)
{
  float height = (box->size.height - 8) / N_BARS, width = _pp_matrix_px (self, BAR_WIDTH_PX);
  float x = begin_in (self, box->origin.x, box->size.width, 3, width);

  for (int i = 0; i <= technique->severity && i < N_BARS; i++)
    gtk_snapshot_append_color (snapshot, color,
                               &GRAPHENE_RECT_INIT (x, box->origin.y + box->size.height - 4 - (i + 1) * height + 1,
                                                    width, height - 2));
}

static const char *
mark_of (PpCoverage coverage)
{
  switch (coverage)
    {
    case PP_COVERAGE_OPEN:
      return "○";
    case PP_COVERAGE_PARTLY:
      return "◐";
    case PP_COVERAGE_COVERED:
      return "●";
    case PP_COVERAGE_NONE:
    default:
      return "";
    }
}

static void
draw_sign (PpMatrixView          *self,
           GtkSnapshot           *snapshot,
           const PpHeatTechnique *technique,
           const graphene_rect_t *box,
           const GdkRGBA         *color)
{
  g_autofree char *count = g_strdup_printf ("%u", technique->n_threats);

  if (technique->n_threats == 0)
    return;
  draw_text (self, snapshot, count, PANGO_WEIGHT_BOLD, box, SIGN_INSET_PX, 3, SIGN_WIDTH_PX, 1, TRUE, color);
  if (self->shade == PP_MATRIX_SHADE_COVERAGE)
    draw_text (self, snapshot, mark_of (technique->coverage), PANGO_WEIGHT_NORMAL, box, SIGN_INSET_PX, 19,
               SIGN_WIDTH_PX, 1, TRUE, color);
  if (self->shade == PP_MATRIX_SHADE_SEVERITY)
    draw_bars (self, snapshot, technique, box, color);
}

static void
draw_border (GtkSnapshot           *snapshot,
             const graphene_rect_t *box,
             float                  width,
             const GdkRGBA         *color)
{
  const float widths[] = { width, width, width, width };
  const GdkRGBA colors[] = { *color, *color, *color, *color };
  GskRoundedRect rounded;

  gsk_rounded_rect_init_from_rect (&rounded, box, 4);
  gtk_snapshot_append_border (snapshot, &rounded, widths, colors);
}

static void
draw_cell (PpMatrixView  *self,
           GtkSnapshot   *snapshot,
           PpMatrixPlace  place,
           const GdkRGBA *foreground)
{
  const PpHeatTechnique *technique = _pp_matrix_view_technique_at (self, place);
  graphene_rect_t box = _pp_matrix_view_box_of (self, place);
  GdkRGBA shade = shade_of (self, technique);
  GdkRGBA text = technique->n_threats == 0 ? faint (foreground, 0.7f, 1) : *foreground;
  GdkRGBA line = faint (foreground, 0.15f, 0.5f);
  GskRoundedRect rounded;

  if (shade.alpha > 0.8)
    text = (GdkRGBA) { 1, 1, 1, 1 };
  gsk_rounded_rect_init_from_rect (&rounded, &box, 4);
  gtk_snapshot_push_rounded_clip (snapshot, &rounded);
  gtk_snapshot_append_color (snapshot, &shade, &box);
  draw_text (self, snapshot, technique->name, PANGO_WEIGHT_NORMAL, &box, NAME_INSET_PX, 3,
             technique->n_threats > 0 ? NAME_WIDTH_BESIDE_SIGN_PX : NAME_WIDTH_PX, 2, FALSE, &text);
  draw_sign (self, snapshot, technique, &box, &text);
  gtk_snapshot_pop (snapshot);
  draw_border (snapshot, &box, 1, &line);
  if (self->outlined != NULL && g_hash_table_contains (self->outlined, technique->id))
    draw_border (snapshot, &box, 3, foreground);
}

static void
draw_header (PpMatrixView  *self,
             GtkSnapshot   *snapshot,
             int            column,
             float          y,
             const GdkRGBA *foreground)
{
  PpHeatTactic *tactic = g_ptr_array_index (pp_heat_map_get_tactics (self->map), column);
  guint n_techniques = ((GPtrArray *) g_ptr_array_index (self->columns, column))->len;
  g_autofree char *count = g_strdup_printf (ngettext ("%u technique", "%u techniques", n_techniques), n_techniques);
  GdkRGBA dim = faint (foreground, 0.7f, 1);
  graphene_rect_t box = _pp_matrix_view_box_of (self, (PpMatrixPlace) { column, 0 });

  box.origin.y = y;
  draw_text (self, snapshot, tactic->name, PANGO_WEIGHT_BOLD, &box, HEADER_INSET_PX, 5, HEADER_WIDTH_PX, 1, FALSE,
             foreground);
  draw_text (self, snapshot, count, PANGO_WEIGHT_NORMAL, &box, HEADER_INSET_PX, 22, HEADER_WIDTH_PX, 1, FALSE, &dim);
}

static void
draw_headers (PpMatrixView  *self,
              GtkSnapshot   *snapshot,
              int            first,
              int            last,
              const GdkRGBA *foreground)
{
  float y = self->vadjustment != NULL ? (float) gtk_adjustment_get_value (self->vadjustment) : 0;
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  GdkRGBA background = dark ? (GdkRGBA) { 0.14f, 0.14f, 0.14f, 1 } : (GdkRGBA) { 0.98f, 0.98f, 0.98f, 1 };

  gtk_snapshot_append_color (snapshot, &background,
                             &GRAPHENE_RECT_INIT (0, y, gtk_widget_get_width (GTK_WIDGET (self)),
                                                  _pp_matrix_px (self, PP_MATRIX_HEADER_HEIGHT_PX) - 1));
  for (int column = first; column <= last; column++)
    draw_header (self, snapshot, column, y, foreground);
}

/* The first and the last of so many cells that touch the part of an axis that is seen, which begins at START. */
static void
find_seen (double  start,
           double  page,
           double  step,
           int     n_cells,
           int    *first,
           int    *last)
{
  *first = CLAMP ((int) (start / step), 0, n_cells);
  *last = CLAMP ((int) ((start + page) / step), -1, n_cells - 1);
}

void
_pp_matrix_view_find_seen_columns (PpMatrixView *self,
                                   int          *first,
                                   int          *last)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  double page = self->hadjustment != NULL ? gtk_adjustment_get_page_size (self->hadjustment) : width;
  double start = self->hadjustment != NULL ? gtk_adjustment_get_value (self->hadjustment) : 0;

  if (_pp_matrix_view_is_mirrored (self))
    start = width - start - page;
  find_seen (start, page, _pp_matrix_px (self, PP_MATRIX_COLUMN_WIDTH_PX), (int) self->columns->len, first, last);
}

static void
find_seen_rows (PpMatrixView *self,
                int           column,
                int          *first,
                int          *last)
{
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  double page = self->vadjustment != NULL ? gtk_adjustment_get_page_size (self->vadjustment) : height;
  double start = self->vadjustment != NULL ? gtk_adjustment_get_value (self->vadjustment) : 0;
  GPtrArray *rows = g_ptr_array_index (self->columns, column);

  find_seen (start - _pp_matrix_px (self, PP_MATRIX_HEADER_HEIGHT_PX), page,
             _pp_matrix_px (self, PP_MATRIX_ROW_HEIGHT_PX), (int) rows->len, first, last);
}

static void
draw_cursor (PpMatrixView *self,
             GtkSnapshot  *snapshot)
{
  graphene_rect_t box = _pp_matrix_view_box_of (self, self->cursor);
  GdkRGBA accent = { 0.21f, 0.52f, 0.89f, 1 };

  if (!gtk_widget_has_focus (GTK_WIDGET (self)) || _pp_matrix_view_technique_at (self, self->cursor) == NULL)
    return;
  graphene_rect_inset (&box, -2, -2);
  draw_border (snapshot, &box, 2, &accent);
}

void
_pp_matrix_view_snapshot (GtkWidget   *widget,
                          GtkSnapshot *snapshot)
{
  PpMatrixView *self = PP_MATRIX_VIEW (widget);
  GdkRGBA foreground;
  int first_column, last_column;

  if (self->map == NULL)
    return;
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &foreground);
  _pp_matrix_view_find_seen_columns (self, &first_column, &last_column);
  for (int column = first_column; column <= last_column && column - first_column < self->n_filled; column++)
    {
      int first, last;

      find_seen_rows (self, column, &first, &last);
      for (int row = first; row <= last; row++)
        draw_cell (self, snapshot, (PpMatrixPlace) { column, row }, &foreground);
    }
  draw_cursor (self, snapshot);
  draw_headers (self, snapshot, first_column, last_column, &foreground);
}
