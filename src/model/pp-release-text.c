/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-release-private.h"

#include <string.h>

#define BLACKED_OUT "█████"
#define MIN_LENGTH 3
/* Shorter ones are blacked out only as words of their own. */
#define MIN_PART_LENGTH 5

struct _PpSecrets {
  GHashTable *folded;           /* secret, in small letters → how many letters it has */
};

/* A text in small letters, and for each of its bytes where it comes from. */
typedef struct {
  GString *text;
  GArray  *offsets;
} Folded;

static Folded
fold (const char *text)
{
  Folded folded = { g_string_new (NULL), g_array_new (FALSE, FALSE, sizeof (gsize)) };
  gsize offset;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      offset = (gsize) (p - text);
      g_string_append_unichar (folded.text, g_unichar_tolower (g_utf8_get_char (p)));
      while (folded.offsets->len < folded.text->len)
        g_array_append_val (folded.offsets, offset);
    }
  offset = strlen (text);
  g_array_append_val (folded.offsets, offset);
  return folded;
}

static void
folded_clear (Folded *self)
{
  g_string_free (self->text, TRUE);
  g_array_unref (self->offsets);
}

PpSecrets *
_pp_secrets_new (void)
{
  PpSecrets *self = g_new0 (PpSecrets, 1);

  self->folded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
_pp_secrets_free (PpSecrets *self)
{
  g_hash_table_unref (self->folded);
  g_free (self);
}

void
_pp_secrets_add (PpSecrets  *self,
                 const char *text)
{
  glong length = text != NULL ? g_utf8_strlen (text, -1) : 0;
  Folded folded;

  if (length < MIN_LENGTH)
    return;
  folded = fold (text);
  g_hash_table_insert (self->folded, g_strdup (folded.text->str), GSIZE_TO_POINTER (length));
  folded_clear (&folded);
}

void
_pp_secrets_remove (PpSecrets  *self,
                    const char *text)
{
  Folded folded = fold (text);

  g_hash_table_remove (self->folded, folded.text->str);
  folded_clear (&folded);
}

/* Letters of scripts that put no space between words part words by themselves. */
static gboolean
parts_words (gunichar letter)
{
  switch (g_unichar_get_script (letter))
    {
    case G_UNICODE_SCRIPT_HAN:
    case G_UNICODE_SCRIPT_HIRAGANA:
    case G_UNICODE_SCRIPT_KATAKANA:
    case G_UNICODE_SCRIPT_HANGUL:
    case G_UNICODE_SCRIPT_THAI:
    case G_UNICODE_SCRIPT_LAO:
    case G_UNICODE_SCRIPT_KHMER:
    case G_UNICODE_SCRIPT_MYANMAR:
      return TRUE;
    default:
      return !g_unichar_isalnum (letter);
    }
}

static gboolean
is_whole_word (const char *text,
               const char *found,
               gsize       length)
{
  const char *before = g_utf8_find_prev_char (text, found);

  return (before == NULL || parts_words (g_utf8_get_char (before))) &&
         (found[length] == '\0' || parts_words (g_utf8_get_char (found + length)));
}

static void
mark_secret (const Folded *folded,
             const char   *secret,
             gsize         n_letters,
             guint8       *hidden)
{
  gsize length = strlen (secret);
  const char *text = folded->text->str, *from = text;
  const char *found;

  while ((found = strstr (from, secret)) != NULL)
    {
      gsize begin = g_array_index (folded->offsets, gsize, found - text);
      gsize end = g_array_index (folded->offsets, gsize, found - text + length);

      from = g_utf8_next_char (found);
      if (n_letters >= MIN_PART_LENGTH || is_whole_word (text, found, length))
        memset (hidden + begin, 1, end - begin);
    }
}

/* One bar for each run, so that its length tells nothing. */
static char *
without_hidden (const char   *text,
                const guint8 *hidden)
{
  GString *result = g_string_new (NULL);

  for (gsize i = 0; text[i] != '\0'; i++)
    {
      if (!hidden[i])
        g_string_append_c (result, text[i]);
      else if (i == 0 || !hidden[i - 1])
        g_string_append (result, BLACKED_OUT);
    }
  return g_string_free (result, FALSE);
}

char *
_pp_secrets_black_out (PpSecrets  *self,
                       const char *text)
{
  g_autofree guint8 *hidden = g_new0 (guint8, strlen (text) + 1);
  Folded folded = fold (text);
  GHashTableIter iter;
  gpointer secret, n_letters;

  g_hash_table_iter_init (&iter, self->folded);
  while (g_hash_table_iter_next (&iter, &secret, &n_letters))
    mark_secret (&folded, secret, GPOINTER_TO_SIZE (n_letters), hidden);
  folded_clear (&folded);
  return without_hidden (text, hidden);
}

static JsonNode *
clean_object (PpSecrets  *self,
              JsonObject *object)
{
  JsonObject *copy = json_object_new ();
  JsonNode *result = json_node_new (JSON_NODE_OBJECT);
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    {
      g_autofree char *clean_name = _pp_secrets_black_out (self, name);

      json_object_set_member (copy, clean_name, _pp_secrets_clean (self, value));
    }
  json_node_take_object (result, copy);
  return result;
}

static JsonNode *
clean_array (PpSecrets *self,
             JsonArray *array)
{
  JsonArray *copy = json_array_new ();
  JsonNode *result = json_node_new (JSON_NODE_ARRAY);

  for (guint i = 0; i < json_array_get_length (array); i++)
    json_array_add_element (copy, _pp_secrets_clean (self, json_array_get_element (array, i)));
  json_node_take_array (result, copy);
  return result;
}

JsonNode *
_pp_secrets_clean (PpSecrets *self,
                   JsonNode  *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    return clean_object (self, json_node_get_object (node));
  if (JSON_NODE_HOLDS_ARRAY (node))
    return clean_array (self, json_node_get_array (node));
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    {
      g_autofree char *text = _pp_secrets_black_out (self, json_node_get_string (node));

      return json_node_init_string (json_node_alloc (), text);
    }
  return json_node_ref (node);
}
