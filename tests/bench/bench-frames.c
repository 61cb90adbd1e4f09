/* SPDX-License-Identifier: GPL-3.0-or-later */

/* CPU milliseconds of the longest turn of the main loop while the window is at work on a large model:
 * 5,000 elements, some 3,000 open threats, controls and markings. What GTK takes to lay out, draw and paint a
 * frame is told apart, because it grows with the size of the window and not with the model. Steps whose names
 * begin with "floor" show nothing of ours: what the libraries take for the first window of a process, for
 * another one, for one before the window with the model, which loses the focus and is drawn anew, to move the
 * focus in that window, for an editor of text, and for a list of labels.
 *
 *   bench-frames [FILE | - [STEP…]]
 *
 * With BENCH_TURNS in the environment each turn that is not short is told with the times of the monotonic clock
 * between which it ran, so that a profile (perf record -k CLOCK_MONOTONIC) can say what it did. */

#include <time.h>

#include "pp-application.h"
#include "pp-edit.h"
#include "pp-editor.h"
#include "pp-format.h"
#include "pp-marking.h"
#include "pp-memory.h"
#include "pp-path-panel.h"
#include "pp-random-model.h"
#include "pp-report-task.h"
#include "pp-threat-panel.h"
#include "pp-window.h"

#include <gtksourceview/gtksource.h>

#define N_NODES 2000
#define N_FLOWS 3000
#define N_CONTROLS 300
/* So long must nothing happen for a step to be over; a blinking cursor is nothing. */
#define QUIET_MS 250
#define WORK_MS 3.0
#define TOLD_MS 6.0
#define STEP_LIMIT_S 20

typedef struct {
  PpApplication *application;
  PpDocument    *document;
  PpHistory     *history;
  PpWindow      *window;     /* NULL until it is made */
} Bench;

typedef struct {
  const char *name;
  void      (*run) (Bench *bench);
} Step;

static struct {
  GPollFunc poll_before;
  const char *step;
  double    began_ms;
  gint64    began_us;
  double    longest_ms;        /* of turns that paint nothing */
  double    longest_frame_ms;  /* of turns that paint */
  gint64    busy_until_us;     /* when something last took a while */
  gboolean  paints;
} turns;

static double
cpu_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

static void
tell (double turn_ms)
{
  if (turn_ms > TOLD_MS && g_getenv ("BENCH_TURNS") != NULL)
    g_printerr ("TURN %s %s %.1f %.6f %.6f\n", turns.step, turns.paints ? "frame" : "turn", turn_ms,
                turns.began_us / 1e6, g_get_monotonic_time () / 1e6);
}

static void
begin_turn (void)
{
  turns.began_ms = cpu_ms ();
  turns.began_us = g_get_monotonic_time ();
}

/* Between two polls the main loop is at work. */
static int
timed_poll (GPollFD *fds,
            guint    n_fds,
            int      timeout)
{
  double turn_ms = cpu_ms () - turns.began_ms;
  int result;

  if (turns.paints)
    turns.longest_frame_ms = MAX (turns.longest_frame_ms, turn_ms);
  else
    turns.longest_ms = MAX (turns.longest_ms, turn_ms);
  if (turn_ms > WORK_MS)
    turns.busy_until_us = g_get_monotonic_time ();
  tell (turn_ms);
  turns.paints = FALSE;
  result = turns.poll_before (fds, n_fds, timeout);
  begin_turn ();
  return result;
}

static void
paints_cb (void)
{
  turns.paints = TRUE;
}

static void
watch_clock (GtkWidget *widget)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);

  if (clock != NULL && g_object_get_data (G_OBJECT (clock), "bench-watched") == NULL)
    {
      g_object_set_data (G_OBJECT (clock), "bench-watched", clock);
      g_signal_connect (clock, "before-paint", G_CALLBACK (paints_cb), NULL);
    }
}

static void
watch_windows (GListModel *windows)
{
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (gtk_widget_get_realized (window))
        watch_clock (window);
      else
        g_signal_connect (window, "realize", G_CALLBACK (watch_clock), NULL);
    }
}

static gboolean
tick_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}


static GtkWidget *
find_widget (GtkWidget  *widget,
             const char *type_name)
{
  GtkWidget *found = NULL;

  if (g_str_equal (G_OBJECT_TYPE_NAME (widget), type_name))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_widget (child, type_name);
  return found;
}

static GtkWidget *
find_in_windows (Bench      *bench,
                 const char *type_name)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();
  GtkWidget *found = NULL;

  for (GList *l = windows; l != NULL && found == NULL; l = l->next)
    found = find_widget (l->data, type_name);
  if (found == NULL)
    g_error ("There is no %s", type_name);
  return found;
}

/* Threads may be at work although the main loop is quiet. */
static gboolean
is_at_work (Bench *bench)
{
  PpDocument *document = bench->window != NULL ? pp_window_get_document (bench->window) : NULL;
  PpAttacks *attacks;

  if (g_get_monotonic_time () < turns.busy_until_us + QUIET_MS * 1000)
    return TRUE;
  if (document == NULL)
    return FALSE;
  attacks = pp_path_panel_get_attacks (PP_PATH_PANEL (find_in_windows (bench, "PpPathPanel")));
  return !pp_assessment_is_ready (pp_document_get_assessment (document))
         || (pp_attacks_get_active (attacks) && pp_attacks_is_searching (attacks));
}

static void
settle (Bench *bench)
{
  gint64 deadline = g_get_monotonic_time () + STEP_LIMIT_S * G_USEC_PER_SEC;

  while (is_at_work (bench) && g_get_monotonic_time () < deadline)
    g_main_context_iteration (NULL, TRUE);
}

static void
activate (Bench      *bench,
          const char *action)
{
  if (!gtk_widget_activate_action (GTK_WIDGET (bench->window), action, NULL))
    g_error ("There is no action %s", action);
}

static void
close_others (Bench *bench)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (l->data != bench->window)
      gtk_window_destroy (l->data);
}

/* --- Steps -------------------------------------------------------------------------------------- */

static void
show_plain_window (Bench *bench)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), gtk_label_new ("Nothing"));
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 900);
  gtk_window_present (GTK_WINDOW (window));
}

static void
show_plain_source (Bench *bench)
{
  GtkWidget *window = adw_window_new ();

  adw_window_set_content (ADW_WINDOW (window), gtk_source_view_new ());
  gtk_window_present (GTK_WINDOW (window));
}

static void
set_up_row (GtkSignalListItemFactory *factory,
            GtkListItem              *item)
{
  gtk_list_item_set_child (item, gtk_label_new ("Nothing"));
}

static void
show_plain_list (Bench *bench)
{
  GtkWidget *window = adw_window_new (), *scrolled = gtk_scrolled_window_new ();
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkStringList *strings = gtk_string_list_new (NULL);

  for (guint i = 0; i < N_FLOWS; i++)
    gtk_string_list_append (strings, "Nothing");
  g_signal_connect (factory, "setup", G_CALLBACK (set_up_row), NULL);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled),
                                 gtk_list_view_new (GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (strings))),
                                                    factory));
  adw_window_set_content (ADW_WINDOW (window), scrolled);
  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 300);
  gtk_window_present (GTK_WINDOW (window));
}

static void
new_window (Bench *bench)
{
  bench->window = PP_WINDOW (pp_window_new (bench->application));
  gtk_window_set_default_size (GTK_WINDOW (bench->window), 1280, 900);
  g_object_set (bench->window, "show-threats", TRUE, NULL);
}

static void
show_window (Bench *bench)
{
  gtk_window_present (GTK_WINDOW (bench->window));
}

static void
prepared_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Bench *bench = user_data;

  g_assert_true (pp_canvas_prepare_finish (PP_CANVAS (find_in_windows (bench, "PpCanvas")), result,
                                           pp_document_get_model (bench->document)));
  pp_window_set_document (bench->window, bench->document);
}

/* From one button of the header bar to the next. */
static void
move_focus (Bench *bench)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (bench->window));
  GtkWidget *bar = find_widget (GTK_WIDGET (bench->window), "AdwHeaderBar");

  if (focus == NULL || !gtk_widget_is_ancestor (focus, bar))
    gtk_widget_child_focus (bar, GTK_DIR_TAB_FORWARD);
  gtk_widget_child_focus (bar, GTK_DIR_TAB_FORWARD);
}

/* As a window does when a file has been read. */
static void
first_look (Bench *bench)
{
  PpModel *model = pp_document_get_model (bench->document);
  g_autofree char *layout_id = pp_editor_dup_first_layout (model);

  pp_canvas_prepare_async (PP_CANVAS (find_in_windows (bench, "PpCanvas")), model, pp_kinds_get_default (), layout_id,
                           NULL, prepared_cb, bench);
  while (pp_window_get_document (bench->window) == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
edit (Bench *bench)
{
  static guint n_edits;
  PpModel *model = pp_history_get_model (bench->history);
  PpRecord *record = pp_model_peek_record (model, PP_RECORD_NODE, n_edits * 31);
  g_autoptr (JsonNode) value = json_node_init_boolean (json_node_alloc (), n_edits % 2 == 0);
  g_autoptr (JsonNode) fact = pp_fact_new (value, PP_FACT_SOURCE_PERSON, NULL);
  g_autoptr (GError) error = NULL;

  pp_history_set (bench->history, "Edit", pp_record_get_id (record), "facts/encrypted", fact, &error);
  g_assert_no_error (error);
  n_edits++;
}

static void
group_by_category (Bench *bench)
{
  g_object_set (find_in_windows (bench, "PpThreatPanel"), "group-by", "category", NULL);
}

static void
group_by_element (Bench *bench)
{
  g_object_set (find_in_windows (bench, "PpThreatPanel"), "group-by", "element", NULL);
}

static void
show_all (Bench *bench)
{
  g_object_set (find_in_windows (bench, "PpThreatPanel"), "show", "all", NULL);
}

static void
heard_cb (gboolean *heard)
{
  *heard = TRUE;
}

/* Choices that drop down have search entries as well, so this one is asked for by its name. It tells of a change
 * only when the typist pauses. */
static void
search_threats_for (Bench      *bench,
                    const char *text)
{
  GtkWidget *panel = find_in_windows (bench, "PpThreatPanel");
  GObject *entry = gtk_widget_get_template_child (panel, PP_TYPE_THREAT_PANEL, "search");
  gboolean heard = FALSE;

  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (entry)));
  g_signal_connect_swapped (entry, "search-changed", G_CALLBACK (heard_cb), &heard);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  while (!heard)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handlers_disconnect_by_data (entry, &heard);
}

static void
search_threats (Bench *bench)
{
  search_threats_for (bench, "node");
}

static void
clear_search (Bench *bench)
{
  search_threats_for (bench, "");
}

static void
show_questions (Bench *bench)
{
  GtkWidget *list = find_in_windows (bench, "PpQuestionList");
  GtkWidget *stack = gtk_widget_get_ancestor (list, GTK_TYPE_STACK);

  gtk_stack_set_visible_child_name (GTK_STACK (stack), "questions");
}

static void
show_threats (Bench *bench)
{
  activate (bench, "win.focus-threats");
}

static void
show_paths (Bench *bench)
{
  activate (bench, "win.focus-paths");
}

static void
show_choke_points (Bench *bench)
{
  g_object_set (find_in_windows (bench, "PpPathPanel"), "view", PP_PATH_VIEW_CHOKE_POINTS, NULL);
}

static void
show_cut (Bench *bench)
{
  g_object_set (find_in_windows (bench, "PpPathPanel"), "view", PP_PATH_VIEW_CUT, NULL);
}

static void
show_mitigations (Bench *bench)
{
  g_object_set (find_in_windows (bench, "PpPathPanel"), "view", PP_PATH_VIEW_MITIGATIONS, NULL);
}

static void
show_blast (Bench *bench)
{
  const char *ids[] = { "node-00001", NULL };

  pp_selection_set (pp_canvas_get_selection (PP_CANVAS (find_in_windows (bench, "PpCanvas"))), ids, 1);
  activate (bench, "win.blast-radius");
}

static void
show_matrix (Bench *bench)
{
  activate (bench, "win.attack");
}

static void
show_controls (Bench *bench)
{
  activate (bench, "win.controls");
}

static void
choose_threat (Bench *bench)
{
  gtk_popover_popup (GTK_POPOVER (find_in_windows (bench, "PpRecordChooser")));
}

static void
show_rules (Bench *bench)
{
  activate (bench, "win.rules");
}

static void
show_release (Bench *bench)
{
  activate (bench, "win.release");
}

static void
show_report (Bench *bench)
{
  activate (bench, "win.report");
}

/* What the main loop has to do before a thread can write. */
static void
write_report (Bench *bench)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "bench-frames.md", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  PpReportOrder order = { .file = file, .format = PP_REPORT_MARKDOWN };

  pp_report_write_async (pp_history_get_model (bench->history), &order, NULL, NULL, NULL, NULL, NULL);
}

static void
save (Bench *bench)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "bench-frames.parapet", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  pp_document_save_async (pp_window_get_document (bench->window), file, NULL, PP_DOCUMENT_SAVE_OVERWRITE, NULL, NULL,
                          NULL);
}

static void
accept (Bench *bench)
{
  GtkWidget *panel = find_in_windows (bench, "PpThreatPanel");
  GListModel *rows = pp_threat_panel_get_rows (PP_THREAT_PANEL (panel));

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (GtkTreeListRow) row = g_list_model_get_item (rows, i);
      g_autoptr (GObject) item = gtk_tree_list_row_get_item (row);

      if (!PP_IS_THREAT_ITEM (item))
        continue;
      pp_threat_panel_select (PP_THREAT_PANEL (panel), ((PpThreatItem *) item)->key);
      break;
    }
  gtk_widget_activate_action (panel, "threats.accept", NULL);
}

static void
show_properties (Bench *bench)
{
  activate (bench, "win.model-properties");
}

static void
find (Bench *bench)
{
  activate (bench, "win.find");
}

static void
find_word (Bench *bench)
{
  GtkWidget *entry = find_widget (find_in_windows (bench, "PpFinder"), "GtkSearchEntry");

  gtk_editable_set_text (GTK_EDITABLE (entry), "node");
}

static void
select_element (Bench *bench)
{
  const char *ids[] = { "node-00007", NULL };

  gtk_popover_popdown (GTK_POPOVER (find_in_windows (bench, "PpFinder")));
  pp_selection_set (pp_canvas_get_selection (PP_CANVAS (find_in_windows (bench, "PpCanvas"))), ids, 1);
}

static void
mark (Bench *bench)
{
  g_autoptr (PpMarking) marking = pp_marking_new ();
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) error = NULL;

  pp_marking_set_level (marking, PP_MARKING_TLP, "RED");
  node = pp_marking_to_json (marking);
  pp_history_set (bench->history, "Mark", "node-00007", "marking", node, &error);
  g_assert_no_error (error);
}

/* There and back the wish comes true in some other turn. */
static void
switch_layout (Bench *bench)
{
  PpCanvas *canvas = PP_CANVAS (find_in_windows (bench, "PpCanvas"));
  g_autofree char *before = g_strdup (pp_canvas_get_layout_id (canvas));

  activate (bench, "win.layout-next");
  while (g_str_equal (pp_canvas_get_layout_id (canvas), before))
    g_main_context_iteration (NULL, TRUE);
}

static void
undo (Bench *bench)
{
  activate (bench, "win.undo");
}

static const Step steps[] = {
  { "floor_first_window", show_plain_window },
  { "floor_close_window", close_others },
  { "floor_other_window", show_plain_window },
  { "floor_close_other", close_others },
  { "new_window", new_window },
  { "show_window", show_window },
  { "first_look", first_look },
  { "floor_focus", move_focus },
  { "edit", edit },
  { "edit_again", edit },
  { "group_by_category", group_by_category },
  { "group_by_element", group_by_element },
  { "show_all", show_all },
  { "search_threats", search_threats },
  { "clear_search", clear_search },
  { "accept", accept },
  { "accept_again", accept },
  { "questions", show_questions },
  { "edit_with_questions", edit },
  { "threats", show_threats },
  { "paths", show_paths },
  { "edit_with_paths", edit },
  { "choke_points", show_choke_points },
  { "cut", show_cut },
  { "mitigations", show_mitigations },
  { "blast_radius", show_blast },
  { "threats_again", show_threats },
  { "attack_matrix", show_matrix },
  { "edit_with_matrix", edit },
  { "close_matrix", close_others },
  { "controls", show_controls },
  { "record_chooser", choose_threat },
  { "close_controls", close_others },
  { "rules", show_rules },
  { "close_rules", close_others },
  { "floor_beside", show_plain_window },
  { "floor_close_beside", close_others },
  { "floor_source", show_plain_source },
  { "floor_close_source", close_others },
  { "floor_list", show_plain_list },
  { "floor_close_list", close_others },
  { "release", show_release },
  { "close_release", close_others },
  { "report", show_report },
  { "close_report", close_others },
  { "write_report", write_report },
  { "save", save },
  { "properties", show_properties },
  { "close_properties", close_others },
  { "finder", find },
  { "finder_word", find_word },
  { "select", select_element },
  { "switch_layout", switch_layout },
  { "switch_back", switch_layout },
  { "mark", mark },
  { "undo", undo },
};

/* --- The model ---------------------------------------------------------------------------------- */

static void
set_marking (PpModel    *model,
             const char *id,
             const char *level)
{
  g_autoptr (PpMarking) marking = pp_marking_new ();
  g_autoptr (GPtrArray) changes = pp_change_list_new ();
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) error = NULL;

  pp_marking_set_level (marking, PP_MARKING_TLP, level);
  node = pp_marking_to_json (marking);
  g_ptr_array_add (changes, pp_change_new_set (PP_RECORD_NODE, id, "marking", NULL, node));
  pp_model_apply (model, changes, &error);
  g_assert_no_error (error);
}

static void
add_control (PpModel *model,
             guint    number)
{
  g_autofree char *title = g_strdup_printf ("Control %u", number);
  g_autofree char *id = NULL;
  g_autoptr (GPtrArray) changes = pp_edit_add_control (model, title, NULL, &id);
  g_autoptr (GError) error = NULL;

  pp_model_apply (model, changes, &error);
  g_assert_no_error (error);
}

/* Another diagram, as large as the first. */
static void
add_layout (PpModel *model)
{
  const char *first = pp_record_get_id (pp_model_peek_record (model, PP_RECORD_LAYOUT, 0));
  g_autofree char *id = NULL;
  g_autoptr (GPtrArray) changes = pp_edit_duplicate_layout (model, first, "Once more", &id);
  g_autoptr (GError) error = NULL;

  pp_model_apply (model, changes, &error);
  g_assert_no_error (error);
}

static GBytes *
make_bytes (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (11);
  g_autoptr (PpModel) model = pp_random_model_new (random, N_NODES, N_FLOWS, 1);
  g_autoptr (GError) error = NULL;
  GBytes *bytes;

  for (guint i = 0; i < N_CONTROLS; i++)
    add_control (model, i);
  for (guint i = 0; i < N_NODES; i += 3)
    {
      g_autofree char *id = g_strdup_printf ("node-%05u", i);

      set_marking (model, id, i % 2 == 0 ? "AMBER" : "RED");
    }
  add_layout (model);
  bytes = pp_formats_write (pp_formats_for_file_name ("model.parapet"), model, NULL, &error);
  g_assert_no_error (error);
  return bytes;
}

static PpDocument *
make_document (const char *path)
{
  g_autoptr (GFile) file = path != NULL ? g_file_new_for_path (path) : NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = file != NULL ? g_file_load_bytes (file, NULL, NULL, &error) : make_bytes ();
  PpDocument *document = error == NULL ? pp_document_new_from_bytes (bytes, path != NULL ? path : "model.parapet",
                                                                     &error) : NULL;

  if (document == NULL)
    g_error ("%s: %s", path, error->message);
  return document;
}

static void
measure (Bench      *bench,
         const Step *step,
         GString    *json)
{
  turns.longest_ms = 0;
  turns.longest_frame_ms = 0;
  turns.step = step->name;
  turns.paints = FALSE;
  begin_turn ();
  step->run (bench);
  turns.busy_until_us = g_get_monotonic_time ();
  settle (bench);
  g_print ("%-20s %6.1f ms, frames %6.1f ms\n", step->name, turns.longest_ms, turns.longest_frame_ms);
  g_string_append_printf (json, ", \"%s_ms\": %.1f, \"%s_frame_ms\": %.1f", step->name, turns.longest_ms, step->name,
                          turns.longest_frame_ms);
}

static gboolean
is_wanted (const Step *step,
           char      **names)
{
  static const char * const always[] = { "new_window", "show_window", "first_look", NULL };

  return names == NULL || names[0] == NULL || g_strv_contains (always, step->name)
         || g_strv_contains ((const char * const *) names, step->name);
}

static void
run (PpApplication *application,
     const char    *path,
     char         **names)
{
  g_autoptr (PpDocument) document = make_document (path);
  g_autoptr (GString) json = g_string_new ("{");
  PpModel *model = pp_document_get_model (document);
  guint ticks = g_timeout_add (20, tick_cb, NULL);
  Bench bench = {
    .application = application,
    .document = document,
    .history = pp_document_get_history (document),
  };

  g_signal_connect (gtk_window_get_toplevels (), "items-changed", G_CALLBACK (watch_windows), NULL);
  g_string_append_printf (json, "\"nodes\": %u, \"flows\": %u", pp_model_get_n_records (model, PP_RECORD_NODE),
                          pp_model_get_n_records (model, PP_RECORD_EDGE));
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (is_wanted (&steps[i], names))
      measure (&bench, &steps[i], json);
  g_print ("%s}\n", json->str);
  g_source_remove (ticks);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GApplication) application = NULL;
  g_autoptr (GError) error = NULL;
  const char *path = argc > 1 && !g_str_equal (argv[1], "-") ? argv[1] : NULL;

  pp_memory_set_up ();
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  application = pp_application_new ();
  if (!g_application_register (application, NULL, &error))
    g_error ("%s", error->message);
  turns.poll_before = g_main_context_get_poll_func (NULL);
  g_main_context_set_poll_func (NULL, timed_poll);
  run (PP_APPLICATION (application), path, argc > 2 ? argv + 2 : NULL);
  return 0;
}
