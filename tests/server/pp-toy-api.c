/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-toy-api.h"

static void
resolve_greeting (GqlCall  *call,
                  gpointer  user_data)
{
  const char *name = gql_value_get_string (gql_call_get_argument (call, "name"));

  gql_call_set (call, 0, gql_string (gql_arena_printf (gql_call_get_arena (call), "Hello, %s", name)));
  gql_call_finish (call);
}

static void
resolve_long (GqlCall  *call,
              gpointer  user_data)
{
  gint64 n = gql_value_get_int (gql_call_get_argument (call, "bytes"), 0);
  char *text = g_strnfill (n, 'x');

  gql_call_set (call, 0, gql_string (gql_arena_take (gql_call_get_arena (call), text, g_free)));
  gql_call_finish (call);
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      data)
{
  GqlCall *call = data;
  PpToyApi *self = gql_call_get_context (call);

  self->n_running--;
  gql_call_fail (call, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled"));

  return G_SOURCE_REMOVE;
}

static void
resolve_never (GqlCall  *call,
               gpointer  user_data)
{
  PpToyApi *self = gql_call_get_context (call);
  g_autoptr (GSource) source = g_cancellable_source_new (gql_call_get_cancellable (call));

  self->n_running++;
  g_source_set_callback (source, G_SOURCE_FUNC (cancelled_cb), call, NULL);
  g_source_attach (source, NULL);
}

static void
resolve_count (GqlCall  *call,
               gpointer  user_data)
{
  PpToyApi *self = gql_call_get_context (call);

  gql_call_set (call, 0, gql_int (++self->count));
  gql_call_finish (call);
}

static void
request_cb (PpHttpRequest *request,
            gpointer       user_data)
{
  PpToyApi *self = user_data;

  self->n_requests++;
  pp_graphql_http_answer (&self->graphql, request, self, NULL);
}

void
pp_toy_api_start (PpToyApi *self,
                  guint     deadline_seconds)
{
  const PpHttpSettings settings = {
    .address = "127.0.0.1",
    .max_body_bytes = 100 * 1024,
    .max_connections = 50,
    .deadline_seconds = deadline_seconds,
  };
  g_autoptr (GError) error = NULL;
  GqlSchema *schema = gql_schema_new ("type Query { greeting(name: String = \"you\"): String! long(bytes: Int!): String"
                                      " never: Int } type Mutation { count: Int! } type Subscription { tick: Int }",
                                      -1, &error);

  g_assert_no_error (error);
  gql_schema_set_resolver (schema, "Query", "greeting", resolve_greeting, NULL);
  gql_schema_set_resolver (schema, "Query", "long", resolve_long, NULL);
  gql_schema_set_resolver (schema, "Query", "never", resolve_never, NULL);
  gql_schema_set_resolver (schema, "Mutation", "count", resolve_count, NULL);
  *self = (PpToyApi) { .graphql = { .schema = schema } };
  self->server = pp_http_server_new (&settings, request_cb, self, &error);
  g_assert_no_error (error);
}

void
pp_toy_api_stop (PpToyApi *self)
{
  g_clear_pointer (&self->server, pp_http_server_free);
  while (self->n_running > 0)
    g_main_context_iteration (NULL, TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_pointer (&self->graphql.schema, gql_schema_unref);
}
