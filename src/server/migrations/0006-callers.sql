-- SPDX-License-Identifier: GPL-3.0-or-later
-- How the server finds out whom a token is about: by the name of the organisation that it holds, and of no other one.
--
--   app.organisation_key   text: the name by which tokens know the organisation

create policy by_key on parapet.organisation for select
  using (key = (select parapet.setting ('organisation_key')));
