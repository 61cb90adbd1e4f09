/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-live-private.h"

/* Whether somebody sees a label, the database says, in her name. A label never changes, so the answer is kept: for all
 * with the same clearance, if the label names nobody, and else for her alone. */

#define MAX_KNOWN 100000

/* Where a row is found, it is seen; and if it names nobody, by all with this clearance. */
static const PpStatement find_label = {
  "live-label", "select recipients = '{}' from parapet.label"
                " where organisation_id = parapet.current_organisation () and id = $1::uuid" };

typedef struct {
  PpLiveOrganisation *organisation;
  PpLiveSubscription *subscription;
  char label[PP_UUID_BYTES];
  PpLiveLookedFunc func;
  gpointer data;
} Look;

char *
_pp_live_view_get_group (PpCaller *caller)
{
  const PpMarking *clearance = pp_identity_get_clearance (pp_caller_get_identity (caller));
  g_autofree char *caveats = clearance->caveats != NULL ? g_strjoinv ("\x1F", clearance->caveats) : g_strdup ("");

  return g_strdup_printf ("%d/%d/%d/%s", clearance->levels[PP_MARKING_TLP], clearance->levels[PP_MARKING_NATO],
                          clearance->levels[PP_MARKING_EU], caveats);
}

static char *
make_group_key (PpLiveSubscription *subscription,
                const char         *label)
{
  return g_strconcat (label, "/", subscription->group, NULL);
}

static char *
make_own_key (PpLiveSubscription *subscription,
              const char         *label)
{
  return g_strconcat (label, "/", pp_caller_get_member (subscription->caller), "/", subscription->group, NULL);
}

PpLiveView
_pp_live_view_look (PpLiveOrganisation *organisation,
                    PpLiveSubscription *subscription,
                    const char         *label)
{
  g_autofree char *group_key = make_group_key (subscription, label);
  g_autofree char *own_key = NULL;

  if (g_hash_table_contains (organisation->known, group_key))
    return PP_LIVE_SEEN;
  own_key = make_own_key (subscription, label);

  return GPOINTER_TO_INT (g_hash_table_lookup (organisation->known, own_key));
}

static void
remember (Look     *look,
          PGresult *rows)
{
  GHashTable *known = look->organisation->known;
  gboolean is_seen = PQntuples (rows) > 0;

  if (g_hash_table_size (known) >= MAX_KNOWN)
    g_hash_table_remove_all (known);
  if (is_seen && pp_row_get_boolean (rows, 0, 0))
    g_hash_table_insert (known, make_group_key (look->subscription, look->label), GINT_TO_POINTER (PP_LIVE_SEEN));
  else
    g_hash_table_insert (known, make_own_key (look->subscription, look->label),
                         GINT_TO_POINTER (is_seen ? PP_LIVE_SEEN : PP_LIVE_HIDDEN));
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autofree Look *look = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) results = pp_database_run_finish (PP_DATABASE (source), result, &error);

  if (look->organisation->live != NULL)
    {
      if (results != NULL)
        remember (look, g_ptr_array_index (results, 1));
      look->func (look->organisation, results != NULL, look->data);
    }
  _pp_live_subscription_unref (look->subscription);
  _pp_live_organisation_unref (look->organisation);
}

void
_pp_live_view_look_up (PpLiveOrganisation *organisation,
                       PpLiveSubscription *subscription,
                       const char         *label,
                       PpLiveLookedFunc    func,
                       gpointer            data)
{
  g_autoptr (PpBatch) batch = pp_caller_new_batch (subscription->caller);
  Look *look = g_new0 (Look, 1);

  look->organisation = _pp_live_organisation_ref (organisation);
  look->subscription = _pp_live_subscription_ref (subscription);
  g_strlcpy (look->label, label, sizeof look->label);
  look->func = func;
  look->data = data;
  pp_batch_add (batch, &find_label);
  pp_batch_bind_text (batch, label);
  pp_database_run_async (organisation->live->database, batch, organisation->live->cancellable, found_cb, look);
}
