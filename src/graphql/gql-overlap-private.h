/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gql-validation-private.h"

G_BEGIN_DECLS

typedef struct _GqlOverlap GqlOverlap;

typedef struct {
  const GqlNode *node;
  const GqlType *parent_type;
  const GqlField *field;
} GqlOverlapEntry;

/* The fields of one name in a selection set. */
typedef struct {
  const char *name;
  GArray *entries;
} GqlOverlapGroup;

/* What a selection set holds: fields by name, and names of fragments. Sets of inline fragments are part
 * of the one that they are in. */
typedef struct {
  GArray *groups;
  GHashTable *groups_by_name;
  GPtrArray *fragments;
} GqlOverlapFields;

struct _GqlOverlap {
  /* borrowed */
  GqlValidation *validation;

  /* owned */
  GHashTable *fields;
  GHashTable *pairs;

  /* state */
  guint n_comparisons;
  guint depth;
  gboolean is_exhausted;
};

/* (transfer none): each selection set is looked at once. */
GqlOverlapFields *_gql_overlap_get_fields          (GqlOverlap       *self,
                                                    const GqlNode    *selection_set,
                                                    const GqlType    *parent_type);
GqlOverlapFields *_gql_overlap_get_fragment_fields (GqlOverlap       *self,
                                                    const GqlNode    *fragment);
GqlOverlapGroup  *_gql_overlap_fields_get_group    (GqlOverlapFields *self,
                                                    const char       *name);
gboolean          _gql_overlap_has_same_arguments  (GqlOverlap       *self,
                                                    const GqlNode    *a,
                                                    const GqlNode    *b);
void              _gql_overlap_fields_free         (gpointer          data);

G_END_DECLS
