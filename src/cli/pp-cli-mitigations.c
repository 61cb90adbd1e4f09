/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-cli-mitigations.h"

#include "pp-cli.h"
#include "pp-cli-document.h"
#include "pp-cli-words.h"

static const char * const type_names[] = {
  [PP_MITIGATION_FACTS] = "facts",
  [PP_MITIGATION_CONTROL] = "control",
  [PP_MITIGATION_THREAT] = "threat",
  [PP_MITIGATION_FLOW] = "flow",
  [PP_MITIGATION_ELEMENT] = "element",
};

/* JSON */

static JsonObject *
edit_to_json (gconstpointer item)
{
  const PpEvidence *edit = item;
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "element", edit->element);
  json_object_set_string_member (object, "property", edit->property);
  json_object_set_member (object, "value", json_node_copy (edit->value));
  return object;
}

static JsonObject *
gain_to_json (gconstpointer item)
{
  const PpAttackGain *gain = item;
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "asset", gain->asset);
  json_object_set_double_member (object, "before", gain->before);
  json_object_set_double_member (object, "after", gain->after);
  return object;
}

static JsonObject *
mitigation_to_json (gconstpointer item)
{
  const PpMitigation *mitigation = item;
  JsonObject *object = json_object_new ();
  JsonArray *threats = json_array_new ();

  for (guint i = 0; mitigation->threats[i] != NULL; i++)
    json_array_add_string_element (threats, mitigation->threats[i]);
  json_object_set_string_member (object, "type", type_names[mitigation->type]);
  json_object_set_string_member (object, "element", mitigation->element);
  if (mitigation->control != NULL)
    json_object_set_string_member (object, "control", mitigation->control);
  if (mitigation->threat != NULL)
    json_object_set_string_member (object, "threat", mitigation->threat);
  if (mitigation->remedy != NULL)
    json_object_set_array_member (object, "facts", pp_cli_list_to_json (mitigation->remedy->edits, edit_to_json));
  json_object_set_array_member (object, "threats", threats);
  json_object_set_int_member (object, "steps", mitigation->n_steps);
  json_object_set_int_member (object, "cost", mitigation->cost);
  json_object_set_double_member (object, "bestBefore", mitigation->best_before);
  json_object_set_double_member (object, "bestAfter", mitigation->best_after);
  json_object_set_array_member (object, "assets", pp_cli_list_to_json (mitigation->gains, gain_to_json));
  return object;
}

JsonObject *
pp_cli_mitigations_to_json (const PpMitigationPlan *plan)
{
  JsonObject *object = json_object_new ();

  json_object_set_boolean_member (object, "possible", plan->is_possible);
  json_object_set_int_member (object, "cost", plan->cost);
  json_object_set_int_member (object, "atLeast", plan->bound);
  json_object_set_double_member (object, "bestBefore", plan->best_before);
  json_object_set_double_member (object, "bestAfter", plan->best_after);
  json_object_set_array_member (object, "set", pp_cli_list_to_json (plan->mitigations, mitigation_to_json));
  json_object_set_array_member (object, "single", pp_cli_list_to_json (plan->singles, mitigation_to_json));
  return object;
}

/* Text */

static char *
dup_what (const PpWording    *wording,
          const PpMitigation *mitigation)
{
  PpModel *model = wording->model;
  g_autofree char *threat = NULL;
  PpRecord *control;

  switch (mitigation->type)
    {
    case PP_MITIGATION_FACTS:
      return pp_cli_dup_facts (model, mitigation->remedy);
    case PP_MITIGATION_CONTROL:
      control = pp_model_lookup (model, mitigation->control);
      return g_strdup_printf (_("put the control “%s” in place"),
                              PP_IS_CONTROL (control) ? pp_control_get_title (PP_CONTROL (control))
                                                      : mitigation->control);
    case PP_MITIGATION_THREAT:
      threat = pp_wording_dup_named (wording, mitigation->threat,
                                     mitigation->rule != NULL ? mitigation->rule : mitigation->threats[0],
                                     mitigation->element);
      return g_strdup_printf (_("%s: mitigate “%s”"), pp_cli_get_name (model, mitigation->element), threat);
    case PP_MITIGATION_FLOW:
      return g_strdup_printf (_("take away or guard the flow “%s”"), pp_cli_get_name (model, mitigation->element));
    case PP_MITIGATION_ELEMENT:
    default:
      return g_strdup_printf (_("harden “%s” altogether"), pp_cli_get_name (model, mitigation->element));
    }
}

static void
append_list (GString         *text,
             const PpWording *wording,
             GPtrArray       *mitigations)
{
  for (guint i = 0; i < mitigations->len; i++)
    {
      const PpMitigation *mitigation = g_ptr_array_index (mitigations, i);
      const PpAttackGain *gain = pp_mitigation_get_greatest_gain (mitigation);
      g_autofree char *what = dup_what (wording, mitigation);

      if (gain != NULL)
        g_string_append_printf (text, "  %s\n     %.3f → %.3f  %s\n", what, gain->before, gain->after,
                                pp_cli_get_name (wording->model, gain->asset));
      else
        g_string_append_printf (text, "  %s\n     %s\n", what, _("changes nothing by itself"));
    }
}

void
pp_cli_append_mitigations (GString                *text,
                           const PpWording        *wording,
                           const PpMitigationPlan *plan)
{
  g_autofree char *cost = g_strdup_printf ("%" G_GINT64_FORMAT, plan->cost);
  g_autofree char *bound = g_strdup_printf ("%" G_GINT64_FORMAT, plan->bound);

  if (plan->best_before <= 0)
    return;
  g_string_append_c (text, '\n');
  if (!plan->is_possible)
    g_string_append (text, _("No set of mitigations leaves no path."));
  else if (plan->cost == plan->bound)
    g_string_append_printf (text, _("The cheapest set of mitigations (cost %s):"), cost);
  else
    g_string_append_printf (text, _("A cheap set of mitigations (cost %s, none costs less than %s):"), cost, bound);
  g_string_append_c (text, '\n');
  append_list (text, wording, plan->mitigations);
  if (plan->singles->len > 0)
    g_string_append_printf (text, "\n%s\n", _("What each by itself buys:"));
  append_list (text, wording, plan->singles);
}
