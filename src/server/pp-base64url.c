/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-base64url.h"

/* The six bits of a letter, or -1. */
static int
get_bits (char letter)
{
  if (letter >= 'A' && letter <= 'Z')
    return letter - 'A';
  if (letter >= 'a' && letter <= 'z')
    return letter - 'a' + 26;
  if (letter >= '0' && letter <= '9')
    return letter - '0' + 52;
  if (letter == '-')
    return 62;
  return letter == '_' ? 63 : -1;
}

/**
 * pp_base64url_decode:
 * @text: (array length=length): what is encoded
 * @length: how many bytes
 *
 * Decodes base64url without padding by the letter of RFC 7515, appendix C: other letters, padding, blanks
 * and bits left over that are not zero are refused, so that no two texts mean the same bytes. GLib's
 * decoder forgives all of these.
 *
 * Returns: (transfer full) (nullable): the bytes
 */
GBytes *
pp_base64url_decode (const char *text,
                     gsize       length)
{
  g_autofree guint8 *bytes = g_malloc (length / 4 * 3 + 3);
  gsize n_bytes = 0;
  guint32 buffer = 0;
  guint n_bits = 0;

  if (length % 4 == 1)
    return NULL;

  for (gsize i = 0; i < length; i++)
    {
      int bits = get_bits (text[i]);

      if (bits < 0)
        return NULL;
      buffer = buffer << 6 | bits;
      n_bits += 6;
      if (n_bits >= 8)
        {
          n_bits -= 8;
          bytes[n_bytes++] = buffer >> n_bits;
        }
    }
  if ((buffer & ((1u << n_bits) - 1)) != 0)
    return NULL;
  return g_bytes_new_take (g_steal_pointer (&bytes), n_bytes);
}

/**
 * pp_base64url_encode:
 * @bytes: (array length=length): what to encode
 * @length: how many bytes
 *
 * Returns: (transfer full): base64url without padding, as RFC 7515 has it
 */
char *
pp_base64url_encode (const guint8 *bytes,
                     gsize         length)
{
  char *text = g_base64_encode (bytes, length);

  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  text[strcspn (text, "=")] = '\0';
  return text;
}
