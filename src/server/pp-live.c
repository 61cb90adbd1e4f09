/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-live-private.h"

#include <string.h>

#include "pp-json.h"

/* How it works is told in docs/server.md, section "Live". This file hears what happens and hands it on; who may see it
 * is found out in pp-live-view.c, and what was missed in pp-live-past.c. */

#define MAX_NOTICES 1000
#define MAX_PAYLOAD_BYTES 8000
/* How many are told before the main loop gets its turn. */
#define TOLD_AT_A_TIME 100

static void advance (PpLiveOrganisation *self);

/* --- Organisations and those who follow ------------------------------------------------------------------ */

static void
free_notice (gpointer data)
{
  PpLiveNotice *notice = data;

  g_clear_pointer (&notice->event, pp_live_event_unref);
  g_clear_pointer (&notice->presence, _pp_live_presence_free);
  g_clear_pointer (&notice->followers, g_ptr_array_unref);
  g_free (notice);
}

static void
clear_organisation (gpointer data)
{
  PpLiveOrganisation *self = data;

  g_queue_clear_full (&self->notices, free_notice);
  g_ptr_array_unref (self->subscriptions);
  g_hash_table_unref (self->known);
  g_hash_table_unref (self->present);
  g_free (self->id);
}

PpLiveOrganisation *
_pp_live_organisation_ref (PpLiveOrganisation *self)
{
  return g_rc_box_acquire (self);
}

void
_pp_live_organisation_unref (PpLiveOrganisation *self)
{
  g_rc_box_release_full (self, clear_organisation);
}

/* Nobody follows any more. */
static void
leave_organisation (gpointer data)
{
  PpLiveOrganisation *self = data;

  self->live = NULL;
  _pp_live_organisation_unref (self);
}

static PpLiveOrganisation *
get_organisation (PpLive     *live,
                  const char *id)
{
  PpLiveOrganisation *self = g_hash_table_lookup (live->organisations, id);

  if (self != NULL)
    return self;
  self = g_rc_box_new0 (PpLiveOrganisation);
  self->live = live;
  self->id = g_strdup (id);
  self->subscriptions = g_ptr_array_new ();
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->present = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, _pp_live_presence_free);
  g_queue_init (&self->notices);
  g_hash_table_insert (live->organisations, self->id, self);

  return self;
}

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

/* --- What happens ---------------------------------------------------------------------------------------- */

static gboolean
concerns (PpLiveNotice       *notice,
          PpLiveSubscription *one)
{
  if (one->model != NULL && strcmp (one->model, notice->model) != 0)
    return FALSE;

  return one->is_presence ? notice->presence != NULL || notice->is_end : notice->presence == NULL;
}

/* Who follows what the notice is about. */
static GPtrArray *
find_followers (PpLiveOrganisation *self,
                PpLiveNotice       *notice)
{
  GPtrArray *followers = g_ptr_array_new_with_free_func ((GDestroyNotify) _pp_live_subscription_unref);

  for (guint i = 0; i < self->subscriptions->len; i++)
    {
      PpLiveSubscription *one = g_ptr_array_index (self->subscriptions, i);

      if (concerns (notice, one))
        g_ptr_array_add (followers, _pp_live_subscription_ref (one));
    }

  return followers;
}

static void
drop_notice (PpLiveOrganisation *self)
{
  free_notice (g_queue_pop_head (&self->notices));
  self->is_busy = FALSE;
  advance (self);
}

static gboolean
is_for (PpLiveOrganisation *self,
        PpLiveNotice       *notice,
        PpLiveSubscription *one)
{
  return _pp_live_view_look (self, one, notice->label) == PP_LIVE_SEEN &&
         (*notice->still == '\0' || _pp_live_view_look (self, one, notice->still) == PP_LIVE_HIDDEN);
}

static void
tell_one (PpLiveOrganisation *self,
          PpLiveNotice       *notice,
          PpLiveSubscription *one)
{
  gboolean is_told = is_for (self, notice, one);
  gboolean is_new = notice->presence != NULL || one->last < notice->sequence;

  if (one->is_closed)
    return;
  /* It finds this with what it still waits for. */
  if (one->is_catching_up)
    {
      one->must_catch_up_again = TRUE;
      return;
    }
  if (is_told && is_new && one->is_presence == (notice->presence != NULL))
    _pp_live_subscription_tell (one, notice->event);
  if (one->model != NULL && is_told == notice->is_end)
    _pp_live_subscription_end (one);
}

static gboolean
tell_cb (gpointer data)
{
  PpLiveOrganisation *self = data;
  PpLiveNotice *notice = g_queue_peek_head (&self->notices);

  for (guint i = 0; i < TOLD_AT_A_TIME && notice->n_told < notice->followers->len; i++)
    tell_one (self, notice, g_ptr_array_index (notice->followers, notice->n_told++));
  if (notice->n_told < notice->followers->len)
    return G_SOURCE_CONTINUE;
  drop_notice (self);

  return G_SOURCE_REMOVE;
}

static void
tell_all (PpLiveOrganisation *self)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, tell_cb, _pp_live_organisation_ref (self),
                   (GDestroyNotify) _pp_live_organisation_unref);
}

static void
ask_for_missed (GPtrArray *subscriptions)
{
  for (guint i = 0; i < subscriptions->len; i++)
    {
      PpLiveSubscription *one = g_ptr_array_index (subscriptions, i);

      if (!one->is_closed)
        _pp_live_past_catch_up (one);
    }
}

/* The database went away while something was to be told. */
static void
give_up (PpLiveOrganisation *self)
{
  ask_for_missed (self->subscriptions);
  g_queue_clear_full (&self->notices, free_notice);
  self->is_busy = FALSE;
}

static void
take_row (PpLiveNotice *notice,
          GPtrArray    *results,
          PGresult     *rows)
{
  PpLivePresence *presence = notice->presence;

  if (presence != NULL)
    {
      notice->event = pp_live_event_new_presence (results, rows, presence->selection, presence->pointer,
                                                  presence->is_here, presence->time_us);
      return;
    }
  notice->event = pp_live_event_new (results, rows, 0);
  /* It may have been marked otherwise meanwhile. */
  g_strlcpy (notice->label, notice->event->label, sizeof notice->label);
  notice->n_looked = 0;
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  PpLiveOrganisation *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) results = pp_database_run_finish (PP_DATABASE (source), result, &error);
  PpLiveNotice *notice = g_queue_peek_head (&self->notices);
  PGresult *rows = results != NULL ? g_ptr_array_index (results, 1) : NULL;

  if (self->live == NULL)
    {
      _pp_live_organisation_unref (self);
      return;
    }
  if (results == NULL)
    give_up (self);
  else if (PQntuples (rows) == 0)
    {
      /* The reader sees the model no more. What the others see of it, each of them asks. */
      if (notice->presence == NULL)
        ask_for_missed (notice->followers);
      drop_notice (self);
    }
  else
    {
      take_row (notice, results, rows);
      self->is_busy = FALSE;
      advance (self);
    }
  _pp_live_organisation_unref (self);
}

/* Once for all who may see it, in the name of one of them. */
static void
read_event (PpLiveOrganisation *self,
            PpLiveNotice       *notice,
            PpLiveSubscription *reader)
{
  g_autoptr (PpBatch) batch = pp_caller_new_batch (reader->caller);

  if (notice->presence != NULL)
    {
      pp_batch_add (batch, &_pp_live_statement_member);
      pp_batch_bind_text (batch, notice->presence->member);
    }
  else
    {
      pp_batch_add (batch, &pp_live_statement_event);
      pp_batch_bind_text (batch, notice->model);
      pp_batch_bind_integer (batch, notice->sequence);
    }
  pp_database_run_async (self->live->database, batch, self->live->cancellable, read_cb,
                         _pp_live_organisation_ref (self));
}

static void
looked_cb (PpLiveOrganisation *self,
           gboolean            is_known,
           gpointer            data)
{
  self->is_busy = FALSE;
  if (is_known)
    advance (self);
  else
    give_up (self);
}

/* NULL where it is known whether somebody sees what it takes. */
static const char *
find_unknown (PpLiveOrganisation *self,
              PpLiveNotice       *notice,
              PpLiveSubscription *one)
{
  PpLiveView view = _pp_live_view_look (self, one, notice->label);

  if (view == PP_LIVE_UNKNOWN)
    return notice->label;
  if (view == PP_LIVE_SEEN && *notice->still != '\0' &&
      _pp_live_view_look (self, one, notice->still) == PP_LIVE_UNKNOWN)
    return notice->still;

  return NULL;
}

/* FALSE while it is not known whether somebody may see it; she is looked up then. */
static gboolean
look_at_followers (PpLiveOrganisation *self,
                   PpLiveNotice       *notice)
{
  if (notice->followers == NULL)
    notice->followers = find_followers (self, notice);
  for (; notice->n_looked < notice->followers->len; notice->n_looked++)
    {
      PpLiveSubscription *one = g_ptr_array_index (notice->followers, notice->n_looked);
      const char *unknown = find_unknown (self, notice, one);

      if (unknown != NULL)
        {
          _pp_live_view_look_up (self, one, unknown, looked_cb, NULL);
          return FALSE;
        }
      if (is_for (self, notice, one) && notice->reader == NULL)
        notice->reader = one;
    }

  return TRUE;
}

/* One step for the first notice: somebody is looked up, or it is read, or all are told. */
static void
advance (PpLiveOrganisation *self)
{
  PpLiveNotice *notice = g_queue_peek_head (&self->notices);

  if (self->is_busy || notice == NULL || self->live == NULL)
    return;
  self->is_busy = TRUE;
  if (!look_at_followers (self, notice))
    return;
  if (notice->reader != NULL && notice->event == NULL)
    read_event (self, notice, notice->reader);
  else
    tell_all (self);
}

void
_pp_live_organisation_add (PpLiveOrganisation *self,
                           PpLiveNotice       *notice)
{
  if (self->notices.length >= MAX_NOTICES)
    {
      free_notice (notice);
      ask_for_missed (self->subscriptions);
      return;
    }
  g_queue_push_tail (&self->notices, notice);
  advance (self);
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
    ask_for_missed (((PpLiveOrganisation *) organisation)->subscriptions);
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
  self->organisations = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, leave_organisation);
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
  one->organisation = get_organisation (self, pp_caller_get_organisation (caller));
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
