/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How many threats a technique of a matrix has with its sub-techniques, how bad they are, and how far they are
 * covered. */

#include "pp-heat-map-private.h"

#include "pp-table.h"

static int
compare_threats (gconstpointer a,
                 gconstpointer b)
{
  const PpHeatThreat *first = *(PpHeatThreat * const *) a;
  const PpHeatThreat *second = *(PpHeatThreat * const *) b;
  int order = second->is_open - first->is_open;

  if (order == 0)
    order = second->severity - first->severity;
  if (order == 0)
    order = g_strcmp0 (first->title, second->title);
  return order != 0 ? order : g_strcmp0 (first->element, second->element);
}

static void
add_mitigations (PpHeatMap       *self,
                 PpHeatTechnique *technique,
                 const char      *id)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  if (self->matrix == PP_MATRIX_ATLAS)
    {
      PpTable *table = pp_table_get_builtin ("atlas-technique-mitigations");
      PpTableRows rows = pp_table_find (table, 0, id);

      for (guint i = 0; i < rows.n_rows; i++)
        g_ptr_array_add (found, (gpointer) pp_table_get (table, rows.rows[i], 1));
    }
  else
    {
      g_autoptr (GPtrArray) listed = pp_attack_list_mitigations_of (self->attack, id);

      g_ptr_array_extend (found, listed, NULL, NULL);
    }
  for (guint i = 0; i < found->len; i++)
    if (!g_ptr_array_find_with_equal_func (technique->mitigations, g_ptr_array_index (found, i), g_str_equal, NULL))
      g_ptr_array_add (technique->mitigations, g_ptr_array_index (found, i));
}

static guint
count (PpHeatTechnique *technique)
{
  g_autoptr (GPtrArray) threats = pp_heat_technique_list_threats (technique);
  guint n_mitigated = 0;

  for (guint i = 0; i < threats->len; i++)
    {
      const PpHeatThreat *threat = g_ptr_array_index (threats, i);

      technique->n_threats++;
      n_mitigated += threat->is_mitigated;
      if (!threat->is_open)
        continue;
      technique->n_open++;
      technique->severity = MAX (technique->severity, threat->severity);
    }
  return n_mitigated;
}

static PpCoverage
judge (const PpHeatTechnique *technique,
       guint                  n_mitigated)
{
  if (technique->n_threats == 0)
    return PP_COVERAGE_NONE;
  if (n_mitigated == technique->n_threats
      || (technique->mitigations->len > 0 && technique->n_in_place == technique->mitigations->len))
    return PP_COVERAGE_COVERED;
  return n_mitigated > 0 || technique->n_in_place > 0 ? PP_COVERAGE_PARTLY : PP_COVERAGE_OPEN;
}

static void
sum_up (PpHeatMap       *self,
        PpHeatTechnique *technique)
{
  guint n_mitigated = count (technique);

  g_ptr_array_sort (technique->threats, compare_threats);
  add_mitigations (self, technique, technique->id);
  for (guint i = 0; i < technique->children->len; i++)
    {
      const PpHeatTechnique *child = g_ptr_array_index (technique->children, i);

      if (child->threats->len > 0)
        add_mitigations (self, technique, child->id);
    }
  for (guint i = 0; i < technique->mitigations->len; i++)
    technique->n_in_place += pp_heat_map_is_in_place (self, g_ptr_array_index (technique->mitigations, i));
  technique->coverage = judge (technique, n_mitigated);
}

void
_pp_heat_map_sum_up (PpHeatMap *self)
{
  GHashTableIter iter;
  gpointer technique;

  g_hash_table_iter_init (&iter, self->techniques);
  while (g_hash_table_iter_next (&iter, NULL, &technique))
    sum_up (self, technique);
}

static guint
threat_hash (gconstpointer key)
{
  const PpHeatThreat *threat = key;

  return (threat->element != NULL ? g_str_hash (threat->element) : 0)
         ^ (threat->threat != NULL ? g_str_hash (threat->threat) : 0) ^ g_str_hash (threat->title);
}

static gboolean
threat_equal (gconstpointer a,
              gconstpointer b)
{
  const PpHeatThreat *one = a, *other = b;

  return g_strcmp0 (one->element, other->element) == 0 && g_strcmp0 (one->threat, other->threat) == 0
         && g_strcmp0 (one->title, other->title) == 0;
}

static void
add_once (GPtrArray       *threats,
          const GPtrArray *more,
          GHashTable      *seen)
{
  for (guint i = 0; i < more->len; i++)
    if (g_hash_table_add (seen, g_ptr_array_index (more, i)))
      g_ptr_array_add (threats, g_ptr_array_index (more, i));
}

/**
 * pp_heat_technique_list_threats:
 * @self: a technique
 *
 * Returns: (transfer container) (element-type PpHeatThreat): its threats and those of its sub-techniques,
 *   each once, the worst first
 */
GPtrArray *
pp_heat_technique_list_threats (PpHeatTechnique *self)
{
  GPtrArray *threats = g_ptr_array_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (threat_hash, threat_equal);

  add_once (threats, self->threats, seen);
  for (guint i = 0; i < self->children->len; i++)
    add_once (threats, ((PpHeatTechnique *) g_ptr_array_index (self->children, i))->threats, seen);
  g_ptr_array_sort (threats, compare_threats);
  return threats;
}
