/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "gql-validation-private.h"

/* The rules of fragments. */

/* The spreads in a selection set and in those inside it, in the order of graphql-js. */
GPtrArray *
_gql_validation_get_spreads (GqlValidation *self,
                             const GqlNode *selection_set)
{
  GPtrArray *spreads = g_hash_table_lookup (self->spreads, selection_set);
  g_autoptr (GPtrArray) sets = NULL;

  if (spreads != NULL)
    return spreads;

  spreads = g_ptr_array_new ();
  g_hash_table_insert (self->spreads, (gpointer) selection_set, spreads);
  sets = g_ptr_array_new ();
  g_ptr_array_add (sets, (gpointer) selection_set);
  while (sets->len > 0)
    {
      const GqlNode *set = g_ptr_array_steal_index (sets, sets->len - 1);

      for (const GqlNode *node = set->children; node != NULL; node = node->next)
        {
          if (node->kind == GQL_NODE_FRAGMENT_SPREAD)
            g_ptr_array_add (spreads, (gpointer) node);
          else if (node->selection_set != NULL)
            g_ptr_array_add (sets, (gpointer) node->selection_set);
        }
    }

  return spreads;
}

/* The fragments that an operation uses, also through other fragments; each once. */
GPtrArray *
_gql_validation_list_fragments (GqlValidation *self,
                                const GqlNode *operation)
{
  GPtrArray *fragments = g_ptr_array_new ();
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) sets = g_ptr_array_new ();

  g_ptr_array_add (sets, (gpointer) operation->selection_set);
  while (sets->len > 0)
    {
      GPtrArray *spreads = _gql_validation_get_spreads (self, g_ptr_array_steal_index (sets, sets->len - 1));

      for (guint i = 0; i < spreads->len; i++)
        {
          const GqlNode *spread = g_ptr_array_index (spreads, i);
          const GqlNode *fragment;

          if (!g_hash_table_add (names, (gpointer) spread->name))
            continue;
          fragment = gql_document_get_fragment (self->document, spread->name);
          if (fragment == NULL)
            continue;
          g_ptr_array_add (fragments, (gpointer) fragment);
          g_ptr_array_add (sets, (gpointer) fragment->selection_set);
        }
    }

  return fragments;
}

void
_gql_rules_leave_document (GqlValidation *self)
{
  g_autoptr (GHashTable) used = g_hash_table_new (g_str_hash, g_str_equal);
  const GqlNode *definitions = gql_document_get_definitions (self->document);

  for (const GqlNode *node = definitions; node != NULL; node = node->next)
    if (node->kind == GQL_NODE_OPERATION)
      {
        g_autoptr (GPtrArray) fragments = _gql_validation_list_fragments (self, node);

        for (guint i = 0; i < fragments->len; i++)
          g_hash_table_add (used, (gpointer) ((const GqlNode *) g_ptr_array_index (fragments, i))->name);
      }
  for (const GqlNode *node = definitions; node != NULL; node = node->next)
    if (node->kind == GQL_NODE_FRAGMENT && !g_hash_table_contains (used, node->name))
      _gql_report (self, node->start, -1, "Fragment \"%s\" is never used.", node->name);
}

static void
check_condition (GqlValidation *self,
                 const GqlNode *node)
{
  const GqlType *type = node->type != NULL ? _gql_schema_get_type (self->schema, node->type->name) : NULL;

  if (type == NULL || _gql_type_is_composite (type))
    return;

  if (node->kind == GQL_NODE_FRAGMENT)
    _gql_report (self, node->type->start, -1, "Fragment \"%s\" cannot condition on non composite type \"%s\".",
                 node->name, type->name);
  else
    _gql_report (self, node->type->start, -1, "Fragment cannot condition on non composite type \"%s\".", type->name);
}

static void
report_cycle (GqlValidation *self,
              const char    *name,
              guint          first)
{
  const GqlNode *start = g_ptr_array_index (self->spread_path, first);
  g_autoptr (GString) via = g_string_new (NULL);

  for (guint i = first; i + 1 < self->spread_path->len && via->len < 200; i++)
    g_string_append_printf (via, "%s%s", via->len > 0 ? ", " : " via ",
                            ((const GqlNode *) g_ptr_array_index (self->spread_path, i))->name);
  _gql_report (self, start->start, -1, "Cannot spread fragment \"%s\" within itself%s.", name, via->str);
}

/* A depth-first search that visits each fragment once. How deep it goes is bounded by the number of
 * fragments that the limit of tokens leaves room for. */
static void
find_cycles (GqlValidation *self,
             const GqlNode *fragment)
{
  GPtrArray *spreads;

  if (!g_hash_table_add (self->visited_fragments, (gpointer) fragment->name))
    return;

  spreads = _gql_validation_get_spreads (self, fragment->selection_set);
  g_hash_table_insert (self->spread_indices, (gpointer) fragment->name, GUINT_TO_POINTER (self->spread_path->len + 1));
  for (guint i = 0; i < spreads->len && !_gql_validation_is_full (self); i++)
    {
      const GqlNode *spread = g_ptr_array_index (spreads, i);
      guint index = GPOINTER_TO_UINT (g_hash_table_lookup (self->spread_indices, spread->name));
      const GqlNode *target = gql_document_get_fragment (self->document, spread->name);

      g_ptr_array_add (self->spread_path, (gpointer) spread);
      if (index > 0)
        report_cycle (self, spread->name, index - 1);
      else if (target != NULL)
        find_cycles (self, target);
      g_ptr_array_set_size (self->spread_path, self->spread_path->len - 1);
    }
  g_hash_table_remove (self->spread_indices, fragment->name);
}

void
_gql_rules_fragment (GqlValidation *self,
                     const GqlNode *node)
{
  const GqlNode *known = g_hash_table_lookup (self->fragment_names, node->name);

  check_condition (self, node);
  if (known != NULL)
    _gql_report (self, known->name_start, node->name_start, "There can be only one fragment named \"%s\".",
                 node->name);
  else
    g_hash_table_insert (self->fragment_names, (gpointer) node->name, (gpointer) node);
  find_cycles (self, node);
  _gql_rules_unique_directives (self, node);
}

void
_gql_rules_inline_fragment (GqlValidation *self,
                            const GqlNode *node)
{
  check_condition (self, node);
  if (self->place.type != NULL && _gql_type_is_composite (self->place.type) && self->place.parent_type != NULL &&
      !_gql_types_overlap (self->place.type, self->place.parent_type))
    _gql_report (self, node->start, -1,
                 "Fragment cannot be spread here as objects of type \"%s\" can never be of type \"%s\".",
                 self->place.parent_type->name, self->place.type->name);
  _gql_rules_unique_directives (self, node);
}

void
_gql_rules_fragment_spread (GqlValidation *self,
                            const GqlNode *node)
{
  const GqlNode *fragment = gql_document_get_fragment (self->document, node->name);
  const GqlType *type = fragment != NULL ? _gql_schema_get_type (self->schema, fragment->type->name) : NULL;

  if (fragment == NULL)
    _gql_report (self, node->name_start, -1, "Unknown fragment \"%s\".", node->name);
  if (type != NULL && _gql_type_is_composite (type) && self->place.parent_type != NULL &&
      !_gql_types_overlap (type, self->place.parent_type))
    _gql_report (self, node->start, -1,
                 "Fragment \"%s\" cannot be spread here as objects of type \"%s\" can never be of type \"%s\".",
                 node->name, self->place.parent_type->name, type->name);
  _gql_rules_unique_directives (self, node);
}
