/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-past.h"

#include <string.h>

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
 * @changes: (element-type PpChange): what makes of a model what it was, see pp_past_compare_async()
 *
 * Returns: (transfer full) (element-type PpChange): the changes that restore it: all but those of markings, which stay
 */
GPtrArray *
pp_past_list_restoring (GPtrArray *changes)
{
  GPtrArray *restoring = pp_change_list_new ();

  for (guint i = 0; i < changes->len; i++)
    {
      PpChange *change = g_ptr_array_index (changes, i);

      if (!stays (change))
        g_ptr_array_add (restoring, pp_change_ref (change));
    }
  return restoring;
}
