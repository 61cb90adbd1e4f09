/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How nodes look: a soft fill, a line in the colour of the class, the kind's icon above the name. */

#include "pp-painter-private.h"
#include "pp-text-draw.h"

#include <math.h>
#include <string.h>

#define THREAT_WIDTH 0.5
/* Names of far away nodes are drawn at this size, where they fit. */
#define SMALLEST_NAME_PX 7.5
#define SMALL_NAME_STEP 8.0
#define NEAR_FROM 0.55

static const double scope_dashes[] = { 5, 4 };
static const double boundary_dashes[] = { 9, 6 };

typedef struct {
  PpColour      fill;
  PpColour      line;
  PpColour      text;
  double        width;
  const double *dashes;
  guint         n_dashes;
} Look;

static const PpTint *
tint_of (PpPen             *pen,
         const PpSceneItem *item)
{
  if (strcmp (pp_kind_get_id (item->kind), "threat-actor") == 0)
    return &pen->palette->hostile;
  return pp_palette_get_tint (pen->palette, item->dfd_class);
}

static Look
look_of (PpPen             *pen,
         const PpSceneItem *item)
{
  const PpPalette *palette = pen->palette;
  const PpTint *tint = tint_of (pen, item);
  Look look = { tint->fill, tint->line, palette->text, palette->line_width, NULL, 0 };

  if (item->shape == PP_SHAPE_BOUNDARY)
    {
      look.dashes = boundary_dashes;
      look.n_dashes = G_N_ELEMENTS (boundary_dashes);
      look.width += 0.25;
    }
  if (item->out_of_scope)
    {
      look.fill = palette->dimmed.fill;
      look.line = palette->dimmed.line;
      look.text = palette->text_dim;
      look.dashes = scope_dashes;
      look.n_dashes = G_N_ELEMENTS (scope_dashes);
    }
  if (item->open_threats > 0)
    {
      look.line = palette->threat;
      look.width += THREAT_WIDTH;
    }
  return look;
}

/* Bodies */

static void
stroke (PpPen      *pen,
        const Look *look)
{
  _pp_pen_set_colour (pen, &look->line);
  cairo_set_line_width (pen->cr, look->width);
  cairo_set_line_join (pen->cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_dash (pen->cr, look->dashes, look->n_dashes, 0);
  cairo_stroke (pen->cr);
}

static void
fill_and_stroke (PpPen      *pen,
                 const Look *look)
{
  _pp_pen_set_colour (pen, &look->fill);
  cairo_fill_preserve (pen->cr);
  stroke (pen, look);
}

/* A level line. */
static void
draw_line (PpPen      *pen,
           PpPoint     from,
           PpPoint     to,
           const Look *look)
{
  PpPoint points[2] = { from, to };

  if (pen->has_raster)
    {
      points[0].y = points[1].y = pp_raster_snap_y (&pen->raster, from.y, look->width);
      pp_raster_lock (&pen->raster);
      pp_raster_polyline (&pen->raster, points, 2, look->width, look->dashes, look->n_dashes, &look->line);
      pp_raster_unlock (&pen->raster);
      return;
    }
  cairo_move_to (pen->cr, from.x, from.y);
  cairo_line_to (pen->cr, to.x, to.y);
  stroke (pen, look);
}

/* A store of the general kind is open at its sides. */
static void
draw_lines_body (PpPen       *pen,
                 const PpBox *box,
                 const Look  *look)
{
  PpPoint corners[4] = { { box->x, box->y }, { box->x + box->width, box->y },
                         { box->x, box->y + box->height },
                         { box->x + box->width, box->y + box->height } };

  _pp_pen_set_colour (pen, &look->fill);
  cairo_rectangle (pen->cr, box->x, box->y, box->width, box->height);
  cairo_fill (pen->cr);
  draw_line (pen, corners[0], corners[1], look);
  draw_line (pen, corners[2], corners[3], look);
}

static void
draw_lid (PpPen             *pen,
          const PpSceneItem *item,
          const Look        *look)
{
  const PpBox *box = &item->box;
  double cap = pp_outline_cap (item->shape, box);
  Look plain = *look;

  plain.n_dashes = 0;
  cairo_new_sub_path (pen->cr);
  if (item->shape == PP_SHAPE_CYLINDER)
    _pp_pen_trace_arc (pen, box->x + box->width / 2, box->y + cap, box->width / 2, cap, 0, G_PI);
  else
    _pp_pen_trace_arc (pen, box->x + box->width - cap, box->y + box->height / 2, cap, box->height / 2,
                        G_PI_2, 1.5 * G_PI);
  stroke (pen, &plain);
}

static void
draw_head (PpPen       *pen,
           const PpBox *box,
           const Look  *look)
{
  double radius = pp_outline_head_radius (box);

  cairo_new_sub_path (pen->cr);
  cairo_arc (pen->cr, box->x + box->width / 2, box->y + radius, radius, 0, 2 * G_PI);
  cairo_close_path (pen->cr);
  fill_and_stroke (pen, look);
}

/* Boxes and ellipses without dashes are drawn by our own rasteriser where that is possible. */
static gboolean
draw_body_by_raster (PpPen             *pen,
                     const PpSceneItem *item,
                     const Look        *look)
{
  double radius = 0;

  if (!pen->has_raster || item->angle != 0 || look->n_dashes > 0)
    return FALSE;
  if (item->shape != PP_SHAPE_ROUNDED && item->shape != PP_SHAPE_RECTANGLE &&
      item->shape != PP_SHAPE_ELLIPSE)
    return FALSE;

  if (item->shape == PP_SHAPE_ROUNDED)
    radius = pp_outline_corner_radius (&item->box);
  pp_raster_lock (&pen->raster);
  if (item->shape == PP_SHAPE_ELLIPSE)
    pp_raster_ellipse (&pen->raster, &item->box, &look->fill, look->width, &look->line);
  else
    pp_raster_rounded (&pen->raster, &item->box, radius, &look->fill, look->width, &look->line);
  pp_raster_unlock (&pen->raster);
  return TRUE;
}

/* The border of a boundary as a closed line, so that it can be dashed. */
static void
append_border (const PpBox *box,
               double       radius,
               GArray      *points)
{
  PpPoint corners[5] = { { box->x + box->width / 2, box->y }, { box->x + box->width, box->y },
                         { box->x + box->width, box->y + box->height }, { box->x, box->y + box->height },
                         { box->x, box->y } };

  for (guint i = 0; i < G_N_ELEMENTS (corners); i++)
    {
      PpPoint corner = corners[i];
      double left = corner.x == box->x ? 1 : -1, top = corner.y == box->y ? 1 : -1;
      double start = (left > 0 ? G_PI : 1.5 * G_PI) + (top > 0 ? 0 : left > 0 ? -G_PI_2 : G_PI_2);

      for (guint step = 0; i > 0 && step <= 6; step++)
        {
          double angle = start + step * G_PI_2 / 6;
          PpPoint point = { corner.x + left * radius + radius * cos (angle),
                            corner.y + top * radius + radius * sin (angle) };

          g_array_append_val (points, point);
        }
      if (i == 0)
        g_array_append_val (points, corner);
    }
  g_array_append_val (points, corners[0]);
}

static void
draw_boundary_body (PpPen       *pen,
                    const PpBox *box,
                    const Look  *look)
{
  g_autoptr(GArray) points = g_array_new (FALSE, FALSE, sizeof (PpPoint));
  PpColour none = { 0, 0, 0, 0 };
  double radius = pp_outline_corner_radius (box);

  append_border (box, radius, points);
  pp_raster_lock (&pen->raster);
  pp_raster_rounded (&pen->raster, box, radius, &look->fill, 0, &none);
  pp_raster_polyline (&pen->raster, (const PpPoint *) (const void *) points->data, points->len,
                      look->width, look->dashes, look->n_dashes, &look->line);
  pp_raster_unlock (&pen->raster);
}

static void
draw_body (PpPen             *pen,
           const PpSceneItem *item,
           const Look        *look)
{
  if (draw_body_by_raster (pen, item, look))
    return;
  if (item->shape == PP_SHAPE_BOUNDARY && pen->has_raster && item->angle == 0)
    {
      draw_boundary_body (pen, &item->box, look);
      return;
    }
  if (item->shape == PP_SHAPE_LINES)
    {
      draw_lines_body (pen, &item->box, look);
      return;
    }

  _pp_pen_trace_outline (pen, item->shape, &item->box);
  fill_and_stroke (pen, look);
  if (item->shape == PP_SHAPE_CYLINDER || item->shape == PP_SHAPE_STACK)
    draw_lid (pen, item, look);
  else if (item->shape == PP_SHAPE_PERSON)
    draw_head (pen, &item->box, look);
}

/* Texts and small parts */

static void
draw_name (PpPen             *pen,
           const PpSceneItem *item,
           const Look        *look)
{
  PpTextStyle style = item->shape == PP_SHAPE_TEXT ? PP_TEXT_NOTE : PP_TEXT_NAME;
  double line = pp_ruler_line_height (pen->painter->ruler, style);
  PangoLayout *layout;

  if (*item->name == '\0' ||
      (pen->scale > 0 && pp_text_get_size (style) * item->text_scale * pen->scale < PP_MIN_TEXT_PX))
    return;
  layout = pp_text_cache_get (pen->painter->texts, style, item->name, NULL, NULL,
                              item->label_box.width / item->text_scale + 2,
                              MAX (1, (guint) lround (item->label_box.height / (line * item->text_scale))));
  _pp_pen_draw_layout (pen, layout, style, item->text_scale, &item->label_box, &look->text);
}

/* How a name is set at the smallest size that can be read: on one line where the node is that wide, else
 * broken at a width that changes in steps, so that not every zoom makes layouts of its own. */
static PangoLayout *
fit_small_name (PpPen             *pen,
                const PpSceneItem *item,
                double             shrink)
{
  PpPainter *painter = pen->painter;
  double room = item->shape == PP_SHAPE_ELLIPSE ? 0.84 : 0.94;
  double width = item->box.width * room / shrink, height = item->box.height * room / shrink;
  PpTextSize size = pp_ruler_measure (painter->ruler, PP_TEXT_NAME, item->name, 1e6, 1);
  guint lines;

  if (size.n_lines == 0 || size.height > height)
    return NULL;
  if (size.width <= width)
    return pp_text_cache_get (painter->texts, PP_TEXT_NAME, item->name, NULL, NULL, 0, 1);

  lines = height / size.height;
  width = floor (width / SMALL_NAME_STEP) * SMALL_NAME_STEP;
  size = pp_ruler_measure (painter->ruler, PP_TEXT_NAME, item->name, MAX (width, 1), 0);
  /* A line as wide as allowed is a word that had to be broken. */
  if (size.n_lines > lines || size.width > width - 0.5)
    return NULL;
  return pp_text_cache_get (painter->texts, PP_TEXT_NAME, item->name, NULL, NULL, width + 2, lines);
}

/* As large as is wished, or less where the node has no room for that. */
static PangoLayout *
find_small_name (PpPen             *pen,
                 const PpSceneItem *item,
                 double            *shrink)
{
  double smallest = SMALLEST_NAME_PX / (pp_text_get_size (PP_TEXT_NAME) * pen->scale);
  double wished = pp_ruler_get_scale (pen->painter->ruler);
  PangoLayout *layout = NULL;

  for (guint step = 0; smallest >= 1 && layout == NULL && step < PP_FACE_N_SCALES; step++)
    {
      *shrink = smallest * pp_face_step_scale (wished, step);
      layout = fit_small_name (pen, item, *shrink);
      if (wished <= 1)
        break;
    }
  return layout;
}

static gboolean
draw_small_name (PpPen             *pen,
                 const PpSceneItem *item,
                 const PpColour    *colour)
{
  double shrink = 1;
  PangoLayout *layout = find_small_name (pen, item, &shrink);
  PpPoint centre = pp_box_centre (item->shape == PP_SHAPE_PERSON ? &item->label_box : &item->box);
  PangoRectangle extents;

  if (layout == NULL)
    return FALSE;

  pango_layout_get_extents (layout, NULL, &extents);
  pen->painter->counters.texts_drawn++;
  cairo_save (pen->cr);
  cairo_translate (pen->cr, centre.x, centre.y);
  cairo_scale (pen->cr, shrink, shrink);
  cairo_move_to (pen->cr, -extents.x / (double) PANGO_SCALE - extents.width / 2.0 / PANGO_SCALE,
                 -extents.height / 2.0 / PANGO_SCALE);
  _pp_pen_set_colour (pen, colour);
  pp_text_draw (pen->cr, layout);
  cairo_restore (pen->cr);
  return TRUE;
}

static void
draw_icon (PpPen             *pen,
           const PpSceneItem *item,
           const Look        *look)
{
  const PpTint *tint = tint_of (pen, item);

  if (pp_box_is_empty (&item->icon_box))
    return;
  pp_icons_draw (pen->painter->icons, pen->cr, pp_kind_get_icon_name (item->kind), &item->icon_box,
                 item->out_of_scope ? &look->line : &tint->line, pen->scale);
}

static void
draw_chip (PpPen             *pen,
           const PpSceneItem *item)
{
  PpBox box = pp_face_chip (item, pen->painter->ruler);
  double scale = box.height / PP_FACE_CHIP_HEIGHT;
  PangoLayout *layout;

  if (pp_box_is_empty (&box))
    return;
  _pp_pen_trace_rounded (pen, &box, 3);
  _pp_pen_set_colour (pen, &pen->palette->chip.fill);
  cairo_fill_preserve (pen->cr);
  cairo_set_dash (pen->cr, NULL, 0, 0);
  cairo_set_line_width (pen->cr, 1);
  _pp_pen_set_colour (pen, &pen->palette->chip.line);
  cairo_stroke (pen->cr);
  layout = pp_text_cache_get (pen->painter->texts, PP_TEXT_CHIP, item->marking, NULL, NULL,
                              box.width / scale - 6, 1);
  _pp_pen_draw_layout (pen, layout, PP_TEXT_CHIP, scale, &box, &pen->palette->chip.line);
}

static void
draw_tag (PpPen             *pen,
          const PpSceneItem *item)
{
  PpTint tint = pen->palette->boundary_tag;
  PangoLayout *layout;

  if (pp_box_is_empty (&item->label_box))
    return;
  if (item->out_of_scope)
    tint = (PpTint) { pen->palette->dimmed.fill, pen->palette->text_dim };
  _pp_pen_trace_rounded (pen, &item->label_box, item->label_box.height / 2);
  _pp_pen_set_colour (pen, &tint.fill);
  cairo_fill (pen->cr);
  layout = pp_text_cache_get (pen->painter->texts, PP_TEXT_TITLE, item->name, NULL, NULL,
                              item->label_box.width / item->text_scale - 2 * PP_FACE_TITLE_PADDING + 2, 1);
  _pp_pen_draw_layout (pen, layout, PP_TEXT_TITLE, item->text_scale, &item->label_box, &tint.line);
}

/* Where a title stands that stays readable from afar; nowhere when the boundary is not larger than it. */
static gboolean
place_far_title (PpPen             *pen,
                 const PpSceneItem *item,
                 PpBox             *box,
                 double            *shrink)
{
  double size_px = CLAMP (pp_text_get_size (PP_TEXT_TITLE) * pen->scale, 10, 12);
  PpTextSize size = pp_ruler_measure (pen->painter->ruler, PP_TEXT_TITLE, item->name, 1e6, 1);
  double inset = 4 / pen->scale;

  *shrink = size_px / (pp_text_get_size (PP_TEXT_TITLE) * pen->scale) * item->text_scale;
  if (size.n_lines > 0 && size.width * *shrink > item->box.width - 2 * inset)
    *shrink = MAX (*shrink / item->text_scale, (item->box.width - 2 * inset) / size.width);
  *box = (PpBox) { item->box.x + inset, item->box.y + inset / 2, size.width * *shrink, size.height * *shrink };
  return size.n_lines > 0 && box->width <= item->box.width - 2 * inset + 1e-6
         && box->height <= item->box.height / 3;
}

static void
draw_far_title (PpPen             *pen,
                const PpSceneItem *item)
{
  PangoLayout *layout;
  double shrink;
  PpBox box;

  if (!place_far_title (pen, item, &box, &shrink))
    return;

  layout = pp_text_cache_get (pen->painter->texts, PP_TEXT_TITLE, item->name, NULL, NULL, 0, 1);
  pen->painter->counters.texts_drawn++;
  cairo_save (pen->cr);
  cairo_translate (pen->cr, box.x, box.y);
  cairo_scale (pen->cr, shrink, shrink);
  _pp_pen_set_colour (pen, &pen->palette->boundary_tag.line);
  cairo_move_to (pen->cr, 0, 0);
  pp_text_draw (pen->cr, layout);
  cairo_restore (pen->cr);
}

/* Whether icons and names can be told at their own size. */
static gboolean
is_near (PpPen *pen)
{
  return pen->scale <= 0 || pen->scale >= NEAR_FROM;
}

/* What the title of a boundary covers; may be empty. */
PpBox
_pp_pen_get_title_box (PpPen             *self,
                       const PpSceneItem *item)
{
  PpBox box = { 0 };
  double shrink;

  if (is_near (self))
    return item->label_box;
  if (!place_far_title (self, item, &box, &shrink))
    box.width = box.height = 0;
  return box;
}

static void
draw_title (PpPen             *pen,
            const PpSceneItem *item)
{
  if (is_near (pen))
    draw_tag (pen, item);
  else
    draw_far_title (pen, item);
}

/* Levels of detail */

static void
draw_full (PpPen             *pen,
           const PpSceneItem *item)
{
  Look look = look_of (pen, item);
  gboolean turned = item->angle != 0;

  if (turned)
    {
      PpPoint centre = pp_box_centre (&item->box);

      cairo_save (pen->cr);
      cairo_translate (pen->cr, centre.x, centre.y);
      cairo_rotate (pen->cr, item->angle * G_PI / 180);
      cairo_translate (pen->cr, -centre.x, -centre.y);
    }
  look.width = MAX (look.width, pen->thinnest);
  if (item->shape != PP_SHAPE_TEXT)
    draw_body (pen, item, &look);
  if (item->shape == PP_SHAPE_BOUNDARY)
    draw_title (pen, item);
  else if (item->shape == PP_SHAPE_TEXT || is_near (pen) || !draw_small_name (pen, item, &look.text))
    {
      draw_icon (pen, item, &look);
      draw_name (pen, item, &look);
    }
  if (turned)
    cairo_restore (pen->cr);
  draw_chip (pen, item);
  _pp_pen_draw_badge (pen, item);
}

static PpColour
mixed (const PpColour *a,
       const PpColour *b,
       double          share)
{
  PpColour over = *b;

  over.alpha = share;
  return pp_colour_over (&over, a);
}

static void
draw_far_boundary (PpPen             *pen,
                   const PpSceneItem *item)
{
  Look look = look_of (pen, item);
  double dashes[2] = { 4 / pen->scale, 3 / pen->scale };

  look.width = MAX (look.width, 1 / pen->scale);
  look.dashes = dashes;
  look.n_dashes = 2;
  if (pen->has_raster && item->angle == 0)
    draw_boundary_body (pen, &item->box, &look);
  else
    {
      cairo_rectangle (pen->cr, item->box.x, item->box.y, item->box.width, item->box.height);
      fill_and_stroke (pen, &look);
    }
  draw_far_title (pen, item);
}

static void
draw_by_cairo (PpPen             *pen,
               const PpSceneItem *item,
               const Look        *look)
{
  if (pen->detail == PP_DETAIL_FAR)
    cairo_rectangle (pen->cr, item->box.x, item->box.y, item->box.width, item->box.height);
  else
    _pp_pen_trace_outline (pen, item->shape, &item->box);
  _pp_pen_set_colour (pen, &look->fill);
  cairo_fill_preserve (pen->cr);
  cairo_set_dash (pen->cr, NULL, 0, 0);
  cairo_set_line_width (pen->cr, look->width);
  _pp_pen_set_colour (pen, &look->line);
  cairo_stroke (pen->cr);
}

static void
draw_middle (PpPen             *pen,
             const PpSceneItem *item)
{
  Look look = look_of (pen, item);
  double width = MAX (look.width, 1 / pen->scale);

  look.width = width;
  if (item->shape == PP_SHAPE_TEXT)
    {
      draw_name (pen, item, &look);
      return;
    }
  if (!pen->has_raster || item->angle != 0)
    draw_by_cairo (pen, item, &look);
  else
    {
      pp_raster_lock (&pen->raster);
      if (item->shape == PP_SHAPE_ELLIPSE)
        pp_raster_ellipse (&pen->raster, &item->box, &look.fill, width, &look.line);
      else
        pp_raster_rounded (&pen->raster, &item->box,
                           item->shape == PP_SHAPE_ROUNDED || item->shape == PP_SHAPE_HEXAGON ||
                           item->shape == PP_SHAPE_CLOUD || item->shape == PP_SHAPE_PERSON ? 12 : 1,
                           &look.fill, width, &look.line);
      _pp_pen_draw_badge_dot (pen, item);
      pp_raster_unlock (&pen->raster);
    }
  if (!draw_small_name (pen, item, &look.text))
    draw_name (pen, item, &look);
}

static void
draw_far (PpPen             *pen,
          const PpSceneItem *item)
{
  Look look = look_of (pen, item);
  PpColour none = { 0, 0, 0, 0 };

  if (item->shape == PP_SHAPE_TEXT)
    return;
  look.fill = mixed (&look.fill, &look.line, item->open_threats > 0 ? 0.75 : 0.45);
  if (!pen->has_raster)
    draw_by_cairo (pen, item, &look);
  else
    {
      pp_raster_lock (&pen->raster);
      if (item->shape == PP_SHAPE_ELLIPSE)
        pp_raster_ellipse (&pen->raster, &item->box, &look.fill, 0, &none);
      else
        pp_raster_fill (&pen->raster, &item->box, &look.fill);
      pp_raster_unlock (&pen->raster);
    }
}

void
_pp_pen_draw_node (PpPen             *self,
                   const PpSceneItem *item)
{
  if (self->detail == PP_DETAIL_FULL)
    draw_full (self, item);
  else if (item->shape == PP_SHAPE_BOUNDARY)
    draw_far_boundary (self, item);
  else if (self->detail == PP_DETAIL_MIDDLE)
    draw_middle (self, item);
  else
    draw_far (self, item);
}
