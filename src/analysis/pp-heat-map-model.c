/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a model says of the techniques of a matrix. What names only an attack pattern of CAPEC counts for the
 * techniques that CAPEC maps it to; what names a technique that was replaced counts for its successor. */

#include "pp-heat-map-private.h"

#include "pp-finding-words.h"
#include "pp-reconcile.h"
#include "pp-table.h"

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

/* Puts what findings, threats and elements name where it belongs, and remembers which mitigations are in place. */
void
_pp_heat_map_read_model (PpHeatMap  *self,
                         PpModel    *model,
                         PpAnalysis *analysis)
{
  read_controls (self, model);
  add_findings (self, model, analysis);
  add_elements (self, model);
}
