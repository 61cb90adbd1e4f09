/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "inspector-fixture.h"

#include "pp-threat-panel.h"
#include "pp-triage.h"

/* The panel's way from what a rule finds to what the model holds, and back by undo. */

static PpAssessment *
make_assessment (PpHistory *history)
{
  PpAssessment *assessment = pp_assessment_new (history);

  while (!pp_assessment_is_ready (assessment))
    g_main_context_iteration (NULL, TRUE);
  return assessment;
}

static PpThreatItem *
find_found (GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++)
    {
      PpThreatItem *item = g_ptr_array_index (items, i);

      if (item->finding != NULL && item->threat == NULL)
        return item;
    }
  g_error ("Nothing was found");
}

static PpThreatItem *
find_key (GPtrArray  *items,
          const char *key)
{
  for (guint i = 0; i < items->len; i++)
    if (g_str_equal (((PpThreatItem *) g_ptr_array_index (items, i))->key, key))
      return g_ptr_array_index (items, i);
  return NULL;
}

static void
test_accept (void)
{
  g_autoptr (PpHistory) history = inspector_fixture_make_history ();
  g_autoptr (PpAssessment) assessment = make_assessment (history);
  g_autoptr (GPtrArray) before = pp_assessment_list_items (assessment, NULL);
  g_autoptr (GPtrArray) after = NULL, undone = NULL;
  PpThreatItem *item = find_found (before);
  g_autoptr (GError) error = NULL;

  g_assert_true (pp_triage_decide (assessment, item, "Accepted", "The bank bears it", NULL, NULL, &error));
  g_assert_no_error (error);
  pp_assessment_flush (assessment);
  after = pp_assessment_list_items (assessment, NULL);
  g_assert_cmpuint (after->len, ==, before->len);
  g_assert_nonnull (find_key (after, item->key)->threat);
  g_assert_cmpstr (find_key (after, item->key)->status, ==, "Accepted");
  g_assert_cmpstr (pp_threat_get_mitigation (find_key (after, item->key)->threat), ==, "The bank bears it");
  g_assert_false (pp_threat_item_is_open (find_key (after, item->key)));
  g_assert_true (pp_history_undo (history));
  pp_assessment_flush (assessment);
  undone = pp_assessment_list_items (assessment, NULL);
  g_assert_null (find_key (undone, item->key)->threat);
  g_assert_false (pp_history_can_undo (history));
}

/* A control is made in the same step as the threat that it answers. */
static void
test_mitigate_by_control (void)
{
  g_autoptr (PpHistory) history = inspector_fixture_make_history ();
  PpModel *model = pp_history_get_model (history);
  g_autoptr (PpAssessment) assessment = make_assessment (history);
  g_autoptr (GPtrArray) before = pp_assessment_list_items (assessment, NULL);
  g_autoptr (GPtrArray) after = NULL;
  PpThreatItem *item = find_found (before);
  g_autoptr (GError) error = NULL;
  PpControl *control;

  g_assert_true (pp_triage_decide (assessment, item, "Mitigated", "", NULL, "Rate limit", &error));
  g_assert_no_error (error);
  pp_assessment_flush (assessment);
  after = pp_assessment_list_items (assessment, NULL);
  g_assert_cmpuint (pp_model_get_n_records (model, PP_RECORD_CONTROL), ==, 1);
  control = PP_CONTROL (pp_model_peek_record (model, PP_RECORD_CONTROL, 0));
  g_assert_cmpstr (pp_control_get_title (control), ==, "Rate limit");
  g_assert_cmpstr (pp_control_get_threats (control)[0], ==,
                   pp_record_get_id (PP_RECORD (find_key (after, item->key)->threat)));
  g_assert_true (pp_history_undo (history));
  g_assert_cmpuint (pp_model_get_n_records (model, PP_RECORD_CONTROL), ==, 0);
  g_assert_false (pp_history_can_undo (history));
}

static void
test_question (void)
{
  g_autoptr (PpHistory) history = inspector_fixture_make_history ();
  g_autoptr (PpAssessment) assessment = make_assessment (history);
  guint n_questions, n_left;
  g_autoptr (GPtrArray) questions = pp_assessment_list_questions (assessment, NULL, 10, &n_questions);
  g_autoptr (GPtrArray) rest = NULL;
  const PpQuestion *question = g_ptr_array_index (questions, 0);

  g_assert_cmpuint (questions->len, <=, 10);
  g_assert_cmpuint (n_questions, >, 0);
  pp_assessment_skip (assessment, question);
  pp_assessment_flush (assessment);
  rest = pp_assessment_list_questions (assessment, NULL, 10, &n_left);
  g_assert_cmpuint (n_left, ==, n_questions - 1);
}

static void
test_panel (void)
{
  g_autoptr (PpHistory) history = inspector_fixture_make_history ();
  g_autoptr (PpAssessment) assessment = make_assessment (history);
  g_autoptr (GtkWidget) panel = g_object_ref_sink (g_object_new (PP_TYPE_THREAT_PANEL, NULL));
  guint n_open = 0;

  pp_threat_panel_set_assessment (PP_THREAT_PANEL (panel), assessment);
  g_object_get (panel, "open-threats", &n_open, NULL);
  g_assert_cmpuint (n_open, >, 0);
  g_assert_cmpuint (g_list_model_get_n_items (pp_threat_panel_get_rows (PP_THREAT_PANEL (panel))), >, n_open);
  g_assert_true (pp_threat_panel_select (PP_THREAT_PANEL (panel), "threat-1"));
  g_assert_cmpstr (pp_threat_panel_get_selected (PP_THREAT_PANEL (panel))->key, ==, "threat-1");
  g_object_set (panel, "show", "decided", NULL);
  g_assert_true (pp_threat_panel_select (PP_THREAT_PANEL (panel), "threat-2"));
  g_assert_false (pp_threat_panel_select (PP_THREAT_PANEL (panel), "threat-1"));
}

/* What the badges say is what the list shows. */
static void
test_badges (void)
{
  g_autoptr (PpHistory) history = inspector_fixture_make_history ();
  g_autoptr (PpAssessment) assessment = make_assessment (history);
  g_autoptr (GHashTable) badges = pp_assessment_dup_badges (assessment);
  g_autoptr (GPtrArray) items = pp_assessment_list_items (assessment, NULL);
  guint n_questions, n_open = 0, n_stated = 0, n_suggested = 0, n_asked = 0;
  g_autoptr (GPtrArray) questions = pp_assessment_list_questions (assessment, NULL, 1, &n_questions);
  GHashTableIter iter;
  gpointer value;

  for (guint i = 0; i < items->len; i++)
    n_open += pp_threat_item_is_open (g_ptr_array_index (items, i));
  g_hash_table_iter_init (&iter, badges);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const PpBadge *badge = value;

      n_stated += badge->stated;
      n_suggested += badge->suggested;
      n_asked += badge->questions;
      g_assert_true (badge->stated + badge->suggested == 0 || badge->severity >= -1);
    }
  g_assert_cmpuint (n_stated + n_suggested, ==, n_open);
  g_assert_cmpuint (n_stated, >, 0);
  g_assert_cmpuint (n_suggested, >, 0);
  g_assert_cmpuint (n_asked, ==, n_questions);
}

static void
test_show_element (void)
{
  g_autoptr (PpHistory) history = inspector_fixture_make_history ();
  g_autoptr (PpAssessment) assessment = make_assessment (history);
  g_autoptr (GtkWidget) panel = g_object_ref_sink (g_object_new (PP_TYPE_THREAT_PANEL, NULL));
  g_autoptr (GPtrArray) items = pp_assessment_list_items (assessment, NULL);
  const char *element = find_found (items)->element;

  pp_threat_panel_set_assessment (PP_THREAT_PANEL (panel), assessment);
  g_object_set (panel, "show", "decided", NULL);
  pp_threat_panel_show_element (PP_THREAT_PANEL (panel), element);
  g_assert_cmpstr (pp_threat_panel_get_selected (PP_THREAT_PANEL (panel))->element, ==, element);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/app/threats/accept", test_accept);
  g_test_add_func ("/app/threats/mitigate-by-control", test_mitigate_by_control);
  g_test_add_func ("/app/threats/question", test_question);
  g_test_add_func ("/app/threats/panel", test_panel);
  g_test_add_func ("/app/threats/badges", test_badges);
  g_test_add_func ("/app/threats/show-element", test_show_element);
  return g_test_run ();
}
