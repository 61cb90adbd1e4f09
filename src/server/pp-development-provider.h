/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define PP_DEVELOPMENT_ORGANISATION "development"
#define PP_DEVELOPMENT_AUDIENCE "https://parapet.invalid/api"

/**
 * PpDevelopmentProvider:
 *
 * An identity provider on this machine alone, with discovery and a JSON Web Key Set, that vouches for one user for
 * each role.
 */
typedef struct _PpDevelopmentProvider PpDevelopmentProvider;

PpDevelopmentProvider *pp_development_provider_new          (const char             *folder,
                                                             guint                   port,
                                                             GError                **error);
void                   pp_development_provider_free         (PpDevelopmentProvider  *self);
const char            *pp_development_provider_get_url      (PpDevelopmentProvider  *self);
void                   pp_development_provider_print_tokens (PpDevelopmentProvider  *self);
/* The users with their tokens, for the page of which @key is the key; for nobody else to read. */
gboolean               pp_development_provider_write_users  (PpDevelopmentProvider  *self,
                                                             const char             *path,
                                                             const char             *key,
                                                             GError                **error);

/* The port @distance after @port, which one finds again the next time, if it is free; else 0. */
guint                  pp_development_find_port             (guint                   port,
                                                             guint                   distance);

G_END_DECLS
