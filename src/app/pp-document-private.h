/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-document.h"

G_BEGIN_DECLS

struct _PpDocument {
  GObject         parent_instance;

  /* Owned */
  PpHistory      *history;
  PpAssessment   *assessment;    /* NULL until somebody asks */
  PpJournal      *journal;
  GFile          *file;
  char           *etag;
  PpLoss         *loss;
  PpLoss         *save_loss;
  GError         *journal_error;
  GQueue          waiting;       /* tasks, for the save that is going on to end */

  /* Borrowed from the table of formats, which lives as long as the program */
  const PpFormat *format;

  /* State */
  guint64         serial;         /* counts the steps done, undone and redone */
  guint           incomplete : 1; /* the file holds what was not read */
  guint           modified : 1;   /* as last notified */
  guint           saving : 1;
};

PpDocument *_pp_document_new         (PpModel        *model,
                                      GFile          *file,
                                      const PpFormat *format,
                                      const char     *etag,
                                      PpLoss         *loss,
                                      GBytes         *base);
void        _pp_document_start_journal (PpDocument   *self,
                                      GBytes         *base);
void        _pp_document_set_saving  (PpDocument     *self,
                                      gboolean        saving);
void        _pp_document_saved       (PpDocument     *self,
                                      GFile          *file,
                                      const PpFormat *format,
                                      const char     *etag,
                                      GBytes         *base,
                                      guint64         serial,
                                      guint64         journal_position);
void        _pp_document_update_modified (PpDocument *self);

G_END_DECLS
