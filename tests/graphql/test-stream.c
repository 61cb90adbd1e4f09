/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gql.h"

typedef struct {
  GqlSchema *schema;
  GqlStream *source;
  GqlCall *opening;
  GqlCall *slow;
  GString *said;
  guint n_closed;
  gboolean opens_later;
  gboolean refuses;
  gboolean is_slow;
} Fixture;

static void
closed_cb (gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->n_closed++;
  g_clear_pointer (&fixture->source, gql_stream_unref);
}

static void
subscribe (GqlCall  *call,
           gpointer  user_data)
{
  Fixture *fixture = user_data;

  if (fixture->refuses)
    {
      gql_call_fail (call, g_error_new (GQL_ERROR, GQL_ERROR_FIELD, "no %s",
                                        gql_value_get_string (gql_call_get_argument (call, "topic"))));
      return;
    }
  fixture->source = gql_stream_ref (gql_call_get_stream (call));
  gql_stream_set_closed_func (fixture->source, closed_cb, fixture);
  if (fixture->opens_later)
    fixture->opening = call;
  else
    gql_call_finish (call);
}

static void
resolve_double (GqlCall  *call,
                gpointer  user_data)
{
  Fixture *fixture = user_data;

  gql_call_set (call, 0, gql_int (gql_value_get_int (gql_value_get_member (gql_call_get_object (call, 0), "n"), 0) * 2));
  if (fixture->is_slow)
    fixture->slow = call;
  else
    gql_call_finish (call);
}

static void
fixture_set_up (Fixture       *fixture,
                gconstpointer  user_data)
{
  g_autoptr (GError) error = NULL;

  fixture->schema = gql_schema_new ("type Query { a: Int } type Subscription { news(topic: String = \"any\"): News other: Int }"
                                    "type News { n: Int! double: Int }", -1, &error);
  g_assert_no_error (error);
  gql_schema_set_subscriber (fixture->schema, "news", subscribe, fixture);
  gql_schema_set_resolver (fixture->schema, "News", "double", resolve_double, fixture);
  fixture->said = g_string_new (NULL);
}

static void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  user_data)
{
  g_assert_null (fixture->source);
  g_string_free (fixture->said, TRUE);
  gql_schema_unref (fixture->schema);
}

static void
said_cb (GqlStream   *stream,
         GqlResponse *response,
         gpointer     user_data)
{
  Fixture *fixture = user_data;

  g_string_append (fixture->said, response != NULL ? g_bytes_get_data (gql_response_get_json (response), NULL) : "END");
  g_string_append_c (fixture->said, '\n');
}

static void
iterate (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static GqlStream *
open (Fixture    *fixture,
      const char *text)
{
  g_autoptr (GqlDocument) document = gql_document_parse (text, -1, NULL, NULL);
  g_autoptr (GqlRequest) request = gql_request_new (fixture->schema, document);
  GqlStream *stream = gql_stream_open (request, said_cb, fixture);

  g_assert_cmpstr (fixture->said->str, ==, "");
  iterate ();

  return stream;
}

static void
push (Fixture *fixture,
      int      n)
{
  GqlArena *arena = gql_arena_new ();
  GqlMember *news = gql_arena_new0 (arena, GqlMember);
  GqlMember *event = gql_arena_new0 (arena, GqlMember);

  *news = (GqlMember) { "n", gql_int (n) };
  *event = (GqlMember) { "news", gql_object (news, 1) };
  gql_stream_push (fixture->source, gql_object (event, 1), arena, (GDestroyNotify) gql_arena_unref);
}

#define NEWS_1 "{\"data\":{\"news\":{\"n\":1,\"double\":2}}}\n"
#define NEWS_2 "{\"data\":{\"news\":{\"n\":2,\"double\":4}}}\n"

static void
test_events (Fixture       *fixture,
             gconstpointer  user_data)
{
  g_autoptr (GqlStream) stream = open (fixture, "subscription { news { n double } }");

  push (fixture, 1);
  push (fixture, 2);
  g_assert_cmpstr (fixture->said->str, ==, NEWS_1 NEWS_2);
  gql_stream_end (fixture->source);
  g_assert_cmpstr (fixture->said->str, ==, NEWS_1 NEWS_2 "END\n");
  g_assert_cmpuint (fixture->n_closed, ==, 1);
}

/* Events that come while the source is opened, or while another is answered, wait for their turn. */
static void
test_waiting (Fixture       *fixture,
              gconstpointer  user_data)
{
  g_autoptr (GqlStream) stream = NULL;

  fixture->opens_later = TRUE;
  fixture->is_slow = TRUE;
  stream = open (fixture, "subscription { news { n double } }");
  push (fixture, 1);
  g_assert_null (fixture->slow);
  gql_call_finish (fixture->opening);
  g_assert_nonnull (fixture->slow);
  push (fixture, 2);
  gql_stream_end (fixture->source);
  g_assert_cmpstr (fixture->said->str, ==, "");
  gql_call_finish (g_steal_pointer (&fixture->slow));
  g_assert_cmpstr (fixture->said->str, ==, NEWS_1);
  gql_call_finish (g_steal_pointer (&fixture->slow));
  g_assert_cmpstr (fixture->said->str, ==, NEWS_1 NEWS_2 "END\n");
}

static void
test_close (Fixture       *fixture,
            gconstpointer  user_data)
{
  g_autoptr (GqlStream) stream = NULL;

  fixture->is_slow = TRUE;
  stream = open (fixture, "subscription { news { n double } }");
  push (fixture, 1);
  push (fixture, 2);
  gql_stream_close (stream);
  g_assert_cmpuint (fixture->n_closed, ==, 1);
  gql_call_finish (g_steal_pointer (&fixture->slow));
  g_assert_null (fixture->slow);
  g_assert_cmpstr (fixture->said->str, ==, "");
}

static void
test_close_while_opening (Fixture       *fixture,
                          gconstpointer  user_data)
{
  g_autoptr (GqlStream) stream = NULL;

  fixture->opens_later = TRUE;
  stream = open (fixture, "subscription { news { n } }");
  gql_stream_close (stream);
  gql_call_finish (fixture->opening);
  g_assert_cmpuint (fixture->n_closed, ==, 1);
  g_assert_cmpstr (fixture->said->str, ==, "");
}

static void
test_refusals (Fixture       *fixture,
               gconstpointer  user_data)
{
  static const struct {
    const char *text;
    const char *said;
  } cases[] = {
    { "subscription { news(topic: \"x\") { n } }",
      "{\"errors\":[{\"message\":\"no x\",\"locations\":[{\"line\":1,\"column\":16}],\"path\":[\"news\"]}]}\nEND\n" },
    { "subscription { other }", "{\"errors\":[{\"message\":\"There is nothing that can be subscribed to.\"}]}\nEND\n" },
    { "{ a }", "{\"errors\":[{\"message\":\"The operation is not a subscription.\"}]}\nEND\n" },
    { "subscription ($t: Int!) { news { n } }",
      "{\"errors\":[{\"message\":\"Variable \\\"$t\\\" of required type \\\"Int!\\\" was not provided.\","
      "\"locations\":[{\"line\":1,\"column\":15}]}]}\nEND\n" },
  };

  fixture->refuses = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GqlStream) stream = open (fixture, cases[i].text);

      g_assert_cmpstr (fixture->said->str, ==, cases[i].said);
      g_string_truncate (fixture->said, 0);
    }
}

/* A source that nobody can follow is cut off, and its events are freed. */
static void
test_too_many (Fixture       *fixture,
               gconstpointer  user_data)
{
  g_autoptr (GqlStream) stream = NULL;

  fixture->is_slow = TRUE;
  stream = open (fixture, "subscription { news { double } }");
  for (int i = 0; i < 1000 && fixture->source != NULL; i++)
    push (fixture, i);
  g_assert_null (fixture->source);
  g_assert_cmpstr (fixture->said->str, ==,
                   "{\"errors\":[{\"message\":\"There are more events than can be answered.\"}]}\nEND\n");
  gql_call_finish (g_steal_pointer (&fixture->slow));
  g_assert_cmpuint (fixture->n_closed, ==, 1);
}

int
main (int    argc,
      char **argv)
{
  static const struct {
    const char *path;
    void (*test) (Fixture *, gconstpointer);
  } tests[] = {
    { "/graphql/stream/events", test_events },
    { "/graphql/stream/waiting", test_waiting },
    { "/graphql/stream/close", test_close },
    { "/graphql/stream/close-while-opening", test_close_while_opening },
    { "/graphql/stream/refusals", test_refusals },
    { "/graphql/stream/too-many", test_too_many },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, fixture_set_up, tests[i].test, fixture_tear_down);

  return g_test_run ();
}
