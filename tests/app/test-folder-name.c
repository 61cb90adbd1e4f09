/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-folder-name.h"

static void
assert_name (const char *root,
             const char *path,
             const char *expected)
{
  g_autofree char *whole = g_build_filename (root, path, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (whole);
  g_autofree char *name = pp_folder_dup_name (file);

  g_assert_cmpstr (name, ==, expected);
}

static void
test_home (void)
{
  g_autofree char *sibling = g_strconcat (g_get_home_dir (), "-of-others", NULL);

  assert_name (g_get_home_dir (), "shop.parapet", "~");
  assert_name (g_get_home_dir (), "Models/Größe/shop.parapet", "~/Models/Größe");
  assert_name (sibling, "shop.parapet", sibling);
}

static void
test_elsewhere (void)
{
  assert_name ("/srv/models", "shop.parapet", "/srv/models");
  assert_name ("/", "shop.parapet", "/");
  assert_name ("/", "", NULL);
}

/* As the portal of documents lends what was chosen, under a number. */
static void
test_lent (void)
{
  g_autofree char *documents = g_build_filename (g_get_user_runtime_dir (), "documents", NULL);

  assert_name (g_get_user_runtime_dir (), "doc/349964cc/shop.parapet", NULL);
  assert_name (documents, "shop.parapet", documents);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/app/folder-name/home", test_home);
  g_test_add_func ("/app/folder-name/elsewhere", test_elsewhere);
  g_test_add_func ("/app/folder-name/lent", test_lent);
  return g_test_run ();
}
