/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Rules that are tried out while they are typed. */

#include "pp-rule-files.h"
#include "pp-rule-trial.h"
#include "pp-test-analysis.h"

#include <glib/gstdio.h>
#include <string.h>

#define RULE(id, when) \
  "{\"id\": \"" id "\", \"pack\": \"own\", \"applies\": \"store\", \"category\": {\"STRIDE\": \"I\"},\n" \
  "  \"weakness\": \"own\", \"title\": \"{name} is one\", \"likelihood\": \"3\", \"impact\": \"3\",\n" \
  "  \"when\": \"" when "\"}"
#define RULES(rules) "{\"format\": \"parapet-rules\", \"version\": 1,\n \"rules\": [\n" rules "\n]}\n"

#define N_MANY 1100

static PpModel *
read_model (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (PpLoss) loss = pp_loss_new ();
  g_autoptr (GError) error = NULL;
  PpModel *model = pp_formats_read (pp_formats_lookup ("parapet"), bytes, NULL, NULL, loss, &error);

  g_assert_no_error (error);
  return model;
}

static PpModel *
make_model (void)
{
  static const char text[] =
    "{\"format\": \"parapet-model\", \"version\": 1, \"id\": \"m\", \"model\": {}, \"nodes\": {"
    "\"a\": {\"kind\": \"store\", \"name\": \"Ledger\", \"facts\": {\"log\": {\"value\": true, \"source\": \"person\"}}},"
    "\"b\": {\"kind\": \"store\", \"name\": \"Files\"},"
    "\"c\": {\"kind\": \"process\", \"name\": \"Service\"}}}";

  return read_model (text);
}

static void
wait_for (PpRuleTrial *trial)
{
  while (pp_rule_trial_is_busy (trial))
    g_main_context_iteration (NULL, TRUE);
}

static PpRuleTrial *
try_text (const char *text)
{
  g_autoptr (PpModel) model = make_model ();
  PpRuleTrial *trial = pp_rule_trial_new (model, pp_kinds_get_default ());

  pp_rule_trial_set_text (trial, text, NULL);
  wait_for (trial);
  return trial;
}

static const PpTriedRule *
tried_at (PpRuleTrial *trial,
          guint        position)
{
  g_assert_cmpuint (pp_rule_trial_get_rules (trial)->len, >, position);
  return g_ptr_array_index (pp_rule_trial_get_rules (trial), position);
}

static void
test_hits (void)
{
  static const char text[] = RULES (RULE ("OWN-1", "log") ",\n" RULE ("OWN-2", "immutable"));
  g_autoptr (PpRuleTrial) trial = try_text (text);
  const PpTriedRule *first = tried_at (trial, 0), *second = tried_at (trial, 1);

  g_assert_null (pp_rule_trial_get_fault (trial));
  g_assert_cmpuint (first->findings->len, ==, 1);
  g_assert_cmpstr (((PpFinding *) g_ptr_array_index (first->findings, 0))->element, ==, "a");
  g_assert_cmpuint (first->questions->len, ==, 1);
  g_assert_cmpstr (((PpQuestion *) g_ptr_array_index (first->questions, 0))->element, ==, "b");
  g_assert_cmpuint (second->findings->len, ==, 0);
  g_assert_cmpuint (second->questions->len, ==, 2);
  g_assert_true (strncmp (text + second->start, "{\"id\": \"OWN-2\"", 14) == 0);
  g_assert_cmpint (text[second->end - 1], ==, '}');
}

static void
test_model_changes (void)
{
  g_autoptr (PpModel) model = make_model ();
  g_autoptr (PpRuleTrial) trial = pp_rule_trial_new (model, pp_kinds_get_default ());
  g_autoptr (GPtrArray) changes = pp_change_list_new ();
  g_autoptr (JsonNode) yes = json_node_init_boolean (json_node_alloc (), TRUE);
  g_autoptr (JsonNode) fact = pp_fact_new (yes, PP_FACT_SOURCE_PERSON, NULL);

  pp_rule_trial_set_text (trial, RULES (RULE ("OWN-1", "log")), NULL);
  wait_for (trial);
  g_assert_cmpuint (tried_at (trial, 0)->findings->len, ==, 1);
  g_ptr_array_add (changes, pp_change_new_set (PP_RECORD_NODE, "b", "facts/log", NULL, fact));
  g_assert_true (pp_model_apply (model, changes, NULL));
  g_assert_true (pp_rule_trial_is_busy (trial));
  wait_for (trial);
  g_assert_cmpuint (tried_at (trial, 0)->findings->len, ==, 2);
}

/* Seventy-nine letters. */
#define LONG "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyza"

static const struct {
  const char *name;
  const char *text;
  guint       line;
  guint       column;
  const char *marked;      /* (nullable): the part of the text that is shown as faulty */
  const char *message;     /* a part of it */
} faults[] = {
  { "syntax", "{\n  \"format\" \"parapet-rules\"}", 2, 12, "\"", "expected" },
  { "name", RULES (RULE ("OWN-1", "log and lock")), 5, 20, "lock", "“lock”" },
  { "behind-escape", RULES (RULE ("OWN-1", "name matches \\\"\\u00e4\\\" and lock")), 5, 40, "lock", "“lock”" },
  { "cut-off", RULES (RULE ("OWN-1", "log and")), 5, 19, NULL, "missing here" },
  { "format", "{\"format\": \"x\"}", 1, 12, "\"x\"", "parapet-rules" },
  { "member-missing", "{\"format\": \"parapet-rules\", \"rules\": [\n {\"id\": \"A\"\n}]}", 2, 2, "{\"id\": \"A\"",
    "“applies”" },
  { "member-with-blank", "{\"format\": \"parapet-rules\",\n \"my rules\": []}", 2, 14, "[]", "no member" },
  { "name-like-a-pointer", "{\"format\": \"parapet-rules\", \"aliases\": {\n  \"tcp/ip~: 4\": \"colour\"}}", 2, 17, "\"colour\"",
    "vocabulary" },
  { "identifier-like-a-place", RULES (RULE ("A: title, b", "log and lock")), 5, 20, "lock", "“lock”" },
  { "long-identifier", RULES (RULE (LONG "ä", "log and lock")), 5, 20, "lock", "“lock”" },
  { "long-name", "{\"format\": \"parapet-rules\",\n \"aliases\": {\"" LONG "äö\": \"colour\"}}", 2, 13, NULL, "vocabulary" },
  { "shipped-identifier", RULES (RULE ("CORE-01", "log")), 3, 1, NULL, "another rule" },
};

static void
test_fault (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (PpRuleTrial) trial = try_text (faults[i].text);
  const PpRuleFault *fault = pp_rule_trial_get_fault (trial);
  g_autofree char *marked = NULL, *message = NULL;

  g_assert_nonnull (fault);
  message = pp_rule_fault_dup_text (fault, NULL);
  g_test_message ("%u:%u: %s", fault->line, fault->column, message);
  g_assert_cmpuint (fault->line, ==, faults[i].line);
  g_assert_cmpuint (fault->column, ==, faults[i].column);
  g_assert_nonnull (strstr (message, faults[i].message));
  g_assert_true (g_utf8_validate (fault->error->message, -1, NULL));
  g_assert_cmpuint (fault->end, <=, strlen (faults[i].text));
  marked = g_strndup (faults[i].text + fault->start, fault->end - fault->start);
  if (faults[i].marked != NULL)
    g_assert_cmpstr (marked, ==, faults[i].marked);
}

/* What was found stays while the text is faulty. */
static void
test_fault_keeps_findings (void)
{
  g_autoptr (PpRuleTrial) trial = try_text (RULES (RULE ("OWN-1", "log")));

  pp_rule_trial_set_text (trial, RULES (RULE ("OWN-1", "lo")), NULL);
  wait_for (trial);
  g_assert_nonnull (pp_rule_trial_get_fault (trial));
  g_assert_cmpuint (tried_at (trial, 0)->findings->len, ==, 1);
  pp_rule_trial_set_text (trial, RULES (RULE ("OWN-1", "not log")), NULL);
  wait_for (trial);
  g_assert_null (pp_rule_trial_get_fault (trial));
  g_assert_cmpuint (tried_at (trial, 0)->findings->len, ==, 0);
}

static void
test_shipped (void)
{
  const char * const *files = pp_rule_files_list_shipped ();
  g_autoptr (PpModel) model = make_model ();
  g_autoptr (PpRuleTrial) trial = pp_rule_trial_new (model, pp_kinds_get_default ());
  guint n_rules = 0;

  for (guint i = 0; files[i] != NULL; i++)
    {
      g_autoptr (GBytes) bytes = pp_rule_files_get_shipped (files[i]);
      g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

      pp_rule_trial_set_shipped (trial, text);
      wait_for (trial);
      g_assert_null (pp_rule_trial_get_fault (trial));
      n_rules += pp_rule_trial_get_rules (trial)->len;
    }
  g_assert_cmpuint (n_rules, ==, pp_rule_set_get_n_rules (shared_rules ()));
}

/* The file that is edited does not count beside its text; the user's other files do. */
static void
test_own_folder (void)
{
  g_autofree char *folder = pp_rule_files_dup_folder ();
  g_autofree char *edited = g_build_filename (folder, "edited.json", NULL);
  g_autofree char *other = g_build_filename (folder, "other.json", NULL);
  g_autoptr (PpModel) model = make_model ();
  g_autoptr (PpRuleTrial) trial = pp_rule_trial_new (model, pp_kinds_get_default ());

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (edited, RULES (RULE ("OWN-1", "not log")), -1, NULL));
  g_assert_true (g_file_set_contents (other, RULES (RULE ("OWN-2", "log")), -1, NULL));
  pp_rule_trial_set_text (trial, RULES (RULE ("OWN-1", "log")), edited);
  wait_for (trial);
  g_assert_null (pp_rule_trial_get_fault (trial));
  g_assert_cmpuint (pp_rule_trial_get_rules (trial)->len, ==, 1);
  pp_rule_trial_set_text (trial, RULES (RULE ("OWN-2", "log")), edited);
  wait_for (trial);
  g_assert_nonnull (pp_rule_trial_get_fault (trial));
  g_assert_cmpint (g_unlink (edited), ==, 0);
  g_assert_cmpint (g_unlink (other), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* Whoever gives up in the middle leaves nothing behind. */
static void
test_given_up (void)
{
  g_autoptr (PpModel) model = make_model ();
  PpRuleTrial *trial = pp_rule_trial_new (model, pp_kinds_get_default ());

  pp_rule_trial_set_text (trial, RULES (RULE ("OWN-1", "log")), NULL);
  g_object_add_weak_pointer (G_OBJECT (trial), (gpointer *) &trial);
  for (guint i = 0; i < 10; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (20000);
    }
  g_object_unref (trial);
  while (trial != NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* More questions than are taken over in one turn, each of two rules. */
static void
test_many_questions (void)
{
  static const char text[] = RULES (RULE ("OWN-1", "log") ",\n" RULE ("OWN-2", "log"));
  g_autoptr (GString) json = g_string_new ("{\"format\": \"parapet-model\", \"version\": 1, \"id\": \"m\","
                                           " \"model\": {}, \"nodes\": {");
  g_autoptr (PpModel) model = NULL;
  g_autoptr (PpRuleTrial) trial = NULL;
  g_autoptr (GHashTable) asked = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < N_MANY; i++)
    g_string_append_printf (json, "%s\"n%u\": {\"kind\": \"store\", \"name\": \"Store\"}", i > 0 ? "," : "", i);
  g_string_append (json, "}}");
  model = read_model (json->str);
  trial = pp_rule_trial_new (model, pp_kinds_get_default ());
  pp_rule_trial_set_text (trial, text, NULL);
  wait_for (trial);
  g_assert_cmpuint (tried_at (trial, 0)->questions->len, ==, N_MANY);
  g_assert_cmpuint (tried_at (trial, 1)->questions->len, ==, N_MANY);
  for (guint i = 0; i < N_MANY; i++)
    g_hash_table_add (asked, ((PpQuestion *) g_ptr_array_index (tried_at (trial, 1)->questions, i))->element);
  g_assert_cmpuint (g_hash_table_size (asked), ==, N_MANY);
}

/* The user's folder is another one for this program. GLib's own option for that never frees what it sets for each
 * test, which sanitizers take for leaks. */
static int
run_isolated (void)
{
  g_autofree char *home = g_dir_make_tmp ("parapet-rules-XXXXXX", NULL);
  g_autofree char *folder = g_build_filename (home, "parapet", NULL);
  int status;

  g_assert_nonnull (home);
  g_setenv ("XDG_DATA_HOME", home, TRUE);
  status = g_test_run ();
  g_rmdir (folder);
  g_rmdir (home);
  return status;
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/analysis/rule-trial/hits", test_hits);
  g_test_add_func ("/analysis/rule-trial/model-changes", test_model_changes);
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *path = g_strconcat ("/analysis/rule-trial/fault/", faults[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_fault);
    }
  g_test_add_func ("/analysis/rule-trial/fault-keeps-findings", test_fault_keeps_findings);
  g_test_add_func ("/analysis/rule-trial/shipped", test_shipped);
  g_test_add_func ("/analysis/rule-trial/own-folder", test_own_folder);
  g_test_add_func ("/analysis/rule-trial/given-up", test_given_up);
  g_test_add_func ("/analysis/rule-trial/many-questions", test_many_questions);
  return run_isolated ();
}
