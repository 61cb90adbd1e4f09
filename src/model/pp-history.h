/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-model.h"

G_BEGIN_DECLS

#define PP_TYPE_HISTORY (pp_history_get_type ())
G_DECLARE_FINAL_TYPE (PpHistory, pp_history, PP, HISTORY, GObject)

/**
 * PpHistory::committed:
 * @self: the history
 * @label: the step's name, as it was given (not translated)
 * @changes: (element-type PpChange): what was done to the model, in order
 *
 * Emitted after each commit, undo and redo: the journal and the synchronisation listen here.
 */

PpHistory  *pp_history_new           (PpModel       *model);
PpModel    *pp_history_get_model     (PpHistory     *self);

/* One whole step. */
gboolean    pp_history_apply         (PpHistory     *self,
                                      const char    *label,
                                      GPtrArray     *changes,
                                      GError       **error);
gboolean    pp_history_apply_merged  (PpHistory     *self,
                                      const char    *label,
                                      const char    *merge_key,
                                      GPtrArray     *changes,
                                      GError       **error);
gboolean    pp_history_was_merged    (PpHistory     *self);
void        pp_history_end_merge     (PpHistory     *self);

/* A step made of several calls; nests. */
void        pp_history_begin         (PpHistory     *self,
                                      const char    *label);
gboolean    pp_history_commit        (PpHistory     *self);
void        pp_history_rollback      (PpHistory     *self);

/* Shorthand for the commonest change. */
gboolean    pp_history_set           (PpHistory     *self,
                                      const char    *label,
                                      const char    *id,
                                      const char    *field,
                                      JsonNode      *value,
                                      GError       **error);

gboolean    pp_history_can_undo      (PpHistory     *self);
gboolean    pp_history_can_redo      (PpHistory     *self);
const char *pp_history_get_undo_label (PpHistory    *self);
const char *pp_history_get_redo_label (PpHistory    *self);
gboolean    pp_history_undo          (PpHistory     *self);
gboolean    pp_history_redo          (PpHistory     *self);

void        pp_history_mark_saved    (PpHistory     *self);
gboolean    pp_history_is_modified   (PpHistory     *self);
void        pp_history_set_modified  (PpHistory     *self);

G_END_DECLS
