/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-cli-words.h"

#include <glib/gi18n.h>

#include "pp-cli-document.h"
#include "pp-finding-words.h"
#include "pp-worded-error.h"

static const char *
translate (const char *text,
           gpointer    language)
{
  return gettext (text);
}

PpWording
pp_cli_make_wording (PpModel   *model,
                     PpRuleSet *rules)
{
  return (PpWording) { model, pp_kinds_get_default (), rules, translate, NULL };
}

static char *
dup_single_value (JsonNode *value)
{
  if (JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_BOOLEAN)
    return g_strdup (json_node_get_boolean (value) ? _("yes") : _("no"));
  if (JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_STRING)
    return json_node_dup_string (value);
  return json_to_string (value, FALSE);
}

static char *
dup_value (JsonNode *value)
{
  JsonArray *values = JSON_NODE_HOLDS_ARRAY (value) ? json_node_get_array (value) : NULL;
  GString *text;

  if (values == NULL)
    return dup_single_value (value);
  text = g_string_new (NULL);
  for (guint i = 0; i < json_array_get_length (values); i++)
    {
      g_autofree char *single = dup_single_value (json_array_get_element (values, i));

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", single);
    }
  return g_string_free (text, FALSE);
}

char *
pp_cli_dup_statement (PpModel          *model,
                      const PpEvidence *evidence)
{
  const char *name = pp_cli_get_name (model, evidence->element);
  const char *label = _(pp_property_get_label (pp_kinds_get_default (), evidence->property));
  g_autofree char *value = evidence->value != NULL ? dup_value (evidence->value) : NULL;

  if (value == NULL)
    /* Translators: an element, and one of its facts. */
    return g_strdup_printf (_("%s: %s, not stated"), name, label);
  /* Translators: an element, one of its facts, and what that is or should be. */
  return g_strdup_printf (_("%s: %s = %s"), name, label, value);
}

char *
pp_cli_dup_facts (PpModel        *model,
                  const PpRemedy *remedy)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < remedy->edits->len; i++)
    {
      g_autofree char *statement = pp_cli_dup_statement (model, g_ptr_array_index (remedy->edits, i));

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", statement);
    }
  return g_string_free (text, FALSE);
}

static const char *
translate_sentence (const char *sentence)
{
  return gettext (sentence);
}

char *
pp_cli_dup_message (const GError *error)
{
  return pp_worded_error_dup_message (error, translate_sentence);
}
