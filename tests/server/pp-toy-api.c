/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-toy-api.h"

#include "pp-test.h"

static void
resolve_greeting (GqlCall  *call,
                  gpointer  user_data)
{
  const char *name = gql_value_get_string (gql_call_get_argument (call, "name"));

  gql_call_set (call, 0, gql_string (gql_arena_printf (gql_call_get_arena (call), "Hello, %s", name)));
  gql_call_finish (call);
}

/* (transfer full): a text in which no piece can be mistaken for another one of its size. */
char *
pp_toy_api_make_long (gsize n_bytes)
{
  char *text = g_malloc (n_bytes + 1);

  for (gsize i = 0; i < n_bytes; i++)
    text[i] = 'a' + i % 23;
  text[n_bytes] = '\0';

  return text;
}

static void
resolve_long (GqlCall  *call,
              gpointer  user_data)
{
  gint64 n = gql_value_get_int (gql_call_get_argument (call, "bytes"), 0);
  char *text = pp_toy_api_make_long (n);

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

/* --- Subscriptions --------------------------------------------------------------------------------------- */

static void
closed_cb (gpointer data)
{
  PpToyApi *self = data;

  self->n_streams--;
}

static GqlStream *
open_stream (GqlCall *call)
{
  PpToyApi *self = gql_call_get_context (call);
  GqlStream *stream = gql_call_get_stream (call);

  self->n_streams++;
  gql_stream_set_closed_func (stream, closed_cb, self);

  return stream;
}

static void
subscribe_tick (GqlCall  *call,
                gpointer  user_data)
{
  open_stream (call);
  gql_call_finish (call);
}

static void
subscribe_numbers (GqlCall  *call,
                   gpointer  user_data)
{
  GqlStream *stream = open_stream (call);
  gint64 n = gql_value_get_int (gql_call_get_argument (call, "to"), 0);

  for (gint64 i = 1; i <= n; i++)
    gql_stream_push (stream, gql_pointer (GINT_TO_POINTER (i)), NULL, NULL);
  gql_stream_end (stream);
  gql_call_finish (call);
}

static void
resolve_number (GqlCall  *call,
                gpointer  user_data)
{
  gql_call_set (call, 0, gql_int (GPOINTER_TO_INT (gql_call_get_pointer (call, 0))));
  gql_call_finish (call);
}

static void
subscribe_refused (GqlCall  *call,
                   gpointer  user_data)
{
  gql_call_fail (call, g_error_new_literal (GQL_ERROR, GQL_ERROR_FIELD, "There is nothing to be heard"));
}

/* As many long events as a test wants to send. */
static void
subscribe_flood (GqlCall  *call,
                 gpointer  user_data)
{
  PpToyApi *self = gql_call_get_context (call);

  g_clear_pointer (&self->flood, gql_stream_unref);
  self->flood = gql_stream_ref (open_stream (call));
  gql_call_finish (call);
}

static void
resolve_flood (GqlCall  *call,
               gpointer  user_data)
{
  gsize length = GPOINTER_TO_SIZE (gql_call_get_pointer (call, 0));

  gql_call_set (call, 0, gql_string (gql_arena_take (gql_call_get_arena (call), g_strnfill (length, 'x'), g_free)));
  gql_call_finish (call);
}

static gpointer
keep_context (gpointer context)
{
  return context;
}

static void
leave_context (gpointer context)
{
}

/* Tokens say what they are: `good`, `short`, which expires soon, and `later`, for when there are no keys. */
static void
identify_cb (PpGraphqlSocket *socket,
             const char      *token,
             gpointer         user_data)
{
  double now = g_get_real_time () / (double) G_USEC_PER_SEC;

  if (g_strcmp0 (token, "good") == 0)
    pp_graphql_socket_admit (socket, user_data, "someone", now + 3600);
  else if (g_strcmp0 (token, "short") == 0)
    pp_graphql_socket_admit (socket, user_data, "someone", now + ((PpToyApi *) user_data)->short_seconds);
  else
    pp_graphql_socket_refuse (socket, g_strcmp0 (token, "later") == 0);
}

static void
request_cb (PpHttpRequest *request,
            gpointer       user_data)
{
  PpToyApi *self = user_data;

  self->n_requests++;
  g_free (self->address);
  self->address = g_strdup (pp_http_request_get_address (request));
  pp_graphql_http_answer (&self->graphql, request, self, NULL);
}

static GqlSchema *
make_schema (void)
{
  static const char text[] =
    "type Query { greeting(name: String = \"you\"): String! long(bytes: Int!): String never: Int }"
    "type Mutation { count: Int! }"
    "type Subscription { tick: Int numbers(to: Int!): Int! refused: Int flood: String! }";
  g_autoptr (GError) error = NULL;
  GqlSchema *schema = gql_schema_new (text, -1, &error);

  g_assert_no_error (error);
  gql_schema_set_resolver (schema, "Query", "greeting", resolve_greeting, NULL);
  gql_schema_set_resolver (schema, "Query", "long", resolve_long, NULL);
  gql_schema_set_resolver (schema, "Query", "never", resolve_never, NULL);
  gql_schema_set_resolver (schema, "Mutation", "count", resolve_count, NULL);
  gql_schema_set_subscriber (schema, "tick", subscribe_tick, NULL);
  gql_schema_set_subscriber (schema, "numbers", subscribe_numbers, NULL);
  gql_schema_set_resolver (schema, "Subscription", "numbers", resolve_number, NULL);
  gql_schema_set_subscriber (schema, "refused", subscribe_refused, NULL);
  gql_schema_set_subscriber (schema, "flood", subscribe_flood, NULL);
  gql_schema_set_resolver (schema, "Subscription", "flood", resolve_flood, NULL);

  return schema;
}

void
pp_toy_api_start (PpToyApi *self,
                  guint     deadline_seconds)
{
  pp_toy_api_start_with (self, &(PpHttpSettings) { .deadline_seconds = deadline_seconds });
}

void
pp_toy_api_start_with (PpToyApi             *self,
                       const PpHttpSettings *settings)
{
  static const char * const origins[] = { "https://friend.example", NULL };
  PpHttpSettings own = *settings;
  g_autoptr (GError) error = NULL;

  own.address = "127.0.0.1";
  own.max_body_bytes = 100 * 1024;
  own.max_connections = own.max_connections != 0 ? own.max_connections : 50;
  own.deadline_seconds = own.deadline_seconds != 0 ? own.deadline_seconds : PP_TEST_PATIENCE_SECONDS;
  own.origins = origins;
  *self = (PpToyApi) { .graphql = { .schema = make_schema () }, .short_seconds = 0.5 };
  self->sockets = pp_graphql_sockets_new (&(PpGraphqlSocketSettings) {
    .graphql = &self->graphql,
    .identify = identify_cb,
    .user_data = self,
    .ref_context = keep_context,
    .unref_context = leave_context,
  });
  own.web_socket = pp_graphql_sockets_get_handler (self->sockets);
  self->server = pp_http_server_new (&own, request_cb, self, &error);
  g_assert_no_error (error);
}

void
pp_toy_api_stop (PpToyApi *self)
{
  g_clear_pointer (&self->server, pp_http_server_free);
  g_clear_pointer (&self->sockets, pp_graphql_sockets_free);
  pp_wait_until (self->n_running == 0);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_pointer (&self->address, g_free);
  g_clear_pointer (&self->flood, gql_stream_unref);
  g_assert_cmpuint (self->n_streams, ==, 0);
  g_clear_pointer (&self->graphql.schema, gql_schema_unref);
}
