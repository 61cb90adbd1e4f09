/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-edit-private.h"

#include "pp-json.h"

static JsonNode *
fact_from_argument (JsonNode *value)
{
  if (JSON_NODE_HOLDS_OBJECT (value) &&
      json_object_has_member (json_node_get_object (value), "value"))
    return json_node_ref (value);
  return pp_fact_new (value, PP_FACT_SOURCE_DEFAULT, NULL);
}

static JsonObject *
facts_from_argument (JsonObject *facts)
{
  JsonObject *object = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init (&iter, facts);
  while (json_object_iter_next (&iter, &name, &value))
    json_object_set_member (object, name, fact_from_argument (value));
  return object;
}

static JsonObject *
element_record (const char *kind,
                const char *name,
                JsonObject *facts)
{
  JsonObject *record = json_object_new ();

  json_object_set_string_member (record, "kind", kind);
  if (name != NULL && *name != '\0')
    json_object_set_string_member (record, "name", name);
  if (facts != NULL && json_object_get_size (facts) > 0)
    json_object_set_object_member (record, "facts", facts_from_argument (facts));
  return record;
}

static void
place_new_element (GPtrArray         *changes,
                   PpModel           *model,
                   const char        *layout_id,
                   const char        *id,
                   const PpPlacement *placement)
{
  PpLayout *layout = layout_id != NULL ? pp_model_lookup_layout (model, layout_id) : NULL;
  g_autoptr (PpPlacement) standard = NULL;
  int lowest, highest;

  if (layout == NULL)
    return;
  if (placement == NULL)
    {
      pp_layout_get_z_range (layout, &lowest, &highest);
      standard = pp_placement_new_box (0, 0, 0, 0, highest + 1);
      placement = standard;
    }
  _pp_edit_set_placement (changes, layout, id, placement);
}

/**
 * pp_edit_add_node:
 * @model: a model
 * @layout_id: (nullable): the layout that shows the node
 * @kind: the id of its kind
 * @name: (nullable): its name
 * @facts: (nullable): what is known from the start: values, which count as coming with the kind, or
 *   whole facts
 * @placement: (nullable): where it stands; %NULL for the origin, in front of everything
 * @parent_id: (nullable): the node that it is part of
 * @id: (out) (optional): the new node's identifier
 *
 * Adds a node to the model and to a layout.
 *
 * Returns: (transfer full) (element-type PpChange): the changes
 */
GPtrArray *
pp_edit_add_node (PpModel            *model,
                  const char         *layout_id,
                  const char         *kind,
                  const char         *name,
                  JsonObject         *facts,
                  const PpPlacement  *placement,
                  const char         *parent_id,
                  char              **id)
{
  GPtrArray *changes = pp_change_list_new ();
  g_autofree char *node_id = pp_model_new_id ();
  JsonObject *record = element_record (kind, name, facts);

  if (parent_id != NULL)
    json_object_set_string_member (record, "parent", parent_id);
  _pp_edit_add_record (changes, PP_RECORD_NODE, node_id, record);
  place_new_element (changes, model, layout_id, node_id, placement);
  if (id != NULL)
    *id = g_steal_pointer (&node_id);
  return changes;
}

/**
 * pp_edit_add_edge:
 * @model: a model
 * @layout_id: (nullable): the layout that shows the edge
 * @kind: the id of its kind
 * @name: (nullable): its name
 * @facts: (nullable): as in pp_edit_add_node()
 * @source_id: (nullable): the element that it begins at; %NULL for an end that hangs in the air
 * @target_id: (nullable): the element that it ends at
 * @placement: (nullable): its bend points and loose ends; %NULL for a straight line in front
 * @id: (out) (optional): the new edge's identifier
 *
 * Adds an edge to the model and to a layout.
 *
 * Returns: (transfer full) (element-type PpChange): the changes
 */
GPtrArray *
pp_edit_add_edge (PpModel            *model,
                  const char         *layout_id,
                  const char         *kind,
                  const char         *name,
                  JsonObject         *facts,
                  const char         *source_id,
                  const char         *target_id,
                  const PpPlacement  *placement,
                  char              **id)
{
  GPtrArray *changes = pp_change_list_new ();
  g_autofree char *edge_id = pp_model_new_id ();
  JsonObject *record = element_record (kind, name, facts);

  if (source_id != NULL)
    json_object_set_string_member (record, "source", source_id);
  if (target_id != NULL)
    json_object_set_string_member (record, "target", target_id);
  _pp_edit_add_record (changes, PP_RECORD_EDGE, edge_id, record);
  place_new_element (changes, model, layout_id, edge_id, placement);
  if (id != NULL)
    *id = g_steal_pointer (&edge_id);
  return changes;
}

/* Adds to @ids the edges that hang on its members, and those that hang on these. */
static void
add_hanging_edges (PpModel    *model,
                   GHashTable *ids)
{
  g_autoptr (GPtrArray) queue = _pp_edit_sorted_ids (ids);

  for (guint i = 0; i < queue->len; i++)
    {
      GPtrArray *edges = pp_model_peek_edges_of (model, g_ptr_array_index (queue, i));

      for (guint j = 0; edges != NULL && j < edges->len; j++)
        {
          const char *edge_id = pp_record_get_id (g_ptr_array_index (edges, j));

          if (g_hash_table_add (ids, (char *) edge_id))
            g_ptr_array_add (queue, (char *) edge_id);
        }
    }
}

static void
remove_placements (GPtrArray *changes,
                   PpModel   *model,
                   GPtrArray *ids,
                   PpLayout  *without)
{
  guint n_layouts = pp_model_get_n_records (model, PP_RECORD_LAYOUT);

  for (guint i = 0; i < n_layouts; i++)
    {
      PpLayout *layout = PP_LAYOUT (pp_model_peek_record (model, PP_RECORD_LAYOUT, i));

      for (guint j = 0; layout != without && j < ids->len; j++)
        _pp_edit_set_placement (changes, layout, g_ptr_array_index (ids, j), NULL);
    }
}

static void
remove_threats_of (GPtrArray *changes,
                   PpModel   *model,
                   GPtrArray *ids)
{
  g_autoptr (GHashTable) threat_ids = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < ids->len; i++)
    {
      GPtrArray *threats = pp_model_peek_threats_of (model, g_ptr_array_index (ids, i));

      for (guint j = 0; threats != NULL && j < threats->len; j++)
        g_hash_table_add (threat_ids, (char *) pp_record_get_id (g_ptr_array_index (threats, j)));
    }
  if (g_hash_table_size (threat_ids) > 0)
    _pp_edit_remove_threats (changes, model, threat_ids);
}

static void
remove_comments_on (GPtrArray  *changes,
                    PpModel    *model,
                    GHashTable *ids)
{
  guint n_comments = pp_model_get_n_records (model, PP_RECORD_COMMENT);

  for (guint i = 0; i < n_comments; i++)
    {
      PpRecord *comment = pp_model_peek_record (model, PP_RECORD_COMMENT, i);
      const char *element_id = pp_comment_get_element (PP_COMMENT (comment));

      if (element_id != NULL && g_hash_table_contains (ids, element_id))
        _pp_edit_remove_record (changes, comment);
    }
}

/* The nearest node up the chain of parents that stays. The number of steps is bounded, for models in
 * which the chain is a ring. */
static const char *
surviving_ancestor (PpModel    *model,
                    GHashTable *ids,
                    const char *node_id)
{
  guint n_steps = g_hash_table_size (ids);

  while (node_id != NULL && n_steps-- > 0 && g_hash_table_contains (ids, node_id))
    {
      PpNode *node = pp_model_lookup_node (model, node_id);

      node_id = node != NULL ? pp_node_get_parent (node) : NULL;
    }
  return node_id != NULL && !g_hash_table_contains (ids, node_id) ? node_id : NULL;
}

static void
free_children (GPtrArray  *changes,
               PpModel    *model,
               GHashTable *ids,
               const char *node_id)
{
  GPtrArray *children = pp_model_peek_children_of (model, node_id);
  const char *heir = children != NULL ? surviving_ancestor (model, ids, node_id) : NULL;

  for (guint i = 0; children != NULL && i < children->len; i++)
    {
      PpRecord *child = g_ptr_array_index (children, i);

      if (!g_hash_table_contains (ids, pp_record_get_id (child)))
        _pp_edit_set (changes, child, "parent", _pp_edit_string_node (heir));
    }
}

static void
remove_records (GPtrArray    *changes,
                PpModel      *model,
                GPtrArray    *ids,
                PpRecordType  type)
{
  for (guint i = 0; i < ids->len; i++)
    {
      PpRecord *record = pp_model_lookup (model, g_ptr_array_index (ids, i));

      if (record != NULL && pp_record_get_record_type (record) == type)
        _pp_edit_remove_record (changes, record);
    }
}

void
_pp_edit_remove_elements (GPtrArray  *changes,
                          PpModel    *model,
                          GHashTable *ids,
                          PpLayout   *without)
{
  g_autoptr (GPtrArray) sorted = NULL;

  add_hanging_edges (model, ids);
  sorted = _pp_edit_sorted_ids (ids);

  remove_placements (changes, model, sorted, without);
  remove_comments_on (changes, model, ids);
  remove_threats_of (changes, model, sorted);
  for (guint i = 0; i < sorted->len; i++)
    free_children (changes, model, ids, g_ptr_array_index (sorted, i));
  /* Edges before nodes: undo then brings the nodes back first. */
  remove_records (changes, model, sorted, PP_RECORD_EDGE);
  remove_records (changes, model, sorted, PP_RECORD_NODE);
}

static GHashTable *
set_of_elements (PpModel            *model,
                 const char * const *ids,
                 guint               n_ids)
{
  GHashTable *set = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < n_ids; i++)
    {
      if (pp_model_lookup_element (model, ids[i]) != NULL)
        g_hash_table_add (set, (char *) ids[i]);
    }
  return set;
}

/**
 * pp_edit_remove_elements:
 * @model: a model
 * @ids: (array length=n_ids): identifiers of nodes and edges; others are passed over
 * @n_ids: how many
 *
 * Takes elements out of the model with everything that hangs on them. Children of a removed node
 * become children of its nearest ancestor that stays.
 *
 * Returns: (transfer full) (element-type PpChange): the changes
 */
GPtrArray *
pp_edit_remove_elements (PpModel            *model,
                         const char * const *ids,
                         guint               n_ids)
{
  GPtrArray *changes = pp_change_list_new ();
  g_autoptr (GHashTable) set = set_of_elements (model, ids, n_ids);

  _pp_edit_remove_elements (changes, model, set, NULL);
  return changes;
}

/**
 * pp_edit_hide_elements:
 * @model: a model
 * @layout_id: a layout
 * @ids: (array length=n_ids): identifiers of elements that the layout shows
 * @n_ids: how many
 *
 * Takes elements, and the edges that hang on them, out of one layout. They stay in the model.
 *
 * Returns: (transfer full) (element-type PpChange): the changes
 */
GPtrArray *
pp_edit_hide_elements (PpModel            *model,
                       const char         *layout_id,
                       const char * const *ids,
                       guint               n_ids)
{
  GPtrArray *changes = pp_change_list_new ();
  PpLayout *layout = pp_model_lookup_layout (model, layout_id);
  g_autoptr (GHashTable) set = set_of_elements (model, ids, n_ids);
  g_autoptr (GPtrArray) sorted = NULL;

  add_hanging_edges (model, set);
  sorted = _pp_edit_sorted_ids (set);
  for (guint i = 0; layout != NULL && i < sorted->len; i++)
    _pp_edit_set_placement (changes, layout, g_ptr_array_index (sorted, i), NULL);
  return changes;
}

/**
 * pp_edit_place:
 * @model: a model
 * @layout_id: a layout
 * @id: an element
 * @placement: where it stands from now on
 *
 * Moves an element, or shows it in a layout that did not show it yet.
 *
 * Returns: (transfer full) (element-type PpChange): the changes; empty when it stands there already
 */
GPtrArray *
pp_edit_place (PpModel           *model,
               const char        *layout_id,
               const char        *id,
               const PpPlacement *placement)
{
  GPtrArray *changes = pp_change_list_new ();
  PpLayout *layout = pp_model_lookup_layout (model, layout_id);

  if (layout != NULL)
    _pp_edit_set_placement (changes, layout, id, placement);
  return changes;
}
