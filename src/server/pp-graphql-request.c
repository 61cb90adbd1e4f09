/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-graphql-request.h"

#include "pp-json.h"

static gboolean
is_absent (JsonObject *parameters,
           const char *name)
{
  JsonNode *node = json_object_get_member (parameters, name);

  return node == NULL || JSON_NODE_HOLDS_NULL (node);
}

gboolean
pp_graphql_request_is_well_formed (JsonObject *parameters)
{
  return pp_json_get_string (parameters, "query", NULL) != NULL &&
         (is_absent (parameters, "operationName") || pp_json_get_string (parameters, "operationName", NULL) != NULL) &&
         (is_absent (parameters, "variables") || pp_json_get_object (parameters, "variables") != NULL) &&
         (is_absent (parameters, "extensions") || pp_json_get_object (parameters, "extensions") != NULL);
}

static GqlDocument *
read_document (const PpGraphqlHttp  *graphql,
               const char           *query,
               GqlResponse         **refusal)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) errors = NULL;
  g_autoptr (GqlDocument) document = NULL;

  if (graphql->documents != NULL)
    document = gql_document_cache_lookup (graphql->documents, query);
  if (document != NULL)
    return g_steal_pointer (&document);

  document = gql_document_parse (query, -1, graphql->limits, &error);
  if (document != NULL && gql_check_counts (document, graphql->limits, &error))
    errors = gql_validate (graphql->schema, document, graphql->limits);
  if (errors != NULL && errors->len == 0)
    {
      if (graphql->documents != NULL)
        gql_document_cache_add (graphql->documents, query, document);
      return g_steal_pointer (&document);
    }
  *refusal = errors == NULL ? gql_response_new_for_error (error) : gql_response_new_for_errors (errors);

  return NULL;
}

GqlRequest *
pp_graphql_request_new (const PpGraphqlHttp  *graphql,
                        JsonObject           *parameters,
                        GqlResponse         **refusal)
{
  g_autoptr (GqlDocument) document = read_document (graphql, pp_json_get_string (parameters, "query", ""), refusal);
  GqlRequest *request;

  if (document == NULL)
    return NULL;

  request = gql_request_new (graphql->schema, document);
  gql_request_set_operation_name (request, pp_json_get_string (parameters, "operationName", NULL));
  gql_request_set_variables (request, pp_json_get_object (parameters, "variables"));
  gql_request_set_error_func (request, graphql->error_func, graphql->error_data);
  gql_request_set_introspection (request, !graphql->forbids_introspection);
  if (graphql->limits != NULL)
    gql_request_set_limits (request, graphql->limits);

  return request;
}
