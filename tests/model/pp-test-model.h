/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-history.h"
#include "pp-json.h"

/* Small things that the tests of the model share. */

static inline JsonNode *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = pp_json_parse (text, strlen (text), NULL, &error);

  g_assert_no_error (error);
  return node;
}

static inline void
add_record (PpModel      *model,
            PpRecordType  type,
            const char   *id,
            const char   *text)
{
  g_autoptr (JsonNode) node = parse (text);
  g_autoptr (GError) error = NULL;

  pp_model_add_record (model, type, id, node, &error);
  g_assert_no_error (error);
}

static inline PpModel *
small_model (void)
{
  PpModel *model = pp_model_new ("m");

  add_record (model, PP_RECORD_NODE, "shop", "{\"kind\":\"process\",\"name\":\"Shop\"}");
  add_record (model, PP_RECORD_NODE, "orders", "{\"kind\":\"store\",\"name\":\"Orders\",\"parent\":\"shop\"}");
  add_record (model, PP_RECORD_EDGE, "write",
              "{\"kind\":\"data-flow\",\"name\":\"write\",\"source\":\"shop\",\"target\":\"orders\"}");
  add_record (model, PP_RECORD_THREAT, "t1",
              "{\"element\":\"orders\",\"number\":1,\"title\":\"Read by others\",\"status\":\"Open\"}");
  add_record (model, PP_RECORD_LAYOUT, "all",
              "{\"title\":\"All\",\"placements\":{\"shop\":{\"x\":10,\"y\":20,\"width\":100,\"height\":100,\"z\":1},"
              "\"orders\":{\"x\":300,\"y\":20,\"width\":150,\"height\":75},\"write\":{\"points\":[[200,50]]}}}");
  return model;
}

static inline char *
canonical (PpModel *model)
{
  g_autoptr (JsonNode) node = pp_model_to_json (model);

  return pp_json_to_string (node, PP_JSON_STYLE_CANONICAL, NULL);
}

static inline JsonNode *
text_node (const char *text)
{
  return json_node_init_string (json_node_alloc (), text);
}
