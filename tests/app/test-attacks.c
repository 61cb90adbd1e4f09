/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>
#include <time.h>

#include "pp-canvas.h"
#include "pp-json.h"
#include "pp-path-line.h"
#include "pp-path-panel.h"
#include "pp-turn.h"

/* From a model to the paths in it, to what can be done about them, and back by undo. */

typedef struct {
  PpModel      *model;
  PpHistory    *history;
  PpAssessment *assessment;
} Fixture;

static const struct {
  PpRecordType type;
  const char  *id;
  const char  *record;
} records[] = {
  { PP_RECORD_NODE, "attacker", "{'kind':'threat-actor','name':'Thief'}" },
  { PP_RECORD_NODE, "shop", "{'kind':'host','name':'Shop'}" },
  { PP_RECORD_NODE, "orders", "{'kind':'store','name':'Orders','facts':{"
    "'sensitivity':{'value':3,'source':'person'},'credentials':{'value':false,'source':'person'}}}" },
  { PP_RECORD_EDGE, "browse", "{'kind':'attack','name':'Break in','source':'attacker','target':'shop',"
    "'techniques':['T1041'],'killChainPhases':['exfiltration']}" },
  { PP_RECORD_EDGE, "write", "{'kind':'data-flow','name':'write','source':'shop','target':'orders'}" },
  { PP_RECORD_EDGE, "exploit", "{'kind':'exploit','name':'Dump','source':'shop','target':'orders',"
    "'techniques':['T1190']}" },
  { PP_RECORD_EDGE, "knock", "{'kind':'data-flow','name':'knock','source':'attacker','target':'shop'}" },
  { PP_RECORD_THREAT, "t1", "{'element':'shop','title':'Injection','severity':'Critical','status':'Open'}" },
  { PP_RECORD_LAYOUT, "l", "{'title':'Shop','placements':{"
    "'attacker':{'x':0,'y':0,'width':100,'height':80},'shop':{'x':300,'y':0,'width':100,'height':80},"
    "'orders':{'x':600,'y':0,'width':100,'height':80},'browse':{},'write':{},'exploit':{},'knock':{}}}" },
};

static void
wait_until (gboolean (*is_so) (PpAttacks *attacks),
            PpAttacks *attacks)
{
  gint64 deadline = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;

  while (!is_so (attacks))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_main_context_iteration (NULL, TRUE);
    }
}

static gboolean
has_all (PpAttacks *attacks)
{
  return !pp_attacks_is_stale (attacks) && pp_attacks_get_plan (attacks) != NULL &&
         !pp_attacks_is_searching (attacks);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->model = pp_model_new ("m");
  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    {
      g_autofree char *text = g_strdelimit (g_strdup (records[i].record), "'", '"');
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) node = pp_json_parse (text, strlen (text), NULL, &error);

      g_assert_no_error (error);
      pp_model_add_record (self->model, records[i].type, records[i].id, node, &error);
      g_assert_no_error (error);
    }
  self->history = pp_history_new (self->model);
  self->assessment = pp_assessment_new (self->history);
  while (!pp_assessment_is_ready (self->assessment))
    g_main_context_iteration (NULL, TRUE);
  /* What it tells later on would begin every search again. */
  pp_assessment_flush (self->assessment);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_clear_object (&self->assessment);
  g_clear_object (&self->history);
  g_clear_object (&self->model);
}

static double
best_odds (PpAttacks *attacks)
{
  GPtrArray *paths = pp_attacks_get_paths (attacks);

  return paths->len > 0 ? ((PpAttackPath *) g_ptr_array_index (paths, 0))->odds : 0;
}

static void
test_answers (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr (PpAttacks) attacks = pp_attacks_new (self->assessment);
  double before, after;

  g_assert_false (pp_attacks_is_searching (attacks));
  pp_attacks_set_active (attacks, TRUE);
  g_assert_true (pp_attacks_is_searching (attacks));
  wait_until (has_all, attacks);
  g_assert_cmpuint (pp_attacks_get_paths (attacks)->len, >, 2);
  g_assert_cmpuint (pp_attacks_count_passing (attacks, "attacker"), ==, pp_attacks_get_paths (attacks)->len);
  g_assert_cmpuint (pp_attacks_count_passing (attacks, "browse"), <, pp_attacks_get_paths (attacks)->len);
  g_assert_false (pp_attacks_get_difference (attacks, &before, &after));

  pp_attacks_ask (attacks, "shop", "orders");
  wait_until (has_all, attacks);
  for (guint i = 0; i < pp_attacks_get_paths (attacks)->len; i++)
    g_assert_cmpstr (((PpAttackPath *) g_ptr_array_index (pp_attacks_get_paths (attacks), i))->source, ==, "shop");
  g_assert_false (pp_attacks_get_difference (attacks, &before, &after));

  pp_attacks_ask_blast (attacks, "shop");
  wait_until (has_all, attacks);
  g_assert_cmpuint (pp_attacks_get_blast (attacks)->len, >, 0);
}

/* The likeliest of what can be stated, applied: one step, better odds, and all back by undo. */
static void
test_apply (Fixture       *self,
            gconstpointer  data)
{
  g_autoptr (PpAttacks) attacks = pp_attacks_new (self->assessment);
  g_autoptr (JsonNode) original = pp_model_to_json (self->model);
  g_autoptr (JsonNode) undone = NULL;
  g_autoptr (GError) error = NULL;
  const PpMitigation *mitigation;
  double best, before, after;

  pp_attacks_ask (attacks, NULL, "shop");
  pp_attacks_set_active (attacks, TRUE);
  wait_until (has_all, attacks);
  best = best_odds (attacks);
  g_assert_cmpuint (pp_attacks_get_plan (attacks)->singles->len, >, 0);
  mitigation = g_ptr_array_index (pp_attacks_get_plan (attacks)->singles, 0);
  g_assert_cmpfloat (mitigation->best_after, <, best);
  after = mitigation->best_after;
  g_assert_true (pp_attacks_apply (attacks, mitigation, &error));
  g_assert_no_error (error);
  g_assert_true (pp_attacks_is_stale (attacks));
  g_assert_cmpuint (pp_model_get_n_records (self->model, PP_RECORD_CONTROL), ==, 1);
  wait_until (has_all, attacks);
  g_assert_cmpfloat_with_epsilon (best_odds (attacks), after, 1e-9);
  g_assert_true (pp_attacks_get_difference (attacks, &before, &after));
  g_assert_cmpfloat (before, ==, best);
  g_assert_cmpfloat (after, ==, best_odds (attacks));

  g_assert_true (pp_history_undo (self->history));
  g_assert_false (pp_history_can_undo (self->history));
  undone = pp_model_to_json (self->model);
  g_assert_true (json_node_equal (original, undone));
  wait_until (has_all, attacks);
  g_assert_cmpfloat (best_odds (attacks), ==, best);
}

/* What is being searched when the model changes is given up, and the old answers say so. */
static void
test_stale (Fixture       *self,
            gconstpointer  data)
{
  g_autoptr (PpAttacks) attacks = pp_attacks_new (self->assessment);
  g_autoptr (JsonNode) name = json_node_init_string (json_node_alloc (), "Order book");
  double before, after;

  pp_attacks_set_active (attacks, TRUE);
  wait_until (has_all, attacks);
  g_assert_true (pp_history_set (self->history, "Rename", "orders", "name", name, NULL));
  g_assert_true (pp_attacks_is_stale (attacks));
  g_assert_nonnull (pp_attacks_get_paths (attacks));
  wait_until (has_all, attacks);
  g_assert_false (pp_attacks_get_difference (attacks, &before, &after));

  pp_attacks_search_again (attacks);
  g_assert_true (pp_attacks_is_searching (attacks));
  pp_attacks_cancel (attacks);
  g_assert_false (pp_attacks_is_searching (attacks));
  g_assert_nonnull (pp_attacks_get_paths (attacks));
  pp_attacks_search_again (attacks);
  /* Whoever lets go in the middle of it is not waited for. */
  g_clear_object (&attacks);
  for (guint i = 0; i < 50; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }
}

static PpPathItem *
nth (PpPathPanel *panel,
     guint        position)
{
  g_autoptr (PpPathItem) item = g_list_model_get_item (pp_path_panel_get_rows (panel), position);

  return item;
}

static guint
count_marks (PpOverlay         *overlay,
             PpOverlayMarkType  type)
{
  GPtrArray *marks = pp_overlay_get_marks (overlay);
  guint count = 0;

  for (guint i = 0; i < marks->len; i++)
    count += ((PpOverlayMark *) g_ptr_array_index (marks, i))->type == type;
  return count;
}

static int
find_begin (GtkWidget  *line,
            const char *title)
{
  int height;

  gtk_widget_measure (line, GTK_ORIENTATION_VERTICAL, 400, &height, NULL, NULL, NULL);
  gtk_widget_size_allocate (line, &(GtkAllocation) { 0, 0, 400, height }, -1);
  for (GtkWidget *part = gtk_widget_get_first_child (line); part != NULL; part = gtk_widget_get_next_sibling (part))
    if (GTK_IS_LABEL (part) && g_str_equal (gtk_label_get_text (GTK_LABEL (part)), title))
      {
        graphene_rect_t bounds;

        g_assert_true (gtk_widget_compute_bounds (part, line, &bounds));
        return (int) bounds.origin.x;
      }
  g_assert_not_reached ();
}

/* Whether they are marked or not; what a mark measures here, without the style sheet, is a little less. */
static void
assert_lines_begin_together (PpPathPanel *panel)
{
  guint n_rows = g_list_model_get_n_items (pp_path_panel_get_rows (panel)), n_marked = 0;
  GtkWidget *line = g_object_ref_sink (pp_path_line_new ());

  for (guint i = 0; i < n_rows; i++)
    {
      pp_path_line_show (PP_PATH_LINE (line), nth (panel, i));
      g_assert_cmpint (find_begin (line, nth (panel, i)->title), >=, 20);
      g_assert_cmpint (find_begin (line, nth (panel, i)->title), <=, 40);
      n_marked += *nth (panel, i)->number != '\0';
    }
  g_assert_cmpuint (n_marked, >, 0);
  g_assert_cmpuint (n_marked, <, n_rows);
  g_object_unref (line);
}

static void
test_panel (Fixture       *self,
            gconstpointer  data)
{
  GtkWidget *window = gtk_window_new (), *widget = g_object_new (PP_TYPE_PATH_PANEL, NULL);
  PpPathPanel *panel = PP_PATH_PANEL (widget);
  GListModel *rows = pp_path_panel_get_rows (panel);
  gboolean numbered = FALSE, warned = FALSE;
  GPtrArray *steps;

  gtk_window_set_child (GTK_WINDOW (window), widget);
  pp_path_panel_set_assessment (panel, self->assessment);
  g_assert_null (pp_path_panel_get_overlay (panel));
  gtk_window_present (GTK_WINDOW (window));
  wait_until (has_all, pp_path_panel_get_attacks (panel));

  g_assert_cmpuint (g_list_model_get_n_items (rows), ==,
                    pp_attacks_get_paths (pp_path_panel_get_attacks (panel))->len);
  g_assert_true (g_str_has_prefix (nth (panel, 0)->title, "Thief → "));
  g_assert_nonnull (pp_path_panel_get_overlay (panel));
  steps = pp_overlay_get_steps (pp_path_panel_get_overlay (panel));
  for (guint i = 0; i < steps->len; i++)
    numbered = numbered || ((PpOverlayStep *) g_ptr_array_index (steps, i))->number == 1;
  g_assert_true (numbered);

  /* Somewhere exfiltration comes before initial access. */
  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (PpOverlay) overlay =
        pp_path_overlay_make (pp_path_panel_get_attacks (panel), PP_PATH_VIEW_PATHS, nth (panel, i));

      steps = pp_overlay_get_steps (overlay);
      for (guint j = 0; j < steps->len; j++)
        warned = warned || ((PpOverlayStep *) g_ptr_array_index (steps, j))->warns;
    }
  g_assert_true (warned);

  g_object_set (panel, "view", PP_PATH_VIEW_CHOKE_POINTS, NULL);
  g_assert_cmpuint (count_marks (pp_path_panel_get_overlay (panel), PP_OVERLAY_RING), ==,
                    g_list_model_get_n_items (rows));
  g_object_set (panel, "view", PP_PATH_VIEW_CUT, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (rows), >, 0);
  g_assert_cmpuint (count_marks (pp_path_panel_get_overlay (panel), PP_OVERLAY_CUT), ==,
                    g_list_model_get_n_items (rows));
  g_object_set (panel, "view", PP_PATH_VIEW_MITIGATIONS, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (rows), >, 0);
  assert_lines_begin_together (panel);
  g_assert_nonnull (nth (panel, 0)->mitigation);
  g_object_set (panel, "view", PP_PATH_VIEW_BLAST, NULL);
  g_assert_null (pp_path_panel_get_overlay (panel));
  pp_attacks_ask_blast (pp_path_panel_get_attacks (panel), "shop");
  wait_until (has_all, pp_path_panel_get_attacks (panel));
  g_assert_cmpuint (count_marks (pp_path_panel_get_overlay (panel), PP_OVERLAY_ORIGIN), ==, 1);
  g_assert_cmpuint (count_marks (pp_path_panel_get_overlay (panel), PP_OVERLAY_WAVE), ==,
                    g_list_model_get_n_items (rows));

  gtk_widget_set_visible (widget, FALSE);
  g_assert_null (pp_path_panel_get_overlay (panel));
  g_assert_false (pp_attacks_get_active (pp_path_panel_get_attacks (panel)));
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
says (GtkWidget  *widget,
      const char *text)
{
  gboolean found = GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), text);

  if (!gtk_widget_get_visible (widget))
    return FALSE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && !found;
       child = gtk_widget_get_next_sibling (child))
    found = says (child, text);
  return found;
}

static void
assert_lines_say_all (PpPathPanel *panel)
{
  GObject *list = gtk_widget_get_template_child (GTK_WIDGET (panel), PP_TYPE_PATH_PANEL, "list");
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (list));
  guint n_rows = g_list_model_get_n_items (pp_path_panel_get_rows (panel));

  g_assert_cmpuint (n_rows, >, 0);
  for (guint i = 0; i < n_rows; i++)
    {
      const PpPathItem *item = nth (panel, i);
      gboolean is_offered = item->mitigation != NULL && pp_mitigation_can_be_stated (item->mitigation);

      g_assert_nonnull (row);
      g_assert_true (says (row, item->title));
      g_assert_true (*item->subtitle == '\0' || says (row, item->subtitle));
      g_assert_true (*item->value == '\0' || says (row, item->value));
      g_assert_true (says (row, "Apply") == is_offered);
      row = gtk_widget_get_next_sibling (row);
    }
  g_assert_null (row);
}

/* From view to view lines stay and say something else; some come, or go. */
static void
test_lines (Fixture       *self,
            gconstpointer  data)
{
  static const PpPathView views[] = { PP_PATH_VIEW_PATHS, PP_PATH_VIEW_MITIGATIONS, PP_PATH_VIEW_CUT,
                                      PP_PATH_VIEW_MITIGATIONS, PP_PATH_VIEW_CHOKE_POINTS, PP_PATH_VIEW_PATHS };
  GtkWidget *window = gtk_window_new (), *widget = g_object_new (PP_TYPE_PATH_PANEL, NULL);
  PpPathPanel *panel = PP_PATH_PANEL (widget);
  PpPathItem *first = NULL;

  gtk_window_set_default_size (GTK_WINDOW (window), 800, 800);
  gtk_window_set_child (GTK_WINDOW (window), widget);
  pp_path_panel_set_assessment (panel, self->assessment);
  gtk_window_present (GTK_WINDOW (window));
  wait_until (has_all, pp_path_panel_get_attacks (panel));
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    {
      g_object_set (panel, "view", views[i], NULL);
      while (!pp_turn_is_over ())
        g_main_context_iteration (NULL, TRUE);
      g_assert_true (first == NULL || first == nth (panel, 0));
      first = nth (panel, 0);
      assert_lines_say_all (panel);
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

#define N_LARGE_NODES 1700
#define N_COLUMNS 42
/* Three frames: what was seen is one, and a busy machine may need longer for the same. In processor time of the
 * main thread. */
#define LONGEST_MS 50.0
#define FIRST_PICTURE_MS 250.0

/* 5,000 elements: hosts in rows, each with holes, that talk to their neighbours; a thief at one corner and
 * something dear at the other. */
static PpModel *
make_large_model (void)
{
  PpModel *model = pp_model_new ("large");
  g_autoptr (GString) layout = g_string_new ("{\"title\":\"Large\",\"placements\":{");

  for (guint i = 0; i < N_LARGE_NODES; i++)
    {
      g_autofree char *id = g_strdup_printf ("n%04u", i);
      g_autofree char *text = g_strdup_printf (
        "{\"kind\":\"%s\",\"name\":\"Host %u\",\"facts\":{\"sensitivity\":{\"value\":%u,\"source\":\"person\"}}}",
        i == 0 ? "threat-actor" : "host", i, i + 1 == N_LARGE_NODES ? 3 : 0);
      g_autoptr (JsonNode) node = pp_json_parse (text, strlen (text), NULL, NULL);

      pp_model_add_record (model, PP_RECORD_NODE, id, node, NULL);
      g_string_append_printf (layout, "%s\"%s\":{\"x\":%u,\"y\":%u,\"width\":100,\"height\":60}", i > 0 ? "," : "", id,
                              i % N_COLUMNS * 200, i / N_COLUMNS * 160);
    }
  for (guint i = 1; i < N_LARGE_NODES; i++)
    {
      g_autofree char *id = g_strdup_printf ("t%04u", i);
      g_autofree char *text = g_strdup_printf (
        "{\"element\":\"n%04u\",\"title\":\"A hole\",\"severity\":\"%s\",\"status\":\"Open\"}", i,
        i % 3 == 0 ? "Critical" : "High");
      g_autoptr (JsonNode) node = pp_json_parse (text, strlen (text), NULL, NULL);

      pp_model_add_record (model, PP_RECORD_THREAT, id, node, NULL);
    }
  for (guint i = 0; i < N_LARGE_NODES; i++)
    for (guint j = 0; j < 2; j++)
      {
        guint to = j == 0 ? i + 1 : i + N_COLUMNS;
        g_autofree char *id = g_strdup_printf ("e%04u-%u", i, j);
        g_autofree char *text = g_strdup_printf (
          "{\"kind\":\"data-flow\",\"source\":\"n%04u\",\"target\":\"n%04u\"}", i, to);
        g_autoptr (JsonNode) node = pp_json_parse (text, strlen (text), NULL, NULL);

        if (to >= N_LARGE_NODES)
          continue;
        pp_model_add_record (model, PP_RECORD_EDGE, id, node, NULL);
        g_string_append_printf (layout, ",\"%s\":{}", id);
      }
  g_string_append (layout, "}}");
  {
    g_autoptr (JsonNode) node = pp_json_parse (layout->str, layout->len, NULL, NULL);
    g_autoptr (GError) error = NULL;

    pp_model_add_record (model, PP_RECORD_LAYOUT, "l", node, &error);
    g_assert_no_error (error);
  }
  return model;
}

static double
main_thread_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

static void
picture_cb (PpPathPanel *panel,
            GParamSpec  *pspec,
            PpCanvas    *canvas)
{
  pp_canvas_set_overlay (canvas, pp_path_panel_get_overlay (panel));
}

static void
painted_cb (GdkFrameClock *clock,
            PpCanvas      *canvas)
{
  if (pp_canvas_get_overlay (canvas) != NULL)
    g_object_set_data (G_OBJECT (canvas), "painted", canvas);
}

/* With 5,000 elements no turn of the main loop is long, and the first path is seen soon: counted from the
 * question to the end of the frame that shows it. */
static void
test_large (void)
{
  g_autoptr (PpModel) model = make_large_model ();
  g_autoptr (PpHistory) history = pp_history_new (model);
  g_autoptr (PpAssessment) assessment = pp_assessment_new (history);
  GtkWidget *window = gtk_window_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *canvas = pp_canvas_new (), *panel = g_object_new (PP_TYPE_PATH_PANEL, NULL);
  double longest = 0, first = 0, start;
  PpAttacks *attacks;
  gint64 deadline;

  while (!pp_assessment_is_ready (assessment))
    g_main_context_iteration (NULL, TRUE);
  gtk_widget_set_vexpand (canvas, TRUE);
  gtk_box_append (GTK_BOX (box), canvas);
  gtk_box_append (GTK_BOX (box), panel);
  gtk_window_set_child (GTK_WINDOW (window), box);
  gtk_window_set_default_size (GTK_WINDOW (window), 1200, 900);
  pp_canvas_set_view (PP_CANVAS (canvas), history, pp_kinds_get_default (), "l");
  g_signal_connect (panel, "notify::overlay", G_CALLBACK (picture_cb), canvas);
  gtk_window_present (GTK_WINDOW (window));
  deadline = g_get_monotonic_time () + G_USEC_PER_SEC;
  while (g_get_monotonic_time () < deadline)
    g_main_context_iteration (NULL, FALSE);
  g_signal_connect (gtk_widget_get_frame_clock (canvas), "after-paint", G_CALLBACK (painted_cb), canvas);

  deadline = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;
  start = main_thread_ms ();
  pp_path_panel_set_assessment (PP_PATH_PANEL (panel), assessment);
  attacks = pp_path_panel_get_attacks (PP_PATH_PANEL (panel));
  while (!has_all (attacks) || first == 0)
    {
      double turn = main_thread_ms ();

      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (200);
      longest = MAX (longest, main_thread_ms () - turn);
      if (first == 0 && g_object_get_data (G_OBJECT (canvas), "painted") != NULL)
        first = main_thread_ms () - start;
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
    }
  g_assert_cmpuint (pp_attacks_get_paths (attacks)->len, ==, PP_ATTACKS_N_PATHS);
  g_test_message ("first path painted after %.0f ms of the main thread, longest turn %.1f ms", first, longest);
  g_assert_cmpfloat (first, <, FIRST_PICTURE_MS);
  g_assert_cmpfloat (longest, <, LONGEST_MS);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add ("/app/attacks/answers", Fixture, NULL, set_up, test_answers, tear_down);
  g_test_add ("/app/attacks/apply", Fixture, NULL, set_up, test_apply, tear_down);
  g_test_add ("/app/attacks/stale", Fixture, NULL, set_up, test_stale, tear_down);
  g_test_add_func ("/app/attacks/large", test_large);
  g_test_add ("/app/attacks/panel", Fixture, NULL, set_up, test_panel, tear_down);
  g_test_add ("/app/attacks/lines", Fixture, NULL, set_up, test_lines, tear_down);
  return g_test_run ();
}
