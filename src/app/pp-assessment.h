/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-badge.h"
#include "pp-history.h"
#include "pp-threat-item.h"

G_BEGIN_DECLS

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
