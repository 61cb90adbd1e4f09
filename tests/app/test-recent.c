/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-recent.h"

static char *
get_path (void)
{
  return g_build_filename (g_get_user_state_dir (), "parapet", "recent", NULL);
}

static void
add (PpRecent   *recent,
     const char *path,
     const char *title)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  pp_recent_add (recent, file, title);
}

static void
assert_item (PpRecent   *recent,
             guint       position,
             const char *name,
             const char *title)
{
  g_autoptr (PpRecentFile) item = g_list_model_get_item (G_LIST_MODEL (recent), position);

  g_assert_nonnull (item);
  g_assert_cmpstr (pp_recent_file_get_name (item), ==, name);
  g_assert_cmpstr (pp_recent_file_get_title (item), ==, title);
}

static void
test_latest_first (void)
{
  g_autofree char *path = get_path ();
  PpRecent *recent = pp_recent_new (path);

  add (recent, "/a/one.parapet", "One");
  add (recent, "/a/two.json", "Two");
  add (recent, "/a/one.parapet", "One again");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (recent)), ==, 2);
  assert_item (recent, 0, "one.parapet", "One again");
  assert_item (recent, 1, "two.json", "Two");
  g_assert_finalize_object (recent);
}

static void
test_kept (void)
{
  g_autofree char *path = get_path ();
  PpRecent *recent = pp_recent_new (path);
  g_autoptr (GFile) gone = g_file_new_for_path ("/a/one.parapet");

  add (recent, "/a/one.parapet", "One");
  add (recent, "/a/größe & co.json", "Größe");
  pp_recent_remove (recent, gone);
  g_assert_finalize_object (recent);

  recent = pp_recent_new (path);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (recent)), ==, 1);
  assert_item (recent, 0, "größe & co.json", "Größe");
  pp_recent_clear (recent);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (recent)), ==, 0);
  g_assert_finalize_object (recent);
}

static void
test_limit (void)
{
  g_autofree char *path = get_path ();
  PpRecent *recent = pp_recent_new (path);

  for (guint i = 0; i < PP_RECENT_MAX_FILES + 5; i++)
    {
      g_autofree char *file = g_strdup_printf ("/a/%u.json", i);

      add (recent, file, "");
    }
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (recent)), ==, PP_RECENT_MAX_FILES);
  g_assert_finalize_object (recent);
}

static void
test_damaged (void)
{
  g_autofree char *path = get_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  PpRecent *recent;

  g_mkdir_with_parents (folder, 0700);
  g_assert_true (g_file_set_contents (path, "\xff\xfe not a key file", -1, NULL));
  recent = pp_recent_new (path);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (recent)), ==, 0);
  g_assert_finalize_object (recent);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/app/recent/latest-first", test_latest_first);
  g_test_add_func ("/app/recent/kept", test_kept);
  g_test_add_func ("/app/recent/limit", test_limit);
  g_test_add_func ("/app/recent/damaged", test_damaged);
  return g_test_run ();
}
