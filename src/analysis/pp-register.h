/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-analysis.h"

G_BEGIN_DECLS

/**
 * PpRegisterEntry:
 * @element: (nullable): the element that it stands on
 * @title: one line
 * @category: in the words that files hold; may be empty
 * @status: in the words that files hold
 * @severity: from 0, low, to 3, critical; -1 where nobody has decided
 * @gone: a rule found it once and does not any more
 * @finding: (nullable): what a rule found
 * @threat: (nullable): what is stored in the model
 *
 * A threat as people know it: what a rule found, what the model holds, or both of the same.
 */
typedef struct {
  char       *element;
  char       *title;
  char       *category;
  char       *status;
  int         severity;
  gboolean    gone;
  PpFinding  *finding;
  PpThreat   *threat;
} PpRegisterEntry;

/* Every threat of a model, the findings first. What was found counts as what is stored of it, and prompts
 * are left out that nobody has made a threat. */
GPtrArray *pp_register_list          (PpAnalysis            *analysis);
gboolean   pp_register_entry_is_open (const PpRegisterEntry *self);

G_END_DECLS
