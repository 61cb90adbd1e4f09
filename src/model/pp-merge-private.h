/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-merge.h"

G_BEGIN_DECLS

/* One record on the three sides; each is a JSON object, or NULL where there is no such record. */
typedef struct {
  PpRecordType  type;
  const char   *id;
  JsonNode     *base;
  JsonNode     *ours;
  JsonNode     *theirs;
} PpMergeSides;

void      _pp_merge_add_conflict (GPtrArray          *conflicts,
                                  PpConflictKind      kind,
                                  const PpMergeSides *record,
                                  const char         *field,
                                  JsonNode           *base,
                                  JsonNode           *ours,
                                  JsonNode           *theirs);
/* Merges a record that both sides have, field by field (transfer full). A clash in keys of other
 * formats is told in @foreign_clashes. */
JsonNode *_pp_merge_fields       (GPtrArray          *conflicts,
                                  GPtrArray          *foreign_clashes,
                                  const PpMergeSides *record);

G_END_DECLS
