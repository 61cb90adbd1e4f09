/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-vocabulary.h"

G_BEGIN_DECLS

typedef enum {
  PP_RULE_OP_NUMBER,      /* number */
  PP_RULE_OP_WORD,        /* word */
  PP_RULE_OP_TRUTH,       /* truth */
  PP_RULE_OP_PATH,
  PP_RULE_OP_AND,         /* left, right */
  PP_RULE_OP_OR,
  PP_RULE_OP_NOT,         /* right */
  PP_RULE_OP_COMPARE,     /* left, right; compare */
  PP_RULE_OP_IN,          /* right; words */
  PP_RULE_OP_HAS,         /* right; words */
  PP_RULE_OP_MATCHES,     /* right; pattern */
  PP_RULE_OP_MISSING,     /* a path */
  PP_RULE_OP_KNOWN,       /* a path */
  PP_RULE_OP_ADD,         /* left, right */
  PP_RULE_OP_SUBTRACT,
  PP_RULE_OP_MULTIPLY,
  PP_RULE_OP_MAX,         /* left, right; longer lists nest to the left */
  PP_RULE_OP_MIN,
  PP_RULE_OP_IF,          /* condition, left, right */
  PP_RULE_OP_ANY,         /* right, for each of the set */
  PP_RULE_OP_ALL,
  PP_RULE_OP_NONE,
  PP_RULE_OP_COUNT,
} PpRuleOp;

typedef enum {
  PP_RULE_EQUAL,
  PP_RULE_UNEQUAL,
  PP_RULE_LESS,
  PP_RULE_AT_MOST,
  PP_RULE_MORE,
  PP_RULE_AT_LEAST,
} PpRuleCompare;

typedef enum {
  PP_RULE_STEP_IT,
  PP_RULE_STEP_SOURCE,
  PP_RULE_STEP_TARGET,
  PP_RULE_STEP_ZONE,
} PpRuleStep;

typedef enum {
  PP_RULE_SET_INFLOWS,
  PP_RULE_SET_OUTFLOWS,
  PP_RULE_SET_FLOWS,
  PP_RULE_SET_NEIGHBOURS,
  PP_RULE_SET_PEERS,
  PP_RULE_SET_MEMBERS,
  PP_RULE_SET_CROSSED,
  PP_RULE_SET_CROSSING,
} PpRuleSetName;

#define PP_RULE_N_SETS 8
#define PP_RULE_NO_SET PP_RULE_N_SETS
#define PP_RULE_MAX_STEPS 4

/* One node of a condition. The nodes of a condition stand in one array in postfix order: the right
 * operand of node i ends at i - 1, the left one at `left`, the condition of an `if` at `condition`. */
typedef struct {
  guint8  op;
  guint8  argument;                  /* PpRuleCompare, or the set of a quantifier */
  guint8  asked;                     /* a path for which "not stated" is unknown also among words */
  guint8  again;                     /* of a path, missing and known: it stands elsewhere in the condition too */
  guint8  set;                       /* of a path: the set that `it` runs through, or PP_RULE_NO_SET */
  guint8  n_steps;
  guint8  steps[PP_RULE_MAX_STEPS];
  guint16 left;
  guint16 condition;
  guint16 property;
  union {
    double  number;
    gboolean truth;
    PpWord  word;
    struct {
      guint16 first;
      guint16 count;
    } words;
    guint   pattern;
  };
} PpRuleNode;

/* A compiled expression. */
typedef struct {
  PpRuleNode *nodes;
  guint       n_nodes;
  PpWord     *words;                 /* lists of words, one behind the other */
  GPtrArray  *patterns;              /* (nullable): of GRegex */
} PpRuleCode;

#define PP_RULE_MAX_LENGTH 4096
#define PP_RULE_MAX_NODES 1024
#define PP_RULE_MAX_DEPTH 64

PpRuleCode *_pp_rule_code_compile (const char          *text,
                                   const PpVocabulary  *vocabulary,
                                   PpWords             *words,
                                   const char * const  *ask,
                                   GError             **error);
void        _pp_rule_code_free    (PpRuleCode          *self);

/* Notes which paths are read more than once. */
void        _pp_rule_code_find_paths_again (PpRuleCode *self);

const char *_pp_rule_set_name_to_string (PpRuleSetName  set);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpRuleCode, _pp_rule_code_free)

G_END_DECLS
