/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A step of the history: what a person did at once, as a named list of changes. */

#include "pp-step-private.h"

#define MERGE_WINDOW_US (G_USEC_PER_SEC * 3)

PpStep *
_pp_step_new (const char *label,
              const char *merge_key)
{
  PpStep *step = g_new0 (PpStep, 1);

  step->label = g_strdup (label);
  step->merge_key = g_strdup (merge_key);
  step->time = g_get_monotonic_time ();
  step->changes = pp_change_list_new ();
  return step;
}

void
_pp_step_free (PpStep *step)
{
  g_free (step->label);
  g_free (step->merge_key);
  g_ptr_array_unref (step->changes);
  g_free (step);
}

static gboolean
sets_the_same (PpChange *last,
               PpChange *change)
{
  return last->operation == PP_CHANGE_SET && change->operation == PP_CHANGE_SET &&
         last->type == change->type && g_str_equal (last->id, change->id) &&
         g_str_equal (last->field, change->field);
}

/* Whether @step goes on with what @last did, so that a person takes both for one. */
gboolean
_pp_step_continues (PpStep *step,
                    PpStep *last)
{
  return step->merge_key != NULL && g_strcmp0 (last->merge_key, step->merge_key) == 0 &&
         step->time - last->time <= MERGE_WINDOW_US;
}

/* A step that sets the same fields as the one before becomes one with the first values before and the
 * last values after, so that typing a long text does not keep every letter. */
void
_pp_step_merge (PpStep *into,
                PpStep *step)
{
  gboolean same = into->changes->len == step->changes->len;

  for (guint i = 0; same && i < step->changes->len; i++)
    same = sets_the_same (g_ptr_array_index (into->changes, i), g_ptr_array_index (step->changes, i));

  for (guint i = 0; i < step->changes->len; i++)
    {
      PpChange *change = g_ptr_array_index (step->changes, i);

      if (same)
        {
          PpChange *last = g_ptr_array_index (into->changes, i);
          PpChange *merged = pp_change_new_set (last->type, last->id, last->field,
                                                last->before, change->after);

          g_ptr_array_index (into->changes, i) = merged;
          pp_change_unref (last);
        }
      else
        {
          g_ptr_array_add (into->changes, pp_change_ref (change));
        }
    }
  into->time = step->time;
}

void
_pp_step_roll_back (PpStep  *step,
                    PpModel *model,
                    guint    n_changes)
{
  while (step->changes->len > n_changes)
    {
      PpChange *change = g_ptr_array_index (step->changes, step->changes->len - 1);
      g_autoptr (PpChange) inverse = pp_change_invert (change);
      gboolean done = pp_model_apply_silently (model, inverse, NULL);

      g_assert (done);
      g_ptr_array_set_size (step->changes, step->changes->len - 1);
    }
}

gboolean
_pp_step_apply (PpStep     *step,
                PpModel    *model,
                GPtrArray  *changes,
                GError    **error)
{
  guint before = step->changes->len;

  for (guint i = 0; i < changes->len; i++)
    {
      PpChange *change = g_ptr_array_index (changes, i);

      if (!pp_model_apply_silently (model, change, error))
        {
          _pp_step_roll_back (step, model, before);
          return FALSE;
        }
      g_ptr_array_add (step->changes, pp_change_ref (change));
    }
  return TRUE;
}
