/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <string.h>

#include "pp-format.h"
#include "pp-json.h"

/* Small things that the tests of the formats share. PP_TEST_DATA is the folder of their files,
 * PP_SHARED_DATA that of the files that are not part of the project and may be absent. */

static inline JsonNode *
parse_json (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = pp_json_parse (text, strlen (text), NULL, &error);

  g_assert_no_error (error);

  return node;
}

static inline GBytes *
bytes_of (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static inline GBytes *
load_bytes (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *text;
  gsize length;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);

  return g_bytes_new_take (text, length);
}

static inline PpModel *
read_bytes (const char *format,
            GBytes     *bytes,
            PpLoss     *loss)
{
  g_autoptr (GError) error = NULL;
  PpModel *model = pp_formats_read (pp_formats_lookup (format), bytes, NULL, NULL, loss, &error);

  g_assert_no_error (error);

  return model;
}

static inline PpModel *
load_model (const char *name)
{
  g_autofree char *path = g_build_filename (PP_TEST_DATA, name, NULL);
  g_autoptr (GBytes) bytes = load_bytes (path);
  g_autoptr (GError) error = NULL;
  PpModel *model = pp_formats_read (NULL, bytes, name, NULL, NULL, &error);

  g_assert_no_error (error);

  return model;
}

static inline GBytes *
write_bytes (const char *format,
             PpModel    *model,
             PpLoss     *loss)
{
  g_autoptr (GError) error = NULL;
  GBytes *bytes = pp_formats_write (pp_formats_lookup (format), model, loss, &error);

  g_assert_no_error (error);

  return bytes;
}

static inline JsonNode *
parse_bytes (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  JsonNode *node = pp_json_parse (text, length, NULL, &error);

  g_assert_no_error (error);

  return node;
}

static inline char *
compact (JsonNode *node)
{
  return node != NULL ? pp_json_to_string (node, PP_JSON_STYLE_COMPACT, NULL) : g_strdup ("nothing");
}

/* The value at a JSON pointer without escapes; NULL where there is none. */
static inline JsonNode *
value_at (JsonNode   *root,
          const char *pointer)
{
  g_auto (GStrv) names = g_strsplit (pointer + 1, "/", -1);

  for (guint i = 0; names[i] != NULL && root != NULL; i++)
    {
      if (JSON_NODE_HOLDS_OBJECT (root))
        {
          root = json_object_get_member (json_node_get_object (root), names[i]);
        }
      else if (JSON_NODE_HOLDS_ARRAY (root))
        {
          guint64 position = g_ascii_strtoull (names[i], NULL, 10);
          JsonArray *array = json_node_get_array (root);

          root = position < json_array_get_length (array) ? json_array_get_element (array, position) : NULL;
        }
      else
        {
          root = NULL;
        }
    }

  return root;
}

static inline void
assert_value (JsonNode   *root,
              const char *pointer,
              const char *expected)
{
  g_autofree char *found = compact (value_at (root, pointer));

  if (strcmp (found, expected) != 0)
    g_error ("%s is %s, not %s", pointer, found, expected);
}

static inline void
apply_set (PpModel    *model,
           const char *id,
           const char *field,
           const char *json)
{
  g_autoptr (GPtrArray) changes = pp_change_list_new ();
  g_autoptr (JsonNode) after = json != NULL ? parse_json (json) : NULL;
  g_autoptr (JsonNode) before = NULL;
  g_autoptr (GError) error = NULL;
  PpRecord *record = pp_model_lookup (model, id);

  g_assert_nonnull (record);
  before = pp_record_dup_field (record, field);
  g_ptr_array_add (changes, pp_change_new_set (pp_record_get_record_type (record), id, field, before, after));
  pp_model_apply (model, changes, &error);
  g_assert_no_error (error);
}

static inline void
apply_changes (PpModel   *model,
               GPtrArray *changes)
{
  g_autoptr (GError) error = NULL;

  pp_model_apply (model, changes, &error);
  g_assert_no_error (error);
  g_ptr_array_unref (changes);
}
