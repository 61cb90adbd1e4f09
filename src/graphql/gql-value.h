/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "gql-arena.h"

G_BEGIN_DECLS

/**
 * GqlValueKind:
 * @GQL_VALUE_NULL: null; memory that is zeroed is null
 * @GQL_VALUE_BOOLEAN: true or false
 * @GQL_VALUE_INT: a whole number
 * @GQL_VALUE_FLOAT: a number
 * @GQL_VALUE_NUMBER: a number that fits neither of these, as text
 * @GQL_VALUE_STRING: a text in UTF-8
 * @GQL_VALUE_ENUM: the name of a value of an enumeration
 * @GQL_VALUE_LIST: values in their order
 * @GQL_VALUE_OBJECT: named values in their order
 * @GQL_VALUE_JSON: any value, as JSON text that goes into the answer as it is
 * @GQL_VALUE_POINTER: an object that only its resolvers know
 */
typedef enum {
  GQL_VALUE_NULL,
  GQL_VALUE_BOOLEAN,
  GQL_VALUE_INT,
  GQL_VALUE_FLOAT,
  GQL_VALUE_NUMBER,
  GQL_VALUE_STRING,
  GQL_VALUE_ENUM,
  GQL_VALUE_LIST,
  GQL_VALUE_OBJECT,
  GQL_VALUE_JSON,
  GQL_VALUE_POINTER,
} GqlValueKind;

typedef struct _GqlValue GqlValue;
typedef struct _GqlMember GqlMember;

/**
 * GqlValue:
 * @kind: what the value is
 * @length: how many items or members there are
 *
 * A value of an argument, a variable or a result. Values are copied freely and own nothing: what they
 * point to lives in an arena, or in memory that was given to one.
 */
struct _GqlValue {
  guint kind;
  guint length;
  union {
    gboolean boolean;
    gint64 integer;
    double number;
    const char *string;
    const GqlValue *items;
    const GqlMember *members;
    gpointer pointer;
  };
};

/**
 * GqlMember:
 * @name: its name
 * @value: its value
 *
 * A named value of an object.
 */
struct _GqlMember {
  const char *name;
  GqlValue value;
};

static inline GqlValue
gql_null (void)
{
  return (GqlValue) { .kind = GQL_VALUE_NULL };
}

static inline GqlValue
gql_boolean (gboolean boolean)
{
  return (GqlValue) { .kind = GQL_VALUE_BOOLEAN, .boolean = boolean };
}

static inline GqlValue
gql_int (gint64 integer)
{
  return (GqlValue) { .kind = GQL_VALUE_INT, .integer = integer };
}

static inline GqlValue
gql_float (double number)
{
  return (GqlValue) { .kind = GQL_VALUE_FLOAT, .number = number };
}

/* NULL is null. The text is not copied. */
static inline GqlValue
gql_string (const char *string)
{
  return (GqlValue) { .kind = string != NULL ? GQL_VALUE_STRING : GQL_VALUE_NULL, .string = string };
}

static inline GqlValue
gql_enum (const char *name)
{
  return (GqlValue) { .kind = name != NULL ? GQL_VALUE_ENUM : GQL_VALUE_NULL, .string = name };
}

/* The text must be JSON. It is not copied. */
static inline GqlValue
gql_json (const char *json)
{
  return (GqlValue) { .kind = json != NULL ? GQL_VALUE_JSON : GQL_VALUE_NULL, .string = json };
}

static inline GqlValue
gql_list (const GqlValue *items,
          guint           n_items)
{
  return (GqlValue) { .kind = GQL_VALUE_LIST, .length = n_items, .items = items };
}

static inline GqlValue
gql_object (const GqlMember *members,
            guint            n_members)
{
  return (GqlValue) { .kind = GQL_VALUE_OBJECT, .length = n_members, .members = members };
}

/* Of a type that the schema names; NULL is null. */
static inline GqlValue
gql_pointer (gpointer pointer)
{
  return (GqlValue) { .kind = pointer != NULL ? GQL_VALUE_POINTER : GQL_VALUE_NULL, .pointer = pointer };
}

const GqlValue *gql_value_get_member  (const GqlValue *self,
                                       const char     *name);
gint64          gql_value_get_int     (const GqlValue *self,
                                       gint64          fallback);
double          gql_value_get_float   (const GqlValue *self,
                                       double          fallback);
gboolean        gql_value_get_boolean (const GqlValue *self,
                                       gboolean        fallback);
const char     *gql_value_get_string  (const GqlValue *self);
gboolean        gql_value_equal       (const GqlValue *self,
                                       const GqlValue *other);

GqlValue        gql_value_from_json   (JsonNode       *node,
                                       GqlArena       *arena);
void            gql_value_append_json (const GqlValue *self,
                                       GString        *out);
char           *gql_value_to_json     (const GqlValue *self);

G_END_DECLS
