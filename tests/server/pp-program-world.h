/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-program.h"

/* One server for development, which gives all tests a database, an issuer and tokens; what only a real set-up has is
 * tried with servers beside it, with settings of their own. */
typedef struct {
  char *folder;
  PpProgram *development;
  GHashTable *tokens;           /* role → token */
  char *page;                   /* the address of GraphiQL, with its key */
} PpProgramWorld;

extern PpProgramWorld world;

/* Runs the tests that @add_tests adds, or says that there is no PostgreSQL. */
int         pp_program_world_run            (int           argc,
                                             char        **argv,
                                             void        (*add_tests) (void));
const char *pp_program_world_get_token      (const char   *role);
/* The settings of the server for development, with one changed; for others to read, as they hold no secret. */
char       *pp_program_world_write_settings (const char   *name,
                                             const char   *group,
                                             const char   *key,
                                             const char   *value);
PpProgram  *pp_program_world_start_beside   (const char   *name,
                                             const char   *group,
                                             const char   *key,
                                             const char   *value);
