/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-marking-change.h"

#include <glib/gi18n.h>

#include "pp-dialogs.h"
#include "pp-lowering.h"

/* So many records are named where many are lowered at once. */
#define MAX_SHOWN 4

typedef struct {
  PpHistory   *history;
  const char  *label;
  GPtrArray   *changes;
  GtkEditable *reason;          /* borrowed: of the dialog */
} Change;

static void
change_free (Change *change)
{
  g_object_unref (change->history);
  g_ptr_array_unref (change->changes);
  g_free (change);
}

static gboolean
apply (Change *change)
{
  g_autoptr (GError) error = NULL;

  if (change->changes->len == 0 || pp_history_apply (change->history, change->label, change->changes, &error))
    return TRUE;
  g_warning ("“%s” was refused: %s", change->label, error->message);
  return FALSE;
}

static void
record (Change *change)
{
  const char *name = g_get_real_name ();
  g_autofree char *reason = g_strstrip (g_strdup (gtk_editable_get_text (change->reason)));
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GPtrArray) records = pp_lowering_record (pp_history_get_model (change->history), change->changes, reason,
                                                      g_str_equal (name, "Unknown") ? g_get_user_name () : name, now);

  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (change->changes, pp_change_ref (g_ptr_array_index (records, i)));
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autofree char *response = pp_dialog_ask_finish (result);
  Change *change = g_task_get_task_data (task);
  gboolean agreed = g_str_equal (response, "lower");

  if (agreed)
    record (change);
  g_task_return_boolean (task, agreed && apply (change));
}

static void
reason_changed_cb (GtkEditable      *reason,
                   AdwMessageDialog *dialog)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (reason)));

  adw_message_dialog_set_response_enabled (dialog, "lower", *text != '\0');
}

/* What is lowered, from what to what, and what that means. */
static char *
describe (Change *change)
{
  g_autoptr (GPtrArray) lowerings = pp_lowering_list_in (pp_history_get_model (change->history), change->changes);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < MIN (lowerings->len, MAX_SHOWN); i++)
    {
      const PpLowering *lowering = g_ptr_array_index (lowerings, i);

      /* Translators: a thing, and its marking before and after. */
      g_string_append_printf (text, _("“%s”: %s → %s"),
                              lowering->name != NULL && *lowering->name != '\0' ? lowering->name : _("Unnamed"),
                              lowering->from != NULL ? lowering->from : _("Not marked"),
                              lowering->to != NULL ? lowering->to : _("Not marked"));
      g_string_append_c (text, '\n');
    }
  if (lowerings->len > MAX_SHOWN)
    {
      g_string_append_printf (text, _("And %u more"), lowerings->len - MAX_SHOWN);
      g_string_append_c (text, '\n');
    }
  g_string_append_printf (text, "\n%s", _("More people may see it then. Say why; the reason is kept in the model."));
  return g_strdup (text->str);
}

static void
ask (GtkWidget *widget,
     GTask     *task)
{
  Change *change = g_task_get_task_data (task);
  GtkRoot *root = gtk_widget_get_root (widget);
  g_autofree char *body = describe (change);
  AdwMessageDialog *dialog = pp_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, _("Lower the Marking?"),
                                            body, "cancel", _("_Cancel"), "lower", C_("a marking", "_Lower"), NULL);
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *row = adw_entry_row_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (row), TRUE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("R_eason"));
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  adw_message_dialog_set_extra_child (dialog, list);
  adw_message_dialog_set_response_enabled (dialog, "lower", FALSE);
  change->reason = GTK_EDITABLE (row);
  g_signal_connect (row, "changed", G_CALLBACK (reason_changed_cb), dialog);
  pp_dialog_ask_async (dialog, answered_cb, task);
  gtk_widget_grab_focus (row);
}

void
pp_marking_change_async (GtkWidget           *widget,
                         PpHistory           *history,
                         const char          *label,
                         GPtrArray           *changes,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (widget, NULL, callback, user_data);
  Change *change = g_new0 (Change, 1);

  g_task_set_source_tag (task, pp_marking_change_async);
  change->history = g_object_ref (history);
  change->label = label;
  change->changes = g_ptr_array_ref (changes);
  g_task_set_task_data (task, change, (GDestroyNotify) change_free);
  if (pp_lowering_is_in (pp_history_get_model (history), changes))
    ask (widget, g_steal_pointer (&task));
  else
    g_task_return_boolean (task, apply (change));
}

gboolean
pp_marking_change_finish (GAsyncResult *result)
{
  return g_task_propagate_boolean (G_TASK (result), NULL);
}
