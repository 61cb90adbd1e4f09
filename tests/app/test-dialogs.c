/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gtk/gtk.h>

#include "pp-dialogs.h"
#include "pp-format.h"
#include "pp-json.h"

static GtkWindow *
make_modal (GtkWindow *parent)
{
  return g_object_new (GTK_TYPE_WINDOW, "transient-for", parent, "modal", TRUE, NULL);
}

static void
wait_until_mapped (GtkWindow *window)
{
  while (!gtk_widget_get_mapped (GTK_WIDGET (window)))
    g_main_context_iteration (NULL, TRUE);
}

/* A key that is pressed again before the window is there. */
static void
test_asked_twice (void)
{
  GtkWindow *parent = GTK_WINDOW (gtk_window_new ());
  GtkWindow *first, *second, *later;

  gtk_window_present (parent);
  wait_until_mapped (parent);
  first = make_modal (parent);
  second = make_modal (parent);
  g_object_add_weak_pointer (G_OBJECT (second), (gpointer *) &second);
  pp_window_present_soon (first);
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (first)));
  pp_window_present_soon (second);
  g_assert_null (second);
  wait_until_mapped (first);
  gtk_window_destroy (first);

  later = make_modal (parent);
  pp_window_present_soon (later);
  wait_until_mapped (later);
  gtk_window_destroy (later);
  gtk_window_destroy (parent);
}

/* What was closed before it came does not keep others from coming. */
static void
test_closed_before (void)
{
  GtkWindow *parent = GTK_WINDOW (gtk_window_new ());
  GtkWindow *first = make_modal (parent), *later, *beside;

  gtk_window_present (parent);
  wait_until_mapped (parent);
  pp_window_present_soon (first);
  gtk_window_destroy (first);
  beside = GTK_WINDOW (gtk_window_new ());
  pp_window_present_soon (beside);
  wait_until_mapped (beside);
  later = make_modal (parent);
  pp_window_present_soon (later);
  wait_until_mapped (later);
  gtk_window_destroy (later);
  gtk_window_destroy (beside);
  gtk_window_destroy (parent);
}

/* Its widgets end later, the outer ones before those in them. */
static void
test_ends_slowly (void)
{
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *label = gtk_label_new ("Label");

  gtk_box_append (GTK_BOX (box), label);
  gtk_window_set_child (window, box);
  pp_window_present_soon (window);
  wait_until_mapped (window);
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  g_object_add_weak_pointer (G_OBJECT (box), (gpointer *) &box);
  g_object_add_weak_pointer (G_OBJECT (label), (gpointer *) &label);
  gtk_window_destroy (window);
  g_assert_null (window);
  g_assert_nonnull (box);
  g_assert_true (gtk_widget_get_parent (label) == box);
  while (label != NULL)
    {
      g_assert_true (box == NULL || gtk_widget_get_parent (label) == box);
      g_main_context_iteration (NULL, TRUE);
    }
  g_assert_null (box);
}

/* Plain words come first: what the reader of a format says helps only after them. */
static void
test_plain_words_first (void)
{
  g_autoptr (GError) damaged = g_error_new (PP_JSON_ERROR, 0, "1:71: expected a value");
  g_autoptr (GError) not_ours = g_error_new (PP_FORMAT_ERROR, PP_FORMAT_ERROR_NOT_RECOGNISED, "No model");
  g_autoptr (GError) other = g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, "It broke");
  g_autofree char *of_damaged = pp_dialog_describe_error (damaged);
  g_autofree char *of_not_ours = pp_dialog_describe_error (not_ours);
  g_autofree char *of_other = pp_dialog_describe_error (other);

  g_assert_true (g_str_has_prefix (of_damaged, "The file may be damaged"));
  g_assert_true (g_str_has_suffix (of_damaged, "\n\n1:71: expected a value"));
  g_assert_cmpstr (of_not_ours, ==, "No model\n\nOpen a Parapet or a Threat Dragon model.");
  g_assert_cmpstr (of_other, ==, "It broke");
}

int
main (int argc, char **argv)
{
  gtk_init ();
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/app/dialogs/asked-twice", test_asked_twice);
  g_test_add_func ("/app/dialogs/closed-before", test_closed_before);
  g_test_add_func ("/app/dialogs/ends-slowly", test_ends_slowly);
  g_test_add_func ("/app/dialogs/plain-words-first", test_plain_words_first);

  return g_test_run ();
}
