/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Files of rules: they are opened, made, saved and thrown away, and nothing that is not saved is lost unasked. */

#include "config.h"

#include "pp-rule-workbench-private.h"

#include <glib/gi18n.h>

#include "pp-dialogs.h"
#include "pp-rule-files.h"
#include "pp-rule-library.h"
#include "pp-rule-text.h"
#include "pp-toast.h"

#include <string.h>

static void
say (PpRuleWorkbench *self,
     const char      *text)
{
  adw_toast_overlay_add_toast (self->toasts, pp_toast_new (text, NULL, NULL));
}

static gboolean
is_modified (PpRuleWorkbench *self)
{
  return gtk_text_buffer_get_modified (GTK_TEXT_BUFFER (self->buffer));
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

void
_pp_rule_workbench_open_now (PpRuleWorkbench *self,
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
  _pp_rule_workbench_show_text (self, text);
}

static gboolean
write_file (PpRuleWorkbench *self,
            const char      *path)
{
  g_autofree char *text = _pp_rule_workbench_dup_text (self), *folder = g_path_get_dirname (path);
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
  gtk_text_buffer_set_modified (GTK_TEXT_BUFFER (self->buffer), FALSE);
  _pp_rule_workbench_update_file (self);
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
  text = _pp_rule_workbench_dup_text (self);
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

  gtk_text_buffer_set_modified (GTK_TEXT_BUFFER (self->buffer), FALSE);
  if (self->closing)
    gtk_window_destroy (GTK_WINDOW (self));
  else
    _pp_rule_workbench_open_now (self, path, shipped);
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
  _pp_rule_workbench_update_file (self);
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
  if (!is_modified (self))
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

void
pp_rule_workbench_open (PpRuleWorkbench *self,
                        const char      *path,
                        const char      *shipped)
{
  g_return_if_fail (PP_IS_RULE_WORKBENCH (self));
  if (!is_modified (self))
    {
      _pp_rule_workbench_open_now (self, path, shipped);
      return;
    }
  g_free (self->next_path);
  g_free (self->next_shipped);
  self->next_path = g_strdup (path);
  self->next_shipped = g_strdup (shipped);
  ask_about_changes (self);
}

gboolean
_pp_rule_workbench_asks_before_closing (PpRuleWorkbench *self)
{
  if (!is_modified (self))
    return FALSE;
  self->closing = TRUE;
  ask_about_changes (self);
  return TRUE;
}

static void
new_cb (GtkWidget  *widget,
        const char *name,
        GVariant   *parameter)
{
  pp_rule_workbench_open (PP_RULE_WORKBENCH (widget), NULL, NULL);
}

/* The rule at the cursor, or the first one. */
static void
copy_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  PpRuleWorkbench *self = PP_RULE_WORKBENCH (widget);
  const PpTriedRule *tried = pp_rule_results_get_rule (self->results);
  g_autofree char *text = _pp_rule_workbench_dup_text (self), *copy = NULL;

  if (tried == NULL && pp_rule_trial_get_rules (self->trial)->len > 0)
    tried = g_ptr_array_index (pp_rule_trial_get_rules (self->trial), 0);
  if (tried == NULL)
    return;
  copy = pp_rule_text_copy (text, tried->start, tried->end);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->shipped, g_free);
  _pp_rule_workbench_show_text (self, copy);
  gtk_text_buffer_set_modified (GTK_TEXT_BUFFER (self->buffer), TRUE);
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
  _pp_rule_workbench_open_now (self, NULL, pp_rule_files_list_shipped ()[1]);
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

void
_pp_rule_workbench_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "rules.new", NULL, new_cb);
  gtk_widget_class_install_action (widget_class, "rules.save", NULL, save_cb);
  gtk_widget_class_install_action (widget_class, "rules.copy", NULL, copy_cb);
  gtk_widget_class_install_action (widget_class, "rules.trash", NULL, trash_cb);
  gtk_widget_class_install_action (widget_class, "rules.open-folder", NULL, open_folder_cb);
}
