/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What those who follow models hear, with a real PostgreSQL. The numbers are those of the catalogue of security cases. */

#include <string.h>

#include "pp-json.h"
#include "pp-live-private.h"
#include "pp-peer.h"
#include "pp-test-api.h"

#define AMBER "{\"tlp\":\"AMBER\"}"
#define GREEN "{\"tlp\":\"GREEN\"}"
#define EVENT "{ kind modelId revision sequence by { name } changes { op record field after } }"
#define N_CROWD 1000

typedef struct {
  PpTestApi api;
  PpLive *live;
  PpCaller *architect;
  PpCaller *low;
  PpCaller *foreigner;
  char *model;
  gint64 revision;
} Fixture;

/* One who follows. */
typedef struct {
  GqlStream *stream;
  GPtrArray *answers;
  guint n_read;
  gboolean is_over;
} Ear;

/* --- asking --- */

static char *
pick (const char *answer,
      const char *name)
{
  g_autofree char *start = g_strdup_printf ("\"%s\":", name);
  const char *found = strstr (answer, start);

  if (found == NULL)
    g_error ("There is no %s in %s", name, answer);
  found += strlen (start);
  found += *found == '"';

  return g_strndup (found, strcspn (found, "\",}]"));
}

static char *
ask (Fixture    *self,
     PpCaller   *caller,
     const char *format,
     ...) G_GNUC_PRINTF (3, 4);

static char *
ask (Fixture    *self,
     PpCaller   *caller,
     const char *format,
     ...)
{
  g_autofree char *document = NULL;
  va_list words;
  char *answer;

  va_start (words, format);
  document = g_strdup_vprintf (format, words);
  va_end (words);
  answer = pp_test_api_ask (&self->api, caller, document, NULL);
  if (strstr (answer, "\"errors\"") != NULL)
    g_test_message ("%s: %s", document, answer);

  return answer;
}

static char *
create_model (Fixture  *self,
              PpCaller *caller)
{
  g_autofree char *answer = ask (self, caller, "mutation { createModel(input: {title: \"M\"}) { model { id } } }");

  return pick (answer, "id");
}

/* One more revision of the model. */
static void
add_node (Fixture *self)
{
  g_autofree char *answer = ask (self, self->architect,
                                 "mutation { createNode(modelId: \"%s\", revision: %" G_GINT64_FORMAT
                                 ", input: {kind: PROCESS, name: \"N\"}) { model { revision } } }", self->model,
                                 self->revision);
  g_autofree char *revision = pick (answer, "revision");

  self->revision++;
  g_assert_cmpint (g_ascii_strtoll (revision, NULL, 10), ==, self->revision);
}

/* --- following --- */

static void
answer_cb (GqlStream   *stream,
           GqlResponse *response,
           gpointer     data)
{
  Ear *self = data;
  GBytes *json = response != NULL ? gql_response_get_json (response) : NULL;

  if (json != NULL)
    g_ptr_array_add (self->answers, g_strndup (g_bytes_get_data (json, NULL), g_bytes_get_size (json)));
  else
    self->is_over = TRUE;
}

static void
listen (Fixture    *self,
        Ear        *ear,
        PpCaller   *caller,
        const char *document)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GqlDocument) parsed = gql_document_parse (document, -1, NULL, &error);
  g_autoptr (GPtrArray) errors = NULL;
  g_autoptr (GqlRequest) request = NULL;

  g_assert_no_error (error);
  errors = gql_validate (pp_api_get_schema (self->api.api), parsed, NULL);
  g_assert_cmpuint (errors->len, ==, 0);
  request = gql_request_new (pp_api_get_schema (self->api.api), parsed);
  gql_request_set_context (request, pp_caller_ref (caller), (GDestroyNotify) pp_caller_unref);
  gql_request_set_error_func (request, pp_api_tell_error, NULL);
  *ear = (Ear) { .answers = g_ptr_array_new_with_free_func (g_free) };
  ear->stream = gql_stream_open (request, answer_cb, ear);
}

static void
follow (Fixture    *self,
        Ear        *ear,
        PpCaller   *caller,
        const char *model,
        gint64      since)
{
  g_autofree char *from = since >= 0 ? g_strdup_printf (", since: %" G_GINT64_FORMAT, since) : g_strdup ("");
  g_autofree char *document = g_strdup_printf ("subscription { modelChanged(id: \"%s\"%s) " EVENT " }", model, from);

  listen (self, ear, caller, document);
}

static void
leave (Ear *ear)
{
  gql_stream_close (ear->stream);
  g_clear_pointer (&ear->stream, gql_stream_unref);
  g_clear_pointer (&ear->answers, g_ptr_array_unref);
}

static char *
describe (Ear        *ear,
          const char *place)
{
  const char *last = ear->answers->len > 0 ? g_ptr_array_index (ear->answers, ear->answers->len - 1) : "nothing";

  return g_strdup_printf ("at %s, after %u answers%s: %s", place, ear->answers->len, ear->is_over ? " and the end" : "",
                          last);
}

#define hear(ear) hear_at (ear, G_STRLOC)

static const char *
hear_at (Ear        *ear,
         const char *place)
{
  pp_wait_until_or_tell (ear->answers->len > ear->n_read || ear->is_over, describe (ear, place));
  if (ear->answers->len == ear->n_read)
    g_error ("%s", describe (ear, place));

  return g_ptr_array_index (ear->answers, ear->n_read++);
}

#define expect_revision(ear, revision) expect_revision_at (ear, revision, G_STRLOC)

static void
expect_revision_at (Ear        *ear,
                    gint64      revision,
                    const char *place)
{
  const char *answer = hear_at (ear, place);
  g_autofree char *text = pick (answer, "revision");

  if (g_ascii_strtoll (text, NULL, 10) != revision)
    g_error ("At %s, not of revision %" G_GINT64_FORMAT ": %s", place, revision, answer);
}

static gint64
get_sequence (const char *answer)
{
  g_autofree char *text = pick (answer, "sequence");

  return g_ascii_strtoll (text, NULL, 10);
}

/* Nobody has been told yet that she may follow; that is so when all have had their turn in the database. */
static void
settle (Fixture *self)
{
  Ear last;

  listen (self, &last, self->architect, "subscription { modelsChanged(since: 0) { sequence } }");
  pp_wait_until (last.answers->len > 0);
  pp_wait_until (self->live->n_reading == 0);
  leave (&last);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autofree char *address = NULL;

  pp_test_api_open (&self->api, NULL);
  address = pp_cluster_get_address (pp_test_cluster_get (), self->api.base.name, "parapet_server");
  self->live = pp_live_new (self->api.base.database, address);
  pp_api_set_live (self->api.api, self->live);
  self->architect = pp_test_api_call_as (&self->api, "person", 1, PP_ROLE_ARCHITECT | PP_ROLE_CLASSIFIER, AMBER);
  self->low = pp_test_api_call_as (&self->api, "low", 1, PP_ROLE_VIEWER, GREEN);
  self->foreigner = pp_test_api_call_as (&self->api, "person", 2, PP_ROLE_ARCHITECT, AMBER);
  self->model = create_model (self, self->architect);
  self->revision = 1;
  pp_wait_until (pp_live_hears (self->live));
}

static gboolean
is_quiet (Fixture *self)
{
  PpDatabaseStatistics statistics;

  pp_database_get_statistics (self->api.base.database, &statistics);

  return statistics.n_waiting == 0 && statistics.n_idle == statistics.n_open;
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
  pp_wait_until (pp_live_get_n_subscriptions (self->live) == 0);
  pp_live_free (self->live);
  /* That somebody left is still being said. */
  pp_wait_until (is_quiet (self));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  pp_caller_unref (self->architect);
  pp_caller_unref (self->low);
  pp_caller_unref (self->foreigner);
  g_free (self->model);
  pp_test_api_close (&self->api);
}

/* --- tests --- */

static void
test_model (Fixture       *self,
            gconstpointer  data)
{
  Ear ear, all;
  const char *answer;

  follow (self, &ear, self->low, self->model, -1);
  listen (self, &all, self->architect, "subscription { modelsChanged " EVENT " }");
  settle (self);
  add_node (self);
  answer = hear (&ear);
  pp_assert_contains (answer, "\"kind\":\"changed\"");
  pp_assert_contains (answer, self->model);
  pp_assert_contains (answer, "\"revision\":2");
  pp_assert_contains (answer, "\"by\":{\"name\":\"person\"}");
  pp_assert_contains (answer, "{\"op\":\"add\",\"record\":\"node\"");
  expect_revision (&all, 2);
  for (guint i = 0; i < 20; i++)
    add_node (self);
  for (guint i = 3; i <= 22; i++)
    {
      expect_revision (&ear, i);
      expect_revision (&all, i);
    }
  leave (&ear);
  leave (&all);
}

/* What was missed comes first, in its order, and then what happens, and nothing twice. */
static void
test_since (Fixture       *self,
            gconstpointer  data)
{
  Ear ear, again;
  gint64 sequence;

  follow (self, &ear, self->architect, self->model, 0);
  for (guint i = 0; i < 5; i++)
    add_node (self);
  pp_assert_contains (hear (&ear), "\"kind\":\"created\"");
  expect_revision (&ear, 2);
  sequence = get_sequence (hear (&ear));
  follow (self, &again, self->architect, self->model, sequence);
  add_node (self);
  for (guint i = 4; i <= 7; i++)
    expect_revision (&again, i);
  for (guint i = 4; i <= 7; i++)
    expect_revision (&ear, i);
  leave (&ear);
  leave (&again);
}

/* Too much to be told, or what cannot be: the model is to be read again. */
static void
test_resync (Fixture       *self,
             gconstpointer  data)
{
  g_autofree char *insert = g_strdup_printf (
    "insert into parapet.event (organisation_id, model_id, label_id, kind, revision, member_id)"
    " select m.organisation_id, m.id, m.label_id, 'changed', 1, m.updated_by from parapet.model m, generate_series (1, %d)"
    " where m.id = '%s'", PP_LIVE_MAX_MISSED + 1, self->model);
  Ear ear, later;

  pp_test_database_do (&self->api.base, insert);
  follow (self, &ear, self->architect, self->model, 0);
  follow (self, &later, self->architect, self->model, 1000000000);
  pp_assert_contains (hear (&ear), "\"kind\":\"resync\"");
  pp_assert_contains (hear (&later), "\"kind\":\"resync\"");
  add_node (self);
  expect_revision (&ear, 2);
  expect_revision (&later, 2);
  leave (&ear);
  leave (&later);
}

/* W06: of a model that is hidden, of one elsewhere and of none, the answer is the same. */
static void
test_hidden (Fixture       *self,
             gconstpointer  data)
{
  static const char * const ids[] = {
    "00000000-0000-4000-b000-000000000012", "00000000-0000-4000-b000-000000000013",
    "00000000-0000-4000-b000-000000000021", "11111111-1111-4111-8111-111111111111", "nothing",
  };
  g_autofree char *first = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      Ear ear;
      const char *answer;

      follow (self, &ear, self->low, ids[i], i % 2 == 0 ? -1 : 0);
      answer = hear (&ear);
      pp_assert_contains (answer, "\"code\":\"NOT_FOUND\"");
      if (first == NULL)
        first = g_strdup (answer);
      g_assert_cmpstr (answer, ==, first);
      pp_wait_until (ear.is_over);
      leave (&ear);
    }
}

/* W05: of what happens to models that are hidden, and elsewhere, nothing is heard. */
static void
test_crossing (Fixture       *self,
               gconstpointer  data)
{
  g_autofree char *foreign = create_model (self, self->foreigner);
  Ear low, high, abroad;

  listen (self, &low, self->low, "subscription { modelsChanged " EVENT " }");
  listen (self, &high, self->architect, "subscription { modelsChanged " EVENT " }");
  listen (self, &abroad, self->foreigner, "subscription { modelsChanged " EVENT " }");
  settle (self);
  for (guint i = 1; i <= 100; i++)
    {
      g_autofree char *there = ask (self, self->foreigner, "mutation { createNode(modelId: \"%s\", revision: %u,"
                                    " input: {kind: PROCESS, name: \"N\"}) { model { revision } } }", foreign, i);
      g_autofree char *secret = ask (self, self->architect, "mutation { addComment(modelId: \"%s\", body: \"x\") { id } }",
                                     self->model);
    }
  for (guint i = 0; i < 100; i++)
    {
      pp_assert_lacks (hear (&high), foreign);
      pp_assert_contains (hear (&abroad), foreign);
    }
  {
    g_autofree char *mark = ask (self, self->architect, "mutation { setMarks(modelId: \"%s\", revision: 1, marks:"
                                 " [{scheme: TLP, level: \"AMBER\"}], reason: \"\") { model { revision } } }", self->model);

    self->revision = 2;
    add_node (self);
  }
  expect_revision (&high, 2);
  expect_revision (&high, 3);
  for (guint i = 0; i < low.answers->len; i++)
    pp_assert_lacks (g_ptr_array_index (low.answers, i), "\"kind\":\"changed\"");
  g_assert_cmpuint (low.answers->len, ==, 100);
  g_assert_cmpuint (high.answers->len, ==, 102);
  g_assert_cmpuint (abroad.answers->len, ==, 100);
  leave (&low);
  leave (&high);
  leave (&abroad);
}

/* A09: who may not see a model any more hears no more of it; the others do. */
static void
test_raised (Fixture       *self,
             gconstpointer  data)
{
  Ear low, high;
  g_autofree char *raised = NULL;

  follow (self, &low, self->low, self->model, -1);
  follow (self, &high, self->architect, self->model, -1);
  settle (self);
  add_node (self);
  expect_revision (&low, 2);
  expect_revision (&high, 2);
  raised = ask (self, self->architect, "mutation { setMarks(modelId: \"%s\", revision: 2, marks: [{scheme: TLP,"
                " level: \"AMBER\"}], reason: \"\") { model { revision } } }", self->model);
  self->revision = 3;
  expect_revision (&high, 3);
  pp_wait_until (low.is_over);
  add_node (self);
  expect_revision (&high, 4);
  g_assert_cmpuint (low.answers->len, ==, 1);
  g_assert_false (high.is_over);
  leave (&low);
  leave (&high);
}

/* A model that is lowered appears to those who may see it now; what was in it before stays out of sight. */
static void
test_lowered (Fixture       *self,
              gconstpointer  data)
{
  g_autofree char *raised = ask (self, self->architect, "mutation { setMarks(modelId: \"%s\", revision: 1, marks:"
                                 " [{scheme: TLP, level: \"AMBER\"}], reason: \"\") { model { revision } } }", self->model);
  g_autofree char *lowered = NULL;
  const char *answer;
  Ear low, high;

  listen (self, &low, self->low, "subscription { modelsChanged " EVENT " }");
  follow (self, &high, self->architect, self->model, -1);
  settle (self);
  lowered = ask (self, self->architect, "mutation { setMarks(modelId: \"%s\", revision: 2, marks: [{scheme: TLP,"
                 " level: \"GREEN\"}], reason: \"Released\") { model { revision } } }", self->model);
  self->revision = 3;
  answer = hear (&low);
  pp_assert_contains (answer, "\"kind\":\"resync\"");
  pp_assert_contains (answer, "\"changes\":[]");
  expect_revision (&high, 3);
  add_node (self);
  pp_assert_contains (hear (&low), "\"op\":\"add\"");
  leave (&low);
  leave (&high);
}

static void
test_deleted (Fixture       *self,
              gconstpointer  data)
{
  Ear ear, all;
  g_autofree char *deleted = NULL;

  follow (self, &ear, self->low, self->model, -1);
  listen (self, &all, self->low, "subscription { modelsChanged " EVENT " }");
  settle (self);
  deleted = ask (self, self->architect, "mutation { deleteModel(id: \"%s\", revision: 1) }", self->model);
  pp_assert_contains (hear (&ear), "\"kind\":\"deleted\"");
  pp_wait_until (ear.is_over);
  pp_assert_contains (hear (&all), "\"kind\":\"deleted\"");
  g_assert_false (all.is_over);
  leave (&ear);
  leave (&all);
}

/* Who is named hears, who is not does not, though both have the same clearance. */
static void
test_recipients (Fixture       *self,
                 gconstpointer  data)
{
  static const char red[] = "{\"tlp\":\"RED\"}";
  g_autoptr (PpCaller) named = pp_test_api_call_as (&self->api, "person", 1, PP_ROLE_REVIEWER, red);
  g_autoptr (PpCaller) other = pp_test_api_call_as (&self->api, "other", 1, PP_ROLE_REVIEWER, red);
  g_autofree char *comment = NULL;
  Ear listening, deaf, told;

  listen (self, &deaf, other, "subscription { modelsChanged " EVENT " }");
  listen (self, &listening, named, "subscription { modelsChanged " EVENT " }");
  follow (self, &told, named, "00000000-0000-4000-b000-000000000013", -1);
  settle (self);
  comment = ask (self, named, "mutation { addComment(modelId: \"00000000-0000-4000-b000-000000000013\", body: \"x\") { id } }");
  hear (&listening);
  hear (&told);
  add_node (self);
  expect_revision (&deaf, 2);
  expect_revision (&listening, 2);
  g_assert_cmpuint (deaf.answers->len, ==, 1);
  leave (&deaf);
  leave (&listening);
  leave (&told);
}

static void
open_presence (Fixture    *self,
               Ear        *ear,
               PpCaller   *caller,
               const char *model)
{
  g_autofree char *document =
    g_strdup_printf ("subscription { presence(modelId: \"%s\") { member { name } selection isHere } }", model);

  listen (self, ear, caller, document);
}

/* What is said again may be heard before it. */
static void
await_presence (Ear        *ear,
                const char *name,
                const char *selection,
                gboolean    is_here)
{
  g_autofree char *expected =
    g_strdup_printf ("{\"data\":{\"presence\":{\"member\":{\"name\":\"%s\"},\"selection\":[%s],\"isHere\":%s}}}", name,
                     selection, is_here ? "true" : "false");

  while (strcmp (hear (ear), expected) != 0)
    ;
}

/* Who has a model open is known to the others, in this process and in the next one. */
static void
test_presence (Fixture       *self,
               gconstpointer  data)
{
  static const char one[] = "00000000-0000-4000-b000-0000000000aa";
  g_autofree char *quoted = g_strdup_printf ("\"%s\"", one);
  g_autofree char *address = pp_cluster_get_address (pp_test_cluster_get (), self->api.base.name, "parapet_server");
  g_autofree char *selected = NULL;
  g_autofree char *refused = NULL;
  PpLive *elsewhere = pp_live_new (self->api.base.database, address);
  Ear here, there, hidden, guest;

  pp_wait_until (pp_live_hears (elsewhere));
  open_presence (self, &here, self->architect, self->model);
  await_presence (&here, "person", "", TRUE);
  pp_api_set_live (self->api.api, elsewhere);
  open_presence (self, &there, self->low, self->model);
  pp_api_set_live (self->api.api, self->live);
  await_presence (&there, "low", "", TRUE);
  await_presence (&here, "low", "", TRUE);
  selected = ask (self, self->low, "mutation { announce(modelId: \"%s\", selection: [\"%s\"]) }", self->model, one);
  g_assert_cmpstr (selected, ==, "{\"data\":{\"announce\":true}}");
  await_presence (&there, "low", quoted, TRUE);
  await_presence (&here, "low", quoted, TRUE);

  /* Who comes is told who is there. Who opens it twice and closes one is still there. */
  open_presence (self, &guest, self->architect, self->model);
  pp_wait_until (guest.answers->len >= 2);
  leave (&guest);
  leave (&there);
  await_presence (&here, "low", "", FALSE);
  for (guint i = 0; i < here.answers->len; i++)
    g_assert_false (strstr (g_ptr_array_index (here.answers, i), "\"isHere\":false") != NULL &&
                    strstr (g_ptr_array_index (here.answers, i), "\"person\"") != NULL);

  open_presence (self, &hidden, self->low, "00000000-0000-4000-b000-000000000012");
  pp_assert_contains (hear (&hidden), "NOT_FOUND");
  refused = ask (self, self->low, "mutation { announce(modelId: \"00000000-0000-4000-b000-000000000012\","
                 " selection: []) }");
  pp_assert_contains (refused, "NOT_FOUND");
  leave (&hidden);
  leave (&here);
  pp_wait_until (pp_live_get_n_subscriptions (elsewhere) == 0);
  pp_live_free (elsewhere);
}

/* W11: what happens while nobody listens is told as soon as somebody does. */
static void
test_lost (Fixture       *self,
           gconstpointer  data)
{
  static const char kill_listener[] =
    "select pg_terminate_backend (pid) from pg_stat_activity"
    " where datname = current_database () and usename = 'parapet_server' and query ilike 'listen%'";
  Ear ear, all;

  follow (self, &ear, self->low, self->model, -1);
  listen (self, &all, self->architect, "subscription { modelsChanged " EVENT " }");
  settle (self);
  for (guint round = 0; round < 3; round++)
    {
      pp_test_database_do (&self->api.base, kill_listener);
      pp_wait_until (!pp_live_hears (self->live));
      for (guint i = 0; i < 5; i++)
        add_node (self);
      pp_wait_until (pp_live_hears (self->live));
      add_node (self);
      for (guint i = 0; i < 6; i++)
        {
          expect_revision (&ear, 2 + round * 6 + i);
          expect_revision (&all, 2 + round * 6 + i);
        }
    }
  leave (&ear);
  leave (&all);
}

/* W12: identifiers and numbers, and nothing else. */
static void
test_payload (Fixture       *self,
              gconstpointer  data)
{
  g_autofree char *deleted = NULL;
  PGnotify *notification;
  guint n = 0;

  pp_test_database_do (&self->api.base, "listen parapet_event");
  add_node (self);
  deleted = ask (self, self->architect, "mutation { deleteModel(id: \"%s\", revision: 2) }", self->model);
  pp_test_database_do (&self->api.base, "select 1");
  while ((notification = PQnotifies (self->api.base.owner)) != NULL)
    {
      g_autoptr (JsonNode) node = json_from_string (notification->extra, NULL);
      JsonObject *object = json_node_get_object (node);

      g_assert_cmpuint (json_object_get_size (object), ==, 4);
      g_assert_true (g_uuid_string_is_valid (json_object_get_string_member (object, "organisation")));
      g_assert_true (g_uuid_string_is_valid (json_object_get_string_member (object, "model")));
      g_assert_true (g_uuid_string_is_valid (json_object_get_string_member (object, "label")));
      g_assert_true (json_object_has_member (object, "sequence"));
      PQfreemem (notification);
      n++;
    }
  g_assert_cmpuint (n, ==, 2);
}

/* What says nothing, or something else, does no harm. */
static void
test_nonsense (Fixture       *self,
               gconstpointer  data)
{
  static const char * const payloads[] = { "", "{", "[]", "{\"organisation\":1}", "{\"organisation\":\"x\"}" };
  Ear ear;

  follow (self, &ear, self->low, self->model, -1);
  settle (self);
  for (guint i = 0; i < G_N_ELEMENTS (payloads); i++)
    {
      g_autofree char *statement = g_strdup_printf ("select pg_notify ('parapet_event', '%s')", payloads[i]);

      pp_test_database_do (&self->api.base, statement);
    }
  add_node (self);
  expect_revision (&ear, 2);
  leave (&ear);
}

/* Many follow one model; each hears of each change once, and the database is asked once for all. */
static void
test_fan_out (Fixture       *self,
              gconstpointer  data)
{
  g_autofree Ear *crowd = g_new0 (Ear, N_CROWD);
  PpDatabaseStatistics before, after;

  for (guint i = 0; i < N_CROWD; i++)
    follow (self, &crowd[i], i % 2 == 0 ? self->architect : self->low, self->model, -1);
  settle (self);
  add_node (self);
  for (guint i = 0; i < N_CROWD; i++)
    expect_revision (&crowd[i], 2);
  pp_database_get_statistics (self->api.base.database, &before);
  for (guint round = 3; round <= 12; round++)
    {
      gint64 start;

      add_node (self);
      start = g_get_monotonic_time ();
      for (guint i = 0; i < N_CROWD; i++)
        expect_revision (&crowd[i], round);
      g_test_message ("all have heard after %.1f ms", (g_get_monotonic_time () - start) / 1e3);
    }
  pp_database_get_statistics (self->api.base.database, &after);
  /* A change takes some batches; that each of a thousand asked would be ten thousand more. */
  g_assert_cmpuint (after.n_batches - before.n_batches, <, 200);
  for (guint i = 0; i < N_CROWD; i++)
    {
      g_assert_cmpuint (crowd[i].answers->len, ==, 11);
      leave (&crowd[i]);
    }
}

static void
add_tests (void)
{
  static const struct {
    const char *path;
    void (*test) (Fixture *, gconstpointer);
  } tests[] = {
    { "/server/live/model", test_model },
    { "/server/live/since", test_since },
    { "/server/live/resync", test_resync },
    { "/server/live/W06-hidden", test_hidden },
    { "/server/live/W05-crossing", test_crossing },
    { "/server/live/A09-raised", test_raised },
    { "/server/live/A08-lowered", test_lowered },
    { "/server/live/deleted", test_deleted },
    { "/server/live/W05-recipients", test_recipients },
    { "/server/live/presence", test_presence },
    { "/server/live/W11-lost", test_lost },
    { "/server/live/W12-payload", test_payload },
    { "/server/live/nonsense", test_nonsense },
    { "/server/live/fan-out", test_fan_out },
  };

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
}

int
main (int    argc,
      char **argv)
{
  return pp_test_cluster_run (&argc, &argv, add_tests);
}
