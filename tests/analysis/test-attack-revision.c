/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "pp-attack-revision.h"
#include "pp-history.h"
#include "pp-json.h"
#include "pp-table.h"

static void
add (PpModel      *model,
     PpRecordType  type,
     const char   *id,
     const char   *text)
{
  g_autoptr (JsonNode) node = pp_json_parse (text, strlen (text), NULL, NULL);

  g_assert_true (pp_model_add_record (model, type, id, node, NULL));
}

#define TECHNIQUES "id\tname\ttactics\tparent\tis_subtechnique\tplatforms\trevoked\tdeprecated\n"

static PpAttack *
make_release (const char *revoked,
              const char *techniques)
{
  g_autoptr (GHashTable) tables = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                                         (GDestroyNotify) pp_table_unref);
  g_autoptr (GBytes) first = g_bytes_new_static (revoked, strlen (revoked));
  g_autoptr (GBytes) second = g_bytes_new_static (techniques, strlen (techniques));

  g_hash_table_insert (tables, (gpointer) "revoked-by", pp_table_new (first, NULL));
  g_hash_table_insert (tables, (gpointer) "enterprise-techniques", pp_table_new (second, NULL));
  return pp_attack_new_release (PP_ATTACK_ENTERPRISE, tables);
}

/* The built-in release with other successors: T1566 is replaced by T1190, T1078 was split. */
static PpAttack *
make_after (void)
{
  return make_release ("domain\told\tnew\n"
                       "enterprise\tT1566\tT1190\nenterprise\tT1078\tT1110\nenterprise\tT1078\tT1133\n",
                       TECHNIQUES
                       "T1110\tBrute Force\tcredential-access\t\t0\t\t0\t0\n"
                       "T1133\tExternal Remote Services\tinitial-access\t\t0\t\t0\t0\n"
                       "T1190\tExploit\tinitial-access\t\t0\t\t0\t0\n");
}

/* A release with techniques that the built-in one does not know: T9001 for T1566, T9002 for two others. */
static PpAttack *
make_newer (void)
{
  return make_release ("domain\told\tnew\n"
                       "enterprise\tT1566\tT9001\nenterprise\tT1078\tT9002\nenterprise\tT1110\tT9002\n",
                       TECHNIQUES
                       "T1190\tExploit\tinitial-access\t\t0\t\t0\t0\n"
                       "T9001\tFirst\tinitial-access\t\t0\t\t0\t0\n"
                       "T9002\tSecond\tinitial-access\t\t0\t\t0\t0\n"
                       "T9003\tThird\tinitial-access\t\t0\t\t0\t0\n");
}

static PpModel *
make_model (void)
{
  PpModel *model = pp_model_new ("m");

  add (model, PP_RECORD_NODE, "a", "{\"kind\":\"host\",\"references\":[\"T1190\",\"T1566\",\"CWE-79\"]}");
  add (model, PP_RECORD_NODE, "b", "{\"kind\":\"host\",\"techniques\":[\"T1566\"]}");
  add (model, PP_RECORD_THREAT, "t", "{\"element\":\"a\",\"references\":[\"T1078\",\"T1566\",\"T9999\",\"M1017\"]}");
  add (model, PP_RECORD_CONTROL, "c", "{\"title\":\"x\",\"references\":[\"T1133\"]}");
  return model;
}

static void
test_mapped_and_listed (void)
{
  g_autoptr (PpModel) model = make_model ();
  g_autoptr (PpHistory) history = pp_history_new (model);
  g_autoptr (PpAttack) before = pp_attack_new ();
  g_autoptr (PpAttack) after = make_after ();
  g_autoptr (GPtrArray) revisions = pp_attack_revise (model, before, after);
  g_autoptr (GPtrArray) changes = pp_attack_revise_changes (revisions);
  g_autoptr (GPtrArray) rest = NULL;
  g_autoptr (GError) error = NULL;
  const char * const *references;

  g_assert_cmpuint (revisions->len, ==, 4);
  g_assert_cmpuint (changes->len, ==, 3);
  g_assert_true (pp_history_apply (history, "Update", changes, &error));
  g_assert_no_error (error);

  /* The successor was there already and stands there once. */
  references = pp_element_get_references (pp_model_lookup_element (model, "a"));
  g_assert_cmpstr (references[0], ==, "T1190");
  g_assert_cmpstr (references[1], ==, "CWE-79");
  g_assert_null (references[2]);
  g_assert_cmpstr (pp_element_get_techniques (pp_model_lookup_element (model, "b"))[0], ==, "T1190");
  references = pp_threat_get_references (pp_model_lookup_threat (model, "t"));
  g_assert_cmpstr (references[0], ==, "T1078");
  g_assert_cmpstr (references[1], ==, "T1190");
  g_assert_cmpstr (references[2], ==, "T9999");

  rest = pp_attack_revise (model, before, after);
  g_assert_cmpuint (rest->len, ==, 1);
  g_assert_null (((PpAttackRevision *) g_ptr_array_index (rest, 0))->successor);
  g_assert_cmpstr (((PpAttackRevision *) g_ptr_array_index (rest, 0))->choices, ==, "T1110, T1133");
  g_assert_true (pp_history_undo (history));
  g_assert_cmpstr (pp_element_get_techniques (pp_model_lookup_element (model, "b"))[0], ==, "T1566");
  g_assert_false (pp_history_can_undo (history));
}

/* Going back, an identifier that the older release does not know becomes what it took the place of. */
static void
test_going_back (void)
{
  g_autoptr (PpModel) model = pp_model_new ("m");
  g_autoptr (PpAttack) built_in = pp_attack_new ();
  g_autoptr (PpAttack) newer = make_newer ();
  g_autoptr (GPtrArray) revisions = NULL;
  g_autoptr (GPtrArray) changes = NULL;
  const PpAttackRevision *one, *several, *none;

  add (model, PP_RECORD_NODE, "a", "{\"kind\":\"host\",\"references\":[\"T9001\",\"T9002\",\"T9003\",\"T1190\",\"T9999\"]}");
  revisions = pp_attack_revise (model, newer, built_in);
  g_assert_cmpuint (revisions->len, ==, 3);
  one = g_ptr_array_index (revisions, 0);
  several = g_ptr_array_index (revisions, 1);
  none = g_ptr_array_index (revisions, 2);
  g_assert_cmpstr (one->id, ==, "T9001");
  g_assert_cmpstr (one->successor, ==, "T1566");
  g_assert_cmpstr (several->id, ==, "T9002");
  g_assert_null (several->successor);
  g_assert_cmpstr (several->choices, ==, "T1078, T1110");
  g_assert_cmpstr (none->id, ==, "T9003");
  g_assert_null (none->successor);
  g_assert_cmpstr (none->choices, ==, "");
  changes = pp_attack_revise_changes (revisions);
  g_assert_cmpuint (changes->len, ==, 1);
}

static void
test_same_release_changes_nothing (void)
{
  g_autoptr (PpModel) model = make_model ();
  g_autoptr (PpAttack) before = pp_attack_new ();
  g_autoptr (GPtrArray) revisions = pp_attack_revise (model, before, before);

  g_assert_cmpuint (revisions->len, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/analysis/attack-revision/mapped-and-listed", test_mapped_and_listed);
  g_test_add_func ("/analysis/attack-revision/going-back", test_going_back);
  g_test_add_func ("/analysis/attack-revision/same-release", test_same_release_changes_nothing);

  return g_test_run ();
}
