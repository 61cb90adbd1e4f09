/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-cluster.h"
#include "pp-database.h"
#include "pp-transaction.h"

G_BEGIN_DECLS

/* A real PostgreSQL for one test program: a cluster of its own, and a database for each test, from a template that
 * has the schema and the rows of seed.sql. */

/* Runs a test program: @add_tests is called where PostgreSQL is installed; where it is not, one test is skipped. */
int         pp_test_cluster_run     (int    *argc,
                                     char ***argv,
                                     void  (*add_tests) (void));
PpCluster  *pp_test_cluster_get     (void);
/* Where it lies, with its log. */
const char *pp_test_cluster_get_folder (void);
/* (transfer full): a connection of some user, `postgres` being the superuser. */
PGconn     *pp_test_cluster_connect (const char *database,
                                     const char *user);
/* As the superuser, in none of the databases of tests; fails the test if it cannot be done. */
void        pp_test_cluster_do      (const char *statement);
/* What replica.sh does with @folder, and with @more where it needs that; fails the test if it cannot. */
void        pp_test_cluster_control (const char *command,
                                     const char *folder,
                                     const char *more);

/**
 * PpTestDatabase:
 * @name: its name
 * @owner: a connection of a superuser
 * @database: what the server sees
 */
typedef struct {
  char       *name;
  PGconn     *owner;
  PpDatabase *database;
} PpTestDatabase;

/* What the server sees has the bounds of @settings, NULL for the default ones; the address of it says what is different from
 * that of the database. */
void        pp_test_database_open   (PpTestDatabase           *self,
                                     const PpDatabaseSettings *settings);
void        pp_test_database_close  (PpTestDatabase           *self);
/* As the superuser; fails the test if it cannot be done. */
void        pp_test_database_do     (PpTestDatabase           *self,
                                     const char               *statement);
/* The first value of what a statement finds, as text. */
char       *pp_test_database_ask    (PpTestDatabase           *self,
                                     const char               *statement);

/* Waits for the answer. */
GPtrArray  *pp_test_database_run    (PpTestDatabase           *self,
                                     PpBatch                  *batch,
                                     GError                  **error);
gboolean    pp_test_database_write  (PpTestDatabase           *self,
                                     PpTransactionFunc         func,
                                     gpointer                  data,
                                     GError                  **error);

G_END_DECLS
