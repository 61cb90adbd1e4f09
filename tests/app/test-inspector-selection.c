/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "inspector-fixture.h"

#include "pp-inspector-element.h"
#include "pp-later.h"

static const char * const api[] = { "api", NULL };
static const char * const browser[] = { "browser", NULL };

static GtkWidget *
get_element_page (Fixture *self)
{
  return pp_later_peek (PP_LATER (find_part (GTK_WIDGET (self->inspector), "element_page")));
}

static GtkEditable *
get_name (Fixture *self)
{
  return GTK_EDITABLE (find_part (get_element_page (self), "name"));
}

static guint
count_threats (Fixture    *self,
               const char *id)
{
  GPtrArray *threats = pp_model_peek_threats_of (self->model, id);

  return threats != NULL ? threats->len : 0;
}

static const char *
name_of (Fixture    *self,
         const char *id)
{
  return pp_element_get_name (pp_model_lookup_element (self->model, id));
}

/* The frame in which the diagram shows what is selected has no other work. */
static void
test_shown_a_frame_later (Fixture       *self,
                          gconstpointer  data)
{
  inspector_fixture_select (self, "api", NULL);
  pp_inspector_set_selection (self->inspector, browser);
  g_assert_cmpstr (gtk_editable_get_text (get_name (self)), ==, "Payments API");
  inspector_fixture_settle ();
  g_assert_cmpstr (gtk_editable_get_text (get_name (self)), ==, "Customer's browser");
}

static void
test_typed_before_it_is_shown (Fixture       *self,
                               gconstpointer  data)
{
  inspector_fixture_select (self, "api", NULL);
  pp_inspector_set_selection (self->inspector, browser);
  gtk_editable_set_text (get_name (self), "Orders");
  inspector_fixture_settle ();
  g_assert_cmpstr (name_of (self, "api"), ==, "Orders");
  g_assert_cmpstr (name_of (self, "browser"), ==, "Customer's browser");
  g_assert_cmpstr (gtk_editable_get_text (get_name (self)), ==, "Customer's browser");
}

static void
test_threat_added_before_it_is_shown (Fixture       *self,
                                      gconstpointer  data)
{
  guint n_of_api = count_threats (self, "api");
  guint n_of_browser = count_threats (self, "browser");

  inspector_fixture_select (self, "api", NULL);
  pp_inspector_set_selection (self->inspector, browser);
  g_signal_emit_by_name (get_element_page (self), "add-threat");
  inspector_fixture_settle ();
  g_assert_cmpuint (count_threats (self, "api"), ==, n_of_api + 1);
  g_assert_cmpuint (count_threats (self, "browser"), ==, n_of_browser);
}

static void
test_there_and_back (Fixture       *self,
                     gconstpointer  data)
{
  inspector_fixture_select (self, "api", NULL);
  pp_inspector_set_selection (self->inspector, browser);
  pp_inspector_set_selection (self->inspector, api);
  inspector_fixture_settle ();
  g_assert_cmpstr (gtk_editable_get_text (get_name (self)), ==, "Payments API");
}

/* Who goes to the name types into what is selected. */
static void
test_focus_does_not_wait (Fixture       *self,
                          gconstpointer  data)
{
  inspector_fixture_select (self, "api", NULL);
  pp_inspector_set_selection (self->inspector, browser);
  pp_inspector_focus (self->inspector);
  g_assert_cmpstr (gtk_editable_get_text (get_name (self)), ==, "Customer's browser");
  gtk_editable_set_text (get_name (self), "Tablet");
  g_assert_cmpstr (name_of (self, "browser"), ==, "Tablet");
}

static void
test_threat_does_not_wait (Fixture       *self,
                           gconstpointer  data)
{
  GtkStack *stack = GTK_STACK (find_part (GTK_WIDGET (self->inspector), "stack"));

  inspector_fixture_select (self, "browser", NULL);
  pp_inspector_set_selection (self->inspector, api);
  pp_inspector_show_threat (self->inspector, "threat-1");
  inspector_fixture_settle ();
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "threat");
  gtk_widget_activate_action (GTK_WIDGET (stack), "inspector.back", NULL);
  g_assert_cmpstr (gtk_editable_get_text (get_name (self)), ==, "Payments API");
}

/* What was deleted with the element it shows must not be seen for a frame. */
static void
test_deleted_is_left_at_once (Fixture       *self,
                              gconstpointer  data)
{
  g_autoptr (GPtrArray) changes = pp_change_list_new ();
  g_autoptr (JsonNode) record = pp_record_to_json (pp_model_lookup (self->model, "attack"));
  GtkStack *stack = GTK_STACK (find_part (GTK_WIDGET (self->inspector), "stack"));

  inspector_fixture_select (self, "attack", NULL);
  g_ptr_array_add (changes, pp_change_new_remove (PP_RECORD_EDGE, "attack", record));
  g_assert_true (pp_history_apply (self->history, "Delete", changes, NULL));
  pp_inspector_set_selection (self->inspector, NULL);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "layout");
}

/* An inspector that is not seen has no frame to wait for. */
static void
test_unseen_does_not_wait (Fixture       *self,
                           gconstpointer  data)
{
  inspector_fixture_select (self, "api", NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->inspector), FALSE);
  pp_inspector_set_selection (self->inspector, browser);
  g_assert_cmpstr (gtk_editable_get_text (get_name (self)), ==, "Customer's browser");
}

static void
test_model_goes_meanwhile (Fixture       *self,
                           gconstpointer  data)
{
  g_autoptr (PpHistory) other = inspector_fixture_make_history ();
  GtkStack *stack = GTK_STACK (find_part (GTK_WIDGET (self->inspector), "stack"));

  inspector_fixture_select (self, "api", NULL);
  pp_inspector_set_selection (self->inspector, browser);
  pp_inspector_set_context (self->inspector, other, self->kinds, "layout");
  inspector_fixture_settle ();
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "layout");
}

static guint
count_shown_rows (GtkWidget *box)
{
  guint n_rows = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (box); row != NULL; row = gtk_widget_get_next_sibling (row))
    n_rows += gtk_widget_get_visible (row) ? 1 : 0;
  return n_rows;
}

/* Rows that were put away for an element with fewer facts come back a few at a time. */
static void
test_facts_come_back_in_turns (Fixture       *self,
                               gconstpointer  data)
{
  guint n_left, n_rows;
  GtkWidget *box;

  inspector_fixture_select (self, "api", NULL);
  box = gtk_widget_get_ancestor (inspector_fixture_row (self, "Validates input"), GTK_TYPE_LIST_BOX);
  n_rows = count_shown_rows (box);
  inspector_fixture_select (self, "zone", NULL);
  n_left = count_shown_rows (box);
  g_assert_cmpuint (n_left + 3, <, n_rows);
  pp_inspector_set_selection (self->inspector, api);
  pp_inspector_focus (self->inspector);
  g_assert_cmpuint (count_shown_rows (box), <=, n_left + 3);
  inspector_fixture_settle ();
  g_assert_cmpuint (count_shown_rows (box), ==, n_rows);
}

#define ADD(path, function) \
  g_test_add ("/app/inspector/selection/" path, Fixture, NULL, inspector_fixture_set_up, function, \
              inspector_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  ADD ("a-frame-later", test_shown_a_frame_later);
  ADD ("typed-before", test_typed_before_it_is_shown);
  ADD ("threat-added-before", test_threat_added_before_it_is_shown);
  ADD ("there-and-back", test_there_and_back);
  ADD ("focus-does-not-wait", test_focus_does_not_wait);
  ADD ("threat-does-not-wait", test_threat_does_not_wait);
  ADD ("deleted", test_deleted_is_left_at_once);
  ADD ("unseen", test_unseen_does_not_wait);
  ADD ("model-goes", test_model_goes_meanwhile);
  ADD ("facts-come-back", test_facts_come_back_in_turns);
  return g_test_run ();
}
