/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Everything that is wrong with a file, from four sources: the text itself, what the reader could not
 * carry, what contradicts itself in the model, and kinds that nobody knows. */

#include "pp-cli.h"

#include <string.h>

#include "pp-check.h"
#include "pp-cli-document.h"
#include "pp-cli-places.h"
#include "pp-kinds.h"

typedef struct {
  gboolean  is_error;
  char     *code;
  char     *place;
  char     *message;
} Finding;

static void
finding_free (gpointer data)
{
  Finding *finding = data;

  g_free (finding->code);
  g_free (finding->place);
  g_free (finding->message);
  g_free (finding);
}

/* Takes the place and the message. */
static void
add_finding (GPtrArray  *findings,
             gboolean    is_error,
             const char *code,
             char       *place,
             char       *message)
{
  Finding *finding = g_new0 (Finding, 1);

  finding->is_error = is_error;
  finding->code = g_strdup (code);
  finding->place = place;
  finding->message = message;
  g_ptr_array_add (findings, finding);
}

/* Messages of formats are `PLACE: what is wrong`. */
static void
add_format_error (GPtrArray *findings,
                  GError    *error)
{
  const char *colon = strstr (error->message, ": ");

  if (colon != NULL)
    add_finding (findings, TRUE, "format", g_strndup (error->message, (gsize) (colon - error->message)),
                 g_strdup (colon + 2));
  else
    add_finding (findings, TRUE, "format", g_strdup ("/"), g_strdup (error->message));
}

static void
add_problems (GPtrArray   *findings,
              PpModel     *model,
              PpCliPlaces *places)
{
  g_autoptr (GPtrArray) problems = pp_check_model (model);

  for (guint i = 0; i < problems->len; i++)
    {
      const PpProblem *problem = g_ptr_array_index (problems, i);

      add_finding (findings, problem->severity == PP_PROBLEM_ERROR, problem->code,
                   pp_cli_places_find (places, problem->type, problem->id, problem->place),
                   g_strdup (problem->message));
    }
}

static void
add_unknown_kinds (GPtrArray    *findings,
                   PpModel      *model,
                   PpRecordType  type,
                   PpCliPlaces  *places)
{
  PpKinds *kinds = pp_kinds_get_default ();
  g_autoptr (GPtrArray) records = pp_model_dup_sorted (model, type);

  for (guint i = 0; i < records->len; i++)
    {
      PpElement *element = g_ptr_array_index (records, i);
      const char *id = pp_record_get_id (PP_RECORD (element));
      const char *kind = pp_element_get_kind (element);
      g_autofree char *place = g_strdup_printf ("/%ss/%s/kind", pp_record_type_to_string (type), id);

      if (*kind != '\0' && pp_kinds_lookup (kinds, kind) == NULL)
        add_finding (findings, FALSE, "unknown-kind", pp_cli_places_find (places, type, id, place),
                     g_strdup_printf ("The kind “%.80s” is not known", kind));
    }
}

static gboolean
has_finding_at (GPtrArray  *findings,
                const char *place)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const Finding *finding = g_ptr_array_index (findings, i);

      if (strcmp (finding->place, place) == 0)
        return TRUE;
    }
  return FALSE;
}

/* What the reader reported and the check found too is told once. */
static void
add_losses (GPtrArray *findings,
            PpLoss    *loss)
{
  guint n_found = findings->len;

  for (guint i = 0; i < pp_loss_get_n_items (loss); i++)
    {
      const PpLossItem *item = pp_loss_get_item (loss, i);

      if (item->is_fault)
        add_finding (findings, TRUE, "fault", g_strdup (item->place), g_strdup (item->message));
      else if (n_found == 0 || !has_finding_at (findings, item->place))
        add_finding (findings, FALSE, "not-carried", g_strdup (item->place), g_strdup (item->message));
    }
}

static GPtrArray *
find_everything (const char      *name,
                 GBytes          *bytes,
                 const PpFormat **format)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func (finding_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (PpCliDocument) document = pp_cli_document_new (name, bytes, NULL, &error);
  g_autoptr (PpCliPlaces) places = NULL;

  if (document == NULL)
    {
      add_format_error (findings, error);
      return findings;
    }
  *format = document->format;
  places = pp_cli_places_new (document);
  add_problems (findings, document->model, places);
  add_unknown_kinds (findings, document->model, PP_RECORD_NODE, places);
  add_unknown_kinds (findings, document->model, PP_RECORD_EDGE, places);
  add_losses (findings, document->loss);
  return findings;
}

static guint
count_errors (GPtrArray *findings)
{
  guint n_errors = 0;

  for (guint i = 0; i < findings->len; i++)
    {
      const Finding *finding = g_ptr_array_index (findings, i);

      n_errors += finding->is_error ? 1 : 0;
    }
  return n_errors;
}

static JsonNode *
answer_to_json (GPtrArray      *findings,
                const PpFormat *format)
{
  JsonObject *object = json_object_new ();
  JsonArray *array = json_array_new ();
  guint n_errors = count_errors (findings);

  for (guint i = 0; i < findings->len; i++)
    {
      const Finding *finding = g_ptr_array_index (findings, i);
      JsonObject *item = json_object_new ();

      json_object_set_string_member (item, "severity", finding->is_error ? "error" : "warning");
      json_object_set_string_member (item, "code", finding->code);
      json_object_set_string_member (item, "place", finding->place);
      json_object_set_string_member (item, "message", finding->message);
      json_array_add_object_element (array, item);
    }
  json_object_set_boolean_member (object, "valid", n_errors == 0);
  if (format != NULL)
    json_object_set_string_member (object, "format", format->id);
  else
    json_object_set_null_member (object, "format");
  json_object_set_int_member (object, "errors", n_errors);
  json_object_set_int_member (object, "warnings", findings->len - n_errors);
  json_object_set_array_member (object, "problems", array);
  return pp_cli_object_node (object);
}

static gboolean
answer_in_words (GPtrArray  *findings,
                 const char *name)
{
  guint n_errors = count_errors (findings);
  guint n_warnings = findings->len - n_errors;
  g_autofree char *errors = g_strdup_printf (ngettext ("%u error", "%u errors", n_errors), n_errors);
  g_autofree char *warnings = g_strdup_printf (ngettext ("%u warning", "%u warnings", n_warnings),
                                               n_warnings);
  g_autofree char *text = g_strdup_printf ("%s: %s (%s, %s)\n", name,
                                           n_errors == 0 ? _("valid") : _("not valid"), errors, warnings);

  for (guint i = 0; i < findings->len; i++)
    {
      const Finding *finding = g_ptr_array_index (findings, i);

      if (finding->is_error)
        pp_cli_complain (name, "%s: %s", finding->place, finding->message);
      else
        pp_cli_complain (name, _("%s: warning: %s"), finding->place, finding->message);
    }
  return pp_cli_print (text);
}

static PpCliStatus
validate (const char *name,
          gboolean    json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = pp_cli_load_bytes (name, &error);
  g_autoptr (GPtrArray) findings = NULL;
  const PpFormat *format = NULL;
  gboolean printed;

  if (bytes == NULL && error->domain != PP_FORMAT_ERROR)
    {
      pp_cli_complain (name, " %s", error->message);
      return PP_CLI_FAILED;
    }
  if (bytes != NULL)
    {
      findings = find_everything (name, bytes, &format);
    }
  else
    {
      findings = g_ptr_array_new_with_free_func (finding_free);
      add_format_error (findings, error);
    }
  if (json)
    {
      g_autoptr (JsonNode) node = answer_to_json (findings, format);

      printed = pp_cli_print_json (node);
    }
  else
    {
      printed = answer_in_words (findings, name);
    }
  if (!printed)
    return PP_CLI_FAILED;
  return count_errors (findings) == 0 ? PP_CLI_DONE : PP_CLI_NO;
}

/* validate FILE [--json] */
PpCliStatus
pp_cli_validate (char **arguments)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Answer in JSON"), NULL },
    { NULL },
  };
  g_auto (GStrv) parameters = NULL;
  PpCliStatus status;

  parameters = pp_cli_parse (arguments, _("FILE"),
                             _("Finds every problem of a model and tells its place.\n"
                               "The exit status is 1 when the model is not valid; warnings do not count."),
                             entries, 1, &status);
  return parameters != NULL ? validate (parameters[0], json) : status;
}
