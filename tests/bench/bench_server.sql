-- SPDX-License-Identifier: GPL-3.0-or-later
-- 10,000 models, of which one has 5,000 nodes and 10,000 edges. Triggers that check keys are off: what is added is right.
set session_replication_role = replica;
do $$
declare
  organisation uuid := (select id from parapet.organisation limit 1);
  person uuid := gen_random_uuid ();
  label uuid := gen_random_uuid ();
  model uuid := '00000000-0000-4000-8000-0000000000aa';
begin
  insert into parapet.member (organisation_id, id, issuer, subject, name)
    values (organisation, person, 'benchmark', 'benchmark', 'Benchmark');
  insert into parapet.label (organisation_id, id, tlp) values (organisation, label, 1);
  insert into parapet.model (organisation_id, id, label_id, title, description, updated_by, updated_at, document)
    select organisation, case i when 1 then model else gen_random_uuid () end, label, 'Model ' || i,
           'What model ' || i || ' is for.', person, now () - i * interval '1 minute',
           jsonb_build_object ('title', 'Model ' || i)
      from generate_series (1, 10000) i;
  insert into parapet.revision (organisation_id, model_id, number, label_id, content_label_id, member_id, request_id, changes)
    select organisation, id, 1, label, label, person, gen_random_uuid (), '[]' from parapet.model;
  insert into parapet.node (organisation_id, model_id, id, label_id, kind, name, properties, document)
    select organisation, model, ('00000000-0000-4000-9000-' || lpad (i::text, 12, '0'))::uuid, label, d ->> 'kind',
           d ->> 'name', d -> 'properties', d
      from generate_series (1, 5000) i,
           jsonb_build_object (
             'kind', (array['process', 'web-service', 'database', 'host', 'actor'])[1 + i % 5],
             'name', 'Node ' || i, 'description', 'What node ' || i || ' does.',
             'facts', '{"encrypted": {"value": true, "source": "person"}}'::jsonb,
             'properties', jsonb_build_object ('zone', i % 10, 'owner', 'team ' || i % 7, 'tags', array['a', 'b'])) d;
  insert into parapet.edge (organisation_id, model_id, id, label_id, kind, name, source_id, target_id, properties, document)
    select organisation, model, gen_random_uuid (), label, 'data-flow', d ->> 'name', (d ->> 'source')::uuid,
           (d ->> 'target')::uuid, d -> 'properties', d
      from generate_series (1, 10000) i,
           jsonb_build_object (
             'kind', 'data-flow', 'name', 'Flow ' || i, 'protocol', 'HTTPS', 'properties', '{"port": 443}'::jsonb,
             'source', '00000000-0000-4000-9000-' || lpad ((1 + i % 5000)::text, 12, '0'),
             'target', '00000000-0000-4000-9000-' || lpad ((1 + (i * 7 + 3) % 5000)::text, 12, '0')) d;
  update parapet.model set node_count = 5000, edge_count = 10000 where title = 'Model 1';
end
$$;
reset session_replication_role;
analyze;
