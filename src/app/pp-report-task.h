/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-marking.h"
#include "pp-report.h"

G_BEGIN_DECLS

/**
 * PpReportContent: what is written
 * @PP_REPORT_CONTENT_REPORT: a report for people
 * @PP_REPORT_CONTENT_CSV: what is found, as a table for trackers
 * @PP_REPORT_CONTENT_SARIF: what is found, for code scanning
 */
typedef enum {
  PP_REPORT_CONTENT_REPORT,
  PP_REPORT_CONTENT_CSV,
  PP_REPORT_CONTENT_SARIF,
} PpReportContent;

/**
 * PpReportOrder:
 * @file: where the report goes
 * @content: what is written; lists of what is found have only a file, a model's file and a ceiling
 * @model_file: (nullable): where the model is, for SARIF
 * @format: what a report is
 * @layout: (nullable): the identifier of the only diagram
 * @ceiling: (nullable): what the readers may see; %NULL for everything
 * @since: (nullable): an older version of the model
 * @date: (nullable): the day of the report
 * @catalogue: (nullable): its language; %NULL for English
 */
typedef struct {
  GFile           *file;
  PpReportContent  content;
  GFile           *model_file;
  PpReportFormat   format;
  const char      *layout;
  const PpMarking *ceiling;
  GFile           *since;
  const char      *date;
  PpCatalogue     *catalogue;
} PpReportOrder;

/* Writes a report of the model as it is now, in a thread. @progress is called in the main loop. */
void     pp_report_write_async  (PpModel             *model,
                                 const PpReportOrder *order,
                                 PpReportProgress     progress,
                                 gpointer             progress_data,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data);
gboolean pp_report_write_finish (GAsyncResult        *result,
                                 GError             **error);

G_END_DECLS
