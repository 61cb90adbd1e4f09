/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the start page says of the user's own files. */

#include <string.h>

#include <adwaita.h>
#include <glib/gstdio.h>

#include "pp-start-page.h"

static void
write_own (const char *folder,
           const char *name,
           const char *text)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "parapet", folder, NULL);
  g_autofree char *file = g_build_filename (path, name, NULL);

  g_assert_cmpint (g_mkdir_with_parents (path, 0700), ==, 0);
  g_assert_true (g_file_set_contents (file, text, -1, NULL));
}

static GtkLabel *
find_label (GtkWidget  *widget,
            const char *part)
{
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), part) != NULL)
    return GTK_LABEL (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkLabel *found = find_label (child, part);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_faulty_files (void)
{
  GtkWidget *page;
  GtkLabel *label;

  write_own (".", "odds.json", "{}");
  write_own ("kinds", "mine.json", "{ \"version\": 1, \"kinds\": 3 }");
  page = g_object_ref_sink (pp_start_page_new ());
  label = find_label (page, "odds.json:/format: ");
  g_assert_nonnull (label);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (label)));
  g_assert_nonnull (strstr (gtk_label_get_text (label), "mine.json:"));
  g_object_unref (page);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  if (!gtk_init_check ())
    return 77;
  adw_init ();
  g_test_add_func ("/app/start-page/faulty-files", test_faulty_files);
  return g_test_run ();
}
