/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-resolve-member.h"
#include "pp-resolve-model.h"
#include "pp-resolve-past-private.h"
#include "pp-resolve-record.h"
#include "pp-resolve-threat-private.h"

/* Threats, the controls that answer them, and layouts. */

/* $1 are models, $2 how many, $3 and $4 where to begin, $5 statuses, $6 whether others than those of $7 are wanted too:
 * what nobody knows counts as open. */
static const PpStatement statement_threats = {
  "threat-page", "select m.place::integer, n.model_id, n.id, n.number, coalesce (n.node_id, n.edge_id), n.status,"
                 " n.severity, n.properties, n.document, n.number, n.id"
                 " from unnest ($1::uuid[]) with ordinality m (id, place) cross join lateral"
                 " (select * from parapet.threat n where n.model_id = m.id"
                 "   and ($4::uuid is null or (n.number, n.id) > ($3::integer, $4::uuid))"
                 "   and ($5::text[] is null or lower (n.status) = any ($5::text[])"
                 "        or ($6::boolean and lower (n.status) <> all ($7::text[])))"
                 "   order by n.number, n.id limit $2::integer) n"
                 " order by m.place, n.number, n.id" };

#define CONTROL_COLUMNS "n.model_id, n.id, n.title, n.status, n.document"

static const PpStatement statement_controls = {
  "controls", "select n.model_id, " CONTROL_COLUMNS " from parapet.control n where n.model_id = any ($1::uuid[])"
              " order by n.model_id, n.title, n.id" };
static const PpStatement statement_controls_of_threats = {
  "threat-controls", "select t.id::uuid, " CONTROL_COLUMNS " from parapet.control n cross join lateral"
                     " jsonb_array_elements_text (case jsonb_typeof (n.document -> 'threats') when 'array'"
                     "   then n.document -> 'threats' else '[]' end) t (id)"
                     " where n.model_id = any ($1::uuid[]) and t.id = any ($2::text[])"
                     " order by t.id, n.title, n.id" };
static const PpStatement statement_layouts = {
  "layouts", "select n.model_id, n.model_id, n.id, n.title, n.revision, n.updated_at, n.updated_by, n.document"
             " from parapet.layout n where n.model_id = any ($1::uuid[])"
             " order by n.model_id, n.document -> 'order', n.title, n.id" };

const PpStatement pp_resolve_statement_layout = {
  "layout", "select n.model_id, n.model_id, n.id, n.title, n.revision, n.updated_at, n.updated_by, n.document"
            " from parapet.layout n where n.model_id = $1::uuid and n.id = $2::uuid" };

/* --- threats --- */

static void
answer_threats (GqlCall   *call,
                GPtrArray *results,
                gpointer   data)
{
  pp_page_answer (call, g_ptr_array_index (results, 1), data, THREAT_ORDER);
}

static void
resolve_threats (PpApi   *api,
                 GqlCall *call)
{
  PpPage *page = gql_arena_new0 (gql_call_get_arena (call), PpPage);
  PpBatch *batch;

  if (!pp_page_read (call, 2, page))
    return;
  if (_pp_resolve_get_past (call) != NULL)
    {
      _pp_resolve_past_threats (call, page);
      return;
    }
  batch = pp_resolve_new_batch (call);
  pp_batch_add (batch, &statement_threats);
  pp_resolve_bind_models (call, batch);
  pp_page_bind (page, batch);
  pp_resolve_bind_words (call, "status", pp_words_statuses, "OPEN", batch);
  pp_resolve_ask (api, call, batch, answer_threats, page);
}

/* A category of another method is none of this one. */
static void
resolve_stride (PpApi   *api,
                GqlCall *call)
{
  static const PpColumn category = { PP_COLUMN_MEMBER_TEXT, THREAT_DOCUMENT, "category", "" };

  for (guint i = 0; i < gql_call_get_n_objects (call); i++)
    {
      GqlValue word = pp_resolve_column (gql_call_get_arena (call), gql_call_get_pointer (call, i), &category);

      gql_call_set (call, i, gql_enum (pp_words_get_name (pp_words_stride, word.string)));
    }
  gql_call_finish (call);
}

/* --- controls and layouts --- */

static void
resolve_controls (PpApi   *api,
                  GqlCall *call)
{
  if (_pp_resolve_get_past (call) != NULL)
    _pp_resolve_past_controls (call, PP_MODEL_ID);
  else
    pp_resolve_many (api, call, &statement_controls, PP_MODEL_ID);
}

static void
resolve_layouts (PpApi   *api,
                 GqlCall *call)
{
  if (_pp_resolve_get_past (call) != NULL)
    _pp_resolve_past_layouts (call);
  else
    pp_resolve_many (api, call, &statement_layouts, PP_MODEL_ID);
}

static void
resolve_controls_of_threats (PpApi   *api,
                             GqlCall *call)
{
  if (_pp_resolve_get_past (call) != NULL)
    _pp_resolve_past_controls (call, ID);
  else
    pp_resolve_many_of_model (api, call, &statement_controls_of_threats, MODEL, ID);
}

static void
resolve_updated_by (PpApi   *api,
                    GqlCall *call)
{
  pp_resolve_member (api, call, LAYOUT_UPDATED_BY);
}

void
pp_resolve_threat_add (PpApi *api)
{
  static const PpApiField fields[] = {
    { "ThreatModel", "threats", resolve_threats },
    { "ThreatModel", "controls", resolve_controls },
    { "ThreatModel", "layouts", resolve_layouts },
    { "ThreatConnection", "nodes" },
    { "ThreatConnection", "pageInfo" },
    { "Threat", "id", .column = { PP_COLUMN_UUID, ID } },
    { "Threat", "number", .column = { PP_COLUMN_INTEGER, THREAT_NUMBER } },
    { "Threat", "title", .column = { PP_COLUMN_MEMBER_TEXT, THREAT_DOCUMENT, "title", "" } },
    { "Threat", "stride", resolve_stride },
    { "Threat", "category", .column = { PP_COLUMN_MEMBER_TEXT, THREAT_DOCUMENT, "category", "" } },
    { "Threat", "severity", .column = { PP_COLUMN_WORD, THREAT_SEVERITY, NULL, NULL, pp_words_severities } },
    { "Threat", "status", .column = { PP_COLUMN_WORD, THREAT_STATUS, NULL, "OPEN", pp_words_statuses } },
    { "Threat", "score", .column = { PP_COLUMN_MEMBER_NUMBER, THREAT_DOCUMENT, "score" } },
    { "Threat", "elementId", .column = { PP_COLUMN_UUID, THREAT_ELEMENT } },
    { "Threat", "controls", resolve_controls_of_threats },
    { "Threat", "origin", .column = { PP_COLUMN_MEMBER_TEXT, THREAT_DOCUMENT, "origin", "" } },
    { "Threat", "properties", .column = { PP_COLUMN_JSON, THREAT_PROPERTIES } },
    { "Threat", "document", .column = { PP_COLUMN_JSON, THREAT_DOCUMENT } },
    { "Control", "id", .column = { PP_COLUMN_UUID, ID } },
    { "Control", "title", .column = { PP_COLUMN_TEXT, CONTROL_TITLE } },
    { "Control", "description", .column = { PP_COLUMN_MEMBER_TEXT, CONTROL_DOCUMENT, "description", "" } },
    { "Control", "status", .column = { PP_COLUMN_TEXT, CONTROL_STATUS } },
    { "Control", "threatIds", .column = { PP_COLUMN_MEMBER_TEXTS, CONTROL_DOCUMENT, "threats" } },
    { "Control", "references", .column = { PP_COLUMN_MEMBER_TEXTS, CONTROL_DOCUMENT, "references" } },
    { "Control", "document", .column = { PP_COLUMN_JSON, CONTROL_DOCUMENT } },
    { "Layout", "id", .column = { PP_COLUMN_UUID, ID } },
    { "Layout", "title", .column = { PP_COLUMN_TEXT, LAYOUT_TITLE } },
    { "Layout", "revision", .column = { PP_COLUMN_INTEGER, LAYOUT_REVISION } },
    { "Layout", "updatedAt", .column = { PP_COLUMN_TIME, LAYOUT_UPDATED_AT } },
    { "Layout", "updatedBy", resolve_updated_by },
    { "Layout", "viewport", .column = { PP_COLUMN_MEMBER_JSON, LAYOUT_DOCUMENT, "viewport", "{}" } },
    { "Layout", "placements", .column = { PP_COLUMN_MEMBER_JSON, LAYOUT_DOCUMENT, "placements", "{}" } },
    { "Layout", "document", .column = { PP_COLUMN_JSON, LAYOUT_DOCUMENT } },
  };

  pp_api_add_fields (api, fields, G_N_ELEMENTS (fields));
}
