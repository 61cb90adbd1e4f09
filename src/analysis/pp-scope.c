/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which elements a scope holds. */

#include "pp-scope.h"

#include <string.h>

/**
 * pp_scope_from_string:
 * @text: `application`, `service=ID` or `asset=ID`
 * @scope: (out): points into @text
 *
 * Returns: whether @text is a scope
 */
gboolean
pp_scope_from_string (const char *text,
                      PpScope    *scope)
{
  static const char * const prefixes[] = { "application", "service=", "asset=" };

  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (g_str_has_prefix (text, prefixes[i]))
      {
        scope->type = i;
        scope->element = i == PP_SCOPE_APPLICATION ? NULL : text + strlen (prefixes[i]);
        return i == PP_SCOPE_APPLICATION ? strcmp (text, prefixes[0]) == 0 : *scope->element != '\0';
      }
  return FALSE;
}

static void
add (PpRun      *run,
     GHashTable *elements,
     guint       place)
{
  if (place != PP_SUBJECT_NONE)
    g_hash_table_add (elements, _pp_subjects_get (run->subjects, place)->id);
}

static gboolean
has (PpRun      *run,
     GHashTable *elements,
     guint       place)
{
  return place != PP_SUBJECT_NONE &&
         g_hash_table_contains (elements, _pp_subjects_get (run->subjects, place)->id);
}

static gboolean
is_inside (PpRun *run,
           guint  place,
           guint  whole)
{
  const PpSubject *subject = _pp_subjects_get (run->subjects, place);
  guint parent = _pp_subjects_find (run->subjects, subject->parent);

  for (guint i = 0; i < subject->boxes->len; i++)
    if (_pp_places_at (subject->boxes, i) == whole)
      return TRUE;
  for (guint depth = 0; parent != PP_SUBJECT_NONE && depth < 64; depth++)
    {
      if (parent == whole)
        return TRUE;
      parent = _pp_subjects_find (run->subjects, _pp_subjects_get (run->subjects, parent)->parent);
    }
  return FALSE;
}

/* What is inside a service: itself, and what stands in it or is a part of it. */
static void
add_parts (PpRun      *run,
           GHashTable *elements,
           guint       whole)
{
  add (run, elements, whole);
  for (guint i = 0; i < run->subjects->subjects->len; i++)
    if (_pp_subjects_get (run->subjects, i) != NULL && is_inside (run, i, whole))
      add (run, elements, i);
}

/* The flows at the parts, and with @dependencies the elements that the parts send to. */
static void
add_flows (PpRun      *run,
           GHashTable *elements,
           gboolean    dependencies)
{
  g_autoptr (GHashTable) parts = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, elements);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_hash_table_add (parts, id);
  for (guint i = 0; i < run->subjects->subjects->len; i++)
    {
      const PpSubject *flow = _pp_subjects_get (run->subjects, i);

      if (flow == NULL || flow->subject_class != PP_SUBJECT_FLOW ||
          (!has (run, parts, flow->source) && !has (run, parts, flow->target)))
        continue;
      add (run, elements, i);
      if (dependencies && flow->flow_use != PP_FLOW_ATTACK && has (run, parts, flow->source))
        add (run, elements, flow->target);
    }
}

GHashTable *
_pp_scope_collect (const PpScope *self,
                   PpRun         *run)
{
  GHashTable *elements;
  guint place;

  if (self == NULL || self->type == PP_SCOPE_APPLICATION)
    return NULL;
  elements = g_hash_table_new (g_str_hash, g_str_equal);
  place = _pp_subjects_find (run->subjects, self->element);
  if (place == PP_SUBJECT_NONE)
    return elements;
  if (self->type == PP_SCOPE_SERVICE)
    add_parts (run, elements, place);
  else
    add (run, elements, place);
  add_flows (run, elements, self->type == PP_SCOPE_SERVICE);
  return elements;
}
