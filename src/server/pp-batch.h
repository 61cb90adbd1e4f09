/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "pp-postgres.h"

G_BEGIN_DECLS

/**
 * PpStatement:
 * @name: its name, other than that of all other statements
 * @text: its text, with `$1` and so on for what is bound; the types stand in it as casts where
 *   PostgreSQL cannot tell them
 *
 * A statement of this program. It is static: a connection prepares it once, when it first needs it.
 */
typedef struct {
  const char *name;
  const char *text;
} PpStatement;

/**
 * PpBatch:
 *
 * Statements with what is bound to them, which go to the database in one go. Bound values go as text and beside the
 * statement, never as part of it. Results come in the binary format, see pp-row.h.
 */
typedef struct _PpBatch PpBatch;

PpBatch *pp_batch_new            (void);
PpBatch *pp_batch_ref            (PpBatch            *self);
void     pp_batch_unref          (PpBatch            *self);

guint    pp_batch_add            (PpBatch            *self,
                                  const PpStatement  *statement);
void     pp_batch_bind_text      (PpBatch            *self,
                                  const char         *text);
void     pp_batch_bind_integer   (PpBatch            *self,
                                  gint64              number);
void     pp_batch_bind_boolean   (PpBatch            *self,
                                  gboolean            boolean);
void     pp_batch_bind_array     (PpBatch            *self,
                                  const char * const *texts,
                                  guint               n_texts);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpBatch, pp_batch_unref)

G_END_DECLS
