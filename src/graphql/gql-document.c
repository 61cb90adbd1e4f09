/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "gql-document.h"
#include "gql-document-private.h"
#include "gql-parser-private.h"

struct _GqlDocument {
  /* owned */
  GqlArena *arena;
  GHashTable *fragments;

  /* borrowed: from the arena */
  const char *text;
  GqlNode *definitions;

  /* state */
  guint length;
  gatomicrefcount references;
};

static GqlNode *
parse_definition (GqlParser *parser)
{
  static const char * const operations[] = { "query", "mutation", "subscription", NULL };

  if (parser->token.kind == '{')
    return _gql_parse_operation (parser);
  if (_gql_parser_at_description (parser))
    return _gql_parse_type_system (parser);
  if (parser->token.kind != GQL_TOKEN_NAME)
    return _gql_parser_refuse (parser, &parser->token);
  if (g_strv_contains (operations, parser->token.text))
    return _gql_parse_operation (parser);
  if (_gql_parser_is_keyword (parser, "fragment"))
    return _gql_parse_fragment (parser);

  return _gql_parse_type_system (parser);
}

static gboolean
parse_definitions (GqlParser  *parser,
                   GqlNode   **list)
{
  if (!_gql_parser_advance (parser))
    return FALSE;

  do
    {
      if ((*list = parse_definition (parser)) == NULL)
        return FALSE;
      list = &(*list)->next;
    }
  while (parser->token.kind != GQL_TOKEN_END);

  return TRUE;
}

/* The last definition of a name counts; that there are two is for validation to say. */
static void
index_fragments (GqlDocument *self)
{
  self->fragments = g_hash_table_new (g_str_hash, g_str_equal);
  for (GqlNode *node = self->definitions; node != NULL; node = node->next)
    if (node->kind == GQL_NODE_FRAGMENT)
      g_hash_table_replace (self->fragments, (gpointer) node->name, node);
}

static gboolean
check_text (const char       *text,
            gsize             length,
            const GqlLimits  *limits,
            GError          **error)
{
  const char *end;

  if (length > limits->max_bytes || length > G_MAXUINT / 2)
    {
      g_set_error (error, GQL_ERROR, GQL_ERROR_LIMIT, "The document is longer than %" G_GSIZE_FORMAT " bytes.",
                   limits->max_bytes);
      return FALSE;
    }
  if (!g_utf8_validate_len (text, length, &end) && *end != '\0')
    {
      g_set_error (error, GQL_ERROR, GQL_ERROR_SYNTAX, "Syntax Error: The document is not UTF-8 at byte %"
                   G_GSIZE_FORMAT ".", (gsize) (end - text));
      return FALSE;
    }

  return TRUE;
}

/**
 * gql_document_parse:
 * @text: a document
 * @length: its length in bytes, or -1 if it ends with a NUL
 * @limits: (nullable): bounds, or %NULL for the default ones
 * @error: return location for an error
 *
 * Parses a document of the specification of June 2018: operations and fragments, type system definitions
 * and extensions. The first mistake ends the parsing: %GQL_ERROR_SYNTAX, or %GQL_ERROR_LIMIT.
 *
 * Escapes of NUL and of half a character (`\ud800`) in strings are refused, since they are no text.
 *
 * Returns: (transfer full): the document, or %NULL on error
 */
GqlDocument *
gql_document_parse (const char       *text,
                    gssize            length,
                    const GqlLimits  *limits,
                    GError          **error)
{
  gsize n_bytes = length < 0 ? strlen (text) : (gsize) length;
  g_autoptr (GqlDocument) self = NULL;
  GqlParser parser = { 0 };

  g_return_val_if_fail (text != NULL, NULL);

  limits = limits != NULL ? limits : gql_limits_get_default ();
  if (!check_text (text, n_bytes, limits, error))
    return NULL;

  self = g_new0 (GqlDocument, 1);
  g_atomic_ref_count_init (&self->references);
  self->arena = gql_arena_new ();
  self->text = gql_arena_strndup (self->arena, text, n_bytes);
  self->length = n_bytes;

  parser.lexer = (GqlLexer) { .arena = self->arena, .text = self->text, .length = self->length };
  parser.limits = limits;
  if (!parse_definitions (&parser, &self->definitions))
    {
      g_propagate_error (error, parser.error);
      return NULL;
    }
  index_fragments (self);

  return g_steal_pointer (&self);
}

/**
 * gql_document_ref:
 * @self: a document
 *
 * Returns: (transfer full): @self
 */
GqlDocument *
gql_document_ref (GqlDocument *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);

  return self;
}

/**
 * gql_document_unref:
 * @self: (transfer full): a document
 */
void
gql_document_unref (GqlDocument *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;

  g_clear_pointer (&self->fragments, g_hash_table_unref);
  g_clear_pointer (&self->arena, gql_arena_unref);
  g_free (self);
}

/**
 * gql_document_get_definitions:
 * @self: a document
 *
 * Returns: (transfer none): the first definition; a document has at least one
 */
const GqlNode *
gql_document_get_definitions (const GqlDocument *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->definitions;
}

/**
 * gql_document_get_operation:
 * @self: a document
 * @name: (nullable): the name of an operation, or %NULL for the only one
 * @error: return location for an error
 *
 * GetOperation() of the specification, section 6.1. Fails with %GQL_ERROR_REQUEST.
 *
 * Returns: (transfer none): the operation, or %NULL on error
 */
const GqlNode *
gql_document_get_operation (const GqlDocument  *self,
                            const char         *name,
                            GError            **error)
{
  const GqlNode *found = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  for (const GqlNode *node = self->definitions; node != NULL; node = node->next)
    {
      if (node->kind != GQL_NODE_OPERATION || (name != NULL && g_strcmp0 (node->name, name) != 0))
        continue;
      if (name == NULL && found != NULL)
        {
          g_set_error (error, GQL_ERROR, GQL_ERROR_REQUEST,
                       "Must provide operation name if query contains multiple operations.");
          return NULL;
        }
      found = node;
      if (name != NULL)
        break;
    }

  if (found == NULL && name != NULL)
    {
      g_autofree char *quote = _gql_shorten (name);

      g_set_error (error, GQL_ERROR, GQL_ERROR_REQUEST, "Unknown operation named \"%s\".", quote);
    }
  else if (found == NULL)
    {
      g_set_error (error, GQL_ERROR, GQL_ERROR_REQUEST, "Must provide an operation.");
    }

  return found;
}

/**
 * gql_document_get_fragment:
 * @self: a document
 * @name: the name of a fragment
 *
 * Returns: (transfer none) (nullable): the fragment
 */
const GqlNode *
gql_document_get_fragment (const GqlDocument *self,
                           const char        *name)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  return g_hash_table_lookup (self->fragments, name);
}

/**
 * gql_document_get_location:
 * @self: a document
 * @offset: the start of a node or of its name
 * @location: (out): the place
 *
 * Tells in which line and column something stands. Takes time in proportion to @offset.
 */
void
gql_document_get_location (const GqlDocument *self,
                           guint              offset,
                           GqlLocation       *location)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (location != NULL);

  _gql_text_locate (self->text, MIN (offset, self->length), location);
}

/* An error at one or more places, the last of which is -1. */
GError *
_gql_document_error (const GqlDocument *self,
                     GqlErrorCode       code,
                     gint64             offset,
                     gint64             second_offset,
                     const char        *format,
                     ...)
{
  va_list arguments;
  GError *error;
  gint64 offsets[] = { offset, second_offset };

  va_start (arguments, format);
  error = g_error_new_valist (GQL_ERROR, code, format, arguments);
  va_end (arguments);
  for (guint i = 0; i < G_N_ELEMENTS (offsets); i++)
    if (offsets[i] >= 0)
      {
        GqlLocation location;

        gql_document_get_location (self, offsets[i], &location);
        _gql_error_add_location (error, &location);
      }

  return error;
}
