/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the pieces of a file of rules mean, and that the editor keeps in step while one types. */

#include "pp-rule-coloring.h"
#include "pp-rule-tints.h"

#include <string.h>

/* A letter for each byte of a line: which tint it has. */
static const char letters[PP_RULE_N_TINTS] = {
  [PP_RULE_TINT_MEMBER] = 'm', [PP_RULE_TINT_TEXT] = 't', [PP_RULE_TINT_NUMBER] = 'n',
  [PP_RULE_TINT_CONSTANT] = 'c', [PP_RULE_TINT_OPERATOR] = 'o', [PP_RULE_TINT_NAME] = 'w',
  [PP_RULE_TINT_PLACEHOLDER] = 'p',
};

static const struct {
  const char *name;
  const char *line;
  const char *tints;
} lines[] = {
  { "nothing", "", "" },
  { "member", "  \"id\": \"A-1\",", "  mmmm  ttttt " },
  { "number", "\"version\": -1.5e3, 2", "mmmmmmmmm  nnnnnn  n" },
  { "constants", "[true, false, null, maybe]", " cccc  ccccc  cccc       " },
  { "condition", "\"when\": \"a.b >= 2 and not c\"", "mmmmmm  twww    n ooo ooo wt" },
  { "function", "\"impact\": \"2 + max(sensitivity, 0)\"", "mmmmmmmm  tn   ooo wwwwwwwwwww  n t" },
  { "name like a function", "\"when\": \"max == true\"", "mmmmmm  twww    cccct" },
  { "name with digits", "\"when\": \"2fa or x-2\"", "mmmmmm  twww oo wwwt" },
  { "string in a condition", "\"when\": \"name matches \\\"and x\\\"\"", "mmmmmm  twwww ooooooo tttttttttt" },
  { "the next member is none", "\"when\": \"a\", \"why\": \"a and b\"", "mmmmmm  twt  mmmmm  ttttttttt" },
  { "placeholder", "\"title\": \"The {source.name} of {\"", "mmmmmmm  tttttppppppppppppptttttt" },
  { "string without an end", "\"why\": \"it", "mmmmm  ttt" },
  { "condition without an end", "\"when\": \"a and", "mmmmmm  tttttt" },
  { "escape at the end", "\"a\\", "ttt" },
  { "not of ASCII", "\"é\": \"ü {x}\"", "mmmm  ttttpppt" },
};

static char *
dup_tints (const char *line)
{
  g_autoptr (GArray) spans = pp_rule_tints_of_line (line);
  char *tints = g_strnfill (strlen (line), ' ');
  guint end = 0;

  for (guint i = 0; i < spans->len; i++)
    {
      const PpRuleTintSpan *span = &g_array_index (spans, PpRuleTintSpan, i);

      g_assert_cmpuint (span->start, >=, end);
      g_assert_cmpuint (span->end, >, span->start);
      g_assert_cmpuint (span->end, <=, strlen (line));
      memset (tints + span->start, letters[span->tint], span->end - span->start);
      end = span->end;
    }
  return tints;
}

static void
test_line (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autofree char *tints = g_strchomp (dup_tints (lines[i].line));
  g_autofree char *expected = g_strchomp (g_strdup (lines[i].tints));

  g_assert_cmpstr (tints, ==, expected);
}

/* Whatever is typed has tints in order. */
static void
test_random (void)
{
  static const char characters[] = "\"\\{}:,-.2aé and when(";

  for (guint round = 0; round < 5000; round++)
    {
      g_autoptr (GString) line = g_string_new (g_test_rand_bit () ? "\"when\": \"" : NULL);
      guint length = g_test_rand_int_range (0, 24);
      g_autofree char *tints = NULL;

      for (guint i = 0; i < length; i++)
        g_string_append_unichar (line, g_utf8_get_char (g_utf8_offset_to_pointer (
          characters, g_test_rand_int_range (0, g_utf8_strlen (characters, -1)))));
      tints = dup_tints (line->str);
    }
}

/* --- In a buffer -------------------------------------------------------------------------------- */

typedef struct {
  GtkSourceBuffer *source;
  GtkTextBuffer   *buffer;
  PpRuleColoring  *coloring;
} Text;

static void
set_up (Text          *text,
        gconstpointer  data)
{
  text->source = gtk_source_buffer_new (NULL);
  text->buffer = GTK_TEXT_BUFFER (text->source);
  text->coloring = pp_rule_coloring_new (text->source);
}

static void
tear_down (Text          *text,
           gconstpointer  data)
{
  pp_rule_coloring_free (text->coloring);
  g_assert_finalize_object (text->source);
}

static gboolean
has_tag (Text       *text,
         int         line,
         int         index,
         const char *tag)
{
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_line_index (text->buffer, &iter, line, index);
  return gtk_text_iter_has_tag (&iter, gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (text->buffer), tag));
}

static void
test_typing (Text          *text,
             gconstpointer  data)
{
  GtkTextIter start, end;

  gtk_text_buffer_set_text (text->buffer, "\"when\": \"a\"", -1);
  g_assert_true (has_tag (text, 0, 0, "member"));
  g_assert_true (has_tag (text, 0, 9, "name"));
  gtk_text_buffer_get_iter_at_line_index (text->buffer, &start, 0, 10);
  gtk_text_buffer_insert (text->buffer, &start, " and b", -1);
  g_assert_true (has_tag (text, 0, 11, "operator"));
  g_assert_false (has_tag (text, 0, 11, "text"));
  /* Without the colon it is a word and another word. */
  gtk_text_buffer_get_iter_at_line_index (text->buffer, &start, 0, 6);
  gtk_text_buffer_get_iter_at_line_index (text->buffer, &end, 0, 7);
  gtk_text_buffer_delete (text->buffer, &start, &end);
  g_assert_true (has_tag (text, 0, 0, "text"));
  g_assert_false (has_tag (text, 0, 0, "member"));
  g_assert_false (has_tag (text, 0, 10, "operator"));
  /* Colours are no changes. */
  gtk_text_buffer_set_modified (text->buffer, FALSE);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_false (gtk_text_buffer_get_modified (text->buffer));
}

static void
test_long (Text          *text,
           gconstpointer  data)
{
  g_autoptr (GString) long_text = g_string_new (NULL);
  GtkTextIter start;
  int n_lines;

  for (guint i = 0; i < 500; i++)
    g_string_append_printf (long_text, "\"member\": %u,\n", i);
  gtk_text_buffer_set_text (text->buffer, long_text->str, -1);
  g_assert_false (has_tag (text, 400, 0, "member"));
  /* While the rest waits for its turn, what is typed moves it. */
  gtk_text_buffer_get_start_iter (text->buffer, &start);
  gtk_text_buffer_insert (text->buffer, &start, "\"first\": true,\n", -1);
  g_assert_true (has_tag (text, 0, 9, "constant"));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  n_lines = gtk_text_buffer_get_line_count (text->buffer);
  g_assert_cmpint (n_lines, ==, 502);
  for (int line = 0; line < n_lines - 1; line++)
    g_assert_true (has_tag (text, line, 0, "member"));
}

/* It may go while much is left to do. */
static void
test_gone (Text          *text,
           gconstpointer  data)
{
  g_autofree char *many = g_strnfill (4000, '\n');

  gtk_text_buffer_set_text (text->buffer, many, -1);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autofree char *path = g_strconcat ("/app/rule-tints/", lines[i].name, NULL);

      g_strdelimit (path, " ", '-');
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_line);
    }
  g_test_add_func ("/app/rule-tints/random", test_random);
  g_test_add ("/app/rule-coloring/typing", Text, NULL, set_up, test_typing, tear_down);
  g_test_add ("/app/rule-coloring/long", Text, NULL, set_up, test_long, tear_down);
  g_test_add ("/app/rule-coloring/gone", Text, NULL, set_up, test_gone, tear_down);
  return g_test_run ();
}
