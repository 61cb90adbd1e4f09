/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "pp-attack-compare.h"
#include "pp-attack-stix.h"
#include "pp-attack-store.h"
#include "pp-json.h"
#include "pp-reference.h"

#define TECHNIQUE(stix, id, name, more) \
  "{\"type\":\"attack-pattern\",\"id\":\"" stix "\",\"name\":\"" name "\"," more \
  "\"kill_chain_phases\":[{\"phase_name\":\"first\"}]," \
  "\"external_references\":[{\"source_name\":\"mitre-attack\",\"external_id\":\"" id "\"}]}"
#define REVOKED(from, to) \
  "{\"type\":\"relationship\",\"id\":\"r-" from to "\",\"relationship_type\":\"revoked-by\"," \
  "\"source_ref\":\"" from "\",\"target_ref\":\"" to "\"}"

/* A release in which T1190 is renamed, T1059 replaced, T1566 split, T1078 gone, and T9001 new. */
static const char bundle[] =
  "{\"type\":\"bundle\",\"id\":\"b\",\"objects\":["
  "{\"type\":\"x-mitre-matrix\",\"id\":\"m\",\"tactic_refs\":[\"x-mitre-tactic--1\"],"
  "\"external_references\":[{\"source_name\":\"mitre-attack\",\"external_id\":\"enterprise-attack\"}]},"
  "{\"type\":\"x-mitre-tactic\",\"id\":\"x-mitre-tactic--1\",\"name\":\"First\",\"x_mitre_shortname\":\"first\","
  "\"external_references\":[{\"source_name\":\"mitre-attack\",\"external_id\":\"TA9001\"}]},"
  "{\"type\":\"x-mitre-collection\",\"id\":\"c\",\"x_mitre_version\":\"99.1\"},"
  TECHNIQUE ("t-new", "T9001", "Brand new", "") ","
  TECHNIQUE ("t-1190", "T1190", "Another name", "") ","
  TECHNIQUE ("t-1059", "T1059", "Old", "\"revoked\":true,") ","
  TECHNIQUE ("t-1566", "T1566", "Split", "\"revoked\":true,") ","
  REVOKED ("t-1059", "t-new") "," REVOKED ("t-1566", "t-new") "," REVOKED ("t-1566", "t-1190")
  "]}";

static PpAttack *
read_bundle (void)
{
  PpAttack *built_in = pp_attack_get_default ();
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) root = pp_json_parse (bundle, strlen (bundle), NULL, &error);
  g_autoptr (GHashTable) tables = NULL;
  PpAttackDomain domain;

  g_assert_no_error (error);
  tables = pp_attack_stix_read (root, built_in, &domain, &error);
  g_assert_no_error (error);
  return pp_attack_new_over (built_in, tables);
}

static const PpAttackDifference *
find (GPtrArray  *differences,
      const char *id)
{
  for (guint i = 0; i < differences->len; i++)
    {
      const PpAttackDifference *difference = g_ptr_array_index (differences, i);

      if (g_str_equal (difference->id, id))
        return difference;
    }
  return NULL;
}

static void
test_compare (void)
{
  g_autoptr (PpAttack) after = read_bundle ();
  g_autoptr (GPtrArray) differences = pp_attack_compare (pp_attack_get_default (), after, PP_ATTACK_ENTERPRISE);
  g_autoptr (GPtrArray) none = pp_attack_compare (after, after, PP_ATTACK_ENTERPRISE);
  g_autoptr (GPtrArray) others = pp_attack_compare (pp_attack_get_default (), after, PP_ATTACK_ICS);

  g_assert_cmpint (find (differences, "T9001")->news, ==, PP_ATTACK_NEWS_ADDED);
  g_assert_cmpint (find (differences, "T1190")->news, ==, PP_ATTACK_NEWS_RENAMED);
  g_assert_cmpstr (find (differences, "T1190")->after, ==, "Another name");
  g_assert_cmpint (find (differences, "T1059")->news, ==, PP_ATTACK_NEWS_REPLACED);
  g_assert_cmpstr (find (differences, "T1059")->after, ==, "T9001");
  g_assert_cmpint (find (differences, "T1566")->news, ==, PP_ATTACK_NEWS_RETIRED);
  g_assert_cmpstr (find (differences, "T1566")->after, ==, "T1190, T9001");
  g_assert_cmpint (find (differences, "T1078")->news, ==, PP_ATTACK_NEWS_RETIRED);
  g_assert_cmpstr (find (differences, "T1078")->after, ==, "");
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (others->len, ==, 0);
}

static void
test_kept_and_taken_back (void)
{
  g_autoptr (PpAttack) after = read_bundle ();
  g_autoptr (PpAttack) built_in = pp_attack_new (NULL);
  g_autoptr (PpAttack) again = NULL;
  g_autoptr (GHashTable) tables = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PpReference) reference = NULL;
  PpTechnique technique;

  g_assert_null (pp_attack_store_load (&error));
  g_assert_no_error (error);
  g_assert_true (pp_attack_store_save (after, &error));
  g_assert_no_error (error);
  tables = pp_attack_store_load (&error);
  g_assert_no_error (error);
  again = pp_attack_new (tables);
  g_assert_cmpstr (pp_attack_get_release (again, PP_ATTACK_ENTERPRISE), ==, "99.1");
  g_assert_cmpstr (pp_attack_get_release (again, PP_ATTACK_ICS), ==, "18.1");
  g_assert_true (pp_attack_find_technique (again, "T9001", &technique));
  g_assert_cmpint (pp_attack_get_state (again, "T1059", NULL), ==, PP_ATTACK_STATE_REPLACED);

  pp_attack_set_default (again);
  reference = pp_reference_find ("t9001");
  g_assert_cmpstr (reference->name, ==, "Brand new");
  g_assert_true (pp_attack_store_remove (&error));
  g_assert_null (pp_attack_store_load (&error));
  pp_attack_set_default (built_in);
  g_assert_null (pp_reference_find ("T9001"));
  g_assert_true (pp_attack_is_built_in (pp_attack_get_default ()));
}

/* What somebody else wrote into the folder is not taken for a release. */
static void
test_broken_table_is_refused (void)
{
  g_autoptr (PpAttack) after = read_bundle ();
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "parapet", "attack", "tactics.tsv", NULL);
  g_autofree char *stranger = g_build_filename (g_get_user_data_dir (), "parapet", "attack", "kinds.tsv", NULL);
  g_autoptr (GHashTable) tables = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (pp_attack_store_save (after, &error));
  g_assert_true (g_file_set_contents (stranger, "a\tb\n1\t2\n", -1, &error));
  tables = pp_attack_store_load (&error);
  g_assert_nonnull (tables);
  g_assert_false (g_hash_table_contains (tables, "kinds"));
  g_assert_true (g_file_set_contents (path, "a\tb\n1\t2\n", -1, &error));
  g_assert_null (pp_attack_store_load (&error));
  g_assert_nonnull (error);
  g_assert_true (pp_attack_store_remove (NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/knowledge/attack-store/compare", test_compare);
  g_test_add_func ("/knowledge/attack-store/kept-and-taken-back", test_kept_and_taken_back);
  g_test_add_func ("/knowledge/attack-store/broken", test_broken_table_is_refused);

  return g_test_run ();
}
