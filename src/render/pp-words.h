/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-overlay.h"
#include "pp-scene.h"
#include "pp-text-cache.h"

G_BEGIN_DECLS

/* Where the words of an overlay's marks stand. Each tile of a drawing needs the places of all of them, so they are
 * remembered as long as nothing moves; with hundreds of marks they are found in several goes. */
typedef struct _PpWords PpWords;

#define PP_WORDS_HEIGHT_PX 18.0
#define PP_WORDS_PADDING_PX 7.0
#define PP_WORDS_TEXT_PX 190.0
#define PP_MARK_RING_GAP_PX 5.0
#define PP_MARK_WAVE_GAP_PX 4.5

/* @texts: borrowed */
PpWords *pp_words_new       (PpTextCache       *texts);
void     pp_words_free      (PpWords           *self);
/* When texts look otherwise. */
void     pp_words_forget    (PpWords           *self);
gboolean pp_words_place     (PpWords           *self,
                             PpScene           *scene,
                             PpOverlay         *overlay,
                             double             px,
                             gint64             deadline_us);
/* The middle of what the mark says, and what it takes; once they have places. */
PpPoint  pp_words_get_place (PpWords           *self,
                             guint              mark);
PpBox    pp_words_get_box   (PpWords           *self,
                             guint              mark);
/* What a mark stands about: a node, or the label of a flow. */
PpBox    pp_mark_get_box    (const PpSceneItem *item);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpWords, pp_words_free)

G_END_DECLS
