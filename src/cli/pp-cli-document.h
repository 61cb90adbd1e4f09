/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-format.h"
#include "pp-marking.h"

G_BEGIN_DECLS

/**
 * PpCliDocument:
 * @name: the file as it was given; `-` for standard input
 * @bytes: what is in it
 * @format: its format
 * @model: the model that was read, or the release that was made of it
 * @loss: what was not carried
 * @whole: (nullable): the model that a release was made of
 * @ceiling: (nullable): for whom
 *
 * A model file that was read.
 */
typedef struct {
  char           *name;
  GBytes         *bytes;
  const PpFormat *format;
  PpModel        *model;
  PpLoss         *loss;
  PpModel        *whole;
  PpMarking      *ceiling;
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
/* What a record of the file is called in @model; NULL for one that is not there, or not any more. */
char           *pp_cli_document_dup_id   (PpCliDocument    *self,
                                          const char       *id);
/* An element by what people call it, or by its identifier. */
const char     *pp_cli_get_name          (PpModel          *model,
                                          const char       *id);
/* What has to stand above a text that is made of @model. */
void            pp_cli_append_banner     (GString          *text,
                                          PpModel          *model);
gboolean        pp_cli_document_save     (PpModel          *model,
                                          const PpFormat   *format,
                                          const char       *name,
                                          PpLoss           *loss);
void            pp_cli_document_free     (PpCliDocument    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpCliDocument, pp_cli_document_free)

G_END_DECLS
