/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "pp-assessment.h"
#include "pp-format.h"
#include "pp-history.h"
#include "pp-journal.h"

G_BEGIN_DECLS

#define PP_DOCUMENT_ERROR (pp_document_error_quark ())
GQuark pp_document_error_quark (void);

/**
 * PpDocumentError:
 * @PP_DOCUMENT_ERROR_NO_FILE: the document was never saved and no file was given
 * @PP_DOCUMENT_ERROR_READ_ONLY_FORMAT: the format can be read, not written
 * @PP_DOCUMENT_ERROR_INCOMPLETE: something in the file was not read, and saving over it would lose it
 */
typedef enum {
  PP_DOCUMENT_ERROR_NO_FILE,
  PP_DOCUMENT_ERROR_READ_ONLY_FORMAT,
  PP_DOCUMENT_ERROR_INCOMPLETE,
} PpDocumentError;

/**
 * PpDocumentSaveFlags:
 * @PP_DOCUMENT_SAVE_NONE: careful saving
 * @PP_DOCUMENT_SAVE_OVERWRITE: write although the file changed on disk
 * @PP_DOCUMENT_SAVE_INCOMPLETE: write although something in the file was not read
 */
typedef enum {
  PP_DOCUMENT_SAVE_NONE = 0,
  PP_DOCUMENT_SAVE_OVERWRITE = 1 << 0,
  PP_DOCUMENT_SAVE_INCOMPLETE = 1 << 1,
} PpDocumentSaveFlags;

#define PP_TYPE_DOCUMENT (pp_document_get_type ())
G_DECLARE_FINAL_TYPE (PpDocument, pp_document, PP, DOCUMENT, GObject)

/* A model with its history, its file and its journal. Main thread only; has no widgets.
 *
 * Properties, all read-only: title (string), modified (boolean), saving (boolean), file (GFile, nullable). */


PpDocument     *pp_document_new           (const char           *title,
                                           const char           *layout_title);

void            pp_document_begin_load    (GFile                *file);
void            pp_document_load_async    (GFile                *file,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
PpDocument     *pp_document_load_finish   (GAsyncResult         *result,
                                           GError              **error);
PpDocument     *pp_document_new_from_bytes (GBytes              *bytes,
                                           const char           *file_name,
                                           GError              **error);

PpModel        *pp_document_get_model     (PpDocument           *self);
PpHistory      *pp_document_get_history   (PpDocument           *self);
GFile          *pp_document_get_file      (PpDocument           *self);
const PpFormat *pp_document_get_format    (PpDocument           *self);
PpLoss         *pp_document_get_loss      (PpDocument           *self);
PpLoss         *pp_document_get_save_loss (PpDocument           *self);
const GError   *pp_document_get_journal_error (PpDocument       *self);
/* Made at the first call. */
PpAssessment   *pp_document_get_assessment (PpDocument         *self);
char           *pp_document_dup_title     (PpDocument           *self);
char           *pp_document_dup_file_name (PpDocument           *self);
gboolean        pp_document_is_modified   (PpDocument           *self);
gboolean        pp_document_is_saving     (PpDocument           *self);
/* New and never edited: another document may take its window. */
gboolean        pp_document_is_pristine   (PpDocument           *self);

void            pp_document_save_async    (PpDocument           *self,
                                           GFile                *file,
                                           const PpFormat       *format,
                                           PpDocumentSaveFlags   flags,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
gboolean        pp_document_save_finish   (PpDocument           *self,
                                           GAsyncResult         *result,
                                           GError              **error);
void            pp_document_await_save_async (PpDocument        *self,
                                           GAsyncReadyCallback  callback,
                                           gpointer             user_data);
gboolean        pp_document_await_save_finish (PpDocument       *self,
                                           GAsyncResult        *result,
                                           GError             **error);
/* Writes a copy in some format; the document keeps its file. */
void            pp_document_export_async  (PpDocument           *self,
                                           GFile                *file,
                                           const PpFormat       *format,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
gboolean        pp_document_export_finish (PpDocument           *self,
                                           GAsyncResult         *result,
                                           PpLoss              **loss,
                                           GError              **error);

/* Journals: unsaved work that outlives the program. */
GFile          *pp_document_get_journal_folder (void);
void            pp_document_discard_journal    (PpDocument      *self);
PpDocument     *pp_document_recover            (PpRecovery      *recovery,
                                                guint           *n_steps,
                                                GError         **error);

G_END_DECLS
