/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-json-private.h"
#include "pp-json-share-private.h"
#include "pp-worded-error.h"

#include <glib/gi18n.h>

G_BEGIN_DECLS

/* A text on its way to a tree, and its tokens. What fails sets the error and returns FALSE. */

typedef struct {
  gboolean    is_object;
  JsonObject *object;           /* borrowed from the tree; NULL when only checking */
  JsonArray  *array;
  JsonNode   *node;             /* of the two, likewise */
  const char *start;
  guint       key;              /* for sharing */
} PpJsonFrame;

typedef struct {
  const char  *start;
  const char  *cursor;
  const char  *end;
  guint        max_depth;
  gboolean     unique_names;
  gboolean     build;
  PpJsonShare *share;           /* NULL where each value is a node of its own */
  GArray      *frames;
  JsonNode    *root;            /* owned; all frames hang on it */
  GString     *name;            /* of the member whose value comes next */
  GString     *text;            /* the last string or number, decoded */
  guint64      repeat_cost;
  GError     **error;
} PpJsonScanner;

/* What could have stood where a text goes wrong. */
typedef enum {
  PP_JSON_EXPECTS_VALUE,
  PP_JSON_EXPECTS_NAME,
  PP_JSON_EXPECTS_COLON,
  PP_JSON_EXPECTS_NEXT_MEMBER,
  PP_JSON_EXPECTS_NEXT_ITEM,
  PP_JSON_EXPECTS_END,
  PP_JSON_EXPECTS_DIGIT,
  PP_JSON_EXPECTS_NO_DIGIT,
  PP_JSON_EXPECTS_HEX,
  PP_JSON_EXPECTS_ESCAPE,
} PpJsonExpected;

/* As pp_worded_error_set(). */
gboolean _pp_json_fail          (PpJsonScanner *self,
                                 const char    *at,
                                 PpJsonError    code,
                                 const char    *sentence,
                                 ...) G_GNUC_PRINTF (4, 5);
gboolean _pp_json_fail_expected (PpJsonScanner *self,
                                 const char    *at,
                                 PpJsonExpected expected);
gboolean _pp_json_fail_utf8     (PpJsonScanner *self,
                                 const char    *at);
/* The cursor stands on the opening quote; leaves it behind the closing one. */
gboolean _pp_json_scan_string   (PpJsonScanner *self,
                                 GString       *out);

static inline void
_pp_json_skip_space (PpJsonScanner *self)
{
  while (self->cursor < self->end &&
         (*self->cursor == ' ' || *self->cursor == '\n' ||
          *self->cursor == '\r' || *self->cursor == '\t'))
    self->cursor++;
}

static inline gboolean
_pp_json_is_at (PpJsonScanner *self,
                char           character)
{
  return self->cursor < self->end && *self->cursor == character;
}

G_END_DECLS
