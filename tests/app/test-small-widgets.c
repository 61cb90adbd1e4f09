/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Small parts of the window: what they say, and what they say where there is little room. */

#include "pp-example-card.h"
#include "pp-threat-counts.h"

static const guint counts[4] = { 1, 10, 17, 2 };

/* What is seen of a widget that has this width: the text of its only mapped label. */
static GtkLabel *
find_label (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_child_visible (widget))
    return GTK_LABEL (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkLabel *found = gtk_widget_get_child_visible (child) ? find_label (child) : NULL;

      if (found != NULL)
        return found;
    }
  return NULL;
}

static const char *
say_at (GtkWidget *widget,
        int        width)
{
  GtkLabel *label;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  gtk_widget_allocate (widget, width, 30, -1, NULL);
  label = find_label (widget);
  if (label == NULL)
    return NULL;
  g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (label)));
  return gtk_label_get_text (label);
}

/* Whole words, the worst first, and all of it for those who ask. */
static void
test_counts_are_never_cut (void)
{
  GtkWidget *widget = g_object_ref_sink (g_object_new (PP_TYPE_THREAT_COUNTS, NULL));
  const char *text;
  int width, full;

  pp_threat_counts_set (PP_THREAT_COUNTS (widget), counts);
  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &width, &full, NULL, NULL);
  g_assert_cmpint (width, ==, 0);
  g_assert_cmpstr (say_at (widget, full), ==, "2 critical  ·  17 high  ·  10 medium  ·  1 low");
  g_assert_cmpstr (say_at (widget, full - 1), ==, "2 critical  ·  17 high  ·  10 medium");
  for (text = NULL, width = full; width > 0 && (text == NULL || g_strcmp0 (text, "2 critical") != 0); width--)
    text = say_at (widget, width);
  g_assert_cmpstr (text, ==, "2 critical");
  g_assert_null (say_at (widget, 1));
  g_assert_cmpstr (gtk_widget_get_tooltip_text (widget), ==, "2 critical  ·  17 high  ·  10 medium  ·  1 low");
  g_assert_finalize_object (widget);
}

static void
test_counts_leave_out_what_is_not_there (void)
{
  GtkWidget *widget = g_object_ref_sink (g_object_new (PP_TYPE_THREAT_COUNTS, NULL));
  static const guint some[4] = { 3, 0, 1, 0 }, none[4] = { 0 };

  pp_threat_counts_set (PP_THREAT_COUNTS (widget), some);
  g_assert_cmpstr (say_at (widget, 1000), ==, "1 high  ·  3 low");
  pp_threat_counts_set (PP_THREAT_COUNTS (widget), none);
  g_assert_cmpstr (say_at (widget, 1000), ==, "Nothing open");
  g_assert_finalize_object (widget);
}

/* The name of the file is never the title, not even for the moment until the example is read. */
static void
test_example_card_has_the_title_of_the_model (void)
{
  GtkWidget *widget = g_object_ref_sink (pp_example_card_new ("web-shop.parapet"));
  GtkLabel *label = find_label (widget);

  g_assert_cmpstr (gtk_label_get_text (label), ==, " ");
  while (g_str_equal (gtk_label_get_text (label), " "))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (gtk_label_get_text (label), ==, "Web shop");
  /* The task that read it lets go of it in a turn of its own. */
  g_object_add_weak_pointer (G_OBJECT (widget), (gpointer *) &widget);
  g_object_unref (widget);
  while (widget != NULL)
    g_main_context_iteration (NULL, TRUE);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/app/threat-counts/never-cut", test_counts_are_never_cut);
  g_test_add_func ("/app/threat-counts/what-is-there", test_counts_leave_out_what_is_not_there);
  g_test_add_func ("/app/example-card/title", test_example_card_has_the_title_of_the_model);
  return g_test_run ();
}
