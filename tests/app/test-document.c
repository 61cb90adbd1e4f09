/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "pp-document.h"
#include "pp-edit.h"
#include "pp-file.h"
#include "pp-json.h"

/* Documents without a window. */

typedef struct {
  char *folder;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = g_dir_make_tmp ("parapet-document-XXXXXX", NULL);
  g_assert_nonnull (fixture->folder);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

static GFile *
get_file (Fixture    *fixture,
          const char *name)
{
  return g_file_new_build_filename (fixture->folder, name, NULL);
}

static void
keep_result_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static PpDocument *
load (GFile   *file,
      GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pp_document_load_async (file, NULL, keep_result_cb, &result);
  return pp_document_load_finish (wait_for (&result), error);
}

static gboolean
save (PpDocument           *document,
      GFile                *file,
      const char           *format,
      PpDocumentSaveFlags   flags,
      GError              **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pp_document_save_async (document, file, format != NULL ? pp_formats_lookup (format) : NULL, flags, NULL,
                          keep_result_cb, &result);
  return pp_document_save_finish (document, wait_for (&result), error);
}

static void
rename_model (PpDocument *document,
              const char *title)
{
  g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), title);
  g_autoptr (GError) error = NULL;

  pp_history_set (pp_document_get_history (document), "Rename",
                  pp_model_get_id (pp_document_get_model (document)), "title", node, &error);
  g_assert_no_error (error);
}

static void
assert_equal_json (JsonNode *a,
                   JsonNode *b)
{
  g_autofree char *text_a = pp_json_to_string (a, PP_JSON_STYLE_CANONICAL, NULL);
  g_autofree char *text_b = pp_json_to_string (b, PP_JSON_STYLE_CANONICAL, NULL);

  g_assert_cmpstr (text_a, ==, text_b);
}

static void
assert_same_model (PpDocument *a,
                   PpDocument *b)
{
  g_autoptr (JsonNode) json_a = pp_model_to_json (pp_document_get_model (a));
  g_autoptr (JsonNode) json_b = pp_model_to_json (pp_document_get_model (b));

  assert_equal_json (json_a, json_b);
}

static void
count_cb (GObject    *object,
          GParamSpec *pspec,
          guint      *count)
{
  (*count)++;
}

/* A task that ended in a thread holds the document until the main loop turns again. */
static void
let_go (PpDocument *document)
{
  g_object_add_weak_pointer (G_OBJECT (document), (gpointer *) &document);
  g_object_unref (document);
  while (document != NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
end_document (PpDocument *document)
{
  pp_document_discard_journal (document);
  let_go (document);
}

static void
test_new (Fixture       *fixture,
          gconstpointer  data)
{
  PpDocument *document = pp_document_new ("Shop", "Main");
  g_autofree char *title = pp_document_dup_title (document);
  g_autoptr (GPtrArray) layouts = pp_model_dup_layouts (pp_document_get_model (document));

  g_assert_cmpstr (title, ==, "Shop");
  g_assert_cmpuint (layouts->len, ==, 1);
  g_assert_cmpstr (pp_layout_get_title (g_ptr_array_index (layouts, 0)), ==, "Main");
  g_assert_false (pp_document_is_modified (document));
  g_assert_true (pp_document_is_pristine (document));
  g_assert_false (pp_history_can_undo (pp_document_get_history (document)));
  g_assert_null (pp_document_get_file (document));
  end_document (document);
}

static void
test_modified (Fixture       *fixture,
               gconstpointer  data)
{
  PpDocument *document = pp_document_new ("Shop", "Main");
  PpHistory *history = pp_document_get_history (document);
  guint n_modified = 0, n_titles = 0;

  g_signal_connect (document, "notify::modified", G_CALLBACK (count_cb), &n_modified);
  g_signal_connect (document, "notify::title", G_CALLBACK (count_cb), &n_titles);
  rename_model (document, "Bookshop");
  g_assert_true (pp_document_is_modified (document));
  g_assert_false (pp_document_is_pristine (document));
  rename_model (document, "Bookshops");
  g_assert_cmpuint (n_modified, ==, 1);
  g_assert_cmpuint (n_titles, ==, 2);
  pp_history_undo (history);
  pp_history_undo (history);
  g_assert_false (pp_document_is_modified (document));
  g_assert_cmpuint (n_modified, ==, 2);
  pp_history_redo (history);
  g_assert_true (pp_document_is_modified (document));
  end_document (document);
}

static void
test_save_and_load (Fixture       *fixture,
                    gconstpointer  data)
{
  PpDocument *document = pp_document_new ("Shop", "Main");
  PpDocument *again;
  g_autoptr (GFile) file = get_file (fixture, "shop.parapet");
  g_autoptr (GError) error = NULL;

  g_assert_false (save (document, NULL, NULL, PP_DOCUMENT_SAVE_NONE, &error));
  g_assert_error (error, PP_DOCUMENT_ERROR, PP_DOCUMENT_ERROR_NO_FILE);
  g_clear_error (&error);

  rename_model (document, "Bookshop");
  g_assert_true (save (document, file, NULL, PP_DOCUMENT_SAVE_NONE, &error));
  g_assert_no_error (error);
  g_assert_false (pp_document_is_modified (document));
  g_assert_false (pp_document_is_saving (document));
  g_assert_true (g_file_equal (pp_document_get_file (document), file));

  again = load (file, &error);
  g_assert_no_error (error);
  assert_same_model (document, again);
  g_assert_cmpstr (pp_document_get_format (again)->id, ==, "parapet");
  g_assert_false (pp_document_is_modified (again));

  rename_model (document, "Library");
  g_assert_true (save (document, NULL, NULL, PP_DOCUMENT_SAVE_NONE, &error));
  g_assert_no_error (error);
  end_document (document);
  end_document (again);
}

/* What is edited while the file is being written is not saved, and must not seem so. */
static void
test_edit_while_saving (Fixture       *fixture,
                        gconstpointer  data)
{
  PpDocument *document = pp_document_new ("Shop", "Main");
  PpDocument *again;
  g_autoptr (GFile) file = get_file (fixture, "shop.parapet");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *title = NULL;

  rename_model (document, "Before");
  pp_document_save_async (document, file, NULL, PP_DOCUMENT_SAVE_NONE, NULL, keep_result_cb, &result);
  g_assert_true (pp_document_is_saving (document));
  rename_model (document, "After");
  g_assert_true (pp_document_save_finish (document, wait_for (&result), &error));
  g_assert_no_error (error);
  g_clear_object (&result);
  g_assert_true (pp_document_is_modified (document));

  again = load (file, &error);
  g_assert_no_error (error);
  title = pp_document_dup_title (again);
  g_assert_cmpstr (title, ==, "Before");
  end_document (document);
  end_document (again);
}

/* One save after the other: the second is of what was edited in between, and finds the file as the first
 * has left it. */
static void
test_save_while_saving (Fixture       *fixture,
                        gconstpointer  data)
{
  PpDocument *document = pp_document_new ("Shop", "Main");
  PpDocument *again;
  g_autoptr (GFile) file = get_file (fixture, "shop.parapet");
  g_autoptr (GAsyncResult) first = NULL, second = NULL, awaited = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *title = NULL;

  g_assert_true (save (document, file, NULL, PP_DOCUMENT_SAVE_NONE, &error));
  rename_model (document, "Before");
  pp_document_save_async (document, NULL, NULL, PP_DOCUMENT_SAVE_NONE, NULL, keep_result_cb, &first);
  rename_model (document, "After");
  pp_document_save_async (document, NULL, NULL, PP_DOCUMENT_SAVE_NONE, NULL, keep_result_cb, &second);
  pp_document_await_save_async (document, keep_result_cb, &awaited);
  g_assert_true (pp_document_save_finish (document, wait_for (&first), &error));
  g_assert_no_error (error);
  g_assert_null (awaited);
  g_assert_true (pp_document_is_modified (document));
  g_assert_true (pp_document_save_finish (document, wait_for (&second), &error));
  g_assert_no_error (error);
  g_assert_false (pp_document_is_modified (document));
  g_assert_true (pp_document_await_save_finish (document, wait_for (&awaited), &error));
  g_assert_false (pp_document_is_saving (document));
  g_clear_object (&first);
  g_clear_object (&second);
  g_clear_object (&awaited);

  again = load (file, &error);
  g_assert_no_error (error);
  title = pp_document_dup_title (again);
  g_assert_cmpstr (title, ==, "After");
  end_document (document);
  end_document (again);
}

/* Who waits for a save that fails is not asked the same again. */
static void
test_failed_save_while_saving (Fixture       *fixture,
                               gconstpointer  data)
{
  PpDocument *document = pp_document_new ("Shop", "Main");
  g_autoptr (GFile) nowhere = g_file_new_for_path ("/proc/nowhere/shop.parapet");
  g_autoptr (GAsyncResult) first = NULL, second = NULL, awaited = NULL;
  g_autoptr (GError) error = NULL;

  pp_document_save_async (document, nowhere, NULL, PP_DOCUMENT_SAVE_NONE, NULL, keep_result_cb, &first);
  pp_document_save_async (document, nowhere, NULL, PP_DOCUMENT_SAVE_NONE, NULL, keep_result_cb, &second);
  pp_document_await_save_async (document, keep_result_cb, &awaited);
  g_assert_false (pp_document_save_finish (document, wait_for (&first), &error));
  g_assert_nonnull (error);
  g_assert_false (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED));
  g_clear_error (&error);
  g_assert_false (pp_document_save_finish (document, wait_for (&second), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_false (pp_document_await_save_finish (document, wait_for (&awaited), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (pp_document_is_saving (document));
  g_clear_object (&first);
  g_clear_object (&second);
  g_clear_object (&awaited);
  end_document (document);
}

static void
copy_fixture (GFile *target)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", "threat-dragon", "bookshop.json", NULL);
  g_autoptr (GFile) source = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  g_file_copy (source, target, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
test_threat_dragon_stays (Fixture       *fixture,
                          gconstpointer  data)
{
  g_autoptr (GFile) file = get_file (fixture, "bookshop.json");
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (JsonNode) original = NULL;
  PpDocument *document;
  JsonObject *summary;

  copy_fixture (file);
  bytes = pp_file_load (file, NULL, NULL, &error);
  original = pp_json_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL, &error);
  g_assert_no_error (error);
  g_clear_pointer (&bytes, g_bytes_unref);
  document = load (file, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (pp_document_get_format (document)->id, ==, "threat-dragon");
  rename_model (document, "Library");
  g_assert_true (save (document, NULL, NULL, PP_DOCUMENT_SAVE_NONE, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (pp_document_get_format (document)->id, ==, "threat-dragon");

  bytes = pp_file_load (file, NULL, NULL, &error);
  g_assert_no_error (error);
  root = pp_json_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL, &error);
  g_assert_no_error (error);
  summary = json_object_get_object_member (json_node_get_object (root), "summary");
  g_assert_cmpstr (json_object_get_string_member (summary, "title"), ==, "Library");
  /* Nothing but the title differs, and the model's own identifier is kept from now on. */
  json_object_remove_member (json_node_get_object (root), "parapet");
  json_object_set_string_member (summary, "title", "Bookshop");
  assert_equal_json (root, original);
  end_document (document);
}

static void
test_changed_on_disk (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr (GFile) file = get_file (fixture, "bookshop.json");
  g_autofree char *path = g_file_get_path (file);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  PpDocument *document;

  copy_fixture (file);
  document = load (file, &error);
  g_assert_no_error (error);
  rename_model (document, "Library");
  g_assert_true (g_file_set_contents (path, "{\"changed\": \"elsewhere\"}", -1, NULL));
  g_assert_false (save (document, NULL, NULL, PP_DOCUMENT_SAVE_NONE, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_WRONG_ETAG);
  g_clear_error (&error);
  g_assert_true (pp_document_is_modified (document));
  g_file_get_contents (path, &text, NULL, NULL);
  g_assert_cmpstr (text, ==, "{\"changed\": \"elsewhere\"}");

  g_assert_true (save (document, NULL, NULL, PP_DOCUMENT_SAVE_OVERWRITE, &error));
  g_assert_no_error (error);
  g_assert_false (pp_document_is_modified (document));
  end_document (document);
}

static void
test_failed_save (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (GFile) file = get_file (fixture, "bookshop.json");
  g_autoptr (GFile) nowhere = g_file_new_build_filename (fixture->folder, "no", "such", "folder.parapet", NULL);
  g_autoptr (GError) error = NULL;
  PpDocument *document;

  copy_fixture (file);
  document = load (file, &error);
  g_assert_no_error (error);
  rename_model (document, "Library");
  g_assert_false (save (document, nowhere, "parapet", PP_DOCUMENT_SAVE_NONE, &error));
  g_assert_nonnull (error);
  g_assert_true (pp_document_is_modified (document));
  g_assert_true (g_file_equal (pp_document_get_file (document), file));
  g_assert_cmpstr (pp_document_get_format (document)->id, ==, "threat-dragon");
  end_document (document);
}

static void
test_unreadable (Fixture       *fixture,
                 gconstpointer  data)
{
  static const struct {
    const char *text;
    const char *place;
  } cases[] = {
    { "{ \"summary\": ", "1:" },
    { "", NULL },
    { "[1, 2, 3]", NULL },
    { "\x89PNG\r\n", NULL },
  };
  g_autoptr (GFile) file = get_file (fixture, "broken.json");
  g_autofree char *path = g_file_get_path (file);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (g_file_set_contents (path, cases[i].text, -1, NULL));
      g_assert_null (load (file, &error));
      g_assert_nonnull (error);
      if (cases[i].place != NULL)
        g_assert_true (g_str_has_prefix (error->message, cases[i].place));
    }
}

static void
test_cancelled (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GFile) file = get_file (fixture, "bookshop.json");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  copy_fixture (file);
  pp_document_load_async (file, cancellable, keep_result_cb, &result);
  g_cancellable_cancel (cancellable);
  g_assert_null (pp_document_load_finish (wait_for (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* What was begun is given to whoever asks for that file, once. */
static void
test_begun (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (GFile) file = get_file (fixture, "bookshop.json");
  g_autoptr (GFile) missing = get_file (fixture, "missing.json");
  g_autoptr (GError) error = NULL;
  PpDocument *begun, *plain;

  copy_fixture (file);
  pp_document_begin_load (file);
  g_assert_null (load (missing, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);

  begun = load (file, &error);
  g_assert_no_error (error);
  plain = load (file, &error);
  g_assert_no_error (error);
  g_assert_true (begun != plain);
  g_assert_true (g_file_equal (pp_document_get_file (begun), file));
  assert_same_model (begun, plain);
  end_document (begun);
  end_document (plain);

  pp_document_begin_load (missing);
  g_assert_null (load (missing, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

/* A document that is let go as by a crash: its journal stays. */
static PpDocument *
recover_only (guint *n_steps)
{
  g_autoptr (GPtrArray) recoveries = pp_journal_list_recoverable (pp_document_get_journal_folder ());
  g_autoptr (GError) error = NULL;
  PpDocument *document;

  g_assert_cmpuint (recoveries->len, ==, 1);
  document = pp_document_recover (g_ptr_array_index (recoveries, 0), n_steps, &error);
  g_assert_no_error (error);
  return document;
}

static void
test_recover_new (Fixture       *fixture,
                  gconstpointer  data)
{
  PpDocument *document = pp_document_new ("Shop", "Main");
  g_autoptr (PpDocument) same = NULL;
  g_autoptr (GPtrArray) left = NULL;
  g_autofree char *title = NULL;
  guint n_steps = 0;

  rename_model (document, "One");
  rename_model (document, "Two");
  pp_history_undo (pp_document_get_history (document));
  let_go (document);

  same = recover_only (&n_steps);
  title = pp_document_dup_title (same);
  g_assert_cmpstr (title, ==, "One");
  g_assert_cmpuint (n_steps, >=, 1);
  g_assert_true (pp_document_is_modified (same));
  g_assert_null (pp_document_get_file (same));
  pp_document_discard_journal (same);
  left = pp_journal_list_recoverable (pp_document_get_journal_folder ());
  g_assert_cmpuint (left->len, ==, 0);
}

static void
test_recover_file (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (GFile) file = get_file (fixture, "bookshop.json");
  g_autoptr (GError) error = NULL;
  PpDocument *document, *same;
  g_autofree char *title = NULL;

  copy_fixture (file);
  document = load (file, &error);
  g_assert_no_error (error);
  rename_model (document, "Library");
  let_go (document);

  same = recover_only (NULL);
  title = pp_document_dup_title (same);
  g_assert_cmpstr (title, ==, "Library");
  g_assert_true (pp_document_is_modified (same));
  g_assert_true (g_file_equal (pp_document_get_file (same), file));
  g_assert_cmpstr (pp_document_get_format (same)->id, ==, "threat-dragon");
  g_assert_true (save (same, NULL, NULL, PP_DOCUMENT_SAVE_NONE, &error));
  g_assert_no_error (error);
  end_document (same);
}

static void
move_first_node (PpDocument *document,
                 double      dx)
{
  PpModel *model = pp_document_get_model (document);
  PpLayout *layout = PP_LAYOUT (pp_model_peek_record (model, PP_RECORD_LAYOUT, 0));
  g_autoptr (GPtrArray) nodes = pp_model_dup_sorted (model, PP_RECORD_NODE);
  const char *id = pp_record_get_id (g_ptr_array_index (nodes, 0));
  g_autoptr (PpPlacement) placement = pp_placement_copy (pp_layout_get_placement (layout, id));
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (GError) error = NULL;

  pp_placement_translate (placement, dx, 0);
  changes = pp_edit_place (model, pp_record_get_id (PP_RECORD (layout)), id, placement);
  pp_history_apply (pp_document_get_history (document), "Move", changes, &error);
  g_assert_no_error (error);
}

/* A placement carries the cell that it came from, and saving gives the file another one. */
static void
test_recover_after_saving (Fixture       *fixture,
                           gconstpointer  data)
{
  g_autoptr (GFile) file = get_file (fixture, "bookshop.json");
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (JsonNode) was = NULL;
  g_autoptr (JsonNode) is = NULL;
  PpDocument *document, *same;

  copy_fixture (file);
  document = load (file, &error);
  g_assert_no_error (error);
  move_first_node (document, 10);
  g_assert_true (save (document, NULL, NULL, PP_DOCUMENT_SAVE_NONE, &error));
  g_assert_no_error (error);
  move_first_node (document, 20);
  was = pp_model_to_json (pp_document_get_model (document));
  before = pp_json_to_string (was, PP_JSON_STYLE_CANONICAL, NULL);
  let_go (document);

  same = recover_only (NULL);
  is = pp_model_to_json (pp_document_get_model (same));
  after = pp_json_to_string (is, PP_JSON_STYLE_CANONICAL, NULL);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpstr (pp_document_get_format (same)->id, ==, "threat-dragon");
  pp_document_discard_journal (same);
  end_document (same);
}

static void
test_saved_leaves_no_journal (Fixture       *fixture,
                              gconstpointer  data)
{
  PpDocument *document = pp_document_new ("Shop", "Main");
  g_autoptr (GFile) file = get_file (fixture, "shop.parapet");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) left = NULL;

  rename_model (document, "One");
  g_assert_true (save (document, file, NULL, PP_DOCUMENT_SAVE_NONE, &error));
  g_assert_no_error (error);
  let_go (document);
  left = pp_journal_list_recoverable (pp_document_get_journal_folder ());
  g_assert_cmpuint (left->len, ==, 0);
}

#define ADD(path, function) g_test_add ("/app/document/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("new", test_new);
  ADD ("modified", test_modified);
  ADD ("save-and-load", test_save_and_load);
  ADD ("edit-while-saving", test_edit_while_saving);
  ADD ("threat-dragon-stays", test_threat_dragon_stays);
  ADD ("changed-on-disk", test_changed_on_disk);
  ADD ("failed-save", test_failed_save);
  ADD ("save-while-saving", test_save_while_saving);
  ADD ("failed-save-while-saving", test_failed_save_while_saving);
  ADD ("unreadable", test_unreadable);
  ADD ("cancelled", test_cancelled);
  ADD ("begun", test_begun);
  ADD ("recover-new", test_recover_new);
  ADD ("recover-file", test_recover_file);
  ADD ("recover-after-saving", test_recover_after_saving);
  ADD ("saved-leaves-no-journal", test_saved_leaves_no_journal);
  return g_test_run ();
}
