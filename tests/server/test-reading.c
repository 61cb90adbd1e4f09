/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "pp-json.h"
#include "pp-row.h"
#include "pp-test-api.h"
#include "pp-test.h"
#include "pp-words.h"

#define ALL_CLEARANCE "{\"tlp\":\"RED\",\"nato\":\"COSMIC TOP SECRET\",\"eu\":\"TRES SECRET UE/EU TOP SECRET\"," \
                      "\"caveats\":[\"ORCON\"]}"
#define AMBER "{\"tlp\":\"AMBER\",\"caveats\":[\"ORCON\"]}"
#define MODEL(organisation, label) "00000000-0000-4000-b000-0000000000" #organisation #label
#define PERSON_1 "00000000-0000-4000-a000-000000000001"

typedef PpTestApi Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  pp_test_api_open (self, NULL);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  pp_test_api_close (self);
}

/* --- who asks --- */

static void
test_viewer (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr (PpCaller) known = pp_test_api_call_as (self, "person", 1, PP_ROLE_VIEWER | PP_ROLE_CLASSIFIER, AMBER);
  g_autoptr (PpCaller) fresh = pp_test_api_call_as (self, "alice", 1, PP_ROLE_ARCHITECT, NULL);
  g_autoptr (PpCaller) again = pp_test_api_call_as (self, "alice", 1, PP_ROLE_ARCHITECT, NULL);
  g_autoptr (PpCaller) promoted = pp_test_api_call_as (self, "alice", 1, PP_ROLE_ADMIN, NULL);
  g_autoptr (PpCaller) elsewhere = pp_test_api_call_as (self, "alice", 2, PP_ROLE_ARCHITECT, NULL);

  pp_test_api_expect (self, known, "{ viewer { id name roles clearance { scheme level rank caveats } } organisation { name } }",
                      "{\"data\":{\"viewer\":{\"id\":\"" PERSON_1 "\",\"name\":\"person\",\"roles\":[\"VIEWER\",\"CLASSIFIER\"],"
                      "\"clearance\":[{\"scheme\":\"TLP\",\"level\":\"AMBER\",\"rank\":3,\"caveats\":[\"ORCON\"]}]},"
                      "\"organisation\":{\"name\":\"Organisation 1\"}}}");
  g_assert_cmpstr (pp_caller_get_member (fresh), ==, pp_caller_get_member (again));
  g_assert_cmpstr (pp_caller_get_member (fresh), ==, pp_caller_get_member (promoted));
  g_assert_cmpstr (pp_caller_get_member (fresh), !=, pp_caller_get_member (elsewhere));
  pp_test_api_expect (self, promoted, "{ organisation { members { nodes { name roles clearance { level } } } } }",
                      "{\"data\":{\"organisation\":{\"members\":{\"nodes\":["
                      "{\"name\":\"alice\",\"roles\":[\"ADMIN\"],\"clearance\":[]},"
                      "{\"name\":\"person\",\"roles\":[\"VIEWER\",\"CLASSIFIER\"],\"clearance\":null}]}}}}");
  /* A11: an admin of one organisation is nobody in another one. */
  pp_test_api_expect (self, elsewhere, "{ organisation { name members { nodes { name } } } }",
                      "{\"data\":{\"organisation\":{\"name\":\"Organisation 2\",\"members\":{\"nodes\":["
                      "{\"name\":\"alice\"},{\"name\":\"person\"}]}}}}");
}

static void
test_strangers (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr (PpMarking) nothing = pp_marking_new ();
  g_autoptr (PpIdentity) identity = pp_identity_new ("issuer", "x", NULL, "org-3", 63, nothing, 4e9);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pp_callers_find_async (self->callers, identity, NULL, NULL, pp_test_keep_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (pp_callers_find_finish (self->callers, result, &error));
  g_assert_error (error, PP_CALLER_ERROR, PP_CALLER_ERROR_UNKNOWN);
}

/* Many requests of a new member at once make one member. */
static void
test_newcomers (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr (PpMarking) nothing = pp_marking_new ();
  g_autoptr (PpIdentity) identity = pp_identity_new ("issuer", "new", "New one", "org-1", 1, nothing, 4e9);
  GAsyncResult *results[20] = { NULL };
  g_autofree char *n_members = NULL;
  g_autoptr (PpCaller) first = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    pp_callers_find_async (self->callers, identity, NULL, NULL, pp_test_keep_result, &results[i]);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr (PpCaller) caller = NULL;
      g_autoptr (GError) error = NULL;

      while (results[i] == NULL)
        g_main_context_iteration (NULL, TRUE);
      caller = pp_callers_find_finish (self->callers, results[i], &error);
      g_assert_no_error (error);
      if (first == NULL)
        first = pp_caller_ref (caller);
      g_assert_cmpstr (pp_caller_get_member (caller), ==, pp_caller_get_member (first));
      g_object_unref (results[i]);
    }
  n_members = pp_test_database_ask (&self->base, "select count (*) from parapet.member where subject = 'new' and name = 'New one'");
  g_assert_cmpstr (n_members, ==, "1");
}

/* --- models --- */

static void
test_models (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr (PpCaller) low = pp_test_api_call_as (self, "low", 1, PP_ROLE_VIEWER, NULL);
  g_autoptr (PpCaller) amber = pp_test_api_call_as (self, "amber", 1, PP_ROLE_VIEWER, AMBER);
  g_autoptr (PpCaller) person = pp_test_api_call_as (self, "person", 1, PP_ROLE_VIEWER, ALL_CLEARANCE);
  const char *titles = "{ models(order: TITLE_ASC) { nodes { title marks { level } } pageInfo { hasNextPage } } }";

  pp_test_api_expect (self, low, titles,
                      "{\"data\":{\"models\":{\"nodes\":[{\"title\":\"Model 1\",\"marks\":[]}],"
                      "\"pageInfo\":{\"hasNextPage\":false}}}}");
  pp_test_api_expect (self, amber, titles,
                      "{\"data\":{\"models\":{\"nodes\":[{\"title\":\"Model 1\",\"marks\":[]},"
                      "{\"title\":\"Model 2\",\"marks\":[{\"level\":\"AMBER\"}]}],"
                      "\"pageInfo\":{\"hasNextPage\":false}}}}");
  pp_test_api_expect (self, person, titles,
                      "{\"data\":{\"models\":{\"nodes\":[{\"title\":\"Model 1\",\"marks\":[]},"
                      "{\"title\":\"Model 2\",\"marks\":[{\"level\":\"AMBER\"}]},"
                      "{\"title\":\"Model 3\",\"marks\":[{\"level\":\"RED\"}]}],"
                      "\"pageInfo\":{\"hasNextPage\":false}}}}");
}

/* Models beside each other that differ in one scheme or in a caveat, or not at all. */
static void
test_marks (Fixture       *self,
            gconstpointer  data)
{
  static const char * const expected[] = {
    "\"Marked a\",\"marks\":[{\"scheme\":\"TLP\",\"rank\":2,\"caveats\":[\"ORCON\"]},"
    "{\"scheme\":\"NATO\",\"rank\":3,\"caveats\":[]},{\"scheme\":\"EU\",\"rank\":4,\"caveats\":[]}]",
    "\"Marked b\",\"marks\":[{\"scheme\":\"TLP\",\"rank\":2,\"caveats\":[\"ORCON\"]},"
    "{\"scheme\":\"NATO\",\"rank\":3,\"caveats\":[]},{\"scheme\":\"EU\",\"rank\":4,\"caveats\":[]}]",
    "\"Marked c\",\"marks\":[{\"scheme\":\"TLP\",\"rank\":2,\"caveats\":[]},"
    "{\"scheme\":\"NATO\",\"rank\":3,\"caveats\":[]},{\"scheme\":\"EU\",\"rank\":4,\"caveats\":[]}]",
    "\"Marked d\",\"marks\":[{\"scheme\":\"NATO\",\"rank\":3,\"caveats\":[]}]",
    "\"Marked e\",\"marks\":[{\"scheme\":\"EU\",\"rank\":3,\"caveats\":[]}]",
    "\"Marked f\",\"marks\":[{\"scheme\":\"TLP\",\"rank\":3,\"caveats\":[]}]",
  };
  g_autoptr (PpCaller) caller = pp_test_api_call_as (self, "person", 1, PP_ROLE_VIEWER, ALL_CLEARANCE);
  g_autoptr (GString) answer = g_string_new ("{\"data\":{\"models\":{\"nodes\":[");

  pp_test_database_do (&self->base,
    "insert into parapet.label (organisation_id, tlp, nato, eu, caveats) select id, t, n, e, c from parapet.organisation,"
    "  (values (2, 3, 4, array['ORCON']), (2, 3, 4, '{}'), (0, 3, 0, '{}'), (0, 0, 3, '{}'), (3, 0, 0, '{}'))"
    "  l (t, n, e, c);"
    "insert into parapet.model (organisation_id, label_id, title) select organisation_id, l.id, 'Marked ' || w.title from parapet.label l"
    "  join (values ('a', 2, 3, 4, 1), ('b', 2, 3, 4, 1), ('c', 2, 3, 4, 0), ('d', 0, 3, 0, 0), ('e', 0, 0, 3, 0),"
    "  ('f', 3, 0, 0, 0)) w (title, t, n, e, c) on l.tlp = t and l.nato = n and l.eu = e and cardinality (l.caveats) = c");
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_string_append_printf (answer, "%s{\"title\":%s}", i > 0 ? "," : "", expected[i]);
  g_string_append (answer, "]}}}");
  pp_test_api_expect (self, caller,
                      "{ models(search: \"marked\", order: TITLE_ASC) { nodes { title marks { scheme rank caveats } } } }",
                      answer->str);
}

/* A02: what is of another organisation, above the clearance, or no identifier at all, is not there. */
static void
test_hidden (Fixture       *self,
             gconstpointer  data)
{
  static const char * const ids[] = {
    MODEL (1, 2), MODEL (1, 3), MODEL (2, 1), "11111111-1111-4111-8111-111111111111", "x", "", "'; drop table x --",
  };
  g_autoptr (PpCaller) low = pp_test_api_call_as (self, "low", 1, PP_ROLE_VIEWER, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autofree char *document = g_strdup_printf ("{ model(id: \"%s\") { id title nodes { nodes { id } } } }", ids[i]);

      pp_test_api_expect (self, low, document, "{\"data\":{\"model\":null}}");
    }
}

static void
test_graph (Fixture       *self,
            gconstpointer  data)
{
  g_autoptr (PpCaller) low = pp_test_api_call_as (self, "low", 1, PP_ROLE_VIEWER, NULL);

  pp_test_database_do (&self->base,
    "insert into parapet.node (organisation_id, model_id, id, label_id, kind, name, parent_id, properties, document)"
    " select organisation_id, id, 'ffffffff-0000-4000-8000-000000000001', label_id, 'mainframe', 'Box', id,"
    " '{\"zone\": {\"n\": 1.50}}',"
    " '{\"category\": \"IT\", \"description\": \"a \\\"b\\\"\", \"facts\": {\"encrypted\": {\"value\": true}},"
    "   \"techniques\": [\"T1\", \"T2\"], \"marking\": {\"eu\": \"RESTREINT UE/EU RESTRICTED\"}}'"
    " from parapet.model where id = '" MODEL (1, 1) "'");
  pp_test_api_expect (self, low,
    "{ model(id: \"" MODEL (1, 1) "\") { revision graph { revision nodes { id kind kindId category name description parentId"
    " marks { scheme rank } facts properties techniques killChainPhases } edges { id kind sourceId targetId source { name kind }"
    " target { id } properties } } } }",
    "{\"data\":{\"model\":{\"revision\":1,\"graph\":{\"revision\":1,\"nodes\":["
    "{\"id\":\"" MODEL (1, 1) "\",\"kind\":\"PROCESS\",\"kindId\":\"process\",\"category\":null,\"name\":\"\",\"description\":\"\","
    "\"parentId\":null,\"marks\":[],\"facts\":{},\"properties\":{},\"techniques\":[],\"killChainPhases\":[]},"
    "{\"id\":\"ffffffff-0000-4000-8000-000000000001\",\"kind\":\"OTHER\",\"kindId\":\"mainframe\",\"category\":\"IT\",\"name\":\"Box\","
    "\"description\":\"a \\\"b\\\"\",\"parentId\":\"" MODEL (1, 1) "\",\"marks\":[{\"scheme\":\"EU\",\"rank\":1}],"
    "\"facts\":{\"encrypted\": {\"value\": true}},\"properties\":{\"zone\": {\"n\": 1.50}},\"techniques\":[\"T1\",\"T2\"],"
    "\"killChainPhases\":[]}],"
    "\"edges\":[{\"id\":\"" MODEL (1, 1) "\",\"kind\":\"DATA_FLOW\",\"sourceId\":\"" MODEL (1, 1) "\",\"targetId\":\"" MODEL (1, 1) "\","
    "\"source\":{\"name\":\"\",\"kind\":\"PROCESS\"},\"target\":{\"id\":\"" MODEL (1, 1) "\"},\"properties\":{}}]}}}}");
}

/* The names of 300 elements in the order in which a graph has them, which were added in another one. */
static char *
list_names (Fixture    *self,
            PpCaller   *caller,
            const char *list,
            const char *fields)
{
  g_autofree char *document = g_strdup_printf ("{ model(id: \"" MODEL (1, 1) "\") { graph { %s { %s } } } }", list, fields);
  g_autofree char *answer = pp_test_api_ask (self, caller, document, NULL);
  g_autoptr (JsonNode) node = json_from_string (answer, NULL);
  JsonObject *graph = pp_json_get_object (pp_json_get_object (pp_json_get_object (json_node_get_object (node), "data"),
                                                              "model"), "graph");
  JsonArray *elements = pp_json_get_array (graph, list);
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (elements); i++)
    g_string_append_printf (names, "%s ", pp_json_get_string (json_array_get_object_element (elements, i), "name", "?"));

  return g_string_free (names, FALSE);
}

static void
test_graph_order (Fixture       *self,
                  gconstpointer  data)
{
  static const char * const lists[] = { "nodes", "edges" };
  g_autoptr (PpCaller) caller = pp_test_api_call_as (self, "low", 1, PP_ROLE_VIEWER, NULL);

  pp_test_database_do (&self->base,
    "insert into parapet.node (organisation_id, model_id, id, label_id, kind, name)"
    " select organisation_id, m.id, md5 (i::text)::uuid, label_id, 'process', i::text"
    "   from parapet.model m, generate_series (1, 300) i where m.id = '" MODEL (1, 1) "';"
    "insert into parapet.edge (organisation_id, model_id, id, label_id, kind, name, source_id, target_id)"
    " select organisation_id, m.id, md5 ('e' || i)::uuid, label_id, 'data-flow', i::text, m.id, m.id"
    "   from parapet.model m, generate_series (1, 300) i where m.id = '" MODEL (1, 1) "'");
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autofree char *statement = g_strdup_printf ("select string_agg (name || ' ', '' order by id) from parapet.%.4s"
                                                    " where model_id = '" MODEL (1, 1) "'", lists[i]);
      g_autofree char *expected = pp_test_database_ask (&self->base, statement);
      g_autofree char *narrow = list_names (self, caller, lists[i], "name");
      g_autofree char *wide = list_names (self, caller, lists[i], "name description");

      g_assert_cmpuint (strlen (expected), >, 300);
      g_assert_cmpstr (narrow, ==, expected);
      g_assert_cmpstr (wide, ==, expected);
    }
}

/* The fields of a type that need no arguments, with what must stand behind their names. (transfer full) */
static GPtrArray *
list_fields (Fixture    *self,
             PpCaller   *caller,
             const char *type)
{
  g_autofree char *answer =
    pp_test_api_ask_for (self, caller, "{ __type(name: \"%s\") { fields { name args { name }"
                         " type { kind ofType { kind ofType { kind ofType { kind } } } } } } }", type);
  g_autoptr (JsonNode) node = json_from_string (answer, NULL);
  JsonObject *data = pp_json_get_object (json_node_get_object (node), "data");
  JsonArray *fields = pp_json_get_array (pp_json_get_object (data, "__type"), "fields");
  GPtrArray *selections = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < json_array_get_length (fields); i++)
    {
      JsonObject *field = json_array_get_object_element (fields, i);
      JsonObject *wrapped = pp_json_get_object (field, "type");

      while (pp_json_get_object (wrapped, "ofType") != NULL)
        wrapped = pp_json_get_object (wrapped, "ofType");
      if (json_array_get_length (pp_json_get_array (field, "args")) == 0)
        g_ptr_array_add (selections,
                         g_strconcat (pp_json_get_string (field, "name", ""),
                                      strcmp (pp_json_get_string (wrapped, "kind", ""), "OBJECT") == 0 ? " { __typename }"
                                                                                                      : "", NULL));
    }

  return selections;
}

/* Whatever else is fetched of a model with it, a field that is asked for alone is what it is beside all others. */
static void
assert_alone (Fixture    *self,
              PpCaller   *caller,
              const char *selection)
{
  g_autofree char *alone = pp_test_api_ask_for (self, caller, "{ models { nodes { %s } } }", selection);
  g_autofree char *beside = pp_test_api_ask_for (self, caller, "{ models { nodes { %s last: document } } }", selection);
  gsize length = strlen (alone) - strlen ("}]}}}");

  g_test_message ("%s", alone);
  g_assert_true (g_str_has_suffix (alone, "}]}}}"));
  g_assert_cmpint (strncmp (alone, beside, length), ==, 0);
  g_assert_true (g_str_has_prefix (beside + length, ",\"last\":{"));
}

static void
test_alone (Fixture       *self,
            gconstpointer  data)
{
  g_autoptr (PpCaller) caller = pp_test_api_call_as (self, "person", 1, PP_ROLE_VIEWER | PP_ROLE_CLASSIFIER, AMBER);
  g_autoptr (GPtrArray) of_model = list_fields (self, caller, "ThreatModel");
  g_autoptr (GPtrArray) of_member = list_fields (self, caller, "Member");

  pp_test_database_do (&self->base,
    "update parapet.model set updated_by = '" PERSON_1 "' where id = '" MODEL (1, 1) "';"
    "delete from parapet.model where id <> '" MODEL (1, 1) "'");
  g_assert_cmpuint (of_model->len, >, 10);
  g_assert_cmpuint (of_member->len, >=, 4);
  for (guint i = 0; i < of_model->len; i++)
    assert_alone (self, caller, g_ptr_array_index (of_model, i));
  for (guint i = 0; i < of_member->len; i++)
    {
      g_autofree char *selection = g_strdup_printf ("updatedBy { %s }", (char *) g_ptr_array_index (of_member, i));

      assert_alone (self, caller, selection);
    }
}

/* The names in all pages of a list, one after the other. */
static char *
walk (Fixture    *self,
      PpCaller   *caller,
      const char *document,
      const char *list,
      guint      *n_pages)
{
  GString *names = g_string_new (NULL);
  g_autofree char *after = NULL;

  *n_pages = 0;
  for (;;)
    {
      g_autofree char *variables = after != NULL ? g_strdup_printf ("{ \"after\": \"%s\" }", after) : NULL;
      g_autofree char *answer = pp_test_api_ask (self, caller, document, variables);
      g_autoptr (JsonNode) node = json_from_string (answer, NULL);
      JsonObject *object = pp_json_get_object (json_node_get_object (node), "data");
      JsonObject *info;
      JsonArray *items;

      if (pp_json_get_object (object, "model") != NULL)
        object = pp_json_get_object (object, "model");
      object = pp_json_get_object (object, list);
      g_assert_nonnull (object);
      items = pp_json_get_array (object, "nodes");
      info = pp_json_get_object (object, "pageInfo");
      for (guint i = 0; i < json_array_get_length (items); i++)
        g_string_append_printf (names, "%s ",
                                pp_json_get_string (json_array_get_object_element (items, i), "name", "?"));
      ++*n_pages;
      g_assert_cmpint (pp_json_get_boolean (info, "hasPreviousPage", FALSE), ==, after != NULL);
      if (!pp_json_get_boolean (info, "hasNextPage", FALSE))
        return g_string_free (names, FALSE);
      g_free (after);
      after = g_strdup (pp_json_get_string (info, "endCursor", NULL));
      g_assert_nonnull (after);
    }
}

static void
assert_walk (Fixture    *self,
             PpCaller   *caller,
             const char *document,
             const char *list,
             const char *expected,
             guint       expected_pages)
{
  guint n_pages;
  g_autofree char *names = walk (self, caller, document, list, &n_pages);

  g_assert_cmpstr (names, ==, expected);
  g_assert_cmpuint (n_pages, ==, expected_pages);
}

static void
test_pages (Fixture       *self,
            gconstpointer  data)
{
  static const struct {
    const char *order;
    const char *names;
  } orders[] = {
    { "TITLE_ASC", "Model_1 a b c d e " },
    { "TITLE_DESC", "e d c b a Model_1 " },
    { "UPDATED_DESC", "a b c d e Model_1 " },
    { "UPDATED_ASC", "Model_1 e d c b a " },
  };
  g_autoptr (PpCaller) caller = pp_test_api_call_as (self, "low", 1, PP_ROLE_VIEWER, NULL);

  pp_test_database_do (&self->base,
    "update parapet.model set title = 'Model_1', updated_at = now () - interval '1 year' where id = '" MODEL (1, 1) "';"
    "insert into parapet.model (organisation_id, label_id, title, updated_at)"
    " select m.organisation_id, m.label_id, t, now () - interval '1 day' * ascii (t)"
    " from parapet.model m, unnest (array['a', 'b', 'c', 'd', 'e']) t where m.id = '" MODEL (1, 1) "'");
  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    for (guint first = 1; first <= 7; first++)
      {
        g_autofree char *document =
          g_strdup_printf ("query ($after: Cursor) { models(first: %u, after: $after, order: %s)"
                           " { nodes { name: title } pageInfo { hasNextPage hasPreviousPage endCursor } } }",
                           first, orders[i].order);

        g_test_message ("%s", document);
        assert_walk (self, caller, document, "models", orders[i].names, (6 + first - 1) / first);
      }
}

/* Rows that are equal in what they are ordered by are all seen, each once. */
static void
test_equal_pages (Fixture       *self,
                  gconstpointer  data)
{
  static const char * const orders[] = { "TITLE_ASC", "TITLE_DESC", "UPDATED_ASC", "UPDATED_DESC" };
  g_autoptr (PpCaller) caller = pp_test_api_call_as (self, "low", 1, PP_ROLE_VIEWER, NULL);

  pp_test_database_do (&self->base,
    "update parapet.model set title = '=', updated_at = '2026-01-01' where id = '" MODEL (1, 1) "';"
    "insert into parapet.model (organisation_id, label_id, title, updated_at)"
    " select organisation_id, label_id, title, updated_at from parapet.model, generate_series (1, 9)"
    " where id = '" MODEL (1, 1) "'");
  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      g_autofree char *document =
        g_strdup_printf ("query ($after: Cursor) { models(first: 3, after: $after, order: %s)"
                         " { nodes { name: title } pageInfo { hasNextPage hasPreviousPage endCursor } } }", orders[i]);

      assert_walk (self, caller, document, "models", "= = = = = = = = = = ", 4);
    }
}

/* G10: what is asked for is bounded, and a cursor is one of the list. R16: orders are names of the schema. */
static void
test_bounds (Fixture       *self,
             gconstpointer  data)
{
  static const char * const refused[] = {
    "{ models(first: 0) { nodes { id } } }",
    "{ models(first: -1) { nodes { id } } }",
    "{ models(first: 501) { nodes { id } } }",
    "{ models(first: 1000000000) { nodes { id } } }",
    "{ models(first: 3000000000) { nodes { id } } }",
    "{ models(first: null) { nodes { id } } }",
    "query ($first: Int = null) { models(first: $first) { nodes { id } } }",
    "{ models(after: \"\") { nodes { id } } }",
    "{ models(after: 5) { nodes { id } } }",
    "{ models(after: x) { nodes { id } } }",
    "{ models(after: {}) { nodes { id } } }",
    "{ models(after: \"x\") { nodes { id } } }",
    "{ models(after: \"QUJD\") { nodes { id } } }",
    "{ models(after: \"J19kcm9wIHRhYmxl\") { nodes { id } } }",
    "{ models(order: title) { nodes { id } } }",
    "{ models(order: \"TITLE_ASC; drop table x\") { nodes { id } } }",
    /* G11: pages in pages multiply. */
    "{ models(first: 500) { nodes { nodes(first: 500) { nodes { id } } } } }",
    /* G18 */
    "{ model(id: \"" MODEL (1, 1) "\") { nodes(kinds: [ATTACK]) { nodes { id } } } }",
  };
  g_autoptr (PpCaller) caller = pp_test_api_call_as (self, "low", 1, PP_ROLE_VIEWER, NULL);
  g_autoptr (GqlDocument) document = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *answer = pp_test_api_ask (self, caller, refused[i], NULL);

      g_test_message ("%s: %s", refused[i], answer);
      g_assert_true (g_str_has_prefix (answer, "{\"errors\":[{"));
      pp_assert_lacks (answer, "INTERNAL");
    }
  /* G16: PostgreSQL knows no such sign, and nor does the engine. */
  document = gql_document_parse ("{ models(search: \"\\u0000\") { nodes { id } } }", -1, NULL, NULL);
  g_assert_null (document);
  pp_test_api_expect (self, caller, "{ models(first: 500) { nodes { title } } }",
                      "{\"data\":{\"models\":{\"nodes\":[{\"title\":\"Model 1\"}]}}}");
}

/* R17: signs of LIKE are signs of the text. R15: and so is all else. */
static void
test_search (Fixture       *self,
             gconstpointer  data)
{
  static const struct {
    const char *search;
    const char *names;
  } cases[] = {
    { "%", "100% " },
    { "_", "Model_ a_b " },
    { "\\\\", "c\\d " },
    { "MODEL", "Model_ " },
    { "bert'", "Robert' " },
    { "'; drop table parapet.model; --", "" },
    { "$1", "" },
    { "\\u02bc", "" },
    { "ä", "Äther " },
  };
  g_autoptr (PpCaller) caller = pp_test_api_call_as (self, "low", 1, PP_ROLE_VIEWER, NULL);

  pp_test_database_do (&self->base,
    "insert into parapet.model (organisation_id, label_id, title) select organisation_id, label_id, t from parapet.model m,"
    " unnest (array['100%', 'a_b', E'c\\\\d', 'Robert' || chr (39), 'Äther']) t where m.id = '" MODEL (1, 1) "';"
    "update parapet.model set title = 'Model_' where id = '" MODEL (1, 1) "'");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *document =
        g_strdup_printf ("query ($after: Cursor) { models(search: \"%s\", after: $after, order: TITLE_ASC)"
                         " { nodes { name: title } pageInfo { hasNextPage hasPreviousPage endCursor } } }",
                         cases[i].search);

      g_test_message ("%s", document);
      assert_walk (self, caller, document, "models", cases[i].names, 1);
    }
}

static const char more_nodes[] =
  "insert into parapet.node (organisation_id, model_id, id, label_id, kind, name, properties)"
  " select organisation_id, id, ('00000000-0000-4000-8000-' || lpad (i::text, 12, '0'))::uuid, label_id,"
  " (array['host', 'database', 'mainframe'])[1 + i % 3], 'n' || i,"
  " jsonb_build_object ('zone', i % 2, 'tags', array['t' || i])"
  " from parapet.model, generate_series (1, 6) i where id = '" MODEL (1, 1) "'";

static void
test_filters (Fixture       *self,
              gconstpointer  data)
{
  static const struct {
    const char *arguments;
    const char *names;
    guint n_pages;
  } cases[] = {
    { "first: 4", "n1 n2 n3 n4 n5 n6  ", 2 },
    { "first: 2, kinds: [HOST]", "n3 n6 ", 1 },
    { "first: 2, kinds: [HOST, DATABASE]", "n1 n3 n4 n6 ", 2 },
    { "first: 1, kinds: [OTHER]", "n2 n5 ", 2 },
    { "first: 1, kinds: [OTHER, PROCESS]", "n2 n5  ", 3 },
    { "kinds: []", "", 1 },
    { "first: 2, where: { zone: 1 }", "n1 n3 n5 ", 2 },
    { "first: 2, where: { zone: 1 }, kinds: [HOST]", "n3 ", 1 },
    { "where: { tags: [\"t4\"] }", "n4 ", 1 },
    { "where: { zone: \"1\" }", "", 1 },
    { "where: { a: { b: \"$ ? (@ == 1) ' or true --\" } }", "", 1 },
    { "first: 3, where: {}", "n1 n2 n3 n4 n5 n6  ", 3 },
  };
  g_autoptr (PpCaller) caller = pp_test_api_call_as (self, "low", 1, PP_ROLE_VIEWER, NULL);

  pp_test_database_do (&self->base, more_nodes);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *document =
        g_strdup_printf ("query ($after: Cursor) { model(id: \"" MODEL (1, 1) "\") { nodes(%s, after: $after)"
                         " { nodes { name } pageInfo { hasNextPage hasPreviousPage endCursor } } } }",
                         cases[i].arguments);

      g_test_message ("%s", cases[i].arguments);
      assert_walk (self, caller, document, "nodes", cases[i].names, cases[i].n_pages);
    }
}

/* Everything that stands in a model but its graph. */
static void
test_rest (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr (PpCaller) caller = pp_test_api_call_as (self, "low", 1, PP_ROLE_REVIEWER, NULL);

  pp_test_database_do (&self->base,
    "update parapet.threat set severity = 'TBD', status = 'waiting', document = '{\"title\": \"T\", \"category\":"
    " \"Denial of service\", \"score\": \"7.5\", \"origin\": \"person\"}' where model_id = '" MODEL (1, 1) "';"
    "update parapet.control set title = 'C',"
    " document = '{\"threats\": [\"" MODEL (1, 1) "\"], \"references\": [\"r\"]}' where model_id = '" MODEL (1, 1) "';"
    "update parapet.layout set title = 'L',"
    " document = '{\"viewport\": {\"zoom\": 1.5}, \"placements\": {\"a\": {}}}' where model_id = '" MODEL (1, 1) "';"
    "insert into parapet.comment (organisation_id, model_id, label_id, author_id, body, reply_to) select"
    " organisation_id, model_id, label_id, author_id, 'Yes.', id from parapet.comment where model_id = '" MODEL (1, 1) "'");
  pp_test_api_expect (self, caller,
    "{ model(id: \"" MODEL (1, 1) "\") { viewerCan"
    " threats { nodes { number title stride category severity status score elementId origin controls { title } } }"
    " open: threats(status: [OPEN]) { nodes { number } } closed: threats(status: [MITIGATED]) { nodes { number } }"
    " controls { title status threatIds references } layouts { title revision viewport placements updatedBy { name } }"
    " comments { nodes { body resolved author { name } replies { body replies { body } } } }"
    " reviews { state revision reviewer { name } } revisions { nodes { number note label by { name } } } } }",
    "{\"data\":{\"model\":{\"viewerCan\":[\"comment\",\"review\"],"
    "\"threats\":{\"nodes\":[{\"number\":1,\"title\":\"T\",\"stride\":\"DENIAL_OF_SERVICE\","
    "\"category\":\"Denial of service\",\"severity\":null,\"status\":\"OPEN\",\"score\":7.5,"
    "\"elementId\":\"" MODEL (1, 1) "\",\"origin\":\"person\",\"controls\":[{\"title\":\"C\"}]}]},"
    "\"open\":{\"nodes\":[{\"number\":1}]},\"closed\":{\"nodes\":[]},"
    "\"controls\":[{\"title\":\"C\",\"status\":\"planned\",\"threatIds\":[\"" MODEL (1, 1) "\"],\"references\":[\"r\"]}],"
    "\"layouts\":[{\"title\":\"L\",\"revision\":1,\"viewport\":{\"zoom\": 1.5},\"placements\":{\"a\": {}},"
    "\"updatedBy\":null}],"
    "\"comments\":{\"nodes\":[{\"body\":\"Seen.\",\"resolved\":false,\"author\":{\"name\":\"person\"},"
    "\"replies\":[{\"body\":\"Yes.\",\"replies\":[]}]}]},"
    "\"reviews\":[{\"state\":\"REQUESTED\",\"revision\":1,\"reviewer\":{\"name\":\"person\"}}],"
    "\"revisions\":{\"nodes\":[{\"number\":1,\"note\":\"\",\"label\":null,\"by\":{\"name\":\"person\"}}]}}}}");
}

/* One question to the database for each level, however many objects there are. */
static void
test_levels (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr (PpCaller) caller = pp_test_api_call_as (self, "low", 1, PP_ROLE_VIEWER, NULL);
  PpDatabaseStatistics before, after;
  g_autofree char *answer = NULL;

  pp_test_database_do (&self->base,
    "insert into parapet.model (organisation_id, label_id, title, updated_by)"
    " select organisation_id, label_id, 'x', '" PERSON_1 "' from parapet.model, generate_series (1, 40) i"
    " where id = '" MODEL (1, 1) "'");
  pp_database_get_statistics (self->base.database, &before);
  answer = pp_test_api_ask (self, caller,
                            "{ models { nodes { updatedBy { name } nodes(first: 9) { nodes { id } }"
                            " edges(first: 9) { nodes { source { id } } }"
                            " comments(first: 9) { nodes { author { name } } } } } }", NULL);
  pp_database_get_statistics (self->base.database, &after);
  g_test_message ("%s", answer);
  pp_assert_lacks (answer, "errors");
  g_assert_cmpuint (after.n_batches - before.n_batches, ==, 6);
}

/* --- values --- */

/* What a word becomes goes into the answer as it is, so each must be a value of the enumeration. */
static void
test_words (Fixture       *self,
            gconstpointer  data)
{
  static const struct {
    const char *type;
    const PpWords *words;
  } tables[] = {
    { "NodeKind", pp_words_node_kinds },
    { "EdgeKind", pp_words_edge_kinds },
    { "Stride", pp_words_stride },
    { "Severity", pp_words_severities },
    { "ThreatStatus", pp_words_statuses },
    { "ReviewState", pp_words_review_states },
  };
  g_autoptr (PpCaller) caller = pp_test_api_call_as (self, "person", 1, PP_ROLE_VIEWER, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *document = g_strdup_printf ("{ __type(name: \"%s\") { enumValues { name } } }", tables[i].type);
      g_autofree char *values = pp_test_api_ask (self, caller, document, NULL);

      for (const PpWords *word = tables[i].words; word->name != NULL; word++)
        {
          g_autofree char *value = g_strdup_printf ("{\"name\":\"%s\"}", word->name);

          g_assert_nonnull (strstr (values, value));
          g_assert_cmpstr (pp_words_get_name (tables[i].words, word->word), ==, word->name);
        }
    }
}

static void
test_identifiers (Fixture       *self,
                  gconstpointer  data)
{
  for (guint first = 0; first < 256; first += 16)
    {
      g_autoptr (GString) expected = g_string_new (NULL);
      char value[16], text[PP_UUID_BYTES];

      for (guint i = 0; i < G_N_ELEMENTS (value); i++)
        {
          value[i] = (char) (first + i);
          g_string_append_printf (expected, "%s%02x", i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "", first + i);
        }
      pp_row_format_uuid (value, text);
      g_assert_cmpstr (text, ==, expected->str);
    }
}

#define ADD(path, function) g_test_add ("/reading/" path, Fixture, NULL, set_up, function, tear_down)

static void
add_tests (void)
{
  ADD ("viewer", test_viewer);
  ADD ("strangers", test_strangers);
  ADD ("newcomers", test_newcomers);
  ADD ("models", test_models);
  ADD ("marks", test_marks);
  ADD ("A02-hidden", test_hidden);
  ADD ("graph", test_graph);
  ADD ("graph-order", test_graph_order);
  ADD ("alone", test_alone);
  ADD ("pages", test_pages);
  ADD ("equal-pages", test_equal_pages);
  ADD ("G10-G11-G16-G18-R16-bounds", test_bounds);
  ADD ("R15-R17-search", test_search);
  ADD ("R15-filters", test_filters);
  ADD ("rest", test_rest);
  ADD ("levels", test_levels);
  ADD ("words", test_words);
  g_test_add ("/reading/identifiers", Fixture, NULL, NULL, test_identifiers, NULL);
}

int
main (int   argc,
      char *argv[])
{
  return pp_test_cluster_run (&argc, &argv, add_tests);
}
