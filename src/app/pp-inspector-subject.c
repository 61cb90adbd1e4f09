/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-inspector-subject.h"

#include "pp-json.h"

/* Above this, looking at each change costs more than refreshing the pane. */
#define MAX_CHANGES_TO_LOOK_AT 256

struct _PpInspectorSubject {
  GObject     parent_instance;

  /* owned */
  PpHistory  *history;
  GPtrArray  *ids;
  GHashTable *id_set;
  /* (nullable) (element-type PpRecord): the records of the ids, until records come or go */
  GPtrArray  *records;

  /* state */
  gulong      model_changed_id;
  guint       typing_timeout;
};

G_DEFINE_FINAL_TYPE (PpInspectorSubject, pp_inspector_subject, G_TYPE_OBJECT)

enum {
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* A name is shown by others as well: the ends of an edge, the boundary around a node. Threats and
 * records that come or go change lists and counts. */
static gboolean
change_may_show (PpInspectorSubject *self,
                 PpChange           *change)
{
  return change->operation != PP_CHANGE_SET
         || change->type == PP_RECORD_THREAT
         || change->type == PP_RECORD_LAYOUT
         || g_strcmp0 (change->field, "name") == 0
         || g_hash_table_contains (self->id_set, change->id);
}

static gboolean
changes_may_show (PpInspectorSubject *self,
                  GPtrArray          *changes)
{
  for (guint i = 0; i < changes->len; i++)
    if (change_may_show (self, g_ptr_array_index (changes, i)))
      return TRUE;
  return FALSE;
}

static void
model_changed_cb (PpInspectorSubject *self,
                  GPtrArray          *changes)
{
  if (changes->len <= MAX_CHANGES_TO_LOOK_AT && !changes_may_show (self, changes))
    return;
  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
forget_history (PpInspectorSubject *self)
{
  if (self->history != NULL)
    g_clear_signal_handler (&self->model_changed_id, pp_history_get_model (self->history));
  g_clear_object (&self->history);
  g_clear_pointer (&self->records, g_ptr_array_unref);
}

static void
pp_inspector_subject_dispose (GObject *object)
{
  PpInspectorSubject *self = PP_INSPECTOR_SUBJECT (object);

  pp_inspector_subject_end_typing (self);
  forget_history (self);

  G_OBJECT_CLASS (pp_inspector_subject_parent_class)->dispose (object);
}

static void
pp_inspector_subject_finalize (GObject *object)
{
  PpInspectorSubject *self = PP_INSPECTOR_SUBJECT (object);

  g_hash_table_unref (self->id_set);
  g_ptr_array_unref (self->ids);

  G_OBJECT_CLASS (pp_inspector_subject_parent_class)->finalize (object);
}

static void
pp_inspector_subject_class_init (PpInspectorSubjectClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = pp_inspector_subject_dispose;
  object_class->finalize = pp_inspector_subject_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
pp_inspector_subject_init (PpInspectorSubject *self)
{
  self->ids = g_ptr_array_new_with_free_func (g_free);
  self->id_set = g_hash_table_new (g_str_hash, g_str_equal);
}

PpInspectorSubject *
pp_inspector_subject_new (void)
{
  return g_object_new (PP_TYPE_INSPECTOR_SUBJECT, NULL);
}

static gboolean
same_ids (PpInspectorSubject *self,
          const char * const *ids)
{
  guint n_ids = ids != NULL ? g_strv_length ((char **) ids) : 0;

  if (n_ids != self->ids->len)
    return FALSE;
  for (guint i = 0; i < n_ids; i++)
    if (g_strcmp0 (g_ptr_array_index (self->ids, i), ids[i]) != 0)
      return FALSE;
  return TRUE;
}

static void
take_ids (PpInspectorSubject *self,
          const char * const *ids)
{
  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_hash_table_remove_all (self->id_set);
  g_ptr_array_set_size (self->ids, 0);
  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      char *id = g_strdup (ids[i]);

      g_ptr_array_add (self->ids, id);
      g_hash_table_add (self->id_set, id);
    }
}

/**
 * pp_inspector_subject_set:
 * @self: a subject
 * @history: (nullable): the way to the model; %NULL while there is none
 * @ids: (nullable) (array zero-terminated=1): the records that are meant
 *
 * Turns to other records. What is being typed becomes a finished step first.
 */
void
pp_inspector_subject_set (PpInspectorSubject *self,
                          PpHistory          *history,
                          const char * const *ids)
{
  g_return_if_fail (PP_IS_INSPECTOR_SUBJECT (self));
  g_return_if_fail (history == NULL || PP_IS_HISTORY (history));

  if (history == self->history && same_ids (self, ids))
    return;

  pp_inspector_subject_end_typing (self);
  if (history != self->history)
    {
      forget_history (self);
      if (history != NULL)
        {
          self->history = g_object_ref (history);
          self->model_changed_id =
            g_signal_connect_swapped (pp_history_get_model (history), "changed",
                                      G_CALLBACK (model_changed_cb), self);
        }
    }
  take_ids (self, history != NULL ? ids : NULL);
  g_signal_emit (self, signals[CHANGED], 0);
}

PpHistory *
pp_inspector_subject_get_history (PpInspectorSubject *self)
{
  return self->history;
}

PpModel *
pp_inspector_subject_get_model (PpInspectorSubject *self)
{
  return self->history != NULL ? pp_history_get_model (self->history) : NULL;
}

guint
pp_inspector_subject_get_n_ids (PpInspectorSubject *self)
{
  return self->ids->len;
}

const char *
pp_inspector_subject_get_id (PpInspectorSubject *self,
                             guint               position)
{
  return position < self->ids->len ? g_ptr_array_index (self->ids, position) : NULL;
}

PpRecord *
pp_inspector_subject_get_record (PpInspectorSubject *self,
                                 guint               position)
{
  const char *id = pp_inspector_subject_get_id (self, position);

  if (id == NULL || self->history == NULL)
    return NULL;
  return pp_model_lookup (pp_history_get_model (self->history), id);
}

static GPtrArray *
peek_records (PpInspectorSubject *self)
{
  if (self->records != NULL)
    return self->records;
  self->records = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < self->ids->len; i++)
    {
      PpRecord *record = pp_inspector_subject_get_record (self, i);

      if (record != NULL)
        g_ptr_array_add (self->records, g_object_ref (record));
    }
  return self->records;
}

/* Facts are asked for by the dozen, of thousands of elements: they take a shorter way. */
static JsonNode *
dup_value (PpRecord   *record,
           const char *field)
{
  JsonObject *facts;
  JsonNode *fact;

  if (!g_str_has_prefix (field, "facts/") || !PP_IS_ELEMENT (record))
    return pp_record_dup_field (record, field);
  facts = pp_element_get_facts (PP_ELEMENT (record));
  fact = facts != NULL ? json_object_get_member (facts, field + strlen ("facts/")) : NULL;
  return fact != NULL ? json_node_ref (fact) : NULL;
}

static gboolean
same_value (JsonNode *a,
            JsonNode *b)
{
  if (a == b || a == NULL || b == NULL)
    return a == b;
  return pp_json_equal (a, b);
}

/**
 * pp_inspector_subject_dup_common:
 * @self: a subject
 * @field: the name of a field, or `field/key`
 * @mixed: (out) (optional): whether the records differ in it
 *
 * Returns: (transfer full) (nullable): what all records have; %NULL when they have nothing, or when
 *   they differ
 */
JsonNode *
pp_inspector_subject_dup_common (PpInspectorSubject *self,
                                 const char         *field,
                                 gboolean           *mixed)
{
  GPtrArray *records = peek_records (self);
  g_autoptr (JsonNode) common = NULL;

  if (mixed != NULL)
    *mixed = FALSE;
  if (records->len > 0)
    common = dup_value (g_ptr_array_index (records, 0), field);
  for (guint i = 1; i < records->len; i++)
    {
      g_autoptr (JsonNode) value = dup_value (g_ptr_array_index (records, i), field);

      if (!same_value (common, value))
        {
          if (mixed != NULL)
            *mixed = TRUE;
          return NULL;
        }
    }
  return g_steal_pointer (&common);
}

static GPtrArray *
make_changes (PpInspectorSubject *self,
              const char         *field,
              JsonNode           *value)
{
  GPtrArray *changes = pp_change_list_new ();

  for (guint i = 0; i < self->ids->len; i++)
    {
      PpRecord *record = pp_inspector_subject_get_record (self, i);
      g_autoptr (JsonNode) before = NULL;

      if (record == NULL)
        continue;
      before = pp_record_dup_field (record, field);
      if (!same_value (before, value))
        g_ptr_array_add (changes, pp_change_new_set (pp_record_get_record_type (record),
                                                     pp_record_get_id (record), field,
                                                     before, value));
    }
  return changes;
}

static gboolean
typing_paused_cb (gpointer data)
{
  PpInspectorSubject *self = data;

  self->typing_timeout = 0;
  pp_inspector_subject_end_typing (self);
  return G_SOURCE_REMOVE;
}

static void
restart_typing_timeout (PpInspectorSubject *self)
{
  g_clear_handle_id (&self->typing_timeout, g_source_remove);
  self->typing_timeout = g_timeout_add (PP_INSPECTOR_TYPING_PAUSE_MS, typing_paused_cb, self);
}

/**
 * pp_inspector_subject_end_typing:
 * @self: a subject
 *
 * Makes what was typed so far a finished step.
 */
void
pp_inspector_subject_end_typing (PpInspectorSubject *self)
{
  g_clear_handle_id (&self->typing_timeout, g_source_remove);
  if (self->history != NULL)
    pp_history_end_merge (self->history);
}

/**
 * pp_inspector_subject_apply:
 * @self: a subject
 * @label: the step's name, untranslated
 * @changes: (element-type PpChange) (transfer none): the changes; none is no step
 *
 * Does changes of any kind as one step of their own.
 *
 * Returns: whether the model took them
 */
gboolean
pp_inspector_subject_apply (PpInspectorSubject *self,
                            const char         *label,
                            GPtrArray          *changes)
{
  g_autoptr (GError) error = NULL;

  if (self->history == NULL)
    return FALSE;
  pp_inspector_subject_end_typing (self);
  if (changes->len == 0 || pp_history_apply (self->history, label, changes, &error))
    return TRUE;
  g_warning ("“%s” was refused: %s", label, error->message);
  return FALSE;
}

/**
 * pp_inspector_subject_set_field:
 * @self: a subject
 * @label: the step's name, untranslated
 * @field: the name of a field, or `field/key`
 * @value: (nullable): the new value; %NULL for none
 *
 * Sets the field of all records in one step.
 *
 * Returns: whether the model took it
 */
gboolean
pp_inspector_subject_set_field (PpInspectorSubject *self,
                                const char         *label,
                                const char         *field,
                                JsonNode           *value)
{
  g_autoptr (GPtrArray) changes = make_changes (self, field, value);

  return pp_inspector_subject_apply (self, label, changes);
}

/**
 * pp_inspector_subject_type_field:
 * @self: a subject
 * @label: the step's name, untranslated
 * @field: the name of a field, or `field/key`
 * @value: (nullable): the value as far as it is typed
 *
 * Like [method@InspectorSubject.set_field], but merged with what was typed into the same field
 * before.
 *
 * Returns: whether the model took it
 */
gboolean
pp_inspector_subject_type_field (PpInspectorSubject *self,
                                 const char         *label,
                                 const char         *field,
                                 JsonNode           *value)
{
  g_autoptr (GPtrArray) changes = make_changes (self, field, value);
  g_autofree char *merge_key = NULL;
  g_autoptr (GError) error = NULL;

  if (changes->len == 0 || self->history == NULL)
    return self->history != NULL;

  merge_key = g_strdup_printf ("%s/%s", pp_inspector_subject_get_id (self, 0), field);
  restart_typing_timeout (self);
  if (pp_history_apply_merged (self->history, label, merge_key, changes, &error))
    return TRUE;
  g_warning ("“%s” was refused: %s", label, error->message);
  return FALSE;
}
