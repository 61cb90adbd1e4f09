/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "pp-json.h"
#include "pp-resolve.h"
#include "pp-test-api.h"
#include "pp-test.h"

/* Who may ask what, and what nobody learns who may not. */

#define MODEL(organisation, label) "00000000-0000-4000-b000-0000000000" #organisation #label
#define NOWHERE "11111111-1111-4111-8111-111111111111"

typedef PpTestApi Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  pp_test_api_open (self, data);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  pp_test_api_close (self);
}

/* --- documents for every field that can be asked at the top --- */

/* What stands for an argument that must be given; identifiers are @id. */
static char *
make_argument (const char *name,
               JsonObject *type,
               const char *id)
{
  const char *kind = json_object_get_string_member (type, "kind");
  const char *type_name = pp_json_get_string (type, "name", "");

  if (strcmp (kind, "NON_NULL") == 0)
    return make_argument (name, json_object_get_object_member (type, "ofType"), id);
  if (strcmp (kind, "LIST") == 0)
    return g_strdup ("[]");
  if (strcmp (type_name, "ID") == 0)
    return g_strdup_printf ("\"%s\"", id);
  if (strcmp (type_name, "Int") == 0)
    return g_strdup ("1");
  if (strcmp (type_name, "ModelInput") == 0)
    return g_strdup ("{ title: \"x\", marks: [] }");
  if (strcmp (type_name, "NodeInput") == 0)
    return g_strdup ("{ kind: PROCESS, name: \"x\" }");
  if (strcmp (type_name, "EdgeInput") == 0)
    return g_strdup_printf ("{ kind: DATA_FLOW, sourceId: \"%s\", targetId: \"%s\" }", id, id);
  if (strcmp (type_name, "LayoutInput") == 0)
    return g_strdup ("{ title: \"x\", viewport: {}, placements: {} }");
  if (strcmp (type_name, "ReviewState") == 0)
    return g_strdup ("APPROVED");
  if (strcmp (type_name, "String") == 0)
    return g_strdup ("\"x\"");
  g_error ("the test knows no value of the type %s, of the argument %s", type_name, name);
}

static char *
make_document (const char *operation,
               JsonObject *field,
               const char *id)
{
  JsonArray *arguments = json_object_get_array_member (field, "args");
  const char *name = json_object_get_string_member (field, "name");
  g_autoptr (GString) text = g_string_new (NULL);
  JsonObject *type = json_object_get_object_member (field, "type");

  for (guint i = 0; i < json_array_get_length (arguments); i++)
    {
      JsonObject *argument = json_array_get_object_element (arguments, i);
      JsonObject *argument_type = json_object_get_object_member (argument, "type");
      g_autofree char *value = NULL;

      if (strcmp (json_object_get_string_member (argument_type, "kind"), "NON_NULL") != 0)
        continue;
      value = make_argument (json_object_get_string_member (argument, "name"), argument_type, id);
      g_string_append_printf (text, "%s%s: %s", text->len > 0 ? ", " : "(",
                              json_object_get_string_member (argument, "name"), value);
    }
  if (text->len > 0)
    g_string_append_c (text, ')');
  while (pp_json_get_object (type, "ofType") != NULL)
    type = pp_json_get_object (type, "ofType");

  return g_strdup_printf ("%s { %s%s %s }", operation, name, text->str,
                          strcmp (json_object_get_string_member (type, "kind"), "SCALAR") == 0 ? "" : "{ __typename }");
}

typedef struct {
  char *operation;
  char *name;
  JsonObject *field;
} Root;

static void
free_root (Root *root)
{
  g_free (root->operation);
  g_free (root->name);
  json_object_unref (root->field);
  g_free (root);
}

#define TYPE "{ kind name ofType { kind name ofType { kind name ofType { kind name } } } }"

static void
add_roots (Fixture    *self,
           PpCaller   *caller,
           const char *operation,
           const char *type,
           GPtrArray  *roots)
{
  g_autofree char *document =
    g_strdup_printf ("{ __type(name: \"%s\") { fields { name args { name type " TYPE " } type " TYPE " } } }", type);
  g_autofree char *answer = pp_test_api_ask (self, caller, document, NULL);
  g_autoptr (JsonNode) node = json_from_string (answer, NULL);
  JsonObject *object = pp_json_get_object (pp_json_get_object (json_node_get_object (node), "data"), "__type");
  JsonArray *fields = json_object_get_array_member (object, "fields");

  for (guint i = 0; i < json_array_get_length (fields); i++)
    {
      Root *root = g_new (Root, 1);

      root->operation = g_strdup (operation);
      root->field = json_object_ref (json_array_get_object_element (fields, i));
      root->name = g_strdup (json_object_get_string_member (root->field, "name"));
      g_ptr_array_add (roots, root);
    }
}

static GPtrArray *
list_roots (Fixture  *self,
            PpCaller *caller)
{
  GPtrArray *roots = g_ptr_array_new_with_free_func ((GDestroyNotify) free_root);

  add_roots (self, caller, "query", "Query", roots);
  add_roots (self, caller, "mutation", "Mutation", roots);
  g_assert_cmpuint (roots->len, >=, 23);

  return roots;
}

/* --- roles --- */

static const struct {
  char letter;
  PpRoles role;
} roles[] = {
  { 'v', PP_ROLE_VIEWER },
  { 'r', PP_ROLE_REVIEWER },
  { 'a', PP_ROLE_ARCHITECT },
  { 'c', PP_ROLE_CLASSIFIER },
  { 'A', PP_ROLE_ADMIN },
  { 's', PP_ROLE_SERVICE },
  { '-', 0 },
};

/* Which roles may ask for each field at the top; a field that is not here fails the test. */
static const struct {
  const char *field;
  const char *letters;
} matrix[] = {
  { "viewer", "vracAs-" },
  { "organisation", "vracAs-" },
  { "model", "vracAs" },
  { "models", "vracAs" },
  { "createModel", "aAs" },
  { "updateModel", "aAs" },
  { "deleteModel", "aA" },
  { "createNode", "aAs" },
  { "updateNode", "aAs" },
  { "deleteNode", "aAs" },
  { "createEdge", "aAs" },
  { "updateEdge", "aAs" },
  { "deleteEdge", "aAs" },
  { "applyChanges", "aAs" },
  { "restoreRevision", "aA" },
  { "labelRevision", "aA" },
  { "setMarks", "acA" },
  { "saveLayout", "aAs" },
  { "deleteLayout", "aAs" },
  { "addComment", "raA" },
  { "resolveComment", "raA" },
  { "requestReview", "aA" },
  { "review", "raA" },
  { "announce", "vracAs" },
};

static const char *
find_letters (const char *field)
{
  for (guint i = 0; i < G_N_ELEMENTS (matrix); i++)
    if (strcmp (matrix[i].field, field) == 0)
      return matrix[i].letters;
  g_error ("the matrix has no line for %s", field);
}

/* A01: each role and each field at the top, asked for. */
static void
test_matrix (Fixture       *self,
             gconstpointer  data)
{
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      g_autofree char *subject = g_strdup_printf ("with-%c", roles[i].letter);
      g_autoptr (PpCaller) caller = pp_test_api_call_as (self, subject, 1, roles[i].role, NULL);
      g_autoptr (GPtrArray) roots = list_roots (self, caller);

      for (guint j = 0; j < roots->len; j++)
        {
          Root *root = g_ptr_array_index (roots, j);
          g_autofree char *document = make_document (root->operation, root->field, NOWHERE);
          g_autofree char *answer = pp_test_api_ask (self, caller, document, NULL);
          gboolean is_allowed = strchr (find_letters (root->name), roles[i].letter) != NULL;

          g_test_message ("%c %s: %s", roles[i].letter, document, answer);
          g_assert_cmpint (strstr (answer, "\"code\":\"FORBIDDEN\"") == NULL, ==, is_allowed);
          pp_assert_lacks (answer, "INTERNAL");
        }
    }
}

/* A01: all fields have their line, and somebody may ask for each. */
static void
check_field (const char *type,
             const char *field,
             gpointer    user_data)
{
  Fixture *self = user_data;
  guint n_roles = 0;

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    n_roles += pp_api_allows (self->api, type, field, roles[i].role);
  g_test_message ("%s.%s: %u", type, field, n_roles);
  g_assert_cmpuint (n_roles, >, 0);
  if (strcmp (type, "Mutation") == 0)
    {
      g_assert_false (pp_api_allows (self->api, type, field, 0));
      /* What announce says is kept nowhere. */
      g_assert_true (strcmp (field, "announce") == 0 || !pp_api_allows (self->api, type, field, PP_ROLE_VIEWER));
    }
}

static void
test_covered (Fixture       *self,
              gconstpointer  data)
{
  gql_schema_foreach_field (pp_api_get_schema (self->api), check_field, self);
  g_assert_false (pp_api_allows (self->api, "Query", "everything", 63));
}

/* A02: what is elsewhere, or above the clearance, is answered as what is nowhere, to the byte. */
static void
test_hidden (Fixture       *self,
             gconstpointer  data)
{
  static const char * const hidden[] = { MODEL (1, 2), MODEL (1, 3), MODEL (2, 1) };
  g_autoptr (PpCaller) caller = pp_test_api_call_as (self, "low", 1, 63, NULL);
  g_autoptr (GPtrArray) roots = list_roots (self, caller);

  for (guint i = 0; i < roots->len; i++)
    {
      Root *root = g_ptr_array_index (roots, i);
      g_autofree char *document = make_document (root->operation, root->field, NOWHERE);
      g_autofree char *expected = NULL;

      if (strstr (document, NOWHERE) == NULL)
        continue;
      expected = pp_test_api_ask (self, caller, document, NULL);
      for (guint j = 0; j < G_N_ELEMENTS (hidden); j++)
        {
          g_autofree char *other = make_document (root->operation, root->field, hidden[j]);
          g_autofree char *answer = pp_test_api_ask (self, caller, other, NULL);

          g_test_message ("%s", other);
          g_assert_cmpstr (answer, ==, expected);
        }
    }
}

/* --- what is hidden leaves no trace --- */

static const char everything[] =
  "{ viewer { id name roles clearance { scheme level rank caveats } } organisation { id name }"
  "  a: models(first: 2) { nodes { ...Whole } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }"
  "  b: models(first: 1, order: TITLE_ASC) { nodes { id } pageInfo { hasNextPage endCursor } }"
  "  c: models(first: 1, order: TITLE_DESC) { nodes { id } pageInfo { hasNextPage endCursor } }"
  "  d: models(first: 1, order: UPDATED_ASC, search: \"MODEL\") { nodes { id } pageInfo { hasNextPage endCursor } } }"
  "fragment Whole on ThreatModel { id title description marks { level } revision createdAt updatedAt updatedBy { name }"
  "  properties document viewerCan graph { revision nodes { id document } edges { id document source { id } } }"
  "  nodes(first: 1) { nodes { id } pageInfo { hasNextPage endCursor } }"
  "  edges(first: 1, where: {}) { nodes { id } pageInfo { hasNextPage endCursor } }"
  "  layouts { id document } threats(first: 1) { nodes { id document controls { id } } pageInfo { hasNextPage } }"
  "  controls { id document }"
  "  comments(first: 1) { nodes { id body replies { id } author { name } } pageInfo { hasNextPage } }"
  "  reviews { id state reviewer { name } } revisions(first: 1) { nodes { number note by { name } } } }";

/* A07, R13: all that can be asked, before and after much has come that is above the clearance or elsewhere. */
static void
test_no_trace (Fixture       *self,
               gconstpointer  data)
{
  g_autoptr (PpCaller) caller = pp_test_api_call_as (self, "low", 1, PP_ROLE_VIEWER, "{\"tlp\":\"GREEN\"}");
  g_autofree char *before = pp_test_api_ask (self, caller, everything, NULL);
  g_autofree char *after = NULL;

  pp_assert_lacks (before, "errors");
  pp_assert_contains (before, "Model 1");
  pp_test_database_do (&self->base,
    "insert into parapet.model (organisation_id, label_id, title, updated_at, created_at)"
    " select m.organisation_id, m.label_id, 'Model ' || i, now () - i * interval '1 hour', now ()"
    " from parapet.model m, generate_series (-50, 50) i where m.title <> 'Model 1' or m.organisation_id::text like '%2';"
    "insert into parapet.node (organisation_id, model_id, id, label_id, kind)"
    " select organisation_id, id, gen_random_uuid (), label_id, 'host' from parapet.model, generate_series (1, 10)"
    " where title <> 'Model 1'; analyze");
  after = pp_test_api_ask (self, caller, everything, NULL);
  g_assert_cmpstr (after, ==, before);
}

/* R14: what PostgreSQL itself knows of the rows, it does not tell. */
static void
test_statistics (Fixture       *self,
                 gconstpointer  data)
{
  static const PpStatement statement = {
    "statistics", "select (select count (*) from pg_catalog.pg_stats where schemaname = 'parapet')"
                  "   + (select count (*) from pg_catalog.pg_stat_activity where usename <> current_user"
                  "      and query not like '<insufficient%' and query <> '')" };
  g_autoptr (PpBatch) batch = pp_batch_new ();
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GError) error = NULL;

  pp_test_database_do (&self->base, "analyze parapet.model");
  pp_batch_add (batch, &statement);
  results = pp_test_database_run (&self->base, batch, &error);
  g_assert_no_error (error);
  g_assert_cmpint (pp_row_get_integer (g_ptr_array_index (results, 0), 0, 0), ==, 0);
}

/* --- errors --- */

/* What is in the log. */
static GString *logged;

/* G15: what nobody expected is told as words that say nothing, and by a number that the log has too. */
static void
test_internal (Fixture       *self,
               gconstpointer  data)
{
  g_autoptr (PpCaller) caller = pp_test_api_call_as (self, "low", 1, PP_ROLE_VIEWER, NULL);
  g_autofree char *answer = NULL;

  pp_test_database_do (&self->base, "alter table parapet.control rename to renamed");
  g_assert_cmpstr (logged->str, ==, "");
  answer = pp_test_api_ask (self, caller, "{ viewer { name } model(id: \"" MODEL (1, 1) "\") { title controls { id } } }",
                            NULL);
  pp_assert_contains (logged->str, "relation \"parapet.control\" does not exist");
  g_string_truncate (logged, 0);
  pp_assert_contains (answer, "\"path\":[\"model\",\"controls\"]");
  pp_assert_contains (answer, "\"code\":\"INTERNAL\",\"incident\":\"");
  g_assert_true (g_str_has_suffix (answer, "\"data\":{\"viewer\":{\"name\":\"low\"},\"model\":null}}"));
  pp_assert_lacks (answer, "relation");
  pp_assert_lacks (answer, "control\"");
}

/* G25: what takes too long is ended, and told so. */
static void
test_too_long (Fixture       *self,
               gconstpointer  data)
{
  g_autoptr (PpCaller) caller = NULL;
  g_autofree char *answer = NULL;

  pp_test_database_do (&self->base, "alter role parapet_server set statement_timeout = '2s'");
  caller = pp_test_api_call_as (self, "low", 1, PP_ROLE_VIEWER, NULL);
  pp_test_database_do (&self->base, "begin; lock table parapet.control");
  answer = pp_test_api_ask (self, caller, "{ model(id: \"" MODEL (1, 1) "\") { controls { id } } }", NULL);
  pp_test_database_do (&self->base, "rollback; alter role parapet_server set statement_timeout = '5s'");
  pp_assert_contains (answer, "\"code\":\"TIMEOUT\"");
  pp_test_api_expect (self, caller, "{ model(id: \"" MODEL (1, 1) "\") { title } }",
                      "{\"data\":{\"model\":{\"title\":\"Model 1\"}}}");
}

/* A04: a level is one of its scheme, by a name of its own. */
static void
test_levels (Fixture       *self,
             gconstpointer  data)
{
  static const struct {
    const char *mark;
    gboolean is_good;
  } cases[] = {
    { "scheme: TLP, level: \"AMBER\"", TRUE },
    { "scheme: TLP, level: \"WHITE\"", TRUE },
    { "scheme: TLP, level: \"amber\"", FALSE },
    { "scheme: TLP, level: \"Amber\"", FALSE },
    { "scheme: TLP, level: \" AMBER\"", FALSE },
    { "scheme: TLP, level: \"AMBER \"", FALSE },
    { "scheme: TLP, level: \"AMBER \\u0410\"", FALSE },
    { "scheme: TLP, level: \"\\u0410MBER\"", FALSE },
    { "scheme: TLP, level: \"SECRET\"", FALSE },
    { "scheme: NATO, level: \"AMBER\"", FALSE },
    { "scheme: EU, level: \"NATO SECRET\"", FALSE },
    { "scheme: TLP, level: \"\"", FALSE },
    { "scheme: TLP, level: \"3\"", FALSE },
    { "scheme: UK, level: \"SECRET\"", FALSE },
  };
  g_autoptr (PpCaller) caller = pp_test_api_call_as (self, "high", 1, PP_ROLE_ARCHITECT, "{\"tlp\":\"RED\"}");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *document = g_strdup_printf ("mutation { createModel(input: { title: \"x\", marks: [{ %s }] })"
                                                   " { model { title } } }", cases[i].mark);
      g_autofree char *answer = pp_test_api_ask (self, caller, document, NULL);

      g_test_message ("%s: %s", cases[i].mark, answer);
      g_assert_cmpint (strstr (answer, "errors") == NULL, ==, cases[i].is_good);
    }
}

/* A03: who is cleared for a level sees it and those below it, in its scheme alone; where two schemes say something, both
 * must be cleared. */
static void
assert_sees (Fixture    *self,
             const char *clearance,
             const guint levels[PP_N_MARKING_SCHEMES])
{
  static const guint marks[][PP_N_MARKING_SCHEMES] = {
    { 1, 0, 0 }, { 2, 0, 0 }, { 3, 0, 0 }, { 4, 0, 0 }, { 5, 0, 0 }, { 0, 1, 0 }, { 0, 2, 0 }, { 0, 3, 0 }, { 0, 4, 0 },
    { 0, 5, 0 }, { 0, 0, 1 }, { 0, 0, 2 }, { 0, 0, 3 }, { 0, 0, 4 }, { 2, 3, 0 }, { 4, 0, 2 }, { 0, 2, 2 },
  };
  g_autoptr (PpCaller) caller = pp_test_api_call_as (self, "cleared", 1, PP_ROLE_VIEWER, clearance);
  g_autofree char *answer = pp_test_api_ask (self, caller, "{ models(first: 100) { nodes { title } } }", NULL);

  g_test_message ("%s: %s", clearance, answer);
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      const guint *mark = marks[i];
      g_autofree char *title = g_strdup_printf ("\"%u-%u-%u\"", mark[0], mark[1], mark[2]);
      gboolean is_cleared = mark[0] <= levels[0] && mark[1] <= levels[1] && mark[2] <= levels[2];

      g_assert_cmpint (strstr (answer, title) != NULL, ==, is_cleared);
    }
}

static void
test_lattice (Fixture       *self,
              gconstpointer  data)
{
  static const guint both[] = { 2, 3, 0 }, neither[] = { 0, 0, 0 };

  pp_test_database_do (&self->base,
    "insert into parapet.label (organisation_id, tlp, nato, eu)"
    " select o.id, m.a, m.b, m.c from parapet.organisation o, (select i, 0, 0 from generate_series (1, 5) i"
    " union all select 0, i, 0 from generate_series (1, 5) i union all select 0, 0, i from generate_series (1, 4) i"
    " union all values (2, 3, 0), (4, 0, 2), (0, 2, 2)) m (a, b, c) where o.key = 'org-1';"
    "insert into parapet.model (organisation_id, label_id, title) select organisation_id, id,"
    " format ('%s-%s-%s', tlp, nato, eu) from parapet.label where caveats = '{}' and recipients = '{}'");
  for (guint scheme = 0; scheme < PP_N_MARKING_SCHEMES; scheme++)
    {
      const char * const *names = pp_marking_scheme_list_levels (scheme);

      for (guint i = 0; names[i] != NULL; i++)
        {
          g_autofree char *clearance =
            g_strdup_printf ("{\"%s\":\"%s\"}", pp_marking_scheme_get_id (scheme), names[i]);
          guint levels[PP_N_MARKING_SCHEMES] = { 0 };

          levels[scheme] = i + 1;
          assert_sees (self, clearance, levels);
        }
    }
  assert_sees (self, "{\"tlp\":\"GREEN\",\"nato\":\"NATO CONFIDENTIAL\"}", both);
  assert_sees (self, "{}", neither);
}

/* R12: what may run on rows before their policy does has no side effects, tells nothing of them by failing, and is
 * nobody else's. */
static void
test_functions (Fixture       *self,
                gconstpointer  data)
{
  g_autofree char *found = pp_test_database_ask (&self->base,
    "select coalesce (string_agg (p.oid::regprocedure::text, ' '), '') from pg_proc p"
    " join pg_language l on l.oid = p.prolang where p.pronamespace = 'parapet'::regnamespace"
    " and p.prorettype <> 'trigger'::regtype and has_function_privilege ('parapet_server', p.oid, 'execute')"
    " and (p.provolatile = 'v' or p.prosecdef or p.procost < 1"
    "      or (p.proleakproof and (l.lanname <> 'internal' or p.prosrc <> 'jsonb_contains')))");
  g_autofree char *operators = pp_test_database_ask (&self->base,
    "select string_agg (o.oprcode::text, ' ') from pg_operator o where o.oprnamespace = 'parapet'::regnamespace");

  g_assert_cmpstr (found, ==, "");
  g_assert_cmpstr (operators, ==, "parapet.contains");
}

/* L05: the order of the audit is that of its numbers, whatever the clock does. */
static void
test_clock (Fixture       *self,
            gconstpointer  data)
{
  g_autofree char *order = NULL, *broken = NULL;

  pp_test_database_do (&self->base,
    "insert into parapet.audit (organisation_id, at, issuer, subject, action) select o.id, now () + t.by, 'i', 's', t.name"
    " from parapet.organisation o, (values (1, interval '0', 'now'), (2, '-1 year', 'then'), (3, '1 year', 'later'),"
    " (4, '-1 day', 'again')) t (n, by, name) where o.key = 'org-1' order by t.n");
  order = pp_test_database_ask (&self->base,
    "select string_agg (action, ' ' order by sequence) || ' ' || (max (sequence) - min (sequence)) from parapet.audit"
    " where issuer = 'i'");
  broken = pp_test_database_ask (&self->base,
    "select count (*) from parapet.organisation o, parapet.find_broken_audit (o.id)");
  g_assert_cmpstr (order, ==, "now then later again 3");
  g_assert_cmpstr (broken, ==, "0");
}

/* O05: a full disk is told as that and no more; nothing is half done, and it is well once there is room. */
static void
test_full (Fixture       *self,
           gconstpointer  data)
{
  const char *write = "mutation { createNode(modelId: \"" MODEL (1, 1) "\", revision: 1,"
                      " input: { kind: HOST, name: \"x\" }) { model { revision } } }";
  const char *read = "{ model(id: \"" MODEL (1, 1) "\") { revision nodes { nodes { name } }"
                     " revisions { nodes { number } } } }";
  g_autoptr (PpCaller) caller = pp_test_api_call_as (self, "low", 1, PP_ROLE_ARCHITECT, NULL);
  g_autofree char *before = pp_test_api_ask (self, caller, read, NULL);
  g_autofree char *answer = NULL;

  pp_test_database_do (&self->base,
    "create function public.fill () returns trigger language plpgsql as $$ begin"
    " raise exception 'could not extend file \"base/1/2\": No space left on device' using errcode = 'disk_full'; end $$;"
    "create trigger fill before insert on parapet.node for each row execute function public.fill ()");
  answer = pp_test_api_ask (self, caller, write, NULL);
  g_test_message ("%s", answer);
  pp_assert_contains (answer, "\"code\":\"UNAVAILABLE\"");
  pp_assert_lacks (answer, "base/1/2");
  pp_assert_contains (logged->str, "The database says 53100: could not extend file \"base/1/2\": No space left on device");
  g_string_truncate (logged, 0);
  pp_test_api_expect (self, caller, read, before);
  pp_test_database_do (&self->base, "drop trigger fill on parapet.node");
  pp_test_api_expect (self, caller, write, "{\"data\":{\"createNode\":{\"model\":{\"revision\":2}}}}");
}

#define ADD(path, function) g_test_add ("/access/" path, Fixture, NULL, set_up, function, tear_down)

static void
add_tests (void)
{
  ADD ("A01-matrix", test_matrix);
  ADD ("A01-covered", test_covered);
  ADD ("A02-hidden", test_hidden);
  ADD ("A03-lattice", test_lattice);
  ADD ("A04-levels", test_levels);
  ADD ("A07-R13-no-trace", test_no_trace);
  ADD ("R12-functions", test_functions);
  ADD ("R14-statistics", test_statistics);
  ADD ("L05-clock", test_clock);
  ADD ("O05-full", test_full);
  ADD ("G15-H14-internal", test_internal);
  ADD ("G25-too-long", test_too_long);
}

int
main (int   argc,
      char *argv[])
{
  int result;

  logged = pp_test_api_keep_log ();
  result = pp_test_cluster_run (&argc, &argv, add_tests);
  g_assert_cmpstr (logged->str, ==, "");

  return result;
}
