-- SPDX-License-Identifier: GPL-3.0-or-later
-- Who may see and change which rows.

-- Architects, admins and services write; reviewers comment and review; classifiers mark.
create function parapet.may_edit () returns boolean
  language sql stable parallel safe
  return parapet.has_role (4 | 16 | 32);

create function parapet.may_discuss () returns boolean
  language sql stable parallel safe
  return parapet.has_role (2 | 4 | 16);

do $$
declare
  name text;
  visible constant text := 'organisation_id = (select parapet.current_organisation ()) '
                           'and label_id = any ((select parapet.visible_labels ())::uuid[])';
begin
  foreach name in array array['model', 'node', 'edge', 'layout', 'threat', 'control', 'comment', 'revision',
                              'review', 'event'] loop
    execute format ('alter table parapet.%I enable row level security', name);
    execute format ('alter table parapet.%I force row level security', name);
    execute format ('create policy read on parapet.%I for select using (%s)', name, visible);
  end loop;

  -- What architects draw.
  foreach name in array array['node', 'edge', 'layout', 'threat', 'control'] loop
    execute format ('create policy add on parapet.%I for insert with check (%s and (select parapet.may_edit ()))',
                    name, visible);
    execute format ('create policy change on parapet.%I for update using (%s and (select parapet.may_edit ())) '
                    'with check (%s)', name, visible, visible);
    execute format ('create policy remove on parapet.%I for delete using (%s and (select parapet.may_edit ()))',
                    name, visible);
    execute format ('grant select, insert, update, delete on parapet.%I to parapet_server', name);
  end loop;

  -- A revision is added, and its name given; nothing else of it ever changes.
  execute format ('create policy add on parapet.revision for insert with check (%s and (select parapet.may_edit ()) '
                  'and member_id = (select parapet.current_member ()))', visible);
  execute format ('create policy change on parapet.revision for update using (%s and (select parapet.may_edit ())) '
                  'with check (%s)', visible, visible);
  execute format ('create policy add on parapet.event for insert with check (%s '
                  'and member_id = (select parapet.current_member ()))', visible);

  -- A person speaks for nobody else.
  execute format ('create policy add on parapet.comment for insert with check (%s '
                  'and (select parapet.may_discuss ()) and author_id = (select parapet.current_member ()))', visible);
  execute format ('create policy change on parapet.comment for update using (%s and (select parapet.may_discuss ())) '
                  'with check (%s)', visible, visible);
  execute format ('create policy add on parapet.review for insert with check (%s '
                  'and (select parapet.may_discuss ()))', visible);
  execute format ('create policy change on parapet.review for update using (%s '
                  'and reviewer_id = (select parapet.current_member ())) with check (%s)', visible, visible);

  execute format ('create policy add on parapet.model for insert with check (%s and (select parapet.may_edit ()))',
                  visible);
  -- Classifiers mark, so they change a model too; what else they may not do, the server's table of roles says.
  execute format ('create policy change on parapet.model for update using (%s '
                  'and (select parapet.has_role (4 | 8 | 16 | 32))) with check (%s)', visible, visible);
  execute format ('create policy remove on parapet.model for delete using (%s and (select parapet.may_edit ()))',
                  visible);
end
$$;

grant select, insert, update, delete on parapet.model to parapet_server;
grant select, insert on parapet.revision, parapet.event to parapet_server;
grant update (name) on parapet.revision to parapet_server;
grant select, insert on parapet.comment, parapet.review to parapet_server;
grant update (resolved) on parapet.comment to parapet_server;
grant update (state, note, at) on parapet.review to parapet_server;

-- Raising is open to whoever edits, up to the own clearance (the policies see to that). Lowering, be it one level, one
-- caveat, or one name more, needs a classifier and a reason, and leaves a row of audit.
create function parapet.guard_label () returns trigger
  language plpgsql
  set search_path = parapet, pg_temp
as $$
declare
  old_label parapet.label;
  new_label parapet.label;
begin
  select * into strict old_label from parapet.label
    where organisation_id = old.organisation_id and id = old.label_id;
  select * into new_label from parapet.label where organisation_id = new.organisation_id and id = new.label_id;
  if not found then
    raise exception 'a marking above the own clearance' using errcode = 'insufficient_privilege';
  end if;
  if new_label.tlp >= old_label.tlp and new_label.nato >= old_label.nato and new_label.eu >= old_label.eu
     and new_label.caveats @> old_label.caveats
     and (old_label.recipients = '{}'
          or (new_label.recipients <> '{}' and new_label.recipients <@ old_label.recipients)) then
    return new;
  end if;
  if not parapet.has_role (8) then
    raise exception 'lowering a marking needs the role classifier' using errcode = 'insufficient_privilege';
  end if;
  if parapet.setting ('reason') is null then
    raise exception 'lowering a marking needs a reason' using errcode = 'check_violation';
  end if;
  insert into parapet.audit (organisation_id, issuer, subject, action, object_id, label_id, revision_before,
                             revision_after, reason)
    select m.organisation_id, m.issuer, m.subject, 'lower-marking', new.id, old.label_id, old.revision,
           new.revision, parapet.setting ('reason')
      from parapet.member m
     where m.organisation_id = new.organisation_id and m.id = parapet.current_member ();
  if not found then
    raise exception 'only a member lowers a marking' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
$$;

create trigger guard_label before update of label_id on parapet.model for each row
  when (old.label_id is distinct from new.label_id) execute function parapet.guard_label ();

-- Rows of audit are added and read; no right to change or remove them is ever given.
alter table parapet.audit enable row level security;
alter table parapet.audit force row level security;
alter table parapet.audit_end enable row level security;
alter table parapet.audit_end force row level security;
create policy read on parapet.audit for select
  using (organisation_id = (select parapet.current_organisation ())
         and (select parapet.has_role (8 | 16))
         and (label_id is null or label_id = any ((select parapet.visible_labels ())::uuid[])));
create policy add on parapet.audit for insert
  with check (organisation_id = (select parapet.current_organisation ()));
create policy own on parapet.audit_end
  using (organisation_id = (select parapet.current_organisation ()));
grant select, insert on parapet.audit to parapet_server;
grant select, insert, update on parapet.audit_end to parapet_server;

-- What a request may cost, whoever sends it.
alter role parapet_server set statement_timeout = '5s';
alter role parapet_server set lock_timeout = '3s';
alter role parapet_server set idle_in_transaction_session_timeout = '10s';
alter role parapet_server set search_path = '';
