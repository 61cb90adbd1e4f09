/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-dialogs.h"

#include <glib/gi18n.h>

#include "pp-about.h"
#include "pp-document.h"
#include "pp-error-words.h"
#include "pp-json.h"
#include "pp-text-scale.h"
#include "pp-window-release.h"
#include "pp-turn.h"

/**
 * pp_dialog_new: (skip)
 * @parent: (nullable): the window that it belongs to
 * @heading: what it is about
 * @body: the whole question
 * @first_id: a response, followed by its label, more pairs, and %NULL; the last one is the default
 *
 * Responses called `discard` or `delete` are shown as destructive, the last one as suggested.
 *
 * Returns: (transfer floating): the dialog, not yet shown
 */
AdwMessageDialog *
pp_dialog_new (GtkWindow  *parent,
               const char *heading,
               const char *body,
               const char *first_id,
               ...)
{
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (parent, heading, body));
  const char *last_id = first_id;
  va_list arguments;

  va_start (arguments, first_id);
  for (const char *id = first_id; id != NULL; id = va_arg (arguments, const char *))
    {
      adw_message_dialog_add_response (dialog, id, va_arg (arguments, const char *));
      if (g_str_equal (id, "discard") || g_str_equal (id, "delete") || g_str_equal (id, "overwrite"))
        adw_message_dialog_set_response_appearance (dialog, id, ADW_RESPONSE_DESTRUCTIVE);
      last_id = id;
    }
  va_end (arguments);
  if (adw_message_dialog_get_response_appearance (dialog, last_id) == ADW_RESPONSE_DEFAULT
      && !g_str_equal (last_id, first_id))
    adw_message_dialog_set_response_appearance (dialog, last_id, ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, last_id);
  adw_message_dialog_set_close_response (dialog, "cancel");
  return dialog;
}

static void
response_cb (AdwMessageDialog *dialog,
             const char       *response,
             GTask            *task)
{
  g_task_return_pointer (task, g_strdup (response), g_free);
  g_object_unref (task);
}

/**
 * pp_dialog_ask_async:
 * @dialog: of pp_dialog_new()
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Shows a dialog; the source object of the result is the dialog, which is still whole.
 */
void
pp_dialog_ask_async (AdwMessageDialog    *dialog,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  GTask *task = g_task_new (dialog, NULL, callback, user_data);

  g_task_set_source_tag (task, pp_dialog_ask_async);
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), task);
  gtk_window_present (GTK_WINDOW (dialog));
}

char *
pp_dialog_ask_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}

/* Of what is written in a file it tells only where reading ended, in the words of the format. */
static gboolean
is_of_contents (const GError *error)
{
  return error->domain == PP_JSON_ERROR
         || (error->domain == PP_FORMAT_ERROR && error->code != PP_FORMAT_ERROR_NOT_RECOGNISED
             && error->code != PP_FORMAT_ERROR_UNSUPPORTED_VERSION);
}

static const char *
get_advice (const GError *error)
{
  if (g_error_matches (error, PP_FORMAT_ERROR, PP_FORMAT_ERROR_NOT_RECOGNISED))
    return _("Open a Parapet or a Threat Dragon model.");
  if (g_error_matches (error, PP_FORMAT_ERROR, PP_FORMAT_ERROR_UNSUPPORTED_VERSION))
    return _("It was made by a later version. Update this program, then open it again.");
  if (is_of_contents (error))
    return _("The file may be damaged or cut short. If there is an older copy, open that one.");
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return _("It may have been moved, renamed or deleted.");
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_READ_ONLY))
    return _("You are not allowed to. Choose another folder, or ask the owner of the file.");
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    return _("The disk is full. Make room, or choose another disk.");
  return NULL;
}

/**
 * pp_dialog_describe_error:
 * @error: an error
 *
 * Returns: (transfer full): what happened and what can be done, for people
 */
char *
pp_dialog_describe_error (const GError *error)
{
  const char *advice = get_advice (error);
  g_autofree char *message = pp_error_dup_message (error);

  if (advice == NULL)
    return g_steal_pointer (&message);
  return is_of_contents (error) ? g_strdup_printf ("%s\n\n%s", advice, message)
                                : g_strdup_printf ("%s\n\n%s", message, advice);
}

/**
 * pp_dialog_show_error:
 * @parent: (nullable): the window that it belongs to
 * @heading: what was not done, to which thing
 * @error: why
 *
 * Shows nothing when somebody gave up: that is no error.
 */
void
pp_dialog_show_error (GtkWindow    *parent,
                      const char   *heading,
                      const GError *error)
{
  g_autofree char *body = pp_dialog_describe_error (error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_window_present (GTK_WINDOW (pp_dialog_new (parent, heading, body, "cancel", _("_Close"), NULL)));
}

static GtkWidget *
make_loss_row (const PpLossItem *item)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), item->message);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), item->place);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  return row;
}

/**
 * pp_dialog_show_loss:
 * @parent: the window that it belongs to
 * @heading: what was read or written
 * @body: what that means
 * @loss: what could not be carried
 */
void
pp_dialog_show_loss (GtkWindow  *parent,
                     const char *heading,
                     const char *body,
                     PpLoss     *loss)
{
  AdwMessageDialog *dialog = pp_dialog_new (parent, heading, body, "cancel", _("_Close"), NULL);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_widget_set_valign (list, GTK_ALIGN_START);
  gtk_widget_set_margin_start (list, 2);
  gtk_widget_set_margin_end (list, 2);
  gtk_widget_set_margin_bottom (list, 2);
  for (guint i = 0; i < MIN (pp_loss_get_n_items (loss), 200); i++)
    gtk_list_box_append (GTK_LIST_BOX (list), make_loss_row (pp_loss_get_item (loss, i)));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 320);
  gtk_widget_set_size_request (scroller, 400, -1);
  pp_text_scale_follow (scroller);
  adw_message_dialog_set_extra_child (dialog, scroller);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
pp_dialog_show_about (GtkWindow *parent)
{
  gtk_window_present (pp_about_window_new (parent));
}

/* A modal window that has been made and is not shown yet is kept by its parent under this name. */
#define COMING "parapet-coming"

typedef struct {
  GWeakRef window;
  GWeakRef parent;
} Coming;

static void
free_coming (Coming *coming)
{
  g_weak_ref_clear (&coming->window);
  g_weak_ref_clear (&coming->parent);
  g_free (coming);
}

static gboolean
present_cb (gpointer user_data)
{
  Coming *coming = user_data;
  g_autoptr (GtkWindow) window = g_weak_ref_get (&coming->window);
  g_autoptr (GtkWindow) parent = g_weak_ref_get (&coming->parent);

  if (parent != NULL)
    g_object_set_data (G_OBJECT (parent), COMING, NULL);
  if (window != NULL)
    gtk_window_present (window);
  free_coming (coming);
  return G_SOURCE_REMOVE;
}

/**
 * pp_window_present_soon:
 * @window: a window that has just been made
 *
 * Shows a window in a turn of the main loop of its own: to make it and to lay it out takes a frame each. One
 * that is shown already comes to the front at once. Where a modal window of the same parent is still to come,
 * because a key was pressed twice, another one is destroyed instead.
 */
void
pp_window_present_soon (GtkWindow *window)
{
  GtkWindow *parent;
  Coming *coming;

  g_return_if_fail (GTK_IS_WINDOW (window));
  if (gtk_widget_get_mapped (GTK_WIDGET (window)))
    {
      gtk_window_present (window);
      return;
    }
  parent = gtk_window_get_modal (window) ? gtk_window_get_transient_for (window) : NULL;
  if (parent != NULL && g_object_get_data (G_OBJECT (parent), COMING) != NULL)
    {
      gtk_window_destroy (window);
      return;
    }
  if (parent != NULL)
    g_object_set_data (G_OBJECT (parent), COMING, window);
  pp_window_release_later (window);
  coming = g_new0 (Coming, 1);
  g_weak_ref_init (&coming->window, window);
  g_weak_ref_init (&coming->parent, parent);
  pp_turn_add (present_cb, coming);
}
