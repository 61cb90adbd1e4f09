/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "pp-media-type.h"

#define MAX_RANGES 32

/* `type/subtype; name=value`: the first part, and the value of one parameter, or NULL. */
static char *
split_parameters (const char  *text,
                  const char  *name,
                  char       **value)
{
  g_auto (GStrv) parts = g_strsplit (text, ";", 8);
  gsize length = strlen (name);

  *value = NULL;
  for (guint i = 1; parts[0] != NULL && parts[i] != NULL; i++)
    {
      const char *part = g_strstrip (parts[i]);

      if (g_ascii_strncasecmp (part, name, length) == 0 && part[length] == '=')
        {
          g_free (*value);
          *value = g_strdup (part + length + 1);
        }
    }

  return parts[0] != NULL ? g_ascii_strdown (g_strstrip (parts[0]), -1) : g_strdup ("");
}

static gboolean
covers (const char *range,
        const char *offer)
{
  const char *star = strstr (range, "/*");

  if (strcmp (range, "*/*") == 0)
    return TRUE;
  if (star != NULL && star[2] == '\0')
    return strncmp (range, offer, star + 1 - range) == 0;

  return strcmp (range, offer) == 0;
}

const char *
pp_media_type_choose (const char         *accept,
                      const char * const *offers)
{
  g_auto (GStrv) ranges = NULL;
  const char *best = NULL;
  double best_quality = 0;

  if (accept == NULL || *accept == '\0')
    return offers[0];

  ranges = g_strsplit (accept, ",", MAX_RANGES);
  for (guint i = 0; ranges[i] != NULL; i++)
    {
      g_autofree char *weight = NULL;
      g_autofree char *range = split_parameters (ranges[i], "q", &weight);
      double quality = weight != NULL ? g_ascii_strtod (weight, NULL) : 1;

      if (!(quality > best_quality))
        continue;
      for (guint j = 0; offers[j] != NULL; j++)
        if (covers (range, offers[j]))
          {
            best = offers[j];
            best_quality = quality;
            break;
          }
    }

  return best;
}

gboolean
pp_media_type_is (const char *content_type,
                  const char *media_type)
{
  g_autofree char *encoding = NULL;
  g_autofree char *type = NULL;

  if (content_type == NULL)
    return FALSE;

  type = split_parameters (content_type, "charset", &encoding);

  return strcmp (type, media_type) == 0 &&
         (encoding == NULL || g_ascii_strcasecmp (encoding, "utf-8") == 0 ||
          g_ascii_strcasecmp (encoding, "\"utf-8\"") == 0);
}
