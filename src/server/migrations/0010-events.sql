-- SPDX-License-Identifier: GPL-3.0-or-later
-- What is told of an event tells of no other one that is hidden. `sequence` says in which order an organisation does
-- things, and is for the server alone: its gaps would count what somebody may not see. Those who follow get `number`,
-- which counts within one model, and `mark`, which is chance; by either they say which event was the last that they had.
--
-- That a model is gone is an event too, which outlives the model (it has no `of_model_id`) and keeps the label that the
-- model had. There is one also where a model is only marked otherwise: it is for those who lose sight of the model then,
-- and who are not told which of the two it was.

alter table parapet.event
  add of_model_id uuid,
  add number integer,
  add mark uuid not null default gen_random_uuid ();

update parapet.event e
   set of_model_id = e.model_id, number = n.number
  from (select organisation_id, model_id, sequence,
               row_number () over (partition by organisation_id, model_id order by sequence) as number
          from parapet.event) n
 where n.organisation_id = e.organisation_id and n.model_id = e.model_id and n.sequence = e.sequence;

do $$
declare
  key name;
begin
  for key in select conname from pg_constraint where conrelid = 'parapet.event'::regclass and contype = 'f' loop
    execute format ('alter table parapet.event drop constraint %I', key);
  end loop;
end
$$;

alter table parapet.event
  alter number set not null,
  add check ((kind = 'deleted') = (of_model_id is null)),
  add check (of_model_id = model_id),
  add unique (organisation_id, model_id, number),
  add unique (organisation_id, mark),
  add foreign key (organisation_id) references parapet.organisation on delete cascade,
  add foreign key (organisation_id, label_id) references parapet.label (organisation_id, id)
    deferrable initially deferred,
  add foreign key (organisation_id, of_model_id, label_id)
    references parapet.model (organisation_id, id, label_id) on update cascade on delete cascade;

-- For when a model is marked otherwise, or goes.
create index event_of_model on parapet.event (organisation_id, of_model_id);

-- Whoever adds an event has had her turn in the audit before, so nobody else counts at the same time.
create function parapet.number_event () returns trigger
  language plpgsql
  set search_path = parapet, pg_temp
as $$
begin
  new.of_model_id := case when new.kind <> 'deleted' then new.model_id end;
  new.number := coalesce ((select max (e.number) from parapet.event e
                            where e.organisation_id = new.organisation_id and e.model_id = new.model_id), 0) + 1;
  return new;
end
$$;
create trigger number_event before insert on parapet.event for each row execute function parapet.number_event ();
