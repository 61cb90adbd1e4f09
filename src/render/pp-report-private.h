/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib/gi18n.h>

#include "pp-register.h"
#include "pp-report.h"
#include "pp-wording.h"

G_BEGIN_DECLS

/* What the sections of a report are made from. */
typedef struct {
  PpReport              *report;
  const PpReportOptions *options;
  PpModel               *model;
  PpKinds               *kinds;
  PpAnalysis            *analysis;
  PpWording              wording;       /* in the language of the report */
  GPtrArray             *layouts;       /* (element-type PpLayout): those that are shown, in their order */
  GHashTable            *shown;         /* identifiers of elements; NULL for all */
  GPtrArray             *entries;       /* (element-type PpRegisterEntry), the worst first */
} PpReportBuilder;

gboolean      _pp_report_shows          (PpReportBuilder       *self,
                                         const char            *element_id);

/* --- Words ------------------------------------------------------------------------------------ */

/* What to call an element. */
char         *_pp_report_dup_name       (PpReportBuilder       *self,
                                         const char            *element_id);
char         *_pp_report_dup_value      (PpReport              *report,
                                         JsonNode              *value);
/* “Encrypted: no”. */
char         *_pp_report_dup_statement  (PpReportBuilder       *self,
                                         const char            *property,
                                         JsonNode              *value);
/* What a threat is called; whether that is English whatever the language of the report. */
char         *_pp_report_dup_title      (PpReportBuilder       *self,
                                         const PpRegisterEntry *entry,
                                         gboolean              *english);
char         *_pp_report_dup_marking    (JsonNode              *marking);
/* In English. */
const char   *_pp_report_severity_word  (int                    severity);
PpReportTone  _pp_report_severity_tone  (int                    severity);
/* In English, or whatever words stand in the model. */
const char   *_pp_report_status_word    (const PpRegisterEntry *entry);
const char   *_pp_report_kind_word      (PpReportBuilder       *self,
                                         PpElement             *element);
/* References with their names where they are known, with “; ” between. */
char         *_pp_report_dup_references (const char * const    *references);

/* --- Sections --------------------------------------------------------------------------------- */

void          _pp_report_add_summary    (PpReportBuilder       *self);
void          _pp_report_add_elements   (PpReportBuilder       *self);
void          _pp_report_add_threats    (PpReportBuilder       *self);
void          _pp_report_add_controls   (PpReportBuilder       *self);
void          _pp_report_add_questions  (PpReportBuilder       *self);
void          _pp_report_add_paths      (PpReportBuilder       *self);
void          _pp_report_add_coverage   (PpReportBuilder       *self);
void          _pp_report_add_changes    (PpReportBuilder       *self);

/* --- Writers ---------------------------------------------------------------------------------- */

typedef struct {
  PpReportProgress  progress;
  gpointer          user_data;
  GCancellable     *cancellable;
} PpReportTask;

/* FALSE when it was cancelled. */
gboolean      _pp_report_task_step      (const PpReportTask    *self,
                                         double                 done,
                                         GError               **error);
/* How a text that holds pictures is written: each kind of block with it at the end of @out. */
typedef struct {
  void     (* heading)   (GString              *out,
                          const PpReportBlock  *block,
                          guint                 number);
  void     (* paragraph) (GString              *out,
                          const PpReportBlock  *block);
  void     (* list)      (GString              *out,
                          const PpReportBlock  *block);
  void     (* table)     (GString              *out,
                          const PpReportBlock  *block);
  void     (* entry)     (GString              *out,
                          const PpReportBlock  *block,
                          guint                 level);
  void     (* numbers)   (GString              *out,
                          const PpReportBlock  *block);
  gboolean (* picture)   (GString              *out,
                          PpReport             *report,
                          const PpReportBlock  *block,
                          guint                 number,
                          gpointer              user_data,
                          GError              **error);
} PpReportMarkup;

gboolean      _pp_report_append_blocks  (GString               *out,
                                         PpReport              *report,
                                         const PpReportTask    *task,
                                         const PpReportMarkup  *markup,
                                         gpointer               user_data,
                                         GError               **error);
GBytes       *_pp_report_write_html     (PpReport              *report,
                                         const PpReportTask    *task,
                                         GError               **error);
GBytes       *_pp_report_write_pdf      (PpReport              *report,
                                         const PpReportTask    *task,
                                         GError               **error);
GBytes       *_pp_report_write_markdown (PpReport              *report,
                                         const PpReportTask    *task,
                                         GError               **error);

G_END_DECLS
