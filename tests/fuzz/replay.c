/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Runs a fuzz target on the files of a folder: so every compiler checks the seeds in every test run. */

#include "fuzz.h"

static void
replay (const char *path)
{
  g_autofree char *text = NULL;
  g_autofree guint8 *exact = NULL;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, NULL))
    g_error ("%s cannot be read", path);

  /* Of exactly the text's length, so that a sanitizer sees reading beyond it. */
  exact = g_memdup2 (text, MAX (length, 1));
  LLVMFuzzerTestOneInput (exact, length);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GDir) folder = argc == 2 ? g_dir_open (argv[1], 0, NULL) : NULL;
  const char *name;
  guint n_files = 0;

  if (folder == NULL)
    {
      g_printerr ("usage: %s FOLDER\n", argv[0]);
      return 2;
    }

  LLVMFuzzerInitialize (&argc, &argv);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (argv[1], name, NULL);

      replay (path);
      n_files++;
    }
  g_print ("1..1\n%sok 1 - %u files\n", n_files > 0 ? "" : "not ", n_files);

  return 0;
}
