/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <math.h>
#include <string.h>

#include "pp-attack-graph.h"
#include "pp-random-model.h"
#include "pp-test-analysis.h"

static const PpAnalysisOptions no_options = { FALSE, FALSE, NULL };

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

#define FACT(name, value) "\"" name "\":{\"value\":" value ",\"source\":\"person\"}"
#define BOX(x) "{\"x\":" #x ",\"y\":0,\"width\":100,\"height\":100}"

/* An attacker, a shop with a hole, a database of orders behind it, and a way past the shop that nobody
 * can use. */
static PpModel *
shop (const char *status)
{
  PpModel *model = pp_model_new ("m");
  g_autofree char *threat =
    g_strdup_printf ("{\"element\":\"shop\",\"title\":\"Injection\",\"severity\":\"High\",\"status\":\"%s\","
                     "\"references\":[\"T1190\"]}", status);

  add (model, PP_RECORD_NODE, "attacker", "{\"kind\":\"threat-actor\",\"name\":\"Attacker\"}");
  add (model, PP_RECORD_NODE, "shop", "{\"kind\":\"host\",\"name\":\"Shop\"}");
  add (model, PP_RECORD_NODE, "orders",
       "{\"kind\":\"store\",\"name\":\"Orders\",\"facts\":{" FACT ("sensitivity", "3") "}}");
  add (model, PP_RECORD_EDGE, "browse", "{\"kind\":\"data-flow\",\"source\":\"attacker\",\"target\":\"shop\"}");
  add (model, PP_RECORD_EDGE, "write", "{\"kind\":\"data-flow\",\"source\":\"shop\",\"target\":\"orders\"}");
  add (model, PP_RECORD_THREAT, "t", threat);
  add (model, PP_RECORD_LAYOUT, "l", "{\"placements\":{\"attacker\":" BOX (0) ",\"shop\":" BOX (200)
       ",\"orders\":" BOX (400) ",\"browse\":{},\"write\":{}}}");
  return model;
}

/* Only what the test says, not what the rules find. */
static PpAttackGraph *
graph_of (PpModel    *model,
          const char *from,
          const char *to)
{
  static const char * const packs[] = {
    "core", "data", "identity", "web", "api", "cloud", "ics", "ai", "privacy", "baseline", NULL,
  };
  const PpAnalysisOptions options = { FALSE, FALSE, packs };
  g_autoptr (PpAnalysis) analysis = analyse (model, &options);

  return pp_attack_graph_new (model, analysis, pp_odds_get_default (), from, to);
}

static void
test_path (void)
{
  g_autoptr (PpModel) model = shop ("Open");
  g_autoptr (PpAttackGraph) graph = graph_of (model, NULL, "orders");
  g_autoptr (GPtrArray) paths = pp_attack_graph_find_paths (graph, 10);
  const PpOdds *odds = pp_odds_get_default ();
  const PpAttackPath *path;
  const PpAttackStep *step;

  g_assert_cmpuint (paths->len, ==, 1);
  path = g_ptr_array_index (paths, 0);
  g_assert_cmpstr (path->source, ==, "attacker");
  g_assert_cmpstr (path->target, ==, "orders");
  g_assert_cmpuint (path->steps->len, ==, 3);
  step = g_ptr_array_index (path->steps, 0);
  g_assert_cmpint (step->how, ==, PP_STEP_FLOW);
  g_assert_cmpstr (step->via, ==, "browse");
  step = g_ptr_array_index (path->steps, 1);
  g_assert_cmpint (step->how, ==, PP_STEP_THREAT);
  g_assert_cmpstr (step->threat, ==, "Injection");
  g_assert_cmpstr (step->technique, ==, "T1190");
  step = g_ptr_array_index (path->steps, 2);
  g_assert_cmpint (step->how, ==, PP_STEP_USE);
  g_assert_cmpfloat_with_epsilon (path->odds, odds->steps[PP_STEP_FLOW] * pp_odds_of_severity (odds, "High") *
                                  odds->steps[PP_STEP_USE], 1e-9);
}

static void
test_choke_points_and_cut (void)
{
  g_autoptr (PpModel) model = shop ("Open");
  g_autoptr (PpAttackGraph) graph = graph_of (model, NULL, "orders");
  g_autoptr (GPtrArray) points = pp_attack_graph_find_choke_points (graph);
  g_autoptr (PpAttackCut) cut = pp_attack_graph_find_cut (graph);
  const PpAttackCutPart *part;

  g_assert_cmpuint (points->len, ==, 5);
  g_assert_cmpstr (g_ptr_array_index (points, 1), ==, "browse");
  g_assert_cmpstr (g_ptr_array_index (points, 2), ==, "shop");
  g_assert_cmpuint (cut->parts->len, ==, 1);
  part = g_ptr_array_index (cut->parts, 0);
  g_assert_cmpstr (part->threat_id, ==, "t");
  g_assert_cmpstr (part->element, ==, "shop");
  g_assert_cmpint (cut->cost, ==, pp_odds_get_default ()->threat_cost);
}

static void
test_mitigated_threat_is_no_way (void)
{
  g_autoptr (PpModel) model = shop ("Mitigated");
  g_autoptr (PpAttackGraph) graph = graph_of (model, NULL, "orders");
  g_autoptr (GPtrArray) paths = pp_attack_graph_find_paths (graph, 10);
  g_autoptr (GPtrArray) exposure = pp_attack_graph_find_exposure (graph);

  g_assert_cmpuint (paths->len, ==, 0);
  g_assert_cmpuint (exposure->len, ==, 1);
  g_assert_cmpfloat (((PpAttackReach *) g_ptr_array_index (exposure, 0))->odds, ==, 0);
}

static void
test_control_lowers_odds (void)
{
  g_autoptr (PpModel) without = shop ("Open");
  g_autoptr (PpModel) with = shop ("Open");
  g_autoptr (PpAttackGraph) first = NULL;
  g_autoptr (PpAttackGraph) second = NULL;
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;

  add (with, PP_RECORD_CONTROL, "c", "{\"title\":\"Filter\",\"status\":\"in-place\",\"threats\":[\"t\"]}");
  first = graph_of (without, NULL, "orders");
  second = graph_of (with, NULL, "orders");
  before = pp_attack_graph_find_exposure (first);
  after = pp_attack_graph_find_exposure (second);
  g_assert_cmpfloat_with_epsilon (((PpAttackReach *) g_ptr_array_index (after, 0))->odds,
                                  ((PpAttackReach *) g_ptr_array_index (before, 0))->odds *
                                  pp_odds_past_control (pp_odds_get_default (), "in-place"), 1e-9);
}

static void
test_blast_radius (void)
{
  g_autoptr (PpModel) model = shop ("Open");
  g_autoptr (PpAttackGraph) graph = graph_of (model, NULL, "orders");
  g_autoptr (GPtrArray) reaches = pp_attack_graph_find_blast_radius (graph, "shop", 0.01);
  g_autoptr (GPtrArray) none = pp_attack_graph_find_blast_radius (graph, "shop", 0.99);

  g_assert_cmpuint (reaches->len, ==, 1);
  g_assert_cmpstr (((PpAttackReach *) g_ptr_array_index (reaches, 0))->element, ==, "orders");
  g_assert_cmpuint (none->len, ==, 0);
}

/* What keeps the orders is as dear as they are. */
static void
test_found_ends (void)
{
  g_autoptr (PpModel) model = shop ("Open");
  g_autoptr (PpAttackGraph) graph = graph_of (model, NULL, NULL);
  GPtrArray *sources = pp_attack_graph_get_sources (graph);
  GPtrArray *assets = pp_attack_graph_get_assets (graph);

  g_assert_cmpuint (sources->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (sources, 0), ==, "attacker");
  g_assert_cmpuint (assets->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (assets, 0), ==, "orders");
  g_assert_cmpstr (g_ptr_array_index (assets, 1), ==, "shop");
}

static void
test_chosen_ends (void)
{
  g_autoptr (PpModel) model = shop ("Open");
  g_autoptr (PpAttackGraph) graph = graph_of (model, "shop", "orders");
  g_autoptr (GPtrArray) paths = pp_attack_graph_find_paths (graph, 10);

  g_assert_cmpuint (paths->len, ==, 1);
  g_assert_cmpuint (((PpAttackPath *) g_ptr_array_index (paths, 0))->steps->len, ==, 1);
}

/* A customer in a zone and a shop outside of it; what a zone is told by its type. */
static PpModel *
shop_of_customers (const char *customer,
                   const char *type)
{
  PpModel *model = pp_model_new ("m");
  g_autofree char *zone = g_strdup_printf ("{\"kind\":\"trust-boundary-box\",\"name\":\"Outside\",\"facts\":{"
                                           FACT ("type", "\"%s\"") "}}", type);

  add (model, PP_RECORD_NODE, "customer", customer);
  add (model, PP_RECORD_NODE, "laptop", "{\"kind\":\"process\",\"name\":\"Laptop\"}");
  add (model, PP_RECORD_NODE, "zone", zone);
  add (model, PP_RECORD_NODE, "shop", "{\"kind\":\"host\",\"name\":\"Shop\"}");
  add (model, PP_RECORD_NODE, "orders",
       "{\"kind\":\"store\",\"name\":\"Orders\",\"facts\":{" FACT ("sensitivity", "3") "}}");
  add (model, PP_RECORD_EDGE, "type", "{\"kind\":\"data-flow\",\"source\":\"customer\",\"target\":\"laptop\"}");
  add (model, PP_RECORD_EDGE, "browse", "{\"kind\":\"data-flow\",\"source\":\"customer\",\"target\":\"shop\"}");
  add (model, PP_RECORD_EDGE, "write", "{\"kind\":\"data-flow\",\"source\":\"shop\",\"target\":\"orders\"}");
  add (model, PP_RECORD_THREAT, "t", "{\"element\":\"shop\",\"title\":\"Injection\",\"severity\":\"High\","
       "\"status\":\"Open\"}");
  add (model, PP_RECORD_LAYOUT, "l", "{\"placements\":{\"customer\":{\"x\":20,\"y\":20,\"width\":50,\"height\":50},"
       "\"laptop\":{\"x\":80,\"y\":20,\"width\":50,\"height\":50},"
       "\"zone\":{\"x\":0,\"y\":0,\"width\":150,\"height\":100},\"shop\":" BOX (200) ",\"orders\":" BOX (400)
       ",\"type\":{},\"browse\":{},\"write\":{}}}");
  return model;
}

#define CUSTOMER "{\"kind\":\"user\",\"name\":\"Customer\"}"

static void
test_internet (void)
{
  g_autoptr (PpModel) model = shop_of_customers (CUSTOMER, "internet");
  g_autoptr (PpAttackGraph) graph = graph_of (model, NULL, "orders");
  g_autoptr (GPtrArray) paths = pp_attack_graph_find_paths (graph, 10);
  GPtrArray *sources = pp_attack_graph_get_sources (graph);
  const PpAttackPath *path;
  const PpAttackStep *step;

  g_assert_cmpuint (sources->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (sources, 0), ==, "zone");
  g_assert_cmpuint (paths->len, ==, 1);
  path = g_ptr_array_index (paths, 0);
  g_assert_cmpstr (path->source, ==, "zone");
  step = g_ptr_array_index (path->steps, 0);
  g_assert_cmpint (step->how, ==, PP_STEP_FLOW);
  g_assert_cmpstr (step->via, ==, "browse");
  g_assert_cmpstr (step->to, ==, "shop");
  g_assert_cmpfloat_with_epsilon (step->odds, pp_odds_get_default ()->steps[PP_STEP_FLOW], 1e-9);
}

/* Only the internet is full of strangers; but one may ask about any zone. */
static void
test_other_zones (void)
{
  g_autoptr (PpModel) model = shop_of_customers (CUSTOMER, "network");
  g_autoptr (PpAttackGraph) graph = graph_of (model, NULL, "orders");
  g_autoptr (PpAttackGraph) asked = graph_of (model, "zone", "orders");
  g_autoptr (GPtrArray) paths = pp_attack_graph_find_paths (asked, 10);

  g_assert_cmpuint (pp_attack_graph_get_sources (graph)->len, ==, 0);
  g_assert_cmpuint (paths->len, ==, 1);
  g_assert_cmpstr (((PpAttackPath *) g_ptr_array_index (paths, 0))->source, ==, "zone");
}

/* Who attacks anyhow needs no zone to do so. */
static void
test_attacker_on_the_internet (void)
{
  g_autoptr (PpModel) model = shop_of_customers ("{\"kind\":\"threat-actor\",\"name\":\"Attacker\"}", "internet");
  g_autoptr (PpAttackGraph) graph = graph_of (model, NULL, "orders");
  g_autoptr (GPtrArray) paths = pp_attack_graph_find_paths (graph, 10);
  GPtrArray *sources = pp_attack_graph_get_sources (graph);

  g_assert_cmpuint (sources->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (sources, 0), ==, "customer");
  g_assert_cmpuint (paths->len, ==, 1);
}

static void
test_capability (void)
{
  g_autoptr (PpModel) model = shop_of_customers ("{\"kind\":\"threat-actor\",\"name\":\"Attacker\",\"facts\":{"
                                                 FACT ("capability", "\"low\"") "}}", "network");
  g_autoptr (PpAttackGraph) graph = graph_of (model, NULL, "orders");
  g_autoptr (GPtrArray) paths = pp_attack_graph_find_paths (graph, 10);
  const PpOdds *odds = pp_odds_get_default ();
  const PpAttackStep *first, *second;

  g_assert_cmpuint (paths->len, ==, 1);
  first = g_ptr_array_index (((PpAttackPath *) g_ptr_array_index (paths, 0))->steps, 0);
  second = g_ptr_array_index (((PpAttackPath *) g_ptr_array_index (paths, 0))->steps, 1);
  g_assert_cmpfloat_with_epsilon (first->odds, odds->capability[0] * odds->steps[PP_STEP_FLOW], 1e-9);
  g_assert_cmpuint (first->n_factors, ==, 2);
  g_assert_cmpint (first->factors[0].type, ==, PP_ATTACK_FACTOR_CAPABILITY);
  g_assert_cmpfloat_with_epsilon (first->factors[0].odds, odds->capability[0], 1e-9);
  g_assert_cmpfloat_with_epsilon (second->odds, pp_odds_of_severity (odds, "High"), 1e-9);
}

static void
test_drawn_attack_and_tactics (void)
{
  g_autoptr (PpModel) model = shop ("Mitigated");
  g_autoptr (PpAttackGraph) graph = NULL;
  g_autoptr (GPtrArray) paths = NULL;
  const PpAttackPath *path;

  /* Exfiltration first and initial access after it: the wrong way round. */
  add (model, PP_RECORD_EDGE, "a1",
       "{\"kind\":\"attack\",\"source\":\"attacker\",\"target\":\"shop\",\"techniques\":[\"T1041\"]}");
  add (model, PP_RECORD_EDGE, "a2",
       "{\"kind\":\"exploit\",\"source\":\"shop\",\"target\":\"orders\",\"techniques\":[\"T1190\"]}");
  graph = graph_of (model, NULL, "orders");
  paths = pp_attack_graph_find_paths (graph, 10);
  g_assert_cmpuint (paths->len, ==, 2);
  path = g_ptr_array_index (paths, 1);
  g_assert_cmpint (((PpAttackStep *) g_ptr_array_index (path->steps, 1))->how, ==, PP_STEP_DRAWN);
  g_assert_true (path->runs_backwards);
  path = g_ptr_array_index (paths, 0);
  g_assert_false (path->runs_backwards);
}

static double
odds_of_attack (PpModel *model)
{
  g_autoptr (PpAttackGraph) graph = graph_of (model, NULL, "orders");
  g_autoptr (GPtrArray) paths = pp_attack_graph_find_paths (graph, 10);

  for (guint i = 0; i < paths->len; i++)
    {
      const PpAttackPath *path = g_ptr_array_index (paths, i);

      for (guint j = 0; j < path->steps->len; j++)
        if (((PpAttackStep *) g_ptr_array_index (path->steps, j))->how == PP_STEP_DRAWN)
          return ((PpAttackStep *) g_ptr_array_index (path->steps, j))->odds;
    }
  return 0;
}

static void
set_status (PpModel    *model,
            const char *threat,
            const char *before,
            const char *after)
{
  g_autoptr (JsonNode) old = json_node_init_string (json_node_alloc (), before);
  g_autoptr (JsonNode) new = json_node_init_string (json_node_alloc (), after);
  g_autoptr (GPtrArray) changes = pp_change_list_new ();
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (changes, pp_change_new_set (PP_RECORD_THREAT, threat, "status", old, new));
  pp_model_apply (model, changes, &error);
  g_assert_no_error (error);
}

/* A drawn attack is closed by dealing with the threats that people keep at it, and less likely with a control. */
static void
test_drawn_attack_is_closed (void)
{
  g_autoptr (PpModel) model = shop ("Mitigated");
  double odds;

  add (model, PP_RECORD_EDGE, "a2", "{\"kind\":\"attack\",\"source\":\"attacker\",\"target\":\"orders\"}");
  odds = odds_of_attack (model);
  g_assert_cmpfloat (odds, >, 0);
  add (model, PP_RECORD_THREAT, "own", "{\"element\":\"a2\",\"title\":\"Burglary\",\"status\":\"Open\"}");
  g_assert_cmpfloat_with_epsilon (odds_of_attack (model), odds, 1e-9);
  add (model, PP_RECORD_CONTROL, "lock", "{\"title\":\"Lock\",\"status\":\"in-place\",\"threats\":[\"own\"]}");
  g_assert_cmpfloat (odds_of_attack (model), <, odds);
  g_assert_cmpfloat (odds_of_attack (model), >, 0);
  set_status (model, "own", "Open", "Mitigated");
  g_assert_cmpfloat (odds_of_attack (model), ==, 0);
  set_status (model, "own", "Mitigated", "Open");
  g_assert_cmpfloat (odds_of_attack (model), >, 0);
}

static char *
paths_to_text (GPtrArray *paths)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < paths->len; i++)
    {
      const PpAttackPath *path = g_ptr_array_index (paths, i);

      g_string_append_printf (text, "%.12f", path->odds);
      for (guint j = 0; j < path->steps->len; j++)
        {
          const PpAttackStep *step = g_ptr_array_index (path->steps, j);

          g_string_append_printf (text, " %s %s %s", step->to, pp_step_to_string (step->how),
                                  step->threat_id != NULL ? step->threat_id : "");
        }
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}

/* On drawings that nobody would make: odds fall from path to path and are the product of their steps, and
 * the same model gives the same answer. */
static void
test_random_models (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (11);
  guint n_paths = 0;

  for (guint i = 0; i < 60; i++)
    {
      g_autoptr (PpModel) model = pp_random_model_new (random, 12, 24, 1);
      g_autoptr (PpAnalysis) analysis = analyse (model, &no_options);
      g_autoptr (PpAttackGraph) graph = pp_attack_graph_new (model, analysis, pp_odds_get_default (), NULL, NULL);
      g_autoptr (PpAttackGraph) again = pp_attack_graph_new (model, analysis, pp_odds_get_default (), NULL, NULL);
      g_autoptr (GPtrArray) paths = pp_attack_graph_find_paths (graph, 8);
      g_autoptr (GPtrArray) same = pp_attack_graph_find_paths (again, 8);
      g_autofree char *first = paths_to_text (paths);
      g_autofree char *second = paths_to_text (same);
      double last = 1;

      g_assert_cmpstr (first, ==, second);
      for (guint j = 0; j < paths->len; j++)
        {
          const PpAttackPath *path = g_ptr_array_index (paths, j);
          double product = 1;

          for (guint k = 0; k < path->steps->len; k++)
            product *= ((PpAttackStep *) g_ptr_array_index (path->steps, k))->odds;
          g_assert_cmpfloat_with_epsilon (product, path->odds, 1e-9);
          g_assert_cmpfloat (path->odds, <=, last + 1e-12);
          last = path->odds;
        }
      n_paths += paths->len;
    }
  g_assert_cmpuint (n_paths, >, 50);
}

static void
test_odds_refused (void)
{
  const char *texts[] = { "[]", "{}", "{\"format\":\"parapet-odds\"}", "{", "null" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (texts[i], strlen (texts[i]));
      g_autoptr (GError) error = NULL;
      PpOdds odds;

      g_assert_false (pp_odds_read (bytes, &odds, &error));
      g_assert_nonnull (error);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/analysis/attack-graph/path", test_path);
  g_test_add_func ("/analysis/attack-graph/choke-points-and-cut", test_choke_points_and_cut);
  g_test_add_func ("/analysis/attack-graph/mitigated-threat-is-no-way", test_mitigated_threat_is_no_way);
  g_test_add_func ("/analysis/attack-graph/control-lowers-odds", test_control_lowers_odds);
  g_test_add_func ("/analysis/attack-graph/blast-radius", test_blast_radius);
  g_test_add_func ("/analysis/attack-graph/found-ends", test_found_ends);
  g_test_add_func ("/analysis/attack-graph/chosen-ends", test_chosen_ends);
  g_test_add_func ("/analysis/attack-graph/internet", test_internet);
  g_test_add_func ("/analysis/attack-graph/other-zones", test_other_zones);
  g_test_add_func ("/analysis/attack-graph/attacker-on-the-internet", test_attacker_on_the_internet);
  g_test_add_func ("/analysis/attack-graph/capability", test_capability);
  g_test_add_func ("/analysis/attack-graph/drawn-attack-and-tactics", test_drawn_attack_and_tactics);
  g_test_add_func ("/analysis/attack-graph/drawn-attack-is-closed", test_drawn_attack_is_closed);
  g_test_add_func ("/analysis/attack-graph/random-models", test_random_models);
  g_test_add_func ("/analysis/attack-graph/odds-refused", test_odds_refused);

  return g_test_run ();
}
