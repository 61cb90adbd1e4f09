/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What of a text would be seen. */

#include "pp-text.h"

static void
test_blank (void)
{
  static const char * const texts[] = {
    "", " ", " \t\r\n\v\f", "\xC2\xA0", "\xE2\x80\x83\xE3\x80\x80", "\xE2\x80\xA8\xE2\x80\xA9",
    "\xC2\xAD", "\xE2\x80\x8B\xE2\x80\x8D", "\xE2\x80\xAE\xE2\x80\xAC", "\xE2\x81\xA0\xEF\xBB\xBF", "\x01\x7F",
    "\xCC\x81", "\xE1\x85\x9F", "\xE2\xA0\x80", "\xE3\x85\xA4", "\xEF\xBE\xA0",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_test_message ("text %u", i);
      g_assert_true (g_utf8_validate (texts[i], -1, NULL));
      g_assert_true (pp_text_is_blank (texts[i]));
    }
}

static void
test_seen (void)
{
  static const char * const texts[] = {
    "a", " a ", ".", "\n-", "0", "\xC3\xA4", "a\xCC\x81", "\xE2\x80\x8B" "b\xE2\x80\x8B", "\xE2\xA0\x81",
    "\xE4\xB8\xAD", "\xF0\x9F\x98\x80", "\xD7\x90", "\xEF\xBF\xBD",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_test_message ("text %u", i);
      g_assert_true (g_utf8_validate (texts[i], -1, NULL));
      g_assert_false (pp_text_is_blank (texts[i]));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/server/text/blank", test_blank);
  g_test_add_func ("/server/text/seen", test_seen);

  return g_test_run ();
}
