/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-connection-send.h"

typedef struct {
  PGconn *connection;
  GHashTable *prepared;
  GArray *expected;
} Sending;

static gboolean
is_prepared (const Sending     *self,
             const PpStatement *statement)
{
  if (g_hash_table_contains (self->prepared, statement))
    return TRUE;
  for (guint i = 0; i < self->expected->len; i++)
    if (g_array_index (self->expected, PpExpected, i).prepares == statement)
      return TRUE;

  return FALSE;
}

static gboolean
send_statement (const Sending      *self,
                const PpStatement  *statement,
                guint               n_bound,
                const char * const *bound,
                gboolean            is_asked_for)
{
  const PpExpected preparation = { statement, FALSE }, answer = { NULL, is_asked_for };

  if (!is_prepared (self, statement))
    {
      g_array_append_val (self->expected, preparation);
      if (!PQsendPrepare (self->connection, statement->name, statement->text, 0, NULL))
        return FALSE;
    }
  g_array_append_val (self->expected, answer);

  return PQsendQueryPrepared (self->connection, statement->name, n_bound, bound, NULL, NULL, 1);
}

gboolean
_pp_connection_send (PGconn            *connection,
                     GHashTable        *prepared,
                     GArray            *expected,
                     const PpStatement *before,
                     PpBatch           *batch,
                     const PpStatement *after)
{
  const Sending self = { connection, prepared, expected };

  if (before != NULL && !send_statement (&self, before, 0, NULL, FALSE))
    return FALSE;
  for (guint i = 0; i < _pp_batch_get_n_items (batch); i++)
    {
      const PpBatchItem *item = _pp_batch_get_item (batch, i);

      if (!send_statement (&self, item->statement, item->n_bound, _pp_batch_get_bound (batch, item), TRUE))
        return FALSE;
    }
  if (after != NULL && !send_statement (&self, after, 0, NULL, FALSE))
    return FALSE;

  return PQpipelineSync (connection);
}
