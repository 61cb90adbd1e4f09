/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Controls: what mitigates threats. */

#include "pp-edit-private.h"

/**
 * pp_edit_add_control:
 * @model: a model
 * @title: (nullable): its title
 * @threat_ids: (nullable) (array zero-terminated=1): the threats that it answers
 * @id: (out) (optional) (transfer full): the new control's identifier
 *
 * Adds a control that is planned.
 *
 * Returns: (transfer full) (element-type PpChange): the changes
 */
GPtrArray *
pp_edit_add_control (PpModel             *model,
                     const char          *title,
                     const char * const  *threat_ids,
                     char               **id)
{
  GPtrArray *changes = pp_change_list_new ();
  g_autofree char *control_id = pp_model_new_id ();
  JsonObject *record = json_object_new ();

  if (title != NULL && *title != '\0')
    json_object_set_string_member (record, "title", title);
  json_object_set_string_member (record, "status", "planned");
  if (threat_ids != NULL && threat_ids[0] != NULL)
    {
      JsonArray *threats = json_array_new ();

      for (guint i = 0; threat_ids[i] != NULL; i++)
        json_array_add_string_element (threats, threat_ids[i]);
      json_object_set_array_member (record, "threats", threats);
    }
  _pp_edit_add_record (changes, PP_RECORD_CONTROL, control_id, record);
  if (id != NULL)
    *id = g_steal_pointer (&control_id);
  return changes;
}

/**
 * pp_edit_answer_threat:
 * @model: a model
 * @control_id: a control
 * @threat_id: a threat
 * @answers: whether the control answers the threat from now on, or no longer
 *
 * Returns: (transfer full) (element-type PpChange): the changes; none where it is so already
 */
GPtrArray *
pp_edit_answer_threat (PpModel    *model,
                       const char *control_id,
                       const char *threat_id,
                       gboolean    answers)
{
  GPtrArray *changes = pp_change_list_new ();
  PpRecord *record = pp_model_lookup (model, control_id);
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();
  const char * const *threats;

  if (!PP_IS_CONTROL (record))
    return changes;
  threats = pp_control_get_threats (PP_CONTROL (record));
  if (g_strv_contains (threats, threat_id) == answers)
    return changes;
  for (guint i = 0; threats[i] != NULL; i++)
    if (!g_str_equal (threats[i], threat_id))
      g_ptr_array_add (kept, (char *) threats[i]);
  if (answers)
    g_ptr_array_add (kept, (char *) threat_id);
  _pp_edit_set (changes, record, "threats", _pp_edit_strings_node (kept));
  return changes;
}

/**
 * pp_edit_remove_control:
 * @model: a model
 * @control_id: a control
 *
 * Returns: (transfer full) (element-type PpChange): the changes
 */
GPtrArray *
pp_edit_remove_control (PpModel    *model,
                        const char *control_id)
{
  GPtrArray *changes = pp_change_list_new ();
  PpRecord *record = pp_model_lookup (model, control_id);

  if (PP_IS_CONTROL (record))
    _pp_edit_remove_record (changes, record);
  return changes;
}
