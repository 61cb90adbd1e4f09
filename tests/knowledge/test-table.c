/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-table.h"

#include <string.h>

static PpTable *
table_of (const char  *text,
          GError     **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));

  return pp_table_new (bytes, error);
}

static void
test_find (void)
{
  g_autoptr (PpTable) table = table_of ("id\tname\nb\tx\na\t\nc\tx\nb\ty\n", NULL);
  PpTableRows rows;

  g_assert_cmpuint (pp_table_get_n_rows (table), ==, 4);
  g_assert_cmpuint (pp_table_find_column (table, "name"), ==, 1);
  g_assert_cmpuint (pp_table_find_column (table, "none"), ==, PP_TABLE_NO_COLUMN);
  rows = pp_table_find (table, 0, "b");
  g_assert_cmpuint (rows.n_rows, ==, 2);
  g_assert_cmpstr (pp_table_get (table, rows.rows[0], 1), ==, "x");
  g_assert_cmpstr (pp_table_get (table, rows.rows[1], 1), ==, "y");
  rows = pp_table_find (table, 1, "x");
  g_assert_cmpuint (rows.n_rows, ==, 2);
  g_assert_cmpstr (pp_table_get (table, rows.rows[1], 0), ==, "c");
  g_assert_cmpuint (pp_table_find (table, 1, "").n_rows, ==, 1);
  g_assert_cmpuint (pp_table_find (table, 0, "z").n_rows, ==, 0);
}

static void
test_refused (void)
{
  const struct {
    const char *text;
    const char *place;
  } cases[] = {
    { "", "1:" },
    { "\xff\n", "1:" },
    { "a\tb\n1\n", "2:" },
    { "a\tb\n1\t2\n1\t2\t3\n", "3:" },
    { "1\t2\t3\t4\t5\t6\t7\t8\t9\t10\t11\t12\t13\t14\t15\t16\t17\n", "1:" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (table_of (cases[i].text, &error));
      g_assert_error (error, PP_TABLE_ERROR, PP_TABLE_ERROR_INVALID);
      g_assert_true (g_str_has_prefix (error->message, cases[i].place));
    }
}

static void
test_lines (void)
{
  g_autoptr (PpTable) like = table_of ("a\tb\n", NULL);
  g_autoptr (GPtrArray) lines = g_ptr_array_new ();
  g_autoptr (PpTable) none = pp_table_new_from_lines (like, lines);
  g_autoptr (PpTable) table = NULL;

  g_assert_cmpuint (pp_table_get_n_rows (none), ==, 0);
  g_assert_cmpuint (pp_table_find_column (none, "b"), ==, 1);
  g_ptr_array_add (lines, (gpointer) "y\t1");
  g_ptr_array_add (lines, (gpointer) "x\t2");
  table = pp_table_new_from_lines (like, lines);
  g_assert_cmpuint (pp_table_get_n_rows (table), ==, 2);
  g_assert_cmpstr (pp_table_get (table, 0, 0), ==, "x");
  g_assert_cmpstr (pp_table_get (table, 1, 1), ==, "1");
}

static void
test_every_builtin_is_whole (void)
{
  const char *names[] = {
    "capec", "capec-cwe", "capec-attack", "capec-stride", "cwe", "cwe-top25", "owasp", "owasp-cwe",
    "atlas-tactics", "atlas-techniques", "atlas-mitigations", "atlas-technique-mitigations",
    "ics-assets", "ics-technique-assets", "group-software", "software",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      PpTable *table = pp_table_get_builtin (names[i]);

      g_assert_nonnull (table);
      g_assert_true (table == pp_table_get_builtin (names[i]));
      for (guint row = 0; row < pp_table_get_n_rows (table); row++)
        g_assert_cmpuint (pp_table_find (table, 0, pp_table_get (table, row, 0)).n_rows, >, 0);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/knowledge/table/find", test_find);
  g_test_add_func ("/knowledge/table/refused", test_refused);
  g_test_add_func ("/knowledge/table/lines", test_lines);
  g_test_add_func ("/knowledge/table/every-builtin-is-whole", test_every_builtin_is_whole);

  return g_test_run ();
}
