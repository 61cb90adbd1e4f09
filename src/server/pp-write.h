/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-api.h"
#include "pp-draft.h"

G_BEGIN_DECLS

/* No more is told of what was done since a revision. */
#define PP_WRITE_MAX_SINCE 200

/**
 * PpWriteFunc:
 * @draft: the rows that were asked for
 * @data: what was given with the function
 * @error: return location for an error
 *
 * Says what is to be done. It may be called more than once.
 *
 * Returns: (transfer full) (nullable): changes
 */
typedef GPtrArray *(*PpWriteFunc) (PpDraft   *draft,
                                   gpointer   data,
                                   GError   **error);

/**
 * PpWriteAnswerFunc:
 * @batch: what is run last
 * @data: what was given with the function
 *
 * Asks for what is there once all is written, before anybody else can change it.
 */
typedef void (*PpWriteAnswerFunc) (PpBatch  *batch,
                                   gpointer  data);

/**
 * PpWriteRequest:
 * @action: what the audit calls it
 * @model_id: the model
 * @creates: whether there is no such model yet
 * @max_models: with @creates, how many models the caller may see then
 * @revision: the revision that the caller saw; 0 where it does not matter
 * @layout_id: (nullable): a layout; then @revision counts for it alone, and other changes are no conflict
 * @request_id: (nullable): by which a repeated request is known
 * @request_digest: (nullable): with @request_id, a SHA-256 in hexadecimal of what is asked for, by which it is told
 *   from another request of the same identifier
 * @note: (nullable): what the history says of it
 * @ids: (nullable) (element-type utf8): the records that the changes touch
 * @touches: the type of all of these, where they are of one type and none of them is new; else %PP_RECORD_MODEL
 * @around: (nullable): an element that is loaded with all that hangs on it
 * @placements: (nullable) (element-type utf8): the keys of placements that the changes touch, where they touch no
 *   layout as a whole
 * @restores: whether the changes only bring back what was there once
 * @func: what makes the changes
 * @data: what that is given
 * @add_answer: (nullable): what asks for the answer
 * @is_brief: with @add_answer, whether the model's row as it was written is answer enough: then nothing more is asked
 *   for, where there was such a row, and it is the first of the answer
 * @answer_data: what that is given
 * @marks: (nullable): what the model is to be marked as from now on
 * @recipients: (nullable) (array zero-terminated=1): the members whom it is for from now on, sorted; none for all who
 *   are cleared
 * @reason: (nullable): why, where that is less than before
 *
 * A revision that is to be made. All of it must stay until the write is done.
 */
typedef struct {
  const char      *action;
  const char      *model_id;
  gboolean         creates;
  guint            max_models;
  gint64           revision;
  const char      *layout_id;
  const char      *request_id;
  const char      *request_digest;
  const char      *note;
  GPtrArray       *ids;
  PpRecordType     touches;
  const char      *around;
  GPtrArray       *placements;
  gboolean         restores;
  PpWriteFunc      func;
  gpointer         data;
  PpWriteAnswerFunc add_answer;
  gboolean         is_brief;
  gpointer         answer_data;
  const PpMarking *marks;
  const char * const *recipients;
  const char      *reason;
} PpWriteRequest;

/**
 * PpWriteResult:
 * @revision: the model's revision now
 * @is_conflict: whether nothing was done, because the model has another revision than the caller saw
 * @is_complete: whether @since holds all that was done since
 * @since: (nullable) (element-type JsonNode): the lists of changes that were done since, the first one first
 * @answer: (nullable) (element-type PGresult): results, the last of which are the answer that was asked for; none where
 *   nothing was written
 * @first_answer: which of them is the first of the answer
 */
typedef struct {
  gint64     revision;
  gboolean   is_conflict;
  gboolean   is_complete;
  GPtrArray *since;
  GPtrArray *answer;
  guint      first_answer;
} PpWriteResult;

void     pp_write_async        (PpDatabase            *database,
                                PpCaller              *caller,
                                const PpWriteRequest  *request,
                                GCancellable          *cancellable,
                                GAsyncReadyCallback    callback,
                                gpointer               user_data);
gboolean pp_write_finish       (PpDatabase            *database,
                                GAsyncResult          *result,
                                PpWriteResult         *written,
                                GError               **error);
void     pp_write_result_clear (PpWriteResult         *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PpWriteResult, pp_write_result_clear)

G_END_DECLS
