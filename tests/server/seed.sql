-- SPDX-License-Identifier: GPL-3.0-or-later
-- Two organisations; in each a model for everybody (label 1), one that is TLP:AMBER with the caveat ORCON (label 2),
-- and one that is TLP:RED for one person by name (label 3), each with one row in every table.
do $$
declare
  o integer;
  l integer;
  organisation uuid;
  person uuid;
  mark uuid;
  drawing uuid;
begin
  for o in 1..2 loop
    organisation := ('00000000-0000-4000-8000-00000000000' || o)::uuid;
    person := ('00000000-0000-4000-a000-00000000000' || o)::uuid;
    insert into parapet.organisation (id, key, name) values (organisation, 'org-' || o, 'Organisation ' || o);
    insert into parapet.member (organisation_id, id, issuer, subject) values (organisation, person, 'issuer', 'person');
    for l in 1..3 loop
      mark := ('00000000-0000-4000-9000-0000000000' || o || l)::uuid;
      drawing := ('00000000-0000-4000-b000-0000000000' || o || l)::uuid;
      insert into parapet.label values (organisation, mark, case l when 1 then 0 when 2 then 3 else 5 end, 0, 0,
                                        case l when 2 then '{ORCON}' else '{}' end::text[],
                                        case l when 3 then array[person] else '{}' end);
      insert into parapet.model (organisation_id, id, label_id, title) values (organisation, drawing, mark, 'Model ' || l);
      insert into parapet.node (organisation_id, model_id, id, label_id, kind)
        values (organisation, drawing, drawing, mark, 'process');
      insert into parapet.edge (organisation_id, model_id, id, label_id, kind, source_id, target_id)
        values (organisation, drawing, drawing, mark, 'data-flow', drawing, drawing);
      insert into parapet.layout (organisation_id, model_id, id, label_id) values (organisation, drawing, drawing, mark);
      insert into parapet.threat (organisation_id, model_id, id, label_id, number, node_id, status, severity)
        values (organisation, drawing, drawing, mark, 1, drawing, 'open', 'high');
      insert into parapet.control (organisation_id, model_id, id, label_id, status)
        values (organisation, drawing, drawing, mark, 'planned');
      insert into parapet.comment (organisation_id, model_id, label_id, author_id, body)
        values (organisation, drawing, mark, person, 'Seen.');
      insert into parapet.revision (organisation_id, model_id, number, label_id, member_id, request_id, changes)
        values (organisation, drawing, 1, mark, person, drawing, '[]');
      insert into parapet.snapshot (organisation_id, model_id, number, label_id, records)
        values (organisation, drawing, 1, mark, '[]');
      insert into parapet.review (organisation_id, model_id, label_id, reviewer_id, revision, state)
        values (organisation, drawing, mark, person, 1, 'requested');
      insert into parapet.event (organisation_id, model_id, label_id, kind, revision, member_id)
        values (organisation, drawing, mark, 'changed', 1, person);
      insert into parapet.audit (organisation_id, issuer, subject, action, object_id, label_id)
        values (organisation, 'issuer', 'person', 'create-model', drawing, mark);
    end loop;
  end loop;
end
$$;
