/* SPDX-License-Identifier: GPL-3.0-or-later */

/* edit-model FOLDER N_EDITS SEED FILE…: edits models at random and writes them as Threat Dragon files of
 * the same names to a folder, for a validator to look at. */

#include <stdlib.h>

#include "pp-file.h"
#include "pp-format.h"
#include "pp-random-edits.h"

static gboolean
edit_file (const char  *folder,
           guint        n_edits,
           guint        seed,
           const char  *path,
           GError     **error)
{
  g_autoptr (GFile) in = g_file_new_for_path (path);
  g_autofree char *name = g_file_get_basename (in);
  g_autoptr (GFile) out = g_file_new_build_filename (folder, name, NULL);
  g_autoptr (GBytes) bytes = pp_file_load (in, NULL, NULL, error);
  g_autoptr (PpModel) model = NULL;
  g_autoptr (GBytes) written = NULL;

  if (bytes == NULL)
    return FALSE;
  model = pp_formats_read (NULL, bytes, name, NULL, NULL, error);
  if (model == NULL)
    return FALSE;
  pp_random_edits (model, n_edits, seed);
  written = pp_formats_write (pp_formats_lookup ("threat-dragon"), model, NULL, error);

  return written != NULL && pp_file_save (out, written, NULL, NULL, NULL, error);
}

int
main (int    argc,
      char **argv)
{
  if (argc < 5)
    {
      g_printerr ("usage: edit-model FOLDER N_EDITS SEED FILE…\n");
      return 2;
    }

  for (int i = 4; i < argc; i++)
    {
      g_autoptr (GError) error = NULL;

      if (!edit_file (argv[1], atoi (argv[2]), atoi (argv[3]), argv[i], &error))
        {
          g_printerr ("%s: %s\n", argv[i], error->message);
          return 2;
        }
    }

  return 0;
}
