/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How edges look: line, arrow heads, and the label on a plate in the colour of the ground. */

#include "pp-painter-private.h"

#include <math.h>

#define ARROW_LENGTH 10.0
#define ARROW_HALF_WIDTH 4.4
/* The back of the head is cut in this far; the line ends there, and never shows in front of the tip. */
#define ARROW_NOTCH 2.2
#define DIAMOND_LENGTH 14.0
#define DIAMOND_HALF_WIDTH 4.5
#define THREAT_WIDTH 0.5

static const double attack_dashes[] = { 8, 4 };
static const double exploit_dashes[] = { 10, 3, 2, 3 };
static const double dependency_dashes[] = { 2, 3.5 };
static const double boundary_dashes[] = { 9, 6 };
static const double scope_dashes[] = { 5, 4 };

typedef enum {
  HEAD_NONE,
  HEAD_FILLED,
  HEAD_OPEN,
  HEAD_DOUBLE,
  HEAD_DIAMOND,
} Head;

typedef struct {
  PpColour      line;
  PpColour      text;
  double        width;
  const double *dashes;
  guint         n_dashes;
  Head          source;
  Head          target;
} Look;

static void
set_dashes (Look         *look,
            const double *dashes,
            guint         n_dashes)
{
  look->dashes = dashes;
  look->n_dashes = n_dashes;
}

static void
apply_style (PpPen       *pen,
             PpLineStyle  style,
             Look        *look)
{
  switch (style)
    {
    case PP_LINE_DEPENDENCY:
      set_dashes (look, dependency_dashes, G_N_ELEMENTS (dependency_dashes));
      look->target = HEAD_OPEN;
      break;
    case PP_LINE_CONTAINMENT:
      look->source = HEAD_DIAMOND;
      look->target = HEAD_NONE;
      break;
    case PP_LINE_ATTACK:
      set_dashes (look, attack_dashes, G_N_ELEMENTS (attack_dashes));
      look->line = pen->palette->attack;
      look->width += 0.25;
      break;
    case PP_LINE_EXPLOIT:
      set_dashes (look, exploit_dashes, G_N_ELEMENTS (exploit_dashes));
      look->line = pen->palette->attack;
      look->target = HEAD_DOUBLE;
      look->width += 0.25;
      break;
    case PP_LINE_BOUNDARY:
      set_dashes (look, boundary_dashes, G_N_ELEMENTS (boundary_dashes));
      look->line = pen->palette->boundary.line;
      look->text = pen->palette->boundary_tag.line;
      look->width += 0.5;
      look->target = HEAD_NONE;
      break;
    case PP_LINE_FLOW:
    default:
      break;
    }
}

static Look
look_of (PpPen             *pen,
         const PpSceneItem *item)
{
  const PpPalette *palette = pen->palette;
  Look look = { .line = palette->edge, .text = palette->text, .width = palette->line_width,
                .target = HEAD_FILLED };

  apply_style (pen, item->line, &look);
  if (item->out_of_scope)
    {
      look.line = palette->dimmed.line;
      look.text = palette->text_dim;
      set_dashes (&look, scope_dashes, G_N_ELEMENTS (scope_dashes));
    }
  if (item->open_threats > 0)
    {
      look.line = palette->threat;
      look.width += THREAT_WIDTH;
    }
  look.width = MAX (look.width, pen->thinnest);
  if (item->bidirectional && item->line != PP_LINE_BOUNDARY && look.source == HEAD_NONE)
    look.source = look.target;
  return look;
}

/* Lines */

static double
head_length (Head head)
{
  switch (head)
    {
    case HEAD_FILLED:
      return ARROW_LENGTH - ARROW_NOTCH;
    case HEAD_DOUBLE:
      return 2 * ARROW_LENGTH - ARROW_NOTCH - 3;
    case HEAD_DIAMOND:
      return DIAMOND_LENGTH;
    case HEAD_OPEN:
      return 1;
    case HEAD_NONE:
    default:
      return 0;
    }
}

/* Takes @by off the end of a polyline; returns how many points are left. */
static guint
shorten (PpPoint *points,
         guint    n_points,
         double   by)
{
  while (n_points > 1 && by > 0)
    {
      double length = pp_point_distance (points[n_points - 1], points[n_points - 2]);

      if (length > by)
        {
          points[n_points - 1] = pp_point_between (points[n_points - 1], points[n_points - 2], by / length);
          return n_points;
        }
      by -= length;
      n_points--;
    }
  return n_points;
}

static void
reverse (PpPoint *points,
         guint    n_points)
{
  for (guint i = 0; i < n_points / 2; i++)
    {
      PpPoint swap = points[i];

      points[i] = points[n_points - 1 - i];
      points[n_points - 1 - i] = swap;
    }
}

static void
stroke_points (PpPen         *pen,
               const PpPoint *points,
               guint          n_points,
               const Look    *look)
{
  if (n_points < 2)
    return;
  if (pen->has_raster)
    {
      pp_raster_lock (&pen->raster);
      pp_raster_polyline (&pen->raster, points, n_points, look->width, look->dashes, look->n_dashes,
                          &look->line);
      pp_raster_unlock (&pen->raster);
      return;
    }

  cairo_move_to (pen->cr, points[0].x, points[0].y);
  for (guint i = 1; i < n_points; i++)
    cairo_line_to (pen->cr, points[i].x, points[i].y);
  _pp_pen_set_colour (pen, &look->line);
  cairo_set_line_width (pen->cr, look->width);
  cairo_set_line_join (pen->cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (pen->cr, CAIRO_LINE_CAP_BUTT);
  cairo_set_dash (pen->cr, look->dashes, look->n_dashes, 0);
  cairo_stroke (pen->cr);
}

/* The path is fine enough for a zoom of two; beyond, and for vectors, the curve is flattened anew. */
static GArray *
points_for (PpPen             *pen,
            const PpSceneItem *item)
{
  GArray *points = g_array_sized_new (FALSE, FALSE, sizeof (PpPoint), item->n_path);

  if (item->form == PP_CURVE_STRAIGHT || (pen->scale > 0 && pen->scale <= 2))
    g_array_append_vals (points, item->path, item->n_path);
  else
    pp_curve_flatten (item->route, item->n_route, item->form, pen->scale > 0 ? 0.3 / pen->scale : 0.03,
                      points);
  return points;
}

static void
draw_line (PpPen             *pen,
           const PpSceneItem *item,
           const Look        *look)
{
  g_autoptr(GArray) array = points_for (pen, item);
  PpPoint *points = (PpPoint *) (void *) array->data;
  guint n_points = array->len;

  n_points = shorten (points, n_points, head_length (look->target) * pen->head);
  if (look->source != HEAD_NONE)
    {
      reverse (points, n_points);
      n_points = shorten (points, n_points, head_length (look->source) * pen->head);
      reverse (points, n_points);
    }
  stroke_points (pen, points, n_points, look);
}

/* Heads */

/* The direction in which a head points: from where the line is a head's length away, so that on a curve
 * the head lies along it. */
static PpPoint
head_direction (const PpSceneItem *item,
                gboolean           at_source,
                double             reach)
{
  PpPoint tip = item->path[at_source ? 0 : item->n_path - 1];
  PpPoint from = tip;
  double length;

  for (guint i = 1; i < item->n_path; i++)
    {
      PpPoint next = item->path[at_source ? i : item->n_path - 1 - i];

      length = pp_point_distance (tip, next);
      if (length >= reach && pp_point_distance (tip, from) < reach)
        {
          double piece = pp_point_distance (from, next);

          from = pp_point_between (from, next, MIN (1, (reach - pp_point_distance (tip, from)) / MAX (piece, 0.01)));
          break;
        }
      from = next;
    }
  length = pp_point_distance (from, tip);
  if (length <= 0)
    return (PpPoint) { 1, 0 };
  return (PpPoint) { (tip.x - from.x) / length, (tip.y - from.y) / length };
}

/* A point of a head: so far back from the tip, and to the side. */
static PpPoint
offset (PpPen   *pen,
        PpPoint  tip,
        PpPoint  direction,
        double   back,
        double   across)
{
  back *= pen->head;
  across *= pen->head;
  return (PpPoint) { tip.x - direction.x * back - direction.y * across,
                     tip.y - direction.y * back + direction.x * across };
}

static void
trace (PpPen         *pen,
       const PpPoint *points,
       guint          n_points)
{
  cairo_move_to (pen->cr, points[0].x, points[0].y);
  for (guint i = 1; i < n_points; i++)
    cairo_line_to (pen->cr, points[i].x, points[i].y);
}

static void
draw_filled_head (PpPen   *pen,
                  PpPoint  tip,
                  PpPoint  direction)
{
  PpPoint points[4] = { tip, offset (pen, tip, direction, ARROW_LENGTH, ARROW_HALF_WIDTH),
                        offset (pen, tip, direction, ARROW_LENGTH - ARROW_NOTCH, 0),
                        offset (pen, tip, direction, ARROW_LENGTH, -ARROW_HALF_WIDTH) };

  trace (pen, points, G_N_ELEMENTS (points));
  cairo_close_path (pen->cr);
  cairo_fill (pen->cr);
}

static void
draw_open_head (PpPen   *pen,
                PpPoint  tip,
                PpPoint  direction,
                double   width)
{
  PpPoint points[3] = { offset (pen, tip, direction, ARROW_LENGTH - 1, ARROW_HALF_WIDTH),
                        offset (pen, tip, direction, 0.8, 0),
                        offset (pen, tip, direction, ARROW_LENGTH - 1, -ARROW_HALF_WIDTH) };

  trace (pen, points, G_N_ELEMENTS (points));
  cairo_set_dash (pen->cr, NULL, 0, 0);
  cairo_set_line_width (pen->cr, width);
  cairo_set_line_cap (pen->cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (pen->cr, CAIRO_LINE_JOIN_ROUND);
  cairo_stroke (pen->cr);
  cairo_set_line_cap (pen->cr, CAIRO_LINE_CAP_BUTT);
}

static void
draw_diamond (PpPen   *pen,
              PpPoint  tip,
              PpPoint  direction,
              double   width)
{
  PpPoint points[4] = { tip, offset (pen, tip, direction, DIAMOND_LENGTH / 2, DIAMOND_HALF_WIDTH),
                        offset (pen, tip, direction, DIAMOND_LENGTH, 0),
                        offset (pen, tip, direction, DIAMOND_LENGTH / 2, -DIAMOND_HALF_WIDTH) };

  trace (pen, points, G_N_ELEMENTS (points));
  cairo_close_path (pen->cr);
  cairo_set_dash (pen->cr, NULL, 0, 0);
  cairo_set_line_width (pen->cr, width);
  cairo_stroke (pen->cr);
}

static void
draw_head (PpPen             *pen,
           const PpSceneItem *item,
           const Look        *look,
           gboolean           at_source)
{
  Head head = at_source ? look->source : look->target;
  PpPoint tip = item->path[at_source ? 0 : item->n_path - 1];
  PpPoint direction = head_direction (item, at_source, ARROW_LENGTH * pen->head);

  _pp_pen_set_colour (pen, &look->line);
  switch (head)
    {
    case HEAD_FILLED:
      draw_filled_head (pen, tip, direction);
      break;
    case HEAD_OPEN:
      draw_open_head (pen, tip, direction, look->width);
      break;
    case HEAD_DOUBLE:
      draw_filled_head (pen, tip, direction);
      draw_filled_head (pen, offset (pen, tip, direction, ARROW_LENGTH - 3, 0), direction);
      break;
    case HEAD_DIAMOND:
      draw_diamond (pen, tip, direction, look->width);
      break;
    case HEAD_NONE:
    default:
      break;
    }
}

/* Labels */

/* What is seen below a label: the ground, tinted by the boundaries that it lies in. */
static PpColour
ground_at (PpPen       *pen,
           const PpBox *box)
{
  PpColour ground = pen->palette->ground;
  PpPoint centre = pp_box_centre (box);

  for (guint i = 0; i < pen->painter->boundaries->len; i++)
    {
      const PpSceneItem *boundary = g_ptr_array_index (pen->painter->boundaries, i);
      const PpTint *tint = boundary->out_of_scope ? &pen->palette->dimmed : &pen->palette->boundary;

      if (pp_box_contains (&boundary->box, centre))
        ground = pp_colour_over (&tint->fill, &ground);
    }
  return ground;
}

static void
draw_plate (PpPen       *pen,
            const PpBox *box)
{
  PpColour plate = ground_at (pen, box);

  plate.alpha = 0.94;
  if (pen->has_raster)
    {
      PpColour none = { 0, 0, 0, 0 };

      pp_raster_lock (&pen->raster);
      pp_raster_rounded (&pen->raster, box, 4, &plate, 0, &none);
      pp_raster_unlock (&pen->raster);
      return;
    }
  _pp_pen_trace_rounded (pen, box, 4);
  _pp_pen_set_colour (pen, &plate);
  cairo_fill (pen->cr);
}

static void
draw_label (PpPen             *pen,
            const PpSceneItem *item,
            const Look        *look)
{
  double growth = pp_face_get_label_growth (item, pen->scale);
  PpBox box = { -item->label_box.width / 2, -item->label_box.height / 2, item->label_box.width,
                item->label_box.height };
  PpBox plate = pp_box_around (item->label_centre, box.width * growth, box.height * growth);
  g_autofree char *detail = NULL;
  PangoLayout *layout;

  if (pp_box_is_empty (&item->label_box) || growth > PP_FACE_LABEL_GROWTH)
    return;
  detail = pp_face_dup_detail (item);
  layout = pp_text_cache_get (pen->painter->texts, PP_TEXT_LABEL, item->name, detail,
                              &pen->palette->text_dim,
                              item->label_box.width / item->text_scale - 2 * PP_FACE_LABEL_PADDING_X + 2, 3);
  draw_plate (pen, &plate);
  cairo_save (pen->cr);
  cairo_translate (pen->cr, item->label_centre.x, item->label_centre.y);
  cairo_scale (pen->cr, growth, growth);
  _pp_pen_draw_layout (pen, layout, PP_TEXT_LABEL, item->text_scale, &box, &look->text);
  cairo_restore (pen->cr);
}

/* Levels of detail */

static void
draw_simply (PpPen             *pen,
             const PpSceneItem *item,
             Look              *look)
{
  gboolean is_far = pen->detail == PP_DETAIL_FAR;

  if (is_far)
    {
      look->n_dashes = 0;
      look->line.alpha = item->open_threats > 0 ? 0.6 : 0.35;
    }
  stroke_points (pen, item->path, item->n_path, look);
}

void
_pp_pen_draw_edge (PpPen             *self,
                   const PpSceneItem *item)
{
  Look look = look_of (self, item);

  if (item->n_path < 2)
    return;
  if (self->detail != PP_DETAIL_FULL)
    {
      draw_simply (self, item, &look);
      return;
    }
  draw_line (self, item, &look);
  draw_head (self, item, &look, TRUE);
  draw_head (self, item, &look, FALSE);
}

void
_pp_pen_draw_edge_label (PpPen             *self,
                         const PpSceneItem *item)
{
  Look look = look_of (self, item);

  if (item->n_path < 2 || self->detail == PP_DETAIL_FAR)
    return;
  draw_label (self, item, &look);
  if (self->detail == PP_DETAIL_FULL)
    _pp_pen_draw_badge (self, item);
}
