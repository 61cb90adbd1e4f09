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

/* The work that a merge is. */
typedef struct {
  PpModel    *base;
  PpModel    *ours;
  PpModel    *theirs;
  GPtrArray  *conflicts;
  GPtrArray  *repairs;
  GPtrArray  *foreign_clashes;  /* of texts: repairs worth telling only when there is no conflict */
  GHashTable *types;            /* id → PpRecordType + 1, of records in the merged model */
  GHashTable *records;          /* id → JsonNode of the record */
  GHashTable *rescued;          /* set of ids that one side removed and that stay */
} PpMergeWork;

/* Merges a record that both sides have, field by field (transfer full). A clash in keys of other
 * formats is told in `foreign_clashes`. */
JsonNode   *_pp_merge_fields        (PpMergeWork        *merge,
                                     const PpMergeSides *record);
/* The same for its field `marking`. */
JsonNode   *_pp_merge_markings      (PpMergeWork        *merge,
                                     const PpMergeSides *record,
                                     JsonNode           *base,
                                     JsonNode           *ours,
                                     JsonNode           *theirs);

void        _pp_merge_sides_init    (PpMergeSides       *sides,
                                     PpMergeWork        *merge,
                                     PpRecordType        type,
                                     const char         *id);
void        _pp_merge_sides_clear   (PpMergeSides       *sides);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PpMergeSides, _pp_merge_sides_clear)

gboolean     _pp_merge_has_record    (PpMergeWork        *merge,
                                     const char         *id);
PpRecordType _pp_merge_type_of       (PpMergeWork        *merge,
                                     const char         *id);
/* Takes the node. */
void        _pp_merge_put_record    (PpMergeWork        *merge,
                                     const PpMergeSides *sides,
                                     JsonNode           *node);
JsonObject *_pp_merge_merged_object (PpMergeWork        *merge,
                                     const char         *id);
/* A record of the merge that may be changed: its values are shared, it itself is not. */
JsonObject *_pp_merge_own_object    (PpMergeWork        *merge,
                                     const char         *id);
/* Borrowed identifiers, sorted. */
GPtrArray  *_pp_merge_merged_ids    (PpMergeWork        *merge);

void        _pp_merge_repair_elements (PpMergeWork      *merge);
void        _pp_merge_repair_parents  (PpMergeWork      *merge);
void        _pp_merge_repair_controls (PpMergeWork      *merge);
void        _pp_merge_repair_layouts  (PpMergeWork      *merge);
/* Returns the highest number that was given, or 0. */
gint64      _pp_merge_renumber_threats (PpMergeWork     *merge);

G_END_DECLS
