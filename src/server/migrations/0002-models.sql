-- SPDX-License-Identifier: GPL-3.0-or-later
-- Models and what is in them.
--
-- A model's label is the join of all that stands in it: what is marked higher raises the model, or is refused.
-- So who may see a model may see all of it, and each row of it carries the same label; a composite foreign key
-- keeps it so and carries a change of the model's label to all its rows. The same keys keep an edge, a threat or
-- a comment within its own model and organisation: checks of foreign keys pass row level security by.

-- Under row level security an index serves a condition only if its operator cannot tell of rows that are not seen: it is
-- leakproof. PostgreSQL does not say so of containment of jsonb, which neither fails nor logs for any two values that are
-- stored here. So this is the same operator under a name of its own, with its own class of index. A superuser is needed
-- to say it.
create function parapet.contains (jsonb, jsonb) returns boolean
  language internal immutable strict leakproof parallel safe
  as 'jsonb_contains';

create operator parapet.@> (leftarg = jsonb, rightarg = jsonb, function = parapet.contains,
                            restrict = contsel, join = contjoinsel);

create operator class parapet.property_ops for type jsonb using gin as
  operator 7 parapet.@> (jsonb, jsonb),
  function 1 btint4cmp (integer, integer),
  function 2 gin_extract_jsonb_path (jsonb, internal, internal),
  function 3 gin_extract_jsonb_query_path (jsonb, internal, smallint, internal, internal, internal, internal),
  function 4 gin_consistent_jsonb_path (internal, smallint, jsonb, integer, internal, internal, internal, internal),
  function 6 gin_triconsistent_jsonb_path (internal, smallint, jsonb, integer, internal, internal, internal),
  storage integer;

create table parapet.model (
  organisation_id  uuid not null references parapet.organisation on delete cascade,
  id               uuid not null default gen_random_uuid (),
  label_id         uuid not null,
  title            text not null check (length (title) <= 1000),
  description      text not null default '' check (length (description) <= 100000),
  revision         integer not null default 1 check (revision > 0),
  properties       jsonb not null default '{}',
  -- The root of the document: what stands on the model itself, in the layout of the native format.
  document         jsonb not null default '{}',
  created_at       timestamptz not null default now (),
  updated_at       timestamptz not null default now (),
  updated_by       uuid,
  primary key (organisation_id, id),
  unique (organisation_id, id, label_id),
  foreign key (organisation_id, label_id) references parapet.label (organisation_id, id),
  foreign key (organisation_id, updated_by) references parapet.member (organisation_id, id)
);
create index model_by_time on parapet.model (organisation_id, updated_at desc, id);
create index model_by_title on parapet.model (organisation_id, title, id);

create table parapet.node (
  organisation_id  uuid not null,
  model_id         uuid not null,
  id               uuid not null,
  label_id         uuid not null,
  kind             text not null check (length (kind) between 1 and 255),
  name             text not null default '' check (length (name) <= 10000),
  parent_id        uuid,
  properties       jsonb not null default '{}',
  document         jsonb not null default '{}',
  primary key (organisation_id, model_id, id),
  foreign key (organisation_id, model_id, label_id)
    references parapet.model (organisation_id, id, label_id) on update cascade on delete cascade,
  foreign key (organisation_id, model_id, parent_id)
    references parapet.node (organisation_id, model_id, id) deferrable initially deferred
);
create index node_by_property on parapet.node using gin (properties parapet.property_ops);
create index node_by_kind on parapet.node (organisation_id, model_id, kind, id);

create table parapet.edge (
  organisation_id  uuid not null,
  model_id         uuid not null,
  id               uuid not null,
  label_id         uuid not null,
  kind             text not null check (length (kind) between 1 and 255),
  name             text not null default '' check (length (name) <= 10000),
  source_id        uuid not null,
  target_id        uuid not null,
  properties       jsonb not null default '{}',
  document         jsonb not null default '{}',
  primary key (organisation_id, model_id, id),
  foreign key (organisation_id, model_id, label_id)
    references parapet.model (organisation_id, id, label_id) on update cascade on delete cascade,
  foreign key (organisation_id, model_id, source_id)
    references parapet.node (organisation_id, model_id, id) deferrable initially deferred,
  foreign key (organisation_id, model_id, target_id)
    references parapet.node (organisation_id, model_id, id) deferrable initially deferred
);
create index edge_by_property on parapet.edge using gin (properties parapet.property_ops);
create index edge_by_source on parapet.edge (organisation_id, model_id, source_id);
create index edge_by_target on parapet.edge (organisation_id, model_id, target_id);

create table parapet.layout (
  organisation_id  uuid not null,
  model_id         uuid not null,
  id               uuid not null,
  label_id         uuid not null,
  title            text not null default '' check (length (title) <= 1000),
  revision         integer not null default 1,
  document         jsonb not null default '{}',
  updated_at       timestamptz not null default now (),
  updated_by       uuid,
  primary key (organisation_id, model_id, id),
  foreign key (organisation_id, model_id, label_id)
    references parapet.model (organisation_id, id, label_id) on update cascade on delete cascade,
  foreign key (organisation_id, updated_by) references parapet.member (organisation_id, id)
);

create table parapet.threat (
  organisation_id  uuid not null,
  model_id         uuid not null,
  id               uuid not null,
  label_id         uuid not null,
  number           integer not null check (number >= 0),
  node_id          uuid,
  edge_id          uuid,
  status           text not null check (length (status) <= 100),
  severity         text not null check (length (severity) <= 100),
  properties       jsonb not null default '{}',
  document         jsonb not null default '{}',
  primary key (organisation_id, model_id, id),
  check (num_nonnulls (node_id, edge_id) <= 1),
  foreign key (organisation_id, model_id, label_id)
    references parapet.model (organisation_id, id, label_id) on update cascade on delete cascade,
  foreign key (organisation_id, model_id, node_id)
    references parapet.node (organisation_id, model_id, id) deferrable initially deferred,
  foreign key (organisation_id, model_id, edge_id)
    references parapet.edge (organisation_id, model_id, id) deferrable initially deferred
);
create index threat_by_status on parapet.threat (organisation_id, model_id, status, number);
create index threat_by_node on parapet.threat (organisation_id, model_id, node_id);
create index threat_by_edge on parapet.threat (organisation_id, model_id, edge_id);

create table parapet.control (
  organisation_id  uuid not null,
  model_id         uuid not null,
  id               uuid not null,
  label_id         uuid not null,
  title            text not null default '' check (length (title) <= 10000),
  status           text not null check (length (status) <= 100),
  document         jsonb not null default '{}',
  primary key (organisation_id, model_id, id),
  foreign key (organisation_id, model_id, label_id)
    references parapet.model (organisation_id, id, label_id) on update cascade on delete cascade
);
