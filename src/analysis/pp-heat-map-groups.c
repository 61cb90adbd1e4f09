/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Groups of attackers, ranked by the part of their techniques that is open in a model. Those with few known
 * techniques rank high by chance, so both numbers are shown. */

#include "pp-heat-map-private.h"

#include <string.h>

/* A group that uses a sub-technique can do what is open of it, and what is open of the technique itself. */
static gboolean
is_open_to (PpHeatMap  *self,
            const char *id)
{
  const PpHeatTechnique *technique = pp_heat_map_find (self, id);

  if (technique == NULL)
    return FALSE;
  if (technique->n_open > 0)
    return TRUE;
  for (guint i = 0; technique->parent != NULL && i < technique->parent->threats->len; i++)
    if (((PpHeatThreat *) g_ptr_array_index (technique->parent->threats, i))->is_open)
      return TRUE;
  return FALSE;
}

static int
compare_groups (gconstpointer a,
                gconstpointer b)
{
  const PpHeatGroup *first = a;
  const PpHeatGroup *second = b;
  /* n/m against n'/m' without fractions */
  guint64 left = (guint64) second->n_open * first->n_techniques;
  guint64 right = (guint64) first->n_open * second->n_techniques;

  if (left != right)
    return left > right ? 1 : -1;
  if (first->n_open != second->n_open)
    return first->n_open < second->n_open ? 1 : -1;
  return strcmp (first->name, second->name);
}

/**
 * pp_heat_map_list_groups:
 * @self: a matrix
 *
 * Returns: (transfer full) (element-type PpHeatGroup): the groups that are known for techniques of this
 *   matrix; those that could do the largest part of what they do come first. ATLAS knows no groups.
 */
GArray *
pp_heat_map_list_groups (PpHeatMap *self)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (PpHeatGroup));
  g_autoptr (GArray) groups = pp_attack_list_groups (self->attack);

  for (guint i = 0; self->matrix != PP_MATRIX_ATLAS && i < groups->len; i++)
    {
      const PpAttackEntry *entry = &g_array_index (groups, PpAttackEntry, i);
      g_autoptr (GPtrArray) techniques = pp_attack_list_techniques_of_group (self->attack, entry->id);
      PpHeatGroup group = { entry->id, entry->name, 0, 0 };

      for (guint j = 0; j < techniques->len; j++)
        {
          const char *id = g_ptr_array_index (techniques, j);

          group.n_techniques += pp_heat_map_find (self, id) != NULL;
          group.n_open += is_open_to (self, id);
        }
      if (group.n_techniques > 0)
        g_array_append_val (list, group);
    }
  g_array_sort (list, compare_groups);
  return list;
}

/**
 * pp_heat_map_dup_techniques_of:
 * @self: a matrix
 * @group: (nullable): a group's identifier
 *
 * Returns: (transfer full) (element-type utf8): the techniques that the group is known for, with the parents
 *   of sub-techniques, since these fold
 */
GHashTable *
pp_heat_map_dup_techniques_of (PpHeatMap  *self,
                               const char *group)
{
  GHashTable *set = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) techniques = NULL;

  if (group == NULL || self->matrix == PP_MATRIX_ATLAS)
    return set;
  techniques = pp_attack_list_techniques_of_group (self->attack, group);
  for (guint i = 0; i < techniques->len; i++)
    {
      const PpHeatTechnique *technique = pp_heat_map_find (self, g_ptr_array_index (techniques, i));

      if (technique == NULL)
        continue;
      g_hash_table_add (set, (gpointer) technique->id);
      if (technique->parent != NULL)
        g_hash_table_add (set, (gpointer) technique->parent->id);
    }
  return set;
}
