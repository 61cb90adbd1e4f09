/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-spelling.h"

#include <string.h>

char *
_pp_spelling_fold_name (const char *name)
{
  GString *folded = g_string_new (NULL);

  for (; *name != '\0'; name++)
    if (g_ascii_isalnum (*name) || !g_ascii_isprint (*name))
      g_string_append_c (folded, g_ascii_tolower (*name));
  return g_string_free (folded, FALSE);
}

static gboolean
is_of_word (char letter)
{
  return g_ascii_isalnum (letter) || (guchar) letter >= 0x80;
}

char *
_pp_spelling_fold_word (const char *text)
{
  GString *folded = g_string_new (NULL);
  gboolean between = FALSE;

  for (; *text != '\0'; text++)
    {
      if (!is_of_word (*text))
        {
          between = folded->len > 0;
          continue;
        }
      if (between)
        g_string_append_c (folded, '-');
      between = FALSE;
      g_string_append_c (folded, g_ascii_tolower (*text));
    }
  return g_string_free (folded, FALSE);
}

static gboolean
is_negation (const char *word)
{
  static const char * const negations[] = { "no", "not", "non", "without", NULL };

  return g_strv_contains (negations, word);
}

/* Whether what others say is not there, not yet or not always. */
static gboolean
takes_back (const char *word)
{
  static const char * const words[] = {
    "optional", "optionally", "plain", "plaintext", "unencrypted", "cleartext", "opportunistic", "planned", "pending",
    "partial", "partially", "partly", "disabled", "missing", "never", "off", NULL,
  };

  return is_negation (word) || g_strv_contains (words, word);
}

/* “or” leaves open what holds. */
static gboolean
is_denial (const char *word)
{
  return takes_back (word) || strcmp (word, "or") == 0;
}

static gboolean
has_word (const char *text,
          gboolean  (*is_meant) (const char *word))
{
  g_autofree char *folded = _pp_spelling_fold_word (text);
  g_auto (GStrv) words = g_strsplit (folded, "-", 0);

  for (guint i = 0; words[i] != NULL; i++)
    if (is_meant (words[i]))
      return TRUE;
  return FALSE;
}

/* A version (`15`, `v2`, `19c`) or a remark behind the name. */
static gboolean
is_version (const char *word)
{
  return g_ascii_isdigit (*word) || (*word == 'v' && g_ascii_isdigit (word[1]));
}

char *
_pp_spelling_dup_head (const char *text)
{
  g_autofree char *name = g_strndup (text, strcspn (text, "([{"));
  g_autofree char *word = _pp_spelling_fold_word (name);
  g_auto (GStrv) parts = g_strsplit (word, "-", 0);
  guint n_parts = g_strv_length (parts);

  if ((strchr (g_strstrip (name), ' ') == NULL && strlen (name) == strlen (text)) || has_word (text, is_denial))
    return NULL;
  while (n_parts > 1 && is_version (parts[n_parts - 1]))
    g_clear_pointer (&parts[--n_parts], g_free);
  return g_strjoinv ("-", parts);
}

gboolean
_pp_spelling_is_negated (const char *text)
{
  return has_word (text, is_negation);
}

gboolean
_pp_spelling_is_half_true (const char *text)
{
  return has_word (text, takes_back);
}

char **
_pp_spelling_split_and (const char *text)
{
  static GRegex *between;

  if (g_once_init_enter (&between))
    g_once_init_leave (&between, g_regex_new ("\\s+and\\s+|\\s*[/&+]\\s*", G_REGEX_CASELESS, 0, NULL));
  return g_regex_split (between, text, 0);
}

gboolean
_pp_spelling_is_unknown (const char *word)
{
  static const char * const words[] = {
    "", "unknown", "not-known", "unspecified", "not-specified", "undefined", "not-stated", "null", "n-a", "na", "tbd",
    "to-be-determined", NULL,
  };

  return g_strv_contains (words, word);
}

gboolean
pp_spelling_read_truth (const char *text,
                        gboolean   *truth)
{
  static const char * const yes[] = { "yes", "true", "y", "t", "on", "enabled", "1", NULL };
  static const char * const no[] = {
    "no", "false", "n", "f", "off", "disabled", "0", "none", "never", "planned", "missing", "absent", NULL,
  };
  g_autofree char *word = _pp_spelling_fold_word (text);

  *truth = g_strv_contains (yes, word);
  return *truth || g_strv_contains (no, word) || g_str_has_prefix (word, "no-") || g_str_has_prefix (word, "not-") ||
         g_str_has_prefix (word, "planned-");
}

gboolean
_pp_spelling_read_number (const char *text,
                          double     *number)
{
  const char *start = text;
  char *end = NULL;

  *number = g_ascii_strtod (text, &end);
  if (end != text && *end == '\0')
    return TRUE;
  while (*start != '\0' && !g_ascii_isdigit (*start))
    start++;
  *number = g_ascii_strtod (start, &end);
  return end != start && !g_ascii_isalnum (*end);
}

/* `tlsv1` of `TLSv1.2` is `tls`. */
static char *
dup_without_version (const char *part)
{
  static const char * const versioned[] = { "dtls", "tls", "ssl" };

  for (guint i = 0; i < G_N_ELEMENTS (versioned); i++)
    if (g_str_has_prefix (part, versioned[i]))
      {
        const char *rest = part + strlen (versioned[i]);

        if (*rest == 'v')
          rest++;
        if (strspn (rest, "0123456789") == strlen (rest))
          return g_strdup (versioned[i]);
      }
  return g_strdup (part);
}

gboolean
_pp_spelling_is_encrypted (const char      *word,
                           PpSpellingKnows  knows,
                           gpointer         user_data)
{
  g_auto (GStrv) parts = g_strsplit (word, "-", 0);
  gboolean encrypted = knows (word, user_data);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *part = dup_without_version (parts[i]);

      if (is_denial (part))
        return FALSE;
      encrypted = encrypted || knows (part, user_data);
    }
  /* “HTTP/HTTPS” allows either. */
  return encrypted && !(g_strv_contains ((const char * const *) parts, "http") &&
                        g_strv_contains ((const char * const *) parts, "https"));
}
