/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A copy of a model for people who may see no more than a ceiling. What is above is left out, and so is
 * what would tell of it: identifiers, numbers and paint orders are counted anew, drawings begin at the
 * origin, what other formats keep beside a record is dropped, and names of what is left out are blacked
 * out wherever a text that stays mentions them. The copy is the same for two models that differ only
 * above the ceiling. */

#include "pp-release-private.h"

#include <math.h>
#include <string.h>

#include "pp-json.h"

typedef struct _Release Release;

struct _Release {
  PpModel         *model;
  const PpMarking *ceiling;
  PpModel         *release;
  GHashTable      *ids;         /* identifier of what stays → its new one */
  PpSecrets       *secrets;     /* texts that must not stand anywhere */
  GHashTable      *origins;     /* identifier of a layout → PpPoint, where its drawing begins */
  const Release   *newer;       /* of the version that this one is compared with; NULL for none */
};

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

/* What the newer version leaves out is left out of the older one too. */
static gboolean
stays (Release  *self,
       PpRecord *record)
{
  const char *id = pp_record_get_id (record);

  if (self->newer != NULL && pp_model_lookup (self->newer->model, id) != NULL &&
      !g_hash_table_contains (self->newer->ids, id))
    return FALSE;
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
keep_secret (Release  *self,
             PpRecord *record)
{
  g_autoptr (JsonNode) name = pp_record_dup_field (record, PP_IS_ELEMENT (record) ? "name" : "title");

  _pp_secrets_add (self->secrets, pp_record_get_id (record));
  if (name != NULL)
    _pp_secrets_add (self->secrets, json_node_get_string (name));
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

/* The same thing has the same identifier in both versions. */
static char *
dup_new_id (Release      *self,
            PpRecordType  type,
            const char   *id,
            guint         number)
{
  const char *known = self->newer != NULL ? g_hash_table_lookup (self->newer->ids, id) : NULL;

  if (known != NULL)
    return g_strdup (known);
  return g_strdup_printf ("%s%s-%u", self->newer != NULL ? "former-" : "", pp_record_type_to_string (type), number);
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
        g_hash_table_insert (self->ids, (gpointer) id, dup_new_id (self, type, id, ++n));
      else
        keep_secret (self, record);
    }
}

/* A name that something which stays has too is no secret. */
static void
drop_open_names (const Release *self,
                 PpSecrets     *secrets)
{
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, self->ids);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      PpElement *element = pp_model_lookup_element (self->model, id);

      if (element != NULL)
        _pp_secrets_remove (secrets, pp_element_get_name (element));
    }
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
fact_without_grounds (Release  *self,
                      JsonNode *fact)
{
  JsonNode *value = pp_fact_get_value (fact);
  g_autoptr (JsonNode) clean = value != NULL ? _pp_secrets_clean (self->secrets, value) : NULL;

  return pp_fact_new (clean, pp_fact_get_source (fact), NULL);
}

/* Grounds of facts are words about the rest of the model; what is said stays. */
static JsonNode *
facts_without_grounds (Release  *self,
                       JsonNode *facts)
{
  JsonObject *object = json_object_new ();
  JsonNode *result = json_node_new (JSON_NODE_OBJECT);
  JsonObjectIter iter;
  const char *name;
  JsonNode *fact;

  json_object_iter_init_ordered (&iter, json_node_get_object (facts));
  while (json_object_iter_next_ordered (&iter, &name, &fact))
    {
      JsonNode *kept = fact_without_grounds (self, fact);

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
  static const char * const words[] = { "kind", "marking", "rule", NULL };

  if (strcmp (field->name, "facts") == 0)
    return facts_without_grounds (self, value);
  if (field->type == PP_FIELD_ID || g_strv_contains (words, field->name))
    return json_node_ref (value);
  return _pp_secrets_clean (self->secrets, value);
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

/* The record of the newer version's release; NULL where there is none. */
static PpRecord *
find_newer (Release  *self,
            PpRecord *record)
{
  const char *id = g_hash_table_lookup (self->ids, pp_record_get_id (record));

  return self->newer != NULL ? pp_model_lookup (self->newer->release, id) : NULL;
}

static void
count_threat (Release    *self,
              PpRecord   *record,
              JsonObject *object,
              gint64      number)
{
  PpRecord *newer = find_newer (self, record);

  if (newer != NULL)
    number = pp_threat_get_number (PP_THREAT (newer));
  json_object_set_int_member (object, "number", number);
  json_object_set_int_member (object, "order", number);
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
        count_threat (self, record, json_node_get_object (clean), ++n);
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

/* That of the newer version, so that what was not moved stands at the same place. */
static PpPoint
find_common_origin (Release   *self,
                    PpLayout  *layout,
                    GPtrArray *ids)
{
  const char *id = pp_record_get_id (PP_RECORD (layout));
  const PpPoint *newer = self->newer != NULL ? g_hash_table_lookup (self->newer->origins, id) : NULL;
  PpPoint origin = newer != NULL ? *newer : find_origin (self, layout, ids);

  g_hash_table_insert (self->origins, (gpointer) id, g_memdup2 (&origin, sizeof origin));
  return origin;
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
  origin = find_common_origin (self, layout, ids);
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
      PpRecord *newer;

      if (!g_hash_table_contains (self->ids, pp_record_get_id (layout)))
        continue;
      clean = clean_record (self, layout);
      place (self, json_node_get_object (clean), PP_LAYOUT (layout));
      newer = find_newer (self, layout);
      json_object_set_int_member (json_node_get_object (clean), "order",
                                  newer != NULL ? pp_layout_get_order (PP_LAYOUT (newer)) : n);
      n++;
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
    "title", "description", "owner", "reviewer", "contributors", "properties", "disabledPacks", NULL,
  };
  PpRecord *info = PP_RECORD (pp_model_get_info (self->model));
  g_autoptr (PpMarking) overall = pp_model_dup_overall_marking (self->release);
  g_autoptr (JsonNode) clean = clean_record (self, info);
  g_autoptr (JsonNode) marking = NULL;

  if (may_be_seen (self, info))
    {
      g_autoptr (PpMarking) own = _pp_model_dup_stated_marking (self->model, info);
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

static void
release_init (Release         *self,
              PpModel         *model,
              const PpMarking *ceiling,
              const Release   *newer)
{
  *self = (Release) {
    .model = model,
    .ceiling = ceiling,
    .release = pp_model_new ("release"),
    .ids = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free),
    .secrets = _pp_secrets_new (),
    .origins = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free),
    .newer = newer,
  };
  for (PpRecordType type = PP_RECORD_NODE; type < PP_N_RECORD_TYPES; type++)
    decide (self, type);
}

/* What either version hides is hidden in both, unless the newer one shows it. */
static void
share_secrets (Release *self,
               Release *former)
{
  for (PpRecordType type = PP_RECORD_NODE; type < PP_N_RECORD_TYPES; type++)
    {
      for (guint i = 0; i < pp_model_get_n_records (self->model, type); i++)
        {
          PpRecord *record = pp_model_peek_record (self->model, type, i);

          if (!g_hash_table_contains (self->ids, pp_record_get_id (record)))
            keep_secret (former, record);
        }
      for (guint i = 0; i < pp_model_get_n_records (former->model, type); i++)
        {
          PpRecord *record = pp_model_peek_record (former->model, type, i);

          if (!g_hash_table_contains (former->ids, pp_record_get_id (record)))
            keep_secret (self, record);
        }
    }
  drop_open_names (self, former->secrets);
}

static void
fill (Release *self)
{
  drop_open_names (self, self->secrets);
  for (PpRecordType type = PP_RECORD_NODE; type < PP_RECORD_LAYOUT; type++)
    copy_records (self, type);
  copy_layouts (self);
  copy_info (self);
  set_threat_top (self);
}

static PpModel *
release_finish (Release *self)
{
  g_hash_table_unref (self->ids);
  g_hash_table_unref (self->origins);
  _pp_secrets_free (self->secrets);
  return self->release;
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
  Release self;

  g_return_val_if_fail (PP_IS_MODEL (model) && ceiling != NULL, NULL);

  release_init (&self, model, ceiling, NULL);
  fill (&self);
  return release_finish (&self);
}

/**
 * pp_release_dup_id:
 * @model: a model
 * @ceiling: what the readers may see
 * @id: the identifier of a record
 *
 * Returns: (transfer full) (nullable): the identifier that pp_release_new() would give the record, or %NULL
 *   for what it would leave out
 */
char *
pp_release_dup_id (PpModel         *model,
                   const PpMarking *ceiling,
                   const char      *id)
{
  Release self;
  char *new_id;

  g_return_val_if_fail (PP_IS_MODEL (model) && ceiling != NULL && id != NULL, NULL);

  release_init (&self, model, ceiling, NULL);
  new_id = g_strdup (g_hash_table_lookup (self.ids, id));
  g_object_unref (release_finish (&self));
  return new_id;
}

/**
 * pp_release_list_left_out:
 * @model: a model
 * @ceiling: what the readers may see
 *
 * Returns: (transfer full) (element-type PpRecord): the records that pp_release_new() would leave out, with
 *   what is said of the model first when it would go too
 */
GPtrArray *
pp_release_list_left_out (PpModel         *model,
                          const PpMarking *ceiling)
{
  GPtrArray *left_out = g_ptr_array_new_with_free_func (g_object_unref);
  Release self;

  g_return_val_if_fail (PP_IS_MODEL (model) && ceiling != NULL, left_out);

  release_init (&self, model, ceiling, NULL);
  if (!may_be_seen (&self, PP_RECORD (pp_model_get_info (model))))
    g_ptr_array_add (left_out, g_object_ref (pp_model_get_info (model)));
  for (PpRecordType type = PP_RECORD_NODE; type < PP_N_RECORD_TYPES; type++)
    {
      g_autoptr (GPtrArray) records = pp_model_dup_sorted (model, type);

      for (guint i = 0; i < records->len; i++)
        {
          PpRecord *record = g_ptr_array_index (records, i);

          if (!g_hash_table_contains (self.ids, pp_record_get_id (record)))
            g_ptr_array_add (left_out, g_object_ref (record));
        }
    }
  g_object_unref (release_finish (&self));
  return left_out;
}

/**
 * pp_release_new_since:
 * @model: a model
 * @former: an older version of it
 * @ceiling: what the readers may see
 * @former_release: (out) (transfer full): the copy of the older version
 *
 * Makes copies of both like pp_release_new(), in which what is the same has the same identifier, so that
 * they can be compared. What the newer version hides is hidden in the older one too.
 *
 * Returns: (transfer full): the copy of @model
 */
PpModel *
pp_release_new_since (PpModel          *model,
                      PpModel          *former,
                      const PpMarking  *ceiling,
                      PpModel         **former_release)
{
  Release newer, older;

  g_return_val_if_fail (PP_IS_MODEL (model) && PP_IS_MODEL (former) && ceiling != NULL, NULL);

  release_init (&newer, model, ceiling, NULL);
  release_init (&older, former, ceiling, &newer);
  share_secrets (&newer, &older);
  fill (&newer);
  fill (&older);
  *former_release = release_finish (&older);
  return release_finish (&newer);
}
