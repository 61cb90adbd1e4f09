/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Pages that rest while another one is seen. */

#include "pp-rest.h"

typedef struct {
  GtkWidget *window;
  GtkStack  *stack;
  GtkWidget *children[2];
  GtkWidget *pages[2];
} Pages;

static const char * const names[] = { "first", "second" };

static void
let_pass (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* Takes the two children; the window shows the first. */
static Pages
show_pages (GtkWidget *first,
            GtkWidget *second)
{
  Pages pages = { gtk_window_new (), GTK_STACK (gtk_stack_new ()), { first, second } };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      pages.pages[i] = g_object_ref_sink (g_object_new (PP_TYPE_REST, "child", pages.children[i], NULL));
      gtk_stack_add_named (pages.stack, pages.pages[i], names[i]);
    }
  gtk_window_set_child (GTK_WINDOW (pages.window), GTK_WIDGET (pages.stack));
  gtk_window_present (GTK_WINDOW (pages.window));
  while (!gtk_widget_get_mapped (first))
    g_main_context_iteration (NULL, TRUE);
  return pages;
}

/* Nobody keeps a page when the window has gone. */
static void
close_pages (Pages *pages)
{
  gtk_window_destroy (GTK_WINDOW (pages->window));
  let_pass ();
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_finalize_object (pages->pages[i]);
}

static void
assert_seen (Pages *pages,
             guint  seen)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_assert_cmpint (gtk_widget_get_mapped (pages->children[i]), ==, i == seen);
      if (i != seen)
        g_assert_false (gtk_widget_get_visible (pages->children[i]));
    }
}

static void
test_turns (void)
{
  Pages pages = show_pages (gtk_label_new ("One"), gtk_label_new ("Two"));

  for (guint turn = 1; turn < 6; turn++)
    {
      gtk_stack_set_visible_child_name (pages.stack, names[turn % 2]);
      assert_seen (&pages, turn % 2);
    }
  close_pages (&pages);
}

static void
test_empty (void)
{
  GtkWidget *window = gtk_window_new (), *rest = g_object_ref_sink (g_object_new (PP_TYPE_REST, NULL));

  gtk_window_set_child (GTK_WINDOW (window), rest);
  gtk_window_present (GTK_WINDOW (window));
  while (!gtk_widget_get_mapped (rest))
    g_main_context_iteration (NULL, TRUE);
  gtk_widget_set_visible (rest, FALSE);
  g_assert_false (gtk_widget_get_mapped (rest));
  gtk_window_destroy (GTK_WINDOW (window));
  let_pass ();
  g_assert_finalize_object (rest);
}

static void
test_focus_goes (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *button = gtk_button_new ();
  Pages pages;

  gtk_box_append (GTK_BOX (box), button);
  pages = show_pages (box, gtk_label_new ("Nothing to go to"));
  gtk_widget_grab_focus (button);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (pages.window)) == button);
  gtk_stack_set_visible_child_name (pages.stack, names[1]);
  assert_seen (&pages, 1);
  g_assert_false (gtk_widget_has_focus (button));
  close_pages (&pages);
}

/* What is hidden takes the focus along only where it has it. */
static void
test_hide (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *one = gtk_button_new (), *other = gtk_button_new ();
  g_autoptr (GtkWidget) loose = g_object_ref_sink (gtk_label_new ("In no window"));
  Pages pages;

  gtk_box_append (GTK_BOX (box), one);
  gtk_box_append (GTK_BOX (box), other);
  pages = show_pages (box, gtk_label_new ("Two"));
  gtk_widget_grab_focus (one);
  pp_rest_hide (other);
  g_assert_false (gtk_widget_get_visible (other));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (pages.window)) == one);
  pp_rest_hide (one);
  g_assert_false (gtk_widget_get_visible (one));
  g_assert_null (gtk_window_get_focus (GTK_WINDOW (pages.window)));
  close_pages (&pages);

  pp_rest_hide (loose);
  g_assert_false (gtk_widget_get_visible (loose));
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/app/rest/turns", test_turns);
  g_test_add_func ("/app/rest/empty", test_empty);
  g_test_add_func ("/app/rest/focus-goes", test_focus_goes);
  g_test_add_func ("/app/rest/hide", test_hide);
  return g_test_run ();
}
