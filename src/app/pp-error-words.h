/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Errors of lower floors in the language of the window. */

/* For pp_worded_error_dup_sentence() and its like. */
const char *pp_error_translate    (const char   *sentence);
/* (transfer full): what is wrong, without the place. */
char       *pp_error_dup_sentence (const GError *error);
/* (transfer full): what is wrong, and where. */
char       *pp_error_dup_message  (const GError *error);

G_END_DECLS
