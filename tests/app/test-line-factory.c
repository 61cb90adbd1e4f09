/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Lines of a list that have something in them only where they are seen. */

#include "pp-line-factory.h"
#include "pp-turn.h"

#define N_ITEMS 1000
#define HEIGHT 300

static guint n_made;

typedef struct {
  GtkWidget     *window;
  GtkWidget     *view;
  GtkStringList *items;
  guint          n_painted;   /* frames */
  guint          n_seen;      /* lines of the last of them */
} List;

static GtkWidget *
make_line (void)
{
  GtkWidget *line = gtk_label_new (NULL);

  n_made++;
  gtk_label_set_selectable (GTK_LABEL (line), TRUE);
  return line;
}

static void
bind_line (gpointer     user_data,
           GtkWidget   *line,
           GtkListItem *item)
{
  GtkStringObject *string = gtk_list_item_get_item (item);

  g_assert_true (user_data == &n_made);
  gtk_label_set_text (GTK_LABEL (line), gtk_string_object_get_string (string));
}

static GtkWidget *
get_place (GtkWidget *row)
{
  return gtk_widget_get_first_child (row);
}

static GtkWidget *
get_line (GtkWidget *row)
{
  return gtk_widget_get_first_child (get_place (row));
}

/* What is painted is there, and has its place. */
static void
look_cb (List *list)
{
  list->n_painted++;
  list->n_seen = 0;
  for (GtkWidget *row = gtk_widget_get_first_child (list->view); row != NULL; row = gtk_widget_get_next_sibling (row))
    if (gtk_widget_get_mapped (row))
      {
        g_assert_true (gtk_widget_get_mapped (get_line (row)));
        g_assert_cmpint (gtk_widget_get_height (get_line (row)), >, 0);
        g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (get_line (row))), !=, "");
        list->n_seen++;
      }
}

static void
settle (void)
{
  while (!pp_turn_is_over ())
    g_main_context_iteration (NULL, TRUE);
}

/* What follows a frame is done as well. */
static void
paint (List *list)
{
  guint n_painted = list->n_painted;

  gtk_widget_queue_draw (list->view);
  while (list->n_painted == n_painted)
    g_main_context_iteration (NULL, TRUE);
  settle ();
}

static List *
show_list (void)
{
  g_autoptr (GtkListItemFactory) factory = pp_line_factory_new (make_line, bind_line, &n_made);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  List *list = g_new0 (List, 1);

  n_made = 0;
  list->window = gtk_window_new ();
  list->items = gtk_string_list_new (NULL);
  for (guint i = 0; i < N_ITEMS; i++)
    {
      g_autofree char *text = g_strdup_printf ("Line %u", i);

      gtk_string_list_append (list->items, text);
    }
  list->view = gtk_list_view_new (GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_object_ref (list->items)))),
                                  g_object_ref (factory));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), list->view);
  gtk_window_set_child (GTK_WINDOW (list->window), scrolled);
  gtk_window_set_default_size (GTK_WINDOW (list->window), 400, HEIGHT);
  gtk_window_present (GTK_WINDOW (list->window));
  while (!gtk_widget_get_mapped (list->view))
    g_main_context_iteration (NULL, TRUE);
  g_signal_connect_swapped (gtk_widget_get_frame_clock (list->view), "after-paint", G_CALLBACK (look_cb), list);
  paint (list);
  return list;
}

static void
close_list (List *list)
{
  g_signal_handlers_disconnect_by_data (gtk_widget_get_frame_clock (list->view), list);
  gtk_window_destroy (GTK_WINDOW (list->window));
  settle ();
  g_assert_finalize_object (list->items);
  g_free (list);
}

static guint
count_rows (List     *list,
            gboolean  with_line)
{
  guint n_rows = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (list->view); row != NULL; row = gtk_widget_get_next_sibling (row))
    if (!with_line || (get_line (row) != NULL && gtk_widget_get_visible (get_line (row))))
      n_rows++;
  return n_rows;
}

static GtkAdjustment *
get_adjustment (List *list)
{
  return gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list->view));
}

static void
test_only_what_is_seen (void)
{
  List *list = show_list ();
  guint n_rows = count_rows (list, FALSE);

  g_assert_cmpuint (n_rows, >, 150);
  g_assert_cmpuint (count_rows (list, TRUE), ==, list->n_seen);
  g_assert_cmpuint (list->n_seen, <=, HEIGHT / 10);
  close_list (list);
}

/* All lines take the same room, whether they have something in them or not. */
static void
test_room (void)
{
  List *list = show_list ();
  GtkWidget *first = gtk_widget_get_first_child (list->view);
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (gtk_widget_get_next_sibling (first), list->view, &bounds));
  g_assert_cmpfloat (gtk_adjustment_get_upper (get_adjustment (list)), ==, N_ITEMS * bounds.size.height);
  close_list (list);
}

/* In every frame what is seen is there. */
static void
test_scroll (void)
{
  List *list = show_list ();
  double upper = gtk_adjustment_get_upper (get_adjustment (list));

  for (double value = 0; value < upper; value += upper / 23)
    {
      gtk_adjustment_set_value (get_adjustment (list), value);
      paint (list);
      g_assert_cmpfloat (gtk_adjustment_get_upper (get_adjustment (list)), ==, upper);
      g_assert_cmpuint (count_rows (list, TRUE), >=, list->n_seen);
      /* The one that has the focus stays. */
      g_assert_cmpuint (count_rows (list, TRUE), <=, list->n_seen + 1);
    }
  gtk_adjustment_set_value (get_adjustment (list), 0);
  paint (list);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (get_line (gtk_widget_get_first_child (list->view)))), ==, "Line 0");
  close_list (list);
}

/* What was seen is there at once when the whole list is seen again. */
static void
test_seen_again (void)
{
  List *list = show_list ();
  guint n_seen = list->n_seen;

  gtk_widget_set_visible (gtk_widget_get_parent (list->view), FALSE);
  settle ();
  g_assert_false (gtk_widget_get_mapped (list->view));
  g_assert_cmpuint (count_rows (list, TRUE), ==, n_seen);
  gtk_widget_set_visible (gtk_widget_get_parent (list->view), TRUE);
  paint (list);
  g_assert_cmpuint (list->n_seen, ==, n_seen);
  close_list (list);
}

/* Another item in the place of one that is seen, and of one that is not. */
static void
test_change (void)
{
  List *list = show_list ();
  const char *second[] = { "Second", NULL };
  const char *fiftieth[] = { "Fiftieth", NULL };
  GtkWidget *row;

  gtk_string_list_splice (list->items, 1, 1, second);
  gtk_string_list_splice (list->items, 50, 1, fiftieth);
  paint (list);
  row = gtk_widget_get_next_sibling (gtk_widget_get_first_child (list->view));
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (get_line (row))), ==, "Second");
  gtk_widget_activate_action (list->view, "list.scroll-to-item", "u", 50);
  paint (list);
  for (row = gtk_widget_get_first_child (list->view); row != NULL; row = gtk_widget_get_next_sibling (row))
    if (gtk_widget_get_mapped (row)
        && g_str_equal (gtk_label_get_text (GTK_LABEL (get_line (row))), "Fiftieth"))
      {
        close_list (list);
        return;
      }
  g_assert_not_reached ();
}

/* Keys go on from where they went, also when that was scrolled away in the meantime. */
static void
test_focus (void)
{
  List *list = show_list ();
  GtkWidget *row = gtk_widget_get_first_child (list->view), *line = get_line (row);

  g_assert_true (gtk_widget_grab_focus (row));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (list->window)) == line);
  gtk_adjustment_set_value (get_adjustment (list), gtk_adjustment_get_upper (get_adjustment (list)) / 2);
  paint (list);
  g_assert_false (gtk_widget_get_mapped (line));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (list->window)) == line);
  gtk_adjustment_set_value (get_adjustment (list), 0);
  paint (list);
  g_assert_true (gtk_widget_get_mapped (line));
  close_list (list);
}

/* Larger text makes all lines higher. */
static void
test_larger_text (void)
{
  List *list = show_list ();
  double upper = gtk_adjustment_get_upper (get_adjustment (list));
  GtkSettings *settings = gtk_settings_get_default ();
  int dpi;

  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  g_object_set (settings, "gtk-xft-dpi", dpi * 2, NULL);
  paint (list);
  paint (list);
  g_assert_cmpfloat (gtk_adjustment_get_upper (get_adjustment (list)), >, upper * 1.5);
  g_object_set (settings, "gtk-xft-dpi", dpi, NULL);
  paint (list);
  paint (list);
  g_assert_cmpfloat (gtk_adjustment_get_upper (get_adjustment (list)), ==, upper);
  close_list (list);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/line-factory/only-what-is-seen", test_only_what_is_seen);
  g_test_add_func ("/app/line-factory/room", test_room);
  g_test_add_func ("/app/line-factory/scroll", test_scroll);
  g_test_add_func ("/app/line-factory/seen-again", test_seen_again);
  g_test_add_func ("/app/line-factory/change", test_change);
  g_test_add_func ("/app/line-factory/focus", test_focus);
  g_test_add_func ("/app/line-factory/larger-text", test_larger_text);
  return g_test_run ();
}
