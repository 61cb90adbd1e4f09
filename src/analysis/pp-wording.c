/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-wording.h"

#include "pp-json.h"
#include "pp-run.h"
#include "pp-sentence.h"

#include <glib/gi18n.h>
#include <string.h>

/**
 * pp_wording_say:
 * @self: a wording
 * @text: a whole text in English; may be empty
 *
 * Returns: (transfer none): the same in the language of the reader
 */
const char *
pp_wording_say (const PpWording *self,
                const char      *text)
{
  return *text != '\0' ? self->translate (text, self->language) : text;
}

/* --- Names ------------------------------------------------------------------------------------ */

static char *
dup_name (const PpWording *self,
          const char      *element_id)
{
  PpElement *element = element_id != NULL ? pp_model_lookup_element (self->model, element_id) : NULL;

  return element != NULL ? _pp_sentence_dup_name (pp_element_get_name (element)) : NULL;
}

/* What the elements are called now that a rule has probably named: it was tried on @on. */
static void
fill_names (const PpWording *self,
            const char      *on,
            char            *names[PP_SENTENCE_N_FIELDS])
{
  PpEdge *edge = on != NULL ? pp_model_lookup_edge (self->model, on) : NULL;

  names[PP_SENTENCE_NAME] = dup_name (self, on);
  names[PP_SENTENCE_SOURCE] = edge != NULL ? dup_name (self, pp_edge_get_source (edge)) : NULL;
  names[PP_SENTENCE_TARGET] = edge != NULL ? dup_name (self, pp_edge_get_target (edge)) : NULL;
}

static void
clear_names (char *names[PP_SENTENCE_N_FIELDS])
{
  for (guint i = 0; i < PP_SENTENCE_N_FIELDS; i++)
    g_clear_pointer (&names[i], g_free);
}

/* --- Titles ----------------------------------------------------------------------------------- */

/* The title of a rule's threat; @title itself where the rule would not say it so. */
static char *
dup_sentence (const PpWording *self,
              const PpRule    *rule,
              const char      *title,
              const char      *on)
{
  const char *said = pp_wording_say (self, rule->title);
  char *hints[PP_SENTENCE_N_FIELDS];
  char *names[PP_SENTENCE_N_FIELDS] = { NULL };
  const char *shown[PP_SENTENCE_N_FIELDS];
  char *text = NULL;

  if (said == rule->title)
    return g_strdup (title);
  fill_names (self, on, hints);
  if (_pp_sentence_read (rule->title, title, (const char * const *) hints, names))
    {
      for (guint i = 0; i < PP_SENTENCE_N_FIELDS; i++)
        shown[i] = names[i] != NULL && _pp_sentence_is_stand_in (names[i]) ? pp_wording_say (self, names[i]) : names[i];
      text = _pp_sentence_fill (said, shown);
    }
  clear_names (hints);
  clear_names (names);
  return text != NULL ? text : g_strdup (title);
}

/**
 * pp_wording_dup_finding:
 * @self: a wording
 * @finding: what a rule found
 *
 * Returns: (transfer full): its title
 */
char *
pp_wording_dup_finding (const PpWording *self,
                        const PpFinding *finding)
{
  return dup_sentence (self, finding->rule, finding->title, finding->on);
}

static const PpRule *
find_rule (const PpWording *self,
           PpThreat        *threat)
{
  return self->rules != NULL ? pp_rule_set_find_rule (self->rules, pp_threat_get_rule (threat)) : NULL;
}

/* What the rule was tried on stands in the evidence. */
static const char *
get_on (PpThreat *threat)
{
  JsonNode *evidence = pp_threat_get_evidence (threat);
  const char *on = evidence != NULL && JSON_NODE_HOLDS_OBJECT (evidence)
                   ? pp_json_get_string (json_node_get_object (evidence), "on", NULL) : NULL;

  return on != NULL ? on : pp_threat_get_element (threat);
}

/**
 * pp_wording_dup_title:
 * @self: a wording
 * @threat: a stored threat
 *
 * Returns: (transfer full): its title; as it is stored where it is not what the rule has written
 */
char *
pp_wording_dup_title (const PpWording *self,
                      PpThreat        *threat)
{
  const PpRule *rule = find_rule (self, threat);

  return rule != NULL ? dup_sentence (self, rule, pp_threat_get_title (threat), get_on (threat))
                      : g_strdup (pp_threat_get_title (threat));
}

/**
 * pp_wording_get_description:
 * @self: a wording
 * @threat: a stored threat
 *
 * Returns: (transfer none): its description; as it is stored where it is not what the rule has written
 */
const char *
pp_wording_get_description (const PpWording *self,
                            PpThreat        *threat)
{
  const PpRule *rule = find_rule (self, threat);
  const char *description = pp_threat_get_description (threat);

  return rule != NULL && strcmp (rule->why, description) == 0 ? pp_wording_say (self, description) : description;
}

/**
 * pp_wording_dup_named:
 * @self: a wording
 * @title: (nullable): the title of a threat that is stored or found
 * @id: (nullable): the identifier of the stored threat, or of the rule that found it
 * @element_id: (nullable): where it stands
 *
 * Returns: (transfer full) (nullable): the title; %NULL where there is none
 */
char *
pp_wording_dup_named (const PpWording *self,
                      const char      *title,
                      const char      *id,
                      const char      *element_id)
{
  PpThreat *threat = id != NULL ? pp_model_lookup_threat (self->model, id) : NULL;
  const PpRule *rule = id != NULL && self->rules != NULL ? pp_rule_set_find_rule (self->rules, id) : NULL;

  if (title == NULL)
    return NULL;
  if (threat != NULL)
    return pp_wording_dup_title (self, threat);
  if (rule == NULL)
    return g_strdup (title);
  return dup_sentence (self, rule, title, rule->at == PP_RULE_AT_ELEMENT ? element_id : NULL);
}

/* --- Questions -------------------------------------------------------------------------------- */

static char *
dup_quoted (const PpWording *self,
            const char      *name)
{
  GString *text = g_string_new (pp_wording_say (self, N_("“%s”")));

  g_string_replace (text, "%s", _pp_sentence_is_stand_in (name) ? pp_wording_say (self, name) : name, 1);
  return g_string_free (text, FALSE);
}

/**
 * pp_wording_dup_question:
 * @self: a wording
 * @question: a question that an analysis of the model asks
 *
 * Returns: (transfer full): its text
 */
char *
pp_wording_dup_question (const PpWording  *self,
                         const PpQuestion *question)
{
  const char *said = pp_wording_say (self, question->sentence);
  const PpFactDefinition *fact = pp_kinds_find_fact (self->kinds, question->property);
  const char *label = fact != NULL ? pp_wording_say (self, fact->label) : question->property;
  g_autofree char *quoted = NULL;

  if (said == question->sentence)
    return g_strdup (question->text);
  quoted = dup_quoted (self, question->name);
  return _pp_question_fill (said, label, quoted);
}
