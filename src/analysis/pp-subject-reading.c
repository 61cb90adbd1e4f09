/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a piece of JSON means as the value of a property. What rules do not know is tried in the spelling that they
 * have for it; a text that says that nobody knows is no value. */

#include "pp-subjects.h"

#include "pp-json.h"
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

static gboolean
counts_alone (PpSubjects *self,
              guint       property,
              const char *word)
{
  g_autofree char *key = g_strconcat (_pp_vocabulary_get_name (self->rules->vocabulary, property), "/", word, NULL);

  return g_hash_table_contains (self->rules->alone, key);
}

/* “PostgreSQL 15” and “Apache Kafka” stand for what their head stands for. */
static JsonNode *
find_spelling_of_head (PpSubjects *self,
                       guint       property,
                       const char *text)
{
  g_autofree char *head = _pp_spelling_dup_head (text);
  JsonNode *spelling = NULL;

  for (const char *rest = head; rest != NULL && spelling == NULL;)
    {
      const char *hyphen = strchr (rest, '-');

      if (rest == head || !counts_alone (self, property, rest))
        spelling = find_spelling (self, property, rest);
      rest = hyphen != NULL ? hyphen + 1 : NULL;
    }
  return spelling;
}

/* What rules have for a text that is spelled as nothing: their own word, `api-gateway` for “API gateway”, or else 0
 * and, if there is one, the spelling of its head. */
static PpWord
find_word (PpSubjects  *self,
           guint        property,
           const char  *text,
           const char  *word,
           JsonNode   **spelling)
{
  PpWord known = _pp_words_find (self->rules->words, text);

  if (known == 0)
    known = _pp_words_find (self->rules->words, word);
  if (known == 0)
    *spelling = find_spelling_of_head (self, property, text);
  return known;
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

/* An item of a list as rules have it, or else as it stands there. */
static PpWord
intern_item (PpSubjects *self,
             guint       property,
             const char *text)
{
  g_autofree char *word = _pp_spelling_fold_word (text);
  JsonNode *spelling = find_spelling (self, property, word);
  PpWord known = spelling == NULL ? find_word (self, property, text, word, &spelling) : 0;

  if (pp_json_get_text (spelling) != NULL)
    return _pp_words_intern (self->words, pp_json_get_text (spelling));
  return known != 0 ? known : _pp_words_intern (self->words, text);
}

static gboolean
knows_exactly (PpSubjects *self,
               guint       property,
               const char *text)
{
  g_autofree char *word = _pp_spelling_fold_word (text);

  return find_spelling (self, property, word) != NULL || _pp_words_find (self->rules->words, word) != 0;
}

/* An item, or several of which rules know one: “PII/PHI”, “names and passwords”. What is not there is not taken apart:
 * “no PII/PHI”. */
static void
add_items (PpSubjects *self,
           guint       property,
           const char *text,
           GArray     *words)
{
  gboolean whole_item = knows_exactly (self, property, text) || _pp_spelling_is_negated (text);
  g_auto (GStrv) parts = whole_item ? NULL : _pp_spelling_split_and (text);
  char *whole[] = { (char *) text, NULL };
  char **items = whole;

  for (guint i = 0; parts != NULL && parts[i] != NULL; i++)
    if (knows_exactly (self, property, parts[i]))
      items = parts;
  for (; *items != NULL && words->len < MAX_WORDS; items++)
    {
      PpWord word = intern_item (self, property, *items);

      if (word != 0)
        g_array_append_val (words, word);
    }
}

static void
take_words (GArray  *words,
            PpValue *value)
{
  value->type = PP_VALUE_WORDS;
  value->n_words = words->len;
  value->words = (PpWord *) g_array_free (words, FALSE);
}

/* A text where a list belongs is one item, or several with commas between them. */
static void
read_words (PpSubjects *self,
            guint       property,
            const char *text,
            PpValue    *value)
{
  GArray *words = g_array_new (FALSE, FALSE, sizeof (PpWord));
  g_auto (GStrv) parts = g_strsplit_set (text, ",;|\n", MAX_WORDS);

  for (guint i = 0; parts[i] != NULL; i++)
    add_items (self, property, g_strstrip (parts[i]), words);
  take_words (words, value);
}

/* A text that stands for something else: "yes" of a yes/no property, "1.2" of a number. */
static gboolean
read_typed (PpSubjects *self,
            guint       property,
            const char *text,
            PpValue    *value)
{
  gboolean truth;

  if (is_of_type (self, property, PP_FACT_TYPE_TRUTH) && pp_spelling_read_truth (text, &truth))
    value->type = truth ? PP_VALUE_TRUE : PP_VALUE_FALSE;
  else if (is_of_type (self, property, PP_FACT_TYPE_NUMBER) && _pp_spelling_read_number (text, &value->number))
    value->type = PP_VALUE_NUMBER;
  return value->type != PP_VALUE_UNKNOWN;
}

/* “Optional”, “planned for May”, “partly”: nobody may rely on it, and it is not nothing. So it is asked. */
static gboolean
is_half_true (PpSubjects *self,
              guint       property,
              const char *text)
{
  return is_of_type (self, property, PP_FACT_TYPE_TRUTH) && _pp_spelling_is_half_true (text);
}

void
_pp_subjects_read_text (PpSubjects *self,
                        guint       property,
                        const char *text,
                        PpValue    *value)
{
  g_autofree char *word = _pp_spelling_fold_word (text);
  JsonNode *spelling = find_spelling (self, property, word);
  PpWord known = 0;

  if (_pp_spelling_is_unknown (word))
    return;
  if (is_of_type (self, property, PP_FACT_TYPE_WORDS))
    {
      read_words (self, property, text, value);
      return;
    }
  if (spelling == NULL && (read_typed (self, property, text, value) || is_half_true (self, property, text)))
    return;
  if (spelling == NULL)
    known = find_word (self, property, text, word, &spelling);
  if (spelling != NULL)
    take_spelling (self, spelling, value);
  /* A number in words that nobody has listed is not known: what asks how much it is may ask. */
  else if (!is_of_type (self, property, PP_FACT_TYPE_NUMBER))
    {
      value->type = PP_VALUE_WORD;
      value->word = known != 0 ? known : _pp_words_intern (self->words, text);
    }
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
  GArray *words = g_array_new (FALSE, FALSE, sizeof (PpWord));
  guint length = MIN (json_array_get_length (array), MAX_WORDS);

  for (guint i = 0; i < length; i++)
    {
      const char *text = pp_json_get_text (json_array_get_element (array, i));

      if (text != NULL)
        add_items (self, property, text, words);
    }
  take_words (words, value);
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
