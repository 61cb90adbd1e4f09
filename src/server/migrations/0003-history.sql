-- SPDX-License-Identifier: GPL-3.0-or-later
-- What was said and done: comments, reviews, revisions, and the audit that nobody can rewrite.

create table parapet.comment (
  organisation_id  uuid not null,
  model_id         uuid not null,
  id               uuid not null default gen_random_uuid (),
  label_id         uuid not null,
  author_id        uuid not null,
  element_id       uuid,
  reply_to         uuid,
  body             text not null check (length (body) between 1 and 20000),
  created_at       timestamptz not null default now (),
  resolved         boolean not null default false,
  primary key (organisation_id, model_id, id),
  foreign key (organisation_id, model_id, label_id)
    references parapet.model (organisation_id, id, label_id) on update cascade on delete cascade,
  foreign key (organisation_id, author_id) references parapet.member (organisation_id, id),
  foreign key (organisation_id, model_id, reply_to)
    references parapet.comment (organisation_id, model_id, id) on delete cascade
);
create index comment_by_time on parapet.comment (organisation_id, model_id, created_at, id);

-- A revision is the list of changes that made it. A request that is sent again is known by its id.
create table parapet.revision (
  organisation_id  uuid not null,
  model_id         uuid not null,
  number           integer not null check (number > 0),
  label_id         uuid not null,
  member_id        uuid not null,
  request_id       uuid not null,
  at               timestamptz not null default now (),
  note             text not null default '' check (length (note) <= 10000),
  name             text check (length (name) between 1 and 255),
  changes          jsonb not null,
  primary key (organisation_id, model_id, number),
  unique (organisation_id, model_id, request_id),
  foreign key (organisation_id, model_id, label_id)
    references parapet.model (organisation_id, id, label_id) on update cascade on delete cascade,
  foreign key (organisation_id, member_id) references parapet.member (organisation_id, id)
);

create table parapet.review (
  organisation_id  uuid not null,
  model_id         uuid not null,
  id               uuid not null default gen_random_uuid (),
  label_id         uuid not null,
  reviewer_id      uuid not null,
  revision         integer not null,
  state            text not null check (state in ('requested', 'approved', 'changes-requested', 'withdrawn')),
  note             text not null default '' check (length (note) <= 20000),
  at               timestamptz not null default now (),
  primary key (organisation_id, model_id, id),
  foreign key (organisation_id, model_id, label_id)
    references parapet.model (organisation_id, id, label_id) on update cascade on delete cascade,
  foreign key (organisation_id, model_id, revision)
    references parapet.revision (organisation_id, model_id, number) on delete cascade,
  foreign key (organisation_id, reviewer_id) references parapet.member (organisation_id, id)
);
create index review_by_reviewer on parapet.review (organisation_id, reviewer_id, state);

-- Events by which open windows follow a model; they are thinned out by age.
create table parapet.event (
  organisation_id  uuid not null,
  model_id         uuid not null,
  sequence         bigint generated always as identity,
  label_id         uuid not null,
  kind             text not null check (length (kind) <= 100),
  revision         integer not null,
  member_id        uuid not null,
  at               timestamptz not null default now (),
  primary key (organisation_id, model_id, sequence),
  foreign key (organisation_id, model_id, label_id)
    references parapet.model (organisation_id, id, label_id) on update cascade on delete cascade
);

-- It outlives what it tells of: no foreign key binds it to models or members. Each row holds a digest of itself and
-- of the row before it, so that a row that was changed or is gone can be found out.
create table parapet.audit (
  organisation_id  uuid not null,
  sequence         bigint not null,
  at               timestamptz not null default clock_timestamp (),
  issuer           text not null,
  subject          text not null,
  action           text not null check (length (action) between 1 and 255),
  object_id        uuid,
  label_id         uuid,
  revision_before  integer,
  revision_after   integer,
  request_id       uuid,
  address          inet,
  reason           text not null default '' check (length (reason) <= 10000),
  digest           bytea not null,
  primary key (organisation_id, sequence),
  foreign key (organisation_id, label_id) references parapet.label (organisation_id, id)
);

-- The end of each chain; a number and a digest, of which no answer ever tells.
create table parapet.audit_end (
  organisation_id  uuid primary key,
  sequence         bigint not null,
  digest           bytea not null
);

create function parapet.chain_audit () returns trigger
  language plpgsql
  set search_path = parapet, pg_temp
as $$
declare
  before parapet.audit_end;
begin
  insert into parapet.audit_end values (new.organisation_id, 0, ''::bytea) on conflict do nothing;
  select * into before from parapet.audit_end where organisation_id = new.organisation_id for update;
  new.sequence := before.sequence + 1;
  new.at := clock_timestamp ();
  new.digest := sha256 (before.digest || convert_to (
    jsonb_build_array (new.organisation_id, new.sequence, extract (epoch from new.at), new.issuer, new.subject,
                       new.action, new.object_id, new.label_id, new.revision_before, new.revision_after,
                       new.request_id, host (new.address), new.reason)::text, 'UTF8'));
  update parapet.audit_end set sequence = new.sequence, digest = new.digest
    where organisation_id = new.organisation_id;
  return new;
end
$$;

create trigger chain before insert on parapet.audit for each row execute function parapet.chain_audit ();

-- Numbers of the rows whose digest does not follow from the row before: to be asked by an auditor.
create function parapet.find_broken_audit (organisation uuid) returns setof bigint
  language sql stable
  set search_path = parapet, pg_temp
begin atomic
  select a.sequence
    from (select *, lag (digest, 1, ''::bytea) over (order by sequence) as previous,
                 row_number () over (order by sequence) as place
            from parapet.audit where organisation_id = organisation) a
   where a.sequence <> a.place
      or a.digest <> sha256 (a.previous || convert_to (
        jsonb_build_array (a.organisation_id, a.sequence, extract (epoch from a.at), a.issuer, a.subject, a.action,
                           a.object_id, a.label_id, a.revision_before, a.revision_after, a.request_id,
                           host (a.address), a.reason)::text, 'UTF8'))
   order by 1;
end;
