/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What those who follow models hear, with a real PostgreSQL. The numbers are those of the catalogue of security cases. */

#include <string.h>

#include "pp-test-live.h"

#define N_CROWD 1000
#define FOLLOW_ALL "subscription { modelsChanged " PP_TEST_EVENT " }"

static gint64
get_sequence (const char *answer)
{
  g_autofree char *text = pp_test_pick (answer, "sequence");

  return g_ascii_strtoll (text, NULL, 10);
}

static void
comment_on (PpTestLive *self,
            const char *model)
{
  g_autofree char *answer =
    pp_test_api_ask_for (&self->api, self->architect,
                         "mutation { addComment(modelId: \"%s\", body: \"x\") { id } }", model);

  pp_assert_lacks (answer, "\"errors\"");
}

static void
follow_all_after (PpTestLive *self,
                  PpTestEar  *ear,
                  PpCaller   *caller,
                  const char *cursor)
{
  g_autofree char *document =
    g_strdup_printf ("subscription { modelsChanged(after: \"%s\") " PP_TEST_EVENT " }", cursor);

  pp_test_ear_listen (ear, &self->api, caller, document);
}

/* --- tests --- */

static void
test_model (PpTestLive    *self,
            gconstpointer  data)
{
  PpTestEar ear, all;
  const char *answer;

  pp_test_live_follow (self, &ear, self->low, self->model, -1);
  pp_test_ear_listen (&all, &self->api, self->architect, FOLLOW_ALL);
  pp_test_api_settle (&self->api);
  pp_test_live_add_node (self);
  answer = pp_test_ear_hear (&ear);
  pp_assert_contains (answer, "\"kind\":\"changed\"");
  pp_assert_contains (answer, self->model);
  pp_assert_contains (answer, "\"revision\":2");
  pp_assert_contains (answer, "\"by\":{\"name\":\"person\"}");
  pp_assert_contains (answer, "{\"op\":\"add\",\"record\":\"node\"");
  pp_test_ear_expect (&all, 2);
  for (guint i = 0; i < 20; i++)
    pp_test_live_add_node (self);
  for (guint i = 3; i <= 22; i++)
    {
      pp_test_ear_expect (&ear, i);
      pp_test_ear_expect (&all, i);
    }
  pp_test_ear_leave (&ear);
  pp_test_ear_leave (&all);
}

/* What was missed comes first, in its order, and then what happens, and nothing twice. */
static void
test_since (PpTestLive    *self,
            gconstpointer  data)
{
  PpTestEar ear, again;
  gint64 sequence;

  pp_test_live_follow (self, &ear, self->architect, self->model, 0);
  for (guint i = 0; i < 5; i++)
    pp_test_live_add_node (self);
  pp_assert_contains (pp_test_ear_hear (&ear), "\"kind\":\"created\"");
  pp_test_ear_expect (&ear, 2);
  sequence = get_sequence (pp_test_ear_hear (&ear));
  pp_test_live_follow (self, &again, self->architect, self->model, sequence);
  pp_test_live_add_node (self);
  for (guint i = 4; i <= 7; i++)
    pp_test_ear_expect (&again, i);
  for (guint i = 4; i <= 7; i++)
    pp_test_ear_expect (&ear, i);
  pp_test_ear_leave (&ear);
  pp_test_ear_leave (&again);
}

/* Too much to be told, or what cannot be: the model is to be read again. */
static void
test_resync (PpTestLive    *self,
             gconstpointer  data)
{
  g_autofree char *insert = g_strdup_printf (
    "insert into parapet.event (organisation_id, model_id, label_id, kind, revision, member_id)"
    " select m.organisation_id, m.id, m.label_id, 'changed', 1, m.updated_by from parapet.model m, generate_series (1, %d)"
    " where m.id = '%s'", PP_LIVE_MAX_MISSED + 1, self->model);
  PpTestEar ear, later;

  pp_test_database_do (&self->api.base, insert);
  pp_test_live_follow (self, &ear, self->architect, self->model, 0);
  pp_test_live_follow (self, &later, self->architect, self->model, 1000000000);
  pp_assert_contains (pp_test_ear_hear (&ear), "\"kind\":\"resync\"");
  pp_assert_contains (pp_test_ear_hear (&later), "\"kind\":\"resync\"");
  pp_test_live_add_node (self);
  pp_test_ear_expect (&ear, 2);
  pp_test_ear_expect (&later, 2);
  pp_test_ear_leave (&ear);
  pp_test_ear_leave (&later);
}

static void
test_deleted (PpTestLive    *self,
              gconstpointer  data)
{
  PpTestEar ear, all;
  g_autofree char *deleted = NULL;

  pp_test_live_follow (self, &ear, self->low, self->model, -1);
  pp_test_ear_listen (&all, &self->api, self->low, FOLLOW_ALL);
  pp_test_api_settle (&self->api);
  deleted = pp_test_api_ask_for (&self->api, self->architect,
                                 "mutation { deleteModel(id: \"%s\", revision: 1) }", self->model);
  pp_assert_contains (pp_test_ear_hear (&ear), "\"kind\":\"deleted\"");
  pp_wait_until (ear.is_over);
  pp_test_ear_expect_kind (&all, "deleted");
  g_assert_false (all.is_over);
  pp_test_ear_leave (&ear);
  pp_test_ear_leave (&all);
}

static void
open_presence (PpTestLive *self,
               PpTestEar  *ear,
               PpCaller   *caller,
               const char *model)
{
  g_autofree char *document =
    g_strdup_printf ("subscription { presence(modelId: \"%s\") { member { name } selection isHere } }", model);

  pp_test_ear_listen (ear, &self->api, caller, document);
}

/* What is said again may be heard before it. */
static void
await_presence (PpTestEar  *ear,
                const char *name,
                const char *selection,
                gboolean    is_here)
{
  g_autofree char *expected =
    g_strdup_printf ("{\"data\":{\"presence\":{\"member\":{\"name\":\"%s\"},\"selection\":[%s],\"isHere\":%s}}}", name,
                     selection, is_here ? "true" : "false");

  while (strcmp (pp_test_ear_hear (ear), expected) != 0)
    ;
}

/* Who has a model open is known to the others, in this process and in the next one. */
static void
test_presence (PpTestLive    *self,
               gconstpointer  data)
{
  static const char one[] = "00000000-0000-4000-b000-0000000000aa";
  g_autofree char *quoted = g_strdup_printf ("\"%s\"", one);
  g_autofree char *address = pp_cluster_get_address (pp_test_cluster_get (), self->api.base.name, "parapet_server");
  g_autofree char *selected = NULL;
  g_autofree char *refused = NULL;
  PpLive *elsewhere = pp_live_new (self->api.base.database, address);
  PpTestEar here, there, hidden, guest;

  pp_wait_until (pp_live_hears (elsewhere));
  open_presence (self, &here, self->architect, self->model);
  await_presence (&here, "person", "", TRUE);
  pp_api_set_live (self->api.api, elsewhere);
  open_presence (self, &there, self->low, self->model);
  pp_api_set_live (self->api.api, self->live);
  await_presence (&there, "low", "", TRUE);
  await_presence (&here, "low", "", TRUE);
  selected = pp_test_api_ask_for (&self->api, self->low,
                                  "mutation { announce(modelId: \"%s\", selection: [\"%s\"]) }", self->model, one);
  g_assert_cmpstr (selected, ==, "{\"data\":{\"announce\":true}}");
  await_presence (&there, "low", quoted, TRUE);
  await_presence (&here, "low", quoted, TRUE);

  /* Who comes is told who is there. Who opens it twice and closes one is still there. */
  open_presence (self, &guest, self->architect, self->model);
  pp_wait_until (guest.answers->len >= 2);
  pp_test_ear_leave (&guest);
  pp_test_ear_leave (&there);
  await_presence (&here, "low", "", FALSE);
  for (guint i = 0; i < here.answers->len; i++)
    g_assert_false (strstr (g_ptr_array_index (here.answers, i), "\"isHere\":false") != NULL &&
                    strstr (g_ptr_array_index (here.answers, i), "\"person\"") != NULL);

  open_presence (self, &hidden, self->low, "00000000-0000-4000-b000-000000000012");
  pp_assert_contains (pp_test_ear_hear (&hidden), "NOT_FOUND");
  refused = pp_test_api_ask_for (&self->api, self->low,
                                 "mutation { announce(modelId: \"00000000-0000-4000-b000-000000000012\","
                                 " selection: []) }");
  pp_assert_contains (refused, "NOT_FOUND");
  pp_test_ear_leave (&hidden);
  pp_test_ear_leave (&here);
  pp_wait_until (pp_live_get_n_subscriptions (elsewhere) == 0);
  pp_live_free (elsewhere);
}

static void
announce (PpTestLive *self,
          const char *arguments,
          const char *answer)
{
  g_autofree char *got =
    pp_test_api_ask_for (&self->api, self->low, "mutation { announce(modelId: \"%s\", %s) }", self->model, arguments);

  pp_assert_contains (got, answer);
}

/* Of who is not meant, all that is heard is that she has none. */
static void
hear_pointer (PpTestEar  *ear,
              const char *name,
              const char *pointer)
{
  const char *heard;

  while (strstr (heard = pp_test_ear_hear (ear), name) == NULL || strstr (heard, pointer) == NULL)
    if (strstr (heard, name) == NULL)
      pp_assert_contains (heard, "\"pointer\":null");
}

/* Where a pointer is, is told as it was said, until something else is said; W12: and holds numbers only. */
static void
test_pointer (PpTestLive    *self,
              gconstpointer  data)
{
  static const char * const places[][2] = {
    { "pointer: { x: 12.5, y: -3 }", "\"pointer\":{\"x\":12.5,\"y\":-3" },
    { "pointer: { x: 12.5, y: -3, layout: \"00000000-0000-4000-b000-0000000000aa\" }",
      "\"layout\":\"00000000-0000-4000-b000-0000000000aa\"}" },
    { "pointer: { x: 1e300, y: 0, layout: null }", "\"layout\":null}" },
    { "pointer: null", "\"pointer\":null" },
  };
  g_autofree char *document =
    g_strdup_printf ("subscription { presence(modelId: \"%s\") { member { name } pointer selection } }", self->model);
  PpTestEar here, there;

  pp_test_ear_listen (&here, &self->api, self->architect, document);
  pp_test_ear_listen (&there, &self->api, self->low, document);
  while (strstr (pp_test_ear_hear (&here), "\"low\"") == NULL)
    ;
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *arguments = g_strconcat ("selection: [], ", places[i][0], NULL);

      announce (self, arguments, "true");
      hear_pointer (&here, "\"low\"", places[i][1]);
    }
  announce (self, "selection: [], pointer: { x: 1, y: 1, layout: \"Secret\" }", "BAD_INPUT");
  pp_test_ear_leave (&here);
  pp_test_ear_leave (&there);
}

/* W11: what happens while nobody listens is told as soon as somebody does. */
static void
test_lost (PpTestLive    *self,
           gconstpointer  data)
{
  PpTestEar ear, all;

  pp_test_live_follow (self, &ear, self->low, self->model, -1);
  pp_test_ear_listen (&all, &self->api, self->architect, FOLLOW_ALL);
  pp_test_api_settle (&self->api);
  for (guint round = 0; round < 3; round++)
    {
      pp_test_live_set_hearing (self, FALSE);
      for (guint i = 0; i < 5; i++)
        pp_test_live_add_node (self);
      pp_test_live_set_hearing (self, TRUE);
      pp_test_live_add_node (self);
      for (guint i = 0; i < 6; i++)
        {
          pp_test_ear_expect (&ear, 2 + round * 6 + i);
          pp_test_ear_expect (&all, 2 + round * 6 + i);
        }
    }
  pp_test_ear_leave (&ear);
  pp_test_ear_leave (&all);
}

/* W11: and so is the end of a model, also where newer things happened to others, and to who comes back later. */
static void
test_lost_end (PpTestLive    *self,
               gconstpointer  data)
{
  g_autofree char *other = pp_test_live_create_model (self, self->architect);
  g_autofree char *deleted = NULL;
  g_autofree char *document = NULL;
  g_autofree char *cursor = NULL;
  g_autofree char *gone = NULL;
  PpTestEar ear, all, present, later, lost;

  pp_test_live_follow (self, &ear, self->low, self->model, -1);
  pp_test_ear_listen (&all, &self->api, self->low, FOLLOW_ALL);
  open_presence (self, &present, self->low, self->model);
  pp_test_api_settle (&self->api);
  pp_test_live_add_node (self);
  comment_on (self, other);
  pp_test_ear_expect (&ear, 2);
  gone = pp_test_pick (pp_test_ear_expect_kind (&all, "changed"), "cursor");
  cursor = pp_test_pick (pp_test_ear_expect_kind (&all, "comment"), "cursor");
  pp_test_live_set_hearing (self, FALSE);
  deleted = pp_test_api_ask_for (&self->api, self->architect,
                                 "mutation { deleteModel(id: \"%s\", revision: 2) }", self->model);
  g_assert_cmpstr (deleted, ==, "{\"data\":{\"deleteModel\":true}}");
  comment_on (self, other);
  pp_test_live_set_hearing (self, TRUE);

  pp_assert_contains (pp_test_ear_expect_kind (&ear, "deleted"), "\"sequence\":3,");
  pp_wait_until (ear.is_over && present.is_over);
  pp_assert_contains (pp_test_ear_expect_kind (&all, "deleted"), self->model);
  pp_assert_contains (pp_test_ear_expect_kind (&all, "comment"), other);
  follow_all_after (self, &later, self->low, cursor);
  pp_assert_contains (pp_test_ear_expect_kind (&later, "deleted"), self->model);
  pp_assert_contains (pp_test_ear_expect_kind (&later, "comment"), other);
  /* The event that she names went with its model. */
  follow_all_after (self, &lost, self->low, gone);
  pp_test_ear_expect_kind (&lost, "resync");
  pp_test_ear_leave (&lost);
  pp_test_ear_leave (&ear);
  pp_test_ear_leave (&all);
  pp_test_ear_leave (&present);
  pp_test_ear_leave (&later);
}

/* A database that was set back, and went on from there: numbers come again, but marks do not. */
static void
test_set_back (PpTestLive    *self,
               gconstpointer  data)
{
  g_autofree char *cursor = NULL;
  g_autofree char *document = NULL;
  PpTestEar ear, again;

  pp_test_live_follow (self, &ear, self->low, self->model, 0);
  pp_test_live_add_node (self);
  pp_test_ear_expect_kind (&ear, "created");
  cursor = pp_test_pick (pp_test_ear_expect_kind (&ear, "changed"), "cursor");
  pp_test_ear_leave (&ear);
  pp_test_database_do (&self->api.base, "update parapet.event set mark = gen_random_uuid () where kind = 'changed'");
  pp_test_live_add_node (self);
  document = g_strdup_printf ("subscription { modelChanged(id: \"%s\", after: \"%s\") " PP_TEST_EVENT " }", self->model,
                              cursor);
  pp_test_ear_listen (&again, &self->api, self->low, document);
  pp_test_ear_expect_kind (&again, "resync");
  pp_test_live_add_node (self);
  pp_test_ear_expect (&again, 4);
  pp_test_ear_leave (&again);
}

/* The same while she listens, as when another database takes the place of one that told more than it had passed on: in the
 * place of the last event that she had is another one, so she reads anew. */
static void
test_set_back_meanwhile (PpTestLive    *self,
                         gconstpointer  data)
{
  PpTestEar one, all;

  pp_test_live_follow (self, &one, self->low, self->model, -1);
  pp_test_ear_listen (&all, &self->api, self->low, FOLLOW_ALL);
  pp_test_api_settle (&self->api);
  for (guint round = 0; round < 2; round++)
    {
      pp_test_live_set_hearing (self, FALSE);
      pp_test_database_do (&self->api.base, "update parapet.event set mark = gen_random_uuid () where sequence ="
                                            " (select max (sequence) from parapet.event)");
      pp_test_live_set_hearing (self, TRUE);
      pp_test_ear_expect_kind (&one, "resync");
      pp_test_ear_expect_kind (&all, "resync");
      pp_test_live_add_node (self);
      pp_test_ear_expect (&one, 2 + round);
      pp_test_ear_expect (&all, 2 + round);
    }
  pp_test_ear_leave (&one);
  pp_test_ear_leave (&all);
}

/* What happened after an event, to all models; a cursor that is none is refused. */
static void
test_after (PpTestLive    *self,
            gconstpointer  data)
{
  g_autofree char *other = pp_test_live_create_model (self, self->architect);
  g_autofree char *third = NULL;
  PpTestEar all, again, refused;

  pp_test_ear_listen (&all, &self->api, self->architect, FOLLOW_ALL);
  pp_test_api_settle (&self->api);
  for (guint i = 2; i <= 6; i++)
    {
      const char *answer;

      pp_test_live_add_node (self);
      comment_on (self, other);
      pp_test_ear_expect (&all, i);
      answer = pp_test_ear_expect_kind (&all, "comment");
      if (i == 3)
        third = pp_test_pick (answer, "cursor");
    }
  follow_all_after (self, &again, self->architect, third);
  for (guint i = 4; i <= 6; i++)
    {
      pp_test_ear_expect (&again, i);
      pp_assert_contains (pp_test_ear_expect_kind (&again, "comment"), other);
    }
  pp_test_ear_listen (&refused, &self->api, self->architect, "subscription { modelsChanged(after: \"x\") { kind } }");
  pp_assert_contains (pp_test_ear_hear (&refused), "BAD_INPUT");
  pp_test_ear_leave (&all);
  pp_test_ear_leave (&again);
  pp_test_ear_leave (&refused);
}

/* W12: identifiers and numbers, and nothing else. */
static void
test_payload (PpTestLive    *self,
              gconstpointer  data)
{
  g_autofree char *deleted = NULL;
  PGnotify *notification;
  guint n = 0;

  pp_test_database_do (&self->api.base, "listen parapet_event");
  pp_test_live_add_node (self);
  deleted = pp_test_api_ask_for (&self->api, self->architect,
                                 "mutation { deleteModel(id: \"%s\", revision: 2) }", self->model);
  pp_test_database_do (&self->api.base, "select 1");
  while ((notification = PQnotifies (self->api.base.owner)) != NULL)
    {
      g_autoptr (JsonNode) node = json_from_string (notification->extra, NULL);
      JsonObject *object = json_node_get_object (node);

      g_assert_cmpuint (json_object_get_size (object), ==, json_object_has_member (object, "still") ? 5 : 4);
      g_assert_true (g_uuid_string_is_valid (json_object_get_string_member (object, "organisation")));
      g_assert_true (g_uuid_string_is_valid (json_object_get_string_member (object, "model")));
      g_assert_true (g_uuid_string_is_valid (json_object_get_string_member (object, "label")));
      g_assert_cmpint (json_object_get_int_member (object, "sequence"), >, 0);
      PQfreemem (notification);
      n++;
    }
  g_assert_cmpuint (n, ==, 2);
}

/* What says nothing, or something else, does no harm. */
static void
test_nonsense (PpTestLive    *self,
               gconstpointer  data)
{
  static const char * const payloads[] = { "", "{", "[]", "{\"organisation\":1}", "{\"organisation\":\"x\"}" };
  PpTestEar ear;

  pp_test_live_follow (self, &ear, self->low, self->model, -1);
  pp_test_api_settle (&self->api);
  for (guint i = 0; i < G_N_ELEMENTS (payloads); i++)
    {
      g_autofree char *statement = g_strdup_printf ("select pg_notify ('parapet_event', '%s')", payloads[i]);

      pp_test_database_do (&self->api.base, statement);
    }
  pp_test_live_add_node (self);
  pp_test_ear_expect (&ear, 2);
  pp_test_ear_leave (&ear);
}

/* Many follow one model; each hears of each change once, and the database is asked once for all. */
static void
test_fan_out (PpTestLive    *self,
              gconstpointer  data)
{
  g_autofree PpTestEar *crowd = g_new0 (PpTestEar, N_CROWD);
  PpDatabaseStatistics before, after;

  for (guint i = 0; i < N_CROWD; i++)
    pp_test_live_follow (self, &crowd[i], i % 2 == 0 ? self->architect : self->low, self->model, -1);
  pp_test_api_settle (&self->api);
  pp_test_live_add_node (self);
  for (guint i = 0; i < N_CROWD; i++)
    pp_test_ear_expect (&crowd[i], 2);
  pp_database_get_statistics (self->api.base.database, &before);
  for (guint round = 3; round <= 12; round++)
    {
      gint64 start;

      pp_test_live_add_node (self);
      start = g_get_monotonic_time ();
      for (guint i = 0; i < N_CROWD; i++)
        pp_test_ear_expect (&crowd[i], round);
      g_test_message ("all have heard after %.1f ms", (g_get_monotonic_time () - start) / 1e3);
    }
  pp_database_get_statistics (self->api.base.database, &after);
  /* A change takes some batches; that each of a thousand asked would be ten thousand more. */
  g_assert_cmpuint (after.n_batches - before.n_batches, <, 200);
  for (guint i = 0; i < N_CROWD; i++)
    {
      g_assert_cmpuint (crowd[i].answers->len, ==, 11);
      pp_test_ear_leave (&crowd[i]);
    }
}

static void
add_tests (void)
{
  static const struct {
    const char *path;
    void (*test) (PpTestLive *, gconstpointer);
  } tests[] = {
    { "/server/live/model", test_model },
    { "/server/live/since", test_since },
    { "/server/live/resync", test_resync },
    { "/server/live/deleted", test_deleted },
    { "/server/live/presence", test_presence },
    { "/server/live/W12-pointer", test_pointer },
    { "/server/live/W11-lost", test_lost },
    { "/server/live/W11-lost-end", test_lost_end },
    { "/server/live/set-back", test_set_back },
    { "/server/live/set-back-meanwhile", test_set_back_meanwhile },
    { "/server/live/after", test_after },
    { "/server/live/W12-payload", test_payload },
    { "/server/live/nonsense", test_nonsense },
    { "/server/live/fan-out", test_fan_out },
  };

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, PpTestLive, NULL, pp_test_live_set_up, tests[i].test, pp_test_live_tear_down);
}

int
main (int    argc,
      char **argv)
{
  return pp_test_cluster_run (&argc, &argv, add_tests);
}
