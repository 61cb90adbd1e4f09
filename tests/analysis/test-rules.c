/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The language of the rules: what it accepts, what it means with three values, and where it says that a
 * fault is. */

#include "pp-rule-evaluation.h"
#include "pp-test-analysis.h"
#include "pp-worded-error.h"

/* --- What is refused, and where ----------------------------------------------------------------- */

static const struct {
  const char  *condition;
  PpRulesError code;
  const char  *message;
} faults[] = {
  { "", PP_RULES_ERROR_SYNTAX, "column 1: a condition or a value is missing here" },
  { "encrypted and", PP_RULES_ERROR_SYNTAX, "column 14: *" },
  { "encrypted or or signed", PP_RULES_ERROR_SYNTAX, "column 14: a condition or a value is missing here" },
  { "encrypted signed", PP_RULES_ERROR_SYNTAX, "column 11: the condition should end here" },
  { "(encrypted", PP_RULES_ERROR_SYNTAX, "column 11: “)” is missing here" },
  { "encrypted)", PP_RULES_ERROR_SYNTAX, "column 10: the condition should end here" },
  { "colour == red", PP_RULES_ERROR_NAME, "column 1: “colour” is not in the vocabulary" },
  { "source.colour == red", PP_RULES_ERROR_NAME, "column 1: “colour” is not in the vocabulary" },
  { "father.kind == actor", PP_RULES_ERROR_NAME, "column 1: “father” leads nowhere*" },
  { "it.encrypted", PP_RULES_ERROR_NAME, "column 1: “it” means something inside*" },
  { "any(inflows, source.it.encrypted)", PP_RULES_ERROR_NAME, "column 14: “it” stands at the beginning*" },
  { "any(friends, it.encrypted)", PP_RULES_ERROR_NAME, "column 5: a set is missing here*" },
  { "any(inflows it.encrypted)", PP_RULES_ERROR_SYNTAX, "column 13: “)” is missing here" },
  { "auth in password", PP_RULES_ERROR_SYNTAX, "column 9: “[” is missing here" },
  { "auth in []", PP_RULES_ERROR_SYNTAX, "column 10: a word is missing here" },
  { "auth in [password", PP_RULES_ERROR_SYNTAX, "column 18: “]” is missing here" },
  { "name matches login", PP_RULES_ERROR_SYNTAX, "column 14: a pattern in quotes is missing here" },
  { "name matches \"(\"", PP_RULES_ERROR_SYNTAX, "column 14: the pattern is faulty*" },
  { "name == \"open", PP_RULES_ERROR_SYNTAX, "column 9: this string does not end" },
  { "encrypted & signed", PP_RULES_ERROR_SYNTAX, "column 11: this character means nothing here" },
  { "name == \"ä\" and ö", PP_RULES_ERROR_SYNTAX, "column 17: this character means nothing here" },
  { "missing(3)", PP_RULES_ERROR_SYNTAX, "column 9: the name of a property is missing here" },
  { "if(encrypted, 1)", PP_RULES_ERROR_SYNTAX, "column 16: “,” is missing here" },
  { "source.target.source.target.source.kind == actor", PP_RULES_ERROR_LIMIT, "column 1: *too many steps" },
};

static void
test_faults (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (pp_rule_set_check_condition (shared_rules (), faults[i].condition, &error));
      g_test_message ("%s → %s", faults[i].condition, error->message);
      g_assert_error (error, PP_RULES_ERROR, (int) faults[i].code);
      g_assert_true (g_pattern_match_simple (faults[i].message, error->message));
    }
}

/* --- What is said in another language ----------------------------------------------------------- */

static const char *
say_english (const char *sentence)
{
  return sentence;
}

static const char *
say_german (const char *sentence)
{
  static const char * const catalogue[][2] = {
    { "column %u: %s", "Spalte %u: %s" },
    { "“%s” is not in the vocabulary", "„%s“ steht nicht im Vokabular" },
    { "“category” has “%s”, which is no category of %s", "%2$s hat keine Kategorie „%1$s“" },
    { "item %s is no name", "Eintrag %s ist kein Name" },
    { "this must be a text", "das muss ein Text sein" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (catalogue); i++)
    if (strcmp (catalogue[i][0], sentence) == 0)
      return catalogue[i][1];
  return sentence;
}

/* Every fault of a condition has what it takes to say it anew. */
static void
test_worded (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr (GError) error = NULL, copy = NULL;
      g_autofree char *message = NULL;

      g_assert_false (pp_rule_set_check_condition (shared_rules (), faults[i].condition, &error));
      copy = g_error_copy (error);
      message = pp_worded_error_dup_message (copy, say_english);
      g_assert_cmpstr (message, ==, error->message);
      g_assert_nonnull (pp_worded_error_get (copy));
      g_assert_cmpuint (pp_worded_error_get (copy)->column, >, 0);
      g_assert_false (pp_rule_set_check_condition (shared_rules (), faults[i].condition, NULL));
    }
}

#define FAULTY_RULE(member) \
  "{\"format\": \"parapet-rules\", \"rules\": [{\"id\": \"A\", \"applies\": \"flow\", " \
  "\"pack\": \"p\", \"weakness\": \"w\", \"title\": \"t\", " \
  "\"likelihood\": 1, \"impact\": 1, " member "}]}"

static void
test_worded_files (void)
{
  static const struct {
    const char *text;
    const char *english;
    const char *german;
  } files[] = {
    { FAULTY_RULE ("\"category\": {\"STRIDE\": \"S\"}, \"when\": \"encrypted and colour\""),
      "/rules/0 (A): when, column 15: “colour” is not in the vocabulary",
      "/rules/0 (A): when, Spalte 15: „colour“ steht nicht im Vokabular" },
    { FAULTY_RULE ("\"category\": {\"STRIDE\": \"Q\"}, \"when\": \"true\""),
      "/rules/0 (A): “category” has “Q”, which is no category of STRIDE",
      "/rules/0 (A): STRIDE hat keine Kategorie „Q“" },
    { "{\"format\": \"parapet-rules\", \"vocabulary\": {\"flow\": [\"a\", 3]}}",
      "/vocabulary/flow: item 2 is no name", "/vocabulary/flow: Eintrag 2 ist kein Name" },
    { "{\"format\": \"parapet-rules\", \"packs\": {\"p\": 3}}",
      "/packs/p: this must be a text", "/packs/p: das muss ein Text sein" },
    { "{\"format\": \"parapet-rules\", \"askedWhere\": {\"encrypted\": \"colour\"}}",
      "/askedWhere/encrypted: column 1: “colour” is not in the vocabulary",
      "/askedWhere/encrypted: Spalte 1: „colour“ steht nicht im Vokabular" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (PpRuleSet) rules = pp_rule_set_new_default ();
      g_autoptr (GBytes) bytes = g_bytes_new_static (files[i].text, strlen (files[i].text));
      g_autoptr (GError) error = NULL;
      g_autofree char *german = NULL;

      g_assert_false (pp_rule_set_load (rules, bytes, &error));
      g_assert_cmpstr (error->message, ==, files[i].english);
      german = pp_worded_error_dup_message (error, say_german);
      g_assert_cmpstr (german, ==, files[i].german);
      g_assert_false (pp_rule_set_load (rules, bytes, NULL));
    }
}

/* What GLib says is said as it is. */
static void
test_not_worded (void)
{
  g_autoptr (GError) error = g_error_new_literal (G_FILE_ERROR, G_FILE_ERROR_NOENT, "50 % of it is missing");
  g_autofree char *message = pp_worded_error_dup_message (error, say_german);

  g_assert_null (pp_worded_error_get (error));
  g_assert_cmpstr (message, ==, error->message);
}

static void
test_limits (void)
{
  g_autoptr (GString) deep = g_string_new (NULL), nots = g_string_new (NULL), wide = g_string_new ("encrypted");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 100; i++)
    g_string_append_c (deep, '(');
  g_string_append (deep, "encrypted");
  g_assert_false (pp_rule_set_check_condition (shared_rules (), deep->str, &error));
  g_assert_error (error, PP_RULES_ERROR, PP_RULES_ERROR_LIMIT);
  g_clear_error (&error);

  for (guint i = 0; i < 900; i++)
    g_string_append (nots, "not ");
  g_string_append (nots, "encrypted");
  g_assert_false (pp_rule_set_check_condition (shared_rules (), nots->str, &error));
  g_assert_error (error, PP_RULES_ERROR, PP_RULES_ERROR_LIMIT);
  g_clear_error (&error);

  while (wide->len < 5000)
    g_string_append (wide, " or encrypted");
  g_assert_false (pp_rule_set_check_condition (shared_rules (), wide->str, &error));
  g_assert_error (error, PP_RULES_ERROR, PP_RULES_ERROR_LIMIT);
}

/* --- What conditions mean ----------------------------------------------------------------------- */

/* A flow about which this is known:
 *   encrypted yes, signed no, validatesCert not stated; auth none, protocol not stated, operation write;
 *   sensitivity 2, tlsVersion not stated; data pii and code; it goes from an actor to a process that has
 *   two other inflows, one of them encrypted and one of which nothing is known. */
static const char model_text[] =
  "{\"a\":{\"kind\":\"actor\",\"name\":\"Login Page\",\"facts\":{\"human\":{\"value\":true,\"source\":\"person\"}}},"
  "\"p\":{\"kind\":\"process\",\"name\":\"Service\",\"facts\":{\"criticality\":{\"value\":3,\"source\":\"person\"}}},"
  "\"q\":{\"kind\":\"process\",\"name\":\"Other\"}}";
static const char flow_text[] =
  "{\"f\":{\"kind\":\"data-flow\",\"name\":\"f\",\"source\":\"a\",\"target\":\"p\",\"facts\":{"
  "\"encrypted\":{\"value\":true,\"source\":\"person\"},\"signed\":{\"value\":false,\"source\":\"person\"},"
  "\"auth\":{\"value\":\"none\",\"source\":\"person\"},\"operation\":{\"value\":\"Write\",\"source\":\"person\"},"
  "\"sensitivity\":{\"value\":2,\"source\":\"person\"},"
  "\"data\":{\"value\":[\"pii\",\"code\"],\"source\":\"person\"}}},"
  "\"g\":{\"kind\":\"data-flow\",\"name\":\"g\",\"source\":\"q\",\"target\":\"p\",\"facts\":{"
  "\"encrypted\":{\"value\":true,\"source\":\"person\"}}},"
  "\"h\":{\"kind\":\"data-flow\",\"name\":\"h\",\"source\":\"q\",\"target\":\"p\"},"
  "\"x\":{\"kind\":\"attack\",\"name\":\"x\",\"source\":\"a\",\"target\":\"p\"}}";

static void
add_records (PpModel      *model,
             PpRecordType  type,
             const char   *text)
{
  g_autoptr (JsonNode) node = pp_json_parse (text, strlen (text), NULL, NULL);
  JsonObjectIter iter;
  const char *id;
  JsonNode *record;

  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &id, &record))
    g_assert_true (pp_model_add_record (model, type, id, record, NULL));
}

static const struct {
  const char *on;
  const char *condition;
  PpTruth     answer;
} answers[] = {
  { "f", "encrypted", PP_TRUTH_YES },
  { "f", "not encrypted", PP_TRUTH_NO },
  { "f", "signed", PP_TRUTH_NO },
  { "f", "validatesCert", PP_TRUTH_UNKNOWN },
  { "f", "not validatesCert", PP_TRUTH_UNKNOWN },
  /* Kleene */
  { "f", "encrypted and validatesCert", PP_TRUTH_UNKNOWN },
  { "f", "signed and validatesCert", PP_TRUTH_NO },
  { "f", "validatesCert and signed", PP_TRUTH_NO },
  { "f", "encrypted or validatesCert", PP_TRUTH_YES },
  { "f", "validatesCert or encrypted", PP_TRUTH_YES },
  { "f", "signed or validatesCert", PP_TRUTH_UNKNOWN },
  { "f", "not (signed or validatesCert)", PP_TRUTH_UNKNOWN },
  { "f", "signed or encrypted and not signed", PP_TRUTH_YES },
  /* words */
  { "f", "auth == none", PP_TRUTH_YES },
  { "f", "auth != none", PP_TRUTH_NO },
  { "f", "operation == write", PP_TRUTH_YES },
  { "f", "operation in [read, WRITE]", PP_TRUTH_YES },
  { "f", "protocol == https", PP_TRUTH_NO },
  { "f", "protocol != https", PP_TRUTH_YES },
  { "f", "protocol in [https, http]", PP_TRUTH_NO },
  { "f", "auth < none", PP_TRUTH_NO },
  { "f", "name == F", PP_TRUTH_YES },
  { "a", "name == \"login page\"", PP_TRUTH_YES },
  { "a", "name matches \"^log.?in\\\\b\"", PP_TRUTH_YES },
  { "a", "name matches \"^page\"", PP_TRUTH_NO },
  /* numbers */
  { "f", "sensitivity >= 2", PP_TRUTH_YES },
  { "f", "sensitivity > 2", PP_TRUTH_NO },
  { "f", "tlsVersion < 1.2", PP_TRUTH_UNKNOWN },
  { "f", "tlsVersion != 1.2", PP_TRUTH_UNKNOWN },
  { "f", "sensitivity + 1 == 3", PP_TRUTH_YES },
  { "f", "2 * sensitivity - 1 == 3", PP_TRUTH_YES },
  { "f", "1 + 2 * 3 == 7", PP_TRUTH_YES },
  { "f", "sensitivity + tlsVersion >= 0", PP_TRUTH_UNKNOWN },
  { "f", "max(sensitivity, tlsVersion) == 2", PP_TRUTH_YES },
  { "f", "min(3, sensitivity, tlsVersion) == 2", PP_TRUTH_YES },
  { "f", "max(tlsVersion) > 0", PP_TRUTH_UNKNOWN },
  { "f", "if(encrypted, 1, 2) == 1", PP_TRUTH_YES },
  { "f", "if(validatesCert, 1, 2) == 2", PP_TRUTH_YES },
  { "f", "encrypted == true", PP_TRUTH_YES },
  { "f", "validatesCert == true", PP_TRUTH_UNKNOWN },
  { "f", "signed != true", PP_TRUTH_YES },
  /* lists */
  { "f", "data has pii", PP_TRUTH_YES },
  { "f", "data has [payment, code]", PP_TRUTH_YES },
  { "f", "data has payment", PP_TRUTH_NO },
  { "f", "returns has pii", PP_TRUTH_NO },
  { "f", "auth has none", PP_TRUTH_NO },
  { "f", "data >= 1", PP_TRUTH_NO },
  /* silence */
  { "f", "missing(signed)", PP_TRUTH_YES },
  { "f", "missing(validatesCert)", PP_TRUTH_YES },
  { "f", "missing(auth)", PP_TRUTH_YES },
  { "f", "missing(edge)", PP_TRUTH_YES },
  { "f", "missing(encrypted)", PP_TRUTH_NO },
  { "f", "missing(sensitivity)", PP_TRUTH_NO },
  { "f", "known(signed)", PP_TRUTH_YES },
  { "f", "known(validatesCert)", PP_TRUTH_NO },
  /* what means nothing for a class is false */
  { "p", "mfa", PP_TRUTH_NO },
  { "p", "not mfa", PP_TRUTH_YES },
  { "p", "mfa >= 1", PP_TRUTH_NO },
  /* ways */
  { "f", "source.kind == actor and target.kind == process", PP_TRUTH_YES },
  { "f", "source.human and target.criticality == 3", PP_TRUTH_YES },
  { "f", "zone.type == vpc", PP_TRUTH_NO },
  { "f", "known(zone.type)", PP_TRUTH_NO },
  { "p", "source.human", PP_TRUTH_UNKNOWN },
  /* sets: drawn attacks are not among them */
  { "p", "count(inflows) == 3", PP_TRUTH_YES },
  { "p", "count(inflows, it.encrypted) == 2", PP_TRUTH_YES },
  { "p", "any(inflows, it.encrypted)", PP_TRUTH_YES },
  { "p", "any(inflows, it.signed)", PP_TRUTH_UNKNOWN },
  { "p", "any(inflows, it.source.human)", PP_TRUTH_YES },
  { "p", "any(outflows, it.encrypted)", PP_TRUTH_NO },
  { "p", "any(inflows)", PP_TRUTH_YES },
  { "p", "any(outflows)", PP_TRUTH_NO },
  { "p", "all(inflows, it.encrypted)", PP_TRUTH_UNKNOWN },
  { "p", "all(inflows, it.auth == none)", PP_TRUTH_NO },
  { "p", "all(outflows, it.encrypted)", PP_TRUTH_YES },
  { "p", "none(inflows, it.encrypted)", PP_TRUTH_NO },
  { "p", "none(inflows, it.signed)", PP_TRUTH_UNKNOWN },
  { "p", "none(inflows, it.operation == admin)", PP_TRUTH_YES },
  { "p", "count(neighbours) == 2", PP_TRUTH_YES },
  { "p", "any(flows, it.source.kind == actor)", PP_TRUTH_YES },
  { "x", "edge == attack", PP_TRUTH_YES },
};

static void
test_answers (void)
{
  g_autoptr (PpModel) model = pp_model_new ("m");
  PpSubjects *subjects = NULL;

  add_records (model, PP_RECORD_NODE, model_text);
  add_records (model, PP_RECORD_EDGE, flow_text);
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (PpRuleSet) rules = pp_rule_set_new_default ();
      g_autoptr (GError) error = NULL;
      g_autoptr (PpRuleCode) code = _pp_rule_code_compile (answers[i].condition, rules->vocabulary,
                                                           rules->words, NULL, &error);
      PpRuleEvaluation evaluation = { 0 };

      g_assert_no_error (error);
      subjects = _pp_subjects_new (model, pp_kinds_get_default (), rules, FALSE);
      _pp_subjects_build_step (subjects, G_MAXINT64);
      evaluation.subjects = subjects;
      evaluation.tried = _pp_subjects_find (subjects, answers[i].on);
      g_test_message ("%s", answers[i].condition);
      g_assert_cmpint (_pp_rule_evaluate (&evaluation, code), ==, answers[i].answer);
      _pp_subjects_free (subjects);
    }
}

/* A path that is asked for is unknown among words too. */
static void
test_ask (void)
{
  static const char * const ask[] = { "protocol", NULL };
  g_autoptr (PpRuleSet) rules = pp_rule_set_new_default ();
  g_autoptr (PpRuleCode) code = _pp_rule_code_compile ("protocol == https", rules->vocabulary, rules->words, ask,
                                                       NULL);
  g_autoptr (PpRuleCode) list = _pp_rule_code_compile ("protocol in [https]", rules->vocabulary, rules->words,
                                                       ask, NULL);
  g_autoptr (PpModel) model = pp_model_new ("m");
  PpRuleEvaluation evaluation = { 0 };
  PpSubjects *subjects;

  add_records (model, PP_RECORD_NODE, model_text);
  add_records (model, PP_RECORD_EDGE, flow_text);
  subjects = _pp_subjects_new (model, pp_kinds_get_default (), rules, FALSE);
  _pp_subjects_build_step (subjects, G_MAXINT64);
  evaluation.subjects = subjects;
  evaluation.tried = _pp_subjects_find (subjects, "f");
  g_assert_cmpint (_pp_rule_evaluate (&evaluation, code), ==, PP_TRUTH_UNKNOWN);
  g_assert_cmpint (_pp_rule_evaluate (&evaluation, list), ==, PP_TRUTH_UNKNOWN);
  _pp_subjects_free (subjects);
}

/* --- Files -------------------------------------------------------------------------------------- */

#define RULE \
  "{\"id\":\"X-1\",\"pack\":\"x\",\"applies\":\"flow\",\"category\":{\"STRIDE\":\"I\"},\"weakness\":\"w\"," \
  "\"when\":\"encrypted\",\"title\":\"t\",\"likelihood\":\"1\",\"impact\":2}"
/* A good rule but for one member of it. */
#define RULE_WITH(id, applies, category, title, more) \
  "{\"id\":\"" id "\",\"pack\":\"x\",\"applies\":\"" applies "\",\"category\":{" category "},\"weakness\":\"w\"," \
  "\"when\":\"encrypted\",\"title\":\"" title "\",\"likelihood\":\"1\",\"impact\":2" more "}"
#define STRIDE_I "\"STRIDE\":\"I\""
#define FILE_OF(members) "{\"format\":\"parapet-rules\",\"version\":1,\"language\":1," members "}"

static const struct {
  const char *text;
  const char *message;   /* a pattern, or NULL where the file is good */
} files[] = {
  { FILE_OF ("\"rules\":[" RULE "]"), NULL },
  { FILE_OF ("\"vocabulary\":{\"flow\":[\"colour\"]},\"rules\":[]"), NULL },
  { "[]", "/: *object" },
  { "{}", "/format: *" },
  { "{\"format\":\"parapet-rules\",\"version\":2}", "/version: *" },
  { "{", "1:2: *" },
  { FILE_OF ("\"rule\":[]"), "/rule: this is no member*" },
  { FILE_OF ("\"rules\":{}"), "/rules: this must be a list" },
  { FILE_OF ("\"rules\":[3]"), "/rules/0: a rule must be an object" },
  { FILE_OF ("\"rules\":[{}]"), "/rules/0: “id” is missing" },
  { FILE_OF ("\"rules\":[{\"id\":\"X-1\",\"wehn\":\"encrypted\"}]"), "/rules/0 (X-1): “wehn” is no member*" },
  { FILE_OF ("\"rules\":[{\"id\":\"X-1\",\"applies\":\"thing\"}]"), "/rules/0 (X-1): “applies” must be *" },
  { FILE_OF ("\"rules\":[{\"id\":\"X-1\",\"applies\":\"store\",\"at\":\"target\"}]"),
    "/rules/0 (X-1): “at” is for rules that apply to flows" },
  { FILE_OF ("\"rules\":[{\"id\":\"X-1\",\"applies\":\"store\"}]"), "/rules/0 (X-1): “category” must *" },
  { FILE_OF ("\"rules\":[" RULE "," RULE "]"), "/rules/1: there is another rule “X-1”" },
  { FILE_OF ("\"rules\":[{\"id\":\"X-1\",\"pack\":\"x\",\"applies\":\"flow\",\"category\":{\"STRIDE\":\"I\"},"
             "\"weakness\":\"w\",\"when\":\"encrypted and colour\",\"title\":\"t\",\"likelihood\":\"1\","
             "\"impact\":\"2\"}]"), "/rules/0 (X-1): when, column 15: “colour” is not in the vocabulary" },
  { FILE_OF ("\"rules\":[{\"id\":\"X-1\",\"pack\":\"x\",\"applies\":\"flow\",\"category\":{\"STRIDE\":\"I\"},"
             "\"weakness\":\"w\",\"when\":\"encrypted\",\"title\":\"t\",\"likelihood\":\"1 +\","
             "\"impact\":\"2\"}]"), "/rules/0 (X-1): likelihood, column 4: *" },
  { FILE_OF ("\"rules\":[{\"id\":\"X-1\",\"pack\":\"x\",\"applies\":\"flow\",\"category\":{\"STRIDE\":\"I\"},"
             "\"weakness\":\"w\",\"when\":\"encrypted\",\"title\":\"t\",\"likelihood\":\"1\","
             "\"impact\":\"2\",\"supersedes\":[\"X-2\"]}]"), "/rules/0 (X-1): there is no rule “X-2”*" },
  { FILE_OF ("\"rules\":[" RULE_WITH ("X-1", "flow", "\"STRIDE\":\"Z\"", "t", "") "]"),
    "/rules/0 (X-1): “category” has “Z”, which is no category of STRIDE" },
  { FILE_OF ("\"rules\":[" RULE_WITH ("X-1", "flow", "\"STRIDE\":\"Tampering\"", "t", "") "]"),
    "/rules/0 (X-1): “category” has “Tampering”*" },
  { FILE_OF ("\"rules\":[" RULE_WITH ("X-1", "flow", STRIDE_I ",\"LINDDUN\":\"spoofing\"", "t", "") "]"),
    "/rules/0 (X-1): “category” has “spoofing”, which is no category of LINDDUN" },
  { FILE_OF ("\"rules\":[" RULE_WITH ("X-1", "flow", "\"STRIED\":\"I\"", "t", "") "]"),
    "/rules/0 (X-1): “category” has “STRIED”, but methods are *" },
  { FILE_OF ("\"rules\":[" RULE_WITH ("X-1", "flow", "\"STRIDE\":\"@attack\",\"CIA\":\"integrity\","
                                      "\"CIADIE\":\"ephemeral\",\"LINDDUN\":\"disclosureOfInformation\","
                                      "\"PLOT4ai\":\"identifiabilityLinkability\"", "t", "") "]"), NULL },
  { FILE_OF ("\"rules\":[" RULE_WITH ("X-1", "flow", STRIDE_I, "{name} to {nobody}", "") "]"),
    "/rules/0 (X-1): “title” has {nobody}, which stands for nothing here" },
  { FILE_OF ("\"rules\":[" RULE_WITH ("X-1", "store", STRIDE_I, "{source.name}", "") "]"),
    "/rules/0 (X-1): “title” has {source.name}, which *" },
  { FILE_OF ("\"rules\":[" RULE_WITH ("X-1", "flow", STRIDE_I, "{source.name} { {} {target.name}", "") "]"), NULL },
  { FILE_OF ("\"rules\":[" RULE_WITH ("X-1", "flow", STRIDE_I, "t", ",\"ask\":[\"auth\",\"colour\"]") "]"),
    "/rules/0 (X-1): “ask” has “colour”, which is not in the vocabulary" },
  { FILE_OF ("\"rules\":[" RULE_WITH ("X-1", "flow", STRIDE_I, "t", ",\"ask\":[\"source.auth\"]") "]"), NULL },
  { FILE_OF ("\"rules\":[" RULE_WITH ("X-1", "flow", STRIDE_I, "t", ",\"supersedes\":[\"X-1\"]") "]"),
    "/rules/0 (X-1): “supersedes” comes back to the rule itself*" },
  { FILE_OF ("\"rules\":[" RULE_WITH ("X-1", "flow", STRIDE_I, "t", "") ","
             RULE_WITH ("X-2", "flow", STRIDE_I, "t", ",\"supersedes\":[\"X-1\",\"X-3\"]") ","
             RULE_WITH ("X-3", "flow", STRIDE_I, "t", ",\"supersedes\":[\"X-1\",\"X-2\"]") "]"),
    "/rules/1 (X-2): “supersedes” comes back to the rule itself*" },
  { FILE_OF ("\"rules\":[" RULE_WITH ("X-1", "flow", STRIDE_I, "t", ",\"supersedes\":[\"X-2\",\"X-3\"]") ","
             RULE_WITH ("X-2", "flow", STRIDE_I, "t", ",\"supersedes\":[\"X-3\"]") ","
             RULE_WITH ("X-3", "flow", STRIDE_I, "t", "") "]"), NULL },
  { FILE_OF ("\"packs\":{\"x\":5}"), "/packs/x: this must be a text" },
  { FILE_OF ("\"packs\":{\"x\":1e999}"), "/packs/x: this must be a text" },
  { FILE_OF ("\"sensitivity\":{\"gold\":4}"), "/sensitivity/gold: this must be 0, 1, 2 or 3" },
  { FILE_OF ("\"sensitivity\":{\"gold\":\"high\"}"), "/sensitivity/gold: *" },
  { FILE_OF ("\"tacticStride\":{\"impact\":\"X\"}"), "/tacticStride/impact: this must be a letter of STRIDE" },
  { FILE_OF ("\"mitigations\":{\"tls\":[5]}"), "/mitigations/tls: this must be a list of texts" },
  { FILE_OF ("\"questions\":{\"colour\":\"Which?\"}"), "/questions/colour: “colour” is not in the vocabulary" },
  { FILE_OF ("\"questions\":{\"auth\":5}"), "/questions/auth: this must be a text" },
  { FILE_OF ("\"remedies\":{\"auth\":\"mtls\"}"), "/remedies/auth: this must be a list of values" },
  { FILE_OF ("\"spellings\":{\"auth\":5}"), "/spellings/auth: this must be an object of values" },
  { FILE_OF ("\"spellings\":{\"auth\":\"data\"}"), "/spellings/auth: this must be an object of values" },
  { FILE_OF ("\"alone\":[\"code\"]"), "/alone: this must be an object" },
  { FILE_OF ("\"alone\":{\"data\":\"code\"}"), "/alone/data: this must be a list of texts" },
  { FILE_OF ("\"alone\":{\"colour\":[\"red\"]}"), "/alone/colour: “colour” is not in the vocabulary" },
  { FILE_OF ("\"encryptedProtocols\":[5]"), "/encryptedProtocols: this must be a list of texts" },
  { FILE_OF ("\"sensitivity\":{\"gold\":3},\"remedies\":{\"auth\":[\"mtls\",true],\"data\":[[\"public\"]]}"),
    NULL },
  { FILE_OF ("\"vocabulary\":{\"planet\":[\"colour\"]}"), "/vocabulary/planet: *" },
  { FILE_OF ("\"vocabulary\":{\"flow\":[\"two words\"]}"), "/vocabulary/flow: item 1 is no name" },
  { FILE_OF ("\"controls\":[\"colour\"]"), "/controls: item 1 is not in the vocabulary" },
  { FILE_OF ("\"infer\":[{\"kinds\":[\"flow\"],\"name\":\"(\",\"set\":{}}]"), "/infer/0: *" },
  { FILE_OF ("\"infer\":[{\"kinds\":[\"flow\"],\"name\":\"x\",\"set\":{\"colour\":1}}]"),
    "/infer/0: “colour” is not in the vocabulary" },
};

static void
test_files (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (PpRuleSet) rules = pp_rule_set_new_default ();
      guint n_rules = pp_rule_set_get_n_rules (rules);
      g_autoptr (GBytes) bytes = g_bytes_new_static (files[i].text, strlen (files[i].text));
      g_autoptr (GError) error = NULL;
      gboolean loaded = pp_rule_set_load (rules, bytes, &error);

      g_test_message ("%s", error != NULL ? error->message : "loaded");
      g_assert_true (loaded == (files[i].message == NULL));
      if (files[i].message == NULL)
        continue;
      g_assert_true (g_pattern_match_simple (files[i].message, error->message));
      g_assert_cmpuint (pp_rule_set_get_n_rules (rules), ==, n_rules);
      g_assert_false (pp_rule_set_check_condition (rules, "colour", NULL));
    }
}

/* A name that a file brings along may be used in it, and afterwards. */
static void
test_own_names (void)
{
  static const char text[] = FILE_OF ("\"vocabulary\":{\"flow\":[\"colour\"]},\"rules\":[]");
  g_autoptr (PpRuleSet) rules = pp_rule_set_new_default ();
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));

  g_assert_false (pp_rule_set_check_condition (rules, "colour == red", NULL));
  g_assert_true (pp_rule_set_load (rules, bytes, NULL));
  g_assert_true (pp_rule_set_check_condition (rules, "colour == red", NULL));
}

/* --- What is shipped ---------------------------------------------------------------------------- */

static void
test_shipped (void)
{
  PpRuleSet *rules = shared_rules ();

  g_assert_cmpuint (pp_rule_set_get_n_rules (rules), >=, 145);
  g_assert_true (g_strv_contains (pp_rule_set_get_packs (rules), "core"));
  g_assert_cmpstr (pp_rule_set_get_pack_label (rules, "ai"), ==, "AI agents and MCP");
  for (guint i = 0; i < pp_rule_set_get_n_rules (rules); i++)
    {
      const PpRule *rule = pp_rule_set_get_rule (rules, i);
      const PpCompiledRule *compiled = (const PpCompiledRule *) rule;

      g_assert_true (pp_rule_set_find_rule (rules, rule->id) == rule);
      g_assert_cmpuint (g_strv_length (rule->supersedes), ==, compiled->silenced->len);
      for (guint j = 0; rule->mitigations[j] != NULL; j++)
        g_assert_nonnull (pp_rule_set_get_mitigation (rules, rule->mitigations[j]));
    }
}

/* Whether a property of the condition is read as bad when it is there: outside of missing() and known()
 * and under an even number of negations. */
static gboolean
is_wanted (const PpRuleCode *code,
           guint             index,
           gboolean          negated,
           guint             property)
{
  const PpRuleNode *node = &code->nodes[index];

  switch (node->op)
    {
    case PP_RULE_OP_PATH:
      return node->property == property && !negated;
    case PP_RULE_OP_MISSING:
      return node->property == property && negated;
    case PP_RULE_OP_NOT:
    case PP_RULE_OP_NONE:
      return is_wanted (code, index - 1, !negated, property);
    case PP_RULE_OP_AND:
    case PP_RULE_OP_OR:
    case PP_RULE_OP_COMPARE:
      return is_wanted (code, node->left, negated, property) || is_wanted (code, index - 1, negated, property);
    case PP_RULE_OP_ANY:
    case PP_RULE_OP_ALL:
    case PP_RULE_OP_COUNT:
    case PP_RULE_OP_IN:
    case PP_RULE_OP_HAS:
      return is_wanted (code, index - 1, negated, property);
    default:
      return FALSE;
    }
}

/* What is listed as a control can only close a threat: no rule fires because one is in place. */
static void
test_controls_only_help (void)
{
  PpRuleSet *rules = shared_rules ();

  for (guint p = 0; p < _pp_vocabulary_count (rules->vocabulary); p++)
    for (guint i = 0; _pp_vocabulary_is_control (rules->vocabulary, p) && i < rules->rules->len; i++)
      {
        const PpRuleCode *code = _pp_rule_set_rule (rules, i)->condition;

        if (is_wanted (code, code->n_nodes - 1, FALSE, p))
          g_error ("%s fires because of %s", _pp_rule_set_rule (rules, i)->public.id,
                   _pp_vocabulary_get_name (rules->vocabulary, p));
      }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/analysis/rules/faults", test_faults);
  g_test_add_func ("/analysis/rules/worded", test_worded);
  g_test_add_func ("/analysis/rules/worded-files", test_worded_files);
  g_test_add_func ("/analysis/rules/not-worded", test_not_worded);
  g_test_add_func ("/analysis/rules/limits", test_limits);
  g_test_add_func ("/analysis/rules/answers", test_answers);
  g_test_add_func ("/analysis/rules/ask", test_ask);
  g_test_add_func ("/analysis/rules/files", test_files);
  g_test_add_func ("/analysis/rules/own-names", test_own_names);
  g_test_add_func ("/analysis/rules/shipped", test_shipped);
  g_test_add_func ("/analysis/rules/controls-only-help", test_controls_only_help);
  return g_test_run ();
}
