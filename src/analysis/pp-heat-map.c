/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The matrix is made from the catalogue first, with all of its live techniques; then everything in the
 * model that names a technique is put where it belongs, and sums go up from sub-techniques. */

#include "pp-heat-map-private.h"

#include <string.h>

#include "pp-table.h"

G_DEFINE_FINAL_TYPE (PpHeatMap, pp_heat_map, G_TYPE_OBJECT)

static const char * const matrix_names[] = { "enterprise", "ics", "mobile", "atlas" };
static const char * const coverage_names[] = { "none", "open", "partly", "covered" };

G_STATIC_ASSERT (G_N_ELEMENTS (matrix_names) == PP_N_MATRICES);

const char *
pp_matrix_to_string (PpMatrix self)
{
  g_return_val_if_fail (self < PP_N_MATRICES, NULL);

  return matrix_names[self];
}

gboolean
pp_matrix_from_string (const char *text,
                       PpMatrix   *self)
{
  for (guint i = 0; i < PP_N_MATRICES; i++)
    if (g_strcmp0 (text, matrix_names[i]) == 0)
      {
        *self = i;
        return TRUE;
      }
  return FALSE;
}

const char *
pp_coverage_to_string (PpCoverage self)
{
  g_return_val_if_fail (self < G_N_ELEMENTS (coverage_names), NULL);

  return coverage_names[self];
}

static void
threat_free (PpHeatThreat *self)
{
  g_free (self->element);
  g_free (self->threat);
  g_free (self->id);
  g_free (self->title);
  g_free (self);
}

static PpHeatTechnique *
technique_new (const char *id,
               const char *name)
{
  PpHeatTechnique *self = g_new0 (PpHeatTechnique, 1);

  self->id = id;
  self->name = name;
  self->threats = g_ptr_array_new_with_free_func ((GDestroyNotify) threat_free);
  self->children = g_ptr_array_new ();
  self->mitigations = g_ptr_array_new ();
  self->severity = -1;
  return self;
}

static void
technique_free (PpHeatTechnique *self)
{
  g_ptr_array_unref (self->threats);
  g_ptr_array_unref (self->children);
  g_ptr_array_unref (self->mitigations);
  g_free (self);
}

static void
tactic_free (PpHeatTactic *self)
{
  g_free (self->short_name);
  g_ptr_array_unref (self->techniques);
  g_free (self);
}

static void
pp_heat_map_finalize (GObject *object)
{
  PpHeatMap *self = PP_HEAT_MAP (object);

  g_ptr_array_unref (self->tactics);
  g_hash_table_unref (self->techniques);
  g_hash_table_unref (self->in_place);
  g_hash_table_unref (self->named);
  g_hash_table_unref (self->seen);
  g_clear_object (&self->attack);
  G_OBJECT_CLASS (pp_heat_map_parent_class)->finalize (object);
}

static void
pp_heat_map_class_init (PpHeatMapClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pp_heat_map_finalize;
}

static void
pp_heat_map_init (PpHeatMap *self)
{
  self->tactics = g_ptr_array_new_with_free_func ((GDestroyNotify) tactic_free);
  self->techniques = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) technique_free);
  self->in_place = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->named = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/* --- The catalogue ------------------------------------------------------------------------------ */

static PpHeatTactic *
add_tactic (PpHeatMap  *self,
            const char *short_name,
            const char *name)
{
  PpHeatTactic *tactic = g_new0 (PpHeatTactic, 1);

  tactic->short_name = g_strdup (short_name);
  tactic->name = name;
  tactic->techniques = g_ptr_array_new ();
  g_ptr_array_add (self->tactics, tactic);
  return tactic;
}

static void
place (PpHeatMap       *self,
       PpHeatTechnique *technique,
       const char      *tactics)
{
  g_auto (GStrv) names = g_strsplit (tactics, ",", -1);

  for (guint i = 0; i < self->tactics->len; i++)
    {
      PpHeatTactic *tactic = g_ptr_array_index (self->tactics, i);

      if (g_strv_contains ((const char * const *) names, tactic->short_name))
        g_ptr_array_add (tactic->techniques, technique);
    }
}

static void
add_technique (PpHeatMap  *self,
               const char *id,
               const char *name,
               const char *parent,
               const char *tactics)
{
  PpHeatTechnique *technique = technique_new (id, name);

  g_hash_table_insert (self->techniques, (gpointer) id, technique);
  if (*parent == '\0')
    place (self, technique, tactics);
  else
    technique->parent = g_hash_table_lookup (self->techniques, parent);
  if (technique->parent != NULL)
    g_ptr_array_add (technique->parent->children, technique);
}

static void
read_attack (PpHeatMap *self)
{
  PpAttackDomain domain = (PpAttackDomain) self->matrix;
  g_autoptr (GArray) tactics = pp_attack_list_tactics (self->attack, domain);
  g_autoptr (GArray) techniques = pp_attack_list_techniques (self->attack, domain, TRUE);

  for (guint i = 0; i < tactics->len; i++)
    add_tactic (self, g_array_index (tactics, PpTactic, i).short_name, g_array_index (tactics, PpTactic, i).name);
  /* By identifier, so that parents come before their children. */
  for (guint i = 0; i < techniques->len; i++)
    {
      const PpTechnique *technique = &g_array_index (techniques, PpTechnique, i);

      add_technique (self, technique->id, technique->name, technique->parent, technique->tactics);
    }
}

static void
read_atlas (PpHeatMap *self)
{
  PpTable *tactics = pp_table_get_builtin ("atlas-tactics");
  PpTable *techniques = pp_table_get_builtin ("atlas-techniques");

  for (guint row = 0; row < pp_table_get_n_rows (tactics); row++)
    add_tactic (self, pp_table_get (tactics, row, pp_table_find_column (tactics, "id")),
                pp_table_get (tactics, row, pp_table_find_column (tactics, "name")));
  for (guint row = 0; row < pp_table_get_n_rows (techniques); row++)
    add_technique (self, pp_table_get (techniques, row, pp_table_find_column (techniques, "id")),
                   pp_table_get (techniques, row, pp_table_find_column (techniques, "name")),
                   pp_table_get (techniques, row, pp_table_find_column (techniques, "parent")),
                   pp_table_get (techniques, row, pp_table_find_column (techniques, "tactics")));
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  const PpHeatTechnique *first = *(PpHeatTechnique * const *) a;
  const PpHeatTechnique *second = *(PpHeatTechnique * const *) b;
  int order = g_ascii_strcasecmp (first->name, second->name);

  return order != 0 ? order : strcmp (first->id, second->id);
}

static void
sort_names (PpHeatMap *self)
{
  for (guint i = 0; i < self->tactics->len; i++)
    g_ptr_array_sort (((PpHeatTactic *) g_ptr_array_index (self->tactics, i))->techniques, compare_names);
}

/**
 * pp_heat_map_new:
 * @model: a model
 * @analysis: what is found in it
 * @attack: ATT&CK
 * @matrix: which matrix
 *
 * Returns: (transfer full): the matrix with what is in the model
 */
PpHeatMap *
pp_heat_map_new (PpModel    *model,
                 PpAnalysis *analysis,
                 PpAttack   *attack,
                 PpMatrix    matrix)
{
  PpHeatMap *self = g_object_new (PP_TYPE_HEAT_MAP, NULL);

  self->matrix = matrix;
  self->attack = g_object_ref (attack);
  if (matrix == PP_MATRIX_ATLAS)
    read_atlas (self);
  else
    read_attack (self);
  sort_names (self);
  _pp_heat_map_read_model (self, model, analysis);
  _pp_heat_map_sum_up (self);
  return self;
}

PpMatrix
pp_heat_map_get_matrix (PpHeatMap *self)
{
  return self->matrix;
}

/**
 * pp_heat_map_get_release:
 * @self: a matrix
 *
 * Returns: (transfer none): the release of its catalogue; empty for ATLAS
 */
const char *
pp_heat_map_get_release (PpHeatMap *self)
{
  return self->matrix == PP_MATRIX_ATLAS ? "" : pp_attack_get_release (self->attack, (PpAttackDomain) self->matrix);
}

/**
 * pp_heat_map_get_tactics:
 * @self: a matrix
 *
 * Returns: (transfer none) (element-type PpHeatTactic): its columns in order
 */
GPtrArray *
pp_heat_map_get_tactics (PpHeatMap *self)
{
  return self->tactics;
}

/**
 * pp_heat_map_find:
 * @self: a matrix
 * @id: a technique's identifier
 *
 * Returns: (transfer none) (nullable): the technique
 */
PpHeatTechnique *
pp_heat_map_find (PpHeatMap  *self,
                  const char *id)
{
  return g_hash_table_lookup (self->techniques, id);
}

gboolean
pp_heat_map_is_in_place (PpHeatMap  *self,
                         const char *mitigation)
{
  return g_hash_table_contains (self->in_place, mitigation);
}

PpHeatSummary
pp_heat_map_get_summary (PpHeatMap *self)
{
  PpHeatSummary summary = { 0, 0, 0 };
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->techniques);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const PpHeatTechnique *technique = value;

      if (technique->parent != NULL)
        continue;
      summary.n_covered += technique->coverage == PP_COVERAGE_COVERED;
      summary.n_partly += technique->coverage == PP_COVERAGE_PARTLY;
      summary.n_open += technique->coverage == PP_COVERAGE_OPEN;
    }
  return summary;
}
