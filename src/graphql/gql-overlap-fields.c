/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "gql-overlap-private.h"

/* What a selection set holds, for gql-overlap.c. */

#define MAX_ALIKE 4

void
_gql_overlap_fields_free (gpointer data)
{
  GqlOverlapFields *fields = data;

  for (guint i = 0; i < fields->groups->len; i++)
    g_array_unref (g_array_index (fields->groups, GqlOverlapGroup, i).entries);
  g_array_unref (fields->groups);
  g_hash_table_unref (fields->groups_by_name);
  g_ptr_array_unref (fields->fragments);
  g_free (fields);
}

gboolean
_gql_overlap_has_same_arguments (GqlOverlap    *self,
                                 const GqlNode *a,
                                 const GqlNode *b)
{
  guint n_a = 0;

  for (const GqlNode *node = a->arguments; node != NULL; node = node->next)
    {
      const GqlNode *other = _gql_list_find (b->arguments, NULL, node->name);

      if (other == NULL || !_gql_nodes_equal (node->value, other->value))
        return FALSE;
      n_a++;
    }
  self->n_comparisons += n_a / 4;

  return n_a == _gql_list_get_length (b->arguments);
}

/* A leaf that is like an earlier one can conflict with nothing else than that one does. */
static gboolean
is_alike (GqlOverlap            *self,
          const GqlOverlapEntry *a,
          const GqlOverlapEntry *b)
{
  return a->parent_type == b->parent_type && a->node->selection_set == NULL && b->node->selection_set == NULL &&
         strcmp (a->node->name, b->node->name) == 0 && _gql_overlap_has_same_arguments (self, a->node, b->node);
}

GqlOverlapGroup *
_gql_overlap_fields_get_group (GqlOverlapFields *fields,
                               const char       *name)
{
  gpointer index;

  if (!g_hash_table_lookup_extended (fields->groups_by_name, name, NULL, &index))
    return NULL;

  return &g_array_index (fields->groups, GqlOverlapGroup, GPOINTER_TO_UINT (index));
}

static void
add_field (GqlOverlap       *self,
           GqlOverlapFields *fields,
           const GqlNode    *node,
           const GqlType    *parent_type)
{
  const char *name = gql_node_get_response_name (node);
  GqlOverlapGroup *group = _gql_overlap_fields_get_group (fields, name);
  GqlOverlapEntry entry = { node, parent_type, NULL };

  if (parent_type != NULL)
    entry.field = _gql_type_get_field (parent_type, node->name);
  if (group == NULL)
    {
      GqlOverlapGroup added = { name, g_array_new (FALSE, FALSE, sizeof (GqlOverlapEntry)) };

      g_array_append_val (added.entries, entry);
      g_hash_table_insert (fields->groups_by_name, (gpointer) name, GUINT_TO_POINTER (fields->groups->len));
      g_array_append_val (fields->groups, added);
      return;
    }

  for (guint i = 0; i < MIN (group->entries->len, MAX_ALIKE); i++)
    if (is_alike (self, &g_array_index (group->entries, GqlOverlapEntry, i), &entry))
      return;
  g_array_append_val (group->entries, entry);
}

static void
collect_fields (GqlOverlap       *self,
                GqlOverlapFields *fields,
                const GqlNode    *selection_set,
                const GqlType    *parent_type)
{
  for (const GqlNode *node = selection_set->children; node != NULL; node = node->next)
    {
      if (node->kind == GQL_NODE_FIELD)
        {
          add_field (self, fields, node, parent_type);
        }
      else if (node->kind == GQL_NODE_INLINE_FRAGMENT)
        {
          collect_fields (self, fields, node->selection_set,
                          node->type != NULL ? _gql_schema_get_type (self->validation->schema, node->type->name)
                                             : parent_type);
        }
      else
        {
          const GqlNode *fragment = gql_document_get_fragment (self->validation->document, node->name);

          if (fragment != NULL && !g_ptr_array_find (fields->fragments, fragment, NULL))
            g_ptr_array_add (fields->fragments, (gpointer) fragment);
          self->n_comparisons += fields->fragments->len / 16;
        }
    }
}

GqlOverlapFields *
_gql_overlap_get_fields (GqlOverlap    *self,
                         const GqlNode *selection_set,
                         const GqlType *parent_type)
{
  GqlOverlapFields *fields = g_hash_table_lookup (self->fields, selection_set);

  if (fields == NULL)
    {
      fields = g_new0 (GqlOverlapFields, 1);
      fields->groups = g_array_new (FALSE, FALSE, sizeof (GqlOverlapGroup));
      fields->groups_by_name = g_hash_table_new (g_str_hash, g_str_equal);
      fields->fragments = g_ptr_array_new ();
      g_hash_table_insert (self->fields, (gpointer) selection_set, fields);
      collect_fields (self, fields, selection_set, parent_type);
    }

  return fields;
}

GqlOverlapFields *
_gql_overlap_get_fragment_fields (GqlOverlap    *self,
                                  const GqlNode *fragment)
{
  return _gql_overlap_get_fields (self, fragment->selection_set,
                     _gql_schema_get_type (self->validation->schema, fragment->type->name));
}
