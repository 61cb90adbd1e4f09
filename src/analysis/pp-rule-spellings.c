/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What texts stand for, as files of rules list it. */

#include "pp-rules-private.h"

#include "pp-json.h"
#include "pp-spelling.h"

/* A word that something stands for is a spelling of itself, unless it is one of another, so that a text may end in
 * it. */
static void
take_own_spelling (PpRuleSet  *self,
                   const char *property,
                   JsonNode   *value)
{
  g_autofree char *key = g_strconcat (property, "/", json_node_get_string (value), NULL);

  if (!g_hash_table_contains (self->spellings, key))
    g_hash_table_replace (self->spellings, g_steal_pointer (&key), json_node_ref (value));
}

static void
take_spellings_of (PpRuleSet  *self,
                   const char *property,
                   JsonObject *spellings)
{
  JsonObjectIter iter;
  const char *text;
  JsonNode *value;

  json_object_iter_init (&iter, spellings);
  while (json_object_iter_next (&iter, &text, &value))
    {
      g_autofree char *word = _pp_spelling_fold_word (text);
      const char *own = pp_json_get_text (value);

      g_hash_table_replace (self->spellings, g_strconcat (property, "/", word, NULL), json_node_ref (value));
      if (own != NULL)
        take_own_spelling (self, property, value);
    }
}

static void
take_spellings (PpRuleSet  *self,
                JsonObject *root)
{
  JsonObject *properties = pp_json_get_object (root, "spellings");
  JsonObjectIter iter;
  const char *property;
  JsonNode *node;

  if (properties == NULL)
    return;
  json_object_iter_init (&iter, properties);
  while (json_object_iter_next (&iter, &property, &node))
    {
      const char *same = pp_json_get_text (node);

      take_spellings_of (self, property, pp_json_get_object (properties, same != NULL ? same : property));
    }
}

static void
take_alone (PpRuleSet  *self,
            JsonObject *root)
{
  JsonObject *object = pp_json_get_object (root, "alone");
  JsonObjectIter iter;
  const char *property;
  JsonNode *node;

  if (object == NULL)
    return;
  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &property, &node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        {
          g_autofree char *word = _pp_spelling_fold_word (json_array_get_string_element (array, i));

          g_hash_table_add (self->alone, g_strconcat (property, "/", word, NULL));
        }
    }
}

void
_pp_rules_take_spellings (PpRuleSet  *self,
                          JsonObject *root)
{
  take_spellings (self, root);
  take_alone (self, root);
}
