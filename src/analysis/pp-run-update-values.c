/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The values of what was edited, and how far a difference spreads to values that are derived from it. */

#include "pp-run-update-private.h"

#include <string.h>

/* Whose derived values can follow from those of @subject. */
static void
derive_dependents (PpRunUpdate     *self,
                   const PpSubject *subject)
{
  const GArray *sides[] = { subject->leaving, subject->entering };

  if (subject->subject_class == PP_SUBJECT_FLOW)
    {
      _pp_run_update_derive_later (self, subject->source);
      _pp_run_update_derive_later (self, subject->target);
    }
  else if (subject->subject_class == PP_SUBJECT_BOUNDARY)
    g_array_append_vals (self->derive, subject->contained->data, subject->contained->len);
  for (guint side = 0; side < 2; side++)
    for (guint i = 0; i < sides[side]->len; i++)
      {
        const PpSubject *flow = _pp_subjects_get (self->subjects, _pp_places_at (sides[side], i));

        _pp_run_update_derive_later (self, _pp_places_at (sides[side], i));
        _pp_run_update_derive_later (self, side == 0 ? flow->target : flow->source);
      }
}

/* Properties from which others are derived; a change of any other one spreads no further. */
static gboolean
spreads (PpSubjectClass subject_class,
         guint          property)
{
  switch (subject_class)
    {
    case PP_SUBJECT_FLOW:
      return property == PP_PROPERTY_SENSITIVITY || property == PP_PROPERTY_DATA ||
             property == PP_PROPERTY_PUBLIC_NETWORK || property == PP_PROPERTY_CROSSES ||
             property == PP_PROPERTY_EDGE;
    case PP_SUBJECT_BOUNDARY:
      return property == PP_PROPERTY_LAYER || property == PP_PROPERTY_TYPE;
    case PP_SUBJECT_STORE:
      return property == PP_PROPERTY_SENSITIVITY || property == PP_PROPERTY_DATA;
    default:
      return property == PP_PROPERTY_AUTHENTICATES;
    }
}

/* Compares with the values of before, notes what is different, and lets it spread. */
static void
note_differences (PpRunUpdate   *self,
                  guint          place,
                  const PpValue *before)
{
  const PpSubject *subject = _pp_subjects_get (self->subjects, place);
  const gint16 *slots = self->subjects->slots[subject->subject_class];
  guint n_properties = _pp_vocabulary_count (self->run->rules->vocabulary);
  gboolean spreading = FALSE;

  for (guint i = 0; i < n_properties; i++)
    if (slots[i] >= 0 && !_pp_value_equal (&before[slots[i]], &subject->values[slots[i]]))
      {
        _pp_run_note_change (self->run, place, i);
        spreading = spreading || spreads (subject->subject_class, i);
      }
  if (spreading)
    derive_dependents (self, subject);
}

static void
derive (PpRunUpdate *self,
        guint        place)
{
  PpSubject *subject = _pp_subjects_get (self->subjects, place);
  PpValue *before;

  if (subject == NULL)
    return;
  before = _pp_subject_copy_values (self->subjects, subject);
  _pp_subject_derive (self->subjects, place);
  note_differences (self, place, before);
  _pp_subject_free_values (self->subjects, subject->subject_class, before);
}

/* A name stands in the titles of what is found here and next to here. */
static void
mark_titles (PpRunUpdate     *self,
             guint            place,
             const PpSubject *subject)
{
  const GArray *sides[] = { subject->leaving, subject->entering };
  guint ends[] = { place, subject->source, subject->target };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    if (ends[i] != PP_SUBJECT_NONE)
      _pp_run_mark_assembly (self->run, ends[i]);
  for (guint side = 0; side < 2; side++)
    for (guint i = 0; i < sides[side]->len; i++)
      {
        const PpSubject *flow = _pp_subjects_get (self->subjects, _pp_places_at (sides[side], i));

        _pp_run_mark_assembly (self->run, _pp_places_at (sides[side], i));
        if (flow->source != PP_SUBJECT_NONE)
          _pp_run_mark_assembly (self->run, flow->source);
        if (flow->target != PP_SUBJECT_NONE)
          _pp_run_mark_assembly (self->run, flow->target);
      }
}

static void
take_name (PpRunUpdate *self,
           guint        place,
           PpSubject   *subject,
           PpElement   *element)
{
  if (strcmp (subject->name, pp_element_get_name (element)) == 0)
    return;
  g_free (subject->name);
  subject->name = g_strdup (pp_element_get_name (element));
  _pp_run_note_change (self->run, place, PP_PROPERTY_NAME);
  mark_titles (self, place, subject);
}

static void
take_flow_use (PpRunUpdate *self,
               guint        place,
               PpSubject   *subject,
               PpFlowUse    before)
{
  if (before == subject->flow_use)
    return;
  _pp_run_update_mark_end (self, place);
  _pp_run_update_mark_end (self, subject->source);
  _pp_run_update_mark_end (self, subject->target);
  for (guint i = 0; i < subject->crossings->len; i++)
    _pp_run_mark_all (self->run, _pp_places_at (subject->crossings, i));
}

static void
update_values (PpRunUpdate *self,
               const char  *id)
{
  guint place = _pp_subjects_find (self->subjects, id);
  PpElement *element = pp_model_lookup_element (self->subjects->model, id);
  PpSubject *subject;
  PpValue *before;
  PpFlowUse flow_use;

  if (place == PP_SUBJECT_NONE || element == NULL)
    return;
  subject = _pp_subjects_get (self->subjects, place);
  flow_use = subject->flow_use;
  before = _pp_subject_copy_values (self->subjects, subject);
  take_name (self, place, subject, element);
  if (subject->out_of_scope != pp_element_get_out_of_scope (element))
    {
      subject->out_of_scope = !subject->out_of_scope;
      _pp_run_mark_all (self->run, place);
    }
  _pp_subject_load_values (self->subjects, subject, element);
  _pp_subject_derive (self->subjects, place);
  take_flow_use (self, place, subject, flow_use);
  note_differences (self, place, before);
  _pp_subject_free_values (self->subjects, subject->subject_class, before);
}

void
_pp_run_update_values (PpRunUpdate *self)
{
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, self->values);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    update_values (self, id);
  for (guint i = 0; i < self->derive->len; i++)
    derive (self, _pp_places_at (self->derive, i));
}
