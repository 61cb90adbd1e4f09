/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-marking.h"
#include "pp-report.h"

G_BEGIN_DECLS

/**
 * PpReportOrder:
 * @file: where the report goes
 * @format: what it is
 * @layout: (nullable): the identifier of the only diagram
 * @ceiling: (nullable): what the readers may see; %NULL for everything
 * @since: (nullable): an older version of the model
 * @date: (nullable): the day of the report
 * @catalogue: (nullable): its language; %NULL for English
 */
typedef struct {
  GFile           *file;
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
