/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the panel of attack paths does while its lines stay and say something else. */

#include "inspector-fixture.h"
#include "pp-json.h"
#include "pp-path-panel.h"
#include "pp-turn.h"

#define N_HOSTS 40

typedef struct {
  PpModel      *model;
  PpHistory    *history;
  PpAssessment *assessment;
  GtkWindow    *window;
  PpPathPanel  *panel;
  PpAttacks    *attacks;        /* borrowed */
  char         *revealed;
} Panel;

G_GNUC_PRINTF (4, 5)
static void
add_record (PpModel      *model,
            PpRecordType  type,
            const char   *id,
            const char   *format,
            ...)
{
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) error = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdelimit (g_strdup_vprintf (format, arguments), "'", '"');
  va_end (arguments);
  node = pp_json_parse (text, strlen (text), NULL, &error);
  g_assert_no_error (error);
  pp_model_add_record (model, type, id, node, &error);
  g_assert_no_error (error);
}

static void
add_flow (PpModel    *model,
          const char *source,
          guint       target)
{
  g_autofree char *id = g_strdup_printf ("%s-%u", source, target);

  add_record (model, PP_RECORD_EDGE, id, "{'kind':'data-flow','source':'%s','target':'h%u'}", source, target);
}

/* A thief, and hosts with holes one behind the other, the last of them dear. From each two ways lead on. */
static PpModel *
make_model (void)
{
  PpModel *model = pp_model_new ("m");

  add_record (model, PP_RECORD_NODE, "thief", "{'kind':'threat-actor','name':'Thief'}");
  for (guint i = 0; i < N_HOSTS; i++)
    {
      g_autofree char *id = g_strdup_printf ("h%u", i), *threat = g_strdup_printf ("t%u", i);

      add_record (model, PP_RECORD_NODE, id, "{'kind':'host','name':'Host %u','facts':{"
                  "'sensitivity':{'value':%u,'source':'person'}}}", i, i + 2 >= N_HOSTS ? 3 : 0);
      add_record (model, PP_RECORD_THREAT, threat,
                  "{'element':'h%u','title':'A hole','severity':'Critical','status':'Open'}", i);
    }
  add_flow (model, "thief", 0);
  add_flow (model, "thief", 1);
  for (guint i = 0; i < N_HOSTS; i++)
    for (guint next = i + 1; next < MIN (i + 3, N_HOSTS); next++)
      {
        g_autofree char *id = g_strdup_printf ("h%u", i);

        add_flow (model, id, next);
      }
  return model;
}

static void
painted_cb (gboolean *painted)
{
  *painted = TRUE;
}

/* Where lists have scrolled to is known when they are laid out. */
static void
lay_out (Panel *self)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self->window));
  gboolean painted = FALSE;

  g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (painted_cb), &painted);
  gtk_widget_queue_resize (GTK_WIDGET (self->panel));
  while (!painted)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handlers_disconnect_by_data (clock, &painted);
}

static void
settle (Panel *self)
{
  while (pp_attacks_is_stale (self->attacks) || pp_attacks_get_plan (self->attacks) == NULL
         || pp_attacks_is_searching (self->attacks) || !pp_turn_is_over ())
    g_main_context_iteration (NULL, TRUE);
  lay_out (self);
}

static void
reveal_cb (Panel      *self,
           const char *element)
{
  g_free (self->revealed);
  self->revealed = g_strdup (element);
}

static void
set_up (Panel         *self,
        gconstpointer  data)
{
  self->model = make_model ();
  self->history = pp_history_new (self->model);
  self->assessment = pp_assessment_new (self->history);
  while (!pp_assessment_is_ready (self->assessment))
    g_main_context_iteration (NULL, TRUE);
  pp_assessment_flush (self->assessment);
  self->window = GTK_WINDOW (gtk_window_new ());
  self->panel = g_object_new (PP_TYPE_PATH_PANEL, NULL);
  gtk_window_set_default_size (self->window, 800, 300);
  gtk_window_set_child (self->window, GTK_WIDGET (self->panel));
  g_signal_connect_swapped (self->panel, "reveal", G_CALLBACK (reveal_cb), self);
  pp_path_panel_set_assessment (self->panel, self->assessment);
  self->attacks = pp_path_panel_get_attacks (self->panel);
  gtk_window_present (self->window);
  settle (self);
}

static void
tear_down (Panel         *self,
           gconstpointer  data)
{
  gtk_window_destroy (self->window);
  g_clear_object (&self->assessment);
  g_clear_object (&self->history);
  g_clear_object (&self->model);
  g_free (self->revealed);
}

static GtkSelectionModel *
selection_of (Panel      *self,
              const char *list)
{
  return gtk_list_view_get_model (GTK_LIST_VIEW (find_part (GTK_WIDGET (self->panel), list)));
}

static void
choose (Panel      *self,
        const char *list,
        guint       position)
{
  g_assert_true (gtk_selection_model_select_item (selection_of (self, list), position, TRUE));
  settle (self);
}

static GtkAdjustment *
scroll_of (Panel      *self,
           const char *list)
{
  return gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (find_part (GTK_WIDGET (self->panel), list)));
}

static void
scroll_to_end (Panel      *self,
               const char *list)
{
  GtkAdjustment *scroll = scroll_of (self, list);

  gtk_adjustment_set_value (scroll, gtk_adjustment_get_upper (scroll));
  g_assert_cmpfloat (gtk_adjustment_get_value (scroll), >, 100);
  settle (self);
}

/* What was chosen among the steps of one path is no step of the next: choosing it shows it again. */
static void
test_steps_of_another_path (Panel         *self,
                            gconstpointer  data)
{
  g_autoptr (GtkBitset) selected = NULL;

  choose (self, "list", 0);
  choose (self, "details", 2);
  g_assert_nonnull (self->revealed);
  g_clear_pointer (&self->revealed, g_free);
  scroll_to_end (self, "details");
  choose (self, "list", 1);
  selected = gtk_selection_model_get_selection (selection_of (self, "details"));
  g_assert_true (gtk_bitset_is_empty (selected));
  g_assert_cmpfloat (gtk_adjustment_get_value (scroll_of (self, "details")), ==, 0);
  choose (self, "details", 2);
  g_assert_nonnull (self->revealed);
}

static void
test_another_view_begins_at_the_top (Panel         *self,
                                     gconstpointer  data)
{
  g_autoptr (GtkBitset) selected = NULL;

  pp_attacks_ask_blast (self->attacks, "h0");
  g_object_set (self->panel, "view", PP_PATH_VIEW_BLAST, NULL);
  settle (self);
  choose (self, "list", 5);
  scroll_to_end (self, "list");
  g_object_set (self->panel, "view", PP_PATH_VIEW_MITIGATIONS, NULL);
  settle (self);
  selected = gtk_selection_model_get_selection (selection_of (self, "list"));
  g_assert_cmpuint (gtk_bitset_get_size (selected), ==, 1);
  g_assert_true (gtk_bitset_contains (selected, 0));
  g_assert_cmpfloat (gtk_adjustment_get_value (scroll_of (self, "list")), ==, 0);
}

static void
show_mitigations (Panel *self)
{
  g_object_set (self->panel, "view", PP_PATH_VIEW_MITIGATIONS, NULL);
  settle (self);
}

static guint
count_rows (Panel *self)
{
  return g_list_model_get_n_items (pp_path_panel_get_rows (self->panel));
}

static GtkWidget *
nth_line (Panel *self,
          guint  position)
{
  GtkWidget *line = gtk_widget_get_first_child (find_part (GTK_WIDGET (self->panel), "list"));

  for (; position > 0; position--)
    line = gtk_widget_get_next_sibling (line);
  return line;
}

static GtkWidget *
find_button (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_BUTTON (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_button (child);
  return found;
}

static void
press_nth (Panel *self,
           guint  position)
{
  g_signal_emit_by_name (find_button (nth_line (self, position)), "clicked");
}

static gboolean
is_mitigated (Panel      *self,
              const char *threat)
{
  return g_strcmp0 (pp_threat_get_status (pp_model_lookup_threat (self->model, threat)), "Mitigated") == 0;
}

/* A line stays for a moment when what it offers has been done, and may be pressed twice. */
static void
test_applied_once (Panel         *self,
                   gconstpointer  data)
{
  show_mitigations (self);
  press_nth (self, 0);
  press_nth (self, 0);
  settle (self);
  g_assert_cmpuint (pp_model_get_n_records (self->model, PP_RECORD_CONTROL), ==, 1);
  g_assert_true (is_mitigated (self, "t1"));

  g_assert_true (pp_history_undo (self->history));
  settle (self);
  g_assert_cmpuint (pp_model_get_n_records (self->model, PP_RECORD_CONTROL), ==, 0);
  press_nth (self, 0);
  g_assert_cmpuint (pp_model_get_n_records (self->model, PP_RECORD_CONTROL), ==, 1);
}

static gboolean
press_second_cb (gpointer user_data)
{
  Panel *self = user_data;

  g_assert_cmpuint (count_labels (nth_line (self, 1), "Host 0 "), ==, 1);
  press_nth (self, 1);
  return G_SOURCE_REMOVE;
}

static void
press_second_soon (Panel      *self,
                   PpPathItem *second)
{
  g_assert_false (g_str_has_prefix (second->title, "Host 0 "));
  g_idle_add_full (G_PRIORITY_HIGH, press_second_cb, self, NULL);
}

/* When other things can be done, lines say for some frames what they said before. */
static void
test_applied_as_said (Panel         *self,
                      gconstpointer  data)
{
  g_autoptr (PpPathItem) second = NULL;
  gulong handler;

  show_mitigations (self);
  second = g_list_model_get_item (pp_path_panel_get_rows (self->panel), 1);
  handler = g_signal_connect_swapped (second, "changed", G_CALLBACK (press_second_soon), self);
  press_nth (self, 0);
  settle (self);
  g_signal_handler_disconnect (second, handler);
  g_assert_true (is_mitigated (self, "t1"));
  g_assert_true (is_mitigated (self, "t0"));
  g_assert_cmpuint (pp_model_get_n_records (self->model, PP_RECORD_CONTROL), ==, 2);
}

static void
rows_changed_cb (GListModel *rows)
{
  g_assert_cmpuint (g_list_model_get_n_items (rows), >, 0);
}

/* An edit changes what can be done, which is found last; until then the list stays, with what is chosen of it. */
static void
test_mitigations_stay (Panel         *self,
                       gconstpointer  data)
{
  GtkWidget *list = find_part (GTK_WIDGET (self->panel), "list");
  g_autoptr (JsonNode) name = json_node_init_string (json_node_alloc (), "Gate");
  g_autoptr (GtkBitset) selected = NULL;
  GtkWidget *focus;

  show_mitigations (self);
  choose (self, "list", 3);
  g_assert_true (gtk_widget_grab_focus (nth_line (self, 3)));
  g_signal_connect (pp_path_panel_get_rows (self->panel), "items-changed", G_CALLBACK (rows_changed_cb), NULL);
  g_assert_true (pp_history_set (self->history, "Rename", "h0", "name", name, NULL));
  settle (self);
  g_assert_cmpuint (count_labels (nth_line (self, 1), "Gate"), ==, 1);
  selected = gtk_selection_model_get_selection (selection_of (self, "list"));
  g_assert_cmpuint (gtk_bitset_get_size (selected), ==, 1);
  g_assert_true (gtk_bitset_contains (selected, 3));
  g_signal_handlers_disconnect_by_func (pp_path_panel_get_rows (self->panel), rows_changed_cb, NULL);
  focus = gtk_window_get_focus (self->window);
  g_assert_true (focus != NULL && gtk_widget_is_ancestor (focus, list));
}

/* Whoever stops the search is told so, and can have it begun again. */
static void
test_stopped (Panel         *self,
              gconstpointer  data)
{
  GtkWidget *again = find_part (GTK_WIDGET (self->panel), "again_button");
  GtkWidget *page = find_part (GTK_WIDGET (self->panel), "empty_page");

  show_mitigations (self);
  pp_attacks_search_again (self->attacks);
  while (pp_attacks_get_plan (self->attacks) != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (gtk_widget_get_visible (again));
  pp_attacks_cancel (self->attacks);
  g_assert_cmpuint (count_rows (self), >, 0);
  g_assert_true (gtk_widget_get_visible (again));

  g_object_set (self->panel, "view", PP_PATH_VIEW_PATHS, NULL);
  g_assert_false (gtk_widget_get_visible (again));
  g_object_set (self->panel, "view", PP_PATH_VIEW_MITIGATIONS, NULL);
  g_assert_cmpuint (count_rows (self), ==, 0);
  g_assert_cmpstr (adw_status_page_get_title (ADW_STATUS_PAGE (page)), ==, "Search Stopped");
  g_assert_true (gtk_widget_get_visible (again));
  g_signal_emit_by_name (again, "clicked");
  g_assert_cmpstr (adw_status_page_get_title (ADW_STATUS_PAGE (page)), ==, "Searching…");
  settle (self);
  g_assert_cmpuint (count_rows (self), >, 0);
  g_assert_false (gtk_widget_get_visible (again));
}

#define ADD(name, test) g_test_add ("/app/path-panel/" name, Panel, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  ADD ("steps-of-another-path", test_steps_of_another_path);
  ADD ("another-view-begins-at-the-top", test_another_view_begins_at_the_top);
  ADD ("applied-once", test_applied_once);
  ADD ("applied-as-said", test_applied_as_said);
  ADD ("mitigations-stay", test_mitigations_stay);
  ADD ("stopped", test_stopped);
  return g_test_run ();
}
