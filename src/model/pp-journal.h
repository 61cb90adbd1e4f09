/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-history.h"

G_BEGIN_DECLS

#define PP_JOURNAL_ERROR (pp_journal_error_quark ())
GQuark pp_journal_error_quark (void);

/**
 * PpJournalError:
 * @PP_JOURNAL_ERROR_VERSION: written by a later version than this program knows
 * @PP_JOURNAL_ERROR_CORRUPT: not a journal, or damaged; the message names the line
 * @PP_JOURNAL_ERROR_TOO_LARGE: longer than a journal may be
 */
typedef enum {
  PP_JOURNAL_ERROR_VERSION,
  PP_JOURNAL_ERROR_CORRUPT,
  PP_JOURNAL_ERROR_TOO_LARGE,
} PpJournalError;

#define PP_JOURNAL_MAX_BYTES ((gsize) 512 * 1024 * 1024)
#define PP_JOURNAL_MAX_LINE_BYTES ((gsize) 128 * 1024 * 1024)

/**
 * PpJournalDocument:
 * @uri: (nullable): where the document is kept; %NULL when it was never saved
 * @name: the name that people see
 * @format: (nullable): the id of the format that the base is written in; %NULL when there is no base
 * @etag: (nullable): the entity tag of the file as it was opened or saved
 * @program: (nullable): the version of the program, for reports
 *
 * What a journal says of the document that it belongs to. The journal copies it.
 */
typedef struct {
  const char *uri;
  const char *name;
  const char *format;
  const char *etag;
  const char *program;
} PpJournalDocument;

#define PP_TYPE_JOURNAL (pp_journal_get_type ())
G_DECLARE_FINAL_TYPE (PpJournal, pp_journal, PP, JOURNAL, GObject)

/**
 * PpJournal::failed:
 * @self: the journal
 * @error: why the last step could not be written
 *
 * Emitted once when writing begins to fail (a full disk, say). The steps are held in memory and
 * written with the next one that can be.
 */

/**
 * pp_journal_new:
 * @folder: where journals are kept; made when it is not there, for the user alone
 * @history: the history whose steps are recorded; the journal holds a reference
 * @document: what is being edited
 * @base: (nullable): the bytes of the file as it was opened; %NULL for a model that began empty
 *
 * Makes a journal that writes each step of @history to @folder the moment it is committed. Nothing
 * is written before the first step. A journal that is let go without pp_journal_discard() stays and is
 * offered by pp_journal_list_recoverable(). Main thread only.
 */
PpJournal *pp_journal_new              (GFile                   *folder,
                                        PpHistory               *history,
                                        const PpJournalDocument *document,
                                        GBytes                  *base);
/* Where the journal stands: take it when a save begins, give it to pp_journal_reset() when the save has
 * worked, and what was edited meanwhile stays recorded. */
guint64    pp_journal_get_position     (PpJournal               *self);
/* The document is saved: @base is what the file holds now. Steps up to @position are forgotten. */
void       pp_journal_reset            (PpJournal               *self,
                                        const PpJournalDocument *document,
                                        GBytes                  *base,
                                        guint64                  position);
/* The unsaved work is not wanted: deletes the files and records nothing more, until pp_journal_reset()
 * says on what later steps build. For closing a window, saved or not. */
void       pp_journal_discard          (PpJournal               *self);
gboolean   pp_journal_is_failing       (PpJournal               *self);

#define PP_TYPE_RECOVERY (pp_recovery_get_type ())
G_DECLARE_FINAL_TYPE (PpRecovery, pp_recovery, PP, RECOVERY, GObject)

/* Unsaved work that a program left when it ended without saving; the newest first. (transfer full)
 * (element-type PpRecovery). Journals that a running program writes are not listed. As long as a
 * PpRecovery lives no other program is offered the same. Empty when there is no @folder. */
GPtrArray  *pp_journal_list_recoverable (GFile        *folder);

const char *pp_recovery_get_name       (PpRecovery    *self);
const char *pp_recovery_get_uri        (PpRecovery    *self);
const char *pp_recovery_get_format     (PpRecovery    *self);
const char *pp_recovery_get_etag       (PpRecovery    *self);
/* When the last step was made. */
GDateTime  *pp_recovery_get_time       (PpRecovery    *self);
guint       pp_recovery_get_n_steps    (PpRecovery    *self);
/* NULL, or in English what keeps the journal, or its end, from being read. */
const char *pp_recovery_get_problem    (PpRecovery    *self);

/* The bytes of the document before the steps. @base is NULL for a model that began empty: then begin
 * with pp_model_new (pp_recovery_get_model_id ()). */
gboolean    pp_recovery_load_base      (PpRecovery    *self,
                                        GBytes       **base,
                                        GError       **error);
const char *pp_recovery_get_model_id   (PpRecovery    *self);
/* Does the recorded steps again; lines that had become one step of the history become one again. A torn
 * last line is passed over; at a damaged line the replay ends, with the steps before it done, and
 * pp_recovery_get_problem() tells. False with @error only when nothing could be done. With a new PpJournal
 * on @history everything is recorded anew; then pp_recovery_delete(). */
gboolean    pp_recovery_replay         (PpRecovery    *self,
                                        PpHistory     *history,
                                        guint         *n_replayed,
                                        GError       **error);
void        pp_recovery_delete         (PpRecovery    *self);

G_END_DECLS
