/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "pp-graphql-http.h"
#include "pp-graphql-request.h"
#include "pp-json.h"
#include "pp-media-type.h"

/* "GraphQL over HTTP", https://graphql.github.io/graphql-over-http/draft/: queries by GET, all else by POST,
 * with a JSON object. Where a client takes application/graphql-response+json, the status tells whether the
 * request was executed; with application/json it is 200 for all that is GraphQL. */

#define RESPONSE_TYPE "application/graphql-response+json"
#define MAX_VARIABLES_DEPTH 64

typedef struct {
  PpHttpRequest *request;
  const char *media_type;
} Exchange;

static void
respond (PpHttpRequest *request,
         const char    *media_type,
         guint          status,
         GqlResponse   *response,
         const char    *header,
         const char    *value)
{
  g_autofree char *content_type = g_strconcat (media_type, "; charset=utf-8", NULL);

  pp_http_request_respond (request, status, content_type, gql_response_get_json (response), header, value);
}

static void
refuse (PpHttpRequest *request,
        const char    *media_type,
        guint          status,
        const char    *message,
        const char    *header,
        const char    *value)
{
  g_autoptr (GError) error = g_error_new_literal (GQL_ERROR, GQL_ERROR_REQUEST, message);
  g_autoptr (GqlResponse) response = gql_response_new_for_error (error);

  respond (request, media_type, status, response, header, value);
}

/* An answer without data was not executed. */
static void
respond_graphql (PpHttpRequest *request,
                 const char    *media_type,
                 GqlResponse   *response)
{
  gboolean tells_status = strcmp (media_type, RESPONSE_TYPE) == 0;

  respond (request, media_type, tells_status && !gql_response_has_data (response) ? 400 : 200, response, NULL, NULL);
}

/* --- What is asked ------------------------------------------------------------------------------------- */

static JsonNode *
parse_json (const char *text,
            gsize       length)
{
  static const PpJsonLimits limits = { .max_bytes = PP_JSON_MAX_BYTES, .max_depth = MAX_VARIABLES_DEPTH };

  return pp_json_parse (text, length, &limits, NULL);
}

/* The parameters of a GET as the object that a POST would have. */
static JsonObject *
read_url (PpHttpRequest *request)
{
  static const char * const texts[] = { "query", "operationName" };
  static const char * const objects[] = { "variables", "extensions" };
  g_autoptr (JsonObject) parameters = json_object_new ();

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      const char *value = pp_http_request_get_argument (request, texts[i]);

      if (value != NULL)
        json_object_set_string_member (parameters, texts[i], value);
    }
  for (guint i = 0; i < G_N_ELEMENTS (objects); i++)
    {
      const char *value = pp_http_request_get_argument (request, objects[i]);
      JsonNode *node;

      if (value == NULL || *value == '\0')
        continue;
      node = parse_json (value, strlen (value));
      if (node == NULL)
        return NULL;
      json_object_set_member (parameters, objects[i], node);
    }

  return g_steal_pointer (&parameters);
}

static JsonObject *
read_body (PpHttpRequest *request)
{
  gsize length;
  const char *text = g_bytes_get_data (pp_http_request_get_body (request), &length);
  g_autoptr (JsonNode) node = length > 0 ? parse_json (text, length) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_dup_object (node) : NULL;
}

/* --- Executing ------------------------------------------------------------------------------------------ */

static void
executed_cb (GqlResponse *own,
             gpointer     user_data)
{
  g_autofree Exchange *exchange = user_data;
  g_autoptr (GqlResponse) response = own;

  if (response != NULL)
    respond_graphql (exchange->request, exchange->media_type, response);
  else
    refuse (exchange->request, exchange->media_type, 503, "The request was cancelled", NULL, NULL);
}

/* A GET must change nothing, and an answer to a subscription would have no end. */
static gboolean
check_operation (PpHttpRequest *request,
                 const char    *media_type,
                 GqlRequest    *prepared)
{
  const GqlNode *operation = gql_request_get_operation (prepared, NULL);

  if (operation == NULL || operation->operation == GQL_OPERATION_QUERY)
    return TRUE;

  if (operation->operation == GQL_OPERATION_SUBSCRIPTION)
    {
      refuse (request, media_type, 400, "Subscriptions need a WebSocket", NULL, NULL);
      return FALSE;
    }
  if (strcmp (pp_http_request_get_method (request), "POST") == 0)
    return TRUE;

  refuse (request, media_type, 405, "Mutations need POST", "allow", "POST");

  return FALSE;
}

static void
execute (const PpGraphqlHttp *self,
         PpHttpRequest       *request,
         const char          *media_type,
         JsonObject          *parameters,
         gpointer             context,
         GDestroyNotify       destroy)
{
  g_autoptr (GqlResponse) refusal = NULL;
  g_autoptr (GqlRequest) prepared = pp_graphql_request_new (self, parameters, &refusal);
  Exchange *exchange;

  if (prepared == NULL)
    {
      respond_graphql (request, media_type, refusal);
      if (destroy != NULL)
        destroy (context);
      return;
    }
  gql_request_set_context (prepared, context, destroy);
  if (!check_operation (request, media_type, prepared))
    return;

  exchange = g_new (Exchange, 1);
  *exchange = (Exchange) { request, media_type };
  gql_execute (prepared, pp_http_request_get_cancellable (request), executed_cb, exchange);
}

/* Says no with the status that fits, or gives the parameters. */
static JsonObject *
read_request (PpHttpRequest *request,
              const char    *media_type)
{
  gboolean is_post = strcmp (pp_http_request_get_method (request), "POST") == 0;
  g_autoptr (JsonObject) parameters = NULL;

  if (!is_post && strcmp (pp_http_request_get_method (request), "GET") != 0)
    {
      refuse (request, media_type, 405, "GraphQL is spoken with GET and POST", "allow", "GET, POST");
      return NULL;
    }
  if (is_post && (!pp_media_type_is (pp_http_request_get_header (request, "content-type"), "application/json") ||
                  pp_http_request_get_header (request, "content-encoding") != NULL))
    {
      refuse (request, media_type, 415, "The request must be application/json in UTF-8, not compressed", NULL, NULL);
      return NULL;
    }

  parameters = is_post ? read_body (request) : read_url (request);
  if (parameters == NULL || !pp_graphql_request_is_well_formed (parameters))
    {
      refuse (request, media_type, 400, "The request must be an object with a query, and perhaps an operationName, "
              "variables and extensions", NULL, NULL);
      return NULL;
    }

  return g_steal_pointer (&parameters);
}

/**
 * pp_graphql_http_answer:
 * @self: how GraphQL is spoken
 * @request: (transfer full): a request
 * @context: (nullable) (transfer full): what resolvers need to know
 * @destroy: (nullable): what frees @context
 *
 * Answers a request with GraphQL. When the client goes, the execution is cancelled.
 */
void
pp_graphql_http_answer (const PpGraphqlHttp *self,
                        PpHttpRequest       *request,
                        gpointer             context,
                        GDestroyNotify       destroy)
{
  static const char * const offers[] = { "application/json", RESPONSE_TYPE, NULL };
  const char *media_type = pp_media_type_choose (pp_http_request_get_header (request, "accept"), offers);
  g_autoptr (JsonObject) parameters = NULL;

  if (media_type == NULL)
    refuse (request, offers[0], 406, "The answer can be " RESPONSE_TYPE " or application/json", NULL, NULL);
  else
    parameters = read_request (request, media_type);

  if (parameters != NULL)
    execute (self, request, media_type, parameters, context, destroy);
  else if (destroy != NULL)
    destroy (context);
}
