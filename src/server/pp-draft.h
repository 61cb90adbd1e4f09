/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-marking.h"
#include "pp-model.h"

G_BEGIN_DECLS

#define PP_DRAFT_MAX_CHANGES 10000
#define PP_DRAFT_MAX_DEPTH 64
#define PP_DRAFT_MAX_NODES 20000
#define PP_DRAFT_MAX_EDGES 50000

/**
 * PpDraft:
 *
 * What a list of changes does to the rows of a model. It is given the rows that the changes touch, as they are
 * at one revision, and no others: they make a part of a model, to which the changes are applied by the same
 * code as on a desktop. What differs afterwards are the rows to write.
 *
 * Errors are those of #PpModelError.
 */
typedef struct _PpDraft PpDraft;

PpDraft   *pp_draft_new           (const char   *model_id);
void       pp_draft_free          (PpDraft      *self);

gboolean   pp_draft_load          (PpDraft      *self,
                                   PpRecordType  type,
                                   const char   *id,
                                   const char   *document,
                                   GError      **error);
/* Says that a layout was loaded with some of its placements only: those of @keys, where they are there, or whichever
 * are there if that is NULL. The others stay as they are. */
void       pp_draft_set_in_part   (PpDraft      *self,
                                   const char   *layout_id,
                                   GPtrArray    *keys);
/* Says that the changes only bring back what was there: that was admitted by the rules of its time. */
void       pp_draft_set_of_history (PpDraft     *self);
/* The part of the model that is there. */
PpModel   *pp_draft_get_model     (PpDraft      *self);
GPtrArray *pp_draft_apply         (PpDraft      *self,
                                   GPtrArray    *changes,
                                   GError      **error);

PpMarking *pp_draft_dup_marking   (PpDraft      *self);
int        pp_draft_count_added   (PpDraft      *self,
                                   PpRecordType  type);
char      *pp_draft_dup_written   (PpDraft      *self,
                                   PpRecordType  type);
char      *pp_draft_dup_removed   (PpDraft      *self,
                                   PpRecordType  type);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpDraft, pp_draft_free)

/* (transfer container): the identifiers of the records that changes are about, sorted and each once; that of the
 * model is not among them. */
GPtrArray *pp_changes_list_ids    (GPtrArray    *changes);
/* (transfer full) (nullable) (element-type utf8): the keys of the placements that changes are about; %NULL where they
 * are about all of a layout. */
GPtrArray *pp_changes_list_placements (GPtrArray *changes);
/* Whether a level of a marking is spelled in capitals, as tokens do, other than in files, whose readers are lenient. */
gboolean   pp_draft_spells_level  (const char   *level);
/* Whether rows on the server can have this identifier: a UUID in small letters. */
gboolean   pp_record_id_is_valid  (const char   *id);

G_END_DECLS
