/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-resolve.h"

G_BEGIN_DECLS

void pp_resolve_member       (PpApi   *api,
                              GqlCall *call,
                              int      column);
void pp_resolve_recipients   (PpApi   *api,
                              GqlCall *call,
                              int      column);
void pp_resolve_organisation (PpApi   *api,
                              GqlCall *call);

G_END_DECLS
