/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a piece of JSON means as the value of a property. What rules do not know is tried in the spelling that they
 * have for it; a text that says that nobody knows is no value. */

#include "pp-subjects.h"

#include "pp-spelling.h"

#include <string.h>

#define MAX_WORDS 256

/* What a folded word stands for where this property has it. */
static JsonNode *
find_spelling (PpSubjects *self,
               guint       property,
               const char *word)
{
  g_autofree char *key = g_strconcat (_pp_vocabulary_get_name (self->rules->vocabulary, property), "/", word, NULL);

  return g_hash_table_lookup (self->rules->spellings, key);
}

/* As it stands there: a spelling of a spelling is none. */
static void
take_spelling (PpSubjects *self,
               JsonNode   *spelling,
               PpValue    *value)
{
  switch (json_node_get_value_type (spelling))
    {
    case G_TYPE_BOOLEAN:
      value->type = json_node_get_boolean (spelling) ? PP_VALUE_TRUE : PP_VALUE_FALSE;
      break;
    case G_TYPE_STRING:
      value->type = PP_VALUE_WORD;
      value->word = _pp_words_intern (self->words, json_node_get_string (spelling));
      break;
    default:
      value->type = PP_VALUE_NUMBER;
      value->number = json_node_get_double (spelling);
      break;
    }
}

static gboolean
is_of_type (PpSubjects *self,
            guint       property,
            PpFactType  type)
{
  return self->types[property] == type + 1;
}

/* The word as rules have it, if they do: `api-gateway` for “API gateway”. */
static PpWord
intern (PpSubjects *self,
        guint       property,
        const char *text)
{
  g_autofree char *word = _pp_spelling_fold_word (text);
  JsonNode *spelling = find_spelling (self, property, word);

  if (spelling != NULL && json_node_get_value_type (spelling) == G_TYPE_STRING)
    return _pp_words_intern (self->words, json_node_get_string (spelling));
  if (_pp_words_find (self->rules->words, text) == 0 && _pp_words_find (self->rules->words, word) != 0)
    return _pp_words_find (self->rules->words, word);
  return _pp_words_intern (self->words, text);
}

/*
 * _pp_subjects_shorten:
 * @word: a folded word
 * @otherwise: what it is if rules know no beginning of it
 *
 * Returns: the longest beginning that rules know: `dnp3` of `dnp3-over-tcp`
 */
PpWord
_pp_subjects_shorten (PpSubjects *self,
                      const char *word,
                      PpWord      otherwise)
{
  g_autofree char *beginning = g_strdup (word);
  char *end;

  if (otherwise < _pp_words_count (self->rules->words))
    return otherwise;
  while ((end = strrchr (beginning, '-')) != NULL)
    {
      PpWord known;

      *end = '\0';
      known = _pp_words_find (self->rules->words, beginning);
      if (known != 0)
        return known;
    }
  return otherwise;
}

/* A text where a list belongs is one word, or several with commas between them. */
static void
read_words (PpSubjects *self,
            guint       property,
            const char *text,
            PpValue    *value)
{
  g_auto (GStrv) parts = g_strsplit_set (text, ",;|\n", MAX_WORDS);

  value->type = PP_VALUE_WORDS;
  value->words = g_new0 (PpWord, g_strv_length (parts));
  for (guint i = 0; parts[i] != NULL; i++)
    if (*g_strstrip (parts[i]) != '\0')
      value->words[value->n_words++] = intern (self, property, parts[i]);
}

/* A text that stands for something else: "yes" of a yes/no property, "1.2" of a number. */
static gboolean
read_typed (PpSubjects *self,
            guint       property,
            const char *text,
            const char *word,
            PpValue    *value)
{
  gboolean truth;

  if (is_of_type (self, property, PP_FACT_TYPE_TRUTH) && _pp_spelling_read_truth (word, &truth))
    value->type = truth ? PP_VALUE_TRUE : PP_VALUE_FALSE;
  else if (is_of_type (self, property, PP_FACT_TYPE_NUMBER) && _pp_spelling_read_number (text, &value->number))
    value->type = PP_VALUE_NUMBER;
  return value->type != PP_VALUE_UNKNOWN;
}

void
_pp_subjects_read_text (PpSubjects *self,
                        guint       property,
                        const char *text,
                        PpValue    *value)
{
  g_autofree char *word = _pp_spelling_fold_word (text);
  JsonNode *spelling = find_spelling (self, property, word);

  if (_pp_spelling_is_unknown (word))
    return;
  if (spelling != NULL && json_node_get_value_type (spelling) != G_TYPE_STRING)
    {
      take_spelling (self, spelling, value);
      return;
    }
  /* A number in words that nobody has listed is not known: what asks how much it is may ask. */
  if (read_typed (self, property, text, word, value) || is_of_type (self, property, PP_FACT_TYPE_NUMBER))
    return;
  if (is_of_type (self, property, PP_FACT_TYPE_WORDS))
    {
      read_words (self, property, text, value);
      return;
    }
  value->type = PP_VALUE_WORD;
  value->word = intern (self, property, text);
}

static void
read_truth (PpSubjects *self,
            guint       property,
            gboolean    truth,
            PpValue    *value)
{
  JsonNode *spelling = is_of_type (self, property, PP_FACT_TYPE_WORD)
                       ? find_spelling (self, property, truth ? "true" : "false") : NULL;

  if (spelling != NULL)
    take_spelling (self, spelling, value);
  else
    value->type = truth ? PP_VALUE_TRUE : PP_VALUE_FALSE;
}

static void
read_number (PpSubjects *self,
             guint       property,
             double      number,
             PpValue    *value)
{
  value->number = number;
  if (is_of_type (self, property, PP_FACT_TYPE_TRUTH) && (number == 0 || number == 1))
    value->type = number == 1 ? PP_VALUE_TRUE : PP_VALUE_FALSE;
  else
    value->type = PP_VALUE_NUMBER;
}

static void
read_list (PpSubjects *self,
           guint       property,
           JsonArray  *array,
           PpValue    *value)
{
  guint length = MIN (json_array_get_length (array), MAX_WORDS);

  value->type = PP_VALUE_WORDS;
  value->words = g_new0 (PpWord, length);
  for (guint i = 0; i < length; i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
        value->words[value->n_words++] = intern (self, property, json_node_get_string (node));
    }
}

/*
 * _pp_subjects_read_json:
 *
 * Leaves @value unknown for null and for what is no value.
 */
void
_pp_subjects_read_json (PpSubjects *self,
                        guint       property,
                        JsonNode   *node,
                        PpValue    *value)
{
  if (JSON_NODE_HOLDS_ARRAY (node) && json_array_get_length (json_node_get_array (node)) == 1 &&
      self->types[property] != 0 && !is_of_type (self, property, PP_FACT_TYPE_WORDS))
    node = json_array_get_element (json_node_get_array (node), 0);
  else if (JSON_NODE_HOLDS_ARRAY (node))
    read_list (self, property, json_node_get_array (node), value);
  if (!JSON_NODE_HOLDS_VALUE (node))
    return;
  switch (json_node_get_value_type (node))
    {
    case G_TYPE_BOOLEAN:
      read_truth (self, property, json_node_get_boolean (node), value);
      break;
    case G_TYPE_INT64:
    case G_TYPE_DOUBLE:
      read_number (self, property, json_node_get_double (node), value);
      break;
    case G_TYPE_STRING:
      _pp_subjects_read_text (self, property, json_node_get_string (node), value);
      break;
    default:
      break;
    }
}
