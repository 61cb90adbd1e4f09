/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "gql-execution-private.h"

/* CollectFields(), section 6.3.2 of the specification. */

/* Above this number of fields they are looked up by a table. */
#define MANY_FIELDS 16

typedef struct {
  GqlExecution *execution;
  const GqlType *type;
  GArray *selected;
  GHashTable *by_name;
  GHashTable *visited;
  GError *error;
} Collection;

static gboolean
get_condition (Collection    *self,
               const GqlNode *directive)
{
  GqlExecution *execution = self->execution;
  const GqlDirective *definition = _gql_schema_get_directive (execution->request->schema, directive->name);
  GqlValue arguments;

  if (self->error != NULL ||
      !_gql_coerce_arguments (execution->request->document, definition->arguments, definition->n_arguments, directive,
                              execution->variables, execution->arena, &arguments, &self->error))
    return FALSE;

  return gql_value_get_boolean (gql_value_get_member (&arguments, "if"), FALSE);
}

static gboolean
is_included (Collection    *self,
             const GqlNode *node)
{
  for (const GqlNode *directive = node->directives; directive != NULL; directive = directive->next)
    {
      if (strcmp (directive->name, "skip") == 0 && get_condition (self, directive))
        return FALSE;
      if (strcmp (directive->name, "include") == 0 && !get_condition (self, directive))
        return FALSE;
    }

  return TRUE;
}

static void
index_fields (Collection *self)
{
  self->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < self->selected->len; i++)
    g_hash_table_insert (self->by_name, (gpointer) g_array_index (self->selected, GqlSelected, i).response_name,
                         GUINT_TO_POINTER (i + 1));
}

static GqlSelected *
find_field (Collection *self,
            const char *name)
{
  if (self->by_name == NULL && self->selected->len > MANY_FIELDS)
    index_fields (self);
  if (self->by_name != NULL)
    {
      guint index = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_name, name));

      return index > 0 ? &g_array_index (self->selected, GqlSelected, index - 1) : NULL;
    }

  for (guint i = 0; i < self->selected->len; i++)
    {
      GqlSelected *selected = &g_array_index (self->selected, GqlSelected, i);

      if (strcmp (selected->response_name, name) == 0)
        return selected;
    }

  return NULL;
}

static void
add_node (Collection    *self,
          GqlSelected   *selected,
          const GqlNode *node)
{
  if (selected->n_nodes == selected->n_nodes_allocated)
    {
      guint n = MAX (selected->n_nodes * 2, 1);
      const GqlNode **nodes = gql_arena_new_n (self->execution->arena, const GqlNode *, n);

      if (selected->n_nodes > 0)
        memcpy (nodes, selected->nodes, sizeof *nodes * selected->n_nodes);
      selected->nodes = nodes;
      selected->n_nodes_allocated = n;
    }
  selected->nodes[selected->n_nodes++] = node;
}

static void
add_field (Collection    *self,
           const GqlNode *node)
{
  const char *name = gql_node_get_response_name (node);
  GqlSelected *selected = find_field (self, name);

  if (selected == NULL)
    {
      GqlSelected added = { .response_name = name };

      added.field = _gql_schema_get_field (self->execution->request->schema, self->type, node->name);
      g_array_append_val (self->selected, added);
      if (self->by_name != NULL)
        g_hash_table_insert (self->by_name, (gpointer) name, GUINT_TO_POINTER (self->selected->len));
      selected = &g_array_index (self->selected, GqlSelected, self->selected->len - 1);
    }
  add_node (self, selected, node);
}

static gboolean
applies (Collection    *self,
         const GqlNode *condition)
{
  const GqlType *type;

  if (condition == NULL)
    return TRUE;

  type = _gql_schema_get_type (self->execution->request->schema, condition->name);

  return type != NULL && (type == self->type || _gql_type_has_possible (type, self->type));
}

static void
collect (Collection    *self,
         const GqlNode *selection_set)
{
  for (const GqlNode *node = selection_set->children; node != NULL && self->error == NULL; node = node->next)
    {
      const GqlNode *fragment;

      if (!is_included (self, node))
        continue;
      if (node->kind == GQL_NODE_FIELD)
        {
          add_field (self, node);
          continue;
        }
      if (node->kind == GQL_NODE_INLINE_FRAGMENT)
        {
          if (applies (self, node->type))
            collect (self, node->selection_set);
          continue;
        }
      if (self->visited == NULL)
        self->visited = g_hash_table_new (NULL, NULL);
      fragment = gql_document_get_fragment (self->execution->request->document, node->name);
      if (g_hash_table_add (self->visited, (gpointer) fragment) && applies (self, fragment->type))
        collect (self, fragment->selection_set);
    }
}

/* Sets the fields of a level: what the selections of all @parents ask of objects of @type. Fails where a
 * condition has no value. */
gboolean
_gql_collect_fields (GqlExecution    *self,
                     const GqlType   *type,
                     const GqlNode  **parents,
                     guint            n_parents,
                     GqlLevel        *level,
                     GError         **error)
{
  Collection collection = { .execution = self, .type = type };

  collection.selected = g_array_new (FALSE, FALSE, sizeof (GqlSelected));
  for (guint i = 0; i < n_parents; i++)
    collect (&collection, parents[i]->selection_set);
  g_clear_pointer (&collection.by_name, g_hash_table_unref);
  g_clear_pointer (&collection.visited, g_hash_table_unref);

  level->n_selected = collection.selected->len;
  level->selected = gql_arena_take (self->arena, g_array_free (collection.selected, FALSE), g_free);
  if (collection.error == NULL)
    return TRUE;

  g_propagate_error (error, collection.error);

  return FALSE;
}
