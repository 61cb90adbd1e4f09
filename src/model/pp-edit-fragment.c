/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A fragment is
 *
 *   { "parapetFragment": 1, "model": ID, "marking": {…},
 *     "nodes": { ID: RECORD }, "edges": {…}, "threats": {…}, "placements": {…} }
 *
 * Model and marking say where it comes from: what is not marked itself was marked like that model.
 *
 * It comes from a clipboard, so nothing in it is believed: records and placements are read by the same
 * functions as those of a file, and every identifier is replaced by a new one. */

#include "pp-edit-private.h"

#include <math.h>

#include "pp-json.h"

#define FRAGMENT_VERSION 1
#define MAX_RECORDS 200000

typedef struct {
  PpModel    *model;
  PpLayout   *layout;
  GHashTable *chosen;           /* borrowed identifiers */
  JsonObject *placements;
} Copy;

static JsonNode *
point_node (double x,
            double y)
{
  JsonArray *array = json_array_sized_new (2);
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  json_array_add_double_element (array, x);
  json_array_add_double_element (array, y);
  json_node_take_array (node, array);
  return node;
}

/* Where an end of an edge hangs when the element that it ends at does not come along. */
static void
note_loose_end (Copy       *copy,
                JsonObject *placement,
                const char *member,
                const char *end_id)
{
  const PpPlacement *end;

  if (end_id == NULL || g_hash_table_contains (copy->chosen, end_id))
    return;
  end = pp_layout_get_placement (copy->layout, end_id);
  if (end != NULL && !json_object_has_member (placement, member))
    json_object_set_member (placement, member,
                            point_node (end->x + end->width / 2, end->y + end->height / 2));
}

static void
copy_placement (Copy     *copy,
                PpRecord *element)
{
  const char *id = pp_record_get_id (element);
  const PpPlacement *placement = pp_layout_get_placement (copy->layout, id);
  g_autoptr (JsonNode) node = NULL;

  if (placement == NULL)
    return;
  node = pp_placement_to_json (placement);
  if (PP_IS_EDGE (element))
    {
      JsonObject *object = json_node_get_object (node);

      note_loose_end (copy, object, "sourcePoint", pp_edge_get_source (PP_EDGE (element)));
      note_loose_end (copy, object, "targetPoint", pp_edge_get_target (PP_EDGE (element)));
    }
  json_object_set_member (copy->placements, id, g_steal_pointer (&node));
}

/* Edges that the layout shows between two chosen elements come along. */
static void
choose_edges_between (Copy *copy)
{
  g_autoptr (GPtrArray) queue = _pp_edit_sorted_ids (copy->chosen);

  for (guint i = 0; i < queue->len; i++)
    {
      GPtrArray *edges = pp_model_peek_edges_of (copy->model, g_ptr_array_index (queue, i));

      for (guint j = 0; edges != NULL && j < edges->len; j++)
        {
          PpEdge *edge = g_ptr_array_index (edges, j);
          const char *id = pp_record_get_id (PP_RECORD (edge));
          const char *source = pp_edge_get_source (edge), *target = pp_edge_get_target (edge);

          if (source != NULL && g_hash_table_contains (copy->chosen, source) &&
              target != NULL && g_hash_table_contains (copy->chosen, target) &&
              pp_layout_get_placement (copy->layout, id) != NULL &&
              g_hash_table_add (copy->chosen, (char *) id))
            g_ptr_array_add (queue, (char *) id);
        }
    }
}

static void
copy_threats (Copy       *copy,
              const char *element_id,
              JsonObject *threats)
{
  GPtrArray *records = pp_model_peek_threats_of (copy->model, element_id);

  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      PpRecord *threat = g_ptr_array_index (records, i);

      json_object_set_member (threats, pp_record_get_id (threat), pp_record_to_json (threat));
    }
}

/**
 * pp_edit_copy:
 * @model: a model
 * @layout_id: the layout that shows the elements
 * @ids: (array length=n_ids): identifiers of elements
 * @n_ids: how many
 *
 * Makes a fragment of elements with their threats and placements. Edges that the layout shows between
 * them come along.
 *
 * Returns: (transfer full): the fragment, a JSON object
 */
JsonNode *
pp_edit_copy (PpModel            *model,
              const char         *layout_id,
              const char * const *ids,
              guint               n_ids)
{
  g_autoptr (GHashTable) chosen = g_hash_table_new (g_str_hash, g_str_equal);
  Copy copy = { model, pp_model_lookup_layout (model, layout_id), chosen, json_object_new () };
  JsonObject *fragment = json_object_new ();
  JsonObject *nodes = json_object_new (), *edges = json_object_new ();
  JsonObject *threats = json_object_new ();
  JsonNode *result = json_node_new (JSON_NODE_OBJECT);
  GHashTableIter iter;
  gpointer id;

  for (guint i = 0; i < n_ids && copy.layout != NULL; i++)
    {
      PpElement *element = pp_model_lookup_element (model, ids[i]);

      if (element != NULL)
        g_hash_table_add (chosen, (char *) pp_record_get_id (PP_RECORD (element)));
    }
  if (copy.layout != NULL)
    choose_edges_between (&copy);

  g_hash_table_iter_init (&iter, chosen);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      PpRecord *element = pp_model_lookup (model, id);
      JsonNode *record = pp_record_to_json (element);

      if (PP_IS_EDGE (element))
        _pp_edit_note_edge_marking (model, PP_EDGE (element), json_node_get_object (record));
      json_object_set_member (PP_IS_EDGE (element) ? edges : nodes, id, record);
      copy_placement (&copy, element);
      copy_threats (&copy, id, threats);
    }

  json_object_set_int_member (fragment, "parapetFragment", FRAGMENT_VERSION);
  _pp_edit_note_marking (model, fragment);
  json_object_set_object_member (fragment, "nodes", nodes);
  json_object_set_object_member (fragment, "edges", edges);
  json_object_set_object_member (fragment, "threats", threats);
  json_object_set_object_member (fragment, "placements", copy.placements);
  json_node_take_object (result, fragment);
  return result;
}

typedef struct {
  PpModel    *model;
  PpLayout   *layout;
  JsonObject *fragment;
  GPtrArray  *changes;
  GHashTable *new_ids;          /* old identifier → new identifier */
  gint64      last_number;
} Paste;

static gboolean
refuse (GError     **error,
        const char  *message)
{
  g_set_error_literal (error, PP_MODEL_ERROR, PP_MODEL_ERROR_INVALID_VALUE, message);
  return FALSE;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

static GPtrArray *
sorted_members (JsonObject *object)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (object == NULL)
    return names;
  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &value))
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  return names;
}

static gboolean
give_new_ids (Paste      *paste,
              const char *section,
              GError    **error)
{
  JsonObject *records = pp_json_get_object (paste->fragment, section);
  g_autoptr (GPtrArray) names = sorted_members (records);

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);

      if (g_hash_table_contains (paste->new_ids, name))
        return refuse (error, "The fragment uses one identifier for two records");
      g_hash_table_insert (paste->new_ids, g_strdup (name), pp_model_new_id ());
    }
  if (g_hash_table_size (paste->new_ids) > MAX_RECORDS)
    return refuse (error, "The fragment has too many records");
  return TRUE;
}

/* A reference to a record that came along leads to its copy; to one that the layout shows, it stays;
 * any other is dropped. */
static void
map_reference (Paste      *paste,
               JsonObject *record,
               const char *member)
{
  const char *id = pp_json_get_string (record, member, NULL);
  const char *new_id = id != NULL ? g_hash_table_lookup (paste->new_ids, id) : NULL;

  if (new_id != NULL)
    json_object_set_string_member (record, member, new_id);
  else if (id == NULL || pp_model_lookup_element (paste->model, id) == NULL ||
           pp_layout_get_placement (paste->layout, id) == NULL)
    json_object_remove_member (record, member);
}

/* Reads a record strictly and gives back a fresh JSON object of it. */
static JsonObject *
read_record (PpRecordType   type,
             const char    *id,
             JsonNode      *node,
             GError       **error)
{
  g_autoptr (PpRecord) record = pp_record_new_from_json (type, id, node, error);
  g_autoptr (JsonNode) fresh = NULL;

  if (record == NULL)
    {
      g_prefix_error (error, "/%ss/%s", pp_record_type_to_string (type), id);
      return NULL;
    }
  fresh = pp_record_to_json (record);
  return json_node_dup_object (fresh);
}

static gboolean
paste_elements (Paste               *paste,
                const char          *section,
                PpRecordType         type,
                const char * const  *references,
                GPtrArray           *new_ids,
                GError             **error)
{
  JsonObject *records = pp_json_get_object (paste->fragment, section);
  g_autoptr (GPtrArray) names = sorted_members (records);

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      const char *new_id = g_hash_table_lookup (paste->new_ids, name);
      JsonObject *record = read_record (type, new_id, json_object_get_member (records, name), error);

      if (record == NULL)
        return FALSE;
      for (guint j = 0; references[j] != NULL; j++)
        map_reference (paste, record, references[j]);
      _pp_edit_carry_marking (paste->model, paste->fragment, record);
      _pp_edit_add_record (paste->changes, type, new_id, record);
      if (new_ids != NULL)
        g_ptr_array_add (new_ids, g_strdup (new_id));
    }
  return TRUE;
}

static gboolean
paste_threats (Paste   *paste,
               GError **error)
{
  JsonObject *records = pp_json_get_object (paste->fragment, "threats");
  g_autoptr (GPtrArray) names = sorted_members (records);

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      const char *new_id = g_hash_table_lookup (paste->new_ids, name);
      JsonObject *record = read_record (PP_RECORD_THREAT, new_id,
                                        json_object_get_member (records, name), error);

      if (record == NULL)
        return FALSE;
      map_reference (paste, record, "element");
      json_object_set_int_member (record, "number", ++paste->last_number);
      _pp_edit_add_record (paste->changes, PP_RECORD_THREAT, new_id, record);
    }
  if (names->len > 0)
    _pp_edit_set (paste->changes, PP_RECORD (pp_model_get_info (paste->model)), "threatTop",
                  json_node_init_int (json_node_alloc (), paste->last_number));
  return TRUE;
}

/* What is pasted comes to lie in front of all that is there, boundaries (below zero) apart. */
static int
z_shift (Paste     *paste,
         GPtrArray *placements)
{
  int lowest, highest, lowest_pasted = G_MAXINT;

  pp_layout_get_z_range (paste->layout, &lowest, &highest);
  for (guint i = 0; i < placements->len; i++)
    {
      const PpPlacement *placement = g_ptr_array_index (placements, i);

      if (placement->z >= 0)
        lowest_pasted = MIN (lowest_pasted, placement->z);
    }
  if (lowest_pasted == G_MAXINT)
    return 0;
  return MAX (0, highest + 1 - lowest_pasted);
}

static void
move_into_range (PpPlacement *placement,
                 double       dx,
                 double       dy,
                 int          dz)
{
  const double limit = PP_PLACEMENT_MAX_COORDINATE;

  if (fabs (placement->x + dx) <= limit && fabs (placement->y + dy) <= limit)
    pp_placement_translate (placement, dx, dy);
  if (placement->z >= 0)
    placement->z = MIN (placement->z + dz, (int) limit);
}

static gboolean
paste_placements (Paste   *paste,
                  double   dx,
                  double   dy,
                  GError **error)
{
  JsonObject *source = pp_json_get_object (paste->fragment, "placements");
  g_autoptr (GPtrArray) names = sorted_members (source);
  g_autoptr (GPtrArray) placements =
    g_ptr_array_new_with_free_func ((GDestroyNotify) pp_placement_free);
  int shift;

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      PpPlacement *placement = pp_placement_new_from_json (json_object_get_member (source, name), error);

      if (placement == NULL)
        {
          g_prefix_error (error, "/placements/%s", name);
          return FALSE;
        }
      g_ptr_array_add (placements, placement);
    }

  shift = z_shift (paste, placements);
  for (guint i = 0; i < names->len; i++)
    {
      const char *new_id = g_hash_table_lookup (paste->new_ids, g_ptr_array_index (names, i));
      PpPlacement *placement = g_ptr_array_index (placements, i);

      if (new_id == NULL)
        continue;
      move_into_range (placement, dx, dy, shift);
      _pp_edit_set_placement (paste->changes, paste->layout, new_id, placement);
    }
  return TRUE;
}

static gboolean
is_fragment (JsonNode  *fragment,
             GError   **error)
{
  if (!JSON_NODE_HOLDS_OBJECT (fragment))
    return refuse (error, "A fragment must be a JSON object");
  if (pp_json_get_int (json_node_get_object (fragment), "parapetFragment", 0) != FRAGMENT_VERSION)
    return refuse (error, "This is not a fragment of a model that this version can paste");
  return TRUE;
}

/**
 * pp_edit_paste:
 * @model: a model
 * @layout_id: the layout that is to show what is pasted
 * @fragment: what pp_edit_copy() gave, here or in another program
 * @dx: how far to the right of the original it comes to stand
 * @dy: how far below the original it comes to stand
 * @new_ids: (nullable) (inout) (element-type utf8): gets the new elements' identifiers appended; its
 *   items are freed by the caller's array with g_free()
 * @error: return location for an error
 *
 * Pastes a fragment. Everything in it gets a new identifier and threats get new numbers. An edge that
 * was copied without the element at its end stays connected when the layout shows this element, and
 * hangs in the air otherwise.
 *
 * Elements from another model carry the join of the markings that count for them there and here.
 *
 * Returns: (transfer full) (element-type PpChange): the changes, or %NULL with
 *   %PP_MODEL_ERROR_INVALID_VALUE, and then @new_ids is as it was
 */
GPtrArray *
pp_edit_paste (PpModel      *model,
               const char   *layout_id,
               JsonNode     *fragment,
               double        dx,
               double        dy,
               GPtrArray    *new_ids,
               GError      **error)
{
  g_autoptr (GPtrArray) changes = pp_change_list_new ();
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  static const char * const node_references[] = { "parent", NULL };
  static const char * const edge_references[] = { "source", "target", NULL };
  guint n_ids_before = new_ids != NULL ? new_ids->len : 0;
  Paste paste = { model, pp_model_lookup_layout (model, layout_id), NULL, changes, ids, 0 };

  if (paste.layout == NULL)
    {
      g_set_error (error, PP_MODEL_ERROR, PP_MODEL_ERROR_UNKNOWN_ID, "No layout “%s”", layout_id);
      return NULL;
    }
  if (!is_fragment (fragment, error))
    return NULL;
  paste.fragment = json_node_get_object (fragment);
  paste.last_number = _pp_edit_last_threat_number (model);

  if (give_new_ids (&paste, "nodes", error) && give_new_ids (&paste, "edges", error) &&
      give_new_ids (&paste, "threats", error) &&
      paste_elements (&paste, "nodes", PP_RECORD_NODE, node_references, new_ids, error) &&
      paste_elements (&paste, "edges", PP_RECORD_EDGE, edge_references, new_ids, error) &&
      paste_threats (&paste, error) && paste_placements (&paste, dx, dy, error))
    return g_steal_pointer (&changes);

  if (new_ids != NULL)
    g_ptr_array_set_size (new_ids, n_ids_before);
  return NULL;
}
