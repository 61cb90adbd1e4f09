/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-fact.h"
#include "pp-test-model.h"

static void
count_changes (PpModel   *model,
               GPtrArray *changes,
               guint     *count)
{
  *count += changes->len;
}

static GPtrArray *
one (PpChange *change)
{
  GPtrArray *changes = pp_change_list_new ();

  g_ptr_array_add (changes, change);
  return changes;
}

static void
test_lookups (void)
{
  PpModel *model = small_model ();
  g_autoptr (GPtrArray) layouts = pp_model_dup_layouts (model);

  g_assert_nonnull (pp_model_lookup_node (model, "shop"));
  g_assert_null (pp_model_lookup_edge (model, "shop"));
  g_assert_nonnull (pp_model_lookup_element (model, "write"));
  g_assert_null (pp_model_lookup (model, "nothing"));
  g_assert_true (pp_model_lookup (model, "m") == PP_RECORD (pp_model_get_info (model)));
  g_assert_cmpuint (pp_model_peek_edges_of (model, "shop")->len, ==, 1);
  g_assert_cmpuint (pp_model_peek_edges_of (model, "orders")->len, ==, 1);
  g_assert_cmpuint (pp_model_peek_children_of (model, "shop")->len, ==, 1);
  g_assert_null (pp_model_peek_children_of (model, "orders"));
  g_assert_true (pp_model_has_open_threats (model, "orders"));
  g_assert_false (pp_model_has_open_threats (model, "shop"));
  g_assert_cmpuint (layouts->len, ==, 1);
  g_assert_cmpuint (pp_model_get_n_records (model, PP_RECORD_NODE), ==, 2);
  g_assert_finalize_object (model);
}

static void
test_indexes_follow (void)
{
  g_autoptr (PpModel) model = small_model ();
  g_autoptr (JsonNode) shop = text_node ("shop");
  g_autoptr (JsonNode) orders = text_node ("orders");
  g_autoptr (GPtrArray) changes = pp_change_list_new ();
  g_autoptr (GPtrArray) back = NULL;

  g_ptr_array_add (changes, pp_change_new_set (PP_RECORD_EDGE, "write", "target", orders, shop));
  g_ptr_array_add (changes, pp_change_new_set (PP_RECORD_NODE, "orders", "parent", shop, NULL));
  g_ptr_array_add (changes, pp_change_new_set (PP_RECORD_THREAT, "t1", "element", orders, shop));
  g_assert_true (pp_model_apply (model, changes, NULL));

  g_assert_cmpuint (pp_model_peek_edges_of (model, "shop")->len, ==, 1);
  g_assert_null (pp_model_peek_edges_of (model, "orders"));
  g_assert_null (pp_model_peek_children_of (model, "shop"));
  g_assert_true (pp_model_has_open_threats (model, "shop"));

  back = pp_change_list_invert (changes);
  g_assert_true (pp_model_apply (model, back, NULL));
  g_assert_cmpuint (pp_model_peek_edges_of (model, "orders")->len, ==, 1);
  g_assert_cmpuint (pp_model_peek_children_of (model, "shop")->len, ==, 1);
}

static void
test_refused_changes (void)
{
  g_autoptr (PpModel) model = small_model ();
  g_autofree char *before = canonical (model);
  g_autoptr (JsonNode) text = text_node ("x");
  g_autoptr (JsonNode) number = parse ("1");
  g_autoptr (JsonNode) name = text_node ("Shop");
  g_autoptr (JsonNode) object = parse ("{}");
  const struct {
    PpChange    *change;
    PpModelError code;
  } cases[] = {
    { pp_change_new_set (PP_RECORD_NODE, "none", "name", NULL, text), PP_MODEL_ERROR_UNKNOWN_ID },
    { pp_change_new_set (PP_RECORD_EDGE, "shop", "name", name, text), PP_MODEL_ERROR_UNKNOWN_ID },
    { pp_change_new_set (PP_RECORD_NODE, "shop", "colour", NULL, text), PP_MODEL_ERROR_UNKNOWN_FIELD },
    { pp_change_new_set (PP_RECORD_NODE, "shop", "name", text, text), PP_MODEL_ERROR_CONFLICT },
    { pp_change_new_set (PP_RECORD_NODE, "shop", "name", name, number), PP_MODEL_ERROR_INVALID_VALUE },
    { pp_change_new_set (PP_RECORD_LAYOUT, "all", "placements/z", NULL, text), PP_MODEL_ERROR_INVALID_VALUE },
    { pp_change_new_add (PP_RECORD_NODE, "shop", object), PP_MODEL_ERROR_DUPLICATE_ID },
    { pp_change_new_add (PP_RECORD_NODE, "", object), PP_MODEL_ERROR_INVALID_VALUE },
    { pp_change_new_remove (PP_RECORD_NODE, "none", object), PP_MODEL_ERROR_UNKNOWN_ID },
    { pp_change_new_remove (PP_RECORD_MODEL, "m", object), PP_MODEL_ERROR_INVALID_VALUE },
    { pp_change_new_add (PP_RECORD_MODEL, "m2", object), PP_MODEL_ERROR_DUPLICATE_ID },
  };
  guint count = 0;

  g_signal_connect (model, "changed", G_CALLBACK (count_changes), &count);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) changes = pp_change_list_new ();
      g_autoptr (GError) error = NULL;
      g_autofree char *after = NULL;

      /* A change that fits goes first, so that it must be taken back. */
      g_ptr_array_add (changes, pp_change_new_set (PP_RECORD_NODE, "orders", "description", NULL, text));
      g_ptr_array_add (changes, cases[i].change);
      g_assert_false (pp_model_apply (model, changes, &error));
      g_assert_error (error, PP_MODEL_ERROR, cases[i].code);
      after = canonical (model);
      g_assert_cmpstr (after, ==, before);
    }
  g_assert_cmpuint (count, ==, 0);
}

static void
test_changed_once (void)
{
  g_autoptr (PpModel) model = small_model ();
  g_autoptr (JsonNode) after = text_node ("Store of orders");
  g_autoptr (JsonNode) before = text_node ("Orders");
  g_autoptr (GPtrArray) changes =
    one (pp_change_new_set (PP_RECORD_NODE, "orders", "name", before, after));
  guint count = 0;

  g_signal_connect (model, "changed", G_CALLBACK (count_changes), &count);
  g_assert_true (pp_model_apply (model, changes, NULL));
  g_assert_cmpuint (count, ==, 1);
  g_assert_cmpstr (pp_element_get_name (pp_model_lookup_element (model, "orders")), ==,
                   "Store of orders");
}

static void
test_list_model (void)
{
  g_autoptr (PpModel) model = small_model ();
  GListModel *nodes = pp_model_list_records (model, PP_RECORD_NODE);
  g_autoptr (PpRecord) first = g_list_model_get_item (nodes, 0);
  g_autoptr (JsonNode) record = pp_record_to_json (first);
  g_autoptr (GPtrArray) changes =
    one (pp_change_new_remove (PP_RECORD_NODE, pp_record_get_id (first), record));
  g_autoptr (PpRecord) left = NULL;

  g_assert_cmpuint (g_list_model_get_n_items (nodes), ==, 2);
  g_assert_true (g_type_is_a (g_list_model_get_item_type (nodes), PP_TYPE_NODE));
  g_assert_true (pp_model_apply (model, changes, NULL));
  g_assert_cmpuint (g_list_model_get_n_items (nodes), ==, 1);
  left = g_list_model_get_item (nodes, 0);
  g_assert_cmpstr (pp_record_get_id (left), ==, "orders");
}

static void
test_copy (void)
{
  g_autoptr (PpModel) model = small_model ();
  g_autoptr (JsonNode) title = text_node ("A shop");
  g_autoptr (GPtrArray) changes = one (pp_change_new_set (PP_RECORD_MODEL, "m", "title", NULL, title));
  g_autoptr (PpModel) copy = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  g_assert_true (pp_model_apply (model, changes, NULL));
  copy = pp_model_copy (model);
  before = canonical (model);
  after = canonical (copy);
  g_assert_cmpstr (after, ==, before);
}

/* Nothing that can be changed is shared: neither texts nor entries of maps nor places. */
static void
test_copy_is_apart (void)
{
  g_autoptr (PpModel) model = small_model ();
  g_autoptr (PpModel) copy = pp_model_copy (model);
  g_autoptr (JsonNode) name = text_node ("Renamed");
  g_autoptr (JsonNode) truth = json_node_init_boolean (json_node_alloc (), TRUE);
  g_autoptr (JsonNode) fact = pp_fact_new (truth, PP_FACT_SOURCE_PERSON, NULL);
  g_autoptr (GPtrArray) changes = pp_change_list_new ();
  g_autofree char *before = canonical (model);
  g_autofree char *after = NULL, *changed = NULL;
  g_autoptr (JsonNode) record = pp_record_to_json (PP_RECORD (pp_model_lookup_element (model, "orders")));
  JsonNode *old_name = json_object_get_member (json_node_get_object (record), "name");
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (changes, pp_change_new_set (PP_RECORD_NODE, "orders", "name", old_name, name));
  g_ptr_array_add (changes, pp_change_new_set (PP_RECORD_NODE, "orders", "facts/encrypted", NULL, fact));
  pp_model_apply (copy, changes, &error);
  g_assert_no_error (error);
  after = canonical (model);
  changed = canonical (copy);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpstr (changed, !=, before);
  g_assert_cmpuint (pp_model_get_n_records (copy, PP_RECORD_LAYOUT), ==,
                    pp_model_get_n_records (model, PP_RECORD_LAYOUT));
  g_assert_true (pp_model_lookup_element (copy, "orders") != pp_model_lookup_element (model, "orders"));
}

static void
set_property (PpModel    *model,
              const char *key,
              const char *before,
              const char *after)
{
  g_autofree char *field = g_strconcat ("properties/", key, NULL);
  g_autoptr (JsonNode) old = before != NULL ? text_node (before) : NULL;
  g_autoptr (JsonNode) new = after != NULL ? text_node (after) : NULL;
  g_autoptr (GPtrArray) changes = pp_change_list_new ();
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (changes, pp_change_new_set (PP_RECORD_NODE, "orders", field, old, new));
  pp_model_apply (model, changes, &error);
  g_assert_no_error (error);
}

static const char *
get_property (PpModel    *model,
              const char *key)
{
  JsonObject *properties = pp_element_get_properties (pp_model_lookup_element (model, "orders"));

  return properties != NULL ? json_object_get_string_member_with_default (properties, key, NULL) : NULL;
}

static gpointer
let_go_in_thread (gpointer data)
{
  PpModel *model = data;

  g_assert_cmpstr (get_property (model, "owner"), ==, "Ann");
  g_object_unref (model);
  return NULL;
}

/* Copies have their maps in common until one of them changes, whichever it is and in whichever order they go. */
static void
test_copy_keeps_its_maps (void)
{
  g_autoptr (PpModel) model = small_model ();
  g_autoptr (PpModel) copy = NULL, copy_of_copy = NULL;
  GThread *thread;

  set_property (model, "owner", NULL, "Ann");
  copy = pp_model_copy (model);
  copy_of_copy = pp_model_copy (copy);
  thread = g_thread_new ("copy", let_go_in_thread, pp_model_copy (model));
  set_property (model, "owner", "Ann", "Bob");
  set_property (copy, "owner", "Ann", NULL);
  set_property (copy, "room", NULL, "3");
  set_property (model, "room", NULL, "4");
  g_thread_join (thread);
  g_assert_cmpstr (get_property (model, "owner"), ==, "Bob");
  g_assert_cmpstr (get_property (model, "room"), ==, "4");
  g_assert_null (get_property (copy, "owner"));
  g_assert_cmpstr (get_property (copy, "room"), ==, "3");
  g_clear_object (&model);
  g_clear_object (&copy);
  g_assert_cmpstr (get_property (copy_of_copy, "owner"), ==, "Ann");
  g_assert_null (get_property (copy_of_copy, "room"));
  set_property (copy_of_copy, "owner", "Ann", "Eve");
  g_assert_cmpstr (get_property (copy_of_copy, "owner"), ==, "Eve");
}

static void
test_paint_order (void)
{
  g_autoptr (PpModel) model = small_model ();
  PpLayout *layout = pp_model_lookup_layout (model, "all");
  g_autoptr (GPtrArray) ids = pp_layout_list_in_paint_order (layout);
  int lowest, highest;

  g_assert_cmpuint (ids->len, ==, 3);
  g_assert_cmpstr (g_ptr_array_index (ids, 0), ==, "orders");
  g_assert_cmpstr (g_ptr_array_index (ids, 2), ==, "shop");
  pp_layout_get_z_range (layout, &lowest, &highest);
  g_assert_cmpint (lowest, ==, 0);
  g_assert_cmpint (highest, ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/model/lookups", test_lookups);
  g_test_add_func ("/model/model/indexes-follow", test_indexes_follow);
  g_test_add_func ("/model/model/refused-changes", test_refused_changes);
  g_test_add_func ("/model/model/changed-once", test_changed_once);
  g_test_add_func ("/model/model/list-model", test_list_model);
  g_test_add_func ("/model/model/copy", test_copy);
  g_test_add_func ("/model/model/copy-is-apart", test_copy_is_apart);
  g_test_add_func ("/model/model/copy-keeps-its-maps", test_copy_keeps_its_maps);
  g_test_add_func ("/model/model/paint-order", test_paint_order);

  return g_test_run ();
}
