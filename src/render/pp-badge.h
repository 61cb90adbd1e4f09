/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-geometry.h"

G_BEGIN_DECLS

/**
 * PpBadge:
 * @stated: open threats that people keep
 * @suggested: threats that were found and that nobody has looked at yet
 * @questions: what is asked about the element
 * @severity: the worst of the threats, from 0, low, to 3, critical; -1 where nobody has decided
 *
 * What a drawing says in brief about an element.
 */
typedef struct {
  guint stated;
  guint suggested;
  guint questions;
  int   severity;
} PpBadge;

typedef enum {
  PP_BADGE_STATED,
  PP_BADGE_SUGGESTED,
  PP_BADGE_QUESTIONS,
} PpBadgePartType;

#define PP_N_BADGE_PARTS 3
#define PP_BADGE_HEIGHT 17.0
#define PP_BADGE_MAX_GROWTH 1.8
/* Badges that grow more than this leave questions out. */
#define PP_BADGE_BRIEF_GROWTH 1.25

/**
 * PpBadgePart:
 * @type: what it counts
 * @box: where it stands
 * @has_glyph: it shows the severity, left of the count
 * @text: the count
 */
typedef struct {
  PpBadgePartType type;
  PpBox           box;
  gboolean        has_glyph;
  char            text[8];
} PpBadgePart;

gboolean pp_badge_equal    (const PpBadge *a,
                            const PpBadge *b);
/* How much larger than usual badges are drawn, to stay legible from afar. @scale is device pixels for
 * one unit, 0 for vectors. */
double   pp_badge_get_growth (double       scale);
/* Puts the parts side by side about @place: leftwards from it, or rightwards. Seen from afar questions
 * are left out. Returns how many parts there are. */
guint    pp_badge_compose  (const PpBadge *self,
                            PpPoint        place,
                            gboolean       leftwards,
                            double         growth,
                            PpBadgePart    parts[PP_N_BADGE_PARTS]);
/* The lines of the glyph for a severity in a box: each two of the points are the ends of one. Shapes
 * tell severities apart without colour: down, level, up, twice up; a dot for none. */
guint    pp_badge_list_glyph_lines (int            severity,
                                    const PpBox   *box,
                                    PpPoint        points[8]);

G_END_DECLS
