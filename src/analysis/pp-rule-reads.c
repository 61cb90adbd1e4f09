/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which rule reads which property, and along which way from the element that it is tried on: after a
 * change of a property the ways are walked backwards, and only what is found there is run again. */

#include "pp-rules-private.h"

#include <string.h>

static guint
intern_way (PpRuleSet       *self,
            const PpRuleWay *way)
{
  for (guint i = 0; i < self->ways->len; i++)
    if (memcmp (&g_array_index (self->ways, PpRuleWay, i), way, sizeof *way) == 0)
      return i;
  g_array_append_val (self->ways, *way);
  return self->ways->len - 1;
}

static void
add_read (PpRuleSet       *self,
          guint            rule,
          guint            property,
          const PpRuleWay *way)
{
  GArray *reads;
  PpRuleRead read = { intern_way (self, way), rule };

  if (self->reads->len <= property)
    g_ptr_array_set_size (self->reads, property + 1);
  reads = g_ptr_array_index (self->reads, property);
  if (reads == NULL)
    g_ptr_array_index (self->reads, property) = reads = g_array_new (FALSE, FALSE, sizeof (PpRuleRead));
  for (guint i = 0; i < reads->len; i++)
    if (memcmp (&g_array_index (reads, PpRuleRead, i), &read, sizeof read) == 0)
      return;
  g_array_append_val (reads, read);
}

static void
add_path (PpRuleSet        *self,
          guint             rule,
          const PpRuleNode *node)
{
  PpRuleWay way = { .set = node->set };

  for (guint i = 0; i < node->n_steps; i++)
    {
      if (node->steps[i] == PP_RULE_STEP_IT)
        continue;
      if (node->steps[i] == PP_RULE_STEP_ZONE)
        add_read (self, rule, PP_PROPERTY_ZONE, &way);
      way.steps[way.n_steps++] = node->steps[i];
    }
  add_read (self, rule, node->property, &way);
}

static void
add_set (PpRuleSet     *self,
         guint          rule,
         PpRuleSetName  set)
{
  GArray *rules = self->by_set[set];

  if (rules->len == 0 || g_array_index (rules, guint, rules->len - 1) != rule)
    g_array_append_val (rules, rule);
}

static void
add_code (PpRuleSet        *self,
          guint             rule,
          const PpRuleCode *code)
{
  for (guint i = 0; i < code->n_nodes; i++)
    switch (code->nodes[i].op)
      {
      case PP_RULE_OP_PATH:
      case PP_RULE_OP_MISSING:
      case PP_RULE_OP_KNOWN:
        add_path (self, rule, &code->nodes[i]);
        break;
      case PP_RULE_OP_ANY:
      case PP_RULE_OP_ALL:
      case PP_RULE_OP_NONE:
      case PP_RULE_OP_COUNT:
        add_set (self, rule, code->nodes[i].argument);
        break;
      default:
        break;
      }
}

void
_pp_rule_set_index_reads (PpRuleSet *self)
{
  static const PpRuleWay itself = { .set = PP_RULE_NO_SET };

  g_array_set_size (self->ways, 0);
  for (guint i = 0; i < PP_RULE_N_SETS; i++)
    g_array_set_size (self->by_set[i], 0);
  g_ptr_array_set_size (self->reads, 0);
  g_ptr_array_set_size (self->reads, _pp_vocabulary_count (self->vocabulary));
  for (guint i = 0; i < self->rules->len; i++)
    {
      const PpCompiledRule *rule = _pp_rule_set_rule (self, i);

      add_code (self, i, rule->condition);
      add_code (self, i, rule->likelihood);
      add_code (self, i, rule->impact);
      add_read (self, i, PP_PROPERTY_ATTACK, &itself);
    }
}
