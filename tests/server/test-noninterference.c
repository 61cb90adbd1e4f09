/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "pp-json.h"
#include "pp-resolve.h"
#include "pp-test-live.h"

/* Two servers that differ only in what stands above somebody's clearance, and in what is of others, tell her the same,
 * to the byte: whatever the schema lets her ask. The requests are made from the schema, so that a field that comes is
 * asked for too, and a type of argument of which the test knows no value fails it. */

#define MODEL(organisation, label) "00000000-0000-4000-b000-0000000000" #organisation #label
#define NODE(organisation, label) "00000000-0000-4000-b001-0000000000" #organisation #label
#define LABEL(organisation, label) "00000000-0000-4000-9000-0000000000" #organisation #label
#define ORGANISATION_1 "00000000-0000-4000-8000-000000000001"
#define PERSON_1 "00000000-0000-4000-a000-000000000001"
#define NOWHERE "11111111-1111-4111-8111-111111111111"
#define HIGH "{\"tlp\":\"RED\",\"nato\":\"COSMIC TOP SECRET\",\"caveats\":[\"ORCON\"]}"
#define LOW "{\"tlp\":\"GREEN\"}"

/* Of both servers, so that it is reached by what she makes at each: seven models are there before for her, and at one of
 * them ten times as many that she does not see. */
#define MAX_MODELS 9

/* In a request, what stands for an identifier, for one of another thing, for a cursor and for the revision. */
#define ID_MARK "<id>"
#define OTHER_MARK "<other>"
#define CURSOR_MARK "<cursor>"
#define REVISION_MARK "<revision>"

static const char * const ids[] = { MODEL (1, 1), MODEL (1, 2), MODEL (1, 3), MODEL (2, 1), NOWHERE, "x" };
/* A node in each. */
static const char * const others[] = { NODE (1, 1), NODE (1, 2), NODE (1, 3), NODE (2, 1), NOWHERE, "x" };

/* What both have: all that she may see, with a revision in its past that she may not. */
static const char common_rows[] =
  "alter role parapet_server set synchronous_commit = off;"
  "set session_replication_role = replica;"
  "update parapet.node set id = overlay (id::text placing 'b001' from 20)::uuid;"
  "update parapet.edge set id = overlay (id::text placing 'b002' from 20)::uuid,"
  " source_id = overlay (source_id::text placing 'b001' from 20)::uuid,"
  " target_id = overlay (target_id::text placing 'b001' from 20)::uuid;"
  "update parapet.threat set id = overlay (id::text placing 'b003' from 20)::uuid,"
  " node_id = overlay (node_id::text placing 'b001' from 20)::uuid;"
  "update parapet.control set id = overlay (id::text placing 'b004' from 20)::uuid;"
  "update parapet.layout set id = overlay (id::text placing 'b005' from 20)::uuid;"
  "reset session_replication_role;"
  "insert into parapet.member (organisation_id, id, issuer, subject) values"
  " ('" ORGANISATION_1 "', '00000000-0000-4000-a000-000000000011', 'issuer', 'low');"
  "update parapet.model set created_at = '2026-01-01', updated_at = '2026-01-02';"
  "insert into parapet.model (organisation_id, id, label_id, title, created_at, updated_at)"
  " select organisation_id, ('00000000-0000-4000-c000-' || lpad (i::text, 12, '0'))::uuid, label_id, 'Plan ' || i,"
  " '2026-01-01', timestamptz '2026-01-01' + i * interval '1 day'"
  " from parapet.model, generate_series (1, 6) i where id = '" MODEL (1, 1) "';"
  "insert into parapet.node (organisation_id, model_id, id, label_id, kind, name, properties)"
  " select organisation_id, id, ('00000000-0000-4000-d000-' || lpad (i::text, 12, '0'))::uuid, label_id, 'host',"
  " 'n' || i, jsonb_build_object ('zone', i % 2) from parapet.model, generate_series (1, 6) i"
  " where id = '" MODEL (1, 1) "';"
  "insert into parapet.revision (organisation_id, model_id, number, label_id, content_label_id, member_id, request_id,"
  " at, changes) select '" ORGANISATION_1 "', '" MODEL (1, 1) "', i, '" LABEL (1, 1) "',"
  " case i when 2 then '" LABEL (1, 2) "'::uuid else '" LABEL (1, 1) "' end, '" PERSON_1 "', gen_random_uuid (),"
  " '2026-01-02', '[]' from generate_series (2, 3) i;"
  "update parapet.model set revision = 3 where id = '" MODEL (1, 1) "'";

/* What only the second one has: before, between and after what she sees, in every table. */
static const char secret_rows[] =
  "update parapet.model set title = 'Secret ' || title, description = 'Model', revision = 7, properties = '{\"secret\": 1}',"
  " updated_at = now (), updated_by = null where label_id::text not like '%11';"
  "update parapet.node set name = 'Secret', properties = '{\"secret\": 1}' where label_id::text not like '%11';"
  "update parapet.revision set note = 'Secret', name = 'Secret', changes = '[[\"set\", \"model\"]]'"
  " where content_label_id::text not like '%11';"
  "insert into parapet.label (organisation_id, id, tlp, nato, eu, caveats, recipients) select organisation_id,"
  " gen_random_uuid (), 5, 4, 4, '{}', '{}' from parapet.label where id::text like '%2';"
  "insert into parapet.model (organisation_id, id, label_id, title, created_at, updated_at, properties)"
  " select m.organisation_id, gen_random_uuid (), m.label_id, (array['A ', 'Model ', 'Plan ', 'Secret '])[1 + i % 4] || i,"
  " '2026-01-01', timestamptz '2026-01-04' + (i - 20) * interval '7 hours', '{\"secret\": 1}'"
  " from parapet.model m, generate_series (1, 40) i where m.id in ('" MODEL (1, 2) "', '" MODEL (1, 3) "', '" MODEL (2, 1) "');"
  "insert into parapet.node (organisation_id, model_id, id, label_id, kind, properties) select organisation_id, id,"
  " gen_random_uuid (), label_id, 'host', '{\"secret\": 1}' from parapet.model, generate_series (1, 5)"
  " where label_id::text not like '%11';"
  "insert into parapet.edge (organisation_id, model_id, id, label_id, kind) select organisation_id, id,"
  " gen_random_uuid (), label_id, 'data-flow' from parapet.model, generate_series (1, 5)"
  " where label_id::text not like '%11';"
  "insert into parapet.threat (organisation_id, model_id, id, label_id, number, status, severity) select organisation_id,"
  " id, gen_random_uuid (), label_id, i, 'open', 'high' from parapet.model, generate_series (2, 5) i"
  " where label_id::text not like '%11';"
  "insert into parapet.comment (organisation_id, model_id, label_id, author_id, body) select organisation_id, id,"
  " label_id, '" PERSON_1 "', 'Secret' from parapet.model where label_id in ('" LABEL (1, 2) "', '" LABEL (1, 3) "');"
  "insert into parapet.event (organisation_id, model_id, label_id, kind, revision, member_id) select organisation_id, id,"
  " label_id, 'changed', 1, '" PERSON_1 "' from parapet.model where label_id in ('" LABEL (1, 2) "', '" LABEL (1, 3) "');"
  "update parapet.organisation set name = 'Secret' where id <> '" ORGANISATION_1 "';"
  "analyze";

/**
 * Fixture:
 * @servers: without what is secret, and with it
 * @low: whom it must not reach, at each
 * @high: who may see all of it
 * @types: what introspection tells of each type, by its name
 * @visited: the types of which all fields are asked for
 * @asked: the fields that stand in some request, as `Type.field`
 * @requests: what is asked
 * @lists: those of them that have a cursor
 */
typedef struct {
  PpTestApi servers[2];
  PpCaller *low[2];
  PpCaller *high[2];
  JsonNode *schema;
  GHashTable *types;
  GHashTable *visited;
  GHashTable *asked;
  GPtrArray *requests;
  GPtrArray *lists;
} Fixture;

/* --- the schema --- */

#define TYPE "{ kind name ofType { kind name ofType { kind name ofType { kind name } } } }"

static void
read_schema (Fixture *self)
{
  g_autofree char *answer =
    pp_test_api_ask (&self->servers[0], self->low[0],
                     "{ __schema { types { kind name fields { name args { name type " TYPE " } type " TYPE " }"
                     " enumValues { name } } } }", NULL);
  JsonObject *object;
  JsonArray *types;

  self->schema = json_from_string (answer, NULL);
  object = pp_json_get_object (json_node_get_object (self->schema), "data");
  g_assert_nonnull (object);
  types = json_object_get_array_member (pp_json_get_object (object, "__schema"), "types");
  for (guint i = 0; i < json_array_get_length (types); i++)
    {
      JsonObject *type = json_array_get_object_element (types, i);

      g_hash_table_insert (self->types, (gpointer) json_object_get_string_member (type, "name"), type);
    }
}

static JsonObject *
find_type (Fixture    *self,
           JsonObject *reference)
{
  while (pp_json_get_object (reference, "ofType") != NULL)
    reference = pp_json_get_object (reference, "ofType");

  return g_hash_table_lookup (self->types, json_object_get_string_member (reference, "name"));
}

static gboolean
is_kind (JsonObject *type,
         const char *kind)
{
  return strcmp (json_object_get_string_member (type, "kind"), kind) == 0;
}

/* (transfer full): what an argument may be; what is at the top of the values is what it is where it must be given. */
static GPtrArray *
list_values (Fixture    *self,
             JsonObject *argument)
{
  static const struct {
    const char *type;
    const char *values[7];
  } known[] = {
    { "ID", { "\"" ID_MARK "\"", "\"" OTHER_MARK "\"" } },
    { "Int", { "1", REVISION_MARK, "2", "3", "0", "-1", "501" } },
    { "Cursor", { "\"" CURSOR_MARK "\"", "\"x\"" } },
    { "String", { "\"Secret\"", "\"model\"", "\"\"", "\"%\"", "\"1\"" } },
    { "JSON", { "{}", "{ secret: 1 }", "{ zone: 1 }" } },
    { "ModelInput", { "{ title: \"x\", marks: [] }", "{ title: \"x\", marks: [{ scheme: TLP, level: \"RED\" }] }",
                      "{ title: \"x\", recipients: [\"" OTHER_MARK "\"] }" } },
    { "NodeInput", { "{ kind: PROCESS, name: \"x\" }", "{ kind: PROCESS, name: \"x\", parentId: \"" OTHER_MARK "\" }" } },
    { "EdgeInput", { "{ kind: DATA_FLOW, sourceId: \"" OTHER_MARK "\", targetId: \"" OTHER_MARK "\" }",
                     "{ kind: DATA_FLOW }" } },
    { "LayoutInput", { "{ title: \"x\", viewport: {}, placements: {} }" } },
    { "PointerInput", { "{ x: 1, y: -2.5, layout: \"" OTHER_MARK "\" }" } },
    { "MarkInput", { "{ scheme: TLP, level: \"GREEN\" }", "{ scheme: TLP, level: \"RED\" }",
                     "{ scheme: NATO, level: \"COSMIC TOP SECRET\" }" } },
    { "ChangeInput", { "{ op: \"remove\", record: \"node\", id: \"" OTHER_MARK "\" }",
                       "{ op: \"add\", record: \"node\", id: \"" OTHER_MARK "\", after: { kind: \"process\" } }" } },
  };
  JsonObject *type = find_type (self, json_object_get_object_member (argument, "type"));
  JsonArray *names = pp_json_get_array (type, "enumValues");
  GPtrArray *values = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; names != NULL && i < json_array_get_length (names); i++)
    g_ptr_array_add (values, g_strdup (json_object_get_string_member (json_array_get_object_element (names, i), "name")));
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (strcmp (known[i].type, json_object_get_string_member (type, "name")) == 0)
      for (guint j = 0; j < G_N_ELEMENTS (known[i].values) && known[i].values[j] != NULL; j++)
        g_ptr_array_add (values, g_strdup (known[i].values[j]));
  if (values->len == 0)
    g_error ("the test knows no value of the type %s, of the argument %s",
             json_object_get_string_member (type, "name"), json_object_get_string_member (argument, "name"));

  return values;
}

/* (transfer full): the arguments of a field with the one of this number as the value of this number; it is left out
 * where that is none. Pages are small where nothing is said of them. */
static char *
make_arguments (Fixture    *self,
                JsonObject *field,
                guint       changed,
                guint       value)
{
  JsonArray *arguments = json_object_get_array_member (field, "args");
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (arguments); i++)
    {
      JsonObject *argument = json_array_get_object_element (arguments, i);
      const char *name = json_object_get_string_member (argument, "name");
      gboolean is_first = strcmp (name, "first") == 0;
      gboolean is_needed = is_kind (json_object_get_object_member (argument, "type"), "NON_NULL");
      g_autoptr (GPtrArray) values = list_values (self, argument);
      const char *chosen = is_first ? "2" : g_ptr_array_index (values, 0);

      if (i == changed)
        chosen = g_ptr_array_index (values, value);
      else if (!is_first && !is_needed)
        continue;
      g_string_append_printf (text, "%s%s: %s", text->len > 0 ? ", " : "(", name, chosen);
    }
  if (text->len > 0)
    g_string_append_c (text, ')');

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* --- the requests --- */

static void
note_asked (Fixture    *self,
            JsonObject *type,
            JsonObject *field)
{
  g_hash_table_add (self->asked, g_strdup_printf ("%s.%s", json_object_get_string_member (type, "name"),
                                                  json_object_get_string_member (field, "name")));
}

/* All fields of a type, and of the types that they lead to, so many levels down. */
static void
add_selection (Fixture    *self,
               GString    *text,
               JsonObject *type,
               guint       depth)
{
  JsonArray *fields = pp_json_get_array (type, "fields");

  if (fields == NULL)
    return;
  g_string_append (text, " { __typename");
  for (guint i = 0; i < json_array_get_length (fields); i++)
    {
      JsonObject *field = json_array_get_object_element (fields, i);
      JsonObject *inner = find_type (self, json_object_get_object_member (field, "type"));
      g_autofree char *arguments = NULL;

      if (depth == 0 && is_kind (inner, "OBJECT"))
        continue;
      arguments = make_arguments (self, field, G_MAXUINT, 0);
      g_string_append_printf (text, " %s%s", json_object_get_string_member (field, "name"), arguments);
      add_selection (self, text, inner, depth - 1);
      note_asked (self, type, field);
    }
  g_string_append (text, " }");
}

static void
add_request (Fixture    *self,
             JsonObject *field,
             guint       changed,
             guint       value,
             const char *before,
             const char *after)
{
  g_autofree char *arguments = make_arguments (self, field, changed, value);
  g_autoptr (GString) text = g_string_new (before);
  GPtrArray *list;

  g_string_append_printf (text, " %s%s", json_object_get_string_member (field, "name"), arguments);
  add_selection (self, text, find_type (self, json_object_get_object_member (field, "type")), 1);
  g_string_append (text, after);
  list = strstr (text->str, CURSOR_MARK) != NULL ? self->lists : self->requests;
  g_ptr_array_add (list, g_string_free (g_steal_pointer (&text), FALSE));
}

/* Each field of a type that is found between @before and @after, with each value of each of its arguments. */
static void
add_requests (Fixture    *self,
              JsonObject *type,
              const char *before,
              const char *after)
{
  JsonArray *fields = pp_json_get_array (type, "fields");

  if (fields == NULL || !g_hash_table_add (self->visited, (gpointer) json_object_get_string_member (type, "name")))
    return;
  for (guint i = 0; i < json_array_get_length (fields); i++)
    {
      JsonObject *field = json_array_get_object_element (fields, i);
      JsonArray *arguments = json_object_get_array_member (field, "args");
      g_autofree char *needed = make_arguments (self, field, G_MAXUINT, 0);
      g_autofree char *inner_before =
        g_strdup_printf ("%s %s%s {", before, json_object_get_string_member (field, "name"), needed);
      g_autofree char *inner_after = g_strconcat (" }", after, NULL);

      note_asked (self, type, field);
      add_request (self, field, G_MAXUINT, 0, before, after);
      for (guint j = 0; j < json_array_get_length (arguments); j++)
        {
          g_autoptr (GPtrArray) values = list_values (self, json_array_get_object_element (arguments, j));

          for (guint k = 0; k < values->len; k++)
            add_request (self, field, j, k, before, after);
        }
      add_requests (self, find_type (self, json_object_get_object_member (field, "type")), inner_before, inner_after);
    }
}

static char *
fill (const char *request,
      const char *mark,
      const char *value)
{
  g_auto (GStrv) parts = g_strsplit (request, mark, -1);

  return g_strjoinv (value, parts);
}

/* --- asking both --- */

/* What the server makes by chance and by the clock, as the how-manieth of its kind it is. */
static char *
mask (const char *answer)
{
  g_autoptr (GRegex) regex =
    g_regex_new ("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}|20\\d\\d-\\d\\d-\\d\\dT[0-9:.]+Z",
                 0, 0, NULL);
  g_autoptr (GHashTable) numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  int end = 0, start = 0, last = 0;

  g_regex_match (regex, answer, 0, &match);
  for (; g_match_info_fetch_pos (match, 0, &start, &end) && g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *word = g_match_info_fetch (match, 0);
      gboolean is_fixed = g_str_has_prefix (word, "00000000-") || strcmp (word, NOWHERE) == 0;

      if (!g_hash_table_contains (numbers, word))
        g_hash_table_insert (numbers, g_strdup (word), GUINT_TO_POINTER (g_hash_table_size (numbers)));
      g_string_append_len (text, answer + last, start - last);
      if (is_fixed)
        g_string_append (text, word);
      else
        g_string_append_printf (text, "#%u", GPOINTER_TO_UINT (g_hash_table_lookup (numbers, word)));
      last = end;
    }
  g_string_append (text, answer + last);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
compare (Fixture    *self,
         const char *document,
         gboolean    is_masked,
         guint      *n_good)
{
  g_autofree char *first = pp_test_api_ask (&self->servers[0], self->low[0], document, NULL);
  g_autofree char *second = pp_test_api_ask (&self->servers[1], self->low[1], document, NULL);
  g_autofree char *first_masked = is_masked ? mask (first) : g_strdup (first);
  g_autofree char *second_masked = is_masked ? mask (second) : g_strdup (second);

  if (strcmp (first_masked, second_masked) != 0 || strstr (second, "INTERNAL") != NULL)
    g_test_message ("%s", document);
  g_assert_cmpstr (second_masked, ==, first_masked);
  pp_assert_lacks (second, "INTERNAL");
  pp_assert_lacks (second, "nested more");
  *n_good += strstr (second, "\"errors\"") == NULL;
}

static void
compare_all (Fixture    *self,
             const char *request,
             guint      *n_good)
{
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autofree char *with_id = fill (request, ID_MARK, ids[i]);
      g_autofree char *with_other = fill (with_id, OTHER_MARK, others[i]);
      g_autofree char *document = fill (with_other, REVISION_MARK, "3");

      if (i == 0 || strcmp (document, request) != 0)
        compare (self, document, FALSE, n_good);
    }
}

/* --- the fixture --- */

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->servers); i++)
    {
      pp_test_api_open (&self->servers[i], NULL);
      pp_test_database_do (&self->servers[i].base, common_rows);
    }
  pp_test_database_do (&self->servers[1].base, secret_rows);
  for (guint i = 0; i < G_N_ELEMENTS (self->servers); i++)
    {
      pp_api_set_max_models (self->servers[i].api, MAX_MODELS);
      self->low[i] = pp_test_api_call_as (&self->servers[i], "low", 1, 63, LOW);
      self->high[i] = pp_test_api_call_as (&self->servers[i], "person", 1, PP_ROLE_VIEWER, HIGH);
    }
  self->types = g_hash_table_new (g_str_hash, g_str_equal);
  self->visited = g_hash_table_new (g_str_hash, g_str_equal);
  self->asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->requests = g_ptr_array_new_with_free_func (g_free);
  self->lists = g_ptr_array_new_with_free_func (g_free);
  read_schema (self);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_ptr_array_unref (self->lists);
  g_ptr_array_unref (self->requests);
  g_hash_table_unref (self->asked);
  g_hash_table_unref (self->visited);
  g_hash_table_unref (self->types);
  json_node_unref (self->schema);
  for (guint i = 0; i < G_N_ELEMENTS (self->servers); i++)
    {
      pp_caller_unref (self->low[i]);
      pp_caller_unref (self->high[i]);
      pp_test_api_close (&self->servers[i]);
    }
}

static JsonObject *
get_type (Fixture    *self,
          const char *name)
{
  JsonObject *type = g_hash_table_lookup (self->types, name);

  g_assert_nonnull (type);

  return type;
}

/* The two are not the same for who may see it: else this would show nothing. */
static void
assert_different (Fixture *self)
{
  const char *document = "{ models(search: \"Secret\") { nodes { title } } }";
  g_autofree char *before = pp_test_api_ask (&self->servers[0], self->high[0], document, NULL);
  g_autofree char *after = pp_test_api_ask (&self->servers[1], self->high[1], document, NULL);

  pp_assert_lacks (before, "Secret");
  pp_assert_contains (after, "Secret");
}

/* --- tests --- */

static void
test_queries (Fixture       *self,
              gconstpointer  data)
{
  guint n_good = 0;

  assert_different (self);
  add_requests (self, get_type (self, "Query"), "{", " }");
  for (guint i = 0; i < self->requests->len; i++)
    compare_all (self, g_ptr_array_index (self->requests, i), &n_good);
  g_test_message ("%u requests, %u answers without an error", self->requests->len, n_good);
  g_assert_cmpuint (n_good, >, self->requests->len);
}

/* (transfer full): the cursors of all that somebody who sees all of it sees. */
static GPtrArray *
list_cursors (Fixture *self)
{
  g_autoptr (GRegex) regex = g_regex_new ("\"endCursor\":\"([^\"]+)\"", 0, 0, NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *cursors = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->requests->len; i++)
    for (guint j = 0; j < 3; j++)
      {
        g_autofree char *document = fill (g_ptr_array_index (self->requests, i), ID_MARK, ids[j]);
        g_autofree char *answer = NULL;
        g_autoptr (GMatchInfo) match = NULL;

        if (strstr (document, "endCursor") == NULL || strstr (document, OTHER_MARK) != NULL
            || strstr (document, REVISION_MARK) != NULL)
          continue;
        answer = pp_test_api_ask (&self->servers[1], self->high[1], document, NULL);
        g_regex_match (regex, answer, 0, &match);
        for (; g_match_info_matches (match); g_match_info_next (match, NULL))
          {
            g_autofree char *cursor = g_match_info_fetch (match, 1);

            if (g_hash_table_contains (seen, cursor))
              continue;
            g_ptr_array_add (cursors, g_strdup (cursor));
            g_hash_table_add (seen, g_ptr_array_index (cursors, cursors->len - 1));
          }
      }

  return cursors;
}

/* Lists after what she sees, and after what she does not. */
static void
test_cursors (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr (GPtrArray) cursors = NULL;
  guint n_good = 0;

  add_requests (self, get_type (self, "Query"), "{", " }");
  cursors = list_cursors (self);
  for (guint i = 0; i < self->lists->len; i++)
    for (guint j = 0; j < cursors->len; j++)
      {
        g_autofree char *with_id = fill (g_ptr_array_index (self->lists, i), ID_MARK, MODEL (1, 1));
        g_autofree char *document = fill (with_id, CURSOR_MARK, g_ptr_array_index (cursors, j));

        compare (self, document, FALSE, &n_good);
      }
  g_test_message ("%u lists, %u cursors, %u answers without an error", self->lists->len, cursors->len, n_good);
  g_assert_cmpuint (self->lists->len, >=, 5);
  g_assert_cmpuint (n_good, >, cursors->len);
}

/* That of the model that she sees; it is deleted in the end. */
static char *
get_revision (Fixture *self)
{
  const char *document = "{ model(id: \"" MODEL (1, 1) "\") { revision } }";
  g_autofree char *answer = pp_test_api_ask (&self->servers[0], self->low[0], document, NULL);
  const char *found = strstr (answer, "\"revision\":");

  if (found == NULL)
    return g_strdup ("1");
  found += strlen ("\"revision\":");

  return g_strndup (found, strcspn (found, "}"));
}

/* One mutation of the model that she sees and of each that she does not, also with what stands in those. */
static void
compare_mutation (Fixture    *self,
                  const char *request,
                  guint      *n_good)
{
  for (guint i = 0; i < 2 * G_N_ELEMENTS (ids) - 1; i++)
    {
      guint model = i < G_N_ELEMENTS (ids) ? i : 0;
      gboolean has_id = strstr (request, ID_MARK) != NULL, has_other = strstr (request, OTHER_MARK) != NULL;
      guint other = i < G_N_ELEMENTS (ids) ? i : i - G_N_ELEMENTS (ids) + 1;
      g_autofree char *revision = strstr (request, REVISION_MARK) != NULL ? get_revision (self) : g_strdup ("");
      g_autofree char *with_id = fill (request, ID_MARK, ids[model]);
      g_autofree char *with_other = fill (with_id, OTHER_MARK, others[other]);
      g_autofree char *document = fill (with_other, REVISION_MARK, revision);

      if (i == 0 || has_other || (has_id && i < G_N_ELEMENTS (ids)))
        compare (self, document, TRUE, n_good);
    }
}

static gboolean
is_end (const char *request)
{
  return strstr (request, "deleteModel") != NULL;
}

static void
test_mutations (Fixture       *self,
                gconstpointer  data)
{
  guint n_good = 0;

  /* What a query asks is asked by queries. */
  add_requests (self, get_type (self, "Query"), "{", " }");
  g_ptr_array_set_size (self->requests, 0);
  add_requests (self, get_type (self, "Mutation"), "mutation {", " }");
  for (guint i = 0; i < self->requests->len; i++)
    if (!is_end (g_ptr_array_index (self->requests, i)))
      compare_mutation (self, g_ptr_array_index (self->requests, i), &n_good);
  for (guint i = 0; i < self->requests->len; i++)
    if (is_end (g_ptr_array_index (self->requests, i)))
      compare_mutation (self, g_ptr_array_index (self->requests, i), &n_good);
  /* They refuse one more in the end, since the one that is deleted is the only one that goes. */
  for (guint i = 0; i < 2; i++)
    compare (self, "mutation { createModel(input: { title: \"x\" }) { model { title } } }", TRUE, &n_good);
  for (guint i = 0; i < G_N_ELEMENTS (self->servers); i++)
    {
      g_autofree char *answer =
        pp_test_api_ask (&self->servers[i], self->low[i], "mutation { createModel(input: { title: \"x\" }) { model { id } } }",
                         NULL);

      pp_assert_contains (answer, "no more are kept");
    }
  g_test_message ("%u requests, %u answers without an error", self->requests->len, n_good);
  g_assert_cmpuint (n_good, >, self->requests->len / 2);
}

static void
check_asked (const char *type,
             const char *field,
             gpointer    user_data)
{
  Fixture *self = user_data;
  g_autofree char *name = g_strdup_printf ("%s.%s", type, field);

  if (!g_hash_table_contains (self->asked, name) && g_hash_table_contains (self->types, type))
    g_error ("nothing asks for %s", name);
}

/* --- what is told of events --- */

/* Somebody who writes what she sees, and somebody who writes what she does not, at one of the servers. */
typedef struct {
  PpTestApi *api;
  PpLive *live;
  PpCaller *writer;
  PpCaller *secret;
  gboolean has_secret;
  guint n_streams;
  PpTestEar ears[8];
} Follower;

static void
follower_init (Follower  *self,
               PpTestApi *api,
               gboolean   has_secret)
{
  g_autofree char *address = pp_cluster_get_address (pp_test_cluster_get (), api->base.name, "parapet_server");

  *self = (Follower) { .api = api, .has_secret = has_secret };
  self->live = pp_live_new (api->base.database, address);
  pp_api_set_live (api->api, self->live);
  self->writer = pp_test_api_call_as (api, "writer", 1, PP_ROLE_ARCHITECT | PP_ROLE_CLASSIFIER, PP_TEST_AMBER);
  self->secret = pp_test_api_call_as (api, "person", 1, PP_ROLE_ARCHITECT, HIGH);
  pp_wait_until (pp_live_hears (self->live));
}

static void
follower_clear (Follower *self)
{
  for (guint i = 0; i < self->n_streams; i++)
    pp_test_ear_leave (&self->ears[i]);
  pp_test_api_settle (self->api);
  pp_live_free (self->live);
  pp_test_api_settle (self->api);
  pp_caller_unref (self->writer);
  pp_caller_unref (self->secret);
}

static PpTestEar *
follow (Follower   *self,
        PpCaller   *low,
        const char *document)
{
  PpTestEar *ear = &self->ears[self->n_streams++];

  pp_test_ear_listen (ear, self->api, low, document);
  pp_test_api_settle (self->api);

  return ear;
}

/* What nobody below hears of: at one of the two only. */
static void
do_secret (Follower *self,
           guint     n)
{
  for (guint i = 0; self->has_secret && i < n; i++)
    {
      g_autofree char *answer =
        pp_test_api_ask (self->api, self->secret, "mutation { addComment(modelId: \"" MODEL (1, 2) "\", body: \"x\") { id } }",
                         NULL);

      g_assert_null (strstr (answer, "\"errors\""));
    }
}

static void
do_open (Follower   *self,
         const char *document)
{
  g_autofree char *answer = pp_test_api_ask (self->api, self->writer, document, NULL);

  if (strstr (answer, "\"errors\"") != NULL)
    g_error ("%s: %s", document, answer);
}

/* All that somebody heard, as one text. */
static char *
dup_heard (PpTestEar *ear)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < ear->answers->len; i++)
    g_string_append_printf (text, "%s\n", (const char *) g_ptr_array_index (ear->answers, i));
  g_string_append (text, ear->is_over ? "over" : "open");

  return mask (text->str);
}

static void
compare_heard (Follower *one,
               Follower *other,
               guint     n_expected)
{
  guint n_heard = 0;

  for (guint i = 0; i < one->n_streams; i++)
    {
      g_autofree char *first = dup_heard (&one->ears[i]);
      g_autofree char *second = dup_heard (&other->ears[i]);

      g_assert_cmpstr (second, ==, first);
      n_heard += one->ears[i].answers->len;
    }
  g_assert_cmpuint (n_heard, ==, n_expected);
}

#define FOLLOW "subscription { modelChanged(id: \"" MODEL (1, 1) "\") " PP_TEST_EVENT " }"
#define FOLLOW_SINCE "subscription { modelChanged(id: \"" MODEL (1, 1) "\", since: 2) " PP_TEST_EVENT " }"
#define FOLLOW_ALL "subscription { modelsChanged " PP_TEST_EVENT " }"
#define FOLLOW_PRESENCE "subscription { presence(modelId: \"" MODEL (1, 1) "\") { isHere } }"
#define COMMENT "mutation { addComment(modelId: \"" MODEL (1, 1) "\", body: \"x\") { id } }"
#define DELETE "mutation { deleteModel(id: \"" MODEL (1, 1) "\", revision: 3) }"
#define RAISE \
  "mutation { setMarks(modelId: \"" MODEL (1, 1) "\", revision: 3, marks: [{ scheme: TLP, level: \"AMBER\" }], reason: \"\")" \
  " { model { id } } }"

/* What is done to others leaves no trace in what she hears: no number, no gap, no cursor. */
static void
test_events (Fixture       *self,
             gconstpointer  data)
{
  Follower followers[2];

  for (guint i = 0; i < G_N_ELEMENTS (followers); i++)
    {
      Follower *one = &followers[i];
      g_autofree char *after = NULL;
      g_autofree char *cursor = NULL;
      PpTestEar *all;

      follower_init (one, &self->servers[i], i == 1);
      follow (one, self->low[i], FOLLOW);
      all = follow (one, self->low[i], FOLLOW_ALL);
      for (guint j = 0; j < 3; j++)
        {
          do_secret (one, j + 1);
          do_open (one, COMMENT);
        }
      cursor = pp_test_pick (pp_test_ear_hear (all), "cursor");
      after = g_strdup_printf ("subscription { modelsChanged(after: \"%s\") " PP_TEST_EVENT " }", cursor);
      do_secret (one, 5);
      follow (one, self->low[i], after);
      follow (one, self->low[i], FOLLOW_SINCE);
      follow (one, self->low[i], "subscription { modelsChanged(after: \"" NOWHERE "\") { kind modelId revision sequence } }");
      do_secret (one, 1);
      do_open (one, COMMENT);
      pp_test_api_settle (&self->servers[i]);
      for (guint j = 0; j < 3; j++)
        pp_test_ear_hear (all);
      pp_wait_until (one->ears[4].answers->len == 2);
    }
  compare_heard (&followers[0], &followers[1], 4 + 4 + 3 + 3 + 2);
  for (guint i = 0; i < G_N_ELEMENTS (followers); i++)
    follower_clear (&followers[i]);
}

/* Whether a model is gone or out of her sight is not to be told from what she hears, or does not hear. */
static void
test_gone (Fixture       *self,
           gconstpointer  data)
{
  Follower followers[2];

  for (guint i = 0; i < G_N_ELEMENTS (followers); i++)
    {
      Follower *one = &followers[i];
      PpTestEar *all, *here;

      follower_init (one, &self->servers[i], i == 1);
      follow (one, self->low[i], FOLLOW);
      all = follow (one, self->low[i], FOLLOW_ALL);
      here = follow (one, self->low[i], FOLLOW_PRESENCE);
      pp_test_ear_hear (here);
      do_open (one, COMMENT);
      pp_test_ear_hear (all);
      do_open (one, i == 0 ? DELETE : RAISE);
      pp_test_ear_hear (all);
      do_secret (one, 3);
      follow (one, self->low[i], FOLLOW_SINCE);
      pp_wait_until (one->ears[0].is_over && here->is_over && one->ears[3].is_over);
      pp_test_api_settle (&self->servers[i]);
    }
  compare_heard (&followers[0], &followers[1], 2 + 2 + 1 + 1);
  for (guint i = 0; i < G_N_ELEMENTS (followers); i++)
    follower_clear (&followers[i]);
}

/* What is told of events is compared by the two tests above. */
static void
test_covered (Fixture       *self,
              gconstpointer  data)
{
  static const char * const streams[] = { "Subscription", "ModelEvent", "Presence" };

  add_requests (self, get_type (self, "Query"), "{", " }");
  add_requests (self, get_type (self, "Mutation"), "mutation {", " }");
  for (guint i = 0; i < G_N_ELEMENTS (streams); i++)
    g_assert_true (g_hash_table_remove (self->types, streams[i]));
  gql_schema_foreach_field (pp_api_get_schema (self->servers[0].api), check_asked, self);
  g_assert_cmpuint (g_hash_table_size (self->asked), >, 150);
}

#define ADD(path, function) g_test_add ("/noninterference/" path, Fixture, NULL, set_up, function, tear_down)

static void
add_tests (void)
{
  ADD ("A01-covered", test_covered);
  ADD ("A07-R13-queries", test_queries);
  ADD ("R13-cursors", test_cursors);
  ADD ("A02-mutations", test_mutations);
  ADD ("R13-events", test_events);
  ADD ("A09-gone", test_gone);
}

int
main (int   argc,
      char *argv[])
{
  return pp_test_cluster_run (&argc, &argv, add_tests);
}
