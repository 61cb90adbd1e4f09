/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-live-private.h"

#include <math.h>
#include <string.h>

#include "pp-json.h"

/* Who has a model open is kept in memory only: it is said with NOTIFY, by identifiers, and said again every now and
 * then. So each process knows it, a new one soon, and who is gone without a word is forgotten. */

#define BEAT_SECONDS 10
#define FORGET_SECONDS 35

static const PpStatement announce = {
  "live-announce",
  "select pg_notify ('parapet_event', json_build_object ('organisation', organisation_id, 'model', id,"
  " 'label', label_id, 'member', parapet.current_member (), 'here', $2::boolean,"
  " 'selection', to_json ($3::uuid[]), 'pointer', $4::json)::text)"
  " from parapet.model where organisation_id = parapet.current_organisation () and id = $1::uuid"
};

const PpStatement _pp_live_statement_member = {
  "live-member", "select m.id, m.id, case when m.name = '' then m.subject else m.name end, m.roles"
                 " from parapet.member m"
                 " where m.organisation_id = parapet.current_organisation () and m.id = $1::uuid" };

void
_pp_live_presence_free (gpointer data)
{
  PpLivePresence *self = data;

  json_node_unref (self->selection);
  g_clear_pointer (&self->pointer, json_node_unref);
  g_free (self);
}

static gboolean
is_selection (JsonNode *node)
{
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (array == NULL || json_array_get_length (array) > PP_LIVE_MAX_SELECTED)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (pp_json_get_text (json_array_get_element (array, i)) == NULL)
      return FALSE;

  return TRUE;
}

/* Numbers, and at most an identifier: nothing that stands in a model. */
static gboolean
is_pointer (JsonNode *node)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *layout = object != NULL ? pp_json_get_string (object, "layout", NULL) : NULL;

  if (object == NULL || json_object_get_size (object) != (json_object_has_member (object, "layout") ? 3 : 2))
    return FALSE;

  return isfinite (pp_json_get_double (object, "x", NAN)) && isfinite (pp_json_get_double (object, "y", NAN)) &&
         (layout == NULL || g_uuid_string_is_valid (layout));
}

PpLivePresence *
_pp_live_presence_new (JsonObject *object)
{
  JsonNode *selection = json_object_get_member (object, "selection");
  JsonNode *pointer = json_object_get_member (object, "pointer");
  const char *member = pp_json_get_string (object, "member", NULL);
  PpLivePresence *self;

  if (member == NULL || !g_uuid_string_is_valid (member) || !is_selection (selection))
    return NULL;
  self = g_new0 (PpLivePresence, 1);
  g_strlcpy (self->model, pp_json_get_string (object, "model", ""), sizeof self->model);
  g_strlcpy (self->label, pp_json_get_string (object, "label", ""), sizeof self->label);
  g_strlcpy (self->member, member, sizeof self->member);
  self->selection = json_node_copy (selection);
  self->pointer = pointer != NULL && is_pointer (pointer) ? json_node_copy (pointer) : NULL;
  self->is_here = pp_json_get_boolean (object, "here", FALSE);
  self->time_us = g_get_real_time ();

  return self;
}

static PpLivePresence *
copy (PpLivePresence *self)
{
  PpLivePresence *other = g_memdup2 (self, sizeof *self);

  json_node_ref (other->selection);
  if (other->pointer != NULL)
    json_node_ref (other->pointer);

  return other;
}

static void
tell (PpLiveOrganisation *organisation,
      PpLivePresence     *presence)
{
  PpLiveNotice *notice = g_new0 (PpLiveNotice, 1);

  memcpy (notice->model, presence->model, sizeof notice->model);
  memcpy (notice->label, presence->label, sizeof notice->label);
  notice->presence = copy (presence);
  _pp_live_organisation_add (organisation, notice);
}

static gboolean
is_same (PpLivePresence *one,
         PpLivePresence *other)
{
  gboolean has_pointer = one->pointer != NULL && other->pointer != NULL;

  return pp_json_equal (one->selection, other->selection) &&
         (has_pointer ? pp_json_equal (one->pointer, other->pointer) : one->pointer == other->pointer);
}

/* What is said again and is known already is no news. */
void
_pp_live_presence_take (PpLiveOrganisation *organisation,
                        PpLivePresence     *presence)
{
  g_autofree char *key = g_strconcat (presence->model, "/", presence->member, NULL);
  PpLivePresence *known = g_hash_table_lookup (organisation->present, key);
  gboolean is_news = known != NULL ? !presence->is_here || !is_same (known, presence) : presence->is_here;

  if (is_news)
    tell (organisation, presence);
  if (presence->is_here)
    g_hash_table_insert (organisation->present, g_steal_pointer (&key), presence);
  else
    {
      g_hash_table_remove (organisation->present, key);
      _pp_live_presence_free (presence);
    }
}

/* --- Saying --------------------------------------------------------------------------------------------- */

void
pp_live_add_presence (PpBatch            *batch,
                      const char         *model,
                      gboolean            is_here,
                      const char * const *selection,
                      const char         *pointer)
{
  pp_batch_add (batch, &announce);
  pp_batch_bind_text (batch, model);
  pp_batch_bind_boolean (batch, is_here);
  pp_batch_bind_array (batch, selection, g_strv_length ((char **) selection));
  pp_batch_bind_text (batch, pointer);
}

static void
said_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) results = pp_database_run_finish (PP_DATABASE (source), result, &error);

  /* It is said again soon. */
  if (results == NULL)
    g_debug ("%s", error->message);
}

static void
say (PpLive             *live,
     PpLiveSubscription *subscription,
     gboolean            is_here,
     PpLivePresence     *known)
{
  JsonArray *array = known != NULL ? json_node_get_array (known->selection) : NULL;
  gboolean has_pointer = known != NULL && known->pointer != NULL;
  g_autofree char *pointer = has_pointer ? pp_json_to_string (known->pointer, PP_JSON_STYLE_COMPACT, NULL) : NULL;
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (PpBatch) batch = pp_caller_new_batch (subscription->caller);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    g_ptr_array_add (ids, (gpointer) pp_json_get_text (json_array_get_element (array, i)));
  g_ptr_array_add (ids, NULL);
  pp_live_add_presence (batch, subscription->model, is_here, (const char * const *) ids->pdata, pointer);
  pp_database_run_async (live->database, batch, live->cancellable, said_cb, NULL);
}

static PpLivePresence *
find_own (PpLiveSubscription *subscription,
          PpLiveOrganisation *organisation)
{
  g_autofree char *key = g_strconcat (subscription->model, "/", pp_caller_get_member (subscription->caller), NULL);

  return g_hash_table_lookup (organisation->present, key);
}

/* Whether one of the subscriptions before end is of the same member and model. */
static gboolean
has_twin (PpLiveSubscription *subscription,
          PpLiveOrganisation *organisation,
          guint               end)
{
  for (guint i = 0; i < end; i++)
    {
      PpLiveSubscription *one = g_ptr_array_index (organisation->subscriptions, i);

      if (one != subscription && one->is_presence && one->is_open && strcmp (one->model, subscription->model) == 0 &&
          strcmp (pp_caller_get_member (one->caller), pp_caller_get_member (subscription->caller)) == 0)
        return TRUE;
    }

  return FALSE;
}

/* Whoever comes is told who is there, and those who are there that she came. */
void
_pp_live_presence_open (PpLiveSubscription *subscription)
{
  PpLiveOrganisation *organisation = subscription->organisation;
  g_autoptr (GList) all = g_hash_table_get_values (organisation->present);

  for (GList *l = all; l != NULL; l = l->next)
    if (strcmp (((PpLivePresence *) l->data)->model, subscription->model) == 0)
      tell (organisation, l->data);
  say (organisation->live, subscription, TRUE, find_own (subscription, organisation));
}

void
_pp_live_presence_close (PpLiveSubscription *subscription,
                         PpLiveOrganisation *organisation)
{
  if (!has_twin (subscription, organisation, organisation->subscriptions->len))
    say (organisation->live, subscription, FALSE, NULL);
}

/* --- Time ------------------------------------------------------------------------------------------------ */

static void
forget (PpLiveOrganisation *organisation)
{
  gint64 oldest = g_get_real_time () - FORGET_SECONDS * G_USEC_PER_SEC;
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, organisation->present);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      PpLivePresence *presence = value;

      if (presence->time_us > oldest)
        continue;
      presence->is_here = FALSE;
      tell (organisation, presence);
      g_hash_table_iter_remove (&iter);
    }
}

static void
repeat (PpLiveOrganisation *organisation)
{
  for (guint i = 0; i < organisation->subscriptions->len; i++)
    {
      PpLiveSubscription *one = g_ptr_array_index (organisation->subscriptions, i);

      if (one->is_presence && one->is_open && !has_twin (one, organisation, i))
        say (organisation->live, one, TRUE, find_own (one, organisation));
    }
}

static gboolean
beat_cb (gpointer data)
{
  PpLive *live = data;
  GHashTableIter iter;
  gpointer organisation;

  g_hash_table_iter_init (&iter, live->organisations);
  while (g_hash_table_iter_next (&iter, NULL, &organisation))
    {
      repeat (organisation);
      forget (organisation);
    }

  return G_SOURCE_CONTINUE;
}

void
_pp_live_presence_start (PpLive *live)
{
  live->beat_id = g_timeout_add_seconds (BEAT_SECONDS, beat_cb, live);
}
