/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-api.h"
#include "pp-test-database.h"

G_BEGIN_DECLS

/**
 * PpTestApi:
 * @base: a database of its own
 * @api: the interface on it
 * @callers: who can ask it
 *
 * All of the server but HTTP.
 */
typedef struct {
  PpTestDatabase base;
  PpApi     *api;
  PpCallers *callers;
} PpTestApi;

void      pp_test_api_open   (PpTestApi                *self,
                              const PpDatabaseSettings *settings);
void      pp_test_api_close  (PpTestApi                *self);

/* What the server warns of from now on, which stands in no other log. */
GString  *pp_test_api_keep_log (void);

/* (transfer full): somebody of an organisation of seed.sql, 1 or 2. The clearance is as pp_marking_new_from_json() takes
 * it; the subject `person` is the member that is there already. */
PpCaller *pp_test_api_call_as (PpTestApi               *self,
                               const char              *subject,
                               guint                    organisation,
                               PpRoles                  roles,
                               const char              *clearance);

/* (transfer full): the whole answer; @variables is a JSON object or NULL. */
char     *pp_test_api_ask    (PpTestApi                *self,
                              PpCaller                 *caller,
                              const char               *document,
                              const char               *variables);
/* The same for a document that is put together as printf() does. */
char     *pp_test_api_ask_for (PpTestApi               *self,
                               PpCaller                *caller,
                               const char              *format,
                               ...) G_GNUC_PRINTF (3, 4);
/* The answer must be this one. */
void      pp_test_api_expect (PpTestApi                *self,
                              PpCaller                 *caller,
                              const char               *document,
                              const char               *answer);

G_END_DECLS
