/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-threat-words.h"

#include <glib/gi18n.h>

#include "pp-kinds.h"
#include "pp-methodologies.h"

/* Rules name a category with a letter or a key; files have the words of the method. */
static const struct {
  const char *key;
  const char *word;
} categories[] = {
  { "S", "Spoofing" },
  { "T", "Tampering" },
  { "R", "Repudiation" },
  { "I", "Information disclosure" },
  { "D", "Denial of service" },
  { "E", "Elevation of privilege" },
  { "nonRepudiation", "Non-repudiation" },
  { "disclosureOfInformation", "Disclosure of information" },
  { "nonCompliance", "Non-compliance" },
};

/* What the drawing tells, and what is worked out of it: no kind offers these as facts. */
static const struct {
  const char *property;
  const char *label;
} properties[] = {
  { "crosses", N_("Crosses a trust boundary") },
  { "crossings", N_("Trust boundaries crossed") },
  { "internet", N_("Can be reached from the internet") },
  { "exposed", N_("Exposed") },
  { "zone", N_("Zone") },
  { "zoneType", N_("Type of zone") },
  { "source", N_("Source") },
  { "target", N_("Target") },
  { "kind", N_("Kind") },
  { "edge", N_("Kind of connection") },
  { "name", N_("Name") },
  { "attack", N_("Technique") },
  { "protocol", N_("Protocol") },
  { "bidirectional", N_("Bidirectional") },
  { "inflows", N_("Incoming flows") },
  { "outflows", N_("Outgoing flows") },
};

const char *
pp_threat_words_category (const char *category)
{
  const char *known = pp_threat_category_resolve (category);

  for (guint i = 0; category != NULL && i < G_N_ELEMENTS (categories); i++)
    if (g_str_equal (categories[i].key, category))
      return categories[i].word;
  return known != NULL ? known : category != NULL ? category : "";
}

const char *
pp_threat_words_severity (int severity)
{
  static const char * const words[] = { N_("Low"), N_("Medium"), N_("High"), N_("Critical") };

  return severity >= 0 && severity < (int) G_N_ELEMENTS (words) ? gettext (words[severity]) : _("Undecided");
}

const char *
pp_threat_words_severity_class (int severity)
{
  static const char * const classes[] = {
    "severity-low", "severity-medium", "severity-high", "severity-critical"
  };

  return severity >= 0 && severity < (int) G_N_ELEMENTS (classes) ? classes[severity] : "severity-low";
}

const char *
pp_threat_words_confidence (PpConfidence confidence)
{
  switch (confidence)
    {
    case PP_CONFIDENCE_ASSUMED:
      return _("Assumed");
    case PP_CONFIDENCE_GUESSED:
      return _("Guessed");
    case PP_CONFIDENCE_STATED:
    default:
      return _("Stated");
    }
}

const char *
pp_threat_words_origin (PpOrigin origin)
{
  switch (origin)
    {
    case PP_ORIGIN_DRAWN:
      return _("drawn");
    case PP_ORIGIN_TYPED:
      return _("stated");
    case PP_ORIGIN_IMPORTED:
      return _("from a file");
    case PP_ORIGIN_OBSERVED:
      return _("seen in traffic");
    case PP_ORIGIN_DERIVED:
      return _("worked out");
    case PP_ORIGIN_GUESSED:
      return _("guessed from the name");
    case PP_ORIGIN_NOT_STATED:
    default:
      return _("not stated");
    }
}

const char *
pp_threat_words_property (const char *property)
{
  const PpFactDefinition *fact = pp_kinds_find_fact (pp_kinds_get_default (), property);

  if (fact != NULL)
    return gettext (fact->label);
  for (guint i = 0; i < G_N_ELEMENTS (properties); i++)
    if (g_str_equal (properties[i].property, property))
      return gettext (properties[i].label);
  return property;
}

static char *
join_values (JsonArray *array)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      g_autofree char *value = pp_threat_words_dup_value (json_array_get_element (array, i));

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", value);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
pp_threat_words_dup_value (JsonNode *value)
{
  if (value == NULL || JSON_NODE_HOLDS_NULL (value))
    return g_strdup (_("not stated"));
  if (JSON_NODE_HOLDS_ARRAY (value))
    return join_values (json_node_get_array (value));
  if (!JSON_NODE_HOLDS_VALUE (value))
    return g_strdup ("…");
  switch (json_node_get_value_type (value))
    {
    case G_TYPE_BOOLEAN:
      return g_strdup (json_node_get_boolean (value) ? _("yes") : _("no"));
    case G_TYPE_STRING:
      return g_strdup (json_node_get_string (value));
    default:
      return g_strdup_printf ("%g", json_node_get_double (value));
    }
}

char *
pp_threat_words_dup_element (PpModel    *model,
                             const char *element_id)
{
  PpElement *element = pp_model_lookup_element (model, element_id);
  g_autofree char *source = NULL, *target = NULL;

  if (element == NULL)
    return g_strdup (_("Unnamed"));
  if (*pp_element_get_name (element) != '\0')
    return g_strdelimit (g_strdup (pp_element_get_name (element)), "\n\r", ' ');
  if (!PP_IS_EDGE (element) || pp_edge_get_source (PP_EDGE (element)) == NULL
      || pp_edge_get_target (PP_EDGE (element)) == NULL
      || pp_model_lookup_node (model, pp_edge_get_source (PP_EDGE (element))) == NULL
      || pp_model_lookup_node (model, pp_edge_get_target (PP_EDGE (element))) == NULL)
    return g_strdup (gettext (pp_kind_get_label (pp_kinds_resolve (pp_kinds_get_default (),
                                                                  pp_element_get_kind (element),
                                                                  PP_IS_EDGE (element)))));
  source = pp_threat_words_dup_element (model, pp_edge_get_source (PP_EDGE (element)));
  target = pp_threat_words_dup_element (model, pp_edge_get_target (PP_EDGE (element)));
  return g_strdup_printf ("%s → %s", source, target);
}

char *
pp_threat_words_dup_fact (const PpEvidence *evidence)
{
  g_autofree char *value = pp_threat_words_dup_value (evidence->value);

  /* Translators: a property and its value, such as “Encrypted: no”. */
  return g_strdup_printf (_("%s: %s"), pp_threat_words_property (evidence->property), value);
}
