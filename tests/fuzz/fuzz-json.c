/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "fuzz.h"
#include "pp-json.h"

int
LLVMFuzzerInitialize (int    *argc,
                      char ***argv)
{
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);

  return 0;
}

/* What is read is written so that it reads as the same value, in every style. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         length)
{
  g_autoptr (JsonNode) node = pp_json_parse ((const char *) data, length, NULL, NULL);

  if (node == NULL)
    return 0;

  g_assert_true (pp_json_check ((const char *) data, length, NULL, NULL));
  for (PpJsonStyle style = PP_JSON_STYLE_COMPACT; style <= PP_JSON_STYLE_CANONICAL; style++)
    {
      gsize size;
      g_autofree char *text = pp_json_to_string (node, style, &size);
      g_autoptr (JsonNode) again = pp_json_parse (text, size, NULL, NULL);
      g_autofree char *text_again = NULL;

      g_assert_nonnull (again);
      g_assert_true (pp_json_equal (node, again));
      text_again = pp_json_to_string (again, style, NULL);
      g_assert_cmpstr (text, ==, text_again);
    }

  return 0;
}
