/* SPDX-License-Identifier: GPL-3.0-or-later */

/* bench-formats [NODES EDGES]: how long reading and writing a Threat Dragon model takes, and how much
 * memory. By default 2,500 nodes with ports and 2,500 flows. */

#include <stdlib.h>
#include <sys/resource.h>

#include "pp-bench-model.h"
#include "pp-format.h"

#define RUNS 7
#define BYTES_PER_MB 1e6

typedef struct {
  double read_ms;
  double write_ms;
} Times;

static const PpFormat *
format_of (const char *id)
{
  return pp_formats_lookup (id);
}

static GBytes *
write_model (const PpFormat *format,
             PpModel        *model)
{
  g_autoptr (GError) error = NULL;
  GBytes *bytes = pp_formats_write (format, model, NULL, &error);

  if (bytes == NULL)
    g_error ("%s", error->message);

  return bytes;
}

static PpModel *
read_model (const PpFormat *format,
            GBytes         *bytes)
{
  g_autoptr (GError) error = NULL;
  PpModel *model = pp_formats_read (format, bytes, NULL, NULL, NULL, &error);

  if (model == NULL)
    g_error ("%s", error->message);

  return model;
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  double difference = *(const double *) a - *(const double *) b;

  return difference < 0 ? -1 : difference > 0;
}

static double
median (double *values)
{
  qsort (values, RUNS, sizeof *values, compare);

  return values[RUNS / 2];
}

static Times
measure (const PpFormat *format,
         GBytes         *bytes)
{
  double reads[RUNS], writes[RUNS];

  for (guint i = 0; i < RUNS; i++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr (PpModel) model = read_model (format, bytes);
      gint64 middle = g_get_monotonic_time ();
      g_autoptr (GBytes) again = write_model (format, model);

      reads[i] = (middle - start) / 1000.0;
      writes[i] = (g_get_monotonic_time () - middle) / 1000.0;
    }

  return (Times) { median (reads), median (writes) };
}

static double
peak_mb (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);

  return usage.ru_maxrss * 1024.0 / BYTES_PER_MB;
}

static void
print_times (const char *name,
             GBytes     *bytes,
             Times       times)
{
  double megabytes = g_bytes_get_size (bytes) / BYTES_PER_MB;

  g_print ("%-14s %6.2f MB   read %7.1f ms %6.1f MB/s   write %7.1f ms %6.1f MB/s\n", name, megabytes,
           times.read_ms, megabytes / times.read_ms * 1000, times.write_ms,
           megabytes / times.write_ms * 1000);
}

int
main (int    argc,
      char **argv)
{
  guint n_nodes = argc > 1 ? atoi (argv[1]) : 2500;
  guint n_edges = argc > 2 ? atoi (argv[2]) : 2500;
  g_autoptr (PpModel) model = pp_bench_model_new (n_nodes, n_edges, NULL);
  g_autoptr (GBytes) dragon = write_model (format_of ("threat-dragon"), model);
  g_autoptr (GBytes) native = NULL;
  Times times;
  double peak;

  g_clear_object (&model);
  times = measure (format_of ("threat-dragon"), dragon);
  peak = peak_mb ();
  print_times ("Threat Dragon", dragon, times);

  model = read_model (format_of ("threat-dragon"), dragon);
  native = write_model (format_of ("parapet"), model);
  print_times ("Parapet", native, measure (format_of ("parapet"), native));

  g_print ("{\"elements\": %u, \"read_ms\": %.1f, \"write_ms\": %.1f, \"read_mb_s\": %.1f, "
           "\"write_mb_s\": %.1f, \"mb\": %.2f, \"peak_mb\": %.1f}\n",
           n_nodes + n_edges, times.read_ms, times.write_ms,
           g_bytes_get_size (dragon) / BYTES_PER_MB / times.read_ms * 1000,
           g_bytes_get_size (dragon) / BYTES_PER_MB / times.write_ms * 1000,
           g_bytes_get_size (dragon) / BYTES_PER_MB, peak);

  return 0;
}
