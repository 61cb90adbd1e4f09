/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a Threat Dragon file says as a model, and what an edit of the model changes in the file. */

#include "pp-edit.h"
#include "pp-test-formats.h"

#define DIAGRAM(cells) \
  "{\"version\":\"2.6.2\",\"summary\":{\"title\":\"t\"},\"detail\":{\"contributors\":[],\"diagrams\":" \
  "[{\"id\":0,\"title\":\"d\",\"diagramType\":\"STRIDE\",\"cells\":[" cells "]}]}}"

static PpModel *
read_text (const char *text,
           PpLoss     *loss)
{
  g_autoptr (GBytes) bytes = bytes_of (text);

  return read_bytes ("threat-dragon", bytes, loss);
}

static JsonNode *
write_tree (PpModel *model)
{
  g_autoptr (GBytes) bytes = write_bytes ("threat-dragon", model, NULL);

  return parse_bytes (bytes);
}

static void
assert_record (PpModel    *model,
               const char *id,
               const char *field,
               const char *expected)
{
  PpRecord *record = pp_model_lookup (model, id);
  g_autoptr (JsonNode) value = NULL;
  g_autofree char *text = NULL;

  if (record == NULL)
    g_error ("There is no %s", id);
  value = pp_record_dup_field (record, field);
  text = compact (value);
  if (strcmp (text, expected) != 0)
    g_error ("%s of %s is %s, not %s", field, id, text, expected);
}

/* --- reading --- */

static void
test_read (void)
{
  static const struct { const char *id; const char *field; const char *value; } expected[] = {
    { "cell-shop", "kind", "\"process\"" },
    { "cell-shop", "name", "\"Shop\"" },
    { "cell-shop", "description", "\"Sells\"" },
    { "cell-shop", "parent", "\"cell-box\"" },
    { "cell-shop", "facts/cardPayment", "{\"value\":true,\"source\":\"imported\"}" },
    { "cell-shop", "facts/webApp", "{\"value\":false,\"source\":\"imported\"}" },
    { "cell-shop", "facts/privilege", "{\"value\":\"user\",\"source\":\"imported\"}" },
    { "cell-shop", "facts/goods", "nothing" },
    { "cell-shop", "properties/owner", "\"team a\"" },
    { "cell-user", "kind", "\"user\"" },
    { "cell-user", "facts/human", "{\"value\":true,\"source\":\"person\"}" },
    { "cell-user", "facts/authenticates", "{\"value\":true,\"source\":\"imported\"}" },
    { "cell-user", "outOfScope", "true" },
    { "cell-user", "scopeReason", "\"A person\"" },
    { "cell-user", "parent", "nothing" },
    { "cell-box", "kind", "\"trust-boundary-box\"" },
    { "cell-curve", "kind", "\"trust-boundary-curve\"" },
    { "cell-curve", "name", "\"Edge\"" },
    { "cell-note", "kind", "\"text-note\"" },
    { "cell-browse", "kind", "\"data-flow\"" },
    { "cell-browse", "source", "\"cell-user\"" },
    { "cell-browse", "target", "\"cell-shop\"" },
    { "cell-browse", "protocol", "\"HTTPS\"" },
    { "cell-browse", "facts/publicNetwork", "{\"value\":true,\"source\":\"imported\"}" },
    { "cell-loose", "target", "nothing" },
    { "threat-1", "element", "\"cell-shop\"" },
    { "threat-1", "category", "\"Tampering\"" },
    { "threat-1", "methodology", "\"STRIDE\"" },
    { "threat-2", "number", "2" },
    { "threat-2", "order", "1" },
    { "diagram-0", "title", "\"Overview\"" },
    { "diagram-3", "methodology", "\"CIA\"" },
    { "diagram-3", "order", "1" },
    { "comment-1", "text", "\"Why?\"" },
  };
  g_autoptr (PpModel) model = load_model ("shop-v2.json");
  PpInfo *info = pp_model_get_info (model);

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    assert_record (model, expected[i].id, expected[i].field, expected[i].value);
  g_assert_cmpstr (pp_info_get_title (info), ==, "Shop");
  g_assert_cmpstr (pp_info_get_reviewer (info), ==, "Reviewer");
  g_assert_cmpstr (pp_info_get_contributors (info)[1], ==, "Second");
  g_assert_cmpint (pp_info_get_threat_top (info), ==, 7);
}

static void
test_read_placements (void)
{
  g_autoptr (PpModel) model = load_model ("shop-v2.json");
  PpLayout *layout = pp_model_lookup_layout (model, "diagram-0");
  const PpPlacement *shop = pp_layout_get_placement (layout, "cell-shop");
  const PpPlacement *browse = pp_layout_get_placement (layout, "cell-browse");
  const PpPlacement *loose = pp_layout_get_placement (layout, "cell-loose");

  g_assert_cmpfloat (shop->x, ==, 100);
  g_assert_cmpfloat (shop->height, ==, 100);
  g_assert_cmpint (shop->z, ==, 1);
  g_assert_cmpuint (browse->n_points, ==, 1);
  g_assert_cmpfloat (browse->points[0].y, ==, 90);
  g_assert_cmpfloat (browse->label_position, ==, 0.5);
  g_assert_cmpstr (browse->target_side, ==, "left");
  g_assert_null (browse->source_side);
  g_assert_true (loose->has_target_point);
  g_assert_cmpfloat (loose->target_point.x, ==, 300);
}

/* The same cell in two diagrams is one element; other data make another one. */
static void
test_read_twice (void)
{
  g_autoptr (PpModel) same = load_model ("shop-v2.json");
  g_autoptr (PpModel) other =
    read_text ("{\"version\":\"2.0\",\"summary\":{\"title\":\"t\"},\"detail\":{\"diagrams\":["
               "{\"id\":0,\"cells\":[{\"shape\":\"store\",\"id\":\"a1\",\"data\":{\"name\":\"A\"}}]},"
               "{\"id\":1,\"cells\":[{\"shape\":\"store\",\"id\":\"a1\",\"data\":{\"name\":\"B\"}}]},"
               "{\"id\":2,\"cells\":[{\"shape\":\"store\",\"id\":\"a1\",\"data\":{\"name\":\"B\"}}]}]}}", NULL);

  g_assert_nonnull (pp_layout_get_placement (pp_model_lookup_layout (same, "diagram-0"), "cell-orders"));
  g_assert_nonnull (pp_layout_get_placement (pp_model_lookup_layout (same, "diagram-3"), "cell-orders"));
  g_assert_cmpuint (pp_model_get_n_records (same, PP_RECORD_NODE), ==, 6);
  g_assert_cmpuint (pp_model_get_n_records (other, PP_RECORD_NODE), ==, 2);
  assert_record (other, "a1", "name", "\"A\"");
}

/* What Threat Dragon opens is opened, with a word on what is odd about it. */
static void
test_read_odd (void)
{
  static const struct { const char *text; guint n_nodes; guint n_edges; const char *message; } rows[] = {
    { DIAGRAM ("{\"shape\":\"process\"}"), 1, 0, "the cell has no id" },
    { DIAGRAM ("{\"shape\":\"actor\",\"id\":\"a1\"},{\"shape\":\"store\",\"id\":\"a1\"}"), 2, 0,
      "the id “a1” is that of another cell too: Threat Dragon shows only one of them" },
    { DIAGRAM ("{\"shape\":\"flow\",\"id\":\"f1\",\"source\":{\"cell\":\"gone\"},\"target\":{\"x\":1,\"y\":2}}"), 0, 1,
      "there is no cell “gone” in this diagram: the end hangs in the air" },
    { DIAGRAM ("{\"shape\":\"ghost\",\"id\":\"g1\"}"), 1, 0, "the shape “ghost” is unknown: shown as a text-note" },
    { DIAGRAM ("{\"id\":\"p1\",\"data\":{\"type\":\"tm.Store\"}}"), 1, 0, NULL },
    { DIAGRAM ("{\"shape\":\"ghost\",\"id\":\"f1\",\"source\":{\"x\":1,\"y\":2},\"data\":{\"type\":\"tm.Boundary\"}}"), 0, 1,
      NULL },
    { DIAGRAM ("{\"shape\":\"process\",\"id\":\"p1\",\"data\":{\"threats\":[7]}}"), 1, 0,
      "no threat, because it is no object: kept, not shown" },
    { DIAGRAM ("{\"shape\":\"process\",\"id\":\"p1\",\"data\":{\"threats\":{}}}"), 1, 0,
      "the threats are no list: kept, not shown" },
    { DIAGRAM ("{\"shape\":\"process\",\"id\":7,\"position\":\"here\",\"size\":[1],\"attrs\":null,\"zIndex\":\"1\","
               "\"data\":{\"name\":5,\"isEncrypted\":\"yes\",\"outOfScope\":1,\"threats\":[{\"number\":1.5,\"score\":7}]}}"),
      1, 0, "the cell has no id" },
    { DIAGRAM ("{\"shape\":\"store\",\"id\":\"s1\",\"position\":{\"x\":1e300,\"y\":-1e300},"
               "\"size\":{\"width\":-5,\"height\":1e99},\"zIndex\":1e50}"),
      1, 0, NULL },
    { DIAGRAM ("{\"shape\":\"edge\",\"id\":\"e1\",\"source\":{\"cell\":\"e1\"},\"target\":null,"
               "\"vertices\":[1,{\"x\":1}],\"labels\":\"none\"}"),
      0, 1, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (PpLoss) loss = pp_loss_new ();
      g_autoptr (PpModel) model = read_text (rows[i].text, loss);
      g_autoptr (JsonNode) before = parse_json (rows[i].text);
      g_autoptr (JsonNode) after = write_tree (model);

      g_assert_cmpuint (pp_model_get_n_records (model, PP_RECORD_NODE), ==, rows[i].n_nodes);
      g_assert_cmpuint (pp_model_get_n_records (model, PP_RECORD_EDGE), ==, rows[i].n_edges);
      g_assert_cmpuint (pp_loss_get_n_items (loss), ==, rows[i].message != NULL ? 1 : 0);
      if (rows[i].message != NULL)
        g_assert_cmpstr (pp_loss_get_item (loss, 0)->message, ==, rows[i].message);
      g_assert_true (pp_json_equal (before, after));
    }
}

/* A box without a shape is what its data say, and a tick that is no boolean is one all the same. */
static void
test_read_untidy_cells (void)
{
  g_autoptr (PpLoss) loss = pp_loss_new ();
  const char *text =
    DIAGRAM ("{\"id\":\"s1\",\"data\":{\"type\":\"tm.Store\",\"name\":\"S\",\"isEncrypted\":\"Yes\",\"isALog\":0,"
             "\"isSigned\":\"perhaps\"}}");
  g_autoptr (PpModel) model = read_text (text, loss);
  g_autoptr (JsonNode) before = parse_json (text);
  g_autoptr (JsonNode) after = write_tree (model);

  assert_record (model, "s1", "kind", "\"store\"");
  assert_record (model, "s1", "facts/encrypted", "{\"value\":true,\"source\":\"imported\"}");
  assert_record (model, "s1", "facts/log", "{\"value\":false,\"source\":\"imported\"}");
  assert_record (model, "s1", "facts/signed", "nothing");
  g_assert_true (pp_json_equal (before, after));
}

static void
test_read_v1 (void)
{
  static const struct { const char *id; const char *field; const char *value; } expected[] = {
    { "old-user", "facts/authenticates", "{\"value\":true,\"source\":\"imported\"}" },
    { "old-user", "scopeReason", "\"A person\"" },
    { "old-shop", "facts/privilege", "{\"value\":\"admin\",\"source\":\"imported\"}" },
    { "old-shop", "facts/cardPayment", "{\"value\":true,\"source\":\"imported\"}" },
    { "old-orders", "facts/inventory", "{\"value\":true,\"source\":\"imported\"}" },
    { "old-orders", "facts/log", "nothing" },
    { "old-browse", "name", "\"Browse\"" },
    { "old-browse", "source", "\"old-user\"" },
    { "old-edge", "kind", "\"trust-boundary-curve\"" },
    { "old-threat", "number", "2" },
    { "old-threat", "status", "\"NotApplicable\"" },
    { "diagram-0", "methodology", "\"STRIDE\"" },
    { "diagram-1", "methodology", "\"LINDDUN\"" },
  };
  g_autoptr (PpModel) model = load_model ("shop-v1.json");
  g_autoptr (JsonNode) root = write_tree (model);

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    assert_record (model, expected[i].id, expected[i].field, expected[i].value);

  assert_value (root, "/version", "\"2.6.2\"");
  assert_value (root, "/detail/threatTop", "3");
  assert_value (root, "/detail/diagramTop", "2");
  assert_value (root, "/detail/contributors", "[{\"name\":\"First\"}]");
  assert_value (root, "/detail/diagrams/0/diagramJson", "nothing");
  assert_value (root, "/detail/diagrams/0/parapet/v1/size/width", "790");
  assert_value (root, "/detail/diagrams/1/thumbnail", "\"./public/content/images/thumbnail.linddun.jpg\"");
  assert_value (root, "/detail/diagrams/0/cells/1/id", "\"old-shop\"");
  assert_value (root, "/detail/diagrams/0/cells/1/zIndex", "3");
  assert_value (root, "/detail/diagrams/0/cells/1/attrs/body/stroke", "\"red\"");
  assert_value (root, "/detail/diagrams/0/cells/1/data/parapet/v1/unknown", "{\"a\":1}");
  assert_value (root, "/detail/diagrams/0/cells/1/data/threats/0/modelType", "\"STRIDE\"");
  assert_value (root, "/detail/diagrams/0/cells/3/labels/0/attrs/label/text", "\"Browse\"");
  assert_value (root, "/detail/diagrams/0/cells/3/zIndex", "7");
  assert_value (root, "/detail/diagrams/0/cells/4/target", "{\"x\":500,\"y\":300}");
}

/* --- writing what was edited --- */

/* By place: 0 box, 1 curve, 2 note, 3 shop, 4 orders, 5 user, 6 browse, 7 write, 8 loose. */
#define CELL "/detail/diagrams/0/cells/"

static void
test_write_edits (void)
{
  static const struct { const char *id, *field, *value, *pointer, *expected; } rows[] = {
    { "cell-shop", "name", "\"Store\"", CELL "3/data/name", "\"Store\"" },
    { "cell-shop", "name", "\"Store\"", CELL "3/attrs/text/text", "\"Store\"" },
    { "cell-orders", "name", "\"O\"", "/detail/diagrams/1/cells/0/attrs/text/text", "\"O\"" },
    { "cell-browse", "name", "\"Look\"", CELL "6/labels/0", "{\"attrs\":{\"label\":{\"text\":\"Look\"}},\"position\":0.5}" },
    { "cell-curve", "name", "\"Rim\"", CELL "1/labels", "[\"Rim\"]" },
    { "cell-box", "name", "\"Within\"", CELL "0/attrs/label/text", "\"Within\"" },
    { "cell-shop", "outOfScope", "true", CELL "3/attrs/body/strokeDasharray", "\"4 3\"" },
    { "cell-orders", "outOfScope", "true", CELL "4/attrs/bottomLine/strokeDasharray", "\"4 3\"" },
    { "cell-browse", "bidirectional", "true", CELL "6/attrs/line/sourceMarker/name", "\"block\"" },
    { "cell-browse", "bidirectional", "true", CELL "6/data/isBidirectional", "true" },
    { "cell-browse", "protocol", "\"QUIC\"", CELL "6/data/protocol", "\"QUIC\"" },
    { "cell-browse", "target", "\"cell-orders\"", CELL "6/target", "{\"cell\":\"cell-orders\",\"port\":\"orders-left\"}" },
    { "cell-write", "source", "\"cell-user\"", CELL "7/source/unknown", "1" },
    { "cell-shop", "facts/webApp", "{\"value\":true,\"source\":\"imported\"}", CELL "3/data/isWebApplication", "true" },
    { "cell-shop", "facts/webApp", "{\"value\":true,\"source\":\"imported\"}", CELL "3/data/parapet", "nothing" },
    { "cell-shop", "facts/webApp", NULL, CELL "3/data/isWebApplication", "nothing" },
    { "cell-shop", "facts/log", "{\"value\":true,\"source\":\"person\"}", CELL "3/data/parapet/facts/log/value", "true" },
    { "cell-shop", "kind", "\"api\"", CELL "3/data/parapet/kind", "\"api\"" },
    { "cell-shop", "kind", "\"database\"", CELL "3/shape", "\"store\"" },
    { "cell-shop", "kind", "\"database\"", CELL "3/data/type", "\"tm.Store\"" },
    { "cell-shop", "kind", "\"store\"", CELL "3/attrs/topLine/stroke", "\"red\"" },
    { "cell-shop", "kind", "\"store\"", CELL "3/attrs/body", "nothing" },
    { "cell-user", "kind", "\"actor\"", CELL "5/data/parapet/kind", "nothing" },
    { "cell-user", "kind", "\"actor\"", CELL "5/data/parapet/future", "1" },
    { "cell-shop", "properties/owner", "\"b\"", CELL "3/data/properties/owner", "\"b\"" },
    { "cell-shop", "references", "[\"r\"]", CELL "3/data/parapet/references", "[\"r\"]" },
    { "cell-shop", "parent", NULL, CELL "3/data/parapet/parent", "\"\"" },
    { "threat-1", "status", "\"Mitigated\"", CELL "3/data/hasOpenThreats", "false" },
    { "threat-1", "status", "\"Mitigated\"", CELL "3/attrs/body/stroke", "\"#333333\"" },
    { "threat-1", "title", "\"T\"", CELL "3/data/threats/0/vendor", "\"x\"" },
    { "threat-1", "evidence", "[1]", CELL "3/data/threats/0/parapet/evidence", "[1]" },
    { "diagram-0", "methodology", "\"LINDDUN\"", "/detail/diagrams/0/thumbnail", "\"./public/content/images/thumbnail.linddun.jpg\"" },
    { "diagram-0", "title", "\"Whole\"", "/detail/diagrams/0/title", "\"Whole\"" },
    { "diagram-0", "viewport", "{\"zoom\":2}", "/detail/diagrams/0/parapet/viewport", "{\"zoom\":2}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (PpModel) model = load_model ("shop-v2.json");
      g_autoptr (JsonNode) root = NULL;

      apply_set (model, rows[i].id, rows[i].field, rows[i].value);
      root = write_tree (model);
      assert_value (root, rows[i].pointer, rows[i].expected);
      assert_value (root, "/unknown", "{\"z\":1,\"a\":123456789012345678901234567890}");
    }
}

static void
test_write_info (void)
{
  g_autoptr (PpModel) model = load_model ("shop-v2.json");
  g_autoptr (JsonNode) root = NULL;
  const char *id = pp_model_get_id (model);

  apply_set (model, id, "title", "\"Another\"");
  apply_set (model, id, "contributors", "[\"First\",\"Third\",\"Fourth\"]");
  apply_set (model, id, "marking", "\"internal\"");
  root = write_tree (model);
  assert_value (root, "/summary/title", "\"Another\"");
  assert_value (root, "/detail/contributors/0", "{\"name\":\"First\",\"role\":\"author\"}");
  assert_value (root, "/detail/contributors/2", "{\"name\":\"Fourth\"}");
  assert_value (root, "/parapet/marking", "\"internal\"");
  assert_value (root, "/parapet/future", "[1]");
}

static void
test_move (void)
{
  g_autoptr (PpModel) model = load_model ("shop-v2.json");
  PpLayout *layout = pp_model_lookup_layout (model, "diagram-0");
  g_autoptr (PpPlacement) shop = pp_placement_copy (pp_layout_get_placement (layout, "cell-shop"));
  g_autoptr (PpPlacement) loose = pp_placement_copy (pp_layout_get_placement (layout, "cell-loose"));
  g_autoptr (JsonNode) root = NULL;

  pp_placement_translate (shop, 5, 6);
  pp_placement_translate (loose, 0.6, 0);
  apply_changes (model, pp_edit_place (model, "diagram-0", "cell-shop", shop));
  apply_changes (model, pp_edit_place (model, "diagram-0", "cell-loose", loose));
  root = write_tree (model);
  assert_value (root, CELL "3/position", "{\"x\":105,\"y\":126,\"unknown\":1}");
  assert_value (root, CELL "8/target", "{\"x\":301,\"y\":400}");
}

/* New things have all that Threat Dragon wants. */
static void
test_add (void)
{
  g_autoptr (PpModel) model = load_model ("shop-v2.json");
  g_autoptr (PpPlacement) box = pp_placement_new_box (10, 20, 120, 90, 12);
  g_autoptr (PpPlacement) line = pp_placement_new ();
  g_autofree char *node = NULL;
  g_autofree char *edge = NULL;
  g_autofree char *threat = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *target = NULL;

  line->source_side = g_strdup ("right");
  line->z = 13;
  apply_changes (model, pp_edit_add_node (model, "diagram-0", "database", "Ledger", NULL, box, NULL, &node));
  apply_changes (model, pp_edit_add_edge (model, "diagram-0", "data-flow", "Book", NULL, "cell-shop", node, line, &edge));
  apply_changes (model, pp_edit_add_threat (model, node, "STRIDE", "Tampering", "Change", &threat));
  root = write_tree (model);

  assert_value (root, CELL "9/shape", "\"store\"");
  assert_value (root, CELL "9/data/name", "\"Ledger\"");
  assert_value (root, CELL "9/attrs/text/text", "\"Ledger\"");
  assert_value (root, CELL "9/attrs/topLine", "{\"stroke\":\"red\",\"strokeWidth\":2.5,\"strokeDasharray\":null}");
  assert_value (root, CELL "9/data/type", "\"tm.Store\"");
  assert_value (root, CELL "9/data/parapet/kind", "\"database\"");
  assert_value (root, CELL "9/data/hasOpenThreats", "true");
  assert_value (root, CELL "9/data/isEncrypted", "nothing");
  assert_value (root, CELL "9/data/threats/0/number", "8");
  assert_value (root, CELL "9/data/threats/0/modelType", "\"STRIDE\"");
  assert_value (root, CELL "9/ports/items/3/group", "\"left\"");
  assert_value (root, CELL "10/source", "{\"cell\":\"cell-shop\",\"port\":\"shop-right\"}");
  target = g_strdup_printf ("{\"cell\":\"%s\"}", node);
  assert_value (root, CELL "10/target", target);
  assert_value (root, CELL "10/labels/0/attrs/label/text", "\"Book\"");
  assert_value (root, CELL "10/attrs/line/targetMarker/name", "\"block\"");
  assert_value (root, "/detail/threatTop", "8");
}

/* A layout that was copied gets a number of its own; the element stays one. */
static void
test_duplicate_layout (void)
{
  g_autoptr (PpModel) model = load_model ("shop-v2.json");
  g_autofree char *layout = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (PpModel) again = NULL;

  apply_changes (model, pp_edit_duplicate_layout (model, "diagram-0", "Copy", &layout));
  bytes = write_bytes ("threat-dragon", model, NULL);
  root = parse_bytes (bytes);
  assert_value (root, "/detail/diagrams/2/id", "4");
  assert_value (root, "/detail/diagramTop", "5");
  again = read_bytes ("threat-dragon", bytes, NULL);
  g_assert_nonnull (pp_model_lookup_layout (again, layout));
  g_assert_cmpuint (pp_model_get_n_records (again, PP_RECORD_NODE), ==, 6);
  g_assert_cmpuint (pp_model_get_n_records (again, PP_RECORD_THREAT), ==, 2);
}

/* What was pasted in Threat Dragon has our keys, but is another element. */
static void
test_pasted_in_threat_dragon (void)
{
  g_autoptr (PpModel) model =
    read_text (DIAGRAM ("{\"shape\":\"process\",\"id\":\"c1\",\"data\":{\"name\":\"A\",\"parapet\":"
                        "{\"id\":\"ours\",\"cell\":\"c1\",\"kind\":\"api\"}}},"
                        "{\"shape\":\"process\",\"id\":\"c2\",\"data\":{\"name\":\"A\",\"parapet\":"
                        "{\"id\":\"ours\",\"cell\":\"c1\",\"kind\":\"api\"}}}"), NULL);

  assert_record (model, "ours", "kind", "\"api\"");
  assert_record (model, "c2", "kind", "\"api\"");
  g_assert_null (pp_model_lookup (model, "c1"));
}

/* Threat Dragon's key counts when it says something else than we noted. */
static void
test_fact_changed_in_threat_dragon (void)
{
  g_autoptr (PpModel) model =
    read_text (DIAGRAM ("{\"shape\":\"store\",\"id\":\"s1\",\"data\":{\"isEncrypted\":false,\"isSigned\":true,"
                        "\"parapet\":{\"facts\":{\"encrypted\":{\"value\":true,\"source\":\"person\"},"
                        "\"signed\":{\"value\":true,\"source\":\"person\"}}}}}"), NULL);

  assert_record (model, "s1", "facts/encrypted", "{\"value\":false,\"source\":\"imported\"}");
  assert_record (model, "s1", "facts/signed", "{\"value\":true,\"source\":\"person\"}");
}

static void
test_new_model (void)
{
  g_autoptr (PpModel) model = pp_model_new ("m");
  g_autoptr (PpLoss) loss = pp_loss_new ();
  g_autoptr (GBytes) bytes = write_bytes ("threat-dragon", model, loss);
  g_autoptr (JsonNode) root = parse_bytes (bytes);

  assert_value (root, "/summary", "{\"title\":\"Untitled\",\"owner\":\"\",\"description\":\"\",\"id\":0}");
  assert_value (root, "/detail",
                "{\"contributors\":[],\"diagrams\":[],\"diagramTop\":0,\"reviewer\":\"\",\"threatTop\":0}");
  assert_value (root, "/parapet/id", "\"m\"");
  g_assert_cmpuint (pp_loss_get_n_items (loss), ==, 1);
}

/* A thousand nodes with ports do not fit in the browser that Threat Dragon runs in. */
static void
test_too_large_for_threat_dragon (void)
{
  g_autoptr (PpModel) model = load_model ("shop-v2.json");
  g_autoptr (PpLoss) loss = pp_loss_new ();
  g_autoptr (GBytes) bytes = NULL;

  for (guint i = 0; i < 1500; i++)
    {
      g_autoptr (PpPlacement) at = pp_placement_new_box (i, i, 100, 100, i);

      apply_changes (model, pp_edit_add_node (model, "diagram-0", "process", "p", NULL, at, NULL, NULL));
    }
  bytes = write_bytes ("threat-dragon", model, loss);
  g_assert_cmpuint (pp_loss_get_n_items (loss), >=, 1);
  g_assert_true (g_str_has_prefix (pp_loss_get_item (loss, 0)->message, "too large"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/formats/threat-dragon/read", test_read);
  g_test_add_func ("/formats/threat-dragon/read-placements", test_read_placements);
  g_test_add_func ("/formats/threat-dragon/read-twice", test_read_twice);
  g_test_add_func ("/formats/threat-dragon/read-odd", test_read_odd);
  g_test_add_func ("/formats/threat-dragon/untidy-cells", test_read_untidy_cells);
  g_test_add_func ("/formats/threat-dragon/read-v1", test_read_v1);
  g_test_add_func ("/formats/threat-dragon/write-edits", test_write_edits);
  g_test_add_func ("/formats/threat-dragon/write-info", test_write_info);
  g_test_add_func ("/formats/threat-dragon/move", test_move);
  g_test_add_func ("/formats/threat-dragon/add", test_add);
  g_test_add_func ("/formats/threat-dragon/duplicate-layout", test_duplicate_layout);
  g_test_add_func ("/formats/threat-dragon/pasted", test_pasted_in_threat_dragon);
  g_test_add_func ("/formats/threat-dragon/fact-changed", test_fact_changed_in_threat_dragon);
  g_test_add_func ("/formats/threat-dragon/new-model", test_new_model);
  g_test_add_func ("/formats/threat-dragon/too-large", test_too_large_for_threat_dragon);

  return g_test_run ();
}
