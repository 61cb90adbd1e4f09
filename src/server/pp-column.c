/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-resolve.h"

#include <string.h>

#include "pp-json.h"

/* Fields that are columns, or members of a document in a column. The text of jsonb is PostgreSQL's own: it goes into
 * the answer as it is, without being read and written once more. */

/* --- markings --- */

static GqlValue
list_texts (GqlArena           *arena,
            const char * const *texts)
{
  guint n_texts = texts != NULL ? g_strv_length ((char **) texts) : 0;
  GqlValue *items = gql_arena_new_n (arena, GqlValue, n_texts);

  for (guint i = 0; i < n_texts; i++)
    items[i] = gql_string (gql_arena_strdup (arena, texts[i]));

  return gql_list (items, n_texts);
}

/**
 * pp_resolve_marking:
 * @arena: an arena
 * @marking: a marking
 *
 * Returns: a list of the type Mark: one for each scheme that says something
 */
GqlValue
pp_resolve_marking (GqlArena        *arena,
                    const PpMarking *marking)
{
  static const char * const schemes[] = { "TLP", "NATO", "EU" };
  GqlValue *marks = gql_arena_new_n (arena, GqlValue, PP_N_MARKING_SCHEMES);
  guint n_marks = 0;

  for (guint i = 0; i < PP_N_MARKING_SCHEMES; i++)
    {
      const char *level = pp_marking_get_level (marking, i);
      GqlMember *members;

      if (level == NULL)
        continue;
      members = gql_arena_new_n (arena, GqlMember, 4);
      members[0] = (GqlMember) { "scheme", gql_enum (schemes[i]) };
      members[1] = (GqlMember) { "level", gql_string (level) };
      members[2] = (GqlMember) { "rank", gql_int (marking->levels[i]) };
      members[3] = (GqlMember) { "caveats", list_texts (arena, n_marks == 0 ? (const char * const *) marking->caveats
                                                                            : NULL) };
      marks[n_marks++] = gql_object (members, 4);
    }

  return gql_list (marks, n_marks);
}

/* --- members of documents --- */

/* Where a member stands in a document, without the quotes of a text. */
static const char *
find_member (const char *document,
             const char *name,
             gsize      *length)
{
  char pointer[64];
  gsize start, end;

  g_snprintf (pointer, sizeof pointer, "/%s", name);
  if (document == NULL || !pp_json_locate (document, strlen (document), pointer, &start, &end))
    return NULL;
  *length = end - start;

  return document + start;
}

static JsonNode *
read_value (const char *text,
            gsize       length)
{
  static const PpJsonLimits limits = { .max_bytes = PP_JSON_MAX_BYTES, .max_depth = PP_JSON_MAX_DEPTH };

  return pp_json_parse (text, length, &limits, NULL);
}

static GqlValue
read_text (GqlArena   *arena,
           const char *text,
           gsize       length)
{
  g_autoptr (JsonNode) node = NULL;

  if (length < 2 || *text != '"')
    return gql_null ();
  if (memchr (text, '\\', length) == NULL)
    return gql_string (gql_arena_strndup (arena, text + 1, length - 2));
  node = read_value (text, length);

  return node != NULL ? gql_string (gql_arena_strdup (arena, pp_json_get_text (node))) : gql_null ();
}

static GqlValue
read_number (const char *text,
             gsize       length)
{
  g_autofree char *copy = length > 1 && *text == '"' ? g_strndup (text + 1, length - 2) : g_strndup (text, length);
  char *end;
  double number = g_ascii_strtod (copy, &end);

  return end != copy && *end == '\0' ? gql_float (number) : gql_null ();
}

static GqlValue
read_texts (GqlArena   *arena,
            const char *text,
            gsize       length)
{
  g_autoptr (JsonNode) node = length > 2 ? read_value (text, length) : NULL;
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  guint n_items = array != NULL ? json_array_get_length (array) : 0, n_texts = 0;
  GqlValue *items = gql_arena_new_n (arena, GqlValue, n_items);

  for (guint i = 0; i < n_items; i++)
    {
      const char *item = pp_json_get_text (json_array_get_element (array, i));

      if (item != NULL)
        items[n_texts++] = gql_string (gql_arena_strdup (arena, item));
    }

  return gql_list (items, n_texts);
}

static GqlValue
read_marks (GqlArena   *arena,
            const char *text,
            gsize       length)
{
  g_autoptr (JsonNode) node = text != NULL ? read_value (text, length) : NULL;
  g_autoptr (PpMarking) marking = node != NULL ? pp_marking_new_from_json (node, NULL) : NULL;

  return marking != NULL ? pp_resolve_marking (arena, marking) : gql_list (NULL, 0);
}

static GqlValue
resolve_member (GqlArena       *arena,
                const char     *document,
                const PpColumn *column)
{
  gsize length = 0;
  const char *text = find_member (document, column->member, &length);
  GqlValue value = gql_null ();

  switch (column->kind)
    {
    case PP_COLUMN_MEMBER_MARKS:
      return read_marks (arena, text, length);

    case PP_COLUMN_MEMBER_TEXTS:
      return read_texts (arena, text, length);

    case PP_COLUMN_MEMBER_NUMBER:
      return text != NULL ? read_number (text, length) : gql_null ();

    case PP_COLUMN_MEMBER_JSON:
      return gql_json (text != NULL ? gql_arena_strndup (arena, text, length) : column->fallback);

    default:
      if (text != NULL)
        value = read_text (arena, text, length);
      return value.kind != GQL_VALUE_NULL ? value : gql_string (column->fallback);
    }
}

/* --- columns --- */

static const char *
find_word (const PpRow    *row,
           int             index,
           const PpColumn *column)
{
  const char *word = pp_row_get_text (row->result, row->row, index);
  const char *name = word != NULL ? pp_words_get_name (column->words, word) : NULL;

  return name != NULL ? name : column->fallback;
}

static GqlValue
resolve_time (GqlArena    *arena,
              const PpRow *row,
              int          index)
{
  char *text = gql_arena_alloc (arena, PP_TIME_BYTES);

  return pp_row_get_time (row->result, row->row, index, text) ? gql_string (text) : gql_null ();
}

/**
 * pp_resolve_column:
 * @arena: an arena
 * @row: an object
 * @column: what of it
 *
 * Returns: the value, which lives as long as the arena and the row
 */
GqlValue
pp_resolve_column (GqlArena       *arena,
                   const PpRow    *row,
                   const PpColumn *column)
{
  int index = row->base + column->index;

  switch (column->kind)
    {
    case PP_COLUMN_UUID:
      return pp_resolve_uuid (arena, row->result, row->row, index);

    case PP_COLUMN_TEXT:
      return gql_string (pp_row_get_text (row->result, row->row, index));

    case PP_COLUMN_WORD:
      return gql_enum (find_word (row, index, column));

    case PP_COLUMN_INTEGER:
      return gql_int (pp_row_get_integer (row->result, row->row, index));

    case PP_COLUMN_BOOLEAN:
      return gql_boolean (pp_row_get_boolean (row->result, row->row, index));

    case PP_COLUMN_TIME:
      return resolve_time (arena, row, index);

    case PP_COLUMN_JSON:
      return gql_json (pp_row_get_json (row->result, row->row, index));

    default:
      return resolve_member (arena, pp_row_get_json (row->result, row->row, index), column);
    }
}

/* --- columns as JSON --- */

static gboolean
write_uuid (const PpRow *row,
            int          index,
            GString     *out)
{
  char text[1 + PP_UUID_BYTES];

  if (!pp_row_get_uuid (row->result, row->row, index, text + 1))
    return FALSE;
  text[0] = text[PP_UUID_BYTES] = '"';
  pp_json_append_bytes (out, text, sizeof text);

  return TRUE;
}

static gboolean
write_text (const char *text,
            GString    *out)
{
  if (text == NULL)
    return FALSE;
  pp_json_append_string (out, text);

  return TRUE;
}

static gboolean
write_time (const PpRow *row,
            int          index,
            GString     *out)
{
  char text[1 + PP_TIME_BYTES];

  if (!pp_row_get_time (row->result, row->row, index, text + 1))
    return FALSE;
  text[0] = text[PP_TIME_BYTES] = '"';
  pp_json_append_bytes (out, text, sizeof text);

  return TRUE;
}

static gboolean
write_json (const PpRow *row,
            int          index,
            GString     *out)
{
  const char *json = pp_row_get_json (row->result, row->row, index);

  if (json == NULL)
    return FALSE;
  pp_json_append_bytes (out, json, PQgetlength (row->result, row->row, index) - 1);

  return TRUE;
}

static gboolean
write_member (const PpRow    *row,
              int             index,
              const PpColumn *column,
              GString        *out)
{
  gsize length = 0;
  const char *text = find_member (pp_row_get_json (row->result, row->row, index), column->member, &length);

  if (text != NULL)
    pp_json_append_bytes (out, text, length);
  else
    g_string_append (out, column->fallback);

  return TRUE;
}

gboolean
pp_resolve_column_is_written (const PpColumn *column)
{
  return column->kind == PP_COLUMN_UUID || column->kind == PP_COLUMN_TEXT || column->kind == PP_COLUMN_WORD ||
         column->kind == PP_COLUMN_INTEGER || column->kind == PP_COLUMN_TIME || column->kind == PP_COLUMN_JSON ||
         column->kind == PP_COLUMN_MEMBER_JSON;
}

gboolean
pp_resolve_write_column (const GqlValue *object,
                         gconstpointer   data,
                         GString        *out)
{
  const PpRow *row = object->pointer;
  const PpColumn *column = data;
  int index = row->base + column->index;

  switch (column->kind)
    {
    case PP_COLUMN_UUID:
      return write_uuid (row, index, out);

    case PP_COLUMN_TEXT:
      return write_text (pp_row_get_text (row->result, row->row, index), out);

    case PP_COLUMN_WORD:
      return write_text (find_word (row, index, column), out);

    case PP_COLUMN_INTEGER:
      pp_json_append_integer (out, pp_row_get_integer (row->result, row->row, index));
      return TRUE;

    case PP_COLUMN_TIME:
      return write_time (row, index, out);

    case PP_COLUMN_JSON:
      return write_json (row, index, out);

    case PP_COLUMN_MEMBER_JSON:
      return write_member (row, index, column, out);

    default:
      g_return_val_if_reached (FALSE);
    }
}
