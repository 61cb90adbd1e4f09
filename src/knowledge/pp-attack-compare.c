/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What differs between two releases of ATT&CK. */

#include "pp-attack-compare.h"

#include <string.h>

static void
difference_free (PpAttackDifference *self)
{
  g_free (self->id);
  g_free (self->before);
  g_free (self->after);
  g_free (self);
}

static void
add (GPtrArray    *list,
     PpAttackNews  news,
     const char   *id,
     const char   *before,
     const char   *after)
{
  PpAttackDifference *difference = g_new0 (PpAttackDifference, 1);

  difference->news = news;
  difference->id = g_strdup (id);
  difference->before = g_strdup (before);
  difference->after = g_strdup (after);
  g_ptr_array_add (list, difference);
}

/* What the older release @after calls that which only @before knows. */
static GPtrArray *
list_names_before (PpAttack   *before,
                   PpAttack   *after,
                   const char *id)
{
  GPtrArray *names = pp_attack_list_predecessors (before, id);

  for (guint i = names->len; i > 0; i--)
    if (pp_attack_get_state (after, g_ptr_array_index (names, i - 1), NULL) != PP_ATTACK_STATE_LIVE)
      g_ptr_array_remove_index (names, i - 1);
  return names;
}

/**
 * pp_attack_dup_successors:
 * @before: a release
 * @after: another, newer or older
 * @id: what is not in use in @after
 * @only: (out) (nullable) (transfer full): what has taken its place, where that is one
 *
 * What an older release does not know yet becomes what it has replaced.
 *
 * Returns: (transfer full): what has taken its place, between commas; empty where nothing has
 */
char *
pp_attack_dup_successors (PpAttack    *before,
                          PpAttack    *after,
                          const char  *id,
                          char       **only)
{
  PpAttackState state = pp_attack_get_state (after, id, NULL);
  g_autoptr (GPtrArray) successors = state == PP_ATTACK_STATE_UNKNOWN ? list_names_before (before, after, id)
                                                                      : pp_attack_list_successors (after, id);

  *only = successors->len == 1 ? g_strdup (g_ptr_array_index (successors, 0)) : NULL;
  g_ptr_array_add (successors, NULL);
  return g_strjoinv (", ", (char **) successors->pdata);
}

static void
compare_old (GPtrArray         *list,
             const PpTechnique *old,
             PpAttack          *before,
             PpAttack          *after)
{
  g_autofree char *successors = NULL, *only = NULL;
  PpTechnique technique;

  if (pp_attack_get_state (after, old->id, NULL) == PP_ATTACK_STATE_LIVE)
    {
      if (pp_attack_find_technique (after, old->id, &technique) && strcmp (technique.name, old->name) != 0)
        add (list, PP_ATTACK_NEWS_RENAMED, old->id, old->name, technique.name);
      return;
    }
  successors = pp_attack_dup_successors (before, after, old->id, &only);
  add (list, only != NULL ? PP_ATTACK_NEWS_REPLACED : PP_ATTACK_NEWS_RETIRED, old->id, old->name, successors);
}

/**
 * pp_attack_compare:
 * @before: a release
 * @after: another
 * @domain: the domain to compare
 *
 * Returns: (transfer full) (element-type PpAttackDifference): what is different about its techniques, by
 *   identifier
 */
GPtrArray *
pp_attack_compare (PpAttack       *before,
                   PpAttack       *after,
                   PpAttackDomain  domain)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) difference_free);
  g_autoptr (GArray) old = pp_attack_list_techniques (before, domain, TRUE);
  g_autoptr (GArray) fresh = pp_attack_list_techniques (after, domain, TRUE);

  for (guint i = 0; i < old->len; i++)
    compare_old (list, &g_array_index (old, PpTechnique, i), before, after);
  for (guint i = 0; i < fresh->len; i++)
    {
      const PpTechnique *technique = &g_array_index (fresh, PpTechnique, i);

      if (pp_attack_get_state (before, technique->id, NULL) != PP_ATTACK_STATE_LIVE)
        add (list, PP_ATTACK_NEWS_ADDED, technique->id, NULL, technique->name);
    }
  return list;
}
