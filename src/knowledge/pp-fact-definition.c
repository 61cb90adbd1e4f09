/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-kinds-private.h"

static const char * const type_words[] = { "truth", "word", "words", "number", NULL };
static const char * const no_words[] = { NULL };

void
_pp_fact_definition_free (PpFactDefinition *self)
{
  g_free ((char *) self->name);
  g_free ((char *) self->label);
  g_free ((char *) self->description);
  if (self->words != no_words)
    g_strfreev ((char **) self->words);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpFactDefinition, _pp_fact_definition_free)

static gboolean
read_type (const PpPlace     *place,
           PpFactDefinition  *self,
           const char        *name,
           GError           **error)
{
  gboolean known = self->label != NULL;
  int type = known ? (int) self->type : -1;

  if (!_pp_place_read_word (place, "type", type_words, &type, error))
    return FALSE;
  if (type < 0)
    return _pp_place_fail (place, "type", error, "a new fact needs a type");
  if (known && type != (int) self->type)
    return _pp_place_fail (place, "type", error,
                           "the type of “%s” is fixed, because rules and files depend on it", name);
  self->type = type;
  return TRUE;
}

static gboolean
read_words (const PpPlace     *place,
            PpFactDefinition  *self,
            GError           **error)
{
  char **words = NULL;

  if (!_pp_place_read_texts (place, "words", &words, error))
    return FALSE;
  if (words == NULL)
    return TRUE;
  if (self->words != no_words)
    g_strfreev ((char **) self->words);
  self->words = (const char * const *) words;
  return TRUE;
}

/* What @place says about the fact, and for the rest what @base says. */
PpFactDefinition *
_pp_fact_definition_read (const PpPlace           *place,
                          const char              *name,
                          const PpFactDefinition  *base,
                          GError                 **error)
{
  static const char * const members[] = { "type", "label", "description", "words", NULL };
  g_autoptr(PpFactDefinition) self = g_new0 (PpFactDefinition, 1);

  self->name = g_strdup (name);
  self->type = base ? base->type : PP_FACT_TYPE_TRUTH;
  self->label = base ? g_strdup (base->label) : NULL;
  self->description = g_strdup (base ? base->description : "");
  self->words = base && *base->words ? (const char * const *) g_strdupv ((char **) base->words)
                                     : no_words;

  if (!_pp_place_check_members (place, members, error)
      || !read_type (place, self, name, error)
      || !_pp_place_read_text (place, "label", (char **) &self->label, error)
      || !_pp_place_read_text (place, "description", (char **) &self->description, error)
      || !read_words (place, self, error))
    return NULL;
  if (self->label == NULL)
    self->label = g_strdup (name);
  return g_steal_pointer (&self);
}

static gboolean
is_list_of_texts (JsonNode *value)
{
  JsonArray *array;

  if (!JSON_NODE_HOLDS_ARRAY (value))
    return FALSE;
  array = json_node_get_array (value);
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (json_node_get_value_type (json_array_get_element (array, i)) != G_TYPE_STRING)
      return FALSE;
  return TRUE;
}

/* Whether @value is of the fact's type. Words need not be among those that are known. */
gboolean
_pp_fact_definition_accepts (const PpFactDefinition *self,
                             JsonNode               *value)
{
  GType type = JSON_NODE_HOLDS_VALUE (value) ? json_node_get_value_type (value) : G_TYPE_INVALID;

  switch (self->type)
    {
    case PP_FACT_TYPE_TRUTH:
      return type == G_TYPE_BOOLEAN;
    case PP_FACT_TYPE_WORD:
      return type == G_TYPE_STRING;
    case PP_FACT_TYPE_WORDS:
      return is_list_of_texts (value);
    case PP_FACT_TYPE_NUMBER:
      return type == G_TYPE_INT64 || type == G_TYPE_DOUBLE;
    default:
      g_assert_not_reached ();
    }
}
