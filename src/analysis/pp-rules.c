/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rules that are loaded, and the tables that go with them. */

#include "pp-rules-private.h"

#include "pp-json.h"
#include "pp-worded-error.h"

#include <string.h>

PP_DEFINE_WORDED_ERROR (pp-rules-error-quark, pp_rules_error)
G_DEFINE_BOXED_TYPE (PpRuleSet, pp_rule_set, pp_rule_set_ref, pp_rule_set_unref)

static void
strv_free (gpointer data)
{
  g_strfreev (data);
}

static GPtrArray *
strings_new (void)
{
  GPtrArray *strings = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (strings, NULL);
  return strings;
}

static void
strings_add (GPtrArray *strings,
             char      *text)
{
  g_ptr_array_insert (strings, strings->len - 1, text);
}

static void
problem_free (gpointer data)
{
  PpRuleProblem *self = data;

  g_free (self->path);
  g_clear_error (&self->error);
  g_free (self);
}

static void
reads_free (gpointer data)
{
  if (data != NULL)
    g_array_unref (data);
}

/**
 * pp_rule_set_new:
 *
 * Returns: (transfer full): a set without rules, and without a vocabulary
 */
PpRuleSet *
pp_rule_set_new (void)
{
  PpRuleSet *self = g_new0 (PpRuleSet, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->words = _pp_words_new (NULL);
  self->vocabulary = _pp_vocabulary_new ();
  self->rules = g_ptr_array_new_with_free_func ((GDestroyNotify) _pp_compiled_rule_free);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < PP_N_SUBJECT_CLASSES; i++)
    {
      self->by_class[i] = g_ptr_array_new ();
      for (guint at = 0; at < 3; at++)
        self->by_place[i][at] = g_ptr_array_new ();
    }
  self->ways = g_array_new (FALSE, FALSE, sizeof (PpRuleWay));
  self->reads = g_ptr_array_new_with_free_func (reads_free);
  for (guint i = 0; i < PP_RULE_N_SETS; i++)
    self->by_set[i] = g_array_new (FALSE, FALSE, sizeof (guint));
  self->guesses = g_ptr_array_new_with_free_func ((GDestroyNotify) _pp_guess_free);
  self->sensitivity = g_hash_table_new (NULL, NULL);
  self->encrypted = g_hash_table_new (NULL, NULL);
  self->alone = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->spellings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) json_node_unref);
  self->remedies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) json_node_unref);
  self->questions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->asked_where = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                             (GDestroyNotify) _pp_rule_code_free);
  self->tactics = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->mitigations = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, strv_free);
  self->pack_labels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->packs = strings_new ();
  self->problems = g_ptr_array_new_with_free_func (problem_free);
  return self;
}

PpRuleSet *
pp_rule_set_ref (PpRuleSet *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
pp_rule_set_unref (PpRuleSet *self)
{
  GHashTable *tables[] = {
    self->by_id, self->sensitivity, self->encrypted, self->spellings, self->alone, self->remedies,
    self->questions, self->asked_where, self->tactics, self->mitigations, self->pack_labels,
  };
  GPtrArray *lists[] = { self->rules, self->reads, self->guesses, self->packs, self->problems };

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    g_hash_table_unref (tables[i]);
  for (guint i = 0; i < PP_N_SUBJECT_CLASSES; i++)
    {
      g_ptr_array_unref (self->by_class[i]);
      for (guint at = 0; at < 3; at++)
        g_ptr_array_unref (self->by_place[i][at]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    g_ptr_array_unref (lists[i]);
  for (guint i = 0; i < PP_RULE_N_SETS; i++)
    g_array_unref (self->by_set[i]);
  g_array_unref (self->ways);
  _pp_vocabulary_free (self->vocabulary);
  _pp_words_free (self->words);
  g_free (self);
}

/* What follows is taken as it is: _pp_rule_tables_check() has seen it. */

/* Adds the members of an object of texts to a table. */
static void
take_texts (JsonObject *root,
            const char *member,
            GHashTable *table)
{
  JsonObject *object = pp_json_get_object (root, member);
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (object == NULL)
    return;
  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &node))
    g_hash_table_replace (table, g_strdup (name), json_node_dup_string (node));
}

static void
take_sensitivity (PpRuleSet  *self,
                  JsonObject *root)
{
  JsonObject *object = pp_json_get_object (root, "sensitivity");
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (object == NULL)
    return;
  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &node))
    g_hash_table_replace (self->sensitivity, GUINT_TO_POINTER (_pp_words_intern (self->words, name)),
                          GINT_TO_POINTER ((int) json_node_get_int (node) + 1));
}

static void
take_protocols (PpRuleSet  *self,
                JsonObject *root)
{
  JsonArray *array = pp_json_get_array (root, "encryptedProtocols");

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    g_hash_table_add (self->encrypted,
                      GUINT_TO_POINTER (_pp_words_intern (self->words, json_array_get_string_element (array, i))));
}

static void
take_remedies (PpRuleSet  *self,
               JsonObject *root)
{
  JsonObject *object = pp_json_get_object (root, "remedies");
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (object == NULL)
    return;
  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &node))
    g_hash_table_replace (self->remedies, g_strdup (name), json_node_ref (node));
}

static void
take_mitigations (PpRuleSet  *self,
                  JsonObject *root)
{
  JsonObject *object = pp_json_get_object (root, "mitigations");
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (object == NULL)
    return;
  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &node))
    {
      JsonArray *array = json_node_get_array (node);
      g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

      for (guint i = 0; i < json_array_get_length (array); i++)
        g_strv_builder_add (ids, json_array_get_string_element (array, i));
      g_hash_table_replace (self->mitigations, g_strdup (name), g_strv_builder_end (ids));
    }
}

static void
take_pack (PpRuleSet  *self,
           const char *pack)
{
  if (!g_strv_contains ((const char * const *) self->packs->pdata, pack))
    strings_add (self->packs, g_strdup (pack));
}

static void
take_asked_where (PpRuleSet  *self,
                  PpRuleFile *file)
{
  GHashTableIter iter;
  gpointer name, code;

  g_hash_table_iter_init (&iter, file->asked_where);
  while (g_hash_table_iter_next (&iter, &name, &code))
    {
      g_hash_table_iter_steal (&iter);
      g_hash_table_replace (self->asked_where, name, code);
    }
}

static void
take_rules (PpRuleSet  *self,
            PpRuleFile *file)
{
  while (file->rules->len > 0)
    {
      PpCompiledRule *rule = g_ptr_array_steal_index (file->rules, 0);
      GPtrArray *of_class = self->by_class[rule->public.applies];

      rule->index = self->rules->len;
      rule->position = of_class->len;
      g_ptr_array_add (self->rules, rule);
      g_ptr_array_add (of_class, rule);
      g_ptr_array_add (self->by_place[rule->public.applies][rule->public.at], rule);
      g_hash_table_insert (self->by_id, rule->public.id, rule);
      take_pack (self, rule->public.pack);
    }
  while (file->guesses->len > 0)
    g_ptr_array_add (self->guesses, g_ptr_array_steal_index (file->guesses, 0));
}

static void
resolve_superseded (PpRuleSet *self)
{
  for (guint i = 0; i < self->rules->len; i++)
    {
      PpCompiledRule *rule = g_ptr_array_index (self->rules, i);

      g_array_set_size (rule->silenced, 0);
      for (guint j = 0; rule->public.supersedes[j] != NULL; j++)
        {
          PpCompiledRule *other = g_hash_table_lookup (self->by_id, rule->public.supersedes[j]);

          if (other != NULL && other->public.applies == rule->public.applies)
            g_array_append_val (rule->silenced, other->index);
        }
    }
}

/**
 * pp_rule_set_load:
 * @self: a set that no analysis uses yet
 * @bytes: a file of rules
 * @error: where the fault is, in %PP_RULES_ERROR or in %PP_JSON_ERROR
 *
 * Adds what a file holds. A file with a fault adds nothing.
 */
gboolean
pp_rule_set_load (PpRuleSet  *self,
                  GBytes     *bytes,
                  GError    **error)
{
  PpJsonLimits limits = { PP_RULES_MAX_BYTES, PP_JSON_MAX_DEPTH, TRUE };
  g_autoptr (PpRuleFile) file = NULL;
  g_autoptr (JsonNode) root = NULL;
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  root = pp_json_parse (text, length, &limits, error);
  if (root == NULL)
    return FALSE;
  file = _pp_rule_file_read (self, root, error);
  if (file == NULL)
    return FALSE;

  _pp_vocabulary_free (self->vocabulary);
  self->vocabulary = g_steal_pointer (&file->vocabulary);
  take_texts (file->root, "questions", self->questions);
  take_texts (file->root, "tacticStride", self->tactics);
  take_texts (file->root, "packs", self->pack_labels);
  take_sensitivity (self, file->root);
  take_protocols (self, file->root);
  _pp_rules_take_spellings (self, file->root);
  take_remedies (self, file->root);
  take_mitigations (self, file->root);
  take_asked_where (self, file);
  take_rules (self, file);
  resolve_superseded (self);
  _pp_rule_set_index_reads (self);
  return TRUE;
}

/* Takes @error. */
void
_pp_rule_set_add_problem (PpRuleSet  *self,
                          const char *path,
                          GError     *error)
{
  PpRuleProblem *problem = g_new0 (PpRuleProblem, 1);

  problem->path = g_strdup (path);
  problem->error = error;
  g_ptr_array_add (self->problems, problem);
}

GPtrArray *
pp_rule_set_get_problems (PpRuleSet *self)
{
  return self->problems;
}

guint
pp_rule_set_get_n_rules (PpRuleSet *self)
{
  return self->rules->len;
}

const PpRule *
pp_rule_set_get_rule (PpRuleSet *self,
                      guint      index)
{
  g_return_val_if_fail (index < self->rules->len, NULL);

  return &_pp_rule_set_rule (self, index)->public;
}

/**
 * pp_rule_set_find_rule:
 * @self: a set
 * @id: a rule's identifier
 *
 * Returns: (nullable): the rule; %NULL where there is none
 */
const PpRule *
pp_rule_set_find_rule (PpRuleSet  *self,
                       const char *id)
{
  PpCompiledRule *rule = g_hash_table_lookup (self->by_id, id);

  return rule != NULL ? &rule->public : NULL;
}

const char * const *
pp_rule_set_get_packs (PpRuleSet *self)
{
  return (const char * const *) self->packs->pdata;
}

const char *
pp_rule_set_get_pack_label (PpRuleSet  *self,
                            const char *pack)
{
  const char *label = g_hash_table_lookup (self->pack_labels, pack);

  return label != NULL ? label : pack;
}

const char * const *
pp_rule_set_get_mitigation (PpRuleSet  *self,
                            const char *word)
{
  return g_hash_table_lookup (self->mitigations, word);
}

char **
pp_rule_set_list_names (PpRuleSet *self)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; i < _pp_vocabulary_count (self->vocabulary); i++)
    g_strv_builder_add (names, _pp_vocabulary_get_name (self->vocabulary, i));
  return g_strv_builder_end (names);
}

/**
 * pp_rule_set_check_condition:
 * @self: a set
 * @condition: what is being typed
 * @error: what is wrong; the message begins with the column
 */
gboolean
pp_rule_set_check_condition (PpRuleSet   *self,
                             const char  *condition,
                             GError     **error)
{
  PpWords *words = _pp_words_new (self->words);
  PpRuleCode *code = _pp_rule_code_compile (condition, self->vocabulary, words, NULL, error);
  gboolean valid = code != NULL;

  _pp_rule_code_free (code);
  _pp_words_free (words);
  return valid;
}
