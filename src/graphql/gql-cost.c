/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "gql-cost-private.h"

/* What an operation may cost and how deep it may be, reckoned before anything is executed.
 *
 * A field costs what the schema says, 1 unless it says something, and what its arguments cost. What is
 * selected of a list is counted once for each item: as many as an argument `first` or `last` asks for; or,
 * in the fields of an object that was asked for with such an argument (a connection), as many as that; or
 * as the schema assumes. Fragments are reckoned once for each number of items that they are spread
 * with, so the time does not grow with what they would be spread out. */

typedef struct {
  const GqlSchema *schema;
  const GqlDocument *document;
  const GqlVariables *variables;
  const GqlLimits *limits;
  GHashTable *fragments;
  GError *error;
} Reckoning;

/* Of a fragment whose fields stand below a field with @page items, or with none (0). */
typedef struct {
  const GqlNode *fragment;
  guint page;
} Key;

typedef struct {
  guint64 cost;
  guint depth;
} Sum;

static Sum sum_selections (Reckoning     *self,
                           const GqlNode *selection_set,
                           const GqlType *type,
                           guint          page,
                           guint          depth);

static guint
key_hash (gconstpointer data)
{
  const Key *key = data;

  return g_direct_hash (key->fragment) * 31 + key->page;
}

static gboolean
key_equal (gconstpointer a,
           gconstpointer b)
{
  const Key *key = a;
  const Key *other = b;

  return key->fragment == other->fragment && key->page == other->page;
}

static guint64
add (guint64 a,
     guint64 b)
{
  guint64 sum;

  return g_uint64_checked_add (&sum, a, b) ? sum : G_MAXUINT64;
}

static guint64
multiply (guint64 a,
          guint64 b)
{
  guint64 product;

  return g_uint64_checked_mul (&product, a, b) ? product : G_MAXUINT64;
}

static gint64
read_count (Reckoning      *self,
            const GqlInput *input,
            const GqlNode  *node)
{
  const GqlValue *value = input->default_value;

  for (const GqlNode *argument = node->arguments; argument != NULL; argument = argument->next)
    {
      if (strcmp (argument->name, input->name) != 0)
        continue;
      if (argument->value->kind == GQL_NODE_INT)
        return g_ascii_strtoll (argument->value->text, NULL, 10);
      if (argument->value->kind == GQL_NODE_VARIABLE)
        value = g_hash_table_lookup ((GHashTable *) self->variables, argument->value->name);
      if (value == NULL)
        value = input->default_value;
    }

  return gql_value_get_int (value, -1);
}

/* How many items the arguments of a field ask for, or 0 where they do not say. */
static guint
get_page (Reckoning      *self,
          const GqlField *field,
          const GqlNode  *node)
{
  static const char * const names[] = { "first", "last" };
  gint64 page = -1;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const GqlInput *input = _gql_inputs_lookup (field->arguments, field->n_arguments, names[i]);

      if (input != NULL && strcmp (_gql_type_get_named (input->type)->name, "Int") == 0)
        page = MAX (page, read_count (self, input, node));
    }

  return CLAMP (page, 0, G_MAXINT);
}

static guint64
get_cost (const GqlField *field,
          const GqlNode  *node)
{
  guint64 cost = field->cost;

  for (const GqlNode *argument = node->arguments; argument != NULL; argument = argument->next)
    {
      const GqlInput *input = _gql_inputs_lookup (field->arguments, field->n_arguments, argument->name);

      cost = add (cost, input != NULL ? input->cost : 0);
    }

  return cost;
}

static gboolean
is_list (const GqlType *type)
{
  return _gql_type_get_nullable (type)->kind == GQL_TYPE_LIST;
}

/* What a type is made of ends soon, however deep somebody asks; and tools ask deeper than any schema needs. */
static guint
get_step (const GqlType *type,
          const GqlNode *node)
{
  return strcmp (node->name, "ofType") == 0 && strcmp (type->name, "__Type") == 0 ? 0 : 1;
}

static Sum
sum_field (Reckoning     *self,
           const GqlNode *node,
           const GqlType *type,
           guint          page,
           guint          depth)
{
  const GqlField *field = _gql_schema_get_field (self->schema, type, node->name);
  guint step = get_step (type, node);
  guint own_page;
  guint items = 1;
  Sum sum;

  if (node->selection_set == NULL)
    return (Sum) { get_cost (field, node), 0 };
  if (depth + step > self->limits->max_depth)
    {
      if (self->error == NULL)
        self->error = _gql_document_error (self->document, GQL_ERROR_LIMIT, node->start, -1,
                                           "The operation is nested more than %u deep.", self->limits->max_depth);
      return (Sum) { 0, 0 };
    }

  own_page = get_page (self, field, node);
  if (is_list (field->type))
    items = own_page > 0 ? own_page : page > 0 ? page : field->assumed_length;
  sum = sum_selections (self, node->selection_set, _gql_type_get_named (field->type),
                        is_list (field->type) ? 0 : own_page, depth + step);

  return (Sum) { add (get_cost (field, node), multiply (items, sum.cost)), sum.depth + step };
}

/* What a fragment costs depends on where it stands only by the page; how deep it is does not at all. */
static Sum
sum_fragment (Reckoning     *self,
              const GqlNode *fragment,
              guint          page,
              guint          depth)
{
  Key key = { fragment, page };
  Sum *known = g_hash_table_lookup (self->fragments, &key);

  if (known == NULL)
    {
      Sum sum = sum_selections (self, fragment->selection_set,
                                _gql_schema_get_type (self->schema, fragment->type->name), page, depth);

      known = g_memdup2 (&sum, sizeof sum);
      g_hash_table_insert (self->fragments, g_memdup2 (&key, sizeof key), known);
    }
  if (depth + known->depth > self->limits->max_depth && self->error == NULL)
    self->error = _gql_document_error (self->document, GQL_ERROR_LIMIT, fragment->start, -1,
                                       "The operation is nested more than %u deep.", self->limits->max_depth);

  return *known;
}

static Sum
sum_selections (Reckoning     *self,
                const GqlNode *selection_set,
                const GqlType *type,
                guint          page,
                guint          depth)
{
  Sum total = { 0, 0 };

  for (const GqlNode *node = selection_set->children; node != NULL && self->error == NULL; node = node->next)
    {
      Sum sum;

      if (node->kind == GQL_NODE_FIELD)
        sum = sum_field (self, node, type, page, depth);
      else if (node->kind == GQL_NODE_FRAGMENT_SPREAD)
        sum = sum_fragment (self, gql_document_get_fragment (self->document, node->name), page, depth);
      else
        sum = sum_selections (self, node->selection_set,
                              node->type != NULL ? _gql_schema_get_type (self->schema, node->type->name) : type, page,
                              depth);
      total.cost = add (total.cost, sum.cost);
      total.depth = MAX (total.depth, sum.depth);
    }

  return total;
}

gboolean
_gql_check_cost (const GqlSchema     *schema,
                 const GqlDocument   *document,
                 const GqlNode       *operation,
                 const GqlVariables  *variables,
                 const GqlLimits     *limits,
                 GError             **error)
{
  g_autoptr (GHashTable) fragments = g_hash_table_new_full (key_hash, key_equal, g_free, g_free);
  Reckoning reckoning = { schema, document, variables, limits, fragments, NULL };
  Sum sum = sum_selections (&reckoning, operation->selection_set, schema->roots[operation->operation], 0, 0);

  if (reckoning.error == NULL && sum.cost > limits->max_cost)
    reckoning.error = _gql_document_error (document, GQL_ERROR_LIMIT, operation->start, -1,
                                           "The operation costs %" G_GUINT64_FORMAT ", which is more than %u.",
                                           sum.cost, limits->max_cost);
  if (reckoning.error == NULL)
    return TRUE;

  g_propagate_error (error, reckoning.error);

  return FALSE;
}

/* --- Counts ---------------------------------------------------------------------------------------- */

typedef struct {
  guint n_aliases;
  guint n_directives;
} Counts;

static void
count_directives (const GqlNode *node,
                  Counts        *counts)
{
  for (const GqlNode *directive = node->directives; directive != NULL; directive = directive->next)
    counts->n_directives++;
}

static void
count_selections (const GqlNode *selection_set,
                  Counts        *counts)
{
  for (const GqlNode *node = selection_set->children; node != NULL; node = node->next)
    {
      counts->n_aliases += node->kind == GQL_NODE_FIELD && node->text != NULL;
      count_directives (node, counts);
      if (node->selection_set != NULL)
        count_selections (node->selection_set, counts);
    }
}

static gboolean
check_count (guint        n,
             guint        max,
             const char  *what,
             GError     **error)
{
  if (n <= max)
    return TRUE;

  g_set_error (error, GQL_ERROR, GQL_ERROR_LIMIT, "The document has %u %s, which is more than %u.", n, what, max);

  return FALSE;
}

/**
 * gql_check_counts:
 * @document: a document
 * @limits: (nullable): bounds, or %NULL for the default ones
 * @error: return location for an error
 *
 * Checks that a document has no more operations, aliases and directives than is allowed. It needs no
 * schema, and is asked before [func@validate].
 *
 * Returns: whether it is so; else the error is %GQL_ERROR_LIMIT
 */
gboolean
gql_check_counts (GqlDocument      *document,
                  const GqlLimits  *limits,
                  GError          **error)
{
  Counts counts = { 0, 0 };
  guint n_operations = 0;

  g_return_val_if_fail (document != NULL, FALSE);

  limits = limits != NULL ? limits : gql_limits_get_default ();
  for (const GqlNode *node = gql_document_get_definitions (document); node != NULL; node = node->next)
    {
      n_operations += node->kind == GQL_NODE_OPERATION;
      count_directives (node, &counts);
      if (node->selection_set != NULL)
        count_selections (node->selection_set, &counts);
    }

  return check_count (n_operations, limits->max_operations, "operations", error) &&
         check_count (counts.n_aliases, limits->max_aliases, "aliases", error) &&
         check_count (counts.n_directives, limits->max_directives, "directives", error);
}
