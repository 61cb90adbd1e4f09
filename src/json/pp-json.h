/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>
#include <string.h>

G_BEGIN_DECLS

/**
 * PpJsonLimits:
 * @max_bytes: the longest text that is looked at
 * @max_depth: how deep arrays and objects may nest
 * @unique_names: whether an object that has two members with one name is refused; else the last one
 *   counts. Where readers could differ in which they take, as for access tokens, it must be set.
 *
 * Bounds for JSON from outside. json-glib parses recursively, so a text must pass pp_json_check()
 * before json-glib sees it.
 */
typedef struct {
  gsize max_bytes;
  guint max_depth;
  gboolean unique_names;
} PpJsonLimits;

#define PP_JSON_MAX_BYTES ((gsize) 128 * 1024 * 1024)
#define PP_JSON_MAX_DEPTH 200

#define PP_JSON_ERROR (pp_json_error_quark ())
GQuark pp_json_error_quark (void);

/**
 * PpJsonError:
 * @PP_JSON_ERROR_SYNTAX: the text is not JSON as RFC 8259 defines it
 * @PP_JSON_ERROR_ENCODING: the text is not UTF-8, or holds a NUL character
 * @PP_JSON_ERROR_LIMIT: the text is longer or deeper than the limits allow
 *
 * Messages begin with the place as `LINE:COLUMN: `, both counted from 1, columns in characters.
 */
typedef enum {
  PP_JSON_ERROR_SYNTAX,
  PP_JSON_ERROR_ENCODING,
  PP_JSON_ERROR_LIMIT,
} PpJsonError;

gboolean  pp_json_check        (const char          *text,
                                gsize                length,
                                const PpJsonLimits  *limits,
                                GError             **error);
JsonNode *pp_json_parse        (const char          *text,
                                gsize                length,
                                const PpJsonLimits  *limits,
                                GError             **error);
JsonNode *pp_json_parse_shared (const char          *text,
                                gsize                length,
                                const PpJsonLimits  *limits,
                                GError             **error);

gboolean  pp_json_locate       (const char          *text,
                                gsize                length,
                                const char          *pointer,
                                gsize               *start,
                                gsize               *end);

/**
 * PpJsonStyle:
 * @PP_JSON_STYLE_COMPACT: one line, no spaces, members in the order that they have
 * @PP_JSON_STYLE_INDENTED: two spaces a level, members in the order that they have; no final newline
 * @PP_JSON_STYLE_CANONICAL: two spaces a level, members sorted by name in code point order, and a
 *   final newline: equal values give equal bytes
 */
typedef enum {
  PP_JSON_STYLE_COMPACT,
  PP_JSON_STYLE_INDENTED,
  PP_JSON_STYLE_CANONICAL,
} PpJsonStyle;

void      pp_json_append       (GString             *out,
                                JsonNode            *node,
                                PpJsonStyle          style,
                                guint                depth);
/* As g_string_append_len(), without a call where there is room. */
static inline void
pp_json_append_bytes (GString    *out,
                      const char *bytes,
                      gsize       length)
{
  if (G_UNLIKELY (out->len + length >= out->allocated_len))
    {
      g_string_append_len (out, bytes, length);
      return;
    }
  memcpy (out->str + out->len, bytes, length);
  out->len += length;
  out->str[out->len] = '\0';
}

/* With the end of the text. */
#define PP_JSON_INTEGER_BYTES 24

const char *pp_json_format_integer (gint64          value,
                                    char            buffer[PP_JSON_INTEGER_BYTES]);
void      pp_json_append_string  (GString            *out,
                                  const char         *text);
void      pp_json_append_integer (GString            *out,
                                  gint64              value);
void      pp_json_append_double  (GString            *out,
                                  double              value);
char     *pp_json_to_string    (JsonNode            *node,
                                PpJsonStyle          style,
                                gsize               *length);
gboolean  pp_json_equal        (JsonNode            *a,
                                JsonNode            *b);
gboolean    pp_json_contains    (JsonNode   *whole,
                                 JsonNode   *part);

/* The text of a value that is one, else NULL. json_node_get_string() must not be asked of objects,
 * arrays, and of numbers that are carried as text. */
const char *pp_json_get_text    (JsonNode   *node);

/* Members of the type asked for, or the fallback: a member of another type counts as absent. */
const char *pp_json_get_string  (JsonObject *object,
                                 const char *name,
                                 const char *fallback);
gboolean    pp_json_get_boolean (JsonObject *object,
                                 const char *name,
                                 gboolean    fallback);
double      pp_json_get_double  (JsonObject *object,
                                 const char *name,
                                 double      fallback);
gint64      pp_json_get_int     (JsonObject *object,
                                 const char *name,
                                 gint64      fallback);
JsonObject *pp_json_get_object  (JsonObject *object,
                                 const char *name);
JsonArray  *pp_json_get_array   (JsonObject *object,
                                 const char *name);

G_END_DECLS
