/* SPDX-License-Identifier: GPL-3.0-or-later */

/* R11: what the server asks most is found by indexes, with a million rows. PostgreSQL's own log of its plans is read.
 *
 * A million rows take half a minute to make. Without `-m slow` there are fewer, and the planner is told that there are a
 * hundred times as many. */

#include <string.h>

#include "pp-test-api.h"
#include "pp-test.h"

/* Of seed.sql. */
#define PERSON "00000000-0000-4000-a000-000000000001"
#define MODEL "00000000-0000-4000-b000-000000000011"

static const char fill_format[] =
  "do $$ declare t regclass; begin"
  " for t in select oid from pg_class where relnamespace = 'parapet'::regnamespace and relkind = 'r' loop"
  "  execute format ('alter table %%s set (autovacuum_enabled = false)', t); end loop; end $$;"
  "set session_replication_role = replica;"
  "insert into parapet.model (organisation_id, id, label_id, title) select organisation_id, gen_random_uuid (), label_id,"
  "  'Model ' || i from parapet.model, generate_series (1, %u) i where id = '" MODEL "';"
  "drop index parapet.node_by_kind, parapet.node_by_property;"
  "insert into parapet.node (organisation_id, model_id, id, label_id, kind, properties) select m.organisation_id, m.id,"
  "  gen_random_uuid (), m.label_id, 'host', jsonb_build_object ('zone', i)"
  "  from (select * from parapet.model offset 0) m cross join lateral generate_series (1, %u) i;"
  "create index node_by_kind on parapet.node (organisation_id, model_id, kind, id);"
  "create index node_by_property on parapet.node using gin (properties parapet.property_ops);"
  "insert into parapet.edge (organisation_id, model_id, id, label_id, kind) select organisation_id, id,"
  "  gen_random_uuid (), label_id, 'data-flow' from parapet.model, generate_series (1, 2) i;"
  "insert into parapet.threat (organisation_id, model_id, id, label_id, number, status, severity) select organisation_id,"
  "  id, gen_random_uuid (), label_id, 1, 'open', 'high' from parapet.model;"
  "insert into parapet.control (organisation_id, model_id, id, label_id, status) select organisation_id,"
  "  id, gen_random_uuid (), label_id, 'planned' from parapet.model;"
  "insert into parapet.comment (organisation_id, model_id, label_id, author_id, body) select organisation_id,"
  "  id, label_id, '" PERSON "', 'x' from parapet.model;"
  "insert into parapet.event (organisation_id, model_id, of_model_id, label_id, kind, revision, number, member_id)"
  "  select organisation_id, id, id, label_id, 'comment', 1, 2, '" PERSON "' from parapet.model;"
  "insert into parapet.revision (organisation_id, model_id, number, label_id, content_label_id, member_id, request_id,"
  "  changes) select organisation_id, id, 2, label_id, label_id, '" PERSON "', gen_random_uuid (), '[]'"
  "  from parapet.model;"
  "reset session_replication_role; analyze";

static const char pretend[] =
  "update pg_class set reltuples = reltuples * 100 where relnamespace = 'parapet'::regnamespace and relkind in ('r', 'i')"
  " and reltuples > 1000";

static void
fill (PpTestDatabase *self)
{
  g_autofree char *statement =
    g_test_slow () ? g_strdup_printf (fill_format, 10000, 100) : g_strdup_printf (fill_format, 4000, 3);
  g_autofree char *n_nodes = NULL;

  pp_test_database_do (self, statement);
  if (!g_test_slow ())
    pp_test_database_do (self, pretend);
  n_nodes = pp_test_database_ask (self, "select reltuples::bigint from pg_class where oid = 'parapet.node'::regclass");
  g_test_message ("%s nodes", n_nodes);
  g_assert_cmpuint (g_ascii_strtoull (n_nodes, NULL, 10), >=, 1000000);
}

static void
test_plans (PpTestApi     *self,
            gconstpointer  data)
{
  static const char * const documents[] = {
    "{ models { nodes { title marks { level } updatedBy { name } } } }",
    "{ models(order: TITLE_ASC) { nodes { title } } }",
    "{ models(search: \"Model 77\") { nodes { title } } }",
    "{ model(id: \"" MODEL "\") { graph { nodes { id document } edges { id target { id } } } } }",
    "{ model(id: \"" MODEL "\") { nodes { nodes { id } } edges { nodes { id source { id } } } } }",
    "{ model(id: \"" MODEL "\") { nodes(where: { zone: 77 }) { nodes { id } } } }",
    "{ model(id: \"" MODEL "\") { threats { nodes { id controls { id } } } controls { id } layouts { id } } }",
    "{ model(id: \"" MODEL "\") { comments { nodes { id replies { id } } } reviews { id } } }",
    "{ model(id: \"" MODEL "\") { revisions { nodes { number } } } }",
    "mutation { createNode(modelId: \"" MODEL "\", revision: 1, input: { kind: HOST, name: \"x\" }) { model { revision } } }",
  };
  static const char * const tables[] = {
    "model", "node", "edge", "threat", "control", "comment", "revision", "event",
  };
  g_autoptr (PpCaller) caller = NULL;
  g_autofree char *file = g_build_filename (pp_test_cluster_get_folder (), "log", NULL);
  g_autofree char *log = NULL;

  fill (&self->base);
  pp_test_database_do (&self->base,
    "delete from parapet.revision where model_id = '" MODEL "' and number = 2;"
    "alter role parapet_server set session_preload_libraries = 'auto_explain';"
    "alter role parapet_server set auto_explain.log_nested_statements = true;"
    "alter role parapet_server set auto_explain.log_min_duration = 0");
  caller = pp_test_api_call_as (self, "low", 1, PP_ROLE_ARCHITECT, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    {
      g_autofree char *answer = pp_test_api_ask (self, caller, documents[i], NULL);

      pp_assert_lacks (answer, "errors");
    }

  g_assert_true (g_file_get_contents (file, &log, NULL, NULL));
  pp_assert_contains (log, "Index Scan using model_by_time");
  /* What is asked by a function of a trigger, too. */
  pp_assert_contains (log, "order by e.number desc");
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *scan = g_strdup_printf ("Seq Scan on %s ", tables[i]);
      const char *found = strstr (log, scan);

      if (found != NULL)
        g_test_message ("%.*s", 2500, MAX ((const char *) log, found - 2000));
      g_assert_null (found);
    }
}

static void
set_up (PpTestApi     *self,
        gconstpointer  data)
{
  pp_test_api_open (self, NULL);
}

static void
tear_down (PpTestApi     *self,
           gconstpointer  data)
{
  pp_test_database_do (&self->base,
    "alter role parapet_server reset session_preload_libraries;"
    "alter role parapet_server reset auto_explain.log_nested_statements;"
    "alter role parapet_server reset auto_explain.log_min_duration");
  pp_test_api_close (self);
}

static void
add_tests (void)
{
  g_test_add ("/plans/R11-indexes", PpTestApi, NULL, set_up, test_plans, tear_down);
}

int
main (int   argc,
      char *argv[])
{
  return pp_test_cluster_run (&argc, &argv, add_tests);
}
