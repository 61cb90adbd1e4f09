/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "pp-diff.h"
#include "pp-draft.h"
#include "pp-edit.h"
#include "pp-json.h"
#include "pp-past.h"

#define MODEL "00000000-0000-4000-8000-000000000000"
#define SHOP "00000000-0000-4000-8000-000000000001"
#define ORDERS "00000000-0000-4000-8000-000000000002"
#define WRITE "00000000-0000-4000-8000-000000000003"
#define NEW "00000000-0000-4000-8000-000000000004"

static JsonNode *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = pp_json_parse (text, strlen (text), NULL, &error);

  g_assert_no_error (error);
  return node;
}

static GPtrArray *
read_changes (const char *text)
{
  g_autoptr (JsonNode) node = parse (text);
  g_autoptr (GError) error = NULL;
  GPtrArray *changes = pp_change_list_new_from_json (node, &error);

  g_assert_no_error (error);
  return changes;
}

static void
assert_json (const char *got,
             const char *expected)
{
  g_autoptr (JsonNode) a = parse (got);
  g_autoptr (JsonNode) b = parse (expected);

  if (!pp_json_equal (a, b))
    g_assert_cmpstr (got, ==, expected);
}

static PpDraft *
draft_with (PpRecordType  type,
            const char   *id,
            const char   *document)
{
  PpDraft *draft = pp_draft_new (MODEL);
  g_autoptr (GError) error = NULL;

  pp_draft_load (draft, PP_RECORD_MODEL, MODEL, "{\"title\":\"Shop\",\"marking\":{\"tlp\":\"GREEN\"},\"later\":1}", &error);
  g_assert_no_error (error);
  if (id != NULL)
    pp_draft_load (draft, type, id, document, &error);
  g_assert_no_error (error);
  return draft;
}

static void
assert_refused (PpDraft    *draft,
                const char *changes,
                int         code)
{
  g_autoptr (GPtrArray) list = read_changes (changes);
  g_autoptr (GPtrArray) done = NULL;
  g_autoptr (GError) error = NULL;

  g_test_message ("%.200s", changes);
  done = pp_draft_apply (draft, list, &error);
  g_assert_error (error, PP_MODEL_ERROR, code);
  g_assert_null (done);
  pp_draft_free (draft);
}

/* --- What is written ----------------------------------------------------------------------------- */

static void
test_set (void)
{
  g_autoptr (PpDraft) draft = draft_with (PP_RECORD_NODE, SHOP, "{\"kind\":\"process\",\"name\":\"Shop\"}");
  g_autoptr (GPtrArray) changes = read_changes ("[{\"op\":\"set\",\"record\":\"node\",\"id\":\"" SHOP "\",\"field\":\"name\","
                                                "\"before\":\"Shop\",\"after\":\"Front\"},"
                                                "{\"op\":\"set\",\"record\":\"node\",\"id\":\"" SHOP "\","
                                                "\"field\":\"properties/owner\",\"after\":\"Ada\"}]");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) done = pp_draft_apply (draft, changes, &error);
  g_autofree char *rows = pp_draft_dup_written (draft, PP_RECORD_NODE);

  g_assert_no_error (error);
  g_assert_cmpuint (done->len, ==, 2);
  assert_json (rows, "[{\"id\":\"" SHOP "\",\"document\":{\"kind\":\"process\",\"name\":\"Front\",\"properties\":{\"owner\":\"Ada\"}},"
                   "\"properties\":{\"owner\":\"Ada\"},\"kind\":\"process\",\"name\":\"Front\"}]");
  g_assert_null (pp_draft_dup_removed (draft, PP_RECORD_NODE));
  for (PpRecordType type = PP_RECORD_EDGE; type < PP_N_RECORD_TYPES; type++)
    g_assert_null (pp_draft_dup_written (draft, type));
  g_assert_null (pp_draft_dup_written (draft, PP_RECORD_MODEL));
  g_assert_cmpint (pp_draft_count_added (draft, PP_RECORD_NODE), ==, 0);
}

static void
test_add_and_remove (void)
{
  g_autoptr (PpDraft) draft = draft_with (PP_RECORD_NODE, SHOP, "{\"kind\":\"process\",\"name\":\"Shop\"}");
  /* The node goes, and an edge takes its identifier; a control comes and goes. */
  g_autoptr (GPtrArray) changes = read_changes (
    "[{\"op\":\"remove\",\"record\":\"node\",\"id\":\"" SHOP "\",\"before\":{}},"
    "{\"op\":\"add\",\"record\":\"edge\",\"id\":\"" SHOP "\",\"after\":{\"kind\":\"data-flow\",\"name\":\"\","
    "\"source\":\"" ORDERS "\"}},"
    "{\"op\":\"add\",\"record\":\"control\",\"id\":\"" NEW "\",\"after\":{\"title\":\"Filter\"}},"
    "{\"op\":\"remove\",\"record\":\"control\",\"id\":\"" NEW "\",\"before\":{\"title\":\"Filter\"}},"
    "{\"op\":\"set\",\"record\":\"model\",\"id\":\"" MODEL "\",\"field\":\"title\",\"before\":\"Shop\",\"after\":\"Shops\"}]");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) done = pp_draft_apply (draft, changes, &error);
  g_autofree char *edges = pp_draft_dup_written (draft, PP_RECORD_EDGE);
  g_autofree char *nodes = pp_draft_dup_removed (draft, PP_RECORD_NODE);
  g_autofree char *model = pp_draft_dup_written (draft, PP_RECORD_MODEL);
  g_autoptr (JsonNode) first = NULL;

  g_assert_no_error (error);
  first = pp_change_to_json (g_ptr_array_index (done, 0));
  g_assert_cmpstr (pp_json_get_string (pp_json_get_object (json_node_get_object (first), "before"), "name", NULL), ==, "Shop");
  assert_json (edges, "[{\"id\":\"" SHOP "\",\"document\":{\"kind\":\"data-flow\",\"source\":\"" ORDERS "\"},"
                              "\"kind\":\"data-flow\",\"source\":\"" ORDERS "\"}]");
  g_assert_cmpstr (nodes, ==, "{" SHOP "}");
  g_assert_null (pp_draft_dup_removed (draft, PP_RECORD_CONTROL));
  g_assert_null (pp_draft_dup_written (draft, PP_RECORD_CONTROL));
  assert_json (model, "[{\"id\":\"" MODEL "\",\"document\":{\"title\":\"Shops\",\"marking\":{\"tlp\":\"GREEN\"},"
                              "\"later\":1},\"title\":\"Shops\"}]");
  g_assert_cmpint (pp_draft_count_added (draft, PP_RECORD_NODE), ==, -1);
  g_assert_cmpint (pp_draft_count_added (draft, PP_RECORD_EDGE), ==, 1);
  g_assert_cmpint (pp_draft_count_added (draft, PP_RECORD_CONTROL), ==, 0);
}

static void
test_marking (void)
{
  g_autoptr (PpDraft) draft = draft_with (PP_RECORD_NODE, SHOP, "{\"kind\":\"process\"}");
  g_autoptr (GPtrArray) changes = read_changes (
    "[{\"op\":\"set\",\"record\":\"node\",\"id\":\"" SHOP "\",\"field\":\"marking\","
    "\"after\":{\"nato\":\"NATO SECRET\",\"caveats\":[\"ORCON\"]}}]");
  g_autoptr (PpMarking) before = pp_draft_dup_marking (draft);
  g_autoptr (PpMarking) after = NULL;
  g_autoptr (GPtrArray) done = pp_draft_apply (draft, changes, NULL);

  g_assert_nonnull (done);
  after = pp_draft_dup_marking (draft);
  g_assert_cmpstr (pp_marking_get_level (before, PP_MARKING_NATO), ==, NULL);
  g_assert_cmpstr (pp_marking_get_level (after, PP_MARKING_NATO), ==, "NATO SECRET");
  g_assert_cmpstr (pp_marking_get_level (after, PP_MARKING_TLP), ==, "GREEN");
  g_assert_cmpstr (after->caveats[0], ==, "ORCON");
}

/* --- What is refused ----------------------------------------------------------------------------- */

#define ADD(record, id, after) "[{\"op\":\"add\",\"record\":\"" record "\",\"id\":\"" id "\",\"after\":" after "}]"
#define SET(record, id, field, after) \
  "[{\"op\":\"set\",\"record\":\"" record "\",\"id\":\"" id "\",\"field\":\"" field "\",\"after\":" after "}]"
#define A_NODE draft_with (PP_RECORD_NODE, SHOP, "{\"kind\":\"process\",\"name\":\"Shop\"}")

static void
test_refused (void)
{
  assert_refused (A_NODE, SET ("node", ORDERS, "name", "\"x\""), PP_MODEL_ERROR_UNKNOWN_ID);
  assert_refused (A_NODE, SET ("edge", SHOP, "name", "\"x\""), PP_MODEL_ERROR_UNKNOWN_ID);
  assert_refused (A_NODE, SET ("node", SHOP, "name", "\"x\""), PP_MODEL_ERROR_CONFLICT);
  assert_refused (A_NODE, "[{\"op\":\"remove\",\"record\":\"node\",\"id\":\"" SHOP "\",\"before\":{\"kind\":\"x\"}}]",
                  PP_MODEL_ERROR_CONFLICT);
  assert_refused (A_NODE, ADD ("node", SHOP, "{\"kind\":\"process\"}"), PP_MODEL_ERROR_DUPLICATE_ID);
  assert_refused (A_NODE, ADD ("node", "n1", "{\"kind\":\"process\"}"), PP_MODEL_ERROR_INVALID_VALUE);
  assert_refused (A_NODE, ADD ("node", "00000000-0000-4000-8000-00000000000A", "{\"kind\":\"process\"}"),
                  PP_MODEL_ERROR_INVALID_VALUE);
  assert_refused (A_NODE, ADD ("node", MODEL, "{\"kind\":\"process\"}"), PP_MODEL_ERROR_INVALID_VALUE);
  assert_refused (A_NODE, ADD ("node", NEW, "{\"name\":\"of no kind\"}"), PP_MODEL_ERROR_INVALID_VALUE);
  assert_refused (A_NODE, ADD ("edge", NEW, "{\"kind\":\"data-flow\",\"source\":\"x\"}"), PP_MODEL_ERROR_INVALID_VALUE);
  assert_refused (A_NODE, ADD ("comment", NEW, "{\"text\":\"Hm.\"}"), PP_MODEL_ERROR_INVALID_VALUE);
  assert_refused (A_NODE, SET ("model", SHOP, "description", "\"x\""), PP_MODEL_ERROR_INVALID_VALUE);
  assert_refused (A_NODE, SET ("node", SHOP, "secret", "1"), PP_MODEL_ERROR_UNKNOWN_FIELD);
  assert_refused (A_NODE, SET ("node", SHOP, "description", "1"), PP_MODEL_ERROR_INVALID_VALUE);
  assert_refused (A_NODE, SET ("node", SHOP, "marking", "{\"tlp\":\"PURPLE\"}"), PP_MODEL_ERROR_INVALID_VALUE);
  assert_refused (A_NODE, SET ("node", SHOP, "properties/n", "1e300"), PP_MODEL_ERROR_INVALID_VALUE);
  assert_refused (A_NODE, SET ("node", SHOP, "properties/n", "[{\"a\":1e131000}]"), PP_MODEL_ERROR_INVALID_VALUE);
}

/* A10: what is the server's to say is no field that a change sets. */
static void
test_assigned (void)
{
  assert_refused (A_NODE, SET ("model", MODEL, "revision", "7"), PP_MODEL_ERROR_UNKNOWN_FIELD);
  assert_refused (A_NODE, SET ("model", MODEL, "organisation", "\"x\""), PP_MODEL_ERROR_UNKNOWN_FIELD);
  assert_refused (A_NODE, SET ("model", MODEL, "lowerings", "{}"), PP_MODEL_ERROR_INVALID_VALUE);
}

static void
test_bounds (void)
{
  g_autofree char *deep = g_strnfill (70, '[');
  g_autofree char *end = g_strnfill (70, ']');
  g_autofree char *nested = g_strconcat ("[{\"op\":\"set\",\"record\":\"node\",\"id\":\"" SHOP "\","
                                         "\"field\":\"properties/deep\",\"after\":", deep, end, "}]", NULL);
  g_autofree char *name = g_strnfill (10001, 'n');
  g_autofree char *named = g_strconcat ("[{\"op\":\"set\",\"record\":\"node\",\"id\":\"" SHOP "\",\"field\":\"name\","
                                        "\"before\":\"Shop\",\"after\":\"", name, "\"}]", NULL);
  g_autofree char *much = g_strnfill (256 * 1024, 'm');
  g_autofree char *large = g_strconcat ("[{\"op\":\"set\",\"record\":\"node\",\"id\":\"" SHOP "\","
                                        "\"field\":\"properties/much\",\"after\":\"", much, "\"}]", NULL);
  g_autoptr (GString) many = g_string_new ("[");

  for (guint i = 0; i <= PP_DRAFT_MAX_CHANGES; i++)
    g_string_append_printf (many, "%s{\"op\":\"set\",\"record\":\"node\",\"id\":\"" SHOP "\",\"field\":\"name\","
                            "\"before\":\"Shop\",\"after\":\"Shop\"}", i > 0 ? "," : "");
  g_string_append_c (many, ']');

  assert_refused (A_NODE, nested, PP_MODEL_ERROR_TOO_LARGE);
  assert_refused (A_NODE, named, PP_MODEL_ERROR_TOO_LARGE);
  assert_refused (A_NODE, large, PP_MODEL_ERROR_TOO_LARGE);
  assert_refused (A_NODE, many->str, PP_MODEL_ERROR_TOO_LARGE);
}

static GPtrArray *
list_restoring (PpModel *now,
                PpModel *then)
{
  g_autoptr (GPtrArray) changes = pp_diff_models (now, then);

  return pp_past_list_restoring (changes);
}

/* --- The same as a model ------------------------------------------------------------------------- */

/* What a server has: a document for each record, and the changes of each revision. */
typedef struct {
  GHashTable *rows[PP_N_RECORD_TYPES];  /* identifier → text */
  GPtrArray  *revisions;                /* of GPtrArray of PpChange */
} Server;

static int
below (int limit)
{
  return g_test_rand_int_range (0, limit);
}

static char *
canonical (PpModel *model)
{
  g_autoptr (JsonNode) node = pp_model_to_json (model);

  return pp_json_to_string (node, PP_JSON_STYLE_CANONICAL, NULL);
}

static void
load_rows (Server    *server,
           PpDraft   *draft,
           GPtrArray *ids)
{
  g_autoptr (GError) error = NULL;

  pp_draft_load (draft, PP_RECORD_MODEL, MODEL, g_hash_table_lookup (server->rows[PP_RECORD_MODEL], MODEL), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);

      for (PpRecordType type = PP_RECORD_NODE; type < PP_N_RECORD_TYPES; type++)
        {
          const char *document = g_hash_table_lookup (server->rows[type], id);

          if (document != NULL)
            pp_draft_load (draft, type, id, document, &error);
          g_assert_no_error (error);
        }
    }
}

static void
write_rows (Server  *server,
            PpDraft *draft)
{
  for (PpRecordType type = 0; type < PP_N_RECORD_TYPES; type++)
    {
      g_autofree char *removed = pp_draft_dup_removed (draft, type);
      g_autofree char *written = pp_draft_dup_written (draft, type);
      g_auto (GStrv) gone = NULL;
      g_autoptr (JsonNode) rows = NULL;

      if (removed != NULL)
        {
          removed[strlen (removed) - 1] = '\0';
          gone = g_strsplit (removed + 1, ",", -1);
          for (guint i = 0; gone[i] != NULL; i++)
            g_assert_true (g_hash_table_remove (server->rows[type], gone[i]));
        }
      if (written == NULL)
        continue;
      rows = parse (written);
      for (guint i = 0; i < json_array_get_length (json_node_get_array (rows)); i++)
        {
          JsonObject *row = json_array_get_object_element (json_node_get_array (rows), i);

          g_hash_table_replace (server->rows[type], g_strdup (json_object_get_string_member (row, "id")),
                                pp_json_to_string (json_object_get_member (row, "document"), PP_JSON_STYLE_COMPACT, NULL));
        }
    }
}

/* Does the changes on the server as a request would: with the touched rows alone. */
static gboolean
apply_on_server (Server    *server,
                 GPtrArray *changes)
{
  g_autoptr (PpDraft) draft = pp_draft_new (MODEL);
  g_autoptr (GPtrArray) ids = pp_changes_list_ids (changes);
  g_autoptr (GError) error = NULL;
  GPtrArray *done;

  load_rows (server, draft, ids);
  done = pp_draft_apply (draft, changes, &error);
  if (done == NULL)
    return FALSE;
  write_rows (server, draft);
  g_ptr_array_add (server->revisions, done);
  return TRUE;
}

static PpModel *
model_of (Server *server)
{
  g_autoptr (PpDraft) draft = pp_draft_new (MODEL);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer id;

  for (PpRecordType type = PP_RECORD_NODE; type < PP_N_RECORD_TYPES; type++)
    {
      g_hash_table_iter_init (&iter, server->rows[type]);
      while (g_hash_table_iter_next (&iter, &id, NULL))
        g_ptr_array_add (ids, id);
    }
  load_rows (server, draft, ids);
  return g_object_ref (pp_draft_get_model (draft));
}

static const char *
random_id (PpModel      *model,
           PpRecordType  type)
{
  guint n_records = pp_model_get_n_records (model, type);

  return n_records > 0 ? pp_record_get_id (pp_model_peek_record (model, type, (guint) below ((int) n_records))) : NULL;
}

static JsonNode *
random_text (void)
{
  g_autofree char *text = below (4) == 0 ? g_strdup ("") : g_strdup_printf ("Text %d", below (9));

  return json_node_init_string (json_node_alloc (), text);
}

static GPtrArray *
set_at_random (PpModel *model)
{
  static const char * const fields[] = { "name", "description", "properties/a", "properties/b", "category" };
  const char *id = random_id (model, PP_RECORD_NODE);
  const char *field = fields[below (G_N_ELEMENTS (fields))];
  GPtrArray *changes = pp_change_list_new ();
  g_autoptr (JsonNode) before = pp_record_dup_field (pp_model_lookup (model, id), field);
  g_autoptr (JsonNode) after = below (3) > 0 ? random_text () : NULL;

  g_ptr_array_add (changes, pp_change_new_set (PP_RECORD_NODE, id, field, before, after));
  return changes;
}

static GPtrArray *
random_changes (PpModel *model)
{
  const char *layout = random_id (model, PP_RECORD_LAYOUT);
  const char *id = random_id (model, below (3) == 0 ? PP_RECORD_EDGE : PP_RECORD_NODE);
  const char *threats[] = { random_id (model, PP_RECORD_THREAT), NULL };

  if (layout == NULL)
    return pp_edit_add_layout (model, "New", "STRIDE", NULL);
  if (pp_model_get_n_records (model, PP_RECORD_NODE) < 4 || id == NULL)
    return pp_edit_add_node (model, layout, "store", "n", NULL, NULL, NULL, NULL);
  switch (below (9))
    {
    case 0:
      return pp_edit_remove_elements (model, &id, 1);
    case 1:
      return pp_edit_add_threat (model, id, "STRIDE", "Tampering", "T", NULL);
    case 2:
      return pp_edit_remove_threats (model, threats, threats[0] != NULL ? 1 : 0);
    case 3:
      return pp_edit_add_edge (model, layout, "data-flow", "e", NULL, id, random_id (model, PP_RECORD_NODE), NULL, NULL);
    case 4:
      return pp_edit_duplicate_layout (model, layout, "Twin", NULL);
    case 5:
      return pp_edit_add_control (model, "Control", threats, NULL);
    case 6:
      return pp_edit_remove_layout (model, layout);
    default:
      return set_at_random (model);
    }
}

static void
server_init (Server *server)
{
  for (PpRecordType type = 0; type < PP_N_RECORD_TYPES; type++)
    server->rows[type] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_insert (server->rows[PP_RECORD_MODEL], g_strdup (MODEL), g_strdup ("{}"));
  server->revisions = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
}

static void
server_clear (Server *server)
{
  for (PpRecordType type = 0; type < PP_N_RECORD_TYPES; type++)
    g_hash_table_unref (server->rows[type]);
  g_ptr_array_unref (server->revisions);
}

/* Random edits, done to a model and to rows: both are the same after each. Each revision is then found again from the
 * last one, and restored. */
static void
test_same_as_model (void)
{
  for (guint round = 0; round < 40; round++)
    {
      g_autoptr (PpModel) model = pp_model_new (MODEL);
      g_autoptr (GPtrArray) states = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (PpModel) past = NULL;
      Server server;

      server_init (&server);
      for (guint step = 0; step < 30; step++)
        {
          g_autoptr (GPtrArray) changes = random_changes (model);
          g_autoptr (PpModel) mirror = NULL;
          g_autofree char *expected = canonical (model);
          g_autofree char *got = NULL;
          g_autoptr (GError) error = NULL;

          g_ptr_array_add (states, g_steal_pointer (&expected));
          pp_model_apply (model, changes, &error);
          g_assert_no_error (error);
          g_assert_true (apply_on_server (&server, changes));
          mirror = model_of (&server);
          expected = canonical (model);
          got = canonical (mirror);
          g_assert_cmpstr (got, ==, expected);
        }

      past = model_of (&server);
      for (guint i = states->len; i > 0; i--)
        {
          g_autoptr (GPtrArray) restoring = NULL;
          g_autoptr (PpModel) restored = pp_model_copy (model);
          g_autofree char *got = NULL;
          g_autofree char *again = NULL;
          g_autoptr (GError) error = NULL;

          pp_past_take_back (past, g_ptr_array_index (server.revisions, i - 1), &error);
          g_assert_no_error (error);
          got = canonical (past);
          g_assert_cmpstr (got, ==, g_ptr_array_index (states, i - 1));
          restoring = list_restoring (restored, past);
          pp_model_apply (restored, restoring, &error);
          g_assert_no_error (error);
          g_clear_pointer (&restoring, g_ptr_array_unref);
          restoring = list_restoring (restored, past);
          g_assert_cmpuint (restoring->len, ==, 0);
        }
      server_clear (&server);
    }
}

/* Restoring an old state lowers nothing. */
static void
test_restore_keeps_markings (void)
{
  g_autoptr (PpDraft) now = draft_with (PP_RECORD_NODE, SHOP, "{\"kind\":\"process\",\"name\":\"New\","
                                                              "\"marking\":{\"tlp\":\"RED\"}}");
  g_autoptr (PpDraft) then = draft_with (PP_RECORD_NODE, SHOP, "{\"kind\":\"process\",\"name\":\"Old\"}");
  g_autoptr (GPtrArray) changes = list_restoring (pp_draft_get_model (now), pp_draft_get_model (then));

  g_assert_cmpuint (changes->len, ==, 1);
  g_assert_cmpstr (((PpChange *) g_ptr_array_index (changes, 0))->field, ==, "name");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/draft/set", test_set);
  g_test_add_func ("/draft/add-and-remove", test_add_and_remove);
  g_test_add_func ("/draft/marking", test_marking);
  g_test_add_func ("/draft/refused", test_refused);
  g_test_add_func ("/draft/A10-assigned", test_assigned);
  g_test_add_func ("/draft/bounds", test_bounds);
  g_test_add_func ("/draft/same-as-model", test_same_as_model);
  g_test_add_func ("/draft/restore-keeps-markings", test_restore_keeps_markings);

  return g_test_run ();
}
