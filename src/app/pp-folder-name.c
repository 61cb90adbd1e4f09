/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-folder-name.h"

#include <string.h>

static gboolean
is_in (const char *path,
       const char *folder)
{
  return g_str_has_prefix (path, folder) && (path[strlen (folder)] == '/' || path[strlen (folder)] == '\0');
}

char *
pp_folder_dup_name (GFile *file)
{
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autofree char *name = folder != NULL ? g_file_get_parse_name (folder) : NULL;
  g_autofree char *lent = g_build_filename (g_get_user_runtime_dir (), "doc", NULL);
  const char *home = g_get_home_dir ();

  if (name == NULL || is_in (name, lent))
    return NULL;
  return is_in (name, home) ? g_strconcat ("~", name + strlen (home), NULL) : g_steal_pointer (&name);
}
