/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gql.h"
#include "pp-caller.h"
#include "pp-database.h"
#include "pp-live.h"

G_BEGIN_DECLS

#define PP_API_ERROR (pp_api_error_quark ())
GQuark pp_api_error_quark (void);

/**
 * PpApiError:
 * @PP_API_ERROR_NOT_FOUND: there is no such thing, or none that the caller may see; nothing tells which
 * @PP_API_ERROR_FORBIDDEN: the caller lacks the role, or the clearance
 * @PP_API_ERROR_BAD_INPUT: a value makes no sense
 * @PP_API_ERROR_CONFLICT: it cannot be done in the state in which things are
 * @PP_API_ERROR_REQUEST_ID_USED: another request had the same identifier, and was done; this one was not
 *
 * Errors that clients are told as they are, with the code in `extensions`.
 */
typedef enum {
  PP_API_ERROR_NOT_FOUND,
  PP_API_ERROR_FORBIDDEN,
  PP_API_ERROR_BAD_INPUT,
  PP_API_ERROR_CONFLICT,
  PP_API_ERROR_REQUEST_ID_USED,
} PpApiError;

/**
 * PpApi:
 *
 * What the server can be asked: the schema of schema.graphql with its resolvers, and the table of roles of access.ini.
 * The context of each request is its #PpCaller.
 */
typedef struct _PpApi PpApi;

PpApi      *pp_api_new          (PpDatabase    *database,
                                 GError       **error);
void        pp_api_free         (PpApi         *self);

GqlSchema  *pp_api_get_schema   (PpApi         *self);
PpDatabase *pp_api_get_database (PpApi         *self);
/* What tells subscribers of events; @live must live as long as anybody subscribes. Without one there are no events. */
void        pp_api_set_live     (PpApi         *self,
                                 PpLive        *live);
PpLive     *pp_api_get_live     (PpApi         *self);
/* How many models of an organisation somebody may see at most, if some of them are her own. */
void        pp_api_set_max_models (PpApi       *self,
                                   guint        max_models);
guint       pp_api_get_max_models (PpApi       *self);
/* Whether somebody with these roles may ask for a field. */
gboolean    pp_api_allows       (PpApi         *self,
                                 const char    *type,
                                 const char    *field,
                                 PpRoles        roles);
void        pp_api_tell_error   (const GError  *error,
                                 GString       *message,
                                 GString       *extensions,
                                 gpointer       user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpApi, pp_api_free)

G_END_DECLS
