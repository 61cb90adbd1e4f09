/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "pp-control-risk.h"
#include "pp-json.h"

static PpControl *
make_control (PpModel    *model,
              const char *status)
{
  static const char * const severities[] = { "Medium", "TBD", "Critical" };
  g_autofree char *control = g_strdup_printf ("{\"status\":\"%s\",\"threats\":[\"t0\",\"t1\",\"t2\",\"gone\"]}", status);
  g_autoptr (JsonNode) node = pp_json_parse (control, strlen (control), NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (severities); i++)
    {
      g_autofree char *id = g_strdup_printf ("t%u", i);
      g_autofree char *text = g_strdup_printf ("{\"severity\":\"%s\"}", severities[i]);
      g_autoptr (JsonNode) threat = pp_json_parse (text, strlen (text), NULL, NULL);

      g_assert_true (pp_model_add_record (model, PP_RECORD_THREAT, id, threat, NULL));
    }
  g_assert_true (pp_model_add_record (model, PP_RECORD_CONTROL, "c", node, NULL));
  return PP_CONTROL (pp_model_lookup (model, "c"));
}

static void
test_status_lowers_risk (void)
{
  const struct {
    const char *status;
    const char *residual;
  } cases[] = {
    { "planned", "Critical" }, { "in-place", "Low" }, { "verified", "Low" }, { "unknown", "Critical" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PpModel) model = pp_model_new ("m");
      PpControlRisk risk = pp_control_risk_of (model, make_control (model, cases[i].status), pp_odds_get_default ());

      g_assert_cmpstr (risk.inherent, ==, "Critical");
      g_assert_cmpstr (risk.residual, ==, cases[i].residual);
    }
}

/* What a team thinks of controls counts. */
static void
test_odds_of_a_team (void)
{
  g_autoptr (PpModel) model = pp_model_new ("m");
  PpControl *control = make_control (model, "in-place");
  PpOdds odds = *pp_odds_get_default ();
  PpControlRisk risk;

  odds.control[1] = 0.5;
  risk = pp_control_risk_of (model, control, &odds);
  g_assert_cmpstr (risk.residual, ==, "Medium");
}

static void
test_nothing_rated (void)
{
  g_autoptr (PpModel) model = pp_model_new ("m");
  g_autoptr (JsonNode) node = pp_json_parse ("{\"title\":\"x\"}", strlen ("{\"title\":\"x\"}"), NULL, NULL);
  PpControlRisk risk;

  g_assert_true (pp_model_add_record (model, PP_RECORD_CONTROL, "c", node, NULL));
  risk = pp_control_risk_of (model, PP_CONTROL (pp_model_lookup (model, "c")), pp_odds_get_default ());
  g_assert_null (risk.inherent);
  g_assert_null (risk.residual);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/analysis/control-risk/status", test_status_lowers_risk);
  g_test_add_func ("/analysis/control-risk/odds", test_odds_of_a_team);
  g_test_add_func ("/analysis/control-risk/nothing-rated", test_nothing_rated);

  return g_test_run ();
}
