/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-model-copier.h"

#include "pp-model-private.h"

struct _PpModelCopier {
  /*< owned >*/
  PpModel      *model;
  PpModel      *copy;           /* as far as it has come */

  /*< state >*/
  PpRecordType  type;           /* of the record that is next */
  guint         position;       /* of it in the list of its type */
  guint         n_begun;
};

static void
begin (PpModelCopier *self)
{
  g_clear_object (&self->copy);
  self->copy = _pp_model_new_empty (self->model);
  self->type = 0;
  self->position = 0;
  self->n_begun++;
}

/* Only what has been begun with is out of date. */
static void
changed_cb (PpModelCopier *self)
{
  if (self->type > 0 || self->position > 0)
    begin (self);
}

/**
 * pp_model_copier_new:
 * @model: what to copy; it may change while it is copied, but only in this thread
 *
 * Returns: (transfer full): a copier
 */
PpModelCopier *
pp_model_copier_new (PpModel *model)
{
  PpModelCopier *self;

  g_return_val_if_fail (PP_IS_MODEL (model), NULL);

  self = g_new0 (PpModelCopier, 1);
  self->model = g_object_ref (model);
  g_signal_connect_swapped (model, "changed", G_CALLBACK (changed_cb), self);
  begin (self);
  return self;
}

gboolean
pp_model_copier_step (PpModelCopier *self,
                      guint          n_records)
{
  for (; self->type < PP_N_RECORD_TYPES; self->type++, self->position = 0)
    {
      GPtrArray *records = _pp_record_list_peek (self->model->lists[self->type]);

      for (; self->position < records->len; self->position++)
        {
          g_autoptr (PpRecord) record = NULL;

          if (n_records-- == 0)
            return TRUE;
          record = _pp_record_copy (g_ptr_array_index (records, self->position));
          _pp_model_insert_record (self->copy, record);
        }
    }
  return FALSE;
}

/**
 * pp_model_copier_finish:
 * @self: a copier, which is of no more use afterwards
 *
 * Returns: (transfer full): the copy of the model as it is now
 */
PpModel *
pp_model_copier_finish (PpModelCopier *self)
{
  g_return_val_if_fail (self->copy != NULL, NULL);

  pp_model_copier_step (self, G_MAXUINT);
  self->copy->info = g_object_ref (PP_INFO (g_hash_table_lookup (self->copy->records, self->copy->id)));
  return g_steal_pointer (&self->copy);
}

/**
 * pp_model_copier_get_n_begun:
 * @self: a copier
 *
 * Returns: how often it has begun; who sees it begin again and again may rather finish
 */
guint
pp_model_copier_get_n_begun (PpModelCopier *self)
{
  return self->n_begun;
}

void
pp_model_copier_free (PpModelCopier *self)
{
  g_signal_handlers_disconnect_by_data (self->model, self);
  g_clear_object (&self->copy);
  g_object_unref (self->model);
  g_free (self);
}
