/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-first-frame.h"

#include "pp-canvas.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

/* For the benchmark of opening: with PARAPET_PRINT_FIRST_FRAME=1 in the environment the time from the
 * start of the process to the end of the first frame in which the diagram of a document is whole goes to standard
 * output, and the processor time of all threads until then; both in milliseconds. */

static double
get_process_start_ms (void)
{
  g_autofree char *text = NULL;
  const char *fields;
  long long ticks = 0;

  if (!g_file_get_contents ("/proc/self/stat", &text, NULL, NULL))
    return 0.0;
  /* Field 2 is the program's name in brackets and may hold blanks; the start is field 22. */
  fields = strrchr (text, ')');
  if (fields == NULL
      || sscanf (fields + 1, " %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %*u %*u %*d %*d %*d %*d %*d %*d %lld",
                 &ticks) != 1)
    return 0.0;
  return ticks * 1000.0 / sysconf (_SC_CLK_TCK);
}

static double
to_ms (const struct timespec *time)
{
  return time->tv_sec * 1000.0 + time->tv_nsec / 1e6;
}

static void
after_paint_cb (GdkFrameClock *clock,
                GtkWidget     *canvas)
{
  struct timespec now, used;

  if (!gtk_widget_get_mapped (canvas) || !pp_canvas_is_painted (PP_CANVAS (canvas)))
    return;
  clock_gettime (CLOCK_BOOTTIME, &now);
  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &used);
  g_print ("first-frame %.0f cpu %.0f\n", to_ms (&now) - get_process_start_ms (), to_ms (&used));
  g_signal_handlers_disconnect_by_func (clock, after_paint_cb, canvas);
}

/**
 * pp_first_frame_watch:
 * @canvas: a realized widget that is about to show a document
 */
void
pp_first_frame_watch (GtkWidget *canvas)
{
  static gboolean watched;
  GdkFrameClock *clock = gtk_widget_get_frame_clock (canvas);

  if (watched || clock == NULL || g_strcmp0 (g_getenv ("PARAPET_PRINT_FIRST_FRAME"), "1") != 0)
    return;
  watched = TRUE;
  g_signal_connect_object (clock, "after-paint", G_CALLBACK (after_paint_cb), canvas, 0);
}
