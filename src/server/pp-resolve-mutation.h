/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-resolve.h"

G_BEGIN_DECLS

/* (transfer full): what the audit calls a mutation: `apply-changes` for applyChanges. */
char *pp_resolve_dup_action (GqlCall    *call);
/* Gives a query that found nothing its null, after it was noted in the audit that somebody asked for it. */
void  pp_resolve_find_none  (PpApi      *api,
                             GqlCall    *call,
                             const char *object_id);
/* Fails a call. What the caller may not do, or may not see, is noted in the audit before she is told. */
void  pp_resolve_refuse     (PpApi      *api,
                             GqlCall    *call,
                             const char *object_id,
                             GError     *error);

G_END_DECLS
