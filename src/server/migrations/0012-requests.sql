-- SPDX-License-Identifier: GPL-3.0-or-later
-- What a request was, so that another one by the same name is not taken for it: SHA-256 of its changes and its note. Rows
-- of before have none, and those that no request names.
alter table parapet.revision add request_digest bytea check (octet_length (request_digest) = 32);
