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
