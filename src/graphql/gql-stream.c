/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gql-execution-private.h"
#include "gql-stream.h"

/* Section 6.2.3 of the specification. A source that is faster than the resolvers can follow is cut off
 * when this many of its events wait. */
#define MAX_WAITING 256

typedef struct {
  GqlValue event;
  gpointer owner;
  GDestroyNotify destroy;
} Event;

struct _GqlStream {
  /* owned */
  GqlRequest *request;
  GqlExecution *source;
  GCancellable *cancellable;
  GQueue waiting;

  /* borrowed */
  GqlStreamFunc func;
  gpointer user_data;
  GDestroyNotify closed_func;
  gpointer closed_data;

  /* state */
  gboolean is_open;
  gboolean is_executing;
  gboolean is_ended;
  gboolean is_closed;
  gatomicrefcount references;
};

static void execute_next (GqlStream *self);

static void
event_free (gpointer data)
{
  Event *event = data;

  if (event->destroy != NULL)
    event->destroy (event->owner);
  g_free (event);
}

/**
 * gql_stream_ref:
 * @self: a stream
 *
 * Returns: (transfer full): @self
 */
GqlStream *
gql_stream_ref (GqlStream *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);

  return self;
}

/**
 * gql_stream_unref:
 * @self: (transfer full): a stream
 */
void
gql_stream_unref (GqlStream *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;

  g_queue_clear_full (&self->waiting, event_free);
  g_clear_pointer (&self->source, _gql_execution_unref);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->request, gql_request_unref);
  g_free (self);
}

/* The source is told once that nobody listens any more. */
static void
release_source (GqlStream *self)
{
  GDestroyNotify func = g_steal_pointer (&self->closed_func);

  if (func != NULL)
    func (self->closed_data);
}

static void
shut (GqlStream *self)
{
  self->is_closed = TRUE;
  g_queue_clear_full (&self->waiting, event_free);
  release_source (self);
}

/* The last thing that is said, with an answer before it or without. */
static void
say_end (GqlStream   *self,
         GqlResponse *response)
{
  g_autoptr (GqlStream) kept = NULL;

  if (self->is_closed)
    return;

  kept = gql_stream_ref (self);
  shut (self);
  if (response != NULL)
    self->func (self, response, self->user_data);
  self->func (self, NULL, self->user_data);
}

/* --- Events ----------------------------------------------------------------------------------------- */

static void
executed_cb (GqlExecution *execution,
             gpointer      user_data)
{
  g_autoptr (GqlStream) self = user_data;

  self->is_executing = FALSE;
  if (!self->is_closed)
    {
      g_autoptr (GqlResponse) response = _gql_execution_take_response (execution);

      self->func (self, response, self->user_data);
    }
  execute_next (self);
}

static void
execute_event (GqlStream *self,
               Event     *event)
{
  g_autoptr (GqlExecution) execution = _gql_execution_new (self->request, self->cancellable);

  execution->root_object = event->event;
  gql_arena_take (execution->arena, event->owner, event->destroy);
  g_free (event);
  self->is_executing = TRUE;
  _gql_execution_start (execution, executed_cb, gql_stream_ref (self));
}

/* One event at a time, so that the answers keep their order. */
static void
execute_next (GqlStream *self)
{
  if (self->is_closed || !self->is_open || self->is_executing)
    return;

  if (!g_queue_is_empty (&self->waiting))
    execute_event (self, g_queue_pop_head (&self->waiting));
  else if (self->is_ended)
    say_end (self, NULL);
}

/**
 * gql_stream_push:
 * @self: a stream
 * @event: what the fields of the subscription are resolved from
 * @owner: (nullable) (transfer full): what the event lives in
 * @destroy: (nullable): what frees @owner
 *
 * Gives the stream an event. Where too many wait already, the stream ends with an error.
 */
void
gql_stream_push (GqlStream      *self,
                 GqlValue        event,
                 gpointer        owner,
                 GDestroyNotify  destroy)
{
  Event *added;

  g_return_if_fail (self != NULL);

  added = g_new (Event, 1);
  *added = (Event) { event, owner, destroy };
  if (self->is_closed || self->is_ended)
    {
      event_free (added);
      return;
    }
  if (self->waiting.length >= MAX_WAITING)
    {
      g_autoptr (GError) error = g_error_new (GQL_ERROR, GQL_ERROR_LIMIT,
                                              "There are more events than can be answered.");
      g_autoptr (GqlResponse) response = gql_response_new_for_error (error);

      event_free (added);
      say_end (self, response);
      return;
    }
  g_queue_push_tail (&self->waiting, added);
  execute_next (self);
}

/**
 * gql_stream_end:
 * @self: a stream
 *
 * Says that there will be no more events. Those that wait are answered first.
 */
void
gql_stream_end (GqlStream *self)
{
  g_return_if_fail (self != NULL);

  self->is_ended = TRUE;
  execute_next (self);
}

/* --- The source -------------------------------------------------------------------------------------- */

/**
 * gql_call_get_stream:
 * @call: a call of what gql_schema_set_subscriber() was given
 *
 * Returns: (transfer none): the stream that is being opened
 */
GqlStream *
gql_call_get_stream (GqlCall *call)
{
  g_return_val_if_fail (call != NULL, NULL);

  return call->stream;
}

/**
 * gql_stream_set_closed_func:
 * @self: a stream
 * @func: called once when nobody listens any more
 * @user_data: what it is given
 *
 * Sets how the source of the events learns that it can stop.
 */
void
gql_stream_set_closed_func (GqlStream      *self,
                            GDestroyNotify  func,
                            gpointer        user_data)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (func != NULL);

  self->closed_func = func;
  self->closed_data = user_data;
  if (self->is_closed)
    release_source (self);
}

/* The subscriber has ended its call. */
void
_gql_stream_opened (GqlStream *self)
{
  GqlSelected *selected = &self->source->root->selected[0];

  if (selected->column[0].kind == GQL_VALUE_ERROR)
    {
      g_autoptr (GqlResponse) response = _gql_write_field_error (self->source, selected, selected->column[0].pointer);

      say_end (self, response);
      return;
    }
  self->is_open = TRUE;
  execute_next (self);
}

static void
refuse (GqlStream *self,
        GError    *error)
{
  g_autoptr (GqlResponse) response = gql_response_new_for_error (error);

  say_end (self, response);
  g_error_free (error);
}

/* CreateSourceEventStream(): the first field is asked for its events, and nothing else yet. */
static void
open_source (GqlStream *self)
{
  GqlExecution *source = self->source;
  GqlSelected *selected = source->root->n_selected > 0 ? &source->root->selected[0] : NULL;
  GError *error = NULL;
  GqlCall *call;

  if (source->root->error.kind == GQL_VALUE_ERROR)
    {
      refuse (self, g_error_copy (source->root->error.pointer));
      return;
    }
  if (selected == NULL || selected->field->subscriber == NULL)
    {
      refuse (self, g_error_new (GQL_ERROR, GQL_ERROR_REQUEST, "There is nothing that can be subscribed to."));
      return;
    }

  call = _gql_call_new (source, source->root, selected, &error);
  if (call == NULL)
    {
      refuse (self, error);
      return;
    }
  selected->column = gql_arena_new0 (source->arena, GqlValue);
  call->stream = gql_stream_ref (self);
  selected->field->subscriber (call, selected->field->subscriber_data);
}

static gboolean
open_cb (gpointer data)
{
  g_autoptr (GqlStream) self = data;

  if (self->is_closed)
    return G_SOURCE_REMOVE;

  if (!_gql_execution_prepare (self->source))
    {
      g_autoptr (GqlResponse) response = _gql_execution_take_response (self->source);

      say_end (self, response);
      return G_SOURCE_REMOVE;
    }
  if (self->source->operation->operation != GQL_OPERATION_SUBSCRIPTION)
    refuse (self, g_error_new (GQL_ERROR, GQL_ERROR_REQUEST, "The operation is not a subscription."));
  else
    open_source (self);

  return G_SOURCE_REMOVE;
}

/**
 * gql_stream_open:
 * @request: a subscription
 * @func: called for each answer, and once with %NULL at the end; not before this function has returned
 * @user_data: what it is given; must live until the end, or until gql_stream_close()
 *
 * Subscribes. A request that does not work gets an answer with errors, and the end.
 *
 * Returns: (transfer full): the stream
 */
GqlStream *
gql_stream_open (GqlRequest    *request,
                 GqlStreamFunc  func,
                 gpointer       user_data)
{
  g_autoptr (GSource) source = g_idle_source_new ();
  GqlStream *self;

  g_return_val_if_fail (request != NULL, NULL);
  g_return_val_if_fail (func != NULL, NULL);

  self = g_new0 (GqlStream, 1);
  g_atomic_ref_count_init (&self->references);
  g_queue_init (&self->waiting);
  self->request = gql_request_ref (request);
  self->cancellable = g_cancellable_new ();
  self->source = _gql_execution_new (request, self->cancellable);
  self->func = func;
  self->user_data = user_data;

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, open_cb, gql_stream_ref (self), NULL);
  g_source_attach (source, g_main_context_get_thread_default ());

  return self;
}

/**
 * gql_stream_close:
 * @self: a stream
 *
 * Ends a subscription from the side that listens: its function is not called any more.
 */
void
gql_stream_close (GqlStream *self)
{
  g_return_if_fail (self != NULL);

  if (self->is_closed)
    return;

  shut (self);
  g_cancellable_cancel (self->cancellable);
}
