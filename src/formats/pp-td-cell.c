/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a cell, a threat, a diagram and the top of a file say, as records of a model. These are pure
 * functions of the text: the reader makes records with them, and the writer finds out with them what
 * has changed since. */

#include "pp-td-private.h"

#include <math.h>
#include <string.h>

#include "pp-json.h"

#define MAX_Z 1000000

/* --- texts --- */

/* Texts in the selectors of `attrs`, the one that is drawn first. */
static const char *
text_in_attrs (JsonObject         *attrs,
               const char * const *selectors)
{
  for (guint i = 0; selectors[i] != NULL; i++)
    {
      const char *text = pp_json_get_string (pp_json_get_object (attrs, selectors[i]), "text", NULL);

      if (text != NULL)
        return text;
    }

  return NULL;
}

static const char *
label_text (JsonObject *cell)
{
  static const char * const selectors[] = { "label", "labelText", "text", NULL };
  JsonArray *labels = pp_json_get_array (cell, "labels");
  JsonNode *label;

  if (labels == NULL || json_array_get_length (labels) == 0)
    return NULL;

  label = json_array_get_element (labels, 0);
  if (JSON_NODE_HOLDS_OBJECT (label))
    return text_in_attrs (pp_json_get_object (json_node_get_object (label), "attrs"), selectors);

  return pp_json_get_text (label);
}

/**
 * _pp_td_drawn_text:
 * @cell: a cell
 * @shape: what it is
 *
 * Returns: (transfer full) (nullable): the text that Threat Dragon draws before the cell is selected
 */
char *
_pp_td_drawn_text (JsonObject      *cell,
                   const PpTdShape *shape)
{
  static const char * const selectors[] = { "label", "text", NULL };
  const char *text;

  if (shape->is_edge)
    return g_strdup (label_text (cell));

  text = pp_json_get_string (cell, "label", NULL);
  if (text == NULL)
    text = text_in_attrs (pp_json_get_object (cell, "attrs"), selectors);

  return g_strdup (text);
}

static void
copy_text (JsonObject *from,
           const char *key,
           JsonObject *to,
           const char *field)
{
  const char *text = pp_json_get_string (from, key, "");

  if (*text != '\0')
    json_object_set_string_member (to, field, text);
}

/* --- elements --- */

/* Other programs write a box that is ticked as a text or a number, too. */
static gboolean
read_tick (JsonNode *value,
           gboolean *ticked)
{
  const char *text = pp_json_get_text (value);

  if (json_node_get_value_type (value) == G_TYPE_BOOLEAN)
    *ticked = json_node_get_boolean (value);
  else if (json_node_get_value_type (value) == G_TYPE_INT64 && (guint64) json_node_get_int (value) <= 1)
    *ticked = json_node_get_int (value) == 1;
  else if (text != NULL && (g_ascii_strcasecmp (text, "true") == 0 || g_ascii_strcasecmp (text, "yes") == 0))
    *ticked = TRUE;
  else if (text != NULL && (g_ascii_strcasecmp (text, "false") == 0 || g_ascii_strcasecmp (text, "no") == 0))
    *ticked = FALSE;
  else
    return FALSE;
  return TRUE;
}

/* Our own word on a fact counts unless Threat Dragon's key says something else by now. */
static gboolean
is_contradicted (JsonObject *facts,
                 const char *name,
                 JsonNode   *fact)
{
  JsonNode *stated = json_object_get_member (facts, name);

  return stated != NULL && !pp_json_equal (pp_fact_get_value (stated), pp_fact_get_value (fact));
}

/* All flags that say the same share one fact. */
static JsonNode *
ref_imported_boolean (gboolean value)
{
  static JsonNode *facts[2];
  JsonNode **place = &facts[value ? 1 : 0];

  if (g_once_init_enter (place))
    {
      g_autoptr (JsonNode) truth = json_node_init_boolean (json_node_alloc (), value);

      g_once_init_leave (place, pp_fact_new (truth, PP_FACT_SOURCE_IMPORTED, NULL));
    }

  return json_node_ref (*place);
}

static JsonObject *
read_facts (JsonObject *data,
            JsonObject *parapet)
{
  JsonObject *facts = json_object_new ();
  JsonObject *own = pp_json_get_object (parapet, "facts");
  JsonObjectIter iter;
  const char *name;
  JsonNode *fact;
  guint n_flags;
  const PpTdFlag *flags = _pp_td_list_flags (&n_flags);

  for (guint i = 0; i < n_flags; i++)
    {
      JsonNode *value = json_object_get_member (data, flags[i].key);
      gboolean ticked;

      if (value == NULL || !JSON_NODE_HOLDS_VALUE (value))
        continue;
      if (!flags[i].is_word && read_tick (value, &ticked))
        json_object_set_member (facts, flags[i].fact, ref_imported_boolean (ticked));
      else if (flags[i].is_word && *pp_json_get_string (data, flags[i].key, "") != '\0')
        json_object_set_member (facts, flags[i].fact, pp_fact_new (value, PP_FACT_SOURCE_IMPORTED, NULL));
    }

  if (own == NULL)
    return facts;

  json_object_iter_init_ordered (&iter, own);
  while (json_object_iter_next_ordered (&iter, &name, &fact))
    if (pp_fact_get_value (fact) != NULL && !is_contradicted (facts, name, fact))
      json_object_set_member (facts, name, json_node_ref (fact));

  return facts;
}

static void
read_name (JsonObject      *cell,
           JsonObject      *data,
           const PpTdShape *shape,
           JsonObject      *record)
{
  g_autofree char *drawn = NULL;
  const char *name = pp_json_get_string (data, "name", "");

  if (*name == '\0')
    name = drawn = _pp_td_drawn_text (cell, shape);
  if (name != NULL && *name != '\0')
    json_object_set_string_member (record, "name", name);
}

static void
take_map (JsonObject *record,
          const char *field,
          JsonObject *map)
{
  if (json_object_get_size (map) > 0)
    json_object_set_object_member (record, field, map);
  else
    json_object_unref (map);
}

JsonObject *
_pp_td_read_element (JsonObject      *cell,
                     const PpTdShape *shape)
{
  JsonObject *record = json_object_new ();
  JsonObject *data = pp_json_get_object (cell, "data");
  JsonObject *parapet = pp_json_get_object (data, PP_TD_PARAPET);
  JsonObject *properties = pp_json_get_object (data, "properties");

  json_object_set_string_member (record, "kind", shape->kind);
  read_name (cell, data, shape, record);
  if (data == NULL)
    return record;

  copy_text (parapet, "kind", record, "kind");
  copy_text (data, "description", record, "description");
  copy_text (data, "reasonOutOfScope", record, "scopeReason");
  if (pp_json_get_boolean (data, "outOfScope", FALSE))
    json_object_set_boolean_member (record, "outOfScope", TRUE);
  if (shape->is_edge)
    copy_text (data, "protocol", record, "protocol");
  if (shape->is_edge && pp_json_get_boolean (data, "isBidirectional", FALSE))
    json_object_set_boolean_member (record, "bidirectional", TRUE);

  take_map (record, "facts", read_facts (data, parapet));
  if (properties != NULL && json_object_get_size (properties) > 0)
    json_object_set_member (record, "properties",
                            json_node_ref (json_object_get_member (data, "properties")));
  _pp_td_read_parapet (parapet, shape->is_edge ? PP_RECORD_EDGE : PP_RECORD_NODE, record);

  return record;
}

/* --- placements --- */

static double
coordinate (JsonObject *object,
            const char *name,
            double      fallback)
{
  double value = pp_json_get_double (object, name, fallback);

  return CLAMP (value, -PP_PLACEMENT_MAX_COORDINATE, PP_PLACEMENT_MAX_COORDINATE);
}

static gboolean
read_point (JsonObject *object,
            PpPoint    *point)
{
  if (isnan (pp_json_get_double (object, "x", NAN)) || isnan (pp_json_get_double (object, "y", NAN)))
    return FALSE;

  point->x = coordinate (object, "x", 0);
  point->y = coordinate (object, "y", 0);

  return TRUE;
}

/* The identifier of the cell that a line's end names, whether there is such a cell or not. */
const char *
_pp_td_end_cell_id (JsonObject *cell,
                    const char *end)
{
  const char *id = pp_json_get_string (pp_json_get_object (cell, end), "cell", "");

  return *id != '\0' ? id : NULL;
}

PpTdCell *
_pp_td_end_cell (PpTdDiagram *diagram,
                 JsonObject  *cell,
                 const char  *end)
{
  const char *id = _pp_td_end_cell_id (cell, end);

  return id != NULL ? g_hash_table_lookup (diagram->by_cell_id, id) : NULL;
}

/* A line that ends in the air here may end on something in another diagram; then we have noted on what. */
const char *
_pp_td_end_element (PpTdDiagram *diagram,
                    JsonObject  *cell,
                    const char  *end)
{
  JsonObject *parapet = pp_json_get_object (pp_json_get_object (cell, end), PP_TD_PARAPET);
  PpTdCell *end_cell = _pp_td_end_cell (diagram, cell, end);
  const char *stated = pp_json_get_string (parapet, "element", NULL);

  if (end_cell != NULL)
    return end_cell->id;

  return stated != NULL && *stated != '\0' && strlen (stated) <= PP_MODEL_MAX_ID_LENGTH ? stated : NULL;
}

static const char *
known_side (const char *side)
{
  static const char * const sides[] = { "top", "right", "bottom", "left", NULL };

  return side != NULL && g_strv_contains (sides, side) ? side : NULL;
}

static const char *
side_of_port (JsonObject *cell,
              const char *port)
{
  JsonArray *items = pp_json_get_array (pp_json_get_object (cell, "ports"), "items");

  for (guint i = 0; items != NULL && i < json_array_get_length (items); i++)
    {
      JsonNode *node = json_array_get_element (items, i);
      JsonObject *item = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

      if (g_strcmp0 (pp_json_get_string (item, "id", NULL), port) == 0)
        return known_side (pp_json_get_string (item, "group", NULL));
    }

  return NULL;
}

static void
read_end (PpTdDiagram  *diagram,
          JsonObject   *cell,
          const char   *end,
          PpPoint      *point,
          gboolean     *has_point,
          char        **side)
{
  JsonObject *terminal = pp_json_get_object (cell, end);
  PpTdCell *end_cell = _pp_td_end_cell (diagram, cell, end);
  const char *port = pp_json_get_string (terminal, "port", NULL);

  if (end_cell == NULL)
    *has_point = read_point (terminal, point);
  else if (port != NULL)
    *side = (char *) side_of_port (end_cell->cell, port);
  else
    *side = (char *) known_side (pp_json_get_string (pp_json_get_object (terminal, PP_TD_PARAPET), "side", NULL));
}

static void
read_vertices (JsonObject  *cell,
               PpPlacement *placement)
{
  JsonArray *vertices = pp_json_get_array (cell, "vertices");
  guint length = vertices != NULL ? json_array_get_length (vertices) : 0;

  if (length == 0)
    return;

  placement->points = g_new (PpPoint, MIN (length, PP_PLACEMENT_MAX_POINTS));
  for (guint i = 0; i < length && placement->n_points < PP_PLACEMENT_MAX_POINTS; i++)
    {
      JsonNode *node = json_array_get_element (vertices, i);

      if (JSON_NODE_HOLDS_OBJECT (node) &&
          read_point (json_node_get_object (node), &placement->points[placement->n_points]))
        placement->n_points++;
    }
  if (placement->n_points == 0)
    g_clear_pointer (&placement->points, g_free);
}

static double
read_label_position (JsonObject *cell)
{
  JsonArray *labels = pp_json_get_array (cell, "labels");
  JsonNode *label = labels != NULL && json_array_get_length (labels) > 0
                    ? json_array_get_element (labels, 0) : NULL;
  JsonObject *object = label != NULL && JSON_NODE_HOLDS_OBJECT (label)
                       ? json_node_get_object (label) : NULL;
  double position = pp_json_get_double (pp_json_get_object (object, "position"), "distance",
                                        pp_json_get_double (object, "position", -1));

  return position >= 0 && position <= 1 ? position : -1;
}

static void
read_line (PpTdDiagram *diagram,
           JsonObject  *cell,
           PpPlacement *placement)
{
  gboolean has_point = FALSE;

  read_end (diagram, cell, "source", &placement->source_point, &has_point, &placement->source_side);
  placement->has_source_point = has_point;
  has_point = FALSE;
  read_end (diagram, cell, "target", &placement->target_point, &has_point, &placement->target_side);
  placement->has_target_point = has_point;

  read_vertices (cell, placement);
  placement->label_position = read_label_position (cell);
}

/* @placement owns its points only: sides are borrowed from the cell. */
void
_pp_td_read_placement (PpTdDiagram     *diagram,
                       JsonObject      *cell,
                       const PpTdShape *shape,
                       PpPlacement     *placement)
{
  JsonObject *position = pp_json_get_object (cell, "position");
  JsonObject *size = pp_json_get_object (cell, "size");
  double z = pp_json_get_double (cell, "zIndex", shape->z);

  *placement = (PpPlacement) PP_PLACEMENT_INIT;
  placement->z = (int) CLAMP (floor (z), -MAX_Z, MAX_Z);
  placement->hidden = !pp_json_get_boolean (cell, "visible", TRUE);
  if (shape->is_edge)
    {
      read_line (diagram, cell, placement);
      return;
    }

  placement->x = coordinate (position, "x", 0);
  placement->y = coordinate (position, "y", 0);
  placement->width = MAX (0, coordinate (size, "width", shape->width));
  placement->height = MAX (0, coordinate (size, "height", shape->height));
  placement->angle = coordinate (cell, "angle", 0);
}

/* --- threats --- */

static void
read_score (JsonObject *threat,
            JsonObject *record)
{
  JsonNode *score = json_object_get_member (threat, "score");
  g_autofree char *text = NULL;

  if (score == NULL || json_object_has_member (record, "score") ||
      isnan (pp_json_get_double (threat, "score", NAN)))
    return;

  text = pp_json_to_string (score, PP_JSON_STYLE_COMPACT, NULL);
  json_object_set_string_member (record, "score", text);
}

JsonObject *
_pp_td_read_threat (JsonObject *threat)
{
  JsonObject *record = json_object_new ();
  gint64 number = pp_json_get_int (threat, "number", 0);
  guint n_texts;
  const PpTdText *texts = _pp_td_list_threat_texts (&n_texts);

  for (guint i = 0; i < n_texts; i++)
    copy_text (threat, texts[i].key, record, texts[i].field);
  read_score (threat, record);
  if (number > 0)
    json_object_set_int_member (record, "number", number);
  _pp_td_read_parapet (pp_json_get_object (threat, PP_TD_PARAPET), PP_RECORD_THREAT, record);

  return record;
}

/* --- diagrams and the top --- */

JsonObject *
_pp_td_read_layout (JsonObject *diagram)
{
  JsonObject *record = json_object_new ();

  copy_text (diagram, "title", record, "title");
  copy_text (diagram, "description", record, "description");
  copy_text (diagram, "diagramType", record, "methodology");
  _pp_td_read_parapet (pp_json_get_object (diagram, PP_TD_PARAPET), PP_RECORD_LAYOUT, record);

  return record;
}

static void
read_contributors (JsonObject *detail,
                   JsonObject *record)
{
  JsonArray *contributors = pp_json_get_array (detail, "contributors");
  g_autoptr (JsonArray) names = json_array_new ();

  for (guint i = 0; contributors != NULL && i < json_array_get_length (contributors); i++)
    {
      JsonNode *node = json_array_get_element (contributors, i);
      JsonObject *contributor = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *name = pp_json_get_string (contributor, "name", NULL);

      if (name != NULL)
        json_array_add_string_element (names, name);
    }

  if (json_array_get_length (names) > 0)
    json_object_set_array_member (record, "contributors", g_steal_pointer (&names));
}

JsonObject *
_pp_td_read_info (JsonObject *root)
{
  JsonObject *record = json_object_new ();
  JsonObject *summary = pp_json_get_object (root, "summary");
  JsonObject *detail = pp_json_get_object (root, "detail");
  gint64 threat_top = pp_json_get_int (detail, "threatTop", 0);

  copy_text (summary, "title", record, "title");
  copy_text (summary, "description", record, "description");
  copy_text (summary, "owner", record, "owner");
  copy_text (detail, "reviewer", record, "reviewer");
  read_contributors (detail, record);
  if (threat_top > 0)
    json_object_set_int_member (record, "threatTop", threat_top);
  _pp_td_read_parapet (pp_json_get_object (root, PP_TD_PARAPET), PP_RECORD_MODEL, record);

  return record;
}
