/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-analysis.h"

G_BEGIN_DECLS

/* Findings for other programs. What is written is the same for the same model and rules, byte for byte.
 * Texts are in English. */

/**
 * PpFindingsOptions:
 * @scope: (nullable): how much; %NULL for everything
 * @n_questions: how many questions at most; negative for all
 * @remedies: also tell what would close each finding
 * @uri: (nullable): the file that the model was read from, for SARIF
 * @version: (nullable): of this program, for SARIF
 */
typedef struct {
  const PpScope *scope;
  int            n_questions;
  gboolean       remedies;
  const char    *uri;
  const char    *version;
} PpFindingsOptions;

JsonNode *pp_findings_to_json  (PpAnalysis              *analysis,
                                const PpFindingsOptions *options);
char     *pp_findings_to_csv   (PpAnalysis              *analysis,
                                const PpFindingsOptions *options);
JsonNode *pp_findings_to_sarif (PpAnalysis              *analysis,
                                const PpFindingsOptions *options);

/* The status of the threat in the model that a finding belongs to; `Open` when there is none. */
const char *pp_finding_get_status (const PpFinding      *self,
                                   PpModel              *model);
/* How many questions to show beside the findings, at most. */
guint     pp_analysis_suggest_n_questions (PpAnalysis   *self,
                                           const PpScope *scope);

G_END_DECLS
