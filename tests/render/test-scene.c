/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-face.h"
#include "pp-scene.h"
#include "pp-sketch.h"

#define N_SEQUENCES 40
#define N_EDITS 40

static PpScene *
scene_of (PpModel *model)
{
  return pp_scene_new (model, pp_kinds_get_default (), SKETCH_LAYOUT);
}

static void
assert_same_item (const PpSceneItem *a,
                  const PpSceneItem *b)
{
  g_assert_cmpstr (a->id, ==, b->id);
  g_assert_cmpstr (a->name, ==, b->name);
  g_assert_cmpint (a->z, ==, b->z);
  g_assert_cmpuint (a->index, ==, b->index);
  g_assert_cmpuint (a->open_threats, ==, b->open_threats);
  g_assert_cmpuint (a->threats, ==, b->threats);
  g_assert_true (pp_badge_equal (&a->badge, &b->badge));
  g_assert_cmpint (a->out_of_scope, ==, b->out_of_scope);
  g_assert_cmpint (a->form, ==, b->form);
  g_assert_cmpmem (&a->box, sizeof a->box, &b->box, sizeof b->box);
  g_assert_cmpmem (a->path, a->n_path * sizeof (PpPoint), b->path, b->n_path * sizeof (PpPoint));
  g_assert_cmpmem (a->route, a->n_route * sizeof (PpPoint), b->route, b->n_route * sizeof (PpPoint));
  g_assert_cmpmem (&a->label_box, sizeof a->label_box, &b->label_box, sizeof b->label_box);
  g_assert_cmpmem (&a->bounds, sizeof a->bounds, &b->bounds, sizeof b->bounds);
}

static void
assert_as_new (PpScene *scene)
{
  g_autoptr(PpScene) fresh = scene_of (pp_scene_get_model (scene));

  g_assert_cmpuint (pp_scene_get_n_items (scene), ==, pp_scene_get_n_items (fresh));
  for (guint i = 0; i < pp_scene_get_n_items (scene); i++)
    assert_same_item (pp_scene_get_item (scene, i), pp_scene_get_item (fresh, i));
}

static void
test_items (void)
{
  g_autoptr(PpModel) model = sketch_new ();
  g_autoptr(PpScene) scene = NULL;
  const PpSceneItem *item;
  PpBox bounds;

  sketch_node (model, "a", "process", 0, 0, 0, 0);
  sketch_node (model, "b", "store", 300, 0, 150, 75);
  sketch_edge (model, "e", "a", "b");
  sketch_set (model, "e", "protocol", "\"HTTPS\"");
  sketch_add (model, PP_RECORD_THREAT, "t1", "{ \"element\": \"e\", \"status\": \"Open\" }");
  sketch_add (model, PP_RECORD_THREAT, "t2", "{ \"element\": \"e\", \"status\": \"Mitigated\" }");
  scene = scene_of (model);

  g_assert_cmpuint (pp_scene_get_n_items (scene), ==, 3);
  item = pp_scene_lookup (scene, "a");
  g_assert_cmpfloat (item->box.width, ==, 100);
  g_assert_cmpint (item->shape, ==, PP_SHAPE_ELLIPSE);
  item = pp_scene_lookup (scene, "e");
  g_assert_true (item->is_edge);
  g_assert_cmpuint (item->open_threats, ==, 1);
  g_assert_cmpuint (item->threats, ==, 2);
  g_assert_cmpstr (item->protocol, ==, "HTTPS");
  g_assert_cmpuint (item->n_path, ==, 2);
  g_assert_cmpfloat_with_epsilon (item->path[0].x, 100, 1);
  g_assert_cmpfloat_with_epsilon (item->path[1].x, 300, 0.01);
  g_assert_false (pp_box_is_empty (&item->label_box));
  bounds = pp_scene_get_bounds (scene);
  g_assert_true (pp_box_contains_box (&bounds, &item->bounds));
  g_assert_null (pp_scene_lookup (scene, "nothing"));
}

static void
count_cb (PpScene     *scene,
          const PpBox *box,
          guint       *count)
{
  (*count)++;
}

static void
test_invalidates (void)
{
  g_autoptr(PpModel) model = sketch_new ();
  g_autoptr(PpScene) scene = NULL;
  guint count = 0;

  sketch_node (model, "a", "process", 0, 0, 100, 100);
  scene = scene_of (model);
  g_signal_connect (scene, "invalidated", G_CALLBACK (count_cb), &count);

  sketch_set (model, SKETCH_LAYOUT, "title", "\"Another\"");
  sketch_set (model, "a", "properties", "{ \"x\": 1 }");
  count = 0;
  sketch_add (model, PP_RECORD_NODE, "unplaced", "{ \"kind\": \"process\" }");
  g_assert_cmpuint (count, ==, 0);
  sketch_set (model, "a", "name", "\"Renamed\"");
  g_assert_cmpuint (count, >, 0);
  g_assert_cmpstr (pp_scene_lookup (scene, "a")->name, ==, "Renamed");
}

static void
test_incremental_is_local (void)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (5);
  g_autoptr(PpModel) model = sketch_new_random (random, 80, 120);
  g_autoptr(PpScene) scene = scene_of (model);
  g_autoptr(PpPlacement) placement = NULL;
  PpSceneCounters before, after;

  pp_scene_get_counters (scene, &before);
  placement = pp_placement_copy (pp_layout_get_placement (pp_scene_get_layout (scene), "n79"));
  placement->x += 7;
  sketch_place (model, "n79", placement);
  pp_scene_get_counters (scene, &after);
  g_assert_cmpuint (after.items_built - before.items_built, ==, 1);
  g_assert_cmpuint (after.edges_routed - before.edges_routed, <, 60);
  assert_as_new (scene);
}

/* Random edits */

static const char *
pick (GRand        *random,
      PpModel      *model,
      PpRecordType  type)
{
  guint n = pp_model_get_n_records (model, type);

  return n > 0 ? pp_record_get_id (pp_model_peek_record (model, type, g_rand_int_range (random, 0, n))) : NULL;
}

static void
move_something (GRand     *random,
                PpHistory *history,
                PpModel   *model)
{
  const char *id = pick (random, model, g_rand_boolean (random) ? PP_RECORD_NODE : PP_RECORD_EDGE);
  const PpPlacement *old = id != NULL ? pp_layout_get_placement (pp_model_lookup_layout (model, SKETCH_LAYOUT), id)
                                      : NULL;
  g_autoptr(PpPlacement) placement = old != NULL ? pp_placement_copy (old) : NULL;
  g_autoptr(GPtrArray) changes = NULL;
  PpPoint bend = { g_rand_int_range (random, 0, 1600), g_rand_int_range (random, 0, 1000) };

  if (placement == NULL)
    return;
  if (pp_model_lookup_node (model, id) != NULL)
    {
      placement->x += g_rand_int_range (random, -300, 300);
      placement->y += g_rand_int_range (random, -200, 200);
      placement->z = g_rand_int_range (random, -1, 3);
    }
  else
    pp_placement_set_points (placement, &bend, g_rand_int_range (random, 0, 2));
  placement->hidden = g_rand_int_range (random, 0, 12) == 0;
  changes = pp_edit_place (model, SKETCH_LAYOUT, id, placement);
  pp_history_apply (history, "move", changes, NULL);
}

static void
add_something (GRand     *random,
               PpHistory *history,
               PpModel   *model)
{
  static const char * const kinds[] = { "process", "trust-boundary-box", "text-note", "database" };
  g_autoptr(GPtrArray) changes = NULL;

  if (g_rand_boolean (random))
    {
      g_autoptr(PpPlacement) placement =
        pp_placement_new_box (g_rand_int_range (random, 0, 1600), g_rand_int_range (random, 0, 900),
                              g_rand_int_range (random, 60, 300), g_rand_int_range (random, 40, 200), 0);

      changes = pp_edit_add_node (model, SKETCH_LAYOUT, kinds[g_rand_int_range (random, 0, G_N_ELEMENTS (kinds))],
                                  "New", NULL, placement, NULL, NULL);
    }
  else
    changes = pp_edit_add_edge (model, SKETCH_LAYOUT, "data-flow", "New flow", NULL,
                                pick (random, model, g_rand_int_range (random, 0, 6) == 0 ? PP_RECORD_EDGE : PP_RECORD_NODE),
                                pick (random, model, PP_RECORD_NODE), NULL, NULL);
  pp_history_apply (history, "add", changes, NULL);
}

static void
change_something (GRand     *random,
                  PpHistory *history,
                  PpModel   *model)
{
  static const char * const names[] = { "A", "A rather long name of something", "", "Ünïcode 名前" };
  const char *id = pick (random, model, g_rand_boolean (random) ? PP_RECORD_NODE : PP_RECORD_EDGE);
  const char *edge = pick (random, model, PP_RECORD_EDGE);
  g_autoptr(JsonNode) value = json_node_new (JSON_NODE_VALUE);
  g_autoptr(GPtrArray) changes = NULL;

  if (id == NULL)
    return;
  switch (g_rand_int_range (random, 0, 4))
    {
    case 0:
      json_node_set_string (value, names[g_rand_int_range (random, 0, G_N_ELEMENTS (names))]);
      pp_history_set (history, "rename", id, "name", value, NULL);
      break;
    case 1:
      changes = pp_edit_add_threat (model, id, "STRIDE", "Spoofing", "Threat", NULL);
      pp_history_apply (history, "threat", changes, NULL);
      break;
    case 2:
      json_node_set_boolean (value, !pp_element_get_out_of_scope (pp_model_lookup_element (model, id)));
      pp_history_set (history, "scope", id, "outOfScope", value, NULL);
      break;
    default:
      if (edge == NULL || pick (random, model, PP_RECORD_NODE) == NULL)
        break;
      json_node_set_string (value, pick (random, model, PP_RECORD_NODE));
      pp_history_set (history, "reconnect", edge, "target", value, NULL);
      break;
    }
}

static void
remove_something (GRand     *random,
                  PpHistory *history,
                  PpModel   *model)
{
  const char *id = pick (random, model, g_rand_boolean (random) ? PP_RECORD_NODE : PP_RECORD_EDGE);
  g_autoptr(GPtrArray) changes = id != NULL ? pp_edit_remove_elements (model, &id, 1) : NULL;

  if (changes != NULL)
    pp_history_apply (history, "remove", changes, NULL);
}

static void
edit_something (GRand     *random,
                PpHistory *history)
{
  PpModel *model = pp_history_get_model (history);

  switch (g_rand_int_range (random, 0, 10))
    {
    case 0: case 1: case 2: case 3:
      move_something (random, history, model);
      break;
    case 4: case 5:
      add_something (random, history, model);
      break;
    case 6: case 7:
      change_something (random, history, model);
      break;
    case 8:
      remove_something (random, history, model);
      break;
    default:
      pp_history_undo (history);
      break;
    }
}

static void
test_random_edits (void)
{
  for (guint sequence = 0; sequence < N_SEQUENCES; sequence++)
    {
      g_autoptr(GRand) random = g_rand_new_with_seed (sequence);
      g_autoptr(PpModel) model = sketch_new_random (random, 14, 22);
      g_autoptr(PpHistory) history = pp_history_new (model);
      g_autoptr(PpScene) scene = scene_of (model);

      for (guint i = 0; i < N_EDITS; i++)
        {
          edit_something (random, history);
          if (i % 4 == 3)
            assert_as_new (scene);
        }
      while (pp_history_undo (history))
        ;
      assert_as_new (scene);
    }
}

static void
test_layout_removed (void)
{
  g_autoptr(PpModel) model = sketch_new ();
  g_autoptr(PpHistory) history = pp_history_new (model);
  g_autoptr(GPtrArray) changes = NULL;
  g_autoptr(PpScene) scene = NULL;

  sketch_node (model, "a", "process", 0, 0, 100, 100);
  scene = scene_of (model);
  changes = pp_edit_remove_layout (model, SKETCH_LAYOUT);
  g_assert_true (pp_history_apply (history, "remove", changes, NULL));
  g_assert_null (pp_scene_get_layout (scene));
  g_assert_cmpuint (pp_scene_get_n_items (scene), ==, 0);
  pp_history_undo (history);
  g_assert_cmpuint (pp_scene_get_n_items (scene), ==, 1);
}

/* Hits and queries */

static void
test_hit (void)
{
  static const struct {
    const char *what;
    PpPoint     point;
    const char *expected;
  } rows[] = {
    { "middle of the circle", { 150, 150 }, "circle" },
    { "corner of the circle's box", { 104, 104 }, NULL },
    { "on the line", { 260, 152 }, "edge" },
    { "above the line", { 230, 170 }, NULL },
    { "border of the boundary", { 21, 200 }, "boundary" },
    { "inside of the boundary", { 60, 60 }, NULL },
    { "on the node that lies above", { 420, 150 }, "upper" },
    { "nothing", { 1000, 1000 }, NULL },
  };
  g_autoptr(PpModel) model = sketch_new ();
  g_autoptr(PpScene) scene = NULL;

  sketch_node (model, "boundary", "trust-boundary-box", 20, 20, 600, 400);
  sketch_node (model, "circle", "process", 100, 100, 100, 100);
  sketch_node (model, "other", "actor", 400, 110, 150, 80);
  sketch_node (model, "upper", "actor", 400, 110, 60, 80);
  sketch_edge (model, "edge", "circle", "other");
  sketch_set (model, "boundary", "name", "\"\"");
  sketch_set (model, "edge", "name", "\"\"");
  scene = scene_of (model);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const PpSceneItem *item = pp_scene_hit (scene, rows[i].point, 4);

      g_test_message ("%s", rows[i].what);
      g_assert_cmpstr (item != NULL ? item->id : NULL, ==, rows[i].expected);
    }
}

static void
test_query (void)
{
  g_autoptr(GRand) random = g_rand_new_with_seed (3);
  g_autoptr(PpModel) model = sketch_new_random (random, 60, 90);
  g_autoptr(PpScene) scene = scene_of (model);
  g_autoptr(GPtrArray) found = g_ptr_array_new ();

  for (guint round = 0; round < 300; round++)
    {
      PpBox area = { g_rand_int_range (random, -200, 2000), g_rand_int_range (random, -200, 1500),
                     g_rand_int_range (random, 1, round % 3 == 0 ? 2000 : 200), 150 };
      guint next = 0;

      pp_scene_query (scene, &area, found);
      for (guint i = 0; i < pp_scene_get_n_items (scene); i++)
        {
          const PpSceneItem *item = pp_scene_get_item (scene, i);
          gboolean is_found = next < found->len && g_ptr_array_index (found, next) == item;
          gboolean touches = pp_box_intersects (&item->bounds, &area);

          /* Of an edge the box may touch although nothing of it is near. */
          g_assert_true (!is_found || touches);
          if (touches && !item->is_edge)
            g_assert_true (is_found);
          next += is_found ? 1 : 0;
        }
      g_assert_cmpuint (next, ==, found->len);
    }
}

static void
test_find_container (void)
{
  g_autoptr(PpModel) model = sketch_new ();
  g_autoptr(PpScene) scene = NULL;
  PpBox inside = { 120, 120, 50, 50 }, across = { 480, 480, 100, 100 }, outer = { 20, 20, 30, 30 };

  sketch_node (model, "outer", "trust-boundary-box", 0, 0, 500, 500);
  sketch_node (model, "inner", "trust-boundary-box", 100, 100, 200, 200);
  sketch_node (model, "node", "process", 110, 110, 100, 100);
  scene = scene_of (model);
  g_assert_cmpstr (pp_scene_find_container (scene, &inside, NULL)->id, ==, "inner");
  g_assert_cmpstr (pp_scene_find_container (scene, &inside, "inner")->id, ==, "outer");
  g_assert_cmpstr (pp_scene_find_container (scene, &outer, NULL)->id, ==, "outer");
  g_assert_null (pp_scene_find_container (scene, &across, NULL));
}

/* Lifting */

static void
test_lift (void)
{
  g_autoptr(PpModel) model = sketch_new ();
  g_autoptr(PpScene) scene = NULL;
  const char *ids[] = { "a", "b" };
  const PpSceneItem *item;
  PpPoint start;
  guint count = 0;

  sketch_node (model, "a", "actor", 0, 0, 100, 80);
  sketch_node (model, "b", "actor", 300, 0, 100, 80);
  sketch_node (model, "c", "actor", 600, 0, 100, 80);
  sketch_edge (model, "ab", "a", "b");
  sketch_edge (model, "bc", "b", "c");
  scene = scene_of (model);
  g_signal_connect (scene, "invalidated", G_CALLBACK (count_cb), &count);
  start = pp_scene_lookup (scene, "ab")->path[0];

  pp_scene_lift (scene, ids, 2);
  g_assert_cmpuint (pp_scene_get_lifted (scene)->len, ==, 4);
  g_assert_true (pp_scene_is_lifted (scene, "bc"));
  g_assert_false (pp_scene_is_lifted (scene, "c"));
  pp_scene_preview_move (scene, 10, 200);
  item = pp_scene_lookup (scene, "a");
  g_assert_cmpfloat (item->box.y, ==, 200);
  g_assert_true (item->rigid);
  item = pp_scene_lookup (scene, "ab");
  g_assert_true (item->rigid);
  g_assert_cmpfloat (item->path[0].y, ==, start.y + 200);
  item = pp_scene_lookup (scene, "bc");
  g_assert_false (item->rigid);
  g_assert_cmpfloat_with_epsilon (item->path[item->n_path - 1].x, 600, 60);
  g_assert_cmpfloat (item->path[0].y, >, 100);
  g_assert_null (pp_scene_hit (scene, (PpPoint) { 50, 40 }, 2));
  pp_scene_drop (scene);

  g_assert_cmpuint (count, ==, 0);
  g_assert_cmpfloat (pp_scene_lookup (scene, "a")->box.y, ==, 0);
  g_assert_cmpuint (pp_scene_get_lifted (scene)->len, ==, 0);
  assert_as_new (scene);
}

static void
test_preview (void)
{
  g_autoptr(PpModel) model = sketch_new ();
  g_autoptr(PpPlacement) placement = NULL;
  g_autoptr(PpScene) scene = NULL;
  PpPoint bend = { 200, 300 };
  const PpSceneItem *item;

  sketch_node (model, "a", "actor", 0, 0, 100, 80);
  sketch_node (model, "b", "actor", 300, 0, 100, 80);
  sketch_edge (model, "ab", "a", "b");
  scene = scene_of (model);

  placement = pp_placement_copy (pp_layout_get_placement (pp_scene_get_layout (scene), "ab"));
  pp_placement_set_points (placement, &bend, 1);
  pp_scene_preview (scene, "ab", placement);
  item = pp_scene_lookup (scene, "ab");
  g_assert_cmpuint (item->n_bends, ==, 1);
  g_assert_cmpfloat (pp_polyline_distance (item->path, item->n_path, bend, NULL, NULL), <, 1);
  pp_scene_preview (scene, "ab", NULL);
  g_assert_cmpuint (pp_scene_lookup (scene, "ab")->n_bends, ==, 0);
  pp_scene_drop (scene);

  pp_placement_free (placement);
  placement = pp_placement_new_box (0, 0, 200, 160, 0);
  pp_scene_preview (scene, "a", placement);
  g_assert_cmpfloat (pp_scene_lookup (scene, "a")->box.width, ==, 200);
  g_assert_cmpfloat_with_epsilon (pp_scene_lookup (scene, "ab")->path[0].x, 200, 0.1);
  pp_scene_drop (scene);
  assert_as_new (scene);
}

static void
test_change_while_lifted (void)
{
  g_autoptr(PpModel) model = sketch_new ();
  g_autoptr(PpHistory) history = pp_history_new (model);
  g_autoptr(GPtrArray) changes = NULL;
  g_autoptr(PpScene) scene = NULL;
  const char *ids[] = { "a", "b" };

  sketch_node (model, "a", "actor", 0, 0, 100, 80);
  sketch_node (model, "b", "actor", 300, 0, 100, 80);
  sketch_edge (model, "ab", "a", "b");
  scene = scene_of (model);
  pp_scene_lift (scene, ids, 2);
  pp_scene_preview_move (scene, 50, 50);

  changes = pp_edit_remove_elements (model, &ids[1], 1);
  g_assert_true (pp_history_apply (history, "remove", changes, NULL));
  g_assert_cmpuint (pp_scene_get_lifted (scene)->len, ==, 1);
  g_assert_cmpfloat (pp_scene_lookup (scene, "a")->box.x, ==, 50);
  pp_scene_drop (scene);
  assert_as_new (scene);
}

static void
test_edges_on_edges (void)
{
  g_autoptr(PpModel) model = sketch_new ();
  g_autoptr(PpScene) scene = NULL;
  const PpSceneItem *edge, *upon;
  PpPoint end, middle;

  sketch_node (model, "a", "actor", 0, 0, 100, 80);
  sketch_node (model, "b", "actor", 300, 0, 100, 80);
  sketch_node (model, "c", "actor", 100, 300, 100, 80);
  sketch_edge (model, "ab", "a", "b");
  sketch_edge (model, "upon", "c", "ab");
  /* A circle of edges must neither hang nor crash. */
  sketch_add (model, PP_RECORD_EDGE, "x", "{ \"kind\": \"data-flow\", \"source\": \"upon\" }");
  sketch_place (model, "x", pp_layout_get_placement (pp_model_lookup_layout (model, SKETCH_LAYOUT), "ab"));
  sketch_set (model, "x", "target", "\"x\"");
  scene = scene_of (model);

  edge = pp_scene_lookup (scene, "ab");
  upon = pp_scene_lookup (scene, "upon");
  end = upon->path[upon->n_path - 1];
  middle = pp_polyline_at (edge->path, edge->n_path, 0.5, NULL);
  g_assert_cmpfloat_with_epsilon (end.x, middle.x, 0.01);
  g_assert_cmpfloat_with_epsilon (end.y, middle.y, 0.01);
}

static void
test_connection (void)
{
  g_autoptr(PpModel) model = sketch_new ();
  g_autoptr(GArray) path = g_array_new (FALSE, FALSE, sizeof (PpPoint));
  g_autoptr(PpScene) scene = NULL;

  sketch_node (model, "a", "actor", 0, 0, 100, 80);
  scene = scene_of (model);
  pp_scene_preview_connection (scene, "a", NULL, (PpPoint) { 300, 40 }, path);
  g_assert_cmpuint (path->len, >=, 2);
  g_assert_cmpfloat_with_epsilon (g_array_index (path, PpPoint, 0).x, 100, 0.01);
  g_assert_cmpfloat (g_array_index (path, PpPoint, path->len - 1).x, ==, 300);
}

static void
count_box_cb (PpScene     *scene,
              const PpBox *box,
              GArray      *boxes)
{
  g_assert_nonnull (box);
  g_array_append_vals (boxes, box, 1);
}

static GHashTable *
badges_new (const char *id,
            PpBadge     badge)
{
  GHashTable *badges = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  g_hash_table_insert (badges, g_strdup (id), g_memdup2 (&badge, sizeof badge));
  return badges;
}

/* Only what says something else is painted anew, and where it stood as well. */
static void
test_badges (void)
{
  g_autoptr (PpModel) model = sketch_new ();
  g_autoptr (PpScene) scene = NULL;
  g_autoptr (GArray) boxes = g_array_new (FALSE, FALSE, sizeof (PpBox));
  g_autoptr (GHashTable) table = badges_new ("b", (PpBadge) { .suggested = 12, .questions = 3, .severity = 3 });
  g_autoptr (GHashTable) same = badges_new ("b", (PpBadge) { .suggested = 12, .questions = 3, .severity = 3 });
  g_autoptr (GHashTable) none = g_hash_table_new (g_str_hash, g_str_equal);
  const PpSceneItem *a, *b;
  PpBox before;

  sketch_node (model, "a", "process", 0, 0, 0, 0);
  sketch_node (model, "b", "store", 600, 0, 0, 0);
  sketch_edge (model, "e", "a", "b");
  sketch_add (model, PP_RECORD_THREAT, "t1",
              "{ \"element\": \"a\", \"status\": \"Open\", \"severity\": \"High\" }");
  scene = scene_of (model);
  a = pp_scene_lookup (scene, "a");
  b = pp_scene_lookup (scene, "b");
  g_assert_cmpuint (a->badge.stated, ==, 1);
  g_assert_cmpint (a->badge.severity, ==, 2);
  g_assert_cmpint (b->badge.severity, ==, -1);
  before = b->bounds;

  g_signal_connect (scene, "invalidated", G_CALLBACK (count_box_cb), boxes);
  pp_scene_set_badges (scene, table);
  g_assert_cmpuint (boxes->len, ==, 2);
  g_assert_cmpuint (a->badge.stated, ==, 0);
  g_assert_cmpuint (b->badge.suggested, ==, 12);
  g_assert_false (pp_box_equal (&before, &b->bounds));
  g_assert_true (pp_scene_hit_badge (scene, (PpPoint) { b->box.x + b->box.width, b->box.y + 3 }, 1) == b);
  g_assert_null (pp_scene_hit_badge (scene, pp_box_centre (&b->box), 1));
  g_assert_null (pp_scene_hit_badge (scene, (PpPoint) { a->box.x + a->box.width, a->box.y + 3 }, 1));

  pp_scene_set_badges (scene, same);
  g_assert_cmpuint (boxes->len, ==, 2);
  sketch_set (model, "b", "name", "\"Renamed\"");
  g_assert_cmpuint (pp_scene_lookup (scene, "b")->badge.suggested, ==, 12);
  pp_scene_set_badges (scene, none);
  g_assert_true (pp_box_equal (&before, &pp_scene_lookup (scene, "b")->bounds));
  pp_scene_set_badges (scene, NULL);
  g_assert_cmpuint (pp_scene_lookup (scene, "a")->badge.stated, ==, 1);
}

/* A badge stands beside the label of a flow, where a query for its line would not look. */
static void
test_badge_of_edge (void)
{
  g_autoptr (PpModel) model = sketch_new ();
  g_autoptr (PpScene) scene = NULL;
  g_autoptr (GHashTable) table = badges_new ("e", (PpBadge) { .stated = 2, .suggested = 3, .questions = 9 });
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  const PpSceneItem *edge;
  PpBox badge, end;

  sketch_node (model, "a", "store", 0, 0, 100, 60);
  sketch_node (model, "b", "store", 0, 600, 100, 60);
  sketch_edge (model, "e", "a", "b");
  scene = scene_of (model);
  pp_scene_set_badges (scene, table);
  edge = pp_scene_lookup (scene, "e");
  badge = pp_face_badge (edge, 1);
  end = (PpBox) { badge.x + badge.width - 2, badge.y + 2, 1, 1 };
  pp_scene_query (scene, &end, found);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_true (g_ptr_array_index (found, 0) == edge);
  g_assert_true (pp_scene_hit_badge (scene, pp_box_centre (&end), 1) == edge);
}

static void
test_badge_parts (void)
{
  const PpBadge all = { 7, 120, 2, 1 }, found = { 0, 4, 0, 3 }, nothing = { 0, 0, 0, -1 };
  PpBadgePart parts[PP_N_BADGE_PARTS];
  PpPoint lines[8];
  guint n_lines[4];

  g_assert_cmpuint (pp_badge_compose (&nothing, (PpPoint) { 0, 0 }, TRUE, 1, parts), ==, 0);
  g_assert_cmpuint (pp_badge_compose (&all, (PpPoint) { 100, 50 }, TRUE, 1, parts), ==, 3);
  g_assert_cmpstr (parts[0].text, ==, "7");
  g_assert_cmpstr (parts[1].text, ==, "99+");
  g_assert_cmpstr (parts[2].text, ==, "?2");
  g_assert_true (parts[0].has_glyph && !parts[1].has_glyph && !parts[2].has_glyph);
  for (guint i = 0; i + 1 < 3; i++)
    g_assert_cmpfloat (parts[i].box.x + parts[i].box.width, <, parts[i + 1].box.x);
  g_assert_cmpfloat_with_epsilon (parts[2].box.x + parts[2].box.width, 110, 0.01);
  g_assert_cmpuint (pp_badge_compose (&found, (PpPoint) { 0, 0 }, FALSE, 1, parts), ==, 1);
  g_assert_cmpint (parts[0].type, ==, PP_BADGE_SUGGESTED);
  g_assert_true (parts[0].has_glyph);
  g_assert_cmpuint (pp_badge_compose (&all, (PpPoint) { 100, 50 }, TRUE, 1.8, parts), ==, 2);
  g_assert_cmpfloat_with_epsilon (parts[1].box.x + parts[1].box.width, 110, 0.01);
  g_assert_cmpfloat_with_epsilon (parts[0].box.height, 1.8 * PP_BADGE_HEIGHT, 0.01);
  g_assert_cmpfloat (pp_badge_get_growth (0), ==, 1);
  g_assert_cmpfloat (pp_badge_get_growth (1), ==, 1);
  g_assert_cmpfloat (pp_badge_get_growth (0.01), ==, PP_BADGE_MAX_GROWTH);

  /* No two severities look alike. */
  for (int severity = 0; severity < 4; severity++)
    n_lines[severity] = pp_badge_list_glyph_lines (severity, &(PpBox) { 0, 0, 7, 7 }, lines);
  g_assert_cmpuint (n_lines[1], ==, 2);
  g_assert_cmpuint (n_lines[2], ==, 4);
  g_assert_cmpuint (n_lines[3], ==, 8);
  pp_badge_list_glyph_lines (0, &(PpBox) { 0, 0, 7, 7 }, lines);
  g_assert_cmpfloat (lines[1].y, >, lines[0].y);
  pp_badge_list_glyph_lines (2, &(PpBox) { 0, 0, 7, 7 }, lines);
  g_assert_cmpfloat (lines[1].y, <, lines[0].y);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/render/scene/items", test_items);
  g_test_add_func ("/render/scene/badges", test_badges);
  g_test_add_func ("/render/scene/badge-of-edge", test_badge_of_edge);
  g_test_add_func ("/render/scene/badge-parts", test_badge_parts);
  g_test_add_func ("/render/scene/invalidates", test_invalidates);
  g_test_add_func ("/render/scene/incremental-is-local", test_incremental_is_local);
  g_test_add_func ("/render/scene/random-edits-as-built-anew", test_random_edits);
  g_test_add_func ("/render/scene/layout-removed-and-back", test_layout_removed);
  g_test_add_func ("/render/scene/hit", test_hit);
  g_test_add_func ("/render/scene/query", test_query);
  g_test_add_func ("/render/scene/find-container", test_find_container);
  g_test_add_func ("/render/scene/lift", test_lift);
  g_test_add_func ("/render/scene/preview", test_preview);
  g_test_add_func ("/render/scene/change-while-lifted", test_change_while_lifted);
  g_test_add_func ("/render/scene/edges-on-edges", test_edges_on_edges);
  g_test_add_func ("/render/scene/connection", test_connection);

  return g_test_run ();
}
