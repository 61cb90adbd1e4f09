/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-identity.h"
#include "pp-key-set.h"

G_BEGIN_DECLS

#define PP_TOKEN_MAX_BYTES (8 * 1024)

#define PP_TOKEN_ERROR (pp_token_error_quark ())
GQuark pp_token_error_quark (void);

/**
 * PpTokenError:
 * @PP_TOKEN_ERROR_MALFORMED: it is no token that this server reads
 * @PP_TOKEN_ERROR_KEY: no key with its id is known
 * @PP_TOKEN_ERROR_SIGNATURE: it was not signed with that key
 * @PP_TOKEN_ERROR_CLAIMS: it is not for here, not for now, or names nobody
 * @PP_TOKEN_ERROR_SCOPE: it is good, but its bearer was not given this API
 *
 * Why a token is refused. The messages are for the log and hold nothing of the token: who sent it is told
 * nothing but that it was refused, or, for @PP_TOKEN_ERROR_SCOPE, that the scope is missing (RFC 6750).
 */
typedef enum {
  PP_TOKEN_ERROR_MALFORMED,
  PP_TOKEN_ERROR_KEY,
  PP_TOKEN_ERROR_SIGNATURE,
  PP_TOKEN_ERROR_CLAIMS,
  PP_TOKEN_ERROR_SCOPE,
} PpTokenError;

/**
 * PpTokenRules:
 * @issuer: the `iss` that is believed, compared letter by letter
 * @audience: what `aud` must be or hold
 * @scope: a word that the scope must have, or %NULL
 * @types: (array zero-terminated=1): the media types of the header that are accepted, in lower case,
 *   without `application/`
 * @scope_claim: the claim with the scope: words in a string, or a list
 * @organisation_claim: the claim with the key of the organisation
 * @roles_claim: the claim with the roles: a list
 * @clearance_claim: the claim with the clearance: a list of `SCHEME:LEVEL`, and `CAVEAT:NAME`
 * @leeway: seconds by which clocks may differ
 *
 * What makes a token good beside its signature. Providers differ in these, so all are settings.
 */
typedef struct {
  const char         *issuer;
  const char         *audience;
  const char         *scope;
  const char * const *types;
  const char         *scope_claim;
  const char         *organisation_claim;
  const char         *roles_claim;
  const char         *clearance_claim;
  double              leeway;
} PpTokenRules;

/* The rules of RFC 9068 with the names of claims that `docs/operating.md` gives. */
void pp_token_rules_init (PpTokenRules *rules,
                          const char   *issuer,
                          const char   *audience);

/**
 * PpToken:
 *
 * An access token in the compact form of a JSON Web Signature (RFC 7515), taken apart. Nothing in it is
 * to be believed before pp_token_verify().
 */
typedef struct _PpToken PpToken;

PpToken    *pp_token_new_from_text (const char          *text,
                                    gsize                length,
                                    GError             **error);
void        pp_token_free          (PpToken             *self);

/* Which issuer it says to come from; (nullable). */
const char *pp_token_peek_issuer   (PpToken             *self);
const char *pp_token_peek_key_id   (PpToken             *self);

gboolean    pp_token_verify        (PpToken             *self,
                                    PpKeySet            *keys,
                                    GError             **error);
PpIdentity *pp_token_identify      (PpToken             *self,
                                    const PpTokenRules  *rules,
                                    double               now,
                                    GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpToken, pp_token_free)

G_END_DECLS
