/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk/gdk.h>
#include <json-glib/json-glib.h>

#include "pp-painter.h"

G_BEGIN_DECLS

#define PP_FRAGMENT_MIME_TYPE "application/vnd.parapet.fragment+json"

/* What a canvas puts on the clipboard: the elements themselves for other canvases, and pictures and
 * names for other programs. Pictures are recorded when the elements are copied and made when somebody
 * asks for them. */
#define PP_TYPE_CLIP (pp_clip_get_type ())
G_DECLARE_FINAL_TYPE (PpClip, pp_clip, PP, CLIP, GdkContentProvider)

GdkContentProvider *pp_clip_new (JsonNode  *fragment,
                                 GPtrArray *items);

G_END_DECLS
