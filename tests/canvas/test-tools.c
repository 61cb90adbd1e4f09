/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Each gesture, called as the controllers call it: what it does to the model, in one step, and that
 * Escape leaves the model as it was. */

#include "pp-canvas-test.h"

#define P(x, y) ((PpPoint) { (x), (y) })

static PpPoint
offset (PpPoint point,
        double  dx,
        double  dy)
{
  return P (point.x + dx, point.y + dy);
}

static void
assert_place (Fixture    *fixture,
              const char *id,
              double      x,
              double      y)
{
  const PpPlacement *placement = placement_of (fixture, id);

  g_assert_nonnull (placement);
  g_assert_cmpfloat (placement->x, ==, x);
  g_assert_cmpfloat (placement->y, ==, y);
}

static const char *
parent_of (Fixture    *fixture,
           const char *id)
{
  return pp_node_get_parent (pp_model_lookup_node (fixture->model, id));
}

static void
test_move_snaps_to_grid (Fixture       *fixture,
                         gconstpointer  data)
{
  PpPoint from = centre_of (fixture, "bank");

  pp_canvas_set_snap_to_grid (fixture->canvas, TRUE);
  drag (fixture, from, offset (from, 33, 152), 0);
  assert_place (fixture, "bank", 930, 270);
  assert_one_step (fixture, "Move");
}

static void
test_move_freely (Fixture       *fixture,
                  gconstpointer  data)
{
  PpPoint from = centre_of (fixture, "bank");

  drag (fixture, from, offset (from, 33, 151), GDK_ALT_MASK);
  assert_place (fixture, "bank", 933, 271);
  assert_one_step (fixture, "Move");
}

static void
test_move_snaps_to_neighbour (Fixture       *fixture,
                              gconstpointer  data)
{
  PpPoint from = centre_of (fixture, "bank");

  pp_canvas_set_snap_to_grid (fixture->canvas, FALSE);
  /* 3 units below the line on which the upper edges of the others are. */
  drag (fixture, from, offset (from, 37, 3), 0);
  assert_place (fixture, "bank", 937, 120);
}

static void
test_move_along_axis (Fixture       *fixture,
                      gconstpointer  data)
{
  PpPoint from = centre_of (fixture, "bank");

  press (fixture, from, 0);
  drag_to (fixture, from, offset (from, 20, 120), GDK_SHIFT_MASK);
  _pp_canvas_release (fixture->canvas, from.x + 20, from.y + 120, GDK_SHIFT_MASK);
  assert_place (fixture, "bank", 900, 240);
}

static void
test_escape_cancels_move (Fixture       *fixture,
                          gconstpointer  data)
{
  PpPoint from = centre_of (fixture, "web");

  press (fixture, from, 0);
  drag_to (fixture, from, offset (from, 200, 200), 0);
  g_assert_cmpfloat (pp_scene_lookup (_pp_canvas_get_scene (fixture->canvas), "web")->box.x, ==, 500);
  g_assert_true (_pp_canvas_cancel (fixture->canvas));
  g_assert_cmpfloat (pp_scene_lookup (_pp_canvas_get_scene (fixture->canvas), "web")->box.x, ==, 300);
  _pp_canvas_release (fixture->canvas, from.x + 200, from.y + 200, 0);
  assert_nothing_done (fixture);
  g_assert_false (_pp_canvas_cancel (fixture->canvas));
}

/* A press that does not go far is a click, however long. */
static void
test_small_drag_is_click (Fixture       *fixture,
                          gconstpointer  data)
{
  PpPoint from = centre_of (fixture, "web");

  drag (fixture, from, offset (from, 2, 2), 0);
  assert_nothing_done (fixture);
  g_assert_cmpstr (pp_selection_get_primary (pp_canvas_get_selection (fixture->canvas)), ==, "web");
}

static void
test_boundary_takes_content_along (Fixture       *fixture,
                                   gconstpointer  data)
{
  PpPoint border = P (400, 41);

  drag (fixture, border, offset (border, 0, 50), 0);
  assert_place (fixture, "zone", 240, 90);
  assert_place (fixture, "web", 300, 170);
  assert_place (fixture, "queue", 600, 380);
  assert_place (fixture, "customer", 40, 120);
  g_assert_null (parent_of (fixture, "web"));
  assert_one_step (fixture, "Move");
}

static void
test_drop_into_boundary (Fixture       *fixture,
                         gconstpointer  data)
{
  PpPoint from = centre_of (fixture, "bank");

  drag (fixture, from, P (520, 260), 0);
  g_assert_cmpstr (parent_of (fixture, "bank"), ==, "zone");
  assert_one_step (fixture, "Move");

  /* A child goes along although it hangs over the border. */
  {
    PpPoint border = P (400, 459);
    double x = placement_of (fixture, "bank")->x;

    drag (fixture, border, offset (border, 100, 0), 0);
    g_assert_cmpfloat (placement_of (fixture, "bank")->x, ==, x + 100);
  }

  from = centre_of (fixture, "bank");
  drag (fixture, from, P (1000, 600), 0);
  g_assert_null (parent_of (fixture, "bank"));
}

static void
test_resize (Fixture       *fixture,
             gconstpointer  data)
{
  pp_selection_set_single (pp_canvas_get_selection (fixture->canvas), "bank");
  drag (fixture, P (1020, 200), P (1058, 242), 0);
  assert_place (fixture, "bank", 900, 120);
  g_assert_cmpfloat (placement_of (fixture, "bank")->width, ==, 160);
  g_assert_cmpfloat (placement_of (fixture, "bank")->height, ==, 120);
  assert_one_step (fixture, "Resize");
}

static void
test_resize_keeps_ratio (Fixture       *fixture,
                         gconstpointer  data)
{
  pp_selection_set_single (pp_canvas_get_selection (fixture->canvas), "bank");
  press (fixture, P (900, 120), 0);
  drag_to (fixture, P (900, 120), P (840, 118), GDK_SHIFT_MASK);
  _pp_canvas_release (fixture->canvas, 840, 118, GDK_SHIFT_MASK);
  assert_place (fixture, "bank", 840, 80);
  g_assert_cmpfloat (placement_of (fixture, "bank")->width, ==, 180);
  g_assert_cmpfloat (placement_of (fixture, "bank")->height, ==, 120);
}

static void
test_resize_never_vanishes (Fixture       *fixture,
                            gconstpointer  data)
{
  pp_selection_set_single (pp_canvas_get_selection (fixture->canvas), "bank");
  drag (fixture, P (1020, 200), P (500, 10), 0);
  g_assert_cmpfloat (placement_of (fixture, "bank")->width, ==, 20);
  g_assert_cmpfloat (placement_of (fixture, "bank")->height, ==, 20);
  assert_place (fixture, "bank", 900, 120);
}

/* The handle from which flows are drawn, on one side. */
static PpPoint
connector (Fixture    *fixture,
           const char *id,
           int         x,
           int         y)
{
  g_autoptr(GArray) handles = g_array_new (FALSE, FALSE, sizeof (PpHandle));

  pp_handles_list_connectors (pp_scene_lookup (_pp_canvas_get_scene (fixture->canvas), id), 1, handles);
  for (guint i = 0; i < handles->len; i++)
    {
      const PpHandle *handle = &g_array_index (handles, PpHandle, i);

      if (handle->direction_x == x && handle->direction_y == y)
        return handle->position;
    }
  g_assert_not_reached ();
}

static void
test_connect (Fixture       *fixture,
              gconstpointer  data)
{
  PpPoint web = centre_of (fixture, "web");
  const char *id;
  PpEdge *edge;

  _pp_canvas_motion (fixture->canvas, web.x, web.y, 0);
  drag (fixture, connector (fixture, "web", 0, 1), centre_of (fixture, "queue"), 0);
  id = pp_selection_get_primary (pp_canvas_get_selection (fixture->canvas));
  edge = pp_model_lookup_edge (fixture->model, id);
  g_assert_nonnull (edge);
  g_assert_cmpstr (pp_edge_get_source (edge), ==, "web");
  g_assert_cmpstr (pp_edge_get_target (edge), ==, "queue");
  g_assert_cmpstr (pp_element_get_kind (PP_ELEMENT (edge)), ==, "data-flow");
  assert_one_step (fixture, "Add Flow");
}

static void
test_connect_loose (Fixture       *fixture,
                    gconstpointer  data)
{
  PpPoint web = centre_of (fixture, "web");
  PpEdge *edge;
  const char *id;

  pp_canvas_set_edge_kind (fixture->canvas, "attack");
  _pp_canvas_motion (fixture->canvas, web.x, web.y, 0);
  drag (fixture, connector (fixture, "web", 0, 1), P (501, 602), 0);
  id = pp_selection_get_primary (pp_canvas_get_selection (fixture->canvas));
  edge = pp_model_lookup_edge (fixture->model, id);
  g_assert_null (pp_edge_get_target (edge));
  g_assert_cmpstr (pp_element_get_kind (PP_ELEMENT (edge)), ==, "attack");
  g_assert_true (placement_of (fixture, id)->has_target_point);
  g_assert_cmpfloat (placement_of (fixture, id)->target_point.x, ==, 500);
  assert_one_step (fixture, "Add Flow");
}

static void
test_connect_to_itself_is_nothing (Fixture       *fixture,
                                   gconstpointer  data)
{
  PpPoint web = centre_of (fixture, "web");

  _pp_canvas_motion (fixture->canvas, web.x, web.y, 0);
  drag (fixture, connector (fixture, "web", 0, 1), web, 0);
  assert_nothing_done (fixture);
}

static void
test_connect_cancelled (Fixture       *fixture,
                        gconstpointer  data)
{
  PpPoint web = centre_of (fixture, "web");

  _pp_canvas_motion (fixture->canvas, web.x, web.y, 0);
  press (fixture, connector (fixture, "web", 0, 1), 0);
  drag_to (fixture, web, centre_of (fixture, "queue"), 0);
  iterate (20);
  g_assert_true (_pp_canvas_cancel (fixture->canvas));
  assert_nothing_done (fixture);
}

static void
test_reconnect (Fixture       *fixture,
                gconstpointer  data)
{
  PpEdge *edge = pp_model_lookup_edge (fixture->model, "transfer");
  const PpSceneItem *item;
  PpPoint end;

  pp_selection_set_single (pp_canvas_get_selection (fixture->canvas), "transfer");
  item = pp_scene_lookup (_pp_canvas_get_scene (fixture->canvas), "transfer");
  end = item->path[item->n_path - 1];
  drag (fixture, end, centre_of (fixture, "queue"), 0);
  g_assert_cmpstr (pp_edge_get_target (edge), ==, "queue");
  assert_one_step (fixture, "Reconnect Flow");

  item = pp_scene_lookup (_pp_canvas_get_scene (fixture->canvas), "transfer");
  end = item->path[0];
  drag (fixture, end, P (1000, 600), 0);
  g_assert_null (pp_edge_get_source (edge));
  g_assert_true (placement_of (fixture, "transfer")->has_source_point);
  g_assert_cmpfloat (placement_of (fixture, "transfer")->source_point.y, ==, 600);
}

static void
test_bend (Fixture       *fixture,
           gconstpointer  data)
{
  PpPoint on_line = centre_of (fixture, "pay");
  const PpPlacement *placement;

  drag (fixture, on_line, offset (on_line, 0, 70), 0);
  placement = placement_of (fixture, "pay");
  g_assert_cmpuint (placement->n_points, ==, 1);
  g_assert_cmpfloat (placement->points[0].y, ==, 230);
  assert_one_step (fixture, "Bend Flow");

  /* Dragged back onto the line it goes. */
  drag (fixture, placement_of (fixture, "pay")->points[0], on_line, 0);
  g_assert_cmpuint (placement_of (fixture, "pay")->n_points, ==, 0);
}

static void
test_bend_removed_by_double_click (Fixture       *fixture,
                                   gconstpointer  data)
{
  PpPoint on_line = centre_of (fixture, "pay");
  PpPoint bend;

  drag (fixture, on_line, offset (on_line, 0, 70), 0);
  bend = placement_of (fixture, "pay")->points[0];
  click_at (fixture, bend, 0);
  _pp_canvas_press (fixture->canvas, bend.x, bend.y, 1, 2, 0, FALSE);
  _pp_canvas_release (fixture->canvas, bend.x, bend.y, 0);
  g_assert_cmpuint (placement_of (fixture, "pay")->n_points, ==, 0);
  g_assert_cmpstr (pp_history_get_undo_label (fixture->history), ==, "Remove Bend");
}

/* Who presses again soon after a click, and then moves, drags. */
static void
test_second_press_drags (Fixture       *fixture,
                         gconstpointer  data)
{
  PpPoint middle = centre_of (fixture, "web");
  double x = placement_of (fixture, "web")->x;

  click_at (fixture, middle, 0);
  _pp_canvas_press (fixture->canvas, middle.x, middle.y, 1, 2, 0, FALSE);
  g_assert_null (fixture->canvas->editor);
  _pp_canvas_motion (fixture->canvas, middle.x + 30, middle.y, GDK_ALT_MASK);
  _pp_canvas_motion (fixture->canvas, middle.x + 60, middle.y, GDK_ALT_MASK);
  _pp_canvas_release (fixture->canvas, middle.x + 60, middle.y, GDK_ALT_MASK);
  g_assert_null (fixture->canvas->editor);
  g_assert_cmpfloat (placement_of (fixture, "web")->x, !=, x);
}

static void
test_band (Fixture       *fixture,
           gconstpointer  data)
{
  PpSelection *selection = pp_canvas_get_selection (fixture->canvas);

  drag (fixture, P (260, 90), P (500, 440), 0);
  g_assert_true (pp_selection_contains (selection, "web"));
  g_assert_true (pp_selection_contains (selection, "orders"));
  g_assert_true (pp_selection_contains (selection, "store"));
  g_assert_false (pp_selection_contains (selection, "zone"));
  g_assert_false (pp_selection_contains (selection, "pay"));
  assert_nothing_done (fixture);

  drag (fixture, P (560, 300), P (790, 440), GDK_SHIFT_MASK);
  g_assert_true (pp_selection_contains (selection, "web"));
  g_assert_true (pp_selection_contains (selection, "queue"));

  /* Given up, it leaves the selection as it was. */
  press (fixture, P (860, 30), GDK_SHIFT_MASK);
  drag_to (fixture, P (860, 30), P (1090, 600), GDK_SHIFT_MASK);
  g_assert_true (pp_selection_contains (selection, "bank"));
  _pp_canvas_cancel (fixture->canvas);
  g_assert_false (pp_selection_contains (selection, "bank"));
  g_assert_true (pp_selection_contains (selection, "web"));
}

static void
test_click_selects (Fixture       *fixture,
                    gconstpointer  data)
{
  PpSelection *selection = pp_canvas_get_selection (fixture->canvas);

  click_at (fixture, centre_of (fixture, "web"), 0);
  g_assert_cmpuint (pp_selection_get_n_items (selection), ==, 1);
  click_at (fixture, centre_of (fixture, "api"), GDK_SHIFT_MASK);
  g_assert_cmpuint (pp_selection_get_n_items (selection), ==, 2);
  click_at (fixture, centre_of (fixture, "web"), GDK_CONTROL_MASK);
  g_assert_cmpuint (pp_selection_get_n_items (selection), ==, 1);
  g_assert_cmpstr (pp_selection_get_primary (selection), ==, "api");
  click_at (fixture, P (1050, 650), 0);
  g_assert_cmpuint (pp_selection_get_n_items (selection), ==, 0);
}

static void
test_pan (Fixture       *fixture,
          gconstpointer  data)
{
  PpViewport *viewport = _pp_canvas_get_viewport (fixture->canvas);

  _pp_canvas_press (fixture->canvas, 500, 300, GDK_BUTTON_MIDDLE, 1, 0, FALSE);
  drag_to (fixture, P (500, 300), P (430, 260), 0);
  _pp_canvas_release (fixture->canvas, 430, 260, 0);
  g_assert_cmpfloat_with_epsilon (pp_viewport_get_x (viewport), 70, 0.001);
  g_assert_cmpfloat_with_epsilon (pp_viewport_get_y (viewport), 40, 0.001);
  assert_nothing_done (fixture);
}

static void
test_place (Fixture       *fixture,
            gconstpointer  data)
{
  const char *id;

  pp_canvas_start_placing (fixture->canvas, "process");
  g_assert_cmpstr (pp_canvas_get_placing_kind (fixture->canvas), ==, "process");
  _pp_canvas_motion (fixture->canvas, 520, 270, 0);
  iterate (20);
  click_at (fixture, P (520, 270), 0);
  g_assert_null (pp_canvas_get_placing_kind (fixture->canvas));
  id = pp_selection_get_primary (pp_canvas_get_selection (fixture->canvas));
  g_assert_cmpstr (pp_element_get_kind (pp_model_lookup_element (fixture->model, id)), ==, "process");
  g_assert_cmpstr (parent_of (fixture, id), ==, "zone");
  assert_one_step (fixture, "Add Element");
}

static void
test_place_many_and_give_up (Fixture       *fixture,
                             gconstpointer  data)
{
  pp_canvas_start_placing (fixture->canvas, "process");
  click_at (fixture, P (100, 500), GDK_SHIFT_MASK);
  click_at (fixture, P (900, 500), GDK_SHIFT_MASK);
  g_assert_nonnull (pp_canvas_get_placing_kind (fixture->canvas));
  g_assert_cmpuint (pp_layout_get_n_placements (pp_model_lookup_layout (fixture->model, "main")), ==, 14);
  g_assert_true (_pp_canvas_cancel (fixture->canvas));
  g_assert_null (pp_canvas_get_placing_kind (fixture->canvas));
}

static void
test_read_only (Fixture       *fixture,
                gconstpointer  data)
{
  PpPoint from = centre_of (fixture, "web");

  pp_canvas_set_editable (fixture->canvas, FALSE);
  drag (fixture, from, offset (from, 100, 100), 0);
  pp_selection_set_single (pp_canvas_get_selection (fixture->canvas), "web");
  _pp_canvas_delete (fixture->canvas);
  _pp_canvas_duplicate (fixture->canvas);
  pp_canvas_start_placing (fixture->canvas, "process");
  g_assert_null (pp_canvas_get_placing_kind (fixture->canvas));
  assert_nothing_done (fixture);
}

/* While something is dragged only it is painted: the tiles were mended once, when it was taken up. */
static void
test_drag_paints_no_tiles (Fixture       *fixture,
                           gconstpointer  data)
{
  PpPoint from = centre_of (fixture, "web");
  guint pieces;

  iterate (200);
  press (fixture, from, 0);
  drag_to (fixture, from, offset (from, 20, 20), 0);
  iterate (200);
  pieces = _pp_canvas_get_tile_counters (fixture->canvas).pieces;
  for (int i = 0; i < 10; i++)
    {
      _pp_canvas_motion (fixture->canvas, from.x + 20 + 7 * i, from.y + 30, 0);
      iterate (20);
    }
  g_assert_cmpuint (_pp_canvas_get_tile_counters (fixture->canvas).pieces, ==, pieces);
  _pp_canvas_release (fixture->canvas, from.x + 90, from.y + 30, 0);
  iterate (200);
  g_assert_cmpuint (_pp_canvas_get_tile_counters (fixture->canvas).pieces, >, pieces);
}

/* The model goes away under the gesture: undo from elsewhere, or another person's change. */
static void
test_model_changes_during_drag (Fixture       *fixture,
                                gconstpointer  data)
{
  PpPoint from = centre_of (fixture, "web");
  const char * const ids[] = { "web" };
  GPtrArray *changes;

  press (fixture, from, 0);
  drag_to (fixture, from, offset (from, 60, 60), 0);
  changes = pp_edit_remove_elements (fixture->model, ids, 1);
  pp_history_apply (fixture->history, "Elsewhere", changes, NULL);
  g_ptr_array_unref (changes);
  iterate (20);
  _pp_canvas_motion (fixture->canvas, from.x + 80, from.y + 70, 0);
  _pp_canvas_release (fixture->canvas, from.x + 80, from.y + 70, 0);
  g_assert_null (pp_model_lookup (fixture->model, "web"));
  iterate (20);
}

#define add(name, func) \
  g_test_add ("/canvas/tools/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

static void
remember_cb (PpCanvas    *canvas,
             const char  *id,
             char       **remembered)
{
  g_free (*remembered);
  *remembered = g_strdup (id);
}

/* A click on a badge asks for the threats; a drag that begins there moves, and no click beside it asks. */
static void
test_badge_click (Fixture       *fixture,
                  gconstpointer  user_data)
{
  g_autoptr(GHashTable) badges = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  const PpBadge badge = { .suggested = 3, .severity = 2 };
  const PpSceneItem *item;
  g_autofree char *shown = NULL;
  PpPoint place;

  g_hash_table_insert (badges, g_strdup ("bank"), g_memdup2 (&badge, sizeof badge));
  pp_canvas_set_badges (fixture->canvas, badges);
  g_signal_connect (fixture->canvas, "show-threats", G_CALLBACK (remember_cb), &shown);
  item = pp_scene_lookup (_pp_canvas_get_scene (fixture->canvas), "bank");
  g_assert_cmpuint (item->badge.suggested, ==, 3);
  place = pp_viewport_to_screen (_pp_canvas_get_viewport (fixture->canvas),
                                 (PpPoint) { item->box.x + item->box.width - 3, item->box.y - 3 });

  _pp_canvas_press (fixture->canvas, place.x, place.y, 1, 1, 0, FALSE);
  _pp_canvas_motion (fixture->canvas, place.x + 60, place.y + 60, 0);
  _pp_canvas_release (fixture->canvas, place.x + 60, place.y + 60, 0);
  g_assert_null (shown);
  g_assert_true (pp_history_undo (pp_canvas_get_history (fixture->canvas)));

  _pp_canvas_press (fixture->canvas, place.x, place.y, 1, 1, 0, FALSE);
  _pp_canvas_release (fixture->canvas, place.x, place.y, 0);
  g_assert_cmpstr (shown, ==, "bank");
  g_assert_true (pp_selection_contains (pp_canvas_get_selection (fixture->canvas), "bank"));

  g_clear_pointer (&shown, g_free);
  pp_canvas_set_show_badges (fixture->canvas, FALSE);
  g_assert_cmpuint (pp_scene_lookup (_pp_canvas_get_scene (fixture->canvas), "bank")->badge.suggested, ==, 0);
  _pp_canvas_press (fixture->canvas, place.x, place.y, 1, 1, 0, FALSE);
  _pp_canvas_release (fixture->canvas, place.x, place.y, 0);
  g_assert_null (shown);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  add ("move/snaps-to-grid", test_move_snaps_to_grid);
  add ("move/freely", test_move_freely);
  add ("move/snaps-to-neighbour", test_move_snaps_to_neighbour);
  add ("move/along-axis", test_move_along_axis);
  add ("move/escape", test_escape_cancels_move);
  add ("move/small-drag-is-click", test_small_drag_is_click);
  add ("move/boundary-takes-content-along", test_boundary_takes_content_along);
  add ("move/drop-into-boundary", test_drop_into_boundary);
  add ("move/paints-no-tiles", test_drag_paints_no_tiles);
  add ("move/model-changes-meanwhile", test_model_changes_during_drag);
  add ("resize/grid", test_resize);
  add ("resize/ratio", test_resize_keeps_ratio);
  add ("resize/never-vanishes", test_resize_never_vanishes);
  add ("connect/node", test_connect);
  add ("connect/loose", test_connect_loose);
  add ("connect/itself", test_connect_to_itself_is_nothing);
  add ("connect/escape", test_connect_cancelled);
  add ("reconnect", test_reconnect);
  add ("bend/drag", test_bend);
  add ("bend/double-click", test_bend_removed_by_double_click);
  add ("second-press-drags", test_second_press_drags);
  add ("band", test_band);
  add ("click", test_click_selects);
  add ("badge", test_badge_click);
  add ("pan", test_pan);
  add ("place/click", test_place);
  add ("place/many", test_place_many_and_give_up);
  add ("read-only", test_read_only);

  return g_test_run ();
}
