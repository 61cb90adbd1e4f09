/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Trust boundaries are where they were drawn. An element is inside a box when its centre is; a flow
 * crosses a box when exactly one of its ends is inside, and a curve when their lines cut each other.
 * Each layout is looked at by itself, since coordinates of two have nothing to do with each other, and
 * the answers are joined: what is so in one layout is so. Where an element stands in no layout, the
 * boundaries among its parents hold it. */

#include "pp-subjects.h"

#include <string.h>

static guint
method_of (const char *methodology)
{
  if (g_ascii_strcasecmp (methodology, "DIE") == 0)
    return PP_METHOD_CIADIE;
  for (guint i = 0; i < PP_N_METHODS; i++)
    if (g_ascii_strcasecmp (methodology, _pp_method_name (i)) == 0)
      return i;
  return PP_METHOD_STRIDE;
}

static PpLayout *
layout_at (PpSubjects *self,
           guint       layout)
{
  return pp_model_lookup_layout (self->model, g_array_index (self->layouts, PpSubjectLayout, layout).id);
}

static PpSpot
spot_of (PpSubjects        *self,
         guint              layout,
         PpElement         *element,
         const PpPlacement *placement)
{
  PpKind *kind = pp_kinds_resolve (self->kinds, pp_element_get_kind (element), FALSE);
  PpSpot spot = { layout, placement->x, placement->y, placement->width, placement->height };

  if (spot.width <= 0)
    spot.width = pp_kind_get_width (kind);
  if (spot.height <= 0)
    spot.height = pp_kind_get_height (kind);
  return spot;
}

/* Notes what an element is to one layout. */
static void
take_placement (PpSubjects        *self,
                guint              layout,
                guint              place,
                const PpPlacement *placement)
{
  PpSubjectLayout *shape = &g_array_index (self->layouts, PpSubjectLayout, layout);
  PpSubject *subject = _pp_subjects_get (self, place);

  subject->methods |= 1 << shape->method;
  if (subject->is_edge)
    {
      if (subject->subject_class == PP_SUBJECT_BOUNDARY)
        _pp_places_add (self, shape->curves, place);
      return;
    }
  if (subject->subject_class == PP_SUBJECT_BOUNDARY)
    _pp_places_add (self, shape->boxes, place);
  g_array_append_vals (subject->spots,
                       &(PpSpot[]) { spot_of (self, layout,
                                              pp_model_lookup_element (self->model, subject->id), placement) },
                       1);
}

typedef struct {
  PpSubjects *self;
  guint       layout;
} Reading;

static void
take_each (const char        *element_id,
           const PpPlacement *placement,
           gpointer           user_data)
{
  Reading *reading = user_data;
  guint place = _pp_subjects_find (reading->self, element_id);

  if (place != PP_SUBJECT_NONE)
    take_placement (reading->self, reading->layout, place, placement);
}

/* Reads where everything stands in one layout. */
void
_pp_subjects_read_layout (PpSubjects *self,
                          PpLayout   *layout)
{
  PpSubjectLayout shape = {
    g_strdup (pp_record_get_id (PP_RECORD (layout))),
    method_of (pp_layout_get_methodology (layout)),
    g_array_new (FALSE, FALSE, sizeof (guint)),
    g_array_new (FALSE, FALSE, sizeof (guint)),
  };
  Reading reading = { self, self->layouts->len };

  g_array_append_val (self->layouts, shape);
  g_hash_table_insert (self->layout_places, shape.id, GUINT_TO_POINTER (self->layouts->len));
  pp_layout_foreach_placement (layout, take_each, &reading);
}

/* Reads again where one element stands. */
void
_pp_subject_read_spots (PpSubjects *self,
                        guint       place)
{
  PpSubject *subject = _pp_subjects_get (self, place);

  g_array_set_size (subject->spots, 0);
  subject->methods = 0;
  for (guint i = 0; i < self->layouts->len; i++)
    {
      PpSubjectLayout *shape = &g_array_index (self->layouts, PpSubjectLayout, i);
      const PpPlacement *placement = pp_layout_get_placement (layout_at (self, i), subject->id);

      _pp_places_remove (shape->boxes, place);
      _pp_places_remove (shape->curves, place);
      if (placement != NULL)
        take_placement (self, i, place, placement);
    }
}

static const PpSpot *
spot_in (const PpSubject *subject,
         guint            layout)
{
  for (guint i = 0; i < subject->spots->len; i++)
    if (g_array_index (subject->spots, PpSpot, i).layout == layout)
      return &g_array_index (subject->spots, PpSpot, i);
  return NULL;
}

static PpPoint
centre_of (const PpSpot *spot)
{
  return (PpPoint) { spot->x + spot->width / 2, spot->y + spot->height / 2 };
}

static gboolean
holds (const PpSpot *box,
       PpPoint       point)
{
  return point.x >= box->x && point.x <= box->x + box->width &&
         point.y >= box->y && point.y <= box->y + box->height;
}

static double
area_of (const PpSpot *spot)
{
  return spot->width * spot->height;
}

typedef struct {
  guint       place;
  double      area;
  const char *id;
} Found;

static int
compare_found (gconstpointer a,
               gconstpointer b)
{
  const Found *one = a, *other = b;

  if (one->area != other->area)
    return one->area < other->area ? -1 : 1;
  return strcmp (one->id, other->id);
}

static void
note_box (GArray     *found,
          guint       place,
          double      area,
          const char *id)
{
  for (guint i = 0; i < found->len; i++)
    if (g_array_index (found, Found, i).place == place)
      {
        g_array_index (found, Found, i).area = MIN (area, g_array_index (found, Found, i).area);
        return;
      }
  g_array_append_vals (found, &(Found) { place, area, id }, 1);
}

/* A box lies in another only when it is the smaller one. */
static void
find_boxes_by_spot (PpSubjects   *self,
                    guint         place,
                    const PpSpot *spot,
                    GArray       *found)
{
  const GArray *boxes = g_array_index (self->layouts, PpSubjectLayout, spot->layout).boxes;
  gboolean is_box = _pp_subjects_get (self, place)->subject_class == PP_SUBJECT_BOUNDARY;
  PpPoint centre = centre_of (spot);

  for (guint i = 0; i < boxes->len; i++)
    {
      PpSubject *box = _pp_subjects_get (self, _pp_places_at (boxes, i));
      const PpSpot *around = spot_in (box, spot->layout);

      if (_pp_places_at (boxes, i) != place && holds (around, centre) &&
          (!is_box || area_of (around) > area_of (spot)))
        note_box (found, _pp_places_at (boxes, i), area_of (around), box->id);
    }
}

#define MAX_PARENTS 64

static void
find_boxes_by_parent (PpSubjects *self,
                      PpSubject  *subject,
                      GArray     *found)
{
  guint parent = _pp_subjects_find (self, subject->parent);

  for (guint depth = 0; parent != PP_SUBJECT_NONE && depth < MAX_PARENTS; depth++)
    {
      PpSubject *box = _pp_subjects_get (self, parent);

      if (box->subject_class == PP_SUBJECT_BOUNDARY && box != subject)
        note_box (found, parent, depth, box->id);
      parent = _pp_subjects_find (self, box->parent);
    }
}

/*
 * _pp_subject_find_boxes:
 * @boxes: filled with the boundaries that hold the node, the innermost first
 */
void
_pp_subject_find_boxes (PpSubjects *self,
                        guint       place,
                        GArray     *boxes)
{
  PpSubject *subject = _pp_subjects_get (self, place);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (Found));

  for (guint i = 0; i < subject->spots->len; i++)
    find_boxes_by_spot (self, place, &g_array_index (subject->spots, PpSpot, i), found);
  if (subject->spots->len == 0)
    find_boxes_by_parent (self, subject, found);
  g_array_sort (found, compare_found);
  g_array_set_size (boxes, 0);
  for (guint i = 0; i < found->len; i++)
    g_array_append_val (boxes, g_array_index (found, Found, i).place);
}

/* Where an end of a flow is in a layout: at a node's centre, or where it hangs. */
static gboolean
end_in (const PpSubject   *node,
        guint              layout,
        gboolean           hangs,
        PpPoint            point,
        PpPoint           *end)
{
  const PpSpot *spot = node != NULL ? spot_in (node, layout) : NULL;

  if (spot != NULL)
    *end = centre_of (spot);
  else if (node == NULL && hangs)
    *end = point;
  else
    return FALSE;
  return TRUE;
}

static const PpSubject *
node_at (PpSubjects *self,
         guint       place)
{
  return place != PP_SUBJECT_NONE ? _pp_subjects_get (self, place) : NULL;
}

static gboolean
ends_in (PpSubjects        *self,
         const PpSubject   *line,
         guint              layout,
         const PpPlacement *placement,
         PpPoint            ends[2])
{
  static const PpPlacement straight = PP_PLACEMENT_INIT;

  if (placement == NULL)
    placement = &straight;
  return end_in (node_at (self, line->source), layout, placement->has_source_point,
                 placement->source_point, &ends[0]) &&
         end_in (node_at (self, line->target), layout, placement->has_target_point,
                 placement->target_point, &ends[1]);
}

/* A line with its bends, from end to end. */
static GArray *
track_of (PpSubjects        *self,
          const PpSubject   *line,
          guint              layout,
          const PpPlacement *placement)
{
  PpPoint ends[2];
  GArray *track;

  if (!ends_in (self, line, layout, placement, ends))
    return NULL;
  track = g_array_new (FALSE, FALSE, sizeof (PpPoint));
  g_array_append_val (track, ends[0]);
  if (placement->n_points > 0)
    g_array_append_vals (track, placement->points, placement->n_points);
  g_array_append_val (track, ends[1]);
  return track;
}

/* Which side of the line from a to b the point is on; 0 on the line. */
static double
side_of (PpPoint a,
         PpPoint b,
         PpPoint point)
{
  return (b.x - a.x) * (point.y - a.y) - (b.y - a.y) * (point.x - a.x);
}

static gboolean
within (PpPoint a,
        PpPoint b,
        PpPoint point)
{
  return point.x >= MIN (a.x, b.x) && point.x <= MAX (a.x, b.x) &&
         point.y >= MIN (a.y, b.y) && point.y <= MAX (a.y, b.y);
}

/* Touching counts as cutting: a line that goes through a bend of a curve crosses it. */
static gboolean
segments_meet (PpPoint a,
               PpPoint b,
               PpPoint c,
               PpPoint d)
{
  double ca = side_of (c, d, a), cb = side_of (c, d, b);
  double ac = side_of (a, b, c), ad = side_of (a, b, d);

  if (((ca < 0 && cb > 0) || (ca > 0 && cb < 0)) && ((ac < 0 && ad > 0) || (ac > 0 && ad < 0)))
    return TRUE;
  return (ca == 0 && within (c, d, a)) || (cb == 0 && within (c, d, b)) ||
         (ac == 0 && within (a, b, c)) || (ad == 0 && within (a, b, d));
}

static gboolean
tracks_meet (const GArray *a,
             const GArray *b)
{
  for (guint i = 0; i + 1 < a->len; i++)
    for (guint j = 0; j + 1 < b->len; j++)
      if (segments_meet (g_array_index (a, PpPoint, i), g_array_index (a, PpPoint, i + 1),
                         g_array_index (b, PpPoint, j), g_array_index (b, PpPoint, j + 1)))
        return TRUE;
  return FALSE;
}

static void
find_curves (PpSubjects        *self,
             const PpSubject   *flow,
             guint              layout,
             const PpPlacement *placement,
             GArray            *crossings)
{
  const GArray *curves = g_array_index (self->layouts, PpSubjectLayout, layout).curves;
  g_autoptr (GArray) track = curves->len > 0 ? track_of (self, flow, layout, placement) : NULL;

  for (guint i = 0; track != NULL && i < curves->len; i++)
    {
      PpSubject *curve = _pp_subjects_get (self, _pp_places_at (curves, i));
      g_autoptr (GArray) other = track_of (self, curve, layout,
                                           pp_layout_get_placement (layout_at (self, layout), curve->id));

      if (other != NULL && tracks_meet (track, other))
        _pp_places_add (self, crossings, _pp_places_at (curves, i));
    }
}

static void
find_crossed_boxes (PpSubjects        *self,
                    const PpSubject   *flow,
                    guint              layout,
                    const PpPlacement *placement,
                    GArray            *crossings)
{
  const GArray *boxes = g_array_index (self->layouts, PpSubjectLayout, layout).boxes;
  PpPoint ends[2];

  if (boxes->len == 0 || !ends_in (self, flow, layout, placement, ends))
    return;
  for (guint i = 0; i < boxes->len; i++)
    {
      const PpSpot *box = spot_in (_pp_subjects_get (self, _pp_places_at (boxes, i)), layout);

      if (holds (box, ends[0]) != holds (box, ends[1]))
        _pp_places_add (self, crossings, _pp_places_at (boxes, i));
    }
}

/* Without a drawing: the boundaries that hold one end only. */
static void
find_crossed_parents (PpSubjects      *self,
                      const PpSubject *source,
                      const PpSubject *target,
                      GArray          *crossings)
{
  for (guint i = 0; i < source->boxes->len; i++)
    _pp_places_add (self, crossings, _pp_places_at (source->boxes, i));
  for (guint i = 0; i < target->boxes->len; i++)
    if (!_pp_places_remove (crossings, _pp_places_at (target->boxes, i)))
      _pp_places_add (self, crossings, _pp_places_at (target->boxes, i));
}

/*
 * _pp_flow_find_crossings:
 * @crossings: filled with the boundaries that the flow crosses, in the order of their identifiers
 */
void
_pp_flow_find_crossings (PpSubjects *self,
                         guint       place,
                         GArray     *crossings)
{
  const PpSubject *flow = _pp_subjects_get (self, place);
  const PpSubject *source = node_at (self, flow->source), *target = node_at (self, flow->target);

  g_array_set_size (crossings, 0);
  if (source != NULL && target != NULL && (source->spots->len == 0 || target->spots->len == 0))
    {
      find_crossed_parents (self, source, target, crossings);
      return;
    }
  for (guint i = 0; i < self->layouts->len; i++)
    {
      const PpPlacement *placement = pp_layout_get_placement (layout_at (self, i), flow->id);

      find_crossed_boxes (self, flow, i, placement, crossings);
      if (placement != NULL)
        find_curves (self, flow, i, placement, crossings);
    }
}
