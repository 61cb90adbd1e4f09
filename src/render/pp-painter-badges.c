/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The badges of an element: filled for what people keep, hollow for what is only found, and hollow in the
 * colour of faint text for questions. A glyph tells the severity by its shape. */

#include "pp-painter-private.h"

#define GLYPH_SIDE 7.0
#define GLYPH_INSET 5.5
#define GLYPH_WIDTH 1.6
#define RIM 2.0
#define HOLLOW_BORDER 1.25
#define DOT_PX 3.0

typedef struct {
  PpColour fill;
  PpColour line;                /* text, glyph, and the border of a hollow part */
} PartLook;

static PartLook
look_of (const PpPalette   *palette,
         const PpBadgePart *part)
{
  switch (part->type)
    {
    case PP_BADGE_STATED:
      return (PartLook) { palette->badge.fill, palette->badge.line };
    case PP_BADGE_SUGGESTED:
      return (PartLook) { palette->ground, palette->threat };
    case PP_BADGE_QUESTIONS:
    default:
      return (PartLook) { palette->ground, palette->text_dim };
    }
}

static void
draw_pill (PpPen          *pen,
           const PpBox    *box,
           const PpColour *fill,
           double          width,
           const PpColour *border)
{
  if (pen->has_raster)
    {
      pp_raster_rounded (&pen->raster, box, box->height / 2, fill, width, border);
      return;
    }
  _pp_pen_trace_rounded (pen, box, box->height / 2);
  _pp_pen_set_colour (pen, fill);
  cairo_fill_preserve (pen->cr);
  cairo_set_dash (pen->cr, NULL, 0, 0);
  cairo_set_line_width (pen->cr, width);
  _pp_pen_set_colour (pen, border);
  cairo_stroke (pen->cr);
}

static void
draw_glyph (PpPen          *pen,
            const PpBox    *box,
            int             severity,
            double          width,
            const PpColour *colour)
{
  PpPoint points[8];
  guint n_points = pp_badge_list_glyph_lines (severity, box, points);

  for (guint i = 0; i + 1 < n_points && pen->has_raster; i += 2)
    pp_raster_polyline (&pen->raster, points + i, 2, width, NULL, 0, colour);
  if (pen->has_raster)
    return;
  for (guint i = 0; i + 1 < n_points; i += 2)
    {
      cairo_move_to (pen->cr, points[i].x, points[i].y);
      cairo_line_to (pen->cr, points[i + 1].x, points[i + 1].y);
    }
  cairo_set_line_width (pen->cr, width);
  cairo_set_line_cap (pen->cr, CAIRO_LINE_CAP_ROUND);
  _pp_pen_set_colour (pen, colour);
  cairo_stroke (pen->cr);
}

/* A rim in the colour of the ground sets the badge off from the line below it. */
static void
draw_part_body (PpPen             *pen,
                const PpBadgePart *part,
                const PartLook    *look,
                int                severity,
                double             growth)
{
  PpBox inside = pp_box_inflate (&part->box, -HOLLOW_BORDER / 2 * growth);
  double side = GLYPH_SIDE * growth;
  PpBox glyph = { part->box.x + GLYPH_INSET * growth, part->box.y + (part->box.height - side) / 2, side, side };

  if (pen->has_raster)
    pp_raster_lock (&pen->raster);
  draw_pill (pen, &part->box, &look->fill, RIM, &pen->palette->ground);
  if (part->type != PP_BADGE_STATED)
    draw_pill (pen, &inside, &look->fill, HOLLOW_BORDER * growth, &look->line);
  if (part->has_glyph)
    draw_glyph (pen, &glyph, severity, GLYPH_WIDTH * growth, &look->line);
  if (pen->has_raster)
    pp_raster_unlock (&pen->raster);
}

static void
draw_count (PpPen             *pen,
            const PpBadgePart *part,
            double             growth,
            const PpColour    *colour)
{
  PangoLayout *layout = pp_text_cache_get (pen->painter->texts, PP_TEXT_BADGE, part->text, NULL, NULL, 0, 1);
  double glyph = part->has_glyph ? GLYPH_INSET + GLYPH_SIDE - 2 : 0;
  PpBox box = { glyph, 0, part->box.width / growth - glyph, part->box.height / growth };
  double scale = pen->scale;

  cairo_save (pen->cr);
  cairo_translate (pen->cr, part->box.x, part->box.y);
  cairo_scale (pen->cr, growth, growth);
  pen->scale *= growth;
  _pp_pen_draw_layout (pen, layout, PP_TEXT_BADGE, 1, &box, colour);
  pen->scale = scale;
  cairo_restore (pen->cr);
}

void
_pp_pen_draw_badge (PpPen             *self,
                    const PpSceneItem *item)
{
  PpBadgePart parts[PP_N_BADGE_PARTS];
  guint n_parts = pp_face_list_badges (item, self->scale, parts);
  double growth = pp_badge_get_growth (self->scale);

  for (guint i = 0; i < n_parts; i++)
    {
      PartLook look = look_of (self->palette, &parts[i]);

      draw_part_body (self, &parts[i], &look, item->badge.severity, growth);
      draw_count (self, &parts[i], growth, &look.line);
    }
}

/* From afar: one dot, filled or hollow. The raster must be locked. */
void
_pp_pen_draw_badge_dot (PpPen             *self,
                        const PpSceneItem *item)
{
  PpBadgePart parts[PP_N_BADGE_PARTS];
  double size = 2 * DOT_PX / self->scale;
  PartLook look;
  PpBox dot;

  if (!self->has_raster || pp_face_list_badges (item, self->scale, parts) == 0)
    return;
  look = look_of (self->palette, &parts[0]);
  dot = pp_box_around (pp_box_centre (&parts[0].box), size, size);
  if (parts[0].type == PP_BADGE_STATED)
    pp_raster_ellipse (&self->raster, &dot, &look.fill, 0, &look.fill);
  else
    pp_raster_ellipse (&self->raster, &dot, &look.fill, 1 / self->scale, &look.line);
}
