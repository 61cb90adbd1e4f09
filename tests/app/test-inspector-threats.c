/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "inspector-fixture.h"

#include "pp-inspector-binding.h"
#include "pp-methodologies.h"
#include "pp-threat-list.h"
#include "pp-threat-page.h"
#include "pp-threat-row.h"

static PpThreat *
threat (Fixture    *self,
        const char *id)
{
  PpThreat *found = pp_model_lookup_threat (self->model, id);

  g_assert_nonnull (found);
  return found;
}

static GtkWidget *
part (Fixture *self,
      GType    type)
{
  return inspector_fixture_find (GTK_WIDGET (self->inspector), type, NULL);
}

static void
open_page (Fixture    *self,
           const char *element_id,
           const char *threat_id)
{
  inspector_fixture_select (self, element_id, NULL);
  pp_inspector_show_threat (self->inspector, threat_id);
  inspector_fixture_settle ();
  g_assert_nonnull (part (self, PP_TYPE_THREAT_PAGE));
}

static void
choose (Fixture    *self,
        const char *title,
        const char *label)
{
  AdwComboRow *row = ADW_COMBO_ROW (inspector_fixture_row (self, title));
  GListModel *model = adw_combo_row_get_model (row);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (GtkStringObject) item = g_list_model_get_item (model, i);

      if (g_strcmp0 (gtk_string_object_get_string (item), label) == 0)
        {
          adw_combo_row_set_selected (row, i);
          return;
        }
    }
  g_error ("“%s” does not offer “%s”", title, label);
}

static char *
list_choices (Fixture    *self,
              const char *title)
{
  AdwComboRow *row = ADW_COMBO_ROW (inspector_fixture_row (self, title));
  GListModel *model = adw_combo_row_get_model (row);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (GtkStringObject) item = g_list_model_get_item (model, i);

      g_string_append_printf (text, "%s%s", i > 0 ? "|" : "", gtk_string_object_get_string (item));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static const char *
get_choice (Fixture    *self,
            const char *title)
{
  AdwComboRow *row = ADW_COMBO_ROW (inspector_fixture_row (self, title));

  return gtk_string_object_get_string (adw_combo_row_get_selected_item (row));
}

static void
set_field (Fixture    *self,
           const char *id,
           const char *field,
           const char *text)
{
  g_autoptr (JsonNode) value = json_node_init_string (json_node_alloc (), text);

  g_assert_true (pp_history_set (self->history, "Set", id, field, value, NULL));
}

static void
test_list_shows_number_status_and_severity (Fixture       *self,
                                            gconstpointer  data)
{
  GtkWidget *list, *row;

  inspector_fixture_select (self, "api", NULL);
  list = part (self, PP_TYPE_THREAT_LIST);
  g_assert_cmpuint (pp_threat_list_get_n_rows (PP_THREAT_LIST (list)), ==, 2);
  row = pp_threat_list_find_row (PP_THREAT_LIST (list), "threat-1");
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, "#1 · Open · Spoofing");
  g_assert_cmpstr (adw_preferences_group_get_description (ADW_PREFERENCES_GROUP (list)), ==,
                   "1 open of 2");
  inspector_fixture_select (self, "call", NULL);
  g_assert_cmpuint (pp_threat_list_get_n_rows (PP_THREAT_LIST (list)), ==, 0);
}

static void
test_every_status_has_a_shape_of_its_own (Fixture       *self,
                                          gconstpointer  data)
{
  const char * const *statuses = pp_threat_statuses_list ();
  g_autoptr (GHashTable) icons = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; statuses[i] != NULL; i++)
    g_assert_true (g_hash_table_add (icons, (gpointer) pp_threat_status_get_icon (statuses[i])));
  g_assert_nonnull (pp_threat_status_get_icon ("Deferred"));
}

static void
test_add_edit_and_undo (Fixture       *self,
                        gconstpointer  data)
{
  g_autofree char *before = inspector_fixture_to_text (self);
  g_autofree char *after = NULL;
  g_autofree char *id = NULL;
  GtkWidget *list;

  inspector_fixture_select (self, "call", NULL);
  list = part (self, PP_TYPE_THREAT_LIST);
  g_signal_emit_by_name (list, "add");
  inspector_fixture_settle ();
  id = g_strdup (pp_threat_page_get_threat (PP_THREAT_PAGE (part (self, PP_TYPE_THREAT_PAGE))));
  g_assert_cmpstr (pp_threat_get_element (threat (self, id)), ==, "call");
  g_assert_cmpint (pp_threat_get_number (threat (self, id)), ==, 3);
  g_assert_cmpstr (pp_threat_get_methodology (threat (self, id)), ==, "STRIDE");
  g_assert_cmpstr (pp_threat_get_category (threat (self, id)), ==, "Tampering");

  gtk_editable_set_text (GTK_EDITABLE (inspector_fixture_row (self, "Title")), "Orders change");
  choose (self, "Category", "Denial of service");
  choose (self, "Status", "Not applicable");
  choose (self, "Severity", "Low");
  g_assert_cmpstr (pp_threat_get_title (threat (self, id)), ==, "Orders change");
  g_assert_cmpstr (pp_threat_get_category (threat (self, id)), ==, "Denial of service");
  g_assert_cmpstr (pp_threat_get_status (threat (self, id)), ==, "NotApplicable");
  g_assert_cmpstr (pp_threat_get_severity (threat (self, id)), ==, "Low");
  g_assert_cmpuint (inspector_fixture_count_steps (self), ==, 5);

  while (pp_history_undo (self->history))
    ;
  after = inspector_fixture_to_text (self);
  g_assert_cmpstr (before, ==, after);
  inspector_fixture_settle ();
  g_assert_null (part (self, PP_TYPE_THREAT_PAGE));
}

static void
test_categories_follow_method_and_class (Fixture       *self,
                                         gconstpointer  data)
{
  g_autofree char *of_process = NULL;
  g_autofree char *of_linddun = NULL;

  open_page (self, "api", "threat-1");
  of_process = list_choices (self, "Category");
  g_assert_cmpstr (of_process, ==, "Spoofing|Tampering|Repudiation|Information disclosure|"
                   "Denial of service|Elevation of privilege");
  set_field (self, "threat-1", "methodology", "LINDDUN");
  of_linddun = list_choices (self, "Category");
  g_assert_true (g_str_has_prefix (of_linddun, "Linkability|Identifiability|"));
  /* What the threat has stays, though the method does not know it. */
  g_assert_cmpstr (get_choice (self, "Category"), ==, "Spoofing");
  g_assert_cmpstr (pp_threat_get_category (threat (self, "threat-1")), ==, "Spoofing");
}

static void
test_unknown_words_stay (Fixture       *self,
                         gconstpointer  data)
{
  set_field (self, "threat-1", "status", "Deferred");
  set_field (self, "threat-1", "severity", "Sévère");
  open_page (self, "api", "threat-1");
  g_assert_cmpstr (get_choice (self, "Status"), ==, "Deferred");
  g_assert_cmpstr (get_choice (self, "Severity"), ==, "Sévère");
  g_assert_cmpuint (inspector_fixture_count_steps (self), ==, 2);
  choose (self, "Status", "Mitigated");
  g_assert_cmpstr (get_choice (self, "Status"), ==, "Mitigated");
  g_assert_true (pp_history_undo (self->history));
  g_assert_cmpstr (get_choice (self, "Status"), ==, "Deferred");
}

static void
test_words_in_another_case_are_known (Fixture       *self,
                                      gconstpointer  data)
{
  set_field (self, "threat-1", "status", "open");
  open_page (self, "api", "threat-1");
  g_assert_cmpstr (get_choice (self, "Status"), ==, "Open");
  g_assert_cmpstr (pp_threat_get_status (threat (self, "threat-1")), ==, "open");
}

static void
removed_cb (PpInspector  *inspector,
            const char   *message,
            char        **removed)
{
  g_free (*removed);
  *removed = g_strdup (message);
}

static void
test_delete_says_so_and_can_be_undone (Fixture       *self,
                                       gconstpointer  data)
{
  g_autofree char *before = inspector_fixture_to_text (self);
  g_autofree char *after = NULL;
  g_autofree char *removed = NULL;

  g_signal_connect (self->inspector, "removed", G_CALLBACK (removed_cb), &removed);
  open_page (self, "api", "threat-2");
  pp_threat_page_delete (PP_THREAT_PAGE (part (self, PP_TYPE_THREAT_PAGE)));
  inspector_fixture_settle ();
  g_assert_null (pp_model_lookup_threat (self->model, "threat-2"));
  g_assert_null (part (self, PP_TYPE_THREAT_PAGE));
  g_assert_cmpstr (removed, ==, "Threat “Orders of others can be read” deleted");
  g_assert_cmpuint (inspector_fixture_count_steps (self), ==, 1);
  g_assert_true (pp_history_undo (self->history));
  after = inspector_fixture_to_text (self);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpuint (pp_threat_list_get_n_rows (
                      PP_THREAT_LIST (part (self, PP_TYPE_THREAT_LIST))), ==, 2);
}

static void
test_back_returns_to_the_element (Fixture       *self,
                                  gconstpointer  data)
{
  open_page (self, "api", "threat-1");
  gtk_editable_set_text (GTK_EDITABLE (inspector_fixture_row (self, "Title")), "Replay");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->inspector), "inspector.back",
                                             NULL));
  inspector_fixture_settle ();
  g_assert_null (part (self, PP_TYPE_THREAT_PAGE));
  g_assert_nonnull (inspector_fixture_row (self, "Replay"));
}

static void
test_another_selection_leaves_the_page (Fixture       *self,
                                        gconstpointer  data)
{
  open_page (self, "api", "threat-1");
  inspector_fixture_select (self, "browser", NULL);
  inspector_fixture_settle ();
  g_assert_null (part (self, PP_TYPE_THREAT_PAGE));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (inspector_fixture_row (self, "Name"))),
                   ==, "Customer's browser");
}

#define ADD(path, function) \
  g_test_add ("/app/inspector/threats/" path, Fixture, NULL, inspector_fixture_set_up, function, \
              inspector_fixture_tear_down)

static char *
say_otherwise (PpModel  *model,
               PpRecord *record)
{
  const char *title = pp_threat_get_title (PP_THREAT (record));

  return g_strdup (g_str_equal (title, "stored") ? "said" : title);
}

/* Whoever only reads in another language writes nothing, and what is typed is kept as it is. */
static void
test_what_is_said_otherwise_is_kept (Fixture       *self,
                                     gconstpointer  data)
{
  GtkEditable *title;

  open_page (self, "api", "threat-1");
  title = GTK_EDITABLE (find_part (part (self, PP_TYPE_THREAT_PAGE), "title_row"));
  set_field (self, "threat-1", "title", "stored");
  inspector_fixture_settle ();
  g_assert_cmpstr (gtk_editable_get_text (title), ==, "stored");
  pp_inspector_binding_set_say (GTK_WIDGET (title), say_otherwise);
  g_assert_cmpstr (gtk_editable_get_text (title), ==, "said");
  g_assert_cmpstr (pp_threat_get_title (threat (self, "threat-1")), ==, "stored");
  g_assert_cmpuint (inspector_fixture_count_steps (self), ==, 1);

  gtk_editable_set_text (title, "said, and more");
  inspector_fixture_settle ();
  g_assert_cmpstr (pp_threat_get_title (threat (self, "threat-1")), ==, "said, and more");
  g_assert_cmpstr (gtk_editable_get_text (title), ==, "said, and more");
  gtk_editable_set_text (title, "said");
  inspector_fixture_settle ();
  g_assert_cmpstr (pp_threat_get_title (threat (self, "threat-1")), ==, "stored");
  g_assert_cmpstr (gtk_editable_get_text (title), ==, "said");

  /* The same words of another threat are that threat's own. */
  pp_inspector_show_threat (self->inspector, "threat-2");
  inspector_fixture_settle ();
  gtk_editable_set_text (title, "said");
  inspector_fixture_settle ();
  g_assert_cmpstr (pp_threat_get_title (threat (self, "threat-2")), ==, "said");
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  ADD ("list", test_list_shows_number_status_and_severity);
  ADD ("status-shapes", test_every_status_has_a_shape_of_its_own);
  ADD ("add-edit-undo", test_add_edit_and_undo);
  ADD ("said-otherwise", test_what_is_said_otherwise_is_kept);
  ADD ("categories", test_categories_follow_method_and_class);
  ADD ("unknown-words", test_unknown_words_stay);
  ADD ("case", test_words_in_another_case_are_known);
  ADD ("delete", test_delete_says_so_and_can_be_undone);
  ADD ("back", test_back_returns_to_the_element);
  ADD ("selection-leaves-page", test_another_selection_leaves_the_page);
  return g_test_run ();
}
