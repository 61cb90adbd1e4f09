/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Turns the text of a condition into postfix code, by recursive descent. The language has no loops,
 * no recursion and no assignment, so a condition ends, and costs at most the degree of the element
 * that is tried. docs/threat-rules.md has its grammar. */

#include "pp-rule-code.h"

#include "pp-rule-lexer.h"
#include "pp-rules.h"
#include "pp-worded-error.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct {
  const PpVocabulary  *vocabulary;
  PpWords             *words;
  const char * const  *ask;
  GArray              *tokens;
  guint                next;
  guint                depth;
  guint                set;          /* that `it` runs through, or PP_RULE_NO_SET */
  GArray              *nodes;
  GArray              *list_words;
  GPtrArray           *patterns;
  GError             **error;
} Parser;

static gboolean parse_expression (Parser *self, guint *root);
static gboolean parse_sum (Parser *self, guint *root);

static PpRuleToken *
peek (Parser *self)
{
  return &g_array_index (self->tokens, PpRuleToken, self->next);
}

static PpRuleToken *
peek_behind (Parser *self)
{
  guint last = self->tokens->len - 1;

  return &g_array_index (self->tokens, PpRuleToken, MIN (self->next + 1, last));
}

static gboolean G_GNUC_PRINTF (4, 5)
fail_at (Parser            *self,
         const PpRuleToken *token,
         PpRulesError       code,
         const char        *sentence,
         ...)
{
  va_list blanks;

  va_start (blanks, sentence);
  pp_worded_error_set_va (self->error, PP_RULES_ERROR, code, NULL, token->column, sentence, blanks);
  va_end (blanks);
  return FALSE;
}

static gboolean
is_sign (const PpRuleToken *token,
         const char        *text)
{
  return token->type == PP_RULE_TOKEN_SIGN && strcmp (token->text, text) == 0;
}

static gboolean
is_word (const PpRuleToken *token,
         const char        *text)
{
  return token->type == PP_RULE_TOKEN_WORD && strcmp (token->text, text) == 0;
}

static gboolean
take_sign (Parser     *self,
           const char *text)
{
  if (!is_sign (peek (self), text))
    return FALSE;
  self->next++;
  return TRUE;
}

static gboolean
take_word (Parser     *self,
           const char *text)
{
  if (!is_word (peek (self), text))
    return FALSE;
  self->next++;
  return TRUE;
}

static gboolean
expect_sign (Parser     *self,
             const char *text)
{
  if (take_sign (self, text))
    return TRUE;
  return fail_at (self, peek (self), PP_RULES_ERROR_SYNTAX, N_("“%s” is missing here"), text);
}

/* Words of the language itself, which are no names. */
static gboolean
is_reserved (const PpRuleToken *token)
{
  static const char * const words[] = { "and", "or", "not", "in", "has", "matches", NULL };

  return token->type == PP_RULE_TOKEN_WORD && g_strv_contains (words, token->text);
}

static gboolean
is_function (Parser *self)
{
  static const char * const functions[] = {
    "any", "all", "none", "count", "missing", "known", "max", "min", "if", NULL
  };

  return peek (self)->type == PP_RULE_TOKEN_WORD && is_sign (peek_behind (self), "(") &&
         g_strv_contains (functions, peek (self)->text);
}

static gboolean
emit (Parser     *self,
      PpRuleNode  node,
      guint      *root)
{
  if (self->nodes->len >= PP_RULE_MAX_NODES)
    return fail_at (self, peek (self), PP_RULES_ERROR_LIMIT, N_("the condition is too long"));
  g_array_append_val (self->nodes, node);
  *root = self->nodes->len - 1;
  return TRUE;
}

static gboolean
parse_steps (Parser      *self,
             PpRuleToken *token,
             char       **parts,
             guint        n_parts,
             PpRuleNode  *node)
{
  static const char * const steps[] = { "it", "source", "target", "zone" };

  for (guint i = 0; i + 1 < n_parts; i++)
    {
      guint step = 0;

      while (step < G_N_ELEMENTS (steps) && strcmp (parts[i], steps[step]) != 0)
        step++;
      if (step == G_N_ELEMENTS (steps))
        return fail_at (self, token, PP_RULES_ERROR_NAME, N_("“%s” leads nowhere; before a dot stand "
                        "it, source, target or zone"), parts[i]);
      if (step == PP_RULE_STEP_IT && (i > 0 || self->set == PP_RULE_NO_SET))
        return fail_at (self, token, PP_RULES_ERROR_NAME, i > 0
                        ? N_("“it” stands at the beginning of a name only")
                        : N_("“it” means something inside any, all, none and count only"));
      if (node->n_steps >= PP_RULE_MAX_STEPS)
        return fail_at (self, token, PP_RULES_ERROR_LIMIT, N_("the name has too many steps"));
      node->steps[node->n_steps++] = step;
    }
  return TRUE;
}

static gboolean
parse_path (Parser   *self,
            PpRuleOp  op,
            guint    *root)
{
  PpRuleToken *token = peek (self);
  PpRuleNode node = { .op = op, .set = PP_RULE_NO_SET };
  g_auto (GStrv) parts = NULL;
  guint property, n_parts;

  if (token->type != PP_RULE_TOKEN_WORD || is_reserved (token))
    return fail_at (self, token, PP_RULES_ERROR_SYNTAX, N_("the name of a property is missing here"));
  parts = g_strsplit (token->text, ".", -1);
  n_parts = g_strv_length (parts);
  if (!parse_steps (self, token, parts, n_parts, &node))
    return FALSE;
  property = _pp_vocabulary_find (self->vocabulary, parts[n_parts - 1]);
  if (property == PP_PROPERTY_NONE)
    return fail_at (self, token, PP_RULES_ERROR_NAME, N_("“%s” is not in the vocabulary"),
                    parts[n_parts - 1]);

  node.property = property;
  node.asked = self->ask != NULL && g_strv_contains (self->ask, token->text);
  if (node.n_steps > 0 && node.steps[0] == PP_RULE_STEP_IT)
    node.set = self->set;
  self->next++;
  return emit (self, node, root);
}

static gboolean
parse_quantifier (Parser   *self,
                  PpRuleOp  op,
                  guint    *root)
{
  PpRuleToken *token = peek (self);
  guint set = 0, outer = self->set;
  PpRuleNode node = { .op = op };

  while (set < PP_RULE_N_SETS && !is_word (token, _pp_rule_set_name_to_string (set)))
    set++;
  if (set == PP_RULE_N_SETS)
    return fail_at (self, token, PP_RULES_ERROR_NAME,
                    N_("a set is missing here: inflows, outflows, flows, neighbours, peers, members, "
                    "crossed or crossing"));
  self->next++;

  node.argument = set;
  self->set = set;
  if (take_sign (self, ","))
    {
      if (!parse_expression (self, root))
        return FALSE;
    }
  else if (!emit (self, (PpRuleNode) { .op = PP_RULE_OP_TRUTH, .truth = TRUE }, root))
    return FALSE;
  self->set = outer;
  return expect_sign (self, ")") && emit (self, node, root);
}

static gboolean
parse_extreme (Parser   *self,
               PpRuleOp  op,
               guint    *root)
{
  guint left;

  if (!parse_expression (self, &left))
    return FALSE;
  while (take_sign (self, ","))
    {
      PpRuleNode node = { .op = op, .left = left };

      if (!parse_expression (self, &left) || !emit (self, node, &left))
        return FALSE;
    }
  *root = left;
  return expect_sign (self, ")");
}

static gboolean
parse_if (Parser *self,
          guint  *root)
{
  guint condition, left;
  PpRuleNode node = { .op = PP_RULE_OP_IF };

  if (!parse_expression (self, &condition) || !expect_sign (self, ",") ||
      !parse_expression (self, &left) || !expect_sign (self, ",") ||
      !parse_expression (self, root) || !expect_sign (self, ")"))
    return FALSE;
  node.condition = condition;
  node.left = left;
  return emit (self, node, root);
}

static gboolean
parse_function (Parser *self,
                guint  *root)
{
  PpRuleToken *name = peek (self);

  self->next += 2;
  if (is_word (name, "any"))
    return parse_quantifier (self, PP_RULE_OP_ANY, root);
  if (is_word (name, "all"))
    return parse_quantifier (self, PP_RULE_OP_ALL, root);
  if (is_word (name, "none"))
    return parse_quantifier (self, PP_RULE_OP_NONE, root);
  if (is_word (name, "count"))
    return parse_quantifier (self, PP_RULE_OP_COUNT, root);
  if (is_word (name, "missing"))
    return parse_path (self, PP_RULE_OP_MISSING, root) && expect_sign (self, ")");
  if (is_word (name, "known"))
    return parse_path (self, PP_RULE_OP_KNOWN, root) && expect_sign (self, ")");
  if (is_word (name, "max"))
    return parse_extreme (self, PP_RULE_OP_MAX, root);
  if (is_word (name, "min"))
    return parse_extreme (self, PP_RULE_OP_MIN, root);
  return parse_if (self, root);
}

static gboolean
parse_literal_word (Parser *self,
                    guint  *root)
{
  PpRuleToken *token = peek (self);
  PpRuleNode node = { .op = PP_RULE_OP_WORD };

  self->next++;
  node.word = _pp_words_intern (self->words, token->text);
  return emit (self, node, root);
}

static gboolean
parse_atom (Parser *self,
            guint  *root)
{
  PpRuleToken *token = peek (self);

  if (token->type == PP_RULE_TOKEN_NUMBER)
    {
      self->next++;
      return emit (self, (PpRuleNode) { .op = PP_RULE_OP_NUMBER, .number = token->number }, root);
    }
  if (token->type == PP_RULE_TOKEN_STRING)
    return parse_literal_word (self, root);
  if (take_sign (self, "("))
    return parse_expression (self, root) && expect_sign (self, ")");
  if (is_word (token, "true") || is_word (token, "false"))
    {
      self->next++;
      return emit (self, (PpRuleNode) { .op = PP_RULE_OP_TRUTH, .truth = *token->text == 't' }, root);
    }
  if (is_function (self))
    return parse_function (self, root);
  if (token->type != PP_RULE_TOKEN_WORD || is_reserved (token))
    return fail_at (self, token, PP_RULES_ERROR_SYNTAX, N_("a condition or a value is missing here"));
  return parse_path (self, PP_RULE_OP_PATH, root);
}

static gboolean
parse_product (Parser *self,
               guint  *root)
{
  if (!parse_atom (self, root))
    return FALSE;
  while (take_sign (self, "*"))
    {
      PpRuleNode node = { .op = PP_RULE_OP_MULTIPLY, .left = *root };

      if (!parse_atom (self, root) || !emit (self, node, root))
        return FALSE;
    }
  return TRUE;
}

static gboolean
parse_sum (Parser *self,
           guint  *root)
{
  if (!parse_product (self, root))
    return FALSE;
  while (is_sign (peek (self), "+") || is_sign (peek (self), "-"))
    {
      PpRuleNode node = { .left = *root };

      node.op = is_sign (peek (self), "+") ? PP_RULE_OP_ADD : PP_RULE_OP_SUBTRACT;
      self->next++;
      if (!parse_product (self, root) || !emit (self, node, root))
        return FALSE;
    }
  return TRUE;
}

/* What stands to the right of a comparison: a bare word is a value there. */
static gboolean
parse_right_side (Parser *self,
                  guint  *root)
{
  PpRuleToken *token = peek (self);

  if (token->type == PP_RULE_TOKEN_WORD && strchr (token->text, '.') == NULL && !is_function (self) &&
      !is_word (token, "true") && !is_word (token, "false"))
    return parse_literal_word (self, root);
  return parse_sum (self, root);
}

static gboolean
parse_list_word (Parser *self)
{
  PpRuleToken *token = peek (self);
  PpWord word;

  if (token->type != PP_RULE_TOKEN_WORD && token->type != PP_RULE_TOKEN_STRING)
    return fail_at (self, token, PP_RULES_ERROR_SYNTAX, N_("a word is missing here"));
  word = _pp_words_intern (self->words, token->text);
  g_array_append_val (self->list_words, word);
  self->next++;
  return TRUE;
}

static gboolean
parse_list (Parser   *self,
            PpRuleOp  op,
            guint    *root)
{
  PpRuleNode node = { .op = op };

  node.words.first = self->list_words->len;
  if (take_sign (self, "["))
    {
      do
        if (!parse_list_word (self))
          return FALSE;
      while (take_sign (self, ","));
      if (!expect_sign (self, "]"))
        return FALSE;
    }
  else if (op == PP_RULE_OP_IN)
    return expect_sign (self, "[");
  else if (!parse_list_word (self))
    return FALSE;
  node.words.count = self->list_words->len - node.words.first;
  return emit (self, node, root);
}

static gboolean
parse_pattern (Parser *self,
               guint  *root)
{
  PpRuleToken *token = peek (self);
  PpRuleNode node = { .op = PP_RULE_OP_MATCHES };
  g_autoptr (GError) problem = NULL;
  GRegex *pattern;

  if (token->type != PP_RULE_TOKEN_STRING)
    return fail_at (self, token, PP_RULES_ERROR_SYNTAX, N_("a pattern in quotes is missing here"));
  pattern = g_regex_new (token->text, G_REGEX_CASELESS, 0, &problem);
  if (pattern == NULL)
    return fail_at (self, token, PP_RULES_ERROR_SYNTAX, N_("the pattern is faulty: %s"), problem->message);
  node.pattern = self->patterns->len;
  g_ptr_array_add (self->patterns, pattern);
  self->next++;
  return emit (self, node, root);
}

static gboolean
parse_comparison (Parser *self,
                  guint  *root,
                  gboolean *found)
{
  static const char * const signs[] = { "==", "!=", "<", "<=", ">", ">=" };

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (take_sign (self, signs[i]))
      {
        PpRuleNode node = { .op = PP_RULE_OP_COMPARE, .argument = i, .left = *root };

        *found = TRUE;
        return parse_right_side (self, root) && emit (self, node, root);
      }
  *found = FALSE;
  return TRUE;
}

static gboolean
parse_test (Parser *self,
            guint  *root)
{
  gboolean found;

  if (!parse_sum (self, root) || !parse_comparison (self, root, &found))
    return FALSE;
  if (found)
    return TRUE;
  if (take_word (self, "in"))
    return parse_list (self, PP_RULE_OP_IN, root);
  if (take_word (self, "has"))
    return parse_list (self, PP_RULE_OP_HAS, root);
  if (take_word (self, "matches"))
    return parse_pattern (self, root);
  return TRUE;
}

static gboolean
enter (Parser *self)
{
  if (++self->depth > PP_RULE_MAX_DEPTH)
    return fail_at (self, peek (self), PP_RULES_ERROR_LIMIT, N_("the condition is nested too deeply"));
  return TRUE;
}

static gboolean
parse_negation (Parser *self,
                guint  *root)
{
  gboolean done;

  if (!take_word (self, "not"))
    return parse_test (self, root);
  if (!enter (self))
    return FALSE;
  done = parse_negation (self, root) && emit (self, (PpRuleNode) { .op = PP_RULE_OP_NOT }, root);
  self->depth--;
  return done;
}

static gboolean
parse_conjunction (Parser *self,
                   guint  *root)
{
  if (!parse_negation (self, root))
    return FALSE;
  while (take_word (self, "and"))
    {
      PpRuleNode node = { .op = PP_RULE_OP_AND, .left = *root };

      if (!parse_negation (self, root) || !emit (self, node, root))
        return FALSE;
    }
  return TRUE;
}

static gboolean
parse_expression (Parser *self,
                  guint  *root)
{
  if (!enter (self) || !parse_conjunction (self, root))
    return FALSE;
  while (take_word (self, "or"))
    {
      PpRuleNode node = { .op = PP_RULE_OP_OR, .left = *root };

      if (!parse_conjunction (self, root) || !emit (self, node, root))
        return FALSE;
    }
  self->depth--;
  return TRUE;
}

static gboolean
parse_all (Parser *self)
{
  guint root;

  if (!parse_expression (self, &root))
    return FALSE;
  if (peek (self)->type != PP_RULE_TOKEN_END)
    return fail_at (self, peek (self), PP_RULES_ERROR_SYNTAX, N_("the condition should end here"));
  return TRUE;
}

/*
 * _pp_rule_code_compile:
 * @ask: (nullable): paths for which "not stated" is unknown also in comparisons with words
 *
 * Compiles a condition or a number expression. Messages begin with the column. Words become part of
 * @words; names must be in @vocabulary.
 */
PpRuleCode *
_pp_rule_code_compile (const char          *text,
                       const PpVocabulary  *vocabulary,
                       PpWords             *words,
                       const char * const  *ask,
                       GError             **error)
{
  g_autoptr (GArray) tokens = NULL;
  g_autoptr (GArray) nodes = g_array_new (FALSE, FALSE, sizeof (PpRuleNode));
  g_autoptr (GArray) list_words = g_array_new (FALSE, FALSE, sizeof (PpWord));
  g_autoptr (GPtrArray) patterns = g_ptr_array_new_with_free_func ((GDestroyNotify) g_regex_unref);
  Parser parser = { vocabulary, words, ask, NULL, 0, 0, PP_RULE_NO_SET, nodes, list_words, patterns, error };
  PpRuleCode *code;

  if (strlen (text) > PP_RULE_MAX_LENGTH)
    {
      pp_worded_error_set (error, PP_RULES_ERROR, PP_RULES_ERROR_LIMIT, NULL, 1, N_("the condition is too long"));
      return NULL;
    }
  tokens = _pp_rule_lex (text, error);
  parser.tokens = tokens;
  if (tokens == NULL || !parse_all (&parser))
    return NULL;

  code = g_new0 (PpRuleCode, 1);
  code->n_nodes = nodes->len;
  code->nodes = (PpRuleNode *) g_array_free (g_steal_pointer (&nodes), FALSE);
  code->words = (PpWord *) g_array_free (g_steal_pointer (&list_words), FALSE);
  code->patterns = g_steal_pointer (&patterns);
  _pp_rule_code_find_paths_again (code);
  return code;
}
