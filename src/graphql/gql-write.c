/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "gql-execution-private.h"
#include "gql-response-private.h"
#include "pp-json.h"

/* From levels to JSON, depth first: section 6.4.4 of the specification. A null where none may be, and an
 * error in such a place, go up to the next place that may be null; the text that was written since is cut
 * off, and what stands behind is not looked at. */

#define MAX_ERRORS 1000
/* What there is room for at first; the answer can still grow. */
#define BYTES_PER_VALUE 32
#define MAX_FIRST_BYTES (4 * 1024 * 1024 - 1)

typedef enum {
  WRITTEN,
  WRITTEN_NULL,
  /* There is an error that no place has taken up yet. */
  FAILED,
} Outcome;

/* A name of an answer, or an index of a list where there is none. */
typedef struct {
  const char *name;
  guint index;
} Step;

typedef struct {
  GqlExecution *execution;
  GString *data;
  GString *errors;
  guint n_errors;
  GArray *path;                 /* Step; of which there are @depth */
  guint depth;
  GString *pending;
} Writer;

static Outcome write_value (Writer         *self,
                            GqlSelected    *selected,
                            const GqlType  *owner,
                            const GqlType  *type,
                            const GqlValue *value);

static inline void
push (Writer *self,
      Step    step)
{
  if (G_UNLIKELY (self->depth == self->path->len))
    g_array_set_size (self->path, self->depth + 16);
  g_array_index (self->path, Step, self->depth++) = step;
}

static void
append_path (Writer *self)
{
  for (guint i = 0; i < self->depth; i++)
    {
      const Step *step = &g_array_index (self->path, Step, i);

      g_string_append (self->pending, i == 0 ? ",\"path\":[" : ",");
      if (step->name != NULL)
        pp_json_append_string (self->pending, step->name);
      else
        pp_json_append_integer (self->pending, step->index);
    }
  if (self->depth > 0)
    g_string_append_c (self->pending, ']');
}

static void
append_places (Writer      *self,
               GqlSelected *selected)
{
  g_autofree GqlLocation *locations = g_new (GqlLocation, selected->n_nodes);

  for (guint i = 0; i < selected->n_nodes; i++)
    gql_document_get_location (self->execution->request->document, selected->nodes[i]->start, &locations[i]);
  _gql_append_locations (locations, selected->n_nodes, self->pending);
}

static void
set_pending (Writer      *self,
             GqlSelected *selected,
             GError      *error)
{
  GqlRequest *request = self->execution->request;
  g_autoptr (GString) message = g_string_new (error->domain == GQL_ERROR ? error->message : "Internal error");
  g_autoptr (GString) extensions = g_string_new (NULL);
  guint n_locations;
  const GqlLocation *locations = gql_error_get_locations (error, &n_locations);

  if (self->n_errors >= MAX_ERRORS)
    return;
  if (request->error_func != NULL)
    request->error_func (error, message, extensions, request->error_data);

  g_string_assign (self->pending, "{\"message\":");
  pp_json_append_string (self->pending, message->str);
  if (n_locations > 0)
    _gql_append_locations (locations, n_locations, self->pending);
  else if (selected != NULL)
    append_places (self, selected);
  append_path (self);
  if (extensions->len > 0)
    g_string_append_printf (self->pending, ",\"extensions\":{%s}", extensions->str);
  g_string_append_c (self->pending, '}');
}

/* A place that may be null takes up the error. */
static void
take_pending (Writer *self,
              gsize   mark)
{
  g_string_truncate (self->data, mark);
  g_string_append (self->data, "null");
  if (self->n_errors++ >= MAX_ERRORS)
    return;
  if (self->errors->len > 0)
    g_string_append_c (self->errors, ',');
  g_string_append_len (self->errors, self->pending->str, self->pending->len);
}

/* What stands before the value of a field is the same for all objects of a level. */
static void
append_name (Writer      *self,
             GqlSelected *field,
             gboolean     is_first)
{
  if (field->prefix == NULL)
    {
      gsize length = strlen (field->response_name);
      char *prefix = gql_arena_alloc (self->execution->arena, length + 5);

      prefix[0] = is_first ? '{' : ',';
      prefix[1] = '"';
      memcpy (prefix + 2, field->response_name, length);
      memcpy (prefix + 2 + length, "\":", 3);
      field->prefix = prefix;
      field->prefix_length = length + 4;
    }
  pp_json_append_bytes (self->data, field->prefix, field->prefix_length);
}

static Outcome
write_field (Writer         *self,
             const GqlLevel *level,
             GqlSelected    *field,
             guint           row)
{
  static const GqlValue nothing = { .kind = GQL_VALUE_NULL };
  Step step = { field->response_name, 0 };
  Outcome outcome;

  if (field->write != NULL && field->write (&level->objects[row], field->write_data, self->data))
    return WRITTEN;

  push (self, step);
  outcome = write_value (self, field, level->type, field->field->type,
                         field->column != NULL ? &field->column[row] : &nothing);
  self->depth--;

  return outcome;
}

static Outcome
write_level (Writer         *self,
             const GqlLevel *level,
             GqlSelected    *selected,
             guint           row)
{
  if (level->error.kind == GQL_VALUE_ERROR)
    {
      set_pending (self, selected, level->error.pointer);
      return FAILED;
    }

  if (level->n_selected == 0)
    g_string_append_c (self->data, '{');
  for (guint i = 0; i < level->n_selected; i++)
    {
      append_name (self, &level->selected[i], i == 0);
      if (write_field (self, level, &level->selected[i], row) == FAILED)
        return FAILED;
    }
  g_string_append_c (self->data, '}');

  return WRITTEN;
}

static Outcome
write_list (Writer         *self,
            GqlSelected    *selected,
            const GqlType  *owner,
            const GqlType  *type,
            const GqlValue *value)
{
  g_string_append_c (self->data, '[');
  for (guint i = 0; i < value->length; i++)
    {
      Step step = { NULL, i };
      Outcome outcome;

      if (i > 0)
        g_string_append_c (self->data, ',');
      push (self, step);
      outcome = write_value (self, selected, owner, type->of_type, &value->items[i]);
      self->depth--;
      if (outcome == FAILED)
        return FAILED;
    }
  g_string_append_c (self->data, ']');

  return WRITTEN;
}

static Outcome
write_nullable (Writer         *self,
                GqlSelected    *selected,
                const GqlType  *owner,
                const GqlType  *type,
                const GqlValue *value)
{
  if (value->kind == GQL_VALUE_NULL)
    {
      g_string_append (self->data, "null");
      return WRITTEN_NULL;
    }
  if (value->kind == GQL_VALUE_ERROR)
    {
      set_pending (self, selected, value->pointer);
      return FAILED;
    }
  if (value->kind == GQL_VALUE_OBJECT_OF_LEVEL)
    return write_level (self, value->pointer, selected, value->length);
  if (type->kind == GQL_TYPE_LIST)
    return write_list (self, selected, owner, type, value);

  gql_value_append_json (value, self->data);

  return WRITTEN;
}

static Outcome
write_value (Writer         *self,
             GqlSelected    *selected,
             const GqlType  *owner,
             const GqlType  *type,
             const GqlValue *value)
{
  gsize mark = self->data->len;
  Outcome outcome = write_nullable (self, selected, owner, _gql_type_get_nullable (type), value);

  if (type->kind != GQL_TYPE_NON_NULL)
    {
      if (outcome == FAILED)
        take_pending (self, mark);
      return outcome == WRITTEN ? WRITTEN : WRITTEN_NULL;
    }
  if (outcome == WRITTEN_NULL)
    {
      g_autoptr (GError) error = g_error_new (GQL_ERROR, GQL_ERROR_FIELD,
                                              "Cannot return null for non-nullable field %s.%s.", owner->name,
                                              selected->field->name);

      set_pending (self, selected, error);
      return FAILED;
    }

  return outcome;
}

GqlResponse *
_gql_write_response (GqlExecution *self)
{
  g_autoptr (GString) errors = g_string_new (NULL);
  g_autoptr (GString) pending = g_string_new (NULL);
  g_autoptr (GArray) path = g_array_new (FALSE, FALSE, sizeof (Step));
  GString *json = g_string_sized_new (MIN (1024 + self->n_values * BYTES_PER_VALUE, MAX_FIRST_BYTES));
  Writer writer = { self, json, errors, 0, path, 0, pending };

  g_string_append (json, "{\"data\":");
  if (write_level (&writer, self->root, NULL, 0) == FAILED)
    take_pending (&writer, strlen ("{\"data\":"));
  g_string_append_c (json, '}');
  if (errors->len > 0)
    {
      g_string_prepend (errors, "\"errors\":[");
      g_string_append (errors, "],");
      g_string_insert (json, 1, errors->str);
    }

  return _gql_response_new (json, TRUE, writer.n_errors);
}

/* The answer where a subscription could not be opened: an error of its field, and no data. */
GqlResponse *
_gql_write_field_error (GqlExecution *self,
                        GqlSelected  *selected,
                        GError       *error)
{
  g_autoptr (GString) pending = g_string_new (NULL);
  g_autoptr (GArray) path = g_array_new (FALSE, FALSE, sizeof (Step));
  Writer writer = { self, NULL, NULL, 0, path, 0, pending };
  Step step = { selected->response_name, 0 };
  GString *json = g_string_new ("{\"errors\":[");

  push (&writer, step);
  set_pending (&writer, selected, error);
  g_string_append (json, pending->str);
  g_string_append (json, "]}");

  return _gql_response_new (json, FALSE, 1);
}
