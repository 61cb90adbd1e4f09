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

/**
 * pp_attack_dup_successors:
 * @self: a release
 * @id: what was revoked
 *
 * Returns: (transfer full): what has taken its place, between commas; empty where nothing has
 */
char *
pp_attack_dup_successors (PpAttack   *self,
                          const char *id)
{
  g_autoptr (GPtrArray) successors = pp_attack_list_successors (self, id);

  g_ptr_array_add (successors, NULL);
  return g_strjoinv (", ", (char **) successors->pdata);
}

static void
compare_old (GPtrArray         *list,
             const PpTechnique *old,
             PpAttack          *after)
{
  const char *successor = NULL;
  PpTechnique technique;

  switch (pp_attack_get_state (after, old->id, &successor))
    {
    case PP_ATTACK_STATE_LIVE:
      if (pp_attack_find_technique (after, old->id, &technique) && strcmp (technique.name, old->name) != 0)
        add (list, PP_ATTACK_NEWS_RENAMED, old->id, old->name, technique.name);
      break;

    case PP_ATTACK_STATE_REPLACED:
      add (list, PP_ATTACK_NEWS_REPLACED, old->id, old->name, successor);
      break;

    case PP_ATTACK_STATE_RETIRED:
    case PP_ATTACK_STATE_UNKNOWN:
    default:
      {
        g_autofree char *successors = pp_attack_dup_successors (after, old->id);

        add (list, PP_ATTACK_NEWS_RETIRED, old->id, old->name, successors);
      }
    }
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
    compare_old (list, &g_array_index (old, PpTechnique, i), after);
  for (guint i = 0; i < fresh->len; i++)
    {
      const PpTechnique *technique = &g_array_index (fresh, PpTechnique, i);

      if (pp_attack_get_state (before, technique->id, NULL) != PP_ATTACK_STATE_LIVE)
        add (list, PP_ATTACK_NEWS_ADDED, technique->id, NULL, technique->name);
    }
  return list;
}
