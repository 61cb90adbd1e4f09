/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "pp-batch.h"

G_BEGIN_DECLS

#define PP_DATABASE_ERROR (pp_database_error_quark ())
GQuark pp_database_error_quark (void);

/**
 * PpDatabaseError:
 * @PP_DATABASE_ERROR_UNAVAILABLE: the database is not there, or went away while it was asked
 * @PP_DATABASE_ERROR_BUSY: too many wait for the database already
 * @PP_DATABASE_ERROR_TIMEOUT: the database took too long
 * @PP_DATABASE_ERROR_CONTENTION: others changed the same rows at the same time, again and again
 * @PP_DATABASE_ERROR_REFUSED: row level security, or a right that is not given, forbids it
 * @PP_DATABASE_ERROR_DUPLICATE: there is a row with the same key
 * @PP_DATABASE_ERROR_REFERENCE: a row that is referred to is not there
 * @PP_DATABASE_ERROR_INVALID: a value does not fit its type or a condition on it
 * @PP_DATABASE_ERROR_FULL: the database has no room or no resources left
 * @PP_DATABASE_ERROR_FAILED: anything else
 *
 * Messages are for the log of the server, never for those who ask it.
 */
typedef enum {
  PP_DATABASE_ERROR_UNAVAILABLE,
  PP_DATABASE_ERROR_BUSY,
  PP_DATABASE_ERROR_TIMEOUT,
  PP_DATABASE_ERROR_CONTENTION,
  PP_DATABASE_ERROR_REFUSED,
  PP_DATABASE_ERROR_DUPLICATE,
  PP_DATABASE_ERROR_REFERENCE,
  PP_DATABASE_ERROR_INVALID,
  PP_DATABASE_ERROR_FULL,
  PP_DATABASE_ERROR_FAILED,
} PpDatabaseError;

/**
 * PpDatabaseSettings:
 * @address: a connection string or URI of libpq, for the server's own role
 * @max_connections: how many connections may be open at a time; 0 is 4
 * @max_waiting: how many may wait for a connection; 0 is 256
 * @max_wait_seconds: how long one may wait for a connection; 0 is 5
 * @max_run_seconds: how long a connection may be silent before it is given up; 0 is 10. The database
 *   itself ends statements earlier, by the `statement_timeout` of its role.
 */
typedef struct {
  const char *address;
  guint max_connections;
  guint max_waiting;
  guint max_wait_seconds;
  guint max_run_seconds;
} PpDatabaseSettings;

/**
 * PpDatabaseStatistics:
 * @n_open: connections that are open
 * @n_idle: those of them that do nothing
 * @n_waiting: who waits for a connection
 * @n_batches: batches that were sent, ever
 * @n_refused: who was told that the database is busy or not there, ever
 * @n_retries: what was done again after a failure of serialisation or a lost connection, ever
 * @n_cancelled: statements that the database was asked to cancel, ever
 * @n_full: what the database had no room for, ever
 * @n_lost: connections that were lost or could not be made, ever
 */
typedef struct {
  guint n_open;
  guint n_idle;
  guint n_waiting;
  guint64 n_batches;
  guint64 n_refused;
  guint64 n_retries;
  guint64 n_cancelled;
  guint64 n_full;
  guint64 n_lost;
} PpDatabaseStatistics;

#define PP_TYPE_DATABASE (pp_database_get_type ())
/**
 * PpDatabase:
 *
 * PostgreSQL as those see it who answer requests: a pool of connections on the default main context. Nothing here
 * blocks. A batch is sent in pipeline mode and takes one round trip: all of its statements are one transaction
 * that only reads, and sees one state of the database. What writes is a #PpTransaction.
 *
 * While the database is away, all is refused at once, and a connection is tried after a pause that grows to some
 * seconds; nothing needs to be restarted when it is back.
 */
G_DECLARE_FINAL_TYPE (PpDatabase, pp_database, PP, DATABASE, GObject)

/**
 * PpDatabaseFunc:
 * @results: (transfer full) (nullable) (element-type PGresult): the result of each statement, in their order
 * @error: (transfer full) (nullable): where there are none, a #PpDatabaseError or %G_IO_ERROR_CANCELLED
 * @data: what was given
 */
typedef void (*PpDatabaseFunc) (GPtrArray *results,
                                GError    *error,
                                gpointer   data);

PpDatabase *pp_database_new            (const PpDatabaseSettings *settings);
void        pp_database_run            (PpDatabase               *self,
                                        PpBatch                  *batch,
                                        GCancellable             *cancellable,
                                        PpDatabaseFunc            func,
                                        gpointer                  data);
void        pp_database_run_async      (PpDatabase               *self,
                                        PpBatch                  *batch,
                                        GCancellable             *cancellable,
                                        GAsyncReadyCallback       callback,
                                        gpointer                  user_data);
GPtrArray  *pp_database_run_finish     (PpDatabase               *self,
                                        GAsyncResult             *result,
                                        GError                  **error);
gboolean    pp_database_is_available   (PpDatabase               *self);
void        pp_database_get_statistics (PpDatabase               *self,
                                        PpDatabaseStatistics     *statistics);

G_END_DECLS
