/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "inspector-fixture.h"

#include <time.h>

#include "pp-fact-row.h"
#include "pp-fact-switch.h"
#include "pp-inspector-tags-row.h"
#include "pp-inspector-text-row.h"
#include "pp-lowering.h"

static PpElement *
element (Fixture    *self,
         const char *id)
{
  PpElement *found = pp_model_lookup_element (self->model, id);

  g_assert_nonnull (found);
  return found;
}

static void
choose_truth (Fixture    *self,
              const char *title,
              PpTruth     truth)
{
  GtkWidget *toggle = pp_fact_row_get_switch (inspector_fixture_row (self, title));

  gtk_toggle_button_set_active (
    GTK_TOGGLE_BUTTON (pp_fact_switch_get_button (PP_FACT_SWITCH (toggle), truth)), TRUE);
}

static gboolean
shows_truth (Fixture    *self,
             const char *title,
             PpTruth     truth)
{
  GtkWidget *toggle = pp_fact_row_get_switch (inspector_fixture_row (self, title));

  return gtk_toggle_button_get_active (
    GTK_TOGGLE_BUTTON (pp_fact_switch_get_button (PP_FACT_SWITCH (toggle), truth)));
}

static void
test_fact_is_set_and_undone (Fixture       *self,
                             gconstpointer  data)
{
  g_autofree char *before = inspector_fixture_to_text (self);
  g_autofree char *after = NULL;
  JsonNode *fact;

  inspector_fixture_select (self, "api", NULL);
  g_assert_true (shows_truth (self, "Verifies tokens", PP_TRUTH_UNKNOWN));
  choose_truth (self, "Verifies tokens", PP_TRUTH_YES);
  g_assert_cmpint (pp_element_get_truth (element (self, "api"), "verifiesTokens"), ==,
                   PP_TRUTH_YES);
  fact = json_object_get_member (pp_element_get_facts (element (self, "api")), "verifiesTokens");
  g_assert_cmpint (pp_fact_get_source (fact), ==, PP_FACT_SOURCE_PERSON);

  choose_truth (self, "Verifies tokens", PP_TRUTH_NO);
  choose_truth (self, "Verifies tokens", PP_TRUTH_UNKNOWN);
  g_assert_false (json_object_has_member (pp_element_get_facts (element (self, "api")),
                                          "verifiesTokens"));
  g_assert_cmpuint (inspector_fixture_count_steps (self), ==, 3);

  while (pp_history_undo (self->history))
    ;
  after = inspector_fixture_to_text (self);
  g_assert_cmpstr (before, ==, after);
  g_assert_true (shows_truth (self, "Verifies tokens", PP_TRUTH_UNKNOWN));
}

static void
test_fact_shows_where_it_comes_from (Fixture       *self,
                                     gconstpointer  data)
{
  GtkWidget *row;

  inspector_fixture_select (self, "api", NULL);
  row = inspector_fixture_row (self, "Rate limited");
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, "Observed in traffic");
  g_assert_nonnull (strstr (gtk_widget_get_tooltip_text (row), "1,204 calls a minute"));
  choose_truth (self, "Rate limited", PP_TRUTH_YES);
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, "Stated by a person");
}

static void
test_facts_that_nobody_asks_for_are_listed (Fixture       *self,
                                            gconstpointer  data)
{
  inspector_fixture_select (self, "api", NULL);
  g_assert_true (shows_truth (self, "odd", PP_TRUTH_YES));
  choose_truth (self, "odd", PP_TRUTH_UNKNOWN);
  g_assert_null (inspector_fixture_find (GTK_WIDGET (self->inspector), ADW_TYPE_PREFERENCES_ROW,
                                         "odd"));
}

static void
test_switch_is_one_stop_for_tab (Fixture       *self,
                                 gconstpointer  data)
{
  PpFactSwitch *toggle;
  GtkRoot *root = GTK_ROOT (self->window);

  inspector_fixture_select (self, "api", NULL);
  toggle = PP_FACT_SWITCH (pp_fact_row_get_switch (inspector_fixture_row (self, "Rate limited")));
  g_assert_true (gtk_widget_child_focus (GTK_WIDGET (toggle), GTK_DIR_TAB_FORWARD));
  g_assert_true (gtk_root_get_focus (root) == pp_fact_switch_get_button (toggle, PP_TRUTH_NO));
  g_assert_true (gtk_widget_child_focus (GTK_WIDGET (toggle), GTK_DIR_RIGHT));
  g_assert_true (gtk_root_get_focus (root)
                 == pp_fact_switch_get_button (toggle, PP_TRUTH_UNKNOWN));
  g_assert_false (gtk_widget_child_focus (GTK_WIDGET (toggle), GTK_DIR_TAB_FORWARD));
  g_assert_cmpuint (inspector_fixture_count_steps (self), ==, 0);
  /* A button that is activated looks pressed for a moment before it acts. */
  g_assert_true (gtk_widget_activate (gtk_root_get_focus (root)));
  while (pp_element_get_truth (element (self, "api"), "rateLimited") != PP_TRUTH_UNKNOWN)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_switch_is_named_for_everybody (Fixture       *self,
                                    gconstpointer  data)
{
  GtkWidget *toggle, *yes;

  inspector_fixture_select (self, "api", NULL);
  toggle = pp_fact_row_get_switch (inspector_fixture_row (self, "Validates input"));
  yes = pp_fact_switch_get_button (PP_FACT_SWITCH (toggle), PP_TRUTH_YES);
  gtk_test_accessible_assert_role (toggle, GTK_ACCESSIBLE_ROLE_RADIO_GROUP);
  gtk_test_accessible_assert_property (toggle, GTK_ACCESSIBLE_PROPERTY_LABEL, "Validates input");
  gtk_test_accessible_assert_property (yes, GTK_ACCESSIBLE_PROPERTY_LABEL, "Validates input: Yes");
  gtk_test_accessible_assert_state (yes, GTK_ACCESSIBLE_STATE_CHECKED,
                                    GTK_ACCESSIBLE_TRISTATE_TRUE);
}

static void
test_word_fact_takes_any_word (Fixture       *self,
                               gconstpointer  data)
{
  GtkWidget *row;
  JsonNode *fact;

  inspector_fixture_select (self, "api", NULL);
  row = inspector_fixture_row (self, "Authorisation");
  gtk_editable_set_text (GTK_EDITABLE (row), "ob");
  gtk_editable_set_text (GTK_EDITABLE (row), "object");
  fact = json_object_get_member (pp_element_get_facts (element (self, "api")), "authz");
  g_assert_cmpstr (json_node_get_string (pp_fact_get_value (fact)), ==, "object");
  gtk_editable_set_text (GTK_EDITABLE (row), "");
  g_assert_false (json_object_has_member (pp_element_get_facts (element (self, "api")), "authz"));
  g_assert_cmpuint (inspector_fixture_count_steps (self), ==, 1);
}

static void
test_list_fact_is_a_list (Fixture       *self,
                          gconstpointer  data)
{
  GtkWidget *row, *text;
  JsonNode *fact;

  inspector_fixture_select (self, "call", NULL);
  row = inspector_fixture_row (self, "Data");
  text = inspector_fixture_find (row, GTK_TYPE_TEXT, NULL);
  gtk_editable_set_text (GTK_EDITABLE (text), "pii");
  pp_inspector_tags_row_flush (PP_INSPECTOR_TAGS_ROW (row));
  gtk_editable_set_text (GTK_EDITABLE (text), "payment,");
  fact = json_object_get_member (pp_element_get_facts (element (self, "call")), "data");
  g_assert_cmpuint (json_array_get_length (json_node_get_array (pp_fact_get_value (fact))), ==, 2);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (text)), ==, "");
  g_assert_true (pp_history_undo (self->history));
  g_assert_cmpuint (g_strv_length ((char **) pp_inspector_tags_row_get_tags (
                      PP_INSPECTOR_TAGS_ROW (row))), ==, 1);
}

static void
test_typing_is_one_step (Fixture       *self,
                         gconstpointer  data)
{
  GtkWidget *row;

  inspector_fixture_select (self, "api", NULL);
  row = inspector_fixture_row (self, "Name");
  gtk_editable_set_text (GTK_EDITABLE (row), "Payments A");
  gtk_editable_set_text (GTK_EDITABLE (row), "Payments");
  gtk_editable_set_text (GTK_EDITABLE (row), "Pay");
  g_assert_cmpstr (pp_element_get_name (element (self, "api")), ==, "Pay");
  g_assert_cmpuint (inspector_fixture_count_steps (self), ==, 1);
  pp_inspector_flush (self->inspector);
  gtk_editable_set_text (GTK_EDITABLE (row), "Paying");
  g_assert_cmpuint (inspector_fixture_count_steps (self), ==, 2);

  g_assert_true (pp_history_undo (self->history));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "Pay");
  g_assert_true (pp_history_undo (self->history));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "Payments API");
}

static void
test_another_selection_ends_typing (Fixture       *self,
                                    gconstpointer  data)
{
  inspector_fixture_select (self, "api", NULL);
  gtk_editable_set_text (GTK_EDITABLE (inspector_fixture_row (self, "Name")), "One");
  inspector_fixture_select (self, "browser", NULL);
  inspector_fixture_select (self, "api", NULL);
  gtk_editable_set_text (GTK_EDITABLE (inspector_fixture_row (self, "Name")), "Two");
  g_assert_cmpuint (inspector_fixture_count_steps (self), ==, 2);
}

static void
test_half_typed_words_are_taken_over (Fixture       *self,
                                      gconstpointer  data)
{
  GtkWidget *row, *text;

  inspector_fixture_select (self, "api", NULL);
  row = inspector_fixture_row (self, "References");
  text = inspector_fixture_find (row, GTK_TYPE_TEXT, NULL);
  gtk_editable_set_text (GTK_EDITABLE (text), "PAY-300");
  inspector_fixture_select (self, "browser", NULL);
  g_assert_true (g_strv_contains (pp_element_get_references (element (self, "api")), "PAY-300"));
  g_assert_null (pp_element_get_references (element (self, "browser"))[0]);
}

static void
test_cursor_stays_when_others_edit (Fixture       *self,
                                    gconstpointer  data)
{
  GtkWidget *row;
  g_autoptr (JsonNode) name = json_node_init_string (json_node_alloc (), "Payments REST API");

  inspector_fixture_select (self, "api", NULL);
  row = inspector_fixture_row (self, "Name");
  gtk_widget_grab_focus (row);
  gtk_editable_set_position (GTK_EDITABLE (row), 3);
  g_assert_true (pp_history_set (self->history, "Rename", "api", "name", name, NULL));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "Payments REST API");
  g_assert_cmpint (gtk_editable_get_position (GTK_EDITABLE (row)), ==, 3);
  g_assert_nonnull (gtk_widget_get_focus_child (row));
}

static void
test_long_text_is_edited (Fixture       *self,
                          gconstpointer  data)
{
  PpInspectorTextRow *row;
  GtkTextBuffer *buffer;

  inspector_fixture_select (self, "store", NULL);
  row = PP_INSPECTOR_TEXT_ROW (inspector_fixture_row (self, "Description"));
  buffer = pp_inspector_text_row_get_buffer (row);
  gtk_text_buffer_insert_at_cursor (buffer, "Two\n", -1);
  gtk_text_buffer_insert_at_cursor (buffer, "lines", -1);
  g_assert_cmpstr (pp_element_get_description (element (self, "store")), ==, "Two\nlines");
  g_assert_cmpuint (inspector_fixture_count_steps (self), ==, 1);
  inspector_fixture_select (self, "browser", NULL);
  g_assert_cmpint (gtk_text_buffer_get_char_count (buffer), ==, 0);
}

static void
test_many_show_what_differs (Fixture       *self,
                             gconstpointer  data)
{
  GtkWidget *toggle;

  inspector_fixture_select (self, "call", "query", NULL);
  toggle = pp_fact_row_get_switch (inspector_fixture_row (self, "Encrypted"));
  for (PpTruth truth = PP_TRUTH_UNKNOWN; truth <= PP_TRUTH_YES; truth++)
    g_assert_false (gtk_toggle_button_get_active (
      GTK_TOGGLE_BUTTON (pp_fact_switch_get_button (PP_FACT_SWITCH (toggle), truth))));
  g_assert_null (inspector_fixture_find (GTK_WIDGET (self->inspector), ADW_TYPE_PREFERENCES_ROW,
                                         "Name"));
}

static void
test_many_are_set_in_one_step (Fixture       *self,
                               gconstpointer  data)
{
  inspector_fixture_select (self, "call", "query", NULL);
  choose_truth (self, "Encrypted", PP_TRUTH_NO);
  g_assert_cmpint (pp_element_get_truth (element (self, "call"), "encrypted"), ==, PP_TRUTH_NO);
  g_assert_cmpint (pp_element_get_truth (element (self, "query"), "encrypted"), ==, PP_TRUTH_NO);
  g_assert_true (shows_truth (self, "Encrypted", PP_TRUTH_NO));
  g_assert_cmpuint (inspector_fixture_count_steps (self), ==, 1);
}

static void
test_thousands_are_shown_when_they_stand_still (Fixture       *self,
                                                gconstpointer  data)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  gint64 deadline = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;

  for (guint i = 0; i < 2000; i++)
    {
      char *id = g_strdup_printf ("node-%u", i);
      g_autoptr (JsonNode) record = json_from_string ("{\"kind\":\"api\"}", NULL);

      g_assert_true (pp_model_add_record (self->model, PP_RECORD_NODE, id, record, NULL));
      g_ptr_array_add (ids, id);
    }
  g_ptr_array_add (ids, NULL);
  pp_inspector_set_selection (self->inspector, (const char * const *) ids->pdata);
  while (inspector_fixture_find (GTK_WIDGET (self->inspector), ADW_TYPE_PREFERENCES_ROW,
                                 "Validates input") == NULL)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_main_context_iteration (NULL, TRUE);
    }
  choose_truth (self, "Validates input", PP_TRUTH_YES);
  g_assert_cmpint (pp_element_get_truth (element (self, "node-1999"), "validatesInput"), ==,
                   PP_TRUTH_YES);
  g_assert_cmpuint (inspector_fixture_count_steps (self), ==, 1);
}

static void
test_scope_and_reason (Fixture       *self,
                       gconstpointer  data)
{
  GtkWidget *toggle, *row;

  inspector_fixture_select (self, "api", NULL);
  row = inspector_fixture_row (self, "Out of Scope");
  g_assert_null (inspector_fixture_find (GTK_WIDGET (self->inspector), ADW_TYPE_PREFERENCES_ROW,
                                         "Reason"));
  toggle = inspector_fixture_find (row, GTK_TYPE_SWITCH, NULL);
  gtk_switch_set_active (GTK_SWITCH (toggle), TRUE);
  g_assert_true (pp_element_get_out_of_scope (element (self, "api")));
  gtk_editable_set_text (GTK_EDITABLE (inspector_fixture_row (self, "Reason")), "Bought");
  g_assert_cmpstr (pp_element_get_scope_reason (element (self, "api")), ==, "Bought");
  g_assert_cmpuint (inspector_fixture_count_steps (self), ==, 2);
}

static void
test_marking_of_many_keeps_their_other_parts (Fixture       *self,
                                              gconstpointer  data)
{
  GtkWidget *marking, *row;
  JsonObject *object;

  inspector_fixture_select (self, "api", "browser", NULL);
  marking = inspector_fixture_row (self, "Marking");
  g_assert_cmpstr (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (marking)), ==,
                   "Several values");
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (marking), TRUE);
  inspector_fixture_settle ();
  row = inspector_fixture_row (self, "NATO");
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), 2);
  object = json_node_get_object (pp_element_get_marking (element (self, "api")));
  g_assert_cmpstr (json_object_get_string_member (object, "tlp"), ==, "AMBER");
  g_assert_cmpstr (json_object_get_string_member (object, "nato"), ==, "NATO RESTRICTED");
  object = json_node_get_object (pp_element_get_marking (element (self, "browser")));
  g_assert_cmpstr (json_object_get_string_member (object, "nato"), ==, "NATO RESTRICTED");
  g_assert_cmpuint (inspector_fixture_count_steps (self), ==, 1);
}

/* The question that is shown; NULL for none. */
static AdwMessageDialog *
find_question (void)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GObject) window = g_list_model_get_item (toplevels, i);

      if (ADW_IS_MESSAGE_DIALOG (window))
        return ADW_MESSAGE_DIALOG (window);
    }
  return NULL;
}

static const char *
tlp_of_api (Fixture *self)
{
  JsonNode *marking = pp_element_get_marking (element (self, "api"));

  return marking != NULL ? json_object_get_string_member (json_node_get_object (marking), "tlp") : NULL;
}

static AdwComboRow *
show_tlp (Fixture *self)
{
  GtkWidget *marking;

  inspector_fixture_select (self, "api", NULL);
  marking = inspector_fixture_row (self, "Marking");
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (marking), TRUE);
  inspector_fixture_settle ();
  return ADW_COMBO_ROW (inspector_fixture_row (self, "TLP"));
}

static void
test_lowering_asks_for_a_reason (Fixture       *self,
                                 gconstpointer  data)
{
  AdwComboRow *row = show_tlp (self);
  AdwMessageDialog *question;
  GtkWidget *reason;
  g_autoptr (GPtrArray) lowerings = NULL;

  adw_combo_row_set_selected (row, 2);
  inspector_fixture_settle ();
  question = find_question ();
  g_assert_nonnull (question);
  g_assert_cmpstr (tlp_of_api (self), ==, "AMBER");
  g_assert_nonnull (strstr (adw_message_dialog_get_body (question), "TLP:AMBER → TLP:GREEN\n"));
  g_assert_false (adw_message_dialog_get_response_enabled (question, "lower"));
  reason = inspector_fixture_find (adw_message_dialog_get_extra_child (question), ADW_TYPE_ENTRY_ROW, NULL);
  gtk_editable_set_text (GTK_EDITABLE (reason), "  ");
  g_assert_false (adw_message_dialog_get_response_enabled (question, "lower"));
  gtk_editable_set_text (GTK_EDITABLE (reason), "Published");
  g_assert_true (adw_message_dialog_get_response_enabled (question, "lower"));
  adw_message_dialog_response (question, "lower");
  inspector_fixture_settle ();

  g_assert_cmpstr (tlp_of_api (self), ==, "GREEN");
  g_assert_cmpuint (inspector_fixture_count_steps (self), ==, 1);
  lowerings = pp_lowering_list (self->model);
  g_assert_cmpuint (lowerings->len, ==, 1);
  g_assert_cmpstr (((PpLowering *) g_ptr_array_index (lowerings, 0))->reason, ==, "Published");
}

static void
test_lowering_can_be_left (Fixture       *self,
                           gconstpointer  data)
{
  AdwComboRow *row = show_tlp (self);

  adw_combo_row_set_selected (row, 0);
  inspector_fixture_settle ();
  adw_message_dialog_response (find_question (), "cancel");
  inspector_fixture_settle ();
  g_assert_cmpstr (tlp_of_api (self), ==, "AMBER");
  g_assert_cmpuint (adw_combo_row_get_selected (row), ==, 3);
  g_assert_cmpuint (inspector_fixture_count_steps (self), ==, 0);
}

static void
test_raising_asks_nothing (Fixture       *self,
                           gconstpointer  data)
{
  AdwComboRow *row = show_tlp (self);

  adw_combo_row_set_selected (row, 5);
  inspector_fixture_settle ();
  g_assert_null (find_question ());
  g_assert_cmpstr (tlp_of_api (self), ==, "RED");
}

static void
select_element_cb (PpInspector  *inspector,
                   const char   *id,
                   char        **selected)
{
  *selected = g_strdup (id);
}

static void
test_ends_of_an_edge_are_links (Fixture       *self,
                                gconstpointer  data)
{
  g_autofree char *selected = NULL;
  GtkWidget *row;

  g_signal_connect (self->inspector, "select-element", G_CALLBACK (select_element_cb), &selected);
  inspector_fixture_select (self, "call", NULL);
  row = inspector_fixture_row (self, "To");
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, "Payments API");
  adw_action_row_activate (ADW_ACTION_ROW (row));
  g_assert_cmpstr (selected, ==, "api");
}

static GtkWidget *
find_label (GtkWidget  *root,
            const char *text)
{
  if (GTK_IS_LABEL (root) && g_strcmp0 (gtk_label_get_text (GTK_LABEL (root)), text) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_label (child, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_techniques_have_names (Fixture       *self,
                            gconstpointer  data)
{
  GtkWidget *row, *text, *label, *link;

  inspector_fixture_select (self, "attack", NULL);
  row = inspector_fixture_row (self, "Techniques");
  label = find_label (row, "T1528 Steal Application Access Token");
  g_assert_nonnull (label);
  link = gtk_widget_get_ancestor (label, GTK_TYPE_LINK_BUTTON);
  g_assert_cmpstr (gtk_link_button_get_uri (GTK_LINK_BUTTON (link)), ==,
                   "https://attack.mitre.org/techniques/T1528/");
  g_assert_cmpstr (pp_inspector_tags_row_get_subtitle (PP_INSPECTOR_TAGS_ROW (row)), ==, "");
  text = inspector_fixture_find (row, GTK_TYPE_TEXT, NULL);
  gtk_editable_set_text (GTK_EDITABLE (text), "T0,");
  g_assert_cmpstr (pp_inspector_tags_row_get_subtitle (PP_INSPECTOR_TAGS_ROW (row)), ==,
                   "T0: Not in any known catalogue");
  g_assert_cmpstr (pp_element_get_techniques (element (self, "attack"))[1], ==, "T0");
}

static void
test_techniques_are_completed (Fixture       *self,
                               gconstpointer  data)
{
  GtkWidget *row, *text;
  PpTagsCompletion *completion;

  inspector_fixture_select (self, "attack", NULL);
  row = inspector_fixture_row (self, "Techniques");
  text = inspector_fixture_find (row, GTK_TYPE_TEXT, NULL);
  completion = pp_inspector_tags_row_get_completion (PP_INSPECTOR_TAGS_ROW (row));
  gtk_widget_grab_focus (text);
  gtk_editable_set_text (GTK_EDITABLE (text), "p");
  g_assert_cmpuint (pp_tags_completion_get_n_items (completion), ==, 0);
  gtk_editable_set_text (GTK_EDITABLE (text), "phish");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (completion)));
  g_assert_cmpuint (pp_tags_completion_get_n_items (completion), >, 2);
  g_assert_nonnull (find_label (GTK_WIDGET (completion), "T1566"));
  /* Catalogues of other things are not offered. */
  g_assert_null (find_label (GTK_WIDGET (completion), "CAPEC-98"));
  g_assert_true (pp_tags_completion_handle_key (completion, GDK_KEY_Return));
  g_assert_cmpstr (pp_element_get_techniques (element (self, "attack"))[1], ==, "T1566");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (text)), ==, "");
  g_assert_cmpuint (inspector_fixture_count_steps (self), ==, 1);
  g_assert_true (pp_history_undo (self->history));
  g_assert_null (pp_element_get_techniques (element (self, "attack"))[1]);
}

/* In a list that takes any word nothing is taken that was not chosen. */
static void
test_references_are_completed (Fixture       *self,
                               gconstpointer  data)
{
  GtkWidget *row, *text;
  PpTagsCompletion *completion;
  PpInspectorTagsRow *tags;

  inspector_fixture_select (self, "api", NULL);
  row = inspector_fixture_row (self, "References");
  tags = PP_INSPECTOR_TAGS_ROW (row);
  text = inspector_fixture_find (row, GTK_TYPE_TEXT, NULL);
  completion = pp_inspector_tags_row_get_completion (tags);
  gtk_widget_grab_focus (text);
  /* The page is scrolled to it. */
  inspector_fixture_paint (self);
  gtk_editable_set_text (GTK_EDITABLE (text), "sql injection");
  g_assert_false (pp_tags_completion_handle_key (completion, GDK_KEY_Return));
  g_assert_true (pp_tags_completion_handle_key (completion, GDK_KEY_Down));
  g_assert_true (pp_tags_completion_handle_key (completion, GDK_KEY_Return));
  g_assert_cmpstr (pp_element_get_references (element (self, "api"))[2], ==, "CAPEC-66");

  gtk_editable_set_text (GTK_EDITABLE (text), "cwe-79,");
  gtk_editable_set_text (GTK_EDITABLE (text), "cve-2021-44228,");
  gtk_editable_set_text (GTK_EDITABLE (text), "PAY-7,");
  g_assert_cmpstr (pp_element_get_references (element (self, "api"))[3], ==, "CWE-79");
  g_assert_cmpstr (pp_element_get_references (element (self, "api"))[4], ==, "CVE-2021-44228");
  g_assert_cmpstr (pp_element_get_references (element (self, "api"))[5], ==, "PAY-7");
  g_assert_cmpstr (pp_inspector_tags_row_get_subtitle (tags), ==, "");
  gtk_editable_set_text (GTK_EDITABLE (text), "CWE-99999,");
  g_assert_cmpstr (pp_inspector_tags_row_get_subtitle (tags), ==, "CWE-99999: Not in any known catalogue");
  gtk_editable_set_text (GTK_EDITABLE (text), "T1086,");
  g_assert_nonnull (strstr (pp_inspector_tags_row_get_subtitle (tags), "T1086: Replaced by T1059.001"));
}

static void
test_category_is_edited (Fixture       *self,
                         gconstpointer  data)
{
  GtkWidget *row;

  inspector_fixture_select (self, "api", "store", NULL);
  row = inspector_fixture_row (self, "Category");
  gtk_editable_set_text (GTK_EDITABLE (row), "Payments");
  g_assert_cmpstr (pp_element_get_category (element (self, "api")), ==, "Payments");
  g_assert_cmpstr (pp_element_get_category (element (self, "store")), ==, "Payments");
  g_assert_cmpuint (inspector_fixture_count_steps (self), ==, 1);
}

static void
test_place_is_edited (Fixture       *self,
                      gconstpointer  data)
{
  GtkWidget *row, *spin;
  PpLayout *layout = pp_model_lookup_layout (self->model, "layout");

  inspector_fixture_select (self, "api", NULL);
  row = inspector_fixture_row (self, "X");
  spin = inspector_fixture_find (row, GTK_TYPE_SPIN_BUTTON, NULL);
  g_assert_cmpfloat (gtk_spin_button_get_value (GTK_SPIN_BUTTON (spin)), ==, 300);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), 310);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), 320);
  g_assert_cmpfloat (pp_layout_get_placement (layout, "api")->x, ==, 320);
  g_assert_cmpfloat (pp_layout_get_placement (layout, "api")->width, ==, 160);
  g_assert_cmpuint (inspector_fixture_count_steps (self), ==, 1);
}

static void
test_nothing_selected_shows_the_layout (Fixture       *self,
                                        gconstpointer  data)
{
  PpLayout *layout = pp_model_lookup_layout (self->model, "layout");
  GtkWidget *row = inspector_fixture_row (self, "Title");

  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "Payments");
  gtk_editable_set_text (GTK_EDITABLE (row), "Payment");
  g_assert_cmpstr (pp_layout_get_title (layout), ==, "Payment");
  gtk_editable_set_text (GTK_EDITABLE (inspector_fixture_row (self, "T_itle")), "Shop");
  g_assert_cmpstr (pp_info_get_title (pp_model_get_info (self->model)), ==, "Shop");
  row = inspector_fixture_row (self, "Methodology");
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), 1);
  g_assert_cmpstr (pp_layout_get_methodology (layout), ==, "LINDDUN");
}

static void
test_removed_element_does_no_harm (Fixture       *self,
                                   gconstpointer  data)
{
  g_autoptr (GPtrArray) changes = pp_change_list_new ();
  g_autoptr (JsonNode) record = pp_record_to_json (pp_model_lookup (self->model, "attack"));

  inspector_fixture_select (self, "attack", NULL);
  g_ptr_array_add (changes, pp_change_new_remove (PP_RECORD_EDGE, "attack", record));
  g_assert_true (pp_history_apply (self->history, "Delete", changes, NULL));
  inspector_fixture_settle ();
  g_assert_true (pp_history_undo (self->history));
  g_assert_nonnull (inspector_fixture_row (self, "Techniques"));
}

static void
test_model_can_go_away (Fixture       *self,
                        gconstpointer  data)
{
  inspector_fixture_select (self, "api", NULL);
  pp_inspector_set_context (self->inspector, NULL, NULL, NULL);
  pp_inspector_flush (self->inspector);
  g_assert_null (inspector_fixture_find (GTK_WIDGET (self->inspector), ADW_TYPE_PREFERENCES_ROW,
                                         NULL));
}

static void
test_selection_is_shown_fast (Fixture       *self,
                              gconstpointer  data)
{
  static const char * const ids[] = { "api", "call", "store", "browser" };
  const guint n_rounds = 25;
  clock_t start;
  double took_ms;

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    inspector_fixture_select (self, ids[i], NULL);
  start = clock ();
  for (guint i = 0; i < n_rounds * G_N_ELEMENTS (ids); i++)
    inspector_fixture_select (self, ids[i % G_N_ELEMENTS (ids)], NULL);
  took_ms = (clock () - start) * 1000.0 / CLOCKS_PER_SEC / (n_rounds * G_N_ELEMENTS (ids));
  g_test_message ("a change of the selection takes %.2f ms of CPU time", took_ms);
  /* The goal is 5 ms; the slack is for sanitizers. */
  g_assert_cmpfloat (took_ms, <, 50);
}

#define ADD(path, function) \
  g_test_add ("/app/inspector/" path, Fixture, NULL, inspector_fixture_set_up, function, \
              inspector_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  /* Since libadwaita 1.6 the message dialog measures its labels too narrow, and GTK warns of it. */
  if (adw_get_minor_version () >= 6)
    g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);

  ADD ("fact/set-and-undo", test_fact_is_set_and_undone);
  ADD ("fact/source", test_fact_shows_where_it_comes_from);
  ADD ("fact/not-offered", test_facts_that_nobody_asks_for_are_listed);
  ADD ("fact/keyboard", test_switch_is_one_stop_for_tab);
  ADD ("fact/accessible", test_switch_is_named_for_everybody);
  ADD ("fact/word", test_word_fact_takes_any_word);
  ADD ("fact/list", test_list_fact_is_a_list);
  ADD ("typing/one-step", test_typing_is_one_step);
  ADD ("typing/selection-ends-it", test_another_selection_ends_typing);
  ADD ("typing/half-typed-word", test_half_typed_words_are_taken_over);
  ADD ("typing/cursor-stays", test_cursor_stays_when_others_edit);
  ADD ("typing/long-text", test_long_text_is_edited);
  ADD ("many/mixed", test_many_show_what_differs);
  ADD ("many/one-step", test_many_are_set_in_one_step);
  ADD ("many/thousands", test_thousands_are_shown_when_they_stand_still);
  ADD ("many/marking", test_marking_of_many_keeps_their_other_parts);
  ADD ("marking/lowering-asks-for-a-reason", test_lowering_asks_for_a_reason);
  ADD ("marking/lowering-can-be-left", test_lowering_can_be_left);
  ADD ("marking/raising-asks-nothing", test_raising_asks_nothing);
  ADD ("scope", test_scope_and_reason);
  ADD ("edge/links", test_ends_of_an_edge_are_links);
  ADD ("edge/techniques", test_techniques_have_names);
  ADD ("edge/techniques-are-completed", test_techniques_are_completed);
  ADD ("element/references-are-completed", test_references_are_completed);
  ADD ("element/category-is-edited", test_category_is_edited);
  ADD ("place", test_place_is_edited);
  ADD ("layout", test_nothing_selected_shows_the_layout);
  ADD ("removed-element", test_removed_element_does_no_harm);
  ADD ("no-model", test_model_can_go_away);
  ADD ("speed", test_selection_is_shown_fast);
  return g_test_run ();
}
