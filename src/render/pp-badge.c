/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-badge.h"

#include <string.h>

#define GAP 1.5
#define GLYPH_WIDTH 9.0
#define DIGIT_WIDTH 6.5
#define OVERHANG 10.0           /* how far the parts reach beyond their place */
#define MOST_SHOWN 99
#define SMALLEST_PX 12.0

gboolean
pp_badge_equal (const PpBadge *a,
                const PpBadge *b)
{
  return a->stated == b->stated && a->suggested == b->suggested && a->questions == b->questions &&
         a->severity == b->severity;
}

static void
add_part (PpBadgePart     parts[PP_N_BADGE_PARTS],
          guint          *n_parts,
          PpBadgePartType type,
          guint           count,
          gboolean        has_glyph)
{
  PpBadgePart *part = &parts[*n_parts];

  if (count == 0)
    return;
  *part = (PpBadgePart) { .type = type, .has_glyph = has_glyph };
  g_snprintf (part->text, sizeof part->text, count > MOST_SHOWN ? "%u+" : "%u", MIN (count, MOST_SHOWN));
  if (type == PP_BADGE_QUESTIONS)
    {
      memmove (part->text + 1, part->text, strlen (part->text) + 1);
      part->text[0] = '?';
    }
  part->box.height = PP_BADGE_HEIGHT;
  part->box.width = PP_BADGE_HEIGHT + DIGIT_WIDTH * (strlen (part->text) - 1) + (has_glyph ? GLYPH_WIDTH : 0);
  ++*n_parts;
}

double
pp_badge_get_growth (double scale)
{
  return scale > 0 ? CLAMP (SMALLEST_PX / (PP_BADGE_HEIGHT * scale), 1, PP_BADGE_MAX_GROWTH) : 1;
}

guint
pp_badge_compose (const PpBadge *self,
                  PpPoint        place,
                  gboolean       leftwards,
                  double         growth,
                  PpBadgePart    parts[PP_N_BADGE_PARTS])
{
  guint n_parts = 0;
  double width = -GAP, x;

  add_part (parts, &n_parts, PP_BADGE_STATED, self->stated, TRUE);
  add_part (parts, &n_parts, PP_BADGE_SUGGESTED, self->suggested, self->stated == 0);
  if (growth <= PP_BADGE_BRIEF_GROWTH)
    add_part (parts, &n_parts, PP_BADGE_QUESTIONS, self->questions, FALSE);
  for (guint i = 0; i < n_parts; i++)
    width += parts[i].box.width + GAP;

  x = leftwards ? place.x + OVERHANG - width * growth : place.x - OVERHANG;
  for (guint i = 0; i < n_parts; i++)
    {
      PpBox *box = &parts[i].box;

      *box = (PpBox) { x, place.y - box->height / 2 * growth, box->width * growth, box->height * growth };
      x += box->width + GAP * growth;
    }
  return n_parts;
}

static guint
add_chevron (PpPoint      points[8],
             guint        n_points,
             const PpBox *box,
             double       middle,
             double       rise)
{
  PpPoint tip = { box->x + box->width / 2, middle - rise / 2 };

  points[n_points++] = (PpPoint) { box->x, middle + rise / 2 };
  points[n_points++] = tip;
  points[n_points++] = tip;
  points[n_points++] = (PpPoint) { box->x + box->width, middle + rise / 2 };
  return n_points;
}

guint
pp_badge_list_glyph_lines (int          severity,
                           const PpBox *box,
                           PpPoint      points[8])
{
  double middle = box->y + box->height / 2, rise = box->height / 2;

  switch (severity)
    {
    case 0:
      return add_chevron (points, 0, box, middle, -rise);
    case 1:
      points[0] = (PpPoint) { box->x, middle };
      points[1] = (PpPoint) { box->x + box->width, middle };
      return 2;
    case 2:
      return add_chevron (points, 0, box, middle, rise);
    case 3:
      return add_chevron (points, add_chevron (points, 0, box, middle - rise / 2, rise), box,
                          middle + rise / 2, rise);
    default:
      points[0] = (PpPoint) { box->x + box->width / 2 - 0.1, middle };
      points[1] = (PpPoint) { box->x + box->width / 2 + 0.1, middle };
      return 2;
    }
}
