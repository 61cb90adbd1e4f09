/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-painter-private.h"
#include "pp-text-draw.h"

#include <math.h>

#define FULL_FROM 0.35
/* Arrow heads and lines are not drawn smaller than this on the screen. */
#define SMALLEST_HEAD_PX 6.0
#define HEAD_LENGTH 10.0
#define MIDDLE_FROM 0.2

G_DEFINE_FINAL_TYPE (PpPainter, pp_painter, G_TYPE_OBJECT)

static void
pp_painter_finalize (GObject *object)
{
  PpPainter *self = PP_PAINTER (object);

  pp_words_free (self->words);
  pp_text_cache_free (self->texts);
  pp_icons_free (self->icons);
  pp_ruler_free (self->ruler);
  g_ptr_array_unref (self->visible);
  g_ptr_array_unref (self->boundaries);

  G_OBJECT_CLASS (pp_painter_parent_class)->finalize (object);
}

static void
pp_painter_class_init (PpPainterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pp_painter_finalize;
}

static void
pp_painter_init (PpPainter *self)
{
  self->texts = pp_text_cache_new ();
  self->icons = pp_icons_new ();
  self->ruler = pp_ruler_new ();
  self->visible = g_ptr_array_new ();
  self->boundaries = g_ptr_array_new ();
  self->words = pp_words_new (self->texts);
  pp_palette_init (&self->palette, &self->appearance);
}

PpPainter *
pp_painter_new (void)
{
  return g_object_new (PP_TYPE_PAINTER, NULL);
}

void
pp_painter_set_appearance (PpPainter          *self,
                           const PpAppearance *appearance)
{
  g_return_if_fail (PP_IS_PAINTER (self));

  self->appearance = *appearance;
  pp_palette_init (&self->palette, appearance);
  pp_text_cache_clear (self->texts);
  pp_words_forget (self->words);
}

const PpColour *
pp_painter_get_veil (PpPainter *self)
{
  g_return_val_if_fail (PP_IS_PAINTER (self), NULL);

  return &self->palette.veil;
}

/**
 * pp_painter_set_context:
 * @self: a painter
 * @context: a context for text, of which the painter changes font options and rounding
 *
 * Lets texts be laid out in another context, for example one for a printer.
 */
void
pp_painter_set_context (PpPainter    *self,
                        PangoContext *context)
{
  g_return_if_fail (PP_IS_PAINTER (self));

  pp_text_prepare_context (context);
  pp_text_cache_set_context (self->texts, context);
  pp_words_forget (self->words);
}

/**
 * pp_painter_set_font:
 * @self: a painter
 * @font: how texts are wished to be, as pp_scene_new_with_font() was told
 */
void
pp_painter_set_font (PpPainter        *self,
                     const PpTextFont *font)
{
  g_return_if_fail (PP_IS_PAINTER (self));

  pp_ruler_set_font (self->ruler, font);
  pp_text_cache_set_family (self->texts, font->family);
  pp_words_forget (self->words);
}

void
_pp_pen_init (PpPen     *self,
              PpPainter *painter,
              cairo_t   *cr,
              double     scale)
{
  *self = (PpPen) { .painter = painter, .palette = &painter->palette, .cr = cr, .scale = scale };
  self->detail = PP_DETAIL_FULL;
  if (scale > 0 && scale < FULL_FROM)
    self->detail = scale < MIDDLE_FROM ? PP_DETAIL_FAR : PP_DETAIL_MIDDLE;
  self->head = scale > 0 ? MAX (1, SMALLEST_HEAD_PX / (HEAD_LENGTH * scale)) : 1;
  self->thinnest = scale > 0 ? 1 / scale : 0;
  self->has_raster = scale > 0 && pp_raster_begin (&self->raster, cr);
}

void
_pp_pen_set_colour (PpPen          *self,
                    const PpColour *colour)
{
  cairo_set_source_rgba (self->cr, colour->red, colour->green, colour->blue, colour->alpha);
}

void
_pp_pen_draw_layout (PpPen          *self,
                     PangoLayout    *layout,
                     PpTextStyle     style,
                     double          text_scale,
                     const PpBox    *box,
                     const PpColour *colour)
{
  PangoRectangle extents;
  double width = pango_layout_get_width (layout) / (double) PANGO_SCALE;
  PpPoint centre = pp_box_centre (box);

  if (self->scale > 0 && pp_text_get_size (style) * text_scale * self->scale < PP_MIN_TEXT_PX)
    return;

  pango_layout_get_extents (layout, NULL, &extents);
  if (width < 0)
    width = (double) extents.width / PANGO_SCALE;
  self->painter->counters.texts_drawn++;
  cairo_save (self->cr);
  cairo_translate (self->cr, centre.x, centre.y);
  cairo_scale (self->cr, text_scale, text_scale);
  _pp_pen_set_colour (self, colour);
  cairo_move_to (self->cr, -width / 2, -(double) extents.height / PANGO_SCALE / 2);
  pp_text_draw (self->cr, layout);
  cairo_restore (self->cr);
}

void
pp_painter_draw_ground (PpPainter *self,
                        cairo_t   *cr)
{
  const PpColour *ground = &self->palette.ground;

  g_return_if_fail (PP_IS_PAINTER (self));

  cairo_set_source_rgb (cr, ground->red, ground->green, ground->blue);
  cairo_paint (cr);
}

static void
draw_item (PpPen             *pen,
           const PpSceneItem *item)
{
  if (item->is_edge)
    {
      pen->painter->counters.edges_drawn++;
      _pp_pen_draw_edge (pen, item);
      return;
    }
  pen->painter->counters.nodes_drawn++;
  _pp_pen_draw_node (pen, item);
  if (item->shape == PP_SHAPE_BOUNDARY)
    g_ptr_array_add (pen->painter->boundaries, (gpointer) item);
}

/* In paint order, then the labels of edges: these stay legible whatever lies above their edge. */
static void
draw_items (PpPainter *self,
            cairo_t   *cr,
            GPtrArray *items,
            double     scale,
            gboolean   with_lifted)
{
  PpPen pen;

  cairo_save (cr);
  _pp_pen_init (&pen, self, cr, scale);
  g_ptr_array_set_size (self->boundaries, 0);
  for (guint i = 0; i < items->len; i++)
    {
      const PpSceneItem *item = g_ptr_array_index (items, i);

      if (with_lifted || !item->lifted)
        draw_item (&pen, item);
    }
  for (guint i = 0; i < items->len && pen.detail != PP_DETAIL_FAR; i++)
    {
      const PpSceneItem *item = g_ptr_array_index (items, i);

      if (item->is_edge && (with_lifted || !item->lifted))
        _pp_pen_draw_edge_label (&pen, item);
    }
  cairo_restore (cr);
}

void
pp_painter_draw_scene (PpPainter   *self,
                       cairo_t     *cr,
                       PpScene     *scene,
                       const PpBox *area,
                       double       scale)
{
  g_return_if_fail (PP_IS_PAINTER (self));
  g_return_if_fail (PP_IS_SCENE (scene));

  pp_scene_query (scene, area, self->visible);
  draw_items (self, cr, self->visible, scale, FALSE);
}

void
pp_painter_draw_item (PpPainter         *self,
                      cairo_t           *cr,
                      const PpSceneItem *item,
                      double             scale)
{
  g_return_if_fail (PP_IS_PAINTER (self));

  g_ptr_array_set_size (self->visible, 0);
  g_ptr_array_add (self->visible, (gpointer) item);
  draw_items (self, cr, self->visible, scale, TRUE);
}

void
pp_painter_draw_new_node (PpPainter   *self,
                          cairo_t     *cr,
                          PpKind      *kind,
                          const char  *name,
                          const PpBox *box,
                          double       scale)
{
  PpSceneItem item = {
    .id = "",
    .kind = kind,
    .name = name,
    .dfd_class = pp_kind_get_dfd_class (kind),
    .shape = pp_shape_from_string (pp_kind_get_shape (kind)),
    .box = *box,
  };

  g_return_if_fail (PP_IS_PAINTER (self));

  pp_face_compose (&item, self->ruler);
  pp_painter_draw_item (self, cr, &item, scale);
}

void
pp_painter_draw_items (PpPainter *self,
                       cairo_t   *cr,
                       GPtrArray *items,
                       double     scale)
{
  g_return_if_fail (PP_IS_PAINTER (self));

  draw_items (self, cr, items, scale, TRUE);
}

void
pp_painter_get_counters (PpPainter         *self,
                         PpPainterCounters *counters)
{
  g_return_if_fail (PP_IS_PAINTER (self));

  *counters = self->counters;
  counters->layouts_created = pp_text_cache_get_n_created (self->texts);
  counters->icons_rendered = pp_icons_get_n_rendered (self->icons);
}
