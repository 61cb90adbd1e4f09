/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The values that an element's properties have for rules, and where each comes from. A fact counts
 * before a property of the same name, that before what a file of another program says in its own
 * members and before the fields of an edge, and these before what the kind brings along. */

#include "pp-subjects.h"

#include "pp-spelling.h"

#include <string.h>

static const char * const origins[] = {
  "not stated", "drawn", "typed", "imported", "observed", "derived", "guessed",
};

const char *
pp_origin_to_string (PpOrigin self)
{
  g_return_val_if_fail (self <= PP_ORIGIN_GUESSED, NULL);

  return origins[self];
}

static PpOrigin
origin_of_fact (JsonNode *fact)
{
  switch (pp_fact_get_source (fact))
    {
    case PP_FACT_SOURCE_IMPORTED:
      return PP_ORIGIN_IMPORTED;
    case PP_FACT_SOURCE_OBSERVED:
      return PP_ORIGIN_OBSERVED;
    case PP_FACT_SOURCE_DEFAULT:
      return PP_ORIGIN_DRAWN;
    case PP_FACT_SOURCE_PERSON:
    default:
      return PP_ORIGIN_TYPED;
    }
}

/* Whether there is no value yet; what somebody wrote among the properties says more than the box of another program,
 * which is unticked until somebody ticks it. */
static gboolean
is_open (const PpValue *value,
         PpOrigin       origin)
{
  return value->type == PP_VALUE_UNKNOWN || (value->origin == PP_ORIGIN_IMPORTED && origin == PP_ORIGIN_TYPED);
}

static void
take (PpSubjects *self,
      PpSubject  *subject,
      guint       property,
      JsonNode   *node,
      PpOrigin    origin)
{
  PpValue *value = property != PP_PROPERTY_NONE && node != NULL
                   ? _pp_subjects_slot (self, subject, property) : NULL;
  PpValue read = { 0 };

  if (value == NULL || !is_open (value, origin))
    return;
  _pp_subjects_read_json (self, property, node, &read);
  if (read.type == PP_VALUE_UNKNOWN)
    return;
  if (value->type == PP_VALUE_WORDS)
    g_free (value->words);
  *value = read;
  value->origin = origin;
}

static void
take_text (PpSubjects *self,
           PpSubject  *subject,
           guint       property,
           const char *text,
           PpOrigin    origin)
{
  PpValue *value = _pp_subjects_slot (self, subject, property);

  if (value == NULL || value->type != PP_VALUE_UNKNOWN || text == NULL || *text == '\0')
    return;
  _pp_subjects_read_text (self, property, text, value);
  if (value->type != PP_VALUE_UNKNOWN)
    value->origin = origin;
}

static void
take_facts (PpSubjects *self,
            PpSubject  *subject,
            JsonObject *facts)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *fact;

  if (facts == NULL)
    return;
  json_object_iter_init (&iter, facts);
  while (json_object_iter_next (&iter, &name, &fact))
    take (self, subject, _pp_vocabulary_find (self->rules->vocabulary, name), pp_fact_get_value (fact),
          origin_of_fact (fact));
}

/* Properties by their names, or by other spellings of those. */
static void
take_object (PpSubjects *self,
             PpSubject  *subject,
             JsonObject *object,
             gboolean    by_spelling,
             PpOrigin    origin)
{
  const PpVocabulary *vocabulary = self->rules->vocabulary;
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (object == NULL)
    return;
  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &node))
    {
      guint property = by_spelling ? _pp_vocabulary_find_like (vocabulary, name, subject->subject_class)
                                   : _pp_vocabulary_find (vocabulary, name);

      take (self, subject, property, node, origin);
    }
}

static void
take_edge (PpSubjects *self,
           PpSubject  *subject,
           PpEdge     *edge)
{
  const char * const *techniques = pp_element_get_techniques (PP_ELEMENT (edge));
  PpValue *bidirectional = _pp_subjects_slot (self, subject, PP_PROPERTY_BIDIRECTIONAL);

  take_text (self, subject, PP_PROPERTY_PROTOCOL, pp_edge_get_protocol (edge), PP_ORIGIN_TYPED);
  if (techniques != NULL)
    take_text (self, subject, PP_PROPERTY_ATTACK, techniques[0], PP_ORIGIN_TYPED);
  if (bidirectional != NULL && bidirectional->type == PP_VALUE_UNKNOWN && pp_edge_get_bidirectional (edge))
    *bidirectional = (PpValue) { .type = PP_VALUE_TRUE, .origin = PP_ORIGIN_DRAWN };
}

/* What the drawing itself says of a flow. */
static void
complete_flow (PpSubjects *self,
               PpSubject  *subject)
{
  PpValue *edge = _pp_subjects_slot (self, subject, PP_PROPERTY_EDGE);
  PpValue *bidirectional = _pp_subjects_slot (self, subject, PP_PROPERTY_BIDIRECTIONAL);

  if (bidirectional != NULL && bidirectional->type == PP_VALUE_UNKNOWN)
    *bidirectional = (PpValue) { .type = PP_VALUE_FALSE, .origin = PP_ORIGIN_DRAWN };
  subject->flow_use = PP_FLOW_TRAFFIC;
  if (edge == NULL)
    return;
  if (edge->type != PP_VALUE_WORD)
    *edge = (PpValue) { .type = PP_VALUE_WORD, .origin = PP_ORIGIN_DRAWN, .word = self->none_word };
  if (edge->word == self->attack_word || edge->word == self->exploit_word)
    subject->flow_use = PP_FLOW_ATTACK;
  else if (edge->word != self->none_word)
    subject->flow_use = PP_FLOW_OTHER;
}

/* The first pattern that fits wins; an unticked box may be overruled. */
static void
guess_values (PpSubjects *self,
              PpSubject  *subject)
{
  g_autofree guint8 *guessed = g_new0 (guint8, _pp_vocabulary_count (self->rules->vocabulary));

  for (guint i = 0; i < self->rules->guesses->len; i++)
    {
      PpGuess *guess = g_ptr_array_index (self->rules->guesses, i);

      if ((guess->classes & (1 << subject->subject_class)) == 0 ||
          !g_regex_match (guess->pattern, subject->name, 0, NULL))
        continue;
      for (guint j = 0; j < guess->values->len; j++)
        {
          PpGuessValue *set = &g_array_index (guess->values, PpGuessValue, j);
          PpValue *value = _pp_subjects_slot (self, subject, set->property);

          if (value == NULL || guessed[set->property])
            continue;
          guessed[set->property] = TRUE;
          if (value->type == PP_VALUE_FALSE)
            value->type = PP_VALUE_UNKNOWN;
          take (self, subject, set->property, set->value, PP_ORIGIN_GUESSED);
        }
    }
}

static gboolean
is_encrypted_protocol (const char *word,
                       gpointer    user_data)
{
  PpSubjects *self = user_data;

  return g_hash_table_contains (self->rules->encrypted, GUINT_TO_POINTER (_pp_words_find (self->rules->words, word)));
}

/* An encrypted protocol says more than an unticked box, but not more than a person. */
static void
apply_protocol (PpSubjects *self,
                PpSubject  *subject)
{
  PpValue *protocol = _pp_subjects_slot (self, subject, PP_PROPERTY_PROTOCOL);
  PpValue *encrypted = _pp_subjects_slot (self, subject, PP_PROPERTY_ENCRYPTED);
  g_autofree char *word = NULL;

  if (protocol == NULL || encrypted == NULL || protocol->type != PP_VALUE_WORD)
    return;
  word = _pp_spelling_fold_word (_pp_words_get (self->words, protocol->word));
  if (encrypted->type != PP_VALUE_TRUE &&
      !(encrypted->type == PP_VALUE_FALSE && encrypted->origin == PP_ORIGIN_TYPED) &&
      _pp_spelling_is_encrypted (word, is_encrypted_protocol, self))
    *encrypted = (PpValue) { .type = PP_VALUE_TRUE, .origin = PP_ORIGIN_DERIVED };
  protocol->word = _pp_subjects_shorten (self, word, protocol->word);
}

static void
set_value (PpSubjects *self,
           PpSubject  *subject,
           guint       property,
           PpValue     value)
{
  PpValue *slot = _pp_subjects_slot (self, subject, property);

  if (slot != NULL)
    *slot = value;
}

/*
 * _pp_subject_load_values:
 *
 * Reads all that is stated of an element; what is derived is worked out afterwards.
 */
void
_pp_subject_load_values (PpSubjects *self,
                         PpSubject  *subject,
                         PpElement  *element)
{
  PpKind *kind = pp_kinds_resolve (self->kinds, pp_element_get_kind (element), subject->is_edge);

  _pp_subject_free_values (self, subject->subject_class, subject->values);
  subject->values = g_new0 (PpValue, MAX (self->n_slots[subject->subject_class], 1));
  set_value (self, subject, PP_PROPERTY_KIND,
             (PpValue) { .type = PP_VALUE_WORD, .origin = PP_ORIGIN_DRAWN,
                         .word = self->class_words[subject->subject_class] });
  set_value (self, subject, PP_PROPERTY_NAME,
             (PpValue) { .type = PP_VALUE_NAME, .origin = PP_ORIGIN_TYPED });
  take_facts (self, subject, pp_element_get_facts (element));
  take_object (self, subject, pp_element_get_properties (element), FALSE, PP_ORIGIN_TYPED);
  take_object (self, subject, pp_element_get_properties (element), TRUE, PP_ORIGIN_TYPED);
  if (PP_IS_EDGE (element))
    take_edge (self, subject, PP_EDGE (element));
  take_object (self, subject, pp_kind_get_default_facts (kind), FALSE, PP_ORIGIN_DRAWN);
  if (self->guess)
    guess_values (self, subject);
  if (subject->subject_class == PP_SUBJECT_FLOW)
    complete_flow (self, subject);
  apply_protocol (self, subject);
}

PpValue *
_pp_subjects_slot (const PpSubjects *self,
                   const PpSubject  *subject,
                   guint             property)
{
  gint16 slot = self->slots[subject->subject_class][property];

  return slot >= 0 ? &subject->values[slot] : NULL;
}

/* A property that means nothing for a class is false. */
PpValue
_pp_subjects_read (const PpSubjects *self,
                   guint             place,
                   guint             property)
{
  const PpSubject *subject = _pp_subjects_get (self, place);
  gint16 slot = self->slots[subject->subject_class][property];

  if (slot >= 0)
    return subject->values[slot];
  return (PpValue) { .type = PP_VALUE_FALSE, .origin = PP_ORIGIN_DRAWN };
}

PpValue *
_pp_subject_copy_values (const PpSubjects *self,
                         const PpSubject  *subject)
{
  guint n_values = self->n_slots[subject->subject_class];
  PpValue *values = g_new0 (PpValue, MAX (n_values, 1));

  for (guint i = 0; i < n_values; i++)
    {
      values[i] = subject->values[i];
      if (values[i].type == PP_VALUE_WORDS)
        values[i].words = g_memdup2 (values[i].words, values[i].n_words * sizeof (PpWord));
    }
  return values;
}

void
_pp_subject_free_values (const PpSubjects *self,
                         PpSubjectClass    subject_class,
                         PpValue          *values)
{
  for (guint i = 0; values != NULL && i < self->n_slots[subject_class]; i++)
    if (values[i].type == PP_VALUE_WORDS)
      g_free (values[i].words);
  g_free (values);
}

gboolean
_pp_value_equal (const PpValue *a,
                 const PpValue *b)
{
  if (a->type != b->type || a->origin != b->origin || a->derived != b->derived)
    return FALSE;
  switch (a->type)
    {
    case PP_VALUE_NUMBER:
      return a->number == b->number;
    case PP_VALUE_WORD:
      return a->word == b->word;
    case PP_VALUE_WORDS:
      return a->n_words == b->n_words &&
             (a->n_words == 0 || memcmp (a->words, b->words, a->n_words * sizeof (PpWord)) == 0);
    default:
      return TRUE;
    }
}

JsonNode *
_pp_value_to_json (const PpSubjects *self,
                   const PpSubject  *subject,
                   const PpValue    *value)
{
  JsonNode *node = json_node_new (JSON_NODE_VALUE);
  JsonArray *array;

  switch (value->type)
    {
    case PP_VALUE_FALSE:
    case PP_VALUE_TRUE:
      json_node_set_boolean (node, value->type == PP_VALUE_TRUE);
      return node;
    case PP_VALUE_NUMBER:
      if (value->number == (gint64) value->number)
        json_node_set_int (node, (gint64) value->number);
      else
        json_node_set_double (node, value->number);
      return node;
    case PP_VALUE_WORD:
      json_node_set_string (node, _pp_words_get (self->words, value->word));
      return node;
    case PP_VALUE_NAME:
      json_node_set_string (node, subject->name);
      return node;
    case PP_VALUE_WORDS:
      array = json_array_new ();
      for (guint i = 0; i < value->n_words; i++)
        json_array_add_string_element (array, _pp_words_get (self->words, value->words[i]));
      json_node_init_array (node, array);
      json_array_unref (array);
      return node;
    default:
      json_node_init_null (node);
      return node;
    }
}

char *
_pp_value_to_text (const PpSubjects *self,
                   const PpSubject  *subject,
                   const PpValue    *value)
{
  g_autoptr (GString) text = g_string_new (NULL);

  switch (value->type)
    {
    case PP_VALUE_FALSE:
      return g_strdup ("no");
    case PP_VALUE_TRUE:
      return g_strdup ("yes");
    case PP_VALUE_NUMBER:
      return g_strdup_printf ("%g", value->number);
    case PP_VALUE_WORD:
      return g_strdup (_pp_words_get (self->words, value->word));
    case PP_VALUE_NAME:
      return g_strdup (subject->name);
    case PP_VALUE_WORDS:
      for (guint i = 0; i < value->n_words; i++)
        g_string_append_printf (text, "%s%s", i > 0 ? ", " : "",
                                _pp_words_get (self->words, value->words[i]));
      return g_string_free (g_steal_pointer (&text), FALSE);
    default:
      return g_strdup ("not stated");
    }
}
