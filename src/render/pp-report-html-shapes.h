/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Letters that several drawings of one document share: what each looks like, and the name under which the
 * document has it. */
typedef struct {
  GHashTable *names;
  guint       number;           /* in the names */
} PpReportLetters;

void _pp_report_letters_init   (PpReportLetters *self,
                                guint            number);
void _pp_report_letters_clear  (PpReportLetters *self);

/**
 * _pp_report_append_shapes:
 * @out: an HTML document
 * @svg: what a drawing of cairo consists of, without its root
 * @length: of @svg
 * @prefix: of the names of what only this drawing defines
 * @letters: what earlier drawings of the document have defined
 *
 * Copies a drawing into a document with others: names are its own, letters are defined once, and lengths are
 * given to a hundredth of a unit.
 */
void _pp_report_append_shapes  (GString         *out,
                                const char      *svg,
                                gsize            length,
                                const char      *prefix,
                                PpReportLetters *letters);

G_END_DECLS
