/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-odds.h"

#include <string.h>

#include "pp-json.h"
#include "pp-rules-resources.h"

#define ODDS_PATH "/io/github/parapet/Parapet/rules/odds.json"
#define MAX_COST 1000000

static const char * const severity_names[] = { "critical", "high", "medium", "low", "other" };
static const char * const control_names[] = { "planned", "in-place", "verified" };
static const char * const capability_names[] = { "low", "medium", "high" };
static const char * const step_names[] = {
  "flow", "back", "use", "threat", "member", "escape", "zone", "credential", "drawn",
};

G_STATIC_ASSERT (G_N_ELEMENTS (step_names) == PP_N_STEPS);

G_DEFINE_QUARK (pp-odds-error-quark, pp_odds_error)

const char *
pp_step_to_string (PpStep self)
{
  g_return_val_if_fail (self < PP_N_STEPS, NULL);

  return step_names[self];
}

static gboolean
refuse (GError     **error,
        const char  *group,
        const char  *name)
{
  g_set_error (error, PP_ODDS_ERROR, PP_ODDS_ERROR_INVALID,
               "/%s/%s: must be a number from 0 to 1, for a cost a whole number from 1", group, name);
  return FALSE;
}

static gboolean
read_share (JsonObject  *root,
            const char  *group,
            const char  *name,
            double      *value,
            GError     **error)
{
  JsonObject *object = pp_json_get_object (root, group);

  *value = object != NULL ? pp_json_get_double (object, name, -1) : -1;
  return (*value >= 0 && *value <= 1) || refuse (error, group, name);
}

static gboolean
read_cost (JsonObject  *root,
           const char  *name,
           gint64      *value,
           GError     **error)
{
  JsonObject *object = pp_json_get_object (root, "cost");

  *value = object != NULL ? pp_json_get_int (object, name, 0) : 0;
  return (*value > 0 && *value <= MAX_COST) || refuse (error, "cost", name);
}

static gboolean
read_odds (JsonObject  *root,
           PpOdds      *odds,
           GError     **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (severity_names); i++)
    {
      if (!read_share (root, "severity", severity_names[i], &odds->severity[i], error))
        return FALSE;
    }
  for (guint i = 0; i < PP_N_STEPS; i++)
    {
      if (i != PP_STEP_THREAT && !read_share (root, "steps", step_names[i], &odds->steps[i], error))
        return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (control_names); i++)
    {
      if (!read_share (root, "control", control_names[i], &odds->control[i], error))
        return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (capability_names); i++)
    {
      if (!read_share (root, "capability", capability_names[i], &odds->capability[i], error))
        return FALSE;
    }
  return read_cost (root, "threat", &odds->threat_cost, error) &&
         read_cost (root, "flow", &odds->flow_cost, error) &&
         read_cost (root, "element", &odds->element_cost, error);
}

/**
 * pp_odds_read:
 * @bytes: the text of a file of odds
 * @odds: (out): the odds
 * @error: return location for an error
 *
 * Returns: whether the file is one; else %PP_ODDS_ERROR_INVALID or an error of JSON
 */
gboolean
pp_odds_read (GBytes  *bytes,
              PpOdds  *odds,
              GError **error)
{
  static const PpJsonLimits limits = { 1024 * 1024, 8 };
  g_autoptr (JsonNode) node = NULL;
  PpOdds result = { { 0 } };

  node = pp_json_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &limits, error);
  if (node == NULL)
    return FALSE;
  if (!JSON_NODE_HOLDS_OBJECT (node) ||
      strcmp (pp_json_get_string (json_node_get_object (node), "format", ""), "parapet-odds") != 0)
    {
      g_set_error_literal (error, PP_ODDS_ERROR, PP_ODDS_ERROR_INVALID,
                           "/format: must be “parapet-odds”");
      return FALSE;
    }
  if (!read_odds (json_node_get_object (node), &result, error))
    return FALSE;
  *odds = result;
  return TRUE;
}

/* What comes with the program. */
static void
read_shipped (PpOdds *odds)
{
  g_autoptr (GBytes) bytes = g_resource_lookup_data (pp_rules_get_resource (), ODDS_PATH, 0, NULL);
  g_autoptr (GError) error = NULL;

  if (bytes == NULL || !pp_odds_read (bytes, odds, &error))
    g_error ("The odds that come with the program are not valid: %s",
             error != NULL ? error->message : ODDS_PATH);
}

/* Gives FALSE where there is no file that counts. */
static gboolean
read_own (PpOdds  *odds,
          char   **problem)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "parapet", "odds.json", NULL);
  g_autoptr (GMappedFile) file = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  file = g_mapped_file_new (path, FALSE, &error);
  if (file == NULL && g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    return FALSE;
  if (file != NULL)
    bytes = g_mapped_file_get_bytes (file);
  if (bytes != NULL && pp_odds_read (bytes, odds, &error))
    return TRUE;
  /* Other errors have no place that stands before the message. */
  *problem = g_strdup_printf (error->domain == G_FILE_ERROR ? "%s: %s" : "%s:%s", path, error->message);
  return FALSE;
}

static char *own_problem;

/**
 * pp_odds_get_default:
 *
 * Reads the user's file of odds once, so that a new one counts from the next start on.
 *
 * Returns: (transfer none): the odds of the user, else those that come with the program
 */
const PpOdds *
pp_odds_get_default (void)
{
  static PpOdds odds;
  static gsize once;

  if (g_once_init_enter (&once))
    {
      if (!read_own (&odds, &own_problem))
        read_shipped (&odds);
      g_once_init_leave (&once, 1);
    }
  return &odds;
}

const char *
pp_odds_get_problem (void)
{
  pp_odds_get_default ();
  return own_problem;
}

/**
 * pp_odds_of_capability:
 * @self: odds
 * @capability: (nullable): a word that is said of an attacker
 *
 * Returns: the part of attempts for which the attacker is able; all of them where nothing is said
 */
double
pp_odds_of_capability (const PpOdds *self,
                       const char   *capability)
{
  for (guint i = 0; capability != NULL && i < G_N_ELEMENTS (capability_names); i++)
    if (g_ascii_strcasecmp (capability_names[i], capability) == 0)
      return self->capability[i];
  return 1;
}

/**
 * pp_odds_of_severity:
 * @self: odds
 * @severity: a severity in any case
 *
 * Returns: how likely a threat of that severity comes true for one who can reach it
 */
double
pp_odds_of_severity (const PpOdds *self,
                     const char   *severity)
{
  guint last = G_N_ELEMENTS (severity_names) - 1;

  for (guint i = 0; i < last; i++)
    {
      if (g_ascii_strcasecmp (severity_names[i], severity) == 0)
        return self->severity[i];
    }
  return self->severity[last];
}

/**
 * pp_odds_past_control:
 * @self: odds
 * @status: a control's status
 *
 * Returns: the part of attempts that comes past a control of that status
 */
double
pp_odds_past_control (const PpOdds *self,
                      const char   *status)
{
  for (guint i = 0; i < G_N_ELEMENTS (control_names); i++)
    {
      if (g_ascii_strcasecmp (control_names[i], status) == 0)
        return 1 - self->control[i];
    }
  return 1;
}
