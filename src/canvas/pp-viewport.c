/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-viewport.h"

#include <math.h>

/* This much of the content stays in view however far one pans, so that nobody gets lost. */
#define KEPT_IN_VIEW_PX 64.0

struct _PpViewport
{
  GObject parent_instance;

  double x;
  double y;
  double zoom;
  double width_px;
  double height_px;
  PpBox  content;
};

G_DEFINE_FINAL_TYPE (PpViewport, pp_viewport, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_X,
  PROP_Y,
  PROP_ZOOM,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static double
clamp_position (double position,
                double length,
                double content_start,
                double content_length,
                double kept)
{
  /* A content that is smaller than what is kept stays in view as a whole. */
  kept = MIN (kept, MIN (content_length, length));

  return CLAMP (position, content_start + kept - length, content_start + content_length - kept);
}

static void
set_all (PpViewport *self,
         double      x,
         double      y,
         double      zoom)
{
  g_object_freeze_notify (G_OBJECT (self));

  if (self->zoom != zoom)
    {
      self->zoom = zoom;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ZOOM]);
    }

  if (!pp_box_is_empty (&self->content) && self->width_px > 0 && self->height_px > 0)
    {
      x = clamp_position (x, self->width_px / zoom, self->content.x, self->content.width,
                          KEPT_IN_VIEW_PX / zoom);
      y = clamp_position (y, self->height_px / zoom, self->content.y, self->content.height,
                          KEPT_IN_VIEW_PX / zoom);
    }

  if (self->x != x)
    {
      self->x = x;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_X]);
    }

  if (self->y != y)
    {
      self->y = y;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_Y]);
    }

  g_object_thaw_notify (G_OBJECT (self));
}

static void
pp_viewport_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  PpViewport *self = PP_VIEWPORT (object);

  switch (prop_id)
    {
    case PROP_X:
      g_value_set_double (value, self->x);
      break;
    case PROP_Y:
      g_value_set_double (value, self->y);
      break;
    case PROP_ZOOM:
      g_value_set_double (value, self->zoom);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pp_viewport_class_init (PpViewportClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = pp_viewport_get_property;

  properties[PROP_X] =
    g_param_spec_double ("x", NULL, NULL, -G_MAXDOUBLE, G_MAXDOUBLE, 0, flags);
  properties[PROP_Y] =
    g_param_spec_double ("y", NULL, NULL, -G_MAXDOUBLE, G_MAXDOUBLE, 0, flags);
  properties[PROP_ZOOM] =
    g_param_spec_double ("zoom", NULL, NULL, PP_VIEWPORT_MIN_ZOOM, PP_VIEWPORT_MAX_ZOOM, 1, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
pp_viewport_init (PpViewport *self)
{
  self->zoom = 1.0;
}

PpViewport *
pp_viewport_new (void)
{
  return g_object_new (PP_TYPE_VIEWPORT, NULL);
}

double
pp_viewport_get_x (PpViewport *self)
{
  g_return_val_if_fail (PP_IS_VIEWPORT (self), 0);

  return self->x;
}

double
pp_viewport_get_y (PpViewport *self)
{
  g_return_val_if_fail (PP_IS_VIEWPORT (self), 0);

  return self->y;
}

double
pp_viewport_get_zoom (PpViewport *self)
{
  g_return_val_if_fail (PP_IS_VIEWPORT (self), 1);

  return self->zoom;
}

double
pp_viewport_get_width_px (PpViewport *self)
{
  g_return_val_if_fail (PP_IS_VIEWPORT (self), 0);

  return self->width_px;
}

double
pp_viewport_get_height_px (PpViewport *self)
{
  g_return_val_if_fail (PP_IS_VIEWPORT (self), 0);

  return self->height_px;
}

PpBox
pp_viewport_get_visible (PpViewport *self)
{
  g_return_val_if_fail (PP_IS_VIEWPORT (self), (PpBox) { 0 });

  return (PpBox) { self->x, self->y, self->width_px / self->zoom, self->height_px / self->zoom };
}

PpPoint
pp_viewport_to_layout (PpViewport *self,
                       double      x_px,
                       double      y_px)
{
  return (PpPoint) { self->x + x_px / self->zoom, self->y + y_px / self->zoom };
}

PpPoint
pp_viewport_to_screen (PpViewport *self,
                       PpPoint     point)
{
  return (PpPoint) { (point.x - self->x) * self->zoom, (point.y - self->y) * self->zoom };
}

PpBox
pp_viewport_box_to_screen (PpViewport  *self,
                           const PpBox *box)
{
  return (PpBox) { (box->x - self->x) * self->zoom, (box->y - self->y) * self->zoom,
                   box->width * self->zoom, box->height * self->zoom };
}

/**
 * pp_viewport_set_size:
 * @self: a viewport
 * @width_px: the width of the view
 * @height_px: the height of the view
 *
 * Sets the size of the view; what is at its upper left corner stays there.
 */
void
pp_viewport_set_size (PpViewport *self,
                      double      width_px,
                      double      height_px)
{
  g_return_if_fail (PP_IS_VIEWPORT (self));

  if (self->width_px == width_px && self->height_px == height_px)
    return;

  self->width_px = width_px;
  self->height_px = height_px;
  set_all (self, self->x, self->y, self->zoom);
}

/**
 * pp_viewport_set_content:
 * @self: a viewport
 * @content: (nullable): what is drawn; %NULL or empty for no limit
 *
 * Sets the box of which a part stays in view from the next movement on. The view does not move now.
 */
void
pp_viewport_set_content (PpViewport  *self,
                         const PpBox *content)
{
  g_return_if_fail (PP_IS_VIEWPORT (self));

  self->content = content != NULL ? *content : (PpBox) { 0 };
}

/**
 * pp_viewport_set:
 * @self: a viewport
 * @x: layout coordinate at the left edge
 * @y: layout coordinate at the upper edge
 * @zoom: pixels for one layout unit, clamped
 *
 * Moves the view.
 */
void
pp_viewport_set (PpViewport *self,
                 double      x,
                 double      y,
                 double      zoom)
{
  g_return_if_fail (PP_IS_VIEWPORT (self));
  g_return_if_fail (isfinite (x) && isfinite (y) && isfinite (zoom));

  set_all (self, x, y, CLAMP (zoom, PP_VIEWPORT_MIN_ZOOM, PP_VIEWPORT_MAX_ZOOM));
}

void
pp_viewport_pan (PpViewport *self,
                 double      dx_px,
                 double      dy_px)
{
  g_return_if_fail (PP_IS_VIEWPORT (self));

  set_all (self, self->x + dx_px / self->zoom, self->y + dy_px / self->zoom, self->zoom);
}

/**
 * pp_viewport_zoom_about:
 * @self: a viewport
 * @zoom: the new zoom, clamped
 * @x_px: of the fixed point
 * @y_px: of the fixed point
 *
 * Zooms so that what is at a point of the view stays under it.
 */
void
pp_viewport_zoom_about (PpViewport *self,
                        double      zoom,
                        double      x_px,
                        double      y_px)
{
  PpPoint fixed;

  g_return_if_fail (PP_IS_VIEWPORT (self));

  zoom = CLAMP (zoom, PP_VIEWPORT_MIN_ZOOM, PP_VIEWPORT_MAX_ZOOM);
  fixed = pp_viewport_to_layout (self, x_px, y_px);
  set_all (self, fixed.x - x_px / zoom, fixed.y - y_px / zoom, zoom);
}

/**
 * pp_viewport_fit:
 * @self: a viewport
 * @box: what to show
 * @margin_px: kept free around it
 * @max_zoom: not nearer than this
 *
 * Shows all of a box in the middle of the view, as large as it can be. Does nothing for an empty box
 * or before the view has a size.
 */
void
pp_viewport_fit (PpViewport  *self,
                 const PpBox *box,
                 double       margin_px,
                 double       max_zoom)
{
  PpPoint centre;
  double zoom;

  g_return_if_fail (PP_IS_VIEWPORT (self));

  if (self->width_px <= 0 || self->height_px <= 0 || !(box->width >= 0 && box->height >= 0))
    return;

  zoom = MIN (MAX (self->width_px - 2 * margin_px, 1) / MAX (box->width, 1e-3),
              MAX (self->height_px - 2 * margin_px, 1) / MAX (box->height, 1e-3));
  zoom = CLAMP (MIN (zoom, max_zoom), PP_VIEWPORT_MIN_ZOOM, PP_VIEWPORT_MAX_ZOOM);
  centre = pp_box_centre (box);
  set_all (self, centre.x - self->width_px / zoom / 2, centre.y - self->height_px / zoom / 2, zoom);
}

/* The least movement along one axis that brings [start, start + length] into the view. */
static double
reveal_along (double position,
              double view_length,
              double start,
              double length)
{
  if (length > view_length)
    return (start > position || start + length < position + view_length) ? start : position;
  if (start < position)
    return start;
  if (start + length > position + view_length)
    return start + length - view_length;

  return position;
}

/**
 * pp_viewport_ensure_visible:
 * @self: a viewport
 * @box: what to show
 * @margin_px: kept free around it where there is room
 *
 * Pans as little as needed to show a box.
 *
 * Returns: whether the view moved
 */
gboolean
pp_viewport_ensure_visible (PpViewport  *self,
                            const PpBox *box,
                            double       margin_px)
{
  PpBox grown = pp_box_inflate (box, margin_px / self->zoom);
  double old_x = self->x;
  double old_y = self->y;

  g_return_val_if_fail (PP_IS_VIEWPORT (self), FALSE);

  set_all (self,
           reveal_along (self->x, self->width_px / self->zoom, grown.x, grown.width),
           reveal_along (self->y, self->height_px / self->zoom, grown.y, grown.height),
           self->zoom);

  return self->x != old_x || self->y != old_y;
}
