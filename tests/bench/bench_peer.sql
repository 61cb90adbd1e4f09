-- SPDX-License-Identifier: GPL-3.0-or-later
-- applyChanges for PostGraphile: what the server does with a list of changes, done by one function of the database. It takes
-- the same changes, refuses what does not fit, and leaves the same rows. To stay plain it only sets fields of nodes and edges,
-- none of which is a marking or leads to another record: so the label and the counts of the model stay.
create function parapet.apply_changes (in_model uuid, seen integer, request uuid, note text, changes jsonb)
  returns parapet.model
  language plpgsql
as $$
declare
  model parapet.model;
  digest bytea := sha256 (convert_to (changes::text || note, 'UTF8'));
  done bytea;
  change record;
  made jsonb;
  path text[];
  added bigint;
  told text;
begin
  select * into model from parapet.model m where m.id = in_model for update;
  if not found then
    raise exception 'there is no such model';
  end if;
  select r.request_digest into done from parapet.revision r where r.model_id = in_model and r.request_id = request;
  if found then
    if done <> digest then
      raise exception 'other changes were done by this request';
    end if;
    return model;
  end if;
  if model.revision <> seen then
    raise exception 'the model has another revision';
  end if;

  for change in select * from jsonb_to_recordset (changes)
                  as c (op text, record text, id uuid, field text, before jsonb, after jsonb) loop
    path := string_to_array (change.field, '/');
    if change.op <> 'set' or path[1] in ('id', 'marking', 'parent', 'source', 'target') then
      raise exception 'that is not done here';
    end if;
    if change.record = 'node' then
      select n.document || jsonb_build_object ('kind', n.kind, 'name', n.name, 'properties', n.properties) into made
        from parapet.node n where n.model_id = in_model and n.id = change.id;
    else
      select e.document || jsonb_build_object ('kind', e.kind, 'name', e.name, 'properties', e.properties) into made
        from parapet.edge e where e.model_id = in_model and e.id = change.id;
    end if;
    if made is null or made #> path is distinct from change.before then
      raise exception 'the record is not as the change says';
    end if;
    made := jsonb_set (made, path, change.after);
    if length (made::text) > 262144 then
      raise exception 'the record is too large';
    end if;
    if change.record = 'node' then
      update parapet.node n
         set kind = made ->> 'kind', name = made ->> 'name', properties = made -> 'properties', document = made
       where n.model_id = in_model and n.id = change.id;
    else
      update parapet.edge e
         set kind = made ->> 'kind', name = made ->> 'name', properties = made -> 'properties', document = made
       where e.model_id = in_model and e.id = change.id;
    end if;
  end loop;

  added := 4000000 / greatest (100, (model.node_count + model.edge_count) / 15) + length (changes::text);
  update parapet.model m
     set revision = m.revision + 1, updated_at = now (), updated_by = parapet.current_member (),
         weight = case when m.weight + added < 4000000 then m.weight + added else 0 end
   where m.id = in_model returning * into model;
  insert into parapet.revision (organisation_id, model_id, number, label_id, content_label_id, member_id, request_id,
                                request_digest, note, changes)
    values (model.organisation_id, model.id, model.revision, model.label_id, model.label_id, model.updated_by, request,
            digest, note, changes);
  if model.weight = 0 then
    insert into parapet.snapshot (organisation_id, model_id, number, label_id, records)
      select model.organisation_id, model.id, model.revision, model.label_id,
             json_agg (json_build_array (r.type, r.id, r.document))
        from (select 0, model.id, model.document || jsonb_build_object ('title', model.title, 'description',
                                                                        model.description, 'properties', model.properties)
              union all
              select 1, n.id, n.document || jsonb_build_object ('kind', n.kind, 'name', n.name, 'properties', n.properties)
                from parapet.node n where n.model_id = in_model
              union all
              select 2, e.id, e.document || jsonb_build_object ('kind', e.kind, 'name', e.name, 'properties', e.properties,
                                                                'source', e.source_id, 'target', e.target_id)
                from parapet.edge e where e.model_id = in_model) as r (type, id, document);
  end if;
  insert into parapet.audit (organisation_id, issuer, subject, action, object_id, label_id, revision_before,
                             revision_after, request_id, reason, address)
    values (model.organisation_id, parapet.setting ('issuer'), parapet.setting ('subject'), 'apply-changes', model.id,
            model.label_id, seen, model.revision, request, '', parapet.setting ('address')::inet);
  insert into parapet.event (organisation_id, model_id, label_id, kind, revision, member_id)
    values (model.organisation_id, model.id, model.label_id, 'changed', model.revision, model.updated_by)
    returning pg_notify ('parapet_event', json_build_object ('organisation', organisation_id, 'model', model_id, 'label',
                                                             label_id, 'sequence', sequence)::text) into told;
  return model;
end
$$;
grant execute on function parapet.apply_changes to parapet_server;
