/* SPDX-License-Identifier: GPL-3.0-or-later */

/* make-model FILE NODES EDGES: writes a model for benchmarks; the format goes by the file's name. */

#include <stdlib.h>

#include "pp-bench-model.h"
#include "pp-file.h"
#include "pp-format.h"

int
main (int    argc,
      char **argv)
{
  g_autoptr (PpModel) model = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;
  const PpFormat *format;

  format = argc == 4 ? pp_formats_for_file_name (argv[1]) : NULL;
  if (format == NULL)
    {
      g_printerr ("usage: make-model FILE.json|FILE.parapet NODES EDGES\n");
      return 2;
    }

  model = pp_bench_model_new (atoi (argv[2]), atoi (argv[3]), NULL);
  bytes = pp_formats_write (format, model, NULL, &error);
  file = g_file_new_for_path (argv[1]);
  if (bytes == NULL || !pp_file_save (file, bytes, NULL, NULL, NULL, &error))
    {
      g_printerr ("%s: %s\n", argv[1], error->message);
      return 2;
    }

  return 0;
}
