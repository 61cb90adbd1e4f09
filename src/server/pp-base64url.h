/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GBytes *pp_base64url_decode (const char *text,
                             gsize       length);
char   *pp_base64url_encode (const guint8 *bytes,
                             gsize         length);

G_END_DECLS
