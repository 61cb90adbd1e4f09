/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-finding.h"
#include "pp-kinds.h"
#include "pp-model.h"

G_BEGIN_DECLS

/**
 * PpScopeType:
 * @PP_SCOPE_APPLICATION: everything
 * @PP_SCOPE_SERVICE: one element or boundary with what is inside, what goes in and out, and what it
 *   depends on
 * @PP_SCOPE_ASSET: one element, with the flows that carry its data
 */
typedef enum {
  PP_SCOPE_APPLICATION,
  PP_SCOPE_SERVICE,
  PP_SCOPE_ASSET,
} PpScopeType;

/**
 * PpScope:
 * @type: how much
 * @element: (nullable): of what
 */
typedef struct {
  PpScopeType  type;
  const char  *element;
} PpScope;

/* Reads `application`, `service=ID` or `asset=ID`; the element points into @text. */
gboolean    pp_scope_from_string        (const char             *text,
                                         PpScope                *scope);

/**
 * PpAnalysisOptions:
 * @prompts: also ask the questions that need nothing but the drawing
 * @guess: let names stand for what is not stated
 * @disabled_packs: (nullable) (array zero-terminated=1): packs of rules that are switched off, besides
 *   those that the model itself switches off
 * @only_rules: (nullable) (array zero-terminated=1): the rules that run and no others, whatever else is
 *   said; for who tries out a rule
 */
typedef struct {
  gboolean             prompts;
  gboolean             guess;
  const char * const  *disabled_packs;
  const char * const  *only_rules;
} PpAnalysisOptions;

#define PP_TYPE_ANALYSIS (pp_analysis_get_type ())

/**
 * PpAnalysis:
 *
 * What the rules find in a model, kept up to date. After pp_analysis_run() it knows everything; each
 * list of changes that is given to pp_analysis_update() afterwards is taken in at the cost of what it can
 * have changed. Does not change the model. Main thread only; pp_analysis_run_async() does the work in
 * a thread of its own.
 */
G_DECLARE_FINAL_TYPE (PpAnalysis, pp_analysis, PP, ANALYSIS, GObject)

/**
 * PpAnalysis::changed:
 * @self: the analysis
 * @elements: (nullable) (element-type utf8): the elements whose findings are different; %NULL for all
 *
 * Emitted when findings have changed. Questions may have changed at any time that it is emitted and
 * after each pp_analysis_update().
 */

PpAnalysis *pp_analysis_new             (PpModel                 *model,
                                         PpKinds                 *kinds,
                                         PpRuleSet               *rules,
                                         const PpAnalysisOptions *options);
PpRuleSet  *pp_analysis_get_rules       (PpAnalysis              *self);
PpModel    *pp_analysis_get_model       (PpAnalysis              *self);
/* Whether there is such a rule, and it runs under the options. */
gboolean    pp_analysis_uses_rule       (PpAnalysis              *self,
                                         const char              *id);
void        pp_analysis_run             (PpAnalysis              *self);
void        pp_analysis_run_async       (PpAnalysis              *self,
                                         GCancellable            *cancellable,
                                         GAsyncReadyCallback      callback,
                                         gpointer                 user_data);
gboolean    pp_analysis_run_finish      (PpAnalysis              *self,
                                         GAsyncResult            *result,
                                         GError                 **error);
gboolean    pp_analysis_update          (PpAnalysis              *self,
                                         GPtrArray               *changes);

GPtrArray  *pp_analysis_list_findings   (PpAnalysis              *self,
                                         const PpScope           *scope);
guint       pp_analysis_count_findings  (PpAnalysis              *self,
                                         const PpScope           *scope);
GPtrArray  *pp_analysis_peek_findings_of (PpAnalysis             *self,
                                         const char              *element_id);
GPtrArray  *pp_analysis_list_questions  (PpAnalysis              *self,
                                         const PpScope           *scope);
PpQuestionSurvey *pp_analysis_survey_questions (PpAnalysis       *self,
                                         const PpScope           *scope);
/* What a scope holds, for what is not a finding. */
GHashTable *pp_analysis_collect_scope   (PpAnalysis              *self,
                                         const PpScope           *scope);
GPtrArray  *pp_analysis_list_remedies   (PpAnalysis              *self,
                                         const PpFinding         *finding,
                                         guint                    limit);
/* What stands in a boundary box, at any depth: identifiers, owned by the caller. */
GPtrArray  *pp_analysis_list_members    (PpAnalysis              *self,
                                         const char              *boundary_id);
/* Nodes and flows, without boundaries. */
guint       pp_analysis_count_elements  (PpAnalysis              *self,
                                         const PpScope           *scope);
/* What a property of an element is to the rules: for a panel that explains. */
JsonNode   *pp_analysis_dup_value       (PpAnalysis              *self,
                                         const char              *element_id,
                                         const char              *property,
                                         PpOrigin                *origin);

G_END_DECLS
