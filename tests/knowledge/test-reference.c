/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-reference.h"

static void
test_find (void)
{
  const struct {
    const char *text;
    const char *id;
    const char *name;
    const char *uri;
  } cases[] = {
    { " t1059.001 ", "T1059.001", "PowerShell", "https://attack.mitre.org/techniques/T1059/001/" },
    { "M1051", "M1051", "Update Software", "https://attack.mitre.org/mitigations/M1051/" },
    { "cwe-79", "CWE-79",
      "Improper Neutralization of Input During Web Page Generation ('Cross-site Scripting')",
      "https://cwe.mitre.org/data/definitions/79.html" },
    { "CAPEC-66", "CAPEC-66", "SQL Injection", "https://capec.mitre.org/data/definitions/66.html" },
    { "A01:2021", "A01:2021", "Broken Access Control", "https://owasp.org/projects/" },
    { "API1", "API1:2023", "Broken Object Level Authorization", "https://owasp.org/projects/" },
    { "CVE-2021-44228", "CVE-2021-44228", "", "https://www.cve.org/CVERecord?id=CVE-2021-44228" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PpReference) reference = pp_reference_find (cases[i].text);
      g_autofree char *uri = NULL;

      g_assert_nonnull (reference);
      uri = pp_reference_dup_uri (reference);
      g_assert_cmpstr (reference->id, ==, cases[i].id);
      g_assert_cmpstr (reference->name, ==, cases[i].name);
      g_assert_cmpstr (uri, ==, cases[i].uri);
    }
}

static void
test_not_found (void)
{
  const char *texts[] = { "", "A01", "CWE-999999", "T1", "CVE-21-1", "CVE-2021-123", "CVE-2021-1234x" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_null (pp_reference_find (texts[i]));
}

static void
test_search (void)
{
  g_autoptr (GPtrArray) by_words = pp_reference_search ("sql INJECTION", 20);
  g_autoptr (GPtrArray) by_id = pp_reference_search ("T1190", 5);
  g_autoptr (GPtrArray) none = pp_reference_search ("  ", 5);
  gboolean found = FALSE;

  for (guint i = 0; i < by_words->len; i++)
    found = found || g_str_equal (((PpReference *) g_ptr_array_index (by_words, i))->id, "CAPEC-66");
  g_assert_true (found);
  g_assert_cmpstr (((PpReference *) g_ptr_array_index (by_words, 0))->id, ==, "CAPEC-66");
  g_assert_cmpstr (((PpReference *) g_ptr_array_index (by_id, 0))->id, ==, "T1190");
  g_assert_cmpuint (none->len, ==, 0);
}

/* What stands first for what people type, and that all of it comes within a frame. */
static void
test_search_order (void)
{
  const struct {
    const char *query;
    const char *first;
  } cases[] = {
    { "phish", "T1566" },
    { "t1566", "T1566" },
    { "cwe-79", "CWE-79" },
    { "cross-site scripting", "CWE-79" },
    { "aml.t0051", "AML.T0051" },
    { "prompt injection", "AML.T0051" },
    { "cve-2021-44228", "CVE-2021-44228" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) found = pp_reference_search (cases[i].query, 8);
      gboolean first = FALSE;

      g_assert_cmpuint (found->len, >, 0);
      g_assert_cmpuint (found->len, <=, 8);
      for (guint j = 0; j < found->len && !first; j++)
        first = g_str_equal (((PpReference *) g_ptr_array_index (found, j))->id, cases[i].first);
      g_assert_true (first);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/knowledge/reference/find", test_find);
  g_test_add_func ("/knowledge/reference/not-found", test_not_found);
  g_test_add_func ("/knowledge/reference/search", test_search);
  g_test_add_func ("/knowledge/reference/search-order", test_search_order);

  return g_test_run ();
}
