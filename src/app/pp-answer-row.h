/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define PP_TYPE_ANSWER_ROW (pp_answer_row_get_type ())
G_DECLARE_FINAL_TYPE (PpAnswerRow, pp_answer_row, PP, ANSWER_ROW, AdwActionRow)

/* A threat that a control answers, or a control that answers a threat, with a button that parts them:
 * `remove` is emitted with the identifier, and `open` when the row is activated. */
GtkWidget  *pp_answer_row_new    (const char  *id,
                                  const char  *title,
                                  const char  *detail,
                                  const char  *remove_text);
const char *pp_answer_row_get_id (PpAnswerRow *self);

G_END_DECLS
