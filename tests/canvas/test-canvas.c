/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The widget: its properties, commands, keys, clipboard, and what assistive technologies see. */

#include "pp-canvas-test.h"
#include "pp-clip.h"
#include "pp-element-proxy.h"

static PpSelection *
selection_of (Fixture *fixture)
{
  return pp_canvas_get_selection (fixture->canvas);
}

static void
run (Fixture    *fixture,
     const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->canvas), action, NULL));
}

static void
count_cb (gpointer  object,
          gpointer  detail,
          guint    *count)
{
  (*count)++;
}

static void
select_ids (Fixture    *fixture,
            const char *ids)
{
  g_auto(GStrv) list = g_strsplit (ids, " ", -1);

  pp_selection_set (selection_of (fixture), (const char * const *) list, g_strv_length (list));
}

static double
x_of (Fixture    *fixture,
      const char *id)
{
  return placement_of (fixture, id)->x;
}

static double
y_of (Fixture    *fixture,
      const char *id)
{
  return placement_of (fixture, id)->y;
}

static void
test_properties (Fixture       *fixture,
                 gconstpointer  data)
{
  const char * const names[] = { "show-grid", "snap-to-grid", "editable" };
  double zoom;
  guint count;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *signal = g_strconcat ("notify::", names[i], NULL);
      gboolean value;

      count = 0;
      g_signal_connect (fixture->canvas, signal, G_CALLBACK (count_cb), &count);
      g_object_set (fixture->canvas, names[i], TRUE, NULL);
      g_assert_cmpuint (count, ==, 0);
      g_object_set (fixture->canvas, names[i], FALSE, NULL);
      g_object_get (fixture->canvas, names[i], &value, NULL);
      g_assert_false (value);
      g_assert_cmpuint (count, ==, 1);
    }

  count = 0;
  g_signal_connect (fixture->canvas, "notify::zoom", G_CALLBACK (count_cb), &count);
  pp_canvas_set_zoom (fixture->canvas, 2);
  g_object_get (fixture->canvas, "zoom", &zoom, NULL);
  g_assert_cmpfloat (zoom, ==, 2);
  g_assert_cmpuint (count, ==, 1);
}

static double
find_largest_text (Fixture *fixture)
{
  PpScene *scene = _pp_canvas_get_scene (fixture->canvas);
  double largest = 0;

  for (guint i = 0; i < pp_scene_get_n_items (scene); i++)
    largest = MAX (largest, pp_scene_get_item (scene, i)->text_scale);
  return largest;
}

static guint
count_pieces (Fixture *fixture)
{
  return _pp_canvas_get_tile_counters (fixture->canvas).pieces;
}

/* What comes into view is there before it does, and nothing is painted while the view rests. */
static void
test_pan_paints_ahead (Fixture       *fixture,
                       gconstpointer  data)
{
  PpViewport *viewport = _pp_canvas_get_viewport (fixture->canvas);
  guint before;

  /* Nothing has been painted at this zoom yet. */
  pp_viewport_set (viewport, 40, 40, 4);
  do
    {
      before = count_pieces (fixture);
      gtk_widget_queue_draw (GTK_WIDGET (fixture->canvas));
      iterate (60);
    }
  while (count_pieces (fixture) > before || pp_tile_cache_get_zoom (fixture->canvas->tiles) != 4);

  /* No other tile comes into view, but to the right there are two. */
  for (guint i = 0; i < 100 && count_pieces (fixture) < before + 8; i++)
    {
      pp_viewport_pan (viewport, 1, 0);
      iterate (20);
    }
  g_assert_cmpuint (count_pieces (fixture), ==, before + 8);
}

/* A layout is seen again where it was left; another history is another matter. */
static void
test_view_is_kept (Fixture       *fixture,
                   gconstpointer  data)
{
  PpViewport *viewport = _pp_canvas_get_viewport (fixture->canvas);

  pp_viewport_set (viewport, 33, 44, 1.5);
  add_record (fixture->model, PP_RECORD_LAYOUT, "other", "{\"title\":\"Other\"}");
  pp_canvas_set_view (fixture->canvas, fixture->history, pp_kinds_get_default (), "other");
  iterate (30);
  pp_canvas_set_view (fixture->canvas, fixture->history, pp_kinds_get_default (), "main");
  iterate (30);
  g_assert_cmpfloat (pp_viewport_get_x (viewport), ==, 33);
  g_assert_cmpfloat (pp_viewport_get_zoom (viewport), ==, 1.5);

  pp_canvas_set_view (fixture->canvas, NULL, NULL, NULL);
  g_assert_null (pp_canvas_get_history (fixture->canvas));
  g_assert_null (pp_canvas_get_layout_id (fixture->canvas));
  iterate (30);
}

/* Text follows the desktop, elements and the view stay. */
static void
test_text_follows_the_desktop (Fixture       *fixture,
                               gconstpointer  data)
{
  GtkSettings *settings = gtk_widget_get_settings (GTK_WIDGET (fixture->canvas));
  PpViewport *viewport = _pp_canvas_get_viewport (fixture->canvas);
  int dpi;
  PpBox before;

  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  pp_viewport_set (viewport, 33, 44, 1.5);
  before = pp_scene_get_item (_pp_canvas_get_scene (fixture->canvas), 0)->bounds;
  g_assert_cmpfloat (find_largest_text (fixture), ==, 1);
  g_object_set (settings, "gtk-xft-dpi", 192 * 1024, NULL);
  iterate (30);
  g_assert_cmpfloat (find_largest_text (fixture), >, 1.2);
  g_assert_cmpfloat (pp_viewport_get_x (viewport), ==, 33);
  g_assert_cmpfloat (pp_viewport_get_zoom (viewport), ==, 1.5);

  g_object_set (settings, "gtk-xft-dpi", dpi, NULL);
  iterate (30);
  g_assert_cmpfloat (find_largest_text (fixture), ==, 1);
  g_assert_true (pp_box_equal (&before, &pp_scene_get_item (_pp_canvas_get_scene (fixture->canvas), 0)->bounds));
}

static void
test_zoom_actions (Fixture       *fixture,
                   gconstpointer  data)
{
  run (fixture, "canvas.zoom-in");
  g_assert_cmpfloat (pp_canvas_get_zoom (fixture->canvas), ==, 1.25);
  run (fixture, "canvas.zoom-out");
  g_assert_cmpfloat (pp_canvas_get_zoom (fixture->canvas), ==, 1);
  pp_canvas_set_zoom (fixture->canvas, 3);
  run (fixture, "canvas.zoom-original");
  g_assert_cmpfloat (pp_canvas_get_zoom (fixture->canvas), ==, 1);

  select_ids (fixture, "bank");
  pp_viewport_set (_pp_canvas_get_viewport (fixture->canvas), 5000, 5000, 0.1);
  run (fixture, "canvas.zoom-selection");
  g_assert_cmpfloat_with_epsilon (centre_of (fixture, "bank").x, 550, 5);
  run (fixture, "canvas.zoom-fit");
  g_assert_cmpfloat (centre_of (fixture, "customer").x, >, 0);
  g_assert_cmpfloat (centre_of (fixture, "bank").x, <, 1100);
}

static void
test_delete (Fixture       *fixture,
             gconstpointer  data)
{
  select_ids (fixture, "api");
  run (fixture, "canvas.delete");
  g_assert_null (pp_model_lookup (fixture->model, "api"));
  g_assert_null (pp_model_lookup (fixture->model, "pay"));
  g_assert_cmpuint (pp_selection_get_n_items (selection_of (fixture)), ==, 0);
  assert_one_step (fixture, "Delete");
}

static void
test_hide (Fixture       *fixture,
           gconstpointer  data)
{
  select_ids (fixture, "api");
  run (fixture, "canvas.hide");
  g_assert_nonnull (pp_model_lookup (fixture->model, "api"));
  g_assert_null (placement_of (fixture, "api"));
  assert_one_step (fixture, "Remove from Diagram");
}

static void
test_duplicate (Fixture       *fixture,
                gconstpointer  data)
{
  select_ids (fixture, "web orders");
  run (fixture, "canvas.duplicate");
  /* Two nodes and the flow between them. */
  g_assert_cmpuint (pp_selection_get_n_items (selection_of (fixture)), ==, 3);
  g_assert_false (pp_selection_contains (selection_of (fixture), "web"));
  assert_one_step (fixture, "Duplicate");
}

static void
test_reverse_and_straighten (Fixture       *fixture,
                             gconstpointer  data)
{
  PpEdge *edge = pp_model_lookup_edge (fixture->model, "pay");

  select_ids (fixture, "pay");
  run (fixture, "canvas.reverse");
  g_assert_cmpstr (pp_edge_get_source (edge), ==, "api");
  g_assert_cmpstr (pp_edge_get_target (edge), ==, "web");
  assert_one_step (fixture, "Reverse Flow");

  drag (fixture, centre_of (fixture, "store"), (PpPoint) { 500, 300 }, 0);
  g_assert_cmpuint (placement_of (fixture, "store")->n_points, ==, 1);
  run (fixture, "canvas.straighten");
  g_assert_cmpuint (placement_of (fixture, "store")->n_points, ==, 0);
}

static void
test_align (Fixture       *fixture,
            gconstpointer  data)
{
  select_ids (fixture, "web queue bank");
  run (fixture, "canvas.align-left");
  g_assert_cmpfloat (x_of (fixture, "queue"), ==, 300);
  g_assert_cmpfloat (x_of (fixture, "bank"), ==, 300);
  assert_one_step (fixture, "Align");
  run (fixture, "canvas.align-bottom");
  g_assert_cmpfloat (y_of (fixture, "web"), ==, 330);
}

static void
test_distribute (Fixture       *fixture,
                 gconstpointer  data)
{
  select_ids (fixture, "bank customer web");
  run (fixture, "canvas.distribute-horizontally");
  g_assert_cmpfloat (x_of (fixture, "customer"), ==, 40);
  g_assert_cmpfloat (x_of (fixture, "bank"), ==, 900);
  g_assert_cmpfloat (x_of (fixture, "web"), ==, 160 + (900 - 160 - 140) / 2.0);
  assert_one_step (fixture, "Distribute");
}

/* Keys held down are one step. */
static void
test_nudge (Fixture       *fixture,
            gconstpointer  data)
{
  select_ids (fixture, "bank");
  for (guint i = 0; i < 5; i++)
    _pp_canvas_nudge (fixture->canvas, 10, 0);
  g_assert_cmpfloat (x_of (fixture, "bank"), ==, 950);
  assert_one_step (fixture, "Move");
}

static void
test_senseless_commands_do_nothing (Fixture       *fixture,
                                    gconstpointer  data)
{
  GtkWidget *canvas = GTK_WIDGET (fixture->canvas);
  const char * const needs_more[] = { "canvas.reverse", "canvas.align-left",
                                      "canvas.distribute-vertically", "canvas.straighten" };

  pp_selection_clear (selection_of (fixture));
  gtk_widget_activate_action (canvas, "canvas.delete", NULL);
  gtk_widget_activate_action (canvas, "canvas.connect", NULL);
  select_ids (fixture, "web");
  for (guint i = 0; i < G_N_ELEMENTS (needs_more); i++)
    gtk_widget_activate_action (canvas, needs_more[i], NULL);
  pp_canvas_set_editable (fixture->canvas, FALSE);
  gtk_widget_activate_action (canvas, "canvas.delete", NULL);
  gtk_widget_activate_action (canvas, "canvas.place", "s", "process");
  g_assert_null (fixture->canvas->tool);
  assert_nothing_done (fixture);
}

static void
test_shortcuts (void)
{
  guint n_shortcuts;
  const PpCanvasShortcut *shortcuts = pp_canvas_list_shortcuts (&n_shortcuts);
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < n_shortcuts; i++)
    {
      g_auto(GStrv) names = g_strsplit (shortcuts[i].accelerators, " ", -1);

      g_assert_nonnull (shortcuts[i].title);
      g_assert_nonnull (shortcuts[i].group);
      for (guint j = 0; names[j] != NULL; j++)
        {
          GdkModifierType modifiers;
          guint keyval;

          g_assert_true (gtk_accelerator_parse (names[j], &keyval, &modifiers));
          g_assert_true (g_hash_table_add (seen, gtk_accelerator_name (keyval, modifiers)));
        }
    }
}

static const PpSceneItem *
from (Fixture    *fixture,
      const char *id,
      guint       keyval)
{
  return _pp_canvas_find_in_direction (fixture->canvas, id, keyval, FALSE);
}

static void
test_directions (Fixture       *fixture,
                 gconstpointer  data)
{
  g_assert_cmpstr (from (fixture, "web", GDK_KEY_Right)->id, ==, "pay");
  g_assert_cmpstr (from (fixture, "pay", GDK_KEY_Right)->id, ==, "api");
  g_assert_cmpstr (from (fixture, "pay", GDK_KEY_Left)->id, ==, "web");
  g_assert_cmpstr (from (fixture, "web", GDK_KEY_Down)->id, ==, "store");
  g_assert_cmpstr (from (fixture, "store", GDK_KEY_Down)->id, ==, "orders");
  g_assert_cmpstr (from (fixture, "store", GDK_KEY_Up)->id, ==, "web");
  g_assert_null (from (fixture, "bank", GDK_KEY_Right));
  g_assert_cmpstr (_pp_canvas_find_in_direction (fixture->canvas, "web", GDK_KEY_Right, TRUE)->id, ==,
                   "api");
}

static void
test_tab (Fixture       *fixture,
          gconstpointer  data)
{
  GtkWidget *canvas = GTK_WIDGET (fixture->canvas);
  guint n_items = pp_scene_get_n_items (_pp_canvas_get_scene (fixture->canvas));
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  _pp_canvas_set_focus_id (fixture->canvas, NULL);
  gtk_widget_grab_focus (canvas);
  for (guint i = 0; i < n_items; i++)
    {
      const char *id;

      g_assert_true (gtk_widget_child_focus (canvas, GTK_DIR_TAB_FORWARD));
      id = fixture->canvas->focus_id;
      g_assert_true (g_hash_table_add (seen, g_strdup (id)));
      g_assert_true (PP_IS_ELEMENT_PROXY (gtk_window_get_focus (GTK_WINDOW (fixture->window))));
    }
  g_assert_false (gtk_widget_child_focus (canvas, GTK_DIR_TAB_FORWARD));
  g_assert_true (gtk_widget_child_focus (canvas, GTK_DIR_TAB_BACKWARD));
}

static void
test_connect_by_keyboard (Fixture       *fixture,
                          gconstpointer  data)
{
  const char *id;

  select_ids (fixture, "orders");
  run (fixture, "canvas.connect");
  g_assert_nonnull (fixture->canvas->tool);
  g_assert_true (pp_tool_key (fixture->canvas->tool, GDK_KEY_Right));
  iterate (20);
  g_assert_true (pp_tool_key (fixture->canvas->tool, GDK_KEY_Return));
  g_assert_null (fixture->canvas->tool);
  id = pp_selection_get_primary (selection_of (fixture));
  g_assert_cmpstr (pp_edge_get_source (pp_model_lookup_edge (fixture->model, id)), ==, "orders");
  g_assert_cmpstr (pp_edge_get_target (pp_model_lookup_edge (fixture->model, id)), ==, "queue");
  assert_one_step (fixture, "Add Flow");

  select_ids (fixture, "orders");
  run (fixture, "canvas.connect");
  g_assert_true (pp_tool_key (fixture->canvas->tool, GDK_KEY_Return));
  g_assert_null (fixture->canvas->tool);
  g_assert_cmpuint (pp_model_get_n_records (fixture->model, PP_RECORD_EDGE), ==, 6);
}

static void
test_rename (Fixture       *fixture,
             gconstpointer  data)
{
  select_ids (fixture, "web");
  run (fixture, "canvas.rename");
  g_assert_nonnull (fixture->canvas->editor);
  iterate (20);
  gtk_editable_set_text (GTK_EDITABLE (fixture->canvas->editor), "  Storefront ");
  _pp_canvas_end_rename (fixture->canvas, TRUE);
  g_assert_cmpstr (pp_element_get_name (pp_model_lookup_element (fixture->model, "web")), ==,
                   "Storefront");
  assert_one_step (fixture, "Rename");

  run (fixture, "canvas.rename");
  gtk_editable_set_text (GTK_EDITABLE (fixture->canvas->editor), "Nothing");
  _pp_canvas_end_rename (fixture->canvas, FALSE);
  g_assert_cmpstr (pp_element_get_name (pp_model_lookup_element (fixture->model, "web")), ==,
                   "Storefront");

  /* A name that stays the same is no step. */
  run (fixture, "canvas.rename");
  _pp_canvas_end_rename (fixture->canvas, TRUE);
  g_assert_true (pp_history_undo (fixture->history));
  g_assert_false (pp_history_can_undo (fixture->history));
}

typedef struct
{
  GMainLoop *loop;
  GBytes    *bytes;
} Written;

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Written *written = user_data;
  g_autoptr(GError) error = NULL;

  gdk_content_provider_write_mime_type_finish (GDK_CONTENT_PROVIDER (source), result, &error);
  g_assert_no_error (error);
  g_main_loop_quit (written->loop);
}

static GBytes *
write_clip (GdkContentProvider *clip,
            const char         *mime_type)
{
  g_autoptr(GOutputStream) stream = g_memory_output_stream_new_resizable ();
  Written written = { g_main_loop_new (NULL, FALSE), NULL };

  gdk_content_provider_write_mime_type_async (clip, mime_type, stream, 0, NULL, written_cb, &written);
  g_main_loop_run (written.loop);
  g_main_loop_unref (written.loop);
  g_output_stream_close (stream, NULL, NULL);

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
}

static void
test_copy_formats (Fixture       *fixture,
                   gconstpointer  data)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (fixture->canvas));
  GdkContentProvider *clip;
  g_autoptr(GBytes) svg = NULL;
  g_autoptr(GBytes) png = NULL;
  g_autoptr(GBytes) text = NULL;
  g_autoptr(GBytes) fragment = NULL;

  select_ids (fixture, "web orders");
  run (fixture, "canvas.copy");
  clip = gdk_clipboard_get_content (clipboard);
  g_assert_true (PP_IS_CLIP (clip));

  svg = write_clip (clip, "image/svg+xml");
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (svg, NULL), g_bytes_get_size (svg), "<svg"));
  png = write_clip (clip, "image/png");
  g_assert_cmpmem (g_bytes_get_data (png, NULL), 4, "\x89PNG", 4);
  text = write_clip (clip, "text/plain;charset=utf-8");
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (text, NULL), g_bytes_get_size (text), "Web shop"));
  fragment = write_clip (clip, PP_FRAGMENT_MIME_TYPE);
  g_assert_cmpint (((const char *) g_bytes_get_data (fragment, NULL))[0], ==, '{');
}

static void
test_paste (Fixture       *fixture,
            gconstpointer  data)
{
  const PpPlacement *first;

  select_ids (fixture, "bank");
  run (fixture, "canvas.copy");
  fixture->canvas->pointer_inside = FALSE;
  run (fixture, "canvas.paste");
  iterate (100);
  g_assert_cmpuint (pp_model_get_n_records (fixture->model, PP_RECORD_NODE), ==, 8);
  first = placement_of (fixture, pp_selection_get_primary (selection_of (fixture)));
  g_assert_cmpfloat (first->x, ==, 920);
  g_assert_cmpfloat (first->y, ==, 140);
  assert_one_step (fixture, "Paste");

  fixture->canvas->pointer_inside = FALSE;
  run (fixture, "canvas.paste");
  iterate (100);
  g_assert_cmpfloat (x_of (fixture, pp_selection_get_primary (selection_of (fixture))), ==, 940);

  /* With the pointer on the canvas: there. */
  _pp_canvas_motion (fixture->canvas, 200, 600, 0);
  run (fixture, "canvas.paste");
  iterate (100);
  g_assert_cmpfloat_with_epsilon (centre_of (fixture, pp_selection_get_primary (selection_of (fixture))).x,
                                  200, 10);
}

static void
tell_cb (PpCanvas   *canvas,
         const char *text,
         char      **told)
{
  g_free (*told);
  *told = g_strdup (text);
}

static void
test_paste_rubbish (Fixture       *fixture,
                    gconstpointer  data)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (fixture->canvas));
  const char * const texts[] = { "{", "[]", "{\"parapetFragment\":1,\"nodes\":{\"a\":7}}",
                                 "{\"placements\":[1,2]}" };
  g_autofree char *told = NULL;

  g_signal_connect (fixture->canvas, "message", G_CALLBACK (tell_cb), &told);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GBytes) bytes = g_bytes_new_static (texts[i], strlen (texts[i]));
      g_autoptr(GdkContentProvider) provider =
        gdk_content_provider_new_for_bytes (PP_FRAGMENT_MIME_TYPE, bytes);

      g_clear_pointer (&told, g_free);
      gdk_clipboard_set_content (clipboard, provider);
      run (fixture, "canvas.paste");
      iterate (60);
      g_assert_nonnull (told);
    }

  g_clear_pointer (&told, g_free);
  gdk_clipboard_set_text (clipboard, "just text");
  run (fixture, "canvas.paste");
  iterate (60);
  g_assert_nonnull (told);
  assert_nothing_done (fixture);
}

static GtkAccessible *
proxy_of (Fixture    *fixture,
          const char *id)
{
  GtkWidget *proxy = g_hash_table_lookup (fixture->canvas->proxies, id);

  g_assert_nonnull (proxy);

  return GTK_ACCESSIBLE (proxy);
}

static void
test_accessible (Fixture       *fixture,
                 gconstpointer  data)
{
  GtkAccessible *canvas = GTK_ACCESSIBLE (fixture->canvas);

  wait_for_proxies (fixture->canvas);
  gtk_test_accessible_assert_role (canvas, GTK_ACCESSIBLE_ROLE_LIST);
  gtk_test_accessible_assert_property (canvas, GTK_ACCESSIBLE_PROPERTY_LABEL, "Diagram Shop");
  gtk_test_accessible_assert_property (canvas, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "12 elements, 0 selected");
  gtk_test_accessible_assert_role (proxy_of (fixture, "api"), GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  gtk_test_accessible_assert_property (proxy_of (fixture, "api"), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Payments API, API");
  gtk_test_accessible_assert_property (proxy_of (fixture, "api"), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "1 incoming flow, 2 outgoing flows, 1 open threat, worst severity high");
  gtk_test_accessible_assert_property (proxy_of (fixture, "pay"), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "pay, Data Flow from Web shop to Payments API");

  select_ids (fixture, "api web");
  gtk_test_accessible_assert_property (canvas, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "12 elements, 2 selected");
  gtk_test_accessible_assert_state (proxy_of (fixture, "api"), GTK_ACCESSIBLE_STATE_SELECTED, TRUE);
  gtk_test_accessible_assert_state (proxy_of (fixture, "bank"), GTK_ACCESSIBLE_STATE_SELECTED, FALSE);
}

static void
inspect_cb (PpCanvas   *canvas,
            const char *id,
            char      **inspected)
{
  g_free (*inspected);
  *inspected = g_strdup (id);
}

static void
test_proxy_activates (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autofree char *inspected = NULL;

  wait_for_proxies (fixture->canvas);
  g_signal_connect (fixture->canvas, "inspect", G_CALLBACK (inspect_cb), &inspected);
  gtk_widget_activate_action (GTK_WIDGET (proxy_of (fixture, "bank")), "element.activate", NULL);
  g_assert_cmpstr (inspected, ==, "bank");
}

/* Proxies stand where their elements are seen, and are used again for what comes into view. */
static void
test_proxies_follow_view (Fixture       *fixture,
                          gconstpointer  data)
{
  graphene_rect_t bounds;

  wait_for_proxies (fixture->canvas);
  g_assert_true (gtk_widget_compute_bounds (GTK_WIDGET (proxy_of (fixture, "bank")),
                                            GTK_WIDGET (fixture->canvas), &bounds));
  g_assert_cmpfloat (bounds.origin.x, ==, 900);
  g_assert_cmpfloat (bounds.size.width, ==, 120);

  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (fixture->canvas), GTK_ACCESSIBLE_STATE_BUSY, FALSE);
  pp_viewport_pan (_pp_canvas_get_viewport (fixture->canvas), 700, 0);
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (fixture->canvas), GTK_ACCESSIBLE_STATE_BUSY, TRUE);
  wait_for_proxies (fixture->canvas);
  g_assert_true (gtk_widget_compute_bounds (GTK_WIDGET (proxy_of (fixture, "bank")),
                                            GTK_WIDGET (fixture->canvas), &bounds));
  g_assert_cmpfloat (bounds.origin.x, ==, 200);
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (fixture->canvas), GTK_ACCESSIBLE_STATE_BUSY, FALSE);
  g_assert_null (g_hash_table_lookup (fixture->canvas->proxies, "customer"));
}

static double
left_of (Fixture    *fixture,
         const char *id)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (GTK_WIDGET (proxy_of (fixture, id)), GTK_WIDGET (fixture->canvas),
                                            &bounds));
  return bounds.origin.x;
}

/* Whoever looks while something moves sees it there; given up, it is told where it stands again. */
static void
test_proxies_follow_cancel (Fixture       *fixture,
                            gconstpointer  data)
{
  PpBox box = pp_scene_lookup (_pp_canvas_get_scene (fixture->canvas), "bank")->box;
  double x = box.x + box.width / 2, y = box.y + box.height / 2, before;

  wait_for_proxies (fixture->canvas);
  before = left_of (fixture, "bank");
  _pp_canvas_press (fixture->canvas, x, y, 1, 1, 0, FALSE);
  _pp_canvas_motion (fixture->canvas, x - 40, y, GDK_ALT_MASK);
  g_assert_nonnull (fixture->canvas->tool);
  _pp_canvas_queue_proxies (fixture->canvas);
  wait_for_proxies (fixture->canvas);
  g_assert_cmpfloat (left_of (fixture, "bank"), ==, before - 40);
  g_assert_true (_pp_canvas_cancel (fixture->canvas));
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (fixture->canvas), GTK_ACCESSIBLE_STATE_BUSY, TRUE);
  wait_for_proxies (fixture->canvas);
  g_assert_cmpfloat (left_of (fixture, "bank"), ==, before);
}

/* The focus stays on the canvas when the focused element is deleted. */
static void
test_focus_survives_delete (Fixture       *fixture,
                            gconstpointer  data)
{
  select_ids (fixture, "bank");
  _pp_canvas_focus_element (fixture->canvas, "bank");
  run (fixture, "canvas.delete");
  iterate (300);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window)) == GTK_WIDGET (fixture->canvas));
}

static void
test_reveal (Fixture       *fixture,
             gconstpointer  data)
{
  PpBox visible;

  pp_viewport_set (_pp_canvas_get_viewport (fixture->canvas), -900, -600, 1);
  pp_canvas_reveal (fixture->canvas, "bank");
  visible = pp_viewport_get_visible (_pp_canvas_get_viewport (fixture->canvas));
  g_assert_true (pp_box_contains_box (&visible, &pp_scene_lookup (_pp_canvas_get_scene (fixture->canvas),
                                                                  "bank")->box));
  g_assert_true (pp_selection_contains (selection_of (fixture), "bank"));
  pp_canvas_reveal (fixture->canvas, "nobody");
}

static void
test_menu (Fixture       *fixture,
           gconstpointer  data)
{
  PpPoint point = centre_of (fixture, "web");

  _pp_canvas_show_menu (fixture->canvas, point.x, point.y);
  g_assert_true (pp_selection_contains (selection_of (fixture), "web"));
  g_assert_nonnull (fixture->canvas->menu);
  iterate (100);
  gtk_popover_popdown (GTK_POPOVER (fixture->canvas->menu));
  iterate (100);
  g_assert_null (fixture->canvas->menu);

  _pp_canvas_show_menu (fixture->canvas, 1050, 650);
  g_assert_cmpuint (pp_selection_get_n_items (selection_of (fixture)), ==, 0);
  run (fixture, "canvas.show-menu");
  iterate (100);
}

typedef struct {
  PpCanvas *canvas;
  PpModel  *model;
  gboolean  done;
  gboolean  prepared;
} Preparation;

static void
prepared_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Preparation *preparation = user_data;

  preparation->prepared = pp_canvas_prepare_finish (preparation->canvas, result, preparation->model);
  preparation->done = TRUE;
}

static gboolean
prepare (Fixture      *fixture,
         PpModel      *model,
         GCancellable *cancellable)
{
  Preparation preparation = { fixture->canvas, model };

  pp_canvas_prepare_async (fixture->canvas, model, pp_kinds_get_default (), fixture->canvas->layout_id, cancellable,
                           prepared_cb, &preparation);
  if (cancellable != NULL)
    g_cancellable_cancel (cancellable);
  while (!preparation.done)
    g_main_context_iteration (NULL, TRUE);
  return preparation.prepared;
}

/* What was made in a thread is what would have been made, it follows the model, and it may wait in vain. */
static void
test_prepared_view (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (PpModel) model = pp_model_copy (_pp_canvas_get_model (fixture->canvas));
  g_autoptr (PpHistory) history = pp_history_new (model);
  g_autoptr (PpScene) expected = g_object_ref (_pp_canvas_get_scene (fixture->canvas));
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *layout_id = g_strdup (fixture->canvas->layout_id);
  g_autoptr (JsonNode) name = json_node_init_string (json_node_alloc (), "A much longer name than before");
  const PpSceneItem *item;
  PpScene *scene;

  g_assert_false (prepare (fixture, model, cancellable));
  g_assert_null (fixture->canvas->prepared);
  g_assert_true (prepare (fixture, model, NULL));
  g_assert_nonnull (fixture->canvas->prepared);
  pp_canvas_set_view (fixture->canvas, history, pp_kinds_get_default (), layout_id);
  g_assert_null (fixture->canvas->prepared);
  scene = _pp_canvas_get_scene (fixture->canvas);
  g_assert_cmpuint (pp_scene_get_n_items (scene), ==, pp_scene_get_n_items (expected));
  for (guint i = 0; i < pp_scene_get_n_items (scene); i++)
    g_assert_true (pp_box_equal (&pp_scene_get_item (scene, i)->bounds, &pp_scene_get_item (expected, i)->bounds));
  iterate (100);
  g_assert_true (pp_history_set (history, "Rename", "pay", "name", name, NULL));
  item = pp_scene_lookup (scene, "pay");
  g_assert_cmpstr (item->name, ==, "A much longer name than before");
  g_assert_cmpfloat (item->label_box.width, >, pp_scene_lookup (expected, "pay")->label_box.width);

  /* Another layout than the one that is asked for is let go. */
  g_assert_true (prepare (fixture, model, NULL));
  pp_canvas_set_view (fixture->canvas, NULL, NULL, NULL);
  g_assert_nonnull (fixture->canvas->prepared);
  pp_canvas_set_view (fixture->canvas, history, pp_kinds_get_default (), "no-such-layout");
  g_assert_null (fixture->canvas->prepared);
}

#define add(name, func) \
  g_test_add ("/canvas/widget/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  add ("properties", test_properties);
  add ("pan-paints-ahead", test_pan_paints_ahead);
  add ("view-is-kept", test_view_is_kept);
  add ("text-follows-the-desktop", test_text_follows_the_desktop);
  add ("zoom-actions", test_zoom_actions);
  add ("delete", test_delete);
  add ("hide", test_hide);
  add ("duplicate", test_duplicate);
  add ("reverse-and-straighten", test_reverse_and_straighten);
  add ("align", test_align);
  add ("distribute", test_distribute);
  add ("nudge", test_nudge);
  add ("senseless-commands-do-nothing", test_senseless_commands_do_nothing);
  g_test_add_func ("/canvas/widget/shortcuts", test_shortcuts);
  add ("directions", test_directions);
  add ("tab", test_tab);
  add ("connect-by-keyboard", test_connect_by_keyboard);
  add ("rename", test_rename);
  add ("copy-formats", test_copy_formats);
  add ("paste", test_paste);
  add ("paste-rubbish", test_paste_rubbish);
  add ("accessible", test_accessible);
  add ("proxy-activates", test_proxy_activates);
  add ("proxies-follow-view", test_proxies_follow_view);
  add ("proxies-follow-cancel", test_proxies_follow_cancel);
  add ("focus-survives-delete", test_focus_survives_delete);
  add ("reveal", test_reveal);
  add ("menu", test_menu);
  add ("prepared-view", test_prepared_view);

  return g_test_run ();
}
