/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-authenticator.h"
#include "pp-http.h"

G_BEGIN_DECLS

/**
 * PpBearerFunc:
 * @request: (transfer full): the request
 * @identity: (transfer full): who sends it
 * @user_data: what was given with the function
 *
 * Called for a request of somebody who is known.
 */
typedef void (*PpBearerFunc) (PpHttpRequest *request,
                              PpIdentity    *identity,
                              gpointer       user_data);

/**
 * PpBearerRefuseFunc:
 * @request: (transfer full): the request
 * @status: the status to answer with
 * @message: a sentence for whoever reads it
 * @header: the name of a header
 * @value: its value
 *
 * Answers a request that is refused, in the words of its protocol.
 */
typedef void (*PpBearerRefuseFunc) (PpHttpRequest *request,
                                    guint          status,
                                    const char    *message,
                                    const char    *header,
                                    const char    *value);

/* Refuses as GraphQL does. */
void pp_bearer_refuse (PpHttpRequest      *request,
                       guint               status,
                       const char         *message,
                       const char         *header,
                       const char         *value);
void pp_bearer_check  (PpAuthenticator    *authenticator,
                       PpHttpRequest      *request,
                       PpBearerFunc        func,
                       PpBearerRefuseFunc  refuse,
                       gpointer            user_data);
/* Logs and counts why a token did not do. */
void pp_bearer_note_error (const GError *error);

G_END_DECLS
