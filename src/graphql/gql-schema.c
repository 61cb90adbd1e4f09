/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "gql-schema-private.h"

/* Type systems come from the programmer, so these bounds only keep the parser's stack. */
static const GqlLimits schema_limits = {
  .max_bytes = 64 * 1024 * 1024,
  .max_tokens = G_MAXUINT,
  .max_nesting = 200,
};

/**
 * gql_schema_new:
 * @text: a type system document
 * @length: its length in bytes, or -1 if it ends with a NUL
 * @error: return location for an error
 *
 * Makes a schema of definitions and extensions, whose descriptions introspection will tell. The document
 * is checked as section 3 of the specification says; the error names the first problem and its line.
 *
 * Fields without a resolver take the member of their name of objects that are %GQL_VALUE_OBJECT. Scalars
 * other than the five of the specification take and give whatever comes; see
 * [method@Schema.set_scalar].
 *
 * Returns: (transfer full): the schema, or %NULL on error
 */
GqlSchema *
gql_schema_new (const char  *text,
                gssize       length,
                GError     **error)
{
  g_autoptr (GqlSchema) self = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  self = g_new0 (GqlSchema, 1);
  g_atomic_ref_count_init (&self->references);
  self->arena = gql_arena_new ();
  self->types = g_ptr_array_new ();
  self->directives = g_ptr_array_new ();
  self->types_by_name = g_hash_table_new (g_str_hash, g_str_equal);
  self->directives_by_name = g_hash_table_new (g_str_hash, g_str_equal);
  self->builtin_document = gql_document_parse (_gql_builtin_types, -1, &schema_limits, NULL);
  self->document = gql_document_parse (text, length, &schema_limits, error);
  if (self->document == NULL || !_gql_schema_build (self, error) || !_gql_schema_check (self, error))
    return NULL;
  _gql_schema_set_introspection (self);

  return g_steal_pointer (&self);
}

/**
 * gql_schema_ref:
 * @self: a schema
 *
 * Returns: (transfer full): @self
 */
GqlSchema *
gql_schema_ref (GqlSchema *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);

  return self;
}

/**
 * gql_schema_unref:
 * @self: (transfer full): a schema
 */
void
gql_schema_unref (GqlSchema *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;

  g_clear_pointer (&self->document, gql_document_unref);
  g_clear_pointer (&self->builtin_document, gql_document_unref);
  g_clear_pointer (&self->types, g_ptr_array_unref);
  g_clear_pointer (&self->directives, g_ptr_array_unref);
  g_clear_pointer (&self->types_by_name, g_hash_table_unref);
  g_clear_pointer (&self->directives_by_name, g_hash_table_unref);
  g_clear_pointer (&self->arena, gql_arena_unref);
  g_free (self);
}

GqlType *
_gql_schema_get_type (const GqlSchema *self,
                      const char      *name)
{
  return g_hash_table_lookup (self->types_by_name, name);
}

const GqlDirective *
_gql_schema_get_directive (const GqlSchema *self,
                           const char      *name)
{
  return g_hash_table_lookup (self->directives_by_name, name);
}

/* A type that a document names, or NULL. Wrapped types that the schema does not use are made in @arena. */
const GqlType *
_gql_schema_resolve_type (const GqlSchema *self,
                          const GqlNode   *node,
                          GqlArena        *arena)
{
  gboolean is_list = node->kind == GQL_NODE_LIST_TYPE;
  const GqlType *inner;
  GqlType *wrapped;

  if (node->kind == GQL_NODE_NAMED_TYPE)
    return _gql_schema_get_type (self, node->name);

  inner = _gql_schema_resolve_type (self, node->type, arena);
  if (inner == NULL)
    return NULL;

  wrapped = is_list ? inner->list : inner->non_null;
  if (wrapped == NULL)
    {
      wrapped = gql_arena_new0 (arena, GqlType);
      wrapped->kind = is_list ? GQL_TYPE_LIST : GQL_TYPE_NON_NULL;
      wrapped->of_type = (GqlType *) inner;
      wrapped->name = gql_arena_printf (arena, is_list ? "[%s]" : "%s!", inner->name);
    }

  return wrapped;
}

/* A field as a selection on the type sees it, with those that each type has. */
const GqlField *
_gql_schema_get_field (const GqlSchema *self,
                       const GqlType   *type,
                       const char      *name)
{
  if (name[0] == '_' && name[1] == '_')
    {
      if (strcmp (name, self->typename_field->name) == 0)
        return self->typename_field;
      if (type == self->roots[GQL_OPERATION_QUERY] && strcmp (name, self->schema_field->name) == 0)
        return self->schema_field;
      if (type == self->roots[GQL_OPERATION_QUERY] && strcmp (name, self->type_field->name) == 0)
        return self->type_field;
    }

  return _gql_type_get_field (type, name);
}

static GqlField *
get_field (GqlSchema  *self,
           const char *type_name,
           const char *field_name)
{
  GqlType *type = _gql_schema_get_type (self, type_name);
  GqlField *field = type != NULL ? (GqlField *) _gql_type_get_field (type, field_name) : NULL;

  if (field == NULL)
    g_critical ("The schema has no field %s.%s", type_name, field_name);

  return field;
}

/**
 * gql_schema_set_scalar:
 * @self: a schema that is not in use yet
 * @type: the name of a scalar type
 * @scalar: (transfer none): what it accepts and returns; must outlive the schema
 *
 * Sets how values of a scalar type are read and written.
 */
void
gql_schema_set_scalar (GqlSchema       *self,
                       const char      *type,
                       const GqlScalar *scalar)
{
  GqlType *found;

  g_return_if_fail (self != NULL);
  g_return_if_fail (type != NULL);
  g_return_if_fail (scalar != NULL);

  found = _gql_schema_get_type (self, type);
  g_return_if_fail (found != NULL && found->kind == GQL_TYPE_SCALAR);

  found->scalar = scalar;
}

/**
 * gql_schema_set_resolver:
 * @self: a schema that is not in use yet
 * @type: the name of an object type
 * @field: the name of one of its fields
 * @resolver: what answers for it
 * @user_data: what it is given; must outlive the schema
 *
 * Sets what answers for a field.
 */
void
gql_schema_set_resolver (GqlSchema   *self,
                         const char  *type,
                         const char  *field,
                         GqlResolver  resolver,
                         gpointer     user_data)
{
  GqlField *found;

  g_return_if_fail (self != NULL);
  g_return_if_fail (type != NULL);
  g_return_if_fail (field != NULL);

  found = get_field (self, type, field);
  if (found == NULL)
    return;

  found->resolver = resolver;
  found->resolver_data = user_data;
}

/**
 * gql_schema_set_subscriber:
 * @self: a schema that is not in use yet
 * @field: the name of a field of the subscription type
 * @subscriber: what opens a stream of events
 * @user_data: what it is given; must outlive the schema
 *
 * Sets what opens the stream of a subscription. It is called once for each subscription, with the
 * arguments of the field; it gets its stream from gql_call_get_stream(), pushes an event whenever there is
 * one, and finishes the call as soon as the stream is open. For each event the fields of the subscription
 * are resolved, with the event as the object of the first.
 */
void
gql_schema_set_subscriber (GqlSchema   *self,
                           const char  *field,
                           GqlResolver  subscriber,
                           gpointer     user_data)
{
  const GqlType *root;
  GqlField *found;

  g_return_if_fail (self != NULL);
  g_return_if_fail (field != NULL);

  root = self->roots[GQL_OPERATION_SUBSCRIPTION];
  g_return_if_fail (root != NULL);
  found = get_field (self, root->name, field);
  if (found == NULL)
    return;

  found->subscriber = subscriber;
  found->subscriber_data = user_data;
}

/**
 * gql_schema_set_cost:
 * @self: a schema that is not in use yet
 * @type: the name of an object or interface type
 * @field: the name of one of its fields
 * @cost: what it costs to ask for it once; 1 unless it is said
 * @assumed_length: of a list, how many items are reckoned with; 10 unless it is said
 *
 * Sets what an operation is reckoned to cost, which [struct@Limits] bounds. What is selected of a list
 * counts once for each item: as many as an argument `first` or `last` of the field asks for; or, in the
 * fields of an object that was asked for with such an argument, as many as that; or @assumed_length.
 */
void
gql_schema_set_cost (GqlSchema  *self,
                     const char *type,
                     const char *field,
                     guint       cost,
                     guint       assumed_length)
{
  GqlField *found;

  g_return_if_fail (self != NULL);
  g_return_if_fail (type != NULL);
  g_return_if_fail (field != NULL);

  found = get_field (self, type, field);
  if (found == NULL)
    return;

  found->cost = cost;
  found->assumed_length = assumed_length;
}

/**
 * gql_schema_set_argument_cost:
 * @self: a schema that is not in use yet
 * @type: the name of an object or interface type
 * @field: the name of one of its fields
 * @argument: the name of one of its arguments
 * @cost: what the field costs more where the argument is given; 0 unless it is said
 *
 * Sets that a field is dearer with an argument, see [method@Schema.set_cost].
 */
void
gql_schema_set_argument_cost (GqlSchema  *self,
                              const char *type,
                              const char *field,
                              const char *argument,
                              guint       cost)
{
  GqlField *found;

  g_return_if_fail (self != NULL);
  g_return_if_fail (type != NULL);
  g_return_if_fail (field != NULL);
  g_return_if_fail (argument != NULL);

  found = get_field (self, type, field);
  for (guint i = 0; found != NULL && i < found->n_arguments; i++)
    if (strcmp (found->arguments[i].name, argument) == 0)
      found->arguments[i].cost = cost;
}

/**
 * gql_schema_get_root:
 * @self: a schema
 * @operation: a kind of operation
 *
 * Returns: (nullable) (transfer none): the name of the type at which such operations start
 */
const char *
gql_schema_get_root (GqlSchema    *self,
                     GqlOperation  operation)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (operation < GQL_N_OPERATIONS, NULL);

  return self->roots[operation] != NULL ? self->roots[operation]->name : NULL;
}

/**
 * gql_schema_foreach_field:
 * @self: a schema
 * @func: (scope call): called for each field
 * @user_data: what it is given
 *
 * Goes through all fields of the object and interface types, but for those of introspection: so a server
 * can check that it has an access rule for each.
 */
void
gql_schema_foreach_field (GqlSchema    *self,
                          GqlFieldFunc  func,
                          gpointer      user_data)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (func != NULL);

  for (guint i = 0; i < self->types->len; i++)
    {
      const GqlType *type = g_ptr_array_index (self->types, i);

      if (type->is_builtin)
        continue;
      for (guint j = 0; j < type->n_fields; j++)
        func (type->name, type->fields[j].name, user_data);
    }
}
