/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "gql-error-private.h"
#include "gql-scalar-private.h"

/* The scalars of the specification, section 3.5, and three that many schemas define. */

static gboolean
refuse (const GqlValue  *value,
        const char      *problem,
        GError         **error)
{
  g_autofree char *json = gql_value_to_json (value);
  g_autofree char *quote = _gql_shorten (json);

  g_set_error (error, GQL_ERROR, GQL_ERROR_REQUEST, "%s: %s", problem, quote);

  return FALSE;
}

static gboolean
is_whole (const GqlValue *value)
{
  return value->kind == GQL_VALUE_FLOAT && isfinite (value->number) && value->number == floor (value->number) &&
         fabs (value->number) < 9007199254740992.0;
}

/* A client may write 1.0 for a whole number in a variable, since JSON has one kind of number. */
static gboolean
parse_int (GqlValue  *value,
           GqlArena  *arena,
           GError   **error)
{
  if (is_whole (value))
    *value = gql_int ((gint64) value->number);
  if (value->kind != GQL_VALUE_INT)
    return refuse (value, "Int cannot represent non-integer value", error);
  if (value->integer < G_MININT32 || value->integer > G_MAXINT32)
    return refuse (value, "Int cannot represent non 32-bit signed integer value", error);

  return TRUE;
}

static gboolean
read_number (GqlValue *value)
{
  char *end;
  double number;

  if (value->kind != GQL_VALUE_STRING || *value->string == '\0')
    return FALSE;

  number = g_ascii_strtod (value->string, &end);
  if (*end != '\0' || !isfinite (number))
    return FALSE;
  *value = gql_float (number);

  return TRUE;
}

static gboolean
serialize_int (GqlValue  *value,
               GqlArena  *arena,
               GError   **error)
{
  GqlValue number = *value;

  if (value->kind == GQL_VALUE_INT && value->integer >= G_MININT32 && value->integer <= G_MAXINT32)
    return TRUE;
  if (number.kind == GQL_VALUE_BOOLEAN)
    number = gql_int (number.boolean ? 1 : 0);
  else
    read_number (&number);
  if (is_whole (&number))
    number = gql_int ((gint64) number.number);
  if (number.kind != GQL_VALUE_INT)
    return refuse (value, "Int cannot represent non-integer value", error);
  if (number.integer < G_MININT32 || number.integer > G_MAXINT32)
    return refuse (value, "Int cannot represent non 32-bit signed integer value", error);
  *value = number;

  return TRUE;
}

static gboolean
parse_float (GqlValue  *value,
             GqlArena  *arena,
             GError   **error)
{
  double number;

  if (value->kind == GQL_VALUE_INT)
    {
      *value = gql_float (value->integer);
      return TRUE;
    }
  if (value->kind == GQL_VALUE_FLOAT && isfinite (value->number))
    return TRUE;
  if (value->kind == GQL_VALUE_NUMBER && isfinite (number = g_ascii_strtod (value->string, NULL)))
    {
      *value = gql_float (number);
      return TRUE;
    }

  return refuse (value, "Float cannot represent non numeric value", error);
}

static gboolean
serialize_float (GqlValue  *value,
                 GqlArena  *arena,
                 GError   **error)
{
  GqlValue number = *value;

  if (number.kind == GQL_VALUE_BOOLEAN)
    number = gql_int (number.boolean ? 1 : 0);
  else
    read_number (&number);
  if (number.kind != GQL_VALUE_INT && (number.kind != GQL_VALUE_FLOAT || !isfinite (number.number)))
    return refuse (value, "Float cannot represent non numeric value", error);
  *value = number;

  return TRUE;
}

static gboolean
parse_string (GqlValue  *value,
              GqlArena  *arena,
              GError   **error)
{
  if (value->kind != GQL_VALUE_STRING)
    return refuse (value, "String cannot represent a non string value", error);

  return TRUE;
}

static gboolean
serialize_string (GqlValue  *value,
                  GqlArena  *arena,
                  GError   **error)
{
  g_autofree char *number = NULL;

  switch (value->kind)
    {
    case GQL_VALUE_STRING:
    case GQL_VALUE_ENUM:
      value->kind = GQL_VALUE_STRING;
      return TRUE;
    case GQL_VALUE_BOOLEAN:
      *value = gql_string (value->boolean ? "true" : "false");
      return TRUE;
    case GQL_VALUE_INT:
    case GQL_VALUE_FLOAT:
      number = gql_value_to_json (value);
      *value = gql_string (gql_arena_strdup (arena, number));
      return TRUE;
    default:
      return refuse (value, "String cannot represent value", error);
    }
}

static gboolean
parse_boolean (GqlValue  *value,
               GqlArena  *arena,
               GError   **error)
{
  if (value->kind != GQL_VALUE_BOOLEAN)
    return refuse (value, "Boolean cannot represent a non boolean value", error);

  return TRUE;
}

static gboolean
serialize_boolean (GqlValue  *value,
                   GqlArena  *arena,
                   GError   **error)
{
  if (value->kind == GQL_VALUE_INT)
    *value = gql_boolean (value->integer != 0);
  else if (value->kind == GQL_VALUE_FLOAT)
    *value = gql_boolean (value->number != 0);

  return parse_boolean (value, arena, error);
}

static gboolean
coerce_id (GqlValue  *value,
           GqlArena  *arena,
           GError   **error)
{
  GqlValue whole = is_whole (value) ? gql_int ((gint64) value->number) : *value;

  if (whole.kind == GQL_VALUE_INT)
    *value = gql_string (gql_arena_printf (arena, "%" G_GINT64_FORMAT, whole.integer));
  else if (whole.kind == GQL_VALUE_NUMBER && strspn (whole.string, "-0123456789") == strlen (whole.string))
    *value = gql_string (whole.string);
  if (value->kind != GQL_VALUE_STRING)
    return refuse (value, "ID cannot represent value", error);

  return TRUE;
}

const GqlScalar *
_gql_scalar_lookup_builtin (const char *name)
{
  static const struct {
    const char *name;
    GqlScalar scalar;
  } builtin[] = {
    { "Int", { parse_int, serialize_int } },
    { "Float", { parse_float, serialize_float } },
    { "String", { parse_string, serialize_string } },
    { "Boolean", { parse_boolean, serialize_boolean } },
    { "ID", { coerce_id, coerce_id } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (builtin); i++)
    if (strcmp (builtin[i].name, name) == 0)
      return &builtin[i].scalar;

  return NULL;
}

/**
 * gql_scalar_get_json:
 *
 * A scalar that holds any JSON value: what comes goes.
 *
 * Returns: (transfer none): the scalar
 */
const GqlScalar *
gql_scalar_get_json (void)
{
  static const GqlScalar json = { NULL, NULL };

  return &json;
}

static gboolean
parse_text (GqlValue  *value,
            GqlArena  *arena,
            GError   **error)
{
  if (value->kind != GQL_VALUE_STRING)
    return refuse (value, "Text was expected, in quotation marks", error);

  return TRUE;
}

/**
 * gql_scalar_get_text:
 *
 * A scalar that is text with a meaning of its own. What resolvers return is not looked at.
 *
 * Returns: (transfer none): the scalar
 */
const GqlScalar *
gql_scalar_get_text (void)
{
  static const GqlScalar text = { parse_text, NULL };

  return &text;
}

static gboolean
coerce_date_time (GqlValue  *value,
                  GqlArena  *arena,
                  GError   **error)
{
  g_autoptr (GDateTime) date_time = NULL;

  if (value->kind == GQL_VALUE_STRING)
    date_time = g_date_time_new_from_iso8601 (value->string, NULL);
  if (date_time == NULL)
    return refuse (value, "DateTime cannot represent what is no date and time with a time zone", error);

  return TRUE;
}

/**
 * gql_scalar_get_date_time:
 *
 * A scalar that holds a date and time as text in the form of ISO 8601, with its time zone:
 * `2026-01-31T12:00:00Z`. What resolvers return is not looked at.
 *
 * Returns: (transfer none): the scalar
 */
const GqlScalar *
gql_scalar_get_date_time (void)
{
  static const GqlScalar date_time = { coerce_date_time, NULL };

  return &date_time;
}
