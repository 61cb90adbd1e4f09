/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A condition as postfix code. */

#include "pp-rule-code.h"

#include <string.h>

static const char * const set_names[] = {
  "inflows", "outflows", "flows", "neighbours", "peers", "members", "crossed", "crossing",
};
G_STATIC_ASSERT (G_N_ELEMENTS (set_names) == PP_RULE_N_SETS);

const char *
_pp_rule_set_name_to_string (PpRuleSetName set)
{
  return set_names[set];
}

static gboolean
has_path (const PpRuleNode *node)
{
  return node->op == PP_RULE_OP_PATH || node->op == PP_RULE_OP_MISSING || node->op == PP_RULE_OP_KNOWN;
}

static gboolean
is_same_path (const PpRuleNode *a,
              const PpRuleNode *b)
{
  return a->property == b->property && a->n_steps == b->n_steps && memcmp (a->steps, b->steps, a->n_steps) == 0;
}

void
_pp_rule_code_find_paths_again (PpRuleCode *self)
{
  for (guint i = 0; i < self->n_nodes; i++)
    {
      PpRuleNode *node = &self->nodes[i];

      for (guint j = 0; has_path (node) && j < self->n_nodes && !node->again; j++)
        node->again = j != i && has_path (&self->nodes[j]) && is_same_path (&self->nodes[j], node);
    }
}

void
_pp_rule_code_free (PpRuleCode *self)
{
  if (self == NULL)
    return;
  g_free (self->nodes);
  g_free (self->words);
  g_ptr_array_unref (self->patterns);
  g_free (self);
}
