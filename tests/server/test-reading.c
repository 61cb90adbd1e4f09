/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "pp-json.h"
#include "pp-test-api.h"

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
keep_result (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

static void
test_strangers (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr (PpMarking) nothing = pp_marking_new ();
  g_autoptr (PpIdentity) identity = pp_identity_new ("issuer", "x", NULL, "org-3", 63, nothing, 4e9);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pp_callers_find_async (self->callers, identity, NULL, NULL, keep_result, &result);
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
    pp_callers_find_async (self->callers, identity, NULL, NULL, keep_result, &results[i]);
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

#define ADD(path, function) g_test_add ("/reading/" path, Fixture, NULL, set_up, function, tear_down)

static void
add_tests (void)
{
  ADD ("viewer", test_viewer);
  ADD ("strangers", test_strangers);
  ADD ("newcomers", test_newcomers);
  ADD ("models", test_models);
  ADD ("A02-hidden", test_hidden);
  ADD ("graph", test_graph);
}

int
main (int   argc,
      char *argv[])
{
  return pp_test_cluster_run (&argc, &argv, add_tests);
}
