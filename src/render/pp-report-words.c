/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How a report says things. */

#include "pp-report-private.h"

#include <math.h>
#include <string.h>

#include "pp-finding-words.h"
#include "pp-json.h"
#include "pp-marking.h"
#include "pp-methodologies.h"
#include "pp-reference.h"

const char *
_pp_report_kind_word (PpReportBuilder *self,
                      PpElement       *element)
{
  PpKind *kind = pp_kinds_resolve (self->kinds, pp_element_get_kind (element), PP_IS_EDGE (element));

  return pp_report_say (self->report, pp_kind_get_label (kind));
}

static char *
dup_plain_name (PpReportBuilder *self,
                const char      *id)
{
  PpElement *element = id != NULL ? pp_model_lookup_element (self->model, id) : NULL;

  if (element == NULL)
    return g_strdup ("…");
  if (*pp_element_get_name (element) != '\0')
    return g_strdelimit (g_strdup (pp_element_get_name (element)), "\n\r", ' ');
  return g_strdup (_pp_report_kind_word (self, element));
}

char *
_pp_report_dup_name (PpReportBuilder *self,
                     const char      *element_id)
{
  PpElement *element = element_id != NULL ? pp_model_lookup_element (self->model, element_id) : NULL;
  g_autofree char *source = NULL;
  g_autofree char *target = NULL;

  if (element == NULL || *pp_element_get_name (element) != '\0' || !PP_IS_EDGE (element) ||
      (pp_edge_get_source (PP_EDGE (element)) == NULL && pp_edge_get_target (PP_EDGE (element)) == NULL))
    return dup_plain_name (self, element_id);
  source = dup_plain_name (self, pp_edge_get_source (PP_EDGE (element)));
  target = dup_plain_name (self, pp_edge_get_target (PP_EDGE (element)));
  return g_strdup_printf ("%s → %s", source, target);
}

char *
_pp_report_dup_title (PpReportBuilder       *self,
                      const PpRegisterEntry *entry,
                      gboolean              *english)
{
  char *title;

  if (entry->threat != NULL && *pp_threat_get_title (entry->threat) != '\0')
    title = pp_wording_dup_title (&self->wording, entry->threat);
  else if (entry->finding != NULL)
    title = pp_wording_dup_finding (&self->wording, entry->finding);
  else
    title = g_strdup (entry->title);
  *english = entry->threat == NULL && strcmp (title, entry->title) == 0;
  return title;
}

static char *
dup_number (JsonNode *value)
{
  double number = json_node_get_double (value);
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (text, sizeof text, fabs (number) < 1e15 && floor (number) == number ? "%.0f" : "%g", number);
  return g_strdup (text);
}

static char *
dup_values (PpReport  *report,
            JsonArray *array)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      g_autofree char *value = _pp_report_dup_value (report, json_array_get_element (array, i));

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", value);
    }
  return g_string_free (text, FALSE);
}

char *
_pp_report_dup_value (PpReport *report,
                      JsonNode *value)
{
  const char *text;

  if (value == NULL || JSON_NODE_HOLDS_NULL (value))
    return g_strdup (pp_report_say (report, "not stated"));
  if (JSON_NODE_HOLDS_ARRAY (value))
    return dup_values (report, json_node_get_array (value));
  if (!JSON_NODE_HOLDS_VALUE (value))
    return pp_json_to_string (value, PP_JSON_STYLE_COMPACT, NULL);
  if (json_node_get_value_type (value) == G_TYPE_BOOLEAN)
    return g_strdup (json_node_get_boolean (value) ? pp_report_say (report, "yes") : pp_report_say (report, "no"));
  text = pp_json_get_text (value);
  if (text != NULL)
    return g_strdup (text);
  return json_node_get_value_type (value) == G_TYPE_STRING ? g_strdup (json_node_get_string (value))
                                                           : dup_number (value);
}

char *
_pp_report_dup_statement (PpReportBuilder *self,
                          const char      *property,
                          JsonNode        *value)
{
  g_autofree char *words = _pp_report_dup_value (self->report, value);

  return g_strdup_printf (pp_report_say (self->report, "%s: %s"),
                          pp_report_say (self->report, pp_property_get_label (self->kinds, property)), words);
}

/* What cannot be understood is shown as it stands: hiding it would be worse. */
char *
_pp_report_dup_marking (JsonNode *marking)
{
  g_autoptr (PpMarking) known = marking != NULL ? pp_marking_new_from_json (marking, NULL) : NULL;

  if (marking == NULL)
    return NULL;
  if (known == NULL)
    return pp_json_to_string (marking, PP_JSON_STYLE_COMPACT, NULL);
  return pp_marking_is_empty (known) ? NULL : pp_marking_to_banner (known);
}

const char *
_pp_report_severity_word (int severity)
{
  static const char * const words[] = { N_("Low"), N_("Medium"), N_("High"), N_("Critical") };

  return severity >= 0 && severity < (int) G_N_ELEMENTS (words) ? words[severity] : N_("Undecided");
}

PpReportTone
_pp_report_severity_tone (int severity)
{
  static const PpReportTone tones[] = { PP_TONE_LOW, PP_TONE_MEDIUM, PP_TONE_HIGH, PP_TONE_CRITICAL };

  return severity >= 0 && severity < (int) G_N_ELEMENTS (tones) ? tones[severity] : PP_TONE_DIM;
}

const char *
_pp_report_status_word (const PpRegisterEntry *entry)
{
  const char *known;

  if (entry->gone)
    return N_("No longer found");
  known = pp_threat_status_resolve (entry->status);
  return known != NULL ? pp_threat_status_get_label (known) : entry->status;
}

char *
_pp_report_dup_references (const char * const *references)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; references != NULL && references[i] != NULL; i++)
    {
      g_autoptr (PpReference) known = pp_reference_find (references[i]);

      if (text->len > 0)
        g_string_append (text, "; ");
      g_string_append (text, references[i]);
      if (known != NULL && *known->name != '\0')
        g_string_append_printf (text, " %s", known->name);
    }
  return g_string_free (text, FALSE);
}
