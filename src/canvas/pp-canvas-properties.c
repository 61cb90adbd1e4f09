/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The properties of the canvas, and what changes with them. */

#include "pp-canvas-private.h"

enum {
  PROP_0,
  PROP_ZOOM,
  PROP_SHOW_GRID,
  PROP_SNAP_TO_GRID,
  PROP_SHOW_BADGES,
  PROP_EDITABLE,
  PROP_PLACING_KIND,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
pp_canvas_get_property (GObject    *object,
                        guint       prop_id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  PpCanvas *self = PP_CANVAS (object);

  switch (prop_id)
    {
    case PROP_ZOOM:
      g_value_set_double (value, pp_canvas_get_zoom (self));
      break;
    case PROP_SHOW_GRID:
      g_value_set_boolean (value, self->show_grid);
      break;
    case PROP_SNAP_TO_GRID:
      g_value_set_boolean (value, self->snap_to_grid);
      break;
    case PROP_SHOW_BADGES:
      g_value_set_boolean (value, self->show_badges);
      break;
    case PROP_EDITABLE:
      g_value_set_boolean (value, self->editable);
      break;
    case PROP_PLACING_KIND:
      g_value_set_string (value, pp_canvas_get_placing_kind (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pp_canvas_set_property (GObject      *object,
                        guint         prop_id,
                        const GValue *value,
                        GParamSpec   *pspec)
{
  PpCanvas *self = PP_CANVAS (object);

  switch (prop_id)
    {
    case PROP_ZOOM:
      pp_canvas_set_zoom (self, g_value_get_double (value));
      break;
    case PROP_SHOW_GRID:
      pp_canvas_set_show_grid (self, g_value_get_boolean (value));
      break;
    case PROP_SNAP_TO_GRID:
      pp_canvas_set_snap_to_grid (self, g_value_get_boolean (value));
      break;
    case PROP_SHOW_BADGES:
      pp_canvas_set_show_badges (self, g_value_get_boolean (value));
      break;
    case PROP_EDITABLE:
      pp_canvas_set_editable (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

void
_pp_canvas_install_properties (GObjectClass *object_class)
{
  const GParamFlags flags =
    G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  properties[PROP_ZOOM] =
    g_param_spec_double ("zoom", NULL, NULL, PP_VIEWPORT_MIN_ZOOM, PP_VIEWPORT_MAX_ZOOM, 1, flags);
  properties[PROP_SHOW_GRID] = g_param_spec_boolean ("show-grid", NULL, NULL, TRUE, flags);
  properties[PROP_SNAP_TO_GRID] = g_param_spec_boolean ("snap-to-grid", NULL, NULL, TRUE, flags);
  properties[PROP_SHOW_BADGES] = g_param_spec_boolean ("show-badges", NULL, NULL, TRUE, flags);
  properties[PROP_EDITABLE] = g_param_spec_boolean ("editable", NULL, NULL, TRUE, flags);
  properties[PROP_PLACING_KIND] =
    g_param_spec_string ("placing-kind", NULL, NULL, NULL,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  object_class->get_property = pp_canvas_get_property;
  object_class->set_property = pp_canvas_set_property;
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

double
pp_canvas_get_zoom (PpCanvas *self)
{
  g_return_val_if_fail (PP_IS_CANVAS (self), 1);

  return pp_viewport_get_zoom (self->viewport);
}

gboolean
pp_canvas_get_show_grid (PpCanvas *self)
{
  g_return_val_if_fail (PP_IS_CANVAS (self), FALSE);

  return self->show_grid;
}

void
pp_canvas_set_show_grid (PpCanvas *self,
                         gboolean  show_grid)
{
  g_return_if_fail (PP_IS_CANVAS (self));

  show_grid = !!show_grid;
  if (self->show_grid == show_grid)
    return;

  self->show_grid = show_grid;
  pp_tile_cache_invalidate (self->tiles, NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_GRID]);
}

gboolean
pp_canvas_get_snap_to_grid (PpCanvas *self)
{
  g_return_val_if_fail (PP_IS_CANVAS (self), FALSE);

  return self->snap_to_grid;
}

void
pp_canvas_set_snap_to_grid (PpCanvas *self,
                            gboolean  snap_to_grid)
{
  g_return_if_fail (PP_IS_CANVAS (self));

  snap_to_grid = !!snap_to_grid;
  if (self->snap_to_grid == snap_to_grid)
    return;

  self->snap_to_grid = snap_to_grid;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SNAP_TO_GRID]);
}

gboolean
pp_canvas_get_editable (PpCanvas *self)
{
  g_return_val_if_fail (PP_IS_CANVAS (self), FALSE);

  return self->editable;
}

/**
 * pp_canvas_set_editable:
 * @self: a canvas
 * @editable: whether the layout may be changed here
 *
 * Sets whether the canvas edits or only shows. What is going on is given up.
 */
void
pp_canvas_set_editable (PpCanvas *self,
                        gboolean  editable)
{
  g_return_if_fail (PP_IS_CANVAS (self));

  editable = !!editable;
  if (self->editable == editable)
    return;

  _pp_canvas_cancel (self);
  _pp_canvas_end_rename (self, FALSE);
  self->editable = editable;
  _pp_canvas_update_actions (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EDITABLE]);
}
