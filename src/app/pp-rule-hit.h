/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define PP_TYPE_RULE_HIT (pp_rule_hit_get_type ())
G_DECLARE_FINAL_TYPE (PpRuleHit, pp_rule_hit, PP, RULE_HIT, GObject)

/**
 * PpRuleHit:
 * @element: the element that a rule was tried on, or that a question is about
 * @title: one line
 * @detail: why
 * @is_question: it is not known yet
 *
 * A line of what a rule finds and asks, read-only.
 */
struct _PpRuleHit {
  GObject   parent_instance;

  char     *element;
  char     *title;
  char     *detail;
  gboolean  is_question;
};

PpRuleHit *pp_rule_hit_new (const char *element,
                            const char *title,
                            char       *detail,
                            gboolean    is_question);

G_END_DECLS
