/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-worded-error.h"

G_BEGIN_DECLS

/**
 * PpRuleFault:
 * @line: from 1
 * @column: from 1, in characters
 * @start: where the faulty part begins, in bytes
 * @end: behind its last byte; at least one character after @start where there is one
 * @error: what is wrong, with its place
 *
 * Why a file of rules does not load, and where in its text.
 */
typedef struct {
  guint   line;
  guint   column;
  gsize   start;
  gsize   end;
  GError *error;
} PpRuleFault;

PpRuleFault *pp_rule_fault_new  (const GError *error,
                                 const char   *text,
                                 gsize         length);
char        *pp_rule_fault_dup_text (const PpRuleFault   *self,
                                     PpTranslateSentence  translate);
void         pp_rule_fault_free (PpRuleFault  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpRuleFault, pp_rule_fault_free)

G_END_DECLS
