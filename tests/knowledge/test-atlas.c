/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-atlas.h"

static void
test_tactic (void)
{
  static const struct {
    const char *technique;
    const char *tactic;
  } cases[] = {
    { "AML.T0000", "reconnaissance" },
    { "AML.T0000.000", "reconnaissance" },
    { "AML.T0051", "execution" },
    { "AML.T9999", NULL },
    { "T1190", NULL },
    { "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *tactic = pp_atlas_dup_tactic (cases[i].technique);

      g_assert_cmpstr (tactic, ==, cases[i].tactic);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/knowledge/atlas/tactic", test_tactic);
  return g_test_run ();
}
