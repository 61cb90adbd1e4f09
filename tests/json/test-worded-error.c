/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Errors that are said again in another language: what they carry, and that they carry it wherever GLib takes them. */

#include "pp-worded-error.h"

#include <gio/gio.h>
#include <string.h>

enum {
  FAULT_ODD = 3,
};

GQuark test_worded_quark (void);
GQuark test_other_quark (void);

PP_DEFINE_WORDED_ERROR (test-worded, test_worded)
PP_DEFINE_WORDED_ERROR (test-other, test_other)

static const char *
say_german (const char *sentence)
{
  static const char * const catalogue[][2] = {
    { "column %u: %s", "Spalte %u: %s" },
    { "“%s” is not “%s”", "„%2$s“ ist nicht „%1$s“" },
    { "nothing is here", "hier steht nichts" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (catalogue); i++)
    if (strcmp (catalogue[i][0], sentence) == 0)
      return catalogue[i][1];
  return sentence;
}

static void
assert_said (const GError *error,
             const char   *english,
             const char   *german,
             const char   *german_sentence)
{
  g_autofree char *message = pp_worded_error_dup_message (error, NULL);
  g_autofree char *translated = pp_worded_error_dup_message (error, say_german);
  g_autofree char *sentence = pp_worded_error_dup_sentence (error, say_german);

  g_assert_cmpstr (error->message, ==, english);
  g_assert_cmpstr (message, ==, english);
  g_assert_cmpstr (translated, ==, german);
  g_assert_cmpstr (sentence, ==, german_sentence);
}

static void
test_said (void)
{
  static const struct {
    const char *place;
    guint       column;
    const char *english;
    const char *german;
  } places[] = {
    { NULL, 0, "“a” is not “b”", "„b“ ist nicht „a“" },
    { "/rules/3: ", 0, "/rules/3: “a” is not “b”", "/rules/3: „b“ ist nicht „a“" },
    { NULL, 7, "column 7: “a” is not “b”", "Spalte 7: „b“ ist nicht „a“" },
    { "/rules/3: when, ", 7, "/rules/3: when, column 7: “a” is not “b”",
      "/rules/3: when, Spalte 7: „b“ ist nicht „a“" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autoptr (GError) error = NULL;
      const PpWordedError *worded;

      pp_worded_error_set (&error, test_worded_quark (), FAULT_ODD, places[i].place, places[i].column,
                           "“%s” is not “%s”", "a", "b");
      g_assert_error (error, test_worded_quark (), FAULT_ODD);
      worded = pp_worded_error_get (error);
      g_assert_nonnull (worded);
      g_assert_cmpstr (worded->place, ==, places[i].place);
      g_assert_cmpuint (worded->column, ==, places[i].column);
      g_assert_cmpstr (worded->sentence, ==, "“%s” is not “%s”");
      g_assert_cmpstr (worded->blanks[0], ==, "a");
      g_assert_cmpstr (worded->blanks[1], ==, "b");
      assert_said (error, places[i].english, places[i].german, "„b“ ist nicht „a“");
    }
}

/* What is filled in is never read as a format. */
static void
test_blanks (void)
{
  g_autoptr (GError) none = NULL, signs = NULL;

  pp_worded_error_set (&none, test_worded_quark (), 0, NULL, 0, "nothing is here");
  g_assert_null (pp_worded_error_get (none)->blanks[0]);
  assert_said (none, "nothing is here", "hier steht nichts", "hier steht nichts");

  pp_worded_error_set (&signs, test_worded_quark (), 0, "%n: ", 0, "“%s” is not “%s”", "%s%n", "100 %");
  assert_said (signs, "%n: “%s%n” is not “100 %”", "%n: „100 %“ ist nicht „%s%n“", "„100 %“ ist nicht „%s%n“");
}

static void
test_copies (void)
{
  GError *first = NULL;
  g_autoptr (GError) copy = NULL;

  pp_worded_error_set (&first, test_worded_quark (), FAULT_ODD, "here: ", 2, "“%s” is not “%s”", "a", "b");
  copy = g_error_copy (first);
  g_error_free (first);
  g_assert_cmpstr (pp_worded_error_get (copy)->place, ==, "here: ");
  assert_said (copy, "here: column 2: “a” is not “b”", "here: Spalte 2: „b“ ist nicht „a“", "„b“ ist nicht „a“");
}

static void
test_handed_on (void)
{
  GError *problem = NULL;
  g_autoptr (GError) error = NULL, bare = NULL;

  pp_worded_error_set (&problem, test_worded_quark (), FAULT_ODD, "when, ", 2, "“%s” is not “%s”", "a", "b");
  pp_worded_error_propagate (&error, g_steal_pointer (&problem), "/rules/3: ");
  g_assert_cmpstr (pp_worded_error_get (error)->place, ==, "/rules/3: when, ");
  assert_said (error, "/rules/3: when, column 2: “a” is not “b”", "/rules/3: when, Spalte 2: „b“ ist nicht „a“",
               "„b“ ist nicht „a“");

  pp_worded_error_set (&problem, test_worded_quark (), FAULT_ODD, NULL, 0, "nothing is here");
  pp_worded_error_propagate (&bare, g_steal_pointer (&problem), "/rules/3: ");
  assert_said (bare, "/rules/3: nothing is here", "/rules/3: hier steht nichts", "hier steht nichts");

  /* Nobody wants to know. */
  pp_worded_error_set (NULL, test_worded_quark (), FAULT_ODD, NULL, 0, "“%s” is not “%s”", "a", "b");
  pp_worded_error_set (&problem, test_worded_quark (), FAULT_ODD, NULL, 0, "nothing is here");
  pp_worded_error_propagate (NULL, g_steal_pointer (&problem), "/rules/3: ");
}

/* An error of another domain has no sentence, nor has one of a worded domain that was set in the usual way. */
static void
test_not_worded (void)
{
  g_autoptr (GError) foreign = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "nothing is here");
  g_autoptr (GError) usual = g_error_new_literal (test_worded_quark (), FAULT_ODD, "nothing is here");
  g_autoptr (GError) copy = g_error_copy (usual);
  const GError *errors[] = { foreign, usual, copy };

  for (guint i = 0; i < G_N_ELEMENTS (errors); i++)
    {
      g_assert_null (pp_worded_error_get (errors[i]));
      assert_said (errors[i], "nothing is here", "nothing is here", "nothing is here");
    }
}

static void
test_domains (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (test_worded_quark (), !=, test_other_quark ());
  g_assert_cmpuint (test_other_quark (), ==, test_other_quark ());
  pp_worded_error_set (&error, test_other_quark (), FAULT_ODD, NULL, 0, "nothing is here");
  g_assert_error (error, test_other_quark (), FAULT_ODD);
  g_assert_false (g_error_matches (error, test_worded_quark (), FAULT_ODD));
  g_assert_nonnull (pp_worded_error_get (error));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json/worded-error/said", test_said);
  g_test_add_func ("/json/worded-error/blanks", test_blanks);
  g_test_add_func ("/json/worded-error/copies", test_copies);
  g_test_add_func ("/json/worded-error/handed-on", test_handed_on);
  g_test_add_func ("/json/worded-error/not-worded", test_not_worded);
  g_test_add_func ("/json/worded-error/domains", test_domains);

  return g_test_run ();
}
