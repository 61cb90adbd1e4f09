/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The elements of a model as rules see them, and how they hang together. */

#include "pp-subjects.h"

#include <string.h>

static void
subject_free_indirect (gpointer data)
{
  if (data != NULL)
    _pp_subject_free (data);
}

static void
layout_clear (gpointer data)
{
  PpSubjectLayout *layout = data;

  g_free (layout->id);
  g_array_unref (layout->boxes);
  g_array_unref (layout->curves);
}

/* Which properties each class of subject has, each at a place of its own. */
static void
assign_slots (PpSubjects *self)
{
  const PpVocabulary *vocabulary = self->rules->vocabulary;
  guint n_properties = _pp_vocabulary_count (vocabulary);

  self->types = g_new0 (guint8, n_properties);
  for (guint i = 0; i < n_properties; i++)
    {
      const PpFactDefinition *fact = pp_kinds_find_fact (self->kinds, _pp_vocabulary_get_name (vocabulary, i));

      if (fact != NULL)
        self->types[i] = fact->type + 1;
      else if (i == PP_PROPERTY_INTERNET || i == PP_PROPERTY_EXPOSED || i == PP_PROPERTY_CROSSES)
        self->types[i] = PP_FACT_TYPE_TRUTH + 1;
    }
  for (guint c = 0; c < PP_N_SUBJECT_CLASSES; c++)
    {
      self->slots[c] = g_new (gint16, n_properties);
      for (guint i = 0; i < n_properties; i++)
        self->slots[c][i] = _pp_vocabulary_means (vocabulary, i, c) ? (gint16) self->n_slots[c]++ : -1;
    }
}

PpSubjects *
_pp_subjects_new (PpModel   *model,
                  PpKinds   *kinds,
                  PpRuleSet *rules,
                  gboolean   guess)
{
  PpSubjects *self = g_new0 (PpSubjects, 1);

  self->model = g_object_ref (model);
  self->kinds = g_object_ref (kinds);
  self->rules = pp_rule_set_ref (rules);
  self->guess = guess;
  self->words = _pp_words_new (rules->words);
  self->subjects = g_ptr_array_new_with_free_func (subject_free_indirect);
  self->free_places = g_array_new (FALSE, FALSE, sizeof (guint));
  self->places = g_hash_table_new (g_str_hash, g_str_equal);
  self->layouts = g_array_new (FALSE, FALSE, sizeof (PpSubjectLayout));
  g_array_set_clear_func (self->layouts, layout_clear);
  self->layout_places = g_hash_table_new (g_str_hash, g_str_equal);
  self->file_positions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  assign_slots (self);
  for (guint c = 0; c < PP_N_SUBJECT_CLASSES; c++)
    self->class_words[c] = _pp_words_intern (self->words, pp_subject_class_to_string (c));
  self->none_word = _pp_words_intern (self->words, "none");
  self->stated_word = _pp_words_intern (self->words, "stated");
  self->internet_word = _pp_words_intern (self->words, "internet");
  self->public_word = _pp_words_intern (self->words, "public");
  self->attack_word = _pp_words_intern (self->words, "attack");
  self->exploit_word = _pp_words_intern (self->words, "exploit");
  return self;
}

void
_pp_subjects_free (PpSubjects *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->subjects->len; i++)
    {
      PpSubject *subject = _pp_subjects_get (self, i);

      if (subject != NULL)
        _pp_subject_free_values (self, subject->subject_class, g_steal_pointer (&subject->values));
    }
  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_hash_table_unref (self->places);
  g_hash_table_unref (self->layout_places);
  g_hash_table_unref (self->file_positions);
  g_array_unref (self->layouts);
  g_array_unref (self->free_places);
  g_ptr_array_unref (self->subjects);
  for (guint c = 0; c < PP_N_SUBJECT_CLASSES; c++)
    g_free (self->slots[c]);
  g_free (self->types);
  _pp_words_free (self->words);
  pp_rule_set_unref (self->rules);
  g_clear_object (&self->kinds);
  g_clear_object (&self->model);
  g_free (self);
}

void
_pp_subject_free (PpSubject *self)
{
  GArray *lists[] = {
    self->leaving, self->entering, self->boxes, self->contained, self->crossings, self->crossing,
    self->spots,
  };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    g_array_unref (lists[i]);
  g_assert (self->values == NULL);
  g_free (self->id);
  g_free (self->name);
  g_free (self->parent);
  g_free (self);
}

/* What an element is to the rules; remarks on the drawing are nothing to them. */
PpSubjectClass
_pp_subject_class_of (PpSubjects *self,
                      PpElement  *element,
                      gboolean   *is_subject)
{
  PpKind *kind = pp_kinds_resolve (self->kinds, pp_element_get_kind (element), PP_IS_EDGE (element));

  *is_subject = TRUE;
  switch (pp_kind_get_dfd_class (kind))
    {
    case PP_DFD_STORE:
      return PP_SUBJECT_STORE;
    case PP_DFD_ACTOR:
      return PP_SUBJECT_ACTOR;
    case PP_DFD_BOUNDARY:
      return PP_SUBJECT_BOUNDARY;
    case PP_DFD_FLOW:
      return PP_SUBJECT_FLOW;
    case PP_DFD_PROCESS:
      return PP_SUBJECT_PROCESS;
    case PP_DFD_TEXT:
    default:
      *is_subject = FALSE;
      return PP_SUBJECT_PROCESS;
    }
}

static GArray *
places_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (guint));
}

/*
 * _pp_subject_load:
 *
 * Returns: (nullable): a subject with what the element itself says; %NULL for what is none
 */
PpSubject *
_pp_subject_load (PpSubjects *self,
                  PpElement  *element)
{
  gboolean is_subject;
  PpSubjectClass subject_class = _pp_subject_class_of (self, element, &is_subject);
  PpSubject *subject;

  if (!is_subject)
    return NULL;
  subject = g_new0 (PpSubject, 1);
  subject->id = g_strdup (pp_record_get_id (PP_RECORD (element)));
  subject->name = g_strdup (pp_element_get_name (element));
  subject->subject_class = subject_class;
  subject->is_edge = PP_IS_EDGE (element);
  subject->out_of_scope = pp_element_get_out_of_scope (element);
  subject->source = subject->target = PP_SUBJECT_NONE;
  if (PP_IS_NODE (element))
    subject->parent = g_strdup (pp_node_get_parent (PP_NODE (element)));
  subject->leaving = places_new ();
  subject->entering = places_new ();
  subject->boxes = places_new ();
  subject->contained = places_new ();
  subject->crossings = places_new ();
  subject->crossing = places_new ();
  subject->spots = g_array_new (FALSE, FALSE, sizeof (PpSpot));
  _pp_subject_load_values (self, subject, element);
  return subject;
}

guint
_pp_subjects_find (PpSubjects *self,
                   const char *id)
{
  gpointer place = id != NULL ? g_hash_table_lookup (self->places, id) : NULL;

  return place != NULL ? GPOINTER_TO_UINT (place) - 1 : PP_SUBJECT_NONE;
}

/* Takes the subject over and gives it a place. */
guint
_pp_subjects_insert (PpSubjects *self,
                     PpSubject  *subject)
{
  guint place = self->subjects->len;

  if (self->free_places->len > 0)
    {
      place = _pp_places_at (self->free_places, self->free_places->len - 1);
      g_array_set_size (self->free_places, self->free_places->len - 1);
      g_ptr_array_index (self->subjects, place) = subject;
    }
  else
    g_ptr_array_add (self->subjects, subject);
  g_hash_table_insert (self->places, subject->id, GUINT_TO_POINTER (place + 1));
  return place;
}

/* Frees a subject that nobody names any more. */
void
_pp_subjects_forget (PpSubjects *self,
                     guint       place)
{
  PpSubject *subject = _pp_subjects_get (self, place);

  g_hash_table_remove (self->places, subject->id);
  _pp_subject_free_values (self, subject->subject_class, g_steal_pointer (&subject->values));
  _pp_subject_free (subject);
  g_ptr_array_index (self->subjects, place) = NULL;
  g_array_append_val (self->free_places, place);
}

/* The first index whose subject does not come before @id. */
static guint
lower_bound (const PpSubjects *self,
             const GArray     *places,
             const char       *id)
{
  guint low = 0, high = places->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (strcmp (_pp_subjects_get (self, _pp_places_at (places, middle))->id, id) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

gboolean
_pp_places_add (const PpSubjects *self,
                GArray           *places,
                guint             place)
{
  const char *id = _pp_subjects_get (self, place)->id;
  guint index = places->len;

  /* Mostly they come in order. */
  if (index > 0 && strcmp (_pp_subjects_get (self, _pp_places_at (places, index - 1))->id, id) >= 0)
    index = lower_bound (self, places, id);
  if (index < places->len && _pp_places_at (places, index) == place)
    return FALSE;
  g_array_insert_val (places, index, place);
  return TRUE;
}

gboolean
_pp_places_remove (GArray *places,
                   guint   place)
{
  for (guint i = 0; i < places->len; i++)
    if (_pp_places_at (places, i) == place)
      {
        g_array_remove_index (places, i);
        return TRUE;
      }
  return FALSE;
}

static guint
file_position (const PpSubjects *self,
               guint             place)
{
  gpointer position = g_hash_table_lookup (self->file_positions, _pp_subjects_get (self, place)->id);

  return position != NULL ? GPOINTER_TO_UINT (position) : G_MAXUINT;
}

/*
 * _pp_subjects_compare_in_file:
 *
 * Which comes first in the file that the model was read from. What no file listed comes after, in the order
 * of the identifiers.
 */
int
_pp_subjects_compare_in_file (const PpSubjects *self,
                              guint             one,
                              guint             other)
{
  guint first = file_position (self, one), second = file_position (self, other);

  if (first != second)
    return first < second ? -1 : 1;
  return strcmp (_pp_subjects_get (self, one)->id, _pp_subjects_get (self, other)->id);
}

/* An end that hangs at another flow, or in the air, is no subject's. */
static guint
find_end (PpSubjects *self,
          const char *id)
{
  guint place = _pp_subjects_find (self, id);

  if (place == PP_SUBJECT_NONE || _pp_subjects_get (self, place)->is_edge)
    return PP_SUBJECT_NONE;
  return place;
}

/* Ties a line to its ends; only flows are known there. */
void
_pp_subject_link (PpSubjects *self,
                  guint       place)
{
  PpSubject *subject = _pp_subjects_get (self, place);
  PpEdge *edge = pp_model_lookup_edge (self->model, subject->id);

  if (edge == NULL)
    return;
  subject->source = find_end (self, pp_edge_get_source (edge));
  subject->target = find_end (self, pp_edge_get_target (edge));
  if (subject->subject_class != PP_SUBJECT_FLOW)
    return;
  if (subject->source != PP_SUBJECT_NONE)
    _pp_places_add (self, _pp_subjects_get (self, subject->source)->leaving, place);
  if (subject->target != PP_SUBJECT_NONE)
    _pp_places_add (self, _pp_subjects_get (self, subject->target)->entering, place);
}

/* --- Building all of them, in steps that are short ---------------------------------------------- */

enum {
  BUILD_NODES,
  BUILD_EDGES,
  BUILD_LINKS,
  BUILD_LAYOUTS,
  BUILD_BOXES,
  BUILD_CROSSINGS,
  BUILD_DERIVED,
  BUILD_DONE,
};

static void
load_item (PpSubjects *self,
           guint       item)
{
  PpSubject *subject = _pp_subject_load (self, g_ptr_array_index (self->records, item));

  if (subject != NULL)
    _pp_subjects_insert (self, subject);
}

static void
place_node (PpSubjects *self,
            guint       place)
{
  PpSubject *subject = _pp_subjects_get (self, place);

  if (subject->is_edge)
    return;
  _pp_subject_find_boxes (self, place, subject->boxes);
  for (guint i = 0; i < subject->boxes->len; i++)
    _pp_places_add (self, _pp_subjects_get (self, _pp_places_at (subject->boxes, i))->contained, place);
}

static void
cross_flow (PpSubjects *self,
            guint       place)
{
  PpSubject *flow = _pp_subjects_get (self, place);

  if (flow->subject_class != PP_SUBJECT_FLOW)
    return;
  _pp_flow_find_crossings (self, place, flow->crossings);
  for (guint i = 0; i < flow->crossings->len; i++)
    _pp_places_add (self, _pp_subjects_get (self, _pp_places_at (flow->crossings, i))->crossing, place);
}

/* Also what is not in the model now: it may come back. Of what several layouts list the first counts. */
static void
note_file_positions (PpSubjects *self,
                     PpLayout   *layout)
{
  g_autoptr (GPtrArray) ids = pp_layout_list_in_file_order (layout);

  for (guint i = 0; i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);

      if (!g_hash_table_contains (self->file_positions, id))
        g_hash_table_insert (self->file_positions, g_strdup (id),
                             GUINT_TO_POINTER (g_hash_table_size (self->file_positions) + 1));
    }
}

static void
build_item (PpSubjects *self,
            guint       item)
{
  switch (self->stage)
    {
    case BUILD_NODES:
    case BUILD_EDGES:
      load_item (self, item);
      break;
    case BUILD_LINKS:
      _pp_subject_link (self, item);
      break;
    case BUILD_LAYOUTS:
      _pp_subjects_read_layout (self, g_ptr_array_index (self->records, item));
      note_file_positions (self, g_ptr_array_index (self->records, item));
      break;
    case BUILD_BOXES:
      place_node (self, item);
      break;
    case BUILD_CROSSINGS:
      cross_flow (self, item);
      break;
    default:
      _pp_subject_derive (self, item);
      break;
    }
}

/* Gets ready for a stage, and tells how many items it has. */
static guint
begin_stage (PpSubjects *self)
{
  g_autoptr (GPtrArray) records = NULL;

  if (self->stage == BUILD_NODES || self->stage == BUILD_EDGES)
    records = pp_model_dup_sorted (self->model, self->stage == BUILD_NODES ? PP_RECORD_NODE : PP_RECORD_EDGE);
  else if (self->stage == BUILD_LAYOUTS)
    records = pp_model_dup_layouts (self->model);
  else
    return self->subjects->len;
  g_clear_pointer (&self->records, g_ptr_array_unref);
  self->records = g_steal_pointer (&records);
  return self->records->len;
}

#define ITEMS_BETWEEN_LOOKS 32

/*
 * _pp_subjects_build_step:
 * @deadline: in the time of g_get_monotonic_time()
 *
 * Reads the model until it is read or the time is up. The model must not change between two steps. Main
 * thread only.
 *
 * Returns: whether everything is read
 */
gboolean
_pp_subjects_build_step (PpSubjects *self,
                         gint64      deadline)
{
  while (self->stage != BUILD_DONE)
    {
      if (self->position == 0)
        self->n_items = begin_stage (self);
      while (self->position < self->n_items)
        {
          build_item (self, self->position++);
          if (self->position % ITEMS_BETWEEN_LOOKS == 0 && g_get_monotonic_time () >= deadline)
            return FALSE;
        }
      self->stage++;
      self->position = 0;
    }
  g_clear_pointer (&self->records, g_ptr_array_unref);
  return TRUE;
}
