/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A file of rules: `format` "parapet-rules", then any of vocabulary, rules, patterns for guesses and
 * the tables that go with them. */

#include "pp-rules-private.h"

#include "pp-json.h"
#include "pp-worded-error.h"

#include <glib/gi18n.h>

void
_pp_guess_free (PpGuess *self)
{
  g_clear_pointer (&self->pattern, g_regex_unref);
  g_array_unref (self->values);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpGuess, _pp_guess_free)

void
_pp_rule_file_free (PpRuleFile *self)
{
  g_clear_pointer (&self->vocabulary, _pp_vocabulary_free);
  g_ptr_array_unref (self->rules);
  g_ptr_array_unref (self->guesses);
  g_hash_table_unref (self->asked_where);
  g_free (self);
}

/* @sentence has a blank for the number of what stands at @index of a list. */
static gboolean
fail_item (GError       **error,
           const char    *place,
           PpRulesError   code,
           const char    *sentence,
           guint          index)
{
  g_autofree char *number = g_strdup_printf ("%u", index + 1);

  return _pp_rules_fail (error, place, code, sentence, number);
}

static gboolean
check_members (JsonObject  *root,
               GError     **error)
{
  static const char * const known[] = {
    "format", "version", "language", "note", "packs", "vocabulary", "sensitivity",
    "encryptedProtocols", "controls", "remedies", "questions", "askedWhere", "tacticStride", "infer",
    "mitigations", "weaknesses", "rules", "aliases", "spellings", "alone", NULL
  };
  static const char * const objects[] = {
    "packs", "vocabulary", "sensitivity", "remedies", "questions", "askedWhere", "tacticStride",
    "mitigations", "aliases", "spellings", "alone", NULL
  };
  static const char * const arrays[] = {
    "encryptedProtocols", "controls", "infer", "weaknesses", "rules", NULL
  };
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, root);
  while (json_object_iter_next (&iter, &name, &node))
    {
      g_autofree char *place = _pp_rules_dup_place ("", name);

      if (!g_strv_contains (known, name))
        return _pp_rules_fail (error, place, PP_RULES_ERROR_FILE, N_("this is no member of a file of rules"));
      if (g_strv_contains (objects, name) && !JSON_NODE_HOLDS_OBJECT (node))
        return _pp_rules_fail (error, place, PP_RULES_ERROR_FILE, N_("this must be an object"));
      if (g_strv_contains (arrays, name) && !JSON_NODE_HOLDS_ARRAY (node))
        return _pp_rules_fail (error, place, PP_RULES_ERROR_FILE, N_("this must be a list"));
    }
  return TRUE;
}

static gboolean
check_head (JsonNode  *root,
            GError   **error)
{
  JsonObject *object;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return _pp_rules_fail (error, "/", PP_RULES_ERROR_FILE, N_("a file of rules must be an object"));
  object = json_node_get_object (root);
  if (g_strcmp0 (pp_json_get_string (object, "format", NULL), "parapet-rules") != 0)
    return _pp_rules_fail (error, "/format", PP_RULES_ERROR_FILE, N_("this must be “parapet-rules”"));
  if (pp_json_get_int (object, "version", 1) != 1 || pp_json_get_int (object, "language", 1) != 1)
    return _pp_rules_fail (error, "/version", PP_RULES_ERROR_FILE,
                           N_("this was written for a later version of Parapet"));
  return check_members (object, error);
}

static gboolean
add_names (PpVocabulary  *vocabulary,
           const char    *group,
           JsonNode      *names,
           GError       **error)
{
  g_autofree char *place = _pp_rules_dup_place ("/vocabulary", group);
  PpSubjectClass only = 0;
  gboolean everywhere = g_strcmp0 (group, "derived") == 0;

  if (!everywhere && !pp_subject_class_from_string (group, &only))
    return _pp_rules_fail (error, place, PP_RULES_ERROR_FILE, N_("there is no such class of element"));
  if (!JSON_NODE_HOLDS_ARRAY (names))
    return _pp_rules_fail (error, place, PP_RULES_ERROR_FILE, N_("this must be a list of names"));
  for (guint i = 0; i < json_array_get_length (json_node_get_array (names)); i++)
    {
      JsonNode *node = json_array_get_element (json_node_get_array (names), i);
      const char *name = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;

      if (name == NULL || !g_regex_match_simple ("^[A-Za-z][A-Za-z0-9_]*$", name, 0, 0))
        return fail_item (error, place, PP_RULES_ERROR_FILE, N_("item %s is no name"), i);
      for (guint c = 0; c < PP_N_SUBJECT_CLASSES; c++)
        if ((everywhere || c == only) && !_pp_vocabulary_add (vocabulary, name, c))
          return _pp_rules_fail (error, place, PP_RULES_ERROR_LIMIT, N_("there are too many names"));
    }
  return TRUE;
}

static gboolean
read_aliases (PpRuleFile  *self,
              GError     **error)
{
  JsonObject *aliases = pp_json_get_object (self->root, "aliases");
  JsonObjectIter iter;
  const char *alias;
  JsonNode *node;

  if (aliases == NULL)
    return TRUE;
  json_object_iter_init (&iter, aliases);
  while (json_object_iter_next (&iter, &alias, &node))
    {
      const char *name = pp_json_get_text (node);
      g_autofree char *place = _pp_rules_dup_place ("/aliases", alias);

      if (name == NULL || !_pp_vocabulary_add_alias (self->vocabulary, alias, name))
        return _pp_rules_fail (error, place, PP_RULES_ERROR_NAME, N_("this is not in the vocabulary"));
    }
  return TRUE;
}

static gboolean
read_vocabulary (PpRuleFile  *self,
                 GError     **error)
{
  JsonObject *vocabulary = pp_json_get_object (self->root, "vocabulary");
  JsonArray *controls = pp_json_get_array (self->root, "controls");
  JsonObjectIter iter;
  const char *group;
  JsonNode *names;

  if (vocabulary != NULL)
    {
      json_object_iter_init (&iter, vocabulary);
      while (json_object_iter_next (&iter, &group, &names))
        if (!add_names (self->vocabulary, group, names, error))
          return FALSE;
    }
  for (guint i = 0; controls != NULL && i < json_array_get_length (controls); i++)
    {
      JsonNode *node = json_array_get_element (controls, i);
      const char *name = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;

      if (name == NULL || !_pp_vocabulary_add_control (self->vocabulary, name))
        return fail_item (error, "/controls", PP_RULES_ERROR_NAME, N_("item %s is not in the vocabulary"), i);
    }
  return read_aliases (self, error);
}

static void
guess_value_clear (gpointer data)
{
  json_node_unref (((PpGuessValue *) data)->value);
}

static gboolean
read_guess_values (PpGuess     *guess,
                   PpRuleFile  *self,
                   JsonObject  *object,
                   const char  *place,
                   GError     **error)
{
  JsonObject *set = pp_json_get_object (object, "set");
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (set == NULL)
    return _pp_rules_fail (error, place, PP_RULES_ERROR_FILE, N_("“set” must be an object"));
  json_object_iter_init (&iter, set);
  while (json_object_iter_next (&iter, &name, &node))
    {
      PpGuessValue value = { _pp_vocabulary_find (self->vocabulary, name), NULL };

      if (value.property == PP_PROPERTY_NONE)
        return _pp_rules_fail (error, place, PP_RULES_ERROR_NAME, N_("“%s” is not in the vocabulary"), name);
      value.value = json_node_ref (node);
      g_array_append_val (guess->values, value);
    }
  return TRUE;
}

static PpGuess *
read_guess (PpRuleFile  *self,
            JsonNode    *node,
            const char  *place,
            GError     **error)
{
  g_autoptr (PpGuess) guess = g_new0 (PpGuess, 1);
  g_autoptr (GError) problem = NULL;
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *pattern = object != NULL ? pp_json_get_string (object, "name", NULL) : NULL;
  JsonArray *kinds = object != NULL ? pp_json_get_array (object, "kinds") : NULL;

  guess->values = g_array_new (FALSE, FALSE, sizeof (PpGuessValue));
  g_array_set_clear_func (guess->values, guess_value_clear);
  if (pattern == NULL || kinds == NULL)
    {
      _pp_rules_fail (error, place, PP_RULES_ERROR_FILE, N_("“kinds” and “name” are missing"));
      return NULL;
    }
  for (guint i = 0; i < json_array_get_length (kinds); i++)
    {
      JsonNode *kind = json_array_get_element (kinds, i);
      PpSubjectClass subject_class;

      if (!JSON_NODE_HOLDS_VALUE (kind) ||
          !pp_subject_class_from_string (json_node_get_string (kind), &subject_class))
        {
          fail_item (error, place, PP_RULES_ERROR_FILE, N_("item %s of “kinds” is no class"), i);
          return NULL;
        }
      guess->classes |= 1 << subject_class;
    }
  guess->pattern = g_regex_new (pattern, G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, &problem);
  if (guess->pattern == NULL)
    {
      _pp_rules_fail (error, place, PP_RULES_ERROR_SYNTAX, N_("the pattern is faulty: %s"), problem->message);
      return NULL;
    }
  if (!read_guess_values (guess, self, object, place, error))
    return NULL;
  return g_steal_pointer (&guess);
}

static gboolean
read_guesses (PpRuleFile  *self,
              GError     **error)
{
  JsonArray *infer = pp_json_get_array (self->root, "infer");

  for (guint i = 0; infer != NULL && i < json_array_get_length (infer); i++)
    {
      g_autofree char *place = g_strdup_printf ("/infer/%u", i);
      PpGuess *guess = read_guess (self, json_array_get_element (infer, i), place, error);

      if (guess == NULL)
        return FALSE;
      g_ptr_array_add (self->guesses, guess);
    }
  return TRUE;
}

/* The conditions under which a property is asked for. */
static gboolean
read_asked_where (PpRuleFile  *self,
                  PpRuleSet   *set,
                  GError     **error)
{
  JsonObject *object = pp_json_get_object (self->root, "askedWhere");
  JsonObjectIter iter;
  const char *name;

  if (object == NULL)
    return TRUE;
  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, NULL))
    {
      const char *text = pp_json_get_string (object, name, "");
      g_autofree char *place = _pp_rules_dup_place ("/askedWhere", name);
      g_autoptr (GError) problem = NULL;
      PpRuleCode *code = _pp_rule_code_compile (text, self->vocabulary, set->words, NULL, &problem);

      if (code == NULL)
        {
          g_autofree char *inside = g_strconcat (place, ": ", NULL);

          pp_worded_error_propagate (error, g_steal_pointer (&problem), inside);
          return FALSE;
        }
      g_hash_table_replace (self->asked_where, g_strdup (name), code);
    }
  return TRUE;
}

static gboolean
read_rules (PpRuleFile  *self,
            PpRuleSet   *set,
            GError     **error)
{
  JsonArray *rules = pp_json_get_array (self->root, "rules");
  guint n_rules = rules != NULL ? json_array_get_length (rules) : 0;
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  if (n_rules + set->rules->len > PP_RULES_MAX_RULES)
    return _pp_rules_fail (error, "/rules", PP_RULES_ERROR_LIMIT, N_("there are too many rules"));
  for (guint i = 0; i < n_rules; i++)
    {
      g_autofree char *place = g_strdup_printf ("/rules/%u", i);
      PpCompiledRule *rule = _pp_rule_read (set, self->vocabulary, json_array_get_element (rules, i),
                                            place, error);

      if (rule == NULL)
        return FALSE;
      g_ptr_array_add (self->rules, rule);
      if (g_hash_table_contains (set->by_id, rule->public.id) ||
          !g_hash_table_add (seen, rule->public.id))
        return _pp_rules_fail (error, place, PP_RULES_ERROR_DUPLICATE,
                               N_("there is another rule “%s”"), rule->public.id);
    }
  return TRUE;
}

/* Every rule that is superseded must be there, in this file or in one that came before. */
static gboolean
check_supersedes (PpRuleFile  *self,
                  PpRuleSet   *set,
                  GError     **error)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->rules->len; i++)
    g_hash_table_add (ids, ((PpCompiledRule *) g_ptr_array_index (self->rules, i))->public.id);
  for (guint i = 0; i < self->rules->len; i++)
    {
      PpCompiledRule *rule = g_ptr_array_index (self->rules, i);

      for (guint j = 0; rule->public.supersedes[j] != NULL; j++)
        if (!g_hash_table_contains (ids, rule->public.supersedes[j]) &&
            !g_hash_table_contains (set->by_id, rule->public.supersedes[j]))
          {
            g_autofree char *pointer = g_strdup_printf ("/rules/%u", i);
            g_autofree char *place = _pp_rules_dup_place_of_rule (pointer, rule->public.id);

            return _pp_rules_fail (error, place, PP_RULES_ERROR_NAME,
                                   N_("there is no rule “%s” to supersede"), rule->public.supersedes[j]);
          }
    }
  return TRUE;
}

/* Whether the rules that a rule supersedes lead to one that is on the way to it. */
static gboolean
leads_back (const PpCompiledRule *rule,
            GHashTable           *by_id,
            GHashTable           *on_the_way,
            GHashTable           *done)
{
  gboolean back = FALSE;

  if (rule == NULL || g_hash_table_contains (done, rule))
    return FALSE;
  if (!g_hash_table_add (on_the_way, (gpointer) rule))
    return TRUE;
  for (guint i = 0; !back && rule->public.supersedes[i] != NULL; i++)
    back = leads_back (g_hash_table_lookup (by_id, rule->public.supersedes[i]), by_id, on_the_way, done);
  g_hash_table_remove (on_the_way, rule);
  g_hash_table_add (done, (gpointer) rule);
  return back;
}

/* Rules that supersede each other would all be silent. Rules that came before know none of this file. */
static gboolean
check_circles (PpRuleFile  *self,
               GError     **error)
{
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) on_the_way = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) done = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < self->rules->len; i++)
    {
      PpCompiledRule *rule = g_ptr_array_index (self->rules, i);

      g_hash_table_insert (by_id, rule->public.id, rule);
    }
  for (guint i = 0; i < self->rules->len; i++)
    {
      const PpCompiledRule *rule = g_ptr_array_index (self->rules, i);
      g_autofree char *pointer = g_strdup_printf ("/rules/%u", i);
      g_autofree char *place = _pp_rules_dup_place_of_rule (pointer, rule->public.id);

      if (leads_back (rule, by_id, on_the_way, done))
        return _pp_rules_fail (error, place, PP_RULES_ERROR_FILE,
                               N_("“supersedes” comes back to the rule itself, or the rules silence each other"));
    }
  return TRUE;
}

/*
 * _pp_rule_file_read:
 * @set: what was loaded before; only its table of words grows
 */
PpRuleFile *
_pp_rule_file_read (PpRuleSet  *set,
                    JsonNode   *root,
                    GError    **error)
{
  g_autoptr (PpRuleFile) self = NULL;

  if (!check_head (root, error))
    return NULL;
  self = g_new0 (PpRuleFile, 1);
  self->root = json_node_get_object (root);
  self->vocabulary = _pp_vocabulary_copy (set->vocabulary);
  self->rules = g_ptr_array_new_with_free_func ((GDestroyNotify) _pp_compiled_rule_free);
  self->guesses = g_ptr_array_new_with_free_func ((GDestroyNotify) _pp_guess_free);
  self->asked_where = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                             (GDestroyNotify) _pp_rule_code_free);
  if (!read_vocabulary (self, error) || !_pp_rule_tables_check (self->root, self->vocabulary, error) ||
      !read_guesses (self, error) ||
      !read_asked_where (self, set, error) ||
      !read_rules (self, set, error) || !check_supersedes (self, set, error) ||
      !check_circles (self, error))
    return NULL;
  return g_steal_pointer (&self);
}
