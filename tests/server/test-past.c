/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A model of the past answers as it did when it was that of the day: whatever is asked of it, with whatever arguments. */

#include <string.h>

#include "pp-json.h"
#include "pp-test-api.h"
#include "pp-test.h"

#define AMBER "{\"tlp\":\"AMBER\"}"
#define ID(kind, n) "10000000-0000-4000-8" kind "00-0000000000" n
#define ADD(record, id, after) "{op: \"add\", record: \"" record "\", id: \"" id "\", after: " after "}"
#define SET(record, id, field, before, after) \
  "{op: \"set\", record: \"" record "\", id: \"" id "\", field: \"" field "\", before: " before ", after: " after "}"
#define REMOVE(record, id) "{op: \"remove\", record: \"" record "\", id: \"" id "\"}"

typedef struct {
  PpTestApi api;
  PpCaller *architect;
  PpCaller *low;
  char *model;
} Fixture;

static const char first_changes[] =
  ADD ("node", ID ("1", "01"), "{kind: \"process\", name: \"Shop\", properties: {zone: 1, tags: [\"a\", \"b\"]},"
                               " techniques: [\"T1190\"], description: \"Sells\"}")
  ADD ("node", ID ("1", "02"), "{kind: \"store\", name: \"Orders\", parent: \"" ID ("1", "01") "\", properties: {zone: 2}}")
  ADD ("node", ID ("1", "03"), "{kind: \"store\", name: \"Stock\", properties: {zone: 1, deep: {x: [{y: 1, z: 2}]}}}")
  ADD ("node", ID ("1", "04"), "{kind: \"our-own\", name: \"Other\"}")
  ADD ("node", ID ("1", "05"), "{kind: \"process\", name: \"\", properties: {zone: 1.0, tags: []}}")
  ADD ("edge", ID ("2", "01"), "{kind: \"data-flow\", source: \"" ID ("1", "01") "\", target: \"" ID ("1", "02") "\","
                               " properties: {zone: 1}}")
  ADD ("edge", ID ("2", "02"), "{kind: \"our-own\", source: \"" ID ("1", "02") "\", target: \"" ID ("2", "01") "\"}")
  ADD ("edge", ID ("2", "03"), "{kind: \"data-flow\", name: \"Into the air\", source: \"" ID ("1", "03") "\"}")
  ADD ("threat", ID ("3", "01"), "{number: 2, title: \"Second\", status: \"Open\", severity: \"High\","
                                 " category: \"Tampering\", element: \"" ID ("1", "01") "\"}")
  ADD ("threat", ID ("3", "02"), "{number: 1, title: \"First\", status: \"Mitigated\", element: \"" ID ("2", "01") "\"}")
  ADD ("threat", ID ("3", "03"), "{number: 2, title: \"Also second\", status: \"Whatever\", score: \"7.5\"}")
  ADD ("threat", ID ("3", "04"), "{number: 10, title: \"Tenth\", status: \"Accepted\", properties: {a: 1}}")
  ADD ("control", ID ("4", "01"), "{title: \"Wall\", status: \"planned\", threats: [\"" ID ("3", "01") "\", \"" ID ("3", "02") "\"]}")
  ADD ("control", ID ("4", "02"), "{title: \"Guard\", status: \"done\", description: \"Looks\", threats: [\"" ID ("3", "01") "\"]}")
  ADD ("layout", ID ("5", "01"), "{title: \"Whole\", order: 2, placements: {" "a: {x: 1, y: 2}}}")
  ADD ("layout", ID ("5", "02"), "{title: \"Part\", order: 1, viewport: {zoom: 2}}");

/* Everything is otherwise then. */
static const char later_changes[] =
  REMOVE ("control", ID ("4", "01"))
  REMOVE ("threat", ID ("3", "02"))
  REMOVE ("edge", ID ("2", "02"))
  REMOVE ("edge", ID ("2", "01"))
  REMOVE ("layout", ID ("5", "02"))
  SET ("node", ID ("1", "01"), "name", "\"Shop\"", "\"Front\"")
  SET ("node", ID ("1", "01"), "properties/zone", "1", "9")
  SET ("node", ID ("1", "03"), "kind", "\"store\"", "\"process\"")
  SET ("node", ID ("1", "02"), "parent", "\"" ID ("1", "01") "\"", "null")
  SET ("threat", ID ("3", "01"), "status", "\"Open\"", "\"Mitigated\"")
  SET ("threat", ID ("3", "04"), "number", "10", "0")
  SET ("control", ID ("4", "02"), "title", "\"Guard\"", "\"Zebra\"")
  SET ("layout", ID ("5", "01"), "title", "\"Whole\"", "\"Changed\"")
  ADD ("node", ID ("1", "00"), "{kind: \"store\", name: \"New\", properties: {zone: 1}}");

#define NODE "{ id kind kindId category name description parentId marks { level } facts properties techniques killChainPhases }"
#define EDGE "{ id kind kindId name sourceId targetId source { id name } target { id name } facts properties }"
#define THREAT \
  "{ id number title stride category severity status score elementId origin properties controls { id title threatIds } }"
#define PAGE "pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"

static const char * const requests[] = {
  "id title description revision createdAt updatedAt updatedBy { name } marks { level } properties viewerCan",
  "organisation { name } recipients { name } comments { nodes { body } } reviews { state }",
  "graph { revision nodes " NODE " edges " EDGE " }",
  "nodes { nodes " NODE " " PAGE " }",
  "nodes(first: 2) { nodes " NODE " " PAGE " }",
  "nodes(kinds: [STORE]) { nodes { name } " PAGE " }",
  "nodes(kinds: [OTHER]) { nodes { name } " PAGE " }",
  "nodes(kinds: [OTHER, PROCESS], first: 1) { nodes { name } " PAGE " }",
  "nodes(kinds: []) { nodes { name } " PAGE " }",
  "nodes(where: {zone: 1}) { nodes { name } " PAGE " }",
  "nodes(where: {tags: [\"b\"]}) { nodes { name } " PAGE " }",
  "nodes(where: {deep: {x: [{y: 1}]}}) { nodes { name } " PAGE " }",
  "nodes(where: {}) { nodes { name } " PAGE " }",
  "nodes(where: {absent: null}) { nodes { name } " PAGE " }",
  "nodes(where: {zone: 1}, kinds: [STORE]) { nodes { name } " PAGE " }",
  "nodes(where: [1]) { nodes { name } " PAGE " }",
  "edges { nodes " EDGE " " PAGE " }",
  "edges(first: 2) { nodes { id } " PAGE " }",
  "edges(kinds: [DATA_FLOW]) { nodes " EDGE " " PAGE " }",
  "edges(kinds: [OTHER]) { nodes { id } " PAGE " }",
  "edges(where: {zone: 1}) { nodes { id } " PAGE " }",
  "threats { nodes " THREAT " " PAGE " }",
  "threats(first: 1) { nodes { title } " PAGE " }",
  "threats(first: 2) { nodes { title } " PAGE " }",
  "threats(status: [OPEN]) { nodes { title } " PAGE " }",
  "threats(status: [MITIGATED, ACCEPTED]) { nodes { title } " PAGE " }",
  "threats(status: [OPEN], first: 1) { nodes { title } " PAGE " }",
  "controls { id title description status threatIds references }",
  "layouts { id title viewport placements }",
  "document", "nodes { nodes { document } }", "edges { nodes { document } }", "threats { nodes { document } }",
  "controls { document }", "layouts { document }",
};

#define ask(self, caller, ...) pp_test_api_ask_for (&(self)->api, caller, __VA_ARGS__)

static void
apply (Fixture    *self,
       guint       revision,
       const char *changes)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *answer =
    ask (self, self->architect, "mutation { applyChanges(modelId: \"%s\", revision: %u, requestId: \"%s\", changes: [%s])"
         " { model { revision } conflict { currentRevision } } }", self->model, revision, id, changes);
  g_autofree char *expected = g_strdup_printf ("{\"model\":{\"revision\":%u},\"conflict\":null}", revision + 1);

  pp_assert_contains (answer, expected);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autofree char *answer = NULL;
  g_autofree char *comment = NULL;

  pp_test_api_open (&self->api, NULL);
  self->architect = pp_test_api_call_as (&self->api, "person", 1, PP_ROLE_ARCHITECT | PP_ROLE_CLASSIFIER, AMBER);
  self->low = pp_test_api_call_as (&self->api, "low", 1, PP_ROLE_VIEWER, "{\"tlp\":\"GREEN\"}");
  answer = ask (self, self->architect, "mutation { createModel(input: {title: \"Shop\", description: \"Old\","
                " properties: {team: \"red\"}}) { model { id } } }");
  self->model = g_strndup (strstr (answer, "\"id\":\"") + strlen ("\"id\":\""), PP_UUID_BYTES - 1);
  comment = ask (self, self->architect, "mutation { addComment(modelId: \"%s\", body: \"Seen\") { id } }", self->model);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  pp_caller_unref (self->architect);
  pp_caller_unref (self->low);
  g_free (self->model);
  pp_test_api_close (&self->api);
}

static void
change_all (Fixture *self)
{
  g_autofree char *changed = NULL;

  apply (self, 2, later_changes);
  changed = ask (self, self->architect, "mutation { updateModel(id: \"%s\", revision: 3, input: {title: \"New\", description:"
                 " \"New\", properties: {team: \"blue\"}}) { model { revision } } }", self->model);
  pp_assert_contains (changed, "\"revision\":4");
}

static void
assert_same (const char *request,
             const char *now,
             const char *then)
{
  g_autoptr (JsonNode) before = pp_json_parse (now, strlen (now), NULL, NULL);
  g_autoptr (JsonNode) after = pp_json_parse (then, strlen (then), NULL, NULL);

  if (!pp_json_equal (before, after))
    g_error ("%s\n%s\n%s", request, now, then);
}

/* --- tests --- */

static void
test_same (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr (GPtrArray) answers = g_ptr_array_new_with_free_func (g_free);
  guint n_other = 0;

  apply (self, 1, first_changes);
  for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
    g_ptr_array_add (answers, ask (self, self->architect, "{ model(id: \"%s\") { %s } }", self->model, requests[i]));
  change_all (self);
  for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      g_autofree char *then =
        ask (self, self->architect, "{ model(id: \"%s\", revision: 2) { %s } }", self->model, requests[i]);
      g_autofree char *now = ask (self, self->architect, "{ model(id: \"%s\") { %s } }", self->model, requests[i]);

      assert_same (requests[i], g_ptr_array_index (answers, i), then);
      n_other += strcmp (g_ptr_array_index (answers, i), now) != 0;
    }
  /* What was changed shows in most of them. */
  g_assert_cmpuint (n_other, >, 20);
}

/* The present one, as it is found by way of the past. */
static void
test_present (Fixture       *self,
              gconstpointer  data)
{
  apply (self, 1, first_changes);
  change_all (self);
  for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      g_autofree char *now = ask (self, self->architect, "{ model(id: \"%s\") { %s } }", self->model, requests[i]);
      g_autofree char *then =
        ask (self, self->architect, "{ model(id: \"%s\", revision: 4) { %s } }", self->model, requests[i]);

      assert_same (requests[i], now, then);
    }
}

static char *
find_cursor (const char *answer)
{
  const char *found = strstr (answer, "\"endCursor\":\"");

  g_assert_nonnull (found);
  found += strlen ("\"endCursor\":\"");

  return g_strndup (found, strcspn (found, "\""));
}

/* Page by page, with the cursors that the pages of then had: both ways give all of it, once. */
static void
test_pages (Fixture       *self,
            gconstpointer  data)
{
  static const struct {
    const char *list;
    guint n;
  } lists[] = { { "nodes", 5 }, { "edges", 3 }, { "threats", 4 } };

  apply (self, 1, first_changes);
  change_all (self);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autofree char *cursor = NULL;

      for (guint j = 0; j < lists[i].n; j++)
        {
          g_autofree char *after = cursor != NULL ? g_strdup_printf (", after: \"%s\"", cursor) : g_strdup ("");
          g_autofree char *page =
            ask (self, self->architect, "{ model(id: \"%s\", revision: 2) { %s(first: 1%s) { nodes { id } " PAGE " } } }",
                 self->model, lists[i].list, after);

          g_clear_pointer (&cursor, g_free);
          cursor = find_cursor (page);
          pp_assert_contains (page, "{\"nodes\":[{\"id\":");
          pp_assert_contains (page, j + 1 < lists[i].n ? "\"hasNextPage\":true" : "\"hasNextPage\":false");
        }
    }
}

/* A08, A02: what was marked higher, what is to come and what is not there for somebody are the same to her. */
static void
test_hidden (Fixture       *self,
             gconstpointer  data)
{
  static const char * const levels[] = { "AMBER", "GREEN" };
  g_autofree char *none = g_strdup ("{\"data\":{\"model\":null}}");

  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    {
      g_autofree char *marked =
        ask (self, self->architect, "mutation { setMarks(modelId: \"%s\", revision: %u, marks: [{scheme: TLP, level: \"%s\"}],"
             " reason: \"x\") { model { id } } }", self->model, i + 1, levels[i]);

      pp_assert_contains (marked, self->model);
    }
  for (int revision = -1; revision <= 4; revision++)
    {
      g_autofree char *low = ask (self, self->low, "{ model(id: \"%s\", revision: %d) { title } }", self->model, revision);
      g_autofree char *high =
        ask (self, self->architect, "{ model(id: \"%s\", revision: %d) { title } }", self->model, revision);

      g_test_message ("%d", revision);
      if (revision < 1 || revision > 3)
        g_assert_cmpstr (high, ==, none);
      else
        pp_assert_contains (high, "Shop");
      if (revision == 3)
        pp_assert_contains (low, "Shop");
      else
        g_assert_cmpstr (low, ==, none);
    }
}

#define TEST(path, function) g_test_add ("/past/" path, Fixture, NULL, set_up, function, tear_down)

static void
add_tests (void)
{
  TEST ("same", test_same);
  TEST ("present", test_present);
  TEST ("pages", test_pages);
  TEST ("A08-A02-hidden", test_hidden);
}

int
main (int   argc,
      char *argv[])
{
  return pp_test_cluster_run (&argc, &argv, add_tests);
}
