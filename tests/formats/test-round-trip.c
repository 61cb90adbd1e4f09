/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What comes in goes out: files that were not edited as the same JSON value, and models that were
 * edited at random as the same model when their file is read again. */

#include <math.h>

#include "pp-random-edits.h"
#include "pp-test-formats.h"

#define N_SEQUENCES 40
#define N_EDITS 40

/* --- files that were not edited --- */

static void
assert_unedited (const char *path)
{
  g_autoptr (GBytes) bytes = load_bytes (path);
  g_autoptr (PpModel) model = read_bytes ("threat-dragon", bytes, NULL);
  g_autoptr (GBytes) written = write_bytes ("threat-dragon", model, NULL);
  g_autoptr (JsonNode) before = parse_bytes (bytes);
  g_autoptr (JsonNode) after = parse_bytes (written);

  if (!pp_json_equal (before, after))
    g_error ("%s is not what it was", path);
}

/* Reading what was written gives the same model, and so does the way through our own format. */
static void
assert_stable (const char *path)
{
  g_autoptr (GBytes) bytes = load_bytes (path);
  g_autoptr (PpModel) model = read_bytes ("threat-dragon", bytes, NULL);
  g_autoptr (GBytes) dragon = write_bytes ("threat-dragon", model, NULL);
  g_autoptr (GBytes) native = write_bytes ("parapet", model, NULL);
  g_autoptr (PpModel) from_dragon = read_bytes ("threat-dragon", dragon, NULL);
  g_autoptr (PpModel) from_native = read_bytes ("parapet", native, NULL);
  g_autoptr (GBytes) native_again = write_bytes ("parapet", from_dragon, NULL);
  g_autoptr (GBytes) dragon_again = write_bytes ("threat-dragon", from_native, NULL);
  g_autoptr (JsonNode) first = parse_bytes (dragon);
  g_autoptr (JsonNode) second = parse_bytes (dragon_again);

  if (!g_bytes_equal (native, native_again))
    g_error ("%s is another model when it is read again", path);
  if (!pp_json_equal (first, second))
    g_error ("%s does not survive the way through our own format", path);
}

static void
test_own_file (void)
{
  assert_unedited (PP_TEST_DATA "/shop-v2.json");
  assert_stable (PP_TEST_DATA "/shop-v2.json");
  assert_stable (PP_TEST_DATA "/shop-v1.json");
}

static gboolean
is_v1 (const char *path)
{
  g_autoptr (GBytes) bytes = load_bytes (path);
  g_autoptr (JsonNode) root = parse_bytes (bytes);
  JsonObject *detail = pp_json_get_object (json_node_get_object (root), "detail");
  JsonArray *diagrams = pp_json_get_array (detail, "diagrams");

  for (guint i = 0; diagrams != NULL && i < json_array_get_length (diagrams); i++)
    if (!json_object_has_member (json_array_get_object_element (diagrams, i), "cells") &&
        !g_str_has_prefix (pp_json_get_string (json_node_get_object (root), "version", ""), "2"))
      return TRUE;

  return FALSE;
}

static void
test_shared_files (gconstpointer data)
{
  const char *folder = data;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  if (dir == NULL)
    {
      g_test_skip ("The shared files are not here");
      return;
    }

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (!g_str_has_suffix (name, ".json"))
        continue;
      assert_stable (path);
      if (!is_v1 (path))
        assert_unedited (path);
    }
}

/* --- models that were edited --- */

static void
drop (JsonObject *object,
      const char *name)
{
  if (json_object_has_member (object, name))
    json_object_remove_member (object, name);
}

static void
drop_foreign (JsonNode *node)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return;

  drop (json_node_get_object (node), "foreign");
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &name, &value))
    drop_foreign (value);
}

/* Threat Dragon's loose ends are at whole numbers. */
static void
round_point (JsonObject *placement,
             const char *name)
{
  JsonArray *point = pp_json_get_array (placement, name);
  g_autofree char *text = NULL;

  if (point == NULL)
    return;
  text = g_strdup_printf ("[%ld,%ld]", lround (json_array_get_double_element (point, 0)),
                          lround (json_array_get_double_element (point, 1)));
  json_object_set_member (placement, name, parse_json (text));
}

/* What a placement may say without meaning anything for this edge. */
static void
clean_line (JsonObject *edge,
            JsonObject *placement)
{
  static const char * const of_boxes[] = { "x", "y", "width", "height", "angle" };
  static const struct { const char *end, *point, *side; } ends[] = {
    { "source", "sourcePoint", "sourceSide" }, { "target", "targetPoint", "targetSide" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (of_boxes); i++)
    drop (placement, of_boxes[i]);
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      drop (placement, json_object_has_member (edge, ends[i].end) ? ends[i].point : ends[i].side);
      round_point (placement, ends[i].point);
    }
}

static void
clean_layout (JsonObject *edges,
              JsonObject *layout)
{
  JsonObject *placements = pp_json_get_object (layout, "placements");
  JsonObjectIter iter;
  const char *id;

  drop (layout, "order");
  /* A diagram without a type is written with the usual one. */
  if (!json_object_has_member (layout, "methodology"))
    json_object_set_string_member (layout, "methodology", "STRIDE");
  if (edges == NULL || placements == NULL)
    return;

  json_object_iter_init (&iter, edges);
  while (json_object_iter_next (&iter, &id, NULL))
    if (json_object_has_member (placements, id))
      clean_line (pp_json_get_object (edges, id), pp_json_get_object (placements, id));
}

static void
clean_all (JsonObject *root,
           const char *section)
{
  JsonObject *records = pp_json_get_object (root, section);
  JsonObject *edges = pp_json_get_object (root, "edges");
  JsonObjectIter iter;
  JsonNode *record;

  if (records == NULL)
    return;

  json_object_iter_init (&iter, records);
  while (json_object_iter_next (&iter, NULL, &record))
    if (strcmp (section, "layouts") == 0)
      clean_layout (edges, json_node_get_object (record));
    else
      drop (json_node_get_object (record), strcmp (section, "nodes") == 0 ? "parent" : "order");
}

/* The model as text, without what only the piece of the file says. A cell without data cannot say what
 * its parent is. */
static char *
describe (PpModel  *model,
          gboolean  with_parents)
{
  g_autoptr (GBytes) bytes = write_bytes ("parapet", model, NULL);
  g_autoptr (JsonNode) root = parse_bytes (bytes);

  drop_foreign (root);
  clean_all (json_node_get_object (root), "layouts");
  clean_all (json_node_get_object (root), "threats");
  if (!with_parents)
    clean_all (json_node_get_object (root), "nodes");

  return pp_json_to_string (root, PP_JSON_STYLE_CANONICAL, NULL);
}

static void
append_ids (GString   *text,
            GPtrArray *records)
{
  for (guint i = 0; i < records->len; i++)
    g_string_append_printf (text, "%s ", pp_record_get_id (g_ptr_array_index (records, i)));
  g_string_append_c (text, '\n');
}

static char *
describe_orders (PpModel *model)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GPtrArray) layouts = pp_model_dup_layouts (model);
  g_autoptr (GPtrArray) nodes = pp_model_dup_sorted (model, PP_RECORD_NODE);

  append_ids (text, layouts);
  for (guint i = 0; i < nodes->len; i++)
    {
      g_autoptr (GPtrArray) threats =
        pp_model_dup_threats_of (model, pp_record_get_id (g_ptr_array_index (nodes, i)));

      append_ids (text, threats);
    }

  return g_string_free (text, FALSE);
}

static void
assert_same_text (const char *name,
                  guint       seed,
                  const char *before,
                  const char *after)
{
  g_auto (GStrv) first = g_strsplit (before, "\n", -1);
  g_auto (GStrv) second = g_strsplit (after, "\n", -1);

  for (guint i = 0; first[i] != NULL || second[i] != NULL; i++)
    if (g_strcmp0 (first[i], second[i]) != 0)
      g_error ("%s, seed %u, line %u: “%s” became “%s”", name, seed, i + 1, first[i],
               second[i] != NULL ? second[i] : "");
}

static void
assert_edited (const char *path,
               guint       n_edits,
               guint       seed)
{
  g_autoptr (GBytes) bytes = load_bytes (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (PpModel) model = pp_formats_read (NULL, bytes, path, NULL, NULL, &error);
  g_autoptr (GBytes) first = NULL;
  g_autoptr (GBytes) second = NULL;
  g_autoptr (PpModel) again = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *orders_before = NULL;
  g_autofree char *orders_after = NULL;

  g_assert_no_error (error);
  pp_random_edits (model, n_edits, seed);
  before = describe (model, !g_str_has_suffix (path, "no-data.json"));
  orders_before = describe_orders (model);
  first = write_bytes ("threat-dragon", model, NULL);
  again = read_bytes ("threat-dragon", first, NULL);
  after = describe (again, !g_str_has_suffix (path, "no-data.json"));
  orders_after = describe_orders (again);
  assert_same_text (path, seed, before, after);
  assert_same_text (path, seed, orders_before, orders_after);

  second = write_bytes ("threat-dragon", again, NULL);
  assert_same_text (path, seed, g_bytes_get_data (first, NULL), g_bytes_get_data (second, NULL));
}

static void
test_edits (void)
{
  for (guint seed = 0; seed < N_SEQUENCES; seed++)
    {
      assert_edited (PP_TEST_DATA "/shop-v2.json", seed % N_EDITS, seed);
      assert_edited (PP_TEST_DATA "/shop-v1.json", seed % N_EDITS, seed);
    }
}

static void
test_edits_of_shared_files (gconstpointer data)
{
  const char *folder = data;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  if (dir == NULL)
    {
      g_test_skip ("The shared files are not here");
      return;
    }

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      for (guint seed = 0; g_str_has_suffix (name, ".json") && seed < (g_test_slow () ? 200 : 2); seed++)
        assert_edited (path, N_EDITS, seed);
    }
}

int
main (int    argc,
      char **argv)
{
  static const char models[] = PP_SHARED_DATA "/threat-dragon/models";
  static const char probes[] = PP_SHARED_DATA "/threat-dragon/probes";

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/formats/round-trip/unedited", test_own_file);
  g_test_add_data_func ("/formats/round-trip/unedited-models", models, test_shared_files);
  g_test_add_data_func ("/formats/round-trip/unedited-probes", probes, test_shared_files);
  g_test_add_func ("/formats/round-trip/edited", test_edits);
  g_test_add_data_func ("/formats/round-trip/edited-models", models, test_edits_of_shared_files);
  g_test_add_data_func ("/formats/round-trip/edited-probes", probes, test_edits_of_shared_files);

  return g_test_run ();
}
