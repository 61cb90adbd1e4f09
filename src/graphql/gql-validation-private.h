/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gql-coerce-private.h"
#include "gql-validate.h"

G_BEGIN_DECLS

/* A variable where it is used, with what is expected there. */
typedef struct {
  const GqlNode *node;
  const GqlType *type;
  const GqlValue *default_value;
} GqlUsage;

/* Where the walk is. Each step of it puts back what it has changed. */
typedef struct {
  const GqlType *type;
  const GqlType *parent_type;
  const GqlType *input_type;
  const GqlType *parent_input_type;
  const GqlValue *default_value;
  const GqlField *field;
  const GqlDirective *directive;
  gboolean skips_values;
} GqlPlace;

/* The state of one validation: where the walk is, and what the rules have to remember. */
typedef struct {
  /* borrowed */
  const GqlSchema *schema;
  const GqlDocument *document;
  const GqlLimits *limits;
  GPtrArray *errors;

  /* owned */
  GqlArena *arena;
  GHashTable *operation_names;
  GHashTable *fragment_names;
  GHashTable *usages;
  GHashTable *spreads;
  GHashTable *visited_fragments;
  GHashTable *spread_indices;
  GPtrArray *spread_path;
  struct _GqlOverlap *overlap;

  /* state; while usages are collected, no rule is asked */
  GqlPlace place;
  GArray *collected;
  guint n_operations;
} GqlValidation;

void      _gql_report                      (GqlValidation *self,
                                            gint64         offset,
                                            gint64         second_offset,
                                            const char    *format,
                                            ...) G_GNUC_PRINTF (4, 5);
void      _gql_report_limit                (GqlValidation *self,
                                            gint64         offset,
                                            const char    *message);
gboolean  _gql_validation_is_full          (GqlValidation *self);

GArray   *_gql_validation_get_usages       (GqlValidation *self,
                                            const GqlNode *definition);
GPtrArray *_gql_validation_get_spreads     (GqlValidation *self,
                                            const GqlNode *selection_set);
GPtrArray *_gql_validation_list_fragments  (GqlValidation *self,
                                            const GqlNode *operation);

/* Rules, by where they are asked. */
void _gql_rules_enter_document             (GqlValidation *self);
void _gql_rules_leave_document             (GqlValidation *self);
void _gql_rules_enter_operation            (GqlValidation *self,
                                            const GqlNode *node);
void _gql_rules_leave_operation            (GqlValidation *self,
                                            const GqlNode *node);
void _gql_rules_variable_definition        (GqlValidation *self,
                                            const GqlNode *operation,
                                            const GqlNode *node);
void _gql_rules_type                       (GqlValidation *self,
                                            const GqlNode *node);
void _gql_rules_fragment                   (GqlValidation *self,
                                            const GqlNode *node);
void _gql_rules_inline_fragment            (GqlValidation *self,
                                            const GqlNode *node);
void _gql_rules_fragment_spread            (GqlValidation *self,
                                            const GqlNode *node);
void _gql_rules_enter_field                (GqlValidation *self,
                                            const GqlNode *node);
void _gql_rules_leave_field                (GqlValidation *self,
                                            const GqlNode *node);
void _gql_rules_enter_directive            (GqlValidation *self,
                                            const GqlNode *node,
                                            const GqlNode *parent);
void _gql_rules_leave_directive            (GqlValidation *self,
                                            const GqlNode *node);
void _gql_rules_unique_directives          (GqlValidation *self,
                                            const GqlNode *node);
void _gql_rules_argument                   (GqlValidation *self,
                                            const GqlNode *node,
                                            const GqlNode *parent);
void _gql_rules_value                      (GqlValidation *self,
                                            const GqlNode *node);
void _gql_rules_object_field               (GqlValidation *self,
                                            const GqlNode *node,
                                            const GqlNode *object);

/* The rule "Field Selection Merging". */
struct _GqlOverlap *_gql_overlap_new       (GqlValidation *validation);
void                _gql_overlap_free      (struct _GqlOverlap *self);
void                _gql_overlap_check     (struct _GqlOverlap *self,
                                            const GqlNode *selection_set);

G_END_DECLS
