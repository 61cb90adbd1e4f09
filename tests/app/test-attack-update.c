/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "inspector-fixture.h"

#include "pp-attack-bundle.h"
#include "pp-attack-compare.h"
#include "pp-attack-store.h"
#include "pp-attack-update-dialog.h"

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
test_release_is_taken (Fixture       *self,
                       gconstpointer  data)
{
  g_autoptr (GFile) file = write_file (bundle);
  g_autoptr (PpAttack) built_in = pp_attack_new (NULL);
  GtkWidget *dialog = open_dialog (self, file, "changes");
  PpElement *attack = pp_model_lookup_element (self->model, "attack");
  g_autoptr (GHashTable) kept = NULL;

  g_assert_cmpstr (pp_element_get_techniques (attack)[0], ==, "T1528");
  g_signal_emit_by_name (find_part (dialog, "use_button"), "clicked");
  inspector_fixture_settle ();
  g_assert_cmpstr (pp_element_get_techniques (attack)[0], ==, "T9001");
  g_assert_cmpuint (inspector_fixture_count_steps (self), ==, 1);
  g_assert_false (pp_attack_is_built_in (pp_attack_get_default ()));
  kept = pp_attack_store_load (NULL);
  g_assert_nonnull (kept);
  g_assert_true (pp_attack_store_remove (NULL));
  pp_attack_set_default (built_in);
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
  g_assert_true (pp_attack_is_built_in (pp_attack_get_default ()));
  g_assert_null (pp_attack_store_load (NULL));
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
  ADD ("nothing-is-silent", test_nothing_is_silent);
  ADD ("refused", test_other_files_are_refused);
  for (guint i = 0; i < G_N_ELEMENTS (bundles); i++)
    {
      g_autofree char *name = g_strconcat ("/app/attack-update/of-mitre/", bundles[i], NULL);

      g_test_add_data_func (name, bundles[i], test_bundle_of_mitre);
    }

  return g_test_run ();
}
