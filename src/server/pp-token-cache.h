/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-identity.h"

G_BEGIN_DECLS

/**
 * PpTokenCache:
 *
 * Who bears the tokens that were checked lately, so that a token that comes again costs one digest and no
 * signature. Tokens are known by the SHA-256 of their whole text. When full, the one that was asked for
 * longest ago goes.
 */
typedef struct _PpTokenCache PpTokenCache;

PpTokenCache *pp_token_cache_new      (guint         max_tokens);
void          pp_token_cache_free     (PpTokenCache *self);

/* (transfer full) (nullable): as long as the token is good at @now. */
PpIdentity   *pp_token_cache_look_up  (PpTokenCache *self,
                                       const char   *token,
                                       gsize         length,
                                       double        now);
void          pp_token_cache_add      (PpTokenCache *self,
                                       const char   *token,
                                       gsize         length,
                                       PpIdentity   *identity);
/* For when keys change: a token whose key is gone must not live on here. */
void          pp_token_cache_clear    (PpTokenCache *self);
guint         pp_token_cache_get_size (PpTokenCache *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpTokenCache, pp_token_cache_free)

G_END_DECLS
