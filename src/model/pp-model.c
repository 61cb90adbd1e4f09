/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A model is a table of records by identifier, a list for each type, and the indexes that answer what
 * hangs on an element. */

#include "pp-model-private.h"

#include "pp-model-copier.h"

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

/* Puts @record under what it hangs on. */
void
_pp_model_note_places (PpModel  *self,
                       PpRecord *record)
{
  update_indexes (self, record, index_add);
}

void
_pp_model_forget_places (PpModel  *self,
                         PpRecord *record)
{
  update_indexes (self, record, index_remove);
}

void
_pp_model_insert_record (PpModel  *self,
                         PpRecord *record)
{
  g_hash_table_insert (self->records, record->id, record);
  _pp_record_list_add (self->lists[pp_record_get_record_type (record)], record);
  _pp_model_note_places (self, record);
}

void
_pp_model_take_record_out (PpModel  *self,
                           PpRecord *record)
{
  _pp_model_forget_places (self, record);
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
  _pp_model_insert_record (self, PP_RECORD (self->info));
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

void
pp_model_emit_changed (PpModel   *self,
                       GPtrArray *changes)
{
  g_return_if_fail (PP_IS_MODEL (self));

  if (changes->len > 0)
    g_signal_emit (self, signals[CHANGED], 0, changes);
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
  g_autoptr (PpModelCopier) copier = NULL;

  g_return_val_if_fail (PP_IS_MODEL (self), NULL);

  copier = pp_model_copier_new (self);
  return pp_model_copier_finish (copier);
}

/* Without the record of itself, too. */
PpModel *
_pp_model_new_empty (PpModel *like)
{
  PpModel *self = g_object_new (PP_TYPE_MODEL, NULL);

  self->id = g_ref_string_acquire (like->id);
  return self;
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
