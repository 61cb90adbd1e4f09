/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* Whether a window may be closed: what is unsaved is asked about first. */

#include "pp-window-private.h"

#include <glib/gi18n.h>

#include "pp-dialogs.h"
#include "pp-rule-workbench.h"

static void
rules_confirmed_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  PpWindow *self = g_task_get_source_object (task);
  gboolean confirmed = pp_rule_workbench_confirm_close_finish (PP_RULE_WORKBENCH (source), result);

  self->asking = FALSE;
  if (!confirmed)
    self->discards = FALSE;
  g_task_return_boolean (task, confirmed);
}

/* The rules that are written in the window beside this one close with it. */
static void
model_confirmed (PpWindow *self,
                 GTask    *task,
                 gboolean  confirmed)
{
  if (confirmed && self->rule_workbench != NULL)
    {
      self->asking = TRUE;
      pp_rule_workbench_confirm_close_async (PP_RULE_WORKBENCH (self->rule_workbench), rules_confirmed_cb, task);
      return;
    }
  self->asking = FALSE;
  g_task_return_boolean (task, confirmed);
  g_object_unref (task);
}

static void
saved_before_close_cb (GObject      *source,
                       GAsyncResult *result,
                       gpointer      user_data)
{
  PpWindow *self = PP_WINDOW (source);
  GTask *task = user_data;

  model_confirmed (self, task, _pp_window_save_finish (self, result));
}

static void
close_answered_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  GTask *task = user_data;
  PpWindow *self = g_task_get_source_object (task);
  g_autofree char *answer = pp_dialog_ask_finish (result);

  if (g_str_equal (answer, "save"))
    {
      _pp_window_save_async (self, FALSE, saved_before_close_cb, task);
      return;
    }
  self->discards = g_str_equal (answer, "discard");
  model_confirmed (self, task, self->discards);
}

static void
ask_to_close (PpWindow *self,
              GTask    *task)
{
  g_autofree char *title = NULL, *heading = NULL;

  if (!pp_document_is_modified (self->document))
    {
      model_confirmed (self, task, TRUE);
      return;
    }
  title = pp_document_get_file (self->document) != NULL ? pp_document_dup_file_name (self->document)
                                                        : pp_document_dup_title (self->document);
  heading = g_strdup_printf (_("Save Changes to “%s”?"), title);
  pp_dialog_ask_async (pp_dialog_new (GTK_WINDOW (self), heading,
                                      _("Changes that are not saved will be lost for ever."),
                                      "cancel", _("_Cancel"), "discard", _("_Discard"), "save", _("_Save"), NULL),
                       close_answered_cb, task);
}

static void
save_awaited_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  GTask *task = user_data;
  PpWindow *self = g_task_get_source_object (task);

  if (pp_document_await_save_finish (PP_DOCUMENT (source), result, NULL))
    ask_to_close (self, task);
  else
    model_confirmed (self, task, FALSE);
}

/**
 * _pp_window_confirm_close_async:
 * @self: a window
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Finds out whether the window may be closed: where nothing is unsaved it may, when a save that is
 * going on has ended; else by asking. If that save fails it may not, for then that is asked about.
 */
void
_pp_window_confirm_close_async (PpWindow            *self,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, _pp_window_confirm_close_async);
  if (self->document != NULL)
    pp_editor_flush (self->editor);
  if (self->asking)
    {
      g_task_return_boolean (task, FALSE);
      g_object_unref (task);
      return;
    }
  if (self->document == NULL)
    {
      model_confirmed (self, task, TRUE);
      return;
    }
  self->asking = TRUE;
  if (pp_document_is_saving (self->document))
    pp_document_await_save_async (self->document, save_awaited_cb, task);
  else
    ask_to_close (self, task);
}

gboolean
_pp_window_confirm_close_finish (PpWindow     *self,
                                 GAsyncResult *result)
{
  return g_task_propagate_boolean (G_TASK (result), NULL);
}
