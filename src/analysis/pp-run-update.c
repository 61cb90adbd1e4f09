/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Takes edits into a run. What each edit says is read again from the model, what follows from it is
 * worked out again as far as it spreads, and of every value that is different then the rules that read
 * it are marked. Edits of boundaries as such, of layouts and of containment are rare and reach far: for
 * these everything is built again. */

#include "pp-run.h"

#include <string.h>

typedef struct {
  PpRun      *run;
  PpSubjects *subjects;
  GHashTable *touched;
  GHashTable *values;        /* sets of identifiers: what to read again */
  GHashTable *structure;     /* elements that came, went or were hung elsewhere */
  GHashTable *moved;
  GArray     *derive;        /* places whose derived values may be different */
  GArray     *cross;         /* flows whose crossings may be different */
  GArray     *came;          /* places that are new */
} Update;

/* --- What has changed --------------------------------------------------------------------------- */

static gboolean
is_one_of (const char         *field,
           const char * const *fields)
{
  return field != NULL && g_strv_contains (fields, field);
}

static void
note (GHashTable *set,
      const char *id)
{
  g_hash_table_add (set, (gpointer) id);
}

static gboolean
sort_element_change (Update   *self,
                     PpChange *change)
{
  static const char * const structural[] = { "kind", "source", "target", NULL };

  if (change->operation == PP_CHANGE_SET && g_strcmp0 (change->field, "parent") == 0)
    return FALSE;
  if (change->operation != PP_CHANGE_SET || is_one_of (change->field, structural))
    note (self->structure, change->id);
  else
    note (self->values, change->id);
  return TRUE;
}

static gboolean
sort_layout_change (Update   *self,
                    PpChange *change)
{
  static const char prefix[] = "placements/";
  static const char * const far_reaching[] = { "placements", "methodology", NULL };

  if (change->operation != PP_CHANGE_SET || is_one_of (change->field, far_reaching) ||
      !g_hash_table_contains (self->subjects->layout_places, change->id))
    return FALSE;
  if (g_str_has_prefix (change->field, prefix))
    note (self->moved, change->field + strlen (prefix));
  return TRUE;
}

static gboolean
is_boundary (Update     *self,
             const char *id)
{
  guint place = _pp_subjects_find (self->subjects, id);
  PpElement *element = pp_model_lookup_element (self->subjects->model, id);
  gboolean is_subject;

  if (place != PP_SUBJECT_NONE &&
      _pp_subjects_get (self->subjects, place)->subject_class == PP_SUBJECT_BOUNDARY)
    return TRUE;
  return element != NULL &&
         _pp_subject_class_of (self->subjects, element, &is_subject) == PP_SUBJECT_BOUNDARY;
}

/* FALSE when one change by itself asks for everything to be built again, or all of them together. */
static gboolean
sort_changes (Update    *self,
              GPtrArray *changes)
{
  GHashTableIter iter;
  gpointer id;

  for (guint i = 0; i < changes->len; i++)
    {
      PpChange *change = g_ptr_array_index (changes, i);
      gboolean small = TRUE;

      if (change->type == PP_RECORD_NODE || change->type == PP_RECORD_EDGE)
        small = sort_element_change (self, change);
      else if (change->type == PP_RECORD_LAYOUT)
        small = sort_layout_change (self, change);
      else if (change->type == PP_RECORD_MODEL)
        small = g_strcmp0 (change->field, "disabledPacks") != 0;
      if (!small)
        return FALSE;
    }
  g_hash_table_iter_init (&iter, self->structure);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      if (is_boundary (self, id))
        return FALSE;
      g_hash_table_remove (self->values, id);
    }
  return (g_hash_table_size (self->values) + g_hash_table_size (self->structure) +
          g_hash_table_size (self->moved)) * 4 <= self->subjects->subjects->len + 400;
}

/* --- Marks -------------------------------------------------------------------------------------- */

static void
derive_later (Update *self,
              guint   place)
{
  if (place != PP_SUBJECT_NONE)
    g_array_append_val (self->derive, place);
}

static void
mark_end (Update *self,
          guint   place)
{
  if (place == PP_SUBJECT_NONE)
    return;
  _pp_run_mark_all (self->run, place);
  derive_later (self, place);
}

/* Who stands in a zone is read by the zone, and by all that stand in it. */
static void
mark_zone (Update *self,
           guint   zone)
{
  const PpSubject *subject;

  if (zone == PP_SUBJECT_NONE)
    return;
  subject = _pp_subjects_get (self->subjects, zone);
  _pp_run_mark_all (self->run, zone);
  for (guint i = 0; i < subject->contained->len; i++)
    _pp_run_mark_rules (self->run, _pp_places_at (subject->contained, i),
                        self->run->rules->by_set[PP_RULE_SET_PEERS]);
}

static void
cross_flows_later (Update          *self,
                   const PpSubject *subject)
{
  g_array_append_vals (self->cross, subject->leaving->data, subject->leaving->len);
  g_array_append_vals (self->cross, subject->entering->data, subject->entering->len);
}

/* --- Structure ---------------------------------------------------------------------------------- */

static void
detach_flow (Update *self,
             guint   place)
{
  PpSubject *flow = _pp_subjects_get (self->subjects, place);

  if (flow->source != PP_SUBJECT_NONE)
    _pp_places_remove (_pp_subjects_get (self->subjects, flow->source)->leaving, place);
  if (flow->target != PP_SUBJECT_NONE)
    _pp_places_remove (_pp_subjects_get (self->subjects, flow->target)->entering, place);
  mark_end (self, flow->source);
  mark_end (self, flow->target);
  for (guint i = 0; i < flow->crossings->len; i++)
    {
      guint boundary = _pp_places_at (flow->crossings, i);

      _pp_places_remove (_pp_subjects_get (self->subjects, boundary)->crossing, place);
      _pp_run_mark_all (self->run, boundary);
    }
}

static void
detach_node (Update *self,
             guint   place)
{
  PpSubject *node = _pp_subjects_get (self->subjects, place);

  for (guint i = 0; i < node->leaving->len; i++)
    {
      guint flow = _pp_places_at (node->leaving, i);

      _pp_subjects_get (self->subjects, flow)->source = PP_SUBJECT_NONE;
      mark_end (self, flow);
      mark_end (self, _pp_subjects_get (self->subjects, flow)->target);
    }
  for (guint i = 0; i < node->entering->len; i++)
    {
      guint flow = _pp_places_at (node->entering, i);

      _pp_subjects_get (self->subjects, flow)->target = PP_SUBJECT_NONE;
      mark_end (self, flow);
      mark_end (self, _pp_subjects_get (self->subjects, flow)->source);
    }
  cross_flows_later (self, node);
  mark_zone (self, _pp_subject_zone (node));
  for (guint i = 0; i < node->boxes->len; i++)
    {
      guint box = _pp_places_at (node->boxes, i);

      _pp_places_remove (_pp_subjects_get (self->subjects, box)->contained, place);
      _pp_run_mark_all (self->run, box);
    }
}

static void
detach (Update     *self,
        const char *id)
{
  guint place = _pp_subjects_find (self->subjects, id);

  if (place == PP_SUBJECT_NONE)
    return;
  if (_pp_subjects_get (self->subjects, place)->is_edge)
    detach_flow (self, place);
  else
    detach_node (self, place);
  _pp_run_reset_state (self->run, place, self->touched);
  _pp_subjects_forget (self->subjects, place);
}

static void
attach (Update     *self,
        const char *id)
{
  PpElement *element = pp_model_lookup_element (self->subjects->model, id);
  PpSubject *subject = element != NULL ? _pp_subject_load (self->subjects, element) : NULL;
  guint place;

  if (subject == NULL)
    return;
  place = _pp_subjects_insert (self->subjects, subject);
  g_array_append_val (self->came, place);
  derive_later (self, place);
}

static void
relink_flow (Update *self,
             guint   place)
{
  PpSubject *flow = _pp_subjects_get (self->subjects, place);

  _pp_subject_link (self->subjects, place);
  mark_end (self, place);
  mark_end (self, flow->source);
  mark_end (self, flow->target);
  g_array_append_val (self->cross, place);
}

/* The flows that hang on a node that came back. */
static void
relink_node (Update *self,
             guint   place)
{
  GPtrArray *edges = pp_model_peek_edges_of (self->subjects->model,
                                             _pp_subjects_get (self->subjects, place)->id);

  _pp_run_mark_all (self->run, place);
  for (guint i = 0; edges != NULL && i < edges->len; i++)
    {
      guint flow = _pp_subjects_find (self->subjects, pp_record_get_id (g_ptr_array_index (edges, i)));

      if (flow != PP_SUBJECT_NONE)
        relink_flow (self, flow);
    }
}

static void
update_structure (Update *self)
{
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, self->structure);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    detach (self, id);
  g_hash_table_iter_init (&iter, self->structure);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      attach (self, id);
      note (self->moved, id);
    }
  for (guint i = 0; i < self->came->len; i++)
    {
      guint place = _pp_places_at (self->came, i);

      if (_pp_subjects_get (self->subjects, place)->is_edge)
        relink_flow (self, place);
      else
        relink_node (self, place);
    }
}

/* --- Where things stand ------------------------------------------------------------------------- */

static gboolean
same_places (const GArray *a,
             const GArray *b)
{
  return a->len == b->len && (a->len == 0 || memcmp (a->data, b->data, a->len * sizeof (guint)) == 0);
}

static void
update_boxes (Update *self,
              guint   place)
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
    mark_zone (self, _pp_places_at (before, i));
  for (guint i = 0; i < subject->boxes->len; i++)
    mark_zone (self, _pp_places_at (subject->boxes, i));
  _pp_run_mark_all (self->run, place);
  _pp_run_note_change (self->run, place, PP_PROPERTY_ZONE);
  derive_later (self, place);
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
update_around_box (Update *self,
                   guint   place)
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
        cross_flows_later (self, subject);
    }
  _pp_run_mark_all (self->run, place);
}

static void
cross_everything_later (Update *self)
{
  for (guint i = 0; i < self->subjects->subjects->len; i++)
    {
      PpSubject *subject = _pp_subjects_get (self->subjects, i);

      if (subject != NULL && subject->subject_class == PP_SUBJECT_FLOW)
        g_array_append_val (self->cross, i);
    }
}

static gboolean
is_end_of_curve (Update *self,
                 guint   place)
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
update_position (Update *self,
                 guint   place)
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
      cross_flows_later (self, subject);
      if (is_end_of_curve (self, place))
        cross_everything_later (self);
    }
}

static void
update_crossings (Update *self,
                  guint   place)
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
  derive_later (self, place);
  derive_later (self, flow->source);
  derive_later (self, flow->target);
}

static void
update_geometry (Update *self)
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

/* --- Values ------------------------------------------------------------------------------------- */

/* Whose derived values can follow from those of @subject. */
static void
derive_dependents (Update          *self,
                   const PpSubject *subject)
{
  const GArray *sides[] = { subject->leaving, subject->entering };

  if (subject->subject_class == PP_SUBJECT_FLOW)
    {
      derive_later (self, subject->source);
      derive_later (self, subject->target);
    }
  else if (subject->subject_class == PP_SUBJECT_BOUNDARY)
    g_array_append_vals (self->derive, subject->contained->data, subject->contained->len);
  for (guint side = 0; side < 2; side++)
    for (guint i = 0; i < sides[side]->len; i++)
      {
        const PpSubject *flow = _pp_subjects_get (self->subjects, _pp_places_at (sides[side], i));

        derive_later (self, _pp_places_at (sides[side], i));
        derive_later (self, side == 0 ? flow->target : flow->source);
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
note_differences (Update        *self,
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
derive (Update *self,
        guint   place)
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
mark_titles (Update          *self,
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
take_name (Update    *self,
           guint      place,
           PpSubject *subject,
           PpElement *element)
{
  if (strcmp (subject->name, pp_element_get_name (element)) == 0)
    return;
  g_free (subject->name);
  subject->name = g_strdup (pp_element_get_name (element));
  _pp_run_note_change (self->run, place, PP_PROPERTY_NAME);
  mark_titles (self, place, subject);
}

static void
take_flow_use (Update      *self,
                 guint        place,
                 PpSubject   *subject,
                 PpFlowUse  before)
{
  if (before == subject->flow_use)
    return;
  mark_end (self, place);
  mark_end (self, subject->source);
  mark_end (self, subject->target);
  for (guint i = 0; i < subject->crossings->len; i++)
    _pp_run_mark_all (self->run, _pp_places_at (subject->crossings, i));
}

static void
update_values (Update     *self,
               const char *id)
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

static void
update_all_values (Update *self)
{
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, self->values);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    update_values (self, id);
  for (guint i = 0; i < self->derive->len; i++)
    derive (self, _pp_places_at (self->derive, i));
}

static GArray *
places_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (guint));
}

gboolean
_pp_run_update (PpRun      *run,
                GPtrArray  *changes,
                GHashTable *touched)
{
  g_autoptr (GHashTable) values = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) structure = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) moved = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GArray) derive_places = places_new ();
  g_autoptr (GArray) cross = places_new ();
  g_autoptr (GArray) came = places_new ();
  Update self = { run, run->subjects, touched, values, structure, moved, derive_places, cross, came };

  if (!sort_changes (&self, changes))
    return FALSE;
  update_structure (&self);
  update_geometry (&self);
  update_all_values (&self);
  _pp_run_settle (run, touched);
  return TRUE;
}
