/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One rule, read out of a file. */

#include "pp-rules-private.h"

#include "pp-finding-words.h"
#include "pp-json.h"
#include "pp-methodologies.h"
#include "pp-worded-error.h"

#include <glib/gi18n.h>
#include <string.h>

static const char * const method_names[] = { "STRIDE", "CIA", "CIADIE", "LINDDUN", "PLOT4ai" };
G_STATIC_ASSERT (G_N_ELEMENTS (method_names) == PP_N_METHODS);

const char *
_pp_method_name (guint method)
{
  return method_names[method];
}

gboolean
_pp_rules_fail (GError       **error,
                const char    *place,
                PpRulesError   code,
                const char    *sentence,
                ...)
{
  g_autofree char *inside = g_strconcat (place, ": ", NULL);
  va_list blanks;

  va_start (blanks, sentence);
  pp_worded_error_set_va (error, PP_RULES_ERROR, code, inside, 0, sentence, blanks);
  va_end (blanks);
  return FALSE;
}

#define LONGEST_NAME 80         /* in characters */

static char *
shorten (const char *name)
{
  return g_utf8_strlen (name, -1) > LONGEST_NAME ? g_utf8_substring (name, 0, LONGEST_NAME) : g_strdup (name);
}

char *
_pp_rules_dup_place (const char *parent,
                     const char *name)
{
  g_autofree char *some = shorten (name);
  GString *place = g_string_new (some);

  g_string_replace (place, "~", "~0", 0);
  g_string_replace (place, "/", "~1", 0);
  g_string_prepend_c (place, '/');
  g_string_prepend (place, parent);
  return g_string_free (place, FALSE);
}

char *
_pp_rules_dup_place_of_rule (const char *place,
                             const char *id)
{
  g_autofree char *some = shorten (id);

  return g_strdup_printf ("%s (%s)", place, some);
}

static void
category_clear (gpointer data)
{
  PpRuleCategory *self = data;

  g_free (self->methodology);
  g_free (self->category);
}

void
_pp_compiled_rule_free (PpCompiledRule *self)
{
  char **texts[] = {
    &self->public.id, &self->public.pack, &self->public.weakness, &self->public.title,
    &self->public.why, &self->public.when, &self->public.likelihood, &self->public.impact,
  };
  char **lists[] = {
    self->public.cwe, self->public.capec, self->public.attack, self->public.atlas,
    self->public.owasp, self->public.mitigations, self->public.supersedes, self->ask,
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (*texts[i]);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    g_strfreev (lists[i]);
  _pp_rule_code_free (self->condition);
  _pp_rule_code_free (self->likelihood);
  _pp_rule_code_free (self->impact);
  g_array_unref (self->categories);
  g_array_unref (self->silenced);
  g_free (self);
}

static gboolean
read_text (JsonObject  *object,
           const char  *place,
           const char  *name,
           gboolean     required,
           char       **text,
           GError     **error)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL && !required)
    {
      *text = g_strdup ("");
      return TRUE;
    }
  if (node == NULL)
    return _pp_rules_fail (error, place, PP_RULES_ERROR_FILE, N_("“%s” is missing"), name);
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return _pp_rules_fail (error, place, PP_RULES_ERROR_FILE, N_("“%s” must be a text"), name);
  *text = json_node_dup_string (node);
  if (required && **text == '\0')
    return _pp_rules_fail (error, place, PP_RULES_ERROR_FILE, N_("“%s” is empty"), name);
  return TRUE;
}

static gboolean
read_texts (JsonObject  *object,
            const char  *place,
            const char  *name,
            char      ***texts,
            GError     **error)
{
  JsonNode *node = json_object_get_member (object, name);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_free);

  if (node != NULL && !JSON_NODE_HOLDS_ARRAY (node))
    return _pp_rules_fail (error, place, PP_RULES_ERROR_FILE, N_("“%s” must be a list"), name);
  for (guint i = 0; node != NULL && i < json_array_get_length (json_node_get_array (node)); i++)
    {
      const char *text = pp_json_get_text (json_array_get_element (json_node_get_array (node), i));

      if (text == NULL)
        return _pp_rules_fail (error, place, PP_RULES_ERROR_FILE, N_("“%s” must be a list of texts"), name);
      g_ptr_array_add (list, g_strdup (text));
    }
  g_ptr_array_add (list, NULL);
  *texts = (char **) g_ptr_array_free (g_steal_pointer (&list), FALSE);
  return TRUE;
}

static gboolean
check_members (JsonObject  *object,
               const char  *place,
               GError     **error)
{
  static const char * const known[] = {
    "id", "pack", "applies", "at", "prompt", "category", "weakness", "when", "ask", "title",
    "likelihood", "impact", "why", "supersedes", "cwe", "capec", "attack", "atlas", "owasp",
    "mitigations", NULL
  };
  JsonObjectIter iter;
  const char *name;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, NULL))
    if (!g_strv_contains (known, name))
      return _pp_rules_fail (error, place, PP_RULES_ERROR_FILE, N_("“%s” is no member of a rule"), name);
  return TRUE;
}

static gboolean
is_method (const char *name)
{
  for (guint i = 0; i < PP_N_METHODS; i++)
    if (strcmp (method_names[i], name) == 0)
      return TRUE;
  return FALSE;
}

gboolean
_pp_is_stride_letter (const char *text)
{
  return strlen (text) == 1 && strchr ("STRIDE", *text) != NULL;
}

/* Letters stand for the categories of STRIDE, words for those of other methods. */
static gboolean
is_category (const char *method,
             const char *category)
{
  const char *word = pp_category_get_word (category);

  if (strcmp (method, "STRIDE") == 0)
    return strcmp (category, "@attack") == 0 || _pp_is_stride_letter (category);
  for (PpDfdClass dfd_class = PP_DFD_PROCESS; dfd_class <= PP_DFD_FLOW; dfd_class++)
    if (g_strv_contains (pp_methodology_get_categories (method, dfd_class), word))
      return TRUE;
  return FALSE;
}

static gboolean
read_category (PpCompiledRule  *self,
               JsonObject      *object,
               const char      *place,
               GError         **error)
{
  JsonObject *categories = pp_json_get_object (object, "category");
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (categories == NULL || json_object_get_size (categories) == 0)
    return _pp_rules_fail (error, place, PP_RULES_ERROR_FILE,
                           N_("“category” must give a category for a method"));
  json_object_iter_init (&iter, categories);
  while (json_object_iter_next (&iter, &name, &node))
    {
      const char *text = pp_json_get_text (node);
      PpRuleCategory category;

      if (text == NULL)
        return _pp_rules_fail (error, place, PP_RULES_ERROR_FILE, N_("the category of %s must be a text"), name);
      if (!is_method (name))
        return _pp_rules_fail (error, place, PP_RULES_ERROR_NAME,
                               N_("“category” has “%s”, but methods are STRIDE, CIA, CIADIE, LINDDUN and PLOT4ai"),
                               name);
      if (!is_category (name, text))
        return _pp_rules_fail (error, place, PP_RULES_ERROR_NAME,
                               N_("“category” has “%s”, which is no category of %s"), text, name);
      category = (PpRuleCategory) { g_strdup (name), g_strdup (text) };
      g_array_append_val (self->categories, category);
    }
  return TRUE;
}

static gboolean
read_place_of_threat (PpCompiledRule  *self,
                      JsonObject      *object,
                      const char      *place,
                      GError         **error)
{
  const char *applies = pp_json_get_string (object, "applies", "");
  const char *at = pp_json_get_string (object, "at", NULL);

  if (!pp_subject_class_from_string (applies, &self->public.applies))
    return _pp_rules_fail (error, place, PP_RULES_ERROR_FILE,
                           N_("“applies” must be flow, process, store, actor or boundary"));
  if (at == NULL && !json_object_has_member (object, "at"))
    return TRUE;
  if (g_strcmp0 (at, "source") != 0 && g_strcmp0 (at, "target") != 0)
    return _pp_rules_fail (error, place, PP_RULES_ERROR_FILE, N_("“at” must be source or target"));
  if (self->public.applies != PP_SUBJECT_FLOW)
    return _pp_rules_fail (error, place, PP_RULES_ERROR_FILE, N_("“at” is for rules that apply to flows"));
  self->public.at = *at == 's' ? PP_RULE_AT_SOURCE : PP_RULE_AT_TARGET;
  return TRUE;
}

static gboolean
read_number_text (JsonObject  *object,
                  const char  *place,
                  const char  *name,
                  char       **text,
                  GError     **error)
{
  JsonNode *node = json_object_get_member (object, name);
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) == G_TYPE_STRING ||
      json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return read_text (object, place, name, TRUE, text, error);
  *text = g_strdup (g_ascii_dtostr (buffer, sizeof buffer, json_node_get_double (node)));
  return TRUE;
}

static PpRuleCode *
compile (PpRuleSet            *set,
         PpVocabulary         *vocabulary,
         const char * const   *ask,
         const char           *place,
         const char           *member,
         const char           *text,
         GError              **error)
{
  g_autoptr (GError) problem = NULL;
  PpRuleCode *code = _pp_rule_code_compile (text, vocabulary, set->words, ask, &problem);

  if (code == NULL)
    {
      g_autofree char *inside = g_strconcat (place, ": ", member, ", ", NULL);

      pp_worded_error_propagate (error, g_steal_pointer (&problem), inside);
    }
  return code;
}

static gboolean
read_code (PpCompiledRule  *self,
           PpRuleSet       *set,
           PpVocabulary    *vocabulary,
           const char      *place,
           GError         **error)
{
  PpRule *rule = &self->public;
  const char * const *ask = (const char * const *) self->ask;

  self->condition = compile (set, vocabulary, ask, place, "when", rule->when, error);
  if (self->condition == NULL)
    return FALSE;
  self->likelihood = compile (set, vocabulary, ask, place, "likelihood", rule->likelihood, error);
  if (self->likelihood == NULL)
    return FALSE;
  self->impact = compile (set, vocabulary, ask, place, "impact", rule->impact, error);
  return self->impact != NULL;
}

static gboolean
read_texts_of_rule (PpCompiledRule  *self,
                    JsonObject      *object,
                    const char      *place,
                    GError         **error)
{
  PpRule *rule = &self->public;

  return read_text (object, place, "pack", TRUE, &rule->pack, error) &&
         read_text (object, place, "weakness", TRUE, &rule->weakness, error) &&
         read_text (object, place, "title", TRUE, &rule->title, error) &&
         read_text (object, place, "why", FALSE, &rule->why, error) &&
         read_text (object, place, "when", TRUE, &rule->when, error) &&
         read_number_text (object, place, "likelihood", &rule->likelihood, error) &&
         read_number_text (object, place, "impact", &rule->impact, error) &&
         read_texts (object, place, "ask", &self->ask, error) &&
         read_texts (object, place, "supersedes", &rule->supersedes, error) &&
         read_texts (object, place, "cwe", &rule->cwe, error) &&
         read_texts (object, place, "capec", &rule->capec, error) &&
         read_texts (object, place, "attack", &rule->attack, error) &&
         read_texts (object, place, "atlas", &rule->atlas, error) &&
         read_texts (object, place, "owasp", &rule->owasp, error) &&
         read_texts (object, place, "mitigations", &rule->mitigations, error);
}

/* Braces around anything but a name are just braces. */
static gboolean
check_title (const PpRule  *rule,
             const char    *place,
             GError       **error)
{
  static const char * const of_all[] = { "{name}", NULL };
  static const char * const of_flows[] = { "{name}", "{source.name}", "{target.name}", NULL };
  const char * const *known = rule->applies == PP_SUBJECT_FLOW ? of_flows : of_all;

  for (const char *brace = strchr (rule->title, '{'); brace != NULL; brace = strchr (brace + 1, '{'))
    {
      gsize end = 1 + strspn (brace + 1, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_.");
      g_autofree char *field = g_strndup (brace, end + 1);

      if (g_ascii_isalpha (brace[1]) && brace[end] == '}' && !g_strv_contains (known, field))
        return _pp_rules_fail (error, place, PP_RULES_ERROR_NAME,
                               N_("“title” has %s, which stands for nothing here"), field);
    }
  return TRUE;
}

static gboolean
check_ask (const PpCompiledRule  *self,
           const PpVocabulary    *vocabulary,
           const char            *place,
           GError               **error)
{
  for (guint i = 0; self->ask[i] != NULL; i++)
    {
      const char *dot = strrchr (self->ask[i], '.');

      if (_pp_vocabulary_find (vocabulary, dot != NULL ? dot + 1 : self->ask[i]) == PP_PROPERTY_NONE)
        return _pp_rules_fail (error, place, PP_RULES_ERROR_NAME,
                               N_("“ask” has “%s”, which is not in the vocabulary"), self->ask[i]);
    }
  return TRUE;
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpCompiledRule, _pp_compiled_rule_free)

/*
 * _pp_rule_read:
 * @vocabulary: the names that the rule may use
 * @place: a JSON pointer to @node, for messages
 */
PpCompiledRule *
_pp_rule_read (PpRuleSet     *set,
               PpVocabulary  *vocabulary,
               JsonNode      *node,
               const char    *place,
               GError       **error)
{
  g_autoptr (PpCompiledRule) self = g_new0 (PpCompiledRule, 1);
  g_autofree char *named = NULL;
  JsonObject *object;

  self->categories = g_array_new (FALSE, FALSE, sizeof (PpRuleCategory));
  g_array_set_clear_func (self->categories, category_clear);
  self->silenced = g_array_new (FALSE, FALSE, sizeof (guint));
  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      _pp_rules_fail (error, place, PP_RULES_ERROR_FILE, N_("a rule must be an object"));
      return NULL;
    }
  object = json_node_get_object (node);
  if (!read_text (object, place, "id", TRUE, &self->public.id, error))
    return NULL;

  named = _pp_rules_dup_place_of_rule (place, self->public.id);
  self->public.prompt = pp_json_get_boolean (object, "prompt", FALSE);
  if (!check_members (object, named, error) ||
      !read_place_of_threat (self, object, named, error) ||
      !read_category (self, object, named, error) ||
      !read_texts_of_rule (self, object, named, error) ||
      !check_title (&self->public, named, error) ||
      !check_ask (self, vocabulary, named, error) ||
      !read_code (self, set, vocabulary, named, error))
    return NULL;
  for (guint i = 0; i < PP_N_METHODS; i++)
    {
      self->by_method[i] = pp_rule_get_category (&self->public, method_names[i]);
      self->methods |= (self->by_method[i] != NULL) << i;
    }
  return g_steal_pointer (&self);
}

/* CIA-DIE holds CIA; the ten words of PLOT4ai gather what other methods tell apart. */
static const char *
category_in_plot4ai (const PpRule *self)
{
  const char *linddun = pp_rule_get_category (self, "LINDDUN");
  const char *stride = pp_rule_get_category (self, "STRIDE");

  if (g_strcmp0 (linddun, "linkability") == 0 || g_strcmp0 (linddun, "identifiability") == 0)
    return "identifiabilityLinkability";
  if (g_strcmp0 (linddun, "unawareness") == 0)
    return "unawareness";
  if (g_strcmp0 (linddun, "nonCompliance") == 0)
    return "nonCompliance";
  if (stride == NULL)
    return NULL;
  return *stride == 'D' ? "accessibility" : "security";
}

/**
 * pp_rule_get_category:
 * @self: a rule
 * @methodology: the identifier of a method
 *
 * Returns: (nullable): the category that its threats have under @methodology; %NULL where the rule does
 *   not run under it
 */
const char *
pp_rule_get_category (const PpRule *self,
                      const char   *methodology)
{
  const PpCompiledRule *rule = (const PpCompiledRule *) self;

  for (guint i = 0; i < rule->categories->len; i++)
    {
      const PpRuleCategory *category = &g_array_index (rule->categories, PpRuleCategory, i);

      if (strcmp (category->methodology, methodology) == 0)
        return category->category;
    }
  if (strcmp (methodology, "CIADIE") == 0)
    return pp_rule_get_category (self, "CIA");
  if (strcmp (methodology, "PLOT4ai") == 0)
    return category_in_plot4ai (self);
  return NULL;
}
