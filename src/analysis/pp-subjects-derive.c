/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What follows from what is stated. Values flow one way, from stores and boundaries to flows and from
 * these to processes, so one pass over the classes in that order is enough. */

#include "pp-subjects.h"

static const PpValue nothing = { .type = PP_VALUE_UNKNOWN };

static PpValue
truth (gboolean yes)
{
  return (PpValue) { .type = yes ? PP_VALUE_TRUE : PP_VALUE_FALSE, .origin = PP_ORIGIN_DERIVED };
}

/* Puts a derived value where nothing is stated. */
static void
put (PpSubjects *self,
     PpSubject  *subject,
     guint       property,
     PpValue     value)
{
  PpValue *slot = _pp_subjects_slot (self, subject, property);

  if (slot == NULL || (slot->type != PP_VALUE_UNKNOWN && !slot->derived))
    return;
  *slot = value;
  slot->derived = value.type != PP_VALUE_UNKNOWN;
}

/* A value that was worked out from another is a guess if that was one. */
static PpValue
follow (PpValue value)
{
  value.origin = value.origin == PP_ORIGIN_GUESSED ? PP_ORIGIN_GUESSED : PP_ORIGIN_DERIVED;
  value.derived = TRUE;
  return value;
}

/* Of equals the one that is no guess. */
static PpValue
higher (PpValue a,
        PpValue b)
{
  if (b.type != PP_VALUE_NUMBER)
    return a;
  if (a.type != PP_VALUE_NUMBER || b.number > a.number)
    return b;
  return a.origin == PP_ORIGIN_GUESSED && b.number == a.number ? b : a;
}

/* The sensitivity of a subject by its own word and its own data. */
static PpValue
own_sensitivity (const PpSubjects *self,
                 const PpSubject  *subject)
{
  PpValue *stated = _pp_subjects_slot (self, subject, PP_PROPERTY_SENSITIVITY);
  PpValue *data = _pp_subjects_slot (self, subject, PP_PROPERTY_DATA);
  PpValue highest = nothing;

  if (stated != NULL && stated->type != PP_VALUE_UNKNOWN && !stated->derived)
    return *stated;
  for (guint i = 0; data != NULL && data->type == PP_VALUE_WORDS && i < data->n_words; i++)
    {
      int number = GPOINTER_TO_INT (g_hash_table_lookup (self->rules->sensitivity,
                                                         GUINT_TO_POINTER (data->words[i])));

      if (number > 0)
        highest = higher (highest, (PpValue) { .type = PP_VALUE_NUMBER, .origin = data->origin,
                                               .number = number - 1 });
    }
  return highest.type == PP_VALUE_NUMBER ? follow (highest) : nothing;
}

/* The store that a place names, or NULL. */
static const PpSubject *
store_at (const PpSubjects *self,
          guint             place)
{
  const PpSubject *subject = place != PP_SUBJECT_NONE ? _pp_subjects_get (self, place) : NULL;

  return subject != NULL && subject->subject_class == PP_SUBJECT_STORE ? subject : NULL;
}

static PpValue
sensitivity_of_stores (const PpSubjects *self,
                       const PpSubject  *flow)
{
  const PpSubject *source = store_at (self, flow->source);
  const PpSubject *target = store_at (self, flow->target);
  PpValue highest = nothing;

  if (source != NULL)
    highest = higher (highest, own_sensitivity (self, source));
  if (target != NULL)
    highest = higher (highest, own_sensitivity (self, target));
  return highest;
}

static PpValue
sensitivity_of_flow (const PpSubjects *self,
                     const PpSubject  *flow)
{
  PpValue own = own_sensitivity (self, flow);

  return own.type != PP_VALUE_UNKNOWN ? own : sensitivity_of_stores (self, flow);
}

static PpValue
sensitivity_through (const PpSubjects *self,
                     const GArray     *flows,
                     PpValue           highest)
{
  for (guint i = 0; i < flows->len; i++)
    {
      const PpSubject *flow = _pp_subjects_get (self, _pp_places_at (flows, i));

      if (flow->flow_use != PP_FLOW_TRAFFIC)
        continue;
      highest = higher (highest, sensitivity_of_flow (self, flow));
      highest = higher (highest, sensitivity_of_stores (self, flow));
    }
  return highest;
}

static void
derive_sensitivity (PpSubjects *self,
                    PpSubject  *subject)
{
  PpValue value = own_sensitivity (self, subject);

  if (value.type == PP_VALUE_UNKNOWN && subject->subject_class == PP_SUBJECT_FLOW)
    value = sensitivity_of_stores (self, subject);
  if (value.type == PP_VALUE_UNKNOWN && subject->subject_class == PP_SUBJECT_PROCESS)
    {
      value = sensitivity_through (self, subject->leaving, nothing);
      value = sensitivity_through (self, subject->entering, value);
    }
  put (self, subject, PP_PROPERTY_SENSITIVITY, value.type == PP_VALUE_UNKNOWN ? value : follow (value));
}

/* Whether that is the first of several that says yes, or the first that is no guess. */
static gboolean
says_more (const PpValue *value,
           const PpValue *so_far)
{
  if (value->type != PP_VALUE_TRUE)
    return FALSE;
  return so_far->type != PP_VALUE_TRUE ||
         (so_far->origin == PP_ORIGIN_GUESSED && value->origin != PP_ORIGIN_GUESSED);
}

/* Reached from the internet: by the exposure that is stated, or by traffic over a public network. Only
 * what computes or keeps is there to be reached. */
static void
derive_internet (PpSubjects *self,
                 PpSubject  *subject)
{
  gboolean reachable = subject->subject_class == PP_SUBJECT_PROCESS ||
                       subject->subject_class == PP_SUBJECT_STORE;
  PpValue *exposure = _pp_subjects_slot (self, subject, PP_PROPERTY_EXPOSURE);
  gboolean stated = exposure != NULL && exposure->type != PP_VALUE_UNKNOWN;
  gboolean open = FALSE;
  PpValue value = truth (stated && exposure->type == PP_VALUE_WORD &&
                         (exposure->word == self->internet_word || exposure->word == self->public_word));

  if (stated)
    value.origin = follow (*exposure).origin;
  for (guint i = 0; reachable && i < subject->entering->len; i++)
    {
      const PpSubject *flow = _pp_subjects_get (self, _pp_places_at (subject->entering, i));
      PpValue *network = _pp_subjects_slot (self, flow, PP_PROPERTY_PUBLIC_NETWORK);

      if (flow->flow_use != PP_FLOW_TRAFFIC || network == NULL)
        continue;
      if (says_more (network, &value))
        value = follow (*network);
      open = open || network->type == PP_VALUE_UNKNOWN;
    }
  if (value.type == PP_VALUE_FALSE && open && !stated)
    value = nothing;
  put (self, subject, PP_PROPERTY_INTERNET, value);
}

static void
derive_exposed (PpSubjects *self,
                PpSubject  *subject)
{
  gboolean exposed = FALSE;

  for (guint i = 0; i < subject->entering->len && !exposed; i++)
    {
      const PpSubject *flow = _pp_subjects_get (self, _pp_places_at (subject->entering, i));

      exposed = flow->flow_use == PP_FLOW_TRAFFIC &&
                (flow->crossings->len > 0 ||
                 (flow->source != PP_SUBJECT_NONE &&
                  _pp_subjects_get (self, flow->source)->subject_class == PP_SUBJECT_ACTOR));
    }
  put (self, subject, PP_PROPERTY_EXPOSED, truth (exposed));
}

/* What a subject has from the boundaries that hold it. */
static void
derive_zone (PpSubjects *self,
             PpSubject  *subject)
{
  guint zone = _pp_subject_zone (subject);
  PpValue layer = nothing, type = nothing;
  PpValue *slot;

  for (guint i = 0; i < subject->boxes->len && layer.type == PP_VALUE_UNKNOWN; i++)
    {
      slot = _pp_subjects_slot (self, _pp_subjects_get (self, _pp_places_at (subject->boxes, i)),
                                PP_PROPERTY_LAYER);
      if (slot != NULL && slot->type == PP_VALUE_WORD && !slot->derived)
        layer = follow (*slot);
    }
  if (zone != PP_SUBJECT_NONE)
    {
      slot = _pp_subjects_slot (self, _pp_subjects_get (self, zone), PP_PROPERTY_TYPE);
      if (slot != NULL && slot->type == PP_VALUE_WORD)
        type = follow (*slot);
    }
  put (self, subject, PP_PROPERTY_LAYER, layer);
  put (self, subject, PP_PROPERTY_ZONE_TYPE, type);
  put (self, subject, PP_PROPERTY_ZONE, zone != PP_SUBJECT_NONE ? truth (TRUE) : nothing);
}

static void
derive_flow (PpSubjects *self,
             PpSubject  *flow)
{
  PpValue auth = nothing, *authenticates = NULL;

  put (self, flow, PP_PROPERTY_CROSSES, truth (flow->crossings->len > 0));
  put (self, flow, PP_PROPERTY_CROSSINGS,
       (PpValue) { .type = PP_VALUE_NUMBER, .origin = PP_ORIGIN_DERIVED, .number = flow->crossings->len });
  if (flow->source != PP_SUBJECT_NONE)
    authenticates = _pp_subjects_slot (self, _pp_subjects_get (self, flow->source), PP_PROPERTY_AUTHENTICATES);
  if (authenticates != NULL && authenticates->type == PP_VALUE_TRUE)
    auth = follow ((PpValue) { .type = PP_VALUE_WORD, .origin = authenticates->origin, .word = self->stated_word });
  put (self, flow, PP_PROPERTY_AUTH, auth);
  put (self, flow, PP_PROPERTY_SOURCE, flow->source != PP_SUBJECT_NONE ? truth (TRUE) : nothing);
  put (self, flow, PP_PROPERTY_TARGET, flow->target != PP_SUBJECT_NONE ? truth (TRUE) : nothing);
}

void
_pp_subject_derive (PpSubjects *self,
                    guint       place)
{
  PpSubject *subject = _pp_subjects_get (self, place);

  if (subject->subject_class == PP_SUBJECT_FLOW)
    derive_flow (self, subject);
  else
    {
      put (self, subject, PP_PROPERTY_CROSSES, truth (FALSE));
      put (self, subject, PP_PROPERTY_CROSSINGS, truth (FALSE));
    }
  derive_internet (self, subject);
  derive_exposed (self, subject);
  derive_zone (self, subject);
  put (self, subject, PP_PROPERTY_EXTERNAL, truth (subject->subject_class == PP_SUBJECT_ACTOR));
  derive_sensitivity (self, subject);
}
