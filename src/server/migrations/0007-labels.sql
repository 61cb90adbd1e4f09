-- SPDX-License-Identifier: GPL-3.0-or-later
-- What may be seen is found once for a query, and planned with it.

-- A function with a query in it is planned whenever it is called; one without becomes a part of who calls it.
create or replace function parapet.is_cleared (tlp smallint, nato smallint, eu smallint, caveats text[], recipients uuid[])
  returns boolean
  language sql stable parallel safe
  return tlp <= parapet.current_level ('tlp')
     and nato <= parapet.current_level ('nato')
     and eu <= parapet.current_level ('eu')
     and caveats <@ parapet.current_caveats ()
     and (recipients = '{}' or parapet.current_member () = any (recipients));

-- The policy of the table of labels tells which are seen.
do $$
declare
  one record;
  slow constant text := 'ANY \(\( SELECT parapet\.visible_labels\(\) AS visible_labels\)(::uuid\[\])?\)';
  fast constant text := 'any (array (select l.id from parapet.label l))';
begin
  for one in select polname as name, polrelid::regclass as of_table, pg_get_expr (polqual, polrelid) as qual,
                    pg_get_expr (polwithcheck, polrelid) as checked
               from pg_policy
              where pg_get_expr (polqual, polrelid) ~ slow or pg_get_expr (polwithcheck, polrelid) ~ slow loop
    if one.qual is not null then
      execute format ('alter policy %I on %s using (%s)', one.name, one.of_table,
                      regexp_replace (one.qual, slow, fast, 'g'));
    end if;
    if one.checked is not null then
      execute format ('alter policy %I on %s with check (%s)', one.name, one.of_table,
                      regexp_replace (one.checked, slow, fast, 'g'));
    end if;
  end loop;
end
$$;
