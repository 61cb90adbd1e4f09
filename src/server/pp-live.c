/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-live-private.h"

#include <string.h>

#include "pp-json.h"

/* How it works is told in docs/server.md, section "Live". This file hears what happens and knows who follows;
 * pp-live-organisation.c hands it on, who may see it is found out in pp-live-view.c, and what was missed in
 * pp-live-past.c. */

#define MAX_PAYLOAD_BYTES 8000

/* --- Those who follow ----------------------------------------------------------------------------------- */

PpLiveSubscription *
_pp_live_subscription_ref (PpLiveSubscription *self)
{
  return g_rc_box_acquire (self);
}

static void
clear_subscription (gpointer data)
{
  PpLiveSubscription *self = data;

  pp_caller_unref (self->caller);
  g_free (self->model);
  g_free (self->group);
  g_free (self->after);
}

void
_pp_live_subscription_unref (PpLiveSubscription *self)
{
  g_rc_box_release_full (self, clear_subscription);
}

static void
remove_from_organisation (PpLiveSubscription *self)
{
  PpLiveOrganisation *organisation = self->organisation;

  if (organisation == NULL)
    return;
  self->organisation = NULL;
  organisation->live->n_subscriptions--;
  g_ptr_array_remove_fast (organisation->subscriptions, self);
  if (self->is_presence && self->is_open)
    _pp_live_presence_close (self, organisation);
  if (organisation->subscriptions->len == 0)
    g_hash_table_remove (organisation->live->organisations, organisation->id);
}

void
_pp_live_subscription_end (PpLiveSubscription *self)
{
  if (self->is_closed)
    return;
  self->is_closed = TRUE;
  remove_from_organisation (self);
  self->funcs->ended (self->data);
}

void
_pp_live_subscription_tell (PpLiveSubscription *self,
                            PpLiveEvent        *event)
{
  if (self->last < event->sequence)
    {
      self->last = event->sequence;
      g_strlcpy (self->last_mark, event->mark, sizeof self->last_mark);
    }
  self->funcs->event (event, self->data);
}

/* --- What the database says ------------------------------------------------------------------------------ */

static gboolean
read_id (JsonObject *object,
         const char *name,
         char        id[PP_UUID_BYTES])
{
  const char *text = pp_json_get_string (object, name, "");

  return g_uuid_string_is_valid (text) && g_strlcpy (id, text, PP_UUID_BYTES) < PP_UUID_BYTES;
}

static void
heard_cb (const char *payload,
          gpointer    data)
{
  static const PpJsonLimits limits = { .max_bytes = MAX_PAYLOAD_BYTES, .max_depth = 3 };
  PpLive *live = data;
  g_autoptr (JsonNode) node = pp_json_parse (payload, strlen (payload), &limits, NULL);
  JsonObject *object = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  g_autofree PpLiveNotice *notice = g_new0 (PpLiveNotice, 1);
  PpLivePresence *presence = object != NULL ? _pp_live_presence_new (object) : NULL;
  char organisation[PP_UUID_BYTES];
  PpLiveOrganisation *self;

  if (object == NULL || !read_id (object, "organisation", organisation) || !read_id (object, "model", notice->model) ||
      !read_id (object, "label", notice->label) ||
      (presence == NULL && pp_json_get_int (object, "sequence", 0) <= 0))
    {
      g_message ("The database said something that is not understood");
      g_clear_pointer (&presence, _pp_live_presence_free);
      return;
    }
  notice->sequence = pp_json_get_int (object, "sequence", 0);
  notice->is_end = json_object_has_member (object, "still");
  read_id (object, "still", notice->still);
  self = g_hash_table_lookup (live->organisations, organisation);
  if (self == NULL)
    g_clear_pointer (&presence, _pp_live_presence_free);
  else if (presence != NULL)
    _pp_live_presence_take (self, presence);
  else
    _pp_live_organisation_add (self, g_steal_pointer (&notice));
}

static void
began_cb (gpointer data)
{
  PpLive *live = data;
  GHashTableIter iter;
  gpointer organisation;

  g_hash_table_iter_init (&iter, live->organisations);
  while (g_hash_table_iter_next (&iter, NULL, &organisation))
    _pp_live_ask_for_missed (((PpLiveOrganisation *) organisation)->subscriptions);
}

/* --- Following ------------------------------------------------------------------------------------------- */

PpLive *
pp_live_new (PpDatabase *database,
             const char *address)
{
  static const PpListenerFuncs funcs = { heard_cb, began_cb };
  PpLive *self = g_new0 (PpLive, 1);

  self->database = g_object_ref (database);
  self->cancellable = g_cancellable_new ();
  self->organisations = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, _pp_live_organisation_leave);
  g_queue_init (&self->catching_up);
  _pp_live_presence_start (self);
  self->listener = pp_listener_new (address, "listen parapet_event", &funcs, self);

  return self;
}

/* Those who follow must have been told to go before. */
void
pp_live_free (PpLive *self)
{
  g_assert (self->n_subscriptions == 0);

  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->listener, pp_listener_free);
  g_clear_handle_id (&self->beat_id, g_source_remove);
  _pp_live_past_stop (self);
  g_hash_table_unref (self->organisations);
  g_object_unref (self->cancellable);
  g_object_unref (self->database);
  g_free (self);
}

guint
pp_live_get_n_subscriptions (PpLive *self)
{
  return self->n_subscriptions;
}

gboolean
pp_live_hears (PpLive *self)
{
  return pp_listener_hears (self->listener);
}

static PpLiveSubscription *
subscribe (PpLive            *self,
           PpCaller          *caller,
           const char        *model,
           const PpLiveFuncs *funcs,
           gpointer           data)
{
  PpLiveSubscription *one = g_rc_box_new0 (PpLiveSubscription);

  one->caller = pp_caller_ref (caller);
  one->model = g_strdup (model);
  one->group = _pp_live_view_get_group (caller);
  one->since = -1;
  one->last = -1;
  one->funcs = funcs;
  one->data = data;
  one->organisation = _pp_live_organisation_get (self, pp_caller_get_organisation (caller));
  g_ptr_array_add (one->organisation->subscriptions, one);
  self->n_subscriptions++;

  return one;
}

PpLiveSubscription *
pp_live_subscribe (PpLive            *self,
                   PpCaller          *caller,
                   const char        *model,
                   gint64             since,
                   const char        *after,
                   const PpLiveFuncs *funcs,
                   gpointer           data)
{
  PpLiveSubscription *one = subscribe (self, caller, model, funcs, data);

  one->since = since;
  one->after = g_strdup (after);
  _pp_live_past_catch_up (one);

  return one;
}

PpLiveSubscription *
pp_live_subscribe_presence (PpLive            *self,
                            PpCaller          *caller,
                            const char        *model,
                            const PpLiveFuncs *funcs,
                            gpointer           data)
{
  PpLiveSubscription *one = subscribe (self, caller, model, funcs, data);

  one->is_presence = TRUE;
  _pp_live_past_catch_up (one);

  return one;
}

void
pp_live_unsubscribe (PpLiveSubscription *subscription)
{
  subscription->is_closed = TRUE;
  remove_from_organisation (subscription);
  _pp_live_subscription_unref (subscription);
}
