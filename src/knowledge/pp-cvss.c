/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The Common Vulnerability Scoring System 4.0 (FIRST, November 2023). The metrics of a vector are grouped
 * into six equivalence classes, whose levels select a score from a table that experts made; the score is
 * then lowered in proportion to how far the vector is below the worst vector of the same levels. */

#include "pp-cvss.h"

#include "pp-worded-error.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define PREFIX "CVSS:4.0"

static const char * const av[] = { "N", "A", "L", "P", NULL };
static const char * const ac[] = { "L", "H", NULL };
static const char * const at[] = { "N", "P", NULL };
static const char * const pr[] = { "N", "L", "H", NULL };
static const char * const ui[] = { "N", "P", "A", NULL };
static const char * const impact[] = { "H", "L", "N", NULL };
static const char * const exploit[] = { "X", "A", "P", "U", NULL };
static const char * const requirement[] = { "X", "H", "M", "L", NULL };
static const char * const m_av[] = { "X", "N", "A", "L", "P", NULL };
static const char * const m_ac[] = { "X", "L", "H", NULL };
static const char * const m_at[] = { "X", "N", "P", NULL };
static const char * const m_pr[] = { "X", "N", "L", "H", NULL };
static const char * const m_ui[] = { "X", "N", "P", "A", NULL };
static const char * const m_impact[] = { "X", "H", "L", "N", NULL };
static const char * const m_safety[] = { "X", "S", "H", "L", "N", NULL };
static const char * const safety[] = { "X", "N", "P", NULL };
static const char * const automatable[] = { "X", "N", "Y", NULL };
static const char * const recovery[] = { "X", "A", "U", "I", NULL };
static const char * const density[] = { "X", "D", "C", NULL };
static const char * const effort[] = { "X", "L", "M", "H", NULL };
static const char * const urgency[] = { "X", "Clear", "Green", "Amber", "Red", NULL };

enum {
  AV, AC, AT, PR, UI, VC, VI, VA, SC, SI, SA,
  E,
  CR, IR, AR, MAV, MAC, MAT, MPR, MUI, MVC, MVI, MVA, MSC, MSI, MSA,
  S, AU, R, V, RE, U,
};

/* In the order that vectors have (specification, table 23). */
static const PpCvssMetric metrics[] = {
  { "AV", N_("Attack Vector"), av, PP_CVSS_BASE },
  { "AC", N_("Attack Complexity"), ac, PP_CVSS_BASE },
  { "AT", N_("Attack Requirements"), at, PP_CVSS_BASE },
  { "PR", N_("Privileges Required"), pr, PP_CVSS_BASE },
  { "UI", N_("User Interaction"), ui, PP_CVSS_BASE },
  { "VC", N_("Confidentiality of the Vulnerable System"), impact, PP_CVSS_BASE },
  { "VI", N_("Integrity of the Vulnerable System"), impact, PP_CVSS_BASE },
  { "VA", N_("Availability of the Vulnerable System"), impact, PP_CVSS_BASE },
  { "SC", N_("Confidentiality of Subsequent Systems"), impact, PP_CVSS_BASE },
  { "SI", N_("Integrity of Subsequent Systems"), impact, PP_CVSS_BASE },
  { "SA", N_("Availability of Subsequent Systems"), impact, PP_CVSS_BASE },
  { "E", N_("Exploit Maturity"), exploit, PP_CVSS_THREAT },
  { "CR", N_("Confidentiality Requirement"), requirement, PP_CVSS_ENVIRONMENTAL },
  { "IR", N_("Integrity Requirement"), requirement, PP_CVSS_ENVIRONMENTAL },
  { "AR", N_("Availability Requirement"), requirement, PP_CVSS_ENVIRONMENTAL },
  { "MAV", N_("Modified Attack Vector"), m_av, PP_CVSS_ENVIRONMENTAL },
  { "MAC", N_("Modified Attack Complexity"), m_ac, PP_CVSS_ENVIRONMENTAL },
  { "MAT", N_("Modified Attack Requirements"), m_at, PP_CVSS_ENVIRONMENTAL },
  { "MPR", N_("Modified Privileges Required"), m_pr, PP_CVSS_ENVIRONMENTAL },
  { "MUI", N_("Modified User Interaction"), m_ui, PP_CVSS_ENVIRONMENTAL },
  { "MVC", N_("Modified Confidentiality of the Vulnerable System"), m_impact, PP_CVSS_ENVIRONMENTAL },
  { "MVI", N_("Modified Integrity of the Vulnerable System"), m_impact, PP_CVSS_ENVIRONMENTAL },
  { "MVA", N_("Modified Availability of the Vulnerable System"), m_impact, PP_CVSS_ENVIRONMENTAL },
  { "MSC", N_("Modified Confidentiality of Subsequent Systems"), m_impact, PP_CVSS_ENVIRONMENTAL },
  { "MSI", N_("Modified Integrity of Subsequent Systems"), m_safety, PP_CVSS_ENVIRONMENTAL },
  { "MSA", N_("Modified Availability of Subsequent Systems"), m_safety, PP_CVSS_ENVIRONMENTAL },
  { "S", N_("Safety"), safety, PP_CVSS_SUPPLEMENTAL },
  { "AU", N_("Automatable"), automatable, PP_CVSS_SUPPLEMENTAL },
  { "R", N_("Recovery"), recovery, PP_CVSS_SUPPLEMENTAL },
  { "V", N_("Value Density"), density, PP_CVSS_SUPPLEMENTAL },
  { "RE", N_("Response Effort"), effort, PP_CVSS_SUPPLEMENTAL },
  { "U", N_("Provider Urgency"), urgency, PP_CVSS_SUPPLEMENTAL },
};

G_STATIC_ASSERT (G_N_ELEMENTS (metrics) == PP_CVSS_N_METRICS);
G_STATIC_ASSERT (U + 1 == PP_CVSS_N_METRICS);

static const struct {
  const char *metrics;          /* names between bars */
  const char *value;
  const char *label;
} value_labels[] = {
  { "|AV|MAV|", "N", N_("Network") },
  { "|AV|MAV|", "A", N_("Adjacent") },
  { "|AV|MAV|", "L", N_("Local") },
  { "|AV|MAV|", "P", N_("Physical") },
  { "|AT|MAT|", "P", N_("Present") },
  { "|UI|MUI|", "P", N_("Passive") },
  { "|UI|MUI|", "A", N_("Active") },
  { "|MSI|MSA|", "S", N_("Safety") },
  { "|E|", "A", N_("Attacked") },
  { "|E|", "P", N_("Proof of Concept") },
  { "|E|", "U", N_("Unreported") },
  { "|S|", "N", N_("Negligible") },
  { "|S|", "P", N_("Present") },
  { "|AU|", "N", N_("No") },
  { "|AU|", "Y", N_("Yes") },
  { "|R|", "A", N_("Automatic") },
  { "|R|", "U", N_("User") },
  { "|R|", "I", N_("Irrecoverable") },
  { "|V|", "D", N_("Diffuse") },
  { "|V|", "C", N_("Concentrated") },
  { "|RE|", "M", N_("Moderate") },
  { NULL, "X", N_("Not Defined") },
  { NULL, "N", N_("None") },
  { NULL, "L", N_("Low") },
  { NULL, "M", N_("Medium") },
  { NULL, "H", N_("High") },
};

/* Scores of the macro vectors in tenths, by the levels of the six equivalence classes in order; 0 where a
 * combination cannot occur (CVSS 4.0 specification, section 8.2). */
static const guint8 macro_scores[3][2][3][3][3][2] = {
  {
    {
      { { { 100, 99 }, { 98, 95 }, { 95, 92 } },
        { { 100, 96 }, { 93, 87 }, { 91, 81 } },
        { { 93, 90 }, { 89, 80 }, { 81, 68 } } },
      { { { 98, 95 }, { 95, 92 }, { 90, 84 } },
        { { 93, 92 }, { 89, 81 }, { 81, 65 } },
        { { 88, 80 }, { 78, 70 }, { 69, 48 } } },
      { { { 0, 92 }, { 0, 82 }, { 0, 72 } },
        { { 0, 79 }, { 0, 69 }, { 0, 50 } },
        { { 0, 69 }, { 0, 55 }, { 0, 27 } } },
    },
    {
      { { { 99, 97 }, { 95, 92 }, { 92, 85 } },
        { { 95, 91 }, { 90, 83 }, { 84, 71 } },
        { { 92, 81 }, { 82, 71 }, { 72, 53 } } },
      { { { 95, 93 }, { 92, 85 }, { 85, 73 } },
        { { 92, 82 }, { 80, 72 }, { 70, 59 } },
        { { 84, 70 }, { 71, 52 }, { 50, 30 } } },
      { { { 0, 86 }, { 0, 75 }, { 0, 52 } },
        { { 0, 71 }, { 0, 52 }, { 0, 29 } },
        { { 0, 63 }, { 0, 29 }, { 0, 17 } } },
    },
  },
  {
    {
      { { { 98, 95 }, { 94, 87 }, { 91, 81 } },
        { { 94, 89 }, { 86, 74 }, { 77, 64 } },
        { { 87, 75 }, { 74, 63 }, { 63, 49 } } },
      { { { 94, 89 }, { 88, 77 }, { 76, 67 } },
        { { 86, 76 }, { 74, 58 }, { 59, 50 } },
        { { 72, 57 }, { 57, 52 }, { 52, 25 } } },
      { { { 0, 83 }, { 0, 70 }, { 0, 54 } },
        { { 0, 65 }, { 0, 58 }, { 0, 26 } },
        { { 0, 53 }, { 0, 21 }, { 0, 13 } } },
    },
    {
      { { { 95, 90 }, { 88, 76 }, { 76, 70 } },
        { { 90, 77 }, { 75, 62 }, { 61, 53 } },
        { { 77, 66 }, { 68, 59 }, { 52, 30 } } },
      { { { 89, 78 }, { 76, 67 }, { 62, 58 } },
        { { 74, 59 }, { 57, 57 }, { 47, 23 } },
        { { 61, 52 }, { 57, 29 }, { 24, 16 } } },
      { { { 0, 71 }, { 0, 59 }, { 0, 30 } },
        { { 0, 58 }, { 0, 26 }, { 0, 15 } },
        { { 0, 23 }, { 0, 13 }, { 0, 6 } } },
    },
  },
  {
    {
      { { { 93, 87 }, { 86, 72 }, { 75, 58 } },
        { { 86, 74 }, { 74, 61 }, { 56, 34 } },
        { { 70, 54 }, { 52, 40 }, { 40, 22 } } },
      { { { 85, 75 }, { 74, 55 }, { 62, 51 } },
        { { 72, 57 }, { 55, 41 }, { 46, 19 } },
        { { 53, 36 }, { 34, 19 }, { 19, 8 } } },
      { { { 0, 64 }, { 0, 51 }, { 0, 20 } },
        { { 0, 47 }, { 0, 21 }, { 0, 11 } },
        { { 0, 24 }, { 0, 9 }, { 0, 4 } } },
    },
    {
      { { { 88, 75 }, { 73, 53 }, { 60, 50 } },
        { { 73, 55 }, { 59, 40 }, { 41, 20 } },
        { { 54, 43 }, { 45, 22 }, { 20, 11 } } },
      { { { 75, 55 }, { 58, 45 }, { 40, 21 } },
        { { 61, 51 }, { 48, 18 }, { 20, 9 } },
        { { 46, 18 }, { 17, 7 }, { 8, 2 } } },
      { { { 0, 53 }, { 0, 24 }, { 0, 14 } },
        { { 0, 24 }, { 0, 12 }, { 0, 5 } },
        { { 0, 10 }, { 0, 3 }, { 0, 1 } } },
    },
  },
};

/* An equivalence class: its metrics, each with its values from the worst to the mildest, and for each of
 * its levels the worst vectors, one letter a metric (specification, tables 24 to 30). Class 3 stands for
 * 3 and 6 together, which are not independent. */
#define MAX_WORST 5

typedef struct {
  guint       n_metrics;
  guint8      metrics[6];
  const char *scales[6];
} Class;

typedef struct {
  guint       depth;            /* steps between the worst vector of the level and the mildest, and one */
  const char *worst[MAX_WORST + 1];
} Level;

static const Class classes[] = {
  { 3, { AV, PR, UI }, { "NALP", "NLH", "NPA" } },
  { 2, { AC, AT }, { "LH", "NP" } },
  { 6, { VC, VI, VA, CR, IR, AR }, { "HLN", "HLN", "HLN", "HML", "HML", "HML" } },
  { 3, { SC, SI, SA }, { "SHLN", "SHLN", "SHLN" } },
};

static const Level levels_1[] = {
  { 1, { "NNN" } },
  { 4, { "ANN", "NLN", "NNP" } },
  { 5, { "PNN", "ALP" } },
};
static const Level levels_2[] = {
  { 1, { "LN" } },
  { 2, { "HN", "LP" } },
};
static const Level levels_3_6[3][2] = {
  { { 7, { "HHHHHH" } }, { 6, { "HHLMMH", "HHHMMM" } } },
  { { 8, { "LHHHHH", "HLHHHH" } }, { 8, { "LHLHMH", "LHHHMM", "HLHMHM", "HLLMHH", "LLHHHM" } } },
  { { 0, { NULL } }, { 10, { "LLLHHH" } } },
};
static const Level levels_4[] = {
  { 6, { "HSS" } },
  { 5, { "HHH" } },
  { 4, { "LLL" } },
};

PP_DEFINE_WORDED_ERROR (pp-cvss-error-quark, pp_cvss_error)

/**
 * pp_cvss_get_metrics:
 * @n_metrics: (out): how many
 *
 * Returns: (array length=n_metrics): all metrics in the order of vectors
 */
const PpCvssMetric *
pp_cvss_get_metrics (guint *n_metrics)
{
  *n_metrics = G_N_ELEMENTS (metrics);
  return metrics;
}

/**
 * pp_cvss_value_label:
 * @metric: a metric's number
 * @value: the number of one of its values
 *
 * Returns: (transfer none): what the value is called, in English
 */
const char *
pp_cvss_value_label (guint metric,
                     guint value)
{
  g_autofree char *name = NULL;
  const char *text;

  g_return_val_if_fail (metric < G_N_ELEMENTS (metrics), "");

  name = g_strconcat ("|", metrics[metric].name, "|", NULL);
  text = metrics[metric].values[value];
  for (guint i = 0; i < G_N_ELEMENTS (value_labels); i++)
    {
      gboolean fits = value_labels[i].metrics == NULL || strstr (value_labels[i].metrics, name) != NULL;

      if (fits && strcmp (value_labels[i].value, text) == 0)
        return value_labels[i].label;
    }
  return text;
}

static int
find_metric (const char *name,
             gsize       length)
{
  for (guint i = 0; i < G_N_ELEMENTS (metrics); i++)
    {
      if (strncmp (metrics[i].name, name, length) == 0 && metrics[i].name[length] == '\0')
        return (int) i;
    }
  return -1;
}

static int
find_value (guint       metric,
            const char *text)
{
  for (guint i = 0; metrics[metric].values[i] != NULL; i++)
    {
      if (strcmp (metrics[metric].values[i], text) == 0)
        return (int) i;
    }
  return -1;
}

static gboolean
refuse (GError     **error,
        const char  *sentence,
        const char  *what)
{
  pp_worded_error_set (error, PP_CVSS_ERROR, PP_CVSS_ERROR_INVALID, NULL, 0, sentence, what);
  return FALSE;
}

/* One `AV:N`; @last is the number of the metric before it. */
static gboolean
parse_part (const char  *part,
            PpCvss      *vector,
            int         *last,
            GError     **error)
{
  const char *colon = strchr (part, ':');
  int metric = colon != NULL ? find_metric (part, colon - part) : -1;
  int value = metric >= 0 ? find_value (metric, colon + 1) : -1;

  if (value < 0)
    return refuse (error, N_("“%.40s” is no metric of CVSS 4.0 with one of its values"), part);
  if (metric <= *last)
    return refuse (error, N_("“%.40s” stands twice or in the wrong place"), part);
  for (int i = *last + 1; i < metric; i++)
    {
      if (metrics[i].group == PP_CVSS_BASE)
        return refuse (error, N_("The base metric %s is missing"), metrics[i].name);
    }
  vector->values[metric] = value;
  *last = metric;
  return TRUE;
}

/**
 * pp_cvss_parse:
 * @text: a vector, such as `CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N`
 * @vector: (out): the vector
 * @error: return location for an error
 *
 * Reads a vector as strictly as the specification (section 7) asks: all base metrics, each metric once,
 * in order.
 *
 * Returns: whether it is one; else %PP_CVSS_ERROR_INVALID
 */
gboolean
pp_cvss_parse (const char  *text,
               PpCvss      *vector,
               GError     **error)
{
  g_auto (GStrv) parts = g_strsplit (text, "/", PP_CVSS_N_METRICS + 2);
  int last = -1;

  memset (vector, 0, sizeof *vector);
  if (parts[0] == NULL || strcmp (parts[0], PREFIX) != 0)
    return refuse (error, N_("A vector begins with “%s”"), PREFIX);
  for (guint i = 1; parts[i] != NULL; i++)
    {
      if (!parse_part (parts[i], vector, &last, error))
        return FALSE;
    }
  if (last < SA)
    return refuse (error, N_("The base metric %s is missing"), metrics[last + 1].name);
  return TRUE;
}

static gboolean
is_left_out (const PpCvss *vector,
             guint         metric)
{
  return metrics[metric].group != PP_CVSS_BASE && vector->values[metric] == 0;
}

/**
 * pp_cvss_to_string:
 * @vector: a vector
 *
 * Returns: (transfer full): its text, without the metrics that are not defined
 */
char *
pp_cvss_to_string (const PpCvss *vector)
{
  GString *text = g_string_new (PREFIX);

  for (guint i = 0; i < G_N_ELEMENTS (metrics); i++)
    {
      if (!is_left_out (vector, i))
        g_string_append_printf (text, "/%s:%s", metrics[i].name, metrics[i].values[vector->values[i]]);
    }
  return g_string_free (text, FALSE);
}

/* The letter that counts: the modified one where it is defined, and the worst case where nothing is. */
static char
letter (const PpCvss *vector,
        guint         metric)
{
  guint modified = metric <= SA ? metric + MAV : metric;
  char value;

  if (metric <= SA && !is_left_out (vector, modified))
    return *metrics[modified].values[vector->values[modified]];
  value = *metrics[metric].values[vector->values[metric]];
  if (value != 'X')
    return value;
  return metric == E ? 'A' : 'H';
}

static guint
level_1 (const PpCvss *vector)
{
  guint n = (letter (vector, AV) == 'N') + (letter (vector, PR) == 'N') + (letter (vector, UI) == 'N');

  if (n == 3)
    return 0;
  return n > 0 && letter (vector, AV) != 'P' ? 1 : 2;
}

static guint
level_2 (const PpCvss *vector)
{
  return letter (vector, AC) == 'L' && letter (vector, AT) == 'N' ? 0 : 1;
}

static guint
level_3 (const PpCvss *vector)
{
  if (letter (vector, VC) == 'H' && letter (vector, VI) == 'H')
    return 0;
  return letter (vector, VC) == 'H' || letter (vector, VI) == 'H' || letter (vector, VA) == 'H' ? 1 : 2;
}

static guint
level_4 (const PpCvss *vector)
{
  if (letter (vector, SI) == 'S' || letter (vector, SA) == 'S')
    return 0;
  return letter (vector, SC) == 'H' || letter (vector, SI) == 'H' || letter (vector, SA) == 'H' ? 1 : 2;
}

static guint
level_5 (const PpCvss *vector)
{
  return strchr ("APU", letter (vector, E)) - "APU";
}

static guint
level_6 (const PpCvss *vector)
{
  for (guint i = 0; i < 3; i++)
    {
      if (letter (vector, CR + i) == 'H' && letter (vector, VC + i) == 'H')
        return 0;
    }
  return 1;
}

/* Steps below the first of the level's worst vectors that is nowhere milder than this one. */
static guint
distance (const PpCvss *vector,
          const Class  *class,
          const Level  *level)
{
  for (guint i = 0; level->worst[i] != NULL; i++)
    {
      guint sum = 0, j;

      for (j = 0; j < class->n_metrics; j++)
        {
          const char *scale = class->scales[j];
          gssize steps = strchr (scale, letter (vector, class->metrics[j])) -
                         strchr (scale, level->worst[i][j]);

          if (steps < 0)
            break;
          sum += steps;
        }
      if (j == class->n_metrics)
        return sum;
    }
  g_assert_not_reached ();
}

static guint
macro_score (const guint *levels)
{
  if (levels[0] > 2 || levels[1] > 1 || levels[2] > 2 || levels[3] > 2 || levels[4] > 2 || levels[5] > 1)
    return 0;
  return macro_scores[levels[0]][levels[1]][levels[2]][levels[3]][levels[4]][levels[5]];
}

static guint
score_below (const guint *levels,
             guint        which)
{
  guint lower[6];

  memcpy (lower, levels, sizeof lower);
  lower[which]++;
  return macro_score (lower);
}

/* Classes 3 and 6 go down together: 00 to the higher of 01 and 10, 10 to 11, 01 to 11, 11 to 21. */
static guint
score_below_3_6 (const guint *levels)
{
  if (levels[2] == 0 && levels[5] == 0)
    return MAX (score_below (levels, 2), score_below (levels, 5));
  return score_below (levels, levels[5] == 0 ? 5 : 2);
}

typedef struct {
  double sum;
  guint  n;
} Mean;

static void
add_share (Mean         *mean,
           guint         score,
           guint         below,
           const PpCvss *vector,
           const Class  *class,
           const Level  *level)
{
  if (below == 0)
    return;
  mean->n++;
  if (class != NULL)
    mean->sum += (double) (score - below) * distance (vector, class, level) / level->depth;
}

static gboolean
has_no_impact (const PpCvss *vector)
{
  for (guint metric = VC; metric <= SA; metric++)
    {
      if (letter (vector, metric) != 'N')
        return FALSE;
    }
  return TRUE;
}

/**
 * pp_cvss_get_score:
 * @vector: a vector
 *
 * Scores a vector with all metrics that it defines (specification, section 8).
 *
 * Returns: the score in tenths, 0 to 100
 */
guint
pp_cvss_get_score (const PpCvss *vector)
{
  const guint levels[6] = { level_1 (vector), level_2 (vector), level_3 (vector), level_4 (vector),
                            level_5 (vector), level_6 (vector) };
  guint score = macro_score (levels);
  Mean mean = { 0, 0 };

  if (has_no_impact (vector))
    return 0;
  add_share (&mean, score, score_below (levels, 0), vector, &classes[0], &levels_1[levels[0]]);
  add_share (&mean, score, score_below (levels, 1), vector, &classes[1], &levels_2[levels[1]]);
  add_share (&mean, score, score_below_3_6 (levels), vector, &classes[2],
             &levels_3_6[levels[2]][levels[5]]);
  add_share (&mean, score, score_below (levels, 3), vector, &classes[3], &levels_4[levels[3]]);
  add_share (&mean, score, score_below (levels, 4), vector, NULL, NULL);
  if (mean.n == 0)
    return score;
  /* Rounded half up. The summand is that of the reference implementation of FIRST and Red Hat since
   * November 2024: it keeps halves from falling below by rounding errors. Older copies of it, without the
   * summand, give a tenth less for some vectors that end on a half. */
  return (guint) CLAMP (floor (score - mean.sum / mean.n + 0.5 + 1e-6), 0, 100);
}

/**
 * pp_cvss_get_severity:
 * @score: a score in tenths
 *
 * Returns: (transfer none): `None`, `Low`, `Medium`, `High` or `Critical` (specification, section 6)
 */
const char *
pp_cvss_get_severity (guint score)
{
  if (score == 0)
    return "None";
  if (score < 40)
    return "Low";
  if (score < 70)
    return "Medium";
  return score < 90 ? "High" : "Critical";
}
