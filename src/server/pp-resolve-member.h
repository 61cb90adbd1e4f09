/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-resolve.h"

G_BEGIN_DECLS

/* A part of statements: all members, and the columns of an object of the type Member. */
#define PP_MEMBERS \
  "(select id, case when name = '' then subject else name end as name, roles from parapet.member) m"
#define PP_MEMBER_COLUMNS "m.id, m.id, m.name, m.roles"
/* For who wants only the name. */
#define PP_MEMBER_NAME_COLUMNS "m.id, null, m.name, null"

void pp_resolve_member       (PpApi   *api,
                              GqlCall *call,
                              int      column);
void pp_resolve_recipients   (PpApi   *api,
                              GqlCall *call,
                              int      column);
void pp_resolve_organisation (PpApi   *api,
                              GqlCall *call);

G_END_DECLS
