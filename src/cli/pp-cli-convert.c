/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-cli.h"
#include "pp-cli-document.h"
#include "pp-json.h"

typedef struct {
  char *from;
  char *to;
  char *loss;
  char *marking;
} Options;

/* The format to write: the one asked for, or the usual one of files with such a name. */
static const PpFormat *
target_format (const char *to,
               const char *file_name)
{
  const PpFormat *format;

  if (to != NULL)
    return pp_cli_find_format (to);
  format = pp_formats_for_file_name (file_name);
  if (format == NULL)
    pp_cli_complain (file_name, " %s", _("its name does not tell the format; give it with --to"));
  return format;
}

static void
add_losses (JsonArray  *array,
            PpLoss     *loss,
            const char *stage)
{
  for (guint i = 0; i < pp_loss_get_n_items (loss); i++)
    {
      const PpLossItem *item = pp_loss_get_item (loss, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "stage", stage);
      json_object_set_string_member (object, "place", item->place);
      json_object_set_string_member (object, "message", item->message);
      json_array_add_object_element (array, object);
    }
}

static gboolean
save_losses (const char *file_name,
             PpLoss     *read_loss,
             PpLoss     *write_loss)
{
  JsonArray *array = json_array_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  g_autoptr (GBytes) bytes = NULL;
  char *text;
  gsize length;

  add_losses (array, read_loss, "read");
  add_losses (array, write_loss, "write");
  json_node_take_array (node, array);
  text = pp_json_to_string (node, PP_JSON_STYLE_CANONICAL, &length);
  bytes = g_bytes_new_take (text, length);
  return pp_cli_save_bytes (file_name, bytes);
}

static PpCliStatus
convert (const char    *in,
         const char    *out,
         const Options *options)
{
  const PpFormat *from = options->from != NULL ? pp_cli_find_format (options->from) : NULL;
  g_autoptr (PpLoss) loss = pp_loss_new ();
  g_autoptr (PpCliDocument) document = NULL;
  const PpFormat *to;
  guint n_losses;

  if (options->from != NULL && from == NULL)
    return PP_CLI_FAILED;
  to = target_format (options->to, out);
  if (to == NULL)
    return PP_CLI_FAILED;
  document = pp_cli_document_load (in, from);
  if (document == NULL || !pp_cli_document_release (document, options->marking) ||
      !pp_cli_document_save (document->model, to, out, loss))
    return PP_CLI_FAILED;
  if (options->loss != NULL && !save_losses (options->loss, document->loss, loss))
    return PP_CLI_FAILED;
  n_losses = pp_loss_get_n_items (document->loss) + pp_loss_get_n_items (loss);
  pp_cli_complain (out, ngettext (" %u thing could not be carried", " %u things could not be carried",
                                  n_losses), n_losses);
  return PP_CLI_DONE;
}

/* convert IN OUT [--from F] [--to F] [--loss FILE] */
PpCliStatus
pp_cli_convert (char **arguments)
{
  Options options = { NULL };
  const GOptionEntry entries[] = {
    { "from", 0, 0, G_OPTION_ARG_STRING, &options.from, N_("The format to read; found out when not given"),
      N_("FORMAT") },
    { "to", 0, 0, G_OPTION_ARG_STRING, &options.to, N_("The format to write; by the name when not given"),
      N_("FORMAT") },
    { "loss", 0, 0, G_OPTION_ARG_FILENAME, &options.loss, N_("Write what could not be carried to a file"),
      N_("FILE") },
    { "marking", 0, 0, G_OPTION_ARG_STRING, &options.marking,
      N_("Only what may be shown at this marking, such as TLP:GREEN"), N_("MARKING") },
    { NULL },
  };
  g_auto (GStrv) parameters = NULL;
  PpCliStatus status;

  parameters = pp_cli_parse (arguments, _("IN OUT"), _("Writes a model in another format."), entries, 2,
                             &status);
  if (parameters != NULL)
    status = convert (parameters[0], parameters[1], &options);
  g_free (options.from);
  g_free (options.to);
  g_free (options.loss);
  g_free (options.marking);
  return status;
}
