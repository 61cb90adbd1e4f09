/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "inspector-fixture.h"

#include "pp-json.h"
#include "pp-property-list.h"
#include "pp-property-page.h"
#include "pp-property-popover.h"
#include "pp-property-row.h"

static JsonNode *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = pp_json_parse (text, strlen (text), NULL, &error);

  g_assert_no_error (error);
  return node;
}

static void
assert_json (JsonNode   *node,
             const char *expected)
{
  g_autofree char *text = node != NULL ? pp_json_to_string (node, PP_JSON_STYLE_COMPACT, NULL)
                                       : g_strdup ("nothing");

  g_assert_cmpstr (text, ==, expected);
}

static void
test_path_replaces_without_touching_the_rest (void)
{
  static const struct {
    const char *root;
    const char *path;
    const char *value;
    const char *expected;
  } cases[] = {
    { "{\"a\":1,\"b\":2}", "a", "3", "{\"a\":3,\"b\":2}" },
    { "{\"a\":1,\"b\":2}", "a", NULL, "{\"b\":2}" },
    { "{\"a\":1}", "c", "null", "{\"a\":1,\"c\":null}" },
    { "{\"a\":[1,2,3]}", "a/1", "true", "{\"a\":[1,true,3]}" },
    { "{\"a\":[1,2,3]}", "a/0", NULL, "{\"a\":[2,3]}" },
    { "{\"a\":[1,2,3]}", "a/3", "4", "{\"a\":[1,2,3,4]}" },
    { "{\"a\":[1,2,3]}", "a/7", "4", "{\"a\":[1,2,3]}" },
    { "{\"a\":[1,2,3]}", "a/x", "4", "{\"a\":[1,2,3]}" },
    { "{\"a\":{\"b\":{\"c\":1},\"d\":2}}", "a/b/c", "{}", "{\"a\":{\"b\":{\"c\":{}},\"d\":2}}" },
    { "{\"a\":7}", "a/b", "1", "{\"a\":7}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonNode) root = parse (cases[i].root);
      g_autoptr (JsonNode) value = cases[i].value != NULL ? parse (cases[i].value) : NULL;
      g_auto (GStrv) path = g_strsplit (cases[i].path, "/", -1);
      g_autoptr (JsonNode) replaced =
        pp_property_path_replace (root, (const char * const *) path, value);

      assert_json (replaced, cases[i].expected);
      assert_json (root, cases[i].root);
    }
}

static void
test_path_renames_in_place (void)
{
  static const char * const path[] = { "a", "c", NULL };
  g_autoptr (JsonNode) root = parse ("{\"a\":{\"b\":1,\"c\":2,\"d\":3}}");
  g_autoptr (JsonNode) renamed = pp_property_path_rename (root, path, "z");

  assert_json (renamed, "{\"a\":{\"b\":1,\"z\":2,\"d\":3}}");
}

static void
test_numbers_are_strict (void)
{
  static const struct {
    const char *text;
    const char *expected;
  } cases[] = {
    { "12", "12" }, { " -4 ", "-4" }, { "1.5", "1.5" }, { "1,5", "1.5" }, { "1e3", "1000" },
    { "", NULL }, { "twelve", NULL }, { "1.2.3", NULL }, { "0x10", NULL }, { "inf", NULL },
    { "nan", NULL }, { "1e999", NULL }, { "12 a", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonNode) value = NULL;
      gboolean good = pp_property_parse_number (cases[i].text, &value);

      g_assert_cmpint (good, ==, cases[i].expected != NULL);
      if (good)
        assert_json (value, cases[i].expected);
    }
}

static void
test_types_convert (void)
{
  static const struct {
    const char  *value;
    PpValueType  type;
    const char  *expected;
  } cases[] = {
    { "\"12\"", PP_VALUE_NUMBER, "12" },
    { "\"many\"", PP_VALUE_NUMBER, "0" },
    { "3", PP_VALUE_TEXT, "\"3\"" },
    { "\"yes\"", PP_VALUE_TRUTH, "true" },
    { "\"Enabled\"", PP_VALUE_TRUTH, "true" },
    { "\"off\"", PP_VALUE_TRUTH, "false" },
    { "2.5", PP_VALUE_TRUTH, "true" },
    { "0", PP_VALUE_TRUTH, "false" },
    { "true", PP_VALUE_NUMBER, "1" },
    { "\"a\"", PP_VALUE_LIST, "[\"a\"]" },
    { "null", PP_VALUE_LIST, "[]" },
    { "{\"a\":1,\"b\":2}", PP_VALUE_LIST, "[1,2]" },
    { "[5,6]", PP_VALUE_OBJECT, "{\"1\":5,\"2\":6}" },
    { "null", PP_VALUE_OBJECT, "{}" },
    { "[5,6]", PP_VALUE_TEXT, "\"[5,6]\"" },
    { "{\"a\":1}", PP_VALUE_EMPTY, "null" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonNode) value = parse (cases[i].value);
      g_autoptr (JsonNode) converted = pp_property_convert (value, cases[i].type);

      assert_json (converted, cases[i].expected);
    }
}

static PpPropertyList *
get_list (Fixture *self)
{
  return PP_PROPERTY_LIST (inspector_fixture_find (GTK_WIDGET (self->inspector),
                                                   PP_TYPE_PROPERTY_LIST, NULL));
}

static PpPropertyRow *
get_row (Fixture    *self,
         const char *name)
{
  GtkWidget *row = pp_property_list_find_row (get_list (self), name);

  g_assert_nonnull (row);
  return PP_PROPERTY_ROW (row);
}

static void
type (Fixture    *self,
      const char *name,
      const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (pp_property_row_get_editor (get_row (self, name))), text);
}

static void
assert_property (Fixture    *self,
                 const char *name,
                 const char *expected)
{
  PpElement *element = pp_model_lookup_element (self->model, "api");

  assert_json (json_object_get_member (pp_element_get_properties (element), name), expected);
}

static void
test_each_type_has_an_editor (Fixture       *self,
                              gconstpointer  data)
{
  inspector_fixture_select (self, "api", NULL);
  g_assert_cmpuint (pp_property_list_get_n_rows (get_list (self)), ==, 6);
  type (self, "team", "Ledger");
  type (self, "team", "Ledgers");
  assert_property (self, "team", "\"Ledgers\"");
  g_assert_cmpuint (inspector_fixture_count_steps (self), ==, 1);

  type (self, "replicas", "4");
  assert_property (self, "replicas", "4");
  gtk_switch_set_active (GTK_SWITCH (pp_property_row_get_editor (get_row (self, "canary"))),
                         FALSE);
  assert_property (self, "canary", "false");
  g_assert_cmpuint (inspector_fixture_count_steps (self), ==, 3);
  g_assert_true (pp_history_undo (self->history));
  g_assert_true (gtk_switch_get_active (
    GTK_SWITCH (pp_property_row_get_editor (get_row (self, "canary")))));
}

static void
test_bad_number_is_refused_in_place (Fixture       *self,
                                     gconstpointer  data)
{
  inspector_fixture_select (self, "api", NULL);
  type (self, "replicas", "three");
  g_assert_cmpstr (pp_property_row_get_problem (get_row (self, "replicas")), ==, "Not a number");
  assert_property (self, "replicas", "3");
  g_assert_cmpuint (inspector_fixture_count_steps (self), ==, 0);
  type (self, "replicas", "5");
  g_assert_null (pp_property_row_get_problem (get_row (self, "replicas")));
  assert_property (self, "replicas", "5");
}

static void
test_type_is_changed_by_the_menu (Fixture       *self,
                                  gconstpointer  data)
{
  inspector_fixture_select (self, "api", NULL);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (get_row (self, "replicas")),
                                             "property.type", "s", "text"));
  assert_property (self, "replicas", "\"3\"");
  gtk_widget_activate_action (GTK_WIDGET (get_row (self, "replicas")), "property.type", "s",
                              "list");
  assert_property (self, "replicas", "[\"3\"]");
  g_assert_cmpuint (inspector_fixture_count_steps (self), ==, 2);
}

/* The menu is made when it is wanted, as often as that may be. */
static void
test_menu_opens (Fixture       *self,
                 gconstpointer  data)
{
  GtkMenuButton *button;

  inspector_fixture_select (self, "api", NULL);
  button = GTK_MENU_BUTTON (pp_property_row_get_menu_button (get_row (self, "replicas")));
  /* The page is scrolled to it. */
  gtk_widget_grab_focus (GTK_WIDGET (button));
  inspector_fixture_paint (self);
  for (guint i = 0; i < 2; i++)
    {
      gtk_menu_button_popup (button);
      g_assert_true (gtk_widget_get_visible (GTK_WIDGET (gtk_menu_button_get_popover (button))));
      g_assert_nonnull (inspector_fixture_find (GTK_WIDGET (gtk_menu_button_get_popover (button)), GTK_TYPE_LABEL,
                                                NULL));
      gtk_menu_button_popdown (button);
    }
}

static void
test_add_rename_remove (Fixture       *self,
                        gconstpointer  data)
{
  g_autofree char *before = inspector_fixture_to_text (self);
  g_autofree char *after = NULL;
  g_autoptr (JsonNode) value = parse ("\"\"");

  inspector_fixture_select (self, "api", NULL);
  g_assert_true (pp_property_list_add (get_list (self), "cost centre", value));
  type (self, "cost centre", "7 / 4");
  assert_property (self, "cost centre", "\"7 / 4\"");
  g_assert_true (pp_property_list_rename (get_list (self), "cost centre", "cost/centre"));
  assert_property (self, "cost/centre", "\"7 / 4\"");
  assert_property (self, "cost centre", "nothing");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (get_row (self, "cost/centre")),
                                             "property.remove", NULL));
  assert_property (self, "cost/centre", "nothing");
  g_assert_cmpuint (inspector_fixture_count_steps (self), ==, 4);
  while (pp_history_undo (self->history))
    ;
  after = inspector_fixture_to_text (self);
  g_assert_cmpstr (before, ==, after);
}

static void
test_names_must_be_new (Fixture       *self,
                        gconstpointer  data)
{
  g_autoptr (JsonNode) value = parse ("1");

  inspector_fixture_select (self, "api", NULL);
  g_assert_false (pp_property_list_add (get_list (self), "team", value));
  g_assert_false (pp_property_list_add (get_list (self), "", value));
  g_assert_false (pp_property_list_rename (get_list (self), "team", "owner"));
  g_assert_false (pp_property_list_rename (get_list (self), "nobody", "somebody"));
  g_assert_cmpuint (inspector_fixture_count_steps (self), ==, 0);
}

static void
accepted_cb (PpPropertyPopover *popover,
             const char        *name,
             int                type_,
             guint             *n_accepted)
{
  (*n_accepted)++;
}

static void
test_popover_says_what_is_wrong (void)
{
  static const char * const taken[] = { "team", NULL };
  g_autoptr (GtkWidget) widget = g_object_ref_sink (pp_property_popover_new ());
  PpPropertyPopover *popover = PP_PROPERTY_POPOVER (widget);
  GtkEditable *entry = pp_property_popover_get_entry (popover);
  guint n_accepted = 0;

  g_signal_connect (popover, "accepted", G_CALLBACK (accepted_cb), &n_accepted);
  pp_property_popover_ask_new (popover, TRUE, taken);
  g_assert_cmpstr (pp_property_popover_get_problem (popover), ==, "A name is needed");
  gtk_editable_set_text (entry, "team");
  g_assert_cmpstr (pp_property_popover_get_problem (popover), ==,
                   "There is a property with this name");
  pp_property_popover_accept (popover);
  g_assert_cmpuint (n_accepted, ==, 0);
  gtk_editable_set_text (entry, "teams");
  g_assert_null (pp_property_popover_get_problem (popover));
  pp_property_popover_accept (popover);
  g_assert_cmpuint (n_accepted, ==, 1);
  pp_property_popover_ask_rename (popover, "team", taken);
  g_assert_null (pp_property_popover_get_problem (popover));
}

static void
open_property (Fixture    *self,
               const char *name)
{
  GtkWidget *row = GTK_WIDGET (get_row (self, name));

  g_signal_emit_by_name (gtk_widget_get_parent (row), "row-activated", row);
  inspector_fixture_settle ();
}

static void
test_nested_values_have_pages (Fixture       *self,
                               gconstpointer  data)
{
  g_autoptr (JsonNode) value = parse ("\"eu-south\"");

  inspector_fixture_select (self, "api", NULL);
  open_property (self, "owner");
  g_assert_nonnull (inspector_fixture_find (GTK_WIDGET (self->inspector), PP_TYPE_PROPERTY_PAGE,
                                            NULL));
  open_property (self, "pager");
  type (self, "number", "13");
  assert_property (self, "owner", "{\"name\":\"Ada\",\"pager\":{\"number\":13}}");
  g_assert_true (pp_property_list_rename (get_list (self), "number", "line"));
  assert_property (self, "owner", "{\"name\":\"Ada\",\"pager\":{\"line\":13}}");

  gtk_widget_activate_action (GTK_WIDGET (self->inspector), "inspector.back", NULL);
  g_assert_nonnull (get_row (self, "name"));
  gtk_widget_activate_action (GTK_WIDGET (self->inspector), "inspector.back", NULL);
  inspector_fixture_settle ();
  open_property (self, "regions");
  g_assert_true (pp_property_list_add (get_list (self), "", value));
  g_assert_true (pp_property_list_remove (get_list (self), "0"));
  assert_property (self, "regions", "[\"eu-north\",\"eu-south\"]");
}

static void
test_page_closes_when_its_value_goes (Fixture       *self,
                                      gconstpointer  data)
{
  inspector_fixture_select (self, "api", NULL);
  open_property (self, "owner");
  g_assert_true (pp_history_set (self->history, "Remove", "api", "properties/owner", NULL, NULL));
  inspector_fixture_settle ();
  g_assert_null (inspector_fixture_find (GTK_WIDGET (self->inspector), PP_TYPE_PROPERTY_PAGE,
                                         NULL));
}

static void
test_model_has_properties_too (Fixture       *self,
                               gconstpointer  data)
{
  g_autoptr (JsonNode) value = parse ("{\"phase\":\"design\"}");
  JsonObject *properties;

  g_assert_true (pp_property_list_add (get_list (self), "project", value));
  open_property (self, "project");
  type (self, "phase", "build");
  properties = pp_info_get_properties (pp_model_get_info (self->model));
  assert_json (json_object_get_member (properties, "project"), "{\"phase\":\"build\"}");
}

#define ADD(path, function) \
  g_test_add ("/app/inspector/properties/" path, Fixture, NULL, inspector_fixture_set_up, \
              function, inspector_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/app/inspector/properties/path/replace",
                   test_path_replaces_without_touching_the_rest);
  g_test_add_func ("/app/inspector/properties/path/rename", test_path_renames_in_place);
  g_test_add_func ("/app/inspector/properties/numbers", test_numbers_are_strict);
  g_test_add_func ("/app/inspector/properties/convert", test_types_convert);
  g_test_add_func ("/app/inspector/properties/popover", test_popover_says_what_is_wrong);
  ADD ("editors", test_each_type_has_an_editor);
  ADD ("bad-number", test_bad_number_is_refused_in_place);
  ADD ("type-menu", test_type_is_changed_by_the_menu);
  ADD ("menu-opens", test_menu_opens);
  ADD ("add-rename-remove", test_add_rename_remove);
  ADD ("names", test_names_must_be_new);
  ADD ("nested", test_nested_values_have_pages);
  ADD ("page-closes", test_page_closes_when_its_value_goes);
  ADD ("model", test_model_has_properties_too);
  return g_test_run ();
}
