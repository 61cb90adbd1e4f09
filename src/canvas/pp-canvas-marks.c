/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is said about single elements: that they are selected, under the pointer, or have the focus. */

#include "pp-canvas-frame-private.h"

/* What is selected gets on as well while the scene is being painted. */
#define BESIDE_BUDGET_US 1500
/* From this many selected items on their outlines are kept in tiles. */
#define MANY_SELECTED 12
#define FOCUS_RING_PX 20.0
/* What the outline of a selected item needs around it. */
#define HALO_PX 8.0

static GPtrArray *
list_selected (PpCanvas    *self,
               const PpBox *area)
{
  double scale = pp_tile_cache_get_zoom (self->selection_tiles);
  PpBox near = pp_box_inflate (area, HALO_PX / scale);
  GPtrArray *items = g_ptr_array_new ();
  guint n_selected = 0;

  if (self->scene != NULL)
    pp_scene_query (self->scene, &near, items);
  for (guint i = 0; i < items->len; i++)
    {
      const PpSceneItem *item = g_ptr_array_index (items, i);

      if (pp_selection_contains (self->selection, item->id))
        items->pdata[n_selected++] = (gpointer) item;
    }
  g_ptr_array_set_size (items, n_selected);

  return items;
}

static gboolean
has_selected (const PpBox *area,
              gpointer     user_data)
{
  g_autoptr (GPtrArray) items = list_selected (user_data, area);

  return items->len > 0;
}

/* The outline of each takes about as long as an element does. */
static guint
count_selected (const PpBox *area,
                gpointer     user_data)
{
  g_autoptr (GPtrArray) items = list_selected (user_data, area);

  return items->len;
}

static void
paint_selection_tile (cairo_t     *cr,
                      const PpBox *area,
                      double       scale,
                      gpointer     user_data)
{
  PpCanvas *self = user_data;
  g_autoptr (GPtrArray) items = list_selected (self, area);

  for (guint i = 0; i < items->len; i++)
    pp_painter_draw_selection (self->painter, cr, g_ptr_array_index (items, i), FALSE, scale);
}

static gboolean
has_handles (PpCanvas *self)
{
  return self->tool == NULL && self->editor == NULL && pp_selection_get_n_items (self->selection) == 1 &&
         _pp_canvas_can_edit (self);
}

/* The line of a flow is marked beside its label, not across it. */
static void
leave_out_label (const PpCanvasFrame *frame,
                 cairo_t             *cr,
                 const PpSceneItem   *item)
{
  const PpBox *visible = &frame->visible;
  const PpBox *label = &item->label_box;

  if (!item->is_edge || pp_box_is_empty (label))
    return;

  cairo_set_fill_rule (cr, CAIRO_FILL_RULE_EVEN_ODD);
  cairo_rectangle (cr, visible->x - visible->width, visible->y - visible->height,
                   3 * visible->width, 3 * visible->height);
  cairo_rectangle (cr, label->x, label->y, label->width, label->height);
  cairo_clip (cr);
  cairo_set_fill_rule (cr, CAIRO_FILL_RULE_WINDING);
}

static void
draw_selected (const PpCanvasFrame *frame,
               cairo_t             *cr,
               gpointer             data)
{
  PpCanvas *self = frame->canvas;

  leave_out_label (frame, cr, data);
  pp_painter_draw_selection (self->painter, cr, data, has_handles (self), _pp_canvas_frame_scale (frame));
}

void
_pp_canvas_snapshot_selection (const PpCanvasFrame *frame)
{
  PpCanvas *self = frame->canvas;
  guint n_items = pp_selection_get_n_items (self->selection);

  if (n_items >= MANY_SELECTED)
    {
      if (self->lifting_many)
        return;
      _pp_canvas_fill_tiles (frame, self->selection_tiles,
                             self->painted ? frame->deadline_us : g_get_monotonic_time () + BESIDE_BUDGET_US);
      _pp_canvas_place_tiles (frame, self->selection_tiles);
      return;
    }

  for (guint i = 0; i < n_items; i++)
    {
      const PpSceneItem *item = pp_scene_lookup (self->scene, pp_selection_get_id (self->selection, i));

      if (item != NULL)
        _pp_canvas_append_picture (frame, &item->bounds, PP_CANVAS_CHROME_MARGIN_PX, draw_selected, (gpointer) item);
    }
}

static void
draw_hovered (const PpCanvasFrame *frame,
              cairo_t             *cr,
              gpointer             data)
{
  PpCanvas *self = frame->canvas;
  const PpSceneItem *item = data;

  leave_out_label (frame, cr, item);
  if (!pp_selection_contains (self->selection, item->id))
    pp_painter_draw_highlight (self->painter, cr, item, _pp_canvas_frame_scale (frame));
  if (_pp_canvas_can_edit (self) && _pp_tool_can_connect (item))
    pp_painter_draw_connectors (self->painter, cr, item, NULL, _pp_canvas_frame_scale (frame));
}

/* A flow without a label has its ring about the middle of its line. */
static void
draw_focus (const PpCanvasFrame *frame,
            cairo_t             *cr,
            gpointer             data)
{
  PpSceneItem item = *(const PpSceneItem *) data;
  double side = FOCUS_RING_PX / frame->zoom;

  if (item.is_edge && pp_box_is_empty (&item.label_box) && item.n_path > 1)
    item.label_box = pp_box_around (pp_polyline_at (item.path, item.n_path, 0.5, NULL), side, side);
  pp_painter_draw_focus (frame->canvas->painter, cr, &item, _pp_canvas_frame_scale (frame));
}

static gboolean
shows_focus (PpCanvas *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return self->focus_id != NULL && focus != NULL && GTK_IS_WINDOW (root) &&
         gtk_window_get_focus_visible (GTK_WINDOW (root)) &&
         (focus == GTK_WIDGET (self) || gtk_widget_is_ancestor (focus, GTK_WIDGET (self)));
}

void
_pp_canvas_snapshot_hover_and_focus (const PpCanvasFrame *frame)
{
  PpCanvas *self = frame->canvas;
  const PpSceneItem *item;

  if (self->editor != NULL)
    return;

  item = self->hovered_id != NULL && self->tool == NULL
           ? pp_scene_lookup (self->scene, self->hovered_id) : NULL;
  if (item != NULL)
    _pp_canvas_append_picture (frame, &item->bounds, PP_CANVAS_CHROME_MARGIN_PX, draw_hovered, (gpointer) item);

  item = shows_focus (self) ? pp_scene_lookup (self->scene, self->focus_id) : NULL;
  if (item != NULL)
    _pp_canvas_append_picture (frame, &item->bounds, PP_CANVAS_CHROME_MARGIN_PX, draw_focus, (gpointer) item);
}

void
_pp_canvas_selection_look_changed (PpCanvas *self)
{
  pp_tile_cache_invalidate (self->selection_tiles, NULL);
}

/* The tiles of outlines, none of them painted. */
void
_pp_canvas_init_selection (PpCanvas *self)
{
  self->selection_tiles = pp_tile_cache_new (PP_CANVAS_OVERLAY_CAP, FALSE, paint_selection_tile, has_selected,
                                             self);
  pp_tile_cache_set_count (self->selection_tiles, count_selected);
}
