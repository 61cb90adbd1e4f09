/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-methodologies.h"

static void
test_resolve_ignores_case_and_knows_old_names (void)
{
  g_assert_cmpstr (pp_methodology_resolve ("stride"), ==, "STRIDE");
  g_assert_cmpstr (pp_methodology_resolve ("PLOT4AI"), ==, "PLOT4ai");
  g_assert_cmpstr (pp_methodology_resolve ("DIE"), ==, "CIADIE");
  g_assert_null (pp_methodology_resolve ("Generisch"));
  g_assert_null (pp_methodology_resolve (NULL));
  g_assert_cmpstr (pp_threat_status_resolve ("N/A"), ==, "NotApplicable");
  g_assert_cmpstr (pp_threat_status_resolve ("open"), ==, "Open");
  g_assert_null (pp_threat_status_resolve ("Deferred"));
  g_assert_cmpstr (pp_threat_severity_resolve ("TBA"), ==, "TBD");
  g_assert_cmpstr (pp_threat_category_resolve ("information Disclosure"), ==,
                   "Information disclosure");
}

static void
test_labels_of_unknown_words_are_the_words (void)
{
  g_assert_cmpstr (pp_threat_status_get_label ("Deferred"), ==, "Deferred");
  g_assert_cmpstr (pp_threat_status_get_label ("NotApplicable"), ==, "Not applicable");
  g_assert_cmpstr (pp_threat_severity_get_label ("Severe"), ==, "Severe");
  g_assert_cmpstr (pp_methodology_get_label ("OTM"), ==, "OTM");
  g_assert_null (pp_methodology_get_label (NULL));
}

static void
test_categories_depend_on_the_class (void)
{
  static const struct {
    const char *methodology;
    PpDfdClass  dfd_class;
    const char *expected;
  } cases[] = {
    { "STRIDE", PP_DFD_ACTOR, "Spoofing|Repudiation" },
    { "STRIDE", PP_DFD_FLOW, "Tampering|Information disclosure|Denial of service" },
    { "STRIDE", PP_DFD_STORE, "Tampering|Repudiation|Information disclosure|Denial of service" },
    { "STRIDE", PP_DFD_PROCESS, "Spoofing|Tampering|Repudiation|Information disclosure|"
      "Denial of service|Elevation of privilege" },
    { "LINDDUN", PP_DFD_ACTOR, "Linkability|Identifiability|Unawareness" },
    { "CIA", PP_DFD_FLOW, "Confidentiality|Integrity|Availability" },
    { "PLOT4ai", PP_DFD_FLOW, "Technique & Processes|Identifiability & Linkability|Security|"
      "Non-compliance" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char * const *categories = pp_methodology_get_categories (cases[i].methodology,
                                                                      cases[i].dfd_class);
      g_autofree char *joined = g_strjoinv ("|", (char **) categories);

      g_assert_cmpstr (joined, ==, cases[i].expected);
    }
}

static void
test_every_offered_category_is_known (void)
{
  const char * const *methodologies = pp_methodologies_list ();

  for (guint i = 0; methodologies[i] != NULL; i++)
    for (PpDfdClass dfd_class = PP_DFD_PROCESS; dfd_class <= PP_DFD_TEXT; dfd_class++)
      {
        const char * const *categories = pp_methodology_get_categories (methodologies[i],
                                                                        dfd_class);

        g_assert_nonnull (categories[0]);
        for (guint j = 0; categories[j] != NULL; j++)
          g_assert_cmpstr (pp_threat_category_resolve (categories[j]), ==, categories[j]);
      }
  g_assert_true (pp_methodology_get_categories ("Generisch", PP_DFD_FLOW)
                 == pp_methodology_get_categories ("Generic", PP_DFD_FLOW));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/knowledge/methodologies/resolve", test_resolve_ignores_case_and_knows_old_names);
  g_test_add_func ("/knowledge/methodologies/labels", test_labels_of_unknown_words_are_the_words);
  g_test_add_func ("/knowledge/methodologies/categories-by-class", test_categories_depend_on_the_class);
  g_test_add_func ("/knowledge/methodologies/categories-known", test_every_offered_category_is_known);
  return g_test_run ();
}
