/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-attack.h"
#include "pp-model.h"

G_BEGIN_DECLS

/**
 * PpAttackRevision:
 * @record: where the identifier stands
 * @field: `references` or `techniques`
 * @id: the identifier
 * @successor: (nullable): what takes its place; %NULL where a person must look
 * @choices: (nullable): of what was split, what it may be now, between commas
 *
 * An identifier in a model that a release of ATT&CK no longer uses.
 */
typedef struct {
  PpRecord   *record;
  const char *field;
  char       *id;
  char       *successor;
  char       *choices;
} PpAttackRevision;

GPtrArray *pp_attack_revise         (PpModel   *model,
                                     PpAttack  *before,
                                     PpAttack  *after);
GPtrArray *pp_attack_revise_changes (GPtrArray *revisions);

G_END_DECLS
