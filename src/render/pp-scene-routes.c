/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From an edge and what it joins to the line that is drawn. */

#include "pp-scene-private.h"

#include <string.h>

#define FLATNESS 0.3
/* An end that is said nowhere hangs this far from the other end. */
#define UNKNOWN_REACH 80.0
/* Edges may end on edges; longer chains, and circles, are not followed. */
#define MAX_CHAIN 8

PpEntry *
_pp_scene_find (PpScene    *self,
                const char *id,
                gboolean    preview)
{
  PpEntry *entry = id != NULL ? g_hash_table_lookup (self->entries, id) : NULL;

  return entry != NULL && preview && entry->preview != NULL ? entry->preview : entry;
}

static guint
chain_length (PpScene    *self,
              const char *id,
              guint       depth)
{
  PpEntry *entry = _pp_scene_find (self, id, FALSE);
  guint source, target;

  if (entry == NULL || !entry->item.is_edge || depth > MAX_CHAIN)
    return depth;
  source = chain_length (self, entry->item.source, depth + 1);
  target = chain_length (self, entry->item.target, depth + 1);
  return MAX (source, target);
}

/* Returns %FALSE for an end that is said nowhere. */
static gboolean
fill_end (PpScene    *self,
          PpEntry    *entry,
          gboolean    is_source,
          gboolean    preview,
          PpRouteEnd *end)
{
  const char *id = is_source ? entry->item.source : entry->item.target;
  PpEntry *other = _pp_scene_find (self, id, preview);

  *end = (PpRouteEnd) { .handle = G_MAXUINT };
  if (other != NULL && !other->item.is_edge)
    {
      end->outline = (PpOutline) { other->item.box, other->item.shape, other->item.angle };
      end->side = is_source ? entry->source_side : entry->target_side;
      end->handle = other->handle;
      return TRUE;
    }
  if (other != NULL && other->item.n_path > 0 && chain_length (self, id, 0) <= MAX_CHAIN)
    {
      end->point = pp_polyline_at (other->item.path, other->item.n_path, 0.5, NULL);
      return TRUE;
    }
  end->point = is_source ? entry->source_point : entry->target_point;
  return is_source ? entry->has_source_point : entry->has_target_point;
}

static void
hang_freely (PpRouteEnd       *end,
             const PpRouteEnd *other,
             double            by)
{
  if (pp_box_is_empty (&other->outline.box))
    end->point = other->point;
  else
    end->point = (PpPoint) { other->outline.box.x + (by > 0 ? other->outline.box.width : 0),
                             other->outline.box.y + other->outline.box.height / 2 };
  end->point.x += by;
}

static void
fill_request (PpScene        *self,
              PpEntry        *entry,
              gboolean        preview,
              PpRouteRequest *request)
{
  gboolean has_source = fill_end (self, entry, TRUE, preview, &request->source);
  gboolean has_target = fill_end (self, entry, FALSE, preview, &request->target);

  if (!has_source)
    hang_freely (&request->source, &request->target, -UNKNOWN_REACH);
  if (!has_target)
    hang_freely (&request->target, &request->source, UNKNOWN_REACH);
  request->bends = entry->item.bends;
  request->n_bends = entry->item.n_bends;
  request->is_loop = entry->item.source != NULL && entry->item.source == entry->item.target &&
                     !pp_box_is_empty (&request->source.outline.box);
  request->lane = entry->lane;
  request->reversed = entry->reversed;
  request->obstacles = preview || entry->item.line == PP_LINE_BOUNDARY ? NULL : self->obstacles;
}

static void
take_points (PpPoint **points,
             guint    *n_points,
             GArray   *from)
{
  *points = g_renew (PpPoint, *points, MAX (from->len, 1));
  *n_points = from->len;
  memcpy (*points, from->data, sizeof (PpPoint) * from->len);
}

/**
 * _pp_scene_route:
 * @self: a scene
 * @entry: an edge, or the preview of one
 * @preview: whether lifted elements count as previewed; the line is then found in a simpler way, which
 *   asks no obstacles
 *
 * Finds the line of an edge, and the size that its label has on this line.
 */
void
_pp_scene_route (PpScene  *self,
                 PpEntry  *entry,
                 gboolean  preview)
{
  PpRouteRequest request;

  self->counters.edges_routed++;
  fill_request (self, entry, preview, &request);
  pp_router_route (self->router, &request, self->route, &entry->item.form, &entry->reach);
  g_array_set_size (self->polyline, 0);
  pp_curve_flatten ((PpPoint *) (void *) self->route->data, self->route->len, entry->item.form,
                    FLATNESS, self->polyline);

  take_points (&entry->item.route, &entry->item.n_route, self->route);
  take_points (&entry->item.path, &entry->item.n_path, self->polyline);
  if (!preview)
    entry->label_size = pp_face_measure_label (&entry->item, pp_ruler_get_scale (self->ruler), self->ruler);
}
