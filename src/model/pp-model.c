/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A model is a table of records by identifier, a list for each type, and the indexes that answer what
 * hangs on an element. It changes by PpChange alone; each change is checked against what stands here,
 * so that a change which does not fit leaves the model as it was. */

#include "pp-model.h"

#include "pp-json.h"
#include "pp-record-list-private.h"
#include "pp-record-private.h"

struct _PpModel {
  GObject       parent_instance;

  /*< owned >*/
  char         *id;                           /* interned */
  PpInfo       *info;
  GHashTable   *records;                      /* identifier → PpRecord */
  PpRecordList *lists[PP_N_RECORD_TYPES];
  GHashTable   *edges_of;                     /* element's identifier → GPtrArray of PpEdge */
  GHashTable   *threats_of;                   /* element's identifier → GPtrArray of PpThreat */
  GHashTable   *children_of;                  /* node's identifier → GPtrArray of PpNode */
};

enum {
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_QUARK (pp-model-error-quark, pp_model_error)
G_DEFINE_FINAL_TYPE (PpModel, pp_model, G_TYPE_OBJECT)

static void
pp_model_finalize (GObject *object)
{
  PpModel *self = PP_MODEL (object);

  g_clear_pointer (&self->edges_of, g_hash_table_unref);
  g_clear_pointer (&self->threats_of, g_hash_table_unref);
  g_clear_pointer (&self->children_of, g_hash_table_unref);
  g_clear_pointer (&self->records, g_hash_table_unref);
  for (guint i = 0; i < PP_N_RECORD_TYPES; i++)
    g_clear_object (&self->lists[i]);
  g_clear_object (&self->info);
  g_clear_pointer (&self->id, g_ref_string_release);

  G_OBJECT_CLASS (pp_model_parent_class)->finalize (object);
}

static void
pp_model_class_init (PpModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pp_model_finalize;

  signals[CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
}

static GHashTable *
index_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, (GDestroyNotify) g_ref_string_release,
                                (GDestroyNotify) g_ptr_array_unref);
}

static void
pp_model_init (PpModel *self)
{
  /* The records themselves are kept alive by the lists. */
  self->records = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < PP_N_RECORD_TYPES; i++)
    self->lists[i] = _pp_record_list_new (i);
  self->edges_of = index_new ();
  self->threats_of = index_new ();
  self->children_of = index_new ();
}

static void
index_add (GHashTable *index,
           const char *id,
           gpointer    record)
{
  GPtrArray *records;

  if (id == NULL)
    return;
  records = g_hash_table_lookup (index, id);
  if (records == NULL)
    {
      records = g_ptr_array_new ();
      g_hash_table_insert (index, g_ref_string_new_intern (id), records);
    }
  g_ptr_array_add (records, record);
}

static void
index_remove (GHashTable *index,
              const char *id,
              gpointer    record)
{
  GPtrArray *records;

  if (id == NULL)
    return;
  records = g_hash_table_lookup (index, id);
  g_assert (records != NULL);
  g_ptr_array_remove_fast (records, record);
  if (records->len == 0)
    g_hash_table_remove (index, id);
}

static void
update_indexes (PpModel  *self,
                PpRecord *record,
                void    (*update) (GHashTable *index,
                                   const char *id,
                                   gpointer    record))
{
  switch (pp_record_get_record_type (record))
    {
    case PP_RECORD_NODE:
      update (self->children_of, pp_node_get_parent (PP_NODE (record)), record);
      break;

    case PP_RECORD_EDGE:
      {
        const char *source = pp_edge_get_source (PP_EDGE (record));
        const char *target = pp_edge_get_target (PP_EDGE (record));

        update (self->edges_of, source, record);
        if (g_strcmp0 (source, target) != 0)
          update (self->edges_of, target, record);
        break;
      }

    case PP_RECORD_THREAT:
      update (self->threats_of, pp_threat_get_element (PP_THREAT (record)), record);
      break;

    case PP_RECORD_MODEL:
    case PP_RECORD_CONTROL:
    case PP_RECORD_COMMENT:
    case PP_RECORD_LAYOUT:
    default:
      break;
    }
}

static void
insert_record (PpModel  *self,
               PpRecord *record)
{
  g_hash_table_insert (self->records, record->id, record);
  _pp_record_list_add (self->lists[pp_record_get_record_type (record)], record);
  update_indexes (self, record, index_add);
}

static void
take_record_out (PpModel  *self,
                 PpRecord *record)
{
  update_indexes (self, record, index_remove);
  g_hash_table_remove (self->records, record->id);
  _pp_record_list_remove (self->lists[pp_record_get_record_type (record)], record);
}

/**
 * pp_model_new:
 * @id: (nullable): the model's identifier; %NULL makes a new one
 *
 * Returns: (transfer full): a model that holds nothing but its own record
 */
PpModel *
pp_model_new (const char *id)
{
  g_autofree char *own_id = id == NULL ? pp_model_new_id () : NULL;
  g_autoptr (JsonNode) empty = json_node_new (JSON_NODE_OBJECT);
  PpModel *self = g_object_new (PP_TYPE_MODEL, NULL);

  json_node_take_object (empty, json_object_new ());
  self->id = g_ref_string_new_intern (id != NULL ? id : own_id);
  self->info = PP_INFO (pp_record_new_from_json (PP_RECORD_MODEL, self->id, empty, NULL));
  g_assert (self->info != NULL);
  insert_record (self, PP_RECORD (self->info));
  return self;
}

const char *
pp_model_get_id (PpModel *self)
{
  g_return_val_if_fail (PP_IS_MODEL (self), NULL);

  return self->id;
}

PpInfo *
pp_model_get_info (PpModel *self)
{
  g_return_val_if_fail (PP_IS_MODEL (self), NULL);

  return self->info;
}

/**
 * pp_model_lookup:
 * @self: a model
 * @id: (nullable): an identifier
 *
 * Returns: (transfer none) (nullable): the record of that identifier
 */
PpRecord *
pp_model_lookup (PpModel    *self,
                 const char *id)
{
  g_return_val_if_fail (PP_IS_MODEL (self), NULL);

  return id != NULL ? g_hash_table_lookup (self->records, id) : NULL;
}

static gpointer
lookup_typed (PpModel    *self,
              const char *id,
              GType       type)
{
  PpRecord *record = pp_model_lookup (self, id);

  return record != NULL && g_type_is_a (G_OBJECT_TYPE (record), type) ? record : NULL;
}

PpElement *
pp_model_lookup_element (PpModel    *self,
                         const char *id)
{
  return lookup_typed (self, id, PP_TYPE_ELEMENT);
}

PpNode *
pp_model_lookup_node (PpModel    *self,
                      const char *id)
{
  return lookup_typed (self, id, PP_TYPE_NODE);
}

PpEdge *
pp_model_lookup_edge (PpModel    *self,
                      const char *id)
{
  return lookup_typed (self, id, PP_TYPE_EDGE);
}

PpThreat *
pp_model_lookup_threat (PpModel    *self,
                        const char *id)
{
  return lookup_typed (self, id, PP_TYPE_THREAT);
}

PpLayout *
pp_model_lookup_layout (PpModel    *self,
                        const char *id)
{
  return lookup_typed (self, id, PP_TYPE_LAYOUT);
}

/**
 * pp_model_list_records:
 * @self: a model
 * @type: a kind of record
 *
 * Returns: (transfer none): the live list of these records
 */
GListModel *
pp_model_list_records (PpModel      *self,
                       PpRecordType  type)
{
  g_return_val_if_fail (PP_IS_MODEL (self) && type < PP_N_RECORD_TYPES, NULL);

  return G_LIST_MODEL (self->lists[type]);
}

guint
pp_model_get_n_records (PpModel      *self,
                        PpRecordType  type)
{
  g_return_val_if_fail (PP_IS_MODEL (self) && type < PP_N_RECORD_TYPES, 0);

  return _pp_record_list_peek (self->lists[type])->len;
}

/**
 * pp_model_peek_record:
 * @self: a model
 * @type: a kind of record
 * @position: less than pp_model_get_n_records()
 *
 * Returns: (transfer none): the record there; positions hold until the next change
 */
PpRecord *
pp_model_peek_record (PpModel      *self,
                      PpRecordType  type,
                      guint         position)
{
  GPtrArray *records;

  g_return_val_if_fail (PP_IS_MODEL (self) && type < PP_N_RECORD_TYPES, NULL);

  records = _pp_record_list_peek (self->lists[type]);
  g_return_val_if_fail (position < records->len, NULL);
  return g_ptr_array_index (records, position);
}

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  return g_strcmp0 ((*(PpRecord * const *) a)->id, (*(PpRecord * const *) b)->id);
}

/**
 * pp_model_dup_sorted:
 * @self: a model
 * @type: a kind of record
 *
 * Returns: (transfer container) (element-type PpRecord): the records of that type by identifier
 */
GPtrArray *
pp_model_dup_sorted (PpModel      *self,
                     PpRecordType  type)
{
  GPtrArray *records, *sorted;

  g_return_val_if_fail (PP_IS_MODEL (self) && type < PP_N_RECORD_TYPES, NULL);

  records = _pp_record_list_peek (self->lists[type]);
  sorted = g_ptr_array_sized_new (records->len);
  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (sorted, g_ptr_array_index (records, i));
  g_ptr_array_sort (sorted, compare_ids);
  return sorted;
}

static int
compare_numbers (gint64 a,
                 gint64 b)
{
  return (a > b) - (a < b);
}

static int
compare_layouts (gconstpointer a,
                 gconstpointer b)
{
  int order = compare_numbers (pp_layout_get_order (*(PpLayout * const *) a),
                               pp_layout_get_order (*(PpLayout * const *) b));

  return order != 0 ? order : compare_ids (a, b);
}

static int
compare_threats (gconstpointer a,
                 gconstpointer b)
{
  PpThreat *first = *(PpThreat * const *) a;
  PpThreat *second = *(PpThreat * const *) b;
  int order = compare_numbers (pp_threat_get_order (first), pp_threat_get_order (second));

  if (order == 0)
    order = compare_numbers (pp_threat_get_number (first), pp_threat_get_number (second));
  return order != 0 ? order : compare_ids (a, b);
}

/**
 * pp_model_dup_layouts:
 * @self: a model
 *
 * Returns: (transfer container) (element-type PpLayout): the layouts in the order that people gave them
 */
GPtrArray *
pp_model_dup_layouts (PpModel *self)
{
  GPtrArray *layouts = pp_model_dup_sorted (self, PP_RECORD_LAYOUT);

  g_ptr_array_sort (layouts, compare_layouts);
  return layouts;
}

/**
 * pp_model_dup_threats_of:
 * @self: a model
 * @element_id: an element
 *
 * Returns: (transfer container) (element-type PpThreat): its threats in their order; maybe empty
 */
GPtrArray *
pp_model_dup_threats_of (PpModel    *self,
                         const char *element_id)
{
  GPtrArray *threats = pp_model_peek_threats_of (self, element_id);
  GPtrArray *sorted = g_ptr_array_new ();

  for (guint i = 0; threats != NULL && i < threats->len; i++)
    g_ptr_array_add (sorted, g_ptr_array_index (threats, i));
  g_ptr_array_sort (sorted, compare_threats);
  return sorted;
}

GPtrArray *
pp_model_peek_edges_of (PpModel    *self,
                        const char *element_id)
{
  g_return_val_if_fail (PP_IS_MODEL (self), NULL);

  return element_id != NULL ? g_hash_table_lookup (self->edges_of, element_id) : NULL;
}

GPtrArray *
pp_model_peek_threats_of (PpModel    *self,
                          const char *element_id)
{
  g_return_val_if_fail (PP_IS_MODEL (self), NULL);

  return element_id != NULL ? g_hash_table_lookup (self->threats_of, element_id) : NULL;
}

GPtrArray *
pp_model_peek_children_of (PpModel    *self,
                           const char *node_id)
{
  g_return_val_if_fail (PP_IS_MODEL (self), NULL);

  return node_id != NULL ? g_hash_table_lookup (self->children_of, node_id) : NULL;
}

gboolean
pp_model_has_open_threats (PpModel    *self,
                           const char *element_id)
{
  GPtrArray *threats = pp_model_peek_threats_of (self, element_id);

  for (guint i = 0; threats != NULL && i < threats->len; i++)
    {
      if (pp_threat_is_open (g_ptr_array_index (threats, i)))
        return TRUE;
    }
  return FALSE;
}

/**
 * pp_model_add_record:
 * @self: a model
 * @type: the kind of record; not %PP_RECORD_MODEL
 * @id: its identifier
 * @record: all of it, a JSON object
 * @error: return location for an error
 *
 * Adds a record to a model that is being made, without ::changed. Programs that edit use changes.
 *
 * Returns: whether it was added
 */
gboolean
pp_model_add_record (PpModel       *self,
                     PpRecordType   type,
                     const char    *id,
                     JsonNode      *record,
                     GError       **error)
{
  g_autoptr (PpRecord) added = NULL;

  g_return_val_if_fail (PP_IS_MODEL (self) && type != PP_RECORD_MODEL, FALSE);

  if (g_hash_table_contains (self->records, id))
    {
      g_set_error (error, PP_MODEL_ERROR, PP_MODEL_ERROR_DUPLICATE_ID,
                   "The identifier “%.80s” is used twice", id);
      return FALSE;
    }
  if (g_hash_table_size (self->records) >= PP_MODEL_MAX_RECORDS)
    {
      g_set_error (error, PP_MODEL_ERROR, PP_MODEL_ERROR_TOO_LARGE,
                   "A model holds at most %d records", PP_MODEL_MAX_RECORDS);
      return FALSE;
    }
  added = pp_record_new_from_json (type, id, record, error);
  if (added == NULL)
    return FALSE;
  insert_record (self, added);
  return TRUE;
}

static PpRecord *
find_record (PpModel   *self,
             PpChange  *change,
             GError   **error)
{
  PpRecord *record = g_hash_table_lookup (self->records, change->id);

  if (record != NULL && pp_record_get_record_type (record) == change->type)
    return record;
  g_set_error (error, PP_MODEL_ERROR, PP_MODEL_ERROR_UNKNOWN_ID,
               "There is no %s “%.80s”", pp_record_type_to_string (change->type), change->id);
  return NULL;
}

static gboolean
set_field (PpModel   *self,
           PpChange  *change,
           GError   **error)
{
  PpRecord *record = find_record (self, change, error);
  const PpField *field;
  const char *key;
  gboolean indexed, done;

  if (record == NULL)
    return FALSE;
  field = pp_record_type_find_field (change->type, change->field, &key);
  if (field == NULL)
    {
      g_set_error (error, PP_MODEL_ERROR, PP_MODEL_ERROR_UNKNOWN_FIELD, "A %s has no field “%.80s”",
                   pp_record_type_to_string (change->type), change->field);
      return FALSE;
    }
  if (!_pp_record_holds_value (record, field, key, change->before))
    {
      g_set_error (error, PP_MODEL_ERROR, PP_MODEL_ERROR_CONFLICT,
                   "“%.80s” of the %s “%.80s” has changed meanwhile", change->field,
                   pp_record_type_to_string (change->type), change->id);
      return FALSE;
    }

  indexed = field->type == PP_FIELD_ID;
  if (indexed)
    update_indexes (self, record, index_remove);
  done = _pp_record_set_field (record, field, key, change->after, error);
  if (indexed)
    update_indexes (self, record, index_add);
  return done;
}

static gboolean
remove_record (PpModel   *self,
               PpChange  *change,
               GError   **error)
{
  PpRecord *record = find_record (self, change, error);

  if (record == NULL)
    return FALSE;
  if (change->type == PP_RECORD_MODEL)
    {
      g_set_error_literal (error, PP_MODEL_ERROR, PP_MODEL_ERROR_INVALID_VALUE,
                           "What is said of the model cannot be removed");
      return FALSE;
    }
  take_record_out (self, record);
  return TRUE;
}

/**
 * pp_model_apply_silently:
 * @self: a model
 * @change: a change
 * @error: return location for an error
 *
 * Carries out one change without ::changed. When it fails the model is as it was.
 *
 * Returns: whether it was done; else a %PP_MODEL_ERROR
 */
gboolean
pp_model_apply_silently (PpModel   *self,
                         PpChange  *change,
                         GError   **error)
{
  g_return_val_if_fail (PP_IS_MODEL (self) && change != NULL, FALSE);

  switch (change->operation)
    {
    case PP_CHANGE_ADD:
      if (change->type == PP_RECORD_MODEL)
        {
          g_set_error_literal (error, PP_MODEL_ERROR, PP_MODEL_ERROR_DUPLICATE_ID,
                               "A model describes itself only once");
          return FALSE;
        }
      return pp_model_add_record (self, change->type, change->id, change->after, error);

    case PP_CHANGE_REMOVE:
      return remove_record (self, change, error);

    case PP_CHANGE_SET:
      return set_field (self, change, error);

    default:
      g_assert_not_reached ();
    }
}

void
pp_model_emit_changed (PpModel   *self,
                       GPtrArray *changes)
{
  g_return_if_fail (PP_IS_MODEL (self));

  if (changes->len > 0)
    g_signal_emit (self, signals[CHANGED], 0, changes);
}

static void
take_back (PpModel   *self,
           GPtrArray *changes,
           guint      n_done)
{
  for (guint i = n_done; i > 0; i--)
    {
      g_autoptr (PpChange) inverse = pp_change_invert (g_ptr_array_index (changes, i - 1));
      gboolean done = pp_model_apply_silently (self, inverse, NULL);

      g_assert (done);
    }
}

/**
 * pp_model_apply:
 * @self: a model
 * @changes: (element-type PpChange): changes, in order
 * @error: return location for an error
 *
 * Carries out all of the changes or none, and emits ::changed once.
 *
 * Returns: whether they were done; else a %PP_MODEL_ERROR
 */
gboolean
pp_model_apply (PpModel    *self,
                GPtrArray  *changes,
                GError    **error)
{
  g_return_val_if_fail (PP_IS_MODEL (self) && changes != NULL, FALSE);

  for (guint i = 0; i < changes->len; i++)
    {
      if (!pp_model_apply_silently (self, g_ptr_array_index (changes, i), error))
        {
          take_back (self, changes, i);
          return FALSE;
        }
    }
  pp_model_emit_changed (self, changes);
  return TRUE;
}

static JsonNode *
records_to_json (PpModel      *self,
                 PpRecordType  type)
{
  g_autoptr (GPtrArray) records = pp_model_dup_sorted (self, type);
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  for (guint i = 0; i < records->len; i++)
    {
      PpRecord *record = g_ptr_array_index (records, i);

      json_object_set_member (object, record->id, pp_record_to_json (record));
    }
  json_node_take_object (node, object);
  return node;
}

/**
 * pp_model_to_json:
 * @self: a model
 *
 * Writes a whole model as `{ "id", "model": {…}, "nodes": { id: {…} }, "edges", "threats", "controls",
 * "comments", "layouts" }`; types without records are left out. Equal models give equal JSON.
 *
 * Returns: (transfer full): a JSON object
 */
JsonNode *
pp_model_to_json (PpModel *self)
{
  JsonObject *object;
  JsonNode *node;

  g_return_val_if_fail (PP_IS_MODEL (self), NULL);

  object = json_object_new ();
  json_object_set_string_member (object, "id", self->id);
  json_object_set_member (object, "model", pp_record_to_json (PP_RECORD (self->info)));
  for (PpRecordType type = PP_RECORD_NODE; type < PP_N_RECORD_TYPES; type++)
    {
      g_autofree char *plural = g_strconcat (pp_record_type_to_string (type), "s", NULL);

      if (pp_model_get_n_records (self, type) > 0)
        json_object_set_member (object, plural, records_to_json (self, type));
    }
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, object);
  return node;
}

/**
 * pp_model_copy:
 * @self: a model
 *
 * Copies a model record by record, for example to write it in another thread. Free JSON values are
 * shared, because nobody changes them.
 *
 * Returns: (transfer full): the copy
 */
PpModel *
pp_model_copy (PpModel *self)
{
  PpModel *copy;

  g_return_val_if_fail (PP_IS_MODEL (self), NULL);

  copy = g_object_new (PP_TYPE_MODEL, NULL);
  copy->id = g_ref_string_acquire (self->id);
  for (PpRecordType type = 0; type < PP_N_RECORD_TYPES; type++)
    {
      GPtrArray *records = _pp_record_list_peek (self->lists[type]);

      for (guint i = 0; i < records->len; i++)
        {
          g_autoptr (PpRecord) record = _pp_record_copy (g_ptr_array_index (records, i));

          insert_record (copy, record);
        }
    }
  copy->info = g_object_ref (PP_INFO (g_hash_table_lookup (copy->records, copy->id)));
  return copy;
}

/**
 * pp_model_new_id:
 *
 * Returns: (transfer full): a random UUID (RFC 4122, version 4)
 */
char *
pp_model_new_id (void)
{
  return g_uuid_string_random ();
}
