/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pp-canvas-private.h"
#include "pp-json.h"

/* What the tests of the canvas share: a small model of a shop, and a window that shows it. */

static inline void
add_record (PpModel      *model,
            PpRecordType  type,
            const char   *id,
            const char   *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = pp_json_parse (text, strlen (text), NULL, &error);

  g_assert_no_error (error);
  pp_model_add_record (model, type, id, node, &error);
  g_assert_no_error (error);
}

static const char * const shop_nodes[][2] = {
  { "zone", "{'kind':'trust-boundary-box','name':'Data centre'}" },
  { "customer", "{'kind':'user','name':'Customer'}" },
  { "web", "{'kind':'web-service','name':'Web shop'}" },
  { "api", "{'kind':'api','name':'Payments API'}" },
  { "orders", "{'kind':'database','name':'Orders'}" },
  { "queue", "{'kind':'queue','name':'Events'}" },
  { "bank", "{'kind':'external-system','name':'Bank'}" },
};

static const char * const shop_edges[][2] = {
  { "browse", "{'kind':'data-flow','name':'browse','source':'customer','target':'web'}" },
  { "pay", "{'kind':'data-flow','name':'pay','source':'web','target':'api'}" },
  { "store", "{'kind':'data-flow','name':'store order','source':'web','target':'orders'}" },
  { "publish", "{'kind':'data-flow','name':'paid','source':'api','target':'queue'}" },
  { "transfer", "{'kind':'data-flow','name':'transfer','source':'api','target':'bank'}" },
};

static const char shop_layout[] =
  "{'title':'Shop','placements':{"
  "'zone':{'x':240,'y':40,'width':560,'height':420,'z':-1},"
  "'customer':{'x':40,'y':120,'width':120,'height':80,'z':1},"
  "'web':{'x':300,'y':120,'width':140,'height':80,'z':2},"
  "'api':{'x':600,'y':120,'width':140,'height':80,'z':3},"
  "'orders':{'x':300,'y':330,'width':140,'height':80,'z':4},"
  "'queue':{'x':600,'y':330,'width':140,'height':80,'z':5},"
  "'bank':{'x':900,'y':120,'width':120,'height':80,'z':6},"
  "'browse':{'z':7},'pay':{'z':8},'store':{'z':9},'publish':{'z':10},'transfer':{'z':11}}}";

static inline char *
as_json (const char *text)
{
  return g_strdelimit (g_strdup (text), "'", '"');
}

static inline PpModel *
shop_model (void)
{
  PpModel *model = pp_model_new ("shop");
  g_autofree char *layout = as_json (shop_layout);

  for (guint i = 0; i < G_N_ELEMENTS (shop_nodes); i++)
    {
      g_autofree char *node = as_json (shop_nodes[i][1]);

      add_record (model, PP_RECORD_NODE, shop_nodes[i][0], node);
    }
  for (guint i = 0; i < G_N_ELEMENTS (shop_edges); i++)
    {
      g_autofree char *edge = as_json (shop_edges[i][1]);

      add_record (model, PP_RECORD_EDGE, shop_edges[i][0], edge);
    }
  add_record (model, PP_RECORD_THREAT, "t1",
              "{\"element\":\"api\",\"number\":1,\"title\":\"Forged orders\",\"status\":\"Open\","
              "\"severity\":\"High\"}");
  add_record (model, PP_RECORD_LAYOUT, "main", layout);

  return model;
}

static inline char *
canonical (PpModel *model)
{
  g_autoptr(JsonNode) node = pp_model_to_json (model);

  return pp_json_to_string (node, PP_JSON_STYLE_CANONICAL, NULL);
}

/* A window with the shop, of 1100 by 700, at zoom 1 with the layout's 0, 0 at its corner. */
typedef struct
{
  PpModel   *model;
  PpHistory *history;
  GtkWidget *window;
  PpCanvas  *canvas;
  char      *before;      /* the model as it was */
} Fixture;

static inline void
iterate (guint ms)
{
  gint64 end = g_get_monotonic_time () + ms * 1000;

  do
    {
      while (g_main_context_iteration (NULL, FALSE))
        ;
      g_usleep (500);
    }
  while (g_get_monotonic_time () < end);
}

/* Until what assistive technologies are told is up to date. */
static inline void
wait_for_proxies (PpCanvas *canvas)
{
  for (guint i = 0; i < 3000 && canvas->proxies_outdated; i++)
    iterate (10);
  g_assert_false (canvas->proxies_outdated);
}

static inline void
fixture_set_up (Fixture       *fixture,
                gconstpointer  data)
{
  fixture->model = shop_model ();
  fixture->history = pp_history_new (fixture->model);
  fixture->before = canonical (fixture->model);
  fixture->window = gtk_window_new ();
  fixture->canvas = PP_CANVAS (pp_canvas_new ());
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  gtk_window_set_title (GTK_WINDOW (fixture->window), "Canvas");
  gtk_window_set_decorated (GTK_WINDOW (fixture->window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1100, 700);
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->canvas));
  pp_canvas_set_view (fixture->canvas, fixture->history, pp_kinds_get_default (), "main");
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_widget_grab_focus (GTK_WIDGET (fixture->canvas));
  /* The first size that a window gets fits the view to it. */
  for (guint i = 0; i < 500 && (fixture->canvas->fit_pending || !gtk_widget_get_mapped (fixture->window)); i++)
    iterate (10);
  iterate (60);
  pp_viewport_set (_pp_canvas_get_viewport (fixture->canvas), 0, 0, 1);
  iterate (20);
}

static inline void
fixture_tear_down (Fixture       *fixture,
                   gconstpointer  data)
{
  GtkWidget *canvas = GTK_WIDGET (fixture->canvas);

  g_object_ref (canvas);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  /* Events that are under way hold on to their widgets. */
  iterate (5);
  for (guint i = 0; i < 100 && G_OBJECT (canvas)->ref_count > 1; i++)
    iterate (10);
  g_assert_finalize_object (canvas);
  g_assert_finalize_object (fixture->history);
  g_assert_finalize_object (fixture->model);
  g_free (fixture->before);
}

/* The centre of an element on the canvas. */
static inline PpPoint
centre_of (Fixture    *fixture,
           const char *id)
{
  const PpSceneItem *item = pp_scene_lookup (_pp_canvas_get_scene (fixture->canvas), id);

  g_assert_nonnull (item);

  return pp_viewport_to_screen (_pp_canvas_get_viewport (fixture->canvas),
                                item->is_edge ? pp_polyline_at (item->path, item->n_path, 0.3, NULL)
                                              : pp_box_centre (&item->box));
}

static inline const PpPlacement *
placement_of (Fixture    *fixture,
              const char *id)
{
  return pp_layout_get_placement (pp_model_lookup_layout (fixture->model, "main"), id);
}

static inline void
press (Fixture         *fixture,
       PpPoint          point,
       GdkModifierType  modifiers)
{
  _pp_canvas_motion (fixture->canvas, point.x, point.y, modifiers);
  _pp_canvas_press (fixture->canvas, point.x, point.y, GDK_BUTTON_PRIMARY, 1, modifiers, FALSE);
}

static inline void
drag_to (Fixture         *fixture,
         PpPoint          from,
         PpPoint          to,
         GdkModifierType  modifiers)
{
  for (int i = 1; i <= 8; i++)
    _pp_canvas_motion (fixture->canvas, from.x + (to.x - from.x) * i / 8,
                       from.y + (to.y - from.y) * i / 8, modifiers);
}

static inline void
drag (Fixture         *fixture,
      PpPoint          from,
      PpPoint          to,
      GdkModifierType  modifiers)
{
  press (fixture, from, modifiers);
  drag_to (fixture, from, to, modifiers);
  _pp_canvas_release (fixture->canvas, to.x, to.y, modifiers);
}

static inline void
click_at (Fixture         *fixture,
          PpPoint          point,
          GdkModifierType  modifiers)
{
  press (fixture, point, modifiers);
  _pp_canvas_release (fixture->canvas, point.x, point.y, modifiers);
}

/* What was done is one step, and undoing it gives back every byte. */
static inline void
assert_one_step (Fixture    *fixture,
                 const char *label)
{
  g_autofree char *after = NULL;

  g_assert_cmpstr (pp_history_get_undo_label (fixture->history), ==, label);
  g_assert_true (pp_history_undo (fixture->history));
  g_assert_false (pp_history_can_undo (fixture->history));
  after = canonical (fixture->model);
  g_assert_cmpstr (after, ==, fixture->before);
  g_assert_true (pp_history_redo (fixture->history));
}

static inline void
assert_nothing_done (Fixture *fixture)
{
  g_autofree char *after = canonical (fixture->model);

  g_assert_false (pp_history_can_undo (fixture->history));
  g_assert_cmpstr (after, ==, fixture->before);
}
