/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "inspector-fixture.h"

#include "pp-about.h"

#include <string.h>

/* What the owners of the catalogues ask to be shown. */
static void
test_notices (void)
{
  static const char * const asked[] = {
    "© 2025 The MITRE Corporation. This work is reproduced and distributed with the permission of The MITRE "
    "Corporation.",
    "MITRE ATT&CK® and ATT&CK® are registered trademarks of The MITRE Corporation.",
    "a non-exclusive, royalty-free license to use ATT&CK® for research, development, and commercial purposes",
    "reproduce MITRE’s copyright designation and this license",
    "MITRE does not claim ATT&CK enumerates all possibilities",
    "CWE and CAPEC are trademarks of The MITRE Corporation",
    "CC BY-SA 4.0",
  };
  guint n_notices;
  const PpNotice *notices = pp_about_list_notices (&n_notices);
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < n_notices; i++)
    {
      g_assert_true (notices[i].licence != NULL || notices[i].licence_type != GTK_LICENSE_CUSTOM);
      g_string_append_printf (all, "%s\n%s\n%s\n", notices[i].title, notices[i].copyright,
                              notices[i].licence != NULL ? notices[i].licence : "");
    }
  for (guint i = 0; i < G_N_ELEMENTS (asked); i++)
    g_assert_nonnull (strstr (all->str, asked[i]));
  g_assert_nonnull (strstr (all->str, "ATLAS"));
}

/* The page for readers has the same notices as the window. */
static void
test_page_says_the_same (void)
{
  g_autofree char *page = NULL, *joined = NULL;
  g_auto (GStrv) lines = NULL;
  guint n_notices;
  const PpNotice *notices = pp_about_list_notices (&n_notices);

  g_assert_true (g_file_get_contents (PP_SOURCE_ROOT "/docs/attributions.md", &page, NULL, NULL));
  lines = g_strsplit_set (page, " \n", -1);
  joined = g_strjoinv (" ", lines);
  for (guint i = 0; i < n_notices; i++)
    {
      g_auto (GStrv) words = g_strsplit (notices[i].copyright, " ", -1);

      for (guint j = 0; words[j] != NULL; j++)
        g_assert_nonnull (strstr (joined, words[j]));
    }
}

static void
test_debug_info (void)
{
  GtkWidget *window = gtk_window_new ();
  g_autofree char *text = NULL;
  static const char * const told[] = { "Parapet ", "GTK 4.", "libadwaita 1.", "GLib 2.", "Renderer: Gsk", "Display: Gdk",
                                       "Sandbox: ", "ATT&CK: enterprise 18.1, ics 18.1, mobile 18.1\n" };
  const char *private[] = { g_get_home_dir (), g_get_user_name (), g_get_host_name () };

  gtk_window_present (GTK_WINDOW (window));
  text = pp_about_dup_debug_info (GTK_NATIVE (window));
  for (guint i = 0; i < G_N_ELEMENTS (told); i++)
    g_assert_nonnull (strstr (text, told[i]));
  for (guint i = 0; i < G_N_ELEMENTS (private); i++)
    g_assert_null (strstr (text, private[i]));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_window (void)
{
  GtkWindow *window = pp_about_window_new (NULL);

  g_assert_cmpstr (adw_about_window_get_application_name (ADW_ABOUT_WINDOW (window)), ==, "Parapet");
  g_assert_cmpint (adw_about_window_get_license_type (ADW_ABOUT_WINDOW (window)), ==, GTK_LICENSE_GPL_3_0);
  g_assert_cmpuint (count_labels (GTK_WIDGET (window), "MITRE ATT&CK®"), >, 0);
  g_assert_cmpuint (count_labels (GTK_WIDGET (window), "a non-exclusive, royalty-free license to use ATT&CK®"), >, 0);
  g_assert_cmpuint (count_labels (GTK_WIDGET (window), "&amp;"), ==, 0);
  gtk_window_present (window);
  for (guint i = 0; i < 20; i++)
    g_main_context_iteration (NULL, FALSE);
  gtk_window_destroy (window);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv);
  adw_init ();

  g_test_add_func ("/app/about/notices", test_notices);
  g_test_add_func ("/app/about/page", test_page_says_the_same);
  g_test_add_func ("/app/about/debug-info", test_debug_info);
  g_test_add_func ("/app/about/window", test_window);

  return g_test_run ();
}
