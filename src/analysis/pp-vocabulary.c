/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The words and names that rules are made of, each as a number. */

#include "pp-vocabulary.h"

#include "pp-spelling.h"

#include <string.h>

static const char * const class_names[] = { "flow", "process", "store", "actor", "boundary" };

const char *
pp_subject_class_to_string (PpSubjectClass self)
{
  g_return_val_if_fail ((guint) self < PP_N_SUBJECT_CLASSES, NULL);

  return class_names[self];
}

gboolean
pp_subject_class_from_string (const char     *text,
                              PpSubjectClass *self)
{
  for (guint i = 0; i < PP_N_SUBJECT_CLASSES; i++)
    if (g_strcmp0 (text, class_names[i]) == 0)
      {
        *self = i;
        return TRUE;
      }
  return FALSE;
}

/* A table may stand on another one, whose words it shares; the lower one must then not grow. */
struct _PpWords {
  const PpWords *base;
  guint          first;
  GHashTable    *numbers;
  GPtrArray     *texts;
};

PpWords *
_pp_words_new (const PpWords *base)
{
  PpWords *self = g_new0 (PpWords, 1);

  self->base = base;
  self->first = base != NULL ? _pp_words_count (base) : 1;
  self->texts = g_ptr_array_new_with_free_func (g_free);
  self->numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
_pp_words_free (PpWords *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->numbers);
  g_ptr_array_unref (self->texts);
  g_free (self);
}

guint
_pp_words_count (const PpWords *self)
{
  return self->first + self->texts->len;
}

static PpWord
find_lower (const PpWords *self,
            const char    *text)
{
  for (; self != NULL; self = self->base)
    {
      gpointer number = g_hash_table_lookup (self->numbers, text);

      if (number != NULL)
        return GPOINTER_TO_UINT (number);
    }
  return 0;
}

PpWord
_pp_words_find (const PpWords *self,
                const char    *text)
{
  g_autofree char *lower = g_ascii_strdown (text, -1);

  return find_lower (self, lower);
}

PpWord
_pp_words_intern (PpWords    *self,
                  const char *text)
{
  g_autofree char *lower = g_ascii_strdown (text, -1);
  PpWord word = find_lower (self, lower);

  if (word != 0 || *lower == '\0')
    return word;

  word = _pp_words_count (self);
  g_hash_table_insert (self->numbers, g_steal_pointer (&lower), GUINT_TO_POINTER (word));
  g_ptr_array_add (self->texts, g_strdup (text));
  return word;
}

const char *
_pp_words_get (const PpWords *self,
               PpWord         word)
{
  for (; self != NULL; self = self->base)
    if (word >= self->first)
      return g_ptr_array_index (self->texts, word - self->first);
  return "";
}

typedef struct {
  char   *name;
  guint8  classes;
  guint8  control;
} Property;

struct _PpVocabulary {
  GArray     *properties;
  GHashTable *numbers;
  GHashTable *folded;        /* folded name → number + 1 */
};

static const char * const known_properties[] = {
  "kind", "name", "crosses", "crossings", "sensitivity", "internet", "exposed", "external",
  "zoneType", "layer", "auth", "source", "target", "zone", "encrypted", "protocol", "bidirectional",
  "publicNetwork", "edge", "attack", "data", "exposure", "authenticates", "type",
};
G_STATIC_ASSERT (G_N_ELEMENTS (known_properties) == PP_N_KNOWN_PROPERTIES);

static void
property_clear (gpointer data)
{
  g_free (((Property *) data)->name);
}

static Property *
property_at (const PpVocabulary *self,
             guint               property)
{
  return &g_array_index (self->properties, Property, property);
}

static guint
append (PpVocabulary *self,
        const char   *name)
{
  Property property = { .name = g_strdup (name) };

  g_hash_table_insert (self->numbers, property.name, GUINT_TO_POINTER (self->properties->len + 1));
  g_hash_table_insert (self->folded, _pp_spelling_fold_name (name), GUINT_TO_POINTER (self->properties->len + 1));
  g_array_append_val (self->properties, property);
  return self->properties->len - 1;
}

static PpVocabulary *
vocabulary_new_empty (void)
{
  PpVocabulary *self = g_new0 (PpVocabulary, 1);

  self->properties = g_array_new (FALSE, FALSE, sizeof (Property));
  g_array_set_clear_func (self->properties, property_clear);
  self->numbers = g_hash_table_new (g_str_hash, g_str_equal);
  self->folded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

PpVocabulary *
_pp_vocabulary_new (void)
{
  PpVocabulary *self = vocabulary_new_empty ();

  for (guint i = 0; i < PP_N_KNOWN_PROPERTIES; i++)
    append (self, known_properties[i]);
  return self;
}

PpVocabulary *
_pp_vocabulary_copy (const PpVocabulary *self)
{
  PpVocabulary *copy = vocabulary_new_empty ();
  GHashTableIter iter;
  gpointer folded, number;

  for (guint i = 0; i < self->properties->len; i++)
    {
      guint property = append (copy, property_at (self, i)->name);

      property_at (copy, property)->classes = property_at (self, i)->classes;
      property_at (copy, property)->control = property_at (self, i)->control;
    }
  g_hash_table_iter_init (&iter, self->folded);
  while (g_hash_table_iter_next (&iter, &folded, &number))
    g_hash_table_replace (copy->folded, g_strdup (folded), number);
  return copy;
}

void
_pp_vocabulary_free (PpVocabulary *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->numbers);
  g_hash_table_unref (self->folded);
  g_array_unref (self->properties);
  g_free (self);
}

/* FALSE when the vocabulary is full. */
gboolean
_pp_vocabulary_add (PpVocabulary   *self,
                    const char     *name,
                    PpSubjectClass  subject_class)
{
  guint property = _pp_vocabulary_find (self, name);

  if (property == PP_PROPERTY_NONE)
    {
      if (self->properties->len >= PP_VOCABULARY_MAX)
        return FALSE;
      property = append (self, name);
    }
  property_at (self, property)->classes |= 1 << subject_class;
  return TRUE;
}

/* FALSE when there is no such name. */
gboolean
_pp_vocabulary_add_control (PpVocabulary *self,
                            const char   *name)
{
  guint property = _pp_vocabulary_find (self, name);

  if (property == PP_PROPERTY_NONE)
    return FALSE;
  property_at (self, property)->control = TRUE;
  return TRUE;
}

guint
_pp_vocabulary_find (const PpVocabulary *self,
                     const char         *name)
{
  gpointer number = g_hash_table_lookup (self->numbers, name);

  return number != NULL ? GPOINTER_TO_UINT (number) - 1 : PP_PROPERTY_NONE;
}

/* A folded name has no dot. */
static char *
make_key (PpSubjectClass  only,
          const char     *folded)
{
  return g_strconcat (pp_subject_class_to_string (only), ".", folded, NULL);
}

gboolean
_pp_vocabulary_add_alias (PpVocabulary *self,
                          const char   *alias,
                          const char   *name)
{
  const char *dot = strchr (name, '.');
  guint property = _pp_vocabulary_find (self, dot != NULL ? dot + 1 : name);
  g_autofree char *folded = _pp_spelling_fold_name (alias);
  g_autofree char *group = dot != NULL ? g_strndup (name, dot - name) : NULL;
  PpSubjectClass only;

  if (property == PP_PROPERTY_NONE || (dot != NULL && !pp_subject_class_from_string (group, &only)))
    return FALSE;
  g_hash_table_replace (self->folded, dot != NULL ? make_key (only, folded) : g_steal_pointer (&folded),
                        GUINT_TO_POINTER (property + 1));
  return TRUE;
}

/* What counts for the class only is the nearer meaning. */
static gpointer
find_folded (const PpVocabulary *self,
             const char         *folded,
             PpSubjectClass      subject_class)
{
  g_autofree char *key = make_key (subject_class, folded);
  gpointer number = g_hash_table_lookup (self->folded, key);

  return number != NULL ? number : g_hash_table_lookup (self->folded, folded);
}

/* What a name stands for that is no name of its own. */
guint
_pp_vocabulary_find_like (const PpVocabulary *self,
                          const char         *name,
                          PpSubjectClass      subject_class)
{
  g_autofree char *folded = NULL;
  gpointer number;

  if (g_hash_table_contains (self->numbers, name))
    return PP_PROPERTY_NONE;
  folded = _pp_spelling_fold_name (name);
  number = find_folded (self, folded, subject_class);
  if (number == NULL && g_str_has_prefix (folded, "is"))
    number = find_folded (self, folded + strlen ("is"), subject_class);
  return number != NULL ? GPOINTER_TO_UINT (number) - 1 : PP_PROPERTY_NONE;
}

guint
_pp_vocabulary_count (const PpVocabulary *self)
{
  return self->properties->len;
}

const char *
_pp_vocabulary_get_name (const PpVocabulary *self,
                         guint               property)
{
  return property_at (self, property)->name;
}

gboolean
_pp_vocabulary_means (const PpVocabulary *self,
                      guint               property,
                      PpSubjectClass      subject_class)
{
  return (property_at (self, property)->classes & (1 << subject_class)) != 0;
}

gboolean
_pp_vocabulary_is_control (const PpVocabulary *self,
                           guint               property)
{
  return property_at (self, property)->control;
}
