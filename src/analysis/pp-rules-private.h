/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "pp-rule-code.h"
#include "pp-rules.h"

G_BEGIN_DECLS

/* The methods that an element's layouts follow, as bits; the order is that in which a rule's category
 * is looked for. */
enum {
  PP_METHOD_STRIDE,
  PP_METHOD_CIA,
  PP_METHOD_CIADIE,
  PP_METHOD_LINDDUN,
  PP_METHOD_PLOT4AI,
  PP_N_METHODS,
};

const char *_pp_method_name      (guint       method);
gboolean    _pp_is_stride_letter (const char *text);

typedef struct {
  char *methodology;
  char *category;
} PpRuleCategory;

typedef struct {
  PpRule       public;
  guint        index;            /* in the set */
  guint        position;         /* among the rules of its class */
  GArray      *categories;       /* of PpRuleCategory */
  const char  *by_method[PP_N_METHODS];
  guint8       methods;          /* bits: those that it knows a category for */
  char       **ask;
  PpRuleCode  *condition;
  PpRuleCode  *likelihood;
  PpRuleCode  *impact;
  GArray      *silenced;         /* of guint: indices of the rules that it supersedes */
} PpCompiledRule;

void _pp_compiled_rule_free (PpCompiledRule *self);

/* A pattern on names that says something of an element where nothing is stated. */
typedef struct {
  guint8  classes;               /* bits of PpSubjectClass */
  GRegex *pattern;
  GArray *values;                /* of PpGuessValue */
} PpGuess;

typedef struct {
  guint     property;
  JsonNode *value;
} PpGuessValue;

void _pp_guess_free (PpGuess *self);

/* How a rule reads a property: along which way from the element that it is tried on. */
typedef struct {
  guint8 set;                    /* PpRuleSetName or PP_RULE_NO_SET */
  guint8 n_steps;                /* behind `it`, if there is a set */
  guint8 steps[PP_RULE_MAX_STEPS];
} PpRuleWay;

typedef struct {
  guint way;                     /* index in `ways` */
  guint rule;
} PpRuleRead;

struct _PpRuleSet {
  gatomicrefcount  ref_count;
  PpWords         *words;
  PpVocabulary    *vocabulary;
  GPtrArray       *rules;        /* of PpCompiledRule */
  GHashTable      *by_id;
  GPtrArray       *by_class[PP_N_SUBJECT_CLASSES];
  GPtrArray       *by_place[PP_N_SUBJECT_CLASSES][3];  /* the same, by PpRuleAt */
  GArray          *ways;         /* of PpRuleWay */
  GPtrArray       *reads;        /* for each property: a GArray of PpRuleRead, or NULL */
  GArray          *by_set[PP_RULE_N_SETS];  /* of guint: the rules that run through a set */
  GPtrArray       *guesses;
  GHashTable      *sensitivity;  /* word → number + 1 */
  GHashTable      *encrypted;    /* set of words: protocols */
  GHashTable      *spellings;    /* property/folded word → JsonNode that it stands for */
  GHashTable      *alone;        /* set of property/folded word: stands for nothing at the end of a text */
  GHashTable      *remedies;     /* property's name → JsonNode, an array */
  GHashTable      *questions;    /* property's name → text */
  GHashTable      *asked_where;  /* property's name → PpRuleCode: of whom it is asked */
  GHashTable      *tactics;      /* short name → STRIDE letter */
  GHashTable      *mitigations;  /* word → strv */
  GHashTable      *pack_labels;
  GPtrArray       *packs;        /* NULL-terminated */
  GPtrArray       *problems;     /* of PpRuleProblem */
};

static inline const PpCompiledRule *
_pp_rule_set_rule (const PpRuleSet *self,
                   guint            index)
{
  return g_ptr_array_index (self->rules, index);
}

void        _pp_rule_set_add_problem (PpRuleSet  *self,
                                      const char *path,
                                      GError     *error);

/* What one file says, before it becomes part of a set. */
typedef struct {
  PpVocabulary *vocabulary;
  GPtrArray    *rules;
  GPtrArray    *guesses;
  GHashTable   *asked_where;
  JsonObject   *root;
} PpRuleFile;

PpRuleFile *_pp_rule_file_read (PpRuleSet   *set,
                                JsonNode    *root,
                                GError     **error);
void        _pp_rule_file_free (PpRuleFile  *self);

gboolean    _pp_rule_tables_check (JsonObject          *root,
                                   const PpVocabulary  *vocabulary,
                                   GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpRuleFile, _pp_rule_file_free)

/* Adds the spellings that a file lists, and the words of which only those that stand alone count. */
void        _pp_rules_take_spellings    (PpRuleSet  *self,
                                         JsonObject *root);
/* The pointer of a member of what stands at @parent, whose name comes from outside; that of a rule, with its name. */
char       *_pp_rules_dup_place         (const char *parent,
                                         const char *name);
char       *_pp_rules_dup_place_of_rule (const char *place,
                                         const char *id);
/* "PLACE: what is wrong"; the sentence is marked with N_() and has blanks, see pp_worded_error_set(). */
gboolean    _pp_rules_fail     (GError      **error,
                                const char   *place,
                                PpRulesError  code,
                                const char   *sentence,
                                ...) G_GNUC_PRINTF (4, 5);

PpCompiledRule *_pp_rule_read  (PpRuleSet    *set,
                                PpVocabulary *vocabulary,
                                JsonNode     *node,
                                const char   *place,
                                GError      **error);

void        _pp_rule_set_index_reads (PpRuleSet *self);

G_END_DECLS
