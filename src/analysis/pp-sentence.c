/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A sentence is filled in once, in English, when something is found; whoever reads another language gets the
 * same names in that language's sentence. The names are read back out of the English text, so that files,
 * which hold nothing but it, need no further member. Where more than one reading is possible, such as of
 * “between A and B and C”, the names that the elements have now decide, and then the shortest names. */

#include "pp-sentence.h"

#include <glib/gi18n.h>
#include <string.h>

/* Nobody reads titles that are longer; trying all readings of one would take long. */
#define LONGEST_TEXT 1024

static const char * const fields[PP_SENTENCE_N_FIELDS] = { "{name}", "{source.name}", "{target.name}" };

static const char * const stand_ins[PP_N_SUBJECT_CLASSES] = {
  [PP_SUBJECT_FLOW] = N_("an unnamed flow"),
  [PP_SUBJECT_PROCESS] = N_("an unnamed process"),
  [PP_SUBJECT_STORE] = N_("an unnamed store"),
  [PP_SUBJECT_ACTOR] = N_("an unnamed actor"),
  [PP_SUBJECT_BOUNDARY] = N_("an unnamed boundary"),
};

static const char * const nothing = N_("something not drawn");

/* Where the next field is; NULL when there is none any more. */
static const char *
find_field (const char *sentence,
            guint      *field)
{
  for (const char *place = strchr (sentence, '{'); place != NULL; place = strchr (place + 1, '{'))
    for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
      if (g_str_has_prefix (place, fields[i]))
        {
          *field = i;
          return place;
        }
  return NULL;
}

gboolean
_pp_sentence_has (const char *sentence,
                  guint       field)
{
  return strstr (sentence, fields[field]) != NULL;
}

char *
_pp_sentence_fill (const char         *sentence,
                   const char * const  names[PP_SENTENCE_N_FIELDS])
{
  GString *text = g_string_new (NULL);
  const char *place;
  guint field;

  while ((place = find_field (sentence, &field)) != NULL)
    {
      g_string_append_len (text, sentence, place - sentence);
      g_string_append (text, names[field]);
      sentence = place + strlen (fields[field]);
    }
  g_string_append (text, sentence);
  return g_string_free (text, FALSE);
}

/* --- Reading ---------------------------------------------------------------------------------- */

typedef struct {
  const char *start;            /* NULL as long as it is open */
  gsize       length;
} Name;

typedef struct {
  const char * const *hints;
  Name                names[PP_SENTENCE_N_FIELDS];
} Reading;

static gboolean read_on (Reading    *self,
                         const char *sentence,
                         const char *text);

static gboolean
read_name (Reading    *self,
           guint       field,
           const char *text,
           gsize       length,
           const char *rest)
{
  self->names[field] = (Name) { text, length };
  if (read_on (self, rest, text + length))
    return TRUE;
  self->names[field].start = NULL;
  return FALSE;
}

/* @rest has no field any more: there is one length only. */
static gboolean
read_last_name (Reading    *self,
                guint       field,
                const char *text,
                const char *rest)
{
  gsize length = strlen (text), tail = strlen (rest);

  return length > tail && read_name (self, field, text, length - tail, rest);
}

static gboolean
read_any_name (Reading    *self,
               guint       field,
               const char *text,
               const char *rest)
{
  const char *hint = self->hints[field];
  guint next;

  if (hint != NULL && g_str_has_prefix (text, hint) && read_name (self, field, text, strlen (hint), rest))
    return TRUE;
  if (find_field (rest, &next) == NULL)
    return read_last_name (self, field, text, rest);
  for (const char *end = text; *end != '\0';)
    {
      end = g_utf8_next_char (end);
      if (read_name (self, field, text, end - text, rest))
        return TRUE;
    }
  return FALSE;
}

static gboolean
read_on (Reading    *self,
         const char *sentence,
         const char *text)
{
  guint field;
  const char *place = find_field (sentence, &field);
  const char *rest;
  const Name *known;

  if (place == NULL)
    return strcmp (sentence, text) == 0;
  if (strncmp (sentence, text, place - sentence) != 0)
    return FALSE;
  text += place - sentence;
  rest = place + strlen (fields[field]);
  known = &self->names[field];
  if (known->start == NULL)
    return read_any_name (self, field, text, rest);
  return strncmp (text, known->start, known->length) == 0 && read_on (self, rest, text + known->length);
}

/*
 * _pp_sentence_read:
 * @text: what may be @sentence with names in it, valid UTF-8
 * @hints: (nullable elements): the names that it probably has
 * @names: (out): those that it has; %NULL where the sentence has no place for one
 */
gboolean
_pp_sentence_read (const char         *sentence,
                   const char         *text,
                   const char * const  hints[PP_SENTENCE_N_FIELDS],
                   char               *names[PP_SENTENCE_N_FIELDS])
{
  Reading reading = { .hints = hints };

  if (strlen (text) > LONGEST_TEXT || !read_on (&reading, sentence, text))
    return FALSE;
  for (guint i = 0; i < PP_SENTENCE_N_FIELDS; i++)
    names[i] = reading.names[i].start != NULL ? g_strndup (reading.names[i].start, reading.names[i].length) : NULL;
  return TRUE;
}

/* --- Names ------------------------------------------------------------------------------------ */

char *
_pp_sentence_dup_name (const char *name)
{
  g_auto (GStrv) words = g_strsplit_set (name, " \t\r\n", -1);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", words[i]);
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

const char *
_pp_sentence_get_stand_in (PpSubjectClass subject_class)
{
  return stand_ins[subject_class];
}

const char *
_pp_sentence_get_nothing (void)
{
  return nothing;
}

gboolean
_pp_sentence_is_stand_in (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (stand_ins); i++)
    if (strcmp (stand_ins[i], name) == 0)
      return TRUE;
  return strcmp (nothing, name) == 0;
}
