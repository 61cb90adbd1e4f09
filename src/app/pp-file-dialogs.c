/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-dialogs.h"

#include <glib/gi18n.h>

#include "pp-settings.h"

static const char format_key[] = "pp-format";

static GtkFileFilter *
make_format_filter (const PpFormat *format)
{
  GtkFileFilter *filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, format->name);
  for (guint i = 0; format->extensions[i] != NULL; i++)
    {
      const char *extension = format->extensions[i];

      gtk_file_filter_add_suffix (filter, *extension == '.' ? extension + 1 : extension);
    }
  g_object_set_data (G_OBJECT (filter), format_key, (gpointer) format);
  return filter;
}

/**
 * pp_file_dialog_list_formats:
 *
 * Returns: (transfer full): a #GtkFileFilter for each format that can be written
 */
GListModel *
pp_file_dialog_list_formats (void)
{
  GListStore *filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  guint n_formats;
  const PpFormat * const *formats = pp_formats_list (&n_formats);

  for (guint i = 0; i < n_formats; i++)
    {
      g_autoptr (GtkFileFilter) filter = NULL;

      if (formats[i]->write == NULL)
        continue;
      filter = make_format_filter (formats[i]);
      g_list_store_append (filters, filter);
    }
  return G_LIST_MODEL (filters);
}

/**
 * pp_format_of_filter:
 * @filter: (nullable): a filter of pp_file_dialog_list_formats()
 *
 * Returns: (nullable): its format
 */
const PpFormat *
pp_format_of_filter (GtkFileFilter *filter)
{
  return filter != NULL ? g_object_get_data (G_OBJECT (filter), format_key) : NULL;
}

static void
add_open_filters (GtkFileChooser *chooser)
{
  g_autoptr (GtkFileFilter) models = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();
  guint n_formats;
  const PpFormat * const *formats = pp_formats_list (&n_formats);

  gtk_file_filter_set_name (models, _("Threat models"));
  for (guint i = 0; i < n_formats; i++)
    for (guint j = 0; formats[i]->extensions[j] != NULL; j++)
      {
        const char *extension = formats[i]->extensions[j];

        gtk_file_filter_add_suffix (models, *extension == '.' ? extension + 1 : extension);
      }
  gtk_file_filter_set_name (all, _("All files"));
  gtk_file_filter_add_pattern (all, "*");
  gtk_file_chooser_add_filter (chooser, models);
  gtk_file_chooser_add_filter (chooser, all);
}

static void
set_last_folder (GtkFileChooser *chooser)
{
  g_autofree char *uri = g_settings_get_string (pp_settings_get_default (), "last-folder");
  g_autoptr (GFile) folder = NULL;

  if (*uri == '\0')
    return;
  folder = g_file_new_for_uri (uri);
  gtk_file_chooser_set_current_folder (chooser, folder, NULL);
}

static void
remember_folder (GFile *file)
{
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autofree char *uri = NULL;

  if (folder == NULL)
    return;
  uri = g_file_get_uri (folder);
  g_settings_set_string (pp_settings_get_default (), "last-folder", uri);
}

static void
chooser_response_cb (GtkNativeDialog *dialog,
                     int              response,
                     GTask           *task)
{
  g_autoptr (GFile) file = NULL;

  gtk_native_dialog_hide (dialog);
  file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  if (response == GTK_RESPONSE_ACCEPT && file != NULL)
    {
      remember_folder (file);
      g_task_return_boolean (task, TRUE);
    }
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled");
  g_object_unref (task);
}

static void
show_chooser (GtkFileChooserNative *chooser,
              GAsyncReadyCallback   callback,
              gpointer              user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_task_data (task, chooser, g_object_unref);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect (chooser, "response", G_CALLBACK (chooser_response_cb), task);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

void
pp_file_dialog_open_async (GtkWindow           *parent,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  GtkFileChooserNative *chooser =
    gtk_file_chooser_native_new (_("Open a Model"), parent, GTK_FILE_CHOOSER_ACTION_OPEN, _("_Open"), NULL);

  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (chooser), TRUE);
  add_open_filters (GTK_FILE_CHOOSER (chooser));
  set_last_folder (GTK_FILE_CHOOSER (chooser));
  show_chooser (chooser, callback, user_data);
}

/**
 * pp_file_dialog_open_finish:
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a list of #GFile
 */
void
pp_file_dialog_open_other_async (GtkWindow           *parent,
                                 const char          *title,
                                 const char          *kind,
                                 const char * const  *suffixes,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  GtkFileChooserNative *chooser =
    gtk_file_chooser_native_new (title, parent, GTK_FILE_CHOOSER_ACTION_OPEN, _("_Open"), NULL);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, kind);
  for (guint i = 0; suffixes[i] != NULL; i++)
    gtk_file_filter_add_suffix (filter, suffixes[i]);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
  set_last_folder (GTK_FILE_CHOOSER (chooser));
  show_chooser (chooser, callback, user_data);
}

GListModel *
pp_file_dialog_open_finish (GAsyncResult  *result,
                            GError       **error)
{
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  return gtk_file_chooser_get_files (g_task_get_task_data (G_TASK (result)));
}

/**
 * pp_file_dialog_save_async:
 * @parent: the window that it belongs to
 * @title: what is saved
 * @file: (nullable): where it was saved before; the chooser begins in its folder
 * @file_name: the name that is offered
 * @filters: (nullable): a list of #GtkFileFilter, the first one is chosen at the start
 * @callback: called when it is done
 * @user_data: for @callback
 */
void
pp_file_dialog_save_async (GtkWindow           *parent,
                           const char          *title,
                           GFile               *file,
                           const char          *file_name,
                           GListModel          *filters,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  GtkFileChooserNative *native =
    gtk_file_chooser_native_new (title, parent, GTK_FILE_CHOOSER_ACTION_SAVE, _("_Save"), NULL);
  GtkFileChooser *chooser = GTK_FILE_CHOOSER (native);
  g_autoptr (GFile) folder = file != NULL ? g_file_get_parent (file) : NULL;

  for (guint i = 0; filters != NULL && i < g_list_model_get_n_items (filters); i++)
    {
      g_autoptr (GtkFileFilter) filter = g_list_model_get_item (filters, i);

      gtk_file_chooser_add_filter (chooser, filter);
      if (i == 0)
        gtk_file_chooser_set_filter (chooser, filter);
    }
  if (folder != NULL)
    gtk_file_chooser_set_current_folder (chooser, folder, NULL);
  else
    set_last_folder (chooser);
  gtk_file_chooser_set_current_name (chooser, file_name);
  show_chooser (native, callback, user_data);
}

/**
 * pp_file_dialog_save_finish:
 * @result: what the callback was given
 * @filter: (out) (optional) (nullable) (transfer none): the filter that was chosen
 * @error: return location
 *
 * Returns: (transfer full) (nullable): where to save
 */
GFile *
pp_file_dialog_save_finish (GAsyncResult   *result,
                            GtkFileFilter **filter,
                            GError        **error)
{
  GtkFileChooser *chooser = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  if (filter != NULL)
    *filter = gtk_file_chooser_get_filter (chooser);
  return gtk_file_chooser_get_file (chooser);
}
