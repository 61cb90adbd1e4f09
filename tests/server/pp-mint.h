/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* Makes keys and tokens, good ones and forged ones, for the tests. */
typedef struct _PpMint PpMint;

typedef enum {
  PP_MINT_PEM,
  PP_MINT_PEM_TRIMMED,
  PP_MINT_PKCS1_PEM,
  PP_MINT_DER,
  PP_MINT_MODULUS,
} PpMintForm;

PpMint *pp_mint_new         (const char *key_id,
                             int         n_bits);
void    pp_mint_free        (PpMint     *self);
/* The key as a member of a JSON Web Key Set; with other members before its end, like `,"use":"enc"`. */
char   *pp_mint_get_key     (PpMint     *self,
                             const char *members);
/* A whole key set of this one key. */
char   *pp_mint_get_key_set (PpMint     *self);
/* Signs any header and any claims. */
char   *pp_mint_sign        (PpMint     *self,
                             const char *header,
                             const char *claims);
/* The same by another digest, and by PSS. */
char   *pp_mint_sign_as     (PpMint     *self,
                             const char *header,
                             const char *claims,
                             const char *digest,
                             gboolean    is_pss);
GBytes *pp_mint_get_public_key (PpMint     *self,
                                PpMintForm  form);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpMint, pp_mint_free)
