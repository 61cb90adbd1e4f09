/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What rules say in another language: whole sentences, with the names that were in the English one. */

#include "pp-test-analysis.h"

#include "pp-reconcile.h"
#include "pp-rule-files.h"
#include "pp-sentence.h"
#include "pp-wording.h"

#define RULES "{\"format\":\"parapet-rules\",\"version\":1,\"language\":1,\"packs\":{\"mine\":\"Mine\"},\"rules\":[" \
  "{\"id\":\"MINE-1\",\"pack\":\"mine\",\"applies\":\"flow\",\"category\":{\"STRIDE\":\"I\"},\"weakness\":\"w\"," \
  "\"when\":\"not encrypted\",\"likelihood\":\"3\",\"impact\":\"3\",\"why\":\"Nobody hides it.\"," \
  "\"title\":\"{name} is read between {source.name} and {target.name}\"}]}"

/* Stands for a catalogue: a language that puts the places of a sentence into another order. */
static const struct { const char *english, *other; } catalogue[] = {
  { "{name} is read between {source.name} and {target.name}", "{target.name} < {source.name}: {name}" },
  { "Nobody hides it.", "Keiner." },
  { "Is {name} encrypted?", "{name}: E?" },
  { "{fact}: what is so for {name}?", "{name}/{fact}?" },
  { "“%s”", "<%s>" },
  { "an unnamed store", "X" },
};

static const char *
translate (const char *text,
           gpointer    language)
{
  g_assert_cmpstr (text, !=, "");
  for (guint i = 0; i < G_N_ELEMENTS (catalogue); i++)
    if (g_str_equal (catalogue[i].english, text))
      return catalogue[i].other;
  return text;
}

static PpRuleSet *
load_rules (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (RULES, strlen (RULES));
  g_autoptr (GError) error = NULL;
  PpRuleSet *rules = pp_rule_set_new_shipped ();

  g_assert_true (pp_rule_set_load (rules, bytes, &error));
  g_assert_no_error (error);
  return rules;
}

static void
add_record (PpModel      *model,
            PpRecordType  type,
            const char   *id,
            const char   *text)
{
  g_autofree char *quoted = g_strdelimit (g_strdup (text), "'", '"');
  g_autoptr (JsonNode) node = pp_json_parse (quoted, strlen (quoted), NULL, NULL);

  g_assert_nonnull (node);
  g_assert_true (pp_model_add_record (model, type, id, node, NULL));
}

static PpModel *
make_model (void)
{
  PpModel *model = pp_model_new ("m");

  add_record (model, PP_RECORD_NODE, "a", "{'kind':'process','name':'A and B'}");
  add_record (model, PP_RECORD_NODE, "c", "{'kind':'store','name':''}");
  add_record (model, PP_RECORD_EDGE, "f",
              "{'kind':'data-flow','name':'pay','source':'a','target':'c','facts':{'encrypted':{'value':false}}}");
  return model;
}

typedef struct {
  PpModel    *model;
  PpRuleSet  *rules;
  PpAnalysis *analysis;
  PpWording   wording;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  static const char * const only[] = { "MINE-1", NULL };
  const PpAnalysisOptions options = { .only_rules = only };

  fixture->model = make_model ();
  fixture->rules = load_rules ();
  fixture->analysis = pp_analysis_new (fixture->model, pp_kinds_get_default (), fixture->rules, &options);
  pp_analysis_run (fixture->analysis);
  fixture->wording = (PpWording) { fixture->model, pp_kinds_get_default (), fixture->rules, translate, NULL };
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_object_unref (fixture->analysis);
  pp_rule_set_unref (fixture->rules);
  g_object_unref (fixture->model);
}

static void
change (Fixture    *fixture,
        GPtrArray  *changes)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (pp_model_apply (fixture->model, changes, &error));
  g_assert_no_error (error);
}

static void
set_text (Fixture      *fixture,
          PpRecord     *record,
          const char   *field,
          const char   *text)
{
  g_autoptr (GPtrArray) changes = pp_change_list_new ();
  g_autoptr (JsonNode) before = pp_record_dup_field (record, field);
  g_autoptr (JsonNode) after = json_node_init_string (json_node_alloc (), text);

  g_ptr_array_add (changes, pp_change_new_set (pp_record_get_record_type (record), pp_record_get_id (record),
                                               field, before, after));
  change (fixture, changes);
}

static PpThreat *
store_threat (Fixture *fixture)
{
  g_autoptr (GPtrArray) changes = pp_reconcile (fixture->analysis, TRUE);

  change (fixture, changes);
  return PP_THREAT (pp_model_peek_record (fixture->model, PP_RECORD_THREAT, 0));
}

static void
assert_title (Fixture    *fixture,
              PpThreat   *threat,
              const char *expected)
{
  g_autofree char *title = pp_wording_dup_title (&fixture->wording, threat);

  g_assert_cmpstr (title, ==, expected);
}

/* The name of the source has the word in it that stands between the two. */
static void
test_finding (Fixture       *fixture,
              gconstpointer  data)
{
  GPtrArray *findings = pp_analysis_peek_findings_of (fixture->analysis, "f");
  const PpFinding *finding = g_ptr_array_index (findings, 0);
  g_autofree char *title = pp_wording_dup_finding (&fixture->wording, finding);

  g_assert_cmpuint (findings->len, ==, 1);
  g_assert_cmpstr (finding->title, ==, "pay is read between A and B and an unnamed store");
  g_assert_cmpstr (title, ==, "X < A and B: pay");
}

static void
test_stored (Fixture       *fixture,
             gconstpointer  data)
{
  PpThreat *threat = store_threat (fixture);
  g_autofree char *named = pp_wording_dup_named (&fixture->wording, pp_threat_get_title (threat),
                                                 pp_record_get_id (PP_RECORD (threat)), "f");
  g_autofree char *found = pp_wording_dup_named (&fixture->wording, pp_threat_get_title (threat), "MINE-1", "f");

  g_assert_cmpstr (pp_threat_get_title (threat), ==, "pay is read between A and B and an unnamed store");
  g_assert_cmpstr (pp_threat_get_description (threat), ==, "Nobody hides it.");
  assert_title (fixture, threat, "X < A and B: pay");
  g_assert_cmpstr (named, ==, "X < A and B: pay");
  g_assert_cmpstr (found, ==, "X < A and B: pay");
  g_assert_cmpstr (pp_wording_get_description (&fixture->wording, threat), ==, "Keiner.");
}

/* The threat keeps the names that it was stored with, in every language. */
static void
test_renamed (Fixture       *fixture,
              gconstpointer  data)
{
  PpThreat *threat = store_threat (fixture);

  set_text (fixture, pp_model_lookup (fixture->model, "f"), "name", "charge");
  assert_title (fixture, threat, "X < A and B: pay");
}

static void
test_own_words (Fixture       *fixture,
                gconstpointer  data)
{
  PpThreat *threat = store_threat (fixture);

  set_text (fixture, PP_RECORD (threat), "title", "pay is overheard");
  set_text (fixture, PP_RECORD (threat), "description", "Nobody hides it. See the wiki.");
  assert_title (fixture, threat, "pay is overheard");
  g_assert_cmpstr (pp_wording_get_description (&fixture->wording, threat), ==, "Nobody hides it. See the wiki.");
}

/* Without a translation nothing is taken apart: the text is what is stored. */
static void
test_rule_of_ones_own (Fixture       *fixture,
                       gconstpointer  data)
{
  PpThreat *threat = store_threat (fixture);

  set_text (fixture, PP_RECORD (threat), "rule", "CORE-01");
  assert_title (fixture, threat, pp_threat_get_title (threat));
  set_text (fixture, PP_RECORD (threat), "rule", "THEIRS-7");
  assert_title (fixture, threat, pp_threat_get_title (threat));
}

static char *
dup_question (Fixture    *fixture,
              const char *sentence)
{
  const PpQuestion question = {
    .element = (char *) "c", .property = (char *) "encrypted", .text = (char *) "as it was",
    .sentence = (char *) sentence, .name = (char *) "an unnamed store",
  };

  return pp_wording_dup_question (&fixture->wording, &question);
}

static void
test_question (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *known = dup_question (fixture, "Is {name} encrypted?");
  g_autofree char *plain = dup_question (fixture, "{fact}: what is so for {name}?");
  g_autofree char *unknown = dup_question (fixture, "Is {name} blue?");

  g_assert_cmpstr (known, ==, "<X>: E?");
  g_assert_cmpstr (plain, ==, "<X>/Encrypted?");
  g_assert_cmpstr (unknown, ==, "as it was");
}

/* --- Reading ---------------------------------------------------------------------------------- */

static const char * const awkward[] = {
  "A", "between A and B", "{name}", "an unnamed flow", "Größe „x“ and “y”", "of the", "{target.name} and",
};

/* Whatever the names are, each shipped sentence is read back as it was filled in. */
static void
test_every_sentence (void)
{
  g_autoptr (PpRuleSet) rules = pp_rule_set_new_shipped ();

  for (guint i = 0; i < pp_rule_set_get_n_rules (rules); i++)
    for (guint j = 0; j < G_N_ELEMENTS (awkward); j++)
      {
        const char *sentence = pp_rule_set_get_rule (rules, i)->title;
        const char *names[PP_SENTENCE_N_FIELDS] = {
          awkward[j], awkward[(j + i) % G_N_ELEMENTS (awkward)], awkward[(j + 3) % G_N_ELEMENTS (awkward)],
        };
        const char *none[PP_SENTENCE_N_FIELDS] = { NULL };
        g_autofree char *text = _pp_sentence_fill (sentence, names);
        g_autofree char *again = NULL;
        char *read[PP_SENTENCE_N_FIELDS], *guessed[PP_SENTENCE_N_FIELDS];

        g_assert_true (_pp_sentence_read (sentence, text, names, read));
        g_assert_true (_pp_sentence_read (sentence, text, none, guessed));
        again = _pp_sentence_fill (sentence, (const char * const *) guessed);
        g_assert_cmpstr (again, ==, text);
        for (guint k = 0; k < PP_SENTENCE_N_FIELDS; k++)
          {
            g_assert_cmpstr (read[k], ==, _pp_sentence_has (sentence, k) ? names[k] : NULL);
            g_free (read[k]);
            g_free (guessed[k]);
          }
      }
}

/* A file can hold any title and any sentence; reading one must end, and soon. */
static void
test_hostile (void)
{
  const char *none[PP_SENTENCE_N_FIELDS] = { NULL };
  char *names[PP_SENTENCE_N_FIELDS];
  g_autoptr (GString) sentence = g_string_new (NULL);
  g_autofree char *text = g_strnfill (1024, 'a');
  g_autofree char *longer = g_strnfill (1025, 'a');

  for (guint i = 0; i < 100000; i++)
    g_string_append (sentence, "{name}");
  g_assert_false (_pp_sentence_read (sentence->str, text, none, names));
  g_assert_false (_pp_sentence_read ("{name}a{source.name}a{target.name}b", text, none, names));
  g_assert_false (_pp_sentence_read ("{name}", longer, none, names));
  g_assert_false (_pp_sentence_read ("{name}", "", none, names));
}

#define ADD(name, test) g_test_add ("/analysis/wording/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("finding", test_finding);
  ADD ("stored", test_stored);
  ADD ("renamed", test_renamed);
  ADD ("own-words", test_own_words);
  ADD ("rule-of-ones-own", test_rule_of_ones_own);
  ADD ("question", test_question);
  g_test_add_func ("/analysis/wording/every-sentence", test_every_sentence);
  g_test_add_func ("/analysis/wording/hostile", test_hostile);
  return g_test_run ();
}
