/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-cli.h"

#include <string.h>

#include "pp-cli-describe.h"
#include "pp-cli-document.h"
#include "pp-json.h"

/* git gives an empty file where there is no common ancestor. */
static PpCliDocument *
load_base (const char *name,
           PpModel    *ours)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = pp_cli_load_bytes (name, &error);
  PpCliDocument *document = NULL;

  if (bytes != NULL && g_bytes_get_size (bytes) == 0)
    {
      document = g_new0 (PpCliDocument, 1);
      document->model = pp_model_new (pp_model_get_id (ours));
    }
  else if (bytes != NULL)
    {
      document = pp_cli_document_new (name, bytes, NULL, &error);
    }
  if (document == NULL)
    pp_cli_complain (name, "%s%s", error->domain == PP_FORMAT_ERROR ? "" : " ", error->message);
  return document;
}

static JsonArray *
conflicts_to_json (GPtrArray *conflicts)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < conflicts->len; i++)
    json_array_add_element (array, pp_conflict_to_json (g_ptr_array_index (conflicts, i)));
  return array;
}

static JsonNode *
merge_to_json (PpMerge *merge)
{
  JsonObject *object = json_object_new ();
  JsonArray *repairs = json_array_new ();

  for (guint i = 0; i < merge->repairs->len; i++)
    json_array_add_string_element (repairs, g_ptr_array_index (merge->repairs, i));
  json_object_set_boolean_member (object, "clean", merge->conflicts->len == 0);
  json_object_set_array_member (object, "conflicts", conflicts_to_json (merge->conflicts));
  json_object_set_array_member (object, "repairs", repairs);
  return pp_cli_object_node (object);
}

/* A JSON pointer into what `convert --to parapet` would give of our model. */
static char *
place_of (const PpConflict *conflict)
{
  GString *place = g_string_new ("/model");

  if (conflict->type != PP_RECORD_MODEL)
    {
      g_string_printf (place, "/%ss", pp_record_type_to_string (conflict->type));
      pp_cli_append_token (place, conflict->id);
    }
  if (conflict->field != NULL)
    g_string_append_printf (place, "/%s", conflict->field);
  return g_string_free (place, FALSE);
}

static void
list_conflicts (const char      *name,
                PpModel * const *models,
                PpMerge         *merge)
{
  for (guint i = 0; i < merge->conflicts->len; i++)
    {
      const PpConflict *conflict = g_ptr_array_index (merge->conflicts, i);
      g_autofree char *place = place_of (conflict);
      g_autofree char *text = pp_cli_describe_conflict (models, conflict);

      pp_cli_complain (name, _("%s: conflict: %s"), place, text);
    }
  for (guint i = 0; i < merge->repairs->len; i++)
    pp_cli_complain (name, _(" note: %s"), (const char *) g_ptr_array_index (merge->repairs, i));
}

static PpCliStatus
merge_files (char       **parameters,
             const char  *out,
             gboolean     json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PpCliDocument) ours = pp_cli_document_load (parameters[1], NULL);
  g_autoptr (PpCliDocument) theirs = ours != NULL ? pp_cli_document_load (parameters[2], NULL) : NULL;
  g_autoptr (PpCliDocument) base = theirs != NULL ? load_base (parameters[0], ours->model) : NULL;
  g_autoptr (PpMerge) merge = NULL;

  if (base == NULL)
    return PP_CLI_FAILED;
  merge = pp_merge_models (base->model, ours->model, theirs->model, &error);
  if (merge == NULL)
    {
      pp_cli_complain (parameters[1], " %s", error->message);
      return PP_CLI_FAILED;
    }
  if (!pp_cli_document_save (merge->model, ours->format, out, NULL))
    return PP_CLI_FAILED;
  if (json)
    {
      g_autoptr (JsonNode) node = merge_to_json (merge);

      if (!pp_cli_print_json (node))
        return PP_CLI_FAILED;
    }
  else
    {
      PpModel * const models[] = { ours->model, theirs->model, base->model, NULL };

      list_conflicts (out, models, merge);
    }
  return merge->conflicts->len == 0 ? PP_CLI_DONE : PP_CLI_NO;
}

/* merge BASE OURS THEIRS -o OUT [--json] */
PpCliStatus
pp_cli_merge (char **arguments)
{
  g_autofree char *out = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &out, N_("Where to write the merged model"), N_("OUT") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Answer in JSON"), NULL },
    { NULL },
  };
  g_auto (GStrv) parameters = NULL;
  PpCliStatus status;

  parameters = pp_cli_parse (arguments, _("BASE OURS THEIRS"),
                             _("Merges what was done in OURS and in THEIRS since BASE, in the format of OURS.\n"
                               "The exit status is 1 when there are conflicts; then our values are taken.\n"
                               "As a driver for git: “parapet-cli merge %O %A %B -o %A”."),
                             entries, 3, &status);
  if (parameters == NULL)
    return status;
  if (out == NULL || (json && strcmp (out, "-") == 0))
    {
      g_printerr ("parapet-cli merge: %s\n",
                  out == NULL ? _("-o OUT is missing") : _("-o - and --json both ask for standard output"));
      return PP_CLI_FAILED;
    }
  return merge_files (parameters, out, json);
}
