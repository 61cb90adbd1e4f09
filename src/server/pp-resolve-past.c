/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Graphs of the past. Their nodes and edges are rows of results that the database never sent, so that all that answers
 * for a node of today answers for them. */

#include <string.h>

#include "pp-json.h"
#include "pp-resolve-graph-private.h"
#include "pp-resolve-record.h"

#define OID_TEXT 25
#define OID_UUID 2950
#define OID_JSONB 3802

static PGresult *
new_result (int n_columns)
{
  static const Oid node_types[] = { OID_UUID, OID_UUID, OID_UUID, OID_TEXT, OID_TEXT, OID_UUID, OID_JSONB, OID_JSONB };
  static const Oid edge_types[] = { OID_UUID, OID_UUID, OID_UUID, OID_TEXT, OID_TEXT, OID_UUID, OID_UUID, OID_JSONB,
                                    OID_JSONB };
  const Oid *types = n_columns == N_NODE_COLUMNS ? node_types : edge_types;
  g_autofree PGresAttDesc *columns = g_new0 (PGresAttDesc, n_columns);
  PGresult *result = PQmakeEmptyPGresult (NULL, PGRES_TUPLES_OK);

  for (int i = 0; i < n_columns; i++)
    columns[i] = (PGresAttDesc) { .name = (char *) "", .format = 1, .typid = types[i], .typlen = -1 };
  PQsetResultAttrs (result, n_columns, columns);
  return result;
}

static void
set_uuid (PGresult   *result,
          int         row,
          int         column,
          const char *text)
{
  char bytes[16];
  guint n_bytes = 0;

  for (const char *p = text; p != NULL && *p != '\0' && n_bytes < sizeof bytes; p++)
    if (*p != '-')
      {
        bytes[n_bytes++] = (char) (g_ascii_xdigit_value (p[0]) << 4 | g_ascii_xdigit_value (p[1]));
        p++;
      }
  PQsetvalue (result, row, column, n_bytes > 0 ? bytes : NULL, n_bytes > 0 ? (int) n_bytes : -1);
}

static void
set_text (PGresult   *result,
          int         row,
          int         column,
          const char *text)
{
  PQsetvalue (result, row, column, (char *) text, (int) strlen (text));
}

static void
set_json (PGresult *result,
          int       row,
          int       column,
          JsonNode *node)
{
  g_autoptr (GString) text = g_string_new ("\001");

  if (node != NULL)
    pp_json_append (text, node, PP_JSON_STYLE_COMPACT, 0);
  else
    g_string_append (text, "{}");
  PQsetvalue (result, row, column, text->str, (int) text->len);
}

static void
set_element (PGresult  *result,
             int        row,
             PpModel   *model,
             PpElement *element,
             int        properties)
{
  g_autoptr (JsonNode) document = pp_record_to_json (PP_RECORD (element));

  set_uuid (result, row, KEY, pp_record_get_id (PP_RECORD (element)));
  set_uuid (result, row, MODEL, pp_model_get_id (model));
  set_uuid (result, row, ID, pp_record_get_id (PP_RECORD (element)));
  set_text (result, row, KIND, pp_element_get_kind (element));
  set_text (result, row, NAME, pp_element_get_name (element));
  set_json (result, row, properties, json_object_get_member (json_node_get_object (document), "properties"));
  set_json (result, row, properties + 1, document);
}

/* In the order of their identifiers, as those of today are. */
static PGresult *
list_elements (GqlCall      *call,
               PpModel      *model,
               PpRecordType  type)
{
  g_autoptr (GPtrArray) elements = pp_model_dup_sorted (model, type);
  PGresult *result = new_result (type == PP_RECORD_NODE ? N_NODE_COLUMNS : N_EDGE_COLUMNS);

  for (guint i = 0; i < elements->len; i++)
    {
      PpElement *element = g_ptr_array_index (elements, i);

      set_element (result, (int) i, model, element, type == PP_RECORD_NODE ? NODE_PROPERTIES : EDGE_PROPERTIES);
      if (type == PP_RECORD_NODE)
        {
          set_uuid (result, (int) i, NODE_PARENT, pp_node_get_parent (PP_NODE (element)));
          continue;
        }
      set_uuid (result, (int) i, EDGE_SOURCE, pp_edge_get_source (PP_EDGE (element)));
      set_uuid (result, (int) i, EDGE_TARGET, pp_edge_get_target (PP_EDGE (element)));
    }
  return gql_arena_take (gql_call_get_arena (call), result, (GDestroyNotify) PQclear);
}

static GqlValue
make_list (GqlCall        *call,
           const PGresult *result,
           gpointer        extra)
{
  GqlArena *arena = gql_call_get_arena (call);
  int n_rows = PQntuples (result);
  GqlValue *items = gql_arena_new_n (arena, GqlValue, n_rows);
  PpRow *rows = gql_arena_new_n (arena, PpRow, n_rows);

  for (int i = 0; i < n_rows; i++)
    {
      rows[i] = (PpRow) { .result = result, .row = i, .extra = extra };
      items[i] = gql_pointer (&rows[i]);
    }
  return gql_list (items, (guint) n_rows);
}

GqlValue
pp_resolve_graph_of (GqlCall *call,
                     PpModel *model,
                     gint64   revision)
{
  GqlMember *members = gql_arena_new_n (gql_call_get_arena (call), GqlMember, 3);
  PGresult *nodes = list_elements (call, model, PP_RECORD_NODE);

  members[0] = (GqlMember) { "revision", gql_int (revision) };
  members[1] = (GqlMember) { "nodes", make_list (call, nodes, NULL) };
  members[2] = (GqlMember) { "edges", make_list (call, list_elements (call, model, PP_RECORD_EDGE), nodes) };
  return gql_object (members, 3);
}

/* Rows are sorted by identifier, and bytes compare as the digits do. */
static int
find_node (const PGresult *nodes,
           const char     *id)
{
  int low = 0, high = PQntuples (nodes) - 1;

  while (low <= high)
    {
      int middle = low + (high - low) / 2;
      int order = memcmp (PQgetvalue (nodes, middle, ID), id, 16);

      if (order == 0)
        return middle;
      if (order < 0)
        low = middle + 1;
      else
        high = middle - 1;
    }
  return -1;
}

void
_pp_resolve_past_ends (GqlCall *call,
                       int      column)
{
  for (guint i = 0; i < gql_call_get_n_objects (call); i++)
    {
      const PpRow *edge = gql_call_get_pointer (call, i);
      int node = -1;

      if (!PQgetisnull (edge->result, edge->row, column))
        node = find_node (edge->extra, PQgetvalue (edge->result, edge->row, column));
      if (node >= 0)
        gql_call_set (call, i, pp_resolve_row (call, edge->extra, node));
    }
  gql_call_finish (call);
}
