/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Walks the ways along which rules read backwards: from what has changed to who may have read it. */

#include "pp-run.h"

static void
add (GArray *places,
     guint   place)
{
  if (place == PP_SUBJECT_NONE)
    return;
  for (guint i = 0; i < places->len; i++)
    if (_pp_places_at (places, i) == place)
      return;
  g_array_append_val (places, place);
}

static void
add_all (GArray       *places,
         const GArray *others)
{
  for (guint i = 0; i < others->len; i++)
    g_array_append_val (places, g_array_index (others, guint, i));
}

/* Those whose innermost boundary is @zone. */
static void
add_members (PpRun  *self,
             GArray *places,
             guint   zone)
{
  const GArray *contained;

  if (zone == PP_SUBJECT_NONE)
    return;
  contained = _pp_subjects_get (self->subjects, zone)->contained;
  for (guint i = 0; i < contained->len; i++)
    if (_pp_subject_zone (_pp_subjects_get (self->subjects, _pp_places_at (contained, i))) == zone)
      g_array_append_val (places, g_array_index (contained, guint, i));
}

/* From whom one step leads to @place. */
static void
step_back (PpRun      *self,
           PpRuleStep  step,
           guint       place,
           GArray     *from)
{
  const PpSubject *subject = _pp_subjects_get (self->subjects, place);

  if (step == PP_RULE_STEP_SOURCE)
    add_all (from, subject->leaving);
  else if (step == PP_RULE_STEP_TARGET)
    add_all (from, subject->entering);
  else
    add_members (self, from, place);
}

static void
add_neighbours (PpRun           *self,
                const PpSubject *subject,
                GArray          *from)
{
  for (guint i = 0; i < subject->leaving->len; i++)
    add (from, _pp_subjects_get (self->subjects, _pp_places_at (subject->leaving, i))->target);
  for (guint i = 0; i < subject->entering->len; i++)
    add (from, _pp_subjects_get (self->subjects, _pp_places_at (subject->entering, i))->source);
}

/* In whose set @place is. */
static void
set_back (PpRun         *self,
          PpRuleSetName  set,
          guint          place,
          GArray        *from)
{
  const PpSubject *subject = _pp_subjects_get (self->subjects, place);

  switch (set)
    {
    case PP_RULE_SET_INFLOWS:
      add (from, subject->target);
      break;
    case PP_RULE_SET_OUTFLOWS:
      add (from, subject->source);
      break;
    case PP_RULE_SET_FLOWS:
      add (from, subject->source);
      add (from, subject->target);
      break;
    case PP_RULE_SET_NEIGHBOURS:
      add_neighbours (self, subject, from);
      break;
    case PP_RULE_SET_PEERS:
      add_members (self, from, _pp_subject_zone (subject));
      break;
    case PP_RULE_SET_MEMBERS:
      add (from, _pp_subject_zone (subject));
      break;
    case PP_RULE_SET_CROSSED:
      add_all (from, subject->crossing);
      break;
    default:
      add_all (from, subject->crossings);
      break;
    }
}

void
_pp_run_collect_readers (PpRun           *self,
                         guint            place,
                         const PpRuleWay *way,
                         GArray          *readers)
{
  g_array_append_val (readers, place);
  for (guint i = way->n_steps + 1; i > 0; i--)
    {
      g_autoptr (GArray) from = g_array_new (FALSE, FALSE, sizeof (guint));

      if (i == 1 && way->set == PP_RULE_NO_SET)
        break;
      for (guint j = 0; j < readers->len; j++)
        if (i > 1)
          step_back (self, way->steps[i - 2], _pp_places_at (readers, j), from);
        else
          set_back (self, way->set, _pp_places_at (readers, j), from);
      g_array_set_size (readers, 0);
      add_all (readers, from);
    }
}
