/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* A real parapet-server, as a process, and a client of it. */
typedef struct {
  GSubprocess *process;
  GDataInputStream *output;
  char *log_path;               /* where its log goes */
  guint port;                   /* of the API, once it said so */
  guint operations_port;
} PpProgram;

/* Whether a server can have a database here. */
gboolean   pp_program_has_postgres (void);
/* A folder that all can enter; also the user that PostgreSQL has where this is root. */
char      *pp_program_make_folder (void);
/* Runs the server with these words until it says `ready`; with @as_other_user, not as root. */
PpProgram *pp_program_start       (const char         *folder,
                                   const char         *name,
                                   gboolean            as_other_user,
                                   const char * const *words);
/* Runs it to its end. */
int        pp_program_run         (gboolean            as_other_user,
                                   const char * const *words,
                                   char              **errors);
/* A line that it prints, after this word; lines before it are kept nowhere. */
char      *pp_program_read_line   (PpProgram          *self,
                                   const char         *word);
/* Ends it by a signal and says how it ended. */
int        pp_program_stop        (PpProgram          *self,
                                   int                 signal);
char      *pp_program_get_log     (PpProgram          *self);
/* (element-type utf8): the processes that it has started. */
GPtrArray *pp_program_list_workers (PpProgram         *self);

/* The whole answer, header and body, to some bytes; the connection is closed by the server. "" where there is none. */
char      *pp_program_talk        (guint               port,
                                   const char         *text,
                                   gssize              length);
/* A GraphQL query with a token, which may be NULL. */
char      *pp_program_ask         (guint               port,
                                   const char         *token,
                                   const char         *query);
char      *pp_program_get         (guint               port,
                                   const char         *path);
guint      pp_program_get_status  (const char         *answer);
/* What follows the header of an answer. */
const char *pp_program_get_body   (const char         *answer);
/* Asks until the answer has this status; fails the test when it never has. */
void       pp_program_wait_status (guint               port,
                                   const char         *token,
                                   const char         *query,
                                   guint               status);
void       pp_program_wait_get    (guint               port,
                                   const char         *path,
                                   guint               status);
