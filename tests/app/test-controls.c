/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "inspector-fixture.h"

#include "pp-control-page.h"
#include "pp-controls-window.h"
#include "pp-record-chooser.h"
#include "pp-threat-controls.h"

static PpControl *
only_control (Fixture *self)
{
  g_assert_cmpuint (pp_model_get_n_records (self->model, PP_RECORD_CONTROL), ==, 1);
  return PP_CONTROL (pp_model_peek_record (self->model, PP_RECORD_CONTROL, 0));
}

static GtkWidget *
open_window (Fixture *self)
{
  GtkWidget *window = pp_controls_window_new (GTK_WINDOW (self->window), self->history);

  gtk_window_present (GTK_WINDOW (window));
  inspector_fixture_settle ();
  return window;
}

/* It is there when a control has been selected. */
static GtkWidget *
find_page (GtkWidget *window)
{
  GtkWidget *page = gtk_widget_get_first_child (find_part (window, "page_room"));

  g_assert_true (PP_IS_CONTROL_PAGE (page));
  return page;
}

static void
close_window (GtkWidget *window)
{
  gtk_window_destroy (GTK_WINDOW (window));
  inspector_fixture_settle ();
}

static void
test_window_edits_a_control (Fixture       *self,
                             gconstpointer  data)
{
  GtkWidget *window = open_window (self);
  GtkWidget *page;
  PpControl *control;

  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (find_part (window, "stack"))), ==, "empty");
  g_assert_true (gtk_widget_activate_action (window, "controls.add", NULL));
  inspector_fixture_settle ();
  page = find_page (window);
  control = only_control (self);
  g_assert_cmpstr (pp_control_get_status (control), ==, "planned");
  gtk_editable_set_text (GTK_EDITABLE (find_part (page, "title_row")), "Token binding");
  gtk_editable_set_text (GTK_EDITABLE (find_part (page, "owner_row")), "Ada");
  adw_combo_row_set_selected (ADW_COMBO_ROW (find_part (page, "status_row")), 1);
  adw_combo_row_set_selected (ADW_COMBO_ROW (find_part (page, "inherent_row")), 3);
  g_assert_cmpstr (pp_control_get_title (control), ==, "Token binding");
  g_assert_cmpstr (pp_control_get_owner (control), ==, "Ada");
  g_assert_cmpstr (pp_control_get_status (control), ==, "in-place");
  g_assert_cmpstr (pp_control_get_inherent_risk (control), ==, "Critical");
  close_window (window);
  g_assert_cmpuint (inspector_fixture_count_steps (self), ==, 5);
}

static void
test_window_answers_and_estimates (Fixture       *self,
                                   gconstpointer  data)
{
  GtkWidget *window = open_window (self);
  GtkWidget *page, *chooser;

  gtk_widget_activate_action (window, "controls.add", NULL);
  inspector_fixture_settle ();
  page = find_page (window);
  g_assert_false (gtk_widget_get_visible (find_part (page, "estimate_row")));
  chooser = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (find_part (page, "add_button"))));
  g_signal_emit_by_name (chooser, "chosen", "threat-1", "");
  g_assert_cmpstr (pp_control_get_threats (only_control (self))[0], ==, "threat-1");
  g_assert_nonnull (find_row (page, "A stolen token is replayed from elsewhere"));
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (find_part (page, "estimate_row"))), ==,
                   "High without it, High with it");
  adw_combo_row_set_selected (ADW_COMBO_ROW (find_part (page, "status_row")), 1);
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (find_part (page, "estimate_row"))), ==,
                   "High without it, Low with it");
  g_signal_emit_by_name (find_part (page, "estimate_button"), "clicked");
  g_assert_cmpstr (pp_control_get_inherent_risk (only_control (self)), ==, "High");
  g_assert_cmpstr (pp_control_get_residual_risk (only_control (self)), ==, "Low");
  g_assert_false (gtk_widget_get_sensitive (find_part (page, "estimate_button")));
  close_window (window);
}

/* Undo in the window takes the control away and the page with it. */
static void
test_window_undoes (Fixture       *self,
                    gconstpointer  data)
{
  GtkWidget *window = open_window (self);

  gtk_widget_activate_action (window, "controls.add", NULL);
  inspector_fixture_settle ();
  g_assert_true (gtk_widget_activate_action (window, "win.undo", NULL));
  g_assert_cmpuint (pp_model_get_n_records (self->model, PP_RECORD_CONTROL), ==, 0);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (find_part (window, "stack"))), ==, "empty");
  g_assert_true (gtk_widget_activate_action (window, "win.redo", NULL));
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (find_part (window, "stack"))), ==, "controls");
  g_assert_true (gtk_widget_activate_action (window, "controls.delete", NULL));
  g_assert_cmpuint (pp_model_get_n_records (self->model, PP_RECORD_CONTROL), ==, 0);
  close_window (window);
}

static void
test_threat_takes_and_makes_controls (Fixture       *self,
                                      gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  GtkWidget *controls = g_object_ref_sink (pp_threat_controls_new ());
  PpControl *control;

  pp_threat_controls_set_threat (PP_THREAT_CONTROLS (controls), self->history, "threat-1");
  g_assert_true (pp_threat_controls_answer (self->history, "threat-1", NULL, "Token binding", &error));
  control = only_control (self);
  g_assert_cmpstr (pp_control_get_title (control), ==, "Token binding");
  g_assert_true (pp_threat_controls_answer (self->history, "threat-2", pp_record_get_id (PP_RECORD (control)), NULL,
                                            &error));
  g_assert_cmpuint (g_strv_length ((char **) pp_control_get_threats (control)), ==, 2);
  pp_threat_controls_refresh (PP_THREAT_CONTROLS (controls));
  g_assert_nonnull (find_row (controls, "Token binding"));
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (find_row (controls, "Token binding"))), ==,
                   "Planned · answers 2 threats");
  g_assert_cmpuint (inspector_fixture_count_steps (self), ==, 2);
  g_assert_finalize_object (controls);
}

static void
remember_cb (PpRecordChooser *chooser,
             const char      *id,
             const char      *title,
             char           **chosen)
{
  g_free (*chosen);
  *chosen = g_strdup_printf ("%s|%s", id != NULL ? id : "new", title);
}

/* Enter takes what fits what is typed, also when it was typed faster than the list is searched. */
static void
test_chooser_finds_or_makes (Fixture       *self,
                             gconstpointer  data)
{
  g_autofree char *chosen = NULL;
  GtkWidget *chooser = pp_record_chooser_new (PP_RECORD_CONTROL);
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *entry, *window = gtk_window_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (pp_threat_controls_answer (self->history, "threat-1", NULL, "Token binding", &error));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), chooser);
  gtk_window_set_child (GTK_WINDOW (window), button);
  gtk_window_present (GTK_WINDOW (window));
  g_signal_connect (chooser, "chosen", G_CALLBACK (remember_cb), &chosen);
  pp_record_chooser_set_model (PP_RECORD_CHOOSER (chooser), self->model, NULL);
  entry = find_part (chooser, "entry");
  gtk_editable_set_text (GTK_EDITABLE (entry), "BINDING");
  g_signal_emit_by_name (entry, "activate");
  g_assert_true (g_str_has_prefix (chosen, pp_record_get_id (PP_RECORD (only_control (self)))));
  gtk_editable_set_text (GTK_EDITABLE (entry), " Rate limit ");
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpstr (chosen, ==, "new|Rate limit");
  gtk_window_destroy (GTK_WINDOW (window));
}

#define ADD(name, function) \
  g_test_add ("/app/controls/" name, Fixture, NULL, inspector_fixture_set_up, function, \
              inspector_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv);
  adw_init ();

  ADD ("window/edits", test_window_edits_a_control);
  ADD ("window/answers-and-estimates", test_window_answers_and_estimates);
  ADD ("window/undoes", test_window_undoes);
  ADD ("threat/takes-and-makes", test_threat_takes_and_makes_controls);
  ADD ("chooser/finds-or-makes", test_chooser_finds_or_makes);

  return g_test_run ();
}
