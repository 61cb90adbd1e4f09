/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-model.h"

G_BEGIN_DECLS

/**
 * PpConflictKind:
 * @PP_CONFLICT_BOTH_CHANGED: both sides gave one value two new ones; ours is taken
 * @PP_CONFLICT_REMOVED_AND_CHANGED: one side removed what the other changed; it stays, as changed
 * @PP_CONFLICT_REMOVED_AND_USED: one side removed an element at which the other side hung something new
 *   or changed; it stays
 * @PP_CONFLICT_TWO_TYPES: both sides added records of different types with one identifier; ours stays
 */
typedef enum {
  PP_CONFLICT_BOTH_CHANGED,
  PP_CONFLICT_REMOVED_AND_CHANGED,
  PP_CONFLICT_REMOVED_AND_USED,
  PP_CONFLICT_TWO_TYPES,
} PpConflictKind;

const char *pp_conflict_kind_to_string (PpConflictKind kind);

/**
 * PpConflict:
 * @kind: what clashes
 * @type: the kind of record
 * @id: the record's identifier
 * @field: (nullable): the field, or `field/key` for one entry of a map, or `field/key/…` for a member
 *   deeper in the entry's value; %NULL when it is about the whole record
 * @base: (nullable): the value that both sides began with
 * @ours: (nullable): our value
 * @theirs: (nullable): their value
 */
typedef struct {
  PpConflictKind  kind;
  PpRecordType    type;
  char           *id;
  char           *field;
  JsonNode       *base;
  JsonNode       *ours;
  JsonNode       *theirs;
} PpConflict;

JsonNode *pp_conflict_to_json (const PpConflict *self);

/**
 * PpMerge:
 * @model: the merged model
 * @conflicts: (element-type PpConflict): what a person must look at
 * @repairs: (element-type utf8): what was put right without a conflict, in English
 */
typedef struct {
  PpModel   *model;
  GPtrArray *conflicts;
  GPtrArray *repairs;
} PpMerge;

PpMerge *pp_merge_models (PpModel  *base,
                          PpModel  *ours,
                          PpModel  *theirs,
                          GError  **error);
void     pp_merge_free   (PpMerge  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpMerge, pp_merge_free)

G_END_DECLS
