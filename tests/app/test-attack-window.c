/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "inspector-fixture.h"

#include <time.h>

#include "pp-attack-table.h"
#include "pp-attack-window.h"
#include "pp-json.h"
#include "pp-matrix-view.h"

static PpAssessment *
make_assessment (Fixture *self)
{
  PpAssessment *assessment = pp_assessment_new (self->history);

  while (!pp_assessment_is_ready (assessment))
    g_main_context_iteration (NULL, TRUE);
  return assessment;
}

static GtkWidget *
open_window (Fixture      *self,
             PpAssessment *assessment)
{
  GtkWidget *window = pp_attack_window_new (GTK_WINDOW (self->window), assessment);

  gtk_window_present (GTK_WINDOW (window));
  inspector_fixture_settle ();
  return window;
}

static void
close_window (GtkWidget *window)
{
  gtk_window_destroy (GTK_WINDOW (window));
  inspector_fixture_settle ();
}

static void
remember_cb (GtkWidget           *window,
             const char * const  *ids,
             char               **remembered)
{
  g_free (*remembered);
  *remembered = g_strjoinv (",", (char **) ids);
}

/* The drawn attack of the fixture names T1528: its cell lights up the attack. */
static void
test_cell_lights_up_elements (Fixture       *self,
                              gconstpointer  data)
{
  g_autoptr (PpAssessment) assessment = make_assessment (self);
  GtkWidget *window = open_window (self, assessment);
  PpMatrixView *matrix = PP_MATRIX_VIEW (find_part (window, "matrix"));
  g_autofree char *remembered = NULL, *described = NULL;

  g_signal_connect (window, "show-elements", G_CALLBACK (remember_cb), &remembered);
  g_assert_true (pp_matrix_view_select (matrix, "T1528"));
  g_signal_emit_by_name (matrix, "activated", "T1528");
  g_assert_nonnull (remembered);
  /* The attack is found as a threat to what it is drawn at, and counts once. */
  g_assert_cmpstr (remembered, ==, "api");
  described = pp_matrix_view_describe (pp_heat_map_find (pp_attack_window_get_map (PP_ATTACK_WINDOW (window)), "T1528"));
  g_assert_true (g_str_has_prefix (described, "T1528 Steal Application Access Token · 1 threat, 1 open"));
  close_window (window);
}

/* The identifier is what is followed to the catalogue, the name is the heading; neither is said again. */
static void
test_detail_says_it_once (Fixture       *self,
                          gconstpointer  data)
{
  g_autoptr (PpAssessment) assessment = make_assessment (self);
  GtkWidget *window = open_window (self, assessment);

  g_assert_true (pp_matrix_view_select (PP_MATRIX_VIEW (find_part (window, "matrix")), "T1001"));
  g_assert_cmpuint (count_labels (find_part (window, "detail"), "Data Obfuscation"), ==, 1);
  g_assert_cmpuint (count_labels (find_part (window, "detail"), "T1001"), ==, 1);
  g_assert_cmpuint (count_labels (find_part (window, "detail"), "Not in the model"), ==, 1);
  close_window (window);
}

static void
test_only_what_is_used (Fixture       *self,
                        gconstpointer  data)
{
  g_autoptr (PpAssessment) assessment = make_assessment (self);
  GtkWidget *window = open_window (self, assessment);
  PpMatrixView *matrix = PP_MATRIX_VIEW (find_part (window, "matrix"));

  g_assert_true (pp_matrix_view_select (matrix, "T1001"));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find_part (window, "only_used")), TRUE);
  g_assert_false (pp_matrix_view_select (matrix, "T1001"));
  g_assert_true (pp_matrix_view_select (matrix, "T1528"));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (find_part (window, "matrix_choice")), PP_MATRIX_ATLAS);
  g_assert_false (pp_matrix_view_select (matrix, "T1528"));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find_part (window, "only_used")), FALSE);
  g_assert_true (pp_matrix_view_select (matrix, "AML.T0051"));
  close_window (window);
}

static void
refer_to_phishing (Fixture      *self,
                   PpAssessment *assessment)
{
  const char *text = "[\"T1566\"]";
  g_autoptr (JsonNode) references = pp_json_parse (text, strlen (text), NULL, NULL);

  g_assert_true (pp_history_set (self->history, "Change References", "threat-1", "references", references, NULL));
  pp_assessment_flush (assessment);
}

/* The map follows the model. */
static void
test_follows_the_model (Fixture       *self,
                        gconstpointer  data)
{
  g_autoptr (PpAssessment) assessment = make_assessment (self);
  GtkWidget *window = open_window (self, assessment);

  g_assert_cmpuint (pp_heat_map_find (pp_attack_window_get_map (PP_ATTACK_WINDOW (window)), "T1566")->n_threats, ==, 0);
  refer_to_phishing (self, assessment);
  inspector_fixture_settle ();
  g_assert_cmpuint (pp_heat_map_find (pp_attack_window_get_map (PP_ATTACK_WINDOW (window)), "T1566")->n_open, ==, 1);
  close_window (window);
}

static int
get_width (PpMatrixView *matrix)
{
  int width;

  gtk_widget_measure (GTK_WIDGET (matrix), GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  return width;
}

/* Who has text twice as large reads the names of the techniques, too. */
static void
test_cells_grow_with_the_text (Fixture       *self,
                               gconstpointer  data)
{
  g_autoptr (PpAssessment) assessment = make_assessment (self);
  GtkWidget *window = open_window (self, assessment);
  PpMatrixView *matrix = PP_MATRIX_VIEW (find_part (window, "matrix"));
  GtkSettings *settings = gtk_settings_get_default ();
  int before = get_width (matrix);
  int dpi;

  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  g_object_set (settings, "gtk-xft-dpi", 2 * dpi, NULL);
  g_assert_cmpint (get_width (matrix), >, before * 3 / 2);
  g_object_set (settings, "gtk-xft-dpi", dpi, NULL);
  g_assert_cmpint (get_width (matrix), ==, before);
  close_window (window);
}

static guint
count_text_nodes (GskRenderNode *node)
{
  guint n_nodes = 0;

  if (gsk_render_node_get_node_type (node) == GSK_TEXT_NODE)
    return 1;
  if (gsk_render_node_get_node_type (node) == GSK_TRANSFORM_NODE)
    return count_text_nodes (gsk_transform_node_get_child (node));
  if (gsk_render_node_get_node_type (node) == GSK_ROUNDED_CLIP_NODE)
    return count_text_nodes (gsk_rounded_clip_node_get_child (node));
  if (gsk_render_node_get_node_type (node) == GSK_CONTAINER_NODE)
    for (guint i = 0; i < gsk_container_node_get_n_children (node); i++)
      n_nodes += count_text_nodes (gsk_container_node_get_child (node, i));
  return n_nodes;
}

/* Returns: how many words are drawn */
static guint
count_texts (PpMatrixView *matrix)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GskRenderNode *node = NULL;
  guint n_texts;

  GTK_WIDGET_GET_CLASS (matrix)->snapshot (GTK_WIDGET (matrix), snapshot);
  node = gtk_snapshot_free_to_node (snapshot);
  n_texts = count_text_nodes (node);
  gsk_render_node_unref (node);
  return n_texts;
}

/* A full matrix takes more than a frame to be drawn for the first time. */
static void
test_cells_come_by_column (Fixture       *self,
                           gconstpointer  data)
{
  g_autoptr (PpAssessment) assessment = make_assessment (self);
  GtkWidget *window = open_window (self, assessment);
  PpMatrixView *matrix = PP_MATRIX_VIEW (find_part (window, "matrix"));
  GtkDropDown *choice = GTK_DROP_DOWN (find_part (window, "matrix_choice"));
  guint n_texts = count_texts (matrix);

  gtk_drop_down_set_selected (choice, PP_MATRIX_ATLAS);
  inspector_fixture_settle ();
  gtk_drop_down_set_selected (choice, PP_MATRIX_ENTERPRISE);
  g_assert_cmpuint (count_texts (matrix) * 3, <, n_texts * 2);
  inspector_fixture_settle ();
  g_assert_cmpuint (count_texts (matrix), ==, n_texts);
  close_window (window);
}

/* An edit changes what cells tell; none of them goes for a while. */
static void
test_cells_stay (Fixture       *self,
                 gconstpointer  data)
{
  g_autoptr (PpAssessment) assessment = make_assessment (self);
  GtkWidget *window = open_window (self, assessment);
  PpMatrixView *matrix = PP_MATRIX_VIEW (find_part (window, "matrix"));
  guint n_texts = count_texts (matrix);

  refer_to_phishing (self, assessment);
  while (pp_heat_map_find (pp_attack_window_get_map (PP_ATTACK_WINDOW (window)), "T1566")->n_open == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (count_texts (matrix), >=, n_texts);
  close_window (window);
}

static gboolean
shows_words (GtkWidget *widget)
{
  gboolean shows = GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && !shows;
       child = gtk_widget_get_next_sibling (child))
    shows = shows_words (child);
  return shows;
}

static void
test_detail_follows_the_matrix (Fixture       *self,
                                gconstpointer  data)
{
  g_autoptr (PpAssessment) assessment = make_assessment (self);
  GtkWidget *window = pp_attack_window_new (GTK_WINDOW (self->window), assessment);
  PpMatrixView *matrix = PP_MATRIX_VIEW (find_part (window, "matrix"));
  GtkWidget *detail = find_part (window, "detail");

  gtk_window_present (GTK_WINDOW (window));
  while (pp_matrix_view_get_technique (matrix) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (shows_words (detail));
  inspector_fixture_settle ();
  g_assert_true (shows_words (detail));
  close_window (window);
}

static gboolean
press (PpMatrixView *matrix,
       guint         key)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (matrix));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      gboolean handled = FALSE;

      if (!GTK_IS_EVENT_CONTROLLER_KEY (controller))
        continue;
      g_signal_emit_by_name (controller, "key-pressed", key, 0, 0, &handled);
      return handled;
    }
  g_assert_not_reached ();
}

static void
test_keyboard (Fixture       *self,
               gconstpointer  data)
{
  g_autoptr (PpAssessment) assessment = make_assessment (self);
  GtkWidget *window = open_window (self, assessment);
  PpMatrixView *matrix = PP_MATRIX_VIEW (find_part (window, "matrix"));
  g_autofree char *first = NULL;
  g_autofree char *remembered = NULL;

  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (matrix), GTK_ACCESSIBLE_ROLE_GRID);
  first = g_strdup (pp_matrix_view_get_technique (matrix));
  g_assert_true (press (matrix, GDK_KEY_Down));
  g_assert_cmpstr (pp_matrix_view_get_technique (matrix), !=, first);
  g_assert_true (press (matrix, GDK_KEY_Up));
  g_assert_cmpstr (pp_matrix_view_get_technique (matrix), ==, first);
  g_assert_true (press (matrix, GDK_KEY_Right) && press (matrix, GDK_KEY_End) && press (matrix, GDK_KEY_Home));
  g_assert_cmpstr (pp_matrix_view_get_technique (matrix), !=, first);
  g_assert_false (press (matrix, GDK_KEY_Tab));
  g_signal_connect (window, "show-elements", G_CALLBACK (remember_cb), &remembered);
  g_assert_true (pp_matrix_view_select (matrix, "T1528"));
  g_assert_true (press (matrix, GDK_KEY_Return));
  g_assert_nonnull (remembered);
  close_window (window);
}

static const char *
click_at (PpMatrixView *matrix,
          double        x)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (matrix));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE_CLICK (controller))
        g_signal_emit_by_name (controller, "pressed", 1, x, 60.0);
    }
  return pp_matrix_view_get_technique (matrix);
}

/* Where people read to the left, the first tactic is on the right, and the keys go where they point. */
static void
test_read_to_the_left (Fixture       *self,
                       gconstpointer  data)
{
  g_autoptr (PpAssessment) assessment = make_assessment (self);
  GtkWidget *window = open_window (self, assessment);
  PpMatrixView *matrix = PP_MATRIX_VIEW (find_part (window, "matrix"));
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  int width = get_width (matrix);

  gtk_widget_allocate (GTK_WIDGET (matrix), width, 1000, -1, NULL);
  first = g_strdup (click_at (matrix, 10));
  second = g_strdup (click_at (matrix, 160));
  g_assert_cmpstr (first, !=, second);
  gtk_widget_set_direction (GTK_WIDGET (matrix), GTK_TEXT_DIR_RTL);
  g_assert_cmpstr (click_at (matrix, width - 10), ==, first);
  g_assert_cmpstr (click_at (matrix, width - 160), ==, second);
  g_assert_true (press (matrix, GDK_KEY_Right));
  g_assert_cmpstr (pp_matrix_view_get_technique (matrix), ==, first);
  close_window (window);
}

static void
test_group_is_chosen (Fixture       *self,
                      gconstpointer  data)
{
  g_autoptr (PpAssessment) assessment = make_assessment (self);
  GtkWidget *window = open_window (self, assessment);
  GtkWidget *view = find_part (window, "groups");
  GtkSelectionModel *groups = gtk_column_view_get_model (GTK_COLUMN_VIEW (view));
  GtkSingleSelection *selection = GTK_SINGLE_SELECTION (groups);
  g_autofree char *chosen = NULL;

  /* They are listed when somebody looks. */
  gtk_stack_set_visible_child_name (GTK_STACK (gtk_widget_get_ancestor (view, GTK_TYPE_STACK)), "groups");
  inspector_fixture_settle ();
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (groups)), >, 100);
  g_assert_null (gtk_single_selection_get_selected_item (selection));
  gtk_single_selection_set_selected (selection, 90);
  chosen = g_strdup (pp_attack_row_get_id (gtk_single_selection_get_selected_item (selection)));

  /* All rows are made anew, and the choice stays. */
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find_part (window, "only_used")), TRUE);
  inspector_fixture_settle ();
  g_assert_nonnull (gtk_single_selection_get_selected_item (selection));
  g_assert_cmpstr (pp_attack_row_get_id (gtk_single_selection_get_selected_item (selection)), ==, chosen);
  close_window (window);
}

static void
collect_rows (GtkWidget *widget,
              GPtrArray *rows)
{
  if (ADW_IS_ACTION_ROW (widget))
    g_ptr_array_add (rows, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_rows (child, rows);
}

static GPtrArray *
list_rows_of (GtkWidget  *window,
              const char *technique)
{
  GPtrArray *rows = g_ptr_array_new ();

  g_assert_true (pp_matrix_view_select (PP_MATRIX_VIEW (find_part (window, "matrix")), technique));
  inspector_fixture_settle ();
  collect_rows (find_part (window, "detail"), rows);
  return rows;
}

/* Rows come a few at a time, and those that are there are used again. */
static void
test_detail_has_all_rows (Fixture       *self,
                          gconstpointer  data)
{
  g_autoptr (PpAssessment) assessment = make_assessment (self);
  GtkWidget *window = open_window (self, assessment);
  PpHeatMap *map = pp_attack_window_get_map (PP_ATTACK_WINDOW (window));
  PpHeatTechnique *drawn = pp_heat_map_find (map, "T1528"), *other = pp_heat_map_find (map, "T1190");
  g_autoptr (GPtrArray) of_drawn = NULL, of_other = NULL;

  g_assert_cmpuint (other->mitigations->len, >, 5);
  of_other = list_rows_of (window, "T1190");
  g_assert_cmpuint (of_other->len, ==, other->n_threats + other->mitigations->len);
  of_drawn = list_rows_of (window, "T1528");
  g_assert_cmpuint (drawn->n_threats, >, 0);
  g_assert_cmpuint (of_drawn->len, ==, drawn->n_threats + drawn->mitigations->len);
  g_assert_true (gtk_list_box_row_get_activatable (g_ptr_array_index (of_drawn, 0)));
  g_assert_true (g_ptr_array_index (of_drawn, drawn->n_threats)
                 == g_ptr_array_index (of_other, other->n_threats));
  g_assert_false (gtk_list_box_row_get_activatable (g_ptr_array_index (of_drawn, drawn->n_threats)));
  close_window (window);
}

#define ADD(name, function) \
  g_test_add ("/app/attack-window/" name, Fixture, NULL, inspector_fixture_set_up, function, \
              inspector_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv);
  adw_init ();

  ADD ("text-size", test_cells_grow_with_the_text);
  ADD ("cell-lights-up-elements", test_cell_lights_up_elements);
  ADD ("detail-says-it-once", test_detail_says_it_once);
  ADD ("only-used", test_only_what_is_used);
  ADD ("follows-the-model", test_follows_the_model);
  ADD ("cells-come-by-column", test_cells_come_by_column);
  ADD ("cells-stay", test_cells_stay);
  ADD ("detail-follows-the-matrix", test_detail_follows_the_matrix);
  ADD ("keyboard", test_keyboard);
  ADD ("read-to-the-left", test_read_to_the_left);
  ADD ("group", test_group_is_chosen);
  ADD ("detail-has-all-rows", test_detail_has_all_rows);

  return g_test_run ();
}
