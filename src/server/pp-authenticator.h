/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-key-source.h"
#include "pp-token.h"

G_BEGIN_DECLS

#define PP_TYPE_AUTHENTICATOR (pp_authenticator_get_type ())
/**
 * PpAuthenticator:
 *
 * Tells who sends a request, by its access token and the issuers that are trusted. A token is checked by
 * the rules and the keys of the issuer that it names and by no others (RFC 8725, section 3.8).
 */
G_DECLARE_FINAL_TYPE (PpAuthenticator, pp_authenticator, PP, AUTHENTICATOR, GObject)

PpAuthenticator *pp_authenticator_new          (void);
/* @rules is copied, but not the texts in it, which live as long as the authenticator. */
void             pp_authenticator_add_issuer   (PpAuthenticator      *self,
                                                PpKeySource          *keys,
                                                const PpTokenRules   *rules);

/* (transfer full) (nullable): who sends a token that was found good lately. */
PpIdentity      *pp_authenticator_recognise    (PpAuthenticator      *self,
                                                const char           *token,
                                                gsize                 length);
void             pp_authenticator_check_async  (PpAuthenticator      *self,
                                                const char           *token,
                                                gsize                 length,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              data);
PpIdentity      *pp_authenticator_check_finish (PpAuthenticator      *self,
                                                GAsyncResult         *result,
                                                GError              **error);

G_END_DECLS
