/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Writes where an element stands: the keys of a cell that are not in its data. */

#include "pp-td-private.h"

#include <math.h>
#include <string.h>

#include "pp-json.h"

/* Threat Dragon's schema wants sizes of at least this. */
#define MIN_SIZE 10

static void
set_pair (JsonObject *cell,
          const char *name,
          const char *first,
          double      a,
          const char *second,
          double      b)
{
  JsonObject *pair = _pp_td_own (cell, name);

  json_object_set_double_member (pair, first, a);
  json_object_set_double_member (pair, second, b);
}

/* --- nodes --- */

static void
effective_size (PpElement         *element,
                const PpPlacement *placement,
                double            *width,
                double            *height)
{
  PpKind *kind = pp_kinds_resolve (pp_kinds_get_default (), pp_element_get_kind (element), FALSE);

  *width = placement->width > 0 ? placement->width : pp_kind_get_width (kind);
  *height = placement->height > 0 ? placement->height : pp_kind_get_height (kind);
}

static void
write_box (PpElement         *element,
           const PpPlacement *was,
           const PpPlacement *is,
           JsonObject        *cell)
{
  if (was->x != is->x || was->y != is->y)
    set_pair (cell, "position", "x", is->x, "y", is->y);

  if (was->width != is->width || was->height != is->height)
    {
      double width, height;

      effective_size (element, is, &width, &height);
      set_pair (cell, "size", "width", MAX (width, MIN_SIZE), "height", MAX (height, MIN_SIZE));
    }

  if (was->angle != is->angle)
    json_object_set_double_member (cell, "angle", is->angle);
}

/* --- lines --- */

static JsonObject *
terminal_without (JsonObject         *cell,
                  const char         *end,
                  const char * const *names)
{
  JsonObject *terminal = _pp_td_own (cell, end);

  for (guint i = 0; names[i] != NULL; i++)
    if (json_object_has_member (terminal, names[i]))
      json_object_remove_member (terminal, names[i]);

  return terminal;
}

static void
write_loose_end (JsonObject    *cell,
                 const char    *end,
                 const PpPoint *point)
{
  static const char * const names[] = { "cell", "port", PP_TD_PARAPET, NULL };
  JsonObject *terminal = terminal_without (cell, end, names);

  json_object_set_int_member (terminal, "x", lround (point->x));
  json_object_set_int_member (terminal, "y", lround (point->y));
}

static void
write_fixed_end (PpTdLayoutWriter *self,
                 JsonObject       *cell,
                 const char       *end,
                 const char       *element_id,
                 const char       *side)
{
  static const char * const names[] = { "x", "y", "port", PP_TD_PARAPET, NULL };
  JsonObject *terminal = terminal_without (cell, end, names);
  JsonObject *end_cell = g_hash_table_lookup (self->cells, element_id);

  json_object_set_string_member (terminal, "cell", g_hash_table_lookup (self->cell_ids, element_id));
  if (side == NULL)
    return;
  if (end_cell != NULL && _pp_td_shape_has_ports (_pp_td_shape_of_cell (end_cell)))
    json_object_set_string_member (terminal, "port", _pp_td_own_port (end_cell, side));
  else
    json_object_set_string_member (_pp_td_own (terminal, PP_TD_PARAPET), "side", side);
}

typedef struct {
  const char *element_id;
  const char *side;
  gboolean    has_point;
  PpPoint     point;
} End;

static End
source_end (const PpPlacement *placement,
            const char        *element_id)
{
  return (End) { element_id, placement->source_side, placement->has_source_point,
                 placement->source_point };
}

static End
target_end (const PpPlacement *placement,
            const char        *element_id)
{
  return (End) { element_id, placement->target_side, placement->has_target_point,
                 placement->target_point };
}

static gboolean
same_end (PpTdLayoutWriter *self,
          JsonObject       *cell,
          const char       *end,
          const End        *was,
          const End        *is)
{
  if (g_strcmp0 (was->element_id, is->element_id) != 0)
    return FALSE;
  if (is->element_id != NULL && g_hash_table_contains (self->cell_ids, is->element_id))
    return g_strcmp0 (was->side, is->side) == 0 &&
           g_strcmp0 (_pp_td_end_cell_id (cell, end),
                      g_hash_table_lookup (self->cell_ids, is->element_id)) == 0;
  if (is->element_id != NULL)
    return _pp_td_end_cell_id (cell, end) == NULL;

  return was->has_point == is->has_point &&
         (!is->has_point || (was->point.x == is->point.x && was->point.y == is->point.y));
}

static void
write_end (PpTdLayoutWriter *self,
           PpElement        *element,
           JsonObject       *cell,
           const char       *end,
           const End        *was,
           const End        *is)
{
  if (same_end (self, cell, end, was, is))
    return;

  if (is->element_id != NULL && g_hash_table_contains (self->cell_ids, is->element_id))
    {
      write_fixed_end (self, cell, end, is->element_id, is->side);
      return;
    }

  /* The layout does not show what the line ends on; Threat Dragon opens no line to a missing cell. */
  if (!is->has_point)
    pp_loss_add (self->loss, pp_element_get_name (element),
                 "the %s of the line is nowhere in this diagram: drawn at 0,0", end);
  write_loose_end (cell, end, &is->point);
  if (is->element_id != NULL)
    json_object_set_string_member (_pp_td_own (pp_json_get_object (cell, end), PP_TD_PARAPET), "element",
                                   is->element_id);
}

static void
write_ends (PpTdLayoutWriter  *self,
            PpElement         *element,
            const PpPlacement *was,
            const PpPlacement *is,
            JsonObject        *fragment,
            JsonObject        *cell)
{
  JsonObject *read = fragment != NULL ? fragment : cell;
  End ends[] = {
    source_end (was, _pp_td_end_element (&self->read, read, "source")),
    source_end (is, pp_edge_get_source (PP_EDGE (element))),
    target_end (was, _pp_td_end_element (&self->read, read, "target")),
    target_end (is, pp_edge_get_target (PP_EDGE (element))),
  };

  write_end (self, element, cell, "source", &ends[0], &ends[1]);
  write_end (self, element, cell, "target", &ends[2], &ends[3]);
}

static gboolean
same_points (const PpPlacement *was,
             const PpPlacement *is)
{
  if (was->n_points != is->n_points)
    return FALSE;

  for (guint i = 0; i < is->n_points; i++)
    if (was->points[i].x != is->points[i].x || was->points[i].y != is->points[i].y)
      return FALSE;

  return TRUE;
}

static void
write_vertices (const PpPlacement *placement,
                JsonObject        *cell)
{
  JsonArray *vertices = json_array_sized_new (placement->n_points);

  for (guint i = 0; i < placement->n_points; i++)
    {
      JsonObject *vertex = json_object_new ();

      json_object_set_double_member (vertex, "x", placement->points[i].x);
      json_object_set_double_member (vertex, "y", placement->points[i].y);
      json_array_add_object_element (vertices, vertex);
    }
  json_object_set_array_member (cell, "vertices", vertices);
}

static void
set_label_position (JsonObject *label,
                    double      position)
{
  if (position < 0)
    {
      if (json_object_has_member (label, "position"))
        json_object_remove_member (label, "position");
    }
  else if (pp_json_get_object (label, "position") != NULL)
    {
      json_object_set_double_member (_pp_td_own (label, "position"), "distance", position);
    }
  else
    {
      json_object_set_double_member (label, "position", position);
    }
}

static void
write_label_position (double            position,
                      JsonObject       *cell,
                      const PpTdShape  *shape)
{
  g_autofree char *text = _pp_td_drawn_text (cell, shape);
  JsonArray *old = pp_json_get_array (cell, "labels");
  JsonArray *labels = json_array_new ();
  JsonObject *label = NULL;

  if (old != NULL && json_array_get_length (old) > 0 &&
      JSON_NODE_HOLDS_OBJECT (json_array_get_element (old, 0)))
    label = json_array_get_object_element (old, 0);
  label = _pp_shallow_copy (label);
  if (!json_object_has_member (label, "attrs"))
    json_object_set_string_member (_pp_td_own (_pp_td_own (label, "attrs"), "label"), "text",
                                   text != NULL ? text : "");
  set_label_position (label, position);

  json_array_add_object_element (labels, label);
  for (guint i = 1; old != NULL && i < json_array_get_length (old); i++)
    json_array_add_element (labels, json_node_ref (json_array_get_element (old, i)));
  json_object_set_array_member (cell, "labels", labels);
}

static void
write_line (PpTdLayoutWriter  *self,
            PpElement         *element,
            const PpPlacement *was,
            const PpPlacement *is,
            JsonObject        *fragment,
            JsonObject        *cell,
            const PpTdShape   *shape)
{
  write_ends (self, element, was, is, fragment, cell);
  if (!same_points (was, is))
    write_vertices (is, cell);
  if (was->label_position != is->label_position)
    write_label_position (is->label_position, cell, shape);
}

/* --- both --- */

void
_pp_td_write_placement (PpTdLayoutWriter  *self,
                        PpElement         *element,
                        const PpPlacement *placement,
                        JsonObject        *fragment,
                        JsonObject        *cell,
                        const PpTdShape   *shape)
{
  PpPlacement was;

  _pp_td_read_placement (&self->read, fragment != NULL ? fragment : cell, shape, &was);
  if (was.z != placement->z)
    json_object_set_int_member (cell, "zIndex", placement->z);
  if (was.hidden != placement->hidden)
    json_object_set_boolean_member (cell, "visible", !placement->hidden);
  if (shape->is_edge)
    write_line (self, element, &was, placement, fragment, cell, shape);
  else
    write_box (element, &was, placement, cell);
  g_free (was.points);
}
