/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gql-coerce-private.h"

/* From definitions to types: first all names, then what refers to them, then default values, which need
 * whole types. Whether the types make sense together is for gql-schema-check.c. */

gboolean
_gql_schema_fail (const GqlSchema  *self,
                  const GqlNode    *node,
                  GError          **error,
                  const char       *format,
                  ...)
{
  g_autofree char *message = NULL;
  GqlLocation location;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  if (node == NULL)
    {
      g_set_error_literal (error, GQL_ERROR, GQL_ERROR_SCHEMA, message);
      return FALSE;
    }
  gql_document_get_location (self->document, node->start, &location);
  g_propagate_error (error, _gql_document_error (self->document, GQL_ERROR_SCHEMA, node->start, -1, "%u:%u: %s",
                                                 location.line, location.column, message));

  return FALSE;
}

/* --- Names --------------------------------------------------------------------------------------- */

static GqlTypeKind
get_type_kind (GqlNodeKind kind)
{
  switch (kind)
    {
    case GQL_NODE_OBJECT_TYPE:
      return GQL_TYPE_OBJECT;
    case GQL_NODE_INTERFACE_TYPE:
      return GQL_TYPE_INTERFACE;
    case GQL_NODE_UNION_TYPE:
      return GQL_TYPE_UNION;
    case GQL_NODE_ENUM_TYPE:
      return GQL_TYPE_ENUM;
    case GQL_NODE_INPUT_TYPE:
      return GQL_TYPE_INPUT;
    default:
      return GQL_TYPE_SCALAR;
    }
}

static gboolean
is_type_definition (const GqlNode *node)
{
  return node->kind >= GQL_NODE_SCALAR_TYPE && node->kind <= GQL_NODE_INPUT_TYPE;
}

static gboolean
add_type (GqlSchema      *self,
          const GqlNode  *node,
          gboolean        is_builtin,
          GError        **error)
{
  static const GqlScalar any = { NULL, NULL };
  GqlType *type;

  if (_gql_schema_get_type (self, node->name) != NULL)
    return _gql_schema_fail (self, node, error, "There is already a type named \"%s\".", node->name);

  type = gql_arena_new0 (self->arena, GqlType);
  type->kind = get_type_kind (node->kind);
  type->name = node->name;
  type->description = node->text;
  type->index = self->types->len;
  type->is_builtin = is_builtin;
  type->is_used = !is_builtin;
  type->scalar = is_builtin ? _gql_scalar_lookup_builtin (node->name) : &any;
  type->nodes = gql_arena_take (self->arena, g_ptr_array_new (), (GDestroyNotify) g_ptr_array_unref);
  g_ptr_array_add (type->nodes, (gpointer) node);
  g_ptr_array_add (self->types, type);
  g_hash_table_insert (self->types_by_name, (gpointer) type->name, type);

  return TRUE;
}

static gboolean
add_directive (GqlSchema      *self,
               const GqlNode  *node,
               GError        **error)
{
  GqlDirective *directive;

  if (_gql_schema_get_directive (self, node->name) != NULL)
    return _gql_schema_fail (self, node, error, "There is already a directive named \"@%s\".", node->name);

  directive = gql_arena_new0 (self->arena, GqlDirective);
  directive->name = node->name;
  directive->description = node->text;
  directive->node = node;
  g_ptr_array_add (self->directives, directive);
  g_hash_table_insert (self->directives_by_name, (gpointer) directive->name, directive);

  return TRUE;
}

static gboolean
add_definitions (GqlSchema          *self,
                 const GqlDocument  *document,
                 GError            **error)
{
  for (const GqlNode *node = gql_document_get_definitions (document); node != NULL; node = node->next)
    {
      if (node->kind < GQL_NODE_SCHEMA)
        return _gql_schema_fail (self, node, error, "Operations and fragments are no part of a schema.");
      if (node->is_extension)
        continue;
      if (is_type_definition (node) && !add_type (self, node, document == self->builtin_document, error))
        return FALSE;
      if (node->kind == GQL_NODE_DIRECTIVE_DEFINITION && !add_directive (self, node, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_extensions (GqlSchema  *self,
                GError    **error)
{
  for (const GqlNode *node = gql_document_get_definitions (self->document); node != NULL; node = node->next)
    {
      GqlType *type;

      if (!node->is_extension || !is_type_definition (node))
        continue;
      type = _gql_schema_get_type (self, node->name);
      if (type == NULL || type->is_builtin)
        return _gql_schema_fail (self, node, error, "Cannot extend type \"%s\" because it is not defined.", node->name);
      if (type->kind != get_type_kind (node->kind))
        return _gql_schema_fail (self, node, error, "Cannot extend type \"%s\" as another kind of type.", node->name);
      g_ptr_array_add (type->nodes, (gpointer) node);
    }

  return TRUE;
}

/* --- Possible types ------------------------------------------------------------------------------ */

static void
add_possible_type (GqlType *abstract,
                   GqlType *object)
{
  abstract->possible_types[abstract->n_possible_types++] = object;
}

static void
link_implementations (GqlSchema *self)
{
  for (guint i = 0; i < self->types->len; i++)
    {
      GqlType *type = g_ptr_array_index (self->types, i);

      if (type->kind == GQL_TYPE_OBJECT)
        type->possible_types = gql_arena_new_n (self->arena, GqlType *, 1);
      else if (type->kind == GQL_TYPE_INTERFACE)
        type->possible_types = gql_arena_new_n (self->arena, GqlType *, self->types->len);
    }
  for (guint i = 0; i < self->types->len; i++)
    {
      GqlType *type = g_ptr_array_index (self->types, i);

      if (type->kind != GQL_TYPE_OBJECT)
        continue;
      add_possible_type (type, type);
      for (guint j = 0; j < type->n_interfaces; j++)
        add_possible_type (type->interfaces[j], type);
    }
}

static void
set_possible_bits (GqlSchema *self)
{
  guint n_words = self->types->len / 32 + 1;

  for (guint i = 0; i < self->types->len; i++)
    {
      GqlType *type = g_ptr_array_index (self->types, i);

      if (!_gql_type_is_composite (type))
        continue;
      type->n_possible_words = n_words;
      type->possible_bits = gql_arena_new_n (self->arena, guint32, n_words);
      for (guint j = 0; j < type->n_possible_types; j++)
        {
          guint index = type->possible_types[j]->index;

          type->possible_bits[index / 32] |= (guint32) 1 << (index % 32);
        }
    }
}

/* --- Roots --------------------------------------------------------------------------------------- */

static gboolean
set_roots (GqlSchema      *self,
           const GqlNode  *schema,
           GError        **error)
{
  for (const GqlNode *node = schema->children; node != NULL; node = node->next)
    {
      GqlType *type = _gql_schema_link_type (self, node->type, error);

      if (type == NULL)
        return FALSE;
      if (self->roots[node->operation] != NULL)
        return _gql_schema_fail (self, node, error, "There can be only one root type of each kind.");
      if (type->kind != GQL_TYPE_OBJECT)
        return _gql_schema_fail (self, node, error, "The root type \"%s\" must be an object type.", type->name);
      self->roots[node->operation] = type;
    }

  return TRUE;
}

/* Without a `schema` definition, roots go by their usual names. */
static gboolean
find_roots (GqlSchema  *self,
            GError    **error)
{
  static const char * const names[GQL_N_OPERATIONS] = { "Query", "Mutation", "Subscription" };
  const GqlNode *definition = NULL;

  for (const GqlNode *node = gql_document_get_definitions (self->document); node != NULL; node = node->next)
    {
      if (node->kind != GQL_NODE_SCHEMA || node->is_extension)
        continue;
      if (definition != NULL)
        return _gql_schema_fail (self, node, error, "Must provide only one schema definition.");
      definition = node;
      if (!set_roots (self, node, error))
        return FALSE;
    }
  for (guint i = 0; definition == NULL && i < GQL_N_OPERATIONS; i++)
    {
      GqlType *type = _gql_schema_get_type (self, names[i]);

      if (type != NULL && type->kind != GQL_TYPE_OBJECT)
        return _gql_schema_fail (self, g_ptr_array_index (type->nodes, 0), error,
                                 "The root type \"%s\" must be an object type.", type->name);
      self->roots[i] = type;
    }
  for (const GqlNode *node = gql_document_get_definitions (self->document); node != NULL; node = node->next)
    if (node->kind == GQL_NODE_SCHEMA && node->is_extension && !set_roots (self, node, error))
      return FALSE;

  return self->roots[GQL_OPERATION_QUERY] != NULL ||
         _gql_schema_fail (self, NULL, error, "Query root type must be provided.");
}

static void
take_meta_fields (GqlSchema *self)
{
  GqlType *meta = _gql_schema_get_type (self, GQL_META_TYPE);

  self->schema_field = _gql_type_get_field (meta, "__schema");
  self->type_field = _gql_type_get_field (meta, "__type");
  self->typename_field = _gql_type_get_field (meta, "__typename");
  g_hash_table_remove (self->types_by_name, GQL_META_TYPE);
  g_ptr_array_remove (self->types, meta);
  for (guint i = 0; i < self->types->len; i++)
    ((GqlType *) g_ptr_array_index (self->types, i))->index = i;
}

gboolean
_gql_schema_build (GqlSchema  *self,
                   GError    **error)
{
  if (!add_definitions (self, self->builtin_document, error) ||
      !add_definitions (self, self->document, error) || !add_extensions (self, error) ||
      !_gql_schema_link (self, error))
    return FALSE;

  take_meta_fields (self);
  link_implementations (self);
  set_possible_bits (self);

  return find_roots (self, error) && _gql_schema_link_inputs (self, error);
}
