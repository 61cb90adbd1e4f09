/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Draws what an overlay tells. Widths and texts are on the screen, so that a way can be followed from
 * afar; width, dashes, numbers and words tell what colour tells. */

#include "pp-painter-private.h"
#include "pp-scene-private.h"

#include <math.h>

#define MAIN_WIDTH_PX 5.0
#define OTHER_WIDTH_PX 3.0
#define HEAD_PX 13.0
#define NUMBER_RADIUS_PX 10.0
#define NUMBER_AT 0.22          /* of the way along a flow: its label stands in the middle */
#define FRAME_WIDTH 6.0
#define RING_WIDTH_PX 3.0
#define WAVE_WIDTH_PX 2.0
#define GLYPH_PX 12.0
/* What all of these need around the elements. */
#define REACH_PX 160.0
/* What rings, numbers and arrow heads need. */
#define AROUND_PX 26.0

typedef struct {
  PpPen    pen;
  PpScene *scene;
  double   px;                  /* units of one pixel */
} Story;

static double
unit_px (double scale)
{
  return scale > 0 ? 1 / scale : 1;
}

static void
set_line (Story         *self,
          double         width_px,
          const PpColour *colour)
{
  cairo_set_dash (self->pen.cr, NULL, 0, 0);
  cairo_set_line_width (self->pen.cr, width_px * self->px);
  _pp_pen_set_colour (&self->pen, colour);
}

/* Where the line between the middles of two boxes leaves the first. */
static PpPoint
leave_box (const PpBox *box,
           PpPoint      towards)
{
  PpPoint centre = pp_box_centre (box);
  double dx = towards.x - centre.x, dy = towards.y - centre.y;
  double along = MIN (dx != 0 ? box->width / 2 / fabs (dx) : INFINITY,
                      dy != 0 ? box->height / 2 / fabs (dy) : INFINITY);

  along = MIN (along, 1);
  return (PpPoint) { centre.x + dx * along, centre.y + dy * along };
}

/* The points of a step, in the direction in which it goes. */
static GArray *
list_points (Story               *self,
             const PpOverlayStep *step)
{
  const PpSceneItem *from = pp_scene_lookup (self->scene, step->from);
  const PpSceneItem *to = pp_scene_lookup (self->scene, step->to);
  const PpSceneItem *via = step->via != NULL ? pp_scene_lookup (self->scene, step->via) : NULL;
  GArray *points = g_array_new (FALSE, FALSE, sizeof (PpPoint));

  if (via != NULL && via->is_edge && via->n_path > 1)
    {
      gboolean back = g_strcmp0 (via->source, step->to) == 0 && g_strcmp0 (via->target, step->to) != 0;

      for (guint i = 0; i < via->n_path; i++)
        g_array_append_val (points, via->path[back ? via->n_path - 1 - i : i]);
    }
  else if (from != NULL && to != NULL && from != to && !from->is_edge && !to->is_edge)
    {
      PpPoint start = leave_box (&from->box, pp_box_centre (&to->box));
      PpPoint end = leave_box (&to->box, pp_box_centre (&from->box));

      g_array_append_val (points, start);
      g_array_append_val (points, end);
    }
  return points;
}

static void
draw_head (Story         *self,
           const PpPoint *points,
           guint          n_points)
{
  PpPoint tip = points[n_points - 1];
  double length = pp_polyline_length (points, n_points), size = HEAD_PX * self->px;
  PpPoint before = length > size ? pp_polyline_at (points, n_points, 1 - size / length, NULL) : points[0];
  double angle = atan2 (tip.y - before.y, tip.x - before.x);

  cairo_move_to (self->pen.cr, tip.x, tip.y);
  cairo_line_to (self->pen.cr, tip.x - size * cos (angle - 0.45), tip.y - size * sin (angle - 0.45));
  cairo_line_to (self->pen.cr, tip.x - size * cos (angle + 0.45), tip.y - size * sin (angle + 0.45));
  cairo_close_path (self->pen.cr);
  cairo_fill (self->pen.cr);
}

/* A way runs beside the label of its flow, not across it. */
static void
spare_label (Story               *self,
             const PpOverlayStep *step)
{
  const PpSceneItem *via = step->via != NULL ? pp_scene_lookup (self->scene, step->via) : NULL;
  PpBox all, label;

  if (via == NULL || !via->is_edge || pp_box_is_empty (&via->label_box))
    return;
  all = pp_box_inflate (&via->bounds, REACH_PX * self->px);
  label = via->label_box;
  cairo_rectangle (self->pen.cr, all.x, all.y, all.width, all.height);
  cairo_rectangle (self->pen.cr, label.x, label.y, label.width, label.height);
  cairo_set_fill_rule (self->pen.cr, CAIRO_FILL_RULE_EVEN_ODD);
  cairo_clip (self->pen.cr);
  cairo_set_fill_rule (self->pen.cr, CAIRO_FILL_RULE_WINDING);
}

static void
draw_line (Story               *self,
           const PpOverlayStep *step)
{
  const double dashes[2] = { 9 * self->px, 6 * self->px };
  gboolean is_main = step->line == PP_OVERLAY_LINE_MAIN;
  g_autoptr (GArray) array = list_points (self, step);
  const PpPoint *points = (const PpPoint *) (gconstpointer) array->data;

  if (array->len < 2)
    return;
  cairo_save (self->pen.cr);
  spare_label (self, step);
  /* A rim in the colour of the ground keeps it apart from what it crosses. */
  for (guint i = 0; i < array->len; i++)
    cairo_line_to (self->pen.cr, points[i].x, points[i].y);
  set_line (self, (is_main ? MAIN_WIDTH_PX : OTHER_WIDTH_PX) + 3, &self->pen.palette->ground);
  cairo_stroke_preserve (self->pen.cr);
  set_line (self, is_main ? MAIN_WIDTH_PX : OTHER_WIDTH_PX, &self->pen.palette->attack);
  if (!is_main)
    cairo_set_dash (self->pen.cr, dashes, 2, 0);
  cairo_stroke (self->pen.cr);
  cairo_restore (self->pen.cr);
  _pp_pen_set_colour (&self->pen, &self->pen.palette->attack);
  draw_head (self, points, array->len);
}

static PangoLayout *
lay_out (Story      *self,
         const char *text,
         double      width_px)
{
  return pp_text_cache_get (self->pen.painter->texts, PP_TEXT_BADGE, text, NULL, NULL, width_px, 1);
}

/* Text in pixels about a place; a ground that is filled, or hollow with a border. */
static void
draw_chip (Story      *self,
           PpPoint     centre,
           const char *text,
           gboolean    is_filled,
           gboolean    is_round)
{
  const PpPalette *palette = self->pen.palette;
  PangoLayout *layout = lay_out (self, text, is_round ? 0 : PP_WORDS_TEXT_PX);
  cairo_t *cr = self->pen.cr;
  PangoRectangle extents;
  double width, around, height = is_round ? 2 * NUMBER_RADIUS_PX : PP_WORDS_HEIGHT_PX;
  PpBox box;

  pango_layout_get_extents (layout, NULL, &extents);
  width = (double) extents.width / PANGO_SCALE;
  around = is_round ? MAX (height, width + 10) : width + 2 * PP_WORDS_PADDING_PX;
  box = pp_box_around ((PpPoint) { 0, 0 }, around, height);
  cairo_save (cr);
  cairo_translate (cr, centre.x, centre.y);
  cairo_scale (cr, self->px, self->px);
  _pp_pen_trace_rounded (&self->pen, &box, height / 2);
  cairo_set_dash (cr, NULL, 0, 0);
  cairo_set_line_width (cr, is_filled ? 2 : 1.5);
  _pp_pen_set_colour (&self->pen, is_filled ? &palette->attack : &palette->ground);
  cairo_fill_preserve (cr);
  _pp_pen_set_colour (&self->pen, is_filled ? &palette->ground : &palette->attack);
  cairo_stroke (cr);
  _pp_pen_set_colour (&self->pen, is_filled ? &palette->ground : &palette->text);
  cairo_move_to (cr, -width / 2 - (double) extents.x / PANGO_SCALE, -(double) extents.height / PANGO_SCALE / 2);
  pango_cairo_show_layout (cr, layout);
  cairo_new_path (cr);
  cairo_restore (cr);
}

static void
draw_number (Story               *self,
             const PpOverlayStep *step)
{
  g_autoptr (GArray) array = list_points (self, step);
  const PpSceneItem *place = pp_scene_lookup (self->scene, step->to);
  g_autofree char *text = g_strdup_printf (step->warns ? "%u ←" : "%u", step->number);
  PpPoint centre;

  if (step->number == 0)
    return;
  if (array->len > 1)
    centre = pp_polyline_at ((const PpPoint *) (gconstpointer) array->data, array->len, NUMBER_AT, NULL);
  else if (place != NULL)
    centre = (PpPoint) { place->box.x, place->box.y + place->box.height };
  else
    return;
  draw_chip (self, centre, text, step->line == PP_OVERLAY_LINE_MAIN, TRUE);
}

static void
trace_ring (Story       *self,
            const PpBox *box,
            double       gap_px)
{
  PpBox ring = pp_box_inflate (box, gap_px * self->px);

  _pp_pen_trace_rounded (&self->pen, &ring, (gap_px + 6) * self->px);
}

static void
draw_ring (Story               *self,
           const PpOverlayMark *mark,
           const PpBox         *box)
{
  trace_ring (self, box, PP_MARK_RING_GAP_PX);
  set_line (self, RING_WIDTH_PX, &self->pen.palette->attack);
  cairo_stroke (self->pen.cr);
  trace_ring (self, box, PP_MARK_RING_GAP_PX + 2 * RING_WIDTH_PX - 1);
  set_line (self, 1, &self->pen.palette->attack);
  cairo_stroke (self->pen.cr);
}

/* As many rings as the level says. */
static void
draw_wave (Story               *self,
           const PpOverlayMark *mark,
           const PpBox         *box)
{
  for (guint i = 0; i < mark->level; i++)
    {
      trace_ring (self, box, PP_MARK_WAVE_GAP_PX * (i + 1));
      set_line (self, WAVE_WIDTH_PX, &self->pen.palette->attack);
      cairo_stroke (self->pen.cr);
    }
}

static void
draw_origin (Story       *self,
             const PpBox *box)
{
  PpColour inside = self->pen.palette->attack;

  inside.alpha = 0.25;
  trace_ring (self, box, 2 * PP_MARK_WAVE_GAP_PX);
  _pp_pen_set_colour (&self->pen, &inside);
  cairo_fill_preserve (self->pen.cr);
  set_line (self, RING_WIDTH_PX, &self->pen.palette->attack);
  cairo_stroke (self->pen.cr);
}

/* Scissors, opened to the right. */
static void
draw_scissors (Story   *self,
               PpPoint  centre)
{
  cairo_t *cr = self->pen.cr;

  cairo_save (cr);
  cairo_translate (cr, centre.x, centre.y);
  cairo_scale (cr, self->px, self->px);
  cairo_set_dash (cr, NULL, 0, 0);
  cairo_arc (cr, 0, 0, GLYPH_PX, 0, 2 * G_PI);
  _pp_pen_set_colour (&self->pen, &self->pen.palette->ground);
  cairo_fill_preserve (cr);
  cairo_set_line_width (cr, 2);
  _pp_pen_set_colour (&self->pen, &self->pen.palette->attack);
  cairo_stroke (cr);
  cairo_arc (cr, -4.5, -3.5, 2.2, 0, 2 * G_PI);
  cairo_new_sub_path (cr);
  cairo_arc (cr, -4.5, 3.5, 2.2, 0, 2 * G_PI);
  cairo_move_to (cr, -2.6, -2.4);
  cairo_line_to (cr, 7, 3.6);
  cairo_move_to (cr, -2.6, 2.4);
  cairo_line_to (cr, 7, -3.6);
  cairo_set_line_width (cr, 1.6);
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
draw_mark (Story               *self,
           const PpOverlayMark *mark,
           const PpSceneItem   *item,
           PpPoint              below)
{
  PpBox box = pp_mark_get_box (item);

  switch (mark->type)
    {
    case PP_OVERLAY_RING:
      draw_ring (self, mark, &box);
      break;
    case PP_OVERLAY_WAVE:
      draw_wave (self, mark, &box);
      break;
    case PP_OVERLAY_ORIGIN:
      draw_origin (self, &box);
      break;
    case PP_OVERLAY_CUT:
    default:
      draw_scissors (self, (PpPoint) { box.x, box.y });
      break;
    }
  if (mark->text != NULL)
    draw_chip (self, below, mark->text, mark->is_filled, FALSE);
}

static gboolean
is_near (Story             *self,
         const PpSceneItem *item,
         const PpBox       *area)
{
  PpBox reach;

  if (item == NULL)
    return FALSE;
  reach = pp_box_inflate (&item->bounds, REACH_PX * self->px);
  return pp_box_intersects (&reach, area);
}

/* A step without a flow may cross what its ends are far from. */
static gboolean
step_is_near (Story               *self,
              const PpOverlayStep *step,
              const PpBox         *area)
{
  const PpSceneItem *from = pp_scene_lookup (self->scene, step->from);
  const PpSceneItem *to = pp_scene_lookup (self->scene, step->to);
  const PpSceneItem *via = step->via != NULL ? pp_scene_lookup (self->scene, step->via) : NULL;
  PpBox both;

  if (via != NULL)
    return is_near (self, via, area);
  if (from == NULL || to == NULL)
    return is_near (self, to, area);
  both = pp_box_union (&from->bounds, &to->bounds);
  both = pp_box_inflate (&both, REACH_PX * self->px);
  return pp_box_intersects (&both, area);
}

static int
compare_order (gconstpointer a,
               gconstpointer b)
{
  const PpSceneItem *one = *(PpSceneItem * const *) a, *other = *(PpSceneItem * const *) b;

  return (one->index > other->index) - (one->index < other->index);
}

/* A boundary's frame and its name; the whole of it would cover the rest. */
static void
draw_frame (Story             *self,
            PpPainter         *painter,
            const PpSceneItem *item,
            double             scale)
{
  const PpBox *box = &item->box;
  PpBox title = _pp_pen_get_title_box (&self->pen, item);
  double half = FRAME_WIDTH / 2 * MAX (self->px, 1);

  for (int part = 0; part < 2; part++)
    {
      cairo_save (self->pen.cr);
      cairo_set_fill_rule (self->pen.cr, CAIRO_FILL_RULE_EVEN_ODD);
      if (part == 0)
        {
          cairo_rectangle (self->pen.cr, box->x - half, box->y - half, box->width + 2 * half, box->height + 2 * half);
          cairo_rectangle (self->pen.cr, box->x + half, box->y + half, box->width - 2 * half, box->height - 2 * half);
        }
      else
        cairo_rectangle (self->pen.cr, title.x, title.y, title.width, title.height);
      cairo_clip (self->pen.cr);
      cairo_set_fill_rule (self->pen.cr, CAIRO_FILL_RULE_WINDING);
      pp_painter_draw_item (painter, self->pen.cr, item, scale);
      cairo_restore (self->pen.cr);
    }
}

/* What the overlay speaks of, at full strength. */
static void
draw_elements (Story       *self,
               PpPainter   *painter,
               PpOverlay   *overlay,
               const PpBox *area,
               double       scale)
{
  GPtrArray *ids = pp_overlay_get_elements (overlay);
  g_autoptr (GPtrArray) items = g_ptr_array_new ();

  for (guint i = 0; i < ids->len; i++)
    {
      const PpSceneItem *item = pp_scene_lookup (self->scene, g_ptr_array_index (ids, i));

      if (item != NULL && pp_box_intersects (&item->bounds, area))
        g_ptr_array_add (items, (gpointer) item);
    }
  g_ptr_array_sort (items, compare_order);
  for (guint i = 0; i < items->len; i++)
    {
      const PpSceneItem *item = g_ptr_array_index (items, i);

      if (item->shape == PP_SHAPE_BOUNDARY && !item->is_edge && item->angle == 0)
        draw_frame (self, painter, item, scale);
      else if (item->shape != PP_SHAPE_BOUNDARY)
        pp_painter_draw_item (painter, self->pen.cr, item, scale);
    }
}

static void
draw_steps (Story       *self,
            PpOverlay   *overlay,
            const PpBox *area)
{
  GPtrArray *steps = pp_overlay_get_steps (overlay);

  for (int line = PP_OVERLAY_LINE_MAIN; line <= PP_OVERLAY_LINE_OTHER; line++)
    for (guint i = 0; i < steps->len; i++)
      {
        const PpOverlayStep *step = g_ptr_array_index (steps, i);

        if ((int) step->line == line && step_is_near (self, step, area))
          draw_line (self, step);
      }
  for (guint i = 0; i < steps->len; i++)
    if (step_is_near (self, g_ptr_array_index (steps, i), area))
      draw_number (self, g_ptr_array_index (steps, i));
}

/**
 * pp_painter_prepare_overlay:
 * @self: a painter
 * @scene: what the overlay is about
 * @overlay: what to tell
 * @scale: device pixels for one unit
 * @deadline_us: when to stop, by g_get_monotonic_time()
 *
 * Works out what pp_painter_draw_overlay() needs to know of the whole of it, or goes on with that, for who must
 * not wait for all of it at once.
 *
 * Returns: whether that is known now
 */
gboolean
pp_painter_prepare_overlay (PpPainter *self,
                            PpScene   *scene,
                            PpOverlay *overlay,
                            double     scale,
                            gint64     deadline_us)
{
  g_return_val_if_fail (PP_IS_PAINTER (self) && overlay != NULL, TRUE);

  return pp_words_place (self->words, scene, overlay, unit_px (scale), deadline_us);
}

/**
 * pp_painter_draw_overlay:
 * @self: a painter
 * @cr: a context in layout units
 * @scene: what the overlay is about
 * @overlay: what to tell
 * @area: the part that is painted
 * @scale: device pixels for one unit
 *
 * Draws the elements that @overlay speaks of once more, and what it says of them, over a drawing that was
 * dimmed. Elements that the scene does not show are passed over.
 */
void
pp_painter_draw_overlay (PpPainter   *self,
                         cairo_t     *cr,
                         PpScene     *scene,
                         PpOverlay   *overlay,
                         const PpBox *area,
                         double       scale)
{
  Story story = { .scene = scene, .px = unit_px (scale) };
  GPtrArray *marks;

  g_return_if_fail (PP_IS_PAINTER (self) && overlay != NULL);

  story.pen = (PpPen) { .painter = self, .palette = &self->palette, .cr = cr, .scale = scale,
                        .detail = PP_DETAIL_FULL };
  cairo_save (cr);
  cairo_new_path (cr);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
  draw_elements (&story, self, overlay, area, scale);
  draw_steps (&story, overlay, area);
  marks = pp_overlay_get_marks (overlay);
  pp_words_place (self->words, scene, overlay, story.px, G_MAXINT64);
  for (guint i = 0; i < marks->len; i++)
    {
      const PpOverlayMark *mark = g_ptr_array_index (marks, i);
      const PpSceneItem *item = pp_scene_lookup (scene, mark->element);

      if (is_near (&story, item, area))
        draw_mark (&story, mark, item, pp_words_get_place (self->words, i));
    }
  cairo_restore (cr);
}

PpBox
pp_painter_get_overlay_bounds (PpPainter *self,
                               PpScene   *scene,
                               PpOverlay *overlay)
{
  GPtrArray *ids = pp_overlay_get_elements (overlay), *marks = pp_overlay_get_marks (overlay);
  PpBox all = { 0 };

  for (guint i = 0; i < ids->len; i++)
    {
      const PpSceneItem *item = pp_scene_lookup (scene, g_ptr_array_index (ids, i));
      PpBox box = item != NULL ? pp_box_inflate (&item->bounds, AROUND_PX) : (PpBox) { 0 };

      all = pp_box_union (&all, &box);
    }
  pp_words_place (self->words, scene, overlay, 1, G_MAXINT64);
  for (guint i = 0; i < marks->len; i++)
    {
      const PpOverlayMark *mark = g_ptr_array_index (marks, i);
      PpBox words = pp_words_get_box (self->words, i);

      if (pp_scene_lookup (scene, mark->element) == NULL || mark->text == NULL)
        continue;
      words = pp_box_inflate (&words, 2);
      all = pp_box_union (&all, &words);
    }
  return all;
}

/* Whether anything of it may be in an area. */
gboolean
pp_painter_overlay_touches (PpScene     *scene,
                            PpOverlay   *overlay,
                            const PpBox *area,
                            double       scale)
{
  Story story = { .scene = scene, .px = unit_px (scale) };
  GPtrArray *ids = pp_overlay_get_elements (overlay), *steps = pp_overlay_get_steps (overlay);

  for (guint i = 0; i < ids->len; i++)
    if (is_near (&story, pp_scene_lookup (scene, g_ptr_array_index (ids, i)), area))
      return TRUE;
  for (guint i = 0; i < steps->len; i++)
    if (step_is_near (&story, g_ptr_array_index (steps, i), area))
      return TRUE;
  return FALSE;
}
