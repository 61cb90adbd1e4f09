/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Parts of a window that are made later. */

#include "pp-later.h"
#include "pp-rest.h"

static void
made_cb (guint     *n_made,
         GtkWidget *widget)
{
  g_assert_true (GTK_IS_LABEL (widget));
  (*n_made)++;
}

static PpLater *
new_later (guint *n_made)
{
  PpLater *later = g_object_ref_sink (g_object_new (PP_TYPE_LATER, "widget-type", GTK_TYPE_LABEL, NULL));

  g_signal_connect_swapped (later, "made", G_CALLBACK (made_cb), n_made);
  return later;
}

static void
let_pass (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
test_idle (void)
{
  guint n_made = 0;
  PpLater *later = new_later (&n_made);

  g_assert_null (pp_later_peek (later));
  while (n_made == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (pp_later_peek (later) == adw_bin_get_child (ADW_BIN (later)));
  g_assert_true (pp_later_get (later) == pp_later_peek (later));
  let_pass ();
  g_assert_cmpuint (n_made, ==, 1);
  g_assert_finalize_object (later);
}

static void
test_at_once (void)
{
  guint n_made = 0;
  PpLater *later = new_later (&n_made);
  GtkWidget *widget = pp_later_get (later);

  g_assert_nonnull (widget);
  g_assert_cmpuint (n_made, ==, 1);
  let_pass ();
  g_assert_cmpuint (n_made, ==, 1);
  g_assert_true (pp_later_get (later) == widget);
  g_assert_finalize_object (later);
}

/* A window may be closed before its turn has come. */
static void
test_never (void)
{
  guint n_made = 0;
  PpLater *later = new_later (&n_made);

  g_assert_finalize_object (later);
  let_pass ();
  g_assert_cmpuint (n_made, ==, 0);
}

static void
wait_until_seen (GtkWidget *widget)
{
  while (!gtk_widget_get_mapped (widget))
    g_main_context_iteration (NULL, TRUE);
}

/* Of the pages of a stack only the one that is seen has something visible. */
static void
test_rest (void)
{
  GtkWidget *window = gtk_window_new (), *stack = gtk_stack_new ();
  GtkWidget *label = gtk_label_new ("First"), *rest = g_object_new (PP_TYPE_REST, "child", label, NULL);
  guint n_made = 0;
  PpLater *later = new_later (&n_made);

  gtk_stack_add_named (GTK_STACK (stack), rest, "first");
  gtk_stack_add_named (GTK_STACK (stack), GTK_WIDGET (later), "second");
  g_object_unref (later);
  gtk_window_set_child (GTK_WINDOW (window), stack);
  gtk_window_present (GTK_WINDOW (window));
  wait_until_seen (label);
  gtk_stack_set_visible_child_name (GTK_STACK (stack), "second");
  wait_until_seen (pp_later_get (later));
  g_assert_false (gtk_widget_get_visible (label));
  gtk_stack_set_visible_child_name (GTK_STACK (stack), "first");
  g_assert_true (gtk_widget_get_mapped (label));
  g_assert_false (gtk_widget_get_visible (pp_later_peek (later)));
  gtk_stack_set_visible_child_name (GTK_STACK (stack), "second");
  g_assert_true (gtk_widget_get_mapped (pp_later_peek (later)));
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/app/later/idle", test_idle);
  g_test_add_func ("/app/later/at-once", test_at_once);
  g_test_add_func ("/app/later/never", test_never);
  g_test_add_func ("/app/later/rest", test_rest);
  return g_test_run ();
}
