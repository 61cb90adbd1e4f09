/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * PpValueType: what the value of a property is, as people see it
 * @PP_VALUE_TEXT: a string
 * @PP_VALUE_NUMBER: a number
 * @PP_VALUE_TRUTH: yes or no
 * @PP_VALUE_LIST: values in an order
 * @PP_VALUE_OBJECT: values with names
 * @PP_VALUE_EMPTY: null
 */
typedef enum {
  PP_VALUE_TEXT,
  PP_VALUE_NUMBER,
  PP_VALUE_TRUTH,
  PP_VALUE_LIST,
  PP_VALUE_OBJECT,
  PP_VALUE_EMPTY,
} PpValueType;

#define PP_N_VALUE_TYPES (PP_VALUE_EMPTY + 1)

/* Steps into a JSON value: names of members, or positions in decimal; the way of places in free JSON.
 * Nothing here changes a value: each function that edits gives a new one. */

PpValueType  pp_value_type_of       (JsonNode           *value);
const char     *pp_value_type_to_string (PpValueType     type);
gboolean        pp_value_type_from_string (const char      *text,
                                           PpValueType     *type);
JsonNode       *pp_property_convert       (JsonNode           *value,
                                           PpValueType      type);
gboolean        pp_property_parse_number  (const char         *text,
                                           JsonNode          **value);
char           *pp_property_number_to_text (JsonNode          *value);

JsonNode       *pp_property_path_lookup   (JsonNode           *root,
                                           const char * const *path);
JsonNode       *pp_property_path_replace  (JsonNode           *root,
                                           const char * const *path,
                                           JsonNode           *value);
JsonNode       *pp_property_path_rename   (JsonNode           *root,
                                           const char * const *path,
                                           const char         *name);

G_END_DECLS
