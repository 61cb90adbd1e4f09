/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Entries: what the scene keeps of one element, read from its record and its placement. */

#include "pp-scene-private.h"

#include <string.h>

#include "pp-marking.h"

#define MAX_NAME_BYTES 2000

PpEntry *
_pp_entry_new (const char *id)
{
  PpEntry *self = g_new0 (PpEntry, 1);

  self->item.id = g_ref_string_new_intern (id);
  return self;
}

static void
clear_texts (PpSceneItem *item)
{
  g_clear_pointer ((char **) &item->name, g_free);
  g_clear_pointer ((char **) &item->marking, g_free);
  g_clear_pointer ((char **) &item->protocol, g_free);
  g_clear_pointer ((char **) &item->source, g_ref_string_release);
  g_clear_pointer ((char **) &item->target, g_ref_string_release);
}

void
_pp_entry_free (PpEntry *self)
{
  g_clear_pointer (&self->preview, _pp_entry_free);
  clear_texts (&self->item);
  g_clear_object (&self->item.kind);
  g_free (self->item.path);
  g_free (self->item.route);
  g_free (self->item.bends);
  g_free (self->looked_at);
  g_ref_string_release ((char *) self->item.id);
  g_free (self);
}

static char *
copy_reference (const char *id)
{
  return id != NULL ? g_ref_string_new_intern (id) : NULL;
}

static PpPoint *
copy_points (const PpPoint *points,
             guint          n_points)
{
  return n_points > 0 ? g_memdup2 (points, sizeof (PpPoint) * n_points) : NULL;
}

/* A copy for a preview: shares nothing with the original. */
PpEntry *
_pp_entry_copy (PpEntry *self)
{
  PpEntry *copy = g_memdup2 (self, sizeof (PpEntry));

  copy->preview = NULL;
  copy->original = self;
  copy->looked_at = NULL;
  copy->n_looked_at = 0;
  copy->item.id = g_ref_string_acquire ((char *) self->item.id);
  copy->item.kind = g_object_ref (self->item.kind);
  copy->item.name = g_strdup (self->item.name);
  copy->item.marking = g_strdup (self->item.marking);
  copy->item.protocol = g_strdup (self->item.protocol);
  copy->item.source = copy_reference (self->item.source);
  copy->item.target = copy_reference (self->item.target);
  copy->item.path = copy_points (self->item.path, self->item.n_path);
  copy->item.route = copy_points (self->item.route, self->item.n_route);
  copy->item.bends = copy_points (self->item.bends, self->item.n_bends);
  copy->item.lifted = FALSE;
  return copy;
}

static PpLineStyle
line_style_of (PpKind *kind)
{
  static const struct {
    const char  *id;
    PpLineStyle  style;
  } styles[] = {
    { "attack", PP_LINE_ATTACK },
    { "exploit", PP_LINE_EXPLOIT },
    { "dependency", PP_LINE_DEPENDENCY },
    { "containment", PP_LINE_CONTAINMENT },
  };
  const char *shape = pp_kind_get_shape (kind);

  if (pp_kind_get_dfd_class (kind) == PP_DFD_BOUNDARY)
    return PP_LINE_BOUNDARY;
  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    if (strcmp (pp_kind_get_id (kind), styles[i].id) == 0)
      return styles[i].style;
  if (g_strcmp0 (shape, "dashed") == 0 || g_strcmp0 (shape, "dotted") == 0)
    return PP_LINE_DEPENDENCY;
  return PP_LINE_FLOW;
}

/* What nobody can read on a drawing need not be measured and laid out either. */
static char *
shown_name (const char *name)
{
  char *shown = g_strdup (name);

  if (strlen (shown) > MAX_NAME_BYTES)
    {
      g_free (shown);
      shown = g_utf8_substring (name, 0, g_utf8_strlen (name, MAX_NAME_BYTES) - 1);
    }
  return g_strstrip (shown);
}

static const char *
static_side (const char *side)
{
  return side != NULL ? g_intern_string (side) : NULL;
}

static void
load_edge (PpSceneItem *item,
           PpEdge      *edge)
{
  item->line = line_style_of (item->kind);
  item->source = copy_reference (pp_edge_get_source (edge));
  item->target = copy_reference (pp_edge_get_target (edge));
  item->bidirectional = pp_edge_get_bidirectional (edge);
  item->protocol = g_strdup (pp_edge_get_protocol (edge));
}

static char *
marking_text (JsonNode *node)
{
  g_autoptr(PpMarking) marking = node != NULL ? pp_marking_new_from_json (node, NULL) : NULL;

  return marking != NULL && !pp_marking_is_empty (marking) ? pp_marking_to_short_text (marking) : NULL;
}

static void
count_threats (PpSceneItem *item,
               PpModel     *model)
{
  GPtrArray *threats = pp_model_peek_threats_of (model, item->id);

  item->threats = threats != NULL ? threats->len : 0;
  item->open_threats = 0;
  for (guint i = 0; i < item->threats; i++)
    item->open_threats += pp_threat_is_open (g_ptr_array_index (threats, i)) ? 1 : 0;
}

void
_pp_entry_load_placement (PpEntry           *self,
                          PpScene           *scene,
                          const PpPlacement *placement)
{
  PpSceneItem *item = &self->item;

  item->z = placement->z;
  if (!item->is_edge)
    {
      item->box = (PpBox) {
        placement->x, placement->y,
        placement->width > 0 ? placement->width : pp_kind_get_width (item->kind),
        placement->height > 0 ? placement->height : pp_kind_get_height (item->kind),
      };
      item->angle = placement->angle;
      pp_face_compose (item, scene->ruler);
      item->bounds = pp_face_bounds (item, scene->ruler);
      return;
    }

  g_free (item->bends);
  item->bends = copy_points (placement->points, placement->n_points);
  item->n_bends = placement->n_points;
  item->label_position = placement->label_position;
  self->has_source_point = placement->has_source_point;
  self->has_target_point = placement->has_target_point;
  self->source_point = placement->source_point;
  self->target_point = placement->target_point;
  self->source_side = static_side (placement->source_side);
  self->target_side = static_side (placement->target_side);
}

/**
 * _pp_entry_load:
 * @self: an entry
 * @scene: its scene
 * @element: the record
 * @placement: where it stands
 *
 * Reads everything but what depends on other elements: lines and the places of labels.
 */
void
_pp_entry_load (PpEntry           *self,
                PpScene           *scene,
                PpElement         *element,
                const PpPlacement *placement)
{
  PpSceneItem *item = &self->item;

  scene->counters.items_built++;
  clear_texts (item);
  item->is_edge = PP_IS_EDGE (element);
  g_set_object (&item->kind, pp_kinds_resolve (scene->kinds, pp_element_get_kind (element),
                                               item->is_edge));
  item->dfd_class = pp_kind_get_dfd_class (item->kind);
  item->name = shown_name (pp_element_get_name (element));
  item->out_of_scope = pp_element_get_out_of_scope (element);
  item->marking = marking_text (pp_element_get_marking (element));
  count_threats (item, scene->model);
  item->badge = _pp_scene_badge_of (scene, item->id);
  if (item->is_edge)
    load_edge (item, PP_EDGE (element));
  else
    item->shape = pp_shape_from_string (pp_kind_get_shape (item->kind));
  _pp_entry_load_placement (self, scene, placement);
}

/* Lines go through boundaries and texts, and around everything else. */
gboolean
_pp_entry_is_obstacle (PpEntry *self)
{
  return !self->item.is_edge && self->item.shape != PP_SHAPE_BOUNDARY &&
         self->item.dfd_class != PP_DFD_TEXT && self->item.dfd_class != PP_DFD_BOUNDARY;
}

/* As pp_layout_list_in_paint_order() has it. */
int
_pp_entry_compare_order (gconstpointer a,
                         gconstpointer b)
{
  const PpEntry *first = *(PpEntry * const *) a, *second = *(PpEntry * const *) b;

  if (first->item.z != second->item.z)
    return first->item.z < second->item.z ? -1 : 1;
  return strcmp (first->item.id, second->item.id);
}
