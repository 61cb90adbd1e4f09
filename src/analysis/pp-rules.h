/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "pp-vocabulary.h"

G_BEGIN_DECLS

#define PP_RULES_ERROR (pp_rules_error_quark ())
GQuark pp_rules_error_quark (void);

/**
 * PpRulesError:
 * @PP_RULES_ERROR_FILE: the file is no file of rules, or a member of it is not what it must be
 * @PP_RULES_ERROR_SYNTAX: a condition is not in the language
 * @PP_RULES_ERROR_NAME: a condition uses a name that is not in the vocabulary
 * @PP_RULES_ERROR_DUPLICATE: a rule's identifier is in use
 * @PP_RULES_ERROR_LIMIT: more or longer than is allowed
 *
 * Messages begin with the place: a JSON pointer, the rule's identifier and, inside a condition, the
 * column.
 */
typedef enum {
  PP_RULES_ERROR_FILE,
  PP_RULES_ERROR_SYNTAX,
  PP_RULES_ERROR_NAME,
  PP_RULES_ERROR_DUPLICATE,
  PP_RULES_ERROR_LIMIT,
} PpRulesError;

#define PP_RULES_MAX_BYTES ((gsize) 4 * 1024 * 1024)
#define PP_RULES_MAX_RULES 5000

/**
 * PpRuleAt:
 * @PP_RULE_AT_ELEMENT: the threat stands on the element that the rule was tried on
 * @PP_RULE_AT_SOURCE: on the source of that flow
 * @PP_RULE_AT_TARGET: on the target of that flow
 */
typedef enum {
  PP_RULE_AT_ELEMENT,
  PP_RULE_AT_SOURCE,
  PP_RULE_AT_TARGET,
} PpRuleAt;

/**
 * PpRule:
 * @id: stable, part of the identity of its threats
 * @pack: what it belongs to; packs are switched on and off
 * @applies: the class of element that it is tried on
 * @at: where its threat stands
 * @prompt: it asks a question in words instead of claiming a threat
 * @weakness: a short name of what is wrong
 * @title: with `{name}`, `{source.name}` and `{target.name}`
 * @why: one sentence
 * @when: the condition
 * @likelihood: a number expression
 * @impact: a number expression
 * @cwe: identifiers, like the lists that follow
 * @mitigations: words, see pp_rule_set_get_mitigation()
 *
 * A rule, read-only.
 */
typedef struct {
  char           *id;
  char           *pack;
  PpSubjectClass  applies;
  PpRuleAt        at;
  gboolean        prompt;
  char           *weakness;
  char           *title;
  char           *why;
  char           *when;
  char           *likelihood;
  char           *impact;
  char          **cwe;
  char          **capec;
  char          **attack;
  char          **atlas;
  char          **owasp;
  char          **mitigations;
  char          **supersedes;
} PpRule;

/* The category under a method (`STRIDE`, `CIA`, `CIADIE`, `LINDDUN`, `PLOT4ai`), or NULL where the rule
 * does not run under it. `@attack` stands for the category of the flow's ATT&CK technique. */
const char *pp_rule_get_category (const PpRule *self,
                                  const char   *methodology);

/**
 * PpRuleProblem:
 * @path: of a file
 * @error: why it was left out
 */
typedef struct {
  char   *path;
  GError *error;
} PpRuleProblem;

#define PP_TYPE_RULE_SET (pp_rule_set_get_type ())

/**
 * PpRuleSet:
 *
 * Rules and the language that they are written in. Files are loaded one after the other, each wholly
 * or not at all; then the set is given to an analysis and does not change any more. Reference-counted.
 */
typedef struct _PpRuleSet PpRuleSet;

GType               pp_rule_set_get_type       (void) G_GNUC_CONST;
PpRuleSet          *pp_rule_set_new            (void);
PpRuleSet          *pp_rule_set_new_default    (void);
PpRuleSet          *pp_rule_set_ref            (PpRuleSet      *self);
void                pp_rule_set_unref          (PpRuleSet      *self);
gboolean            pp_rule_set_load           (PpRuleSet      *self,
                                                GBytes         *bytes,
                                                GError        **error);
gboolean            pp_rule_set_load_file      (PpRuleSet      *self,
                                                GFile          *file,
                                                GError        **error);
void                pp_rule_set_load_folder    (PpRuleSet      *self,
                                                const char     *path,
                                                const char     *except);
/* (transfer none) (element-type PpRuleProblem): each file of a folder that was left out. */
GPtrArray          *pp_rule_set_get_problems   (PpRuleSet      *self);

guint               pp_rule_set_get_n_rules    (PpRuleSet      *self);
const PpRule       *pp_rule_set_get_rule       (PpRuleSet      *self,
                                                guint           index);
const PpRule       *pp_rule_set_find_rule      (PpRuleSet      *self,
                                                const char     *id);
const char * const *pp_rule_set_get_packs      (PpRuleSet      *self);
const char         *pp_rule_set_get_pack_label (PpRuleSet      *self,
                                                const char     *pack);
/* The ATT&CK mitigations behind a mitigation word; NULL for an unknown word. */
const char * const *pp_rule_set_get_mitigation (PpRuleSet      *self,
                                                const char     *word);
/* (transfer full): the names that conditions may use. */
char              **pp_rule_set_list_names     (PpRuleSet      *self);
/* Whether a condition is in the language, for a workbench. */
gboolean            pp_rule_set_check_condition (PpRuleSet     *self,
                                                const char     *condition,
                                                GError        **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpRuleSet, pp_rule_set_unref)

G_END_DECLS
