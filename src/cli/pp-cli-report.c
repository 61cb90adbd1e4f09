/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A model as a document for people who have no Parapet. */

#include "pp-cli.h"

#include <stdio.h>

#include "pp-cli-document.h"
#include "pp-release.h"
#include "pp-report.h"

typedef struct {
  char  *out;
  char  *marking;
  char  *since;
  char  *date;
  char  *language;
  char **layouts;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->out);
  g_free (self->marking);
  g_free (self->since);
  g_free (self->date);
  g_free (self->language);
  g_strfreev (self->layouts);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* The identifiers of the layouts that are asked for; NULL after a mistake. */
static char **
find_layouts (PpCliDocument *document,
              char         **titles)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; titles[i] != NULL; i++)
    {
      PpLayout *layout = pp_cli_document_find_layout (document, titles[i]);

      if (layout == NULL)
        return NULL;
      g_ptr_array_add (ids, g_strdup (pp_record_get_id (PP_RECORD (layout))));
    }
  g_ptr_array_add (ids, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&ids), FALSE);
}

static gboolean
is_date (const char *text)
{
  int year, month, day, end = 0;

  return sscanf (text, "%4d-%2d-%2d%n", &year, &month, &day, &end) == 3 && text[end] == '\0' && end == 10 &&
         g_date_valid_dmy (day, month, year);
}

/* As asked for, or as https://reproducible-builds.org/specs/source-date-epoch/ says; none otherwise, so
 * that the same model gives the same report on any day. */
static gboolean
find_date (const Options  *options,
           char          **date)
{
  const char *epoch = g_getenv ("SOURCE_DATE_EPOCH");
  g_autoptr (GDateTime) time = NULL;
  gint64 seconds;

  *date = NULL;
  if (options->date != NULL)
    {
      if (!is_date (options->date))
        {
          g_printerr ("parapet-cli report: %s\n", _("--date wants a day, as in 2026-05-31"));
          return FALSE;
        }
      *date = g_strdup (options->date);
    }
  else if (epoch != NULL && g_ascii_string_to_signed (epoch, 10, 0, G_MAXINT32 * (gint64) 50, &seconds, NULL))
    {
      time = g_date_time_new_from_unix_utc (seconds);
      *date = time != NULL ? g_date_time_format (time, "%Y-%m-%d") : NULL;
    }
  return TRUE;
}

/* The older version, and of both only what may be seen. */
static gboolean
release (PpCliDocument *document,
         PpCliDocument *since,
         const char    *ceiling)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PpMarking) marking = NULL;
  PpModel *models[2] = { NULL };

  if (ceiling == NULL || since == NULL)
    return pp_cli_document_release (document, ceiling);
  marking = pp_marking_new_from_text (ceiling, &error);
  if (marking == NULL)
    {
      pp_cli_complain ("--marking", " %s", error->message);
      return FALSE;
    }
  models[0] = pp_release_new_since (document->model, since->model, marking, &models[1]);
  g_object_unref (document->model);
  document->model = models[0];
  g_object_unref (since->model);
  since->model = models[1];
  return TRUE;
}

/* A report is in English unless another language is asked for: the locale does not count, so that the same
 * command gives the same report everywhere. */
static gboolean
find_catalogue (const Options  *options,
                PpCatalogue   **catalogue)
{
  g_autoptr (GError) error = NULL;

  *catalogue = NULL;
  if (options->language != NULL)
    *catalogue = pp_catalogue_new (pp_catalogue_get_folder (LOCALE_DIR), GETTEXT_PACKAGE, options->language, &error);
  if (error == NULL)
    return TRUE;
  pp_cli_complain ("--language", " %s", error->message);
  return FALSE;
}

static PpCliStatus
write_report (PpCliDocument *document,
              PpCliDocument *since,
              const Options *options,
              PpReportFormat format)
{
  g_auto (GStrv) layouts = options->layouts != NULL ? find_layouts (document, options->layouts) : NULL;
  g_autofree char *date = NULL;
  g_autoptr (PpCatalogue) catalogue = NULL;
  PpReportOptions report_options = { .since = since != NULL ? since->model : NULL };
  g_autoptr (PpReport) report = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  if ((options->layouts != NULL && layouts == NULL) || !find_date (options, &date) ||
      !find_catalogue (options, &catalogue))
    return PP_CLI_FAILED;
  report_options.layouts = (const char * const *) layouts;
  report_options.date = date;
  report_options.catalogue = catalogue;
  report = pp_report_new (document->model, pp_kinds_get_default (), &report_options, NULL, &error);
  bytes = pp_report_write (report, format, NULL, NULL, NULL, &error);
  if (bytes == NULL)
    pp_cli_complain (document->name, " %s", error->message);
  return bytes != NULL && pp_cli_save_bytes (options->out, bytes) ? PP_CLI_DONE : PP_CLI_FAILED;
}

static PpCliStatus
report (const char    *name,
        const Options *options)
{
  g_autoptr (PpCliDocument) document = NULL;
  g_autoptr (PpCliDocument) since = NULL;
  g_autoptr (GError) error = NULL;
  PpReportFormat format;

  if (options->out == NULL)
    {
      g_printerr ("parapet-cli report: %s\n", _("-o OUT is missing"));
      return PP_CLI_FAILED;
    }
  if (!pp_report_format_from_name (options->out, &format, &error))
    {
      pp_cli_complain (options->out, " %s", error->message);
      return PP_CLI_FAILED;
    }
  pp_cli_tell_attack_faults ();
  document = pp_cli_document_load (name, NULL);
  if (document == NULL)
    return PP_CLI_FAILED;
  if (options->since != NULL && (since = pp_cli_document_load (options->since, NULL)) == NULL)
    return PP_CLI_FAILED;
  if (!release (document, since, options->marking))
    return PP_CLI_FAILED;
  return write_report (document, since, options, format);
}

/* report FILE -o OUT.{html,pdf,md} [--layout TITLE]… [--marking MAX] [--since FILE] [--date DAY]
 * [--language LANGUAGE] */
PpCliStatus
pp_cli_report (char **arguments)
{
  g_auto (Options) options = { NULL };
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.out,
      N_("Where to write the report: a name that ends with .html, .pdf or .md"), N_("OUT") },
    { "layout", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.layouts,
      N_("Only this diagram and what it shows; may be given several times"), N_("TITLE") },
    { "marking", 0, 0, G_OPTION_ARG_STRING, &options.marking,
      N_("Only what may be shown at this marking, such as TLP:GREEN"), N_("MARKING") },
    { "since", 0, 0, G_OPTION_ARG_FILENAME, &options.since,
      N_("Also tell what has changed since this older version of the model"), N_("FILE") },
    { "date", 0, 0, G_OPTION_ARG_STRING, &options.date,
      N_("The day of the report; without it the report has none"), N_("YYYY-MM-DD") },
    { "language", 0, 0, G_OPTION_ARG_STRING, &options.language,
      N_("The language of the report, such as de; without it English"), N_("LANGUAGE") },
    { NULL },
  };
  PpCliStatus status;
  g_auto (GStrv) parameters = pp_cli_parse (arguments, _("FILE"), _("Writes a report of a model."), entries, 1,
                                            &status);

  return parameters != NULL ? report (parameters[0], &options) : status;
}
