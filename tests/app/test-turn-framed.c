/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gtk/gtk.h>

#include "pp-gradual-list.h"
#include "pp-turn.h"

#define N_CALLS 4
#define N_LINES 40
/* So long is a frame waited for: a display may be slower than that. */
#define LONGEST_FRAME_US 100000

typedef struct {
  GtkWidget *label;
  guint      n_calls;
  guint      n_painted;      /* frames since the last call */
  gint64     called_us;
} Work;

static void
painted_cb (Work *work)
{
  work->n_painted++;
}

static gboolean
work_cb (gpointer user_data)
{
  Work *work = user_data;
  g_autofree char *text = g_strdup_printf ("Call %u", work->n_calls);

  if (work->n_calls++ > 0)
    g_assert_true (work->n_painted > 0 || g_get_monotonic_time () >= work->called_us + LONGEST_FRAME_US);
  work->n_painted = 0;
  work->called_us = g_get_monotonic_time ();
  gtk_label_set_text (GTK_LABEL (work->label), text);
  return work->n_calls < N_CALLS;
}

static GtkWindow *
show_window (GtkWidget *child)
{
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());

  gtk_window_set_child (window, child);
  gtk_window_present (window);
  while (!gtk_widget_get_mapped (child))
    g_main_context_iteration (NULL, TRUE);
  return window;
}

static void
finish (void)
{
  while (!pp_turn_is_over ())
    g_main_context_iteration (NULL, TRUE);
}

static void
test_once_a_frame (void)
{
  Work work = { .label = gtk_label_new (NULL) };
  GtkWindow *window = show_window (work.label);
  GdkFrameClock *clock = gtk_widget_get_frame_clock (work.label);

  g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (painted_cb), &work);
  pp_turn_add_framed (work.label, work_cb, &work);
  finish ();
  g_assert_cmpuint (work.n_calls, ==, N_CALLS);
  g_signal_handlers_disconnect_by_data (clock, &work);
  gtk_window_destroy (window);
}

/* The first call waits as well. */
static void
test_after_a_frame (void)
{
  Work work = { .label = gtk_label_new (NULL) };
  GtkWindow *window = show_window (work.label);
  GdkFrameClock *clock = gtk_widget_get_frame_clock (work.label);
  gint64 added_us = g_get_monotonic_time ();

  g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (painted_cb), &work);
  pp_turn_add_after (work.label, work_cb, &work);
  g_assert_cmpuint (work.n_calls, ==, 0);
  g_assert_false (pp_turn_is_over ());
  while (work.n_painted == 0 && work.n_calls == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (work.n_painted > 0 || g_get_monotonic_time () >= added_us + LONGEST_FRAME_US);
  finish ();
  g_assert_cmpuint (work.n_calls, ==, N_CALLS);
  g_signal_handlers_disconnect_by_data (clock, &work);
  gtk_window_destroy (window);
}

/* What several would change is not laid out in one frame. */
static void
test_one_in_a_frame (void)
{
  Work work = { .label = gtk_label_new (NULL) };
  GtkWindow *window = show_window (work.label);
  GdkFrameClock *clock = gtk_widget_get_frame_clock (work.label);

  g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (painted_cb), &work);
  pp_turn_add_framed (work.label, work_cb, &work);
  pp_turn_add_framed (work.label, work_cb, &work);
  pp_turn_add_after (work.label, work_cb, &work);
  finish ();
  /* Who comes after the last call is told to stop as well. */
  g_assert_cmpuint (work.n_calls, ==, N_CALLS + 2);
  g_signal_handlers_disconnect_by_data (clock, &work);
  gtk_window_destroy (window);
}

static gboolean
busy_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/* Of two frames the main loop has time for work only after the second. */
static void
let_work_cb (guint *busy)
{
  if (*busy != 0)
    g_clear_handle_id (busy, g_source_remove);
  else
    *busy = g_idle_add (busy_cb, NULL);
}

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  return G_SOURCE_CONTINUE;
}

static gboolean
follow_cb (gpointer user_data)
{
  work_cb (user_data);
  return G_SOURCE_REMOVE;
}

static gboolean
lead_cb (gpointer user_data)
{
  Work *work = user_data;

  pp_turn_add_framed (work->label, follow_cb, work);
  return work_cb (work);
}

/* A frame that comes between a piece's turn and its call is not the one with what it does. */
static void
test_late_call (void)
{
  Work work = { .label = gtk_label_new (NULL) };
  GtkWindow *window = show_window (work.label);
  GdkFrameClock *clock = gtk_widget_get_frame_clock (work.label);
  guint busy = 0;

  g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (painted_cb), &work);
  g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (let_work_cb), &busy);
  gtk_widget_add_tick_callback (work.label, tick_cb, NULL, NULL);
  pp_turn_add_framed (work.label, lead_cb, &work);
  finish ();
  g_assert_cmpuint (work.n_calls, >=, N_CALLS);
  g_signal_handlers_disconnect_by_data (clock, &work);
  g_signal_handlers_disconnect_by_data (clock, &busy);
  g_clear_handle_id (&busy, g_source_remove);
  gtk_window_destroy (window);
}

static gboolean
count_cb (gpointer user_data)
{
  guint *n_calls = user_data;

  return ++*n_calls < N_CALLS;
}

/* There is no frame to wait for. */
static void
test_unseen (void)
{
  GtkWidget *label = g_object_ref_sink (gtk_label_new (NULL));
  guint n_calls = 0;

  pp_turn_add_framed (label, count_cb, &n_calls);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (n_calls, ==, N_CALLS);
  g_assert_true (pp_turn_is_over ());
  n_calls = 0;
  pp_turn_add_after (label, count_cb, &n_calls);
  finish ();
  g_assert_cmpuint (n_calls, ==, N_CALLS);
  g_assert_finalize_object (label);
}

/* What goes while a frame is waited for: the widget, or the work. */
static void
test_goes_meanwhile (void)
{
  GtkWidget *label = gtk_label_new (NULL), *other_label = gtk_label_new (NULL);
  GtkWindow *window = show_window (label), *other_window = show_window (other_label);
  guint n_calls = 0, n_other_calls = 0, id;

  pp_turn_add_framed (label, count_cb, &n_calls);
  id = pp_turn_add_framed (other_label, count_cb, &n_other_calls);
  while (n_calls == 0 || n_other_calls == 0)
    g_main_context_iteration (NULL, TRUE);
  gtk_window_destroy (window);
  pp_turn_remove (id);
  finish ();
  g_assert_cmpuint (n_calls, ==, N_CALLS);
  g_assert_cmpuint (n_other_calls, <, N_CALLS);
  gtk_window_destroy (other_window);
}

static GtkWidget *
make_row (gpointer item,
          gpointer user_data)
{
  return gtk_label_new (gtk_string_object_get_string (item));
}

static void
added_cb (GListModel *list,
          guint       position,
          guint       removed,
          guint       added,
          guint      *most)
{
  *most = MAX (*most, added);
}

/* A box gets a few lines in each frame, and all of them in the end. */
static void
test_box_is_filled (void)
{
  g_autoptr (GtkStringList) source = gtk_string_list_new (NULL);
  g_autoptr (PpGradualList) list = pp_gradual_list_new (G_LIST_MODEL (source));
  GtkWidget *box = gtk_list_box_new (), *scrolled = gtk_scrolled_window_new ();
  GtkWindow *window;
  guint most = 0;

  /* It grows beyond the window. */
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  window = show_window (scrolled);
  pp_gradual_list_set_view (list, box);
  gtk_list_box_bind_model (GTK_LIST_BOX (box), G_LIST_MODEL (list), make_row, NULL, NULL);
  finish ();
  g_signal_connect (list, "items-changed", G_CALLBACK (added_cb), &most);
  for (guint i = 0; i < N_LINES; i++)
    gtk_string_list_append (source, "Line");
  finish ();
  g_assert_true (pp_gradual_list_is_filled (list));
  g_assert_nonnull (gtk_list_box_get_row_at_index (GTK_LIST_BOX (box), N_LINES - 1));
  g_assert_cmpuint (most, >, 0);
  g_assert_cmpuint (most, <, N_LINES / 2);
  gtk_window_destroy (window);
}

/* What nobody sees gets a few lines, and the others frame by frame when it is shown. */
static void
test_unseen_box (void)
{
  g_autoptr (GtkStringList) source = gtk_string_list_new (NULL);
  g_autoptr (PpGradualList) list = pp_gradual_list_new (G_LIST_MODEL (source));
  GtkWidget *box = gtk_list_box_new (), *scrolled = gtk_scrolled_window_new ();
  GtkWidget *stack = gtk_stack_new ();
  GtkWindow *window;
  guint most = 0;

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  gtk_stack_add_named (GTK_STACK (stack), gtk_label_new (NULL), "seen");
  gtk_stack_add_named (GTK_STACK (stack), scrolled, "unseen");
  window = show_window (stack);
  pp_gradual_list_set_view (list, box);
  gtk_list_box_bind_model (GTK_LIST_BOX (box), G_LIST_MODEL (list), make_row, NULL, NULL);
  for (guint i = 0; i < N_LINES; i++)
    gtk_string_list_append (source, "Line");
  finish ();
  g_assert_false (pp_gradual_list_is_filled (list));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), >, 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), <, N_LINES / 2);
  g_signal_connect (list, "items-changed", G_CALLBACK (added_cb), &most);
  gtk_stack_set_visible_child_name (GTK_STACK (stack), "unseen");
  finish ();
  g_assert_true (pp_gradual_list_is_filled (list));
  g_assert_cmpuint (most, <, N_LINES / 2);
  gtk_stack_set_visible_child_name (GTK_STACK (stack), "seen");
  gtk_string_list_splice (source, 0, N_LINES, NULL);
  finish ();
  g_assert_true (pp_gradual_list_is_filled (list));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);
  gtk_window_destroy (window);
}

int
main (int   argc,
      char *argv[])
{
  gtk_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/turn/framed/once-a-frame", test_once_a_frame);
  g_test_add_func ("/turn/framed/after-a-frame", test_after_a_frame);
  g_test_add_func ("/turn/framed/one-in-a-frame", test_one_in_a_frame);
  g_test_add_func ("/turn/framed/late-call", test_late_call);
  g_test_add_func ("/turn/framed/unseen", test_unseen);
  g_test_add_func ("/turn/framed/goes-meanwhile", test_goes_meanwhile);
  g_test_add_func ("/turn/framed/box-is-filled", test_box_is_filled);
  g_test_add_func ("/turn/framed/unseen-box", test_unseen_box);
  return g_test_run ();
}
