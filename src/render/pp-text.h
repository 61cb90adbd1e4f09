/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

#include "pp-geometry.h"

G_BEGIN_DECLS

/* The texts of a drawing. In exports the family is always the same one, whatever the desktop uses, so that
 * a drawing looks the same on every machine that has it. */
#define PP_TEXT_FAMILY "Cantarell, Adwaita Sans, sans"
#define PP_TEXT_MAX_SCALE 3.0

/**
 * PpTextFont:
 * @family: (nullable): the family that is wished; %NULL for that of exports
 * @scale: how much larger than in exports texts are wished to be, where the elements have room for it;
 *   1 to %PP_TEXT_MAX_SCALE
 *
 * How somebody likes to read. Elements keep their sizes.
 */
typedef struct {
  const char *family;
  double      scale;
} PpTextFont;

/**
 * PpTextStyle:
 * @PP_TEXT_NAME: the name of a node
 * @PP_TEXT_LABEL: the name of an edge
 * @PP_TEXT_DETAIL: what stands below a label, like the protocol
 * @PP_TEXT_TITLE: the title tag of a boundary
 * @PP_TEXT_NOTE: a text on the drawing
 * @PP_TEXT_BADGE: the count of open threats
 * @PP_TEXT_CHIP: a marking
 * @PP_TEXT_HEADING: the title above an exported drawing
 */
typedef enum {
  PP_TEXT_NAME,
  PP_TEXT_LABEL,
  PP_TEXT_DETAIL,
  PP_TEXT_TITLE,
  PP_TEXT_NOTE,
  PP_TEXT_BADGE,
  PP_TEXT_CHIP,
  PP_TEXT_HEADING,
} PpTextStyle;

#define PP_N_TEXT_STYLES 8

double                pp_text_get_size     (PpTextStyle style);
PangoFontDescription *pp_text_new_font     (PpTextStyle style,
                                            double      size,
                                            const char *family);
/* A context for text that stays in proportion at every zoom. */
PangoContext         *pp_text_new_context  (void);
/* Makes another context so. */
void                  pp_text_prepare_context (PangoContext *context);

/* Whether a text has more paragraphs than lines are allowed: it is then set as one. @max_lines 0: never. */
gboolean              pp_text_is_run_on    (const char *text,
                                            guint       max_lines);

/* Measures texts without laying them out, by adding up the widths of letters: a hundred times faster
 * than Pango, within some hundredths for European scripts; other scripts are given to Pango. */
typedef struct _PpRuler PpRuler;

typedef struct {
  double width;
  double height;
  guint  n_lines;
} PpTextSize;

PpRuler   *pp_ruler_new         (void);
void       pp_ruler_free        (PpRuler     *self);
void       pp_ruler_set_font    (PpRuler     *self,
                                 const PpTextFont *font);
/* How much larger texts are wished to be. The ruler measures them as they are without that. */
double     pp_ruler_get_scale   (PpRuler     *self);
double     pp_ruler_line_height (PpRuler     *self,
                                 PpTextStyle  style);
/* @max_lines 0: as many as it takes; see pp_text_is_run_on(). Breaks at spaces and hyphens, within words
 * where it must. */
PpTextSize pp_ruler_measure     (PpRuler     *self,
                                 PpTextStyle  style,
                                 const char  *text,
                                 double       max_width,
                                 guint        max_lines);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpRuler, pp_ruler_free)

G_END_DECLS
