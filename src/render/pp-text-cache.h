/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-raster.h"
#include "pp-text.h"

G_BEGIN_DECLS

/* Laid out texts, kept as long as they are in use. A text is known by what it says and how it is set, so
 * that a renamed element finds another layout by itself and equal names share one. */
typedef struct _PpTextCache PpTextCache;

PpTextCache *pp_text_cache_new         (void);
void         pp_text_cache_free        (PpTextCache     *self);
void         pp_text_cache_clear       (PpTextCache     *self);
/* Drops all layouts. */
/* @family: (nullable): see pp_text_new_font(). */
void         pp_text_cache_set_family  (PpTextCache     *self,
                                        const char      *family);
void         pp_text_cache_set_context (PpTextCache     *self,
                                        PangoContext    *context);
/**
 * pp_text_cache_get:
 * @self: a cache
 * @style: how it is set
 * @text: what it says
 * @detail: (nullable): a last line in the detail style
 * @detail_colour: (nullable): its colour; must not change but with pp_text_cache_clear()
 * @width: where lines break and text is cut off, in units; 0 for a single line without end
 * @max_lines: the last of these is cut off with an ellipsis; 0 for no limit
 *
 * Returns: (transfer none): the layout, valid until the next call
 */
PangoLayout *pp_text_cache_get         (PpTextCache     *self,
                                        PpTextStyle      style,
                                        const char      *text,
                                        const char      *detail,
                                        const PpColour  *detail_colour,
                                        double           width,
                                        guint            max_lines);
guint        pp_text_cache_get_n_created (PpTextCache   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpTextCache, pp_text_cache_free)

G_END_DECLS
