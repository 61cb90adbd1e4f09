/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PpSigner:
 *
 * An RSA key that signs access tokens by RS256, for the identity provider of development. It is known by the
 * thumbprint of RFC 7638.
 */
typedef struct _PpSigner PpSigner;

/* Reads the key from @path, or makes one and keeps it there, for nobody else to read. */
PpSigner *pp_signer_new         (const char  *path,
                                 GError     **error);
void      pp_signer_free        (PpSigner    *self);
/* (transfer full): the JSON Web Key Set by which signatures are checked. */
char     *pp_signer_get_key_set (PpSigner    *self);
/* (transfer full): an access token with @claims, a JSON object. */
char     *pp_signer_sign        (PpSigner    *self,
                                 const char  *claims);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpSigner, pp_signer_free)

G_END_DECLS
