/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a model is told through either door, the typed mutations and applyChanges: both take and refuse the same. */

#include <string.h>

#include "pp-json.h"
#include "pp-test-api.h"
#include "pp-test.h"

/* Of seed.sql. */
#define MODEL "00000000-0000-4000-b000-000000000011"
#define NEW "10000000-0000-4000-8000-000000000001"
#define REQUEST "20000000-0000-4000-8000-000000000001"

#define ADD(record, after) "{op: \"add\", record: \"" record "\", id: \"" NEW "\", after: " after "}"
#define SET(field, after) "{op: \"set\", record: \"model\", id: \"" MODEL "\", field: \"" field "\", after: " after "}"
#define TITLE(after) \
  "{op: \"set\", record: \"model\", id: \"" MODEL "\", field: \"title\", before: \"Model 1\", after: " after "}"

typedef struct {
  PpTestApi api;
  PpCaller *architect;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  pp_test_api_open (&self->api, NULL);
  self->architect = pp_test_api_call_as (&self->api, "person", 1, PP_ROLE_ARCHITECT | PP_ROLE_REVIEWER, "{\"tlp\":\"AMBER\"}");
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  pp_caller_unref (self->architect);
  pp_test_api_close (&self->api);
}

static char *
apply_as (Fixture    *self,
          const char *request,
          const char *changes)
{
  return pp_test_api_ask_for (&self->api, self->architect, "mutation { applyChanges(modelId: \"" MODEL "\", revision: 1,"
                              " requestId: \"%s\", changes: [%s]) { model { title revision } conflict { currentRevision } } }",
                              request, changes);
}

static char *
apply (Fixture    *self,
       const char *changes)
{
  return apply_as (self, REQUEST, changes);
}

static char *
do_typed (Fixture    *self,
          const char *mutation)
{
  return pp_test_api_ask_for (&self->api, self->architect, "mutation { %s { model { revision } } }", mutation);
}

static void
assert_revision (Fixture    *self,
                 const char *revision)
{
  g_autofree char *got = pp_test_database_ask (&self->api.base, "select revision from parapet.model where id = '" MODEL "'");

  g_assert_cmpstr (got, ==, revision);
}

/* --- What is refused ----------------------------------------------------------------------------- */

#define TYPED(field, input) field " (modelId: \"" MODEL "\", revision: 1, input: {" input "})"
#define MODEL_INPUT(input) "updateModel (id: \"" MODEL "\", revision: 1, input: {" input "})"
#define LAYOUT(input) "saveLayout (modelId: \"" MODEL "\", input: {" input "})"

/* The same twice, as changes and by a typed mutation where there is one, and what the error names. */
typedef struct {
  const char *changes;
  const char *typed;
  const char *place;
} Refused;

static const Refused refused[] = {
  { TITLE ("\"\""), MODEL_INPUT ("title: \"\""), "/changes/0: /title: " },
  { TITLE ("null"), NULL, "/changes/0: /title: " },
  { TITLE ("\" \\t\\u00a0\\u200b\\u3164\""), MODEL_INPUT ("title: \" \\t\\u00a0\\u200b\\u3164\""), "/changes/0: /title: " },
  { ADD ("node", "{kind: \"process\", name: \"  \"}"), TYPED ("createNode", "kind: PROCESS, name: \"  \""), "/changes/0: /name: " },
  { ADD ("node", "{kind: \" \", name: \"x\"}"), TYPED ("createNode", "kind: OTHER, kindId: \" \", name: \"x\""), "/changes/0: /kind: " },
  { ADD ("node", "{name: \"x\"}"), NULL, "/changes/0: /kind: " },
  { ADD ("edge", "{kind: \"data-flow\", name: \"\\u2003\"}"), TYPED ("createEdge", "kind: DATA_FLOW, name: \"\\u2003\""),
    "/changes/0: /name: " },
  { ADD ("layout", "{title: \" \", placements: {}}"), LAYOUT ("title: \" \", placements: {}"), "/changes/0: /title: " },
  { ADD ("layout", "{title: \"\", placements: {}}"), LAYOUT ("title: \"\", placements: {}"), "/changes/0: /title: " },
  { ADD ("layout", "{placements: {}}"), NULL, "/changes/0: /title: " },
  { ADD ("threat", "{title: \"\"}"), NULL, "/changes/0: /title: " },
  { ADD ("control", "{title: \"\\n\"}"), NULL, "/changes/0: /title: " },
  { SET ("description", "\"x\"") ", " ADD ("node", "{kind: \"process\", name: \"x\", colour: \"red\"}"), NULL,
    "/changes/1: A node has no field \xe2\x80\x9c" "colour" },
  { ADD ("node", "{kind: \"process\", extra: {a: 1}}"), NULL, "/changes/0: A node has no field" },
  { SET ("extra", "{a: 1}"), NULL, "/changes/0: A model has no field" },
  { SET ("extra/a", "1"), NULL, "/changes/0: A model has no field" },
  { SET ("marking", "{tlp: \"amber\"}"), MODEL_INPUT ("title: \"x\", marks: [{scheme: TLP, level: \"amber\"}]"), NULL },
  { SET ("marking", "{tlp: \" AMBER\"}"), MODEL_INPUT ("title: \"x\", marks: [{scheme: TLP, level: \" AMBER\"}]"), NULL },
  { SET ("marking", "{tlp: \"PURPLE\"}"), MODEL_INPUT ("title: \"x\", marks: [{scheme: TLP, level: \"PURPLE\"}]"), NULL },
  { SET ("marking", "{tlp: \"GREEN\", caveats: [\"\"]}"),
    MODEL_INPUT ("title: \"x\", marks: [{scheme: TLP, level: \"GREEN\", caveats: [\"\"]}]"), NULL },
  { SET ("marking", "{colour: \"GREEN\"}"), NULL, "/changes/0: /marking/colour: " },
  { ADD ("threat", "{title: \"x\", marking: {tlp: \"green\"}}"), NULL, "/changes/0: /marking: " },
  { ADD ("node", "{kind: \"process\", facts: {encrypted: {value: true, source: \"gossip\"}}}"),
    TYPED ("createNode", "kind: PROCESS, name: \"x\", facts: {encrypted: {value: true, source: \"gossip\"}}"),
    "/changes/0: /facts/encrypted: " },
  { ADD ("node", "{kind: \"process\", facts: {encrypted: true}}"), NULL, "/changes/0: /facts/encrypted: " },
  { SET ("description", "\"x\"") ", {op: \"add\", record: \"node\", id: \"n1\", after: {kind: \"process\"}}", NULL,
    "/changes/1: /id: " },
  { SET ("description", "\"x\"") ", " ADD ("node", "{kind: \"process\", parent: \"n1\"}"), NULL, "/changes/1: " },
};

static void
assert_refused (const char *answer,
                const char *place)
{
  pp_assert_contains (answer, "\"code\":\"BAD_INPUT\"");
  if (place != NULL)
    pp_assert_contains (answer, place);
}

static void
test_refused (Fixture       *self,
              gconstpointer  data)
{
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *changed = apply (self, refused[i].changes);
      g_autofree char *typed = refused[i].typed != NULL ? do_typed (self, refused[i].typed) : NULL;

      assert_refused (changed, refused[i].place);
      if (typed != NULL)
        assert_refused (typed, NULL);
    }
  assert_revision (self, "1");
}

static void
test_new_model (Fixture       *self,
                gconstpointer  data)
{
  static const char * const titles[] = { "", "  ", "\\u2800\\u200d" };

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      g_autofree char *mutation = g_strdup_printf ("createModel (input: {title: \"%s\"})", titles[i]);
      g_autofree char *answer = do_typed (self, mutation);

      assert_refused (answer, "A model needs a title");
    }
}

/* --- What is taken ------------------------------------------------------------------------------- */

/* Lines and boundaries often have no name; a level has more than one spelling; a record of any kind is told in full. */
static const char taken[] =
  ADD ("node", "{kind: \"trust-boundary-box\", name: \"\", marking: {tlp: \"TLP:GREEN\", caveats: []},"
               " facts: {encrypted: {value: true}}, properties: {extra: 1}, foreign: {other: {a: 1}}, techniques: [\"T1190\"]}")
  ", {op: \"add\", record: \"edge\", id: \"10000000-0000-4000-8000-000000000002\", after: {kind: \"data-flow\"}}"
  ", {op: \"add\", record: \"threat\", id: \"10000000-0000-4000-8000-000000000003\", after: {element: \"" NEW "\", number: 2}}"
  ", {op: \"add\", record: \"layout\", id: \"10000000-0000-4000-8000-000000000004\", after: {title: \"?\","
  " placements: {a: {x: 1, y: 2}}}}"
  ", " TITLE ("\"\\ud83d\\ude00\"");

static void
test_taken (Fixture       *self,
            gconstpointer  data)
{
  g_autofree char *answer = apply (self, taken);

  g_assert_cmpstr (answer, ==, "{\"data\":{\"applyChanges\":{\"model\":{\"title\":\"😀\",\"revision\":2},\"conflict\":null}}}");
}

/* What was admitted once comes back, whatever is asked of changes by now; and rows from then can be changed. */
static void
test_history (Fixture       *self,
              gconstpointer  data)
{
  g_autofree char *created = do_typed (self, "createModel (input: {title: \"Old\"})");
  g_autofree char *model = pp_test_database_ask (&self->api.base, "select id from parapet.model where title = 'Old'");
  g_autofree char *removed = NULL, *restored = NULL, *changed = NULL, *later = NULL;

  pp_test_database_do (&self->api.base,
                       "insert into parapet.node (organisation_id, model_id, id, label_id, kind, name, document)"
                       " select organisation_id, id, '" NEW "', label_id, 'process', ' ', '{\"kind\": \"process\", \"name\": \" \","
                       "  \"later\": 1, \"marking\": {\"tlp\": \"green\"}}' from parapet.model where title = 'Old'");
  removed = pp_test_api_ask_for (&self->api, self->architect, "mutation { deleteNode(modelId: \"%s\", revision: 1,"
                                 " id: \"" NEW "\") { model { revision } } }", model);
  g_assert_cmpstr (removed, ==, "{\"data\":{\"deleteNode\":{\"model\":{\"revision\":2}}}}");
  restored = pp_test_api_ask_for (&self->api, self->architect, "mutation { restoreRevision(modelId: \"%s\", revision: 2,"
                                  " target: 1) { model { revision graph { nodes { name } } } } }", model);
  g_assert_cmpstr (restored, ==, "{\"data\":{\"restoreRevision\":{\"model\":{\"revision\":3,\"graph\":{\"nodes\":"
                   "[{\"name\":\" \"}]}}}}}");
  changed = pp_test_api_ask_for (&self->api, self->architect, "mutation { updateNode(modelId: \"%s\", revision: 3,"
                                 " id: \"" NEW "\", input: {kind: API, name: \"Front\"}) { node { name } } }", model);
  g_assert_cmpstr (changed, ==, "{\"data\":{\"updateNode\":{\"node\":{\"name\":\"Front\"}}}}");
  later = pp_test_database_ask (&self->api.base, "select document ->> 'later' from parapet.node where id = '" NEW "'");
  g_assert_cmpstr (later, ==, "1");
}

#define TEST(path, function) g_test_add ("/draft-said/" path, Fixture, NULL, set_up, function, tear_down)

static void
add_tests (void)
{
  TEST ("A04-refused", test_refused);
  TEST ("new-model", test_new_model);
  TEST ("taken", test_taken);
  TEST ("history", test_history);
}

int
main (int   argc,
      char *argv[])
{
  return pp_test_cluster_run (&argc, &argv, add_tests);
}
