/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where things stand after an edit: the boundaries around a node, and those that a flow crosses. */

#include "pp-run-update-private.h"

#include <string.h>

static gboolean
same_places (const GArray *a,
             const GArray *b)
{
  return a->len == b->len && (a->len == 0 || memcmp (a->data, b->data, a->len * sizeof (guint)) == 0);
}

static void
update_boxes (PpRunUpdate *self,
              guint        place)
{
  PpSubject *subject = _pp_subjects_get (self->subjects, place);
  g_autoptr (GArray) before = g_array_copy (subject->boxes);

  _pp_subject_find_boxes (self->subjects, place, subject->boxes);
  if (same_places (before, subject->boxes))
    return;
  for (guint i = 0; i < before->len; i++)
    _pp_places_remove (_pp_subjects_get (self->subjects, _pp_places_at (before, i))->contained, place);
  for (guint i = 0; i < subject->boxes->len; i++)
    _pp_places_add (self->subjects,
                    _pp_subjects_get (self->subjects, _pp_places_at (subject->boxes, i))->contained, place);
  for (guint i = 0; i < before->len; i++)
    _pp_run_update_mark_zone (self, _pp_places_at (before, i));
  for (guint i = 0; i < subject->boxes->len; i++)
    _pp_run_update_mark_zone (self, _pp_places_at (subject->boxes, i));
  _pp_run_mark_all (self->run, place);
  _pp_run_note_change (self->run, place, PP_PROPERTY_ZONE);
  _pp_run_update_derive_later (self, place);
}

static gboolean
has_place (const GArray *places,
           guint         place)
{
  for (guint i = 0; i < places->len; i++)
    if (_pp_places_at (places, i) == place)
      return TRUE;
  return FALSE;
}

/* A box has moved: what it held or holds now, and the flows there. */
static void
update_around_box (PpRunUpdate *self,
                   guint        place)
{
  for (guint i = 0; i < self->subjects->subjects->len; i++)
    {
      PpSubject *subject = _pp_subjects_get (self->subjects, i);
      gboolean was;

      if (subject == NULL)
        continue;
      if (subject->is_edge)
        {
          if (subject->source == PP_SUBJECT_NONE || subject->target == PP_SUBJECT_NONE)
            g_array_append_val (self->cross, i);
          continue;
        }
      was = has_place (subject->boxes, place);
      update_boxes (self, i);
      if (subject->subject_class == PP_SUBJECT_BOUNDARY || was || has_place (subject->boxes, place))
        _pp_run_update_cross_flows_later (self, subject);
    }
  _pp_run_mark_all (self->run, place);
}

static void
cross_everything_later (PpRunUpdate *self)
{
  for (guint i = 0; i < self->subjects->subjects->len; i++)
    {
      PpSubject *subject = _pp_subjects_get (self->subjects, i);

      if (subject != NULL && subject->subject_class == PP_SUBJECT_FLOW)
        g_array_append_val (self->cross, i);
    }
}

static gboolean
is_end_of_curve (PpRunUpdate *self,
                 guint        place)
{
  for (guint i = 0; i < self->subjects->layouts->len; i++)
    {
      const GArray *curves = g_array_index (self->subjects->layouts, PpSubjectLayout, i).curves;

      for (guint j = 0; j < curves->len; j++)
        {
          const PpSubject *curve = _pp_subjects_get (self->subjects, _pp_places_at (curves, j));

          if (curve->source == place || curve->target == place)
            return TRUE;
        }
    }
  return FALSE;
}

static void
update_position (PpRunUpdate *self,
                 guint        place)
{
  PpSubject *subject = _pp_subjects_get (self->subjects, place);
  guint8 methods = subject->methods;

  _pp_subject_read_spots (self->subjects, place);
  if (methods != subject->methods)
    _pp_run_mark_all (self->run, place);
  if (subject->subject_class == PP_SUBJECT_FLOW)
    g_array_append_val (self->cross, place);
  else if (subject->is_edge)
    cross_everything_later (self);
  else if (subject->subject_class == PP_SUBJECT_BOUNDARY)
    update_around_box (self, place);
  else
    {
      update_boxes (self, place);
      _pp_run_update_cross_flows_later (self, subject);
      if (is_end_of_curve (self, place))
        cross_everything_later (self);
    }
}

static void
update_crossings (PpRunUpdate *self,
                  guint        place)
{
  PpSubject *flow = _pp_subjects_get (self->subjects, place);
  g_autoptr (GArray) before = NULL;

  if (flow == NULL || flow->subject_class != PP_SUBJECT_FLOW)
    return;
  before = g_array_copy (flow->crossings);
  _pp_flow_find_crossings (self->subjects, place, flow->crossings);
  if (same_places (before, flow->crossings))
    return;
  for (guint i = 0; i < before->len; i++)
    {
      _pp_places_remove (_pp_subjects_get (self->subjects, _pp_places_at (before, i))->crossing, place);
      _pp_run_mark_all (self->run, _pp_places_at (before, i));
    }
  for (guint i = 0; i < flow->crossings->len; i++)
    {
      _pp_places_add (self->subjects,
                      _pp_subjects_get (self->subjects, _pp_places_at (flow->crossings, i))->crossing, place);
      _pp_run_mark_all (self->run, _pp_places_at (flow->crossings, i));
    }
  _pp_run_mark_all (self->run, place);
  _pp_run_update_derive_later (self, place);
  _pp_run_update_derive_later (self, flow->source);
  _pp_run_update_derive_later (self, flow->target);
}

void
_pp_run_update_places (PpRunUpdate *self)
{
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, self->moved);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      guint place = _pp_subjects_find (self->subjects, id);

      if (place != PP_SUBJECT_NONE)
        update_position (self, place);
    }
  for (guint i = 0; i < self->cross->len; i++)
    update_crossings (self, _pp_places_at (self->cross, i));
}
