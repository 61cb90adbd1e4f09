/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The canvas: a view of one layout and the place where it is edited. This file holds the widget; what it
 * does is in the files beside it, by subject. */

#include "pp-canvas-private.h"

G_DEFINE_FINAL_TYPE (PpCanvas, pp_canvas, GTK_TYPE_WIDGET)

enum {
  INSPECT,
  SHOW_THREATS,
  MESSAGE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
viewport_moved_cb (PpCanvas *self)
{
  _pp_canvas_queue_proxies (self);
  if (self->editor != NULL)
    gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
zoom_settled_cb (gpointer data)
{
  PpCanvas *self = data;

  self->settle_source = 0;
  self->zooming = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));

  return G_SOURCE_REMOVE;
}

static void
zoom_changed_cb (PpCanvas *self)
{
  self->zooming = TRUE;
  g_clear_handle_id (&self->settle_source, g_source_remove);
  self->settle_source = g_timeout_add (80, zoom_settled_cb, self);
  g_source_set_static_name (g_main_context_find_source_by_id (NULL, self->settle_source),
                            "[parapet] zoom settled");
  _pp_canvas_update_actions (self);
  g_object_notify (G_OBJECT (self), "zoom");
}

static void
selection_changed_cb (PpCanvas *self)
{
  _pp_canvas_selection_look_changed (self);
  _pp_canvas_update_selected_states (self);
  _pp_canvas_update_actions (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
pp_canvas_size_allocate (GtkWidget *widget,
                         int        width,
                         int        height,
                         int        baseline)
{
  PpCanvas *self = PP_CANVAS (widget);
  gboolean fitted = self->fit_pending || _pp_canvas_is_fitted (self);

  pp_viewport_set_size (self->viewport, width, height);
  if (fitted && width > 0 && height > 0)
    {
      self->fit_pending = FALSE;
      _pp_canvas_fit (self);
    }
  _pp_canvas_allocate_proxies (self);
  _pp_canvas_allocate_editor (self);
  if (self->menu != NULL)
    gtk_popover_present (GTK_POPOVER (self->menu));
}

static void
pp_canvas_measure (GtkWidget      *widget,
                   GtkOrientation  orientation,
                   int             for_size,
                   int            *minimum,
                   int            *natural,
                   int            *minimum_baseline,
                   int            *natural_baseline)
{
  *minimum = 120;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 800 : 600;
}

static void
pp_canvas_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (pp_canvas_parent_class)->root (widget);

  g_signal_connect_object (gtk_widget_get_root (widget), "notify::focus-visible",
                           G_CALLBACK (gtk_widget_queue_draw), widget, G_CONNECT_SWAPPED);
}

static void
pp_canvas_unroot (GtkWidget *widget)
{
  g_signal_handlers_disconnect_by_func (gtk_widget_get_root (widget), gtk_widget_queue_draw, widget);

  GTK_WIDGET_CLASS (pp_canvas_parent_class)->unroot (widget);
}

static void
pp_canvas_realize (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (pp_canvas_parent_class)->realize (widget);

  _pp_canvas_watch_frames (PP_CANVAS (widget));
}

static void
pp_canvas_unrealize (GtkWidget *widget)
{
  _pp_canvas_unwatch_frames (PP_CANVAS (widget));

  GTK_WIDGET_CLASS (pp_canvas_parent_class)->unrealize (widget);
}

static void
pp_canvas_css_changed (GtkWidget         *widget,
                       GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (pp_canvas_parent_class)->css_changed (widget, change);

  _pp_canvas_update_appearance (PP_CANVAS (widget));
}

static void
pp_canvas_system_setting_changed (GtkWidget        *widget,
                                  GtkSystemSetting  setting)
{
  GTK_WIDGET_CLASS (pp_canvas_parent_class)->system_setting_changed (widget, setting);

  _pp_canvas_update_appearance (PP_CANVAS (widget));
}

static void
pp_canvas_dispose (GObject *object)
{
  PpCanvas *self = PP_CANVAS (object);

  if (self->scene != NULL)
    _pp_canvas_clear_view (self);
  _pp_canvas_clear_proxies (self);
  g_signal_handlers_disconnect_by_data (adw_style_manager_get_default (), self);
  g_clear_handle_id (&self->settle_source, g_source_remove);
  g_clear_handle_id (&self->badges_source, g_source_remove);
  g_clear_handle_id (&self->proxies_source, g_source_remove);
  g_clear_object (&self->animation);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_object (&self->extra_menu);
  g_clear_pointer (&self->badges, g_hash_table_unref);
  g_clear_pointer (&self->prepared, _pp_canvas_prepared_unref);
  g_clear_object (&self->history);
  g_clear_object (&self->kinds);

  G_OBJECT_CLASS (pp_canvas_parent_class)->dispose (object);
}

static void
pp_canvas_finalize (GObject *object)
{
  PpCanvas *self = PP_CANVAS (object);

  g_clear_object (&self->viewport);
  g_clear_object (&self->selection);
  g_clear_object (&self->painter);
  g_clear_pointer (&self->tiles, pp_tile_cache_free);
  g_clear_pointer (&self->lifted_tiles, pp_tile_cache_free);
  for (guint i = 0; i < G_N_ELEMENTS (self->sheets); i++)
    g_clear_pointer (&self->sheets[i], pp_sheet_free);
  g_clear_pointer (&self->selection_tiles, pp_tile_cache_free);
  g_clear_pointer (&self->overlay_tiles, pp_tile_cache_free);
  g_clear_pointer (&self->overlay, pp_overlay_unref);
  g_clear_pointer (&self->views, g_hash_table_unref);
  g_clear_pointer (&self->proxies, g_hash_table_unref);
  g_clear_pointer (&self->edge_kind, g_free);
  g_clear_pointer (&self->font_family, g_free);
  g_clear_pointer (&self->press.id, g_free);

  G_OBJECT_CLASS (pp_canvas_parent_class)->finalize (object);
}

static void
install_signals (void)
{
  /**
   * PpCanvas::inspect:
   * @self: the canvas
   * @element_id: (nullable): what to show in the inspector
   */
  signals[INSPECT] =
    g_signal_new ("inspect", PP_TYPE_CANVAS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);
  /**
   * PpCanvas::show-threats:
   * @self: the canvas
   * @element_id: whose threats to show
   */
  signals[SHOW_THREATS] =
    g_signal_new ("show-threats", PP_TYPE_CANVAS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);
  /**
   * PpCanvas::message:
   * @self: the canvas
   * @text: what to tell the user, translated
   */
  signals[MESSAGE] =
    g_signal_new ("message", PP_TYPE_CANVAS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
pp_canvas_class_init (PpCanvasClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pp_canvas_dispose;
  object_class->finalize = pp_canvas_finalize;

  widget_class->measure = pp_canvas_measure;
  widget_class->size_allocate = pp_canvas_size_allocate;
  widget_class->snapshot = _pp_canvas_snapshot;
  widget_class->focus = _pp_canvas_focus;
  widget_class->realize = pp_canvas_realize;
  widget_class->unrealize = pp_canvas_unrealize;
  widget_class->root = pp_canvas_root;
  widget_class->unroot = pp_canvas_unroot;
  widget_class->css_changed = pp_canvas_css_changed;
  widget_class->system_setting_changed = pp_canvas_system_setting_changed;

  _pp_canvas_install_properties (object_class);
  install_signals ();
  gtk_widget_class_set_css_name (widget_class, "canvas");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
  _pp_canvas_install_actions (widget_class);
  _pp_canvas_install_focus_keys (widget_class);
}

static void
pp_canvas_init (PpCanvas *self)
{
  self->editable = TRUE;
  self->show_grid = TRUE;
  self->snap_to_grid = TRUE;
  self->show_badges = TRUE;
  self->edge_kind = g_strdup ("data-flow");
  self->selection = pp_selection_new ();
  self->viewport = pp_viewport_new ();
  self->views = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->proxies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  _pp_canvas_init_drawing (self);
  _pp_canvas_init_input (self);
  _pp_canvas_init_navigation (self);

  g_signal_connect_object (self->selection, "changed", G_CALLBACK (selection_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->viewport, "notify::zoom", G_CALLBACK (zoom_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->viewport, "notify", G_CALLBACK (viewport_moved_cb), self,
                           G_CONNECT_SWAPPED);
  _pp_canvas_update_actions (self);
}

PpViewport *
_pp_canvas_get_viewport (PpCanvas *self)
{
  return self->viewport;
}

PpPainter *
_pp_canvas_get_painter (PpCanvas *self)
{
  return self->painter;
}

void
_pp_canvas_tell (PpCanvas   *self,
                 const char *text)
{
  g_signal_emit (self, signals[MESSAGE], 0, text);
}

void
_pp_canvas_inspect (PpCanvas   *self,
                    const char *id)
{
  g_signal_emit (self, signals[INSPECT], 0, id);
}

void
_pp_canvas_show_threats (PpCanvas   *self,
                         const char *id)
{
  g_signal_emit (self, signals[SHOW_THREATS], 0, id);
}

/**
 * pp_canvas_new:
 *
 * Creates a canvas that shows nothing.
 *
 * Returns: (transfer floating): the canvas
 */
GtkWidget *
pp_canvas_new (void)
{
  return g_object_new (PP_TYPE_CANVAS, NULL);
}

PpHistory *
pp_canvas_get_history (PpCanvas *self)
{
  g_return_val_if_fail (PP_IS_CANVAS (self), NULL);

  return self->history;
}

const char *
pp_canvas_get_layout_id (PpCanvas *self)
{
  g_return_val_if_fail (PP_IS_CANVAS (self), NULL);

  return self->layout_id;
}

PpSelection *
pp_canvas_get_selection (PpCanvas *self)
{
  g_return_val_if_fail (PP_IS_CANVAS (self), NULL);

  return self->selection;
}

const char *
pp_canvas_get_edge_kind (PpCanvas *self)
{
  g_return_val_if_fail (PP_IS_CANVAS (self), NULL);

  return self->edge_kind;
}

void
pp_canvas_set_edge_kind (PpCanvas   *self,
                         const char *kind_id)
{
  g_return_if_fail (PP_IS_CANVAS (self));
  g_return_if_fail (kind_id != NULL);

  if (g_str_equal (self->edge_kind, kind_id))
    return;

  g_free (self->edge_kind);
  self->edge_kind = g_strdup (kind_id);
}

/**
 * pp_canvas_set_extra_menu:
 * @self: a canvas
 * @model: (nullable): sections for the end of the context menu
 *
 * Adds what the window has to offer for the selected elements to the context menu.
 */
void
pp_canvas_set_extra_menu (PpCanvas   *self,
                          GMenuModel *model)
{
  g_return_if_fail (PP_IS_CANVAS (self));

  g_set_object (&self->extra_menu, model);
}
