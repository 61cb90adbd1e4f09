/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-finding-words.h"

#include <glib/gi18n.h>
#include <string.h>

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
  { "nonCompliance", "Non-compliance" },
  { "disclosureOfInformation", "Disclosure of information" },
  { "identifiabilityLinkability", "Identifiability & Linkability" },
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
pp_category_get_word (const char *category)
{
  const char *known;

  if (category == NULL)
    return "";
  for (guint i = 0; i < G_N_ELEMENTS (categories); i++)
    if (strcmp (categories[i].key, category) == 0)
      return categories[i].word;
  known = pp_threat_category_resolve (category);
  return known != NULL ? known : category;
}

const char *
pp_property_get_label (PpKinds    *kinds,
                       const char *property)
{
  const PpFactDefinition *fact = pp_kinds_find_fact (kinds, property);

  if (fact != NULL)
    return fact->label;
  for (guint i = 0; i < G_N_ELEMENTS (properties); i++)
    if (strcmp (properties[i].property, property) == 0)
      return properties[i].label;
  return property;
}

const char *
pp_origin_get_label (PpOrigin origin)
{
  switch (origin)
    {
    case PP_ORIGIN_DRAWN:
      return N_("drawn");
    case PP_ORIGIN_TYPED:
      return N_("stated");
    case PP_ORIGIN_IMPORTED:
      return N_("from a file");
    case PP_ORIGIN_OBSERVED:
      return N_("seen in traffic");
    case PP_ORIGIN_DERIVED:
      return N_("worked out");
    case PP_ORIGIN_GUESSED:
      return N_("guessed from the name");
    case PP_ORIGIN_NOT_STATED:
    default:
      return N_("not stated");
    }
}

gboolean
pp_evidence_is_telling (const PpEvidence *evidence)
{
  return strcmp (evidence->property, "kind") != 0 && strcmp (evidence->property, "name") != 0
         && (strcmp (evidence->property, "edge") != 0 || evidence->origin != PP_ORIGIN_DRAWN);
}

int
pp_severity_rank (const char *severity)
{
  static const char * const words[] = { "Low", "Medium", "High", "Critical" };
  const char *known = pp_threat_severity_resolve (severity);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_strcmp0 (known, words[i]) == 0)
      return i;
  return -1;
}
