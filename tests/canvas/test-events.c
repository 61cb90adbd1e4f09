/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Real events of an X server, sent by xdotool: that the controllers lead to the right tools, and that
 * keys reach the canvas. */

#include "pp-canvas-test.h"

/* Sends events and lets the canvas take them in. */
static void
send (Fixture    *fixture,
      const char *format,
      ...) G_GNUC_PRINTF (2, 3);

static void
send (Fixture    *fixture,
      const char *format,
      ...)
{
  g_autofree char *arguments = NULL;
  g_autofree char *line = NULL;
  g_auto(GStrv) argv = NULL;
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(GError) error = NULL;
  va_list list;

  va_start (list, format);
  arguments = g_strdup_vprintf (format, list);
  va_end (list);
  line = g_strconcat ("xdotool ", arguments, NULL);
  argv = g_strsplit (line, " ", -1);
  process = g_subprocess_newv ((const char * const *) argv, G_SUBPROCESS_FLAGS_NONE, &error);
  g_assert_no_error (error);
  while (g_subprocess_get_identifier (process) != NULL)
    iterate (5);
  g_assert_true (g_subprocess_get_successful (process));
  iterate (30);
}

static char *window_id;

/* The X window, by the name of the program as its class. */
static void
find_window (void)
{
  g_autofree char *output = NULL;
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) lines = NULL;

  g_spawn_command_line_sync ("xdotool search --sync --onlyvisible --class parapet", &output, NULL, NULL,
                             &error);
  g_assert_no_error (error);
  lines = g_strsplit (g_strstrip (output), "\n", -1);
  g_free (window_id);
  window_id = g_strdup (lines[g_strv_length (lines) - 1]);
}

/* A point of the canvas on the screen. The window has no decoration; the manager may put it anywhere. */
static void
move_pointer (Fixture *fixture,
              double   x,
              double   y)
{
  send (fixture, "mousemove --window %s %d %d", window_id, (int) x, (int) y);
}

static void
pull (Fixture *fixture,
      PpPoint  from,
      PpPoint  to)
{
  for (int i = 1; i <= 6; i++)
    move_pointer (fixture, from.x + (to.x - from.x) * i / 6, from.y + (to.y - from.y) * i / 6);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture_set_up (fixture, data);
  find_window ();
  send (fixture, "windowfocus --sync %s", window_id);
  gtk_widget_grab_focus (GTK_WIDGET (fixture->canvas));
}

static void
test_drag_node (Fixture       *fixture,
                gconstpointer  data)
{
  PpPoint from = centre_of (fixture, "bank");

  move_pointer (fixture, from.x, from.y);
  g_assert_cmpstr (fixture->canvas->hovered_id, ==, "bank");
  send (fixture, "mousedown 1");
  pull (fixture, from, (PpPoint) { from.x, from.y + 240 });
  send (fixture, "mouseup 1");
  g_assert_cmpfloat (placement_of (fixture, "bank")->y, ==, 360);
  assert_one_step (fixture, "Move");
}

static void
test_escape (Fixture       *fixture,
             gconstpointer  data)
{
  PpPoint from = centre_of (fixture, "bank");

  move_pointer (fixture, from.x, from.y);
  send (fixture, "mousedown 1");
  pull (fixture, from, (PpPoint) { from.x, from.y + 240 });
  g_assert_nonnull (fixture->canvas->tool);
  send (fixture, "key Escape");
  g_assert_null (fixture->canvas->tool);
  send (fixture, "mouseup 1");
  assert_nothing_done (fixture);
}

static void
test_wheel (Fixture       *fixture,
            gconstpointer  data)
{
  PpViewport *viewport = _pp_canvas_get_viewport (fixture->canvas);
  PpPoint fixed;

  move_pointer (fixture, 640, 270);
  send (fixture, "click 5");
  g_assert_cmpfloat (pp_viewport_get_y (viewport), >, 20);
  send (fixture, "keydown shift click 5 keyup shift");
  g_assert_cmpfloat (pp_viewport_get_x (viewport), >, 20);

  fixed = pp_viewport_to_layout (viewport, 640, 270);
  send (fixture, "keydown ctrl click 4 click 4 keyup ctrl");
  g_assert_cmpfloat (pp_viewport_get_zoom (viewport), >, 1.2);
  {
    PpPoint now = pp_viewport_to_screen (viewport, fixed);

    g_assert_cmpfloat_with_epsilon (now.x, 640, 1);
    g_assert_cmpfloat_with_epsilon (now.y, 270, 1);
  }
}

static void
test_pan (Fixture       *fixture,
          gconstpointer  data)
{
  PpViewport *viewport = _pp_canvas_get_viewport (fixture->canvas);

  move_pointer (fixture, 500, 600);
  send (fixture, "mousedown 2");
  pull (fixture, (PpPoint) { 500, 600 }, (PpPoint) { 380, 540 });
  send (fixture, "mouseup 2");
  g_assert_cmpfloat (pp_viewport_get_x (viewport), >, 60);
  g_assert_cmpfloat (pp_viewport_get_y (viewport), >, 30);

  pp_viewport_set (viewport, 0, 0, 1);
  move_pointer (fixture, 500, 600);
  send (fixture, "keydown space");
  send (fixture, "mousedown 1");
  pull (fixture, (PpPoint) { 500, 600 }, (PpPoint) { 380, 540 });
  send (fixture, "mouseup 1");
  send (fixture, "keyup space");
  g_assert_cmpfloat (pp_viewport_get_x (viewport), >, 60);
  g_assert_cmpuint (pp_selection_get_n_items (pp_canvas_get_selection (fixture->canvas)), ==, 0);
  assert_nothing_done (fixture);
}

static void
test_escape_pan (Fixture       *fixture,
                 gconstpointer  data)
{
  PpViewport *viewport = _pp_canvas_get_viewport (fixture->canvas);

  pp_viewport_set (viewport, 12, 34, 1);
  move_pointer (fixture, 500, 600);
  send (fixture, "keydown space");
  send (fixture, "mousedown 1");
  pull (fixture, (PpPoint) { 500, 600 }, (PpPoint) { 380, 540 });
  g_assert_cmpfloat (pp_viewport_get_x (viewport), >, 60);
  send (fixture, "key Escape");
  g_assert_null (fixture->canvas->tool);
  g_assert_cmpfloat (pp_viewport_get_x (viewport), ==, 12);
  g_assert_cmpfloat (pp_viewport_get_y (viewport), ==, 34);
  pull (fixture, (PpPoint) { 380, 540 }, (PpPoint) { 300, 500 });
  send (fixture, "mouseup 1");
  send (fixture, "keyup space");
  g_assert_cmpfloat (pp_viewport_get_x (viewport), ==, 12);
  assert_nothing_done (fixture);
}

static GtkEventController *
find_controller (Fixture *fixture,
                 GType    type)
{
  g_autoptr(GListModel) controllers =
    gtk_widget_observe_controllers (GTK_WIDGET (fixture->canvas));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (controller, type))
        return controller;
    }

  g_assert_not_reached ();
}

/* No X server has a touchpad to lift fingers from: GTK's word that they were is said for it. A press stops
 * what runs on. */
static void
test_kinetic (Fixture       *fixture,
              gconstpointer  data)
{
  GtkEventController *scroll = find_controller (fixture, GTK_TYPE_EVENT_CONTROLLER_SCROLL);
  PpViewport *viewport = _pp_canvas_get_viewport (fixture->canvas);
  double start = pp_viewport_get_y (viewport);
  double reached, stopped;

  move_pointer (fixture, 500, 600);
  g_signal_emit_by_name (scroll, "decelerate", 0.0, 6.0);
  for (guint i = 0; i < 1000 && pp_viewport_get_y (viewport) <= start; i++)
    iterate (10);
  reached = pp_viewport_get_y (viewport);
  g_assert_cmpfloat (reached, >, start);

  send (fixture, "mousedown 1");
  stopped = pp_viewport_get_y (viewport);
  iterate (200);
  g_assert_cmpfloat (pp_viewport_get_y (viewport), ==, stopped);
  send (fixture, "mouseup 1");
  assert_nothing_done (fixture);
}

/* A diagram is made and changed with keys alone. (The window manager of the tests has Shift+Alt+arrows for
 * itself.) */
static void
test_keys (Fixture       *fixture,
           gconstpointer  data)
{
  PpSelection *selection = pp_canvas_get_selection (fixture->canvas);
  double x = placement_of (fixture, "web")->x;

  _pp_canvas_focus_element (fixture->canvas, "customer");
  send (fixture, "key Right");
  g_assert_cmpstr (pp_selection_get_primary (selection), ==, "browse");
  send (fixture, "key Right");
  g_assert_cmpstr (pp_selection_get_primary (selection), ==, "web");
  send (fixture, "key alt+Right");
  g_assert_cmpfloat (placement_of (fixture, "web")->x, ==, x + 10);

  send (fixture, "key F2");
  g_assert_nonnull (fixture->canvas->editor);
  send (fixture, "type --delay 20 Store");
  send (fixture, "key Return");
  g_assert_cmpstr (pp_element_get_name (pp_model_lookup_element (fixture->model, "web")), ==, "Store");

  send (fixture, "key ctrl+l");
  g_assert_nonnull (fixture->canvas->tool);
  send (fixture, "key Right");
  send (fixture, "key Return");
  g_assert_cmpuint (pp_model_get_n_records (fixture->model, PP_RECORD_EDGE), ==, 6);

  send (fixture, "key Delete");
  g_assert_cmpuint (pp_model_get_n_records (fixture->model, PP_RECORD_EDGE), ==, 5);
  send (fixture, "key ctrl+a");
  g_assert_cmpuint (pp_selection_get_n_items (selection), ==, 12);
  send (fixture, "key ctrl+c");
  send (fixture, "key ctrl+v");
  for (guint i = 0; i < 100 && pp_model_get_n_records (fixture->model, PP_RECORD_NODE) != 14; i++)
    iterate (100);
  g_assert_cmpuint (pp_model_get_n_records (fixture->model, PP_RECORD_NODE), ==, 14);
}

static void
test_double_click (Fixture       *fixture,
                   gconstpointer  data)
{
  const PpSceneItem *item = pp_scene_lookup (_pp_canvas_get_scene (fixture->canvas), "web");
  PpPoint label = pp_box_centre (&item->label_box);

  move_pointer (fixture, label.x, label.y);
  send (fixture, "click --repeat 2 --delay 60 1");
  g_assert_nonnull (fixture->canvas->editor);
  send (fixture, "key Escape");
  g_assert_null (fixture->canvas->editor);
  assert_nothing_done (fixture);
}

static void
be_busy_cb (GtkWidget *canvas)
{
  int time_ms;

  g_object_get (gtk_widget_get_settings (canvas), "gtk-double-click-time", &time_ms, NULL);
  g_usleep (2 * time_ms * G_TIME_SPAN_MILLISECOND);
}

/* What counts is when the button was pressed, not when the program came to hear of it. */
static void
test_double_click_while_busy (Fixture       *fixture,
                              gconstpointer  data)
{
  PpSelection *selection = pp_canvas_get_selection (fixture->canvas);
  const PpSceneItem *item = pp_scene_lookup (_pp_canvas_get_scene (fixture->canvas), "web");
  PpPoint label = pp_box_centre (&item->label_box);

  move_pointer (fixture, label.x, label.y);
  g_signal_connect_swapped (selection, "changed", G_CALLBACK (be_busy_cb), fixture->canvas);
  send (fixture, "click --repeat 2 --delay 60 1");
  for (guint i = 0; i < 1000 && fixture->canvas->editor == NULL; i++)
    iterate (10);
  g_assert_nonnull (fixture->canvas->editor);
  g_signal_handlers_disconnect_by_func (selection, be_busy_cb, fixture->canvas);
  send (fixture, "key Escape");
  g_assert_null (fixture->canvas->editor);
  assert_nothing_done (fixture);
}

/* Two clicks, of which the program hears at once. */
static void
test_two_clicks_while_busy (Fixture       *fixture,
                            gconstpointer  data)
{
  const PpSceneItem *item = pp_scene_lookup (_pp_canvas_get_scene (fixture->canvas), "web");
  PpPoint label = pp_box_centre (&item->label_box);
  g_autoptr(GError) error = NULL;

  move_pointer (fixture, label.x, label.y);
  g_spawn_command_line_sync ("xdotool click 1 sleep 1.5 click 1", NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 1000 && fixture->canvas->click_count == 0; i++)
    iterate (10);
  iterate (300);
  g_assert_true (pp_selection_contains (pp_canvas_get_selection (fixture->canvas), "web"));
  g_assert_null (fixture->canvas->editor);
  assert_nothing_done (fixture);
}

static void
test_context_menu (Fixture       *fixture,
                   gconstpointer  data)
{
  PpPoint point = centre_of (fixture, "bank");

  move_pointer (fixture, point.x, point.y);
  send (fixture, "click 3");
  g_assert_nonnull (fixture->canvas->menu);
  g_assert_true (pp_selection_contains (pp_canvas_get_selection (fixture->canvas), "bank"));
  send (fixture, "key Escape");
  iterate (100);
  g_assert_null (fixture->canvas->menu);
}

#define add(name, func) \
  g_test_add ("/canvas/events/" name, Fixture, NULL, set_up, func, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_autofree char *xdotool = g_find_program_in_path ("xdotool");

  g_set_prgname ("parapet-canvas");
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  if (xdotool == NULL)
    {
      g_test_message ("xdotool is not there");
      return 77;
    }

  add ("drag-node", test_drag_node);
  add ("escape", test_escape);
  add ("wheel", test_wheel);
  add ("pan", test_pan);
  add ("pan/escape", test_escape_pan);
  add ("kinetic", test_kinetic);
  add ("keys", test_keys);
  add ("double-click", test_double_click);
  add ("double-click/while-busy", test_double_click_while_busy);
  add ("double-click/two-clicks-while-busy", test_two_clicks_while_busy);
  add ("context-menu", test_context_menu);

  return g_test_run ();
}
