/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-cvss.h"
#include "pp-worded-error.h"

#define WORST "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H"

/* Vectors and scores from the examples of CVSS 4.0 that FIRST published. */
static void
test_scores (void)
{
  const struct {
    const char *vector;
    guint       score;
  } cases[] = {
    { WORST, 100 },
    { "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", 93 },
    { "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N", 87 },
    { "CVSS:4.0/AV:L/AC:L/AT:P/PR:L/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", 73 },
    { "CVSS:4.0/AV:N/AC:H/AT:N/PR:N/UI:P/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", 77 },
    { "CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:N/VC:H/VI:L/VA:L/SC:N/SI:N/SA:N", 83 },
    { "CVSS:4.0/AV:L/AC:L/AT:N/PR:N/UI:A/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N", 46 },
    { "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N", 0 },
    { "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:A/VC:N/VI:N/VA:N/SC:L/SI:L/SA:N", 51 },
    { "CVSS:4.0/AV:L/AC:L/AT:N/PR:H/UI:N/VC:N/VI:N/VA:N/SC:H/SI:N/SA:N", 59 },
    { WORST "/E:U", 91 },
    { WORST "/MAV:P/MVC:N/MVI:N/MVA:N/MSC:N/MSI:N/MSA:N", 0 },
    { "CVSS:4.0/AV:A/AC:H/AT:N/PR:H/UI:P/VC:N/VI:H/VA:N/SC:N/SI:H/SA:N/CR:L/AR:M/MAC:H/MVC:N", 55 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL;
      PpCvss vector;

      g_assert_true (pp_cvss_parse (cases[i].vector, &vector, &error));
      g_assert_no_error (error);
      text = pp_cvss_to_string (&vector);
      g_assert_cmpstr (text, ==, cases[i].vector);
      g_assert_cmpuint (pp_cvss_get_score (&vector), ==, cases[i].score);
    }
}

/* Vectors whose exact score ends on a half: the reference implementation rounds them up, whatever binary
 * fractions make of them. */
static void
test_halves_go_up (void)
{
  const struct {
    const char *vector;
    guint       score;
  } cases[] = {
    { "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:P/VC:H/VI:L/VA:N/SC:H/SI:H/SA:H", 86 },
    { "CVSS:4.0/AV:N/AC:L/AT:P/PR:L/UI:A/VC:L/VI:L/VA:N/SC:N/SI:N/SA:N/E:U", 4 },
    { "CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:N/VC:H/VI:H/VA:N/SC:H/SI:H/SA:H/E:P", 90 },
    { "CVSS:4.0/AV:L/AC:H/AT:N/PR:N/UI:N/VC:L/VI:H/VA:L/SC:N/SI:N/SA:H/E:A/CR:H/IR:M/AR:H"
      "/MAV:A/MAC:L/MAT:N/MPR:N/MUI:N/MVC:H/MVI:N/MVA:H/MSC:H/MSI:H/MSA:H", 86 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      PpCvss vector;

      g_assert_true (pp_cvss_parse (cases[i].vector, &vector, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (pp_cvss_get_score (&vector), ==, cases[i].score);
    }
}

/* Making one base metric milder never raises the score. */
static void
test_milder_is_not_higher (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  const PpCvssMetric *metrics;
  guint n_metrics;

  metrics = pp_cvss_get_metrics (&n_metrics);
  for (guint i = 0; i < 20000; i++)
    {
      PpCvss vector = { { 0 } }, milder;
      guint metric = g_rand_int_range (random, 0, 11);

      for (guint j = 0; j < 11; j++)
        vector.values[j] = g_rand_int_range (random, 0, g_strv_length ((char **) metrics[j].values));
      milder = vector;
      if (metrics[metric].values[++milder.values[metric]] != NULL)
        g_assert_cmpuint (pp_cvss_get_score (&milder), <=, pp_cvss_get_score (&vector));
    }
}

static const char *
say_english (const char *sentence)
{
  return sentence;
}

static void
test_refused (void)
{
  const char *texts[] = {
    "", "CVSS:3.1/AV:N", "CVSS:4.0", "CVSS:4.0/AV:N", WORST "/", WORST "/E:Z", WORST "/E:A/E:A",
    WORST "/AV:N", "CVSS:4.0/AC:L/AV:N", WORST "/ZZ:1", WORST "/MSC:S",
    "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/E:A", "cvss:4.0/AV:N",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GError) copy = NULL;
      g_autofree char *said = NULL;
      PpCvss vector;

      g_assert_false (pp_cvss_parse (texts[i], &vector, &error));
      g_assert_error (error, PP_CVSS_ERROR, PP_CVSS_ERROR_INVALID);
      copy = g_error_copy (error);
      said = pp_worded_error_dup_sentence (copy, say_english);
      g_assert_cmpstr (said, ==, error->message);
      g_assert_false (pp_cvss_parse (texts[i], &vector, NULL));
    }
}

static void
test_every_value_has_a_label (void)
{
  const PpCvssMetric *metrics;
  guint n_metrics;

  metrics = pp_cvss_get_metrics (&n_metrics);
  for (guint i = 0; i < n_metrics; i++)
    {
      for (guint j = 0; metrics[i].values[j] != NULL; j++)
        g_assert_cmpuint (g_utf8_strlen (pp_cvss_value_label (i, j), -1), >, 1);
    }
  g_assert_cmpstr (pp_cvss_get_severity (0), ==, "None");
  g_assert_cmpstr (pp_cvss_get_severity (39), ==, "Low");
  g_assert_cmpstr (pp_cvss_get_severity (69), ==, "Medium");
  g_assert_cmpstr (pp_cvss_get_severity (89), ==, "High");
  g_assert_cmpstr (pp_cvss_get_severity (90), ==, "Critical");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/knowledge/cvss/scores", test_scores);
  g_test_add_func ("/knowledge/cvss/halves-go-up", test_halves_go_up);
  g_test_add_func ("/knowledge/cvss/milder-is-not-higher", test_milder_is_not_higher);
  g_test_add_func ("/knowledge/cvss/refused", test_refused);
  g_test_add_func ("/knowledge/cvss/every-value-has-a-label", test_every_value_has_a_label);

  return g_test_run ();
}
