/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-attack.h"

G_BEGIN_DECLS

/**
 * PpAttackNews: what a release changes about a technique
 * @PP_ATTACK_NEWS_ADDED: it is new
 * @PP_ATTACK_NEWS_RENAMED: its name is another
 * @PP_ATTACK_NEWS_REPLACED: exactly one other has taken its place
 * @PP_ATTACK_NEWS_RETIRED: it is no longer in use, or was split: a person must look
 */
typedef enum {
  PP_ATTACK_NEWS_ADDED,
  PP_ATTACK_NEWS_RENAMED,
  PP_ATTACK_NEWS_REPLACED,
  PP_ATTACK_NEWS_RETIRED,
} PpAttackNews;

#define PP_N_ATTACK_NEWS 4

/**
 * PpAttackDifference:
 * @news: what is different
 * @id: the technique
 * @before: (nullable): its name before
 * @after: (nullable): its name now, or the identifiers of what has taken its place
 */
typedef struct {
  PpAttackNews  news;
  char         *id;
  char         *before;
  char         *after;
} PpAttackDifference;

GPtrArray *pp_attack_compare        (PpAttack       *before,
                                     PpAttack       *after,
                                     PpAttackDomain  domain);
char      *pp_attack_dup_successors (PpAttack       *before,
                                     PpAttack       *after,
                                     const char     *id,
                                     char          **only);

G_END_DECLS
