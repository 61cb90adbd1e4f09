/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "gql-execution-private.h"

/* NULL where an argument has no value that fits; then no resolver can be asked. */
GqlCall *
_gql_call_new (GqlExecution  *execution,
               GqlLevel      *level,
               GqlSelected   *selected,
               GError       **error)
{
  GqlCall *self = g_new0 (GqlCall, 1);

  self->execution = _gql_execution_ref (execution);
  self->level = level;
  self->selected = selected;
  if (!_gql_coerce_arguments (execution->request->document, selected->field->arguments, selected->field->n_arguments,
                              selected->nodes[0], execution->variables, execution->arena, &self->arguments, error))
    g_clear_pointer (&self, _gql_call_free);

  return self;
}

void
_gql_call_free (GqlCall *self)
{
  _gql_execution_unref (self->execution);
  g_free (self);
}

/**
 * gql_call_get_n_objects:
 * @self: a call
 *
 * Returns: how many objects are asked for the field; at least one
 */
guint
gql_call_get_n_objects (GqlCall *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->level->n_objects;
}

/**
 * gql_call_get_object:
 * @self: a call
 * @index: which object
 *
 * Returns: (transfer none): what another resolver has returned as the object; for the fields of the root
 *   types, what gql_request_set_root() was given, or the event of a subscription
 */
const GqlValue *
gql_call_get_object (GqlCall *self,
                     guint    index)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < self->level->n_objects, NULL);

  return &self->level->objects[index];
}

/**
 * gql_call_get_pointer:
 * @self: a call
 * @index: which object
 *
 * Returns: (transfer none) (nullable): the object, if it is %GQL_VALUE_POINTER
 */
gpointer
gql_call_get_pointer (GqlCall *self,
                      guint    index)
{
  const GqlValue *object = gql_call_get_object (self, index);

  return object != NULL && object->kind == GQL_VALUE_POINTER ? object->pointer : NULL;
}

/**
 * gql_call_get_type_name:
 * @self: a call
 *
 * Returns: (transfer none): the name of the type of the objects
 */
const char *
gql_call_get_type_name (GqlCall *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->level->type->name;
}

/**
 * gql_call_get_field_name:
 * @self: a call
 *
 * Returns: (transfer none): the name of the field
 */
const char *
gql_call_get_field_name (GqlCall *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->selected->field->name;
}

/**
 * gql_call_get_argument:
 * @self: a call
 * @name: (nullable): the name of an argument, or %NULL for an object of all
 *
 * Gets the value of an argument, which is of its type; the default where the operation has none.
 *
 * Returns: (transfer none) (nullable): the value, or %NULL where there is none
 */
const GqlValue *
gql_call_get_argument (GqlCall    *self,
                       const char *name)
{
  g_return_val_if_fail (self != NULL, NULL);

  return name != NULL ? gql_value_get_member (&self->arguments, name) : &self->arguments;
}

/* Whether a field of this name is selected, in fragments too; those are looked at once. The places of
 * its own selections are added. */
static void
find_selections (const GqlDocument *document,
                 const GqlNode     *selection_set,
                 const char        *name,
                 gsize              length,
                 GHashTable       **visited,
                 GPtrArray         *found)
{
  for (const GqlNode *node = selection_set->children; node != NULL; node = node->next)
    {
      if (node->kind == GQL_NODE_FIELD)
        {
          if (strncmp (node->name, name, length) == 0 && node->name[length] == '\0')
            g_ptr_array_add (found, (gpointer) node);
        }
      else if (node->kind == GQL_NODE_INLINE_FRAGMENT)
        {
          find_selections (document, node->selection_set, name, length, visited, found);
        }
      else
        {
          const GqlNode *fragment = gql_document_get_fragment (document, node->name);

          if (*visited == NULL)
            *visited = g_hash_table_new (NULL, NULL);
          if (g_hash_table_add (*visited, (gpointer) fragment))
            find_selections (document, fragment->selection_set, name, length, visited, found);
        }
    }
}

/* What @parents select of the name at the beginning of @path. */
static GPtrArray *
list_below (GqlCall        *self,
            const GqlNode **parents,
            guint           n_parents,
            const char     *path)
{
  GPtrArray *found = g_ptr_array_new ();
  g_autoptr (GHashTable) visited = NULL;

  for (guint i = 0; i < n_parents; i++)
    if (parents[i]->selection_set != NULL)
      find_selections (self->execution->request->document, parents[i]->selection_set, path, strcspn (path, "."),
                       &visited, found);
  return found;
}

/**
 * gql_call_selects:
 * @self: a call
 * @path: names of fields, with dots between them: `nodes.source`
 *
 * Tells whether the operation asks for something of what the field returns, so that a resolver can leave
 * out what nobody wants. Types of fragments and conditions are not looked at.
 *
 * Returns: whether there is such a selection
 */
gboolean
gql_call_selects (GqlCall    *self,
                  const char *path)
{
  g_autoptr (GPtrArray) nodes = NULL;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  nodes = list_below (self, self->selected->nodes, self->selected->n_nodes, path);
  while (nodes->len > 0 && (path = strchr (path, '.')) != NULL)
    {
      g_autoptr (GPtrArray) parents = g_steal_pointer (&nodes);

      nodes = list_below (self, (const GqlNode **) parents->pdata, parents->len, ++path);
    }
  return nodes->len > 0;
}

/**
 * gql_call_selects_only:
 * @self: a call
 * @field: the name of a field of what the call returns
 * @names: (array zero-terminated=1): names of fields of what that returns
 *
 * Tells whether the operation asks for nothing else of @field, so that a resolver can do with what it has. What
 * is asked for in a fragment counts as something else.
 *
 * Returns: whether there is no other selection
 */
gboolean
gql_call_selects_only (GqlCall            *self,
                       const char         *field,
                       const char * const *names)
{
  g_autoptr (GPtrArray) nodes = NULL;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (field != NULL && names != NULL, FALSE);

  nodes = list_below (self, self->selected->nodes, self->selected->n_nodes, field);
  for (guint i = 0; i < nodes->len; i++)
    {
      const GqlNode *selected = g_ptr_array_index (nodes, i);

      if (selected->selection_set == NULL)
        continue;
      for (const GqlNode *node = selected->selection_set->children; node != NULL; node = node->next)
        if (node->kind != GQL_NODE_FIELD || !g_strv_contains (names, node->name))
          return FALSE;
    }

  return TRUE;
}

/**
 * gql_call_get_context:
 * @self: a call
 *
 * Returns: (transfer none) (nullable): what gql_request_set_context() was given
 */
gpointer
gql_call_get_context (GqlCall *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->execution->request->context;
}

/**
 * gql_call_get_cancellable:
 * @self: a call
 *
 * Returns: (transfer none) (nullable): what is cancelled when nobody waits for the answer any more. The
 *   call must be ended all the same
 */
GCancellable *
gql_call_get_cancellable (GqlCall *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->execution->cancellable;
}

/**
 * gql_call_get_arena:
 * @self: a call
 *
 * Gets the memory of the execution. What a resolver returns must live as long as it: lie in it, or have
 * been handed to it with gql_arena_take().
 *
 * Returns: (transfer none): the arena
 */
GqlArena *
gql_call_get_arena (GqlCall *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->execution->arena;
}

/**
 * gql_call_typed_pointer:
 * @self: a call
 * @type_name: the name of an object type
 * @pointer: (nullable): an object of it
 *
 * Makes a value for a field whose type is an interface or a union. Objects that are %GQL_VALUE_OBJECT
 * need none: they say their type in a member `__typename`.
 *
 * Returns: the value
 */
GqlValue
gql_call_typed_pointer (GqlCall    *self,
                        const char *type_name,
                        gpointer    pointer)
{
  GqlTypedPointer *typed;

  g_return_val_if_fail (self != NULL, gql_null ());
  g_return_val_if_fail (type_name != NULL, gql_null ());

  if (pointer == NULL)
    return gql_null ();

  typed = gql_arena_new0 (self->execution->arena, GqlTypedPointer);
  typed->type = _gql_schema_get_type (self->execution->request->schema, type_name);
  typed->pointer = pointer;

  return (GqlValue) { .kind = GQL_VALUE_TYPED_POINTER, .pointer = typed };
}

/**
 * gql_call_take_error:
 * @self: a call
 * @error: (transfer full): why there is no value
 *
 * Makes a value that stands for an error: for an item of a list, say.
 *
 * Returns: the value
 */
GqlValue
gql_call_take_error (GqlCall *self,
                     GError  *error)
{
  g_return_val_if_fail (self != NULL, gql_null ());
  g_return_val_if_fail (error != NULL, gql_null ());

  return _gql_execution_take_error (self->execution, error);
}

/**
 * gql_call_set:
 * @self: a call
 * @index: which object
 * @value: the value of its field
 *
 * Gives an object its value.
 */
void
gql_call_set (GqlCall  *self,
              guint     index,
              GqlValue  value)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (index < self->level->n_objects);

  _gql_set_value (self->execution, self->level, self->selected, index, value);
}

/**
 * gql_call_set_error:
 * @self: a call
 * @index: which object
 * @error: (transfer full): why it has no value
 *
 * Gives an object an error in place of a value.
 */
void
gql_call_set_error (GqlCall *self,
                    guint    index,
                    GError  *error)
{
  gql_call_set (self, index, gql_call_take_error (self, error));
}

/**
 * gql_call_finish:
 * @self: (transfer full): a call
 *
 * Ends a call: all objects have the values that they shall have.
 */
void
gql_call_finish (GqlCall *self)
{
  g_return_if_fail (self != NULL);

  _gql_call_done (self);
}

/**
 * gql_call_finish_with_writer:
 * @self: (transfer full): a call
 * @write: what writes the value of an object
 * @data: what it is given; it lives as long as the execution
 *
 * Ends a call for a field of a scalar or an enumeration whose values every object has at hand: they are asked for
 * when the answer is written, and kept nowhere before. They are not looked at, either: what is written must fit the
 * type of the field.
 */
void
gql_call_finish_with_writer (GqlCall       *self,
                             GqlWriteFunc   write,
                             gconstpointer  data)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (write != NULL);
  g_return_if_fail (_gql_type_is_leaf (_gql_type_get_nullable (self->selected->field->type)));

  self->selected->write = write;
  self->selected->write_data = data;
  _gql_call_done (self);
}

/**
 * gql_call_fail:
 * @self: (transfer full): a call
 * @error: (transfer full): what went wrong
 *
 * Ends a call with one error for all objects.
 */
void
gql_call_fail (GqlCall *self,
               GError  *error)
{
  GqlValue value;

  g_return_if_fail (self != NULL);
  g_return_if_fail (error != NULL);

  value = _gql_execution_take_error (self->execution, error);
  for (guint i = 0; i < self->level->n_objects; i++)
    _gql_set_value (self->execution, self->level, self->selected, i, value);
  _gql_call_done (self);
}
