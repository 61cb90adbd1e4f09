/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "gql-coerce-private.h"

/* Section 4 of the specification: the schema as objects of its own built-in types. */

/* What a field has for one object. */
typedef GqlValue (*Getter) (GqlCall       *call,
                            gconstpointer  object);

typedef gboolean (*Filter) (gconstpointer element);

static GqlValue
list_elements (GqlCall       *call,
               gconstpointer  elements,
               gsize          size,
               guint          n_elements,
               Filter         is_wanted)
{
  GqlValue *items = gql_arena_new_n (gql_call_get_arena (call), GqlValue, n_elements);
  guint n = 0;

  for (guint i = 0; i < n_elements; i++)
    {
      gconstpointer element = (const char *) elements + i * size;

      if (is_wanted == NULL || is_wanted (element))
        items[n++] = gql_pointer ((gpointer) element);
    }

  return gql_list (items, n);
}

static GqlValue
list_pointers (GqlCall        *call,
               gpointer const *pointers,
               guint           n_pointers)
{
  GqlValue *items = gql_arena_new_n (gql_call_get_arena (call), GqlValue, n_pointers);

  for (guint i = 0; i < n_pointers; i++)
    items[i] = gql_pointer (pointers[i]);

  return gql_list (items, n_pointers);
}

static gboolean
includes_deprecated (GqlCall *call)
{
  return gql_value_get_boolean (gql_call_get_argument (call, "includeDeprecated"), FALSE);
}

/* --- __Schema -------------------------------------------------------------------------------------- */

/* Scalars that nothing refers to are not there. */
static GqlValue
schema_types (GqlCall       *call,
              gconstpointer  object)
{
  const GqlSchema *schema = object;
  GqlValue *items = gql_arena_new_n (gql_call_get_arena (call), GqlValue, schema->types->len);
  guint n = 0;

  for (guint i = 0; i < schema->types->len; i++)
    {
      GqlType *type = g_ptr_array_index (schema->types, i);

      if (type->is_used)
        items[n++] = gql_pointer (type);
    }

  return gql_list (items, n);
}

static GqlValue
schema_query_type (GqlCall       *call,
                   gconstpointer  object)
{
  return gql_pointer (((const GqlSchema *) object)->roots[GQL_OPERATION_QUERY]);
}

static GqlValue
schema_mutation_type (GqlCall       *call,
                      gconstpointer  object)
{
  return gql_pointer (((const GqlSchema *) object)->roots[GQL_OPERATION_MUTATION]);
}

static GqlValue
schema_subscription_type (GqlCall       *call,
                          gconstpointer  object)
{
  return gql_pointer (((const GqlSchema *) object)->roots[GQL_OPERATION_SUBSCRIPTION]);
}

static GqlValue
schema_directives (GqlCall       *call,
                   gconstpointer  object)
{
  const GqlSchema *schema = object;

  return list_pointers (call, schema->directives->pdata, schema->directives->len);
}

/* --- __Type ---------------------------------------------------------------------------------------- */

static GqlValue
type_kind (GqlCall       *call,
           gconstpointer  object)
{
  static const char * const names[] = {
    "SCALAR", "OBJECT", "INTERFACE", "UNION", "ENUM", "INPUT_OBJECT", "LIST", "NON_NULL",
  };

  return gql_enum (names[((const GqlType *) object)->kind]);
}

static GqlValue
type_name (GqlCall       *call,
           gconstpointer  object)
{
  const GqlType *type = object;

  return gql_string (type->of_type == NULL ? type->name : NULL);
}

static GqlValue
type_description (GqlCall       *call,
                  gconstpointer  object)
{
  return gql_string (((const GqlType *) object)->description);
}

static gboolean
is_current_field (gconstpointer element)
{
  return ((const GqlField *) element)->deprecation_reason == NULL;
}

static GqlValue
type_fields (GqlCall       *call,
             gconstpointer  object)
{
  const GqlType *type = object;

  if (type->kind != GQL_TYPE_OBJECT && type->kind != GQL_TYPE_INTERFACE)
    return gql_null ();

  return list_elements (call, type->fields, sizeof (GqlField), type->n_fields,
                        includes_deprecated (call) ? NULL : is_current_field);
}

static GqlValue
type_interfaces (GqlCall       *call,
                 gconstpointer  object)
{
  const GqlType *type = object;

  if (type->kind != GQL_TYPE_OBJECT)
    return gql_null ();

  return list_pointers (call, (gpointer const *) type->interfaces, type->n_interfaces);
}

static GqlValue
type_possible_types (GqlCall       *call,
                     gconstpointer  object)
{
  const GqlType *type = object;

  if (type->kind != GQL_TYPE_INTERFACE && type->kind != GQL_TYPE_UNION)
    return gql_null ();

  return list_pointers (call, (gpointer const *) type->possible_types, type->n_possible_types);
}

static gboolean
is_current_value (gconstpointer element)
{
  return ((const GqlEnumValue *) element)->deprecation_reason == NULL;
}

static GqlValue
type_enum_values (GqlCall       *call,
                  gconstpointer  object)
{
  const GqlType *type = object;

  if (type->kind != GQL_TYPE_ENUM)
    return gql_null ();

  return list_elements (call, type->values, sizeof (GqlEnumValue), type->n_values,
                        includes_deprecated (call) ? NULL : is_current_value);
}

static GqlValue
type_input_fields (GqlCall       *call,
                   gconstpointer  object)
{
  const GqlType *type = object;

  if (type->kind != GQL_TYPE_INPUT)
    return gql_null ();

  return list_elements (call, type->inputs, sizeof (GqlInput), type->n_inputs, NULL);
}

static GqlValue
type_of_type (GqlCall       *call,
              gconstpointer  object)
{
  return gql_pointer (((const GqlType *) object)->of_type);
}

/* --- __Field --------------------------------------------------------------------------------------- */

static GqlValue
field_name (GqlCall       *call,
            gconstpointer  object)
{
  return gql_string (((const GqlField *) object)->name);
}

static GqlValue
field_description (GqlCall       *call,
                   gconstpointer  object)
{
  return gql_string (((const GqlField *) object)->description);
}

static GqlValue
field_args (GqlCall       *call,
            gconstpointer  object)
{
  const GqlField *field = object;

  return list_elements (call, field->arguments, sizeof (GqlInput), field->n_arguments, NULL);
}

static GqlValue
field_type (GqlCall       *call,
            gconstpointer  object)
{
  return gql_pointer ((gpointer) ((const GqlField *) object)->type);
}

static GqlValue
field_is_deprecated (GqlCall       *call,
                     gconstpointer  object)
{
  return gql_boolean (((const GqlField *) object)->deprecation_reason != NULL);
}

static GqlValue
field_deprecation_reason (GqlCall       *call,
                          gconstpointer  object)
{
  return gql_string (((const GqlField *) object)->deprecation_reason);
}

/* --- __InputValue ---------------------------------------------------------------------------------- */

static GqlValue
input_name (GqlCall       *call,
            gconstpointer  object)
{
  return gql_string (((const GqlInput *) object)->name);
}

static GqlValue
input_description (GqlCall       *call,
                   gconstpointer  object)
{
  return gql_string (((const GqlInput *) object)->description);
}

static GqlValue
input_type (GqlCall       *call,
            gconstpointer  object)
{
  return gql_pointer ((gpointer) ((const GqlInput *) object)->type);
}

static GqlValue
input_default_value (GqlCall       *call,
                     gconstpointer  object)
{
  const GqlInput *input = object;
  g_autofree char *literal = NULL;

  if (input->default_value == NULL)
    return gql_null ();

  literal = _gql_value_to_literal (input->default_value, input->type);

  return gql_string (gql_arena_strdup (gql_call_get_arena (call), literal));
}

/* --- __EnumValue ----------------------------------------------------------------------------------- */

static GqlValue
value_name (GqlCall       *call,
            gconstpointer  object)
{
  return gql_string (((const GqlEnumValue *) object)->name);
}

static GqlValue
value_description (GqlCall       *call,
                   gconstpointer  object)
{
  return gql_string (((const GqlEnumValue *) object)->description);
}

static GqlValue
value_is_deprecated (GqlCall       *call,
                     gconstpointer  object)
{
  return gql_boolean (((const GqlEnumValue *) object)->deprecation_reason != NULL);
}

static GqlValue
value_deprecation_reason (GqlCall       *call,
                          gconstpointer  object)
{
  return gql_string (((const GqlEnumValue *) object)->deprecation_reason);
}

/* --- __Directive ------------------------------------------------------------------------------------ */

static GqlValue
directive_name (GqlCall       *call,
                gconstpointer  object)
{
  return gql_string (((const GqlDirective *) object)->name);
}

static GqlValue
directive_description (GqlCall       *call,
                       gconstpointer  object)
{
  return gql_string (((const GqlDirective *) object)->description);
}

static GqlValue
directive_locations (GqlCall       *call,
                     gconstpointer  object)
{
  const GqlDirective *directive = object;
  guint n = g_strv_length ((char **) directive->locations);
  GqlValue *items = gql_arena_new_n (gql_call_get_arena (call), GqlValue, n);

  for (guint i = 0; i < n; i++)
    items[i] = gql_enum (directive->locations[i]);

  return gql_list (items, n);
}

static GqlValue
directive_args (GqlCall       *call,
                gconstpointer  object)
{
  const GqlDirective *directive = object;

  return list_elements (call, directive->arguments, sizeof (GqlInput), directive->n_arguments, NULL);
}

/* --- Resolvers -------------------------------------------------------------------------------------- */

/* With how many items a list is reckoned, where it has any. */
static const struct {
  const char *type;
  const char *field;
  Getter get;
  guint assumed_length;
} getters[] = {
  { "__Schema", "types", schema_types, 50 },
  { "__Schema", "queryType", schema_query_type },
  { "__Schema", "mutationType", schema_mutation_type },
  { "__Schema", "subscriptionType", schema_subscription_type },
  { "__Schema", "directives", schema_directives, 5 },
  { "__Type", "kind", type_kind },
  { "__Type", "name", type_name },
  { "__Type", "description", type_description },
  { "__Type", "fields", type_fields, 6 },
  { "__Type", "interfaces", type_interfaces, 3 },
  { "__Type", "possibleTypes", type_possible_types, 3 },
  { "__Type", "enumValues", type_enum_values, 3 },
  { "__Type", "inputFields", type_input_fields, 3 },
  { "__Type", "ofType", type_of_type },
  { "__Field", "name", field_name },
  { "__Field", "description", field_description },
  { "__Field", "args", field_args, 2 },
  { "__Field", "type", field_type },
  { "__Field", "isDeprecated", field_is_deprecated },
  { "__Field", "deprecationReason", field_deprecation_reason },
  { "__InputValue", "name", input_name },
  { "__InputValue", "description", input_description },
  { "__InputValue", "type", input_type },
  { "__InputValue", "defaultValue", input_default_value },
  { "__EnumValue", "name", value_name },
  { "__EnumValue", "description", value_description },
  { "__EnumValue", "isDeprecated", value_is_deprecated },
  { "__EnumValue", "deprecationReason", value_deprecation_reason },
  { "__Directive", "name", directive_name },
  { "__Directive", "description", directive_description },
  { "__Directive", "locations", directive_locations, 1 },
  { "__Directive", "args", directive_args, 2 },
};

static void
resolve_member (GqlCall  *call,
                gpointer  user_data)
{
  Getter get = getters[GPOINTER_TO_UINT (user_data)].get;
  guint n_objects = gql_call_get_n_objects (call);

  for (guint i = 0; i < n_objects; i++)
    gql_call_set (call, i, get (call, gql_call_get_pointer (call, i)));
  gql_call_finish (call);
}

static void
resolve_schema (GqlCall  *call,
                gpointer  user_data)
{
  gql_call_set (call, 0, gql_pointer (user_data));
  gql_call_finish (call);
}

static void
resolve_type (GqlCall  *call,
              gpointer  user_data)
{
  const char *name = gql_value_get_string (gql_call_get_argument (call, "name"));
  GqlType *type = _gql_schema_get_type (user_data, name);

  gql_call_set (call, 0, gql_pointer (type != NULL && type->is_used ? type : NULL));
  gql_call_finish (call);
}

static void
set_meta_resolver (GqlSchema      *self,
                   const GqlField *field,
                   GqlResolver     resolver)
{
  ((GqlField *) field)->resolver = resolver;
  ((GqlField *) field)->resolver_data = self;
}

void
_gql_schema_set_introspection (GqlSchema *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (getters); i++)
    {
      gql_schema_set_resolver (self, getters[i].type, getters[i].field, resolve_member, GUINT_TO_POINTER (i));
      gql_schema_set_cost (self, getters[i].type, getters[i].field, 1, getters[i].assumed_length);
    }
  set_meta_resolver (self, self->schema_field, resolve_schema);
  set_meta_resolver (self, self->type_field, resolve_type);
}
