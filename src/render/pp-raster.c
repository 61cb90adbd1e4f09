/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Coverage of a pixel is taken from the distance of its centre to the shape: exact for straight edges at
 * any angle but for a few hundredths, and smooth everywhere. A segment covers only the pixels whose
 * centres project onto it, so that two pieces of a curve never cover a pixel twice. */

#include "pp-raster.h"

#include <math.h>

typedef struct {
  guint32 red;                  /* 0 to 255, not premultiplied */
  guint32 green;
  guint32 blue;
  double  alpha;
} Ink;

static Ink
ink_of (const PpColour *colour)
{
  return (Ink) { lround (colour->red * 255), lround (colour->green * 255),
                 lround (colour->blue * 255), colour->alpha };
}

static inline void
blend (guint32   *pixel,
       const Ink *ink,
       double     coverage)
{
  guint32 alpha = (guint32) (coverage * ink->alpha * 256 + 0.5);
  guint32 rest = 256 - alpha;
  guint32 under = *pixel;

  if (alpha >= 256)
    {
      *pixel = 0xff000000u | ink->red << 16 | ink->green << 8 | ink->blue;
      return;
    }
  *pixel = ((under >> 24) * rest + 255 * alpha) >> 8 << 24 |
           (((under >> 16 & 0xff) * rest + ink->red * alpha) >> 8) << 16 |
           (((under >> 8 & 0xff) * rest + ink->green * alpha) >> 8) << 8 |
           ((under & 0xff) * rest + ink->blue * alpha) >> 8;
}

static inline guint32 *
row_at (PpRaster *self,
        int       y)
{
  return (guint32 *) (void *) (self->pixels + (gsize) y * self->stride);
}

static gboolean
take_clip (PpRaster *self,
           cairo_t  *cr)
{
  cairo_rectangle_list_t *list = cairo_copy_clip_rectangle_list (cr);
  gboolean usable = list->status == CAIRO_STATUS_SUCCESS && list->num_rectangles <= 1;

  if (usable && list->num_rectangles == 0)
    self->right = self->left;
  else if (usable)
    {
      const cairo_rectangle_t *clip = list->rectangles;
      double left = clip->x * self->scale + self->offset_x;
      double top = clip->y * self->scale + self->offset_y;

      self->left = MAX (self->left, (int) lround (left));
      self->top = MAX (self->top, (int) lround (top));
      self->right = MIN (self->right, (int) lround (left + clip->width * self->scale));
      self->bottom = MIN (self->bottom, (int) lround (top + clip->height * self->scale));
    }
  cairo_rectangle_list_destroy (list);
  return usable;
}

gboolean
pp_raster_begin (PpRaster *self,
                 cairo_t  *cr)
{
  cairo_surface_t *surface = cairo_get_group_target (cr);
  double device_x, device_y, scale_x, scale_y;
  cairo_matrix_t matrix;
  cairo_format_t format;

  if (cairo_surface_get_type (surface) != CAIRO_SURFACE_TYPE_IMAGE)
    return FALSE;
  format = cairo_image_surface_get_format (surface);
  if (format != CAIRO_FORMAT_ARGB32 && format != CAIRO_FORMAT_RGB24)
    return FALSE;

  cairo_get_matrix (cr, &matrix);
  cairo_surface_get_device_scale (surface, &scale_x, &scale_y);
  cairo_surface_get_device_offset (surface, &device_x, &device_y);
  if (matrix.xy != 0 || matrix.yx != 0 || matrix.xx <= 0 || matrix.xx != matrix.yy || scale_x != scale_y ||
      scale_x <= 0)
    return FALSE;

  *self = (PpRaster) {
    .pixels = cairo_image_surface_get_data (surface),
    .stride = cairo_image_surface_get_stride (surface),
    .right = cairo_image_surface_get_width (surface),
    .bottom = cairo_image_surface_get_height (surface),
    .scale = matrix.xx * scale_x,
    .offset_x = matrix.x0 * scale_x + device_x,
    .offset_y = matrix.y0 * scale_y + device_y,
    .surface = surface,
  };
  return self->pixels != NULL && take_clip (self, cr);
}

void
pp_raster_lock (PpRaster *self)
{
  cairo_surface_flush (self->surface);
}

void
pp_raster_unlock (PpRaster *self)
{
  cairo_surface_mark_dirty (self->surface);
}

/* Coordinates that are whole pixels come out of the matrix a trifle more or less; what is rounded must
 * not jump from tile to tile because of that. */
#define TRIFLE 1e-4

/* Where a line of this width is sharp: on the border of two pixels, or in the middle of one. */
static double
snap_to (double at,
         double width)
{
  if (width > 1.7 && lround (width) % 2 == 0)
    return floor (at + 0.5 + TRIFLE);
  return floor (at + TRIFLE) + 0.5;
}

double
pp_raster_snap_y (PpRaster *self,
                  double    y,
                  double    width)
{
  return (snap_to (y * self->scale + self->offset_y, width * self->scale) - self->offset_y) / self->scale;
}

/* Lines */

typedef struct {
  double x0;
  double y0;
  double along_x;               /* unit vector */
  double along_y;
  double length;
  double half;                  /* of the width */
  double before;                /* coverage begins this far before the start: 0.5 at open ends */
  double after;
} Segment;

static inline void
cover (guint32       *pixel,
       const Segment *segment,
       const Ink     *ink,
       double         x,
       double         y)
{
  double dx = x + 0.5 - segment->x0, dy = y + 0.5 - segment->y0;
  double along = dx * segment->along_x + dy * segment->along_y;
  double coverage = segment->half + 0.5 - fabs (dx * segment->along_y - dy * segment->along_x);

  if (coverage <= 0 || along < -segment->before || along >= segment->length + segment->after)
    return;
  coverage = MIN (coverage, 1);
  if (along < segment->before)
    coverage *= along + 0.5;
  if (along > segment->length - segment->after)
    coverage *= segment->length - along + 0.5;
  blend (pixel, ink, CLAMP (coverage, 0, 1));
}

/* The part of a row, or column, that a segment can cover: [*from, *to) about where its middle line is. */
static void
span (double  middle_from,
      double  middle_to,
      double  reach,
      int     low,
      int     high,
      int    *from,
      int    *to)
{
  *from = MAX (low, (int) floor (MIN (middle_from, middle_to) - reach));
  *to = MIN (high, (int) ceil (MAX (middle_from, middle_to) + reach) + 1);
}

static void
draw_steep (PpRaster      *self,
            const Segment *segment,
            const Ink     *ink)
{
  double reach = segment->half + 1, slope = segment->along_x / segment->along_y;
  double y1 = segment->y0 + segment->along_y * segment->length;
  double across = reach / fabs (segment->along_y);
  int first = MAX (self->top, (int) floor (MIN (segment->y0, y1) - reach));
  int last = MIN (self->bottom, (int) ceil (MAX (segment->y0, y1) + reach));

  for (int y = first; y < last; y++)
    {
      double middle = segment->x0 + (y + 0.5 - segment->y0) * slope;
      guint32 *row = row_at (self, y);
      int from, to;

      span (middle, middle, across, self->left, self->right, &from, &to);
      for (int x = from; x < to; x++)
        cover (&row[x], segment, ink, x, y);
    }
}

static void
draw_flat (PpRaster      *self,
           const Segment *segment,
           const Ink     *ink)
{
  double reach = segment->half + 1, slope = segment->along_y / segment->along_x;
  double x1 = segment->x0 + segment->along_x * segment->length;
  double across = reach / fabs (segment->along_x);
  int first = MAX (self->left, (int) floor (MIN (segment->x0, x1) - reach));
  int last = MIN (self->right, (int) ceil (MAX (segment->x0, x1) + reach));

  for (int x = first; x < last; x++)
    {
      double middle = segment->y0 + (x + 0.5 - segment->x0) * slope;
      int from, to;

      span (middle, middle, across, self->top, self->bottom, &from, &to);
      for (int y = from; y < to; y++)
        cover (&row_at (self, y)[x], segment, ink, x, y);
    }
}

static void
draw_segment (PpRaster  *self,
              PpPoint    a,
              PpPoint    b,
              double     half,
              gboolean   open_start,
              gboolean   open_end,
              const Ink *ink)
{
  Segment segment = { a.x, a.y, 0, 0, 0, half, open_start ? 0.5 : 0, open_end ? 0.5 : 0 };
  double reach = half + 2, length;

  if (MAX (a.x, b.x) < self->left - reach || MIN (a.x, b.x) > self->right + reach ||
      MAX (a.y, b.y) < self->top - reach || MIN (a.y, b.y) > self->bottom + reach)
    return;

  length = hypot (b.x - a.x, b.y - a.y);
  if (length <= 0)
    return;

  segment.length = length;
  segment.along_x = (b.x - a.x) / length;
  segment.along_y = (b.y - a.y) / length;
  if (fabs (segment.along_y) > fabs (segment.along_x))
    draw_steep (self, &segment, ink);
  else
    draw_flat (self, &segment, ink);
}

static PpPoint
to_pixels (PpRaster *self,
           PpPoint   point)
{
  return (PpPoint) { point.x * self->scale + self->offset_x, point.y * self->scale + self->offset_y };
}

typedef struct {
  const double *lengths;
  guint         n_lengths;
  guint         current;
  double        left;           /* of the current one, in pixels */
} Dash;

static void
next_dash (Dash  *dash,
           double scale)
{
  dash->current = (dash->current + 1) % dash->n_lengths;
  dash->left = MAX (dash->lengths[dash->current] * scale, 0.5);
}

/* Goes on by @by without drawing. */
static void
skip_dashes (Dash   *dash,
             double  by,
             double  scale)
{
  double cycle = 0;

  for (guint i = 0; i < dash->n_lengths; i++)
    cycle += MAX (dash->lengths[i] * scale, 0.5);
  by = fmod (by, cycle);
  while (by >= dash->left)
    {
      by -= dash->left;
      next_dash (dash, scale);
    }
  dash->left -= by;
}

/* The part of a segment, as fractions, that comes near the clip; %FALSE where none does. */
static gboolean
visible_part (PpRaster *self,
              PpPoint   a,
              PpPoint   b,
              double    reach,
              double   *from,
              double   *to)
{
  double low[2] = { self->left - reach - a.x, self->top - reach - a.y };
  double high[2] = { self->right + reach - a.x, self->bottom + reach - a.y };
  double along[2] = { b.x - a.x, b.y - a.y };

  *from = 0;
  *to = 1;
  for (guint i = 0; i < 2; i++)
    {
      double first = low[i] / along[i], second = high[i] / along[i];

      if (along[i] == 0 && (low[i] > 0 || high[i] < 0))
        return FALSE;
      if (along[i] == 0)
        continue;
      *from = MAX (*from, MIN (first, second));
      *to = MIN (*to, MAX (first, second));
    }
  return *from < *to;
}

/* Dashes that cannot be seen are counted, not drawn: a boundary may be a million units long. */
static void
draw_dashed_segment (PpRaster  *self,
                     PpPoint    a,
                     PpPoint    b,
                     double     half,
                     Dash      *dash,
                     const Ink *ink)
{
  double length = hypot (b.x - a.x, b.y - a.y), from, to, at;

  if (!visible_part (self, a, b, half + 2, &from, &to))
    {
      skip_dashes (dash, length, self->scale);
      return;
    }
  skip_dashes (dash, from * length, self->scale);
  for (at = from * length; at < to * length; )
    {
      double piece = MIN (dash->left, length - at);
      gboolean ends = piece >= dash->left;

      if (dash->current % 2 == 0)
        draw_segment (self, pp_point_between (a, b, at / length),
                      pp_point_between (a, b, (at + piece) / length), half, TRUE, TRUE, ink);
      at += piece;
      dash->left -= piece;
      if (ends)
        next_dash (dash, self->scale);
    }
  skip_dashes (dash, MAX (length - at, 0), self->scale);
}

void
pp_raster_polyline (PpRaster       *self,
                    const PpPoint  *points,
                    guint           n_points,
                    double          width,
                    const double   *dashes,
                    guint           n_dashes,
                    const PpColour *colour)
{
  double half = width * self->scale / 2;
  Ink ink = ink_of (colour);
  Dash dash = { dashes, n_dashes, 0, n_dashes > 0 ? dashes[0] * self->scale : 0 };

  if (half < 0.5)
    {
      ink.alpha *= MAX (half * 2, 0.35);
      half = 0.5;
    }
  /* The coverage of a line one pixel wide reaches half a pixel to each side. */
  half = MAX (half, 0.5);
  for (guint i = 1; i < n_points; i++)
    {
      PpPoint a = to_pixels (self, points[i - 1]), b = to_pixels (self, points[i]);

      if (n_dashes > 0)
        draw_dashed_segment (self, a, b, half, &dash, &ink);
      else
        draw_segment (self, a, b, half, i == 1, i + 1 == n_points, &ink);
    }
}

/* Shapes */

typedef struct {
  double centre_x;
  double centre_y;
  double half_width;
  double half_height;
  double radius;
  double border;                /* half of its width */
  gboolean is_ellipse;
} Form;

/* How far a pixel's centre lies outside the outline, negative inside. */
static inline double
form_distance (const Form *form,
               double      x,
               double      y)
{
  double dx = fabs (x - form->centre_x), dy = fabs (y - form->centre_y);

  if (form->is_ellipse)
    {
      double u = dx / form->half_width, v = dy / form->half_height;
      double gradient = hypot (u / form->half_width, v / form->half_height);

      return gradient > 0 ? (u * u + v * v - 1) / (2 * gradient)
                          : -MIN (form->half_width, form->half_height);
    }
  dx -= form->half_width - form->radius;
  dy -= form->half_height - form->radius;
  if (dx > 0 && dy > 0)
    return hypot (dx, dy) - form->radius;
  return MAX (dx, dy) - form->radius;
}

static inline void
cover_form (guint32    *pixel,
            const Form *form,
            const Ink  *fill,
            const Ink  *border,
            double      distance)
{
  double inside = CLAMP (0.5 - distance, 0, 1);
  double on_border = CLAMP (form->border + 0.5 - fabs (distance), 0, 1);

  if (inside > 0 && fill->alpha > 0)
    blend (pixel, fill, inside);
  if (on_border > 0 && border->alpha > 0)
    blend (pixel, border, on_border);
}

/* Half of the width within which a row holds nothing but fill; negative where there is none. */
static double
plain_half_width (const Form *form,
                  double      y)
{
  double margin = form->border + 1;
  double dy = fabs (y - form->centre_y);

  if (form->is_ellipse)
    {
      double v = dy / MAX (form->half_height - margin, 0.01);

      return v < 1 ? (form->half_width - margin) * sqrt (1 - v * v) - 1 : -1;
    }
  if (dy > form->half_height - margin)
    return -1;
  if (dy > form->half_height - form->radius)
    {
      double up = dy - (form->half_height - form->radius);
      double inner = MAX (form->radius - margin, 0);

      return up < inner ? form->half_width - form->radius + sqrt (inner * inner - up * up) - 1 : -1;
    }
  return form->half_width - margin;
}

static void
draw_form (PpRaster   *self,
           const Form *form,
           const Ink  *fill,
           const Ink  *border)
{
  double reach_x = form->half_width + form->border + 1, reach_y = form->half_height + form->border + 1;
  int left = MAX (self->left, (int) floor (form->centre_x - reach_x));
  int right = MIN (self->right, (int) ceil (form->centre_x + reach_x));
  int top = MAX (self->top, (int) floor (form->centre_y - reach_y));
  int bottom = MIN (self->bottom, (int) ceil (form->centre_y + reach_y));

  for (int y = top; y < bottom; y++)
    {
      guint32 *row = row_at (self, y);
      double plain = plain_half_width (form, y + 0.5);
      int plain_from = plain > 0 ? (int) ceil (form->centre_x - plain) : G_MAXINT;
      int plain_to = plain > 0 ? MIN (right, (int) floor (form->centre_x + plain)) : 0;

      for (int x = left; x < right; x++)
        {
          if (x >= plain_from && x < plain_to)
            {
              for (; x < plain_to; x++)
                if (fill->alpha > 0)
                  blend (&row[x], fill, 1);
              x--;
              continue;
            }
          cover_form (&row[x], form, fill, border, form_distance (form, x + 0.5, y + 0.5));
        }
    }
}

/* Moves the sides of a box to where a line along them is sharp. */
static void
snap (double *centre,
      double *half,
      double  width)
{
  double low = snap_to (*centre - *half, width), high = snap_to (*centre + *half, width);

  *centre = (low + high) / 2;
  *half = MAX ((high - low) / 2, 0.5);
}

static void
draw_box_form (PpRaster       *self,
               const PpBox    *box,
               double          radius,
               gboolean        is_ellipse,
               const PpColour *fill,
               double          width,
               const PpColour *border)
{
  PpPoint centre = to_pixels (self, pp_box_centre (box));
  double half = width * self->scale / 2;
  Form form = { centre.x, centre.y, box->width * self->scale / 2, box->height * self->scale / 2,
                radius * self->scale, MAX (half, 0.5), is_ellipse };
  Ink fill_ink = ink_of (fill), border_ink = ink_of (border);

  if (form.half_width <= 0 || form.half_height <= 0)
    return;
  if (!is_ellipse && half > 0)
    {
      snap (&form.centre_x, &form.half_width, 2 * half);
      snap (&form.centre_y, &form.half_height, 2 * half);
    }
  if (half < 0.5)
    border_ink.alpha *= MAX (half * 2, 0.35);
  form.radius = MIN (form.radius, MIN (form.half_width, form.half_height));
  draw_form (self, &form, &fill_ink, &border_ink);
}

void
pp_raster_rounded (PpRaster       *self,
                   const PpBox    *box,
                   double          radius,
                   const PpColour *fill,
                   double          width,
                   const PpColour *border)
{
  draw_box_form (self, box, radius, FALSE, fill, width, border);
}

void
pp_raster_ellipse (PpRaster       *self,
                   const PpBox    *box,
                   const PpColour *fill,
                   double          width,
                   const PpColour *border)
{
  draw_box_form (self, box, 0, TRUE, fill, width, border);
}

void
pp_raster_fill (PpRaster       *self,
                const PpBox    *box,
                const PpColour *fill)
{
  PpPoint from = to_pixels (self, (PpPoint) { box->x, box->y });
  PpPoint to = to_pixels (self, (PpPoint) { box->x + box->width, box->y + box->height });
  double left = floor (from.x + 0.5 + TRIFLE), top = floor (from.y + 0.5 + TRIFLE);
  double right = MAX (floor (to.x + 0.5 + TRIFLE), left + 1);
  double bottom = MAX (floor (to.y + 0.5 + TRIFLE), top + 1);
  Ink ink = ink_of (fill);

  left = MAX (left, self->left);
  top = MAX (top, self->top);
  right = MIN (right, self->right);
  bottom = MIN (bottom, self->bottom);
  for (int y = top; y < bottom; y++)
    for (int x = left; x < right; x++)
      blend (&row_at (self, y)[x], &ink, 1);
}
