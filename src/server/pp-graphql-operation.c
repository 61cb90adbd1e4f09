/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "pp-graphql-request.h"
#include "pp-graphql-socket-private.h"
#include "pp-json.h"

struct _PpGraphqlOperation {
  /* owned */
  PpGraphqlSocket *socket;
  char *id;
  GCancellable *cancellable;
  GqlStream *stream;

  /* state */
  gboolean is_stopped;
  gboolean has_failed;
  guint references;
};

static void
operation_unref (PpGraphqlOperation *self)
{
  if (--self->references > 0)
    return;

  g_clear_pointer (&self->stream, gql_stream_unref);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->socket, _pp_graphql_socket_unref);
  g_free (self->id);
  g_free (self);
}

static gboolean
begins_with (const char *text,
             gsize       length,
             const char *beginning)
{
  return length >= strlen (beginning) && memcmp (text, beginning, strlen (beginning)) == 0;
}

/* What was not executed is told as a list of errors, and nothing follows. */
static gboolean
send_response (PpGraphqlSocket *socket,
               const char      *id,
               GqlResponse     *response)
{
  gsize length;
  const char *json = g_bytes_get_data (gql_response_get_json (response), &length);

  if (!gql_response_has_data (response) && begins_with (json, length, "{\"errors\":"))
    {
      gsize start = strlen ("{\"errors\":");

      _pp_graphql_socket_send (socket, "error", id, json + start, length - start - strlen ("}"));
      return FALSE;
    }
  _pp_graphql_socket_send (socket, "next", id, json, length);

  return TRUE;
}

/* Takes it from the socket's operations, which frees it unless it still runs. */
static void
finish (PpGraphqlOperation *self,
        gboolean            is_told)
{
  PpGraphqlSocket *socket = self->socket;

  if (is_told)
    _pp_graphql_socket_send (socket, "complete", self->id, NULL, 0);
  g_hash_table_remove (socket->operations, self->id);
}

static void
executed_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  PpGraphqlOperation *self = user_data;
  g_autoptr (GqlResponse) response = gql_execute_finish (result, NULL);

  if (!self->is_stopped && response != NULL)
    finish (self, send_response (self->socket, self->id, response));
  operation_unref (self);
}

/* After an error the stream says its end too, of which the client must hear no more. */
static void
stream_cb (GqlStream   *stream,
           GqlResponse *response,
           gpointer     user_data)
{
  PpGraphqlOperation *self = user_data;

  if (response == NULL)
    finish (self, !self->has_failed);
  else if (!self->has_failed && !send_response (self->socket, self->id, response))
    {
      self->has_failed = TRUE;
      gql_stream_end (stream);
    }
}

static PpGraphqlOperation *
add_operation (PpGraphqlSocket *socket,
               const char      *id)
{
  PpGraphqlOperation *self = g_new0 (PpGraphqlOperation, 1);

  self->socket = _pp_graphql_socket_ref (socket);
  self->id = g_strdup (id);
  self->references = 1;
  socket->sockets->n_operations++;
  g_hash_table_insert (socket->operations, self->id, self);

  return self;
}

void
_pp_graphql_operation_start (PpGraphqlSocket *socket,
                             const char      *id,
                             JsonObject      *parameters)
{
  PpGraphqlSocketSettings *settings = &socket->sockets->settings;
  g_autoptr (GqlResponse) refusal = NULL;
  g_autoptr (GqlRequest) request = pp_graphql_request_new (settings->graphql, parameters, &refusal);
  PpGraphqlOperation *self;
  const GqlNode *operation;

  if (request == NULL)
    {
      send_response (socket, id, refusal);
      return;
    }

  gql_request_set_context (request, settings->ref_context (socket->context), settings->unref_context);
  self = add_operation (socket, id);
  operation = gql_request_get_operation (request, NULL);
  if (operation != NULL && operation->operation == GQL_OPERATION_SUBSCRIPTION)
    {
      self->stream = gql_stream_open (request, stream_cb, self);
      return;
    }
  self->cancellable = g_cancellable_new ();
  self->references++;
  gql_execute_async (request, self->cancellable, executed_cb, self);
}

void
_pp_graphql_operation_stop (PpGraphqlOperation *self)
{
  self->is_stopped = TRUE;
  self->socket->sockets->n_operations--;
  if (self->stream != NULL)
    gql_stream_close (self->stream);
  else
    g_cancellable_cancel (self->cancellable);
  operation_unref (self);
}
