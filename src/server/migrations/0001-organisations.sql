-- SPDX-License-Identifier: GPL-3.0-or-later
-- Who asks, and what that person may see. Everything below stands on this.
--
-- The server connects as `parapet_server`, which owns nothing and cannot pass row level security. It says for
-- whom it acts by settings of one transaction:
--
--   app.organisation   uuid of the organisation
--   app.member         uuid of the member
--   app.roles          integer: the bits of PpRoles
--   app.tlp, app.nato, app.eu   integers: the highest level in each scheme, 0 for no statement
--   app.caveats        text[]: the caveats that the member is cleared for
--   app.reason         why a marking is lowered
--
-- A setting is an empty text, not NULL, once a transaction that set it has ended.

do $$
begin
  create role parapet_server login nosuperuser nocreatedb nocreaterole noinherit noreplication nobypassrls;
exception when duplicate_object then
  null;                         -- another database of this cluster has it already
end
$$;

do $$
begin
  execute format ('revoke all on database %I from public', current_database ());
  execute format ('grant connect on database %I to parapet_server', current_database ());
end
$$;
revoke all on schema public from public;

create schema parapet;
revoke all on schema parapet from public;
grant usage on schema parapet to parapet_server;

create function parapet.setting (name text) returns text
  language sql stable parallel safe
  return nullif (current_setting ('app.' || name, true), '');

create function parapet.current_organisation () returns uuid
  language sql stable parallel safe
  return parapet.setting ('organisation')::uuid;

create function parapet.current_member () returns uuid
  language sql stable parallel safe
  return parapet.setting ('member')::uuid;

create function parapet.current_level (scheme text) returns smallint
  language sql stable parallel safe
  return coalesce (parapet.setting (scheme), '0')::smallint;

create function parapet.current_caveats () returns text[]
  language sql stable parallel safe
  return coalesce (parapet.setting ('caveats'), '{}')::text[];

-- Roles are bits: 1 viewer, 2 reviewer, 4 architect, 8 classifier, 16 admin, 32 service.
create function parapet.has_role (any_of integer) returns boolean
  language sql stable parallel safe
  return (coalesce (parapet.setting ('roles'), '0')::integer & any_of) <> 0;

create table parapet.organisation (
  id          uuid primary key default gen_random_uuid (),
  key         text not null unique check (length (key) between 1 and 255),
  name        text not null check (length (name) <= 1000),
  created_at  timestamptz not null default now ()
);

create table parapet.member (
  organisation_id  uuid not null references parapet.organisation on delete cascade,
  id               uuid not null default gen_random_uuid (),
  issuer           text not null check (length (issuer) <= 1000),
  subject          text not null check (length (subject) <= 255),
  name             text not null default '' check (length (name) <= 1000),
  roles            integer not null default 0,
  seen_at          timestamptz not null default now (),
  primary key (organisation_id, id),
  unique (organisation_id, issuer, subject)
);

-- What stands on something: a level in each scheme, 0 for no statement; caveats, sorted; and, for what is only
-- for some, who they are. A label never changes: what is marked otherwise has another label.
create table parapet.label (
  organisation_id  uuid not null references parapet.organisation on delete cascade,
  id               uuid not null default gen_random_uuid (),
  tlp              smallint not null default 0 check (tlp between 0 and 100),
  nato             smallint not null default 0 check (nato between 0 and 100),
  eu               smallint not null default 0 check (eu between 0 and 100),
  caveats          text[] not null default '{}',
  recipients       uuid[] not null default '{}',
  primary key (organisation_id, id),
  unique (organisation_id, tlp, nato, eu, caveats, recipients)
);

-- Whether a clearance dominates a label: in every scheme, in every caveat, and by name where names are given.
create function parapet.is_cleared (tlp smallint, nato smallint, eu smallint, caveats text[], recipients uuid[])
  returns boolean
  language sql stable parallel safe
  return tlp <= (select parapet.current_level ('tlp'))
     and nato <= (select parapet.current_level ('nato'))
     and eu <= (select parapet.current_level ('eu'))
     and caveats <@ (select parapet.current_caveats ())
     and (recipients = '{}' or (select parapet.current_member ()) = any (recipients));

alter table parapet.organisation enable row level security;
alter table parapet.organisation force row level security;
alter table parapet.member enable row level security;
alter table parapet.member force row level security;
alter table parapet.label enable row level security;
alter table parapet.label force row level security;

create policy own on parapet.organisation for select
  using (id = (select parapet.current_organisation ()));

create policy read on parapet.member for select
  using (organisation_id = (select parapet.current_organisation ()));
-- A member writes about itself: that it was seen, and under which name.
create policy add_self on parapet.member for insert
  with check (organisation_id = (select parapet.current_organisation ())
              and id = (select parapet.current_member ()));
create policy change_self on parapet.member for update
  using (organisation_id = (select parapet.current_organisation ())
         and id = (select parapet.current_member ()))
  with check (organisation_id = (select parapet.current_organisation ())
              and id = (select parapet.current_member ()));

create policy read on parapet.label for select
  using (organisation_id = (select parapet.current_organisation ())
         and parapet.is_cleared (tlp, nato, eu, caveats, recipients));
create policy add on parapet.label for insert
  with check (organisation_id = (select parapet.current_organisation ())
              and parapet.is_cleared (tlp, nato, eu, caveats, recipients));

grant select on parapet.organisation to parapet_server;
grant select, insert on parapet.member to parapet_server;
grant update (name, roles, seen_at) on parapet.member to parapet_server;
grant select, insert on parapet.label to parapet_server;

-- The labels that the one who asks may see: found once for a query, not for each row.
create function parapet.visible_labels () returns uuid[]
  language sql stable parallel safe
  return (select coalesce (array_agg (l.id), '{}') from parapet.label l
           where l.organisation_id = parapet.current_organisation ());
