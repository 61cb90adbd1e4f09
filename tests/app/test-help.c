/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-help.h"

static void
test_pages_exist (void)
{
  g_auto (GStrv) pages = pp_help_list_pages ();

  g_assert_cmpuint (g_strv_length (pages), >, 10);
  for (guint i = 0; pages[i] != NULL; i++)
    {
      g_autofree char *name = g_strconcat (pages[i], ".page", NULL);
      g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "..", "docs", "help", "C", name, NULL);

      if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
        g_error ("There is no page %s in the help", pages[i]);
    }
}

static void
test_nowhere_is_the_start (void)
{
  g_assert_null (pp_help_get_page (NULL));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/help/pages-exist", test_pages_exist);
  g_test_add_func ("/app/help/nowhere-is-the-start", test_nowhere_is_the_start);
  return g_test_run ();
}
