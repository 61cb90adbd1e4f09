/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Findings as SARIF 2.1.0 (OASIS Standard, 27 March 2020), for code scanning and trackers. An element is
 * a logical location; the place in the file is its first line, since a model is no text but GitHub wants one. */

#include "pp-findings.h"

#include "pp-release.h"

#include <string.h>

#define SCHEMA "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"

static const char *
level_of (PpSeverity severity)
{
  switch (severity)
    {
    case PP_SEVERITY_CRITICAL:
    case PP_SEVERITY_HIGH:
      return "error";
    case PP_SEVERITY_MEDIUM:
      return "warning";
    default:
      return "note";
    }
}

/* Braces are doubled, because single ones stand for arguments (section 3.11.5). */
static JsonObject *
message_new (const char *text)
{
  JsonObject *message = json_object_new ();
  g_autoptr (GString) escaped = g_string_new (text);

  g_string_replace (escaped, "{", "{{", 0);
  g_string_replace (escaped, "}", "}}", 0);
  json_object_set_string_member (message, "text", escaped->str);
  return message;
}

/* What a rule finds, of no element in particular. */
static char *
dup_general_title (const PpRule *rule)
{
  g_autoptr (GString) title = g_string_new (rule->title);

  g_string_replace (title, "{name}", "an element", 0);
  g_string_replace (title, "{source.name}", "the source of a flow", 0);
  g_string_replace (title, "{target.name}", "the target of a flow", 0);
  title->str[0] = g_ascii_toupper (title->str[0]);
  return g_strdup (title->str);
}

static JsonArray *
tags_of (const PpRule *rule)
{
  char ** const lists[] = { rule->cwe, rule->capec, rule->attack, rule->atlas, rule->owasp };
  JsonArray *tags = json_array_new ();

  json_array_add_string_element (tags, "security");
  json_array_add_string_element (tags, rule->pack);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    for (guint j = 0; lists[i][j] != NULL; j++)
      json_array_add_string_element (tags, lists[i][j]);
  return tags;
}

/* In the middle of what GitHub calls low, medium, high and critical, as with scores of CVSS. */
static const char *
score_of (PpSeverity severity)
{
  switch (severity)
    {
    case PP_SEVERITY_CRITICAL:
      return "9.5";
    case PP_SEVERITY_HIGH:
      return "8.0";
    case PP_SEVERITY_MEDIUM:
      return "5.5";
    default:
      return "2.0";
    }
}

/* What GitHub's code scanning asks for beyond the standard: it knows severities of rules only, so a rule has that
 * of the worst that it found. */
static JsonObject *
rule_properties (const PpRule *rule,
                 PpSeverity    worst)
{
  JsonObject *properties = json_object_new ();

  json_object_set_array_member (properties, "tags", tags_of (rule));
  json_object_set_string_member (properties, "precision", rule->prompt ? "low" : "medium");
  json_object_set_string_member (properties, "security-severity", score_of (worst));
  return properties;
}

static JsonObject *
rule_to_sarif (const PpRule *rule,
               PpSeverity    worst)
{
  JsonObject *object = json_object_new (), *configuration = json_object_new ();
  g_autofree char *title = dup_general_title (rule);
  const char *why = *rule->why != '\0' ? rule->why : title;

  json_object_set_string_member (configuration, "level", rule->prompt ? "none" : level_of (worst));
  json_object_set_string_member (object, "id", rule->id);
  json_object_set_string_member (object, "name", rule->weakness);
  json_object_set_object_member (object, "shortDescription", message_new (title));
  json_object_set_object_member (object, "fullDescription", message_new (why));
  json_object_set_object_member (object, "help", message_new (why));
  json_object_set_object_member (object, "defaultConfiguration", configuration);
  json_object_set_object_member (object, "properties", rule_properties (rule, worst));
  return object;
}

static PpSeverity
find_worst (GPtrArray    *findings,
            const PpRule *rule)
{
  PpSeverity worst = PP_SEVERITY_LOW;

  for (guint i = 0; i < findings->len; i++)
    {
      const PpFinding *finding = g_ptr_array_index (findings, i);

      if (finding->rule == rule)
        worst = MAX (worst, finding->severity);
    }
  return worst;
}

/* The rules that found something, once each, in the order of the findings. */
static JsonArray *
rules_to_sarif (GPtrArray  *findings,
                GHashTable *indices)
{
  JsonArray *rules = json_array_new ();

  for (guint i = 0; i < findings->len; i++)
    {
      const PpFinding *finding = g_ptr_array_index (findings, i);

      if (g_hash_table_contains (indices, finding->rule))
        continue;
      g_hash_table_insert (indices, (gpointer) finding->rule,
                           GUINT_TO_POINTER (json_array_get_length (rules)));
      json_array_add_object_element (rules, rule_to_sarif (finding->rule, find_worst (findings, finding->rule)));
    }
  return rules;
}

static JsonObject *
logical_location_of (PpModel    *model,
                     const char *id)
{
  PpElement *element = pp_model_lookup_element (model, id);
  JsonObject *location = json_object_new ();

  if (element != NULL && *pp_element_get_name (element) != '\0')
    json_object_set_string_member (location, "name", pp_element_get_name (element));
  json_object_set_string_member (location, "fullyQualifiedName", id);
  json_object_set_string_member (location, "kind", "element");
  return location;
}

static JsonArray *
locations_of (PpModel                 *model,
              const PpFinding         *finding,
              const PpFindingsOptions *options)
{
  JsonArray *locations = json_array_new (), *logical = json_array_new ();
  JsonObject *location = json_object_new ();

  if (options->uri != NULL)
    {
      JsonObject *physical = json_object_new (), *artifact = json_object_new (), *region = json_object_new ();

      json_object_set_string_member (artifact, "uri", options->uri);
      json_object_set_int_member (region, "startLine", 1);
      json_object_set_object_member (physical, "artifactLocation", artifact);
      json_object_set_object_member (physical, "region", region);
      json_object_set_object_member (location, "physicalLocation", physical);
    }
  json_array_add_object_element (logical, logical_location_of (model, finding->element));
  json_object_set_array_member (location, "logicalLocations", logical);
  json_array_add_object_element (locations, location);
  return locations;
}

/* A decision that a person recorded in the model takes a result off the list, and stays visible. */
static void
set_suppression (JsonObject      *result,
                 const PpFinding *finding,
                 PpModel         *model)
{
  const char *status = pp_finding_get_status (finding, model);
  JsonArray *suppressions = json_array_new ();

  if (strcmp (status, "Open") != 0)
    {
      JsonObject *suppression = json_object_new ();

      json_object_set_string_member (suppression, "kind", "external");
      json_object_set_string_member (suppression, "justification", status);
      json_array_add_object_element (suppressions, suppression);
    }
  json_object_set_array_member (result, "suppressions", suppressions);
}

static void
set_properties (JsonObject      *result,
                const PpFinding *finding)
{
  JsonObject *properties = json_object_new ();

  json_object_set_string_member (properties, "severity", pp_severity_to_string (finding->severity));
  json_object_set_string_member (properties, "confidence", pp_confidence_to_string (finding->confidence));
  json_object_set_string_member (properties, "methodology", finding->methodology);
  json_object_set_string_member (properties, "category", finding->category);
  json_object_set_object_member (result, "properties", properties);
}

static JsonObject *
finding_to_sarif (PpModel                 *model,
                  const PpFinding         *finding,
                  GHashTable              *indices,
                  const PpFindingsOptions *options)
{
  JsonObject *result = json_object_new (), *fingerprints = json_object_new ();
  g_autofree char *identity = g_strdup_printf ("%s@%s", finding->rule->id, finding->element);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, identity, -1);
  g_autofree char *line_hash = g_strdup_printf ("%.16s:1", hash);

  json_object_set_string_member (result, "ruleId", finding->rule->id);
  json_object_set_int_member (result, "ruleIndex",
                              GPOINTER_TO_UINT (g_hash_table_lookup (indices, finding->rule)));
  json_object_set_string_member (result, "kind", finding->rule->prompt ? "review" : "fail");
  json_object_set_string_member (result, "level",
                                 finding->rule->prompt ? "none" : level_of (finding->severity));
  json_object_set_object_member (result, "message", message_new (finding->title));
  json_object_set_array_member (result, "locations", locations_of (model, finding, options));
  json_object_set_string_member (fingerprints, "ruleAndElement/v1", identity);
  /* The only one by which GitHub tells that a result is the same as before. */
  json_object_set_string_member (fingerprints, "primaryLocationLineHash", line_hash);
  json_object_set_object_member (result, "partialFingerprints", fingerprints);
  set_suppression (result, finding, model);
  set_properties (result, finding);
  return result;
}

static JsonObject *
tool_new (JsonArray  *rules,
          const char *version)
{
  JsonObject *tool = json_object_new (), *driver = json_object_new ();

  json_object_set_string_member (driver, "name", "Parapet");
  if (version != NULL)
    json_object_set_string_member (driver, "version", version);
  json_object_set_array_member (driver, "rules", rules);
  json_object_set_object_member (tool, "driver", driver);
  return tool;
}

/* What SARIF has no place for stands in a property bag. */
static void
set_marking (JsonObject *run,
             PpModel    *model)
{
  g_autoptr (PpMarking) marking = pp_model_dup_overall_marking (model);
  g_autofree char *banner = pp_marking_to_banner (marking);
  JsonObject *properties;

  if (pp_marking_is_empty (marking))
    return;
  properties = json_object_new ();
  json_object_set_string_member (properties, "marking", banner);
  json_object_set_object_member (run, "properties", properties);
}

/**
 * pp_findings_to_sarif:
 * @analysis: an analysis that has run
 * @options: what of it
 *
 * Returns: (transfer full): a log with one run
 */
JsonNode *
pp_findings_to_sarif (PpAnalysis              *analysis,
                      const PpFindingsOptions *options)
{
  g_autoptr (GPtrArray) findings = pp_analysis_list_findings (analysis, options->scope);
  g_autoptr (GHashTable) indices = g_hash_table_new (NULL, NULL);
  JsonArray *rules = rules_to_sarif (findings, indices);
  JsonArray *results = json_array_new (), *runs = json_array_new ();
  JsonObject *run = json_object_new (), *log = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  for (guint i = 0; i < findings->len; i++)
    json_array_add_object_element (results, finding_to_sarif (pp_analysis_get_model (analysis),
                                                              g_ptr_array_index (findings, i), indices, options));
  json_object_set_object_member (run, "tool", tool_new (rules, options->version));
  json_object_set_string_member (run, "columnKind", "unicodeCodePoints");
  set_marking (run, pp_analysis_get_model (analysis));
  json_object_set_array_member (run, "results", results);
  json_array_add_object_element (runs, run);
  json_object_set_string_member (log, "$schema", SCHEMA);
  json_object_set_string_member (log, "version", "2.1.0");
  json_object_set_array_member (log, "runs", runs);
  json_node_take_object (node, log);
  return node;
}
