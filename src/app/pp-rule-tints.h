/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a piece of a file of rules means, for an editor that shows it. */
typedef enum {
  PP_RULE_TINT_MEMBER,        /* the name of a member */
  PP_RULE_TINT_TEXT,          /* a string, or what of it has no tint of its own */
  PP_RULE_TINT_NUMBER,
  PP_RULE_TINT_CONSTANT,      /* true, false or null */
  PP_RULE_TINT_OPERATOR,      /* a word of the language of conditions */
  PP_RULE_TINT_NAME,          /* a name in a condition */
  PP_RULE_TINT_PLACEHOLDER,   /* what stands for a name in a sentence */
  PP_RULE_N_TINTS
} PpRuleTint;

typedef struct {
  PpRuleTint tint;
  guint      start;           /* in bytes of the line */
  guint      end;
} PpRuleTintSpan;

/* (transfer full) (element-type PpRuleTintSpan): the spans of one line, in order, none over another. A string
 * of JSON ends on its line, so a line needs no other to be understood. */
GArray *pp_rule_tints_of_line (const char *line);

G_END_DECLS
