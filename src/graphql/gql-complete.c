/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "gql-execution-private.h"

/* CompleteValue(), section 6.4.3 of the specification, for a whole column: leaves are serialised in place,
 * and objects are gathered by their type into the next levels. */

/* Objects of one type. */
typedef struct {
  GqlLevel *level;
  GqlValue *objects;
  guint n_allocated;
} Group;

typedef struct {
  GqlExecution *execution;
  GqlLevel *level;
  GqlSelected *selected;
  GArray *groups;
  guint n_expected;             /* how many objects there are at least, more or less */

  /* the list before, and what has become of it */
  const GqlType *list_type;
  GqlValue list;
  const GqlValue *list_items;
} Completion;

static GqlValue G_GNUC_PRINTF (2, 3)
fail (Completion *self,
      const char *format,
      ...)
{
  GError *error;
  va_list arguments;

  va_start (arguments, format);
  error = g_error_new_valist (GQL_ERROR, GQL_ERROR_FIELD, format, arguments);
  va_end (arguments);

  return _gql_execution_take_error (self->execution, error);
}

static Group *
get_group (Completion    *self,
           const GqlType *type)
{
  Group added;

  for (guint i = 0; i < self->groups->len; i++)
    {
      Group *group = &g_array_index (self->groups, Group, i);

      if (group->level->type == type)
        return group;
    }

  added = (Group) { .level = gql_arena_new0 (self->execution->arena, GqlLevel) };
  added.level->type = type;
  g_array_append_val (self->groups, added);

  return &g_array_index (self->groups, Group, self->groups->len - 1);
}

/* The value that stands in the column for an object. */
static GqlValue
add_object (Completion    *self,
            const GqlType *type,
            GqlValue       object)
{
  Group *group = get_group (self, type);
  GqlLevel *level = group->level;

  if (level->n_objects == group->n_allocated)
    {
      const GqlValue *before = group->objects;

      group->n_allocated = MAX (2 * group->n_allocated, self->n_expected);
      group->objects = gql_arena_new_n (self->execution->arena, GqlValue, group->n_allocated);
      if (level->n_objects > 0)
        memcpy (group->objects, before, sizeof (GqlValue) * level->n_objects);
      level->objects = group->objects;
    }
  group->objects[level->n_objects] = object;

  return (GqlValue) { .kind = GQL_VALUE_OBJECT_OF_LEVEL, .length = level->n_objects++, .pointer = level };
}

/* The type that an object says it has, or the type of the field where that leaves no choice. */
static const GqlType *
get_object_type (Completion     *self,
                 const GqlType  *type,
                 const GqlValue *value)
{
  const char *name;

  if (value->kind == GQL_VALUE_TYPED_POINTER)
    return ((const GqlTypedPointer *) value->pointer)->type;
  if (type->kind == GQL_TYPE_OBJECT)
    return type;

  name = gql_value_get_string (gql_value_get_member (value, "__typename"));

  return name != NULL ? _gql_schema_get_type (self->execution->request->schema, name) : NULL;
}

static void
complete_object (Completion    *self,
                 const GqlType *type,
                 GqlValue      *value)
{
  const GqlType *object_type;
  GqlValue object = *value;

  if (value->kind != GQL_VALUE_OBJECT && value->kind != GQL_VALUE_POINTER && value->kind != GQL_VALUE_TYPED_POINTER)
    {
      *value = fail (self, "Expected an object for field %s.%s.", self->level->type->name, self->selected->field->name);
      return;
    }
  object_type = get_object_type (self, type, value);
  if (object_type == NULL || !_gql_type_has_possible (type, object_type))
    {
      *value = fail (self, "Type \"%s\" of field %s.%s must resolve to one of its object types.", type->name,
                     self->level->type->name, self->selected->field->name);
      return;
    }

  if (object.kind == GQL_VALUE_TYPED_POINTER)
    object = gql_pointer (((const GqlTypedPointer *) object.pointer)->pointer);
  *value = add_object (self, object_type, object);
}

static void
complete_leaf (Completion    *self,
               const GqlType *type,
               GqlValue      *value)
{
  g_autoptr (GError) error = NULL;

  if (type->kind == GQL_TYPE_SCALAR)
    {
      if (type->scalar->serialize != NULL && !type->scalar->serialize (value, self->execution->arena, &error))
        *value = _gql_execution_take_error (self->execution, g_steal_pointer (&error));
    }
  else if (gql_value_get_string (value) == NULL || _gql_type_get_value (type, value->string) == NULL)
    {
      *value = fail (self, "Expected a value of type \"%s\".", type->name);
    }
}

static void complete_value (Completion    *self,
                            const GqlType *type,
                            GqlValue      *value);

/* Objects to which a resolver gives one and the same list share what becomes of it. */
static gboolean
is_list_before (const Completion *self,
                const GqlType    *type,
                const GqlValue   *value)
{
  return self->list_type == type && self->list.items == value->items && self->list.length == value->length;
}

static void
complete_list (Completion    *self,
               const GqlType *type,
               GqlValue      *value)
{
  const GqlValue list = *value;
  GqlValue *items;

  if (value->kind != GQL_VALUE_LIST)
    {
      *value = fail (self, "Expected a list for field %s.%s.", self->level->type->name, self->selected->field->name);
      return;
    }
  if (is_list_before (self, type, value))
    {
      value->items = self->list_items;
      return;
    }

  items = gql_arena_new_n (self->execution->arena, GqlValue, value->length);
  if (value->length > 0)
    memcpy (items, value->items, sizeof (GqlValue) * value->length);
  self->n_expected = MAX (self->n_expected, value->length);
  for (guint i = 0; i < value->length; i++)
    complete_value (self, type->of_type, &items[i]);
  value->items = items;
  self->list_type = type;
  self->list = list;
  self->list_items = items;
}

static void
complete_value (Completion    *self,
                const GqlType *type,
                GqlValue      *value)
{
  if (value->kind == GQL_VALUE_NULL || value->kind == GQL_VALUE_ERROR)
    return;

  type = _gql_type_get_nullable (type);
  if (type->kind == GQL_TYPE_LIST)
    complete_list (self, type, value);
  else if (_gql_type_is_leaf (type))
    complete_leaf (self, type, value);
  else
    complete_object (self, type, value);
}

/* Where a condition has no value, each object becomes an error. */
static void
run_group (Completion *self,
           Group      *group)
{
  GqlExecution *execution = self->execution;
  GqlLevel *level = group->level;
  GError *error = NULL;

  if (_gql_collect_fields (execution, level->type, self->selected->nodes, self->selected->n_nodes, level, &error))
    _gql_run_level (execution, level);
  else
    level->error = _gql_execution_take_error (execution, error);
}

void
_gql_complete_column (GqlExecution *self,
                      GqlLevel     *level,
                      GqlSelected  *selected)
{
  Completion completion = { .execution = self, .level = level, .selected = selected, .n_expected = level->n_objects };
  const GqlType *type = selected->field->type;

  if (selected->column == NULL)
    return;

  completion.groups = g_array_new (FALSE, FALSE, sizeof (Group));
  for (guint i = 0; i < level->n_objects; i++)
    complete_value (&completion, type, &selected->column[i]);
  for (guint i = 0; i < completion.groups->len; i++)
    run_group (&completion, &g_array_index (completion.groups, Group, i));
  g_array_unref (completion.groups);
}
