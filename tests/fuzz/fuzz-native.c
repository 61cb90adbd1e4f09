/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"
#include "pp-format.h"

int
LLVMFuzzerInitialize (int    *argc,
                      char ***argv)
{
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);

  return 0;
}

/* Reading and writing comes to rest after once. What other formats keep with a record is from outside as
 * well, and their writers must live with it. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         length)
{
  const PpFormat *format = pp_formats_lookup ("parapet");
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, length);
  g_autoptr (PpModel) model = pp_formats_read (format, bytes, NULL, NULL, NULL, NULL);
  g_autoptr (PpModel) again = NULL;
  g_autoptr (GBytes) first = NULL;
  g_autoptr (GBytes) second = NULL;
  g_autoptr (GBytes) dragon = NULL;

  if (model == NULL)
    return 0;

  first = pp_formats_write (format, model, NULL, NULL);
  g_assert_nonnull (first);
  again = pp_formats_read (format, first, NULL, NULL, NULL, NULL);
  g_assert_nonnull (again);
  second = pp_formats_write (format, again, NULL, NULL);
  g_assert_true (g_bytes_equal (first, second));
  dragon = pp_formats_write (pp_formats_lookup ("threat-dragon"), model, NULL, NULL);
  g_assert_nonnull (dragon);

  return 0;
}
