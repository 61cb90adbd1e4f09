-- SPDX-License-Identifier: GPL-3.0-or-later
-- The small change of the benchmark for PostGraphile: what the server does around it is done by a function.
create function parapet.rename_node (in_model uuid, in_node uuid, seen integer, before text, after text, request uuid)
  returns integer
  language plpgsql
as $$
declare
  found_revision integer;
  told text;
begin
  select m.revision into found_revision from parapet.model m where m.id = in_model for update;
  if found_revision is distinct from seen
     or exists (select from parapet.revision r where r.model_id = in_model and r.request_id = request) then
    raise exception 'the model has another revision';
  end if;
  perform from parapet.audit_end where organisation_id = parapet.current_organisation () for update;
  update parapet.node n set name = after, document = n.document || jsonb_build_object ('name', after)
   where n.model_id = in_model and n.id = in_node and n.name = before;
  if not found then
    raise exception 'the node is not as the change says';
  end if;
  update parapet.model m
     set revision = m.revision + 1, updated_at = now (), updated_by = parapet.current_member (),
         weight = case when m.revision % 100 = 0 then 0 else m.weight + 40000 end
   where m.id = in_model;
  insert into parapet.revision (organisation_id, model_id, number, label_id, content_label_id, member_id, request_id,
                                note, changes)
    select m.organisation_id, m.id, m.revision, m.label_id, m.label_id, parapet.current_member (), request, '',
           jsonb_build_array (jsonb_build_object ('op', 'set', 'record', 'node', 'id', in_node, 'field', 'name', 'before',
                                                  before, 'after', after))
      from parapet.model m where m.id = in_model;
  if seen % 100 = 0 then
    insert into parapet.snapshot (organisation_id, model_id, number, label_id, records)
      select m.organisation_id, m.id, m.revision, m.label_id,
             (select json_agg (json_build_array (r.type, r.id, r.document)) from (
                select 1, n.id, n.document || jsonb_build_object ('kind', n.kind, 'name', n.name, 'properties', n.properties)
                  from parapet.node n where n.model_id = in_model
                union all
                select 2, e.id, e.document || jsonb_build_object ('kind', e.kind, 'name', e.name, 'properties', e.properties,
                                                                  'source', e.source_id, 'target', e.target_id)
                  from parapet.edge e where e.model_id = in_model) as r (type, id, document))
        from parapet.model m where m.id = in_model;
  end if;
  insert into parapet.audit (organisation_id, issuer, subject, action, object_id, label_id, revision_before,
                             revision_after, request_id, reason)
    select p.organisation_id, p.issuer, p.subject, 'change', in_model, m.label_id, seen, m.revision, request, ''
      from parapet.member p join parapet.model m on m.id = in_model
     where p.organisation_id = parapet.current_organisation () and p.id = parapet.current_member ();
  with e as (
    insert into parapet.event (organisation_id, model_id, label_id, kind, revision, member_id)
      select m.organisation_id, m.id, m.label_id, 'changed', m.revision, parapet.current_member ()
        from parapet.model m where m.id = in_model
    returning organisation_id, model_id, label_id, sequence)
  select pg_notify ('parapet_event', json_build_object ('organisation', e.organisation_id, 'model', e.model_id,
                                                        'label', e.label_id, 'sequence', e.sequence)::text)
    into told from e;
  return seen + 1;
end
$$;
grant execute on function parapet.rename_node to parapet_server;
