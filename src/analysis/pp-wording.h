/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-finding.h"
#include "pp-kinds.h"
#include "pp-model.h"

G_BEGIN_DECLS

/* What findings, questions and stored threats say in the language of a reader. What is in files, and what
 * programs read, stays English: a sentence is translated when it is shown and at no other time. Texts that
 * people wrote, and rules of their own that no catalogue knows, stay as they are. */

/**
 * PpTranslate:
 * @text: English, and not empty
 * @language: whatever @translate of #PpWording needs to know
 *
 * Returns: (transfer none): the same in another language; @text itself, the same pointer, where there is no
 *   translation
 */
typedef const char *(* PpTranslate) (const char *text,
                                     gpointer    language);

/**
 * PpWording:
 * @model: where the elements are
 * @kinds: what facts are called
 * @rules: (nullable): which rule has written what; with %NULL stored threats stay as they are
 * @translate: into which language
 * @language: (nullable): for @translate
 *
 * Whoever shows something makes one of these on the stack; everything in it is borrowed.
 */
typedef struct {
  PpModel     *model;
  PpKinds     *kinds;
  PpRuleSet   *rules;
  PpTranslate  translate;
  gpointer     language;
} PpWording;

const char *pp_wording_say             (const PpWording  *self,
                                        const char       *text);
char       *pp_wording_dup_finding     (const PpWording  *self,
                                        const PpFinding  *finding);
char       *pp_wording_dup_title       (const PpWording  *self,
                                        PpThreat         *threat);
const char *pp_wording_get_description (const PpWording  *self,
                                        PpThreat         *threat);
char       *pp_wording_dup_named       (const PpWording  *self,
                                        const char       *title,
                                        const char       *id,
                                        const char       *element_id);
char       *pp_wording_dup_question    (const PpWording  *self,
                                        const PpQuestion *question);

G_END_DECLS
