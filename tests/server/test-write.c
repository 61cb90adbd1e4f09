/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "pp-caller-private.h"
#include "pp-json.h"
#include "pp-past.h"
#include "pp-test-database.h"
#include "pp-test.h"
#include "pp-write.h"

#define ORGANISATION_1 "00000000-0000-4000-8000-000000000001"
#define ORGANISATION_2 "00000000-0000-4000-8000-000000000002"
#define PERSON_1 "00000000-0000-4000-a000-000000000001"
#define PERSON_2 "00000000-0000-4000-a000-000000000002"
#define MODEL "10000000-0000-4000-8000-000000000000"
#define SHOP "10000000-0000-4000-8000-000000000001"
#define ORDERS "10000000-0000-4000-8000-000000000002"
#define WRITE "10000000-0000-4000-8000-000000000003"
#define READ "10000000-0000-4000-8000-000000000004"
#define THREAT "10000000-0000-4000-8000-000000000005"
#define LAYOUT "10000000-0000-4000-8000-000000000006"
#define WRITE_FOREVER "--write-forever"
#define REQUEST "10000000-0000-4000-8000-00000000000f"

typedef struct {
  PpTestDatabase database;
  PpCaller *architect;
} Fixture;

static PpCaller *
new_caller (const char *organisation,
            const char *member,
            PpRoles     roles,
            const char *clearance)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PpMarking) marking = pp_marking_new_from_text (clearance, &error);
  g_autoptr (PpIdentity) identity = NULL;

  g_assert_no_error (error);
  identity = pp_identity_new ("issuer", "person", "Person", "org-1", roles, marking, 2e9);
  return _pp_caller_new (identity, organisation, member, "192.0.2.7");
}

static GPtrArray *
read_changes (PpDraft   *draft,
              gpointer   data,
              GError   **error)
{
  g_autoptr (JsonNode) node = pp_json_parse (data, strlen (data), NULL, error);

  return node != NULL ? pp_change_list_new_from_json (node, error) : NULL;
}

static gboolean
make (Fixture         *self,
      PpCaller        *caller,
      PpWriteRequest  *request,
      PpWriteResult   *written,
      GError         **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pp_write_async (self->database.database, caller, request, NULL, pp_test_keep_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return pp_write_finish (self->database.database, result, written, error);
}

/* Applies changes as a request does: with the rows that they touch. */
static gboolean
apply_as (Fixture        *self,
          PpCaller       *caller,
          gint64          revision,
          const char     *changes,
          PpWriteResult  *written,
          GError        **error)
{
  g_autoptr (GPtrArray) list = read_changes (NULL, (gpointer) changes, error);
  g_autoptr (GPtrArray) ids = NULL;
  g_autoptr (GPtrArray) placements = NULL;
  PpWriteRequest request = { .action = "apply-changes", .model_id = MODEL, .revision = revision,
                             .func = read_changes, .data = (gpointer) changes };

  g_assert_nonnull (list);
  request.ids = ids = pp_changes_list_ids (list);
  request.placements = placements = pp_changes_list_placements (list);
  return make (self, caller, &request, written, error);
}

static gint64
apply (Fixture    *self,
       gint64      revision,
       const char *changes)
{
  g_auto (PpWriteResult) written = { 0 };
  g_autoptr (GError) error = NULL;

  apply_as (self, self->architect, revision, changes, &written, &error);
  g_assert_no_error (error);
  g_assert_false (written.is_conflict);
  return written.revision;
}

static void
assert_refused (Fixture    *self,
                PpCaller   *caller,
                gint64      revision,
                const char *changes,
                int         code)
{
  g_auto (PpWriteResult) written = { 0 };
  g_autoptr (GError) error = NULL;
  static const char revisions[] = "select max (number) || '/' || (select revision from parapet.model"
                                  " where id = '" MODEL "') from parapet.revision where model_id = '" MODEL "'";
  g_autofree char *before = pp_test_database_ask (&self->database, revisions);
  g_autofree char *after = NULL;

  g_test_message ("%.300s", changes);
  g_assert_false (apply_as (self, caller, revision, changes, &written, &error));
  g_assert_error (error, PP_API_ERROR, code);
  after = pp_test_database_ask (&self->database, revisions);
  g_assert_cmpstr (before, ==, after);
}

static PpModel *
load_past (Fixture   *self,
           PpCaller  *caller,
           gint64     revision,
           GError   **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pp_past_load_async (self->database.database, caller, MODEL, revision, NULL, pp_test_keep_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return pp_past_load_finish (self->database.database, result, error);
}

static GPtrArray *
compare (Fixture  *self,
         gint64    from,
         gint64    to)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *changes;

  pp_past_compare_async (self->database.database, self->architect, MODEL, from, to, NULL, pp_test_keep_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  changes = pp_past_compare_finish (self->database.database, result, &error);
  g_assert_no_error (error);
  return changes;
}

static void
assert_asked (Fixture    *self,
              const char *statement,
              const char *expected)
{
  g_autofree char *got = pp_test_database_ask (&self->database, statement);

  g_assert_cmpstr (got, ==, expected);
}

#define ADD(record, id, after) "{\"op\":\"add\",\"record\":\"" record "\",\"id\":\"" id "\",\"after\":" after "}"
#define SET(record, id, field, before, after) \
  "{\"op\":\"set\",\"record\":\"" record "\",\"id\":\"" id "\",\"field\":\"" field "\",\"before\":" before ",\"after\":" after "}"
#define REMOVE(record, id) "{\"op\":\"remove\",\"record\":\"" record "\",\"id\":\"" id "\",\"before\":{}}"

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  PpWriteRequest request = { .action = "create-model", .model_id = MODEL, .creates = TRUE, .max_models = 10,
                             .func = read_changes, .data = (char *) "[" SET ("model", MODEL, "title", "null", "\"Shop\"") "]" };
  g_auto (PpWriteResult) written = { 0 };
  g_autoptr (GError) error = NULL;

  pp_test_database_open (&self->database, NULL);
  self->architect = new_caller (ORGANISATION_1, PERSON_1, PP_ROLE_ARCHITECT, "TLP:AMBER");
  make (self, self->architect, &request, &written, &error);
  g_assert_no_error (error);
  g_assert_cmpint (written.revision, ==, 1);
  apply (self, 1, "[" ADD ("node", SHOP, "{\"kind\":\"process\",\"name\":\"Shop\",\"foreign\":{\"x\":[1]}}") ","
                  ADD ("node", ORDERS, "{\"kind\":\"store\",\"name\":\"Orders\",\"parent\":\"" SHOP "\"}") ","
                  ADD ("edge", WRITE, "{\"kind\":\"data-flow\",\"source\":\"" SHOP "\",\"target\":\"" ORDERS "\"}") ","
                  ADD ("threat", THREAT, "{\"element\":\"" WRITE "\",\"number\":1,\"status\":\"Open\"}") ","
                  ADD ("layout", LAYOUT, "{\"title\":\"All\",\"placements\":{\"" SHOP "\":{\"x\":1,\"y\":2}}}") "]");
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  pp_caller_unref (self->architect);
  pp_test_database_close (&self->database);
}

/* --- What is written ----------------------------------------------------------------------------- */

static void
test_rows (Fixture       *self,
           gconstpointer  data)
{
  assert_asked (self, "select revision || title from parapet.model where id = '" MODEL "'", "2Shop");
  assert_asked (self, "select kind || name || document::text from parapet.node where id = '" SHOP "'",
                "processShop{\"kind\": \"process\", \"name\": \"Shop\", \"foreign\": {\"x\": [1]}}");
  assert_asked (self, "select parent_id from parapet.node where id = '" ORDERS "'", SHOP);
  assert_asked (self, "select source_id || '/' || target_id from parapet.edge where id = '" WRITE "'", SHOP "/" ORDERS);
  assert_asked (self, "select edge_id || status || number from parapet.threat where id = '" THREAT "'", WRITE "Open1");
  assert_asked (self, "select revision || title from parapet.layout where id = '" LAYOUT "'", "2All");
  assert_asked (self, "select string_agg (number || '-' || jsonb_array_length (changes), ' ' order by number)"
                      " from parapet.revision where model_id = '" MODEL "'", "1-1 2-5");
  assert_asked (self, "select string_agg (kind || revision, ' ' order by sequence) from parapet.event"
                      " where model_id = '" MODEL "'", "created1 changed2");
}

/* A small change touches its row and no other: rows that stay have the place that they had. */
static void
test_small (Fixture       *self,
            gconstpointer  data)
{
  static const char places[] = "select string_agg (id || ctid::text, ' ' order by id) from (select id, ctid from parapet.node"
                               " union all select id, ctid from parapet.edge union all select id, ctid from parapet.threat"
                               " union all select id, ctid from parapet.layout) r where id not in ('" SHOP "')";
  g_autofree char *before = pp_test_database_ask (&self->database, places);

  g_assert_cmpint (apply (self, 2, "[" SET ("node", SHOP, "name", "\"Shop\"", "\"Front\"") "]"), ==, 3);
  assert_asked (self, "select name || (document ->> 'name') || (document #> '{foreign,x}')::text from parapet.node where id = '" SHOP "'",
                "FrontFront[1]");
  assert_asked (self, places, before);
}

/* An edge that ends at an edge, also at one that comes with it; a threat at an edge that comes with it. */
static void
test_edges_at_edges (Fixture       *self,
                     gconstpointer  data)
{
  apply (self, 2, "[" ADD ("edge", READ, "{\"kind\":\"data-flow\",\"source\":\"" WRITE "\"}") ","
                  ADD ("edge", "10000000-0000-4000-8000-000000000007", "{\"kind\":\"attack\",\"target\":\"" READ "\"}") ","
                  ADD ("threat", "10000000-0000-4000-8000-000000000008", "{\"element\":\"" READ "\"}") "]");
  assert_asked (self, "select source_edge_id from parapet.edge where id = '" READ "' and num_nulls (source_id, target_id) = 2",
                WRITE);
  assert_asked (self, "select target_edge_id from parapet.edge where id = '10000000-0000-4000-8000-000000000007'", READ);
  assert_asked (self, "select edge_id from parapet.threat where id = '10000000-0000-4000-8000-000000000008'", READ);
}

/* Of a layout only the placements that change are read; the others stay. */
static void
test_placements (Fixture       *self,
                 gconstpointer  data)
{
  apply (self, 2, "[" SET ("layout", LAYOUT, "placements/" ORDERS, "null", "{\"x\":3,\"y\":4}") ","
                  SET ("layout", LAYOUT, "title", "\"All\"", "\"Most\"") "]");
  apply (self, 3, "[" SET ("layout", LAYOUT, "placements/" SHOP, "{\"x\":1,\"y\":2}", "null") ","
                  SET ("layout", LAYOUT, "placements/" WRITE, "null", "{\"points\":[[1,2]]}") "]");
  assert_asked (self, "select title || (document -> 'placements')::text from parapet.layout where id = '" LAYOUT "'",
                "Most{\"" ORDERS "\": {\"x\": 3, \"y\": 4}, \"" WRITE "\": {\"points\": [[1, 2]]}}");
  assert_refused (self, self->architect, 4, "[" SET ("layout", LAYOUT, "placements/" SHOP, "{\"x\":1,\"y\":2}", "null") "]",
                  PP_API_ERROR_BAD_INPUT);
  apply (self, 4, "[" SET ("layout", LAYOUT, "placements/" ORDERS, "{\"x\":3,\"y\":4}", "null") ","
                  SET ("layout", LAYOUT, "placements/" WRITE, "{\"points\":[[1,2]]}", "null") "]");
  /* As a whole it is read as a whole. */
  apply (self, 5, "[" SET ("layout", LAYOUT, "placements", "null", "{\"" SHOP "\":{\"x\":9,\"y\":9}}") "]");
  assert_asked (self, "select (document -> 'placements')::text from parapet.layout where id = '" LAYOUT "'",
                "{\"" SHOP "\": {\"x\": 9, \"y\": 9}}");
  apply (self, 6, "[" REMOVE ("layout", LAYOUT) "]");
}

static void
test_nothing (Fixture       *self,
              gconstpointer  data)
{
  g_assert_cmpint (apply (self, 2, "[]"), ==, 2);
  assert_asked (self, "select count (*) from parapet.revision where model_id = '" MODEL "'", "2");
}

/* --- What is refused ----------------------------------------------------------------------------- */

static void
test_references (Fixture       *self,
                 gconstpointer  data)
{
  /* A node of another model (R08), one that is nowhere, and an edge that would be left hanging. */
  assert_refused (self, self->architect, 2, "[" ADD ("edge", READ, "{\"kind\":\"data-flow\",\"source\":\"" SHOP "\","
                  "\"target\":\"00000000-0000-4000-b000-000000000011\"}") "]", PP_API_ERROR_BAD_INPUT);
  assert_refused (self, self->architect, 2, "[" ADD ("threat", READ, "{\"element\":\"" READ "\"}") "]", PP_API_ERROR_BAD_INPUT);
  assert_refused (self, self->architect, 2, "[" REMOVE ("node", ORDERS) "]", PP_API_ERROR_BAD_INPUT);
  assert_refused (self, self->architect, 2, "[" SET ("node", SHOP, "parent", "null", "\"" ORDERS "\"") "]", PP_API_ERROR_BAD_INPUT);
  assert_refused (self, self->architect, 2, "[" SET ("node", READ, "name", "null", "\"x\"") "]", PP_API_ERROR_NOT_FOUND);
  apply (self, 2, "[" REMOVE ("threat", THREAT) "," REMOVE ("edge", WRITE) "," REMOVE ("node", ORDERS) "]");
}

/* R09: an identifier that another model or organisation has is free here, and tells nothing. */
static void
test_foreign_identifiers (Fixture       *self,
                          gconstpointer  data)
{
  apply (self, 2, "[" ADD ("node", "00000000-0000-4000-b000-000000000021", "{\"kind\":\"process\"}") ","
                  ADD ("node", "00000000-0000-4000-b000-000000000013", "{\"kind\":\"process\"}") "]");
  assert_refused (self, self->architect, 3, "[" ADD ("edge", SHOP, "{\"kind\":\"data-flow\"}") "]", PP_API_ERROR_BAD_INPUT);
}

/* A02, A11, R07: who may not see a model, or only look, writes nothing, and learns nothing. */
static void
test_hidden (Fixture       *self,
             gconstpointer  data)
{
  static const char change[] = "[" SET ("node", SHOP, "name", "\"Shop\"", "\"Mine\"") "]";
  g_autoptr (PpCaller) foreigner = new_caller (ORGANISATION_2, PERSON_2, PP_ROLE_ADMIN | PP_ROLE_ARCHITECT, "TLP:RED");
  g_autoptr (PpCaller) viewer = new_caller (ORGANISATION_1, PERSON_1, PP_ROLE_VIEWER | PP_ROLE_REVIEWER, "TLP:RED");
  g_autoptr (PpCaller) low = new_caller (ORGANISATION_1, PERSON_1, PP_ROLE_ARCHITECT, "TLP:CLEAR");

  assert_refused (self, foreigner, 2, change, PP_API_ERROR_NOT_FOUND);
  assert_refused (self, viewer, 2, change, PP_API_ERROR_NOT_FOUND);
  apply (self, 2, "[" SET ("node", SHOP, "marking", "null", "{\"tlp\":\"AMBER\"}") "]");
  assert_refused (self, low, 3, change, PP_API_ERROR_NOT_FOUND);
}

/* A15: no more nodes than a model may have. */
static void
test_room (Fixture       *self,
           gconstpointer  data)
{
  assert_asked (self, "select node_count || '/' || edge_count from parapet.model where id = '" MODEL "'", "2/1");
  pp_test_database_do (&self->database, "update parapet.model set node_count = 19999 where id = '" MODEL "'");
  g_assert_cmpint (apply (self, 2, "[" ADD ("node", READ, "{\"kind\":\"process\"}") "]"), ==, 3);
  assert_refused (self, self->architect, 3, "[" ADD ("node", "10000000-0000-4000-8000-000000000007", "{\"kind\":\"process\"}") "]",
                  PP_API_ERROR_BAD_INPUT);
  apply (self, 3, "[" REMOVE ("node", READ) "]");
}

#define N_AT_ONCE 8

/* A15: those who make models at the same time do not make more than there may be; and what one does not see is not counted:
 * besides the model of the test there are three, of which the architect sees one. */
static void
test_models (Fixture       *self,
             gconstpointer  data)
{
  static const char changes[] = "[{\"op\":\"set\",\"record\":\"model\",\"id\":\"%s\",\"field\":\"title\",\"after\":\"M\"}]";
  PpWriteRequest requests[N_AT_ONCE];
  char *ids[N_AT_ONCE];
  char *texts[N_AT_ONCE];
  GAsyncResult *results[N_AT_ONCE] = { NULL };
  guint n_made = 0;

  for (guint i = 0; i < N_AT_ONCE; i++)
    {
      ids[i] = pp_model_new_id ();
      texts[i] = g_strdup_printf (changes, ids[i]);
      requests[i] = (PpWriteRequest) { .action = "create-model", .model_id = ids[i], .creates = TRUE, .max_models = 5,
                                       .func = read_changes, .data = texts[i] };
      pp_write_async (self->database.database, self->architect, &requests[i], NULL, pp_test_keep_result, &results[i]);
    }
  for (guint i = 0; i < N_AT_ONCE; i++)
    {
      g_auto (PpWriteResult) written = { 0 };
      g_autoptr (GError) error = NULL;

      while (results[i] == NULL)
        g_main_context_iteration (NULL, TRUE);
      if (pp_write_finish (self->database.database, results[i], &written, &error))
        n_made++;
      else
        g_assert_error (error, PP_API_ERROR, PP_API_ERROR_BAD_INPUT);
      g_object_unref (results[i]);
      g_free (ids[i]);
      g_free (texts[i]);
    }
  g_assert_cmpuint (n_made, ==, 3);
  assert_asked (self, "select count (*) from parapet.model where organisation_id = '" ORGANISATION_1 "'", "7");
}

/* --- Conflicts ----------------------------------------------------------------------------------- */

/* A13: a stale revision changes nothing, and tells what was done since. */
static void
test_conflict (Fixture       *self,
               gconstpointer  data)
{
  g_auto (PpWriteResult) written = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) since = NULL;

  apply (self, 2, "[" SET ("node", SHOP, "name", "\"Shop\"", "\"Front\"") "]");
  g_assert_true (apply_as (self, self->architect, 2, "[" SET ("node", SHOP, "name", "\"Shop\"", "\"Back\"") "]", &written, &error));
  g_assert_no_error (error);
  g_assert_true (written.is_conflict);
  g_assert_true (written.is_complete);
  g_assert_cmpint (written.revision, ==, 3);
  g_assert_cmpuint (written.since->len, ==, 1);
  since = pp_change_list_new_from_json (g_ptr_array_index (written.since, 0), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (((PpChange *) g_ptr_array_index (since, 0))->field, ==, "name");
  assert_asked (self, "select name from parapet.node where id = '" SHOP "'", "Front");
}

/* A revision that is not there yet is a conflict of which nothing is told. */
static void
test_future (Fixture       *self,
             gconstpointer  data)
{
  g_auto (PpWriteResult) written = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (apply_as (self, self->architect, 9, "[" SET ("node", SHOP, "name", "\"Shop\"", "\"Back\"") "]", &written, &error));
  g_assert_true (written.is_conflict);
  g_assert_false (written.is_complete);
  g_assert_cmpint (written.revision, ==, 2);
}

typedef struct {
  Fixture *fixture;
  PpWriteRequest request;
  gint64 seen;
  char *changes;
  guint n_done;
  guint n_conflicts;
} Writer;

#define N_WRITES 1000

static GPtrArray *
count_up (PpDraft   *draft,
          gpointer   data,
          GError   **error)
{
  g_autoptr (JsonNode) before = pp_record_dup_field (pp_model_lookup (pp_draft_get_model (draft), SHOP), "properties/count");
  g_autoptr (JsonNode) after = json_node_init_int (json_node_alloc (), before != NULL ? json_node_get_int (before) + 1 : 1);
  GPtrArray *changes = pp_change_list_new ();

  g_ptr_array_add (changes, pp_change_new_set (PP_RECORD_NODE, SHOP, "properties/count", before, after));
  return changes;
}

static void write_again (Writer *writer);

static void
counted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  Writer *writer = data;
  g_auto (PpWriteResult) written = { 0 };
  g_autoptr (GError) error = NULL;

  pp_write_finish (PP_DATABASE (source), result, &written, &error);
  g_assert_no_error (error);
  writer->seen = written.revision;
  writer->n_conflicts += written.is_conflict;
  writer->n_done += !written.is_conflict;
  if (writer->n_done < N_WRITES)
    write_again (writer);
}

static void
write_again (Writer *writer)
{
  writer->request.revision = writer->seen;
  pp_write_async (writer->fixture->database.database, writer->fixture->architect, &writer->request, NULL, counted_cb, writer);
}

/* A13: two writers at once, with a thousand changes each, lose no update, and each conflict is told. */
static void
test_writers (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  Writer writers[2] = { 0 };

  g_ptr_array_add (ids, (char *) SHOP);
  for (guint i = 0; i < G_N_ELEMENTS (writers); i++)
    {
      writers[i].fixture = self;
      writers[i].seen = 2;
      writers[i].request = (PpWriteRequest) { .action = "apply-changes", .model_id = MODEL, .ids = ids, .func = count_up };
      write_again (&writers[i]);
    }
  while (writers[0].n_done < N_WRITES || writers[1].n_done < N_WRITES)
    g_main_context_iteration (NULL, TRUE);
  assert_asked (self, "select properties ->> 'count' from parapet.node where id = '" SHOP "'", "2000");
  assert_asked (self, "select revision from parapet.model where id = '" MODEL "'", "2002");
  assert_asked (self, "select count (*) from parapet.revision where model_id = '" MODEL "'", "2002");
  g_assert_cmpuint (writers[0].n_conflicts + writers[1].n_conflicts, >, 0);
  /* No revision is far from a state that is kept. */
  assert_asked (self, "select string_agg (number::text, ' ' order by number) from parapet.snapshot where model_id = '" MODEL "'",
                "101 201 301 401 501 601 701 801 901 1001 1101 1201 1301 1401 1501 1601 1701 1801 1901 2001");
}

/* A state of a large model is kept after more revisions: one for each 15 elements that it has. */
static void
test_weight (Fixture       *self,
             gconstpointer  data)
{
  static const struct {
    guint n_nodes;
    guint n_edges;
    const char *n_revisions;
  } sizes[] = { { 2, 1, "100" }, { 1000, 500, "100" }, { 5000, 10000, "1000" } };
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  PpWriteRequest request = { .action = "apply-changes", .model_id = MODEL, .ids = ids, .func = count_up };

  g_ptr_array_add (ids, (char *) SHOP);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_auto (PpWriteResult) written = { 0 };
      g_autofree char *sql = g_strdup_printf ("update parapet.model set weight = 0, node_count = %u, edge_count = %u"
                                              " where id = '" MODEL "'", sizes[i].n_nodes, sizes[i].n_edges);

      pp_test_database_do (&self->database, sql);
      make (self, self->architect, &request, &written, NULL);
      assert_asked (self, "select round (4000000.0 / (m.weight - length (r.changes::text)), -1)::integer from parapet.model m"
                    " join parapet.revision r on r.model_id = m.id and r.number = m.revision where m.id = '" MODEL "'",
                    sizes[i].n_revisions);
    }
}

static void
test_repeated (Fixture       *self,
               gconstpointer  data)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  PpWriteRequest request = { .action = "apply-changes", .model_id = MODEL, .revision = 2, .request_id = REQUEST, .ids = ids,
                             .func = count_up };

  g_ptr_array_add (ids, (char *) SHOP);
  for (guint i = 0; i < 3; i++)
    {
      g_auto (PpWriteResult) written = { 0 };
      g_autoptr (GError) error = NULL;

      make (self, self->architect, &request, &written, &error);
      g_assert_no_error (error);
      g_assert_false (written.is_conflict);
      g_assert_cmpint (written.revision, ==, 3);
    }
  assert_asked (self, "select properties ->> 'count' from parapet.node where id = '" SHOP "'", "1");
}

/* --- The past ------------------------------------------------------------------------------------ */

static void
assert_count_at (Fixture *self,
                 gint64   revision,
                 gint64   expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PpModel) model = load_past (self, self->architect, revision, &error);
  g_autoptr (JsonNode) count = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (pp_model_get_n_records (model, PP_RECORD_LAYOUT), ==, 1);
  g_assert_cmpstr (pp_info_get_title (pp_model_get_info (model)), ==, "Shop");
  count = pp_record_dup_field (pp_model_lookup (model, SHOP), "properties/count");
  g_assert_cmpint (count != NULL ? json_node_get_int (count) : 0, ==, expected);
}

/* Any revision is found from the one after it that is kept: a snapshot, or what is there now. */
static void
test_past (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  PpWriteRequest request = { .action = "apply-changes", .model_id = MODEL, .ids = ids, .func = count_up };
  g_autoptr (GPtrArray) forward = NULL;
  g_autoptr (GPtrArray) backward = NULL;
  g_autoptr (GError) none = NULL, future = NULL;

  g_ptr_array_add (ids, (char *) SHOP);
  for (guint i = 0; i < 8; i++)
    {
      g_auto (PpWriteResult) written = { 0 };

      if (i == 3)
        pp_test_database_do (&self->database, "update parapet.model set weight = 100000000 where id = '" MODEL "'");
      make (self, self->architect, &request, &written, NULL);
      g_assert_cmpint (written.revision, ==, 3 + i);
    }
  assert_asked (self, "select string_agg (number::text, ' ') from parapet.snapshot where model_id = '" MODEL "'", "6");
  for (gint64 revision = 2; revision <= 10; revision++)
    assert_count_at (self, revision, revision - 2);

  forward = compare (self, 3, 9);
  g_assert_cmpuint (forward->len, ==, 1);
  g_assert_cmpint (json_node_get_int (((PpChange *) g_ptr_array_index (forward, 0))->before), ==, 1);
  g_assert_cmpint (json_node_get_int (((PpChange *) g_ptr_array_index (forward, 0))->after), ==, 7);
  backward = compare (self, 2, 1);
  g_assert_cmpuint (backward->len, ==, 5);
  g_assert_null (load_past (self, self->architect, 0, &none));
  g_assert_error (none, PP_API_ERROR, PP_API_ERROR_NOT_FOUND);
  g_assert_null (load_past (self, self->architect, 11, &future));
  g_assert_error (future, PP_API_ERROR, PP_API_ERROR_NOT_FOUND);
}

/* --- Markings ------------------------------------------------------------------------------------ */

static GPtrArray *
mark_model (PpDraft   *draft,
            gpointer   data,
            GError   **error)
{
  PpRecord *info = PP_RECORD (pp_model_get_info (pp_draft_get_model (draft)));
  g_autoptr (JsonNode) before = pp_record_dup_field (info, "marking");
  g_autoptr (JsonNode) after = pp_marking_to_json (data);
  GPtrArray *changes = pp_change_list_new ();

  g_ptr_array_add (changes, pp_change_new_set (PP_RECORD_MODEL, MODEL, "marking", before, after));
  return changes;
}

static gboolean
mark (Fixture     *self,
      PpCaller    *caller,
      const char  *text,
      const char  *reason,
      GError     **error)
{
  g_autoptr (PpMarking) marks = pp_marking_new_from_text (text, NULL);
  PpWriteRequest request = { .action = "set-marks", .model_id = MODEL, .marks = marks, .reason = reason,
                             .func = mark_model, .data = marks };
  g_auto (PpWriteResult) written = { 0 };

  return make (self, caller, &request, &written, error);
}

#define LEVELS "select tlp || '-' || nato || '-' || eu from parapet.label l join parapet.model m on m.label_id = l.id and" \
               " m.organisation_id = l.organisation_id where m.id = '" MODEL "'"

/* A05, A06: what stands in a model raises it, up to one's own clearance. */
static void
test_raised (Fixture       *self,
             gconstpointer  data)
{
  assert_asked (self, LEVELS, "0-0-0");
  apply (self, 2, "[" SET ("node", SHOP, "marking", "null", "{\"tlp\":\"AMBER\"}") "]");
  assert_asked (self, LEVELS, "3-0-0");
  apply (self, 3, "[" SET ("node", ORDERS, "marking", "null", "{\"tlp\":\"GREEN\"}") "]");
  assert_asked (self, LEVELS, "3-0-0");
  assert_refused (self, self->architect, 4, "[" SET ("threat", THREAT, "marking", "null", "{\"tlp\":\"RED\"}") "]",
                  PP_API_ERROR_FORBIDDEN);
  assert_refused (self, self->architect, 4, "[" SET ("threat", THREAT, "marking", "null", "{\"nato\":\"NATO SECRET\"}") "]",
                  PP_API_ERROR_FORBIDDEN);
  assert_refused (self, self->architect, 4, "[" SET ("threat", THREAT, "marking", "null", "{\"caveats\":[\"ORCON\"]}") "]",
                  PP_API_ERROR_FORBIDDEN);
  /* A04 */
  assert_refused (self, self->architect, 4, "[" SET ("threat", THREAT, "marking", "null", "{\"tlp\":\"ＲＥＤ\"}") "]",
                  PP_API_ERROR_BAD_INPUT);
}

/* A08: what was marked higher stays out of sight, with all that lies behind it. */
static void
assert_hidden_past (Fixture *self)
{
  g_autoptr (PpCaller) low = new_caller (ORGANISATION_1, PERSON_1, PP_ROLE_ARCHITECT, "TLP:CLEAR");
  g_autoptr (PpModel) now = load_past (self, low, 5, NULL);

  g_assert_nonnull (now);
  for (gint64 revision = 1; revision < 5; revision++)
    {
      g_autoptr (PpModel) before = load_past (self, self->architect, revision, NULL);
      g_autoptr (GError) error = NULL;

      g_assert_nonnull (before);
      g_assert_null (load_past (self, low, revision, &error));
      g_assert_error (error, PP_API_ERROR, PP_API_ERROR_NOT_FOUND);
    }
}

/* A05, L01: lowering is for classifiers with a reason, and is noted. */
static void
test_lowered (Fixture       *self,
              gconstpointer  data)
{
  static const char lower_node[] = "[" SET ("node", SHOP, "marking", "{\"tlp\":\"AMBER\"}", "null") "]";
  g_autoptr (PpCaller) classifier = new_caller (ORGANISATION_1, PERSON_1, PP_ROLE_CLASSIFIER | PP_ROLE_ARCHITECT, "TLP:AMBER");
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  PpWriteRequest request = { .action = "apply-changes", .model_id = MODEL, .ids = ids, .note = "It is on the page.",
                             .func = read_changes, .data = (char *) lower_node };
  g_auto (PpWriteResult) written = { 0 };
  g_autoptr (GError) inside = NULL, role = NULL, reason = NULL, done = NULL;

  g_ptr_array_add (ids, (char *) SHOP);
  apply (self, 2, "[" SET ("node", SHOP, "marking", "null", "{\"tlp\":\"AMBER\"}") "]");
  assert_refused (self, self->architect, 3, lower_node, PP_API_ERROR_FORBIDDEN);
  assert_refused (self, classifier, 3, lower_node, PP_API_ERROR_BAD_INPUT);
  g_assert_false (mark (self, classifier, "TLP:CLEAR", "It is known.", &inside));
  g_assert_error (inside, PP_API_ERROR, PP_API_ERROR_BAD_INPUT);
  make (self, classifier, &request, &written, &done);
  g_assert_no_error (done);

  g_assert_false (mark (self, self->architect, "TLP:CLEAR", "It is known.", &role));
  g_assert_error (role, PP_API_ERROR, PP_API_ERROR_FORBIDDEN);
  g_assert_false (mark (self, classifier, "TLP:CLEAR", "", &reason));
  g_assert_error (reason, PP_API_ERROR, PP_API_ERROR_BAD_INPUT);
  assert_asked (self, LEVELS, "3-0-0");
  g_assert_true (mark (self, classifier, "TLP:CLEAR", "It is known.", &done));
  g_assert_no_error (done);
  assert_asked (self, LEVELS, "1-0-0");
  assert_asked (self, "select string_agg (action || ':' || reason, ' ' order by sequence) from parapet.audit"
                      " where object_id = '" MODEL "' and reason <> ''",
                "apply-changes:It is on the page. lower-marking:It is known. set-marks:It is known.");
  assert_asked (self, "select string_agg (value ->> 'reason', ' ') from parapet.model, jsonb_each (document -> 'lowerings')"
                      " where id = '" MODEL "'", "It is on the page.");
  assert_asked (self, "select string_agg (l.tlp::text, ' ' order by r.number) from parapet.revision r"
                      " join parapet.label l on l.id = r.content_label_id where r.model_id = '" MODEL "'", "0 0 3 3 3");
  assert_hidden_past (self);
}

/* --- Killed -------------------------------------------------------------------------------------- */

/* What the other process does: one revision after another, until it is killed. Never returns. */
static G_NORETURN void
write_forever (const char *address)
{
  const PpDatabaseSettings settings = { .address = address };
  Fixture fixture = { .database.database = pp_database_new (&settings),
                      .architect = new_caller (ORGANISATION_1, PERSON_1, PP_ROLE_ARCHITECT, "TLP:AMBER") };
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  PpWriteRequest request = { .action = "apply-changes", .model_id = MODEL, .ids = ids, .func = count_up };

  g_ptr_array_add (ids, (char *) SHOP);
  for (;;)
    {
      g_auto (PpWriteResult) written = { 0 };

      if (make (&fixture, fixture.architect, &request, &written, NULL))
        g_print ("%" G_GINT64_FORMAT "\n", written.revision);
    }
}

static gint64
read_number (GDataInputStream *lines)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *line = g_data_input_stream_read_line (lines, NULL, NULL, &error);

  g_assert_no_error (error);
  return line != NULL ? g_ascii_strtoll (line, NULL, 10) : 0;
}

/* O06: who writes is killed at any moment. What was told to be written is there, and nothing is there by half. */
static void
test_killed (Fixture       *self,
             gconstpointer  data)
{
  g_autofree char *address = pp_cluster_get_address (pp_test_cluster_get (), self->database.name, "parapet_server");
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  gint64 told = 2;

  for (guint round = 0; round < 12; round++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GSubprocess) writer = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, WRITE_FOREVER,
                                                         address, NULL);
      g_autoptr (GDataInputStream) lines = NULL;
      g_autofree char *consistent = NULL;
      g_autofree char *revision = NULL;
      gint64 number;

      g_assert_no_error (error);
      lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (writer));
      for (guint i = 0; i < 3; i++)
        told = read_number (lines);
      g_usleep ((gulong) g_test_rand_int_range (0, 20000));
      g_subprocess_force_exit (writer);
      while ((number = read_number (lines)) > 0)
        told = number;
      g_subprocess_wait (writer, NULL, NULL);

      consistent = pp_test_database_ask (&self->database,
        "select concat_ws (' ', m.revision - (n.properties ->> 'count')::integer,"
        " m.revision - (select count (*) from parapet.revision where model_id = m.id),"
        " (select (changes -> 0 ->> 'after')::integer from parapet.revision where model_id = m.id and number = m.revision)"
        "  - (n.properties ->> 'count')::integer,"
        " m.revision - (select count (*) from parapet.audit where object_id = m.id),"
        " m.revision - (select count (*) from parapet.event where model_id = m.id))"
        " from parapet.model m join parapet.node n on n.model_id = m.id and n.id = '" SHOP "' where m.id = '" MODEL "'");
      g_assert_cmpstr (consistent, ==, "2 0 0 0 0");
      revision = pp_test_database_ask (&self->database, "select revision from parapet.model where id = '" MODEL "'");
      g_assert_cmpint (g_ascii_strtoll (revision, NULL, 10), >=, told);
    }
  g_assert_cmpint (told, >, 2);
}

/* --- Audit --------------------------------------------------------------------------------------- */

/* L01, L05: who, from where, what, on what, which revision; one row for each. */
static void
test_audit (Fixture       *self,
            gconstpointer  data)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  PpWriteRequest request = { .action = "apply-changes", .model_id = MODEL, .request_id = REQUEST, .ids = ids, .func = count_up };
  g_auto (PpWriteResult) written = { 0 };

  g_ptr_array_add (ids, (char *) SHOP);
  make (self, self->architect, &request, &written, NULL);
  assert_asked (self, "select string_agg (concat_ws (' ', issuer, subject, action, revision_before, revision_after, host (address),"
                      " request_id), ', ' order by sequence) from parapet.audit where object_id = '" MODEL "'",
                "issuer person create-model 0 1 192.0.2.7, issuer person apply-changes 1 2 192.0.2.7,"
                " issuer person apply-changes 2 3 192.0.2.7 " REQUEST);
  assert_asked (self, "select count (*) from parapet.find_broken_audit ('" ORGANISATION_1 "')", "0");
}

#define TEST(path, function) g_test_add ("/write/" path, Fixture, NULL, set_up, function, tear_down)

static void
add_tests (void)
{
  TEST ("rows", test_rows);
  TEST ("small", test_small);
  TEST ("edges-at-edges", test_edges_at_edges);
  TEST ("placements", test_placements);
  TEST ("nothing", test_nothing);
  TEST ("R08-references", test_references);
  TEST ("R09-foreign-identifiers", test_foreign_identifiers);
  TEST ("A02-A11-R07-hidden", test_hidden);
  TEST ("A15-room", test_room);
  TEST ("A15-models", test_models);
  TEST ("A13-conflict", test_conflict);
  TEST ("A13-future", test_future);
  TEST ("A13-writers", test_writers);
  TEST ("weight", test_weight);
  TEST ("repeated", test_repeated);
  TEST ("past", test_past);
  TEST ("A05-A06-raised", test_raised);
  TEST ("A05-A08-lowered", test_lowered);
  TEST ("O06-killed", test_killed);
  TEST ("L01-audit", test_audit);
}

int
main (int   argc,
      char *argv[])
{
  if (argc == 3 && strcmp (argv[1], WRITE_FOREVER) == 0)
    write_forever (argv[2]);
  return pp_test_cluster_run (&argc, &argv, add_tests);
}
