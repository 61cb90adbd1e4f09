/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-live-private.h"

#include "pp-api.h"

/* What those who follow missed: before they came, if they say from where on, and while the database was away. Each asks
 * in her own name, so row level security decides what there is to be told. */

#define READ_AT_A_TIME 4
#define RETRY_MS 500

/* The number of the last event, and the revision of the model, which is null where there is none to be seen. */
static const PpStatement find_newest = {
  "live-newest", "select coalesce ((select e.sequence from parapet.event e"
                 "  where e.organisation_id = parapet.current_organisation () and ($1::uuid is null or e.model_id = $1)"
                 "  order by e.sequence desc limit 1), 0),"
                 " (select m.revision from parapet.model m"
                 "  where m.organisation_id = parapet.current_organisation () and m.id = $1)" };

static void read_more (PpLive *live);

static void
refuse (PpLiveSubscription *self,
        const GError       *error)
{
  if (self->is_open)
    {
      _pp_live_subscription_end (self);
      return;
    }
  self->is_open = TRUE;
  self->funcs->opened (error, self->data);
}

static void
tell_missed (PpLiveSubscription *self,
             GPtrArray          *results,
             gint64              newest,
             gint64              revision)
{
  PGresult *rows = g_ptr_array_index (results, 2);

  /* What was is not what it was: the database was set back. */
  if (PQntuples (rows) > PP_LIVE_MAX_MISSED || self->last > newest)
    {
      const char *model = self->model != NULL ? self->model : "";
      g_autoptr (PpLiveEvent) event = pp_live_event_new_simple ("resync", model, revision, newest);

      _pp_live_subscription_tell (self, event);
      return;
    }
  for (int i = 0; i < PQntuples (rows) && !self->is_closed; i++)
    {
      g_autoptr (PpLiveEvent) event = pp_live_event_new (results, rows, i);

      _pp_live_subscription_tell (self, event);
    }
}

static void
take (PpLiveSubscription *self,
      GPtrArray          *results)
{
  PGresult *newest = g_ptr_array_index (results, 1);
  gint64 last = pp_row_get_integer (newest, 0, 0);

  if (self->model != NULL && PQgetisnull (newest, 0, 1))
    {
      g_autoptr (GError) error = g_error_new_literal (PP_API_ERROR, PP_API_ERROR_NOT_FOUND, "There is no such model");

      refuse (self, error);
      return;
    }
  if (!self->is_open)
    {
      self->is_open = TRUE;
      self->funcs->opened (NULL, self->data);
    }
  if (self->is_closed)
    return;
  if (self->is_presence)
    {
      _pp_live_presence_open (self);
      return;
    }
  if (self->last >= 0)
    tell_missed (self, results, last, self->model != NULL ? pp_row_get_integer (newest, 0, 1) : 0);
  self->last = last;
  if (self->must_catch_up_again && !self->is_closed)
    _pp_live_past_catch_up (self);
}

static gboolean
retry_cb (gpointer data)
{
  PpLive *live = data;

  live->retry_id = 0;
  read_more (live);

  return G_SOURCE_REMOVE;
}

/* Whoever follows already waits until the database is back. */
static void
wait (PpLiveSubscription *self,
      PpLive             *live)
{
  self->is_catching_up = TRUE;
  g_queue_push_tail (&live->catching_up, _pp_live_subscription_ref (self));
  if (live->retry_id == 0)
    live->retry_id = g_timeout_add (RETRY_MS, retry_cb, live);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  PpLiveSubscription *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) results = pp_database_run_finish (PP_DATABASE (source), result, &error);
  PpLive *live = self->reading;

  self->is_catching_up = FALSE;
  /* The one for whom it was asked is gone, and perhaps all the rest with it. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      _pp_live_subscription_unref (self);
      return;
    }
  live->n_reading--;
  if (self->is_closed)
    g_clear_error (&error);
  else if (results != NULL)
    take (self, results);
  else if (self->is_open)
    wait (self, live);
  else
    refuse (self, error);
  _pp_live_subscription_unref (self);
  if (live->retry_id == 0)
    read_more (live);
}

static void
read_past (PpLiveSubscription *self,
           PpLive             *live)
{
  g_autoptr (PpBatch) batch = pp_caller_new_batch (self->caller);

  self->must_catch_up_again = FALSE;
  self->reading = live;
  live->n_reading++;
  pp_batch_add (batch, &find_newest);
  pp_batch_bind_text (batch, self->model);
  pp_batch_add (batch, &pp_live_statement_events);
  pp_batch_bind_text (batch, self->model);
  pp_batch_bind_integer (batch, self->last >= 0 ? self->last : G_MAXINT64);
  pp_batch_bind_integer (batch, PP_LIVE_MAX_MISSED + 1);
  pp_database_run_async (live->database, batch, live->cancellable, read_cb, self);
}

static void
read_more (PpLive *live)
{
  while (live->n_reading < READ_AT_A_TIME && !g_queue_is_empty (&live->catching_up))
    {
      PpLiveSubscription *next = g_queue_pop_head (&live->catching_up);

      if (next->is_closed)
        _pp_live_subscription_unref (next);
      else
        read_past (next, live);
    }
}

void
_pp_live_past_catch_up (PpLiveSubscription *self)
{
  PpLive *live = self->organisation->live;

  if (self->is_catching_up)
    {
      self->must_catch_up_again = TRUE;
      return;
    }
  self->is_catching_up = TRUE;
  g_queue_push_tail (&live->catching_up, _pp_live_subscription_ref (self));
  read_more (live);
}

void
_pp_live_past_stop (PpLive *live)
{
  g_clear_handle_id (&live->retry_id, g_source_remove);
  g_queue_clear_full (&live->catching_up, (GDestroyNotify) _pp_live_subscription_unref);
}
