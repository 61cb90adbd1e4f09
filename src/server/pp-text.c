/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-text.h"

/* Letters and signs that Unicode has, and of which nothing is drawn. */
static gboolean
is_filler (gunichar character)
{
  return character == 0x115f || character == 0x2800 || character == 0x3164 || character == 0xffa0;
}

gboolean
pp_text_is_blank (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar character = g_utf8_get_char (text);

      if (g_unichar_isgraph (character) && !g_unichar_isspace (character) && !g_unichar_iszerowidth (character) &&
          !is_filler (character))
        return FALSE;
    }
  return TRUE;
}
