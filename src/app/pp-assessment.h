/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-analysis.h"
#include "pp-badge.h"
#include "pp-history.h"

G_BEGIN_DECLS

#define PP_TYPE_THREAT_ITEM (pp_threat_item_get_type ())
G_DECLARE_FINAL_TYPE (PpThreatItem, pp_threat_item, PP, THREAT_ITEM, GObject)

/**
 * PpThreatItem:
 * @key: what it is known by while the document is open
 * @element: the identifier of the element that it stands on
 * @title: one line, in the words that files use
 * @category: the category in the words that files use; may be empty
 * @status: the status in the words that files use
 * @severity: from 0, low, to 3, critical; -1 where nobody has decided
 * @gone: a rule found it once and does not any more
 * @finding: (nullable): what a rule found
 * @threat: (nullable): what is stored in the model
 *
 * A threat as a list shows it: what a rule found, what the model holds, or both of the same. Its
 * members are read-only and never change; where something is different there is a new item.
 */
struct _PpThreatItem {
  GObject     parent_instance;

  char       *key;
  char       *element;
  char       *title;
  char       *category;
  char       *status;
  int         severity;
  gboolean    gone;
  PpFinding  *finding;
  PpThreat   *threat;
  /*< private >*/
  PpModel    *model;
  char       *shown;
  char       *sort_key;
};

gboolean    pp_threat_item_is_open      (PpThreatItem *self);
/* The title in the language of the window. */
const char *pp_threat_item_get_title    (PpThreatItem *self);
/* For strcmp(), in the order of the language. */
const char *pp_threat_item_get_sort_key (PpThreatItem *self);

#define PP_TYPE_ASSESSMENT (pp_assessment_get_type ())
G_DECLARE_FINAL_TYPE (PpAssessment, pp_assessment, PP, ASSESSMENT, GObject)

/* What threatens a document, kept up to date: what rules find, together with the threats that the
 * model holds. A first look is taken in a thread; after an edit only what can have changed is looked
 * at again, when the program is idle. Has no widgets; main thread only.
 *
 * Signals
 *   changed: items or questions are different */

PpAssessment *pp_assessment_new            (PpHistory     *history);
PpHistory    *pp_assessment_get_history    (PpAssessment  *self);
PpAnalysis   *pp_assessment_get_analysis   (PpAssessment  *self);
/* Whether the first look has been taken. */
gboolean      pp_assessment_is_ready       (PpAssessment  *self);
void          pp_assessment_set_options    (PpAssessment  *self,
                                            gboolean       prompts,
                                            gboolean       guess);
void          pp_assessment_flush          (PpAssessment  *self);
GPtrArray    *pp_assessment_list_items     (PpAssessment  *self,
                                            const PpScope *scope);
GPtrArray    *pp_assessment_list_questions (PpAssessment  *self,
                                            const PpScope *scope,
                                            guint          limit,
                                            guint         *n_questions);
void          pp_assessment_skip           (PpAssessment     *self,
                                            const PpQuestion *question);
GHashTable   *pp_assessment_dup_badges     (PpAssessment  *self);
guint         pp_assessment_count_open     (PpAssessment  *self,
                                            guint          by_severity[4]);

G_END_DECLS
