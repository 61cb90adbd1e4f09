/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-attack-stix.h"

#include <string.h>

#include "pp-json.h"
#include "pp-table.h"

static gboolean
contains (GPtrArray  *texts,
          const char *text)
{
  return g_ptr_array_find_with_equal_func (texts, text, g_str_equal, NULL);
}

/* The counts that MITRE gives for release 18.1. */
static void
test_counts (void)
{
  const struct {
    PpAttackDomain domain;
    guint          techniques;
    guint          sub_techniques;
    guint          tactics;
  } cases[] = {
    { PP_ATTACK_ENTERPRISE, 216, 475, 14 },
    { PP_ATTACK_ICS, 83, 0, 12 },
    { PP_ATTACK_MOBILE, 77, 47, 12 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GArray) live = pp_attack_list_techniques (pp_attack_get_default (), cases[i].domain, TRUE);
      g_autoptr (GArray) tactics = pp_attack_list_tactics (pp_attack_get_default (), cases[i].domain);
      guint n_sub = 0;

      for (guint j = 0; j < live->len; j++)
        n_sub += *g_array_index (live, PpTechnique, j).parent != '\0';
      g_assert_cmpuint (live->len - n_sub, ==, cases[i].techniques);
      g_assert_cmpuint (n_sub, ==, cases[i].sub_techniques);
      g_assert_cmpuint (tactics->len, ==, cases[i].tactics);
      g_assert_cmpstr (pp_attack_get_release (pp_attack_get_default (), cases[i].domain), ==, "18.1");
    }
}

static void
test_lookups (void)
{
  PpAttack *attack = pp_attack_get_default ();
  g_autoptr (GPtrArray) mitigations = pp_attack_list_mitigations_of (attack, "T1190");
  g_autoptr (GPtrArray) groups = pp_attack_list_groups_using (attack, "T1190");
  g_autoptr (GPtrArray) techniques = pp_attack_list_techniques_of_group (attack, "G0016");
  PpTechnique technique;
  PpAttackEntry mitigation;

  g_assert_true (pp_attack_find_technique (attack, "T1059.001", &technique));
  g_assert_cmpstr (technique.name, ==, "PowerShell");
  g_assert_cmpstr (technique.parent, ==, "T1059");
  g_assert_cmpstr (technique.tactics, ==, "execution");
  g_assert_true (pp_attack_find_technique (attack, "T0803", &technique));
  g_assert_cmpint (technique.domain, ==, PP_ATTACK_ICS);
  g_assert_false (pp_attack_find_technique (attack, "T9999", &technique));
  g_assert_true (contains (mitigations, "M1051"));
  g_assert_true (pp_attack_find_mitigation (attack, "M1051", &mitigation));
  g_assert_cmpstr (mitigation.name, ==, "Update Software");
  g_assert_cmpuint (groups->len, >, 10);
  g_assert_cmpuint (techniques->len, >, 30);
  g_assert_cmpint (pp_attack_get_tactic_order (attack, PP_ATTACK_ENTERPRISE, "impact"), ==, 13);
  g_assert_cmpint (pp_attack_get_tactic_order (attack, PP_ATTACK_ENTERPRISE, "evasion"), ==, -1);
}

static void
test_states (void)
{
  PpAttack *attack = pp_attack_get_default ();
  const char *successor;

  g_assert_cmpint (pp_attack_get_state (attack, "T1190", &successor), ==, PP_ATTACK_STATE_LIVE);
  g_assert_null (successor);
  g_assert_cmpint (pp_attack_get_state (attack, "T1002", &successor), ==, PP_ATTACK_STATE_REPLACED);
  g_assert_cmpstr (successor, ==, "T1560");
  g_assert_cmpint (pp_attack_get_state (attack, "T9999", &successor), ==, PP_ATTACK_STATE_UNKNOWN);
}

#define OBJECT(type, number, id, name, more) \
  "{\"type\":\"" type "\",\"id\":\"" type "--" number "\",\"name\":\"" name "\"," \
  "\"modified\":\"2030-01-02T00:00:00.000Z\",\"external_references\":[{\"source_name\":\"mitre-attack\"," \
  "\"external_id\":\"" id "\"}]" more "}"
#define RELATION(kind, source, target) \
  "{\"type\":\"relationship\",\"id\":\"relationship--" source "\",\"relationship_type\":\"" kind "\"," \
  "\"source_ref\":\"" source "\",\"target_ref\":\"" target "\"}"

static const char bundle[] =
  "{\"type\":\"bundle\",\"objects\":["
  OBJECT ("x-mitre-collection", "1", "c", "Enterprise", ",\"x_mitre_version\":\"99.1\"") ","
  OBJECT ("x-mitre-matrix", "1", "enterprise-attack", "Matrix",
          ",\"tactic_refs\":[\"x-mitre-tactic--2\",\"x-mitre-tactic--1\"]") ","
  OBJECT ("x-mitre-tactic", "1", "TA9001", "Second", ",\"x_mitre_shortname\":\"second\"") ","
  OBJECT ("x-mitre-tactic", "2", "TA9002", "First", ",\"x_mitre_shortname\":\"first\"") ","
  OBJECT ("attack-pattern", "1", "T9001", "New\\tone",
          ",\"kill_chain_phases\":[{\"phase_name\":\"second\"},{\"phase_name\":\"first\"}]") ","
  OBJECT ("attack-pattern", "2", "T9001.001", "Part", "") ","
  OBJECT ("attack-pattern", "3", "T1190", "Old", ",\"revoked\":true") ","
  OBJECT ("course-of-action", "1", "M9001", "Do something", "") ","
  OBJECT ("intrusion-set", "1", "G9001", "Somebody", ",\"aliases\":[\"Somebody\",\"Else\"]") ","
  RELATION ("mitigates", "course-of-action--1", "attack-pattern--1") ","
  RELATION ("uses", "intrusion-set--1", "attack-pattern--2") ","
  RELATION ("revoked-by", "attack-pattern--3", "attack-pattern--1")
  "]}";

static void
test_stix (void)
{
  g_autoptr (JsonNode) root = pp_json_parse (bundle, strlen (bundle), NULL, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) tables = NULL;
  g_autoptr (PpAttack) attack = NULL;
  g_autoptr (GArray) tactics = NULL;
  g_autoptr (GPtrArray) groups = NULL;
  g_autoptr (GPtrArray) kept = NULL;
  PpAttackDomain domain;
  PpTechnique technique;
  const char *successor;

  tables = pp_attack_stix_read (root, &domain, &error);
  g_assert_no_error (error);
  g_assert_cmpint (domain, ==, PP_ATTACK_ENTERPRISE);
  attack = pp_attack_new_release (domain, tables);
  g_assert_cmpstr (pp_attack_get_release (attack, PP_ATTACK_ENTERPRISE), ==, "99.1");
  g_assert_cmpstr (pp_attack_get_release (attack, PP_ATTACK_ICS), ==, "18.1");

  tactics = pp_attack_list_tactics (attack, PP_ATTACK_ENTERPRISE);
  g_assert_cmpuint (tactics->len, ==, 2);
  g_assert_cmpstr (g_array_index (tactics, PpTactic, 0).short_name, ==, "first");
  g_assert_true (pp_attack_find_technique (attack, "T9001", &technique));
  g_assert_cmpstr (technique.name, ==, "New one");
  g_assert_cmpstr (technique.tactics, ==, "second,first");
  g_assert_cmpint (pp_attack_get_state (attack, "T1190", &successor), ==, PP_ATTACK_STATE_REPLACED);
  g_assert_cmpstr (successor, ==, "T9001");
  g_assert_cmpint (pp_attack_get_state (attack, "T1059", NULL), ==, PP_ATTACK_STATE_UNKNOWN);
  g_assert_cmpint (pp_attack_get_state (attack, "T0803", NULL), ==, PP_ATTACK_STATE_LIVE);

  groups = pp_attack_list_groups_using (attack, "T9001.001");
  g_assert_cmpuint (groups->len, ==, 1);
  kept = pp_attack_list_mitigations_of (attack, "T0803");
  g_assert_cmpuint (kept->len, >, 0);
}

static void
test_stix_refused (void)
{
  const char *texts[] = {
    "[]", "{}", "{\"type\":\"bundle\"}", "{\"type\":\"bundle\",\"objects\":[]}",
    "{\"type\":\"bundle\",\"objects\":[1,null,{\"type\":\"attack-pattern\"}]}",
    "{\"type\":\"bundle\",\"objects\":[" OBJECT ("x-mitre-matrix", "1", "ics-attack", "M", "") "]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (JsonNode) root = pp_json_parse (texts[i], strlen (texts[i]), NULL, NULL);
      g_autoptr (GError) error = NULL;
      PpAttackDomain domain;

      g_assert_null (pp_attack_stix_read (root, &domain, &error));
      g_assert_error (error, PP_ATTACK_STIX_ERROR, PP_ATTACK_STIX_ERROR_INVALID);
    }
}

static GBytes *
read_compressed (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, NULL);
  g_autoptr (GZlibDecompressor) decompressor = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  g_autoptr (GInputStream) input = NULL;
  g_autoptr (GOutputStream) output = g_memory_output_stream_new_resizable ();

  if (stream == NULL)
    return NULL;
  input = g_converter_input_stream_new (G_INPUT_STREAM (stream), G_CONVERTER (decompressor));
  g_output_stream_splice (output, input, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (output));
}

/* The bundles of the release that is built in give the techniques that are built in. */
static void
test_stix_of_mitre (gconstpointer data)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "..", "..", "shared", "data", "attack",
                                                 "stix", data, NULL);
  g_autoptr (GBytes) bytes = read_compressed (path);
  const PpJsonLimits limits = { PP_JSON_MAX_BYTES, PP_JSON_MAX_DEPTH };
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GHashTable) tables = NULL;
  g_autoptr (PpAttack) attack = NULL;
  g_autoptr (GArray) found = NULL;
  g_autoptr (GArray) expected = NULL;
  PpAttackDomain domain;

  if (bytes == NULL)
    {
      g_test_skip ("the real data is not beside the project");
      return;
    }
  root = pp_json_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &limits, NULL);
  g_assert_nonnull (root);
  tables = pp_attack_stix_read (root, &domain, NULL);
  g_assert_nonnull (tables);
  attack = pp_attack_new_release (domain, tables);
  found = pp_attack_list_techniques (attack, domain, TRUE);
  expected = pp_attack_list_techniques (pp_attack_get_default (), domain, TRUE);
  g_assert_cmpuint (found->len, ==, expected->len);
  for (guint i = 0; i < found->len; i++)
    {
      const PpTechnique *a = &g_array_index (found, PpTechnique, i);
      const PpTechnique *b = &g_array_index (expected, PpTechnique, i);
      g_autoptr (GPtrArray) first = pp_attack_list_mitigations_of (attack, a->id);
      g_autoptr (GPtrArray) second = pp_attack_list_mitigations_of (pp_attack_get_default (), a->id);

      g_assert_cmpstr (a->id, ==, b->id);
      g_assert_cmpstr (a->name, ==, b->name);
      g_assert_cmpstr (a->tactics, ==, b->tactics);
      g_assert_cmpuint (first->len, ==, second->len);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/knowledge/attack/counts", test_counts);
  g_test_add_func ("/knowledge/attack/lookups", test_lookups);
  g_test_add_func ("/knowledge/attack/states", test_states);
  g_test_add_func ("/knowledge/attack/stix", test_stix);
  g_test_add_func ("/knowledge/attack/stix-refused", test_stix_refused);
  g_test_add_data_func ("/knowledge/attack/stix-of-mitre/enterprise-2.0",
                        "enterprise-attack-18.1.stix20.json.gz", test_stix_of_mitre);
  g_test_add_data_func ("/knowledge/attack/stix-of-mitre/ics-2.0", "ics-attack-18.1.stix20.json.gz",
                        test_stix_of_mitre);
  g_test_add_data_func ("/knowledge/attack/stix-of-mitre/ics-2.1", "ics-attack-18.1.stix21.json.gz",
                        test_stix_of_mitre);
  g_test_add_data_func ("/knowledge/attack/stix-of-mitre/mobile-2.0", "mobile-attack-18.1.stix20.json.gz",
                        test_stix_of_mitre);

  return g_test_run ();
}
