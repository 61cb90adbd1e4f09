/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Which of @offers (%NULL-terminated, in lower case) an Accept header likes best, or NULL. Without a header,
 * and for a range that covers several, it is the first. */
const char *pp_media_type_choose  (const char         *accept,
                                   const char * const *offers);

/* Whether a Content-Type header says a media type, in UTF-8 or without saying an encoding. */
gboolean    pp_media_type_is      (const char         *content_type,
                                   const char         *media_type);

G_END_DECLS
