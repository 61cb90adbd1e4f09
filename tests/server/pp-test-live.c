/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-test-live.h"

#include <string.h>

/* --- who follows --- */

static void
answer_cb (GqlStream   *stream,
           GqlResponse *response,
           gpointer     data)
{
  PpTestEar *self = data;
  GBytes *json = response != NULL ? gql_response_get_json (response) : NULL;

  if (json != NULL)
    g_ptr_array_add (self->answers, g_strndup (g_bytes_get_data (json, NULL), g_bytes_get_size (json)));
  else
    self->is_over = TRUE;
}

void
pp_test_ear_listen (PpTestEar  *self,
                    PpTestApi  *api,
                    PpCaller   *caller,
                    const char *document)
{
  GqlSchema *schema = pp_api_get_schema (api->api);
  g_autoptr (GError) error = NULL;
  g_autoptr (GqlDocument) parsed = gql_document_parse (document, -1, NULL, &error);
  g_autoptr (GPtrArray) errors = NULL;
  g_autoptr (GqlRequest) request = NULL;

  g_assert_no_error (error);
  errors = gql_validate (schema, parsed, NULL);
  g_assert_cmpuint (errors->len, ==, 0);
  request = gql_request_new (schema, parsed);
  gql_request_set_context (request, pp_caller_ref (caller), (GDestroyNotify) pp_caller_unref);
  gql_request_set_error_func (request, pp_api_tell_error, NULL);
  *self = (PpTestEar) { .answers = g_ptr_array_new_with_free_func (g_free) };
  self->stream = gql_stream_open (request, answer_cb, self);
}

void
pp_test_ear_leave (PpTestEar *self)
{
  gql_stream_close (self->stream);
  g_clear_pointer (&self->stream, gql_stream_unref);
  g_clear_pointer (&self->answers, g_ptr_array_unref);
}

static char *
describe (PpTestEar  *self,
          const char *place)
{
  guint n_answers = self->answers->len;
  const char *last = n_answers > 0 ? g_ptr_array_index (self->answers, n_answers - 1) : "nothing";

  return g_strdup_printf ("at %s, after %u answers%s: %s", place, n_answers, self->is_over ? " and the end" : "", last);
}

const char *
pp_test_ear_hear_at (PpTestEar  *self,
                     const char *place)
{
  pp_wait_until_or_tell (self->answers->len > self->n_read || self->is_over, describe (self, place));
  if (self->answers->len == self->n_read)
    g_error ("%s", describe (self, place));

  return g_ptr_array_index (self->answers, self->n_read++);
}

void
pp_test_ear_expect_at (PpTestEar  *self,
                       gint64      revision,
                       const char *place)
{
  const char *answer = pp_test_ear_hear_at (self, place);
  g_autofree char *text = pp_test_pick (answer, "revision");

  if (g_ascii_strtoll (text, NULL, 10) != revision)
    g_error ("At %s, not of revision %" G_GINT64_FORMAT ": %s", place, revision, answer);
}

const char *
pp_test_ear_expect_kind_at (PpTestEar  *self,
                            const char *kind,
                            const char *place)
{
  const char *answer = pp_test_ear_hear_at (self, place);
  g_autofree char *text = pp_test_pick (answer, "kind");

  if (strcmp (text, kind) != 0)
    g_error ("At %s, not %s: %s", place, kind, answer);

  return answer;
}

/* Nothing is left to be done but what the database still has to answer; and that is nothing, too. */
static gboolean
is_quiet (PpTestApi *self)
{
  PpDatabaseStatistics statistics;

  while (g_main_context_iteration (NULL, FALSE))
    ;
  pp_database_get_statistics (self->base.database, &statistics);

  return statistics.n_waiting == 0 && statistics.n_idle == statistics.n_open;
}

void
pp_test_api_settle (PpTestApi *self)
{
  pp_wait_until (is_quiet (self));
}

char *
pp_test_pick (const char *answer,
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

/* --- what tests begin with --- */

void
pp_test_live_set_up (PpTestLive    *self,
                     gconstpointer  data)
{
  g_autofree char *address = NULL;

  pp_test_api_open (&self->api, NULL);
  address = pp_cluster_get_address (pp_test_cluster_get (), self->api.base.name, "parapet_server");
  self->live = pp_live_new (self->api.base.database, address);
  pp_api_set_live (self->api.api, self->live);
  self->architect = pp_test_api_call_as (&self->api, "person", 1, PP_ROLE_ARCHITECT | PP_ROLE_CLASSIFIER, PP_TEST_AMBER);
  self->low = pp_test_api_call_as (&self->api, "low", 1, PP_ROLE_VIEWER, PP_TEST_GREEN);
  self->foreigner = pp_test_api_call_as (&self->api, "person", 2, PP_ROLE_ARCHITECT, PP_TEST_AMBER);
  self->model = pp_test_live_create_model (self, self->architect);
  self->revision = 1;
  pp_wait_until (pp_live_hears (self->live));
}

void
pp_test_live_tear_down (PpTestLive    *self,
                        gconstpointer  data)
{
  pp_test_api_settle (&self->api);
  pp_wait_until (pp_live_get_n_subscriptions (self->live) == 0);
  pp_live_free (self->live);
  /* That somebody left is still being said. */
  pp_test_api_settle (&self->api);
  pp_caller_unref (self->architect);
  pp_caller_unref (self->low);
  pp_caller_unref (self->foreigner);
  g_free (self->model);
  pp_test_api_close (&self->api);
}

char *
pp_test_live_create_model (PpTestLive *self,
                           PpCaller   *caller)
{
  g_autofree char *answer =
    pp_test_api_ask_for (&self->api, caller, "mutation { createModel(input: {title: \"M\"}) { model { id } } }");

  return pp_test_pick (answer, "id");
}

static void
take_revision (PpTestLive *self,
               const char *answer)
{
  g_autofree char *revision = pp_test_pick (answer, "revision");

  self->revision++;
  g_assert_cmpint (g_ascii_strtoll (revision, NULL, 10), ==, self->revision);
}

void
pp_test_live_add_node (PpTestLive *self)
{
  g_autofree char *answer =
    pp_test_api_ask_for (&self->api, self->architect,
                         "mutation { createNode(modelId: \"%s\", revision: %" G_GINT64_FORMAT
                      ", input: {kind: PROCESS, name: \"N\"}) { model { revision } } }", self->model, self->revision);

  take_revision (self, answer);
}

void
pp_test_live_mark (PpTestLive *self,
                   const char *level)
{
  g_autofree char *answer =
    pp_test_api_ask_for (&self->api, self->architect, "mutation { setMarks(modelId: \"%s\", revision: %" G_GINT64_FORMAT
                      ", marks: [{scheme: TLP, level: \"%s\"}], reason: \"Because\") { model { revision } } }",
                      self->model, self->revision, level);

  take_revision (self, answer);
}

void
pp_test_live_follow (PpTestLive *self,
                     PpTestEar  *ear,
                     PpCaller   *caller,
                     const char *model,
                     gint64      since)
{
  g_autofree char *from = since >= 0 ? g_strdup_printf (", since: %" G_GINT64_FORMAT, since) : g_strdup ("");
  g_autofree char *document =
    g_strdup_printf ("subscription { modelChanged(id: \"%s\"%s) " PP_TEST_EVENT " }", model, from);

  pp_test_ear_listen (ear, &self->api, caller, document);
}

void
pp_test_live_set_hearing (PpTestLive *self,
                          gboolean    hears)
{
  static const char kill_listener[] =
    "select pg_terminate_backend (pid) from pg_stat_activity"
    " where datname = current_database () and usename = 'parapet_server' and query ilike 'listen%'";
  g_autofree char *limit =
    g_strdup_printf ("alter database %s connection limit %d", self->api.base.name, hears ? -1 : 0);

  pp_test_database_do (&self->api.base, limit);
  if (!hears)
    pp_test_database_do (&self->api.base, kill_listener);
  pp_wait_until (pp_live_hears (self->live) == hears);
}
