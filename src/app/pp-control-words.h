/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-model.h"

G_BEGIN_DECLS

/* How controls are told of, translated. */

const char * const *pp_control_words_statuses   (void);
const char         *pp_control_words_icon       (const char *status);
char               *pp_control_words_dup_title  (PpControl  *control);
/* “In place · Ada · answers 2 threats” */
char               *pp_control_words_dup_detail (PpControl  *control);
/* “On Payments API · High · Open” */
char               *pp_control_words_dup_threat (PpModel    *model,
                                                 PpThreat   *threat);

G_END_DECLS
