-- SPDX-License-Identifier: GPL-3.0-or-later
-- What writing needs: edges that end where edges of a drawing do, history that keeps its marking, and states of a
-- model from which older ones are found.

-- An edge ends at a node, at another edge, or in the air.
alter table parapet.edge
  alter source_id drop not null,
  alter target_id drop not null,
  add source_edge_id uuid,
  add target_edge_id uuid,
  add check (num_nonnulls (source_id, source_edge_id) <= 1),
  add check (num_nonnulls (target_id, target_edge_id) <= 1),
  add foreign key (organisation_id, model_id, source_edge_id)
    references parapet.edge (organisation_id, model_id, id) deferrable initially deferred,
  add foreign key (organisation_id, model_id, target_edge_id)
    references parapet.edge (organisation_id, model_id, id) deferrable initially deferred;
create index edge_by_source_edge on parapet.edge (organisation_id, model_id, source_edge_id)
  where source_edge_id is not null;
create index edge_by_target_edge on parapet.edge (organisation_id, model_id, target_edge_id)
  where target_edge_id is not null;
create index node_by_parent on parapet.node (organisation_id, model_id, parent_id) where parent_id is not null;

-- A revision tells of what was there before and after it, so it keeps the marking of both. When the model is marked
-- lower later, the revision is not: what was taken out of a model before it was released stays out of sight.
alter table parapet.revision add content_label_id uuid;
update parapet.revision set content_label_id = label_id;
alter table parapet.revision
  alter content_label_id set not null,
  add foreign key (organisation_id, content_label_id) references parapet.label (organisation_id, id);

create function parapet.keep_label () returns trigger
  language plpgsql
  set search_path = parapet, pg_temp
as $$
begin
  new.content_label_id := coalesce (new.content_label_id, new.label_id);
  return new;
end
$$;
create trigger keep_label before insert on parapet.revision for each row execute function parapet.keep_label ();

-- All records of a model at one revision, as [[type, id, document], …]. Any older revision is found from the nearest
-- one, by taking the changes in between back; the server adds one whenever those would become too many.
create table parapet.snapshot (
  organisation_id   uuid not null,
  model_id          uuid not null,
  number            integer not null,
  label_id          uuid not null,
  content_label_id  uuid not null,
  records           json not null,
  primary key (organisation_id, model_id, number),
  foreign key (organisation_id, model_id, label_id)
    references parapet.model (organisation_id, id, label_id) on update cascade on delete cascade,
  foreign key (organisation_id, model_id, number)
    references parapet.revision (organisation_id, model_id, number) on delete cascade,
  foreign key (organisation_id, content_label_id) references parapet.label (organisation_id, id)
);
create trigger keep_label before insert on parapet.snapshot for each row execute function parapet.keep_label ();
alter table parapet.snapshot enable row level security;
alter table parapet.snapshot force row level security;

-- What has been changed since the last snapshot, in bytes.
alter table parapet.model add weight bigint not null default 0;

do $$
declare
  visible constant text := 'organisation_id = (select parapet.current_organisation ()) '
                           'and label_id = any ((select parapet.visible_labels ())::uuid[])';
begin
  execute format ('create policy read on parapet.snapshot for select using (%s)', visible);
  execute format ('create policy add on parapet.snapshot for insert with check (%s '
                  'and (select parapet.has_role (4 | 8 | 16 | 32)))', visible);

  -- Classifiers mark, and a marking is a revision like others.
  execute 'drop policy add on parapet.revision';
  execute format ('create policy add on parapet.revision for insert with check (%s '
                  'and (select parapet.has_role (4 | 8 | 16 | 32)) '
                  'and member_id = (select parapet.current_member ()))', visible);

  -- Whoever asks for a review names somebody; what the review says, only that person says.
  execute 'drop policy add on parapet.review';
  execute format ('create policy add on parapet.review for insert with check (%s and (select parapet.may_discuss ()) '
                  'and (state = ''requested'' or reviewer_id = (select parapet.current_member ())))', visible);
end
$$;
create policy read_content on parapet.revision as restrictive for select
  using (content_label_id = any ((select parapet.visible_labels ())::uuid[]));
create policy read_content on parapet.snapshot as restrictive for select
  using (content_label_id = any ((select parapet.visible_labels ())::uuid[]));
grant select, insert on parapet.snapshot to parapet_server;
grant update (revision) on parapet.review to parapet_server;

-- Four eyes: nobody approves what has changes of their own since the last approval.
create function parapet.guard_review () returns trigger
  language plpgsql
  set search_path = parapet, pg_temp
as $$
begin
  if exists (
    select from parapet.revision r
     where r.organisation_id = new.organisation_id and r.model_id = new.model_id
       and r.member_id = new.reviewer_id and r.number <= new.revision
       and r.number > coalesce ((select max (v.revision) from parapet.review v
                                  where v.organisation_id = new.organisation_id and v.model_id = new.model_id
                                    and v.state = 'approved' and v.revision < new.revision), 0)) then
    raise exception 'nobody approves changes of their own' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger guard_review before insert or update on parapet.review for each row
  when (new.state = 'approved') execute function parapet.guard_review ();

-- Audit outlives even the organisation, and so the labels that it names.
alter table parapet.audit drop constraint audit_organisation_id_label_id_fkey;

-- With an organisation go its members, its labels, and all that names them, in whatever order: what is left is looked at
-- in the end.
do $$
declare
  key record;
begin
  for key in select conrelid::regclass as of_table, conname as name from pg_constraint
              where confrelid in ('parapet.member'::regclass, 'parapet.label'::regclass) and contype = 'f' loop
    execute format ('alter table %s alter constraint %I deferrable initially deferred', key.of_table, key.name);
  end loop;
end
$$;
