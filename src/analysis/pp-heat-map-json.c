/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A heat map as data, for the command line and for other programs. */

#include "pp-heat-map-private.h"

#include "pp-finding.h"
#include "pp-release.h"

static JsonArray *
elements_of (PpHeatTechnique *technique)
{
  JsonArray *array = json_array_new ();
  g_autoptr (GPtrArray) threats = pp_heat_technique_list_threats (technique);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < threats->len; i++)
    {
      const PpHeatThreat *threat = g_ptr_array_index (threats, i);

      if (threat->element != NULL && g_hash_table_add (seen, threat->element))
        json_array_add_string_element (array, threat->element);
    }
  return array;
}

static JsonObject *
technique_to_json (PpHeatMap       *self,
                   PpHeatTechnique *technique)
{
  JsonObject *object = json_object_new ();
  JsonArray *in_place = json_array_new ();
  JsonArray *missing = json_array_new ();

  json_object_set_string_member (object, "id", technique->id);
  json_object_set_string_member (object, "name", technique->name);
  json_object_set_int_member (object, "threats", technique->n_threats);
  json_object_set_int_member (object, "open", technique->n_open);
  if (technique->severity >= 0)
    json_object_set_string_member (object, "severity", pp_severity_to_string ((PpSeverity) technique->severity));
  json_object_set_string_member (object, "coverage", pp_coverage_to_string (technique->coverage));
  for (guint i = 0; i < technique->mitigations->len; i++)
    {
      const char *mitigation = g_ptr_array_index (technique->mitigations, i);

      json_array_add_string_element (pp_heat_map_is_in_place (self, mitigation) ? in_place : missing, mitigation);
    }
  json_object_set_array_member (object, "inPlace", in_place);
  json_object_set_array_member (object, "missing", missing);
  json_object_set_array_member (object, "elements", elements_of (technique));
  return object;
}

static JsonObject *
tactic_to_json (PpHeatMap    *self,
                PpHeatTactic *tactic)
{
  JsonObject *object = json_object_new ();
  JsonArray *array = json_array_new ();

  json_object_set_string_member (object, "tactic", tactic->short_name);
  json_object_set_string_member (object, "name", tactic->name);
  for (guint i = 0; i < tactic->techniques->len; i++)
    {
      PpHeatTechnique *technique = g_ptr_array_index (tactic->techniques, i);

      if (technique->n_threats > 0)
        json_array_add_object_element (array, technique_to_json (self, technique));
    }
  json_object_set_array_member (object, "techniques", array);
  return object;
}

static JsonArray *
groups_to_json (PpHeatMap *self)
{
  JsonArray *array = json_array_new ();
  g_autoptr (GArray) groups = pp_heat_map_list_groups (self);

  for (guint i = 0; i < groups->len; i++)
    {
      const PpHeatGroup *group = &g_array_index (groups, PpHeatGroup, i);
      JsonObject *object;

      if (group->n_open == 0)
        break;
      object = json_object_new ();
      json_object_set_string_member (object, "id", group->id);
      json_object_set_string_member (object, "name", group->name);
      json_object_set_int_member (object, "open", group->n_open);
      json_object_set_int_member (object, "techniques", group->n_techniques);
      json_array_add_object_element (array, object);
    }
  return array;
}

/**
 * pp_heat_map_to_json:
 * @self: a matrix
 * @model: what it was made of
 *
 * Returns: (transfer full): tactics with the techniques that are in the model, the coverage, the groups
 *   that could do something here, and the `marking` of the whole model
 */
JsonNode *
pp_heat_map_to_json (PpHeatMap *self,
                     PpModel   *model)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonObject *coverage = json_object_new ();
  JsonArray *tactics = json_array_new ();
  PpHeatSummary summary = pp_heat_map_get_summary (self);

  json_object_set_string_member (object, "matrix", pp_matrix_to_string (self->matrix));
  if (self->matrix != PP_MATRIX_ATLAS)
    json_object_set_string_member (object, "release", pp_heat_map_get_release (self));
  json_object_set_int_member (coverage, "covered", summary.n_covered);
  json_object_set_int_member (coverage, "partly", summary.n_partly);
  json_object_set_int_member (coverage, "open", summary.n_open);
  json_object_set_object_member (object, "coverage", coverage);
  for (guint i = 0; i < self->tactics->len; i++)
    json_array_add_object_element (tactics, tactic_to_json (self, g_ptr_array_index (self->tactics, i)));
  json_object_set_array_member (object, "tactics", tactics);
  json_object_set_array_member (object, "groups", groups_to_json (self));
  json_object_set_member (object, "marking", pp_model_overall_marking_to_json (model));
  json_node_take_object (node, object);
  return node;
}
