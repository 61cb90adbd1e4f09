/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-cli.h"
#include "pp-cli-document.h"
#include "pp-marking.h"

static guint
count_open_threats (PpModel *model)
{
  guint n_threats = pp_model_get_n_records (model, PP_RECORD_THREAT);
  guint n_open = 0;

  for (guint i = 0; i < n_threats; i++)
    {
      if (pp_threat_is_open (PP_THREAT (pp_model_peek_record (model, PP_RECORD_THREAT, i))))
        n_open++;
    }
  return n_open;
}

static JsonArray *
layouts_to_json (PpModel *model)
{
  g_autoptr (GPtrArray) layouts = pp_model_dup_layouts (model);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < layouts->len; i++)
    {
      PpLayout *layout = g_ptr_array_index (layouts, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "id", pp_record_get_id (PP_RECORD (layout)));
      json_object_set_string_member (object, "title", pp_layout_get_title (layout));
      json_object_set_string_member (object, "methodology", pp_layout_get_methodology (layout));
      json_object_set_int_member (object, "elements", pp_layout_get_n_placements (layout));
      json_array_add_object_element (array, object);
    }
  return array;
}

static void
set_counts (JsonObject *object,
            PpModel    *model)
{
  for (PpRecordType type = PP_RECORD_NODE; type < PP_N_RECORD_TYPES; type++)
    {
      g_autofree char *name = g_strconcat (pp_record_type_to_string (type), "s", NULL);

      json_object_set_int_member (object, name, pp_model_get_n_records (model, type));
    }
  json_object_set_int_member (object, "openThreats", count_open_threats (model));
}

static JsonNode *
info_to_json (PpCliDocument *document)
{
  PpInfo *info = pp_model_get_info (document->model);
  JsonNode *marking = pp_info_get_marking (info);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "format", document->format->id);
  json_object_set_string_member (object, "title", pp_info_get_title (info));
  json_object_set_string_member (object, "owner", pp_info_get_owner (info));
  json_object_set_string_member (object, "id", pp_model_get_id (document->model));
  set_counts (object, document->model);
  if (marking != NULL)
    json_object_set_member (object, "marking", json_node_ref (marking));
  else
    json_object_set_null_member (object, "marking");
  json_object_set_array_member (object, "diagrams", layouts_to_json (document->model));
  return pp_cli_object_node (object);
}

static void
append_row (GString    *text,
            const char *label,
            const char *value)
{
  int padding = 13 - (int) g_utf8_strlen (label, -1);

  if (*value != '\0')
    g_string_append_printf (text, "%s:%*s%s\n", label, MAX (padding, 1), "", value);
}

static void
append_count (GString    *text,
              const char *label,
              guint       count)
{
  g_autofree char *value = g_strdup_printf ("%u", count);

  append_row (text, label, value);
}

static void
append_layouts (GString *text,
                PpModel *model)
{
  g_autoptr (GPtrArray) layouts = pp_model_dup_layouts (model);

  append_count (text, _("Diagrams"), layouts->len);
  for (guint i = 0; i < layouts->len; i++)
    {
      PpLayout *layout = g_ptr_array_index (layouts, i);
      const char *methodology = pp_layout_get_methodology (layout);
      guint n_elements = pp_layout_get_n_placements (layout);

      g_string_append_printf (text, "  %s%s%s (", pp_layout_get_title (layout),
                              *methodology != '\0' ? ", " : "", methodology);
      g_string_append_printf (text, ngettext ("%u element", "%u elements", n_elements), n_elements);
      g_string_append (text, ")\n");
    }
}

static char *
threats_text (PpModel *model)
{
  guint n_threats = pp_model_get_n_records (model, PP_RECORD_THREAT);
  guint n_open = count_open_threats (model);

  if (n_threats == 0)
    return g_strdup ("0");
  /* Translators: how many threats there are, and how many of them are open. */
  return g_strdup_printf (_("%u (%u open)"), n_threats, n_open);
}

static char *
info_to_text (PpCliDocument *document)
{
  PpModel *model = document->model;
  PpInfo *info = pp_model_get_info (model);
  g_autoptr (PpMarking) marking = pp_marking_new_from_json (pp_info_get_marking (info), NULL);
  g_autofree char *banner = marking != NULL ? pp_marking_to_banner (marking) : g_strdup ("?");
  g_autofree char *threats = threats_text (model);
  GString *text = g_string_new (NULL);

  append_row (text, _("Title"), pp_info_get_title (info));
  append_row (text, _("Format"), document->format->name);
  append_row (text, _("Marking"), banner);
  append_row (text, _("Owner"), pp_info_get_owner (info));
  append_row (text, _("Reviewer"), pp_info_get_reviewer (info));
  append_count (text, _("Nodes"), pp_model_get_n_records (model, PP_RECORD_NODE));
  append_count (text, _("Edges"), pp_model_get_n_records (model, PP_RECORD_EDGE));
  append_row (text, _("Threats"), threats);
  append_count (text, _("Controls"), pp_model_get_n_records (model, PP_RECORD_CONTROL));
  append_layouts (text, model);
  return g_string_free (text, FALSE);
}

/* info FILE [--json] */
PpCliStatus
pp_cli_info (char **arguments)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Answer in JSON"), NULL },
    { NULL },
  };
  g_auto (GStrv) parameters = NULL;
  g_autoptr (PpCliDocument) document = NULL;
  g_autofree char *text = NULL;
  PpCliStatus status;

  parameters = pp_cli_parse (arguments, _("FILE"), _("Tells what is in a model."), entries, 1, &status);
  if (parameters == NULL)
    return status;
  document = pp_cli_document_load (parameters[0], NULL);
  if (document == NULL)
    return PP_CLI_FAILED;
  if (json)
    {
      g_autoptr (JsonNode) node = info_to_json (document);

      return pp_cli_print_json (node) ? PP_CLI_DONE : PP_CLI_FAILED;
    }
  text = info_to_text (document);
  return pp_cli_print (text) ? PP_CLI_DONE : PP_CLI_FAILED;
}
