/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-edit.h"
#include "pp-release.h"
#include "pp-test-model.h"

typedef struct {
  PpModel   *model;
  PpHistory *history;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->model = small_model ();
  fixture->history = pp_history_new (fixture->model);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->history);
  g_assert_finalize_object (fixture->model);
}

/* Takes the changes, does them, undoes them to see that every byte comes back, and does them again. */
static void
apply (Fixture   *fixture,
       GPtrArray *changes)
{
  g_autoptr (GPtrArray) owned = changes;
  g_autofree char *before = canonical (fixture->model);
  g_autofree char *done = NULL;
  g_autofree char *undone = NULL;
  g_autofree char *redone = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (changes->len, >, 0);
  pp_history_apply (fixture->history, "Edit", changes, &error);
  g_assert_no_error (error);
  done = canonical (fixture->model);
  g_assert_true (pp_history_undo (fixture->history));
  undone = canonical (fixture->model);
  g_assert_cmpstr (undone, ==, before);
  g_assert_true (pp_history_redo (fixture->history));
  redone = canonical (fixture->model);
  g_assert_cmpstr (redone, ==, done);
}

static const PpPlacement *
placement_of (Fixture    *fixture,
              const char *layout_id,
              const char *id)
{
  return pp_layout_get_placement (pp_model_lookup_layout (fixture->model, layout_id), id);
}

static void
test_add_node (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (JsonNode) facts = parse ("{\"isEncrypted\":true,\"port\":{\"value\":5432,\"source\":\"person\"}}");
  g_autoptr (PpPlacement) placement = pp_placement_new_box (5, 6, 70, 80, 9);
  g_autofree char *id = NULL;
  PpElement *element;

  apply (fixture, pp_edit_add_node (fixture->model, "all", "database", "Stock",
                                    json_node_get_object (facts), placement, "shop", &id));

  element = pp_model_lookup_element (fixture->model, id);
  g_assert_cmpstr (pp_element_get_kind (element), ==, "database");
  g_assert_cmpstr (pp_element_get_name (element), ==, "Stock");
  g_assert_cmpstr (pp_node_get_parent (PP_NODE (element)), ==, "shop");
  g_assert_cmpint (pp_element_get_truth (element, "isEncrypted"), ==, PP_TRUTH_YES);
  g_assert_cmpint (pp_fact_get_source (json_object_get_member (pp_element_get_facts (element),
                                                               "isEncrypted")),
                   ==, PP_FACT_SOURCE_DEFAULT);
  g_assert_cmpint (pp_fact_get_source (json_object_get_member (pp_element_get_facts (element), "port")),
                   ==, PP_FACT_SOURCE_PERSON);
  g_assert_cmpfloat (placement_of (fixture, "all", id)->height, ==, 80);
  g_assert_cmpint (placement_of (fixture, "all", id)->z, ==, 9);
}

static void
test_add_edge (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *id = NULL;
  PpEdge *edge;

  apply (fixture, pp_edit_add_edge (fixture->model, "all", "data-flow", "read", NULL, "orders", NULL,
                                    NULL, &id));

  edge = pp_model_lookup_edge (fixture->model, id);
  g_assert_cmpstr (pp_edge_get_source (edge), ==, "orders");
  g_assert_null (pp_edge_get_target (edge));
  g_assert_cmpint (placement_of (fixture, "all", id)->z, ==, 2);
}

static void
test_remove_takes_what_hangs_on_it (Fixture       *fixture,
                                    gconstpointer  data)
{
  const char * const ids[] = { "orders", "no such element" };

  add_record (fixture->model, PP_RECORD_EDGE, "on-edge",
              "{\"kind\":\"data-flow\",\"source\":\"shop\",\"target\":\"write\"}");
  add_record (fixture->model, PP_RECORD_THREAT, "t2", "{\"element\":\"shop\",\"number\":2}");
  add_record (fixture->model, PP_RECORD_CONTROL, "c", "{\"title\":\"C\",\"threats\":[\"t1\",\"t2\"]}");
  add_record (fixture->model, PP_RECORD_COMMENT, "k", "{\"element\":\"orders\",\"text\":\"Why?\"}");
  add_record (fixture->model, PP_RECORD_LAYOUT, "second", "{\"placements\":{\"orders\":{\"x\":1}}}");

  apply (fixture, pp_edit_remove_elements (fixture->model, ids, G_N_ELEMENTS (ids)));

  g_assert_null (pp_model_lookup (fixture->model, "orders"));
  g_assert_null (pp_model_lookup (fixture->model, "write"));
  g_assert_null (pp_model_lookup (fixture->model, "on-edge"));
  g_assert_null (pp_model_lookup (fixture->model, "t1"));
  g_assert_null (pp_model_lookup (fixture->model, "k"));
  g_assert_nonnull (pp_model_lookup (fixture->model, "t2"));
  g_assert_null (placement_of (fixture, "all", "orders"));
  g_assert_null (placement_of (fixture, "all", "write"));
  g_assert_null (placement_of (fixture, "second", "orders"));
  g_assert_cmpstr (pp_control_get_threats (PP_CONTROL (pp_model_lookup (fixture->model, "c")))[0],
                   ==, "t2");
  g_assert_null (pp_control_get_threats (PP_CONTROL (pp_model_lookup (fixture->model, "c")))[1]);
}

static void
test_children_go_to_the_ancestor_that_stays (Fixture       *fixture,
                                             gconstpointer  data)
{
  const char * const middle[] = { "shop" };
  const char * const zone[] = { "zone" };
  g_autoptr (JsonNode) parent = text_node ("zone");

  add_record (fixture->model, PP_RECORD_NODE, "zone", "{\"kind\":\"boundary\"}");
  g_assert_true (pp_history_set (fixture->history, "Move", "shop", "parent", parent, NULL));

  apply (fixture, pp_edit_remove_elements (fixture->model, middle, 1));
  g_assert_cmpstr (pp_node_get_parent (pp_model_lookup_node (fixture->model, "orders")), ==, "zone");
  apply (fixture, pp_edit_remove_elements (fixture->model, zone, 1));
  g_assert_null (pp_node_get_parent (pp_model_lookup_node (fixture->model, "orders")));
}

static void
test_remove_in_a_ring_of_parents_ends (Fixture       *fixture,
                                       gconstpointer  data)
{
  const char * const ids[] = { "a", "b" };

  add_record (fixture->model, PP_RECORD_NODE, "a", "{\"kind\":\"process\",\"parent\":\"b\"}");
  add_record (fixture->model, PP_RECORD_NODE, "b", "{\"kind\":\"process\",\"parent\":\"a\"}");
  add_record (fixture->model, PP_RECORD_NODE, "c", "{\"kind\":\"process\",\"parent\":\"a\"}");

  apply (fixture, pp_edit_remove_elements (fixture->model, ids, 2));
  g_assert_null (pp_node_get_parent (pp_model_lookup_node (fixture->model, "c")));
}

static void
test_hide_keeps_the_element (Fixture       *fixture,
                             gconstpointer  data)
{
  const char * const ids[] = { "shop" };

  apply (fixture, pp_edit_hide_elements (fixture->model, "all", ids, 1));

  g_assert_nonnull (pp_model_lookup (fixture->model, "shop"));
  g_assert_nonnull (pp_model_lookup (fixture->model, "write"));
  g_assert_null (placement_of (fixture, "all", "shop"));
  g_assert_null (placement_of (fixture, "all", "write"));
  g_assert_nonnull (placement_of (fixture, "all", "orders"));
}

static void
test_place (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (PpPlacement) placement = pp_placement_new_box (1, 2, 3, 4, 5);
  g_autoptr (GPtrArray) nothing = NULL;

  apply (fixture, pp_edit_place (fixture->model, "all", "shop", placement));
  g_assert_cmpfloat (placement_of (fixture, "all", "shop")->x, ==, 1);
  nothing = pp_edit_place (fixture->model, "all", "shop", placement);
  g_assert_cmpuint (nothing->len, ==, 0);
}

static char *
paint_order (Fixture *fixture)
{
  g_autoptr (GPtrArray) order =
    pp_layout_list_in_paint_order (pp_model_lookup_layout (fixture->model, "stack"));
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < order->len; i++)
    g_string_append (text, g_ptr_array_index (order, i));
  return g_string_free (text, FALSE);
}

typedef struct {
  const char  *chosen;
  PpStackMove  move;
  const char  *order;
  guint        n_changes;
} StackCase;

static void
test_restack (Fixture       *fixture,
              gconstpointer  data)
{
  static const StackCase cases[] = {
    { "a", PP_STACK_FORWARD, "bacde", 1 },
    { "ab", PP_STACK_FORWARD, "cabde", 2 },
    { "e", PP_STACK_FORWARD, "abcde", 0 },
    { "e", PP_STACK_BACKWARD, "abced", 1 },
    { "a", PP_STACK_BACKWARD, "abcde", 0 },
    { "bd", PP_STACK_BACKWARD, "badce", 2 },
    { "ca", PP_STACK_TO_FRONT, "bdeac", 2 },
    { "d", PP_STACK_TO_BACK, "dabce", 1 },
    { "de", PP_STACK_TO_FRONT, "abcde", 0 },
    { "", PP_STACK_TO_FRONT, "abcde", 0 },
  };

  add_record (fixture->model, PP_RECORD_LAYOUT, "stack",
              "{\"placements\":{\"a\":{\"z\":1},\"b\":{\"z\":3},\"c\":{\"z\":5},\"d\":{\"z\":7},"
              "\"e\":{\"z\":9}}}");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *ids[5];
      char names[5][2];
      guint n_ids = strlen (cases[i].chosen);
      g_autoptr (GPtrArray) changes = NULL;
      g_autofree char *order = NULL;

      for (guint j = 0; j < n_ids; j++)
        {
          names[j][0] = cases[i].chosen[j];
          names[j][1] = '\0';
          ids[j] = names[j];
        }
      changes = pp_edit_restack (fixture->model, "stack", ids, n_ids, cases[i].move);
      g_assert_cmpuint (changes->len, ==, cases[i].n_changes);
      g_assert_true (pp_history_apply (fixture->history, "Restack", changes, NULL));
      order = paint_order (fixture);
      g_assert_cmpstr (order, ==, cases[i].order);
      if (changes->len > 0)
        g_assert_true (pp_history_undo (fixture->history));
    }
}

/* With equal z values the identifier decides, and a move must break these ties. */
static void
test_restack_among_equals (Fixture       *fixture,
                           gconstpointer  data)
{
  const char * const first[] = { "a" };
  const char * const last[] = { "d" };
  g_autofree char *raised = NULL;
  g_autofree char *lowered = NULL;

  add_record (fixture->model, PP_RECORD_LAYOUT, "stack",
              "{\"placements\":{\"a\":{\"z\":10},\"b\":{\"z\":10},\"c\":{\"z\":10},\"d\":{\"z\":10}}}");
  apply (fixture, pp_edit_restack (fixture->model, "stack", first, 1, PP_STACK_FORWARD));
  raised = paint_order (fixture);
  g_assert_cmpstr (raised, ==, "bacd");
  apply (fixture, pp_edit_restack (fixture->model, "stack", last, 1, PP_STACK_TO_BACK));
  lowered = paint_order (fixture);
  g_assert_cmpstr (lowered, ==, "dbac");
}

static void
test_threats_are_numbered_onwards (Fixture       *fixture,
                                   gconstpointer  data)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  const char *ids[1];
  PpThreat *threat;

  apply (fixture, pp_edit_add_threat (fixture->model, "orders", "STRIDE", "Tampering", "Changed", &first));
  threat = pp_model_lookup_threat (fixture->model, first);
  g_assert_cmpint (pp_threat_get_number (threat), ==, 2);
  g_assert_cmpint (pp_threat_get_order (threat), ==, 1);
  g_assert_true (pp_threat_is_open (threat));
  g_assert_cmpint (pp_info_get_threat_top (pp_model_get_info (fixture->model)), ==, 2);

  ids[0] = first;
  apply (fixture, pp_edit_remove_threats (fixture->model, ids, 1));
  g_assert_null (pp_model_lookup (fixture->model, first));
  apply (fixture, pp_edit_add_threat (fixture->model, "orders", NULL, NULL, NULL, &second));
  g_assert_cmpint (pp_threat_get_number (pp_model_lookup_threat (fixture->model, second)), ==, 3);
}

static void
test_layouts (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *empty = NULL;
  g_autofree char *twin = NULL;
  PpLayout *layout;

  apply (fixture, pp_edit_add_layout (fixture->model, "New", "LINDDUN", &empty));
  layout = pp_model_lookup_layout (fixture->model, empty);
  g_assert_cmpstr (pp_layout_get_title (layout), ==, "New");
  g_assert_cmpstr (pp_layout_get_methodology (layout), ==, "LINDDUN");
  g_assert_cmpint (pp_layout_get_order (layout), ==, 1);

  apply (fixture, pp_edit_duplicate_layout (fixture->model, "all", "Twin", &twin));
  layout = pp_model_lookup_layout (fixture->model, twin);
  g_assert_cmpstr (pp_layout_get_title (layout), ==, "Twin");
  g_assert_cmpuint (pp_layout_get_n_placements (layout), ==, 3);
  g_assert_cmpint (pp_layout_get_order (layout), ==, 2);
}

static void
test_removing_a_layout_takes_what_only_it_shows (Fixture       *fixture,
                                                 gconstpointer  data)
{
  add_record (fixture->model, PP_RECORD_LAYOUT, "second", "{\"placements\":{\"shop\":{\"x\":1}}}");
  add_record (fixture->model, PP_RECORD_NODE, "unplaced", "{\"kind\":\"process\"}");

  apply (fixture, pp_edit_remove_layout (fixture->model, "all"));

  g_assert_null (pp_model_lookup (fixture->model, "all"));
  g_assert_null (pp_model_lookup (fixture->model, "orders"));
  g_assert_null (pp_model_lookup (fixture->model, "write"));
  g_assert_null (pp_model_lookup (fixture->model, "t1"));
  g_assert_nonnull (pp_model_lookup (fixture->model, "shop"));
  g_assert_nonnull (pp_model_lookup (fixture->model, "unplaced"));
}

static void
test_copy_and_paste (Fixture       *fixture,
                     gconstpointer  data)
{
  const char * const ids[] = { "shop", "orders" };
  g_autoptr (JsonNode) fragment = pp_edit_copy (fixture->model, "all", ids, 2);
  g_autoptr (GPtrArray) new_ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  GPtrArray *changes = pp_edit_paste (fixture->model, "all", fragment, 20, 30, new_ids, &error);
  PpNode *orders;
  PpEdge *edge;

  g_assert_no_error (error);
  apply (fixture, changes);

  g_assert_cmpuint (new_ids->len, ==, 3);
  orders = pp_model_lookup_node (fixture->model, g_ptr_array_index (new_ids, 0));
  edge = pp_model_lookup_edge (fixture->model, g_ptr_array_index (new_ids, 2));
  g_assert_cmpstr (pp_element_get_name (PP_ELEMENT (orders)), ==, "Orders");
  g_assert_cmpstr (pp_node_get_parent (orders), ==, g_ptr_array_index (new_ids, 1));
  g_assert_cmpstr (pp_edge_get_source (edge), ==, g_ptr_array_index (new_ids, 1));
  g_assert_cmpstr (pp_edge_get_target (edge), ==, g_ptr_array_index (new_ids, 0));
  g_assert_cmpfloat (placement_of (fixture, "all", g_ptr_array_index (new_ids, 1))->x, ==, 30);
  g_assert_cmpint (placement_of (fixture, "all", g_ptr_array_index (new_ids, 1))->z, ==, 3);
  g_assert_cmpfloat (placement_of (fixture, "all", g_ptr_array_index (new_ids, 2))->points[0].y, ==, 80);
  g_assert_cmpuint (pp_model_peek_threats_of (fixture->model, g_ptr_array_index (new_ids, 0))->len,
                    ==, 1);
  g_assert_cmpint (pp_info_get_threat_top (pp_model_get_info (fixture->model)), ==, 2);
}

static void
test_an_edge_alone_stays_connected_or_hangs (Fixture       *fixture,
                                             gconstpointer  data)
{
  const char * const ids[] = { "write" };
  g_autoptr (JsonNode) fragment = pp_edit_copy (fixture->model, "all", ids, 1);
  g_autoptr (GPtrArray) here = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) there = g_ptr_array_new_with_free_func (g_free);
  const PpPlacement *placement;
  PpEdge *edge;

  add_record (fixture->model, PP_RECORD_LAYOUT, "second", "{}");
  apply (fixture, pp_edit_paste (fixture->model, "all", fragment, 0, 0, here, NULL));
  edge = pp_model_lookup_edge (fixture->model, g_ptr_array_index (here, 0));
  g_assert_cmpstr (pp_edge_get_source (edge), ==, "shop");

  apply (fixture, pp_edit_paste (fixture->model, "second", fragment, 0, 0, there, NULL));
  edge = pp_model_lookup_edge (fixture->model, g_ptr_array_index (there, 0));
  placement = placement_of (fixture, "second", g_ptr_array_index (there, 0));
  g_assert_null (pp_edge_get_source (edge));
  g_assert_null (pp_edge_get_target (edge));
  g_assert_true (placement->has_source_point && placement->has_target_point);
  g_assert_cmpfloat (placement->source_point.x, ==, 60);
}

static void
mark_model (PpModel    *model,
            const char *marking)
{
  g_autoptr (GPtrArray) changes = pp_change_list_new ();
  g_autoptr (JsonNode) node = parse (marking);
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (changes, pp_change_new_set (PP_RECORD_MODEL, pp_model_get_id (model), "marking", NULL, node));
  pp_model_apply (model, changes, &error);
  g_assert_no_error (error);
}

/* Pastes “orders” and “write”, and gives what they count as. */
static char *
paste_banner (PpModel    *from,
              PpModel    *to,
              const char *id)
{
  g_autoptr (JsonNode) fragment = pp_edit_copy (from, "all", &id, 1);
  g_autoptr (GPtrArray) new_ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) changes = pp_edit_paste (to, "all", fragment, 0, 0, new_ids, &error);
  g_autoptr (PpMarking) marking = NULL;

  g_assert_no_error (error);
  pp_model_apply (to, changes, &error);
  g_assert_no_error (error);
  marking = pp_model_dup_effective_marking (to, pp_model_lookup (to, g_ptr_array_index (new_ids, 0)));
  return pp_marking_to_banner (marking);
}

static void
test_paste_carries_the_join (void)
{
  static const struct { const char *from; const char *to; const char *expected; } rows[] = {
    { "{\"tlp\":\"AMBER\"}", NULL, "TLP:AMBER" },
    { NULL, "{\"tlp\":\"AMBER\"}", "TLP:AMBER" },
    { "{\"tlp\":\"GREEN\"}", "{\"tlp\":\"AMBER\"}", "TLP:AMBER" },
    { "{\"tlp\":\"RED\"}", "{\"tlp\":\"AMBER\"}", "TLP:RED" },
    { "{\"tlp\":\"GREEN\"}", "{\"nato\":\"NATO SECRET\"}", "TLP:GREEN // NATO SECRET" },
    { "{\"caveats\":[\"A\"]}", "{\"caveats\":[\"B\"]}", "A, B" },
    { "{\"tlp\":\"PURPLE\"}", NULL,
      "TLP:RED // COSMIC TOP SECRET // TRÈS SECRET UE/EU TOP SECRET" },
    { NULL, NULL, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (PpModel) from = small_model ();
      g_autoptr (PpModel) to = pp_model_new ("other");
      g_autofree char *banner = NULL;

      add_record (to, PP_RECORD_LAYOUT, "all", "{\"title\":\"All\"}");
      if (rows[i].from != NULL)
        mark_model (from, rows[i].from);
      if (rows[i].to != NULL)
        mark_model (to, rows[i].to);
      banner = paste_banner (from, to, "shop");
      g_assert_cmpstr (banner, ==, rows[i].expected);
    }
}

static void
test_paste_at_home_keeps_markings (void)
{
  g_autoptr (PpModel) model = small_model ();
  g_autofree char *own = NULL;
  g_autofree char *none = NULL;

  mark_model (model, "{\"tlp\":\"AMBER\"}");
  add_record (model, PP_RECORD_NODE, "open", "{\"kind\":\"process\",\"marking\":{\"tlp\":\"GREEN\"}}");
  own = paste_banner (model, model, "open");
  none = paste_banner (model, model, "shop");
  g_assert_cmpstr (own, ==, "TLP:GREEN");
  g_assert_cmpstr (none, ==, "TLP:AMBER");
}

static void
test_paste_of_a_flow_carries_the_marking_of_its_ends (void)
{
  g_autoptr (PpModel) from = small_model ();
  g_autoptr (PpModel) to = pp_model_new ("other");
  g_autofree char *banner = NULL;

  add_record (to, PP_RECORD_LAYOUT, "all", "{\"title\":\"All\"}");
  add_record (from, PP_RECORD_NODE, "vault", "{\"kind\":\"store\",\"marking\":{\"tlp\":\"RED\"}}");
  add_record (from, PP_RECORD_EDGE, "secret", "{\"kind\":\"data-flow\",\"source\":\"shop\",\"target\":\"vault\"}");
  banner = paste_banner (from, to, "secret");
  g_assert_cmpstr (banner, ==, "TLP:RED");
}

static void
test_paste_into_another_model (void)
{
  g_autoptr (PpModel) from = small_model ();
  g_autoptr (PpModel) to = pp_model_new ("other");
  const char * const ids[] = { "shop", "orders" };
  g_autoptr (JsonNode) fragment = pp_edit_copy (from, "all", ids, 2);
  g_autofree char *text = pp_json_to_string (fragment, PP_JSON_STYLE_COMPACT, NULL);
  g_autoptr (JsonNode) received = parse (text);
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (GError) error = NULL;

  add_record (to, PP_RECORD_LAYOUT, "l", "{}");
  changes = pp_edit_paste (to, "l", received, 0, 0, NULL, &error);
  g_assert_no_error (error);
  pp_model_apply (to, changes, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (pp_model_get_n_records (to, PP_RECORD_NODE), ==, 2);
  g_assert_cmpuint (pp_model_get_n_records (to, PP_RECORD_EDGE), ==, 1);
  g_assert_cmpuint (pp_model_get_n_records (to, PP_RECORD_THREAT), ==, 1);
}

static void
test_strange_fragments_are_refused (Fixture       *fixture,
                                    gconstpointer  data)
{
  static const char * const texts[] = {
    "[]",
    "\"text\"",
    "{}",
    "{\"parapetFragment\":2}",
    "{\"parapetFragment\":1,\"nodes\":{\"a\":{\"kind\":7}}}",
    "{\"parapetFragment\":1,\"nodes\":{\"a\":[]}}",
    "{\"parapetFragment\":1,\"nodes\":{\"a\":{}},\"edges\":{\"a\":{}}}",
    "{\"parapetFragment\":1,\"nodes\":{\"a\":{}},\"placements\":{\"a\":{\"x\":1e300}}}",
    "{\"parapetFragment\":1,\"nodes\":{\"a\":{}},\"placements\":{\"a\":null}}",
    "{\"parapetFragment\":1,\"threats\":{\"t\":{\"element\":{}}}}",
  };
  g_autoptr (GPtrArray) new_ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (JsonNode) fragment = parse (texts[i]);
      g_autoptr (GError) error = NULL;

      g_assert_null (pp_edit_paste (fixture->model, "all", fragment, 0, 0, new_ids, &error));
      g_assert_error (error, PP_MODEL_ERROR, PP_MODEL_ERROR_INVALID_VALUE);
      g_assert_cmpuint (new_ids->len, ==, 0);
    }
}

static void
test_controls (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *id = NULL;
  const char *threat = pp_record_get_id (pp_model_peek_record (fixture->model, PP_RECORD_THREAT, 0));
  const char *threats[] = { threat, NULL };
  g_autoptr (GPtrArray) none = NULL;
  PpControl *control;

  apply (fixture, pp_edit_add_control (fixture->model, "Rate limit", threats, &id));
  control = PP_CONTROL (pp_model_lookup (fixture->model, id));
  g_assert_cmpstr (pp_control_get_title (control), ==, "Rate limit");
  g_assert_cmpstr (pp_control_get_status (control), ==, "planned");
  g_assert_cmpstr (pp_control_get_threats (control)[0], ==, threat);
  none = pp_edit_answer_threat (fixture->model, id, threat, TRUE);
  g_assert_cmpuint (none->len, ==, 0);
  apply (fixture, pp_edit_answer_threat (fixture->model, id, threat, FALSE));
  control = PP_CONTROL (pp_model_lookup (fixture->model, id));
  g_assert_null (pp_control_get_threats (control)[0]);
  apply (fixture, pp_edit_remove_control (fixture->model, id));
  g_assert_null (pp_model_lookup (fixture->model, id));
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/edit/add-node", test_add_node);
  ADD ("/edit/add-edge", test_add_edge);
  ADD ("/edit/remove/takes-what-hangs-on-it", test_remove_takes_what_hangs_on_it);
  ADD ("/edit/remove/children-go-to-the-ancestor-that-stays",
       test_children_go_to_the_ancestor_that_stays);
  ADD ("/edit/remove/ends-in-a-ring-of-parents", test_remove_in_a_ring_of_parents_ends);
  ADD ("/edit/hide-keeps-the-element", test_hide_keeps_the_element);
  ADD ("/edit/place", test_place);
  ADD ("/edit/restack/moves", test_restack);
  ADD ("/edit/restack/among-equals", test_restack_among_equals);
  ADD ("/edit/threats-are-numbered-onwards", test_threats_are_numbered_onwards);
  ADD ("/edit/layouts", test_layouts);
  ADD ("/edit/removing-a-layout-takes-what-only-it-shows",
       test_removing_a_layout_takes_what_only_it_shows);
  ADD ("/edit/copy-and-paste", test_copy_and_paste);
  ADD ("/edit/paste/an-edge-alone-stays-connected-or-hangs",
       test_an_edge_alone_stays_connected_or_hangs);
  ADD ("/edit/controls", test_controls);
  g_test_add_func ("/edit/paste/into-another-model", test_paste_into_another_model);
  g_test_add_func ("/edit/paste/carries-the-join", test_paste_carries_the_join);
  g_test_add_func ("/edit/paste/at-home-keeps-markings", test_paste_at_home_keeps_markings);
  g_test_add_func ("/edit/paste/of-a-flow-carries-the-marking-of-its-ends",
                   test_paste_of_a_flow_carries_the_marking_of_its_ends);
  ADD ("/edit/paste/strange-fragments-are-refused", test_strange_fragments_are_refused);

  return g_test_run ();
}
