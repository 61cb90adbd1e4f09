/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-threat-words.h"

#include <glib/gi18n.h>
#include <gtk/gtk.h>

#include "pp-finding-words.h"
#include "pp-kinds.h"
#include "pp-rule-library.h"
#include "pp-wording.h"

const char *
pp_threat_words_severity (int severity)
{
  static const char * const words[] = { N_("Low"), N_("Medium"), N_("High"), N_("Critical") };

  return severity >= 0 && severity < (int) G_N_ELEMENTS (words) ? gettext (words[severity]) : _("Undecided");
}

const char *
pp_threat_words_severity_class (int severity)
{
  static const char * const classes[] = {
    "severity-low", "severity-medium", "severity-high", "severity-critical"
  };

  return severity >= 0 && severity < (int) G_N_ELEMENTS (classes) ? classes[severity] : "severity-low";
}

const char *
pp_threat_words_confidence (PpConfidence confidence)
{
  switch (confidence)
    {
    case PP_CONFIDENCE_ASSUMED:
      return _("Assumed");
    case PP_CONFIDENCE_GUESSED:
      return _("Guessed");
    case PP_CONFIDENCE_STATED:
    default:
      return _("Stated");
    }
}

const char *
pp_threat_words_origin (PpOrigin origin)
{
  return gettext (pp_origin_get_label (origin));
}

const char *
pp_threat_words_property (const char *property)
{
  return gettext (pp_property_get_label (pp_kinds_get_default (), property));
}

static const char *
translate (const char *text,
           gpointer    language)
{
  return gettext (text);
}

static PpWording
make_wording (PpModel *model)
{
  return (PpWording) {
    model, pp_kinds_get_default (), pp_rule_library_get_rules (pp_rule_library_get_default ()), translate, NULL
  };
}

char *
pp_threat_words_dup_title (PpModel  *model,
                           PpThreat *threat)
{
  const PpWording wording = make_wording (model);

  return pp_wording_dup_title (&wording, threat);
}

const char *
pp_threat_words_description (PpModel  *model,
                             PpThreat *threat)
{
  const PpWording wording = make_wording (model);

  return pp_wording_get_description (&wording, threat);
}

char *
pp_threat_words_dup_finding (PpModel         *model,
                             const PpFinding *finding)
{
  const PpWording wording = make_wording (model);

  return pp_wording_dup_finding (&wording, finding);
}

char *
pp_threat_words_dup_named (PpModel    *model,
                           const char *title,
                           const char *id,
                           const char *element_id)
{
  const PpWording wording = make_wording (model);

  return pp_wording_dup_named (&wording, title, id, element_id);
}

const char *
pp_threat_words_why (const PpRule *rule)
{
  return *rule->why != '\0' ? gettext (rule->why) : "";
}

char *
pp_threat_words_dup_question (PpModel          *model,
                              const PpQuestion *question)
{
  const PpWording wording = make_wording (model);

  return pp_wording_dup_question (&wording, question);
}

static char *
join_values (JsonArray *array)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      g_autofree char *value = pp_threat_words_dup_value (json_array_get_element (array, i));

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", value);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
pp_threat_words_dup_value (JsonNode *value)
{
  if (value == NULL || JSON_NODE_HOLDS_NULL (value))
    return g_strdup (_("not stated"));
  if (JSON_NODE_HOLDS_ARRAY (value))
    return join_values (json_node_get_array (value));
  if (!JSON_NODE_HOLDS_VALUE (value))
    return g_strdup ("…");
  switch (json_node_get_value_type (value))
    {
    case G_TYPE_BOOLEAN:
      return g_strdup (json_node_get_boolean (value) ? _("yes") : _("no"));
    case G_TYPE_STRING:
      return g_strdup (json_node_get_string (value));
    default:
      return g_strdup_printf ("%g", json_node_get_double (value));
    }
}

/* Whether anything of a text is in the blocks that Unicode keeps for scripts that run to the left. */
static gboolean
runs_left (const char *text)
{
  static const gunichar blocks[][2] = {
    { 0x0590, 0x08ff }, { 0xfb1d, 0xfdff }, { 0xfe70, 0xfeff }, { 0x10800, 0x10fff }, { 0x1e800, 0x1efff },
  };

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    for (guint i = 0; i < G_N_ELEMENTS (blocks); i++)
      if (g_utf8_get_char (p) >= blocks[i][0] && g_utf8_get_char (p) <= blocks[i][1])
        return TRUE;
  return FALSE;
}

char *
pp_threat_words_dup_way (const char *from,
                         const char *to)
{
  if (gtk_widget_get_default_direction () == GTK_TEXT_DIR_LTR && !runs_left (from) && !runs_left (to))
    return g_strdup_printf ("%s → %s", from, to);
  /* No arrow is mirrored: the whole is isolated as text that runs to the right, and in it each of the two
   * runs as it likes. */
  return g_strdup_printf ("\u2066\u2068%s\u2069 → \u2068%s\u2069\u2069", from, to);
}

char *
pp_threat_words_dup_element (PpModel    *model,
                             const char *element_id)
{
  PpElement *element = pp_model_lookup_element (model, element_id);
  g_autofree char *source = NULL, *target = NULL;

  if (element == NULL)
    return g_strdup (_("Unnamed"));
  if (*pp_element_get_name (element) != '\0')
    return g_strdelimit (g_strdup (pp_element_get_name (element)), "\n\r", ' ');
  if (!PP_IS_EDGE (element) || pp_edge_get_source (PP_EDGE (element)) == NULL
      || pp_edge_get_target (PP_EDGE (element)) == NULL
      || pp_model_lookup_node (model, pp_edge_get_source (PP_EDGE (element))) == NULL
      || pp_model_lookup_node (model, pp_edge_get_target (PP_EDGE (element))) == NULL)
    return g_strdup (gettext (pp_kind_get_label (pp_kinds_resolve (pp_kinds_get_default (),
                                                                  pp_element_get_kind (element),
                                                                  PP_IS_EDGE (element)))));
  source = pp_threat_words_dup_element (model, pp_edge_get_source (PP_EDGE (element)));
  target = pp_threat_words_dup_element (model, pp_edge_get_target (PP_EDGE (element)));
  return pp_threat_words_dup_way (source, target);
}

char *
pp_threat_words_dup_fact (const PpEvidence *evidence)
{
  g_autofree char *value = pp_threat_words_dup_value (evidence->value);

  /* Translators: a property and its value, such as “Encrypted: no”. */
  return g_strdup_printf (_("%s: %s"), pp_threat_words_property (evidence->property), value);
}
