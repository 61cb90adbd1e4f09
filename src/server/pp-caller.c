/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-caller-private.h"

struct _PpCaller {
  /* owned */
  PpIdentity *identity;
  char *organisation;
  char *member;
  char *address;
};

G_DEFINE_QUARK (pp-caller-error-quark, pp_caller_error)

PpCaller *
_pp_caller_new (PpIdentity *identity,
                const char *organisation,
                const char *member,
                const char *address)
{
  PpCaller *self = g_rc_box_new0 (PpCaller);

  self->identity = pp_identity_ref (identity);
  self->organisation = g_strdup (organisation);
  self->member = g_strdup (member);
  self->address = g_strdup (address);

  return self;
}

PpCaller *
pp_caller_ref (PpCaller *self)
{
  return g_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  PpCaller *self = data;

  pp_identity_unref (self->identity);
  g_free (self->organisation);
  g_free (self->member);
  g_free (self->address);
}

void
pp_caller_unref (PpCaller *self)
{
  g_rc_box_release_full (self, clear);
}

PpIdentity *
pp_caller_get_identity (PpCaller *self)
{
  return self->identity;
}

const char *
pp_caller_get_organisation (PpCaller *self)
{
  return self->organisation;
}

const char *
pp_caller_get_member (PpCaller *self)
{
  return self->member;
}

const char *
pp_caller_get_address (PpCaller *self)
{
  return self->address;
}

gboolean
pp_caller_has_role (PpCaller *self,
                    PpRoles   any_of)
{
  return (pp_identity_get_roles (self->identity) & any_of) != 0;
}

/**
 * pp_caller_new_batch:
 * @self: a caller
 *
 * Makes a batch that begins by telling the database for whom it acts; row level security does the rest. What is told
 * holds for the transaction that the batch is, or begins, and no longer. The first result is of no interest.
 *
 * Returns: (transfer full): the batch
 */
PpBatch *
pp_caller_new_batch (PpCaller *self)
{
  /* All of them are set, and told as one number. */
  static const PpStatement statement = {
    "caller", "select num_nonnulls (set_config ('app.organisation', $1, true), set_config ('app.member', $2, true),"
              " set_config ('app.roles', $3, true), set_config ('app.tlp', $4, true),"
              " set_config ('app.nato', $5, true), set_config ('app.eu', $6, true),"
              " set_config ('app.caveats', ($7::text[])::text, true))" };
  const PpMarking *clearance = pp_identity_get_clearance (self->identity);
  PpBatch *batch = pp_batch_new ();

  pp_batch_add (batch, &statement);
  pp_batch_bind_text (batch, self->organisation);
  pp_batch_bind_text (batch, self->member);
  pp_batch_bind_integer (batch, pp_identity_get_roles (self->identity));
  pp_batch_bind_integer (batch, clearance->levels[PP_MARKING_TLP]);
  pp_batch_bind_integer (batch, clearance->levels[PP_MARKING_NATO]);
  pp_batch_bind_integer (batch, clearance->levels[PP_MARKING_EU]);
  pp_batch_bind_array (batch, (const char * const *) clearance->caveats,
                       clearance->caveats != NULL ? g_strv_length (clearance->caveats) : 0);

  return batch;
}
