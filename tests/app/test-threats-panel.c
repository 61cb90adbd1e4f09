/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "inspector-fixture.h"

#include <string.h>

#include "pp-format.h"

#include "pp-question-list.h"
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

/* The list follows the assessment a turn of the main loop later. */
static void
let_list_follow (PpAssessment *assessment)
{
  pp_assessment_flush (assessment);
  while (g_main_context_iteration (NULL, FALSE))
    ;
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

static gboolean
write_scope (PpHistory  *history,
             const char *text)
{
  PpRecord *layout = pp_model_peek_record (pp_history_get_model (history), PP_RECORD_LAYOUT, 0);
  g_autoptr (JsonNode) value = text != NULL ? json_node_init_string (json_node_alloc (), text) : NULL;

  return pp_history_set (history, "Scope", pp_record_get_id (layout), "scope", value, NULL);
}

static guint
count_rows (GtkWidget *panel)
{
  return g_list_model_get_n_items (pp_threat_panel_get_rows (PP_THREAT_PANEL (panel)));
}

static const char *
find_quiet_node (PpHistory *history,
                 GPtrArray *items)
{
  PpModel *model = pp_history_get_model (history);

  for (guint i = 0; i < pp_model_get_n_records (model, PP_RECORD_NODE); i++)
    {
      const char *id = pp_record_get_id (pp_model_peek_record (model, PP_RECORD_NODE, i));
      guint j = 0;

      while (j < items->len && !g_str_equal (((PpThreatItem *) g_ptr_array_index (items, j))->element, id))
        j++;
      if (j == items->len)
        return id;
    }
  g_error ("Every node is threatened");
}

/* A diagram that carries a scope shows the threats of that; another one shows all again. */
static void
test_scope_of_diagram (void)
{
  g_autoptr (PpHistory) history = inspector_fixture_make_history ();
  g_autoptr (PpAssessment) assessment = make_assessment (history);
  g_autoptr (GtkWidget) panel = g_object_ref_sink (g_object_new (PP_TYPE_THREAT_PANEL, NULL));
  g_autoptr (GPtrArray) items = pp_assessment_list_items (assessment, NULL);
  PpRecord *layout = pp_model_peek_record (pp_history_get_model (history), PP_RECORD_LAYOUT, 0);
  g_autofree char *text = g_strconcat ("asset=", find_quiet_node (history, items), NULL);
  guint scope, n_all, n_asset;

  pp_threat_panel_set_assessment (PP_THREAT_PANEL (panel), assessment);
  n_all = count_rows (panel);
  g_assert_true (write_scope (history, text));
  pp_threat_panel_set_layout (PP_THREAT_PANEL (panel), pp_record_get_id (layout));
  g_object_get (panel, "scope", &scope, NULL);
  g_assert_cmpuint (scope, ==, PP_SCOPE_ASSET);
  n_asset = count_rows (panel);
  g_assert_cmpuint (n_asset, <, n_all);
  pp_threat_panel_set_layout (PP_THREAT_PANEL (panel), "another");
  g_object_get (panel, "scope", &scope, NULL);
  g_assert_cmpuint (scope, ==, PP_SCOPE_APPLICATION);
  g_assert_cmpuint (count_rows (panel), ==, n_all);
  /* An element that is gone, and what is no scope, count as none. */
  g_assert_true (write_scope (history, "service=nobody"));
  pp_threat_panel_set_layout (PP_THREAT_PANEL (panel), pp_record_get_id (layout));
  g_object_get (panel, "scope", &scope, NULL);
  g_assert_cmpuint (scope, ==, PP_SCOPE_APPLICATION);
}

static void
test_scope_of_element (void)
{
  g_autoptr (PpHistory) history = inspector_fixture_make_history ();
  g_autoptr (PpAssessment) assessment = make_assessment (history);
  g_autoptr (GtkWidget) panel = g_object_ref_sink (g_object_new (PP_TYPE_THREAT_PANEL, NULL));
  g_autoptr (GPtrArray) items = pp_assessment_list_items (assessment, NULL);
  const char *element = find_found (items)->element;
  const char *selected[] = { "nobody", NULL };
  guint n_rows;

  pp_threat_panel_set_assessment (PP_THREAT_PANEL (panel), assessment);
  pp_threat_panel_show_scope (PP_THREAT_PANEL (panel), PP_SCOPE_ASSET, element);
  n_rows = count_rows (panel);
  g_assert_cmpuint (n_rows, >, 0);
  /* What is selected afterwards does not matter until another scope is chosen. */
  pp_threat_panel_set_selection (PP_THREAT_PANEL (panel), selected);
  g_assert_cmpuint (count_rows (panel), ==, n_rows);
}

/* A store whose valuable content is known to lie in the clear. */
static PpHistory *
make_open_store (void)
{
  static const char text[] =
    "{\"format\": \"parapet-model\", \"version\": 1, \"id\": \"m\", \"model\": {}, \"nodes\": {\"store\": {"
    "\"kind\": \"store\", \"name\": \"Ledger\", \"facts\": {"
    "\"sensitivity\": {\"value\": 3, \"source\": \"person\"}, \"log\": {\"value\": false, \"source\": \"person\"},"
    "\"credentials\": {\"value\": false, \"source\": \"person\"},"
    "\"encrypted\": {\"value\": false, \"source\": \"person\"}}}}}";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (PpLoss) loss = pp_loss_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (PpModel) model = pp_formats_read (pp_formats_lookup ("parapet"), bytes, NULL, NULL, loss, &error);

  g_assert_no_error (error);
  return pp_history_new (model);
}

static PpThreatItem *
find_with_remedy (PpAssessment  *assessment,
                  GPtrArray     *items,
                  GPtrArray    **remedies)
{
  for (guint i = 0; i < items->len; i++)
    {
      PpThreatItem *item = g_ptr_array_index (items, i);
      g_autoptr (GPtrArray) found = NULL;

      if (item->finding == NULL || item->threat != NULL)
        continue;
      found = pp_analysis_list_remedies (pp_assessment_get_analysis (assessment), item->finding, 4);
      if (found->len == 0)
        continue;
      *remedies = g_steal_pointer (&found);
      return item;
    }
  g_error ("Nothing can be closed");
}

/* Apply writes what would close a threat as one step; the threat is gone then, and comes back by undo. */
static void
test_apply (void)
{
  g_autoptr (PpHistory) history = make_open_store ();
  g_autoptr (PpAssessment) assessment = make_assessment (history);
  g_autoptr (GPtrArray) before = pp_assessment_list_items (assessment, NULL);
  g_autoptr (GPtrArray) remedies = NULL, after = NULL, undone = NULL;
  PpThreatItem *item = find_with_remedy (assessment, before, &remedies);
  const PpRemedy *remedy = g_ptr_array_index (remedies, 0);
  g_autoptr (GError) error = NULL;

  g_assert_true (pp_triage_apply (history, remedy, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < remedy->edits->len; i++)
    {
      const PpEvidence *edit = g_ptr_array_index (remedy->edits, i);
      PpElement *element = pp_model_lookup_element (pp_history_get_model (history), edit->element);
      JsonNode *fact = json_object_get_member (pp_element_get_facts (element), edit->property);

      g_assert_true (json_node_equal (pp_fact_get_value (fact), edit->value));
      g_assert_cmpint (pp_fact_get_source (fact), ==, PP_FACT_SOURCE_PERSON);
    }
  pp_assessment_flush (assessment);
  after = pp_assessment_list_items (assessment, NULL);
  g_assert_null (find_key (after, item->key));
  g_assert_true (pp_history_undo (history));
  g_assert_false (pp_history_can_undo (history));
  pp_assessment_flush (assessment);
  undone = pp_assessment_list_items (assessment, NULL);
  g_assert_nonnull (find_key (undone, item->key));
}

/* All that was found becomes threats of the model, once, as one step. */
static void
test_record (void)
{
  g_autoptr (PpHistory) history = make_open_store ();
  g_autoptr (PpAssessment) assessment = make_assessment (history);
  g_autoptr (GPtrArray) before = pp_assessment_list_items (assessment, NULL), after = NULL;
  PpModel *model = pp_history_get_model (history);
  guint n_changes = 0;

  g_assert_true (pp_triage_record (assessment, &n_changes, NULL));
  g_assert_cmpuint (pp_model_get_n_records (model, PP_RECORD_THREAT), ==, before->len);
  pp_assessment_flush (assessment);
  after = pp_assessment_list_items (assessment, NULL);
  g_assert_cmpuint (after->len, ==, before->len);
  g_assert_true (pp_triage_record (assessment, &n_changes, NULL));
  g_assert_cmpuint (n_changes, ==, 0);
  g_assert_true (pp_history_undo (history));
  g_assert_cmpuint (pp_model_get_n_records (model, PP_RECORD_THREAT), ==, 0);
}

/* A threat that somebody decided about stays when it is closed, and says that it is no longer found;
 * unless its pack is off, for then nobody has looked. */
static void
test_no_longer_found (void)
{
  g_autoptr (PpHistory) history = make_open_store ();
  g_autoptr (PpAssessment) assessment = make_assessment (history);
  g_autoptr (GPtrArray) before = pp_assessment_list_items (assessment, NULL);
  g_autoptr (GPtrArray) remedies = NULL, after = NULL, silent = NULL;
  g_autoptr (GtkWidget) panel = g_object_ref_sink (g_object_new (PP_TYPE_THREAT_PANEL, NULL));
  PpThreatItem *item = find_with_remedy (assessment, before, &remedies), *gone;
  g_autofree char *pack = g_strdup (item->finding->rule->pack);
  g_autoptr (GPtrArray) changes = pp_change_list_new ();
  g_autoptr (JsonNode) packs = json_node_alloc ();
  g_autoptr (JsonArray) array = json_array_new ();

  g_assert_true (pp_triage_decide (assessment, item, "Open", NULL, NULL, NULL, NULL));
  g_assert_true (pp_triage_apply (history, g_ptr_array_index (remedies, 0), NULL));
  pp_assessment_flush (assessment);
  after = pp_assessment_list_items (assessment, NULL);
  gone = NULL;
  for (guint i = 0; i < after->len; i++)
    if (((PpThreatItem *) g_ptr_array_index (after, i))->gone)
      gone = g_ptr_array_index (after, i);
  g_assert_nonnull (gone);
  g_assert_cmpstr (pp_threat_get_rule (gone->threat), ==, item->finding->rule->id);
  g_assert_false (pp_threat_item_is_open (gone));
  pp_threat_panel_set_assessment (PP_THREAT_PANEL (panel), assessment);
  g_object_set (panel, "show", "gone", NULL);
  g_assert_true (pp_threat_panel_select (PP_THREAT_PANEL (panel), gone->key));
  json_array_add_string_element (array, pack);
  json_node_init_array (packs, array);
  g_ptr_array_add (changes, pp_change_new_set (PP_RECORD_MODEL, pp_model_get_id (pp_history_get_model (history)),
                                               "disabledPacks", NULL, packs));
  g_assert_true (pp_history_apply (history, "Leave out", changes, NULL));
  pp_assessment_flush (assessment);
  silent = pp_assessment_list_items (assessment, NULL);
  for (guint i = 0; i < silent->len; i++)
    g_assert_false (((PpThreatItem *) g_ptr_array_index (silent, i))->gone);
}

/* An answer is a fact that a person stated, as one step, and settles what it was asked for. */
static void
test_answer (void)
{
  g_autoptr (PpHistory) history = inspector_fixture_make_history ();
  g_autoptr (PpAssessment) assessment = make_assessment (history);
  guint n_questions, n_left;
  g_autoptr (GPtrArray) questions = pp_assessment_list_questions (assessment, NULL, 10, &n_questions);
  g_autoptr (GPtrArray) left = NULL;
  const PpQuestion *question = NULL;
  g_autoptr (JsonNode) yes = json_node_init_boolean (json_node_alloc (), TRUE);
  PpElement *element;
  JsonNode *fact;

  for (guint i = 0; i < questions->len; i++)
    {
      const PpQuestion *one = g_ptr_array_index (questions, i);
      const PpFactDefinition *definition = pp_kinds_find_fact (pp_kinds_get_default (), one->property);

      if (i > 0)
        g_assert_cmpfloat (one->weight, <=, ((PpQuestion *) g_ptr_array_index (questions, i - 1))->weight);
      if (question == NULL && definition != NULL && definition->type == PP_FACT_TYPE_TRUTH)
        question = one;
    }
  g_assert_nonnull (question);
  g_assert_true (pp_triage_answer (history, question, yes, NULL));
  element = pp_model_lookup_element (pp_history_get_model (history), question->element);
  fact = json_object_get_member (pp_element_get_facts (element), question->property);
  g_assert_true (json_node_get_boolean (pp_fact_get_value (fact)));
  g_assert_cmpint (pp_fact_get_source (fact), ==, PP_FACT_SOURCE_PERSON);
  pp_assessment_flush (assessment);
  left = pp_assessment_list_questions (assessment, NULL, G_MAXUINT / 2, &n_left);
  for (guint i = 0; i < left->len; i++)
    {
      const PpQuestion *one = g_ptr_array_index (left, i);

      g_assert_false (g_str_equal (one->element, question->element)
                      && g_str_equal (one->property, question->property));
    }
  g_assert_true (pp_history_undo (history));
  g_assert_false (pp_history_can_undo (history));
}

static guint
count_asked (GtkWidget *list)
{
  guint n_rows = 0;

  while (gtk_list_box_get_row_at_index (GTK_LIST_BOX (find_part (list, "list")), (int) n_rows) != NULL)
    n_rows++;
  return n_rows;
}

/* Of an element with its flows no more is asked than can be read beside what was found there. */
static void
test_few_questions (void)
{
  g_autoptr (PpHistory) history = inspector_fixture_make_history ();
  g_autoptr (PpAssessment) assessment = make_assessment (history);
  PpAnalysis *analysis = pp_assessment_get_analysis (assessment);
  PpModel *model = pp_history_get_model (history);
  PpQuestionList *list = g_object_ref_sink (g_object_new (PP_TYPE_QUESTION_LIST, NULL));
  gboolean bounded = FALSE;

  for (guint i = 0; i < pp_model_get_n_records (model, PP_RECORD_NODE); i++)
    {
      PpScope scope = { PP_SCOPE_ASSET, pp_record_get_id (pp_model_peek_record (model, PP_RECORD_NODE, i)) };
      guint n_open = pp_question_list_show (list, assessment, &scope), n_rows = count_asked (GTK_WIDGET (list));
      guint n_found = pp_analysis_count_findings (analysis, &scope);

      g_assert_cmpuint (n_rows, <=, MIN (n_open, 10));
      g_assert_cmpuint (n_open > 0, ==, n_rows > 0);
      g_assert_true (n_rows <= 1 || n_rows + n_found <= 2 * pp_analysis_count_elements (analysis, &scope));
      bounded = bounded || n_rows < MIN (n_open, 10);
    }
  g_assert_true (bounded);
  g_assert_finalize_object (list);
}

static void
count_changes_cb (guint *count)
{
  (*count)++;
}

/* The list keeps its lines, and what is selected, where nothing is different. */
static void
test_keeps_lines (void)
{
  g_autoptr (PpHistory) history = inspector_fixture_make_history ();
  g_autoptr (PpAssessment) assessment = make_assessment (history);
  g_autoptr (GtkWidget) panel = g_object_ref_sink (g_object_new (PP_TYPE_THREAT_PANEL, NULL));
  g_autoptr (GPtrArray) before = pp_assessment_list_items (assessment, NULL);
  GListModel *rows = pp_threat_panel_get_rows (PP_THREAT_PANEL (panel));
  PpThreatItem *item = find_found (before);
  g_autofree char *key = g_strdup (item->key), *field = NULL;
  guint n_changes = 0;

  pp_threat_panel_set_assessment (PP_THREAT_PANEL (panel), assessment);
  g_assert_true (pp_threat_panel_select (PP_THREAT_PANEL (panel), key));
  g_signal_connect_swapped (rows, "items-changed", G_CALLBACK (count_changes_cb), &n_changes);
  g_assert_true (pp_history_set (history, "Describe", item->element, "description", NULL, NULL)
                 || !pp_history_can_undo (history));
  g_signal_emit_by_name (assessment, "changed");
  let_list_follow (assessment);
  g_assert_cmpuint (n_changes, ==, 0);
  g_assert_cmpstr (pp_threat_panel_get_selected (PP_THREAT_PANEL (panel))->key, ==, key);
  g_assert_true (pp_triage_decide (assessment, item, "Accepted", "So be it", NULL, NULL, NULL));
  let_list_follow (assessment);
  g_assert_cmpuint (n_changes, >, 0);
  g_assert_cmpuint (n_changes, <=, 3);
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
  g_test_add_func ("/app/threats/scope-of-diagram", test_scope_of_diagram);
  g_test_add_func ("/app/threats/scope-of-element", test_scope_of_element);
  g_test_add_func ("/app/threats/apply", test_apply);
  g_test_add_func ("/app/threats/record", test_record);
  g_test_add_func ("/app/threats/no-longer-found", test_no_longer_found);
  g_test_add_func ("/app/threats/answer", test_answer);
  g_test_add_func ("/app/threats/few-questions", test_few_questions);
  g_test_add_func ("/app/threats/keeps-lines", test_keeps_lines);
  g_test_add_func ("/app/threats/badges", test_badges);
  g_test_add_func ("/app/threats/show-element", test_show_element);
  return g_test_run ();
}
