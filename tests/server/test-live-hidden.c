/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What those who follow models do not hear, and cannot find out from what they hear, with a real PostgreSQL. The numbers
 * are those of the catalogue of security cases. */

#include <stdlib.h>
#include <string.h>

#include "pp-test-live.h"

/* Of seed.sql: for those who are cleared, for one person by name, and of another organisation. */
#define SECRET "00000000-0000-4000-b000-000000000012"
#define NAMED "00000000-0000-4000-b000-000000000013"
#define FOREIGN "00000000-0000-4000-b000-000000000021"
#define COMMENT "mutation { addComment(modelId: \"%s\", body: \"x\") { id } }"
#define FOLLOW_ALL "subscription { modelsChanged " PP_TEST_EVENT " }"

static void
comment_on (PpTestLive *self,
            PpCaller   *caller,
            const char *model)
{
  g_autofree char *answer = pp_test_api_ask_for (&self->api, caller, COMMENT, model);

  pp_assert_lacks (answer, "\"errors\"");
}

/* W06: of a model that is hidden, of one elsewhere and of none, the answer is the same. */
static void
test_hidden (PpTestLive    *self,
             gconstpointer  data)
{
  static const char * const ids[] = {
    SECRET, NAMED, FOREIGN, "11111111-1111-4111-8111-111111111111", "nothing",
  };
  g_autofree char *first = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      PpTestEar ear;
      const char *answer;

      pp_test_live_follow (self, &ear, self->low, ids[i], i % 2 == 0 ? -1 : 0);
      answer = pp_test_ear_hear (&ear);
      pp_assert_contains (answer, "\"code\":\"NOT_FOUND\"");
      if (first == NULL)
        first = g_strdup (answer);
      g_assert_cmpstr (answer, ==, first);
      pp_wait_until (ear.is_over);
      pp_test_ear_leave (&ear);
    }
}

/* W05: of what happens to models that are hidden, and elsewhere, nothing is heard. */
static void
test_crossing (PpTestLive    *self,
               gconstpointer  data)
{
  PpTestEar low, high, abroad;

  pp_test_ear_listen (&low, &self->api, self->low, FOLLOW_ALL);
  pp_test_ear_listen (&high, &self->api, self->architect, FOLLOW_ALL);
  pp_test_ear_listen (&abroad, &self->api, self->foreigner, FOLLOW_ALL);
  pp_test_api_settle (&self->api);
  for (guint i = 0; i < 100; i++)
    {
      comment_on (self, self->foreigner, FOREIGN);
      comment_on (self, self->architect, self->model);
    }
  for (guint i = 0; i < 100; i++)
    {
      pp_assert_lacks (pp_test_ear_hear (&high), FOREIGN);
      pp_assert_contains (pp_test_ear_hear (&abroad), FOREIGN);
    }
  pp_test_live_mark (self, "AMBER");
  pp_test_live_add_node (self);
  pp_test_ear_expect (&high, 2);
  pp_test_ear_expect (&high, 3);
  for (guint i = 0; i < 100; i++)
    pp_test_ear_expect_kind (&low, "comment");
  pp_test_ear_expect_kind (&low, "deleted");
  pp_test_api_settle (&self->api);
  g_assert_cmpuint (low.answers->len, ==, 101);
  g_assert_cmpuint (high.answers->len, ==, 102);
  g_assert_cmpuint (abroad.answers->len, ==, 100);
  pp_test_ear_leave (&low);
  pp_test_ear_leave (&high);
  pp_test_ear_leave (&abroad);
}

/* One who follows all that she may see: of the models 1, which all of an organisation see, and 2, which few do. */
typedef struct {
  PpTestEar ear;
  PpCaller *caller;
  guint organisation;
  guint n_models;
  guint n_heard[2];
} Follower;

#define N_EVENTS 10000
#define N_MODELS 4              /* of both organisations */
#define N_ROUNDS 50

/* Nothing is let through that is not hers, and of what is hers nothing is left out. */
static void
check_round (Follower *self,
             guint     n_events)
{
  for (guint i = 0; i < n_events * self->n_models; i++)
    {
      const char *answer = pp_test_ear_expect_kind (&self->ear, "comment");
      g_autofree char *model = pp_test_pick (answer, "modelId");
      g_autofree char *text = pp_test_pick (answer, "sequence");
      guint sequence = atoi (text);
      guint last = strlen (model) - 1;
      guint which = model[last] - '1';

      g_assert_cmpint (model[last - 1], ==, '0' + self->organisation);
      g_assert_cmpuint (which, <, self->n_models);
      g_assert_cmpuint (sequence, ==, ++self->n_heard[which] + 1);
    }
}

/* W05: ten thousand events of two organisations on one server, and each goes to those who may see it and to nobody else. */
static void
test_many (PpTestLive    *self,
           gconstpointer  data)
{
  static const char add[] =
    "with e as (insert into parapet.event (organisation_id, model_id, label_id, kind, revision, member_id)"
    " select m.organisation_id, m.id, m.label_id, 'comment', m.revision, p.id"
    "  from generate_series (1, %u) i, parapet.model m join parapet.member p on p.organisation_id = m.organisation_id"
    " where m.title in ('Model 1', 'Model 2') and p.subject = 'person' order by i returning *)"
    " select pg_notify ('parapet_event', json_build_object ('organisation', organisation_id, 'model', model_id,"
    "  'label', label_id, 'sequence', sequence)::text) from e order by sequence";
  enum { N_EACH = N_EVENTS / N_MODELS / N_ROUNDS };
  static const char orcon[] = "{\"tlp\":\"AMBER\",\"caveats\":[\"ORCON\"]}";
  g_autofree char *statement = g_strdup_printf (add, N_EACH);
  Follower followers[] = {
    { .caller = pp_test_api_call_as (&self->api, "low", 1, PP_ROLE_VIEWER, PP_TEST_GREEN), .organisation = 1, .n_models = 1 },
    { .caller = pp_test_api_call_as (&self->api, "high", 1, PP_ROLE_VIEWER, orcon), .organisation = 1, .n_models = 2 },
    { .caller = pp_test_api_call_as (&self->api, "low", 2, PP_ROLE_VIEWER, PP_TEST_GREEN), .organisation = 2, .n_models = 1 },
    { .caller = pp_test_api_call_as (&self->api, "high", 2, PP_ROLE_VIEWER, orcon), .organisation = 2, .n_models = 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (followers); i++)
    pp_test_ear_listen (&followers[i].ear, &self->api, followers[i].caller, FOLLOW_ALL);
  pp_test_api_settle (&self->api);
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      pp_test_database_do (&self->api.base, statement);
      for (guint i = 0; i < G_N_ELEMENTS (followers); i++)
        check_round (&followers[i], N_EACH);
    }
  pp_test_api_settle (&self->api);
  for (guint i = 0; i < G_N_ELEMENTS (followers); i++)
    {
      g_assert_cmpuint (followers[i].ear.answers->len, ==, followers[i].n_models * N_EVENTS / N_MODELS);
      pp_test_ear_leave (&followers[i].ear);
      pp_caller_unref (followers[i].caller);
    }
}

/* R13: the numbers of events have no gaps where something happens that is hidden, and say nothing of other models. */
static void
test_numbers (PpTestLive    *self,
              gconstpointer  data)
{
  g_autoptr (PpCaller) cleared =
    pp_test_api_call_as (&self->api, "cleared", 1, PP_ROLE_ARCHITECT, "{\"tlp\":\"AMBER\",\"caveats\":[\"ORCON\"]}");
  g_autofree char *other = pp_test_live_create_model (self, self->architect);
  PpTestEar one, all;

  pp_test_live_follow (self, &one, self->low, self->model, 0);
  pp_test_ear_listen (&all, &self->api, self->low, FOLLOW_ALL);
  pp_test_api_settle (&self->api);
  pp_test_ear_expect_kind (&one, "created");
  for (guint i = 2; i <= 10; i++)
    {
      g_autofree char *sequence = g_strdup_printf ("\"sequence\":%u,", i);

      for (guint j = 0; j < i; j++)
        comment_on (self, cleared, SECRET);
      comment_on (self, self->foreigner, FOREIGN);
      pp_test_live_add_node (self);
      comment_on (self, self->architect, other);
      pp_assert_contains (pp_test_ear_expect_kind (&one, "changed"), sequence);
      pp_assert_contains (pp_test_ear_expect_kind (&all, "changed"), sequence);
      pp_assert_contains (pp_test_ear_expect_kind (&all, "comment"), sequence);
    }
  pp_test_ear_leave (&one);
  pp_test_ear_leave (&all);
}

/* A cursor is a number that nobody could have guessed, and no later one is higher. */
static void
test_cursors (PpTestLive    *self,
              gconstpointer  data)
{
  g_autofree char *last = NULL;
  guint n_higher = 0;
  PpTestEar ear;

  pp_test_live_follow (self, &ear, self->low, self->model, -1);
  pp_test_api_settle (&self->api);
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *cursor = NULL;

      comment_on (self, self->architect, self->model);
      cursor = pp_test_pick (pp_test_ear_hear (&ear), "cursor");
      g_assert_true (g_uuid_string_is_valid (cursor) && cursor[14] == '4');
      n_higher += last != NULL && strcmp (cursor, last) > 0;
      g_free (last);
      last = g_steal_pointer (&cursor);
    }
  g_assert_cmpuint (n_higher, >, 10);
  g_assert_cmpuint (n_higher, <, 90);
  pp_test_ear_leave (&ear);
}

static void
open_presence (PpTestLive *self,
               PpTestEar  *ear,
               PpCaller   *caller)
{
  g_autofree char *document =
    g_strdup_printf ("subscription { presence(modelId: \"%s\") { member { name } isHere } }", self->model);

  pp_test_ear_listen (ear, &self->api, caller, document);
}

/* A09: who may not see a model any more hears that it is gone, and no more of it; the others hear of what is done. */
static void
test_raised (PpTestLive    *self,
             gconstpointer  data)
{
  PpTestEar low, all, present, high, high_present;

  pp_test_live_follow (self, &low, self->low, self->model, -1);
  pp_test_ear_listen (&all, &self->api, self->low, FOLLOW_ALL);
  open_presence (self, &present, self->low);
  pp_test_live_follow (self, &high, self->architect, self->model, -1);
  open_presence (self, &high_present, self->architect);
  pp_test_api_settle (&self->api);
  pp_test_live_add_node (self);
  pp_test_ear_expect (&low, 2);
  pp_test_ear_expect (&all, 2);
  pp_test_ear_expect (&high, 2);
  pp_test_live_mark (self, "AMBER");
  pp_test_ear_expect (&high, 3);
  pp_assert_contains (pp_test_ear_expect_kind (&low, "deleted"), "\"revision\":2,");
  pp_assert_contains (pp_test_ear_expect_kind (&all, "deleted"), "\"revision\":2,");
  pp_wait_until (low.is_over && present.is_over);
  pp_test_live_add_node (self);
  pp_test_ear_expect (&high, 4);
  pp_test_api_settle (&self->api);
  g_assert_cmpuint (low.answers->len, ==, 2);
  g_assert_cmpuint (all.answers->len, ==, 2);
  g_assert_false (high.is_over || high_present.is_over || all.is_over);
  pp_test_ear_leave (&low);
  pp_test_ear_leave (&all);
  pp_test_ear_leave (&present);
  pp_test_ear_leave (&high);
  pp_test_ear_leave (&high_present);
}

/* A08: a model that is lowered appears to those who may see it now; what was in it before stays out of sight. */
static void
test_lowered (PpTestLive    *self,
              gconstpointer  data)
{
  PpTestEar low, high;
  const char *answer;

  pp_test_live_mark (self, "AMBER");
  pp_test_ear_listen (&low, &self->api, self->low, FOLLOW_ALL);
  pp_test_live_follow (self, &high, self->architect, self->model, -1);
  pp_test_api_settle (&self->api);
  pp_test_live_mark (self, "GREEN");
  answer = pp_test_ear_expect_kind (&low, "resync");
  pp_assert_contains (answer, "\"changes\":[]");
  pp_test_ear_expect (&high, 3);
  pp_test_live_add_node (self);
  pp_assert_contains (pp_test_ear_hear (&low), "\"op\":\"add\"");
  pp_test_ear_leave (&low);
  pp_test_ear_leave (&high);
}

/* To whoever sees a model now it never went, though it was out of her sight; who was away then is told what is. */
static void
test_back (PpTestLive    *self,
           gconstpointer  data)
{
  g_autofree char *document = NULL;
  g_autofree char *cursor = NULL;
  PpTestEar before, after;

  pp_test_ear_listen (&before, &self->api, self->low, FOLLOW_ALL);
  pp_test_api_settle (&self->api);
  pp_test_live_add_node (self);
  cursor = pp_test_pick (pp_test_ear_hear (&before), "cursor");
  document = g_strdup_printf ("subscription { modelsChanged(after: \"%s\") " PP_TEST_EVENT " }", cursor);
  pp_test_live_mark (self, "AMBER");
  pp_test_live_mark (self, "GREEN");
  pp_test_ear_expect_kind (&before, "deleted");
  pp_test_ear_expect (&before, 4);

  pp_test_ear_listen (&after, &self->api, self->low, document);
  for (guint i = 0; i < 2; i++)
    pp_assert_contains (pp_test_ear_expect_kind (&after, "resync"), self->model);
  pp_test_live_add_node (self);
  pp_test_ear_expect (&after, 5);
  pp_test_ear_leave (&before);
  pp_test_ear_leave (&after);
}

/* What is read in the name of somebody who does not see it any more is not lost for the others. */
static void
test_reader (PpTestLive    *self,
             gconstpointer  data)
{
  g_autofree char *insert = NULL;
  PpTestEar low, high;

  pp_test_live_mark (self, "AMBER");
  pp_test_live_mark (self, "GREEN");
  pp_test_live_follow (self, &low, self->low, self->model, -1);
  pp_test_live_follow (self, &high, self->architect, self->model, -1);
  pp_test_api_settle (&self->api);
  insert = g_strdup_printf (
    "begin; select set_config ('app.reason', 'x', true);"
    "with before as (select * from parapet.model where id = '%1$s'),"
    " raised as (update parapet.model set label_id = (select l.id from parapet.label l where l.tlp = 3 and caveats = '{}'"
    "   and l.organisation_id = model.organisation_id) where id = '%1$s' returning *),"
    " ended as (insert into parapet.event (organisation_id, model_id, label_id, kind, revision, member_id)"
    "   select organisation_id, id, label_id, 'deleted', revision, updated_by from before returning sequence),"
    " added as (insert into parapet.event (organisation_id, model_id, label_id, kind, revision, member_id)"
    "   select organisation_id, id, label_id, 'comment', revision, updated_by from raised returning sequence)"
    " select pg_notify ('parapet_event', json_build_object ('organisation', organisation_id, 'model', id,"
    "  'label', label_id, 'sequence', added.sequence)::text) from before, added; commit", self->model);
  pp_test_database_do (&self->api.base, insert);
  pp_test_ear_expect_kind (&high, "comment");
  pp_test_ear_expect_kind (&low, "deleted");
  pp_wait_until (low.is_over);
  pp_test_ear_leave (&low);
  pp_test_ear_leave (&high);
}

/* Who is named hears, who is not does not, though both have the same clearance. */
static void
test_recipients (PpTestLive    *self,
                 gconstpointer  data)
{
  static const char red[] = "{\"tlp\":\"RED\"}";
  g_autoptr (PpCaller) named = pp_test_api_call_as (&self->api, "person", 1, PP_ROLE_REVIEWER, red);
  g_autoptr (PpCaller) other = pp_test_api_call_as (&self->api, "other", 1, PP_ROLE_REVIEWER, red);
  g_autofree char *comment = NULL;
  PpTestEar listening, deaf, told;

  pp_test_ear_listen (&deaf, &self->api, other, "subscription { modelsChanged " PP_TEST_EVENT " }");
  pp_test_ear_listen (&listening, &self->api, named, "subscription { modelsChanged " PP_TEST_EVENT " }");
  pp_test_live_follow (self, &told, named, NAMED, -1);
  pp_test_api_settle (&self->api);
  comment = pp_test_api_ask_for (&self->api, named, COMMENT, NAMED);
  pp_test_ear_hear (&listening);
  pp_test_ear_hear (&told);
  pp_test_live_add_node (self);
  pp_test_ear_expect (&deaf, 2);
  pp_test_ear_expect (&listening, 2);
  g_assert_cmpuint (deaf.answers->len, ==, 1);
  pp_test_ear_leave (&deaf);
  pp_test_ear_leave (&listening);
  pp_test_ear_leave (&told);
}

static void
add_tests (void)
{
  static const struct {
    const char *path;
    void (*test) (PpTestLive *, gconstpointer);
  } tests[] = {
    { "/server/live-hidden/W06-hidden", test_hidden },
    { "/server/live-hidden/W05-crossing", test_crossing },
    { "/server/live-hidden/W05-many", test_many },
    { "/server/live-hidden/R13-numbers", test_numbers },
    { "/server/live-hidden/R13-cursors", test_cursors },
    { "/server/live-hidden/A09-raised", test_raised },
    { "/server/live-hidden/A08-lowered", test_lowered },
    { "/server/live-hidden/back", test_back },
    { "/server/live-hidden/W11-reader", test_reader },
    { "/server/live-hidden/W05-recipients", test_recipients },
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
