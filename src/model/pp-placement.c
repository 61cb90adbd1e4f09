/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-placement.h"

#include <math.h>

#include "pp-json.h"
#include "pp-model.h"

static const char * const member_names[] = {
  "x", "y", "width", "height", "angle", "z", "hidden", "sourcePoint", "targetPoint", "points",
  "labelPosition", "sourceSide", "targetSide", "foreign", NULL,
};

static const char * const side_names[] = { "top", "right", "bottom", "left" };

/**
 * pp_placement_new:
 *
 * Returns: (transfer full): a placement at the origin, of the kind's own size
 */
PpPlacement *
pp_placement_new (void)
{
  static const PpPlacement initial = PP_PLACEMENT_INIT;

  return g_memdup2 (&initial, sizeof initial);
}

PpPlacement *
pp_placement_new_box (double x,
                      double y,
                      double width,
                      double height,
                      int    z)
{
  PpPlacement *self = pp_placement_new ();

  self->x = x;
  self->y = y;
  self->width = width;
  self->height = height;
  self->z = z;
  return self;
}

PpPlacement *
pp_placement_copy (const PpPlacement *self)
{
  PpPlacement *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->points = g_memdup2 (self->points, self->n_points * sizeof *self->points);
  copy->source_side = g_strdup (self->source_side);
  copy->target_side = g_strdup (self->target_side);
  if (copy->foreign != NULL)
    json_object_ref (copy->foreign);
  if (copy->extra != NULL)
    json_object_ref (copy->extra);
  return copy;
}

void
pp_placement_free (PpPlacement *self)
{
  if (self == NULL)
    return;
  g_free (self->points);
  g_free (self->source_side);
  g_free (self->target_side);
  g_clear_pointer (&self->foreign, json_object_unref);
  g_clear_pointer (&self->extra, json_object_unref);
  g_free (self);
}

/**
 * pp_placement_set_points:
 * @self: a placement of an edge
 * @points: (array length=n_points): bend points; copied
 * @n_points: how many
 */
void
pp_placement_set_points (PpPlacement   *self,
                         const PpPoint *points,
                         guint          n_points)
{
  PpPoint *copy = g_memdup2 (points, n_points * sizeof *points);

  g_free (self->points);
  self->points = copy;
  self->n_points = n_points;
}

static void
translate_point (PpPoint *point,
                 double   dx,
                 double   dy)
{
  point->x += dx;
  point->y += dy;
}

/**
 * pp_placement_translate:
 * @self: a placement
 * @dx: layout units to the right
 * @dy: layout units down
 *
 * Moves the box, the bend points and the loose ends.
 */
void
pp_placement_translate (PpPlacement *self,
                        double       dx,
                        double       dy)
{
  self->x += dx;
  self->y += dy;
  for (guint i = 0; i < self->n_points; i++)
    translate_point (&self->points[i], dx, dy);
  if (self->has_source_point)
    translate_point (&self->source_point, dx, dy);
  if (self->has_target_point)
    translate_point (&self->target_point, dx, dy);
}

static JsonNode *
number_node (double value)
{
  if (value == floor (value) && fabs (value) < 1e15)
    return json_node_init_int (json_node_alloc (), (gint64) value);
  return json_node_init_double (json_node_alloc (), value);
}

static void
set_number (JsonObject *object,
            const char *name,
            double      value,
            double      fallback)
{
  if (value != fallback)
    json_object_set_member (object, name, number_node (value));
}

static JsonNode *
point_node (const PpPoint *point)
{
  JsonArray *array = json_array_sized_new (2);
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  json_array_add_element (array, number_node (point->x));
  json_array_add_element (array, number_node (point->y));
  json_node_take_array (node, array);
  return node;
}

static JsonArray *
points_array (const PpPlacement *self)
{
  JsonArray *array = json_array_sized_new (self->n_points);

  for (guint i = 0; i < self->n_points; i++)
    json_array_add_element (array, point_node (&self->points[i]));
  return array;
}

static void
append_members (JsonObject *object,
                JsonObject *extra)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, extra);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    json_object_set_member (object, name, json_node_ref (value));
}

/**
 * pp_placement_to_json:
 * @self: a placement
 *
 * Members at their default are left out; whole numbers are written as integers, so equal placements
 * give equal JSON.
 *
 * Returns: (transfer full): a JSON object
 */
JsonNode *
pp_placement_to_json (const PpPlacement *self)
{
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  set_number (object, "x", self->x, 0);
  set_number (object, "y", self->y, 0);
  set_number (object, "width", self->width, 0);
  set_number (object, "height", self->height, 0);
  set_number (object, "angle", self->angle, 0);
  set_number (object, "z", self->z, 0);
  if (self->hidden)
    json_object_set_boolean_member (object, "hidden", TRUE);
  if (self->has_source_point)
    json_object_set_member (object, "sourcePoint", point_node (&self->source_point));
  if (self->has_target_point)
    json_object_set_member (object, "targetPoint", point_node (&self->target_point));
  if (self->n_points > 0)
    json_object_set_array_member (object, "points", points_array (self));
  if (self->label_position >= 0)
    json_object_set_member (object, "labelPosition", number_node (self->label_position));
  if (self->source_side != NULL)
    json_object_set_string_member (object, "sourceSide", self->source_side);
  if (self->target_side != NULL)
    json_object_set_string_member (object, "targetSide", self->target_side);
  if (self->foreign != NULL)
    json_object_set_object_member (object, "foreign", json_object_ref (self->foreign));
  if (self->extra != NULL)
    append_members (object, self->extra);
  json_node_take_object (node, object);
  return node;
}

static gboolean
invalid (GError     **error,
         const char  *name,
         const char  *expectation)
{
  g_set_error (error, PP_MODEL_ERROR, PP_MODEL_ERROR_INVALID_VALUE,
               "/%s: must be %s", name, expectation);
  return FALSE;
}

static gboolean
node_is_number (JsonNode *node)
{
  GType type;

  if (!JSON_NODE_HOLDS_VALUE (node))
    return FALSE;
  type = json_node_get_value_type (node);
  return type == G_TYPE_INT64 || type == G_TYPE_DOUBLE;
}

static gboolean
read_coordinate (JsonNode *node,
                 double   *value)
{
  if (node == NULL || !node_is_number (node))
    return FALSE;
  *value = json_node_get_double (node);
  return fabs (*value) <= PP_PLACEMENT_MAX_COORDINATE;
}

static gboolean
read_point (JsonNode *node,
            PpPoint  *point)
{
  JsonArray *array;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return FALSE;
  array = json_node_get_array (node);
  return json_array_get_length (array) == 2 &&
         read_coordinate (json_array_get_element (array, 0), &point->x) &&
         read_coordinate (json_array_get_element (array, 1), &point->y);
}

static gboolean
read_points (JsonNode    *node,
             PpPlacement *self)
{
  JsonArray *array;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return FALSE;
  array = json_node_get_array (node);
  if (json_array_get_length (array) > PP_PLACEMENT_MAX_POINTS)
    return FALSE;
  self->n_points = json_array_get_length (array);
  self->points = g_new0 (PpPoint, self->n_points);
  for (guint i = 0; i < self->n_points; i++)
    {
      if (!read_point (json_array_get_element (array, i), &self->points[i]))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_numbers (JsonObject   *object,
              PpPlacement  *self,
              GError      **error)
{
  const struct {
    const char *name;
    double     *value;
    double      lowest;
  } numbers[] = {
    { "x", &self->x, -PP_PLACEMENT_MAX_COORDINATE },
    { "y", &self->y, -PP_PLACEMENT_MAX_COORDINATE },
    { "width", &self->width, 0 },
    { "height", &self->height, 0 },
    { "angle", &self->angle, -PP_PLACEMENT_MAX_COORDINATE },
  };
  double z = 0;

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      JsonNode *node = json_object_get_member (object, numbers[i].name);

      if (node != NULL &&
          (!read_coordinate (node, numbers[i].value) || *numbers[i].value < numbers[i].lowest))
        return invalid (error, numbers[i].name, "a number within ±10,000,000, sizes not negative");
    }
  if (json_object_has_member (object, "z") &&
      (!read_coordinate (json_object_get_member (object, "z"), &z) || z != floor (z)))
    return invalid (error, "z", "a whole number within ±10,000,000");
  self->z = (int) z;
  return TRUE;
}

static gboolean
read_ends (JsonObject   *object,
           PpPlacement  *self,
           GError      **error)
{
  JsonNode *node;

  if ((node = json_object_get_member (object, "sourcePoint")) != NULL)
    {
      if (!read_point (node, &self->source_point))
        return invalid (error, "sourcePoint", "a list of two numbers");
      self->has_source_point = TRUE;
    }
  if ((node = json_object_get_member (object, "targetPoint")) != NULL)
    {
      if (!read_point (node, &self->target_point))
        return invalid (error, "targetPoint", "a list of two numbers");
      self->has_target_point = TRUE;
    }
  if ((node = json_object_get_member (object, "points")) != NULL && !read_points (node, self))
    return invalid (error, "points", "a list of points, 10,000 at most");
  return TRUE;
}

static gboolean
read_side (JsonObject  *object,
           const char  *name,
           char       **side,
           GError     **error)
{
  const char *text = pp_json_get_string (object, name, NULL);

  if (!json_object_has_member (object, name))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (side_names); i++)
    {
      if (g_strcmp0 (text, side_names[i]) == 0)
        {
          *side = g_strdup (text);
          return TRUE;
        }
    }
  return invalid (error, name, "top, right, bottom or left");
}

static void
read_extra (JsonObject  *object,
            PpPlacement *self)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    {
      if (g_strv_contains (member_names, name))
        continue;
      if (self->extra == NULL)
        self->extra = json_object_new ();
      json_object_set_member (self->extra, name, json_node_ref (value));
    }
}

/**
 * pp_placement_new_from_json:
 * @node: what pp_placement_to_json() gives
 * @error: return location for an error
 *
 * Members that are not known are kept and come back from pp_placement_to_json().
 *
 * Returns: (transfer full): the placement, or %NULL with %PP_MODEL_ERROR_INVALID_VALUE
 */
PpPlacement *
pp_placement_new_from_json (JsonNode  *node,
                            GError   **error)
{
  g_autoptr (PpPlacement) self = pp_placement_new ();
  JsonObject *object, *foreign;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error_literal (error, PP_MODEL_ERROR, PP_MODEL_ERROR_INVALID_VALUE,
                           "A placement must be a JSON object");
      return NULL;
    }
  object = json_node_get_object (node);
  if (!read_numbers (object, self, error) || !read_ends (object, self, error) ||
      !read_side (object, "sourceSide", &self->source_side, error) ||
      !read_side (object, "targetSide", &self->target_side, error))
    return NULL;

  self->hidden = pp_json_get_boolean (object, "hidden", FALSE);
  self->label_position = pp_json_get_double (object, "labelPosition", -1);
  if (self->label_position < 0)
    self->label_position = -1;
  if (self->label_position > 1)
    {
      invalid (error, "labelPosition", "a number from 0 to 1");
      return NULL;
    }
  foreign = pp_json_get_object (object, "foreign");
  if (foreign != NULL)
    self->foreign = json_object_ref (foreign);
  read_extra (object, self);
  return g_steal_pointer (&self);
}
