/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-caller-private.h"

#include "pp-row.h"
#include "pp-transaction.h"

/* An organisation or a member that is taken away is a stranger again after so long. */
#define REMEMBER_SECONDS 60
#define MAX_REMEMBERED 10000

struct _PpCallers {
  GObject parent_instance;

  /* owned */
  PpDatabase *database;
  GHashTable *remembered;       /* who, as text → Remembered */
};

typedef struct {
  char organisation[PP_UUID_BYTES];
  char member[PP_UUID_BYTES];
  PpRoles roles;
  gint64 until;
} Remembered;

/* How one caller is found. */
typedef struct {
  PpIdentity *identity;
  char *address;
  Remembered found;
} Search;

G_DEFINE_FINAL_TYPE (PpCallers, pp_callers, G_TYPE_OBJECT)

static void
free_search (Search *search)
{
  pp_identity_unref (search->identity);
  g_free (search->address);
  g_free (search);
}

static PpCaller *
new_caller (Search *search)
{
  return _pp_caller_new (search->identity, search->found.organisation, search->found.member, search->address);
}

static PpCaller *
remember (PpCallers *self,
          Search    *search)
{
  if (g_hash_table_size (self->remembered) >= MAX_REMEMBERED)
    g_hash_table_remove_all (self->remembered);
  search->found.roles = pp_identity_get_roles (search->identity);
  search->found.until = g_get_monotonic_time () + REMEMBER_SECONDS * G_TIME_SPAN_SECOND;
  g_hash_table_insert (self->remembered, g_strdup (pp_identity_get_key (search->identity)),
                       g_memdup2 (&search->found, sizeof search->found));

  return new_caller (search);
}

/* --- adding a member, and noting that one was here --- */

static void
added_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (pp_database_write_finish (PP_DATABASE (source), result, &error))
    g_task_return_pointer (task, remember (g_task_get_source_object (task), g_task_get_task_data (task)),
                           (GDestroyNotify) pp_caller_unref);
  else
    g_task_return_error (task, error);
}

static void
added (PpTransaction *transaction,
       GPtrArray     *results,
       gpointer       data)
{
  Search *search = data;

  /* Another request of the same new member may have come first. */
  pp_row_get_uuid (g_ptr_array_index (results, results->len - 1), 0, 0, search->found.member);
}

static void
add (PpTransaction *transaction,
     gpointer       data)
{
  static const PpStatement insert = {
    "caller-add", "insert into parapet.member (organisation_id, id, issuer, subject, name, roles)"
                  " values ($1::uuid, $2::uuid, $3, $4, $5, $6::integer)"
                  " on conflict (organisation_id, issuer, subject) do nothing" };
  static const PpStatement update = {
    "caller-update", "update parapet.member set name = $2, roles = $3::integer, seen_at = now ()"
                     " where organisation_id = parapet.current_organisation () and id = $1::uuid" };
  static const PpStatement get = {
    "caller-get", "select id from parapet.member where organisation_id = parapet.current_organisation ()"
                  " and issuer = $1 and subject = $2" };
  Search *search = data;
  g_autofree char *id = *search->found.member != '\0' ? g_strdup (search->found.member) : g_uuid_string_random ();
  g_autoptr (PpCaller) caller = _pp_caller_new (search->identity, search->found.organisation, id, NULL);
  g_autoptr (PpBatch) batch = pp_caller_new_batch (caller);

  pp_batch_add (batch, &insert);
  pp_batch_bind_text (batch, search->found.organisation);
  pp_batch_bind_text (batch, id);
  pp_batch_bind_text (batch, pp_identity_get_issuer (search->identity));
  pp_batch_bind_text (batch, pp_identity_get_subject (search->identity));
  pp_batch_bind_text (batch, pp_identity_get_name (search->identity));
  pp_batch_bind_integer (batch, pp_identity_get_roles (search->identity));
  pp_batch_add (batch, &update);
  pp_batch_bind_text (batch, id);
  pp_batch_bind_text (batch, pp_identity_get_name (search->identity));
  pp_batch_bind_integer (batch, pp_identity_get_roles (search->identity));
  pp_batch_add (batch, &get);
  pp_batch_bind_text (batch, pp_identity_get_issuer (search->identity));
  pp_batch_bind_text (batch, pp_identity_get_subject (search->identity));
  pp_transaction_commit (transaction, batch, added);
}

/* --- finding one --- */

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  PpCallers *self = g_task_get_source_object (task);
  Search *search = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) results = pp_database_run_finish (PP_DATABASE (source), result, &error);
  PGresult *member;

  if (results == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (PQntuples (g_ptr_array_index (results, 1)) == 0)
    {
      g_task_return_new_error (task, PP_CALLER_ERROR, PP_CALLER_ERROR_UNKNOWN,
                               "The organisation “%s” is not known here",
                               pp_identity_get_organisation (search->identity));
      return;
    }

  member = g_ptr_array_index (results, 2);
  pp_row_get_uuid (g_ptr_array_index (results, 1), 0, 0, search->found.organisation);
  if (PQntuples (member) > 0)
    pp_row_get_uuid (member, 0, 0, search->found.member);
  if (PQntuples (member) > 0 && pp_row_get_boolean (member, 0, 1) &&
      pp_row_get_integer (member, 0, 2) == pp_identity_get_roles (search->identity))
    g_task_return_pointer (task, remember (self, search), (GDestroyNotify) pp_caller_unref);
  else
    pp_database_write_async (self->database, add, search, cancellable, added_cb, g_steal_pointer (&task));
}

static PpBatch *
new_search_batch (PpIdentity *identity)
{
  static const PpStatement set_key = { "caller-key", "select set_config ('app.organisation_key', $1, true)" };
  static const PpStatement organisation = {
    "caller-organisation", "select id, set_config ('app.organisation', id::text, true) from parapet.organisation"
                           " where key = $1" };
  static const PpStatement member = {
    "caller-member", "select id, seen_at > now () - interval '1 hour' and name = $3, roles from parapet.member"
                     " where organisation_id = parapet.current_organisation () and issuer = $1 and subject = $2" };
  PpBatch *batch = pp_batch_new ();

  pp_batch_add (batch, &set_key);
  pp_batch_bind_text (batch, pp_identity_get_organisation (identity));
  pp_batch_add (batch, &organisation);
  pp_batch_bind_text (batch, pp_identity_get_organisation (identity));
  pp_batch_add (batch, &member);
  pp_batch_bind_text (batch, pp_identity_get_issuer (identity));
  pp_batch_bind_text (batch, pp_identity_get_subject (identity));
  pp_batch_bind_text (batch, pp_identity_get_name (identity));

  return batch;
}

PpCaller *
pp_callers_recognise (PpCallers  *self,
                      PpIdentity *identity,
                      const char *address)
{
  Remembered *remembered = g_hash_table_lookup (self->remembered, pp_identity_get_key (identity));

  if (remembered == NULL || remembered->until < g_get_monotonic_time () ||
      remembered->roles != pp_identity_get_roles (identity))
    return NULL;

  return _pp_caller_new (identity, remembered->organisation, remembered->member, address);
}

/**
 * pp_callers_find_async:
 * @self: callers
 * @identity: who a token says is asking
 * @address: (nullable): from where
 * @cancellable: (nullable): to give up
 * @callback: called when it is known
 * @user_data: for @callback
 *
 * Finds the member that an identity is in the database, and adds it where it is new.
 */
void
pp_callers_find_async (PpCallers           *self,
                       PpIdentity          *identity,
                       const char          *address,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (PpBatch) batch = NULL;
  PpCaller *known = pp_callers_recognise (self, identity, address);
  Search *search;

  g_task_set_source_tag (task, pp_callers_find_async);
  if (known != NULL)
    {
      g_task_return_pointer (task, known, (GDestroyNotify) pp_caller_unref);
      return;
    }

  search = g_new0 (Search, 1);
  search->identity = pp_identity_ref (identity);
  search->address = g_strdup (address);
  g_task_set_task_data (task, search, (GDestroyNotify) free_search);
  batch = new_search_batch (identity);
  pp_database_run_async (self->database, batch, cancellable, found_cb, g_steal_pointer (&task));
}

/**
 * pp_callers_find_finish:
 * @self: callers
 * @result: what the callback was given
 * @error: return location for %PP_CALLER_ERROR_UNKNOWN or a #PpDatabaseError
 *
 * Returns: (transfer full): the caller
 */
PpCaller *
pp_callers_find_finish (PpCallers     *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
pp_callers_finalize (GObject *object)
{
  PpCallers *self = PP_CALLERS (object);

  g_object_unref (self->database);
  g_hash_table_unref (self->remembered);

  G_OBJECT_CLASS (pp_callers_parent_class)->finalize (object);
}

static void
pp_callers_class_init (PpCallersClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pp_callers_finalize;
}

static void
pp_callers_init (PpCallers *self)
{
  self->remembered = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

PpCallers *
pp_callers_new (PpDatabase *database)
{
  PpCallers *self = g_object_new (PP_TYPE_CALLERS, NULL);

  self->database = g_object_ref (database);

  return self;
}
