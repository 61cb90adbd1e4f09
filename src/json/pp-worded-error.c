/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-worded-error.h"

#include <glib/gi18n.h>
#include <string.h>

static GHashTable *domains;     /* of GQuark */
G_LOCK_DEFINE_STATIC (domains);

/* Where GLib keeps what belongs to an error: see G_DEFINE_EXTENDED_ERROR(), which knows one domain only. */
static PpWordedError *
get_private (const GError *error)
{
  const gsize alignment = 2 * sizeof (gsize);
  const gsize size = (sizeof (PpWordedError) + (alignment - 1)) & -alignment;

  return (PpWordedError *) ((guint8 *) error - size);
}

static void
init (GError *error)
{
  *get_private (error) = (PpWordedError) { 0 };
}

static void
copy (const GError *error,
      GError       *duplicate)
{
  const PpWordedError *from = get_private (error);
  PpWordedError *to = get_private (duplicate);

  to->place = g_strdup (from->place);
  to->column = from->column;
  to->sentence = from->sentence;
  for (guint i = 0; i < PP_WORDED_ERROR_MAX_BLANKS; i++)
    to->blanks[i] = g_strdup (from->blanks[i]);
}

static void
clear (GError *error)
{
  PpWordedError *self = get_private (error);

  g_free (self->place);
  for (guint i = 0; i < PP_WORDED_ERROR_MAX_BLANKS; i++)
    g_free (self->blanks[i]);
}

/**
 * pp_worded_error_register:
 * @domain: its name; once for each
 *
 * Returns: a domain whose errors may be set with pp_worded_error_set()
 */
GQuark
pp_worded_error_register (const char *domain)
{
  GQuark quark = g_error_domain_register (domain, sizeof (PpWordedError), init, copy, clear);

  G_LOCK (domains);
  if (domains == NULL)
    domains = g_hash_table_new (NULL, NULL);
  g_hash_table_add (domains, GUINT_TO_POINTER (quark));
  G_UNLOCK (domains);
  return quark;
}

static guint
count_blanks (const char *sentence)
{
  guint n_blanks = 0;

  for (const char *sign = strchr (sentence, '%'); sign != NULL; sign = strchr (sign + 1, '%'))
    {
      g_assert (sign[1 + strspn (sign + 1, ".0123456789")] == 's');
      n_blanks++;
    }
  g_assert (n_blanks <= PP_WORDED_ERROR_MAX_BLANKS);
  return n_blanks;
}

static const char *
say (const char          *sentence,
     PpTranslateSentence  translate)
{
  return translate != NULL ? translate (sentence) : sentence;
}

static void
take (GError        **error,
      GQuark          domain,
      int             code,
      PpWordedError  *worded)
{
  GError *new = g_error_new_literal (domain, code, "");

  *get_private (new) = *worded;
  g_free (new->message);
  new->message = pp_worded_error_dup_message (new, NULL);
  *error = new;
}

void
pp_worded_error_set_va (GError     **error,
                        GQuark       domain,
                        int          code,
                        const char  *place,
                        guint        column,
                        const char  *sentence,
                        va_list      blanks)
{
  PpWordedError worded = { .column = column, .sentence = sentence };
  guint n_blanks = count_blanks (sentence);

  if (error == NULL)
    return;
  worded.place = g_strdup (place);
  for (guint i = 0; i < n_blanks; i++)
    worded.blanks[i] = g_strdup (va_arg (blanks, const char *));
  take (error, domain, code, &worded);
}

/**
 * pp_worded_error_set:
 * @domain: of pp_worded_error_register()
 * @place: (nullable): what the message begins with in every language
 * @column: inside that place; 0 for none
 * @sentence: marked with N_(), and never freed; its blanks are `%s`
 * @...: what stands in their place
 *
 * Sets an error as g_set_error() does.
 */
void
pp_worded_error_set (GError     **error,
                     GQuark       domain,
                     int          code,
                     const char  *place,
                     guint        column,
                     const char  *sentence,
                     ...)
{
  va_list blanks;

  va_start (blanks, sentence);
  pp_worded_error_set_va (error, domain, code, place, column, sentence, blanks);
  va_end (blanks);
}

/**
 * pp_worded_error_propagate:
 * @problem: (transfer full): an error that is worded
 * @place: in front of the place that it names
 *
 * Hands an error on to whoever knows the larger place that it is in.
 */
void
pp_worded_error_propagate (GError     **error,
                           GError      *problem,
                           const char  *place)
{
  PpWordedError *worded = get_private (problem);
  char *inner = worded->place;

  worded->place = g_strconcat (place, inner, NULL);
  g_free (inner);
  g_free (problem->message);
  problem->message = pp_worded_error_dup_message (problem, NULL);
  g_propagate_error (error, problem);
}

/**
 * pp_worded_error_get:
 * @error: any error
 *
 * Returns: (transfer none) (nullable): its sentence and its blanks; %NULL where it has none
 */
const PpWordedError *
pp_worded_error_get (const GError *error)
{
  gboolean known;

  G_LOCK (domains);
  known = domains != NULL && g_hash_table_contains (domains, GUINT_TO_POINTER (error->domain));
  G_UNLOCK (domains);
  return known && get_private (error)->sentence != NULL ? get_private (error) : NULL;
}

/**
 * pp_worded_error_dup_sentence:
 * @error: any error
 * @translate: (nullable): into the language of the reader; %NULL for English
 *
 * Returns: (transfer full): what is wrong, without the place; the message of an error that is not worded
 */
char *
pp_worded_error_dup_sentence (const GError        *error,
                              PpTranslateSentence  translate)
{
  const PpWordedError *self = pp_worded_error_get (error);

  if (self == NULL)
    return g_strdup (error->message);
  return g_strdup_printf (say (self->sentence, translate), self->blanks[0], self->blanks[1]);
}

/**
 * pp_worded_error_dup_message:
 * @error: any error
 * @translate: (nullable): into the language of the reader; %NULL for English
 *
 * Returns: (transfer full): the whole message, with the place
 */
char *
pp_worded_error_dup_message (const GError        *error,
                             PpTranslateSentence  translate)
{
  const PpWordedError *self = pp_worded_error_get (error);
  g_autofree char *sentence = pp_worded_error_dup_sentence (error, translate);
  g_autofree char *placed = NULL;

  if (self == NULL)
    return g_steal_pointer (&sentence);
  if (self->column > 0)
    /* Translators: where something is wrong in a line of text, and what. */
    placed = g_strdup_printf (say (N_("column %u: %s"), translate), self->column, sentence);
  else
    placed = g_steal_pointer (&sentence);
  return g_strconcat (self->place != NULL ? self->place : "", placed, NULL);
}
