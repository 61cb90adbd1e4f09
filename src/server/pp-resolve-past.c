/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "pp-json.h"
#include "pp-resolve-graph-private.h"
#include "pp-resolve-model.h"
#include "pp-resolve-past-private.h"
#include "pp-resolve-record.h"

/* --- Rows ---------------------------------------------------------------------------------------- */

PGresult *
_pp_past_new_result (GqlCall   *call,
                     const Oid *types,
                     int        n_columns)
{
  g_autofree PGresAttDesc *columns = g_new0 (PGresAttDesc, n_columns);
  PGresult *result = PQmakeEmptyPGresult (NULL, PGRES_TUPLES_OK);

  for (int i = 0; i < n_columns; i++)
    columns[i] = (PGresAttDesc) { .name = (char *) "", .format = 1, .typid = types[i], .typlen = -1 };
  PQsetResultAttrs (result, n_columns, columns);
  return gql_arena_take (gql_call_get_arena (call), result, (GDestroyNotify) PQclear);
}

void
_pp_past_set_uuid (PGresult   *result,
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

void
_pp_past_set_text (PGresult   *result,
                   int         row,
                   int         column,
                   const char *text)
{
  PQsetvalue (result, row, column, (char *) (text != NULL ? text : ""), text != NULL ? (int) strlen (text) : 0);
}

void
_pp_past_set_integer (PGresult *result,
                      int       row,
                      int       column,
                      gint64    number)
{
  gint32 bytes = GINT32_TO_BE ((gint32) CLAMP (number, G_MININT32, G_MAXINT32));

  PQsetvalue (result, row, column, (char *) &bytes, sizeof bytes);
}

void
_pp_past_set_json (PGresult *result,
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

PpModel *
_pp_resolve_get_past (GqlCall *call)
{
  const PpRow *row = gql_call_get_pointer (call, 0);

  return row->extra;
}

gboolean
_pp_resolve_wants_word (GqlCall       *call,
                        const char    *argument,
                        const PpWords *words,
                        const char    *other,
                        const char    *word)
{
  const GqlValue *value = gql_call_get_argument (call, argument);
  const char *name = pp_words_get_name (words, word);

  if (value == NULL || value->kind != GQL_VALUE_LIST)
    return TRUE;
  for (guint i = 0; i < value->length; i++)
    if (strcmp (value->items[i].string, name != NULL ? name : other) == 0)
      return TRUE;

  return FALSE;
}

/* --- Graphs -------------------------------------------------------------------------------------- */

static const Oid node_types[] = { PP_OID_UUID, PP_OID_UUID, PP_OID_UUID, PP_OID_TEXT, PP_OID_TEXT, PP_OID_UUID,
                                  PP_OID_JSON, PP_OID_JSON };
static const Oid edge_types[] = { PP_OID_UUID, PP_OID_UUID, PP_OID_UUID, PP_OID_TEXT, PP_OID_TEXT, PP_OID_UUID,
                                  PP_OID_UUID, PP_OID_JSON, PP_OID_JSON };

static PGresult *
new_elements (GqlCall      *call,
              PpRecordType  type)
{
  if (type == PP_RECORD_NODE)
    return _pp_past_new_result (call, node_types, N_NODE_COLUMNS);

  return _pp_past_new_result (call, edge_types, N_EDGE_COLUMNS);
}

static void
add_element (PGresult  *result,
             PpModel   *model,
             PpElement *element)
{
  gboolean is_node = PP_IS_NODE (element);
  int properties = is_node ? NODE_PROPERTIES : EDGE_PROPERTIES;
  int row = PQntuples (result);
  g_autoptr (JsonNode) document = pp_record_to_json (PP_RECORD (element));

  _pp_past_set_uuid (result, row, KEY, pp_record_get_id (PP_RECORD (element)));
  _pp_past_set_uuid (result, row, MODEL, pp_model_get_id (model));
  _pp_past_set_uuid (result, row, ID, pp_record_get_id (PP_RECORD (element)));
  _pp_past_set_text (result, row, KIND, pp_element_get_kind (element));
  _pp_past_set_text (result, row, NAME, pp_element_get_name (element));
  _pp_past_set_json (result, row, properties, json_object_get_member (json_node_get_object (document), "properties"));
  _pp_past_set_json (result, row, properties + 1, document);
  _pp_past_set_uuid (result, row, NODE_PARENT,
                     is_node ? pp_node_get_parent (PP_NODE (element)) : pp_edge_get_source (PP_EDGE (element)));
  if (!is_node)
    _pp_past_set_uuid (result, row, EDGE_TARGET, pp_edge_get_target (PP_EDGE (element)));
}

/* In the order of their identifiers, as those of today are. */
static PGresult *
list_elements (GqlCall      *call,
               PpModel      *model,
               PpRecordType  type)
{
  g_autoptr (GPtrArray) elements = pp_model_dup_sorted (model, type);
  PGresult *result = new_elements (call, type);

  for (guint i = 0; i < elements->len; i++)
    add_element (result, model, g_ptr_array_index (elements, i));
  return result;
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

void
_pp_resolve_past_graph (GqlCall *call)
{
  const PpRow *row = gql_call_get_pointer (call, 0);
  gint64 revision = pp_row_get_integer (row->result, row->row, PP_MODEL_REVISION);

  gql_call_set (call, 0, pp_resolve_graph_of (call, row->extra, revision));
  gql_call_finish (call);
}

static gboolean
is_wanted (GqlCall       *call,
           PpElement     *element,
           const PpWords *words,
           JsonNode      *where)
{
  g_autoptr (JsonNode) document = NULL;
  JsonNode *properties;

  if (!_pp_resolve_wants_word (call, "kinds", words, "OTHER", pp_element_get_kind (element)))
    return FALSE;
  if (where == NULL)
    return TRUE;
  document = pp_record_to_json (PP_RECORD (element));
  properties = json_object_get_member (json_node_get_object (document), "properties");

  if (properties == NULL)
    return JSON_NODE_HOLDS_OBJECT (where) && json_object_get_size (json_node_get_object (where)) == 0;

  return pp_json_contains (properties, where);
}

void
_pp_resolve_past_elements (GqlCall       *call,
                           PpRecordType   type,
                           const PpWords *words,
                           PpPage        *page)
{
  PpModel *model = _pp_resolve_get_past (call);
  g_autoptr (GPtrArray) elements = pp_model_dup_sorted (model, type);
  const GqlValue *where = gql_call_get_argument (call, "where");
  g_autofree char *json = where != NULL && where->kind != GQL_VALUE_NULL ? gql_value_to_json (where) : NULL;
  g_autoptr (JsonNode) part = json != NULL ? pp_json_parse (json, strlen (json), NULL, NULL) : NULL;
  gboolean wants_ends = gql_call_selects (call, "nodes.source") || gql_call_selects (call, "nodes.target");
  PGresult *result = new_elements (call, type);

  for (guint i = 0; i < elements->len && PQntuples (result) <= (int) page->first; i++)
    {
      PpElement *element = g_ptr_array_index (elements, i);
      const char *id = pp_record_get_id (PP_RECORD (element));

      if ((page->after == NULL || g_ascii_strcasecmp (id, page->after[0]) > 0) &&
          is_wanted (call, element, words, part))
        add_element (result, model, element);
    }
  if (type == PP_RECORD_EDGE && wants_ends)
    page->extra = list_elements (call, model, PP_RECORD_NODE);
  pp_page_answer_all (call, result, page, ID);
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
