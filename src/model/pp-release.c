/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A copy of a model for people who may see no more than a ceiling. What is above is left out, and so is
 * what would tell of it: identifiers, numbers and paint orders are counted anew, drawings begin at the
 * origin, what other formats keep beside a record is dropped, and names of what is left out are blacked
 * out wherever a text that stays mentions them. The copy is the same for two models that differ only
 * above the ceiling. */

#include "pp-release.h"

#include <math.h>
#include <string.h>

#include "pp-json.h"

#define BLACKED_OUT "█████"
#define MIN_NAME_LENGTH 3

typedef struct {
  PpModel         *model;
  const PpMarking *ceiling;
  PpModel         *release;
  GHashTable      *ids;         /* identifier of what stays → its new one */
  GPtrArray       *secrets;     /* texts that must not stand anywhere, the longest first */
} Release;

static PpMarking *
own_marking (JsonNode *node)
{
  PpMarking *marking = node != NULL ? pp_marking_new_from_json (node, NULL) : NULL;

  return marking != NULL && pp_marking_is_empty (marking) ? (pp_marking_free (marking), NULL) : marking;
}

static JsonNode *
dup_marking_field (PpRecord *record)
{
  return pp_record_dup_field (record, "marking");
}

static PpMarking *
stated_marking (PpModel  *model,
                PpRecord *record)
{
  g_autoptr (JsonNode) node = dup_marking_field (record);
  g_autoptr (JsonNode) whole = NULL;
  PpMarking *marking = own_marking (node);

  if (marking != NULL)
    return marking;
  whole = dup_marking_field (PP_RECORD (pp_model_get_info (model)));
  marking = own_marking (whole);
  return marking != NULL ? marking : pp_marking_new ();
}

static PpMarking *
take_join (PpMarking *a,
           PpMarking *b)
{
  PpMarking *join = pp_marking_join (a, b);

  pp_marking_free (a);
  pp_marking_free (b);
  return join;
}

static PpMarking *
join_with_ends (PpModel   *model,
                PpEdge    *edge,
                PpMarking *marking)
{
  const char *ends[] = { pp_edge_get_source (edge), pp_edge_get_target (edge) };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      /* An edge may end on an edge; one step is enough, because that one is judged by itself. */
      PpElement *end = pp_model_lookup_element (model, ends[i]);

      if (end != NULL)
        marking = take_join (marking, stated_marking (model, PP_RECORD (end)));
    }
  return marking;
}

/**
 * pp_model_dup_effective_marking:
 * @model: a model
 * @record: a record of it
 *
 * Returns: (transfer full): the marking that counts for the record
 */
PpMarking *
pp_model_dup_effective_marking (PpModel  *model,
                                PpRecord *record)
{
  g_autoptr (JsonNode) own_node = NULL;
  PpElement *element = NULL;
  PpMarking *own, *of_element;

  g_return_val_if_fail (PP_IS_MODEL (model) && PP_IS_RECORD (record), NULL);

  if (PP_IS_EDGE (record))
    return join_with_ends (model, PP_EDGE (record), stated_marking (model, record));
  if (PP_IS_THREAT (record))
    element = pp_model_lookup_element (model, pp_threat_get_element (PP_THREAT (record)));
  else if (PP_IS_COMMENT (record))
    element = pp_model_lookup_element (model, pp_comment_get_element (PP_COMMENT (record)));
  if (element == NULL)
    return stated_marking (model, record);

  of_element = pp_model_dup_effective_marking (model, PP_RECORD (element));
  own_node = dup_marking_field (record);
  own = own_marking (own_node);
  return own != NULL ? take_join (own, of_element) : of_element;
}

/**
 * pp_model_dup_overall_marking:
 * @model: a model
 *
 * Returns: (transfer full): the join of the model's marking and those of all its records
 */
PpMarking *
pp_model_dup_overall_marking (PpModel *model)
{
  PpMarking *overall = stated_marking (model, PP_RECORD (pp_model_get_info (model)));

  for (PpRecordType type = PP_RECORD_NODE; type < PP_N_RECORD_TYPES; type++)
    {
      for (guint i = 0; i < pp_model_get_n_records (model, type); i++)
        {
          g_autoptr (JsonNode) node = dup_marking_field (pp_model_peek_record (model, type, i));
          PpMarking *own = own_marking (node);

          if (own != NULL)
            overall = take_join (overall, own);
        }
    }
  return overall;
}

static gboolean
may_be_seen (Release  *self,
             PpRecord *record)
{
  g_autoptr (PpMarking) marking = pp_model_dup_effective_marking (self->model, record);

  return pp_marking_dominates (self->ceiling, marking);
}

static gboolean
stays_with_its_element (Release    *self,
                        const char *element_id)
{
  return element_id == NULL || g_hash_table_contains (self->ids, element_id);
}

static gboolean
has_its_ends (Release *self,
              PpEdge  *edge)
{
  return stays_with_its_element (self, pp_edge_get_source (edge)) &&
         stays_with_its_element (self, pp_edge_get_target (edge));
}

static gboolean
stays (Release  *self,
       PpRecord *record)
{
  if (!may_be_seen (self, record))
    return FALSE;
  if (PP_IS_EDGE (record))
    return has_its_ends (self, PP_EDGE (record));
  if (PP_IS_THREAT (record))
    return stays_with_its_element (self, pp_threat_get_element (PP_THREAT (record)));
  if (PP_IS_COMMENT (record))
    return stays_with_its_element (self, pp_comment_get_element (PP_COMMENT (record)));
  return TRUE;
}

static void
add_secret (Release    *self,
            const char *text)
{
  if (text != NULL && g_utf8_strlen (text, -1) >= MIN_NAME_LENGTH)
    g_ptr_array_add (self->secrets, g_strdup (text));
}

static void
keep_secret (Release  *self,
             PpRecord *record)
{
  g_autoptr (JsonNode) name = pp_record_dup_field (record, PP_IS_ELEMENT (record) ? "name" : "title");

  add_secret (self, pp_record_get_id (record));
  if (name != NULL)
    add_secret (self, json_node_get_string (name));
}

/* Edges that end on edges come after those that they end on: rounds until nothing more stays. */
static void
decide_edges (Release   *self,
              GPtrArray *edges)
{
  guint before;
  guint n = 0;

  do
    {
      before = n;
      for (guint i = 0; i < edges->len; i++)
        {
          PpRecord *edge = g_ptr_array_index (edges, i);
          const char *id = pp_record_get_id (edge);

          if (g_hash_table_contains (self->ids, id) || !stays (self, edge))
            continue;
          n++;
          g_hash_table_insert (self->ids, (gpointer) id, g_strdup (""));
        }
    }
  while (n > before);
}

static void
decide (Release      *self,
        PpRecordType  type)
{
  g_autoptr (GPtrArray) records = pp_model_dup_sorted (self->model, type);
  guint n = 0;

  if (type == PP_RECORD_EDGE)
    decide_edges (self, records);
  for (guint i = 0; i < records->len; i++)
    {
      PpRecord *record = g_ptr_array_index (records, i);
      const char *id = pp_record_get_id (record);
      gboolean kept = type == PP_RECORD_EDGE ? g_hash_table_contains (self->ids, id)
                                             : stays (self, record);

      if (kept)
        g_hash_table_insert (self->ids, (gpointer) id,
                             g_strdup_printf ("%s-%u", pp_record_type_to_string (type), ++n));
      else
        keep_secret (self, record);
    }
}

/* A name that something which stays has too is no secret. */
static void
drop_open_names (Release *self)
{
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, self->ids);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      PpElement *element = pp_model_lookup_element (self->model, id);
      guint position;

      while (element != NULL &&
             g_ptr_array_find_with_equal_func (self->secrets, pp_element_get_name (element), g_str_equal,
                                               &position))
        g_ptr_array_remove_index_fast (self->secrets, position);
    }
}

static int
compare_lengths (gconstpointer a,
                 gconstpointer b)
{
  const char *first = *(const char * const *) a, *second = *(const char * const *) b;
  gssize order = (gssize) strlen (second) - (gssize) strlen (first);

  return order != 0 ? (order > 0) - (order < 0) : strcmp (first, second);
}

static gboolean
is_whole_word (const char *text,
               const char *found,
               gsize       length)
{
  const char *before = g_utf8_find_prev_char (text, found);

  return (before == NULL || !g_unichar_isalnum (g_utf8_get_char (before))) &&
         !g_unichar_isalnum (g_utf8_get_char (found + length));
}

static char *
black_out_one (char       *text,
               const char *secret)
{
  gsize length = strlen (secret);
  g_autofree char *owned = text;
  const char *rest = text, *from = text;
  const char *found;
  GString *result;

  if (strstr (text, secret) == NULL)
    return g_steal_pointer (&owned);
  result = g_string_new (NULL);
  while ((found = strstr (from, secret)) != NULL)
    {
      from = found + length;
      if (!is_whole_word (text, found, length))
        continue;
      g_string_append_len (result, rest, found - rest);
      g_string_append (result, BLACKED_OUT);
      rest = from;
    }
  g_string_append (result, rest);
  return g_string_free (result, FALSE);
}

static char *
black_out (Release    *self,
           const char *text)
{
  char *result = g_strdup (text);

  for (guint i = 0; i < self->secrets->len; i++)
    result = black_out_one (result, g_ptr_array_index (self->secrets, i));
  return result;
}

static JsonNode *cleaned (Release  *self,
                          JsonNode *node);

static JsonNode *
cleaned_object (Release    *self,
                JsonObject *object)
{
  JsonObject *copy = json_object_new ();
  JsonNode *result = json_node_new (JSON_NODE_OBJECT);
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    {
      g_autofree char *clean_name = black_out (self, name);

      json_object_set_member (copy, clean_name, cleaned (self, value));
    }
  json_node_take_object (result, copy);
  return result;
}

static JsonNode *
cleaned_array (Release   *self,
               JsonArray *array)
{
  JsonArray *copy = json_array_new ();
  JsonNode *result = json_node_new (JSON_NODE_ARRAY);

  for (guint i = 0; i < json_array_get_length (array); i++)
    json_array_add_element (copy, cleaned (self, json_array_get_element (array, i)));
  json_node_take_array (result, copy);
  return result;
}

static JsonNode *
cleaned (Release  *self,
         JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    return cleaned_object (self, json_node_get_object (node));
  if (JSON_NODE_HOLDS_ARRAY (node))
    return cleaned_array (self, json_node_get_array (node));
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    {
      g_autofree char *text = black_out (self, json_node_get_string (node));

      return json_node_init_string (json_node_alloc (), text);
    }
  return json_node_ref (node);
}

static void
set_id (Release    *self,
        JsonObject *object,
        const char *member,
        const char *id)
{
  const char *new_id = id != NULL ? g_hash_table_lookup (self->ids, id) : NULL;

  if (new_id != NULL)
    json_object_set_string_member (object, member, new_id);
  else if (json_object_has_member (object, member))
    json_object_remove_member (object, member);
}

static JsonNode *
fact_without_grounds (JsonNode *fact)
{
  return pp_fact_new (pp_fact_get_value (fact), pp_fact_get_source (fact), NULL);
}

/* Grounds of facts are words about the rest of the model; what is said stays. */
static JsonNode *
facts_without_grounds (JsonNode *facts)
{
  JsonObject *object = json_object_new ();
  JsonNode *result = json_node_new (JSON_NODE_OBJECT);
  JsonObjectIter iter;
  const char *name;
  JsonNode *fact;

  json_object_iter_init_ordered (&iter, json_node_get_object (facts));
  while (json_object_iter_next_ordered (&iter, &name, &fact))
    {
      JsonNode *kept = fact_without_grounds (fact);

      if (kept != NULL)
        json_object_set_member (object, name, kept);
    }
  json_node_take_object (result, object);
  return result;
}

static JsonNode *
clean_field (Release       *self,
             const PpField *field,
             JsonNode      *value)
{
  static const char * const texts[] = {
    "name", "title", "description", "owner", "reviewer", "contributors", "properties", "scopeReason",
    "protocol", "score", "mitigation", "author", "text", NULL,
  };

  if (strcmp (field->name, "facts") == 0)
    return facts_without_grounds (value);
  if (g_strv_contains (texts, field->name))
    return cleaned (self, value);
  return json_node_ref (value);
}

static void
write_effective_marking (Release    *self,
                         JsonObject *object,
                         PpRecord   *record)
{
  g_autoptr (PpMarking) marking = pp_model_dup_effective_marking (self->model, record);
  JsonNode *node = pp_marking_is_empty (marking) ? NULL : pp_marking_to_json (marking);

  if (node != NULL)
    json_object_set_member (object, "marking", node);
}

/* The known fields of a record without those that tell of what is left out, and with what people wrote
 * blacked out where it names something that is. */
static JsonNode *
clean_record (Release  *self,
              PpRecord *record)
{
  static const char * const telling[] = {
    "foreign", "evidence", "viewport", "scope", "placements", "number", "order", "extra", NULL,
  };
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  const PpField *fields;
  guint n_fields;

  fields = pp_record_get_fields (record, &n_fields);
  for (guint i = 0; i < n_fields; i++)
    {
      g_autoptr (JsonNode) value = NULL;

      if (!g_strv_contains (telling, fields[i].name))
        value = pp_record_dup_field (record, fields[i].name);
      if (value != NULL)
        json_object_set_member (object, fields[i].name, clean_field (self, &fields[i], value));
    }
  json_node_take_object (node, object);
  write_effective_marking (self, object, record);
  return g_steal_pointer (&node);
}

static void
relate_control (Release    *self,
                JsonObject *object,
                PpControl  *control)
{
  const char * const *threats = pp_control_get_threats (control);
  JsonArray *array = json_array_new ();

  for (guint i = 0; threats[i] != NULL; i++)
    {
      const char *id = g_hash_table_lookup (self->ids, threats[i]);

      if (id != NULL)
        json_array_add_string_element (array, id);
    }
  json_object_set_array_member (object, "threats", array);
}

static void
relate (Release    *self,
        JsonObject *object,
        PpRecord   *record)
{
  if (PP_IS_NODE (record))
    set_id (self, object, "parent", pp_node_get_parent (PP_NODE (record)));
  if (PP_IS_EDGE (record))
    {
      set_id (self, object, "source", pp_edge_get_source (PP_EDGE (record)));
      set_id (self, object, "target", pp_edge_get_target (PP_EDGE (record)));
    }
  if (PP_IS_THREAT (record))
    set_id (self, object, "element", pp_threat_get_element (PP_THREAT (record)));
  if (PP_IS_COMMENT (record))
    set_id (self, object, "element", pp_comment_get_element (PP_COMMENT (record)));
  if (PP_IS_CONTROL (record))
    relate_control (self, object, PP_CONTROL (record));
}

static void
add_to_release (Release  *self,
                PpRecord *record,
                JsonNode *clean)
{
  const char *id = g_hash_table_lookup (self->ids, pp_record_get_id (record));
  g_autoptr (GError) error = NULL;

  if (!pp_model_add_record (self->release, pp_record_get_record_type (record), id, clean, &error))
    g_error ("A record of a release is not valid: %s", error->message);
}

static int
compare_threats (gconstpointer a,
                 gconstpointer b)
{
  PpThreat *first = *(PpThreat * const *) a, *second = *(PpThreat * const *) b;
  gint64 order = pp_threat_get_number (first) - pp_threat_get_number (second);

  if (order == 0)
    order = pp_threat_get_order (first) - pp_threat_get_order (second);
  if (order == 0)
    return strcmp (pp_record_get_id (PP_RECORD (first)), pp_record_get_id (PP_RECORD (second)));
  return (order > 0) - (order < 0);
}

static void
copy_records (Release      *self,
              PpRecordType  type)
{
  g_autoptr (GPtrArray) records = pp_model_dup_sorted (self->model, type);
  gint64 n = 0;

  if (type == PP_RECORD_THREAT)
    g_ptr_array_sort (records, compare_threats);
  for (guint i = 0; i < records->len; i++)
    {
      PpRecord *record = g_ptr_array_index (records, i);
      g_autoptr (JsonNode) clean = NULL;

      if (!g_hash_table_contains (self->ids, pp_record_get_id (record)))
        continue;
      clean = clean_record (self, record);
      relate (self, json_node_get_object (clean), record);
      if (type == PP_RECORD_THREAT)
        {
          json_object_set_int_member (json_node_get_object (clean), "number", ++n);
          json_object_set_int_member (json_node_get_object (clean), "order", n);
        }
      add_to_release (self, record, clean);
    }
}

static void
extend (PpPoint       *origin,
        const PpPoint *point)
{
  origin->x = MIN (origin->x, point->x);
  origin->y = MIN (origin->y, point->y);
}

/* The top left corner of what stays of a layout. */
static PpPoint
find_origin (Release   *self,
             PpLayout  *layout,
             GPtrArray *ids)
{
  PpPoint origin = { INFINITY, INFINITY };

  for (guint i = 0; i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);
      const PpPlacement *placement = pp_layout_get_placement (layout, id);

      if (pp_model_lookup_node (self->model, id) != NULL)
        extend (&origin, &(PpPoint) { placement->x, placement->y });
      for (guint j = 0; j < placement->n_points; j++)
        extend (&origin, &placement->points[j]);
      if (placement->has_source_point)
        extend (&origin, &placement->source_point);
      if (placement->has_target_point)
        extend (&origin, &placement->target_point);
    }
  return isinf (origin.x) ? (PpPoint) { 0, 0 } : origin;
}

static JsonNode *
clean_placement (const PpPlacement *placement,
                 gboolean           is_node,
                 PpPoint            origin,
                 int                z)
{
  g_autoptr (PpPlacement) copy = pp_placement_copy (placement);

  pp_placement_translate (copy, -origin.x, -origin.y);
  if (!is_node)
    copy->x = copy->y = 0;
  copy->z = z;
  g_clear_pointer (&copy->foreign, json_object_unref);
  g_clear_pointer (&copy->extra, json_object_unref);
  return pp_placement_to_json (copy);
}

static void
place (Release    *self,
       JsonObject *object,
       PpLayout   *layout)
{
  g_autoptr (GPtrArray) ids = pp_layout_list_in_paint_order (layout);
  JsonObject *placements = json_object_new ();
  PpPoint origin;

  for (guint i = ids->len; i > 0; i--)
    {
      if (!g_hash_table_contains (self->ids, g_ptr_array_index (ids, i - 1)))
        g_ptr_array_remove_index (ids, i - 1);
    }
  origin = find_origin (self, layout, ids);
  for (guint i = 0; i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);
      gboolean is_node = pp_model_lookup_node (self->model, id) != NULL;

      json_object_set_member (placements, g_hash_table_lookup (self->ids, id),
                              clean_placement (pp_layout_get_placement (layout, id), is_node, origin, i));
    }
  json_object_set_object_member (object, "placements", placements);
}

static void
copy_layouts (Release *self)
{
  g_autoptr (GPtrArray) layouts = pp_model_dup_layouts (self->model);
  gint64 n = 0;

  for (guint i = 0; i < layouts->len; i++)
    {
      PpRecord *layout = g_ptr_array_index (layouts, i);
      g_autoptr (JsonNode) clean = NULL;

      if (!g_hash_table_contains (self->ids, pp_record_get_id (layout)))
        continue;
      clean = clean_record (self, layout);
      place (self, json_node_get_object (clean), PP_LAYOUT (layout));
      json_object_set_int_member (json_node_get_object (clean), "order", n++);
      add_to_release (self, layout, clean);
    }
}

static void
set_info (Release    *self,
          const char *field,
          JsonNode   *value)
{
  g_autoptr (GPtrArray) changes = pp_change_list_new ();
  gboolean done;

  if (value == NULL)
    return;
  g_ptr_array_add (changes, pp_change_new_set (PP_RECORD_MODEL, pp_model_get_id (self->release), field,
                                               NULL, value));
  done = pp_model_apply (self->release, changes, NULL);
  g_assert (done);
}

/* What is said of the model stays when its own marking is not above the ceiling. */
static void
copy_info (Release *self)
{
  static const char * const fields[] = {
    "title", "description", "owner", "reviewer", "contributors", "properties", NULL,
  };
  PpRecord *info = PP_RECORD (pp_model_get_info (self->model));
  g_autoptr (PpMarking) overall = pp_model_dup_overall_marking (self->release);
  g_autoptr (JsonNode) clean = clean_record (self, info);
  g_autoptr (JsonNode) marking = NULL;

  if (may_be_seen (self, info))
    {
      g_autoptr (PpMarking) own = stated_marking (self->model, info);
      g_autoptr (PpMarking) join = pp_marking_join (overall, own);

      for (guint i = 0; fields[i] != NULL; i++)
        set_info (self, fields[i], json_object_get_member (json_node_get_object (clean), fields[i]));
      marking = pp_marking_is_empty (join) ? NULL : pp_marking_to_json (join);
    }
  else
    {
      marking = pp_marking_is_empty (overall) ? NULL : pp_marking_to_json (overall);
    }
  set_info (self, "marking", marking);
}

static void
set_threat_top (Release *self)
{
  g_autoptr (JsonNode) top = NULL;
  guint n = pp_model_get_n_records (self->release, PP_RECORD_THREAT);

  if (n > 0)
    top = json_node_init_int (json_node_alloc (), n);
  set_info (self, "threatTop", top);
}

/**
 * pp_release_new:
 * @model: a model
 * @ceiling: what the readers may see
 *
 * Makes a copy that holds nothing above the ceiling and nothing that tells of it. A record without a
 * marking counts as marked like the element that it hangs on, else like the model; an edge stays only
 * with both of its ends. Identifiers in the copy are new.
 *
 * Returns: (transfer full): the copy
 */
PpModel *
pp_release_new (PpModel         *model,
                const PpMarking *ceiling)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  g_autoptr (GPtrArray) secrets = g_ptr_array_new_with_free_func (g_free);
  Release self = { model, ceiling, NULL, ids, secrets };

  g_return_val_if_fail (PP_IS_MODEL (model) && ceiling != NULL, NULL);

  self.release = pp_model_new ("release");
  for (PpRecordType type = PP_RECORD_NODE; type < PP_N_RECORD_TYPES; type++)
    decide (&self, type);
  drop_open_names (&self);
  g_ptr_array_sort (secrets, compare_lengths);
  for (PpRecordType type = PP_RECORD_NODE; type < PP_RECORD_LAYOUT; type++)
    copy_records (&self, type);
  copy_layouts (&self);
  copy_info (&self);
  set_threat_top (&self);
  return self.release;
}
