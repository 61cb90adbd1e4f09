/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-journal.h"
#include "pp-edit.h"
#include "pp-test-model.h"
#include "pp-test.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static const char base_text[] = "the bytes of a document, \xff\x01 whatever they are";

typedef struct {
  char      *path;
  GFile     *folder;
  PpModel   *model;
  PpHistory *history;
  PpJournal *journal;
} Fixture;

static const PpJournalDocument document = {
  .uri = "file:///tmp/shop.json",
  .name = "Shop",
  .format = "threat-dragon",
  .etag = "42",
  .program = "0.1.0",
};

static GBytes *
base_bytes (void)
{
  return g_bytes_new_static (base_text, sizeof base_text);
}

static void
start_journal (Fixture *fixture)
{
  g_autoptr (GBytes) base = base_bytes ();

  fixture->model = small_model ();
  fixture->history = pp_history_new (fixture->model);
  fixture->journal = pp_journal_new (fixture->folder, fixture->history, &document, base);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autofree char *path = g_dir_make_tmp ("parapet-journal-XXXXXX", NULL);

  fixture->path = g_build_filename (path, "made", "when needed", NULL);
  fixture->folder = g_file_new_for_path (fixture->path);
  start_journal (fixture);
}

/* What a crash does: the program is gone, the files stay. */
static void
crash (Fixture *fixture)
{
  g_clear_object (&fixture->journal);
  g_clear_object (&fixture->history);
  g_clear_object (&fixture->model);
}

static GPtrArray *
list_files (Fixture *fixture)
{
  GPtrArray *files = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (fixture->path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (files, g_build_filename (fixture->path, name, NULL));
  return files;
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GPtrArray) files = list_files (fixture);
  g_autofree char *parent = g_path_get_dirname (fixture->path);
  g_autofree char *root = g_path_get_dirname (parent);

  crash (fixture);
  for (guint i = 0; i < files->len; i++)
    g_unlink (g_ptr_array_index (files, i));
  g_rmdir (fixture->path);
  g_rmdir (parent);
  g_rmdir (root);
  g_clear_object (&fixture->folder);
  g_free (fixture->path);
}

static char *
find_file (Fixture    *fixture,
           const char *suffix)
{
  g_autoptr (GPtrArray) files = list_files (fixture);

  for (guint i = 0; i < files->len; i++)
    {
      if (g_str_has_suffix (g_ptr_array_index (files, i), suffix))
        return g_strdup (g_ptr_array_index (files, i));
    }
  return NULL;
}

static void
rename_shop (PpHistory  *history,
             const char *name)
{
  g_autoptr (JsonNode) value = text_node (name);
  g_autoptr (GError) error = NULL;

  pp_history_set (history, "Rename", "shop", "name", value, &error);
  g_assert_no_error (error);
}

static PpRecovery *
only_recovery (Fixture *fixture)
{
  g_autoptr (GPtrArray) recoveries = pp_journal_list_recoverable (fixture->folder);

  g_assert_cmpuint (recoveries->len, ==, 1);
  return g_object_ref (g_ptr_array_index (recoveries, 0));
}

static void
assert_nothing_to_recover (Fixture *fixture)
{
  g_autoptr (GPtrArray) recoveries = pp_journal_list_recoverable (fixture->folder);

  g_assert_cmpuint (recoveries->len, ==, 0);
}

static void
assert_replays_to (PpRecovery *recovery,
                   const char *expected,
                   guint       expected_steps)
{
  g_autoptr (PpModel) model = small_model ();
  g_autoptr (PpHistory) history = pp_history_new (model);
  g_autofree char *replayed = NULL;
  g_autoptr (GError) error = NULL;
  guint n_replayed;

  pp_recovery_replay (recovery, history, &n_replayed, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_replayed, ==, expected_steps);
  replayed = canonical (model);
  g_assert_cmpstr (replayed, ==, expected);
}

static void
test_nothing_before_the_first_step (Fixture       *fixture,
                                    gconstpointer  data)
{
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  rename_shop (fixture->history, "Kiosk");
  g_assert_true (g_file_test (fixture->path, G_FILE_TEST_IS_DIR));
}

static void
test_files_are_private (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autoptr (GPtrArray) files = NULL;
  GStatBuf status;

  rename_shop (fixture->history, "Kiosk");
  g_assert_cmpint (g_stat (fixture->path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0700);
  files = list_files (fixture);
  g_assert_cmpuint (files->len, ==, 2);
  for (guint i = 0; i < files->len; i++)
    {
      g_assert_cmpint (g_stat (g_ptr_array_index (files, i), &status), ==, 0);
      g_assert_cmpint (status.st_mode & 0777, ==, 0600);
    }
}

static void
test_recovers_all_steps (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autofree char *expected = NULL;
  g_autoptr (PpRecovery) recovery = NULL;
  g_autoptr (GBytes) base = NULL;
  g_autoptr (GBytes) original = base_bytes ();
  g_autoptr (GError) error = NULL;

  rename_shop (fixture->history, "Kiosk \"at\" the\ncorner \xc3\xa9");
  g_assert_true (pp_history_undo (fixture->history));
  g_assert_true (pp_history_redo (fixture->history));
  pp_history_begin (fixture->history, "Two");
  rename_shop (fixture->history, "Mall");
  rename_shop (fixture->history, "Market");
  g_assert_true (pp_history_commit (fixture->history));
  expected = canonical (fixture->model);
  crash (fixture);

  recovery = only_recovery (fixture);
  g_assert_cmpstr (pp_recovery_get_name (recovery), ==, "Shop");
  g_assert_cmpstr (pp_recovery_get_uri (recovery), ==, document.uri);
  g_assert_cmpstr (pp_recovery_get_format (recovery), ==, "threat-dragon");
  g_assert_cmpstr (pp_recovery_get_etag (recovery), ==, "42");
  g_assert_cmpstr (pp_recovery_get_model_id (recovery), ==, "m");
  g_assert_cmpuint (pp_recovery_get_n_steps (recovery), ==, 4);
  g_assert_null (pp_recovery_get_problem (recovery));
  g_assert_nonnull (pp_recovery_get_time (recovery));
  pp_recovery_load_base (recovery, &base, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (base, original));
  assert_replays_to (recovery, expected, 4);

  pp_recovery_delete (recovery);
  g_clear_object (&recovery);
  assert_nothing_to_recover (fixture);
}

/* A text that was typed letter by letter is taken back at once, as it would have been before. */
static void
test_typing_is_one_step (Fixture       *fixture,
                         gconstpointer  data)
{
  static const char * const typed[] = { "K", "Ki", "Kiosk" };
  g_autoptr (PpModel) model = small_model ();
  g_autoptr (PpHistory) history = pp_history_new (model);
  g_autoptr (PpRecovery) recovery = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *original = canonical (model);
  g_autofree char *undone = NULL;

  for (guint round = 0; round < 2; round++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
        {
          g_autoptr (GPtrArray) changes = pp_change_list_new ();
          PpRecord *shop = pp_model_lookup (fixture->model, "shop");
          g_autoptr (JsonNode) before = pp_record_dup_field (shop, "name");
          g_autoptr (JsonNode) after = json_node_init_string (json_node_alloc (), typed[i]);

          g_ptr_array_add (changes, pp_change_new_set (PP_RECORD_NODE, "shop", "name", before, after));
          pp_history_apply_merged (fixture->history, "Rename", "typing", changes, &error);
          g_assert_no_error (error);
          g_assert_cmpint (pp_history_was_merged (fixture->history), ==, i > 0);
        }
      pp_history_end_merge (fixture->history);
    }
  crash (fixture);

  recovery = only_recovery (fixture);
  pp_recovery_replay (recovery, history, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (pp_history_get_undo_label (history), ==, "Rename");
  g_assert_true (pp_history_undo (history));
  g_assert_true (pp_history_undo (history));
  g_assert_false (pp_history_can_undo (history));
  undone = canonical (model);
  g_assert_cmpstr (undone, ==, original);
}

static void
test_a_model_that_was_never_saved (Fixture       *fixture,
                                   gconstpointer  data)
{
  const PpJournalDocument unsaved = { .name = "Untitled" };
  g_autoptr (PpJournal) journal = NULL;
  g_autoptr (PpRecovery) recovery = NULL;
  g_autoptr (GBytes) base = NULL;
  g_autoptr (GError) error = NULL;

  pp_journal_discard (fixture->journal);
  journal = pp_journal_new (fixture->folder, fixture->history, &unsaved, NULL);
  rename_shop (fixture->history, "Kiosk");
  g_clear_object (&journal);

  recovery = only_recovery (fixture);
  g_assert_null (pp_recovery_get_uri (recovery));
  g_assert_null (pp_recovery_get_format (recovery));
  g_assert_true (pp_recovery_load_base (recovery, &base, &error));
  g_assert_null (base);
}

static void
test_in_use_is_not_offered (Fixture       *fixture,
                            gconstpointer  data)
{
  g_autoptr (PpRecovery) recovery = NULL;

  rename_shop (fixture->history, "Kiosk");
  assert_nothing_to_recover (fixture);
  crash (fixture);
  recovery = only_recovery (fixture);
  assert_nothing_to_recover (fixture);
  g_clear_object (&recovery);
  recovery = only_recovery (fixture);
}

static void
test_discard (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GPtrArray) files = NULL;

  rename_shop (fixture->history, "Kiosk");
  pp_journal_discard (fixture->journal);
  rename_shop (fixture->history, "Mall");
  files = list_files (fixture);
  g_assert_cmpuint (files->len, ==, 0);
}

static void
test_save_begins_anew (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr (GBytes) saved = g_bytes_new_static ("saved", 5);
  g_autoptr (GBytes) base = NULL;
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (PpRecovery) recovery = NULL;

  rename_shop (fixture->history, "Kiosk");
  pp_journal_reset (fixture->journal, &document, saved, pp_journal_get_position (fixture->journal));
  files = list_files (fixture);
  g_assert_cmpuint (files->len, ==, 0);

  rename_shop (fixture->history, "Mall");
  crash (fixture);
  recovery = only_recovery (fixture);
  g_assert_cmpuint (pp_recovery_get_n_steps (recovery), ==, 1);
  g_assert_true (pp_recovery_load_base (recovery, &base, NULL));
  g_assert_true (g_bytes_equal (base, saved));
}

static void
test_edits_during_a_save_stay (Fixture       *fixture,
                               gconstpointer  data)
{
  g_autoptr (GBytes) saved = g_bytes_new_static ("saved", 5);
  g_autoptr (PpModel) base_model = small_model ();
  g_autoptr (PpHistory) history = pp_history_new (base_model);
  g_autoptr (PpRecovery) recovery = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *replayed = NULL;
  guint64 position;

  rename_shop (fixture->history, "Kiosk");
  position = pp_journal_get_position (fixture->journal);
  rename_shop (fixture->history, "Mall");
  rename_shop (fixture->history, "Market");
  pp_journal_reset (fixture->journal, &document, saved, position);
  rename_shop (fixture->history, "Bazaar");
  expected = canonical (fixture->model);
  crash (fixture);

  recovery = only_recovery (fixture);
  g_assert_cmpuint (pp_recovery_get_n_steps (recovery), ==, 3);
  rename_shop (history, "Kiosk");
  g_assert_true (pp_recovery_replay (recovery, history, NULL, NULL));
  replayed = canonical (base_model);
  g_assert_cmpstr (replayed, ==, expected);
}

static void
append_to_journal (Fixture    *fixture,
                   const char *text)
{
  g_autofree char *path = find_file (fixture, ".journal");
  FILE *file = g_fopen (path, "a");

  g_assert_nonnull (file);
  fputs (text, file);
  fclose (file);
}

static void
test_a_torn_last_line_is_passed_over (Fixture       *fixture,
                                      gconstpointer  data)
{
  g_autofree char *expected = NULL;
  g_autoptr (PpRecovery) recovery = NULL;

  rename_shop (fixture->history, "Kiosk");
  expected = canonical (fixture->model);
  crash (fixture);
  append_to_journal (fixture, "{\"label\":\"Rename\",\"changes\":[{\"op\":\"se");

  recovery = only_recovery (fixture);
  g_assert_cmpuint (pp_recovery_get_n_steps (recovery), ==, 1);
  assert_replays_to (recovery, expected, 1);
  g_assert_null (pp_recovery_get_problem (recovery));
}

static void
test_a_damaged_line_ends_the_replay (Fixture       *fixture,
                                     gconstpointer  data)
{
  g_autofree char *expected = NULL;
  g_autoptr (PpRecovery) recovery = NULL;

  rename_shop (fixture->history, "Kiosk");
  expected = canonical (fixture->model);
  crash (fixture);
  append_to_journal (fixture, "{\"label\":\"Rename\",\"chan\x01\n{\"changes\":[]}\n");

  recovery = only_recovery (fixture);
  g_assert_cmpuint (pp_recovery_get_n_steps (recovery), ==, 3);
  assert_replays_to (recovery, expected, 1);
  g_assert_true (g_str_has_prefix (pp_recovery_get_problem (recovery), "line 3: "));
  g_assert_true (g_str_has_suffix (pp_recovery_get_problem (recovery), "2 steps were left out"));
}

static void
test_a_step_that_does_not_fit (Fixture       *fixture,
                               gconstpointer  data)
{
  g_autoptr (PpModel) other = pp_model_new ("other");
  g_autoptr (PpHistory) history = pp_history_new (other);
  g_autoptr (PpRecovery) recovery = NULL;
  g_autoptr (GError) error = NULL;

  rename_shop (fixture->history, "Kiosk");
  crash (fixture);
  recovery = only_recovery (fixture);
  g_assert_false (pp_recovery_replay (recovery, history, NULL, &error));
  g_assert_error (error, PP_JOURNAL_ERROR, PP_JOURNAL_ERROR_CORRUPT);
}

static void
test_strange_files (Fixture       *fixture,
                    gconstpointer  data)
{
  static const char * const texts[] = {
    "",
    "no end of line",
    "no json\n",
    "[]\n",
    "{\"parapetJournal\":2}\n",
    "{\"name\":\"x\"}\n{}\n",
  };

  g_assert_cmpint (g_mkdir_with_parents (fixture->path, 0700), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *path = g_build_filename (fixture->path, "x.journal", NULL);
      g_autoptr (PpRecovery) recovery = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_true (g_file_set_contents (path, texts[i], -1, NULL));
      recovery = only_recovery (fixture);
      g_assert_nonnull (pp_recovery_get_problem (recovery));
      g_assert_nonnull (pp_recovery_get_name (recovery));
      g_assert_false (pp_recovery_replay (recovery, fixture->history, NULL, &error));
      g_assert_error (error, PP_JOURNAL_ERROR, PP_JOURNAL_ERROR_CORRUPT);
    }
}

static void
test_a_missing_base_is_an_error (Fixture       *fixture,
                                 gconstpointer  data)
{
  g_autofree char *base_path = NULL;
  g_autoptr (PpRecovery) recovery = NULL;
  g_autoptr (GBytes) base = NULL;
  g_autoptr (GError) error = NULL;

  rename_shop (fixture->history, "Kiosk");
  crash (fixture);
  recovery = only_recovery (fixture);
  base_path = find_file (fixture, ".base");
  g_assert_true (g_file_set_contents (base_path, "short", -1, NULL));
  g_assert_false (pp_recovery_load_base (recovery, &base, &error));
  g_assert_error (error, PP_JOURNAL_ERROR, PP_JOURNAL_ERROR_CORRUPT);
  g_assert_null (base);
}

static void
count_failure (PpJournal *journal,
               GError    *error,
               guint     *n_failures)
{
  g_assert_nonnull (error);
  (*n_failures)++;
}

static void
test_failure_is_told_once_and_made_good (Fixture       *fixture,
                                         gconstpointer  data)
{
  g_autofree char *parent = g_path_get_dirname (fixture->path);
  g_autofree char *expected = NULL;
  g_autoptr (PpRecovery) recovery = NULL;
  guint n_failures = 0;

  /* A file where the folder should be: nothing can be made below it, not even by root. */
  g_assert_true (g_file_set_contents (parent, "", 0, NULL));
  g_signal_connect (fixture->journal, "failed", G_CALLBACK (count_failure), &n_failures);
  rename_shop (fixture->history, "Kiosk");
  rename_shop (fixture->history, "Mall");
  g_assert_cmpuint (n_failures, ==, 1);
  g_assert_true (pp_journal_is_failing (fixture->journal));

  g_assert_cmpint (g_unlink (parent), ==, 0);
  rename_shop (fixture->history, "Market");
  g_assert_false (pp_journal_is_failing (fixture->journal));
  expected = canonical (fixture->model);
  crash (fixture);
  recovery = only_recovery (fixture);
  assert_replays_to (recovery, expected, 3);
}

static void
test_syncing_does_not_keep_it_alive (Fixture       *fixture,
                                     gconstpointer  data)
{
  PpJournal *journal = g_steal_pointer (&fixture->journal);

  rename_shop (fixture->history, "Kiosk");
  pp_wait_until (G_OBJECT (journal)->ref_count == 2);
  pp_wait_until (G_OBJECT (journal)->ref_count == 1);
  g_assert_finalize_object (journal);
}

/* The child edits in a loop and tells each committed step through a pipe, the number before and after,
 * until it is killed. */
static void
edit_until_killed (Fixture *fixture,
                   int      fd)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  start_journal (fixture);
  for (guint32 step = 1;; step++)
    {
      g_autofree char *name = g_strnfill (g_rand_int_range (random, 1, 20000), 'x');
      g_autofree char *text = g_strdup_printf ("%u %s", step, name);

      rename_shop (fixture->history, text);
      if (write (fd, &step, sizeof step) != sizeof step)
        _exit (1);
    }
}

static guint32
last_step_told (int fd)
{
  guint32 step, last = 0;

  while (read (fd, &step, sizeof step) == sizeof step)
    last = step;
  return last;
}

static guint32
step_in_name (PpModel *model)
{
  const char *name = pp_element_get_name (pp_model_lookup_element (model, "shop"));

  return (guint32) strtoul (name, NULL, 10);
}

static void
kill_one (Fixture *fixture,
          gulong   delay_us)
{
  g_autoptr (PpRecovery) recovery = NULL;
  g_autoptr (PpModel) model = small_model ();
  g_autoptr (PpHistory) history = pp_history_new (model);
  g_autoptr (GError) error = NULL;
  guint32 told, recovered;
  int pipe_fds[2], status;
  pid_t child;

  g_assert_cmpint (pipe (pipe_fds), ==, 0);
  child = fork ();
  if (child == 0)
    edit_until_killed (fixture, pipe_fds[1]);
  close (pipe_fds[1]);
  /* The pipe's buffer holds 16,384 steps; the child never gets that far before it is killed. */
  g_usleep (delay_us);
  g_assert_cmpint (kill (child, SIGKILL), ==, 0);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status));
  told = last_step_told (pipe_fds[0]);
  close (pipe_fds[0]);
  if (told == 0)
    return;

  recovery = only_recovery (fixture);
  g_assert_true (pp_recovery_replay (recovery, history, NULL, &error));
  g_assert_no_error (error);
  g_assert_null (pp_recovery_get_problem (recovery));
  recovered = step_in_name (model);
  g_assert_cmpuint (recovered, >=, told);
  g_assert_cmpuint (recovered, <=, told + 1);
  pp_recovery_delete (recovery);
}

static void
test_kill (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (g_test_rand_int ());

  crash (fixture);
  for (guint i = 0; i < 25; i++)
    {
      g_autoptr (GPtrArray) files = NULL;

      kill_one (fixture, g_rand_int_range (random, 3000, 40000));
      files = list_files (fixture);
      for (guint j = 0; j < files->len; j++)
        g_unlink (g_ptr_array_index (files, j));
    }
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/journal/nothing-before-the-first-step", test_nothing_before_the_first_step);
  ADD ("/journal/files-are-private", test_files_are_private);
  ADD ("/journal/recovers-all-steps", test_recovers_all_steps);
  ADD ("/journal/typing-is-one-step", test_typing_is_one_step);
  ADD ("/journal/a-model-that-was-never-saved", test_a_model_that_was_never_saved);
  ADD ("/journal/in-use-is-not-offered", test_in_use_is_not_offered);
  ADD ("/journal/discard", test_discard);
  ADD ("/journal/save/begins-anew", test_save_begins_anew);
  ADD ("/journal/save/edits-meanwhile-stay", test_edits_during_a_save_stay);
  ADD ("/journal/damage/torn-last-line", test_a_torn_last_line_is_passed_over);
  ADD ("/journal/damage/line-in-the-middle", test_a_damaged_line_ends_the_replay);
  ADD ("/journal/damage/step-that-does-not-fit", test_a_step_that_does_not_fit);
  ADD ("/journal/damage/strange-files", test_strange_files);
  ADD ("/journal/damage/base", test_a_missing_base_is_an_error);
  ADD ("/journal/failure-is-told-once-and-made-good", test_failure_is_told_once_and_made_good);
  ADD ("/journal/syncing-does-not-keep-it-alive", test_syncing_does_not_keep_it_alive);
  ADD ("/journal/kill", test_kill);

  return g_test_run ();
}
