/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-live.h"
#include "pp-resolve.h"

/* Subscriptions. The objects of a ModelEvent are PpLiveEvents, which all who follow share. */

#define MODEL_CHANGED "modelChanged"
#define MODELS_CHANGED "modelsChanged"

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

static void
follow (PpApi      *api,
        GqlCall    *call,
        const char *model)
{
  static const PpLiveFuncs funcs = { opened_cb, event_cb, ended_cb };
  const GqlValue *since = gql_call_get_argument (call, "since");
  Follower *self;

  if (pp_api_get_live (api) == NULL)
    {
      pp_resolve_fail (call, PP_API_ERROR_CONFLICT, "This server tells of no events");
      return;
    }
  self = g_new0 (Follower, 1);
  self->stream = gql_stream_ref (gql_call_get_stream (call));
  self->call = call;
  self->subscription = pp_live_subscribe (pp_api_get_live (api), pp_resolve_get_caller (call), model,
                                          MAX (gql_value_get_int (since, -1), -1), &funcs, self);
  gql_stream_set_closed_func (self->stream, closed_cb, self);
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
  const char *id = gql_value_get_string (gql_call_get_argument (call, "id"));

  if (!check_roles (user_data, call))
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
  if (check_roles (user_data, call))
    follow (user_data, call, NULL);
}

/* --- events --- */

static void
resolve_event (PpApi   *api,
               GqlCall *call)
{
  gql_call_set (call, 0, gql_pointer (gql_call_get_pointer (call, 0)));
  gql_call_finish (call);
}

static void
resolve_kind (PpApi   *api,
              GqlCall *call)
{
  PpLiveEvent *event = gql_call_get_pointer (call, 0);

  gql_call_set (call, 0, gql_string (event->kind));
  gql_call_finish (call);
}

static void
resolve_model_id (PpApi   *api,
                  GqlCall *call)
{
  PpLiveEvent *event = gql_call_get_pointer (call, 0);

  gql_call_set (call, 0, gql_string (event->model));
  gql_call_finish (call);
}

static void
resolve_revision (PpApi   *api,
                  GqlCall *call)
{
  PpLiveEvent *event = gql_call_get_pointer (call, 0);

  gql_call_set (call, 0, gql_int (event->revision));
  gql_call_finish (call);
}

static void
resolve_sequence (PpApi   *api,
                  GqlCall *call)
{
  PpLiveEvent *event = gql_call_get_pointer (call, 0);

  gql_call_set (call, 0, gql_int (event->sequence));
  gql_call_finish (call);
}

static void
resolve_by (PpApi   *api,
            GqlCall *call)
{
  PpLiveEvent *event = gql_call_get_pointer (call, 0);

  if (event->has_member)
    gql_call_set (call, 0, pp_resolve_row (call, pp_live_event_get_result (event), event->row));
  gql_call_finish (call);
}

static void
resolve_changes (PpApi   *api,
                 GqlCall *call)
{
  PpLiveEvent *event = gql_call_get_pointer (call, 0);

  gql_call_set (call, 0, event->changes);
  gql_call_finish (call);
}

void
pp_resolve_live_add (PpApi *api)
{
  static const PpApiField fields[] = {
    { "Subscription", MODEL_CHANGED, resolve_event },
    { "Subscription", MODELS_CHANGED, resolve_event },
    { "ModelEvent", "kind", resolve_kind },
    { "ModelEvent", "modelId", resolve_model_id },
    { "ModelEvent", "revision", resolve_revision },
    { "ModelEvent", "sequence", resolve_sequence },
    { "ModelEvent", "by", resolve_by },
    { "ModelEvent", "changes", resolve_changes },
  };

  pp_api_add_fields (api, fields, G_N_ELEMENTS (fields));
  gql_schema_set_subscriber (pp_api_get_schema (api), MODEL_CHANGED, subscribe_model, api);
  gql_schema_set_subscriber (pp_api_get_schema (api), MODELS_CHANGED, subscribe_models, api);
}
