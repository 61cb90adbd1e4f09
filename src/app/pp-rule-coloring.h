/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtksourceview/gtksource.h>

G_BEGIN_DECLS

/* Keeps the colours of a file of rules in step with its text. What is typed has its colour at once, what is
 * much comes in turns of the main loop. GtkSourceView's own highlighting takes 40 ms when a language is first
 * used, to check its description, and does not know a condition from another string. */
typedef struct _PpRuleColoring PpRuleColoring;

PpRuleColoring *pp_rule_coloring_new  (GtkSourceBuffer *buffer);
void            pp_rule_coloring_free (PpRuleColoring  *self);

G_END_DECLS
