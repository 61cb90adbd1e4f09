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

/* The built-in release with other successors: T1566 is replaced by T1190, T1078 was split. */
static PpAttack *
make_after (void)
{
  static const char revoked[] = "domain\told\tnew\n"
                                "enterprise\tT1566\tT1190\nenterprise\tT1078\tT1110\nenterprise\tT1078\tT1133\n";
  static const char techniques[] = "id\tname\ttactics\tparent\tis_subtechnique\tplatforms\trevoked\tdeprecated\n"
                                   "T1110\tBrute Force\tcredential-access\t\t0\t\t0\t0\n"
                                   "T1133\tExternal Remote Services\tinitial-access\t\t0\t\t0\t0\n"
                                   "T1190\tExploit\tinitial-access\t\t0\t\t0\t0\n";
  g_autoptr (GHashTable) tables = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                                         (GDestroyNotify) pp_table_unref);
  g_autoptr (GBytes) first = g_bytes_new_static (revoked, strlen (revoked));
  g_autoptr (GBytes) second = g_bytes_new_static (techniques, strlen (techniques));

  g_hash_table_insert (tables, (gpointer) "revoked-by", pp_table_new (first, NULL));
  g_hash_table_insert (tables, (gpointer) "enterprise-techniques", pp_table_new (second, NULL));
  return pp_attack_new (tables);
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
  g_autoptr (PpAttack) before = pp_attack_new (NULL);
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

static void
test_same_release_changes_nothing (void)
{
  g_autoptr (PpModel) model = make_model ();
  g_autoptr (PpAttack) before = pp_attack_new (NULL);
  g_autoptr (GPtrArray) revisions = pp_attack_revise (model, before, before);

  g_assert_cmpuint (revisions->len, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/analysis/attack-revision/mapped-and-listed", test_mapped_and_listed);
  g_test_add_func ("/analysis/attack-revision/same-release", test_same_release_changes_nothing);

  return g_test_run ();
}
