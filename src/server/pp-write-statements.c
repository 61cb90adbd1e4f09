/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-write-statements.h"

#include "pp-change.h"

/* What stands in columns counts; the document says the rest. A document that says the same already is taken as it is,
 * since there are thousands of nodes and edges, and to make each again takes longer than to read it. */
#define MODEL_DOCUMENT \
  "document || jsonb_build_object ('title', title, 'description', description, 'properties', properties)"
#define ELEMENT_DOCUMENT(is_same, rest) \
  "case when document ->> 'kind' = kind and document ->> 'name' = name and document -> 'properties' = properties" \
  "  and " is_same " then document" \
  " else document || jsonb_build_object ('kind', kind, 'name', name, 'properties', properties)" rest " end"
#define REFERENCE(name, ids) \
  " || case when num_nonnulls (" ids ") = 0 then '{}' else jsonb_build_object ('" name "', coalesce (" ids ")) end"
#define NODE_DOCUMENT \
  ELEMENT_DOCUMENT ("document ->> 'parent' is not distinct from parent_id::text", REFERENCE ("parent", "parent_id"))
#define EDGE_DOCUMENT \
  ELEMENT_DOCUMENT ("document ->> 'source' is not distinct from coalesce (source_id, source_edge_id)::text" \
                    " and document ->> 'target' is not distinct from coalesce (target_id, target_edge_id)::text", \
                    REFERENCE ("source", "source_id, source_edge_id") REFERENCE ("target", "target_id, target_edge_id"))
#define THREAT_DOCUMENT \
  "document || jsonb_build_object ('number', number, 'status', status, 'severity', severity," \
  " 'properties', properties)" REFERENCE ("element", "node_id, edge_id")
#define CONTROL_DOCUMENT "document || jsonb_build_object ('title', title, 'status', status)"
#define LAYOUT_DOCUMENT "document || jsonb_build_object ('title', title)"

/* The numbers are those of PpRecordType. */
#define NODES(filter) "select 1, id, " NODE_DOCUMENT " from parapet.node where model_id = $1::uuid" filter
#define EDGES(filter) "select 2, id, " EDGE_DOCUMENT " from parapet.edge where model_id = $1::uuid" filter
#define THREATS(filter) "select 3, id, " THREAT_DOCUMENT " from parapet.threat where model_id = $1::uuid" filter
#define CONTROLS(filter) "select 4, id, " CONTROL_DOCUMENT " from parapet.control where model_id = $1::uuid" filter
#define LAYOUTS(document, filter) "select 6, id, " document " from parapet.layout where model_id = $1::uuid" filter
#define RECORDS(filter) \
  NODES (filter) " union all " EDGES (filter) " union all " THREATS (filter) " union all " CONTROLS (filter) \
  " union all " LAYOUTS (LAYOUT_DOCUMENT, filter)

/* A layout of thousands of elements is not read to move one: only the placements of some keys. */
#define LAYOUT_IN_PART(keys) \
  "(" LAYOUT_DOCUMENT ") - 'placements' || jsonb_build_object ('placements', (select coalesce (" \
  " jsonb_object_agg (k.key, d.placements -> k.key), '{}')" \
  " from (select document -> 'placements' as placements offset 0) d, unnest (" keys ") k (key)" \
  " where d.placements ? k.key))"

G_STATIC_ASSERT (PP_RECORD_NODE == 1 && PP_RECORD_EDGE == 2 && PP_RECORD_THREAT == 3 && PP_RECORD_CONTROL == 4 &&
                 PP_RECORD_LAYOUT == 6);

const PpStatement _pp_lock_model = {
  "write-lock-model",
  "select m.revision, " MODEL_DOCUMENT ", l.tlp, l.nato, l.eu, l.caveats, l.recipients::text[], m.weight,"
  " m.node_count, m.edge_count, m.label_id"
  " from parapet.model m join parapet.label l on l.organisation_id = m.organisation_id and l.id = m.label_id"
  " where m.id = $1::uuid for update of m"
};

const PpStatement _pp_find_request = {
  "write-find-request",
  "select request_digest is null or $3::text is null or request_digest = decode ($3, 'hex') from parapet.revision"
  " where model_id = $1::uuid and request_id = $2::uuid"
};

#define THESE " and id = any ($2::uuid[])"
#define WANTED_OF_LAYOUT \
  "case when $3::text[] is null then " LAYOUT_DOCUMENT " else " LAYOUT_IN_PART ("$3::text[]") " end"

const PpStatement _pp_load_records[PP_N_RECORD_TYPES] = {
  [PP_RECORD_MODEL] = {
    "write-load-records",
    NODES (THESE) " union all " EDGES (THESE) " union all " THREATS (THESE) " union all " CONTROLS (THESE)
    " union all " LAYOUTS (WANTED_OF_LAYOUT, THESE)
  },
  [PP_RECORD_NODE] = { "write-load-nodes", NODES (THESE) },
  [PP_RECORD_EDGE] = { "write-load-edges", EDGES (THESE) },
  [PP_RECORD_THREAT] = { "write-load-threats", THREATS (THESE) },
  [PP_RECORD_CONTROL] = { "write-load-controls", CONTROLS (THESE) },
  [PP_RECORD_LAYOUT] = { "write-load-layouts", LAYOUTS (WANTED_OF_LAYOUT, THESE) },
};

#define BASE \
  "with base as (select number, records from parapet.snapshot where model_id = $1::uuid and number >= $2::integer" \
  " order by number limit 1) "
#define WITHOUT_BASE " and not exists (select from base)"

const PpStatement _pp_find_past = {
  "past-find",
  "select revision, exists (select from parapet.revision r where r.model_id = m.id and r.number = $2::integer)"
  " from parapet.model m where m.id = $1::uuid"
};

const PpStatement _pp_load_past = {
  "past-load",
  BASE "select (r ->> 0)::integer, (r ->> 1)::uuid, (r -> 2)::jsonb, number from base, json_array_elements (records) r"
  " union all select 0, id, " MODEL_DOCUMENT ", 0 from parapet.model where id = $1::uuid" WITHOUT_BASE
  " union all select *, 0 from (" RECORDS (WITHOUT_BASE) ") as r"
};

const PpStatement _pp_list_past = {
  "past-list",
  BASE "select number, changes from parapet.revision where model_id = $1::uuid and number > $2::integer"
  " and number <= coalesce ((select number from base), 2147483647) order by number desc"
};

const PpStatement _pp_load_around = {
  "write-load-around",
  "with recursive gone (id) as ("
  " select $2::uuid"
  " union select e.id from gone g cross join lateral ("
  "  select id from parapet.edge where model_id = $1::uuid and source_id = g.id"
  "  union all select id from parapet.edge where model_id = $1::uuid and target_id = g.id"
  "  union all select id from parapet.edge where model_id = $1::uuid and source_edge_id = g.id"
  "  union all select id from parapet.edge where model_id = $1::uuid and target_edge_id = g.id) e),"
  " lost (id) as (select id from parapet.threat where model_id = $1::uuid"
  "               and (node_id in (select id from gone) or edge_id in (select id from gone))),"
  " gone_keys (ids) as (select array_agg (id::text) from gone),"
  " lost_keys (ids) as (select coalesce (array_agg (id::text), '{}') from lost) "
  NODES (" and (id = $2::uuid or parent_id = $2::uuid"
         "      or id = (select parent_id from parapet.node where model_id = $1::uuid and id = $2::uuid))")
  " union all " EDGES (" and id in (select id from gone)")
  " union all " THREATS (" and id in (select id from lost)")
  " union all " CONTROLS (" and document -> 'threats' ?| (select ids from lost_keys)")
  " union all " LAYOUTS (LAYOUT_IN_PART ("(select ids from gone_keys)"),
                         " and document -> 'placements' ?| (select ids from gone_keys)")
};

const PpStatement _pp_find_layout = {
  "write-find-layout", "select revision from parapet.layout where model_id = $1::uuid and id = $2::uuid"
};

#define MARKINGS(table) \
  "select document -> 'marking' from parapet." table \
  " where model_id = $1::uuid and document ? 'marking'"

const PpStatement _pp_list_markings = {
  "write-list-markings",
  MARKINGS ("node") " union " MARKINGS ("edge") " union " MARKINGS ("threat") " union " MARKINGS ("control")
  " union " MARKINGS ("layout")
};

const PpStatement _pp_list_since = {
  "write-list-since",
  "select number, changes from (select number, changes, sum (pg_column_size (changes)) over (order by number) as size"
  "  from parapet.revision where model_id = $1::uuid and number > $2::integer order by number limit $3::integer) r"
  " where size <= 1000000 order by number"
};

/* --- Records ------------------------------------------------------------------------------------- */

#define REMOVE(table) \
  { "write-remove-" table, "delete from parapet." table " where model_id = $1::uuid and id = any ($2::uuid[])" }

const PpStatement _pp_remove_records[PP_N_RECORD_TYPES] = {
  [PP_RECORD_NODE] = REMOVE ("node"),
  [PP_RECORD_EDGE] = REMOVE ("edge"),
  [PP_RECORD_THREAT] = REMOVE ("threat"),
  [PP_RECORD_CONTROL] = REMOVE ("control"),
  [PP_RECORD_LAYOUT] = REMOVE ("layout"),
};

/* Whether an identifier is that of an edge: one that is there, or one that comes with it. */
#define IS_EDGE(id) \
  "(exists (select from parapet.edge e where e.model_id = $1::uuid and e.id = " id ")" \
  " or coalesce (" id " in (select id from rows), false))"

const PpStatement _pp_write_records[PP_N_RECORD_TYPES] = {
  [PP_RECORD_MODEL] = {
    "write-model",
    "update parapet.model m set title = coalesce (r.title, ''),"
    " description = coalesce (r.document ->> 'description', ''), properties = coalesce (r.properties, '{}'),"
    " document = r.document"
    " from jsonb_to_recordset ($2::jsonb) as r (title text, properties jsonb, document jsonb)"
    " where m.id = $1::uuid"
  },
  [PP_RECORD_NODE] = {
    "write-node",
    "insert into parapet.node (organisation_id, model_id, id, label_id, kind, name, parent_id, properties, document)"
    " select $3::uuid, $1::uuid, r.id, $4::uuid, r.kind, coalesce (r.name, ''), r.parent,"
    "  coalesce (r.properties, '{}'), r.document"
    " from jsonb_to_recordset ($2::jsonb)"
    "  as r (id uuid, kind text, name text, parent uuid, properties jsonb, document jsonb)"
    " on conflict (organisation_id, model_id, id) do update set kind = excluded.kind, name = excluded.name,"
    "  parent_id = excluded.parent_id, properties = excluded.properties, document = excluded.document"
  },
  [PP_RECORD_EDGE] = {
    "write-edge",
    "with rows as (select * from jsonb_to_recordset ($2::jsonb)"
    "  as r (id uuid, kind text, name text, source uuid, target uuid, properties jsonb, document jsonb)),"
    " ends as (select rows.*, " IS_EDGE ("source") " as at_source, " IS_EDGE ("target") " as at_target from rows)"
    " insert into parapet.edge (organisation_id, model_id, id, label_id, kind, name, source_id, source_edge_id,"
    "  target_id, target_edge_id, properties, document)"
    " select $3::uuid, $1::uuid, r.id, $4::uuid, r.kind, coalesce (r.name, ''),"
    "  case when not at_source then r.source end, case when at_source then r.source end,"
    "  case when not at_target then r.target end, case when at_target then r.target end,"
    "  coalesce (r.properties, '{}'), r.document"
    " from ends r"
    " on conflict (organisation_id, model_id, id) do update set kind = excluded.kind, name = excluded.name,"
    "  source_id = excluded.source_id, source_edge_id = excluded.source_edge_id, target_id = excluded.target_id,"
    "  target_edge_id = excluded.target_edge_id, properties = excluded.properties, document = excluded.document"
  },
  [PP_RECORD_THREAT] = {
    "write-threat",
    "with rows as (select * from jsonb_to_recordset ($2::jsonb) as r (id uuid, number integer, element uuid,"
    "  status text, severity text, properties jsonb, document jsonb)),"
    " hung as (select rows.*, exists (select from parapet.edge e where e.model_id = $1::uuid and e.id = element)"
    "  as at_edge from rows)"
    " insert into parapet.threat (organisation_id, model_id, id, label_id, number, node_id, edge_id, status, severity,"
    "  properties, document)"
    " select $3::uuid, $1::uuid, r.id, $4::uuid, coalesce (r.number, 0),"
    "  case when not at_edge then r.element end, case when at_edge then r.element end, coalesce (r.status, ''),"
    "  coalesce (r.severity, ''), coalesce (r.properties, '{}'), r.document"
    " from hung r"
    " on conflict (organisation_id, model_id, id) do update set number = excluded.number, node_id = excluded.node_id,"
    "  edge_id = excluded.edge_id, status = excluded.status, severity = excluded.severity,"
    "  properties = excluded.properties, document = excluded.document"
  },
  [PP_RECORD_CONTROL] = {
    "write-control",
    "insert into parapet.control (organisation_id, model_id, id, label_id, title, status, document)"
    " select $3::uuid, $1::uuid, r.id, $4::uuid, coalesce (r.title, ''), coalesce (r.status, ''), r.document"
    " from jsonb_to_recordset ($2::jsonb) as r (id uuid, title text, status text, document jsonb)"
    " on conflict (organisation_id, model_id, id) do update set title = excluded.title, status = excluded.status,"
    "  document = excluded.document"
  },
  [PP_RECORD_LAYOUT] = {
    "write-layout",
    "insert into parapet.layout (organisation_id, model_id, id, label_id, title, revision, document, updated_by)"
    " select $3::uuid, $1::uuid, r.id, $4::uuid, coalesce (r.title, ''), $5::integer,"
    "  case when r.keys is null then r.document else (r.document - 'placements') || jsonb_build_object ('placements',"
    "   (coalesce (l.document -> 'placements', '{}') - array (select jsonb_array_elements_text (r.keys)))"
    "   || coalesce (r.document -> 'placements', '{}')) end,"
    "  $6::uuid"
    " from jsonb_to_recordset ($2::jsonb)"
    "  as r (id uuid, title text, keys jsonb, document jsonb)"
    " left join parapet.layout l on l.model_id = $1::uuid and l.id = r.id"
    " on conflict (organisation_id, model_id, id) do update set title = excluded.title, revision = excluded.revision,"
    "  document = excluded.document, updated_by = excluded.updated_by, updated_at = now ()"
  },
};

/* Nodes are moved into others one by one, so a circle goes through a node that was moved. */
const PpStatement _pp_find_cycle = {
  "write-find-cycle",
  "with recursive up (start, id) as ("
  " select id, parent_id from parapet.node where model_id = $1::uuid and id = any ($2::uuid[])"
  " union select up.start, n.parent_id from up join parapet.node n on n.model_id = $1::uuid and n.id = up.id)"
  " select start from up where start = id limit 1"
};

/* --- The revision -------------------------------------------------------------------------------- */

const PpStatement _pp_add_label = {
  "write-add-label",
  "insert into parapet.label (organisation_id, tlp, nato, eu, caveats, recipients)"
  " values (parapet.current_organisation (), $1::smallint, $2::smallint, $3::smallint, $4::text[], $5::uuid[])"
  " on conflict do nothing"
};

const PpStatement _pp_find_label = {
  "write-find-label",
  "select id from parapet.label where organisation_id = (select parapet.current_organisation ())"
  " and tlp = $1::smallint and nato = $2::smallint and eu = $3::smallint"
  " and caveats = $4::text[] and recipients = $5::uuid[]"
};

const PpStatement _pp_take_turn = {
  "write-take-turn",
  "select from parapet.audit_end where organisation_id = parapet.current_organisation () for update"
};

/* What the caller does not see does not count: else she could count it. */
const PpStatement _pp_count_models = {
  "write-count-models",
  "select count (*) from (select from parapet.model"
  " where organisation_id = (select parapet.current_organisation ()) limit $1::integer) m"
};

const PpStatement _pp_add_model = {
  "write-add-model",
  "insert into parapet.model (organisation_id, id, label_id, title, description, properties, document, updated_by)"
  " select $3::uuid, $1::uuid, $4::uuid, coalesce (r.title, ''), coalesce (r.document ->> 'description', ''),"
  "  coalesce (r.properties, '{}'), r.document, $5::uuid"
  " from jsonb_to_recordset ($2::jsonb) as r (title text, properties jsonb, document jsonb)"
};

#define RAISE_REVISION(and) \
  "update parapet.model set revision = revision + 1, updated_at = now (), updated_by = $2::uuid, weight = $3::bigint," \
  " node_count = greatest (node_count + $4::integer, 0), edge_count = greatest (edge_count + $5::integer, 0)" and \
  " where id = $1::uuid returning id, id, title, revision, created_at, updated_at"

const PpStatement _pp_raise_revision = { "write-raise-revision", RAISE_REVISION ("") };

/* A label that is named is looked at by a trigger, and carried to all rows of the model. */
const PpStatement _pp_raise_and_mark = { "write-raise-and-mark", RAISE_REVISION (", label_id = $6::uuid") };

const PpStatement _pp_add_revision = {
  "write-add-revision",
  "insert into parapet.revision (model_id, organisation_id, number, label_id, content_label_id, member_id, request_id,"
  "  note, changes, request_digest)"
  " values ($1::uuid, $2::uuid, $3::integer, $4::uuid, $5::uuid, $6::uuid, coalesce ($7::uuid, gen_random_uuid ()),"
  "  $8, $9::jsonb, decode ($10, 'hex'))"
};

const PpStatement _pp_add_snapshot = {
  "write-add-snapshot",
  "insert into parapet.snapshot (organisation_id, model_id, number, label_id, records)"
  " select organisation_id, id, revision, label_id,"
  "  (select json_agg (json_build_array (r.type, r.id, r.document)) from ("
  "  select 0, id, " MODEL_DOCUMENT " from parapet.model where id = $1::uuid union all " RECORDS ("")
  "  ) as r (type, id, document))"
  " from parapet.model where id = $1::uuid"
};

#define AUDIT(columns, values) \
  "insert into parapet.audit (object_id, organisation_id, issuer, subject, action, reason, address, " columns ")" \
  " values ($1::uuid, $2::uuid, $3, $4, $5, $6, $7::inet, " values ")"

const PpStatement _pp_add_audit = {
  "write-add-audit", AUDIT ("label_id", "(select label_id from parapet.model where id = $1::uuid)")
};

const PpStatement _pp_add_revision_audit = {
  "write-add-revision-audit",
  AUDIT ("label_id, revision_before, revision_after, request_id", "$8::uuid, $9::integer, $10::integer, $11::uuid")
};

/* After the audit, which those of one organisation write one after another: so their events are committed in the
 * order of their numbers, and whoever has seen one has missed none before. */
#define TELL(more) \
  " pg_notify ('parapet_event', json_build_object ('organisation', organisation_id, 'model', model_id," \
  " 'label', label_id, 'sequence', sequence" more ")::text)"

const PpStatement _pp_add_event = {
  "write-add-event",
  "insert into parapet.event (organisation_id, model_id, label_id, kind, revision, member_id)"
  " select organisation_id, id, label_id, $2, revision, parapet.current_member ()"
  " from parapet.model where id = $1::uuid returning" TELL ("")
};

const PpStatement _pp_add_revision_event = {
  "write-add-revision-event",
  "insert into parapet.event (model_id, organisation_id, label_id, kind, revision, member_id)"
  " values ($1::uuid, $2::uuid, $3::uuid, $4, $5::integer, $6::uuid) returning" TELL ("")
};

/* By now the model may have another label; those who see that one are told nothing of this. */
const PpStatement _pp_add_end = {
  "write-add-end",
  "with e as (insert into parapet.event (organisation_id, model_id, label_id, kind, revision, member_id)"
  " select organisation_id, id, coalesce ($3::uuid, label_id), 'deleted', coalesce ($2::integer, revision),"
  "  parapet.current_member ()"
  "  from parapet.model where id = $1::uuid"
  " returning organisation_id, model_id, label_id, sequence)"
  " select" TELL (", 'still', (select m.label_id from parapet.model m where m.id = $1::uuid and $3::uuid is not null)")
  " from e"
};

const PpStatement _pp_remove_model = {
  "write-remove-model", "delete from parapet.model where id = $1::uuid"
};

const PpStatement _pp_give_reason = {
  "write-give-reason", "select set_config ('app.reason', $1, true)"
};
