/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-batch.h"

G_BEGIN_DECLS

/* What writing says to the database. The first thing that is bound is the model, if not said otherwise. */

/* Locks the model. Columns: its revision, its record, the levels of its label, caveats, recipients, weight,
 * how many nodes and edges there are, its label. */
extern const PpStatement _pp_lock_model;
/* Bound: the request's identifier. One row if it was carried out before. */
extern const PpStatement _pp_find_request;
/* Rows of records: type, identifier, document. By the type of record, or PP_RECORD_MODEL for all types. Bound:
 * identifiers, and where there may be layouts, the keys of the placements that are wanted of them, or null for all. */
extern const PpStatement _pp_load_records[];
/* Of the past; bound: a revision. The model's revision now, and whether there is that one. */
extern const PpStatement _pp_find_past;
/* All records at the nearest later state that is kept, in rows as above, and the number of that state, 0 for now. */
extern const PpStatement _pp_load_past;
/* What was done from there back to the revision, the last first: number, changes. */
extern const PpStatement _pp_list_past;
/* Bound: an element. All that goes or changes with it; of layouts only the placements of what goes. */
extern const PpStatement _pp_load_around;
/* Bound: a layout. The revision in which it was changed last. */
extern const PpStatement _pp_find_layout;
/* What records are marked as, each once. */
extern const PpStatement _pp_list_markings;
/* Bound: a revision, and how many at most. What was done since: number, changes. */
extern const PpStatement _pp_list_since;

/* By the type of record; bound: identifiers. */
extern const PpStatement _pp_remove_records[];
/* By the type of record; bound: rows as JSON; but for the model's own the organisation and the label; for layouts the
 * new revision and the member. */
extern const PpStatement _pp_write_records[];
/* Bound, without the model: levels, caveats, recipients. */
extern const PpStatement _pp_add_label;
/* Bound as before. Which label that is. */
extern const PpStatement _pp_find_label;
/* Until the end of the transaction nobody else of the organisation writes; nothing is bound. */
extern const PpStatement _pp_take_turn;
/* How many models there are; bound, without a model: at which number to stop counting. */
extern const PpStatement _pp_count_models;
/* Bound: the model's row as JSON, organisation, label, member. */
extern const PpStatement _pp_add_model;
/* Bound: member, weight, how many nodes and edges more; to mark otherwise, then the label. The row has what an object
 * of the type ThreatModel begins with, up to PP_MODEL_UPDATED_AT. */
extern const PpStatement _pp_raise_revision;
extern const PpStatement _pp_raise_and_mark;
/* Bound: organisation, number, the labels of the model and of the content, member, request or null, note, changes, and
 * the digest of the request or null. */
extern const PpStatement _pp_add_revision;
extern const PpStatement _pp_add_snapshot;
/* Bound: organisation, issuer, subject, action, reason, address, which pp_deed_add_audit() does. */
extern const PpStatement _pp_add_audit;
/* The same of a revision. Bound then: label, revisions before and after, request. */
extern const PpStatement _pp_add_revision_audit;
/* Bound: kind. */
extern const PpStatement _pp_add_event;
/* Bound: organisation, label, kind, revision, member. */
extern const PpStatement _pp_add_revision_event;
/* For those who do not see the model any more. Bound: the revision and the label that it had, where it is only marked
 * otherwise; null and null where it goes. */
extern const PpStatement _pp_add_end;
extern const PpStatement _pp_remove_model;
/* Nodes that would be inside themselves; bound: identifiers. */
extern const PpStatement _pp_find_cycle;
/* Bound, without a model: the reason. */
extern const PpStatement _pp_give_reason;

G_END_DECLS
