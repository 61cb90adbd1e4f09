/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-json.h"

G_BEGIN_DECLS

/* Numbers that neither gint64 nor double can hold are strings in the tree: this tag (U+FDD0, which is
 * no character) and then the number as it was written. A real string that begins with the tag has it
 * twice. */
#define PP_JSON_NUMBER_TAG "\xEF\xB7\x90"
#define PP_JSON_NUMBER_TAG_LENGTH 3

/* Where a number of RFC 8259 that starts at @text ends, or NULL and the place where it goes wrong. */
const char *_pp_json_scan_number (const char  *text,
                                  const char  *end,
                                  gboolean    *is_integer,
                                  const char **wrong);

/* The text of a number that is carried as a string, or NULL where the string is a string. */
const char *_pp_json_tagged_number (const char *text);

G_END_DECLS
