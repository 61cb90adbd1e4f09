/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "inspector-fixture.h"

#include "pp-choice-row.h"
#include "pp-cvss-dialog.h"
#include "pp-owasp-dialog.h"
#include "pp-rating.h"

#define WORST "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H"

static GtkToggleButton *
find_toggle (GtkWidget  *root,
             const char *label)
{
  if (GTK_IS_TOGGLE_BUTTON (root) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (root)), label) == 0)
    return GTK_TOGGLE_BUTTON (root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkToggleButton *found = find_toggle (child, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
choose (GtkWidget  *dialog,
        const char *metric,
        const char *value)
{
  GtkWidget *row = find_row (dialog, metric);

  g_assert_nonnull (row);
  gtk_toggle_button_set_active (find_toggle (row, value), TRUE);
}

static PpThreat *
threat (Fixture *self)
{
  return pp_model_lookup_threat (self->model, "threat-1");
}

static GtkWidget *
present (Fixture   *self,
         GtkWidget *dialog)
{
  gtk_window_present (GTK_WINDOW (dialog));
  inspector_fixture_settle ();
  return dialog;
}

/* Of all that is mapped, popovers included. */
static void
assert_no_text_is_cut (GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  if (GTK_IS_LABEL (widget) && pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (widget))))
    g_error ("“%s” is cut", gtk_label_get_text (GTK_LABEL (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    assert_no_text_is_cut (child);
}

static void
test_cvss_text_and_choices_agree (Fixture       *self,
                                  gconstpointer  data)
{
  GtkWidget *dialog = present (self, pp_cvss_dialog_new (GTK_WINDOW (self->window), self->history, "threat-1"));
  GtkWidget *vector = find_part (dialog, "vector_row");
  GtkLabel *score = GTK_LABEL (find_part (dialog, "score_label"));

  g_assert_cmpstr (gtk_label_get_text (score), ==, "0.0");
  gtk_editable_set_text (GTK_EDITABLE (vector), WORST "/E:U");
  g_assert_cmpstr (gtk_label_get_text (score), ==, "9.1");
  g_assert_cmpuint (pp_choice_row_get_selected (PP_CHOICE_ROW (find_row (dialog, "Exploit Maturity"))), ==, 3);
  choose (dialog, "Exploit Maturity", "Attacked");
  g_assert_cmpstr (gtk_label_get_text (score), ==, "10.0");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (vector)), ==, WORST "/E:A");

  gtk_editable_set_text (GTK_EDITABLE (vector), WORST "/E:Z");
  g_assert_false (gtk_widget_get_sensitive (find_part (dialog, "apply_button")));
  g_assert_true (gtk_widget_get_visible (find_part (dialog, "problem_label")));
  /* A score that belongs to another vector would be taken for that of this one. */
  g_assert_cmpstr (gtk_label_get_text (score), ==, "–");
  g_assert_false (gtk_widget_get_visible (find_part (dialog, "severity_label")));
  choose (dialog, "Attack Vector", "Physical");
  g_assert_true (gtk_widget_get_sensitive (find_part (dialog, "apply_button")));
  g_assert_false (gtk_widget_get_visible (find_part (dialog, "problem_label")));
  g_assert_cmpstr (gtk_label_get_text (score), !=, "–");
  g_assert_true (gtk_widget_get_visible (find_part (dialog, "severity_label")));
  gtk_window_destroy (GTK_WINDOW (dialog));
  g_assert_cmpuint (inspector_fixture_count_steps (self), ==, 0);
}

static void
test_cvss_is_applied_in_one_step (Fixture       *self,
                                  gconstpointer  data)
{
  GtkWidget *dialog = present (self, pp_cvss_dialog_new (GTK_WINDOW (self->window), self->history, "threat-1"));
  g_autofree char *text = NULL, *again = NULL;

  gtk_editable_set_text (GTK_EDITABLE (find_part (dialog, "vector_row")), WORST);
  g_signal_emit_by_name (find_part (dialog, "apply_button"), "clicked");
  inspector_fixture_settle ();
  text = pp_rating_dup_text (threat (self), PP_RATING_CVSS);
  g_assert_cmpstr (text, ==, WORST);
  g_assert_cmpstr (pp_threat_get_score (threat (self)), ==, "10.0");
  g_assert_cmpstr (pp_threat_get_severity (threat (self)), ==, "Critical");
  g_assert_cmpuint (inspector_fixture_count_steps (self), ==, 1);

  dialog = present (self, pp_cvss_dialog_new (GTK_WINDOW (self->window), self->history, "threat-1"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find_part (dialog, "vector_row"))), ==, WORST);
  g_signal_emit_by_name (find_part (dialog, "remove_button"), "clicked");
  inspector_fixture_settle ();
  again = pp_rating_dup_text (threat (self), PP_RATING_CVSS);
  g_assert_null (again);
  g_assert_cmpstr (pp_threat_get_score (threat (self)), ==, "10.0");
  g_assert_true (pp_history_undo (self->history) && pp_history_undo (self->history));
  g_assert_cmpstr (pp_threat_get_score (threat (self)), ==, "8.1");
  g_assert_cmpstr (pp_threat_get_severity (threat (self)), ==, "High");
}

/* Without leave the rating changes nothing else. */
static void
test_cvss_leaves_the_threat (Fixture       *self,
                             gconstpointer  data)
{
  GtkWidget *dialog = present (self, pp_cvss_dialog_new (GTK_WINDOW (self->window), self->history, "threat-1"));

  gtk_editable_set_text (GTK_EDITABLE (find_part (dialog, "vector_row")), WORST);
  gtk_switch_set_active (GTK_SWITCH (find_part (dialog, "adopt_switch")), FALSE);
  g_signal_emit_by_name (find_part (dialog, "apply_button"), "clicked");
  inspector_fixture_settle ();
  g_assert_cmpstr (pp_threat_get_score (threat (self)), ==, "8.1");
  g_assert_cmpuint (inspector_fixture_count_steps (self), ==, 1);
}

static void
test_cvss_by_keyboard (Fixture       *self,
                       gconstpointer  data)
{
  GtkWidget *dialog = present (self, pp_cvss_dialog_new (GTK_WINDOW (self->window), self->history, "threat-1"));
  GtkWidget *row = find_row (dialog, "Attack Vector");

  g_assert_true (gtk_widget_child_focus (row, GTK_DIR_TAB_FORWARD));
  g_assert_true (gtk_root_get_focus (GTK_ROOT (dialog)) == GTK_WIDGET (find_toggle (row, "Network")));
  g_assert_true (gtk_widget_child_focus (row, GTK_DIR_RIGHT));
  g_assert_true (gtk_root_get_focus (GTK_ROOT (dialog)) == GTK_WIDGET (find_toggle (row, "Adjacent")));
  g_assert_false (gtk_widget_child_focus (row, GTK_DIR_TAB_FORWARD));
  gtk_test_accessible_assert_property (find_toggle (row, "Adjacent"), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Attack Vector: Adjacent");
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* Answers are sentences; none is cut, neither in the list nor where it is chosen. */
static void
test_owasp_answers_are_whole (Fixture       *self,
                              gconstpointer  data)
{
  GtkWidget *dialog = present (self, pp_owasp_dialog_new (GTK_WINDOW (self->window), self->history, "threat-1"));
  AdwComboRow *row = ADW_COMBO_ROW (find_row (dialog, "Skill level"));

  adw_combo_row_set_selected (row, 5);
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, "9  Security penetration skills");
  assert_no_text_is_cut (GTK_WIDGET (row));
  gtk_widget_activate (GTK_WIDGET (row));
  inspector_fixture_settle ();
  assert_no_text_is_cut (GTK_WIDGET (row));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
test_owasp_is_rated (Fixture       *self,
                     gconstpointer  data)
{
  GtkWidget *dialog = present (self, pp_owasp_dialog_new (GTK_WINDOW (self->window), self->history, "threat-1"));
  g_autofree char *text = NULL, *described = NULL;

  g_assert_false (gtk_widget_get_sensitive (find_part (dialog, "apply_button")));
  adw_combo_row_set_selected (ADW_COMBO_ROW (find_row (dialog, "Skill level")), 5);
  g_assert_true (gtk_widget_get_sensitive (find_part (dialog, "apply_button")));
  adw_combo_row_set_selected (ADW_COMBO_ROW (find_row (dialog, "Loss of integrity")), 4);
  g_signal_emit_by_name (find_part (dialog, "apply_button"), "clicked");
  inspector_fixture_settle ();
  text = pp_rating_dup_text (threat (self), PP_RATING_OWASP);
  g_assert_cmpstr (text, ==, "SL:9/LI:7");
  described = pp_rating_describe_owasp (text);
  g_assert_cmpstr (described, ==, "Critical: likelihood 9.0 (high), impact 7.0 (high)");
  g_assert_cmpstr (pp_threat_get_severity (threat (self)), ==, "Critical");
  g_assert_cmpuint (inspector_fixture_count_steps (self), ==, 1);
}

/* Points that no option stands for, from another program, are shown and kept. */
static void
test_owasp_keeps_points_between_options (Fixture       *self,
                                         gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  GtkWidget *dialog;

  g_assert_true (pp_rating_apply (self->history, "threat-1", "Rate", PP_RATING_OWASP, "SL:2/LC:9", NULL, NULL, &error));
  dialog = present (self, pp_owasp_dialog_new (GTK_WINDOW (self->window), self->history, "threat-1"));
  adw_combo_row_set_selected (ADW_COMBO_ROW (find_row (dialog, "Motive")), 1);
  g_signal_emit_by_name (find_part (dialog, "apply_button"), "clicked");
  inspector_fixture_settle ();
  text = pp_rating_dup_text (threat (self), PP_RATING_OWASP);
  g_assert_cmpstr (text, ==, "SL:2/M:1/LC:9");
}

#define ADD(name, function) \
  g_test_add ("/app/ratings/" name, Fixture, NULL, inspector_fixture_set_up, function, \
              inspector_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv);
  adw_init ();

  ADD ("cvss/text-and-choices-agree", test_cvss_text_and_choices_agree);
  ADD ("cvss/one-step", test_cvss_is_applied_in_one_step);
  ADD ("cvss/leaves-the-threat", test_cvss_leaves_the_threat);
  ADD ("cvss/keyboard", test_cvss_by_keyboard);
  ADD ("owasp/whole-answers", test_owasp_answers_are_whole);
  ADD ("owasp/rated", test_owasp_is_rated);
  ADD ("owasp/points-between-options", test_owasp_keeps_points_between_options);

  return g_test_run ();
}
