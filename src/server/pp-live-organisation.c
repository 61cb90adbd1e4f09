/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "pp-live-private.h"

/* What happens in one organisation, one thing after another: who follows it is looked up, it is read once, and told to
 * all who may see it. */

#define MAX_NOTICES 1000
/* How many are told before the main loop gets its turn. */
#define TOLD_AT_A_TIME 100

static void advance (PpLiveOrganisation *self);

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

void
_pp_live_organisation_leave (gpointer data)
{
  PpLiveOrganisation *self = data;

  self->live = NULL;
  _pp_live_organisation_unref (self);
}

PpLiveOrganisation *
_pp_live_organisation_get (PpLive     *live,
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

void
_pp_live_ask_for_missed (GPtrArray *subscriptions)
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
  _pp_live_ask_for_missed (self->subscriptions);
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
        _pp_live_ask_for_missed (notice->followers);
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
      _pp_live_ask_for_missed (self->subscriptions);
      return;
    }
  g_queue_push_tail (&self->notices, notice);
  advance (self);
}
