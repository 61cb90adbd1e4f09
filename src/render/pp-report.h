/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-analysis.h"
#include "pp-report-tree.h"

G_BEGIN_DECLS

#define PP_REPORT_ERROR (pp_report_error_quark ())
GQuark pp_report_error_quark (void);

/**
 * PpReportError:
 * @PP_REPORT_ERROR_UNKNOWN_FORMAT: the name's ending is none of those that are written
 * @PP_REPORT_ERROR_FAILED: cairo could not write it
 */
typedef enum {
  PP_REPORT_ERROR_UNKNOWN_FORMAT,
  PP_REPORT_ERROR_FAILED,
} PpReportError;

typedef enum {
  PP_REPORT_HTML,
  PP_REPORT_PDF,
  PP_REPORT_MARKDOWN,
} PpReportFormat;

/**
 * PpReportOptions:
 * @layouts: (nullable) (array zero-terminated=1): identifiers of layouts; only these, and what they show
 * @since: (nullable): an older version of the model; what has changed since is told
 * @date: (nullable): the day of the report, as YYYY-MM-DD; without it the report has none
 * @catalogue: (nullable): the language of the report; %NULL for English
 * @rules: (nullable): the rules; %NULL for those of the program and of the user
 */
typedef struct {
  const char * const *layouts;
  PpModel            *since;
  const char         *date;
  PpCatalogue        *catalogue;
  PpRuleSet          *rules;
} PpReportOptions;

/**
 * PpReportProgress:
 * @done: from 0 to 1
 *
 * Told now and then, in the thread that does the work.
 */
typedef void (* PpReportProgress) (double   done,
                                   gpointer user_data);

/* By the ending of a file's name: html, htm, pdf, md. */
gboolean  pp_report_format_from_name (const char             *file_name,
                                      PpReportFormat         *format,
                                      GError                **error);

/* What is in a model as a report. Looks for threats itself. May be called in any thread that
 * has the model for itself. NULL only when cancelled. */
PpReport *pp_report_new              (PpModel                *model,
                                      PpKinds                *kinds,
                                      const PpReportOptions  *options,
                                      GCancellable           *cancellable,
                                      GError                **error);
/* The same report gives the same bytes. */
GBytes   *pp_report_write            (PpReport               *self,
                                      PpReportFormat          format,
                                      PpReportProgress        progress,
                                      gpointer                user_data,
                                      GCancellable           *cancellable,
                                      GError                **error);

G_END_DECLS
