/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The matrix is made from the catalogue first, with all of its live techniques; then everything in the
 * model that names a technique is put where it belongs, and sums go up from sub-techniques. What names
 * only an attack pattern of CAPEC counts for the techniques that CAPEC maps it to; what names a technique
 * that was replaced counts for its successor. */

#include "pp-heat-map.h"

#include <string.h>

#include "pp-finding-words.h"
#include "pp-heat-map-private.h"
#include "pp-reconcile.h"
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

/* --- The model ---------------------------------------------------------------------------------- */

static PpHeatTechnique *
resolve (PpHeatMap  *self,
         const char *id)
{
  PpHeatTechnique *technique = g_hash_table_lookup (self->techniques, id);
  const char *successor = NULL;

  if (technique == NULL && self->matrix != PP_MATRIX_ATLAS
      && pp_attack_get_state (self->attack, id, &successor) == PP_ATTACK_STATE_REPLACED)
    technique = g_hash_table_lookup (self->techniques, successor);
  return technique;
}

/* Whether a technique meets a threat for the first time. */
static gboolean
is_new (PpHeatMap             *self,
        const PpHeatTechnique *technique,
        const PpHeatThreat    *threat)
{
  return g_hash_table_add (self->seen, g_strjoin ("\n", technique->id, threat->element != NULL ? threat->element : "",
                                                  threat->threat != NULL ? threat->threat : "", threat->title,
                                                  NULL));
}

static gboolean
add_threat (PpHeatMap          *self,
            const char         *id,
            const PpHeatThreat *threat)
{
  PpHeatTechnique *technique = resolve (self, id);
  PpHeatThreat *copy;

  if (technique == NULL)
    return FALSE;
  if (!is_new (self, technique, threat))
    return TRUE;
  copy = g_memdup2 (threat, sizeof *threat);
  copy->element = g_strdup (threat->element);
  copy->threat = g_strdup (threat->threat);
  copy->id = g_strdup (threat->id);
  copy->title = g_strdup (threat->title);
  g_ptr_array_add (technique->threats, copy);
  return TRUE;
}

static gboolean
names_technique (const char *reference)
{
  return g_str_has_prefix (reference, "AML.T") || (*reference == 'T' && g_ascii_isdigit (reference[1]));
}

static void
add_by_capec (PpHeatMap          *self,
              const char         *capec,
              const PpHeatThreat *threat)
{
  PpTable *table = pp_table_get_builtin ("capec-attack");
  PpTableRows rows = pp_table_find (table, 0, capec);

  for (guint i = 0; i < rows.n_rows; i++)
    add_threat (self, pp_table_get (table, rows.rows[i], 1), threat);
}

/* What names no technique of any kind counts by its attack patterns. */
static void
add_by_references (PpHeatMap          *self,
                   const char * const *references,
                   const PpHeatThreat *threat)
{
  gboolean named = FALSE;

  for (guint i = 0; references != NULL && references[i] != NULL; i++)
    if (names_technique (references[i]))
      {
        named = TRUE;
        add_threat (self, references[i], threat);
      }
  for (guint i = 0; !named && references != NULL && references[i] != NULL; i++)
    if (g_str_has_prefix (references[i], "CAPEC-"))
      add_by_capec (self, references[i], threat);
}

static PpHeatThreat
describe_stored (PpThreat *threat)
{
  return (PpHeatThreat) {
    .element = (char *) pp_threat_get_element (threat),
    .threat = (char *) pp_record_get_id (PP_RECORD (threat)),
    .id = (char *) pp_record_get_id (PP_RECORD (threat)),
    .title = (char *) pp_threat_get_title (threat),
    .severity = pp_severity_rank (pp_threat_get_severity (threat)),
    .is_open = pp_threat_is_open (threat),
    .is_mitigated = g_ascii_strcasecmp (pp_threat_get_status (threat), "Mitigated") == 0,
  };
}

static char **
join (const PpFinding *finding)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_strv_builder_addv (builder, (const char **) finding->attack);
  g_strv_builder_addv (builder, (const char **) finding->rule->atlas);
  g_strv_builder_addv (builder, (const char **) finding->rule->capec);
  return g_strv_builder_end (builder);
}

/* A drawn attack is found as a threat to its target; the attack itself does not count once more. */
static void
remember_named (PpHeatMap       *self,
                const PpFinding *finding)
{
  for (guint i = 0; finding->attack[i] != NULL; i++)
    {
      const PpHeatTechnique *technique = resolve (self, finding->attack[i]);

      if (technique != NULL)
        g_hash_table_add (self->named, g_strconcat (finding->on, "/", technique->id, NULL));
    }
}

static void
add_finding (PpHeatMap       *self,
             PpModel         *model,
             const PpFinding *finding,
             GHashTable      *stored)
{
  PpThreat *threat = pp_finding_find_threat (finding, model);
  PpHeatThreat described = {
    finding->element, NULL, finding->rule->id, finding->title, (int) finding->severity, TRUE, FALSE
  };
  g_auto (GStrv) references = join (finding);

  if (finding->rule->prompt)
    return;
  if (threat != NULL)
    {
      described = describe_stored (threat);
      g_hash_table_add (stored, threat);
      add_by_references (self, pp_threat_get_references (threat), &described);
    }
  add_by_references (self, (const char * const *) references, &described);
  remember_named (self, finding);
}

static void
add_findings (PpHeatMap  *self,
              PpModel    *model,
              PpAnalysis *analysis)
{
  g_autoptr (GPtrArray) findings = pp_analysis_list_findings (analysis, NULL);
  g_autoptr (GHashTable) stored = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < findings->len; i++)
    add_finding (self, model, g_ptr_array_index (findings, i), stored);
  for (guint i = 0; i < pp_model_get_n_records (model, PP_RECORD_THREAT); i++)
    {
      PpThreat *threat = PP_THREAT (pp_model_peek_record (model, PP_RECORD_THREAT, i));
      PpHeatThreat described = describe_stored (threat);

      if (!g_hash_table_contains (stored, threat))
        add_by_references (self, pp_threat_get_references (threat), &described);
    }
}

static gboolean
is_named (PpHeatMap             *self,
          const PpHeatTechnique *technique,
          const char            *element)
{
  g_autofree char *key = g_strconcat (element, "/", technique->id, NULL);

  if (g_hash_table_contains (self->named, key))
    return TRUE;
  for (guint i = 0; i < technique->threats->len; i++)
    if (g_strcmp0 (((PpHeatThreat *) g_ptr_array_index (technique->threats, i))->element, element) == 0)
      return TRUE;
  return FALSE;
}

/* A technique that is said of an element is a threat to it, unless one is there that names it. */
static void
add_element (PpHeatMap *self,
             PpElement *element)
{
  const char * const *lists[] = { pp_element_get_techniques (element), pp_element_get_references (element) };
  const char *id = pp_record_get_id (PP_RECORD (element));
  PpHeatThreat described = { (char *) id, NULL, NULL, (char *) pp_element_get_name (element), -1, TRUE, FALSE };

  for (guint list = 0; list < G_N_ELEMENTS (lists); list++)
    for (guint i = 0; lists[list][i] != NULL; i++)
      {
        PpHeatTechnique *technique = names_technique (lists[list][i]) ? resolve (self, lists[list][i]) : NULL;

        if (technique != NULL && !is_named (self, technique, id))
          add_threat (self, technique->id, &described);
      }
}

static void
add_elements (PpHeatMap *self,
              PpModel   *model)
{
  static const PpRecordType types[] = { PP_RECORD_NODE, PP_RECORD_EDGE };

  for (guint type = 0; type < G_N_ELEMENTS (types); type++)
    for (guint i = 0; i < pp_model_get_n_records (model, types[type]); i++)
      add_element (self, PP_ELEMENT (pp_model_peek_record (model, types[type], i)));
}

static gboolean
is_active (PpControl *control)
{
  const char *status = pp_control_get_status (control);

  return g_ascii_strcasecmp (status, "in-place") == 0 || g_ascii_strcasecmp (status, "verified") == 0;
}

static void
read_controls (PpHeatMap *self,
               PpModel   *model)
{
  for (guint i = 0; i < pp_model_get_n_records (model, PP_RECORD_CONTROL); i++)
    {
      PpControl *control = PP_CONTROL (pp_model_peek_record (model, PP_RECORD_CONTROL, i));
      const char * const *references = pp_control_get_references (control);

      for (guint j = 0; is_active (control) && references[j] != NULL; j++)
        if (*references[j] == 'M' || g_str_has_prefix (references[j], "AML.M"))
          g_hash_table_add (self->in_place, g_strdup (references[j]));
    }
}

/* --- Sums --------------------------------------------------------------------------------------- */

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

static void
sum_all (PpHeatMap *self)
{
  GHashTableIter iter;
  gpointer technique;

  g_hash_table_iter_init (&iter, self->techniques);
  while (g_hash_table_iter_next (&iter, NULL, &technique))
    sum_up (self, technique);
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
  read_controls (self, model);
  add_findings (self, model, analysis);
  add_elements (self, model);
  sum_all (self);
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
