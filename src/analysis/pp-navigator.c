/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A heat map as a layer for the ATT&CK Navigator, in version 4.5 of its layer format. The score is 25 to
 * 100 by the highest open severity, 10 where nobody has decided on one and 0 where nothing is open; the
 * number of threats and the coverage stand beside it. */

#include "pp-navigator.h"

#include <string.h>

#include "pp-json.h"
#include "pp-release.h"

#define MAX_COMMENT_LINES 12

/* By severity, from low; with the text of the legend. */
static const struct {
  int         score;
  const char *color;
  const char *label;
} shades[] = {
  { 25, "#fee8c8", "Low" },
  { 50, "#fdbb84", "Medium" },
  { 75, "#e34a33", "High" },
  { 100, "#b30000", "Critical" },
};

/**
 * pp_navigator_knows:
 * @matrix: a matrix
 *
 * Returns: whether the Navigator has this matrix; it has not that of ATLAS
 */
gboolean
pp_navigator_knows (PpMatrix matrix)
{
  return matrix != PP_MATRIX_ATLAS;
}

static int
score_of (const GPtrArray *threats,
          int             *severity)
{
  gboolean open = FALSE;

  *severity = -1;
  for (guint i = 0; i < threats->len; i++)
    {
      const PpHeatThreat *threat = g_ptr_array_index (threats, i);

      open |= threat->is_open;
      if (threat->is_open)
        *severity = MAX (*severity, threat->severity);
    }
  if (*severity >= 0)
    return shades[*severity].score;
  return open ? 10 : 0;
}

static char *
comment_of (const GPtrArray *threats,
            PpModel         *model)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < MIN (threats->len, MAX_COMMENT_LINES); i++)
    {
      const PpHeatThreat *threat = g_ptr_array_index (threats, i);
      PpElement *element = threat->element != NULL ? pp_model_lookup_element (model, threat->element) : NULL;

      g_string_append_printf (text, "%s%s%s%s%s", text->len > 0 ? "\n" : "", threat->is_open ? "" : "[closed] ",
                              threat->title, element != NULL ? " — " : "",
                              element != NULL ? pp_element_get_name (element) : "");
    }
  if (threats->len > MAX_COMMENT_LINES)
    g_string_append_printf (text, "\n… and %u more", threats->len - MAX_COMMENT_LINES);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
add_metadata (JsonArray  *array,
              const char *name,
              const char *value)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "name", name);
  json_object_set_string_member (object, "value", value);
  json_array_add_object_element (array, object);
}

static gboolean
has_threats_below (const PpHeatTechnique *technique)
{
  for (guint i = 0; i < technique->children->len; i++)
    if (((PpHeatTechnique *) g_ptr_array_index (technique->children, i))->threats->len > 0)
      return TRUE;
  return FALSE;
}

static JsonObject *
technique_to_json (const PpHeatTechnique *technique,
                   PpModel               *model)
{
  JsonObject *object = json_object_new ();
  JsonArray *metadata = json_array_new ();
  int severity, score = score_of (technique->threats, &severity);
  g_autofree char *comment = comment_of (technique->threats, model);
  g_autofree char *threats = g_strdup_printf ("%u", technique->threats->len);

  json_object_set_string_member (object, "techniqueID", technique->id);
  json_object_set_int_member (object, "score", score);
  json_object_set_string_member (object, "comment", comment);
  json_object_set_boolean_member (object, "enabled", TRUE);
  if (severity >= 0)
    json_object_set_string_member (object, "color", shades[severity].color);
  if (has_threats_below (technique))
    json_object_set_boolean_member (object, "showSubtechniques", TRUE);
  add_metadata (metadata, "Threats", threats);
  add_metadata (metadata, "Highest open severity", severity >= 0 ? shades[severity].label : "none");
  if (technique->parent == NULL)
    add_metadata (metadata, "Mitigation", pp_coverage_to_string (technique->coverage));
  json_object_set_array_member (object, "metadata", metadata);
  return object;
}

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  return strcmp ((*(PpHeatTechnique * const *) a)->id, (*(PpHeatTechnique * const *) b)->id);
}

/* Each technique with threats once, sub-techniques by themselves, and the parents that show them. */
static GPtrArray *
list_techniques (PpHeatMap *map)
{
  GPtrArray *list = g_ptr_array_new ();
  GPtrArray *tactics = pp_heat_map_get_tactics (map);

  for (guint i = 0; i < tactics->len; i++)
    {
      GPtrArray *techniques = ((PpHeatTactic *) g_ptr_array_index (tactics, i))->techniques;

      for (guint j = 0; j < techniques->len; j++)
        {
          PpHeatTechnique *technique = g_ptr_array_index (techniques, j);

          if (technique->n_threats == 0 || g_ptr_array_find (list, technique, NULL))
            continue;
          g_ptr_array_add (list, technique);
          for (guint k = 0; k < technique->children->len; k++)
            if (((PpHeatTechnique *) g_ptr_array_index (technique->children, k))->threats->len > 0)
              g_ptr_array_add (list, g_ptr_array_index (technique->children, k));
        }
    }
  g_ptr_array_sort (list, compare_ids);
  return list;
}

static JsonObject *
make_versions (PpHeatMap *map)
{
  JsonObject *object = json_object_new ();
  g_auto (GStrv) parts = g_strsplit (pp_heat_map_get_release (map), ".", 2);

  json_object_set_string_member (object, "attack", parts[0] != NULL ? parts[0] : "");
  json_object_set_string_member (object, "navigator", "5.1.0");
  json_object_set_string_member (object, "layer", "4.5");
  return object;
}

static JsonObject *
make_gradient (void)
{
  JsonObject *object = json_object_new ();
  JsonArray *colors = json_array_new ();

  json_array_add_string_element (colors, "#ffffff");
  for (guint i = 0; i < G_N_ELEMENTS (shades); i++)
    json_array_add_string_element (colors, shades[i].color);
  json_object_set_array_member (object, "colors", colors);
  json_object_set_int_member (object, "minValue", 0);
  json_object_set_int_member (object, "maxValue", 100);
  return object;
}

static JsonArray *
make_legend (void)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (shades); i++)
    {
      JsonObject *item = json_object_new ();

      json_object_set_string_member (item, "label", shades[i].label);
      json_object_set_string_member (item, "color", shades[i].color);
      json_array_add_object_element (array, item);
    }
  return array;
}

static JsonObject *
make_layout (void)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "layout", "side");
  json_object_set_boolean_member (object, "showID", TRUE);
  json_object_set_boolean_member (object, "showName", TRUE);
  json_object_set_boolean_member (object, "showAggregateScores", TRUE);
  json_object_set_boolean_member (object, "countUnscored", FALSE);
  json_object_set_string_member (object, "aggregateFunction", "max");
  json_object_set_string_member (object, "expandedSubtechniques", "annotated");
  return object;
}

/* The Navigator shows the name of a layer on its tab and in pictures of it, metadata only where one looks. */
static void
set_marking (JsonObject *layer,
             PpModel    *model,
             const char *title)
{
  g_autoptr (PpMarking) marking = pp_model_dup_overall_marking (model);
  g_autofree char *banner = pp_marking_to_banner (marking);
  g_autofree char *name = NULL;
  JsonArray *metadata;

  if (pp_marking_is_empty (marking))
    {
      json_object_set_string_member (layer, "name", title);
      return;
    }
  name = g_strdup_printf ("%s — %s", banner, title);
  json_object_set_string_member (layer, "name", name);
  metadata = json_array_new ();
  add_metadata (metadata, "Marking", banner);
  json_object_set_array_member (layer, "metadata", metadata);
}

/**
 * pp_navigator_layer_new:
 * @map: a heat map of a matrix that pp_navigator_knows()
 * @model: what it was made of
 *
 * Returns: (transfer full): the layer
 */
JsonNode *
pp_navigator_layer_new (PpHeatMap *map,
                        PpModel   *model)
{
  JsonObject *layer = json_object_new ();
  JsonArray *array = json_array_new ();
  g_autoptr (GPtrArray) techniques = list_techniques (map);
  const char *title = pp_info_get_title (pp_model_get_info (model));
  g_autofree char *domain = NULL;
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  g_return_val_if_fail (pp_navigator_knows (pp_heat_map_get_matrix (map)), NULL);

  domain = g_strconcat (pp_matrix_to_string (pp_heat_map_get_matrix (map)), "-attack", NULL);
  set_marking (layer, model, *title != '\0' ? title : "Threat model");
  json_object_set_object_member (layer, "versions", make_versions (map));
  json_object_set_string_member (layer, "domain", domain);
  json_object_set_string_member (layer, "description", "Threats of a Parapet model by technique. The score is that of "
                                 "the highest open severity.");
  json_object_set_int_member (layer, "sorting", 3);
  json_object_set_object_member (layer, "layout", make_layout ());
  json_object_set_boolean_member (layer, "hideDisabled", FALSE);
  for (guint i = 0; i < techniques->len; i++)
    json_array_add_object_element (array, technique_to_json (g_ptr_array_index (techniques, i), model));
  json_object_set_array_member (layer, "techniques", array);
  json_object_set_object_member (layer, "gradient", make_gradient ());
  json_object_set_array_member (layer, "legendItems", make_legend ());
  json_object_set_boolean_member (layer, "selectTechniquesAcrossTactics", TRUE);
  json_object_set_boolean_member (layer, "selectSubtechniquesWithParent", FALSE);
  json_node_take_object (node, layer);
  return node;
}
