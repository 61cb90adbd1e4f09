/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Values that a text has said already. Diagrams say the same things again and again: all nodes of a
 * Threat Dragon file have the same groups of ports, and most threats the same status. Where the letters
 * are the same, the tree gets the same node once more; it is neither scanned nor made again.
 *
 * A table with one place for each key: what comes later takes the place. A value that is missed only
 * costs what it would have cost anyway. */
typedef struct _PpJsonShare PpJsonShare;

PpJsonShare *_pp_json_share_new  (void);
void         _pp_json_share_free (PpJsonShare *self);
guint        _pp_json_share_key  (const char  *name,
                                  const char  *text,
                                  const char  *end);
JsonNode    *_pp_json_share_find (PpJsonShare *self,
                                  guint        key,
                                  const char  *text,
                                  const char  *end,
                                  guint        depth,
                                  gsize       *length);
void         _pp_json_share_keep (PpJsonShare *self,
                                  guint        key,
                                  const char  *text,
                                  const char  *end,
                                  guint        depth,
                                  JsonNode    *node);

G_END_DECLS
