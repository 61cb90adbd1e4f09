/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Steps are kept on two stacks. A step is a named list of changes; undoing carries out the inverse list.
 * While a step is open (between begin and commit) its changes are in the model already, so that later
 * parts of the gesture can build on earlier ones, but ::changed is only emitted at the end. */

#include "pp-history.h"

#include "pp-json.h"
#include "pp-step-private.h"

struct _PpHistory {
  GObject    parent_instance;

  /*< owned >*/
  PpModel   *model;
  GPtrArray *done;              /* of PpStep, the last is undone first */
  GPtrArray *undone;            /* of PpStep, the last is redone first */
  PpStep    *open;              /* nullable */

  /*< state >*/
  guint      depth;             /* of nested begins */
  int        saved_at;          /* length of done when saved; -1 when no undo leads there */
  gboolean   modified_anyway;
  gboolean   merged;            /* what was committed last went into the step before it */
};

enum {
  PROP_0,
  PROP_CAN_UNDO,
  PROP_CAN_REDO,
  PROP_MODIFIED,
  PROP_UNDO_LABEL,
  PROP_REDO_LABEL,
  N_PROPS,
};

enum {
  COMMITTED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PpHistory, pp_history, G_TYPE_OBJECT)

static void
pp_history_finalize (GObject *object)
{
  PpHistory *self = PP_HISTORY (object);

  g_clear_pointer (&self->open, _pp_step_free);
  g_clear_pointer (&self->done, g_ptr_array_unref);
  g_clear_pointer (&self->undone, g_ptr_array_unref);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (pp_history_parent_class)->finalize (object);
}

static void
pp_history_get_property (GObject    *object,
                         guint       prop_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  PpHistory *self = PP_HISTORY (object);

  switch (prop_id)
    {
    case PROP_CAN_UNDO:
      g_value_set_boolean (value, pp_history_can_undo (self));
      break;

    case PROP_CAN_REDO:
      g_value_set_boolean (value, pp_history_can_redo (self));
      break;

    case PROP_MODIFIED:
      g_value_set_boolean (value, pp_history_is_modified (self));
      break;

    case PROP_UNDO_LABEL:
      g_value_set_string (value, pp_history_get_undo_label (self));
      break;

    case PROP_REDO_LABEL:
      g_value_set_string (value, pp_history_get_redo_label (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pp_history_class_init (PpHistoryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->finalize = pp_history_finalize;
  object_class->get_property = pp_history_get_property;

  properties[PROP_CAN_UNDO] = g_param_spec_boolean ("can-undo", NULL, NULL, FALSE, flags);
  properties[PROP_CAN_REDO] = g_param_spec_boolean ("can-redo", NULL, NULL, FALSE, flags);
  properties[PROP_MODIFIED] = g_param_spec_boolean ("modified", NULL, NULL, FALSE, flags);
  properties[PROP_UNDO_LABEL] = g_param_spec_string ("undo-label", NULL, NULL, NULL, flags);
  properties[PROP_REDO_LABEL] = g_param_spec_string ("redo-label", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[COMMITTED] =
    g_signal_new ("committed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_PTR_ARRAY);
}

static void
pp_history_init (PpHistory *self)
{
  self->done = g_ptr_array_new_with_free_func ((GDestroyNotify) _pp_step_free);
  self->undone = g_ptr_array_new_with_free_func ((GDestroyNotify) _pp_step_free);
}

/**
 * pp_history_new:
 * @model: a model
 *
 * Returns: (transfer full): the history of @model from now on, unmodified
 */
PpHistory *
pp_history_new (PpModel *model)
{
  PpHistory *self;

  g_return_val_if_fail (PP_IS_MODEL (model), NULL);

  self = g_object_new (PP_TYPE_HISTORY, NULL);
  self->model = g_object_ref (model);
  return self;
}

PpModel *
pp_history_get_model (PpHistory *self)
{
  g_return_val_if_fail (PP_IS_HISTORY (self), NULL);

  return self->model;
}

static void
notify_state (PpHistory *self)
{
  for (guint i = PROP_CAN_UNDO; i < N_PROPS; i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
}

static PpStep *
last_step (GPtrArray *stack)
{
  return stack->len > 0 ? g_ptr_array_index (stack, stack->len - 1) : NULL;
}

static gboolean
can_merge (PpHistory *self,
           PpStep    *step)
{
  PpStep *last = last_step (self->done);

  return last != NULL && self->undone->len == 0 &&
         self->saved_at != (int) self->done->len &&
         _pp_step_continues (step, last);
}

static void
publish (PpHistory  *self,
         const char *label,
         GPtrArray  *changes)
{
  pp_model_emit_changed (self->model, changes);
  g_signal_emit (self, signals[COMMITTED], 0, label, changes);
  notify_state (self);
}

/* Takes the step, whose changes are in the model already. */
static void
push_step (PpHistory *self,
           PpStep    *step)
{
  g_autofree char *label = g_strdup (step->label);
  g_autoptr (GPtrArray) changes = g_ptr_array_ref (step->changes);

  self->merged = can_merge (self, step);
  if (self->merged)
    {
      _pp_step_merge (last_step (self->done), step);
      _pp_step_free (step);
    }
  else
    {
      if (self->saved_at > (int) self->done->len)
        self->saved_at = -1;
      g_ptr_array_set_size (self->undone, 0);
      g_ptr_array_add (self->done, step);
    }
  publish (self, label, changes);
}

/**
 * pp_history_apply_merged:
 * @self: a history
 * @label: the step's name, for people, not translated yet
 * @merge_key: (nullable): steps of the same key that follow each other closely become one
 * @changes: (element-type PpChange): what to do; an empty list does nothing
 * @error: return location for an error
 *
 * Carries out all of the changes or none. Inside pp_history_begin() and pp_history_commit() they become
 * part of the open step, and @label and @merge_key are not looked at.
 *
 * Returns: whether they were done; else a %PP_MODEL_ERROR
 */
gboolean
pp_history_apply_merged (PpHistory   *self,
                         const char  *label,
                         const char  *merge_key,
                         GPtrArray   *changes,
                         GError     **error)
{
  PpStep *step;

  g_return_val_if_fail (PP_IS_HISTORY (self) && label != NULL && changes != NULL, FALSE);

  if (self->open != NULL)
    return _pp_step_apply (self->open, self->model, changes, error);
  if (changes->len == 0)
    return TRUE;

  step = _pp_step_new (label, merge_key);
  if (!_pp_step_apply (step, self->model, changes, error))
    {
      _pp_step_free (step);
      return FALSE;
    }
  push_step (self, step);
  return TRUE;
}

gboolean
pp_history_apply (PpHistory   *self,
                  const char  *label,
                  GPtrArray   *changes,
                  GError     **error)
{
  return pp_history_apply_merged (self, label, NULL, changes, error);
}

/**
 * pp_history_was_merged:
 * @self: a history
 *
 * For who listens to #PpHistory::committed: whether the changes became part of the step before them.
 *
 * Returns: whether they are no step of their own
 */
gboolean
pp_history_was_merged (PpHistory *self)
{
  g_return_val_if_fail (PP_IS_HISTORY (self), FALSE);

  return self->merged;
}

/**
 * pp_history_end_merge:
 * @self: a history
 *
 * Makes the next change a step of its own, whatever its merge key.
 */
void
pp_history_end_merge (PpHistory *self)
{
  PpStep *last;

  g_return_if_fail (PP_IS_HISTORY (self));

  last = last_step (self->done);
  if (last != NULL)
    g_clear_pointer (&last->merge_key, g_free);
}

/**
 * pp_history_set:
 * @self: a history
 * @label: the step's name
 * @id: a record
 * @field: a field, or `field/key`
 * @value: (nullable): the value that it gets
 * @error: return location for an error
 *
 * Sets one field as one step; does nothing when it has that value already.
 *
 * Returns: whether the field has the value now
 */
gboolean
pp_history_set (PpHistory   *self,
                const char  *label,
                const char  *id,
                const char  *field,
                JsonNode    *value,
                GError     **error)
{
  g_autoptr (GPtrArray) changes = pp_change_list_new ();
  g_autoptr (JsonNode) before = NULL;
  PpRecord *record;

  g_return_val_if_fail (PP_IS_HISTORY (self), FALSE);

  record = pp_model_lookup (self->model, id);
  if (record == NULL)
    {
      g_set_error (error, PP_MODEL_ERROR, PP_MODEL_ERROR_UNKNOWN_ID, "There is no record “%.80s”", id);
      return FALSE;
    }
  before = pp_record_dup_field (record, field);
  if (before == value || (before != NULL && value != NULL && pp_json_equal (before, value)))
    return TRUE;
  g_ptr_array_add (changes, pp_change_new_set (pp_record_get_record_type (record), id, field,
                                               before, value));
  return pp_history_apply (self, label, changes, error);
}

/**
 * pp_history_begin:
 * @self: a history
 * @label: the step's name; that of the outermost counts
 *
 * Opens a step that several calls fill. Every begin needs a commit or a rollback.
 */
void
pp_history_begin (PpHistory  *self,
                  const char *label)
{
  g_return_if_fail (PP_IS_HISTORY (self) && label != NULL);

  if (self->depth++ == 0)
    self->open = _pp_step_new (label, NULL);
}

/**
 * pp_history_commit:
 * @self: a history with an open step
 *
 * Ends a step; the outermost commit puts it on the stack, unless nothing was done.
 *
 * Returns: whether there is a new step now
 */
gboolean
pp_history_commit (PpHistory *self)
{
  PpStep *step;

  g_return_val_if_fail (PP_IS_HISTORY (self) && self->depth > 0, FALSE);

  if (--self->depth > 0 || self->open == NULL)
    return FALSE;
  step = g_steal_pointer (&self->open);
  if (step->changes->len == 0)
    {
      _pp_step_free (step);
      return FALSE;
    }
  push_step (self, step);
  return TRUE;
}

/**
 * pp_history_rollback:
 * @self: a history with an open step
 *
 * Takes back all of the open step, the parts of outer begins too; nobody else hears of it. Outer
 * commits then have nothing left to do.
 */
void
pp_history_rollback (PpHistory *self)
{
  g_return_if_fail (PP_IS_HISTORY (self) && self->depth > 0);

  _pp_step_roll_back (self->open, self->model, 0);
  if (--self->depth == 0)
    g_clear_pointer (&self->open, _pp_step_free);
}

gboolean
pp_history_can_undo (PpHistory *self)
{
  g_return_val_if_fail (PP_IS_HISTORY (self), FALSE);

  return self->open == NULL && self->done->len > 0;
}

gboolean
pp_history_can_redo (PpHistory *self)
{
  g_return_val_if_fail (PP_IS_HISTORY (self), FALSE);

  return self->open == NULL && self->undone->len > 0;
}

/**
 * pp_history_get_undo_label:
 * @self: a history
 *
 * Returns: (transfer none) (nullable): the name of the step that undo would take back
 */
const char *
pp_history_get_undo_label (PpHistory *self)
{
  PpStep *step;

  g_return_val_if_fail (PP_IS_HISTORY (self), NULL);

  step = last_step (self->done);
  return step != NULL ? step->label : NULL;
}

/**
 * pp_history_get_redo_label:
 * @self: a history
 *
 * Returns: (transfer none) (nullable): the name of the step that redo would do again
 */
const char *
pp_history_get_redo_label (PpHistory *self)
{
  PpStep *step;

  g_return_val_if_fail (PP_IS_HISTORY (self), NULL);

  step = last_step (self->undone);
  return step != NULL ? step->label : NULL;
}

static void
replay (PpHistory  *self,
        const char *label,
        GPtrArray  *changes)
{
  for (guint i = 0; i < changes->len; i++)
    {
      g_autoptr (GError) error = NULL;

      /* Only a change that went past the history can make this fail. */
      if (!pp_model_apply_silently (self->model, g_ptr_array_index (changes, i), &error))
        g_error ("The history does not fit the model any more: %s", error->message);
    }
  self->merged = FALSE;
  publish (self, label, changes);
}

/**
 * pp_history_undo:
 * @self: a history
 *
 * Takes back the last step.
 *
 * Returns: whether there was one
 */
gboolean
pp_history_undo (PpHistory *self)
{
  g_autoptr (GPtrArray) inverse = NULL;
  PpStep *step;

  g_return_val_if_fail (PP_IS_HISTORY (self), FALSE);

  if (!pp_history_can_undo (self))
    return FALSE;
  step = g_ptr_array_steal_index (self->done, self->done->len - 1);
  g_clear_pointer (&step->merge_key, g_free);
  g_ptr_array_add (self->undone, step);
  inverse = pp_change_list_invert (step->changes);
  replay (self, step->label, inverse);
  return TRUE;
}

/**
 * pp_history_redo:
 * @self: a history
 *
 * Does again the step that was undone last.
 *
 * Returns: whether there was one
 */
gboolean
pp_history_redo (PpHistory *self)
{
  PpStep *step;

  g_return_val_if_fail (PP_IS_HISTORY (self), FALSE);

  if (!pp_history_can_redo (self))
    return FALSE;
  step = g_ptr_array_steal_index (self->undone, self->undone->len - 1);
  g_ptr_array_add (self->done, step);
  replay (self, step->label, step->changes);
  return TRUE;
}

/**
 * pp_history_mark_saved:
 * @self: a history
 *
 * Remembers that the model as it is now stands in the user's file.
 */
void
pp_history_mark_saved (PpHistory *self)
{
  g_return_if_fail (PP_IS_HISTORY (self));

  self->saved_at = (int) self->done->len;
  self->modified_anyway = FALSE;
  pp_history_end_merge (self);
  notify_state (self);
}

/**
 * pp_history_set_modified:
 * @self: a history
 *
 * Says that no undo leads to what stands in the user's file, as after a recovery.
 */
void
pp_history_set_modified (PpHistory *self)
{
  g_return_if_fail (PP_IS_HISTORY (self));

  self->modified_anyway = TRUE;
  notify_state (self);
}

/**
 * pp_history_is_modified:
 * @self: a history
 *
 * Returns: whether the model differs from what was saved; undoing back to the saved step makes it
 *   unmodified
 */
gboolean
pp_history_is_modified (PpHistory *self)
{
  g_return_val_if_fail (PP_IS_HISTORY (self), FALSE);

  return self->modified_anyway || self->saved_at != (int) self->done->len;
}
