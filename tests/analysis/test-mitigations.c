/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What can be done against attacks: that it is enough, that it is no more than enough, and that the model
 * agrees once it has been done. */

#include <string.h>

#include "pp-fact.h"
#include "pp-history.h"
#include "pp-mitigations.h"
#include "pp-random-model.h"
#include "pp-reconcile.h"
#include "pp-test-analysis.h"

#define N_MODELS 80

static void
add (PpModel      *model,
     PpRecordType  type,
     const char   *id,
     const char   *text)
{
  g_autoptr (JsonNode) node = pp_json_parse (text, strlen (text), NULL, NULL);
  g_autoptr (GError) error = NULL;

  pp_model_add_record (model, type, id, node, &error);
  g_assert_no_error (error);
}

/* An attacker, a shop with two holes that people keep, and a database of orders behind it. */
static PpModel *
shop (void)
{
  PpModel *model = pp_model_new ("m");

  add (model, PP_RECORD_NODE, "attacker", "{\"kind\":\"threat-actor\",\"name\":\"Attacker\"}");
  add (model, PP_RECORD_NODE, "shop", "{\"kind\":\"host\",\"name\":\"Shop\"}");
  add (model, PP_RECORD_NODE, "orders", "{\"kind\":\"store\",\"name\":\"Orders\"}");
  add (model, PP_RECORD_EDGE, "browse", "{\"kind\":\"data-flow\",\"source\":\"attacker\",\"target\":\"shop\"}");
  add (model, PP_RECORD_EDGE, "write", "{\"kind\":\"data-flow\",\"source\":\"shop\",\"target\":\"orders\"}");
  add (model, PP_RECORD_THREAT, "t1",
       "{\"element\":\"shop\",\"title\":\"Injection\",\"severity\":\"High\",\"status\":\"Open\"}");
  add (model, PP_RECORD_THREAT, "t2",
       "{\"element\":\"shop\",\"title\":\"Stolen keys\",\"severity\":\"Low\",\"status\":\"Open\"}");
  return model;
}

typedef struct {
  PpAnalysis       *analysis;
  PpAttackGraph    *graph;
  GPtrArray        *paths;
  PpMitigations    *mitigations;
  PpMitigationPlan *plan;
} Answer;

static void
ask (Answer     *answer,
     PpModel    *model,
     gboolean    with_rules,
     const char *from,
     const char *to)
{
  static const char * const packs[] = {
    "core", "data", "identity", "web", "api", "cloud", "ics", "ai", "privacy", "baseline", NULL,
  };
  const PpAnalysisOptions options = { FALSE, FALSE, with_rules ? NULL : packs };
  const PpOdds *odds = pp_odds_get_default ();

  answer->analysis = analyse (model, &options);
  answer->graph = pp_attack_graph_new (model, answer->analysis, odds, from, to);
  answer->paths = pp_attack_graph_find_paths (answer->graph, 5);
  answer->mitigations = pp_mitigations_new (answer->graph);
  while (!pp_mitigations_collect (answer->mitigations, model, answer->analysis, odds, 0))
    ;
  answer->plan = pp_mitigations_find_plan (answer->mitigations, answer->paths, 10, NULL);
}

static void
answer_clear (Answer *answer)
{
  pp_mitigation_plan_free (answer->plan);
  pp_mitigations_free (answer->mitigations);
  g_ptr_array_unref (answer->paths);
  pp_attack_graph_unref (answer->graph);
  g_object_unref (answer->analysis);
}

static PpMitigation *
nth (GPtrArray *list,
     guint      i)
{
  return g_ptr_array_index (list, i);
}

static void
test_new_controls (void)
{
  g_autoptr (PpModel) model = shop ();
  Answer answer;
  const PpAttackGain *gain;
  const PpOdds *odds = pp_odds_get_default ();
  double past = odds->steps[PP_STEP_FLOW] * odds->steps[PP_STEP_USE];

  ask (&answer, model, FALSE, NULL, "orders");
  g_assert_true (answer.plan->is_possible);
  g_assert_cmpint (answer.plan->cost, ==, 2 * odds->threat_cost);
  g_assert_cmpint (answer.plan->bound, ==, answer.plan->cost);
  g_assert_cmpuint (answer.plan->mitigations->len, ==, 2);
  g_assert_cmpfloat (answer.plan->best_after, ==, 0);
  /* Against the injection first: what is left is the less likely way. */
  g_assert_cmpint (nth (answer.plan->mitigations, 0)->type, ==, PP_MITIGATION_THREAT);
  g_assert_cmpstr (nth (answer.plan->mitigations, 0)->threat, ==, "Injection");
  g_assert_cmpstr (nth (answer.plan->mitigations, 0)->threats[0], ==, "t1");
  gain = pp_mitigation_get_greatest_gain (nth (answer.plan->mitigations, 0));
  g_assert_cmpstr (gain->asset, ==, "orders");
  g_assert_cmpfloat_with_epsilon (gain->before, past * pp_odds_of_severity (odds, "High"), 1e-9);
  g_assert_cmpfloat_with_epsilon (gain->after, past * pp_odds_of_severity (odds, "Low"), 1e-9);
  g_assert_null (pp_mitigation_get_greatest_gain (nth (answer.plan->mitigations, 1)));
  answer_clear (&answer);
}

static void
test_planned_control (void)
{
  g_autoptr (PpModel) model = shop ();
  Answer answer;

  add (model, PP_RECORD_CONTROL, "c",
       "{\"title\":\"Hardened image\",\"status\":\"planned\",\"threats\":[\"t1\",\"t2\"]}");
  ask (&answer, model, FALSE, NULL, "orders");
  g_assert_cmpuint (answer.plan->mitigations->len, ==, 1);
  g_assert_cmpint (nth (answer.plan->mitigations, 0)->type, ==, PP_MITIGATION_CONTROL);
  g_assert_cmpstr (nth (answer.plan->mitigations, 0)->control, ==, "c");
  g_assert_cmpuint (g_strv_length (nth (answer.plan->mitigations, 0)->threats), ==, 2);
  g_assert_cmpfloat (nth (answer.plan->mitigations, 0)->best_after, ==, 0);
  g_assert_cmpuint (answer.plan->singles->len, ==, 1);
  answer_clear (&answer);
}

/* A store that an attacker talks to needs no threat, so nothing that can be stated helps. */
static void
test_structure (void)
{
  g_autoptr (PpModel) model = shop ();
  Answer answer;

  add (model, PP_RECORD_EDGE, "direct", "{\"kind\":\"data-flow\",\"source\":\"attacker\",\"target\":\"orders\"}");
  ask (&answer, model, FALSE, NULL, "orders");
  g_assert_true (answer.plan->is_possible);
  g_assert_cmpuint (answer.plan->mitigations->len, ==, 3);
  g_assert_cmpint (nth (answer.plan->mitigations, 0)->type, ==, PP_MITIGATION_FLOW);
  g_assert_cmpstr (nth (answer.plan->mitigations, 0)->element, ==, "direct");
  g_assert_false (pp_mitigation_can_be_stated (nth (answer.plan->mitigations, 0)));
  for (guint i = 0; i < answer.plan->singles->len; i++)
    g_assert_true (pp_mitigation_can_be_stated (nth (answer.plan->singles, i)));
  answer_clear (&answer);
}

static void
test_flat_zone (void)
{
  g_autoptr (PpModel) model = pp_model_new ("m");
  Answer answer;
  const PpEvidence *edit;

  add (model, PP_RECORD_NODE, "zone", "{\"kind\":\"trust-boundary-box\",\"facts\":{"
       "\"segmented\":{\"value\":false,\"source\":\"person\"}}}");
  add (model, PP_RECORD_NODE, "attacker", "{\"kind\":\"threat-actor\"}");
  add (model, PP_RECORD_NODE, "shop", "{\"kind\":\"host\"}");
  add (model, PP_RECORD_THREAT, "t1",
       "{\"element\":\"shop\",\"title\":\"Injection\",\"severity\":\"High\",\"status\":\"Open\"}");
  add (model, PP_RECORD_THREAT, "t2", "{\"element\":\"shop\",\"severity\":\"High\",\"status\":\"Open\"}");
  for (guint i = 3; i < 9; i++)
    {
      g_autofree char *id = g_strdup_printf ("t%u", i);

      add (model, PP_RECORD_THREAT, id, "{\"element\":\"shop\",\"severity\":\"Low\",\"status\":\"Open\"}");
    }
  add (model, PP_RECORD_LAYOUT, "l", "{\"placements\":{"
       "\"zone\":{\"x\":0,\"y\":0,\"width\":600,\"height\":300,\"z\":-1},"
       "\"attacker\":{\"x\":50,\"y\":50,\"width\":100,\"height\":100},"
       "\"shop\":{\"x\":300,\"y\":50,\"width\":100,\"height\":100}}}");
  ask (&answer, model, FALSE, NULL, "shop");
  g_assert_cmpuint (answer.paths->len, ==, 5);
  /* Walls in the zone cost less than eight controls. */
  g_assert_cmpuint (answer.plan->mitigations->len, ==, 1);
  g_assert_cmpint (nth (answer.plan->mitigations, 0)->type, ==, PP_MITIGATION_FACTS);
  edit = g_ptr_array_index (nth (answer.plan->mitigations, 0)->remedy->edits, 0);
  g_assert_cmpstr (edit->element, ==, "zone");
  g_assert_cmpstr (edit->property, ==, "segmented");
  answer_clear (&answer);
}

static void
set (PpHistory  *history,
     const char *id,
     const char *field,
     JsonNode   *value)
{
  g_autoptr (JsonNode) owned = value;
  g_autoptr (GError) error = NULL;

  pp_history_set (history, "Test", id, field, owned, &error);
  g_assert_no_error (error);
}

static void
do_it (PpHistory          *history,
       PpAnalysis         *analysis,
       const PpMitigation *mitigation)
{
  for (guint i = 0; mitigation->remedy != NULL && i < mitigation->remedy->edits->len; i++)
    {
      const PpEvidence *edit = g_ptr_array_index (mitigation->remedy->edits, i);
      g_autofree char *field = g_strconcat ("facts/", edit->property, NULL);

      set (history, edit->element, field, pp_fact_new (edit->value, PP_FACT_SOURCE_PERSON, NULL));
    }
  for (guint i = 0; mitigation->threats[i] != NULL && mitigation->remedy == NULL; i++)
    set (history, mitigation->threats[i], "status",
         json_node_init_string (json_node_alloc (), "Mitigated"));
  if (mitigation->rule != NULL)
    {
      GPtrArray *findings = pp_analysis_peek_findings_of (analysis, mitigation->element);

      for (guint i = 0; i < findings->len; i++)
        {
          PpFinding *finding = g_ptr_array_index (findings, i);
          g_autoptr (GPtrArray) changes = NULL;
          g_autofree char *id = NULL;

          if (strcmp (finding->rule->id, mitigation->rule) != 0)
            continue;
          changes = pp_reconcile_add (analysis, finding, &id);
          g_assert_true (pp_history_apply (history, "Test", changes, NULL));
          set (history, id, "status", json_node_init_string (json_node_alloc (), "Mitigated"));
        }
    }
}

/* An attack that is drawn is closed by dealing with the threat that the rules find it to be. */
static void
test_drawn_attack (void)
{
  g_autoptr (PpModel) model = pp_model_new ("m");
  g_autoptr (PpHistory) history = pp_history_new (model);
  Answer answer, after;

  add (model, PP_RECORD_NODE, "attacker", "{\"kind\":\"threat-actor\",\"name\":\"Attacker\"}");
  add (model, PP_RECORD_NODE, "orders", "{\"kind\":\"store\",\"name\":\"Orders\"}");
  add (model, PP_RECORD_EDGE, "break",
       "{\"kind\":\"attack\",\"name\":\"break in\",\"source\":\"attacker\",\"target\":\"orders\","
       "\"techniques\":[\"T1190\"]}");
  ask (&answer, model, TRUE, "attacker", "orders");
  g_assert_cmpuint (answer.paths->len, >, 0);
  g_assert_true (answer.plan->is_possible);
  g_assert_cmpuint (answer.plan->mitigations->len, ==, 1);
  g_assert_cmpint (nth (answer.plan->mitigations, 0)->type, ==, PP_MITIGATION_THREAT);
  g_assert_cmpstr (nth (answer.plan->mitigations, 0)->rule, ==, "CORE-31");
  do_it (history, answer.analysis, nth (answer.plan->mitigations, 0));
  ask (&after, model, TRUE, "attacker", "orders");
  g_assert_cmpuint (after.paths->len, ==, 0);
  answer_clear (&answer);
  answer_clear (&after);
}

/* On drawings that nobody would make: what the plan says is enough, and once it is stated there is no path
 * in the model either. */
static void
test_random_models (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (5);
  guint n_plans = 0, n_stated = 0;

  for (guint i = 0; i < N_MODELS; i++)
    {
      g_autoptr (PpModel) model = pp_random_model_new (random, 10, 18, 1);
      g_autoptr (PpHistory) history = pp_history_new (model);
      gboolean all_stated = TRUE;
      Answer answer, same, after;

      ask (&answer, model, TRUE, NULL, NULL);
      ask (&same, model, TRUE, NULL, NULL);
      g_assert_cmpint (answer.plan->cost, ==, same.plan->cost);
      g_assert_cmpuint (answer.plan->mitigations->len, ==, same.plan->mitigations->len);
      g_assert_cmpint (answer.plan->bound, <=, answer.plan->cost);
      for (guint j = 0; j < answer.plan->mitigations->len; j++)
        {
          g_assert_cmpstr (nth (answer.plan->mitigations, j)->key, ==, nth (same.plan->mitigations, j)->key);
          all_stated = all_stated && pp_mitigation_can_be_stated (nth (answer.plan->mitigations, j));
        }
      answer_clear (&same);
      if (answer.paths->len > 0 && answer.plan->is_possible)
        {
          n_plans++;
          g_assert_cmpfloat (answer.plan->best_before, >, 0);
          g_assert_cmpfloat (answer.plan->best_after, ==, 0);
        }
      if (answer.paths->len > 0 && answer.plan->is_possible && all_stated)
        {
          n_stated++;
          for (guint j = 0; j < answer.plan->mitigations->len; j++)
            do_it (history, answer.analysis, nth (answer.plan->mitigations, j));
          ask (&after, model, TRUE, NULL, NULL);
          g_assert_cmpuint (after.paths->len, ==, 0);
          answer_clear (&after);
        }
      answer_clear (&answer);
    }
  g_assert_cmpuint (n_plans, >, 20);
  g_assert_cmpuint (n_stated, >, 3);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/analysis/mitigations/new-controls", test_new_controls);
  g_test_add_func ("/analysis/mitigations/planned-control", test_planned_control);
  g_test_add_func ("/analysis/mitigations/structure", test_structure);
  g_test_add_func ("/analysis/mitigations/flat-zone", test_flat_zone);
  g_test_add_func ("/analysis/mitigations/drawn-attack", test_drawn_attack);
  g_test_add_func ("/analysis/mitigations/random-models", test_random_models);
  return g_test_run ();
}
