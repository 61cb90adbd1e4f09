/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Takes edits into a run. What each edit says is read again from the model, what follows from it is
 * worked out again as far as it spreads, and of every value that is different then the rules that read
 * it are marked. Edits of boundaries as such, of layouts and of containment are rare and reach far: for
 * these everything is built again. */

#include "pp-run-update-private.h"

#include <string.h>

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
sort_element_change (PpRunUpdate *self,
                     PpChange    *change)
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
sort_layout_change (PpRunUpdate *self,
                    PpChange    *change)
{
  static const char prefix[] = "placements/";
  static const char * const far_reaching[] = { "placements", "methodology", "order", "foreign", NULL };

  if (change->operation != PP_CHANGE_SET || is_one_of (change->field, far_reaching) ||
      !g_hash_table_contains (self->subjects->layout_places, change->id))
    return FALSE;
  if (g_str_has_prefix (change->field, prefix))
    note (self->moved, change->field + strlen (prefix));
  return TRUE;
}

static gboolean
is_boundary (PpRunUpdate *self,
             const char  *id)
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
sort_changes (PpRunUpdate *self,
              GPtrArray   *changes)
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

void
_pp_run_update_derive_later (PpRunUpdate *self,
                             guint        place)
{
  if (place != PP_SUBJECT_NONE)
    g_array_append_val (self->derive, place);
}

void
_pp_run_update_mark_end (PpRunUpdate *self,
                         guint        place)
{
  if (place == PP_SUBJECT_NONE)
    return;
  _pp_run_mark_all (self->run, place);
  _pp_run_update_derive_later (self, place);
}

/* Who stands in a zone is read by the zone, and by all that stand in it. */
void
_pp_run_update_mark_zone (PpRunUpdate *self,
                          guint        zone)
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

void
_pp_run_update_cross_flows_later (PpRunUpdate     *self,
                                  const PpSubject *subject)
{
  g_array_append_vals (self->cross, subject->leaving->data, subject->leaving->len);
  g_array_append_vals (self->cross, subject->entering->data, subject->entering->len);
}

/* --- Structure ---------------------------------------------------------------------------------- */

static void
detach_flow (PpRunUpdate *self,
             guint        place)
{
  PpSubject *flow = _pp_subjects_get (self->subjects, place);

  if (flow->source != PP_SUBJECT_NONE)
    _pp_places_remove (_pp_subjects_get (self->subjects, flow->source)->leaving, place);
  if (flow->target != PP_SUBJECT_NONE)
    _pp_places_remove (_pp_subjects_get (self->subjects, flow->target)->entering, place);
  _pp_run_update_mark_end (self, flow->source);
  _pp_run_update_mark_end (self, flow->target);
  for (guint i = 0; i < flow->crossings->len; i++)
    {
      guint boundary = _pp_places_at (flow->crossings, i);

      _pp_places_remove (_pp_subjects_get (self->subjects, boundary)->crossing, place);
      _pp_run_mark_all (self->run, boundary);
    }
}

static void
detach_node (PpRunUpdate *self,
             guint        place)
{
  PpSubject *node = _pp_subjects_get (self->subjects, place);

  for (guint i = 0; i < node->leaving->len; i++)
    {
      guint flow = _pp_places_at (node->leaving, i);

      _pp_subjects_get (self->subjects, flow)->source = PP_SUBJECT_NONE;
      _pp_run_update_mark_end (self, flow);
      _pp_run_update_mark_end (self, _pp_subjects_get (self->subjects, flow)->target);
    }
  for (guint i = 0; i < node->entering->len; i++)
    {
      guint flow = _pp_places_at (node->entering, i);

      _pp_subjects_get (self->subjects, flow)->target = PP_SUBJECT_NONE;
      _pp_run_update_mark_end (self, flow);
      _pp_run_update_mark_end (self, _pp_subjects_get (self->subjects, flow)->source);
    }
  _pp_run_update_cross_flows_later (self, node);
  _pp_run_update_mark_zone (self, _pp_subject_zone (node));
  for (guint i = 0; i < node->boxes->len; i++)
    {
      guint box = _pp_places_at (node->boxes, i);

      _pp_places_remove (_pp_subjects_get (self->subjects, box)->contained, place);
      _pp_run_mark_all (self->run, box);
    }
}

static void
detach (PpRunUpdate *self,
        const char  *id)
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
attach (PpRunUpdate *self,
        const char  *id)
{
  PpElement *element = pp_model_lookup_element (self->subjects->model, id);
  PpSubject *subject = element != NULL ? _pp_subject_load (self->subjects, element) : NULL;
  guint place;

  if (subject == NULL)
    return;
  place = _pp_subjects_insert (self->subjects, subject);
  g_array_append_val (self->came, place);
  _pp_run_update_derive_later (self, place);
}

static void
relink_flow (PpRunUpdate *self,
             guint        place)
{
  PpSubject *flow = _pp_subjects_get (self->subjects, place);

  _pp_subject_link (self->subjects, place);
  _pp_run_update_mark_end (self, place);
  _pp_run_update_mark_end (self, flow->source);
  _pp_run_update_mark_end (self, flow->target);
  g_array_append_val (self->cross, place);
}

/* The flows that hang on a node that came back. */
static void
relink_node (PpRunUpdate *self,
             guint        place)
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
update_structure (PpRunUpdate *self)
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
  PpRunUpdate self = { run, run->subjects, touched, values, structure, moved, derive_places, cross, came };

  if (!sort_changes (&self, changes))
    return FALSE;
  update_structure (&self);
  _pp_run_update_places (&self);
  _pp_run_update_values (&self);
  _pp_run_settle (run, touched);
  return TRUE;
}
