/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-marking.h"
#include "pp-model.h"
#include "pp-test-model.h"

static void
test_levels_rise (void)
{
  static const char * const expected[PP_N_MARKING_SCHEMES][6] = {
    { "CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED", NULL },
    { "NATO UNCLASSIFIED", "NATO RESTRICTED", "NATO CONFIDENTIAL", "NATO SECRET", "COSMIC TOP SECRET",
      NULL },
    { "RESTREINT UE/EU RESTRICTED", "CONFIDENTIEL UE/EU CONFIDENTIAL", "SECRET UE/EU SECRET",
      "TRÈS SECRET UE/EU TOP SECRET", NULL },
  };

  for (PpMarkingScheme scheme = 0; scheme < PP_N_MARKING_SCHEMES; scheme++)
    {
      const char * const *levels = pp_marking_scheme_list_levels (scheme);
      g_autoptr (PpMarking) lower = pp_marking_new ();
      g_autoptr (PpMarking) higher = pp_marking_new ();

      g_assert_true (g_strv_equal (levels, expected[scheme]));
      for (guint i = 1; levels[i] != NULL; i++)
        {
          g_assert_true (pp_marking_set_level (lower, scheme, levels[i - 1]));
          g_assert_true (pp_marking_set_level (higher, scheme, levels[i]));
          g_assert_true (pp_marking_dominates (higher, lower));
          g_assert_false (pp_marking_dominates (lower, higher));
        }
    }
}

static void
test_spellings (void)
{
  static const struct {
    PpMarkingScheme  scheme;
    const char      *text;
    const char      *level;
  } cases[] = {
    { PP_MARKING_TLP, "TLP:WHITE", "CLEAR" },
    { PP_MARKING_TLP, "white", "CLEAR" },
    { PP_MARKING_TLP, "tlp:amber+strict", "AMBER+STRICT" },
    { PP_MARKING_TLP, "Green", "GREEN" },
    { PP_MARKING_TLP, "AMBER STRICT", NULL },
    { PP_MARKING_TLP, "", NULL },
    { PP_MARKING_TLP, "NATO SECRET", NULL },
    { PP_MARKING_NATO, "COSMIC CONFIDENTIAL", "NATO CONFIDENTIAL" },
    { PP_MARKING_NATO, "COSMIC SECRET", "NATO SECRET" },
    { PP_MARKING_NATO, "cosmic top secret", "COSMIC TOP SECRET" },
    { PP_MARKING_NATO, "SECRET", NULL },
    { PP_MARKING_EU, "EU SECRET", "SECRET UE/EU SECRET" },
    { PP_MARKING_EU, "tres secret ue/eu top secret", "TRÈS SECRET UE/EU TOP SECRET" },
    { PP_MARKING_EU, "très secret UE/EU TOP SECRET", "TRÈS SECRET UE/EU TOP SECRET" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PpMarking) marking = pp_marking_new ();

      g_assert_cmpint (pp_marking_set_level (marking, cases[i].scheme, cases[i].text),
                       ==, cases[i].level != NULL);
      g_assert_cmpstr (pp_marking_get_level (marking, cases[i].scheme), ==, cases[i].level);
    }
}

static void
test_json (void)
{
  g_autoptr (JsonNode) node = parse ("{\"tlp\":\"tlp:white\",\"nato\":\"COSMIC SECRET\","
                                     "\"caveats\":[\"ORCON\",\" NOFORN\",\"ORCON\"]}");
  g_autoptr (JsonNode) expected = parse ("{\"tlp\":\"CLEAR\",\"nato\":\"NATO SECRET\","
                                         "\"caveats\":[\"NOFORN\",\"ORCON\"]}");
  g_autoptr (GError) error = NULL;
  g_autoptr (PpMarking) marking = pp_marking_new_from_json (node, &error);
  g_autoptr (PpMarking) empty = pp_marking_new_from_json (NULL, NULL);
  g_autoptr (JsonNode) written = NULL;

  g_assert_no_error (error);
  written = pp_marking_to_json (marking);
  g_assert_true (pp_json_equal (written, expected));
  g_assert_true (pp_marking_is_empty (empty));
  g_assert_null (pp_marking_to_json (empty));
}

static void
test_strange_json_is_refused (void)
{
  static const struct {
    const char *text;
    const char *place;
  } cases[] = {
    { "[]", "A marking" },
    { "{\"tlp\":\"PURPLE\"}", "/tlp: " },
    { "{\"tlp\":3}", "/tlp: " },
    { "{\"uk\":\"OFFICIAL\"}", "/uk: " },
    { "{\"caveats\":\"ORCON\"}", "/caveats: " },
    { "{\"caveats\":[1]}", "/caveats: " },
    { "{\"caveats\":[\"\"]}", "/caveats: " },
    { "{\"caveats\":[\"A//B\"]}", "/caveats: " },
    { "{\"caveats\":[\"A\\nB\"]}", "/caveats: " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonNode) node = parse (cases[i].text);
      g_autoptr (GError) error = NULL;

      g_assert_null (pp_marking_new_from_json (node, &error));
      g_assert_error (error, PP_MODEL_ERROR, PP_MODEL_ERROR_INVALID_VALUE);
      g_assert_true (g_str_has_prefix (error->message, cases[i].place));
    }
}

static void
test_texts (void)
{
  static const struct {
    const char *text;
    const char *banner;
    const char *short_text;
  } cases[] = {
    { "amber", "TLP:AMBER", "TLP:AMBER" },
    { "ns//tlp:white", "TLP:CLEAR // NATO SECRET", "TLP:CLEAR NS" },
    { "TLP:RED // EU SECRET // ORCON, NOFORN", "TLP:RED // SECRET UE/EU SECRET // NOFORN, ORCON",
      "TLP:RED S-UE/EU-S NOFORN, ORCON" },
    { "ORCON", NULL, NULL },
    { "", NULL, NULL },
    { "TLP:PURPLE", NULL, NULL },
    { "NS // TLP:PURPLE", NULL, NULL },
    { "TLP:RED // TLP:GREEN", NULL, NULL },
    { "TLP:RED // ORCON // NS", NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PpMarking) marking = pp_marking_new_from_text (cases[i].text, NULL);
      g_autofree char *banner = marking != NULL ? pp_marking_to_banner (marking) : NULL;
      g_autofree char *short_text = marking != NULL ? pp_marking_to_short_text (marking) : NULL;
      g_autoptr (PpMarking) again = banner != NULL ? pp_marking_new_from_text (banner, NULL) : NULL;

      g_assert_cmpstr (banner, ==, cases[i].banner);
      g_assert_cmpstr (short_text, ==, cases[i].short_text);
      g_assert_true (marking == NULL || pp_marking_equal (marking, again));
    }
}

static PpMarking *
random_marking (void)
{
  static const char * const words[] = { "A", "B", "C", "D" };
  PpMarking *marking = pp_marking_new ();
  const char *caveats[G_N_ELEMENTS (words) + 1] = { NULL };
  guint n_caveats = 0;

  for (PpMarkingScheme scheme = 0; scheme < PP_N_MARKING_SCHEMES; scheme++)
    {
      const char * const *levels = pp_marking_scheme_list_levels (scheme);
      guint n_levels = g_strv_length ((char **) levels);
      int level = g_test_rand_int_range (-1, (gint32) n_levels);

      pp_marking_set_level (marking, scheme, level >= 0 ? levels[level] : NULL);
    }
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (g_test_rand_bit ())
        caveats[n_caveats++] = words[i];
    }
  g_assert_true (pp_marking_set_caveats (marking, caveats));
  return marking;
}

static void
assert_equal_and_free (PpMarking *a,
                       PpMarking *b)
{
  g_assert_true (pp_marking_equal (a, b));
  pp_marking_free (a);
  pp_marking_free (b);
}

static void
check_lattice_laws (PpMarking *a,
                    PpMarking *b,
                    PpMarking *c)
{
  g_autoptr (PpMarking) join = pp_marking_join (a, b);
  g_autoptr (PpMarking) meet = pp_marking_meet (a, b);
  g_autoptr (PpMarking) join_bc = pp_marking_join (b, c);
  g_autoptr (PpMarking) meet_bc = pp_marking_meet (b, c);
  g_autoptr (PpMarking) bottom = pp_marking_new ();

  assert_equal_and_free (pp_marking_join (b, a), pp_marking_copy (join));
  assert_equal_and_free (pp_marking_meet (b, a), pp_marking_copy (meet));
  assert_equal_and_free (pp_marking_join (join, c), pp_marking_join (a, join_bc));
  assert_equal_and_free (pp_marking_meet (meet, c), pp_marking_meet (a, meet_bc));
  assert_equal_and_free (pp_marking_join (a, a), pp_marking_copy (a));
  assert_equal_and_free (pp_marking_join (a, meet), pp_marking_copy (a));
  assert_equal_and_free (pp_marking_meet (a, join), pp_marking_copy (a));

  g_assert_true (pp_marking_dominates (a, bottom));
  g_assert_true (pp_marking_dominates (join, a) && pp_marking_dominates (join, b));
  g_assert_true (pp_marking_dominates (a, meet) && pp_marking_dominates (b, meet));
  g_assert_cmpint (pp_marking_dominates (a, b), ==, pp_marking_equal (join, a));
  g_assert_cmpint (pp_marking_dominates (a, b) && pp_marking_dominates (b, a),
                   ==, pp_marking_equal (a, b));
  /* The join is the least: whatever dominates both dominates it. */
  g_assert_true (!(pp_marking_dominates (c, a) && pp_marking_dominates (c, b)) ||
                 pp_marking_dominates (c, join));
  g_assert_true (!(pp_marking_dominates (a, b) && pp_marking_dominates (b, c)) ||
                 pp_marking_dominates (a, c));
}

static void
test_lattice (void)
{
  for (guint i = 0; i < 5000; i++)
    {
      g_autoptr (PpMarking) a = random_marking ();
      g_autoptr (PpMarking) b = random_marking ();
      g_autoptr (PpMarking) c = random_marking ();
      g_autoptr (JsonNode) node = pp_marking_to_json (a);
      g_autoptr (PpMarking) again = pp_marking_new_from_json (node, NULL);

      check_lattice_laws (a, b, c);
      g_assert_true (pp_marking_equal (a, again));
    }
}

static void
test_schemes_do_not_compare (void)
{
  g_autoptr (PpMarking) tlp = pp_marking_new_from_text ("TLP:RED", NULL);
  g_autoptr (PpMarking) nato = pp_marking_new_from_text ("NATO UNCLASSIFIED", NULL);

  g_assert_false (pp_marking_dominates (tlp, nato));
  g_assert_false (pp_marking_dominates (nato, tlp));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/marking/levels-rise", test_levels_rise);
  g_test_add_func ("/marking/spellings", test_spellings);
  g_test_add_func ("/marking/json", test_json);
  g_test_add_func ("/marking/strange-json-is-refused", test_strange_json_is_refused);
  g_test_add_func ("/marking/texts", test_texts);
  g_test_add_func ("/marking/lattice", test_lattice);
  g_test_add_func ("/marking/schemes-do-not-compare", test_schemes_do_not_compare);

  return g_test_run ();
}
