/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-http.h"

G_BEGIN_DECLS

/* Answers a request for a part of the page on which one tries the API out, which is there for development only.
 * Returns %FALSE, and does nothing, for any other request. */
gboolean pp_graphiql_answer (PpHttpRequest *request,
                             const char    *development_folder);

G_END_DECLS
