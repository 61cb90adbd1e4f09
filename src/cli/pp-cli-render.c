/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-cli.h"

#include <math.h>

#include "pp-cli-document.h"
#include "pp-export.h"

#define LARGEST_SCALE 100

typedef struct {
  char    *out;
  char    *layout;
  char    *marking;
  double   scale;
  gboolean dark;
} Options;

static GBytes *
draw (PpCliDocument         *document,
      const Options         *options,
      const PpExportOptions *export_options)
{
  PpLayout *layout = pp_cli_document_find_layout (document, options->layout);
  g_autoptr (GError) error = NULL;
  double used_scale = options->scale;
  GBytes *bytes;

  if (layout == NULL)
    return NULL;
  if (export_options->format == PP_EXPORT_PDF && options->layout == NULL)
    bytes = pp_export_all_layouts (document->model, pp_kinds_get_default (), export_options, &error);
  else
    bytes = pp_export_layout (document->model, pp_kinds_get_default (),
                              pp_record_get_id (PP_RECORD (layout)), export_options, &used_scale, &error);
  if (bytes == NULL)
    pp_cli_complain (document->name, " %s", error->message);
  else if (used_scale < options->scale)
    pp_cli_complain (options->out, _(" the picture would be too large; the scale is %g"), used_scale);
  return bytes;
}

static PpCliStatus
render (const char    *in,
        const Options *options)
{
  PpExportOptions export_options = PP_EXPORT_OPTIONS_INIT;
  g_autoptr (GError) error = NULL;
  g_autoptr (PpCliDocument) document = NULL;
  g_autoptr (GBytes) bytes = NULL;

  export_options.scale = options->scale;
  export_options.dark = options->dark;
  if (!pp_export_format_from_name (options->out, &export_options.format, &error))
    {
      pp_cli_complain (options->out, " %s", error->message);
      return PP_CLI_FAILED;
    }
  document = pp_cli_document_load (in, NULL);
  if (document != NULL && pp_cli_document_release (document, options->marking))
    bytes = draw (document, options, &export_options);
  if (bytes == NULL || !pp_cli_save_bytes (options->out, bytes))
    return PP_CLI_FAILED;
  return PP_CLI_DONE;
}

static gboolean
options_are_usable (const Options *options)
{
  if (options->out == NULL)
    {
      g_printerr ("parapet-cli render: %s\n", _("-o OUT is missing"));
      return FALSE;
    }
  if (!isfinite (options->scale) || options->scale <= 0 || options->scale > LARGEST_SCALE)
    {
      g_printerr (_("parapet-cli render: the scale must be above 0 and at most %d"), LARGEST_SCALE);
      g_printerr ("\n");
      return FALSE;
    }
  return TRUE;
}

/* render FILE -o OUT.{png,svg,pdf} [--layout TITLE] [--scale N] [--dark] */
PpCliStatus
pp_cli_render (char **arguments)
{
  Options options = { .scale = 1 };
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.out,
      N_("Where to write the picture: a name that ends with .png, .svg or .pdf"), N_("OUT") },
    { "layout", 0, 0, G_OPTION_ARG_STRING, &options.layout,
      N_("The diagram to draw; the first one, or in a PDF all, when not given"), N_("TITLE") },
    { "scale", 0, 0, G_OPTION_ARG_DOUBLE, &options.scale, N_("Pixels for one unit of the diagram"),
      N_("NUMBER") },
    { "marking", 0, 0, G_OPTION_ARG_STRING, &options.marking,
      N_("Only what may be shown at this marking, such as TLP:GREEN"), N_("MARKING") },
    { "dark", 0, 0, G_OPTION_ARG_NONE, &options.dark, N_("Draw light lines on a dark ground"), NULL },
    { NULL },
  };
  g_auto (GStrv) parameters = NULL;
  PpCliStatus status;

  parameters = pp_cli_parse (arguments, _("FILE"), _("Draws a picture of a diagram."), entries, 1, &status);
  if (parameters != NULL)
    status = options_are_usable (&options) ? render (parameters[0], &options) : PP_CLI_FAILED;
  g_free (options.out);
  g_free (options.layout);
  g_free (options.marking);
  return status;
}
