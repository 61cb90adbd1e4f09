/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* In the folder: the users with their tokens, and the key by which the page to try the API with gets them. */
#define PP_DEVELOPMENT_USERS "users.json"

/**
 * PpDevelopment:
 *
 * All that a server needs around it, for somebody who tries it out: a database of its own, an identity provider with
 * one user for each role in one organisation, and a file of settings that names both. It is no place for anything
 * that matters: whoever can read its folder can be anybody.
 */
typedef struct _PpDevelopment PpDevelopment;

PpDevelopment *pp_development_start           (const char     *folder,
                                               guint           port,
                                               guint           workers,
                                               GError        **error);
const char    *pp_development_get_configuration_path (PpDevelopment *self);
/* The lines `token ROLE USER TOKEN`, and `graphiql URL`. */
void           pp_development_print_users     (PpDevelopment  *self,
                                               guint           port);
void           pp_development_stop            (PpDevelopment  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpDevelopment, pp_development_stop)

G_END_DECLS
