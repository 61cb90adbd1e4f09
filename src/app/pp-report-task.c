/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-report-task.h"

#include <string.h>

#include "pp-file.h"
#include "pp-findings.h"
#include "pp-format.h"
#include "pp-json.h"
#include "pp-release.h"
#include "pp-task.h"

#define STEPS 1000
#define PROGRESS_MS 100

typedef struct {
  /* Owned by the thread while it runs */
  PpModel          *model;      /* a copy of our own */
  GFile            *file;
  GFile            *since;
  PpMarking        *ceiling;
  char             *layout;
  char             *date;
  PpCatalogue      *catalogue;
  PpReportFormat    format;
  PpReportContent   content;
  char             *uri;
  gboolean          one_layout;

  /* Shared */
  int               done;       /* of STEPS; atomic */

  /* Of the main loop */
  PpReportProgress  progress;
  gpointer          progress_data;
  guint             timeout;
} Work;

static void
work_free (Work *work)
{
  g_clear_handle_id (&work->timeout, g_source_remove);
  g_object_unref (work->model);
  g_object_unref (work->file);
  g_clear_object (&work->since);
  g_clear_pointer (&work->ceiling, pp_marking_free);
  g_free (work->layout);
  g_free (work->date);
  g_free (work->uri);
  g_clear_pointer (&work->catalogue, pp_catalogue_unref);
  g_free (work);
}

static gboolean
tell_cb (gpointer user_data)
{
  Work *work = user_data;

  work->progress ((double) g_atomic_int_get (&work->done) / STEPS, work->progress_data);
  return G_SOURCE_CONTINUE;
}

static void
note_progress (double   done,
               gpointer user_data)
{
  Work *work = user_data;

  g_atomic_int_set (&work->done, (int) (done * STEPS));
}

static gboolean
load_since (Work          *work,
            GCancellable  *cancellable,
            PpModel      **since,
            GError       **error)
{
  g_autofree char *name = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (PpLoss) loss = pp_loss_new ();

  *since = NULL;
  if (work->since == NULL)
    return TRUE;
  name = g_file_get_basename (work->since);
  bytes = pp_file_load (work->since, NULL, cancellable, error);
  if (bytes != NULL)
    *since = pp_formats_read (NULL, bytes, name, NULL, loss, error);
  return *since != NULL;
}

/* The layouts of a release have other identifiers than those of the model; their order is the same. NULL for
 * one that is left out: then the report shows no diagram. */
static char *
find_layout (PpModel    *model,
             PpModel    *release,
             const char *id,
             GPtrArray  *left_out)
{
  g_autoptr (GPtrArray) before = pp_model_dup_layouts (model);
  g_autoptr (GPtrArray) after = pp_model_dup_layouts (release);
  PpLayout *layout = pp_model_lookup_layout (model, id);
  guint place = 0;

  for (guint i = 0; i < before->len && g_ptr_array_index (before, i) != layout; i++)
    place += !g_ptr_array_find (left_out, g_ptr_array_index (before, i), NULL);
  if (layout == NULL || g_ptr_array_find (left_out, layout, NULL) || place >= after->len)
    return NULL;
  return g_strdup (pp_record_get_id (g_ptr_array_index (after, place)));
}

static void
make_release (Work     *work,
              PpModel **since)
{
  g_autoptr (GPtrArray) left_out = NULL;
  g_autofree char *layout = g_steal_pointer (&work->layout);
  PpModel *model = work->model;
  PpModel *former = NULL;

  if (*since != NULL)
    work->model = pp_release_new_since (model, *since, work->ceiling, &former);
  else
    work->model = pp_release_new (model, work->ceiling);
  left_out = pp_release_list_left_out (model, work->ceiling);
  work->layout = layout != NULL ? find_layout (model, work->model, layout, left_out) : NULL;
  g_object_unref (model);
  if (former != NULL)
    {
      g_object_unref (*since);
      *since = former;
    }
}

/* The same bytes as those of the command line. */
static GBytes *
write_findings (Work *work)
{
  const PpAnalysisOptions analysis_options = { FALSE, FALSE, NULL };
  const PpFindingsOptions options = { .uri = work->ceiling == NULL ? work->uri : NULL, .version = PACKAGE_VERSION };
  g_autoptr (PpRuleSet) rules = pp_rule_set_new_default ();
  g_autoptr (PpAnalysis) analysis = pp_analysis_new (work->model, pp_kinds_get_default (), rules,
                                                     &analysis_options);
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *text = NULL;
  char *line;

  pp_analysis_run (analysis);
  if (work->content == PP_REPORT_CONTENT_CSV)
    {
      text = pp_findings_to_csv (analysis, &options);
      return g_bytes_new (text, strlen (text));
    }
  node = pp_findings_to_sarif (analysis, &options);
  text = pp_json_to_string (node, PP_JSON_STYLE_INDENTED, NULL);
  line = g_strconcat (text, "\n", NULL);
  return g_bytes_new_take (line, strlen (line));
}

static GBytes *
write_report (Work          *work,
              GCancellable  *cancellable,
              GError       **error)
{
  g_autoptr (PpModel) since = NULL;
  g_autoptr (PpReport) report = NULL;
  const char *layouts[2] = { NULL };
  PpReportOptions options = { .date = work->date, .catalogue = work->catalogue };

  if (!load_since (work, cancellable, &since, error))
    return NULL;
  if (work->ceiling != NULL)
    make_release (work, &since);
  if (work->content != PP_REPORT_CONTENT_REPORT)
    return write_findings (work);
  layouts[0] = work->layout;
  options.layouts = work->one_layout ? layouts : NULL;
  options.since = since;
  report = pp_report_new (work->model, pp_kinds_get_default (), &options, cancellable, error);
  return report != NULL ? pp_report_write (report, work->format, note_progress, work, cancellable, error) : NULL;
}

static void
write_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  Work *work = task_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = write_report (work, cancellable, &error);

  if (bytes != NULL && pp_file_save (work->file, bytes, NULL, NULL, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* A relative reference, as SARIF wants it: nobody else has the folders of this machine. */
static char *
dup_uri (GFile *file)
{
  g_autofree char *name = file != NULL ? g_file_get_basename (file) : NULL;

  return name != NULL ? g_uri_escape_string (name, NULL, FALSE) : NULL;
}

void
pp_report_write_async (PpModel             *model,
                       const PpReportOrder *order,
                       PpReportProgress     progress,
                       gpointer             progress_data,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Work *work = g_new0 (Work, 1);

  g_task_set_source_tag (task, pp_report_write_async);
  work->model = pp_model_copy (model);
  work->file = g_object_ref (order->file);
  work->since = order->since != NULL ? g_object_ref (order->since) : NULL;
  work->ceiling = order->ceiling != NULL ? pp_marking_copy (order->ceiling) : NULL;
  work->layout = g_strdup (order->layout);
  work->one_layout = order->layout != NULL;
  work->date = g_strdup (order->date);
  work->catalogue = order->catalogue != NULL ? pp_catalogue_ref (order->catalogue) : NULL;
  work->format = order->format;
  work->content = order->content;
  work->uri = dup_uri (order->model_file);
  work->progress = progress;
  work->progress_data = progress_data;
  if (progress != NULL)
    work->timeout = g_timeout_add (PROGRESS_MS, tell_cb, work);
  g_task_set_task_data (task, work, (GDestroyNotify) work_free);
  /* Made here: kinds are made on the main thread. */
  pp_kinds_get_default ();
  pp_task_run_in_thread (task, write_in_thread);
}

gboolean
pp_report_write_finish (GAsyncResult  *result,
                        GError       **error)
{
  Work *work = g_task_get_task_data (G_TASK (result));

  g_clear_handle_id (&work->timeout, g_source_remove);
  return g_task_propagate_boolean (G_TASK (result), error);
}
