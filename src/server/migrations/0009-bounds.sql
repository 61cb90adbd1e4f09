-- SPDX-License-Identifier: GPL-3.0-or-later
-- How much a model holds. Counting rows takes as long as there are many; so who writes keeps count.

alter table parapet.model
  add node_count integer not null default 0 check (node_count between 0 and 20000),
  add edge_count integer not null default 0 check (edge_count between 0 and 50000);
update parapet.model m
   set node_count = (select count (*) from parapet.node n where n.organisation_id = m.organisation_id and n.model_id = m.id),
       edge_count = (select count (*) from parapet.edge e where e.organisation_id = m.organisation_id and e.model_id = m.id);

-- A layout grows by single placements, which nobody sees as a whole.
alter table parapet.layout add check (pg_column_size (document) <= 16777216);
