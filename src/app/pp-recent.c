/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-recent.h"

#include <glib/gstdio.h>

struct _PpRecentFile {
  GObject  parent_instance;

  /* Owned */
  GFile   *file;
  char    *name;
  char    *title;

  /* State */
  gint64   time;   /* seconds since 1970 */
};

G_DEFINE_FINAL_TYPE (PpRecentFile, pp_recent_file, G_TYPE_OBJECT)

static void
pp_recent_file_finalize (GObject *object)
{
  PpRecentFile *self = PP_RECENT_FILE (object);

  g_clear_object (&self->file);
  g_free (self->name);
  g_free (self->title);
  G_OBJECT_CLASS (pp_recent_file_parent_class)->finalize (object);
}

static void
pp_recent_file_class_init (PpRecentFileClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pp_recent_file_finalize;
}

static void
pp_recent_file_init (PpRecentFile *self)
{
}

static PpRecentFile *
pp_recent_file_new (GFile      *file,
                    const char *title,
                    gint64      time)
{
  PpRecentFile *self = g_object_new (PP_TYPE_RECENT_FILE, NULL);
  g_autofree char *base_name = g_file_get_basename (file);

  self->file = g_object_ref (file);
  self->name = g_filename_display_name (base_name);
  self->title = g_strdup (title);
  self->time = time;
  return self;
}

GFile *
pp_recent_file_get_file (PpRecentFile *self)
{
  g_return_val_if_fail (PP_IS_RECENT_FILE (self), NULL);
  return self->file;
}

const char *
pp_recent_file_get_name (PpRecentFile *self)
{
  g_return_val_if_fail (PP_IS_RECENT_FILE (self), NULL);
  return self->name;
}

const char *
pp_recent_file_get_title (PpRecentFile *self)
{
  g_return_val_if_fail (PP_IS_RECENT_FILE (self), NULL);
  return self->title;
}

gint64
pp_recent_file_get_time (PpRecentFile *self)
{
  g_return_val_if_fail (PP_IS_RECENT_FILE (self), 0);
  return self->time;
}

struct _PpRecent {
  GObject    parent_instance;

  /* Owned */
  GPtrArray *files;
  char      *path;
};

static void pp_recent_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PpRecent, pp_recent, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, pp_recent_list_model_init))

static GType
pp_recent_get_item_type (GListModel *list)
{
  return PP_TYPE_RECENT_FILE;
}

static guint
pp_recent_get_n_items (GListModel *list)
{
  return PP_RECENT (list)->files->len;
}

static gpointer
pp_recent_get_item (GListModel *list,
                    guint       position)
{
  PpRecent *self = PP_RECENT (list);

  return position < self->files->len ? g_object_ref (g_ptr_array_index (self->files, position)) : NULL;
}

static void
pp_recent_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = pp_recent_get_item_type;
  iface->get_n_items = pp_recent_get_n_items;
  iface->get_item = pp_recent_get_item;
}

static void
pp_recent_finalize (GObject *object)
{
  PpRecent *self = PP_RECENT (object);

  g_ptr_array_unref (self->files);
  g_free (self->path);
  G_OBJECT_CLASS (pp_recent_parent_class)->finalize (object);
}

static void
pp_recent_class_init (PpRecentClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pp_recent_finalize;
}

static void
pp_recent_init (PpRecent *self)
{
  self->files = g_ptr_array_new_with_free_func (g_object_unref);
}

static void
load (PpRecent *self)
{
  g_autoptr (GKeyFile) key_file = g_key_file_new ();
  g_auto (GStrv) groups = NULL;

  if (!g_key_file_load_from_file (key_file, self->path, G_KEY_FILE_NONE, NULL))
    return;
  groups = g_key_file_get_groups (key_file, NULL);
  for (guint i = 0; groups[i] != NULL && self->files->len < PP_RECENT_MAX_FILES; i++)
    {
      g_autofree char *uri = g_key_file_get_string (key_file, groups[i], "Uri", NULL);
      g_autofree char *title = g_key_file_get_string (key_file, groups[i], "Title", NULL);
      g_autoptr (GFile) file = NULL;

      if (uri == NULL)
        continue;
      file = g_file_new_for_uri (uri);
      g_ptr_array_add (self->files, pp_recent_file_new (file, title != NULL ? title : "",
                                                        g_key_file_get_int64 (key_file, groups[i], "Time", NULL)));
    }
}

/* A list that cannot be written is no reason to trouble anybody. */
static void
store (PpRecent *self)
{
  g_autoptr (GKeyFile) key_file = g_key_file_new ();
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < self->files->len; i++)
    {
      PpRecentFile *recent = g_ptr_array_index (self->files, i);
      g_autofree char *group = g_strdup_printf ("%u", i + 1);
      g_autofree char *uri = g_file_get_uri (recent->file);

      g_key_file_set_string (key_file, group, "Uri", uri);
      g_key_file_set_string (key_file, group, "Title", recent->title);
      g_key_file_set_int64 (key_file, group, "Time", recent->time);
    }
  g_mkdir_with_parents (folder, 0700);
  if (!g_key_file_save_to_file (key_file, self->path, &error))
    g_debug ("Recent files are not kept: %s", error->message);
}

/**
 * pp_recent_new:
 * @path: the file that keeps the list; need not exist
 *
 * Returns: (transfer full): the list
 */
PpRecent *
pp_recent_new (const char *path)
{
  PpRecent *self = g_object_new (PP_TYPE_RECENT, NULL);

  self->path = g_strdup (path);
  load (self);
  return self;
}

PpRecent *
pp_recent_get_default (void)
{
  static PpRecent *recent;

  if (recent == NULL)
    {
      g_autofree char *path = g_build_filename (g_get_user_state_dir (), "parapet", "recent", NULL);

      recent = pp_recent_new (path);
    }
  return recent;
}

static gboolean
take_out (PpRecent *self,
          GFile    *file)
{
  for (guint i = 0; i < self->files->len; i++)
    {
      PpRecentFile *recent = g_ptr_array_index (self->files, i);

      if (!g_file_equal (recent->file, file))
        continue;
      g_ptr_array_remove_index (self->files, i);
      g_list_model_items_changed (G_LIST_MODEL (self), i, 1, 0);
      return TRUE;
    }
  return FALSE;
}

/**
 * pp_recent_add:
 * @self: the list
 * @file: a file that was opened or saved
 * @title: the title of its model
 *
 * Puts @file first.
 */
void
pp_recent_add (PpRecent   *self,
               GFile      *file,
               const char *title)
{
  g_return_if_fail (PP_IS_RECENT (self));
  take_out (self, file);
  g_ptr_array_insert (self->files, 0, pp_recent_file_new (file, title, g_get_real_time () / G_USEC_PER_SEC));
  g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, 1);
  if (self->files->len > PP_RECENT_MAX_FILES)
    {
      g_ptr_array_set_size (self->files, PP_RECENT_MAX_FILES);
      g_list_model_items_changed (G_LIST_MODEL (self), PP_RECENT_MAX_FILES, 1, 0);
    }
  store (self);
}

void
pp_recent_remove (PpRecent *self,
                  GFile    *file)
{
  g_return_if_fail (PP_IS_RECENT (self));
  if (take_out (self, file))
    store (self);
}

void
pp_recent_clear (PpRecent *self)
{
  guint n_files;

  g_return_if_fail (PP_IS_RECENT (self));
  n_files = self->files->len;
  g_ptr_array_set_size (self->files, 0);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_files, 0);
  store (self);
}
