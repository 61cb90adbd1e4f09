/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-api.h"

#include "pp-identity.h"

static const char text[] =
  "enum Role { VIEWER REVIEWER ARCHITECT CLASSIFIER ADMIN SERVICE }"
  "type Member { name: String! roles: [Role!]! }"
  "type Query { viewer: Member! }";

static void
resolve_viewer (GqlCall  *call,
                gpointer  user_data)
{
  gql_call_set (call, 0, gql_pointer (gql_call_get_context (call)));
  gql_call_finish (call);
}

static void
resolve_name (GqlCall  *call,
              gpointer  user_data)
{
  gql_call_set (call, 0, gql_string (pp_identity_get_subject (gql_call_get_context (call))));
  gql_call_finish (call);
}

static void
resolve_roles (GqlCall  *call,
               gpointer  user_data)
{
  static const char * const names[] = { "VIEWER", "REVIEWER", "ARCHITECT", "CLASSIFIER", "ADMIN", "SERVICE" };
  PpRoles roles = pp_identity_get_roles (gql_call_get_context (call));
  GqlValue *list = gql_arena_new_n (gql_call_get_arena (call), GqlValue, G_N_ELEMENTS (names));
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (roles & (1 << i))
      list[n++] = gql_enum (names[i]);
  gql_call_set (call, 0, gql_list (list, n));
  gql_call_finish (call);
}

GqlSchema *
pp_api_new (GError **error)
{
  GqlSchema *schema = gql_schema_new (text, -1, error);

  if (schema == NULL)
    return NULL;
  gql_schema_set_resolver (schema, "Query", "viewer", resolve_viewer, NULL);
  gql_schema_set_resolver (schema, "Member", "name", resolve_name, NULL);
  gql_schema_set_resolver (schema, "Member", "roles", resolve_roles, NULL);
  return schema;
}
