/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-identity.h"

#include <string.h>

struct _PpIdentity {
  char      *issuer;
  char      *subject;
  char      *name;
  char      *organisation;
  char      *key;
  PpRoles    roles;
  PpMarking *clearance;
  double     expires;
};

static const struct {
  const char *name;
  PpRoles     role;
} role_names[] = {
  { "viewer", PP_ROLE_VIEWER },
  { "reviewer", PP_ROLE_REVIEWER },
  { "architect", PP_ROLE_ARCHITECT },
  { "classifier", PP_ROLE_CLASSIFIER },
  { "admin", PP_ROLE_ADMIN },
  { "service", PP_ROLE_SERVICE },
};

PpRoles
pp_role_from_name (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (role_names); i++)
    if (g_str_equal (role_names[i].name, name))
      return role_names[i].role;
  return 0;
}

PpIdentity *
pp_identity_new (const char      *issuer,
                 const char      *subject,
                 const char      *name,
                 const char      *organisation,
                 PpRoles          roles,
                 const PpMarking *clearance,
                 double           expires)
{
  PpIdentity *self = g_atomic_rc_box_new0 (PpIdentity);

  self->issuer = g_strdup (issuer);
  self->subject = g_strdup (subject);
  self->name = g_strdup (name != NULL ? name : "");
  self->organisation = g_strdup (organisation);
  /* With lengths, so that no name can pass for parts of two others. */
  self->key = g_strdup_printf ("%" G_GSIZE_FORMAT ":%" G_GSIZE_FORMAT ":%s%s%s", strlen (issuer), strlen (subject),
                               issuer, subject, organisation);
  self->roles = roles;
  self->clearance = pp_marking_copy (clearance);
  self->expires = expires;
  return self;
}

PpIdentity *
pp_identity_ref (PpIdentity *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  PpIdentity *self = data;

  g_free (self->issuer);
  g_free (self->subject);
  g_free (self->name);
  g_free (self->organisation);
  g_free (self->key);
  pp_marking_free (self->clearance);
}

void
pp_identity_unref (PpIdentity *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

const char *
pp_identity_get_issuer (PpIdentity *self)
{
  return self->issuer;
}

const char *
pp_identity_get_subject (PpIdentity *self)
{
  return self->subject;
}

const char *
pp_identity_get_name (PpIdentity *self)
{
  return self->name;
}

const char *
pp_identity_get_organisation (PpIdentity *self)
{
  return self->organisation;
}

const char *
pp_identity_get_key (PpIdentity *self)
{
  return self->key;
}

PpRoles
pp_identity_get_roles (PpIdentity *self)
{
  return self->roles;
}

const PpMarking *
pp_identity_get_clearance (PpIdentity *self)
{
  return self->clearance;
}

double
pp_identity_get_expires (PpIdentity *self)
{
  return self->expires;
}
