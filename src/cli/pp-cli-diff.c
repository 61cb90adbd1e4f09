/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-cli.h"
#include "pp-cli-describe.h"
#include "pp-cli-document.h"
#include "pp-diff.h"

static guint
count (GPtrArray         *changes,
       PpChangeOperation  operation)
{
  guint n_changes = 0;

  for (guint i = 0; i < changes->len; i++)
    {
      PpChange *change = g_ptr_array_index (changes, i);

      if (change->operation == operation)
        n_changes++;
    }
  return n_changes;
}

static JsonNode *
diff_to_json (GPtrArray *changes)
{
  JsonObject *object = json_object_new ();

  json_object_set_boolean_member (object, "equal", changes->len == 0);
  json_object_set_int_member (object, "added", count (changes, PP_CHANGE_ADD));
  json_object_set_int_member (object, "removed", count (changes, PP_CHANGE_REMOVE));
  json_object_set_int_member (object, "set", count (changes, PP_CHANGE_SET));
  json_object_set_member (object, "changes", pp_change_list_to_json (changes));
  return pp_cli_object_node (object);
}

static char *
diff_to_text (PpModel   *a,
              PpModel   *b,
              GPtrArray *changes)
{
  PpModel * const models[] = { b, a, NULL };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < changes->len; i++)
    {
      g_autofree char *line = pp_cli_describe_change (models, g_ptr_array_index (changes, i));

      if (line != NULL)
        g_string_append (text, line);
    }
  if (text->len == 0 && changes->len > 0)
    g_string_append_printf (text, "~ %s\n", _("keys that Parapet does not read"));
  return g_string_free (text, FALSE);
}

static PpCliStatus
diff (const char *a_name,
      const char *b_name,
      gboolean    json)
{
  g_autoptr (PpCliDocument) a = pp_cli_document_load (a_name, NULL);
  g_autoptr (PpCliDocument) b = a != NULL ? pp_cli_document_load (b_name, NULL) : NULL;
  g_autoptr (GPtrArray) changes = NULL;
  gboolean printed;

  if (b == NULL)
    return PP_CLI_FAILED;
  changes = pp_diff_models (a->model, b->model);
  if (json)
    {
      g_autoptr (JsonNode) node = diff_to_json (changes);

      printed = pp_cli_print_json (node);
    }
  else
    {
      g_autofree char *text = diff_to_text (a->model, b->model, changes);

      printed = pp_cli_print (text);
    }
  if (!printed)
    return PP_CLI_FAILED;
  return changes->len == 0 ? PP_CLI_DONE : PP_CLI_NO;
}

/* diff A B [--json] */
PpCliStatus
pp_cli_diff (char **arguments)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Answer in JSON"), NULL },
    { NULL },
  };
  g_auto (GStrv) parameters = NULL;
  PpCliStatus status;

  parameters = pp_cli_parse (arguments, _("A B"),
                             _("Tells what must be done to model A to make it equal to model B.\n"
                               "The exit status is 1 when they differ."),
                             entries, 2, &status);
  return parameters != NULL ? diff (parameters[0], parameters[1], json) : status;
}
