/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A model changes by PpChange alone; each change is checked against what stands there, so that a change which
 * does not fit leaves the model as it was. */

#include "pp-model-private.h"

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
  _pp_model_insert_record (self, added);
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
    _pp_model_forget_places (self, record);
  done = _pp_record_set_field (record, field, key, change->after, error);
  if (indexed)
    _pp_model_note_places (self, record);
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
  _pp_model_take_record_out (self, record);
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
