/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is written by mutations, from the document to the rows and back. */

#include <string.h>

#include "pp-json.h"
#include "pp-test-api.h"
#include "pp-test.h"

#define AMBER "{\"tlp\":\"AMBER\"}"

typedef struct {
  PpTestApi api;
  PpCaller *architect;          /* the person of seed.sql */
  PpCaller *reviewer;
  PpCaller *viewer;
  char *model;
  char *shop;
  char *orders;
  char *edge;
} Fixture;

/* A member of an answer by the names and places on the way to it: `data.createNode.node.id`, `errors.0.message`. */
static JsonNode *
pick (const char *answer,
      const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) root = pp_json_parse (answer, strlen (answer), NULL, &error);
  g_auto (GStrv) names = g_strsplit (path, ".", -1);
  JsonNode *node = root;

  g_assert_no_error (error);
  for (guint i = 0; names[i] != NULL; i++)
    {
      if (JSON_NODE_HOLDS_OBJECT (node))
        node = json_object_get_member (json_node_get_object (node), names[i]);
      else if (JSON_NODE_HOLDS_ARRAY (node) && g_ascii_isdigit (*names[i]))
        node = json_array_get_element (json_node_get_array (node), (guint) g_ascii_strtoull (names[i], NULL, 10));
      else
        node = NULL;
      if (node == NULL)
        break;
    }
  if (node == NULL)
    g_error ("There is no %s in %s", path, answer);
  return json_node_copy (node);
}

static char *
pick_text (const char *answer,
           const char *path)
{
  g_autoptr (JsonNode) node = pick (answer, path);

  return g_strdup (pp_json_get_text (node) != NULL ? pp_json_get_text (node) : "");
}

static void
assert_at (const char *answer,
           const char *path,
           const char *expected)
{
  g_autoptr (JsonNode) node = pick (answer, path);
  g_autofree char *got = pp_json_to_string (node, PP_JSON_STYLE_COMPACT, NULL);

  if (strcmp (got, expected) != 0)
    g_error ("%s is %s, not %s, in %s", path, got, expected, answer);
}

static void
assert_code (const char *answer,
             const char *code)
{
  g_autofree char *quoted = g_strdup_printf ("\"%s\"", code);

  assert_at (answer, "errors.0.extensions.code", quoted);
}

#define ask(self, caller, ...) pp_test_api_ask_for (&(self)->api, caller, __VA_ARGS__)

#define assert_answer(self, caller, path, expected, ...) \
  G_STMT_START { \
    g_autofree char *got_ = ask (self, caller, __VA_ARGS__); \
    assert_at (got_, path, expected); \
  } G_STMT_END
#define assert_refused(self, caller, code, ...) \
  G_STMT_START { \
    g_autofree char *got_ = ask (self, caller, __VA_ARGS__); \
    assert_code (got_, code); \
  } G_STMT_END

static void
assert_asked (Fixture    *self,
              const char *expected,
              const char *format,
              ...) G_GNUC_PRINTF (3, 4);

static void
assert_asked (Fixture    *self,
              const char *expected,
              const char *format,
              ...)
{
  g_autofree char *statement = NULL;
  g_autofree char *got = NULL;
  va_list words;

  va_start (words, format);
  statement = g_strdup_vprintf (format, words);
  va_end (words);
  got = pp_test_database_ask (&self->api.base, statement);
  g_assert_cmpstr (got, ==, expected);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autofree char *model = NULL;
  g_autofree char *shop = NULL;
  g_autofree char *orders = NULL;
  g_autofree char *edge = NULL;

  pp_test_api_open (&self->api, NULL);
  self->architect = pp_test_api_call_as (&self->api, "person", 1, PP_ROLE_ARCHITECT, AMBER);
  self->reviewer = pp_test_api_call_as (&self->api, "reviewer", 1, PP_ROLE_REVIEWER, AMBER);
  self->viewer = pp_test_api_call_as (&self->api, "viewer", 1, PP_ROLE_VIEWER, AMBER);
  model = ask (self, self->architect, "mutation { createModel(input: {title: \"Shop\", properties: {team: \"red\"}})"
                                      " { model { id title revision properties marks { level } } conflict { currentRevision } } }");
  self->model = pick_text (model, "data.createModel.model.id");
  shop = ask (self, self->architect, "mutation { createNode(modelId: \"%s\", revision: 1, input: {kind: WEB_SERVICE,"
              " name: \"Shop\", facts: {encrypted: true}, techniques: [\"T1190\"]})"
              " { node { id kind name facts techniques } model { revision } } }", self->model);
  self->shop = pick_text (shop, "data.createNode.node.id");
  assert_at (shop, "data.createNode.node.facts", "{\"encrypted\":{\"value\":true,\"source\":\"person\"}}");
  orders = ask (self, self->architect, "mutation { createNode(modelId: \"%s\", revision: 2, input: {kind: STORE,"
                " name: \"Orders\", parentId: \"%s\"}) { node { id parentId } } }", self->model, self->shop);
  self->orders = pick_text (orders, "data.createNode.node.id");
  edge = ask (self, self->architect, "mutation { createEdge(modelId: \"%s\", revision: 3, input: {kind: DATA_FLOW,"
              " sourceId: \"%s\", targetId: \"%s\"}) { edge { id source { name } target { name } } } }",
              self->model, self->shop, self->orders);
  self->edge = pick_text (edge, "data.createEdge.edge.id");
  assert_at (edge, "data.createEdge.edge.target.name", "\"Orders\"");
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  pp_caller_unref (self->architect);
  pp_caller_unref (self->reviewer);
  pp_caller_unref (self->viewer);
  g_free (self->model);
  g_free (self->shop);
  g_free (self->orders);
  g_free (self->edge);
  pp_test_api_close (&self->api);
}

/* --- Typed mutations ----------------------------------------------------------------------------- */

static void
test_update (Fixture       *self,
             gconstpointer  data)
{
  /* What is absent stays, null takes away, and kinds of one's own have a name. */
  g_autofree char *got = ask (self, self->architect,
                              "mutation { updateNode(modelId: \"%s\", revision: 4, id: \"%s\", input: {kind: OTHER,"
                              " kindId: \"robot\", name: \"Front\", techniques: null, properties: {a: 1}})"
                              " { node { kind kindId name facts techniques properties } model { revision updatedBy { name } } } }",
                              self->model, self->shop);

  assert_at (got, "data.updateNode.node", "{\"kind\":\"OTHER\",\"kindId\":\"robot\",\"name\":\"Front\",\"facts\":"
             "{\"encrypted\":{\"value\":true,\"source\":\"person\"}},\"techniques\":[],\"properties\":{\"a\":1}}");
  assert_at (got, "data.updateNode.model", "{\"revision\":5,\"updatedBy\":{\"name\":\"person\"}}");
  assert_answer (self, self->architect, "data.updateModel.model", "{\"title\":\"Shops\",\"description\":\"All.\",\"revision\":6}",
                 "mutation { updateModel(id: \"%s\", revision: 5, input: {title: \"Shops\", description: \"All.\"})"
                 " { model { title description revision } } }", self->model);
  assert_answer (self, self->architect, "data.model.revisionAt.changes",
                 "[{\"record\":\"model\",\"field\":\"title\",\"before\":\"Shop\",\"after\":\"Shops\"},"
                 "{\"record\":\"model\",\"field\":\"description\",\"before\":null,\"after\":\"All.\"}]",
                 "{ model(id: \"%s\") { revisionAt(number: 6) { changes { record field before after } } } }", self->model);
}

static void
test_delete (Fixture       *self,
             gconstpointer  data)
{
  g_autofree char *layout = ask (self, self->architect,
                                 "mutation { saveLayout(modelId: \"%s\", input: {title: \"All\", placements: {a: {x: 1, y: 2},"
                                 " %s}}) { layout { id } } }", self->model, "b: {x: 3, y: 4}");
  g_autofree char *placed = pick_text (layout, "data.saveLayout.layout.id");

  g_clear_pointer (&layout, g_free);
  layout = ask (self, self->architect, "mutation { applyChanges(modelId: \"%s\", revision: 5,"
                " requestId: \"20000000-0000-4000-8000-000000000001\", changes: ["
                "{op: \"set\", record: \"layout\", id: \"%s\", field: \"placements/%s\", after: {x: 5, y: 6}},"
                "{op: \"add\", record: \"threat\", id: \"20000000-0000-4000-8000-000000000002\", after: {element: \"%s\", number: 1}},"
                "{op: \"add\", record: \"control\", id: \"20000000-0000-4000-8000-000000000003\","
                " after: {title: \"Filter\", threats: [\"20000000-0000-4000-8000-000000000002\"]}}"
                "]) { model { revision } } }", self->model, placed, self->shop, self->edge);
  assert_at (layout, "data.applyChanges.model.revision", "6");

  /* With the node go its edge, the edge's threat, its place, and what a control says of it. What stood in it is set free. */
  assert_answer (self, self->architect, "data.deleteNode.model.revision", "7",
                 "mutation { deleteNode(modelId: \"%s\", revision: 6, id: \"%s\") { model { revision } } }", self->model, self->shop);
  assert_answer (self, self->viewer, "data.model",
                 "{\"graph\":{\"nodes\":[{\"name\":\"Orders\",\"parentId\":null}],\"edges\":[]},"
                 "\"threats\":{\"nodes\":[]},\"controls\":[{\"threatIds\":[]}],"
                 "\"layouts\":[{\"placements\":{\"a\":{\"x\":1,\"y\":2},\"b\":{\"x\":3,\"y\":4}}}]}",
                 "{ model(id: \"%s\") { graph { nodes { name parentId } edges { id } } threats { nodes { id } }"
                 " controls { threatIds } layouts { placements } } }", self->model);

  /* And all of it comes back. */
  assert_answer (self, self->architect, "data.restoreRevision.model.revision", "8",
                 "mutation { restoreRevision(modelId: \"%s\", revision: 7, target: 6) { model { revision } } }", self->model);
  assert_answer (self, self->viewer, "data.model.compare", "[]",
                 "{ model(id: \"%s\") { compare(from: 6, to: 8) { op record id } } }", self->model);
  assert_asked (self, "1", "select count (*) from parapet.threat where model_id = '%s' and edge_id = '%s'", self->model, self->edge);
}

/* An edge that ends at an edge goes with it, and so on. */
static void
test_delete_chain (Fixture       *self,
                   gconstpointer  data)
{
  g_autofree char *edge = g_strdup (self->edge);

  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *got = ask (self, self->architect, "mutation { createEdge(modelId: \"%s\", revision: %u, input:"
                                  " {kind: COMMUNICATION, targetId: \"%s\"}) { edge { id targetId target { id } } } }",
                                  self->model, 4 + i, edge);

      g_free (edge);
      edge = pick_text (got, "data.createEdge.edge.id");
      assert_at (got, "data.createEdge.edge.target", "null");
    }
  assert_answer (self, self->architect, "data.deleteNode.model.graph", "{\"nodes\":[{\"name\":\"Shop\"}],\"edges\":[]}",
                 "mutation { deleteNode(modelId: \"%s\", revision: 7, id: \"%s\") { model { graph { nodes { name }"
                 " edges { id } } } } }", self->model, self->orders);
  assert_asked (self, "1/0", "select node_count || '/' || edge_count from parapet.model where id = '%s'", self->model);
}

/* What is there is read, and with what is written it is said what is there then: there is no third time. */
static void
test_batches (Fixture       *self,
              gconstpointer  data)
{
  PpDatabaseStatistics before, after;

  pp_database_get_statistics (self->api.base.database, &before);
  assert_answer (self, self->architect, "data.updateNode",
                 "{\"node\":{\"name\":\"Front\"},\"model\":{\"title\":\"Shop\",\"revision\":5},\"conflict\":null}",
                 "mutation { updateNode(modelId: \"%s\", revision: 4, id: \"%s\", input: {kind: HOST, name: \"Front\"})"
                 " { node { name } model { title revision } conflict { currentRevision } } }", self->model, self->shop);
  pp_database_get_statistics (self->api.base.database, &after);
  g_assert_cmpuint (after.n_batches - before.n_batches, ==, 2);
}

static void
test_not_there (Fixture       *self,
                gconstpointer  data)
{
  assert_refused (self, self->architect, "NOT_FOUND", "mutation { deleteNode(modelId: \"%s\", revision: 4, id: \"%s\")"
                  " { conflict { currentRevision } } }", self->model, self->edge);
  assert_refused (self, self->architect, "NOT_FOUND", "mutation { updateEdge(modelId: \"%s\", revision: 4, id: \"x\","
                  " input: {kind: ATTACK}) { edge { id } } }", self->model);
  assert_refused (self, self->architect, "NOT_FOUND", "mutation { deleteLayout(modelId: \"%s\","
                  " id: \"20000000-0000-4000-8000-000000000002\") }", self->model);
  assert_refused (self, self->architect, "BAD_INPUT", "mutation { createNode(modelId: \"%s\", revision: 4, input: {kind: HOST,"
                  " name: \"x\", parentId: \"20000000-0000-4000-8000-000000000002\"}) { node { id } } }", self->model);
  assert_refused (self, self->architect, "BAD_INPUT", "mutation { createNode(modelId: \"%s\", revision: 4, input: {kind: HOST,"
                  " name: \"x\", properties: [1]}) { node { id } } }", self->model);
  assert_refused (self, self->architect, "BAD_INPUT", "mutation { createModel(input: {title: \"\"}) { model { id } } }");
}

/* A10: what is not meant to be set is no member of an input. */
static void
test_mass_assignment (Fixture       *self,
                      gconstpointer  data)
{
  static const char * const members[] = { "id: \"x\"", "organisationId: \"x\"", "ownerId: \"x\"", "revision: 9",
                                          "createdAt: \"2026-01-01T00:00:00Z\"", "updatedBy: \"x\"", "labelId: \"x\"" };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autofree char *got = ask (self, self->architect, "mutation { createModel(input: {title: \"x\", %s}) { model { id } } }",
                                  members[i]);
      g_autofree char *message = pick_text (got, "errors.0.message");

      pp_assert_contains (message, "ModelInput");
    }
}

/* R15: texts are stored and come back as they are, whatever they look like. */
static void
test_texts (Fixture       *self,
            gconstpointer  data)
{
  static const char * const texts[] = { "'; drop table parapet.model; --", "$1", "\\\\", "ʼ", "%_", "{}", "NULL", "E'\\\\x00'",
                                        "$ ? (@ == 1)", "a\\u202eb", "😀" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *expected = NULL;
      g_autofree char *got = ask (self, self->architect, "mutation { updateNode(modelId: \"%s\", revision: %u, id: \"%s\","
                                  " input: {kind: API, name: \"%s\", description: \"%s\", properties: {text: \"%s\"}})"
                                  " { node { name description properties } } }", self->model, 4 + i, self->shop, texts[i],
                                  texts[i], texts[i]);
      g_autofree char *name = pick_text (got, "data.updateNode.node.name");
      g_autofree char *description = pick_text (got, "data.updateNode.node.description");
      g_autofree char *property = pick_text (got, "data.updateNode.node.properties.text");
      g_autofree char *json = g_strdup_printf ("\"%s\"", texts[i]);
      g_autoptr (JsonNode) node = pp_json_parse (json, strlen (json), NULL, NULL);

      g_assert_cmpstr (name, ==, json_node_get_string (node));
      g_assert_cmpstr (description, ==, name);
      g_assert_cmpstr (property, ==, name);
    }
}

/* G16, G17: what PostgreSQL could not hold is an error of the one who sent it. */
static void
test_values (Fixture       *self,
             gconstpointer  data)
{
  static const char document[] = "mutation ($model: ID!, $node: ID!, $value: JSON) { updateNode(modelId: $model, revision: 4,"
                                 " id: $node, input: {kind: API, name: \"x\", properties: $value}) { node { id } } }";
  static const char * const values[] = { "{\"a\":1e131000}", "{\"a\":123456789012345678901234567890}", "{\"a\":-1e300}" };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autofree char *variables = g_strdup_printf ("{\"model\":\"%s\",\"node\":\"%s\",\"value\":%s}", self->model, self->shop,
                                                    values[i]);
      g_autofree char *got = pp_test_api_ask (&self->api, self->architect, document, variables);
      g_autofree char *message = pick_text (got, "errors.0.message");

      g_test_message ("%s", got);
      pp_assert_lacks (got, "INTERNAL");
      g_assert_cmpstr (message, !=, "");
    }
  assert_asked (self, "4", "select revision from parapet.model where id = '%s'", self->model);
}

/* --- Conflicts ----------------------------------------------------------------------------------- */

/* A13: nothing is overwritten, and what was done since is told. */
static void
test_conflict (Fixture       *self,
               gconstpointer  data)
{
  g_autofree char *got = ask (self, self->architect, "mutation { updateNode(modelId: \"%s\", revision: 3, id: \"%s\","
                              " input: {kind: API, name: \"Mine\"}) { node { name } model { revision }"
                              " conflict { currentRevision isComplete changes { op record id after } } } }",
                              self->model, self->shop);

  assert_at (got, "data.updateNode.node", "null");
  assert_at (got, "data.updateNode.model.revision", "4");
  assert_at (got, "data.updateNode.conflict.currentRevision", "4");
  assert_at (got, "data.updateNode.conflict.isComplete", "true");
  assert_at (got, "data.updateNode.conflict.changes.0.op", "\"add\"");
  assert_at (got, "data.updateNode.conflict.changes.0.after.kind", "\"data-flow\"");
  /* No number stands for whichever revision there is. */
  for (int revision = -1; revision <= 0; revision++)
    assert_refused (self, self->architect, "BAD_INPUT", "mutation { updateModel(id: \"%s\", revision: %d,"
                    " input: {title: \"Mine\"}) { model { id } } }", self->model, revision);
  assert_refused (self, self->architect, "CONFLICT", "mutation { deleteModel(id: \"%s\", revision: 3) }", self->model);
  assert_asked (self, "Shop", "select name from parapet.node where id = '%s'", self->shop);
}

/* What is told of a model that was changed is what is there, however little or much of it is asked for. */
static void
test_answer (Fixture       *self,
             gconstpointer  data)
{
  static const char * const selections[] = {
    "__typename revision",
    "id title revision createdAt updatedAt",
    "revision updatedBy { name }",
    "... on ThreatModel { title description marks { level } properties document viewerCan }",
  };

  for (guint i = 0; i < G_N_ELEMENTS (selections); i++)
    {
      g_autofree char *changed = ask (self, self->architect, "mutation { updateModel(id: \"%s\", revision: %u, input: {title:"
                                      " \"Store %u\", description: \"All.\"}) { model { %s } conflict { currentRevision } } }",
                                      self->model, 4 + i, i, selections[i]);
      g_autofree char *read = ask (self, self->architect, "{ model(id: \"%s\") { %s } }", self->model, selections[i]);
      g_autoptr (JsonNode) expected = pick (read, "data.model");
      g_autofree char *text = pp_json_to_string (expected, PP_JSON_STYLE_COMPACT, NULL);

      assert_at (changed, "data.updateModel.model", text);
      assert_at (changed, "data.updateModel.conflict", "null");
    }
}

/* What was done is not done again; and who sends something else by the same name hears that it was not done. */
static void
test_request_id (Fixture       *self,
                 gconstpointer  data)
{
  static const char request[] = "mutation { applyChanges(modelId: \"%s\", revision: %d, note: \"%s\","
                                " requestId: \"20000000-0000-4000-8000-00000000000%s\", changes: [{op: \"add\", record: \"control\","
                                " id: \"20000000-0000-4000-8000-000000000003\", after: {%s}}])"
                                " { model { revision } conflict { currentRevision } } }";
  static const char done[] = "{\"model\":{\"revision\":5},\"conflict\":null}";
  static const char filter[] = "title: \"Filter\", owner: \"Ada\"";
  static const char title[] = "mutation { applyChanges(modelId: \"%1$s\", revision: %2$d,"
                              " requestId: \"20000000-0000-4000-8000-00000000000%3$s\", changes: [{op: \"set\","
                              " record: \"model\", id: \"%1$s\", field: \"title\", before: \"%4$s\", after: \"%5$s\"}])"
                              " { model { revision } } }";

  for (guint i = 0; i < 2; i++)
    assert_answer (self, self->architect, "data.applyChanges", done, request, self->model, 4, "Once", "a", filter);
  assert_answer (self, self->architect, "data.applyChanges", done, request, self->model, 4, "Once", "A",
                 "owner: \"Ada\", title: \"Filter\"");
  assert_answer (self, self->architect, "data.applyChanges", done, request, self->model, 5, "Once", "a", filter);
  assert_refused (self, self->architect, "REQUEST_ID_USED", request, self->model, 4, "Once", "a", "title: \"Filter\"");
  assert_refused (self, self->architect, "REQUEST_ID_USED", request, self->model, 5, "Twice", "a", filter);
  assert_asked (self, "5/Filter", "select m.revision || '/' || c.title from parapet.model m"
                " join parapet.control c on c.model_id = m.id where m.id = '%s'", self->model);

  /* So it is where the changes would do as well. */
  for (int revision = 5; revision <= 6; revision++)
    assert_answer (self, self->architect, "data.applyChanges.model", revision == 5 ? "{\"revision\":6}" : "{\"revision\":7}",
                   title, self->model, revision, revision == 5 ? "c" : "d", revision == 5 ? "Shop" : "Store",
                   revision == 5 ? "Store" : "Shop");
  assert_answer (self, self->architect, "data.applyChanges.model", "{\"revision\":7}", title, self->model, 7, "c", "Shop",
                 "Store");
  assert_refused (self, self->architect, "REQUEST_ID_USED", title, self->model, 7, "c", "Shop", "Market");
  assert_asked (self, "7/Shop", "select revision || '/' || title from parapet.model where id = '%s'", self->model);

  /* Of what an older version wrote nobody knows what it was. */
  pp_test_database_do (&self->api.base, "update parapet.revision set request_digest = null");
  assert_answer (self, self->architect, "data.applyChanges", "{\"model\":{\"revision\":7},\"conflict\":null}", request,
                 self->model, 4, "Once", "a", "title: \"Other\"");
}

static void
test_request_refused (Fixture       *self,
                      gconstpointer  data)
{
  assert_refused (self, self->architect, "BAD_INPUT", "mutation { applyChanges(modelId: \"%s\", revision: 4, requestId: \"1\","
                  " changes: []) { model { id } } }", self->model);
  assert_refused (self, self->architect, "BAD_INPUT", "mutation { applyChanges(modelId: \"%s\", revision: 4,"
                  " requestId: \"20000000-0000-4000-8000-000000000009\", changes: [{op: \"burn\", record: \"node\", id: \"x\"}])"
                  " { model { id } } }", self->model);
  assert_refused (self, self->architect, "BAD_INPUT", "mutation { applyChanges(modelId: \"%s\", revision: 4,"
                  " requestId: \"20000000-0000-4000-8000-000000000009\", changes: [{op: \"set\", record: \"node\","
                  " id: \"'; --\", field: \"name\"}]) { model { id } } }", self->model);
}

/* A layout has its own revision: who draws does not disturb who arranges. */
static void
test_layouts (Fixture       *self,
              gconstpointer  data)
{
  g_autofree char *created = ask (self, self->architect, "mutation { saveLayout(modelId: \"%s\", input: {title: \"All\","
                                  " viewport: {zoom: 2}, placements: {n: {x: 1, y: 1}}})"
                                  " { layout { id revision viewport placements updatedBy { name } } } }", self->model);
  g_autofree char *id = pick_text (created, "data.saveLayout.layout.id");

  assert_at (created, "data.saveLayout.layout.revision", "5");
  assert_at (created, "data.saveLayout.layout.viewport", "{\"zoom\":2}");
  assert_answer (self, self->architect, "data.updateNode.model.revision", "6",
                 "mutation { updateNode(modelId: \"%s\", revision: 5, id: \"%s\", input: {kind: API, name: \"Y\"})"
                 " { model { revision } } }", self->model, self->shop);
  assert_answer (self, self->architect, "data.saveLayout",
                 "{\"layout\":{\"revision\":7,\"viewport\":{\"zoom\":2},\"placements\":{\"n\":{\"x\":2,\"y\":2}}},\"conflict\":null}",
                 "mutation { saveLayout(modelId: \"%s\", id: \"%s\", revision: 5, input: {title: \"All\","
                 " placements: {n: {x: 2, y: 2}}}) { layout { revision viewport placements } conflict { currentRevision } } }",
                 self->model, id);
  assert_answer (self, self->architect, "data.saveLayout", "{\"layout\":null,\"conflict\":{\"currentRevision\":7}}",
                 "mutation { saveLayout(modelId: \"%s\", id: \"%s\", revision: 5, input: {title: \"All\","
                 " placements: {}}) { layout { revision } conflict { currentRevision } } }", self->model, id);
  assert_answer (self, self->architect, "data.deleteLayout", "true", "mutation { deleteLayout(modelId: \"%s\", id: \"%s\") }",
                 self->model, id);
}

/* --- The past ------------------------------------------------------------------------------------ */

static void
test_past (Fixture       *self,
           gconstpointer  data)
{
  g_autofree char *got = NULL;

  assert_answer (self, self->architect, "data.updateNode.model.revision", "5",
                 "mutation { updateNode(modelId: \"%s\", revision: 4, id: \"%s\", input: {kind: API, name: \"Front\"})"
                 " { model { revision } } }", self->model, self->shop);
  assert_answer (self, self->architect, "data.labelRevision", "{\"number\":3,\"label\":\"First draft\",\"by\":{\"name\":\"person\"}}",
                 "mutation { labelRevision(modelId: \"%s\", number: 3, label: \"First draft\") { number label by { name } } }",
                 self->model);
  got = ask (self, self->viewer, "{ model(id: \"%s\") { revisionAt(number: 4) { label graph { revision nodes { name kind }"
             " edges { source { name } target { name } sourceId } } document } } }", self->model);
  assert_at (got, "data.model.revisionAt.label", "null");
  assert_at (got, "data.model.revisionAt.graph.revision", "4");
  assert_at (got, "data.model.revisionAt.graph.edges.0.source.name", "\"Shop\"");
  assert_at (got, "data.model.revisionAt.graph.edges.0.target.name", "\"Orders\"");
  assert_at (got, "data.model.revisionAt.document.model.title", "\"Shop\"");
  assert_answer (self, self->viewer, "data.model",
                 "{\"revisionAt\":{\"label\":\"First draft\",\"graph\":{\"edges\":[]}},\"compare\":"
                 "[{\"op\":\"set\",\"field\":\"kind\",\"after\":\"api\"},{\"op\":\"set\",\"field\":\"name\",\"after\":\"Front\"}]}",
                 "{ model(id: \"%s\") { revisionAt(number: 3) { label graph { edges { id } } }"
                 " compare(from: 4, to: 5) { op field after } } }", self->model);
  assert_answer (self, self->viewer, "data.model.revisionAt", "null",
                 "{ model(id: \"%s\") { revisionAt(number: 99) { number } } }", self->model);
  assert_answer (self, self->viewer, "data.model.revisions.nodes",
                 "[{\"number\":5,\"changes\":[{\"field\":\"kind\"},{\"field\":\"name\"}]},{\"number\":4,\"changes\":[{\"field\":null}]}]",
                 "{ model(id: \"%s\") { revisions(first: 2) { nodes { number changes { field } } } } }", self->model);
}

/* --- Markings ------------------------------------------------------------------------------------ */

static void
test_marks (Fixture       *self,
            gconstpointer  data)
{
  static const char set[] = "mutation { setMarks(modelId: \"%s\", revision: %d, marks: [{scheme: TLP, level: \"%s\"}],"
                            " reason: \"%s\") { model { revision marks { scheme level rank caveats } } } }";
  g_autoptr (PpCaller) classifier = pp_test_api_call_as (&self->api, "classifier", 1, PP_ROLE_CLASSIFIER, AMBER);
  g_autoptr (PpCaller) low = pp_test_api_call_as (&self->api, "low", 1, PP_ROLE_ARCHITECT, "{\"tlp\":\"GREEN\"}");

  assert_refused (self, self->architect, "FORBIDDEN", set, self->model, 4, "RED", "");
  assert_refused (self, self->architect, "BAD_INPUT", set, self->model, 4, "PURPLE", "");
  assert_answer (self, self->architect, "data.setMarks.model",
                 "{\"revision\":5,\"marks\":[{\"scheme\":\"TLP\",\"level\":\"AMBER\",\"rank\":3,\"caveats\":[]}]}",
                 set, self->model, 4, "AMBER", "");
  assert_answer (self, low, "data.model", "null", "{ model(id: \"%s\") { id } }", self->model);
  assert_refused (self, low, "NOT_FOUND", set, self->model, 5, "GREEN", "I want to see it.");
  assert_refused (self, self->architect, "FORBIDDEN", set, self->model, 5, "GREEN", "I want to.");
  assert_refused (self, classifier, "BAD_INPUT", set, self->model, 5, "GREEN", "");
  assert_refused (self, classifier, "BAD_INPUT", set, self->model, 5, "GREEN", " \u00a0\u200b ");
  assert_refused (self, classifier, "BAD_INPUT", set, self->model, 5, "GREEN", "-");
  assert_answer (self, classifier, "data.setMarks.model.marks.0.level", "\"GREEN\"", set, self->model, 5, "GREEN", "Published.");
  /* A07, A08: now it is seen, and of its history only what was never marked higher. */
  assert_answer (self, low, "data.model", "{\"revision\":6,\"revisions\":{\"nodes\":[{\"number\":4},{\"number\":3},{\"number\":2},"
                 "{\"number\":1}]},\"r\":null}", "{ model(id: \"%s\") { revision revisions { nodes { number } }"
                 " r: revisionAt(number: 5) { number } } }", self->model);
  assert_refused (self, low, "NOT_FOUND", "{ model(id: \"%s\") { compare(from: 1, to: 6) { op } } }", self->model);
  assert_asked (self, "Published.", "select reason from parapet.audit where object_id = '%s' and action = 'lower-marking'",
                self->model);
}

/* A model that is for some by name is there for nobody else; a name more needs a classifier. */
static void
test_recipients (Fixture       *self,
                 gconstpointer  data)
{
  static const char set[] = "mutation { setMarks(modelId: \"%s\", revision: %d, marks: [{scheme: TLP, level: \"AMBER\"}],"
                            " recipients: [%s], reason: \"%s\") { model { revision recipients { name } } } }";
  g_autoptr (PpCaller) classifier = pp_test_api_call_as (&self->api, "person", 1, PP_ROLE_CLASSIFIER, AMBER);
  g_autofree char *own = g_strdup_printf ("\"%s\"", pp_caller_get_member (self->architect));
  g_autofree char *other = g_strdup_printf ("\"%s\"", pp_caller_get_member (self->reviewer));
  g_autofree char *both = g_strdup_printf ("%s, %s", other, own);

  assert_refused (self, self->architect, "BAD_INPUT", set, self->model, 4, "\"somebody\"", "");
  assert_refused (self, self->architect, "FORBIDDEN", set, self->model, 4, other, "");
  assert_answer (self, self->architect, "data.setMarks.model", "{\"revision\":5,\"recipients\":[{\"name\":\"person\"}]}",
                 set, self->model, 4, own, "");
  assert_answer (self, self->reviewer, "data.model", "null", "{ model(id: \"%s\") { id } }", self->model);
  assert_refused (self, self->reviewer, "NOT_FOUND", "mutation { addComment(modelId: \"%s\", body: \"x\") { id } }", self->model);
  assert_refused (self, self->architect, "FORBIDDEN", set, self->model, 5, both, "She works on it.");
  assert_refused (self, self->architect, "FORBIDDEN", set, self->model, 5, "", "All may see it.");
  assert_answer (self, classifier, "data.setMarks.model.recipients", "[{\"name\":\"person\"},{\"name\":\"reviewer\"}]",
                 set, self->model, 5, both, "She works on it.");
  /* Who was named later sees what is there now, and of the history what was never for others alone. */
  assert_answer (self, self->reviewer, "data.model", "{\"revision\":6,\"revisions\":{\"nodes\":[{\"number\":4},{\"number\":3},"
                 "{\"number\":2},{\"number\":1}]}}", "{ model(id: \"%s\") { revision revisions { nodes { number } } } }", self->model);
  assert_answer (self, self->viewer, "data.model", "null", "{ model(id: \"%s\") { id } }", self->model);
}

/* --- Remarks and reviews ------------------------------------------------------------------------- */

static void
test_comments (Fixture       *self,
               gconstpointer  data)
{
  g_autofree char *added = ask (self, self->reviewer, "mutation { addComment(modelId: \"%s\", elementId: \"%s\", body: \"Why?\")"
                                " { id body author { name } elementId resolved } }", self->model, self->shop);
  g_autofree char *id = pick_text (added, "data.addComment.id");
  g_autoptr (PpCaller) service = pp_test_api_call_as (&self->api, "robot", 1, PP_ROLE_SERVICE, AMBER);

  assert_at (added, "data.addComment.author.name", "\"reviewer\"");
  assert_answer (self, self->architect, "data.addComment.body", "\"So.\"",
                 "mutation { addComment(modelId: \"%s\", body: \"So.\", replyTo: \"%s\") { body } }", self->model, id);
  assert_answer (self, self->architect, "data.resolveComment", "{\"resolved\":true,\"replies\":[{\"body\":\"So.\"}]}",
                 "mutation { resolveComment(modelId: \"%s\", id: \"%s\") { resolved replies { body } } }", self->model, id);
  assert_refused (self, self->reviewer, "NOT_FOUND", "mutation { addComment(modelId: \"%s\", elementId: \"%s\", body: \"x\")"
                  " { id } }", self->model, id);
  assert_refused (self, self->reviewer, "BAD_INPUT", "mutation { addComment(modelId: \"%s\", body: \"\") { id } }", self->model);
  assert_refused (self, self->reviewer, "BAD_INPUT", "mutation { addComment(modelId: \"%s\", body: \" \\n\\u00a0\\u200b\") { id } }",
                  self->model);
  /* A12: a service speaks for nobody. */
  assert_refused (self, service, "FORBIDDEN", "mutation { addComment(modelId: \"%s\", body: \"x\") { id } }", self->model);
  assert_asked (self, "comment comment comment", "select string_agg (kind, ' ' order by sequence) from parapet.event"
                " where model_id = '%s' and kind = 'comment'", self->model);
}

/* What was said outlives the element that it is of, and taking the model back takes nothing back of it: neither does it go
 * with the element, nor is what was resolved open again, nor does it count as a difference. */
static void
test_comments_restored (Fixture       *self,
                        gconstpointer  data)
{
  static const char all[] = "[{\"body\":\"Why?\",\"resolved\":true},{\"body\":\"Later.\",\"resolved\":false}]";
  g_autofree char *added = ask (self, self->reviewer, "mutation { addComment(modelId: \"%s\", elementId: \"%s\", body: \"Why?\")"
                                " { id } }", self->model, self->shop);
  g_autofree char *id = pick_text (added, "data.addComment.id");
  g_autofree char *element = g_strdup_printf ("\"%s\"", self->shop);

  g_free (ask (self, self->architect, "mutation { deleteNode(modelId: \"%s\", revision: 4, id: \"%s\") { model { revision } } }",
               self->model, self->shop));
  assert_answer (self, self->reviewer, "data.model.comments.nodes.0.elementId", element,
                 "{ model(id: \"%s\") { comments { nodes { elementId } } } }", self->model);
  g_free (ask (self, self->architect, "mutation { resolveComment(modelId: \"%s\", id: \"%s\") { id } }", self->model, id));
  g_free (ask (self, self->reviewer, "mutation { addComment(modelId: \"%s\", body: \"Later.\") { id } }", self->model));
  assert_answer (self, self->architect, "data.restoreRevision.model.comments.nodes", all,
                 "mutation { restoreRevision(modelId: \"%s\", revision: 5, target: 4) { model { comments { nodes"
                 " { body resolved } } } } }", self->model);
  assert_answer (self, self->reviewer, "data.model.compare", "[]", "{ model(id: \"%s\") { compare(from: 4, to: 6) { op } } }",
                 self->model);
  assert_answer (self, self->reviewer, "data.model.comments.nodes", all,
                 "{ model(id: \"%s\", revision: 4) { comments { nodes { body resolved } } } }", self->model);
}

/* A14: an approval is of one revision, and by somebody who did not make it. */
static void
test_reviews (Fixture       *self,
              gconstpointer  data)
{
  static const char review[] = "mutation { review(modelId: \"%s\", revision: %d, state: %s, note: \"Seen.\")"
                               " { state revision reviewer { name } } }";

  assert_answer (self, self->architect, "data.requestReview",
                 "{\"state\":\"REQUESTED\",\"revision\":4,\"reviewer\":{\"name\":\"reviewer\"}}",
                 "mutation { requestReview(modelId: \"%s\", reviewer: \"%s\") { state revision reviewer { name } } }",
                 self->model, pp_caller_get_member (self->reviewer));
  assert_refused (self, self->architect, "NOT_FOUND", "mutation { requestReview(modelId: \"%s\", reviewer: \"%s\") { id } }",
                  self->model, pp_caller_get_member (self->viewer));
  assert_refused (self, self->architect, "FORBIDDEN", review, self->model, 4, "APPROVED");
  assert_refused (self, self->reviewer, "NOT_FOUND", review, self->model, 5, "APPROVED");
  assert_refused (self, self->reviewer, "BAD_INPUT", review, self->model, 4, "REQUESTED");
  assert_answer (self, self->reviewer, "data.review", "{\"state\":\"APPROVED\",\"revision\":4,\"reviewer\":{\"name\":\"reviewer\"}}",
                 review, self->model, 4, "APPROVED");
  assert_answer (self, self->viewer, "data.model.reviews", "[{\"state\":\"APPROVED\",\"revision\":4}]",
                 "{ model(id: \"%s\") { reviews { state revision } } }", self->model);
  /* One's own changes from before the last approval are no hindrance; later ones are. */
  assert_answer (self, self->architect, "data.updateModel.model.revision", "5",
                 "mutation { updateModel(id: \"%s\", revision: 4, input: {title: \"Mine\"}) { model { revision } } }", self->model);
  assert_refused (self, self->architect, "FORBIDDEN", review, self->model, 5, "APPROVED");
  assert_answer (self, self->architect, "data.review.state", "\"CHANGES_REQUESTED\"", review, self->model, 5, "CHANGES_REQUESTED");
}

/* Only what was asked of somebody, or what she has said, is hers to take back, and once. */
static void
test_withdrawn (Fixture       *self,
                gconstpointer  data)
{
  static const char review[] = "mutation { review(modelId: \"%s\", revision: 4, state: %s, note: \"\") { state } }";
  static const char rows[] = "select string_agg (state, ' ' order by at) from parapet.review where model_id = '%s'";

  assert_refused (self, self->reviewer, "NOT_FOUND", review, self->model, "WITHDRAWN");
  assert_asked (self, "", rows, self->model);

  g_free (ask (self, self->architect, "mutation { requestReview(modelId: \"%s\", reviewer: \"%s\") { id } }", self->model,
               pp_caller_get_member (self->reviewer)));
  assert_refused (self, self->architect, "NOT_FOUND", review, self->model, "WITHDRAWN");
  assert_answer (self, self->reviewer, "data.review.state", "\"WITHDRAWN\"", review, self->model, "WITHDRAWN");
  assert_refused (self, self->reviewer, "NOT_FOUND", review, self->model, "WITHDRAWN");
  assert_asked (self, "withdrawn", rows, self->model);

  assert_answer (self, self->reviewer, "data.review.state", "\"APPROVED\"", review, self->model, "APPROVED");
  assert_answer (self, self->reviewer, "data.review.state", "\"WITHDRAWN\"", review, self->model, "WITHDRAWN");
  assert_asked (self, "withdrawn approved withdrawn", rows, self->model);
}

/* --- The end, and the audit ---------------------------------------------------------------------- */

static void
test_delete_model (Fixture       *self,
                   gconstpointer  data)
{
  assert_answer (self, self->architect, "data.deleteModel", "true",
                 "mutation { deleteModel(id: \"%s\", revision: 4) }", self->model);
  assert_answer (self, self->architect, "data.model", "null", "{ model(id: \"%s\") { id } }", self->model);
  assert_asked (self, "0", "select count (*) from parapet.node where model_id = '%s'", self->model);
  assert_asked (self, "create-model create-node create-node create-edge delete-model refused-model",
                "select string_agg (action, ' ' order by sequence) from parapet.audit where object_id = '%s'", self->model);
}

/* L01: who was refused stands in the audit, with what and from where; what was badly written does not. */
static void
test_refusals (Fixture       *self,
               gconstpointer  data)
{
  g_autoptr (PpCaller) foreigner = pp_test_api_call_as (&self->api, "person", 2, PP_ROLE_ARCHITECT, AMBER);

  assert_refused (self, self->viewer, "FORBIDDEN", "mutation { deleteModel(id: \"%s\", revision: 4) }", self->model);
  assert_refused (self, foreigner, "NOT_FOUND", "mutation { deleteModel(id: \"%s\", revision: 4) }", self->model);
  assert_refused (self, foreigner, "NOT_FOUND", "mutation { createNode(modelId: \"%s\", revision: 4, input: {kind: HOST, name: \"x\"})"
                  " { node { id } } }", self->model);
  assert_refused (self, self->architect, "BAD_INPUT", "mutation { createModel(input: {title: \"\"}) { model { id } } }");
  assert_answer (self, foreigner, "data.model", "null", "{ model(id: \"%s\") { id } }", self->model);
  assert_asked (self, "viewer refused-delete-model Your roles do not allow this 192.0.2.1",
                "select string_agg (concat_ws (' ', subject, action, reason, host (address)), ', ') from parapet.audit"
                " where action like 'refused%%' and organisation_id = '00000000-0000-4000-8000-000000000001'");
  assert_asked (self, "refused-delete-model refused-create-node refused-model",
                "select string_agg (action, ' ' order by sequence) from parapet.audit"
                " where action like 'refused%%' and organisation_id = '00000000-0000-4000-8000-000000000002'");
}

#define TEST(path, function) g_test_add ("/writing/" path, Fixture, NULL, set_up, function, tear_down)

static void
add_tests (void)
{
  TEST ("update", test_update);
  TEST ("delete", test_delete);
  TEST ("delete-chain", test_delete_chain);
  TEST ("batches", test_batches);
  TEST ("not-there", test_not_there);
  TEST ("A10-mass-assignment", test_mass_assignment);
  TEST ("R15-texts", test_texts);
  TEST ("G16-G17-values", test_values);
  TEST ("A13-conflict", test_conflict);
  TEST ("answer", test_answer);
  TEST ("request-id", test_request_id);
  TEST ("request-refused", test_request_refused);
  TEST ("layouts", test_layouts);
  TEST ("past", test_past);
  TEST ("A05-A07-A08-marks", test_marks);
  TEST ("A05-recipients", test_recipients);
  TEST ("A12-comments", test_comments);
  TEST ("comments-restored", test_comments_restored);
  TEST ("A14-reviews", test_reviews);
  TEST ("withdrawn", test_withdrawn);
  TEST ("delete-model", test_delete_model);
  TEST ("L01-refusals", test_refusals);
}

int
main (int   argc,
      char *argv[])
{
  return pp_test_cluster_run (&argc, &argv, add_tests);
}
