/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-format.h"

G_BEGIN_DECLS

/**
 * PpCliDocument:
 * @name: the file as it was given; `-` for standard input
 * @bytes: what is in it
 * @format: its format
 * @model: the model that was read
 * @loss: what was not carried
 *
 * A model file that was read.
 */
typedef struct {
  char           *name;
  GBytes         *bytes;
  const PpFormat *format;
  PpModel        *model;
  PpLoss         *loss;
} PpCliDocument;

/* NULL for what is no format's id, which is told. */
const PpFormat *pp_cli_find_format       (const char       *id);

/* Files and, for `-`, standard input and output. */
GBytes         *pp_cli_load_bytes        (const char       *name,
                                          GError          **error);
gboolean        pp_cli_save_bytes        (const char       *name,
                                          GBytes           *bytes);

PpCliDocument  *pp_cli_document_new      (const char       *name,
                                          GBytes           *bytes,
                                          const PpFormat   *format,
                                          GError          **error);
/* Tells what is wrong and gives NULL when it cannot be read. */
PpCliDocument  *pp_cli_document_load     (const char       *name,
                                          const PpFormat   *format);
/* By its title or its identifier; the first for %NULL. Tells what is wrong and gives NULL when there is
 * none. */
PpLayout       *pp_cli_document_find_layout (PpCliDocument    *self,
                                          const char       *title);
/* Leaves only what may be seen by those who may see @ceiling, a marking as text; nothing happens without
 * one. Tells what is wrong with it and gives FALSE. */
gboolean        pp_cli_document_release  (PpCliDocument    *self,
                                          const char       *ceiling);
gboolean        pp_cli_document_save     (PpModel          *model,
                                          const PpFormat   *format,
                                          const char       *name,
                                          PpLoss           *loss);
void            pp_cli_document_free     (PpCliDocument    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpCliDocument, pp_cli_document_free)

G_END_DECLS
