/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "inspector-fixture.h"

#include "pp-attack-bundle.h"
#include "pp-attack-compare.h"
#include "pp-attack-store.h"
#include "pp-attack-update-dialog.h"
#include "pp-attack-window.h"

/* A release of a matrix with one technique, T9001, which has replaced the T1528 of the fixture. */
static const char bundle[] =
  "{\"type\":\"bundle\",\"id\":\"b\",\"objects\":["
  "{\"type\":\"x-mitre-matrix\",\"id\":\"m\",\"tactic_refs\":[\"x-mitre-tactic--1\"],"
  "\"external_references\":[{\"source_name\":\"mitre-attack\",\"external_id\":\"enterprise-attack\"}]},"
  "{\"type\":\"x-mitre-tactic\",\"id\":\"x-mitre-tactic--1\",\"name\":\"First\",\"x_mitre_shortname\":\"first\","
  "\"external_references\":[{\"source_name\":\"mitre-attack\",\"external_id\":\"TA9001\"}]},"
  "{\"type\":\"attack-pattern\",\"id\":\"new\",\"name\":\"Brand new\",\"kill_chain_phases\":[{\"phase_name\":\"first\"}],"
  "\"external_references\":[{\"source_name\":\"mitre-attack\",\"external_id\":\"T9001\"}]},"
  "{\"type\":\"attack-pattern\",\"id\":\"old\",\"name\":\"Old\",\"revoked\":true,"
  "\"external_references\":[{\"source_name\":\"mitre-attack\",\"external_id\":\"T1528\"}]},"
  "{\"type\":\"relationship\",\"id\":\"r\",\"relationship_type\":\"revoked-by\",\"source_ref\":\"old\",\"target_ref\":\"new\"}"
  "]}";

static GFile *
write_file (const char *text)
{
  GFileIOStream *stream = NULL;
  GFile *file = g_file_new_tmp ("bundle-XXXXXX.json", &stream, NULL);

  g_object_unref (stream);
  g_assert_true (g_file_replace_contents (file, text, strlen (text), NULL, FALSE, 0, NULL, NULL, NULL));
  return file;
}

static GtkWidget *
open_dialog (Fixture    *self,
             GFile      *file,
             const char *page)
{
  GtkWidget *dialog = pp_attack_update_dialog_new (GTK_WINDOW (self->window), self->history, file);

  gtk_window_present (GTK_WINDOW (dialog));
  while (!g_str_equal (gtk_stack_get_visible_child_name (GTK_STACK (find_part (dialog, "stack"))), page))
    g_main_context_iteration (NULL, TRUE);
  inspector_fixture_settle ();
  return dialog;
}

static void
updated_cb (gboolean *updated)
{
  *updated = TRUE;
}

/* Takes what a dialog offers; it closes by itself. */
static void
use (GtkWidget *dialog)
{
  gboolean updated = FALSE;

  g_signal_connect_swapped (dialog, "updated", G_CALLBACK (updated_cb), &updated);
  g_signal_emit_by_name (find_part (dialog, "use_button"), "clicked");
  while (!updated)
    g_main_context_iteration (NULL, TRUE);
  inspector_fixture_settle ();
}

static void
forget_releases (void)
{
  g_autoptr (PpAttack) built_in = pp_attack_new ();

  for (PpAttackDomain domain = 0; domain < PP_N_ATTACK_DOMAINS; domain++)
    g_assert_true (pp_attack_store_save (built_in, domain, NULL));
  pp_attack_set_default (built_in);
}

static const char *
get_technique (Fixture *self)
{
  return pp_element_get_techniques (pp_model_lookup_element (self->model, "attack"))[0];
}

static const char *
get_release (PpAttackDomain domain)
{
  return pp_attack_get_release (pp_attack_get_default (), domain);
}

static void
test_release_is_taken (Fixture       *self,
                       gconstpointer  data)
{
  g_autoptr (GFile) file = write_file (bundle);
  g_autoptr (PpAttack) kept = NULL;

  g_assert_cmpstr (get_technique (self), ==, "T1528");
  use (open_dialog (self, file, "changes"));
  g_assert_cmpstr (get_technique (self), ==, "T9001");
  g_assert_cmpuint (inspector_fixture_count_steps (self), ==, 1);
  g_assert_false (pp_attack_is_built_in (pp_attack_get_default (), PP_ATTACK_ENTERPRISE));
  g_assert_true (pp_attack_is_built_in (pp_attack_get_default (), PP_ATTACK_ICS));
  kept = pp_attack_store_load_release (PP_ATTACK_ENTERPRISE, NULL);
  g_assert_nonnull (kept);
  forget_releases ();
  g_file_delete (file, NULL, NULL);
}

static GtkWidget *
open_window (Fixture *self)
{
  g_autoptr (PpAssessment) assessment = pp_assessment_new (self->history);
  GtkWidget *window;

  while (!pp_assessment_is_ready (assessment))
    g_main_context_iteration (NULL, TRUE);
  window = pp_attack_window_new (GTK_WINDOW (self->window), assessment);
  gtk_window_present (GTK_WINDOW (window));
  inspector_fixture_settle ();
  return window;
}

static GtkWidget *
find_dialog (GtkWidget *window)
{
  g_autoptr (GListModel) toplevels = g_object_ref (gtk_window_get_toplevels ());

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWidget) toplevel = g_list_model_get_item (toplevels, i);

      if (PP_IS_ATTACK_UPDATE_DIALOG (toplevel) && gtk_window_get_transient_for (GTK_WINDOW (toplevel)) == GTK_WINDOW (window))
        return toplevel;
    }
  return NULL;
}

static GtkWidget *
open_built_in (GtkWidget *window)
{
  gtk_widget_activate_action (window, "attack.built-in", NULL);
  g_assert_nonnull (find_dialog (window));
  return find_dialog (window);
}

/* One matrix goes back to what is built in, and the model with it; the other keeps the release it has. */
static void
test_release_is_taken_back (Fixture       *self,
                            gconstpointer  data)
{
  g_autoptr (GFile) enterprise = write_file (bundle);
  g_autoptr (GString) text = g_string_new (bundle);
  g_autoptr (GFile) mobile = NULL;
  GtkWidget *window;

  g_string_replace (text, "enterprise-attack", "mobile-attack", 0);
  g_string_replace (text, "T9001", "T9002", 0);
  g_string_replace (text, "T1528", "T9003", 0);
  mobile = write_file (text->str);
  use (open_dialog (self, enterprise, "changes"));
  use (open_dialog (self, mobile, "changes"));
  window = open_window (self);
  use (open_built_in (window));
  g_assert_cmpstr (get_release (PP_ATTACK_ENTERPRISE), ==, "18.1");
  g_assert_true (pp_attack_is_built_in (pp_attack_get_default (), PP_ATTACK_ENTERPRISE));
  g_assert_false (pp_attack_is_built_in (pp_attack_get_default (), PP_ATTACK_MOBILE));
  g_assert_cmpstr (get_technique (self), ==, "T1528");
  gtk_window_destroy (GTK_WINDOW (window));
  forget_releases ();
  g_file_delete (enterprise, NULL, NULL);
  g_file_delete (mobile, NULL, NULL);
}

static void
wait_for_release (gboolean built_in)
{
  while (pp_attack_is_built_in (pp_attack_get_default (), PP_ATTACK_ENTERPRISE) != built_in)
    g_main_context_iteration (NULL, TRUE);
  inspector_fixture_settle ();
}

/* Undo brings back the release and what stood in the model, as long as nothing else was done. */
static void
test_undo (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr (GFile) file = write_file (bundle);
  g_autoptr (JsonNode) name = json_node_init_string (json_node_alloc (), "Another");
  g_autoptr (PpAttack) kept = NULL;
  GtkWidget *window;

  use (open_dialog (self, file, "changes"));
  window = open_window (self);
  use (open_built_in (window));
  gtk_widget_activate_action (window, "attack.undo-release", NULL);
  wait_for_release (FALSE);
  g_assert_cmpstr (get_technique (self), ==, "T9001");
  kept = pp_attack_store_load_release (PP_ATTACK_ENTERPRISE, NULL);
  g_assert_nonnull (kept);

  use (open_built_in (window));
  g_assert_true (pp_history_set (self->history, "Rename", "api", "name", name, NULL));
  gtk_widget_activate_action (window, "attack.undo-release", NULL);
  inspector_fixture_settle ();
  wait_for_release (TRUE);
  g_assert_cmpstr (get_technique (self), ==, "T1528");
  gtk_window_destroy (GTK_WINDOW (window));
  forget_releases ();
  g_file_delete (file, NULL, NULL);
}

/* A release that was kept and cannot be read is told of, until its file is opened again. */
static void
test_fault_is_told (Fixture       *self,
                    gconstpointer  data)
{
  static const char text[] = "The kept release of ATT&CK for Enterprise cannot be read";
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "parapet", "attack", "enterprise", NULL);
  g_autofree char *table = g_build_filename (folder, "enterprise-techniques.tsv", NULL);
  g_autoptr (GFile) file = write_file (bundle);
  g_autoptr (PpAttack) stored = NULL;
  GtkWidget *window;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (table, "id\tname\nT9001\tBrand new\n", -1, NULL));
  stored = pp_attack_store_load ();
  pp_attack_set_default (stored);
  window = open_window (self);
  g_assert_cmpuint (count_labels (window, text), >, 0);
  g_assert_cmpuint (count_labels (window, "Open Its File…"), >, 0);
  gtk_window_destroy (GTK_WINDOW (window));

  use (open_dialog (self, file, "changes"));
  window = open_window (self);
  g_assert_cmpuint (count_labels (window, text), ==, 0);
  gtk_window_destroy (GTK_WINDOW (window));
  forget_releases ();
  g_file_delete (file, NULL, NULL);
}

static void
test_nothing_is_silent (Fixture       *self,
                        gconstpointer  data)
{
  g_autoptr (GFile) file = write_file (bundle);
  GtkWidget *dialog = open_dialog (self, file, "changes");

  gtk_window_close (GTK_WINDOW (dialog));
  inspector_fixture_settle ();
  g_assert_cmpstr (pp_element_get_techniques (pp_model_lookup_element (self->model, "attack"))[0], ==, "T1528");
  g_assert_true (pp_attack_is_built_in (pp_attack_get_default (), PP_ATTACK_ENTERPRISE));
  g_assert_null (pp_attack_store_load_release (PP_ATTACK_ENTERPRISE, NULL));
  g_file_delete (file, NULL, NULL);
}

static void
test_other_files_are_refused (Fixture       *self,
                              gconstpointer  data)
{
  const char *texts[] = { "", "{}", "not json", "\x1f\x8bgarbage", "{\"type\":\"bundle\",\"objects\":[]}" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GFile) file = write_file (texts[i]);
      GtkWidget *dialog = open_dialog (self, file, "problem");

      g_assert_false (gtk_widget_get_sensitive (find_part (dialog, "use_button")));
      gtk_window_close (GTK_WINDOW (dialog));
      inspector_fixture_settle ();
      g_file_delete (file, NULL, NULL);
    }
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/* The real bundles, in both versions of STIX and with or without compression. */
static void
test_bundle_of_mitre (gconstpointer data)
{
  g_autofree char *path = g_build_filename (PP_SHARED_DATA, "attack", "stix", data, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (PpAttackBundle) bundle_read = NULL;
  g_autoptr (GArray) techniques = NULL;
  g_autoptr (GPtrArray) differences = NULL;
  g_autoptr (GError) error = NULL;
  PpAttackProgress progress = { 0 };

  if (!g_file_query_exists (file, NULL))
    {
      g_test_skip ("the real data is not beside the project");
      return;
    }
  pp_attack_bundle_load_async (file, &progress, NULL, loaded_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  bundle_read = pp_attack_bundle_load_finish (result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (progress.permille, ==, 1000);
  techniques = pp_attack_list_techniques (bundle_read->attack, bundle_read->domain, TRUE);
  g_assert_cmpuint (techniques->len, >, 50);
  differences = pp_attack_compare (pp_attack_get_default (), bundle_read->attack, bundle_read->domain);
  /* All but Mobile 17.1 are the release that is built in. */
  if (strstr (data, "18.1") != NULL)
    g_assert_cmpuint (differences->len, ==, 0);
  else
    g_assert_cmpuint (differences->len, >, 0);
}

#define ADD(name, function) \
  g_test_add ("/app/attack-update/" name, Fixture, NULL, inspector_fixture_set_up, function, \
              inspector_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  static const char * const bundles[] = {
    "enterprise-attack-18.1.stix20.json.gz", "ics-attack-18.1.stix20.json.gz", "ics-attack-18.1.stix21.json.gz",
    "mobile-attack-17.1.stix21.json.gz", "mobile-attack-18.1.stix20.json.gz",
  };

  g_autofree char *folder = g_dir_make_tmp ("attack-update-XXXXXX", NULL);

  /* What is taken here is not taken for the person who runs the tests. */
  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  gtk_test_init (&argc, &argv);
  adw_init ();

  ADD ("taken", test_release_is_taken);
  ADD ("taken-back", test_release_is_taken_back);
  ADD ("undo", test_undo);
  ADD ("fault-is-told", test_fault_is_told);
  ADD ("nothing-is-silent", test_nothing_is_silent);
  ADD ("refused", test_other_files_are_refused);
  for (guint i = 0; i < G_N_ELEMENTS (bundles); i++)
    {
      g_autofree char *name = g_strconcat ("/app/attack-update/of-mitre/", bundles[i], NULL);

      g_test_add_data_func (name, bundles[i], test_bundle_of_mitre);
    }

  return g_test_run ();
}
