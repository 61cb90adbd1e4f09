-- SPDX-License-Identifier: GPL-3.0-or-later
-- What is seen is said once for each table, whatever is done with its rows, and by whichever policy: the others only say who
-- may do it. It is not said in each of them, since PostgreSQL finds the labels again for each expression that asks for them,
-- unless the expressions are equal.

do $$
declare
  name text;
  visible constant text := 'organisation_id = (select parapet.current_organisation ()) '
                           'and label_id = any (array (select l.id from parapet.label l))';
begin
  foreach name in array array['model', 'node', 'edge', 'layout', 'threat', 'control', 'comment', 'revision', 'review',
                              'event', 'snapshot'] loop
    execute format ('create policy seen on parapet.%I as restrictive using (%s)', name, visible);
    execute format ('alter policy read on parapet.%I using (true)', name);
  end loop;

  foreach name in array array['node', 'edge', 'layout', 'threat', 'control', 'model'] loop
    execute format ('alter policy add on parapet.%I with check ((select parapet.may_edit ()))', name);
    execute format ('alter policy change on parapet.%I using ((select parapet.may_edit ())) with check (true)', name);
    execute format ('alter policy remove on parapet.%I using ((select parapet.may_edit ()))', name);
  end loop;
end
$$;

alter policy change on parapet.model using ((select parapet.has_role (4 | 8 | 16 | 32)));

alter policy add on parapet.revision
  with check ((select parapet.has_role (4 | 8 | 16 | 32)) and member_id = (select parapet.current_member ()));
alter policy change on parapet.revision using ((select parapet.may_edit ())) with check (true);
alter policy add on parapet.snapshot with check ((select parapet.has_role (4 | 8 | 16 | 32)));
alter policy add on parapet.event with check (member_id = (select parapet.current_member ()));

alter policy add on parapet.comment
  with check ((select parapet.may_discuss ()) and author_id = (select parapet.current_member ()));
alter policy change on parapet.comment using ((select parapet.may_discuss ())) with check (true);
alter policy add on parapet.review
  with check ((select parapet.may_discuss ())
              and (state = 'requested' or reviewer_id = (select parapet.current_member ())));
alter policy change on parapet.review using (reviewer_id = (select parapet.current_member ())) with check (true);
