/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-live.h"

#include <string.h>

#include "pp-resolve.h"

/* Subscriptions. Their events are PpLiveEvents, which all who follow share. */

#define MODEL_CHANGED "modelChanged"
#define MODELS_CHANGED "modelsChanged"
#define PRESENCE "presence"

/* --- following --- */

typedef struct {
  GqlStream *stream;
  GqlCall *call;                /* until it is open */
  PpLiveSubscription *subscription;
} Follower;

static void
opened_cb (const GError *error,
           gpointer      data)
{
  Follower *self = data;
  GqlCall *call = g_steal_pointer (&self->call);

  if (error != NULL)
    gql_call_fail (call, g_error_copy (error));
  else
    gql_call_finish (call);
}

static void
event_cb (PpLiveEvent *event,
          gpointer     data)
{
  Follower *self = data;

  gql_stream_push (self->stream, gql_pointer (event), pp_live_event_ref (event), (GDestroyNotify) pp_live_event_unref);
}

static void
ended_cb (gpointer data)
{
  Follower *self = data;

  gql_stream_end (self->stream);
}

static void
closed_cb (gpointer data)
{
  Follower *self = data;

  pp_live_unsubscribe (self->subscription);
  if (self->call != NULL)
    gql_call_fail (self->call, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Nobody waits any more"));
  gql_stream_unref (self->stream);
  g_free (self);
}

static PpLiveSubscription *
subscribe (PpLive     *live,
           GqlCall    *call,
           const char *model,
           Follower   *follower)
{
  static const PpLiveFuncs funcs = { opened_cb, event_cb, ended_cb };
  PpCaller *caller = pp_resolve_get_caller (call);
  const char *after;
  gint64 since;

  if (g_str_equal (gql_call_get_field_name (call), PRESENCE))
    return pp_live_subscribe_presence (live, caller, model, &funcs, follower);
  after = gql_value_get_string (gql_call_get_argument (call, "after"));
  since = gql_value_get_int (gql_call_get_argument (call, "since"), -1);

  return pp_live_subscribe (live, caller, model, MAX (since, -1), after, &funcs, follower);
}

static void
follow (PpApi      *api,
        GqlCall    *call,
        const char *model)
{
  Follower *self;

  if (pp_api_get_live (api) == NULL)
    {
      pp_resolve_fail (call, PP_API_ERROR_CONFLICT, "This server tells of no events");
      return;
    }
  self = g_new0 (Follower, 1);
  self->stream = gql_stream_ref (gql_call_get_stream (call));
  self->call = call;
  self->subscription = subscribe (pp_api_get_live (api), call, model, self);
  gql_stream_set_closed_func (self->stream, closed_cb, self);
}

static gboolean
check_start (GqlCall *call)
{
  const char *after = gql_value_get_string (gql_call_get_argument (call, "after"));

  if (after == NULL || pp_resolve_is_uuid (after))
    return TRUE;
  pp_resolve_fail (call, PP_API_ERROR_BAD_INPUT, "“after” is no cursor of an event");

  return FALSE;
}

static gboolean
check_roles (PpApi   *api,
             GqlCall *call)
{
  PpIdentity *identity = pp_caller_get_identity (pp_resolve_get_caller (call));

  if (pp_api_allows (api, "Subscription", gql_call_get_field_name (call), pp_identity_get_roles (identity)))
    return TRUE;
  pp_resolve_fail (call, PP_API_ERROR_FORBIDDEN, "Your roles do not allow this");

  return FALSE;
}

static void
subscribe_model (GqlCall  *call,
                 gpointer  user_data)
{
  gboolean is_presence = g_str_equal (gql_call_get_field_name (call), PRESENCE);
  const char *id = gql_value_get_string (gql_call_get_argument (call, is_presence ? "modelId" : "id"));

  if (!check_roles (user_data, call) || !check_start (call))
    return;
  if (pp_resolve_is_uuid (id))
    {
      g_autofree char *model = g_ascii_strdown (id, -1);

      follow (user_data, call, model);
    }
  else
    {
      pp_resolve_fail (call, PP_API_ERROR_NOT_FOUND, "There is no such model");
    }
}

static void
subscribe_models (GqlCall  *call,
                  gpointer  user_data)
{
  if (check_roles (user_data, call) && check_start (call))
    follow (user_data, call, NULL);
}

/* --- what happened --- */

static GqlValue
get_member (GqlCall     *call,
            PpLiveEvent *event)
{
  return event->has_member ? pp_resolve_row (call, pp_live_event_get_result (event), event->row) : gql_null ();
}

static void
finish_with_members (GqlCall         *call,
                     const GqlMember *members,
                     guint            n_members)
{
  GqlMember *kept = gql_arena_new_n (gql_call_get_arena (call), GqlMember, n_members);

  memcpy (kept, members, sizeof (GqlMember) * n_members);
  gql_call_set (call, 0, gql_object (kept, n_members));
  gql_call_finish (call);
}

static void
resolve_event (PpApi   *api,
               GqlCall *call)
{
  PpLiveEvent *event = gql_call_get_pointer (call, 0);
  const GqlMember members[] = {
    { "kind", gql_string (event->kind) },
    { "modelId", gql_string (event->model) },
    { "revision", gql_int (event->revision) },
    { "sequence", gql_int (event->number) },
    { "cursor", *event->mark != '\0' ? gql_string (event->mark) : gql_null () },
    { "by", get_member (call, event) },
    { "changes", event->changes },
  };

  finish_with_members (call, members, G_N_ELEMENTS (members));
}

/* --- presence --- */

static void
resolve_presence (PpApi   *api,
                  GqlCall *call)
{
  PpLiveEvent *event = gql_call_get_pointer (call, 0);
  const GqlMember members[] = {
    { "member", get_member (call, event) },
    { "selection", event->changes },
    { "pointer", event->pointer },
    { "isHere", gql_boolean (event->is_here) },
    { "at", gql_string (event->at) },
  };

  finish_with_members (call, members, G_N_ELEMENTS (members));
}

static void
answer_announced (GqlCall   *call,
                  GPtrArray *results,
                  gpointer   data)
{
  if (PQntuples (g_ptr_array_index (results, 1)) == 0)
    {
      pp_resolve_fail (call, PP_API_ERROR_NOT_FOUND, "There is no such model");
      return;
    }
  gql_call_set (call, 0, gql_boolean (TRUE));
  gql_call_finish (call);
}

/* (transfer container): NULL where it is no selection. */
static GPtrArray *
read_selection (const GqlValue *value)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  if (value->length > PP_LIVE_MAX_SELECTED)
    return NULL;
  for (guint i = 0; i < value->length; i++)
    {
      const char *id = gql_value_get_string (&value->items[i]);

      if (!pp_resolve_is_uuid (id))
        return NULL;
      g_ptr_array_add (ids, (gpointer) id);
    }
  g_ptr_array_add (ids, NULL);

  return g_steal_pointer (&ids);
}

static gboolean
is_place (const GqlValue *value)
{
  const char *layout = gql_value_get_string (gql_value_get_member (value, "layout"));

  return layout == NULL || pp_resolve_is_uuid (layout);
}

/* It changes nothing that is kept, so it is no write. */
static void
resolve_announce (PpApi   *api,
                  GqlCall *call)
{
  const char *model = gql_value_get_string (gql_call_get_argument (call, "modelId"));
  g_autoptr (GPtrArray) selection = read_selection (gql_call_get_argument (call, "selection"));
  const GqlValue *place = gql_call_get_argument (call, "pointer");
  gboolean has_pointer = place != NULL && place->kind != GQL_VALUE_NULL;
  g_autofree char *pointer = has_pointer ? gql_value_to_json (place) : NULL;
  PpBatch *batch;

  if (selection == NULL)
    {
      pp_resolve_fail (call, PP_API_ERROR_BAD_INPUT, "A selection is up to 100 identifiers");
      return;
    }
  if (!is_place (place))
    {
      pp_resolve_fail (call, PP_API_ERROR_BAD_INPUT, "A layout is named by its identifier");
      return;
    }
  if (!pp_resolve_is_uuid (model))
    {
      pp_resolve_fail (call, PP_API_ERROR_NOT_FOUND, "There is no such model");
      return;
    }
  batch = pp_resolve_new_batch (call);
  pp_live_add_presence (batch, model, TRUE, (const char * const *) selection->pdata, pointer);
  pp_resolve_ask (api, call, batch, answer_announced, NULL);
}

void
pp_resolve_live_add (PpApi *api)
{
  static const PpApiField fields[] = {
    { "Subscription", MODEL_CHANGED, resolve_event },
    { "Subscription", MODELS_CHANGED, resolve_event },
    { "ModelEvent", "kind" },
    { "ModelEvent", "modelId" },
    { "ModelEvent", "revision" },
    { "ModelEvent", "sequence" },
    { "ModelEvent", "cursor" },
    { "ModelEvent", "by" },
    { "ModelEvent", "changes" },
    { "Subscription", PRESENCE, resolve_presence },
    { "Presence", "member" },
    { "Presence", "selection" },
    { "Presence", "pointer" },
    { "Presence", "isHere" },
    { "Presence", "at" },
    { "Mutation", "announce", resolve_announce },
  };

  pp_api_add_fields (api, fields, G_N_ELEMENTS (fields));
  gql_schema_set_subscriber (pp_api_get_schema (api), MODEL_CHANGED, subscribe_model, api);
  gql_schema_set_subscriber (pp_api_get_schema (api), MODELS_CHANGED, subscribe_models, api);
  gql_schema_set_subscriber (pp_api_get_schema (api), PRESENCE, subscribe_model, api);
}
