/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-database.h"
#include "pp-identity.h"

G_BEGIN_DECLS

/**
 * PpCaller:
 *
 * Who sends one request: an identity that a token proves, as a member of an organisation that the database knows. All
 * that resolvers ask of the database, they ask in the name of a caller. It never changes.
 */
typedef struct _PpCaller PpCaller;

PpCaller   *pp_caller_ref              (PpCaller *self);
void        pp_caller_unref            (PpCaller *self);

PpIdentity *pp_caller_get_identity     (PpCaller *self);
/* Identifiers of the database. */
const char *pp_caller_get_organisation (PpCaller *self);
const char *pp_caller_get_member       (PpCaller *self);
/* (nullable): from where the request came. */
const char *pp_caller_get_address      (PpCaller *self);
gboolean    pp_caller_has_role         (PpCaller *self,
                                        PpRoles   any_of);
PpBatch    *pp_caller_new_batch        (PpCaller *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpCaller, pp_caller_unref)

#define PP_CALLER_ERROR (pp_caller_error_quark ())
GQuark pp_caller_error_quark (void);

/**
 * PpCallerError:
 * @PP_CALLER_ERROR_UNKNOWN: there is no such organisation here
 */
typedef enum {
  PP_CALLER_ERROR_UNKNOWN,
} PpCallerError;

#define PP_TYPE_CALLERS (pp_callers_get_type ())
/**
 * PpCallers:
 *
 * Finds callers for identities. A member that was not there before is added. Who was found lately is remembered.
 */
G_DECLARE_FINAL_TYPE (PpCallers, pp_callers, PP, CALLERS, GObject)

PpCallers  *pp_callers_new             (PpDatabase           *database);
/* (transfer full) (nullable): a caller, where no database needs to be asked. */
PpCaller   *pp_callers_recognise       (PpCallers            *self,
                                        PpIdentity           *identity,
                                        const char           *address);
void        pp_callers_find_async      (PpCallers            *self,
                                        PpIdentity           *identity,
                                        const char           *address,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
PpCaller   *pp_callers_find_finish     (PpCallers            *self,
                                        GAsyncResult         *result,
                                        GError              **error);

G_END_DECLS
