/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-check.h"
#include "pp-diff.h"
#include "pp-merge.h"
#include "pp-edit.h"
#include "pp-test-model.h"

/* Each test edits two copies of one model and merges them. */
typedef struct {
  PpModel   *base;
  PpHistory *ours;
  PpHistory *theirs;
  PpMerge   *merge;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (PpModel) ours = NULL;
  g_autoptr (PpModel) theirs = NULL;

  fixture->base = small_model ();
  add_record (fixture->base, PP_RECORD_NODE, "zone", "{\"kind\":\"boundary\",\"name\":\"Zone\"}");
  add_record (fixture->base, PP_RECORD_CONTROL, "c", "{\"title\":\"C\",\"threats\":[\"t1\"]}");
  ours = pp_model_copy (fixture->base);
  theirs = pp_model_copy (fixture->base);
  fixture->ours = pp_history_new (ours);
  fixture->theirs = pp_history_new (theirs);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_pointer (&fixture->merge, pp_merge_free);
  g_clear_object (&fixture->ours);
  g_clear_object (&fixture->theirs);
  g_clear_object (&fixture->base);
}

static void
set (PpHistory  *side,
     const char *id,
     const char *field,
     const char *json)
{
  g_autoptr (JsonNode) value = json != NULL ? parse (json) : NULL;
  g_autoptr (GError) error = NULL;

  pp_history_set (side, "Set", id, field, value, &error);
  g_assert_no_error (error);
}

static void
edit (PpHistory *side,
      GPtrArray *changes)
{
  g_autoptr (GPtrArray) owned = changes;
  g_autoptr (GError) error = NULL;

  pp_history_apply (side, "Edit", changes, &error);
  g_assert_no_error (error);
}

static void
remove_element (PpHistory  *side,
                const char *id)
{
  edit (side, pp_edit_remove_elements (pp_history_get_model (side), &id, 1));
}

static PpModel *
merge (Fixture *fixture,
       guint    n_conflicts)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = NULL;

  fixture->merge = pp_merge_models (fixture->base, pp_history_get_model (fixture->ours),
                                    pp_history_get_model (fixture->theirs), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->merge->conflicts->len, ==, n_conflicts);
  problems = pp_check_model (fixture->merge->model);
  for (guint i = 0; i < problems->len; i++)
    {
      const PpProblem *problem = g_ptr_array_index (problems, i);

      g_assert_cmpint (problem->severity, ==, PP_PROBLEM_WARNING);
    }
  return fixture->merge->model;
}

static void
assert_conflict (Fixture        *fixture,
                 PpConflictKind  kind,
                 const char     *id,
                 const char     *field)
{
  for (guint i = 0; i < fixture->merge->conflicts->len; i++)
    {
      const PpConflict *conflict = g_ptr_array_index (fixture->merge->conflicts, i);

      if (conflict->kind == kind && g_str_equal (conflict->id, id) &&
          g_strcmp0 (conflict->field, field) == 0)
        return;
    }
  g_assert_not_reached ();
}

static void
assert_value (PpModel    *model,
              const char *id,
              const char *field,
              const char *json)
{
  g_autoptr (JsonNode) value = pp_record_dup_field (pp_model_lookup (model, id), field);
  g_autofree char *text = value != NULL ? pp_json_to_string (value, PP_JSON_STYLE_COMPACT, NULL) : NULL;

  g_assert_cmpstr (text, ==, json);
}

static void
test_nothing_changed (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autofree char *expected = canonical (fixture->base);
  g_autofree char *merged = canonical (merge (fixture, 0));

  g_assert_cmpstr (merged, ==, expected);
}

static void
test_both_sides_count (Fixture       *fixture,
                       gconstpointer  data)
{
  PpModel *model;

  set (fixture->ours, "shop", "name", "\"Kiosk\"");
  set (fixture->ours, "m", "title", "\"Title\"");
  set (fixture->theirs, "shop", "description", "\"Sells\"");
  set (fixture->theirs, "orders", "parent", NULL);
  add_record (pp_history_get_model (fixture->theirs), PP_RECORD_NODE, "new", "{\"kind\":\"store\"}");

  model = merge (fixture, 0);
  assert_value (model, "shop", "name", "\"Kiosk\"");
  assert_value (model, "shop", "description", "\"Sells\"");
  assert_value (model, "orders", "parent", NULL);
  assert_value (model, "m", "title", "\"Title\"");
  g_assert_nonnull (pp_model_lookup_node (model, "new"));
}

static void
test_the_same_change_is_no_conflict (Fixture       *fixture,
                                     gconstpointer  data)
{
  set (fixture->ours, "shop", "name", "\"Kiosk\"");
  set (fixture->theirs, "shop", "name", "\"Kiosk\"");
  remove_element (fixture->ours, "orders");
  remove_element (fixture->theirs, "orders");
  assert_value (merge (fixture, 0), "shop", "name", "\"Kiosk\"");
}

static void
test_two_values (Fixture       *fixture,
                 gconstpointer  data)
{
  const PpConflict *conflict;

  set (fixture->ours, "shop", "name", "\"Kiosk\"");
  set (fixture->theirs, "shop", "name", "\"Mall\"");
  assert_value (merge (fixture, 1), "shop", "name", "\"Kiosk\"");
  assert_conflict (fixture, PP_CONFLICT_BOTH_CHANGED, "shop", "name");
  conflict = g_ptr_array_index (fixture->merge->conflicts, 0);
  g_assert_cmpstr (json_node_get_string (conflict->base), ==, "Shop");
  g_assert_cmpstr (json_node_get_string (conflict->ours), ==, "Kiosk");
  g_assert_cmpstr (json_node_get_string (conflict->theirs), ==, "Mall");
}

static void
test_maps_merge_entry_by_entry (Fixture       *fixture,
                                gconstpointer  data)
{
  PpModel *model;

  set (fixture->ours, "shop", "properties/a", "{\"x\":1}");
  set (fixture->theirs, "shop", "properties/b", "2");
  set (fixture->theirs, "shop", "properties/a", "{\"y\":2}");
  set (fixture->ours, "shop", "facts/f", "{\"value\":true,\"source\":\"person\"}");
  set (fixture->theirs, "shop", "facts/f", "{\"value\":true,\"source\":\"observed\"}");
  set (fixture->theirs, "shop", "facts/g", "{\"value\":false}");

  model = merge (fixture, 1);
  assert_value (model, "shop", "properties/a", "{\"x\":1,\"y\":2}");
  assert_value (model, "shop", "properties/b", "2");
  assert_value (model, "shop", "facts/f", "{\"value\":true,\"source\":\"person\"}");
  assert_value (model, "shop", "facts/g", "{\"value\":false}");
  assert_conflict (fixture, PP_CONFLICT_BOTH_CHANGED, "shop", "facts/f");
}

static void
test_placements_merge_one_by_one (Fixture       *fixture,
                                  gconstpointer  data)
{
  PpModel *model;

  set (fixture->ours, "all", "placements/shop", "{\"x\":1,\"y\":20,\"width\":100,\"height\":100,\"z\":1}");
  set (fixture->theirs, "all", "placements/shop", "{\"x\":10,\"y\":20,\"width\":100,\"height\":100,\"z\":7}");
  set (fixture->theirs, "all", "placements/orders", "{\"x\":5,\"y\":5,\"width\":150,\"height\":75}");
  set (fixture->ours, "all", "viewport", "[1]");
  set (fixture->theirs, "all", "viewport", "[2]");

  model = merge (fixture, 0);
  assert_value (model, "all", "placements/shop",
                "{\"x\":1,\"y\":20,\"width\":100,\"height\":100,\"z\":7}");
  assert_value (model, "all", "placements/orders", "{\"x\":5,\"y\":5,\"width\":150,\"height\":75}");
  assert_value (model, "all", "viewport", "[1]");
}

static void
test_lists_merge_as_sets (Fixture       *fixture,
                          gconstpointer  data)
{
  g_autoptr (PpHistory) base = pp_history_new (fixture->base);

  set (base, "m", "contributors", "[\"a\",\"b\",\"c\"]");
  set (fixture->ours, "m", "contributors", "[\"b\",\"c\",\"d\"]");
  set (fixture->theirs, "m", "contributors", "[\"a\",\"c\",\"e\"]");
  assert_value (merge (fixture, 0), "m", "contributors", "[\"c\",\"d\",\"e\"]");
}

static void
test_markings_join (Fixture       *fixture,
                    gconstpointer  data)
{
  set (fixture->ours, "shop", "marking", "{\"tlp\":\"GREEN\",\"nato\":\"NATO SECRET\"}");
  set (fixture->theirs, "shop", "marking", "{\"tlp\":\"AMBER\"}");
  assert_value (merge (fixture, 0), "shop", "marking", "{\"tlp\":\"AMBER\",\"nato\":\"NATO SECRET\"}");
}

static void
test_removed_and_changed (Fixture       *fixture,
                          gconstpointer  data)
{
  PpModel *model;

  remove_element (fixture->ours, "orders");
  set (fixture->theirs, "orders", "name", "\"Sales\"");
  model = merge (fixture, 1);
  assert_conflict (fixture, PP_CONFLICT_REMOVED_AND_CHANGED, "orders", NULL);
  assert_value (model, "orders", "name", "\"Sales\"");
  g_assert_null (pp_model_lookup (model, "write"));
  /* What stays is shown where it was. */
  assert_value (model, "all", "placements/orders", "{\"x\":300,\"y\":20,\"width\":150,\"height\":75}");
}

static void
test_removed_and_moved_is_removed (Fixture       *fixture,
                                   gconstpointer  data)
{
  PpModel *model;

  remove_element (fixture->theirs, "orders");
  set (fixture->ours, "all", "placements/orders", "{\"x\":5,\"y\":5,\"width\":150,\"height\":75}");
  model = merge (fixture, 0);
  g_assert_null (pp_model_lookup (model, "orders"));
  assert_value (model, "all", "placements/orders", NULL);
}

static void
test_hidden_and_moved_is_a_conflict (Fixture       *fixture,
                                     gconstpointer  data)
{
  const char *id = "orders";

  edit (fixture->theirs,
        pp_edit_hide_elements (pp_history_get_model (fixture->theirs), "all", &id, 1));
  set (fixture->ours, "all", "placements/orders", "{\"x\":5}");
  assert_value (merge (fixture, 1), "all", "placements/orders", "{\"x\":5}");
  assert_conflict (fixture, PP_CONFLICT_REMOVED_AND_CHANGED, "all", "placements/orders");
}

static void
test_removed_and_used (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autofree char *edge = NULL;
  g_autofree char *threat = NULL;
  PpModel *theirs = pp_history_get_model (fixture->theirs);
  PpModel *model;

  remove_element (fixture->ours, "orders");
  edit (fixture->theirs, pp_edit_add_edge (theirs, "all", "data-flow", "read", NULL, "shop", "orders",
                                           NULL, &edge));
  edit (fixture->theirs, pp_edit_add_threat (theirs, "shop", NULL, NULL, "T", &threat));
  model = merge (fixture, 1);
  assert_conflict (fixture, PP_CONFLICT_REMOVED_AND_USED, "orders", NULL);
  g_assert_nonnull (pp_model_lookup (model, "orders"));
  g_assert_nonnull (pp_model_lookup (model, edge));
  g_assert_nonnull (pp_layout_get_placement (pp_model_lookup_layout (model, "all"), "orders"));
}

static void
test_removed_parent (Fixture       *fixture,
                     gconstpointer  data)
{
  PpModel *model;

  remove_element (fixture->ours, "zone");
  set (fixture->theirs, "shop", "parent", "\"zone\"");
  model = merge (fixture, 0);
  g_assert_null (pp_model_lookup (model, "zone"));
  assert_value (model, "shop", "parent", NULL);
  g_assert_cmpuint (fixture->merge->repairs->len, ==, 1);
}

static void
test_control_of_removed_threat (Fixture       *fixture,
                                gconstpointer  data)
{
  const char *threat = "t1";
  PpModel *model;

  edit (fixture->ours, pp_edit_remove_threats (pp_history_get_model (fixture->ours), &threat, 1));
  add_record (pp_history_get_model (fixture->theirs), PP_RECORD_CONTROL, "d",
              "{\"title\":\"D\",\"threats\":[\"t1\"]}");
  model = merge (fixture, 0);
  assert_value (model, "c", "threats", NULL);
  assert_value (model, "d", "threats", NULL);
}

static void
test_new_threats_get_different_numbers (Fixture       *fixture,
                                        gconstpointer  data)
{
  g_autofree char *our_threat = NULL;
  g_autofree char *their_threat = NULL;
  PpModel *model;

  edit (fixture->ours, pp_edit_add_threat (pp_history_get_model (fixture->ours), "shop", NULL, NULL,
                                           "Ours", &our_threat));
  edit (fixture->theirs, pp_edit_add_threat (pp_history_get_model (fixture->theirs), "shop", NULL, NULL,
                                             "Theirs", &their_threat));
  model = merge (fixture, 0);
  assert_value (model, our_threat, "number", "2");
  assert_value (model, their_threat, "number", "3");
  assert_value (model, "m", "threatTop", "3");
}

static void
test_both_added (Fixture       *fixture,
                 gconstpointer  data)
{
  PpModel *model;

  add_record (pp_history_get_model (fixture->ours), PP_RECORD_NODE, "n",
              "{\"kind\":\"store\",\"name\":\"N\",\"description\":\"d\"}");
  add_record (pp_history_get_model (fixture->theirs), PP_RECORD_NODE, "n",
              "{\"kind\":\"process\",\"name\":\"N\"}");
  add_record (pp_history_get_model (fixture->ours), PP_RECORD_EDGE, "x", "{\"kind\":\"data-flow\"}");
  add_record (pp_history_get_model (fixture->theirs), PP_RECORD_NODE, "x", "{\"kind\":\"store\"}");
  model = merge (fixture, 2);
  assert_conflict (fixture, PP_CONFLICT_BOTH_CHANGED, "n", "kind");
  assert_conflict (fixture, PP_CONFLICT_TWO_TYPES, "x", NULL);
  assert_value (model, "n", "kind", "\"store\"");
  assert_value (model, "n", "description", "\"d\"");
  g_assert_nonnull (pp_model_lookup_edge (model, "x"));
}

static void
test_two_layouts_of_one_number (Fixture       *fixture,
                                gconstpointer  data)
{
  PpModel *model;

  add_record (pp_history_get_model (fixture->ours), PP_RECORD_LAYOUT, "diagram-2",
              "{\"title\":\"Ours\",\"foreign\":{\"td\":{\"id\":2,\"x\":1}}}");
  add_record (pp_history_get_model (fixture->theirs), PP_RECORD_LAYOUT, "diagram-2",
              "{\"title\":\"Theirs\",\"foreign\":{\"td\":{\"id\":2,\"x\":2}}}");
  model = merge (fixture, 0);
  assert_value (model, "diagram-2", "title", "\"Ours\"");
  assert_value (model, "diagram-2", "foreign", "{\"td\":{\"id\":2,\"x\":1}}");
  assert_value (model, "diagram-2-theirs", "title", "\"Theirs\"");
  assert_value (model, "diagram-2-theirs", "foreign", "{\"td\":{\"x\":2}}");
}

static void
test_unknown_members (Fixture       *fixture,
                      gconstpointer  data)
{
  PpModel *model;

  set (fixture->ours, "shop", "extra/later", "{\"a\":{\"b\":1}}");
  set (fixture->theirs, "shop", "extra/later", "{\"a\":{\"b\":2,\"c\":3}}");
  model = merge (fixture, 1);
  assert_conflict (fixture, PP_CONFLICT_BOTH_CHANGED, "shop", "extra/later/a/b");
  assert_value (model, "shop", "extra/later", "{\"a\":{\"b\":1,\"c\":3}}");
}

static void
test_keys_of_other_formats (Fixture       *fixture,
                            gconstpointer  data)
{
  g_autoptr (PpHistory) base = pp_history_new (fixture->base);
  PpModel *model;

  set (base, "all", "foreign/td", "{\"cells\":[\"a\",\"b\"],\"title\":\"All\"}");
  set (fixture->ours, "all", "foreign/td", "{\"cells\":[\"a\",\"b\",\"c\"],\"title\":\"Our\"}");
  set (fixture->theirs, "all", "foreign/td", "{\"cells\":[\"b\",\"d\"],\"title\":\"Their\"}");
  model = merge (fixture, 0);
  assert_value (model, "all", "foreign/td", "{\"cells\":[\"b\",\"c\",\"d\"],\"title\":\"Our\"}");
  g_assert_cmpuint (fixture->merge->repairs->len, ==, 1);
}

static const char *
random_node (PpModel *model)
{
  guint n_nodes = pp_model_get_n_records (model, PP_RECORD_NODE);

  if (n_nodes == 0)
    return NULL;
  return pp_record_get_id (pp_model_peek_record (model, PP_RECORD_NODE,
                                                 (guint) g_test_rand_int_range (0, (gint32) n_nodes)));
}

static void
edit_at_random (PpHistory *side)
{
  PpModel *model = pp_history_get_model (side);
  const char *id = random_node (model);
  const char *other = random_node (model);
  g_autofree char *name = g_strdup_printf ("\"%d\"", g_test_rand_int_range (0, 5));

  switch (id != NULL ? g_test_rand_int_range (0, 6) : 5)
    {
    case 0:
      set (side, id, "name", name);
      break;

    case 1:
      remove_element (side, id);
      break;

    case 2:
      edit (side, pp_edit_add_edge (model, "all", "data-flow", "e", NULL, id, other, NULL, NULL));
      break;

    case 3:
      edit (side, pp_edit_add_threat (model, id, NULL, NULL, "t", NULL));
      break;

    case 4:
      if (!g_str_equal (id, other))
        set (side, id, "parent", NULL);
      break;

    case 5:
    default:
      edit (side, pp_edit_add_node (model, "all", "store", "n", NULL, NULL, id, NULL));
      break;
    }
}

/* Whatever both sides do, the merge has no new problem; merging with an unchanged side gives the other;
 * and the two directions agree on what is there when nothing clashes. */
static void
test_random_merges (void)
{
  for (guint i = 0; i < 300; i++)
    {
      Fixture fixture = { NULL };
      g_autofree char *ours = NULL;
      g_autofree char *same = NULL;
      g_autoptr (PpMerge) with_base = NULL;
      g_autoptr (PpMerge) there = NULL;
      g_autoptr (PpMerge) back = NULL;

      set_up (&fixture, NULL);
      for (guint j = 0; j < 8; j++)
        edit_at_random (g_test_rand_bit () ? fixture.ours : fixture.theirs);

      with_base = pp_merge_models (fixture.base, pp_history_get_model (fixture.ours), fixture.base, NULL);
      ours = canonical (pp_history_get_model (fixture.ours));
      same = canonical (with_base->model);
      g_assert_cmpstr (same, ==, ours);
      g_assert_cmpuint (with_base->conflicts->len, ==, 0);

      there = pp_merge_models (fixture.base, pp_history_get_model (fixture.ours),
                               pp_history_get_model (fixture.theirs), NULL);
      back = pp_merge_models (fixture.base, pp_history_get_model (fixture.theirs),
                              pp_history_get_model (fixture.ours), NULL);
      g_assert_cmpuint (there->conflicts->len, ==, back->conflicts->len);
      for (PpRecordType type = PP_RECORD_NODE; type < PP_N_RECORD_TYPES; type++)
        g_assert_cmpuint (pp_model_get_n_records (there->model, type),
                          ==, pp_model_get_n_records (back->model, type));
      merge (&fixture, there->conflicts->len);
      tear_down (&fixture, NULL);
    }
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/merge/nothing-changed", test_nothing_changed);
  ADD ("/merge/both-sides-count", test_both_sides_count);
  ADD ("/merge/the-same-change-is-no-conflict", test_the_same_change_is_no_conflict);
  ADD ("/merge/two-values", test_two_values);
  ADD ("/merge/maps-entry-by-entry", test_maps_merge_entry_by_entry);
  ADD ("/merge/placements-one-by-one", test_placements_merge_one_by_one);
  ADD ("/merge/lists-as-sets", test_lists_merge_as_sets);
  ADD ("/merge/markings-join", test_markings_join);
  ADD ("/merge/removed/and-changed", test_removed_and_changed);
  ADD ("/merge/removed/and-moved-is-removed", test_removed_and_moved_is_removed);
  ADD ("/merge/removed/hidden-and-moved-is-a-conflict", test_hidden_and_moved_is_a_conflict);
  ADD ("/merge/removed/and-used", test_removed_and_used);
  ADD ("/merge/removed/parent", test_removed_parent);
  ADD ("/merge/removed/threat-of-a-control", test_control_of_removed_threat);
  ADD ("/merge/new-threats-get-different-numbers", test_new_threats_get_different_numbers);
  ADD ("/merge/both-added", test_both_added);
  ADD ("/merge/two-layouts-of-one-number", test_two_layouts_of_one_number);
  ADD ("/merge/unknown-members", test_unknown_members);
  ADD ("/merge/keys-of-other-formats", test_keys_of_other_formats);
  g_test_add_func ("/merge/random", test_random_merges);

  return g_test_run ();
}
