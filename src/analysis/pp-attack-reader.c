/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-attack-reader.h"

#include "pp-json.h"

#include <string.h>

static void
index_control (PpAttackReader *self,
               PpControl      *control)
{
  const char * const *threats = pp_control_get_threats (control);
  double past = pp_odds_past_control (self->odds, pp_control_get_status (control));

  for (guint i = 0; threats[i] != NULL; i++)
    {
      double *known = g_hash_table_lookup (self->past_controls, threats[i]);

      if (known != NULL)
        *known *= past;
      else
        g_hash_table_insert (self->past_controls, g_strdup (threats[i]), g_memdup2 (&past, sizeof past));
    }
}

void
_pp_attack_reader_init (PpAttackReader *self,
                        PpModel        *model,
                        PpAnalysis     *analysis,
                        const PpOdds   *odds)
{
  *self = (PpAttackReader) {
    .model = g_object_ref (model),
    .analysis = g_object_ref (analysis),
    .odds = odds,
    .past_controls = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free),
    .zones = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free),
  };
  for (guint i = 0; i < pp_model_get_n_records (model, PP_RECORD_CONTROL); i++)
    index_control (self, PP_CONTROL (pp_model_peek_record (model, PP_RECORD_CONTROL, i)));
}

void
_pp_attack_reader_clear (PpAttackReader *self)
{
  g_clear_object (&self->model);
  g_clear_object (&self->analysis);
  g_clear_pointer (&self->past_controls, g_hash_table_unref);
  g_clear_pointer (&self->zones, g_hash_table_unref);
}

static JsonNode *
value_of (PpAttackReader *self,
          const char     *element,
          const char     *property)
{
  PpOrigin origin;

  return pp_analysis_dup_value (self->analysis, element, property, &origin);
}

gboolean
_pp_attack_reader_states (PpAttackReader *self,
                          const char     *element,
                          const char     *property,
                          gboolean        expected)
{
  g_autoptr (JsonNode) value = value_of (self, element, property);

  return value != NULL && JSON_NODE_HOLDS_VALUE (value) &&
         json_node_get_value_type (value) == G_TYPE_BOOLEAN && json_node_get_boolean (value) == expected;
}

static double
number_of (PpAttackReader *self,
           const char     *element,
           const char     *property)
{
  g_autoptr (JsonNode) value = value_of (self, element, property);
  GType type = value != NULL && JSON_NODE_HOLDS_VALUE (value) ? json_node_get_value_type (value)
                                                              : G_TYPE_INVALID;

  return type == G_TYPE_INT64 || type == G_TYPE_DOUBLE ? json_node_get_double (value) : 0;
}

gboolean
_pp_attack_reader_is_of_kind (PpElement  *element,
                              const char *kind)
{
  return strcmp (pp_element_get_kind (element), kind) == 0;
}

gboolean
_pp_attack_reader_is_attacker (PpAttackReader *self,
                               PpElement      *element,
                               const char     *id)
{
  return _pp_attack_reader_is_of_kind (element, "threat-actor") ||
         _pp_attack_reader_states (self, id, "threat", TRUE) ||
         _pp_attack_reader_states (self, id, "untrusted", TRUE);
}

static char *
dup_word (PpAttackReader *self,
          const char     *element,
          const char     *property)
{
  g_autoptr (JsonNode) value = value_of (self, element, property);

  return g_strdup (pp_json_get_text (value));
}

static gboolean
is_internet (PpAttackReader *self,
             const char     *zone)
{
  g_autofree char *type = dup_word (self, zone, "type");

  return type != NULL && g_ascii_strcasecmp (type, "internet") == 0;
}

double
_pp_attack_reader_capability_of (PpAttackReader *self,
                                 const char     *attacker)
{
  g_autofree char *capability = dup_word (self, attacker, "capability");

  return pp_odds_of_capability (self->odds, capability);
}

void
_pp_attack_reader_read_zone (PpAttackReader *self,
                             PpElement      *zone,
                             const char     *from)
{
  const char *id = pp_record_get_id (PP_RECORD (zone));
  g_autoptr (GPtrArray) members = NULL;

  if (_pp_attack_reader_class_of (zone) != PP_DFD_BOUNDARY ||
      !(from != NULL ? strcmp (id, from) == 0 : is_internet (self, id)))
    return;
  members = pp_analysis_list_members (self->analysis, id);
  for (guint i = 0; i < members->len; i++)
    g_hash_table_insert (self->zones, g_strdup (g_ptr_array_index (members, i)), g_strdup (id));
}

const char *
_pp_attack_reader_zone_of (PpAttackReader *self,
                           const char     *id)
{
  return id != NULL ? g_hash_table_lookup (self->zones, id) : NULL;
}

gboolean
_pp_attack_reader_is_asset (PpAttackReader *self,
                            const char     *id)
{
  return number_of (self, id, "sensitivity") >= 2 || number_of (self, id, "criticality") >= 3;
}

gboolean
_pp_attack_reader_asks_for_credentials (PpAttackReader *self,
                                        const char     *flow)
{
  g_autofree char *word = dup_word (self, flow, "auth");

  return word != NULL && strcmp (word, "none") != 0 && strcmp (word, "stated") != 0;
}

gboolean
_pp_attack_reader_has_escape (PpAttackReader *self,
                              const char     *id)
{
  GPtrArray *findings = pp_analysis_peek_findings_of (self->analysis, id);

  for (guint i = 0; findings != NULL && i < findings->len; i++)
    {
      PpFinding *finding = g_ptr_array_index (findings, i);

      if (g_strv_contains ((const char * const *) finding->attack, "T1611"))
        return TRUE;
    }
  return FALSE;
}

double
_pp_attack_reader_past_controls (PpAttackReader *self,
                                 const char     *threat)
{
  const double *past = g_hash_table_lookup (self->past_controls, threat);

  return past != NULL ? *past : 1;
}

PpDfdClass
_pp_attack_reader_class_of (PpElement *element)
{
  PpKind *kind = pp_kinds_resolve (pp_kinds_get_default (), pp_element_get_kind (element),
                                   PP_IS_EDGE (element));

  return pp_kind_get_dfd_class (kind);
}

gboolean
_pp_attack_reader_is_store (PpAttackReader *self,
                            const char     *id)
{
  PpElement *element = pp_model_lookup_element (self->model, id);

  return element != NULL && _pp_attack_reader_class_of (element) == PP_DFD_STORE;
}

char *
_pp_attack_reader_dup_technique (const char * const *references)
{
  for (guint i = 0; references != NULL && references[i] != NULL; i++)
    {
      if (references[i][0] == 'T' && g_ascii_isdigit (references[i][1]))
        return g_strdup (references[i]);
    }
  return NULL;
}

gboolean
_pp_attack_reader_gives_control (const char *category)
{
  return g_ascii_strcasecmp (category, "D") != 0 && g_ascii_strcasecmp (category, "R") != 0 &&
         g_ascii_strcasecmp (category, "Denial of service") != 0 &&
         g_ascii_strcasecmp (category, "Repudiation") != 0;
}
