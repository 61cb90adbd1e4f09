-- SPDX-License-Identifier: GPL-3.0-or-later
-- What a small change of a large model costs.

-- A state of a large model is megabytes of text, and is made while who changes the model waits: this compression takes a
-- tenth of the time of the usual one. A PostgreSQL that was built without it goes on with the usual one.
do $$
begin
  alter table parapet.snapshot alter records set compression lz4;
exception when feature_not_supported then
  null;
end
$$;

-- The last number is at the end of an index. A plan that is made while there are hardly any events would rather read them
-- all, and is kept by its connection while they become thousands; so sorting is not offered.
create or replace function parapet.number_event () returns trigger
  language plpgsql
  set search_path = parapet, pg_temp
  set enable_sort = off
as $$
begin
  new.of_model_id := case when new.kind <> 'deleted' then new.model_id end;
  new.number := coalesce ((select e.number from parapet.event e
                            where e.organisation_id = new.organisation_id and e.model_id = new.model_id
                            order by e.number desc limit 1), 0) + 1;
  return new;
end
$$;
