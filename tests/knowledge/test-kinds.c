/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-kinds.h"

#include <glib/gstdio.h>

#define ICONS "/io/github/parapet/Parapet/icons/scalable/actions/"

static const char * const node_ids[] = {
  "web-service", "api", "api-endpoint", "gateway", "load-balancer", "process", "function",
  "container", "host", "database", "store", "cache", "queue", "object-storage", "network",
  "trust-boundary-box", "user", "actor", "threat-actor", "external-system", "identity-provider",
  "browser", "mobile-app", "ai-agent", "mcp-server", "mcp-tool", "plc", "rtu", "hmi", "historian",
  "engineering-workstation", "text-note",
};

static const char * const edge_ids[] = {
  "data-flow", "communication", "attack", "exploit", "dependency", "containment",
  "trust-boundary-curve",
};

/* The user's data folder of the whole test; nothing outside it is read. */
static char *data_home;

static char *
write_kinds (const char *name,
             const char *text)
{
  g_autofree char *folder = g_build_filename (data_home, "parapet", "kinds", NULL);
  char *path = g_build_filename (folder, name, NULL);
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  return path;
}

static gboolean
load_text (PpKinds     *kinds,
           const char  *text,
           GError     **error)
{
  g_autofree char *path = write_kinds ("test.json", text);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  gboolean done = pp_kinds_load_file (kinds, file, error);

  g_assert_cmpint (g_unlink (path), ==, 0);
  return done;
}

static void
check_kind (PpKinds    *kinds,
            const char *id,
            gboolean    is_edge)
{
  PpKind *kind = pp_kinds_lookup (kinds, id);

  g_test_message ("%s", id);
  g_assert_nonnull (kind);
  g_assert_cmpstr (pp_kind_get_id (kind), ==, id);
  g_assert_cmpint (pp_kind_is_edge (kind), ==, is_edge);
  g_assert_true (pp_kinds_resolve (kinds, id, is_edge) == kind);
  g_assert_cmpuint (strlen (pp_kind_get_label (kind)), >, 1);
  g_assert_cmpuint (strlen (pp_kind_get_description (kind)), >, 10);
  g_assert_cmpuint (strlen (pp_kind_get_group (kind)), >, 1);
  g_assert_nonnull (pp_kind_get_search_words (kind)[0]);
}

static void
test_all_are_there (void)
{
  g_autoptr(PpKinds) kinds = pp_kinds_new ();

  for (guint i = 0; i < G_N_ELEMENTS (node_ids); i++)
    check_kind (kinds, node_ids[i], FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (edge_ids); i++)
    check_kind (kinds, edge_ids[i], TRUE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (kinds)), ==,
                    G_N_ELEMENTS (node_ids) + G_N_ELEMENTS (edge_ids));
}

static void
test_icons (void)
{
  g_autoptr(PpKinds) kinds = pp_kinds_new ();

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (kinds)); i++)
    {
      g_autoptr(PpKind) kind = g_list_model_get_item (G_LIST_MODEL (kinds), i);
      g_autofree char *path = g_strconcat (ICONS, pp_kind_get_icon_name (kind), ".svg", NULL);
      g_autoptr(GBytes) bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

      g_test_message ("%s", path);
      g_assert_nonnull (bytes);
    }
}

/* The measures of Threat Dragon's shapes, so that drawings look the same in both. */
static void
test_sizes (void)
{
  static const struct { const char *id; double width; double height; } expected[] = {
    { "process", 100, 100 }, { "store", 150, 75 }, { "actor", 150, 80 },
  };
  g_autoptr(PpKinds) kinds = pp_kinds_new ();

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      PpKind *kind = pp_kinds_lookup (kinds, expected[i].id);

      g_assert_cmpfloat (pp_kind_get_width (kind), ==, expected[i].width);
      g_assert_cmpfloat (pp_kind_get_height (kind), ==, expected[i].height);
    }
}

static void
test_classes (void)
{
  static const struct { const char *id; PpDfdClass dfd_class; const char *shape; } expected[] = {
    { "process", PP_DFD_PROCESS, "ellipse" },
    { "database", PP_DFD_STORE, "cylinder" },
    { "user", PP_DFD_ACTOR, "person" },
    { "attack", PP_DFD_FLOW, "dashed" },
    { "trust-boundary-curve", PP_DFD_BOUNDARY, "boundary" },
    { "text-note", PP_DFD_TEXT, "text" },
  };
  g_autoptr(PpKinds) kinds = pp_kinds_new ();

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      PpKind *kind = pp_kinds_lookup (kinds, expected[i].id);

      g_assert_cmpint (pp_kind_get_dfd_class (kind), ==, expected[i].dfd_class);
      g_assert_cmpstr (pp_kind_get_shape (kind), ==, expected[i].shape);
    }
  g_assert_cmpstr (pp_dfd_class_to_string (PP_DFD_BOUNDARY), ==, "boundary");
}

static void
test_facts (void)
{
  g_autoptr(PpKinds) kinds = pp_kinds_new ();
  PpKind *flow = pp_kinds_lookup (kinds, "data-flow");
  PpKind *plc = pp_kinds_lookup (kinds, "plc");
  const PpFactDefinition *encrypted = pp_kinds_find_fact (kinds, "encrypted");
  const PpFactDefinition *data = pp_kinds_find_fact (kinds, "data");
  guint n_facts = 0;

  g_assert_true (pp_kind_get_facts (flow, &n_facts)[0] == encrypted);
  g_assert_cmpuint (n_facts, >=, 5);
  g_assert_null (pp_kind_get_facts (flow, NULL)[n_facts]);
  g_assert_cmpint (encrypted->type, ==, PP_FACT_TYPE_TRUTH);
  g_assert_null (encrypted->words[0]);
  g_assert_cmpint (data->type, ==, PP_FACT_TYPE_WORDS);
  g_assert_true (g_strv_contains (data->words, "credentials"));
  g_assert_cmpstr (json_object_get_string_member (pp_kind_get_default_facts (plc), "type"),
                   ==, "plc");
  g_assert_null (pp_kinds_find_fact (kinds, "noSuchFact"));
}

static void
test_unknown_kind (void)
{
  g_autoptr(PpKinds) kinds = pp_kinds_new ();

  g_assert_null (pp_kinds_lookup (kinds, "teapot"));
  g_assert_null (pp_kinds_lookup (kinds, NULL));
  g_assert_cmpstr (pp_kind_get_id (pp_kinds_resolve (kinds, "teapot", FALSE)), ==, "process");
  g_assert_cmpstr (pp_kind_get_id (pp_kinds_resolve (kinds, NULL, TRUE)), ==, "data-flow");
  g_assert_cmpstr (pp_kind_get_id (pp_kinds_resolve (kinds, "database", TRUE)), ==, "data-flow");
}

static void
count_change (GListModel *model,
              guint       position,
              guint       removed,
              guint       added,
              guint      *n_changes)
{
  *n_changes += 1;
}

static void
test_users_kinds (void)
{
  g_autoptr(PpKinds) kinds = pp_kinds_new ();
  g_autoptr(GError) error = NULL;
  guint n_before = g_list_model_get_n_items (G_LIST_MODEL (kinds));
  guint n_changes = 0;
  PpKind *kind;

  g_signal_connect (kinds, "items-changed", G_CALLBACK (count_change), &n_changes);
  g_assert_true (load_text (kinds,
    "{ \"version\": 1,"
    "  \"facts\": { \"patched\": { \"type\": \"truth\", \"label\": \"Patched\" },"
    "               \"encrypted\": { \"label\": \"Ciphered\" } },"
    "  \"kinds\": [ { \"id\": \"mainframe\", \"like\": \"host\", \"label\": \"Mainframe\","
    "                 \"facts\": { \"patched\": true }, \"offers\": [\"patched\", \"logged\"] },"
    "               { \"id\": \"api\", \"label\": \"Schnittstelle\" } ] }", &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_changes, ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (kinds)), ==, n_before + 1);

  kind = pp_kinds_lookup (kinds, "mainframe");
  g_assert_cmpstr (pp_kind_get_label (kind), ==, "Mainframe");
  g_assert_cmpstr (pp_kind_get_shape (kind), ==, "rectangle");
  g_assert_cmpstr (pp_kind_get_facts (kind, NULL)[0]->label, ==, "Patched");
  kind = pp_kinds_lookup (kinds, "api");
  g_assert_cmpstr (pp_kind_get_label (kind), ==, "Schnittstelle");
  g_assert_cmpstr (pp_kind_get_icon_name (kind), ==, "pp-kind-api-symbolic");
  kind = pp_kinds_lookup (kinds, "data-flow");
  g_assert_cmpstr (pp_kind_get_facts (kind, NULL)[0]->label, ==, "Ciphered");
}

static void
test_least_kind (void)
{
  g_autoptr(PpKinds) kinds = pp_kinds_new ();
  g_autoptr(GError) error = NULL;
  PpKind *kind;

  g_assert_true (load_text (kinds,
    "{ \"version\": 1, \"kinds\": [ { \"id\": \"vault\", \"class\": \"store\" } ] }", &error));
  g_assert_no_error (error);
  kind = pp_kinds_lookup (kinds, "vault");
  g_assert_cmpstr (pp_kind_get_label (kind), ==, "vault");
  g_assert_cmpstr (pp_kind_get_shape (kind), ==, "lines");
  g_assert_cmpfloat (pp_kind_get_width (kind), ==, 150);
}

static void
test_faulty_files (void)
{
  static const struct { const char *text; const char *message; } cases[] = {
    { "", "*test.json:1:1: *" },
    { "[]", "*test.json:/: an object is needed" },
    { "{}", "*test.json:/version: the number 1 is needed" },
    { "{\"version\": 1, \"colours\": []}", "*test.json:/: there is no member “colours” here" },
    { "{\"version\": 1, \"kinds\": {}}", "*:/kinds: a list is needed" },
    { "{\"version\": 1, \"kinds\": [3]}", "*:/kinds: item 0 is not an object" },
    { "{\"version\": 1, \"kinds\": [{\"id\": \"A b\"}]}", "*:/kinds/0/id: an id of small *" },
    { "{\"version\": 1, \"kinds\": [{\"id\": \"x\"}]}", "*:/kinds/0/class: a new kind needs *" },
    { "{\"version\": 1, \"kinds\": [{\"id\": \"x\", \"class\": \"box\"}]}",
      "*:/kinds/0/class: one of these words is needed: process, *" },
    { "{\"version\": 1, \"kinds\": [{\"id\": \"x\", \"class\": \"store\", \"width\": \"9\"}]}",
      "*:/kinds/0/width: a number from 10 to 5000 is needed" },
    { "{\"version\": 1, \"kinds\": [{\"id\": \"x\", \"class\": \"store\", \"label\": 7}]}",
      "*:/kinds/0/label: a text is needed" },
    { "{\"version\": 1, \"kinds\": [{\"id\": \"x\", \"like\": \"y\"}]}",
      "*:/kinds/0/like: there is no kind “y”" },
    { "{\"version\": 1, \"kinds\": [{\"id\": \"api\"}, {\"id\": \"api\"}]}",
      "*:/kinds/1/id: “api” stands twice in this file" },
    { "{\"version\": 1, \"kinds\": [{\"id\": \"api\", \"offers\": [\"nix\"]}]}",
      "*:/kinds/0/offers: there is no fact “nix”" },
    { "{\"version\": 1, \"kinds\": [{\"id\": \"api\", \"facts\": {\"logged\": 1}}]}",
      "*:/kinds/0/facts: “logged” has a value of the wrong type" },
    { "{\"version\": 1, \"kinds\": [{\"id\": \"api\", \"element\": \"edge\"}]}",
      "*:/kinds/0/element: only flows and boundaries can be edges" },
    { "{\"version\": 1, \"facts\": {\"a b\": {}}}", "*:/facts: “a b” cannot be the name *" },
    { "{\"version\": 1, \"facts\": {\"x\": {}}}", "*:/facts/x/type: a new fact needs a type" },
    { "{\"version\": 1, \"facts\": {\"logged\": {\"type\": \"word\"}}}",
      "*:/facts/logged/type: the type of “logged” is fixed*" },
    { "{\"version\": 1, \"facts\": {\"x\": {\"type\": \"word\", \"words\": [1]}}}",
      "*:/facts/x/words: item 0 is not a short text" },
  };
  g_autoptr(PpKinds) kinds = pp_kinds_new ();
  guint n_before = g_list_model_get_n_items (G_LIST_MODEL (kinds));

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_false (load_text (kinds, cases[i].text, &error));
      g_assert_nonnull (error);
      g_test_message ("%s", error->message);
      g_assert_true (g_pattern_match_simple (cases[i].message, error->message));
    }
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (kinds)), ==, n_before);
  g_assert_cmpstr (pp_kind_get_label (pp_kinds_lookup (kinds, "api")), ==, "API");
}

static void
test_default_reads_users_folder (void)
{
  g_autofree char *good = write_kinds ("b.json",
    "{ \"version\": 1, \"kinds\": [ { \"id\": \"robot\", \"class\": \"process\" } ] }");
  g_autofree char *bad = write_kinds ("a.json", "{ \"version\": 2 }");
  PpKinds *kinds = pp_kinds_get_default ();

  g_assert_true (pp_kinds_get_default () == kinds);
  g_assert_nonnull (pp_kinds_lookup (kinds, "robot"));
  g_assert_cmpuint (g_strv_length ((char **) pp_kinds_get_problems (kinds)), ==, 1);
  g_assert_true (g_str_has_suffix (pp_kinds_get_problems (kinds)[0],
                                   "a.json:/version: the number 1 is needed"));
  g_unlink (good);
  g_unlink (bad);
}

static void
test_no_leak (void)
{
  PpKinds *kinds = pp_kinds_new ();
  PpKind *kind = g_list_model_get_item (G_LIST_MODEL (kinds), 0);

  g_assert_null (g_list_model_get_item (G_LIST_MODEL (kinds), 10000));
  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (kinds)) == PP_TYPE_KIND);
  g_assert_finalize_object (kinds);
  g_assert_finalize_object (kind);
}

static void
remove_data_home (void)
{
  g_autofree char *parapet = g_build_filename (data_home, "parapet", NULL);
  g_autofree char *kinds = g_build_filename (parapet, "kinds", NULL);

  g_rmdir (kinds);
  g_rmdir (parapet);
  g_rmdir (data_home);
  g_free (data_home);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  data_home = g_dir_make_tmp ("parapet-kinds-XXXXXX", NULL);
  g_setenv ("XDG_DATA_HOME", data_home, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/knowledge/kinds/all-are-there", test_all_are_there);
  g_test_add_func ("/knowledge/kinds/icons", test_icons);
  g_test_add_func ("/knowledge/kinds/sizes", test_sizes);
  g_test_add_func ("/knowledge/kinds/classes", test_classes);
  g_test_add_func ("/knowledge/kinds/facts", test_facts);
  g_test_add_func ("/knowledge/kinds/unknown-kind", test_unknown_kind);
  g_test_add_func ("/knowledge/kinds/users-kinds", test_users_kinds);
  g_test_add_func ("/knowledge/kinds/least-kind", test_least_kind);
  g_test_add_func ("/knowledge/kinds/faulty-files", test_faulty_files);
  g_test_add_func ("/knowledge/kinds/default-reads-users-folder", test_default_reads_users_folder);
  g_test_add_func ("/knowledge/kinds/no-leak", test_no_leak);
  status = g_test_run ();
  remove_data_home ();
  return status;
}
