/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-past.h"

#include <string.h>

#include "pp-diff.h"

/**
 * pp_past_take_back:
 * @model: a model, or the part of one that the changes are about, as it was after the revision
 * @changes: (element-type PpChange): the changes of the revision
 * @error: return location for a #PpModelError
 *
 * Returns: whether the model is now as it was before the revision
 */
gboolean
pp_past_take_back (PpModel    *model,
                   GPtrArray  *changes,
                   GError    **error)
{
  g_autoptr (GPtrArray) inverse = NULL;

  g_return_val_if_fail (PP_IS_MODEL (model) && changes != NULL, FALSE);

  inverse = pp_change_list_invert (changes);
  return pp_model_apply (model, inverse, error);
}

/* Markings stay as they are, since lowering one needs a reason; so does what tells of lowered ones. Numbers of
 * threats are never given twice. */
static gboolean
stays (const PpChange *change)
{
  if (change->operation != PP_CHANGE_SET)
    return FALSE;
  if (strcmp (change->field, "marking") == 0)
    return TRUE;
  return change->type == PP_RECORD_MODEL &&
         (strcmp (change->field, "threatTop") == 0 || strcmp (change->field, "revision") == 0 ||
          g_str_has_prefix (change->field, "lowerings"));
}

/**
 * pp_past_list_restoring:
 * @now: a model
 * @then: what it was
 *
 * Returns: (transfer full) (element-type PpChange): what makes the model be as it was, save for markings, which stay
 */
GPtrArray *
pp_past_list_restoring (PpModel *now,
                        PpModel *then)
{
  g_autoptr (GPtrArray) all = pp_diff_models (now, then);
  GPtrArray *changes = pp_change_list_new ();

  for (guint i = 0; i < all->len; i++)
    {
      PpChange *change = g_ptr_array_index (all, i);

      if (!stays (change))
        g_ptr_array_add (changes, pp_change_ref (change));
    }
  return changes;
}
