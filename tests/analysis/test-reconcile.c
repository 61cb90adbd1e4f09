/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Findings become threats, and stay themselves through all that happens to a model. */

#include "pp-edit.h"
#include "pp-random-model.h"
#include "pp-reconcile.h"
#include "pp-rule-files.h"
#include "pp-test-analysis.h"

static void
add_record (PpModel      *model,
            PpRecordType  type,
            const char   *id,
            const char   *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = pp_json_parse (text, strlen (text), NULL, &error);

  g_assert_no_error (error);
  pp_model_add_record (model, type, id, node, &error);
  g_assert_no_error (error);
}

/* A log that can be changed, and a service that is out of date. */
static PpModel *
make_model (void)
{
  PpModel *model = pp_model_new ("m");

  add_record (model, PP_RECORD_NODE, "log",
              "{\"kind\":\"store\",\"name\":\"Log\",\"facts\":{\"log\":{\"value\":true,\"source\":\"person\"}}}");
  add_record (model, PP_RECORD_NODE, "service",
              "{\"kind\":\"process\",\"name\":\"Service\",\"facts\":{\"outdated\":{\"value\":true,\"source\":\"person\"}}}");
  return model;
}

static void
apply (PpModel    *model,
       PpAnalysis *analysis,
       GPtrArray  *changes)
{
  g_autoptr (GError) error = NULL;

  pp_model_apply (model, changes, &error);
  g_assert_no_error (error);
  g_assert_true (pp_analysis_update (analysis, changes));
}

static guint
reconcile (PpModel    *model,
           PpAnalysis *analysis)
{
  g_autoptr (GPtrArray) changes = pp_reconcile (analysis, TRUE);

  apply (model, analysis, changes);
  return changes->len;
}

static void
set_field (PpModel    *model,
           PpAnalysis *analysis,
           const char *id,
           const char *field,
           const char *json)
{
  g_autoptr (GPtrArray) changes = pp_change_list_new ();
  PpRecord *record = pp_model_lookup (model, id);
  g_autoptr (JsonNode) before = pp_record_dup_field (record, field);
  g_autoptr (JsonNode) after = json != NULL ? pp_json_parse (json, strlen (json), NULL, NULL) : NULL;

  g_ptr_array_add (changes, pp_change_new_set (pp_record_get_record_type (record), id, field, before, after));
  apply (model, analysis, changes);
}

static PpThreat *
threat_of (PpModel    *model,
           const char *element,
           const char *rule)
{
  GPtrArray *threats = pp_model_peek_threats_of (model, element);

  for (guint i = 0; threats != NULL && i < threats->len; i++)
    if (g_str_equal (pp_threat_get_rule (g_ptr_array_index (threats, i)), rule))
      return g_ptr_array_index (threats, i);
  return NULL;
}

static void
test_new (void)
{
  g_autoptr (PpModel) model = make_model ();
  g_autoptr (PpAnalysis) analysis = analyse (model, NULL);
  PpThreat *threat;

  g_assert_cmpuint (reconcile (model, analysis), >, 0);
  threat = threat_of (model, "log", "CORE-17");
  g_assert_nonnull (threat);
  g_assert_cmpstr (pp_threat_get_title (threat), ==, "Entries of Log can be removed or invented");
  g_assert_cmpstr (pp_threat_get_category (threat), ==, "Repudiation");
  g_assert_cmpstr (pp_threat_get_status (threat), ==, "Open");
  g_assert_cmpstr (pp_threat_get_origin (threat), ==, "rule");
  g_assert_cmpint (pp_threat_get_number (threat), >, 0);
  g_assert_cmpint (pp_info_get_threat_top (pp_model_get_info (model)), ==,
                   pp_model_get_n_records (model, PP_RECORD_THREAT));
  g_assert_true (g_strv_contains (pp_threat_get_references (threat), "CWE-117"));
  g_assert_true (pp_threat_is_still_found (threat));
  g_assert_cmpuint (reconcile (model, analysis), ==, 0);
}

static void
test_follows_the_rule (void)
{
  g_autoptr (PpModel) model = make_model ();
  g_autoptr (PpAnalysis) analysis = analyse (model, NULL);

  reconcile (model, analysis);
  set_field (model, analysis, "log", "name", "\"Journal\"");
  reconcile (model, analysis);
  g_assert_cmpstr (pp_threat_get_title (threat_of (model, "log", "CORE-17")), ==,
                   "Entries of Journal can be removed or invented");
}

static void
test_what_a_person_set_stays (void)
{
  g_autoptr (PpModel) model = make_model ();
  g_autoptr (PpAnalysis) analysis = analyse (model, NULL);
  g_autofree char *id = NULL;
  PpThreat *threat;

  reconcile (model, analysis);
  id = g_strdup (pp_record_get_id (PP_RECORD (threat_of (model, "log", "CORE-17"))));
  set_field (model, analysis, id, "title", "\"Someone cleans the log\"");
  set_field (model, analysis, id, "severity", "\"Low\"");
  set_field (model, analysis, id, "status", "\"Accepted\"");
  set_field (model, analysis, id, "description", "\"We know.\"");
  set_field (model, analysis, "log", "name", "\"Journal\"");
  reconcile (model, analysis);

  threat = pp_model_lookup_threat (model, id);
  g_assert_cmpstr (pp_threat_get_title (threat), ==, "Someone cleans the log");
  g_assert_cmpstr (pp_threat_get_severity (threat), ==, "Low");
  g_assert_cmpstr (pp_threat_get_status (threat), ==, "Accepted");
  g_assert_cmpstr (pp_threat_get_description (threat), ==, "We know.");
}

static void
test_no_longer_found (void)
{
  g_autoptr (PpModel) model = make_model ();
  g_autoptr (PpAnalysis) analysis = analyse (model, NULL);
  guint n_threats;
  PpThreat *threat;

  reconcile (model, analysis);
  n_threats = pp_model_get_n_records (model, PP_RECORD_THREAT);
  set_field (model, analysis, "log", "facts/signed", "{\"value\":true,\"source\":\"person\"}");
  reconcile (model, analysis);
  threat = threat_of (model, "log", "CORE-17");
  g_assert_cmpuint (pp_model_get_n_records (model, PP_RECORD_THREAT), ==, n_threats);
  g_assert_false (pp_threat_is_still_found (threat));
  g_assert_cmpstr (pp_threat_get_status (threat), ==, "Open");
  g_assert_cmpuint (reconcile (model, analysis), ==, 0);

  set_field (model, analysis, "log", "facts/signed", NULL);
  reconcile (model, analysis);
  g_assert_true (pp_threat_is_still_found (threat_of (model, "log", "CORE-17")));
  g_assert_cmpuint (pp_model_get_n_records (model, PP_RECORD_THREAT), ==, n_threats);
}

/* Rules that are off or not there say nothing. */
static void
test_silent_rules (void)
{
  g_autoptr (PpModel) model = make_model ();
  static const char * const off[] = { "core", NULL };
  PpAnalysisOptions options = { .disabled_packs = off };
  g_autoptr (PpAnalysis) analysis = analyse (model, NULL);
  g_autoptr (PpAnalysis) quiet = NULL;

  reconcile (model, analysis);
  add_record (model, PP_RECORD_THREAT, "own",
              "{\"element\":\"log\",\"title\":\"Ours\",\"rule\":\"OWN-1\",\"origin\":\"rule\"}");
  quiet = analyse (model, &options);
  g_assert_cmpuint (reconcile (model, quiet), ==, 0);
  g_assert_true (pp_threat_is_still_found (threat_of (model, "log", "CORE-17")));
}

static void
test_one_finding (void)
{
  g_autoptr (PpModel) model = make_model ();
  g_autoptr (PpAnalysis) analysis = analyse (model, NULL);
  g_autoptr (GPtrArray) findings = pp_analysis_list_findings (analysis, NULL);
  g_autoptr (GPtrArray) changes = NULL;
  g_autofree char *id = NULL;

  g_assert_cmpuint (findings->len, >, 0);
  changes = pp_reconcile_add (analysis, g_ptr_array_index (findings, 0), &id);
  apply (model, analysis, changes);
  g_assert_cmpuint (pp_model_get_n_records (model, PP_RECORD_THREAT), ==, 1);
  g_assert_true (pp_finding_find_threat (g_ptr_array_index (findings, 0), model) ==
                 pp_model_lookup_threat (model, id));
}

static guint
count_open_found (PpModel *model)
{
  guint count = 0;

  for (guint i = 0; i < pp_model_get_n_records (model, PP_RECORD_THREAT); i++)
    count += pp_threat_is_still_found (PP_THREAT (pp_model_peek_record (model, PP_RECORD_THREAT, i)));
  return count;
}

/* Through random edits there is one threat for each finding, and none twice. */
static void
test_random_edits (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (3);
  g_autoptr (PpModel) model = pp_random_model_new (random, 20, 30, 1);
  g_autoptr (PpAnalysis) analysis = analyse (model, NULL);

  for (guint i = 0; i < 150; i++)
    {
      g_autoptr (GPtrArray) changes = pp_random_model_edit (model, random);
      g_autoptr (GPtrArray) findings = NULL, threats = NULL;

      if (changes->len == 0 || !pp_model_apply (model, changes, NULL))
        continue;
      if (!pp_analysis_update (analysis, changes))
        pp_analysis_run (analysis);
      threats = pp_reconcile (analysis, TRUE);
      g_assert_true (pp_model_apply (model, threats, NULL));
      findings = pp_analysis_list_findings (analysis, NULL);
      g_assert_cmpuint (count_open_found (model), ==, findings->len);
    }
}

/* --- Identity: what a person decided finds its threat again ---------------------------------------- */

static void
accept (PpModel    *model,
        PpAnalysis *analysis)
{
  g_autofree char *id = NULL;

  reconcile (model, analysis);
  id = g_strdup (pp_record_get_id (PP_RECORD (threat_of (model, "log", "CORE-17"))));
  set_field (model, analysis, id, "status", "\"Accepted\"");
}

/* Nothing is found anew, and what was decided belongs to what is found. */
static void
assert_decided (PpModel    *model,
                PpAnalysis *analysis,
                const char *element)
{
  g_autoptr (GPtrArray) findings = pp_analysis_list_findings (analysis, NULL);

  for (guint i = 0; i < findings->len; i++)
    {
      const PpFinding *finding = g_ptr_array_index (findings, i);

      if (strcmp (finding->rule->id, "CORE-17") != 0 || strcmp (finding->element, element) != 0)
        continue;
      g_assert_nonnull (pp_finding_find_threat (finding, model));
      g_assert_cmpstr (pp_threat_get_status (pp_finding_find_threat (finding, model)), ==, "Accepted");
      return;
    }
  g_error ("CORE-17 is not found on %s", element);
}

static void
test_identity_through_paste (void)
{
  g_autoptr (PpModel) model = make_model ();
  g_autoptr (PpAnalysis) analysis = NULL;
  g_autoptr (JsonNode) fragment = NULL;
  g_autoptr (GPtrArray) new_ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (GError) error = NULL;
  const char *ids[] = { "log" };
  guint n_threats;

  add_record (model, PP_RECORD_LAYOUT, "all",
              "{\"title\":\"All\",\"placements\":{\"log\":{\"x\":0,\"y\":0,\"width\":90,\"height\":60}}}");
  analysis = analyse (model, NULL);
  accept (model, analysis);
  fragment = pp_edit_copy (model, "all", ids, 1);
  changes = pp_edit_paste (model, "all", fragment, 200, 0, new_ids, &error);
  g_assert_no_error (error);
  g_assert_true (pp_model_apply (model, changes, &error));
  if (!pp_analysis_update (analysis, changes))
    pp_analysis_run (analysis);
  assert_decided (model, analysis, "log");
  for (guint i = 0; i < new_ids->len; i++)
    if (pp_model_lookup_node (model, g_ptr_array_index (new_ids, i)) != NULL)
      assert_decided (model, analysis, g_ptr_array_index (new_ids, i));
  /* The copy's evidence follows; no threat comes or goes. */
  n_threats = pp_model_get_n_records (model, PP_RECORD_THREAT);
  reconcile (model, analysis);
  g_assert_cmpuint (pp_model_get_n_records (model, PP_RECORD_THREAT), ==, n_threats);
  g_assert_cmpuint (reconcile (model, analysis), ==, 0);
}

static void
test_identity_through_files (void)
{
  static const char * const formats[] = { "parapet", "threat-dragon" };

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      const PpFormat *format = pp_formats_lookup (formats[i]);
      g_autoptr (PpModel) model = make_model ();
      g_autoptr (PpAnalysis) analysis = analyse (model, NULL), again = NULL;
      g_autoptr (PpLoss) loss = pp_loss_new ();
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (PpModel) loaded = NULL;
      g_autoptr (GError) error = NULL;

      accept (model, analysis);
      set_field (model, analysis, "log", "name", "\"Journal\"");
      bytes = pp_formats_write (format, model, loss, &error);
      g_assert_no_error (error);
      loaded = pp_formats_read (format, bytes, NULL, NULL, loss, &error);
      g_assert_no_error (error);
      again = analyse (loaded, NULL);
      assert_decided (loaded, again, "log");
      g_assert_cmpuint (pp_model_get_n_records (loaded, PP_RECORD_THREAT), ==,
                        pp_model_get_n_records (model, PP_RECORD_THREAT));
    }
}

/* A rule of the same identifier that says something else is the same rule. */
static void
test_identity_through_rule_updates (void)
{
  static const char text[] =
    "{\"format\":\"parapet-rules\",\"rules\":[{\"id\":\"CORE-17\",\"pack\":\"core\",\"applies\":\"store\","
    "\"category\":{\"STRIDE\":\"T\"},\"weakness\":\"other\",\"when\":\"log and missing(immutable)\","
    "\"title\":\"New words for {name}\",\"likelihood\":1,\"impact\":1}]}";
  g_autoptr (PpModel) model = make_model ();
  g_autoptr (PpAnalysis) analysis = analyse (model, NULL), later = NULL;
  g_autoptr (PpRuleSet) rules = pp_rule_set_new ();
  g_autoptr (GBytes) language = pp_rule_files_get_shipped ("language");
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GError) error = NULL;
  PpAnalysisOptions options = { 0 };

  accept (model, analysis);
  pp_rule_set_load (rules, language, &error);
  g_assert_no_error (error);
  pp_rule_set_load (rules, bytes, &error);
  g_assert_no_error (error);
  later = pp_analysis_new (model, pp_kinds_get_default (), rules, &options);
  pp_analysis_run (later);
  assert_decided (model, later, "log");
  reconcile (model, later);
  assert_decided (model, later, "log");
  g_assert_cmpstr (pp_threat_get_title (threat_of (model, "log", "CORE-17")), ==, "New words for Log");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/analysis/reconcile/new", test_new);
  g_test_add_func ("/analysis/reconcile/follows-the-rule", test_follows_the_rule);
  g_test_add_func ("/analysis/reconcile/what-a-person-set-stays", test_what_a_person_set_stays);
  g_test_add_func ("/analysis/reconcile/no-longer-found", test_no_longer_found);
  g_test_add_func ("/analysis/reconcile/silent-rules", test_silent_rules);
  g_test_add_func ("/analysis/reconcile/one-finding", test_one_finding);
  g_test_add_func ("/analysis/reconcile/random-edits", test_random_edits);
  g_test_add_func ("/analysis/reconcile/identity/paste", test_identity_through_paste);
  g_test_add_func ("/analysis/reconcile/identity/files", test_identity_through_files);
  g_test_add_func ("/analysis/reconcile/identity/rule-updates", test_identity_through_rule_updates);
  return g_test_run ();
}
