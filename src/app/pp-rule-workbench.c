/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-rule-workbench.h"

#include <glib/gi18n.h>
#include <gtksourceview/gtksource.h>

#include "pp-dialogs.h"
#include "pp-help.h"
#include "pp-json.h"
#include "pp-marking-banner.h"
#include "pp-rule-file-row.h"
#include "pp-rule-files.h"
#include "pp-rule-library.h"
#include "pp-rule-text.h"
#include "pp-turn.h"

#include <string.h>

struct _PpRuleWorkbench {
  AdwWindow        parent_instance;

  /* Template widgets */
  AdwToastOverlay *toasts;
  AdwWindowTitle  *heading;
  PpMarkingBanner *marking_banner;
  GtkWidget       *back_button;
  GtkWidget       *copy_button;
  GtkWidget       *save_button;
  AdwLeaflet      *leaflet;
  GtkWidget       *files_side;
  GtkListBox      *files;
  GtkWidget       *text_side;
  GtkSourceView   *view;
  GtkSourceBuffer *buffer;
  PpRuleResults   *results;

  /* Owned */
  PpDocument      *document;
  PpRuleTrial     *trial;
  char            *path;           /* of the user's file, NULL while it is not saved */
  char            *shipped;        /* or the name of one that comes with the program */
  char            *next_path;      /* what is opened when the question about changes is answered */
  char            *next_shipped;

  /* State */
  gboolean         loading;        /* the text is being replaced */
  gboolean         closing;
  guint            coloring;       /* waits for its turn to be given a language */
};

G_DEFINE_FINAL_TYPE (PpRuleWorkbench, pp_rule_workbench, ADW_TYPE_WINDOW)

enum {
  SHOW_ELEMENTS,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char fault_tag[] = "fault";

static GtkTextBuffer *
get_buffer (PpRuleWorkbench *self)
{
  return GTK_TEXT_BUFFER (self->buffer);
}

static void
say (PpRuleWorkbench *self,
     const char      *text)
{
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (text));
}

static char *
dup_text (PpRuleWorkbench *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (get_buffer (self), &start, &end);
  return gtk_text_buffer_get_text (get_buffer (self), &start, &end, TRUE);
}

/* From a place in bytes to one in the buffer. */
static void
get_iter (PpRuleWorkbench *self,
          const char      *text,
          gsize            place,
          GtkTextIter     *iter)
{
  gtk_text_buffer_get_iter_at_offset (get_buffer (self), iter,
                                      g_utf8_strlen (text, MIN (place, strlen (text))));
}

static void
cursor_moved_cb (PpRuleWorkbench *self)
{
  GtkTextIter start, cursor;
  g_autofree char *before = NULL;

  if (self->loading)
    return;
  gtk_text_buffer_get_start_iter (get_buffer (self), &start);
  gtk_text_buffer_get_iter_at_mark (get_buffer (self), &cursor, gtk_text_buffer_get_insert (get_buffer (self)));
  before = gtk_text_buffer_get_text (get_buffer (self), &start, &cursor, TRUE);
  pp_rule_results_set_cursor (self->results, strlen (before));
}

static void
update_title (PpRuleWorkbench *self)
{
  gboolean modified = gtk_text_buffer_get_modified (get_buffer (self));
  gboolean own = self->shipped == NULL;
  g_autofree char *name = NULL;

  if (!own)
    name = g_strdup (_("Comes with Parapet; read only"));
  else
    name = self->path != NULL ? g_path_get_basename (self->path) : g_strdup (_("Not Saved Yet"));
  adw_window_title_set_subtitle (self->heading, name);
  gtk_widget_set_visible (self->save_button, own);
  gtk_widget_set_visible (self->copy_button, !own);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "rules.save", own && (modified || self->path == NULL));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "rules.trash", self->path != NULL);
}

static void
update_row (PpRuleWorkbench *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->files);

  if (PP_IS_RULE_FILE_ROW (row))
    pp_rule_file_row_set_modified (PP_RULE_FILE_ROW (row), gtk_text_buffer_get_modified (get_buffer (self)));
}

static void
modified_cb (PpRuleWorkbench *self)
{
  if (self->loading)
    return;
  update_title (self);
  update_row (self);
}

/* --- Files -------------------------------------------------------------------------------------- */

static void
add_text (PpRuleWorkbench *self,
          const char      *text,
          gboolean         is_heading)
{
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, is_heading ? "heading" : "caption");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_append (self->files, row);
}

static void
add_file (PpRuleWorkbench *self,
          const char      *path,
          const char      *shipped)
{
  GtkWidget *row = pp_rule_file_row_new (pp_document_get_history (self->document), path, shipped);

  gtk_list_box_append (self->files, row);
  if (g_strcmp0 (path, self->path) == 0 && g_strcmp0 (shipped, self->shipped) == 0)
    gtk_list_box_select_row (self->files, GTK_LIST_BOX_ROW (row));
}

static void
list_files (PpRuleWorkbench *self)
{
  const char * const *shipped = pp_rule_files_list_shipped ();
  g_auto (GStrv) own = pp_rule_library_list_files (pp_rule_library_get_default ());
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->files, 0)) != NULL)
    gtk_list_box_remove (self->files, GTK_WIDGET (row));
  add_text (self, _("My Rules"), TRUE);
  for (guint i = 0; own[i] != NULL; i++)
    add_file (self, own[i], NULL);
  if (own[0] == NULL && self->shipped != NULL)
    add_text (self, _("None yet. Copy a rule, or begin a new file."), FALSE);
  if (self->path == NULL && self->shipped == NULL)
    add_file (self, NULL, NULL);
  add_text (self, _("Come with Parapet"), TRUE);
  for (guint i = 1; shipped[i] != NULL; i++)
    add_file (self, NULL, shipped[i]);
  update_row (self);
}

static void
library_changed_cb (PpRuleWorkbench *self)
{
  list_files (self);
}

static void
show_text (PpRuleWorkbench *self,
           const char      *text)
{
  GtkTextIter start;
  gsize first = 0, end;

  self->loading = TRUE;
  gtk_source_buffer_set_implicit_trailing_newline (self->buffer, FALSE);
  gtk_text_buffer_begin_irreversible_action (get_buffer (self));
  gtk_text_buffer_set_text (get_buffer (self), text, -1);
  gtk_text_buffer_end_irreversible_action (get_buffer (self));
  if (!pp_json_check (text, strlen (text), NULL, NULL)
      || !pp_json_locate (text, strlen (text), "/rules/0", &first, &end))
    first = 0;
  get_iter (self, text, first, &start);
  gtk_text_buffer_place_cursor (get_buffer (self), &start);
  gtk_text_buffer_set_modified (get_buffer (self), FALSE);
  gtk_text_view_set_editable (GTK_TEXT_VIEW (self->view), self->shipped == NULL);
  self->loading = FALSE;
  if (self->shipped != NULL)
    pp_rule_trial_set_shipped (self->trial, text);
  else
    pp_rule_trial_set_text (self->trial, text, self->path);
  cursor_moved_cb (self);
  adw_leaflet_set_visible_child (self->leaflet, self->text_side);
  update_title (self);
}

static char *
read_own (const char  *path,
          GError     **error)
{
  g_autofree char *text = NULL;
  gsize length;

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR) || !g_file_get_contents (path, &text, &length, error))
    {
      if (error != NULL && *error == NULL)
        g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _("There is no such file"));
      return NULL;
    }
  return g_utf8_make_valid (text, length);
}

static void
open_now (PpRuleWorkbench *self,
          const char      *path,
          const char      *shipped)
{
  g_autoptr (GBytes) bytes = shipped != NULL ? pp_rule_files_get_shipped (shipped) : NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (shipped != NULL)
    text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  else
    text = path != NULL ? read_own (path, &error) : pp_rule_text_new ();
  if (text == NULL)
    {
      say (self, error->message);
      return;
    }
  g_autofree char *old_path = self->path, *old_shipped = self->shipped;
  self->path = g_strdup (path);
  self->shipped = g_strdup (shipped);
  show_text (self, text);
  list_files (self);
}

/* --- Saving ------------------------------------------------------------------------------------- */

static gboolean
write_file (PpRuleWorkbench *self,
            const char      *path)
{
  g_autofree char *text = dup_text (self), *folder = g_path_get_dirname (path);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  if (g_mkdir_with_parents (folder, 0700) != 0
      || !g_file_replace_contents (file, text, strlen (text), NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL, &error))
    {
      say (self, error != NULL ? error->message : _("The folder of rules cannot be made"));
      return FALSE;
    }
  if (self->path != path)
    {
      g_free (self->path);
      self->path = g_strdup (path);
      pp_rule_trial_set_text (self->trial, text, path);
    }
  gtk_text_buffer_set_modified (get_buffer (self), FALSE);
  update_title (self);
  list_files (self);
  pp_rule_library_reload (pp_rule_library_get_default ());
  return TRUE;
}

/* A file that is new gets the name of its pack. */
static gboolean
save (PpRuleWorkbench *self)
{
  g_autofree char *text = NULL, *path = NULL;

  if (self->path != NULL)
    return write_file (self, self->path);
  text = dup_text (self);
  path = pp_rule_text_dup_new_path (text, pp_rule_library_get_folder (pp_rule_library_get_default ()));
  return write_file (self, path);
}

static void
save_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  save (PP_RULE_WORKBENCH (widget));
}

static void
go_on (PpRuleWorkbench *self)
{
  g_autofree char *path = g_steal_pointer (&self->next_path);
  g_autofree char *shipped = g_steal_pointer (&self->next_shipped);

  gtk_text_buffer_set_modified (get_buffer (self), FALSE);
  if (self->closing)
    gtk_window_destroy (GTK_WINDOW (self));
  else
    open_now (self, path, shipped);
}

static void
asked_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (PpRuleWorkbench) self = PP_RULE_WORKBENCH (user_data);
  g_autofree char *answer = pp_dialog_ask_finish (result);

  if (g_str_equal (answer, "discard") || (g_str_equal (answer, "save") && save (self)))
    {
      go_on (self);
      return;
    }
  self->closing = FALSE;
  g_clear_pointer (&self->next_path, g_free);
  g_clear_pointer (&self->next_shipped, g_free);
  list_files (self);
}

static AdwMessageDialog *
make_question (PpRuleWorkbench *self)
{
  AdwMessageDialog *dialog = pp_dialog_new (GTK_WINDOW (self), _("Save Changes to the Rules?"),
                                            _("Changes that are not saved will be lost."),
                                            "cancel", _("_Cancel"), "discard", _("_Discard"), "save", _("_Save"),
                                            NULL);

  adw_message_dialog_set_response_appearance (dialog, "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_appearance (dialog, "save", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "save");
  return dialog;
}

static void
ask_about_changes (PpRuleWorkbench *self)
{
  pp_dialog_ask_async (make_question (self), asked_cb, g_object_ref (self));
}

static void
close_asked_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  PpRuleWorkbench *self = g_task_get_source_object (task);
  g_autofree char *answer = pp_dialog_ask_finish (result);

  g_task_return_boolean (task, g_str_equal (answer, "discard") || (g_str_equal (answer, "save") && save (self)));
}

void
pp_rule_workbench_confirm_close_async (PpRuleWorkbench     *self,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, pp_rule_workbench_confirm_close_async);
  if (!gtk_text_buffer_get_modified (get_buffer (self)))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  gtk_window_present (GTK_WINDOW (self));
  pp_dialog_ask_async (make_question (self), close_asked_cb, g_steal_pointer (&task));
}

gboolean
pp_rule_workbench_confirm_close_finish (PpRuleWorkbench *self,
                                        GAsyncResult    *result)
{
  return g_task_propagate_boolean (G_TASK (result), NULL);
}

static void
open_file (PpRuleWorkbench *self,
           const char      *path,
           const char      *shipped)
{
  if (!gtk_text_buffer_get_modified (get_buffer (self)))
    {
      open_now (self, path, shipped);
      return;
    }
  g_free (self->next_path);
  g_free (self->next_shipped);
  self->next_path = g_strdup (path);
  self->next_shipped = g_strdup (shipped);
  ask_about_changes (self);
}

static gboolean
pp_rule_workbench_close_request (GtkWindow *window)
{
  PpRuleWorkbench *self = PP_RULE_WORKBENCH (window);

  if (!gtk_text_buffer_get_modified (get_buffer (self)))
    return GTK_WINDOW_CLASS (pp_rule_workbench_parent_class)->close_request (window);
  self->closing = TRUE;
  ask_about_changes (self);
  return TRUE;
}

static void
file_activated_cb (PpRuleWorkbench *self,
                   GtkListBoxRow   *row)
{
  const char *path = pp_rule_file_row_get_path (PP_RULE_FILE_ROW (row));
  const char *shipped = pp_rule_file_row_get_shipped (PP_RULE_FILE_ROW (row));

  if (g_strcmp0 (path, self->path) != 0 || g_strcmp0 (shipped, self->shipped) != 0)
    open_file (self, path, shipped);
  else
    adw_leaflet_set_visible_child (self->leaflet, self->text_side);
}

static void
new_cb (GtkWidget  *widget,
        const char *name,
        GVariant   *parameter)
{
  open_file (PP_RULE_WORKBENCH (widget), NULL, NULL);
}

/* The rule at the cursor, or the first one. */
static void
copy_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  PpRuleWorkbench *self = PP_RULE_WORKBENCH (widget);
  const PpTriedRule *tried = pp_rule_results_get_rule (self->results);
  g_autofree char *text = dup_text (self), *copy = NULL;

  if (tried == NULL && pp_rule_trial_get_rules (self->trial)->len > 0)
    tried = g_ptr_array_index (pp_rule_trial_get_rules (self->trial), 0);
  if (tried == NULL)
    return;
  copy = pp_rule_text_copy (text, tried->start, tried->end);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->shipped, g_free);
  show_text (self, copy);
  gtk_text_buffer_set_modified (get_buffer (self), TRUE);
  list_files (self);
}

static void
trash_cb (GtkWidget  *widget,
          const char *name,
          GVariant   *parameter)
{
  PpRuleWorkbench *self = PP_RULE_WORKBENCH (widget);
  g_autoptr (GFile) file = g_file_new_for_path (self->path);
  g_autoptr (GError) error = NULL;

  if (!g_file_trash (file, NULL, &error))
    {
      say (self, error->message);
      return;
    }
  pp_rule_library_reload (pp_rule_library_get_default ());
  open_now (self, NULL, pp_rule_files_list_shipped ()[1]);
}

static void
open_folder_cb (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  const char *folder = pp_rule_library_get_folder (pp_rule_library_get_default ());
  g_autofree char *uri = g_filename_to_uri (folder, NULL, NULL);

  g_mkdir_with_parents (folder, 0700);
  gtk_show_uri (GTK_WINDOW (widget), uri, GDK_CURRENT_TIME);
}

/* --- The text ----------------------------------------------------------------------------------- */

static void
text_changed_cb (PpRuleWorkbench *self)
{
  g_autofree char *text = NULL;

  if (self->loading || self->shipped != NULL)
    return;
  text = dup_text (self);
  pp_rule_trial_set_text (self->trial, text, self->path);
  cursor_moved_cb (self);
}

static void
mark_fault (PpRuleWorkbench *self)
{
  const PpRuleFault *fault = pp_rule_trial_get_fault (self->trial);
  g_autofree char *text = dup_text (self);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (get_buffer (self), &start, &end);
  gtk_text_buffer_remove_tag_by_name (get_buffer (self), fault_tag, &start, &end);
  if (fault == NULL)
    return;
  get_iter (self, text, fault->start, &start);
  get_iter (self, text, fault->end, &end);
  gtk_text_buffer_apply_tag_by_name (get_buffer (self), fault_tag, &start, &end);
}

static void
go_to_cb (PpRuleWorkbench *self,
          guint64          place)
{
  g_autofree char *text = dup_text (self);
  GtkTextIter iter;

  get_iter (self, text, place, &iter);
  gtk_text_buffer_place_cursor (get_buffer (self), &iter);
  gtk_text_view_scroll_to_iter (GTK_TEXT_VIEW (self->view), &iter, 0.1, FALSE, 0, 0);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
show_elements_cb (PpRuleWorkbench *self,
                  const char * const *ids)
{
  g_signal_emit (self, signals[SHOW_ELEMENTS], 0, ids);
}

static void
fold_cb (PpRuleWorkbench *self)
{
  gtk_widget_set_visible (self->back_button, adw_leaflet_get_folded (self->leaflet)
                                             && adw_leaflet_get_visible_child (self->leaflet) == self->text_side);
}

static void
back_cb (PpRuleWorkbench *self)
{
  adw_leaflet_set_visible_child (self->leaflet, self->files_side);
}

static void
update_colors (PpRuleWorkbench *self)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  GtkSourceStyleSchemeManager *manager = gtk_source_style_scheme_manager_get_default ();

  gtk_source_buffer_set_style_scheme (self->buffer, gtk_source_style_scheme_manager_get_scheme (
                                        manager, dark ? "Adwaita-dark" : "Adwaita"));
}

/* The names that conditions may use are offered while one types. */
static void
add_completion (PpRuleWorkbench *self)
{
  g_autoptr (GtkTextBuffer) names = gtk_text_buffer_new (NULL);
  g_autoptr (GtkSourceCompletionWords) words = gtk_source_completion_words_new (NULL);
  g_auto (GStrv) list = pp_rule_set_list_names (pp_rule_library_get_rules (pp_rule_library_get_default ()));
  g_autofree char *text = g_strjoinv (" ", list);

  gtk_text_buffer_set_text (names, text, -1);
  gtk_source_completion_words_register (words, names);
  g_object_set_data_full (G_OBJECT (self), "pp-names", g_steal_pointer (&names), g_object_unref);
  gtk_source_completion_add_provider (gtk_source_view_get_completion (self->view),
                                      GTK_SOURCE_COMPLETION_PROVIDER (words));
}

static void
pp_rule_workbench_dispose (GObject *object)
{
  PpRuleWorkbench *self = PP_RULE_WORKBENCH (object);

  self->loading = TRUE;
  g_clear_handle_id (&self->coloring, pp_turn_remove);
  if (self->trial != NULL)
    g_signal_handlers_disconnect_by_func (self->trial, mark_fault, self);
  g_clear_object (&self->trial);
  g_clear_object (&self->document);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->shipped, g_free);
  g_clear_pointer (&self->next_path, g_free);
  g_clear_pointer (&self->next_shipped, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), PP_TYPE_RULE_WORKBENCH);
  G_OBJECT_CLASS (pp_rule_workbench_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/ui/pp-rule-workbench.ui");
  gtk_widget_class_bind_template_child (widget_class, PpRuleWorkbench, toasts);
  gtk_widget_class_bind_template_child (widget_class, PpRuleWorkbench, heading);
  gtk_widget_class_bind_template_child (widget_class, PpRuleWorkbench, marking_banner);
  gtk_widget_class_bind_template_child (widget_class, PpRuleWorkbench, back_button);
  gtk_widget_class_bind_template_child (widget_class, PpRuleWorkbench, copy_button);
  gtk_widget_class_bind_template_child (widget_class, PpRuleWorkbench, save_button);
  gtk_widget_class_bind_template_child (widget_class, PpRuleWorkbench, leaflet);
  gtk_widget_class_bind_template_child (widget_class, PpRuleWorkbench, files_side);
  gtk_widget_class_bind_template_child (widget_class, PpRuleWorkbench, files);
  gtk_widget_class_bind_template_child (widget_class, PpRuleWorkbench, text_side);
  gtk_widget_class_bind_template_child (widget_class, PpRuleWorkbench, view);
  gtk_widget_class_bind_template_child (widget_class, PpRuleWorkbench, buffer);
  gtk_widget_class_bind_template_child (widget_class, PpRuleWorkbench, results);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, fold_cb);
  gtk_widget_class_bind_template_callback (widget_class, file_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_elements_cb);
  gtk_widget_class_bind_template_callback (widget_class, go_to_cb);
  gtk_widget_class_bind_template_callback (widget_class, text_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, modified_cb);
  gtk_widget_class_bind_template_callback (widget_class, cursor_moved_cb);
}

static void
pp_rule_workbench_class_init (PpRuleWorkbenchClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pp_rule_workbench_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = pp_rule_workbench_close_request;
  signals[SHOW_ELEMENTS] = g_signal_new ("show-elements", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRV);
  g_type_ensure (PP_TYPE_MARKING_BANNER);
  g_type_ensure (PP_TYPE_RULE_RESULTS);
  g_type_ensure (GTK_SOURCE_TYPE_VIEW);
  g_type_ensure (GTK_SOURCE_TYPE_BUFFER);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "rules.new", NULL, new_cb);
  gtk_widget_class_install_action (widget_class, "rules.save", NULL, save_cb);
  gtk_widget_class_install_action (widget_class, "rules.copy", NULL, copy_cb);
  gtk_widget_class_install_action (widget_class, "rules.trash", NULL, trash_cb);
  gtk_widget_class_install_action (widget_class, "rules.open-folder", NULL, open_folder_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "rules.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_CONTROL_MASK, "rules.new", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close", NULL);
}

/* The library reads the description of a language when it is first used, which takes longer than a frame: the
 * window is there before, with its text. */
static gboolean
color_cb (gpointer user_data)
{
  PpRuleWorkbench *self = PP_RULE_WORKBENCH (user_data);

  self->coloring = 0;
  gtk_source_buffer_set_language (self->buffer, gtk_source_language_manager_get_language (
                                    gtk_source_language_manager_get_default (), "json"));
  return G_SOURCE_REMOVE;
}

static void
painted_cb (PpRuleWorkbench *self,
            GdkFrameClock   *clock)
{
  g_signal_handlers_disconnect_by_func (clock, painted_cb, self);
  if (self->coloring == 0 && gtk_source_buffer_get_language (self->buffer) == NULL)
    self->coloring = pp_turn_add (color_cb, self);
}

static void
mapped_cb (PpRuleWorkbench *self)
{
  g_signal_connect_object (gtk_widget_get_frame_clock (GTK_WIDGET (self)), "after-paint", G_CALLBACK (painted_cb),
                           self, G_CONNECT_SWAPPED);
}

static void
pp_rule_workbench_init (PpRuleWorkbench *self)
{
  self->loading = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  pp_help_add_key (GTK_WINDOW (self));
  g_signal_connect (self, "map", G_CALLBACK (mapped_cb), NULL);
  gtk_text_buffer_create_tag (get_buffer (self), fault_tag, "underline", PANGO_UNDERLINE_ERROR, NULL);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (update_colors), self,
                           G_CONNECT_SWAPPED);
  update_colors (self);
  add_completion (self);
}

GtkWidget *
pp_rule_workbench_new (GtkWindow  *parent,
                       PpDocument *document)
{
  PpRuleWorkbench *self = g_object_new (PP_TYPE_RULE_WORKBENCH, "transient-for", parent, NULL);
  PpModel *model = pp_document_get_model (document);

  self->document = g_object_ref (document);
  pp_marking_banner_set_model (self->marking_banner, model);
  self->trial = pp_rule_trial_new (model, pp_kinds_get_default ());
  pp_rule_results_set_trial (self->results, self->trial, model);
  g_signal_connect_swapped (self->trial, "changed", G_CALLBACK (mark_fault), self);
  g_signal_connect_object (pp_rule_library_get_default (), "changed", G_CALLBACK (library_changed_cb), self,
                           G_CONNECT_SWAPPED);
  open_now (self, NULL, pp_rule_files_list_shipped ()[1]);
  adw_leaflet_set_visible_child (self->leaflet, self->files_side);
  return GTK_WIDGET (self);
}

void
pp_rule_workbench_open (PpRuleWorkbench *self,
                        const char      *path,
                        const char      *shipped)
{
  g_return_if_fail (PP_IS_RULE_WORKBENCH (self));
  open_file (self, path, shipped);
}

GtkTextBuffer *
pp_rule_workbench_get_buffer (PpRuleWorkbench *self)
{
  g_return_val_if_fail (PP_IS_RULE_WORKBENCH (self), NULL);
  return get_buffer (self);
}

PpRuleResults *
pp_rule_workbench_get_results (PpRuleWorkbench *self)
{
  g_return_val_if_fail (PP_IS_RULE_WORKBENCH (self), NULL);
  return self->results;
}

PpRuleTrial *
pp_rule_workbench_get_trial (PpRuleWorkbench *self)
{
  g_return_val_if_fail (PP_IS_RULE_WORKBENCH (self), NULL);
  return self->trial;
}

const char *
pp_rule_workbench_get_path (PpRuleWorkbench *self)
{
  g_return_val_if_fail (PP_IS_RULE_WORKBENCH (self), NULL);
  return self->path;
}
