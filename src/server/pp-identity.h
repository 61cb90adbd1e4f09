/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-marking.h"

G_BEGIN_DECLS

/**
 * PpRoles:
 * @PP_ROLE_VIEWER: reads
 * @PP_ROLE_REVIEWER: reads, comments and reviews
 * @PP_ROLE_ARCHITECT: draws
 * @PP_ROLE_CLASSIFIER: lowers markings
 * @PP_ROLE_ADMIN: keeps the organisation
 * @PP_ROLE_SERVICE: a program that acts for nobody
 *
 * What somebody may do in an organisation, as a set.
 */
typedef enum {
  PP_ROLE_VIEWER = 1 << 0,
  PP_ROLE_REVIEWER = 1 << 1,
  PP_ROLE_ARCHITECT = 1 << 2,
  PP_ROLE_CLASSIFIER = 1 << 3,
  PP_ROLE_ADMIN = 1 << 4,
  PP_ROLE_SERVICE = 1 << 5,
} PpRoles;

/* The role of a name as tokens have it, 0 for names that grant nothing. */
PpRoles pp_role_from_name (const char *name);

/**
 * PpIdentity:
 *
 * Who asks: what the server believes of the bearer of one access token. It never changes.
 */
typedef struct _PpIdentity PpIdentity;

PpIdentity      *pp_identity_new              (const char      *issuer,
                                               const char      *subject,
                                               const char      *name,
                                               const char      *organisation,
                                               PpRoles          roles,
                                               const PpMarking *clearance,
                                               double           expires);
PpIdentity      *pp_identity_ref              (PpIdentity *self);
void             pp_identity_unref            (PpIdentity *self);

const char      *pp_identity_get_issuer       (PpIdentity *self);
/* Who, by the issuer's own key: it is no name that people see. */
const char      *pp_identity_get_subject      (PpIdentity *self);
/* What people see; an empty text where the issuer says no name. */
const char      *pp_identity_get_name         (PpIdentity *self);
/* By the key that tokens carry. */
const char      *pp_identity_get_organisation (PpIdentity *self);
/* Of issuer, subject and organisation: the same for all tokens of one person there, and for no other. */
const char      *pp_identity_get_key          (PpIdentity *self);
PpRoles          pp_identity_get_roles        (PpIdentity *self);
const PpMarking *pp_identity_get_clearance    (PpIdentity *self);
/* Until when it is believed, in seconds since 1970. */
double           pp_identity_get_expires      (PpIdentity *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpIdentity, pp_identity_unref)

G_END_DECLS
