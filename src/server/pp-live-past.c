/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-live-private.h"

#include <string.h>

#include "pp-api.h"

/* What those who follow missed: before they came, if they say from where on, and while the database was away. Each asks
 * in her own name, so row level security decides what there is to be told. */

#define READ_AT_A_TIME 4
#define RETRY_MS 500

/* The last event, the revision of the model, which is null where there is none to be seen, where to begin, and the mark
 * that the event to begin from has now. */
static const PpStatement find_newest = {
  "live-newest", "select coalesce (n.sequence, 0), coalesce (n.number, 0), n.mark, m.revision, " PP_LIVE_START ","
                 " (select l.mark from parapet.event l where l.organisation_id = parapet.current_organisation ()"
                 "  and l.sequence = $2)"
                 " from (values (1)) one"
                 " left join lateral (select e.sequence, e.number, e.mark from parapet.event e"
                 "  where e.organisation_id = parapet.current_organisation () and ($1::uuid is null or e.model_id = $1)"
                 "  order by e.sequence desc limit 1) n on true"
                 " left join parapet.model m on m.organisation_id = parapet.current_organisation () and m.id = $1" };

enum { SEQUENCE, NUMBER, MARK, REVISION, START, LAST_MARK };

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
tell_resync (PpLiveSubscription *self,
             const PGresult     *newest)
{
  const char *model = self->model != NULL ? self->model : "";
  gint64 revision = self->model != NULL ? pp_row_get_integer (newest, 0, REVISION) : 0;
  gint64 number = self->model != NULL ? pp_row_get_integer (newest, 0, NUMBER) : 0;
  char mark[PP_UUID_BYTES];
  g_autoptr (PpLiveEvent) event = NULL;

  pp_row_get_uuid (newest, 0, MARK, mark);
  event = pp_live_event_new_resync (model, revision, pp_row_get_integer (newest, 0, SEQUENCE), number, mark);
  _pp_live_subscription_tell (self, event);
}

/* What was is not what it was: the last event that she had is gone, or another one is in its place, as where the
 * database was set back, or one that followed it took its place before it had all. */
static gboolean
is_set_back (PpLiveSubscription *self,
             const PGresult     *newest)
{
  char mark[PP_UUID_BYTES];

  return PQgetisnull (newest, 0, START) || self->last > pp_row_get_integer (newest, 0, SEQUENCE) ||
         (self->last >= 0 && *self->last_mark != '\0' && pp_row_get_uuid (newest, 0, LAST_MARK, mark) &&
          strcmp (mark, self->last_mark) != 0);
}

static void
tell_missed (PpLiveSubscription *self,
             GPtrArray          *results,
             const PGresult     *newest)
{
  PGresult *rows = g_ptr_array_index (results, 2);

  if (PQntuples (rows) > PP_LIVE_MAX_MISSED || is_set_back (self, newest))
    {
      tell_resync (self, newest);
      return;
    }
  for (int i = 0; i < PQntuples (rows) && !self->is_closed; i++)
    {
      g_autoptr (PpLiveEvent) event = pp_live_event_new (results, rows, i);

      _pp_live_subscription_tell (self, event);
    }
}

/* It is over, or it never was. */
static void
take_end (PpLiveSubscription *self,
          GPtrArray          *results)
{
  g_autoptr (GError) error = g_error_new_literal (PP_API_ERROR, PP_API_ERROR_NOT_FOUND, "There is no such model");

  if (self->is_open && !self->is_presence)
    tell_missed (self, results, g_ptr_array_index (results, 1));
  refuse (self, error);
}

static gboolean
begins_now (PpLiveSubscription *self)
{
  return self->since < 0 && self->after == NULL && self->last < 0;
}

static void
take (PpLiveSubscription *self,
      GPtrArray          *results)
{
  const PGresult *newest = g_ptr_array_index (results, 1);

  if (self->model != NULL && PQgetisnull (newest, 0, REVISION))
    {
      take_end (self, results);
      return;
    }
  if (!self->is_open)
    {
      self->is_open = TRUE;
      self->funcs->opened (NULL, self->data);
    }
  if (self->is_presence && !self->is_closed)
    _pp_live_presence_open (self);
  else if (!self->is_closed && !begins_now (self))
    tell_missed (self, results, newest);
  self->last = pp_row_get_integer (newest, 0, SEQUENCE);
  pp_row_get_uuid (newest, 0, MARK, self->last_mark);
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

/* The model, and where to begin. */
static void
bind_start (PpLiveSubscription *self,
            PpBatch            *batch)
{
  gboolean is_known = self->last >= 0 || self->since == 0 || begins_now (self);

  pp_batch_bind_text (batch, self->model);
  if (is_known)
    pp_batch_bind_integer (batch, begins_now (self) ? G_MAXINT64 : MAX (self->last, 0));
  else
    pp_batch_bind_text (batch, NULL);
  pp_batch_bind_integer (batch, self->since);
  pp_batch_bind_text (batch, self->after);
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
  bind_start (self, batch);
  pp_batch_add (batch, &pp_live_statement_events);
  bind_start (self, batch);
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
