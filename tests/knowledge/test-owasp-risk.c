/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-owasp-risk.h"

/* The worked example of the methodology: likelihood 4.375 is medium; technical impact 7.25 is high and the
 * business impact 2.25 is low, and counts. */
static void
test_example_of_the_methodology (void)
{
  PpOwaspRisk risk;
  PpOwaspRating rating;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  const char *technical = "SL:5/M:2/O:7/S:1/ED:3/EE:6/A:9/ID:2/LC:9/LI:7/LAV:5/LAC:8";
  const char *business = "SL:5/M:2/O:7/S:1/ED:3/EE:6/A:9/ID:2/LC:9/LI:7/LAV:5/LAC:8/FD:1/RD:2/NC:1/PV:5";

  g_assert_true (pp_owasp_risk_parse (technical, &risk, &error));
  g_assert_no_error (error);
  pp_owasp_risk_rate (&risk, &rating);
  g_assert_true (rating.is_complete);
  g_assert_cmpfloat (rating.likelihood, ==, 4.375);
  g_assert_cmpfloat (rating.impact, ==, 7.25);
  g_assert_cmpstr (rating.severity, ==, "High");

  g_assert_true (pp_owasp_risk_parse (business, &risk, &error));
  pp_owasp_risk_rate (&risk, &rating);
  g_assert_cmpfloat (rating.impact, ==, 2.25);
  g_assert_cmpstr (rating.severity, ==, "Low");
  text = pp_owasp_risk_to_string (&risk);
  g_assert_cmpstr (text, ==, business);
}

static void
test_table_of_severities (void)
{
  const struct {
    int         likelihood;
    int         impact;
    const char *severity;
  } cases[] = {
    { 2, 2, "Note" }, { 3, 2, "Low" }, { 6, 2, "Medium" },
    { 2, 3, "Low" }, { 5, 5, "Medium" }, { 9, 5, "High" },
    { 0, 6, "Medium" }, { 3, 9, "High" }, { 9, 9, "Critical" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("SL:%d/LC:%d", cases[i].likelihood, cases[i].impact);
      PpOwaspRisk risk;
      PpOwaspRating rating;

      g_assert_true (pp_owasp_risk_parse (text, &risk, NULL));
      pp_owasp_risk_rate (&risk, &rating);
      g_assert_cmpstr (rating.severity, ==, cases[i].severity);
    }
}

static void
test_half_a_rating_says_nothing (void)
{
  PpOwaspRisk risk;
  PpOwaspRating rating;
  g_autofree char *text = NULL;

  pp_owasp_risk_clear (&risk);
  pp_owasp_risk_rate (&risk, &rating);
  g_assert_false (rating.is_complete);
  g_assert_cmpstr (rating.severity, ==, "");
  text = pp_owasp_risk_to_string (&risk);
  g_assert_cmpstr (text, ==, "");
  g_assert_true (pp_owasp_risk_parse ("M:9", &risk, NULL));
  pp_owasp_risk_rate (&risk, &rating);
  g_assert_false (rating.is_complete);
}

static void
test_refused (void)
{
  const char *texts[] = { "", "SL", "SL:", "SL:10", "SL:-1", "XX:1", "SL:1/", "SL:1/SL:1", "S:1/LA:2", "sl:1" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      PpOwaspRisk risk;

      g_assert_false (pp_owasp_risk_parse (texts[i], &risk, &error));
      g_assert_error (error, PP_OWASP_RISK_ERROR, PP_OWASP_RISK_ERROR_INVALID);
    }
}

static void
test_options_rise (void)
{
  const PpOwaspRiskFactor *factors = pp_owasp_risk_get_factors ();

  for (guint i = 0; i < PP_OWASP_N_FACTORS; i++)
    {
      guint n = 0;

      for (; factors[i].options[n].label != NULL; n++)
        {
          g_assert_cmpuint (factors[i].options[n].points, <=, 9);
          if (n > 0)
            g_assert_cmpuint (factors[i].options[n].points, >, factors[i].options[n - 1].points);
        }
      g_assert_cmpuint (n, >=, 3);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/knowledge/owasp-risk/example", test_example_of_the_methodology);
  g_test_add_func ("/knowledge/owasp-risk/table", test_table_of_severities);
  g_test_add_func ("/knowledge/owasp-risk/half", test_half_a_rating_says_nothing);
  g_test_add_func ("/knowledge/owasp-risk/refused", test_refused);
  g_test_add_func ("/knowledge/owasp-risk/options-rise", test_options_rise);

  return g_test_run ();
}
