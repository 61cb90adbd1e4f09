/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define PP_TYPE_OVERLAY (pp_overlay_get_type ())

/**
 * PpOverlay:
 *
 * What is told on top of a drawing, for example ways that an attack takes: lines from element to element,
 * rings, cuts and waves. All that it does not speak of is dimmed. It is filled and then does not change any
 * more. It knows elements by their identifiers and nothing of why it tells what it tells.
 * Reference-counted.
 */
typedef struct _PpOverlay PpOverlay;

/**
 * PpOverlayLine: how a way is drawn
 * @PP_OVERLAY_LINE_MAIN: thick
 * @PP_OVERLAY_LINE_OTHER: thinner, and in dashes
 */
typedef enum {
  PP_OVERLAY_LINE_MAIN,
  PP_OVERLAY_LINE_OTHER,
} PpOverlayLine;

/**
 * PpOverlayStep:
 * @line: what it belongs to
 * @from: where it begins
 * @to: where it ends; the same as @from for something that happens in one place
 * @via: (nullable): the flow that it takes
 * @number: what is written on it; 0 for nothing
 * @warns: something about it is odd
 */
typedef struct {
  PpOverlayLine  line;
  char          *from;
  char          *to;
  char          *via;
  guint          number;
  gboolean       warns;
} PpOverlayStep;

/**
 * PpOverlayMarkType:
 * @PP_OVERLAY_RING: everything passes here
 * @PP_OVERLAY_CUT: here it can be stopped
 * @PP_OVERLAY_WAVE: how far something reaches; the level says how strongly
 * @PP_OVERLAY_ORIGIN: from where it does
 */
typedef enum {
  PP_OVERLAY_RING,
  PP_OVERLAY_CUT,
  PP_OVERLAY_WAVE,
  PP_OVERLAY_ORIGIN,
} PpOverlayMarkType;

/* How many rings a wave has at most. */
#define PP_OVERLAY_MAX_LEVEL 4

/**
 * PpOverlayMark:
 * @type: what it means
 * @element: where it stands
 * @text: (nullable): a few words
 * @level: of a wave, from 1 to %PP_OVERLAY_MAX_LEVEL rings
 * @is_filled: it stands out, as what matters most
 */
typedef struct {
  PpOverlayMarkType  type;
  char              *element;
  char              *text;
  guint              level;
  gboolean           is_filled;
} PpOverlayMark;

GType      pp_overlay_get_type   (void) G_GNUC_CONST;
PpOverlay *pp_overlay_new        (void);
PpOverlay *pp_overlay_ref        (PpOverlay         *self);
void       pp_overlay_unref      (PpOverlay         *self);

/* While it is filled. */
void       pp_overlay_add_step   (PpOverlay         *self,
                                  PpOverlayLine      line,
                                  const char        *from,
                                  const char        *to,
                                  const char        *via,
                                  guint              number,
                                  gboolean           warns);
void       pp_overlay_add_mark   (PpOverlay         *self,
                                  PpOverlayMarkType  type,
                                  const char        *element,
                                  const char        *text,
                                  guint              level,
                                  gboolean           is_filled);

/* Whether both tell the same. */
gboolean   pp_overlay_equal      (PpOverlay         *self,
                                  PpOverlay         *other);
/* Borrowed: of PpOverlayStep, of PpOverlayMark, and the identifiers of all elements that it speaks of. */
GPtrArray *pp_overlay_get_steps  (PpOverlay         *self);
GPtrArray *pp_overlay_get_marks  (PpOverlay         *self);
GPtrArray *pp_overlay_get_elements (PpOverlay       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpOverlay, pp_overlay_unref)

G_END_DECLS
