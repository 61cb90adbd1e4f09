/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "fuzz.h"
#include "pp-format.h"
#include "pp-json.h"
#include "pp-random-edits.h"

#define N_EDITS 8

int
LLVMFuzzerInitialize (int    *argc,
                      char ***argv)
{
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);

  return 0;
}

static GBytes *
write_model (PpModel *model)
{
  GBytes *bytes = pp_formats_write (pp_formats_lookup ("threat-dragon"), model, NULL, NULL);

  g_assert_nonnull (bytes);

  return bytes;
}

static PpModel *
read_model (GBytes *bytes)
{
  return pp_formats_read (pp_formats_lookup ("threat-dragon"), bytes, NULL, NULL, NULL, NULL);
}

static JsonNode *
parse (GBytes *bytes)
{
  return pp_json_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL, NULL);
}

/* Version 1 comes out as version 2, and what stands under our own name may be put straight. */
static gboolean
is_kept (GBytes *bytes)
{
  g_autoptr (JsonNode) root = parse (bytes);
  g_autofree char *text = pp_json_to_string (root, PP_JSON_STYLE_COMPACT, NULL);
  JsonObject *object = json_node_get_object (root);

  return strstr (text, "diagramJson") == NULL && strstr (text, "parapet") == NULL &&
         g_str_has_prefix (pp_json_get_string (object, "version", ""), "2");
}

static void
assert_same_value (GBytes *a,
                   GBytes *b)
{
  g_autoptr (JsonNode) first = parse (a);
  g_autoptr (JsonNode) second = parse (b);

  g_assert_true (pp_json_equal (first, second));
}

/* A file that was not edited comes out as it came in; one that was edited can be read again. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         length)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, length);
  g_autoptr (PpModel) model = read_model (bytes);
  g_autoptr (GBytes) written = NULL;
  g_autoptr (GBytes) edited = NULL;
  g_autoptr (PpModel) again = NULL;

  if (model == NULL)
    return 0;

  written = write_model (model);
  if (is_kept (bytes))
    assert_same_value (bytes, written);

  pp_random_edits (model, N_EDITS, g_bytes_hash (bytes));
  edited = write_model (model);
  again = read_model (edited);
  g_assert_nonnull (again);

  return 0;
}
