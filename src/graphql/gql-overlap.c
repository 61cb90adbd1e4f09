/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "gql-overlap-private.h"

/* "Field Selection Merging", section 5.3.2 of the specification: fields that have the same name in the
 * answer must be the same field with the same arguments, and of types that can be merged.
 *
 * As in graphql-js, selections are compared in pairs, fragments are not spread out but compared by name,
 * and each pair of fragments once. Pairs are still many in a hostile document, so two things are added:
 * repeated leaf fields that are alike count as one, and there is a bound for all comparisons of a document
 * together, beyond which it is refused. */

#define MAX_COMPARISONS 200000
#define MAX_DEPTH 300

typedef struct {
  const GqlNode *a;
  const GqlNode *b;
} Pair;

/* The first conflict of two selection sets: the names that lead to it, and why. */
typedef struct {
  GString *reason;
  const GqlNode *a;
  const GqlNode *b;
} Conflict;

static gboolean compare_sets (GqlOverlap    *self,
                              const GqlNode *a,
                              const GqlType *type_a,
                              const GqlNode *b,
                              const GqlType *type_b,
                              gboolean       are_exclusive,
                              Conflict      *conflict);

static guint
pair_hash (gconstpointer data)
{
  const Pair *pair = data;

  return g_direct_hash (pair->a) * 31 + g_direct_hash (pair->b);
}

static gboolean
pair_equal (gconstpointer a,
            gconstpointer b)
{
  return memcmp (a, b, sizeof (Pair)) == 0;
}

GqlOverlap *
_gql_overlap_new (GqlValidation *validation)
{
  GqlOverlap *self = g_new0 (GqlOverlap, 1);

  self->validation = validation;
  self->fields = g_hash_table_new_full (NULL, NULL, NULL, _gql_overlap_fields_free);
  self->pairs = g_hash_table_new_full (pair_hash, pair_equal, g_free, NULL);

  return self;
}

void
_gql_overlap_free (GqlOverlap *self)
{
  g_hash_table_unref (self->fields);
  g_hash_table_unref (self->pairs);
  g_free (self);
}

static gboolean
is_exhausted (GqlOverlap *self)
{
  self->is_exhausted |= self->n_comparisons >= MAX_COMPARISONS || self->depth >= MAX_DEPTH;

  return self->is_exhausted;
}

/* --- Comparing -------------------------------------------------------------------------------------- */

static gboolean
do_types_conflict (const GqlType *a,
                   const GqlType *b)
{
  while (a->of_type != NULL || b->of_type != NULL)
    {
      if (a->kind != b->kind)
        return TRUE;
      a = a->of_type;
      b = b->of_type;
    }

  return (_gql_type_is_leaf (a) || _gql_type_is_leaf (b)) && a != b;
}

static gboolean
set_conflict (Conflict              *conflict,
              const GqlOverlapEntry *a,
              const GqlOverlapEntry *b,
              const char            *format,
              const char            *first,
              const char            *second)
{
  conflict->a = a->node;
  conflict->b = b->node;
  g_string_printf (conflict->reason, format, first, second);

  return TRUE;
}

static gboolean
compare_entries (GqlOverlap            *self,
                 const GqlOverlapEntry *a,
                 const GqlOverlapEntry *b,
                 gboolean               parents_are_exclusive,
                 Conflict              *conflict)
{
  const GqlType *type_a = a->field != NULL ? a->field->type : NULL;
  const GqlType *type_b = b->field != NULL ? b->field->type : NULL;
  gboolean are_exclusive = parents_are_exclusive ||
                           (a->parent_type != b->parent_type && a->parent_type != NULL && b->parent_type != NULL &&
                            a->parent_type->kind == GQL_TYPE_OBJECT && b->parent_type->kind == GQL_TYPE_OBJECT);

  self->n_comparisons++;
  if (!are_exclusive && strcmp (a->node->name, b->node->name) != 0)
    return set_conflict (conflict, a, b, "%s and %s are different fields", a->node->name, b->node->name);
  if (!are_exclusive && !_gql_overlap_has_same_arguments (self, a->node, b->node))
    return set_conflict (conflict, a, b, "they have differing arguments", NULL, NULL);
  if (type_a != NULL && type_b != NULL && do_types_conflict (type_a, type_b))
    return set_conflict (conflict, a, b, "they return conflicting types %s and %s", type_a->name, type_b->name);
  if (a->node->selection_set == NULL || b->node->selection_set == NULL)
    return FALSE;

  if (!compare_sets (self, a->node->selection_set, _gql_type_get_named (type_a), b->node->selection_set,
                     _gql_type_get_named (type_b), are_exclusive, conflict))
    return FALSE;

  {
    g_autofree char *reason = g_string_free (conflict->reason, FALSE);

    conflict->reason = g_string_new (NULL);
    g_string_printf (conflict->reason, "subfields \"%s\" conflict because %s",
                     gql_node_get_response_name (conflict->a), reason);
  }
  conflict->a = a->node;
  conflict->b = b->node;

  return TRUE;
}

static gboolean
compare_fields (GqlOverlap             *self,
                const GqlOverlapFields *a,
                GqlOverlapFields       *b,
                gboolean                are_exclusive,
                Conflict               *conflict)
{
  for (guint i = 0; i < a->groups->len; i++)
    {
      const GqlOverlapGroup *group_a = &g_array_index (a->groups, GqlOverlapGroup, i);
      const GqlOverlapGroup *group_b = _gql_overlap_fields_get_group (b, group_a->name);

      self->n_comparisons++;
      for (guint j = 0; group_b != NULL && j < group_a->entries->len; j++)
        for (guint k = 0; k < group_b->entries->len; k++)
          {
            if (is_exhausted (self))
              return FALSE;
            if (compare_entries (self, &g_array_index (group_a->entries, GqlOverlapEntry, j),
                                 &g_array_index (group_b->entries, GqlOverlapEntry, k), are_exclusive, conflict))
              return TRUE;
          }
    }

  return FALSE;
}

static gboolean
compare_with_fragment (GqlOverlap             *self,
                       const GqlOverlapFields *fields,
                       const GqlNode          *fragment,
                       GHashTable             *compared,
                       gboolean                are_exclusive,
                       Conflict               *conflict)
{
  GqlOverlapFields *other;
  gboolean has_conflict;

  if (is_exhausted (self) || !g_hash_table_add (compared, (gpointer) fragment))
    return FALSE;

  other = _gql_overlap_get_fragment_fields (self, fragment);
  if (fields == other)
    return FALSE;

  self->depth++;
  has_conflict = compare_fields (self, fields, other, are_exclusive, conflict);
  for (guint i = 0; i < other->fragments->len && !has_conflict; i++)
    has_conflict = compare_with_fragment (self, fields, g_ptr_array_index (other->fragments, i), compared,
                                          are_exclusive, conflict);
  self->depth--;

  return has_conflict;
}

static gboolean
compare_with_fragments (GqlOverlap             *self,
                        const GqlOverlapFields *fields,
                        GPtrArray              *fragments,
                        gboolean                are_exclusive,
                        Conflict               *conflict)
{
  g_autoptr (GHashTable) compared = NULL;

  if (fragments->len == 0)
    return FALSE;

  compared = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < fragments->len; i++)
    if (compare_with_fragment (self, fields, g_ptr_array_index (fragments, i), compared, are_exclusive, conflict))
      return TRUE;

  return FALSE;
}

/* Whether the pair was compared before, for fields that may be merged or for any that may not. */
static gboolean
is_known_pair (GqlOverlap    *self,
               const GqlNode *a,
               const GqlNode *b,
               gboolean       are_exclusive)
{
  Pair pair = { MIN (a, b), MAX (a, b) };
  gpointer known;

  if (g_hash_table_lookup_extended (self->pairs, &pair, NULL, &known) &&
      (are_exclusive || !GPOINTER_TO_INT (known)))
    return TRUE;
  g_hash_table_insert (self->pairs, g_memdup2 (&pair, sizeof pair), GINT_TO_POINTER (are_exclusive));

  return FALSE;
}

static gboolean
compare_fragments (GqlOverlap    *self,
                   const GqlNode *a,
                   const GqlNode *b,
                   gboolean       are_exclusive,
                   Conflict      *conflict)
{
  GqlOverlapFields *fields_a;
  GqlOverlapFields *fields_b;
  gboolean has_conflict;

  self->n_comparisons++;
  if (a == b || is_exhausted (self) || is_known_pair (self, a, b, are_exclusive))
    return FALSE;

  fields_a = _gql_overlap_get_fragment_fields (self, a);
  fields_b = _gql_overlap_get_fragment_fields (self, b);
  self->depth++;
  has_conflict = compare_fields (self, fields_a, fields_b, are_exclusive, conflict);
  for (guint i = 0; i < fields_b->fragments->len && !has_conflict; i++)
    has_conflict = compare_fragments (self, a, g_ptr_array_index (fields_b->fragments, i), are_exclusive, conflict);
  for (guint i = 0; i < fields_a->fragments->len && !has_conflict; i++)
    has_conflict = compare_fragments (self, g_ptr_array_index (fields_a->fragments, i), b, are_exclusive, conflict);
  self->depth--;

  return has_conflict;
}

static gboolean
compare_sets (GqlOverlap    *self,
              const GqlNode *a,
              const GqlType *type_a,
              const GqlNode *b,
              const GqlType *type_b,
              gboolean       are_exclusive,
              Conflict      *conflict)
{
  GqlOverlapFields *fields_a = _gql_overlap_get_fields (self, a, type_a);
  GqlOverlapFields *fields_b = _gql_overlap_get_fields (self, b, type_b);
  gboolean has_conflict;

  self->depth++;
  has_conflict = compare_fields (self, fields_a, fields_b, are_exclusive, conflict) ||
                 compare_with_fragments (self, fields_a, fields_b->fragments, are_exclusive, conflict) ||
                 compare_with_fragments (self, fields_b, fields_a->fragments, are_exclusive, conflict);
  for (guint i = 0; i < fields_a->fragments->len && !has_conflict; i++)
    for (guint j = 0; j < fields_b->fragments->len && !has_conflict; j++)
      has_conflict = compare_fragments (self, g_ptr_array_index (fields_a->fragments, i),
                                        g_ptr_array_index (fields_b->fragments, j), are_exclusive, conflict);
  self->depth--;

  return has_conflict;
}

/* --- One selection set ------------------------------------------------------------------------------ */

static gboolean
compare_within (GqlOverlap       *self,
                GqlOverlapFields *fields,
                Conflict         *conflict)
{
  for (guint i = 0; i < fields->groups->len; i++)
    {
      GArray *entries = g_array_index (fields->groups, GqlOverlapGroup, i).entries;

      for (guint j = 0; j < entries->len; j++)
        for (guint k = j + 1; k < entries->len; k++)
          {
            if (is_exhausted (self))
              return FALSE;
            if (compare_entries (self, &g_array_index (entries, GqlOverlapEntry, j),
                                 &g_array_index (entries, GqlOverlapEntry, k), FALSE, conflict))
              return TRUE;
          }
    }

  return FALSE;
}

static gboolean
find_conflict (GqlOverlap       *self,
               GqlOverlapFields *fields,
               Conflict         *conflict)
{
  g_autoptr (GHashTable) compared = NULL;

  if (compare_within (self, fields, conflict))
    return TRUE;
  if (fields->fragments->len == 0)
    return FALSE;

  compared = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < fields->fragments->len; i++)
    {
      const GqlNode *fragment = g_ptr_array_index (fields->fragments, i);

      if (compare_with_fragment (self, fields, fragment, compared, FALSE, conflict))
        return TRUE;
      for (guint j = i + 1; j < fields->fragments->len; j++)
        if (compare_fragments (self, fragment, g_ptr_array_index (fields->fragments, j), FALSE, conflict))
          return TRUE;
    }

  return FALSE;
}

/* Reports the first conflict in a selection set. */
void
_gql_overlap_check (GqlOverlap    *self,
                    const GqlNode *selection_set)
{
  Conflict conflict = { g_string_new (NULL), NULL, NULL };
  GqlOverlapFields *fields;

  if (!is_exhausted (self))
    {
      fields = _gql_overlap_get_fields (self, selection_set, self->validation->place.parent_type);
      if (find_conflict (self, fields, &conflict))
        _gql_report (self->validation, conflict.a->start, conflict.b->start,
                     "Fields \"%s\" conflict because %s. Use different aliases on the fields to fetch both if this was "
                     "intentional.", gql_node_get_response_name (conflict.a), conflict.reason->str);
      if (is_exhausted (self))
        _gql_report_limit (self->validation, selection_set->start, "The document has too many fields to compare.");
    }
  g_string_free (conflict.reason, TRUE);
}
