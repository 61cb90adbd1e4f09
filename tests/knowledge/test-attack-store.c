/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "pp-attack-compare.h"
#include "pp-attack-stix.h"
#include "pp-attack-store.h"
#include "pp-json.h"
#include "pp-reference.h"
#include "pp-table.h"

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
read_text (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) root = pp_json_parse (text, strlen (text), NULL, &error);
  g_autoptr (GHashTable) tables = NULL;
  PpAttackDomain domain;

  g_assert_no_error (error);
  tables = pp_attack_stix_read (root, &domain, &error);
  g_assert_no_error (error);
  return pp_attack_new_release (domain, tables);
}

static PpAttack *
read_bundle (void)
{
  return read_text (bundle);
}

/* The release of another matrix, which speaks of the group G0007, too. */
static PpAttack *
read_mobile_bundle (void)
{
  static const char text[] =
    "{\"type\":\"bundle\",\"id\":\"b\",\"objects\":["
    "{\"type\":\"x-mitre-matrix\",\"id\":\"m\",\"tactic_refs\":[\"x-mitre-tactic--1\"],"
    "\"external_references\":[{\"source_name\":\"mitre-attack\",\"external_id\":\"mobile-attack\"}]},"
    "{\"type\":\"x-mitre-tactic\",\"id\":\"x-mitre-tactic--1\",\"name\":\"First\",\"x_mitre_shortname\":\"first\","
    "\"external_references\":[{\"source_name\":\"mitre-attack\",\"external_id\":\"TA9002\"}]},"
    "{\"type\":\"x-mitre-collection\",\"id\":\"c\",\"x_mitre_version\":\"98.2\"},"
    "{\"type\":\"intrusion-set\",\"id\":\"g\",\"name\":\"Another name of the group\","
    "\"external_references\":[{\"source_name\":\"mitre-attack\",\"external_id\":\"G0007\"}]},"
    TECHNIQUE ("t-new", "T9100", "On the phone", "")
    "]}";

  return read_text (text);
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
test_kept (void)
{
  g_autoptr (PpAttack) after = read_bundle ();
  g_autoptr (PpAttack) built_in = pp_attack_new ();
  g_autoptr (PpAttack) again = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PpReference) reference = NULL;
  PpTechnique technique;

  g_assert_null (pp_attack_store_load_release (PP_ATTACK_ENTERPRISE, &error));
  g_assert_no_error (error);
  g_assert_true (pp_attack_store_save (after, PP_ATTACK_ENTERPRISE, &error));
  g_assert_no_error (error);
  again = pp_attack_store_load ();
  g_assert_cmpstr (pp_attack_get_release (again, PP_ATTACK_ENTERPRISE), ==, "99.1");
  g_assert_cmpstr (pp_attack_get_release (again, PP_ATTACK_ICS), ==, "18.1");
  g_assert_true (pp_attack_find_technique (again, "T9001", &technique));
  g_assert_cmpint (pp_attack_get_state (again, "T1059", NULL), ==, PP_ATTACK_STATE_REPLACED);

  pp_attack_set_default (again);
  reference = pp_reference_find ("t9001");
  g_assert_cmpstr (reference->name, ==, "Brand new");
  g_assert_true (pp_attack_store_save (built_in, PP_ATTACK_ENTERPRISE, &error));
  g_assert_null (pp_attack_store_load_release (PP_ATTACK_ENTERPRISE, &error));
  pp_attack_set_default (built_in);
  g_assert_null (pp_reference_find ("T9001"));
}

static gboolean
has_group (PpAttack   *attack,
           const char *id,
           const char *name)
{
  g_autoptr (GArray) groups = pp_attack_list_groups (attack);

  for (guint i = 0; i < groups->len; i++)
    {
      const PpAttackEntry *group = &g_array_index (groups, PpAttackEntry, i);

      if (g_str_equal (group->id, id) && g_str_equal (group->name, name))
        return TRUE;
    }
  return FALSE;
}

/* Each matrix has a release of its own: one that is taken back leaves the others as they are. */
static void
test_taken_back (void)
{
  g_autoptr (PpAttack) built_in = pp_attack_new ();
  g_autoptr (PpAttack) enterprise = read_bundle ();
  g_autoptr (PpAttack) mobile = read_mobile_bundle ();
  g_autoptr (PpAttack) both = pp_attack_new_with (enterprise, PP_ATTACK_MOBILE, mobile);
  g_autoptr (PpAttack) after = NULL, stored = NULL;
  g_autoptr (GPtrArray) mitigations = pp_attack_list_mitigations_of (built_in, "T1190");
  g_autoptr (GPtrArray) none = pp_attack_list_mitigations_of (both, "T1190");
  g_autoptr (GPtrArray) again = NULL;
  PpTechnique technique;

  g_assert_cmpstr (pp_attack_get_release (both, PP_ATTACK_ENTERPRISE), ==, "99.1");
  g_assert_cmpstr (pp_attack_get_release (both, PP_ATTACK_MOBILE), ==, "98.2");
  /* The release has no mitigations: those of the release before are not its own. */
  g_assert_cmpuint (mitigations->len, >, 0);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_true (has_group (both, "G0007", "Another name of the group"));
  g_assert_true (pp_attack_store_save (both, PP_ATTACK_ENTERPRISE, NULL));
  g_assert_true (pp_attack_store_save (both, PP_ATTACK_MOBILE, NULL));

  after = pp_attack_new_with (both, PP_ATTACK_ENTERPRISE, built_in);
  g_assert_true (pp_attack_store_save (after, PP_ATTACK_ENTERPRISE, NULL));
  stored = pp_attack_store_load ();
  g_assert_true (pp_attack_is_built_in (stored, PP_ATTACK_ENTERPRISE));
  g_assert_true (pp_attack_is_built_in (stored, PP_ATTACK_ICS));
  g_assert_false (pp_attack_is_built_in (stored, PP_ATTACK_MOBILE));
  g_assert_cmpstr (pp_attack_get_release (stored, PP_ATTACK_ENTERPRISE), ==, "18.1");
  g_assert_cmpstr (pp_attack_get_release (stored, PP_ATTACK_MOBILE), ==, "98.2");
  g_assert_false (pp_attack_find_technique (stored, "T9001", &technique));
  g_assert_true (pp_attack_find_technique (stored, "T9100", &technique));
  again = pp_attack_list_mitigations_of (stored, "T1190");
  g_assert_cmpuint (again->len, ==, mitigations->len);
  g_assert_true (has_group (stored, "G0007", "Another name of the group"));

  g_assert_true (pp_attack_store_save (built_in, PP_ATTACK_MOBILE, NULL));
  g_assert_null (pp_attack_store_load_release (PP_ATTACK_MOBILE, NULL));
}

/* What somebody else wrote into the folder is not taken for a release. */
static void
test_broken_table_is_refused (void)
{
  g_autoptr (PpAttack) after = read_bundle ();
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "parapet", "attack", "enterprise", "tactics.tsv", NULL);
  g_autofree char *stranger = g_build_filename (g_get_user_data_dir (), "parapet", "attack", "enterprise", "kinds.tsv", NULL);
  g_autofree char *versions = g_build_filename (g_get_user_data_dir (), "parapet", "attack", "enterprise", "versions.tsv",
                                                NULL);
  g_autoptr (PpAttack) built_in = pp_attack_new ();
  g_autoptr (PpAttack) stored = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (pp_attack_store_save (after, PP_ATTACK_ENTERPRISE, &error));
  g_assert_true (g_file_set_contents (stranger, "a\tb\n1\t2\n", -1, &error));
  stored = pp_attack_store_load_release (PP_ATTACK_ENTERPRISE, &error);
  g_assert_no_error (error);
  g_assert_nonnull (stored);
  g_assert_true (g_file_set_contents (path, "a\tb\n1\t2\n", -1, &error));
  g_assert_null (pp_attack_store_load_release (PP_ATTACK_ENTERPRISE, &error));
  g_assert_error (error, PP_TABLE_ERROR, PP_TABLE_ERROR_INVALID);
  g_assert_true (pp_attack_store_save (after, PP_ATTACK_ENTERPRISE, NULL));
  g_assert_cmpint (g_unlink (versions), ==, 0);
  g_clear_error (&error);
  g_assert_null (pp_attack_store_load_release (PP_ATTACK_ENTERPRISE, &error));
  g_assert_error (error, PP_TABLE_ERROR, PP_TABLE_ERROR_INVALID);
  g_assert_true (pp_attack_store_save (built_in, PP_ATTACK_ENTERPRISE, NULL));
}

/* --- Tables of an earlier version --------------------------------------------------------------- */

static char *
root_path (const char *name)
{
  return g_build_filename (g_get_user_data_dir (), "parapet", "attack", name, NULL);
}

static void
write_shared (const char *name,
              const char *text)
{
  g_autofree char *folder = root_path (NULL);
  g_autofree char *path = root_path (name);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static gboolean
is_there (const char *name)
{
  g_autofree char *path = root_path (name);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* All domains together, as the first version has kept them; the columns of one table stand in another order. */
static void
write_early_tables (void)
{
  static const char techniques[] = "id\tname\ttactics\tparent\tis_subtechnique\tplatforms\trevoked\tdeprecated\n";
  g_autofree char *enterprise = g_strconcat (techniques, "T9001\tBrand new\tfirst\t\t0\t\t0\t0\n", NULL);
  g_autofree char *mobile = g_strconcat (techniques, "T9100\tOn the phone\tfirst\t\t0\t\t0\t0\n", NULL);

  write_shared ("enterprise-techniques.tsv", enterprise);
  write_shared ("mobile-techniques.tsv", mobile);
  write_shared ("tactics.tsv", "order\tdomain\tid\tshortname\tname\n1\tenterprise\tTA9001\tfirst\tFirst\n"
                               "1\tmobile\tTA9002\tfirst\tFirst on the phone\n1\tics\tTA9003\tfirst\tStray\n");
  write_shared ("versions.tsv", "domain\tattack_version\tnewest_modified\tobjects\tstix\n"
                                "enterprise\t16.0\t\t1\t2.1\nics\t18.1\t\t1\t2.1\nmobile\t15.0\t\t1\t2.1\n");
  write_shared ("groups.tsv", "id\tname\taliases\nG0007\tAn earlier name\t\n");
}

/* Tables that an earlier version has kept are used, and each domain gets its folder when its release is kept
 * anew or taken back. */
static void
test_early_layout (void)
{
  g_autoptr (PpAttack) built_in = pp_attack_new ();
  g_autoptr (PpAttack) stored = NULL, again = NULL, last = NULL;
  g_autoptr (GError) error = NULL;
  PpTechnique technique;

  write_early_tables ();
  stored = pp_attack_store_load ();
  g_assert_cmpstr (pp_attack_get_release (stored, PP_ATTACK_ENTERPRISE), ==, "16.0");
  g_assert_cmpstr (pp_attack_get_release (stored, PP_ATTACK_MOBILE), ==, "15.0");
  g_assert_true (pp_attack_is_built_in (stored, PP_ATTACK_ICS));
  g_assert_cmpstr (pp_attack_get_release (stored, PP_ATTACK_ICS), ==, "18.1");
  g_assert_true (pp_attack_find_technique (stored, "T9001", &technique));
  g_assert_cmpstr (technique.tactics, ==, "first");
  g_assert_true (pp_attack_find_technique (stored, "T9100", &technique));
  g_assert_true (has_group (stored, "G0007", "An earlier name"));
  g_assert_null (pp_attack_get_fault (stored, PP_ATTACK_ENTERPRISE));

  pp_attack_store_save (stored, PP_ATTACK_ENTERPRISE, &error);
  g_assert_no_error (error);
  g_assert_true (is_there ("enterprise"));
  g_assert_false (is_there ("enterprise-techniques.tsv"));
  g_assert_true (is_there ("mobile-techniques.tsv"));
  again = pp_attack_store_load ();
  g_assert_cmpstr (pp_attack_get_release (again, PP_ATTACK_ENTERPRISE), ==, "16.0");
  g_assert_cmpstr (pp_attack_get_release (again, PP_ATTACK_MOBILE), ==, "15.0");

  g_assert_true (pp_attack_store_save (built_in, PP_ATTACK_MOBILE, NULL));
  g_assert_false (is_there ("tactics.tsv"));
  g_assert_false (is_there ("groups.tsv"));
  last = pp_attack_store_load ();
  g_assert_cmpstr (pp_attack_get_release (last, PP_ATTACK_ENTERPRISE), ==, "16.0");
  g_assert_true (pp_attack_is_built_in (last, PP_ATTACK_MOBILE));
  g_assert_true (pp_attack_store_save (built_in, PP_ATTACK_ENTERPRISE, NULL));
}

/* What cannot be made sense of is refused as a whole, and said, until its release is taken again. */
static void
test_early_layout_is_refused (void)
{
  g_autoptr (PpAttack) built_in = pp_attack_new (), fresh = read_bundle ();
  g_autoptr (PpAttack) stored = NULL, mended = NULL, again = NULL;

  write_early_tables ();
  write_shared ("enterprise-techniques.tsv", "id\tname\nT9001\tBrand new\n");
  stored = pp_attack_store_load ();
  g_assert_true (pp_attack_is_built_in (stored, PP_ATTACK_ENTERPRISE));
  g_assert_nonnull (strstr (pp_attack_get_fault (stored, PP_ATTACK_ENTERPRISE), "enterprise-techniques.tsv"));
  g_assert_null (pp_attack_get_fault (stored, PP_ATTACK_ICS));
  g_assert_null (pp_attack_get_fault (stored, PP_ATTACK_MOBILE));
  g_assert_cmpstr (pp_attack_get_release (stored, PP_ATTACK_MOBILE), ==, "15.0");

  mended = pp_attack_new_with (stored, PP_ATTACK_ENTERPRISE, fresh);
  g_assert_null (pp_attack_get_fault (mended, PP_ATTACK_ENTERPRISE));
  g_assert_true (pp_attack_store_save (mended, PP_ATTACK_ENTERPRISE, NULL));
  again = pp_attack_store_load ();
  g_assert_cmpstr (pp_attack_get_release (again, PP_ATTACK_ENTERPRISE), ==, "99.1");
  g_assert_null (pp_attack_get_fault (again, PP_ATTACK_ENTERPRISE));
  g_assert_true (pp_attack_store_save (built_in, PP_ATTACK_MOBILE, NULL));
  g_assert_true (pp_attack_store_save (built_in, PP_ATTACK_ENTERPRISE, NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/knowledge/attack-store/compare", test_compare);
  g_test_add_func ("/knowledge/attack-store/kept", test_kept);
  g_test_add_func ("/knowledge/attack-store/taken-back", test_taken_back);
  g_test_add_func ("/knowledge/attack-store/broken", test_broken_table_is_refused);
  g_test_add_func ("/knowledge/attack-store/early-layout", test_early_layout);
  g_test_add_func ("/knowledge/attack-store/early-layout-refused", test_early_layout_is_refused);

  return g_test_run ();
}
