-- SPDX-License-Identifier: GPL-3.0-or-later
-- Makes the history and the events partitioned by a hash of the organisation. Run it as the owner, with the servers stopped,
-- on a copy first:
--   psql --single-transaction --set=ON_ERROR_STOP=1 --file=partition-by-organisation.sql parapet
-- The audit stays as it is: a function returns its rows.

create function pg_temp.partition (name text, n_parts integer) returns void
  language plpgsql
as $$
declare
  whole regclass := format ('parapet.%I', name)::regclass;
  old_name text := name || '_whole';
  one record;
  later text[] := '{}';
begin
  -- What leads to it and from it, who may see it, and what happens on its own: all of that is made again.
  for one in select conname, conrelid::regclass as of_table, pg_get_constraintdef (oid) as text
               from pg_constraint where contype = 'f' and conparentid = 0 and whole in (conrelid, confrelid) loop
    execute format ('alter table %s drop constraint %I', one.of_table, one.conname);
    later := later || format ('alter table %s add constraint %I %s', one.of_table, one.conname, one.text);
  end loop;
  for one in select tgname, pg_get_triggerdef (oid) as text from pg_trigger where tgrelid = whole and not tgisinternal loop
    execute format ('drop trigger %I on %s', one.tgname, whole);
    later := later || one.text;
  end loop;
  for one in select policyname, permissive, cmd, roles, qual, with_check from pg_policies
              where schemaname = 'parapet' and tablename = name loop
    later := later || concat_ws (' ',
      format ('create policy %I on %s as %s for %s to %s', one.policyname, whole, one.permissive, one.cmd,
              array_to_string (one.roles, ', ')),
      'using (' || one.qual || ')', 'with check (' || one.with_check || ')');
  end loop;
  for one in select privilege_type as may, grantee::regrole as who, null as columns
               from pg_class, aclexplode (relacl) where oid = whole and grantee <> relowner
              union all
             select privilege_type, grantee::regrole, format ('(%I)', attname)
               from pg_attribute, aclexplode (attacl) where attrelid = whole loop
    later := later || format ('grant %s%s on %s to %s', one.may, ' ' || one.columns, whole, one.who);
  end loop;

  execute format ('alter table %s rename to %I', whole, old_name);
  for one in select indexrelid::regclass as index, relname from pg_index join pg_class on oid = indexrelid
              where indrelid = whole loop
    execute format ('alter index %s rename to %I', one.index, left ('whole_' || one.relname, 63));
  end loop;
  execute format ('create table parapet.%I (like parapet.%I including all) partition by hash (organisation_id)', name, old_name);
  for i in 0 .. n_parts - 1 loop
    execute format ('create table parapet.%I partition of parapet.%I for values with (modulus %s, remainder %s)',
                    name || '_' || i, name, n_parts, i);
    execute format ('alter table parapet.%I enable row level security', name || '_' || i);
    execute format ('alter table parapet.%I force row level security', name || '_' || i);
  end loop;
  execute format ('insert into parapet.%I overriding system value select * from parapet.%I', name, old_name);
  for one in select a.attname from pg_attribute a where a.attrelid = whole and a.attidentity <> '' loop
    execute format ('select setval (pg_get_serial_sequence (%L, %L), (select coalesce (max (%I), 0) + 1 from parapet.%I), false)',
                    'parapet.' || name, one.attname, one.attname, name);
  end loop;
  execute format ('drop table parapet.%I', old_name);
  execute format ('alter table parapet.%I enable row level security', name);
  execute format ('alter table parapet.%I force row level security', name);
  for i in 1 .. coalesce (array_length (later, 1), 0) loop
    execute later[i];
  end loop;
end
$$;

set constraints all immediate;
select pg_temp.partition ('revision', 8), pg_temp.partition ('event', 8);
