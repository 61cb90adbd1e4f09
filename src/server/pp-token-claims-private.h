/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "pp-token.h"

G_BEGIN_DECLS

gboolean    _pp_token_type_is_accepted (JsonObject          *header,
                                        const PpTokenRules  *rules,
                                        GError             **error);
PpIdentity *_pp_token_claims_identify  (JsonObject          *claims,
                                        const PpTokenRules  *rules,
                                        double               now,
                                        GError             **error);

G_END_DECLS
