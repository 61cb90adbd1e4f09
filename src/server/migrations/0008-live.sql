-- SPDX-License-Identifier: GPL-3.0-or-later
-- Those who follow all models of an organisation ask for what happened after a number.

create index event_by_sequence on parapet.event (organisation_id, sequence);
