/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Parts of a page that come one after the other. */

#include <adwaita.h>

#include "pp-reveal.h"
#include "pp-turn.h"

#define N_PARTS 4

typedef struct {
  GtkWidget *window;
  GtkWidget *box;
  GtkWidget *parts[N_PARTS];
  guint      shown[N_PARTS];     /* in how many frames */
} Page;

static void
count_cb (Page *self)
{
  for (guint i = 0; i < N_PARTS; i++)
    self->shown[i] += gtk_widget_get_mapped (self->parts[i]);
}

static void
make_page (Page *self)
{
  *self = (Page) { gtk_window_new (), gtk_box_new (GTK_ORIENTATION_VERTICAL, 0) };
  for (guint i = 0; i < N_PARTS; i++)
    {
      self->parts[i] = gtk_label_new ("Part");
      gtk_box_append (GTK_BOX (self->box), self->parts[i]);
    }
  gtk_window_set_child (GTK_WINDOW (self->window), self->box);
  pp_reveal_in_turns (self->box);
}

static guint
count_visible (Page *self)
{
  guint n_visible = 0;

  for (guint i = 0; i < N_PARTS; i++)
    n_visible += gtk_widget_get_visible (self->parts[i]);
  return n_visible;
}

static void
let_pass (void)
{
  while (g_main_context_iteration (NULL, FALSE) || !pp_turn_is_over ())
    ;
}

/* A page that nobody sees waits; then its parts come from the top. Where the display is slow several of them may come
 * between two frames. */
static void
test_frames (void)
{
  Page page;

  make_page (&page);
  let_pass ();
  g_assert_cmpuint (count_visible (&page), ==, 1);
  gtk_widget_realize (page.window);
  g_signal_connect_swapped (gtk_widget_get_frame_clock (page.window), "after-paint", G_CALLBACK (count_cb), &page);
  gtk_window_present (GTK_WINDOW (page.window));
  g_assert_cmpuint (count_visible (&page), ==, 1);
  while (page.shown[N_PARTS - 1] == 0)
    g_main_context_iteration (NULL, TRUE);
  for (guint i = 1; i < N_PARTS; i++)
    g_assert_cmpuint (page.shown[i - 1], >=, page.shown[i]);
  g_assert_true (pp_turn_is_over ());
  gtk_window_destroy (GTK_WINDOW (page.window));
}

static void
test_finish (void)
{
  Page page;

  make_page (&page);
  pp_reveal_finish (page.box);
  g_assert_cmpuint (count_visible (&page), ==, N_PARTS);
  pp_reveal_finish (page.box);
  /* From now on they are the page's own. */
  gtk_widget_set_visible (page.parts[2], FALSE);
  gtk_window_present (GTK_WINDOW (page.window));
  while (!gtk_widget_get_mapped (page.box))
    g_main_context_iteration (NULL, TRUE);
  let_pass ();
  g_assert_false (gtk_widget_get_visible (page.parts[2]));
  gtk_window_destroy (GTK_WINDOW (page.window));
}

static void
test_page_goes (void)
{
  Page page;

  make_page (&page);
  gtk_window_present (GTK_WINDOW (page.window));
  while (!gtk_widget_get_mapped (page.box))
    g_main_context_iteration (NULL, TRUE);
  gtk_window_destroy (GTK_WINDOW (page.window));
  let_pass ();
  g_assert_true (pp_turn_is_over ());
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/app/reveal/frames", test_frames);
  g_test_add_func ("/app/reveal/finish", test_finish);
  g_test_add_func ("/app/reveal/page-goes", test_page_goes);
  return g_test_run ();
}
