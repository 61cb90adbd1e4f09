/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-window-private.h"

#include <glib/gi18n.h>

/* Files that are dropped on the window: models open as they do by the menu; a toast tells of the rest, for
 * which a window of its own would say no more. */

static void
refuse (PpWindow  *self,
        GPtrArray *names)
{
  g_autofree char *text = NULL;

  if (names->len == 1)
    text = g_strdup_printf (_("“%s” is no threat model"), (char *) g_ptr_array_index (names, 0));
  else
    text = g_strdup_printf (ngettext ("%u of the files is no threat model", "%u of the files are no threat models",
                                      names->len), names->len);
  _pp_window_add_toast (self, text, FALSE);
}

static gboolean
files_dropped_cb (PpWindow     *self,
                  const GValue *value)
{
  g_autoptr (GListStore) models = g_list_store_new (G_TYPE_FILE);
  g_autoptr (GPtrArray) others = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GSList) items = gdk_file_list_get_files (g_value_get_boxed (value));

  for (GSList *l = items; l != NULL; l = l->next)
    {
      g_autofree char *name = g_file_get_basename (l->data);

      if (pp_formats_for_file_name (name) != NULL)
        g_list_store_append (models, l->data);
      else
        g_ptr_array_add (others, g_filename_display_name (name));
    }
  if (others->len > 0)
    refuse (self, others);
  _pp_window_open_files (self, G_LIST_MODEL (models));
  return TRUE;
}

void
_pp_window_add_drop_target (PpWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect_swapped (target, "drop", G_CALLBACK (files_dropped_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}
