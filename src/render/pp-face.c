/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where the parts of an item stand: icon above name, both in the middle of what the shape leaves free;
 * the badge on the upper right border; the marking on the lower border. A name that needs the icon's
 * room gets it. */

#include "pp-face.h"

#include <math.h>
#include <string.h>

#define ICON_GAP 4.0
#define STROKE_REACH 3.0
#define ARROW_REACH 12.0
#define CHIP_PADDING 6.0
#define LABEL_WIDTH_MAX 150.0
#define LABEL_WIDTH_MIN 76.0
#define LABEL_LINES 3

/* The part of a node's box in which icon and name may stand. */
static PpBox
room_in_shape (const PpSceneItem *item)
{
  const PpBox *box = &item->box;
  double cap = pp_outline_cap (item->shape, box);
  double left = 9, right = 9, top = 6, bottom = 6;

  switch (item->shape)
    {
    case PP_SHAPE_ELLIPSE:
      left = right = box->width * 0.11;
      top = bottom = box->height * 0.14;
      break;
    case PP_SHAPE_CYLINDER:
      top = cap * 2 + 3;
      bottom = cap + 1;
      break;
    case PP_SHAPE_STACK:
      left = cap + 4;
      right = cap * 2 + 4;
      break;
    case PP_SHAPE_HEXAGON:
      left = right = cap * 0.75 + 3;
      break;
    case PP_SHAPE_PERSON:
      top = pp_outline_head_radius (box) * 2 + 2;
      break;
    case PP_SHAPE_CLOUD:
      left = right = box->width * 0.13;
      top = box->height * 0.2;
      bottom = box->height * 0.08;
      break;
    case PP_SHAPE_TEXT:
      left = right = top = bottom = 2;
      break;
    case PP_SHAPE_RECTANGLE:
    case PP_SHAPE_ROUNDED:
    case PP_SHAPE_LINES:
    case PP_SHAPE_BOUNDARY:
    default:
      break;
    }
  return (PpBox) { box->x + left, box->y + top, MAX (box->width - left - right, 1),
                   MAX (box->height - top - bottom, 1) };
}

/* The three general kinds say by their shape alone what they are. */
static gboolean
wants_icon (const PpSceneItem *item)
{
  static const char * const plain[] = { "process", "store", "actor" };
  const char *id = pp_kind_get_id (item->kind);

  if (item->shape == PP_SHAPE_PERSON || item->shape == PP_SHAPE_TEXT ||
      pp_kind_get_icon_name (item->kind) == NULL || pp_kind_get_icon_name (item->kind)[0] == '\0')
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    if (strcmp (plain[i], id) == 0)
      return FALSE;
  return TRUE;
}

/* Its icon stands in the head, where there is one: a plain user has none. */
static void
compose_head (PpSceneItem *item)
{
  double radius = pp_outline_head_radius (&item->box);
  PpPoint head = { item->box.x + item->box.width / 2, item->box.y + radius };

  if (strcmp (pp_kind_get_id (item->kind), "user") != 0 && radius >= 12)
    item->icon_box = pp_box_around (head, radius * 1.1, radius * 1.1);
}

double
pp_face_step_scale (double wished,
                    guint  step)
{
  return wished - (wished - 1) * step / (PP_FACE_N_SCALES - 1);
}

/* How large something may be that is @width wide and has room for @room: as wished, but no less than 1. */
static double
fit_in_width (double   width,
              double   room,
              PpRuler *ruler)
{
  return width > 0 ? CLAMP (room / width, 1, pp_ruler_get_scale (ruler)) : pp_ruler_get_scale (ruler);
}

/* The largest scale up to the one that is wished at which a text stands in @room without breaking a word,
 * or 1. Text that is wished as it is in exports is not asked for: it is cut where it must be. */
static double
fit_in_box (const PpSceneItem *item,
            PpTextStyle        style,
            const PpBox       *room,
            double             icon,
            double             wished,
            PpRuler           *ruler)
{
  for (guint step = 0; wished > 1 && step < PP_FACE_N_SCALES - 1; step++)
    {
      double scale = pp_face_step_scale (wished, step);
      PpTextSize size = pp_ruler_measure (ruler, style, item->name, room->width / scale, 0);

      /* A line as wide as allowed is a word that had to be broken. */
      if (size.width < room->width / scale - 0.5 && icon + size.height * scale <= room->height + 1)
        return scale;
    }
  return 1;
}

static void
compose_title (PpSceneItem *item,
               PpRuler     *ruler)
{
  double line = pp_ruler_line_height (ruler, PP_TEXT_TITLE);
  PpTextSize size = pp_ruler_measure (ruler, PP_TEXT_TITLE, item->name, 1e6, 1);
  double scale = fit_in_width (size.width + 2 * PP_FACE_TITLE_PADDING + 2, item->box.width - 16, ruler);
  double room = (item->box.width - 16) / scale - 2 * PP_FACE_TITLE_PADDING;

  item->text_scale = scale;
  item->icon_box = (PpBox) { 0, 0, 0, 0 };
  item->label_box = (PpBox) { item->box.x + 8, item->box.y + 8,
                              (MIN (size.width, MAX (room, 8)) + 2 * PP_FACE_TITLE_PADDING + 2) * scale,
                              (line + 6) * scale };
  if (size.n_lines == 0)
    item->label_box.width = item->label_box.height = 0;
}

/* A name that would be much smaller beside its icon than without gets the room of the icon. */
static double
scale_of_name (const PpSceneItem *item,
               PpTextStyle        style,
               const PpBox       *room,
               double            *icon,
               PpRuler           *ruler)
{
  double wished = pp_ruler_get_scale (ruler);
  double beside = fit_in_box (item, style, room, *icon, wished, ruler);
  double alone = *icon > 0 ? fit_in_box (item, style, room, 0, wished, ruler) : beside;

  if (beside >= (1 + alone) / 2)
    return beside;
  *icon = 0;
  return alone;
}

static void
compose_face (PpSceneItem *item,
              PpRuler     *ruler)
{
  PpTextStyle style = item->shape == PP_SHAPE_TEXT ? PP_TEXT_NOTE : PP_TEXT_NAME;
  PpBox room = room_in_shape (item);
  double icon = wants_icon (item) ? PP_FACE_ICON_SIZE + ICON_GAP : 0;
  double scale = scale_of_name (item, style, &room, &icon, ruler);
  double line = pp_ruler_line_height (ruler, style) * scale;
  PpTextSize size = pp_ruler_measure (ruler, style, item->name, room.width / scale, 0);
  guint lines = MIN (MAX (size.n_lines, 1), MAX (1, (guint) floor ((room.height + 1) / line)));
  double height;

  item->text_scale = scale;
  if (icon > 0 && size.n_lines == 0)
    icon = PP_FACE_ICON_SIZE;
  else if (icon + lines * line > room.height + 2)
    icon = 0;
  height = icon + (size.n_lines > 0 ? lines * line : 0);

  item->icon_box = (PpBox) { room.x + room.width / 2 - PP_FACE_ICON_SIZE / 2,
                             room.y + (room.height - height) / 2,
                             icon > 0 ? PP_FACE_ICON_SIZE : 0, icon > 0 ? PP_FACE_ICON_SIZE : 0 };
  item->label_box = (PpBox) { room.x, room.y + (room.height - height) / 2 + icon, room.width,
                              lines * line };
  if (item->shape == PP_SHAPE_PERSON)
    compose_head (item);
}

void
pp_face_compose (PpSceneItem *item,
                 PpRuler     *ruler)
{
  if (item->shape == PP_SHAPE_BOUNDARY)
    compose_title (item, ruler);
  else
    compose_face (item, ruler);
}

/* Many flows are named after their protocol. */
static gboolean
says_protocol (const PpSceneItem *item)
{
  g_autofree char *name = g_utf8_casefold (item->name, -1);
  g_autofree char *protocol = g_utf8_casefold (item->protocol, -1);

  return strstr (name, protocol) != NULL;
}

char *
pp_face_dup_detail (const PpSceneItem *item)
{
  gboolean has_protocol = item->protocol != NULL && *item->protocol != '\0' && !says_protocol (item);

  if (has_protocol && item->marking != NULL)
    return g_strconcat (item->protocol, " · ", item->marking, NULL);
  if (has_protocol || item->marking != NULL)
    return g_strdup (has_protocol ? item->protocol : item->marking);
  return NULL;
}

/* A label on a short level line is broken into more lines, so that it stays between the nodes. */
static double
label_width (const PpSceneItem *item)
{
  PpBox box = pp_box_of_points (item->path, item->n_path);

  if (box.width < box.height)
    return LABEL_WIDTH_MAX;
  return CLAMP (box.width - 40, LABEL_WIDTH_MIN, LABEL_WIDTH_MAX);
}

static double
scale_of_label (const PpSceneItem *item,
                double             wished,
                PpRuler           *ruler)
{
  PpBox room = { 0, 0, label_width (item), LABEL_LINES * pp_ruler_line_height (ruler, PP_TEXT_LABEL) };

  /* Away from the nodes labels may grow as they like. */
  if (room.width >= LABEL_WIDTH_MAX)
    room.width *= wished;
  room.height *= wished;
  return fit_in_box (item, PP_TEXT_LABEL, &room, 0, wished, ruler);
}

PpTextSize
pp_face_measure_label (PpSceneItem *item,
                       double       wished,
                       PpRuler     *ruler)
{
  g_autofree char *detail = pp_face_dup_detail (item);
  double scale = scale_of_label (item, wished, ruler), room = label_width (item);
  double width = room >= LABEL_WIDTH_MAX ? room : room / scale;
  PpTextSize name = pp_ruler_measure (ruler, PP_TEXT_LABEL, item->name, width, LABEL_LINES);
  PpTextSize below = pp_ruler_measure (ruler, PP_TEXT_DETAIL, detail, width, 1);
  PpTextSize size = { MAX (name.width, MIN (below.width, width)), name.height + below.height,
                      name.n_lines + below.n_lines };

  item->text_scale = scale;
  if (size.n_lines > 0)
    {
      size.width = (size.width + 2 * PP_FACE_LABEL_PADDING_X + 2) * scale;
      size.height = (size.height + 2 * PP_FACE_LABEL_PADDING_Y) * scale;
    }
  return size;
}

static PpPoint
badge_place (const PpSceneItem *item)
{
  const PpBox *box = item->is_edge ? &item->label_box : &item->box;

  if (item->is_edge && pp_box_is_empty (box))
    return (PpPoint) { item->label_centre.x, item->label_centre.y - PP_BADGE_HEIGHT };
  if (item->is_edge)
    return (PpPoint) { box->x + box->width, box->y };
  if (item->shape == PP_SHAPE_ELLIPSE)
    return (PpPoint) { box->x + box->width * 0.854, box->y + box->height * 0.146 };
  if (item->shape == PP_SHAPE_PERSON)
    return (PpPoint) { box->x + box->width * 0.9, box->y + pp_outline_head_radius (box) * 1.9 };
  if (item->shape == PP_SHAPE_HEXAGON)
    return (PpPoint) { box->x + box->width - pp_outline_cap (item->shape, box), box->y + 2 };
  if (item->shape == PP_SHAPE_CLOUD)
    return (PpPoint) { box->x + box->width * 0.8, box->y + box->height * 0.26 };
  return (PpPoint) { box->x + box->width - 3, box->y + 3 };
}

double
pp_face_get_label_growth (const PpSceneItem *item,
                          double             scale)
{
  double size_px = pp_text_get_size (PP_TEXT_LABEL) * MAX (item->text_scale, 1) * scale;

  return scale > 0 ? MAX (1, PP_FACE_SMALLEST_LABEL_PX / size_px) : 1;
}

guint
pp_face_list_badges (const PpSceneItem *item,
                     double             scale,
                     PpBadgePart        parts[PP_N_BADGE_PARTS])
{
  double growth = MIN (pp_face_get_label_growth (item, scale), PP_FACE_LABEL_GROWTH) - 1;
  PpPoint place = badge_place (item);

  if (item->is_edge)
    {
      place.x += item->label_box.width / 2 * growth;
      place.y -= item->label_box.height / 2 * growth;
    }
  else
    place = pp_point_turn (place, pp_box_centre (&item->box), item->angle);
  return pp_badge_compose (&item->badge, place, !item->is_edge, pp_badge_get_growth (scale), parts);
}

PpBox
pp_face_badge (const PpSceneItem *item,
               double             scale)
{
  PpBadgePart parts[PP_N_BADGE_PARTS];
  guint n_parts = pp_face_list_badges (item, scale, parts);
  PpBox box = { 0, 0, 0, 0 };

  for (guint i = 0; i < n_parts; i++)
    box = pp_box_union (&box, &parts[i].box);
  return box;
}

/* Largest near by, where all is shown and grows, or from afar. */
PpBox
pp_face_badge_extents (const PpSceneItem *item)
{
  static const double scales[] = { 0, 12 / (PP_BADGE_HEIGHT * PP_BADGE_BRIEF_GROWTH), 1e-3 };
  PpBox extents = { 0, 0, 0, 0 };

  for (guint i = 0; i < G_N_ELEMENTS (scales); i++)
    {
      PpBox box = pp_face_badge (item, scales[i]);

      extents = pp_box_union (&extents, &box);
    }
  return pp_box_is_empty (&extents) ? extents : pp_box_inflate (&extents, 2);
}

PpBox
pp_face_chip (const PpSceneItem *item,
              PpRuler           *ruler)
{
  PpTextSize size;
  double width, room, scale;
  PpPoint at;

  if (item->is_edge || item->marking == NULL)
    return (PpBox) { 0, 0, 0, 0 };

  size = pp_ruler_measure (ruler, PP_TEXT_CHIP, item->marking, 1e6, 1);
  room = MAX (item->box.width, 40);
  scale = fit_in_width (size.width + 2 * CHIP_PADDING, room, ruler);
  width = MIN ((size.width + 2 * CHIP_PADDING) * scale, room);
  /* On the left where the lower border is straight: lines mostly leave from its middle. */
  at = (PpPoint) { item->box.x + item->box.width / 2, item->box.y + item->box.height };
  if (item->shape != PP_SHAPE_ELLIPSE && item->shape != PP_SHAPE_HEXAGON && item->shape != PP_SHAPE_CLOUD)
    at.x = item->box.x + MIN (8 + width / 2, item->box.width / 2);
  return pp_box_around (at, width, PP_FACE_CHIP_HEIGHT * scale);
}

static PpBox
node_bounds (const PpSceneItem *item)
{
  PpOutline outline = { item->box, item->shape, item->angle };
  PpBox bounds = pp_outline_bounds (&outline);

  return pp_box_inflate (&bounds, STROKE_REACH);
}

PpBox
pp_face_bounds (const PpSceneItem *item,
                PpRuler           *ruler)
{
  PpBox badge = pp_face_badge_extents (item), chip = pp_face_chip (item, ruler);
  PpBox bounds, label;

  if (item->is_edge)
    {
      bounds = pp_box_of_points (item->path, item->n_path);
      bounds = pp_box_inflate (&bounds, ARROW_REACH);
      label = pp_box_around (item->label_centre, item->label_box.width * PP_FACE_LABEL_GROWTH,
                             item->label_box.height * PP_FACE_LABEL_GROWTH);
      bounds = pp_box_union (&bounds, &label);
    }
  else
    bounds = node_bounds (item);
  bounds = pp_box_union (&bounds, &badge);
  return pp_box_union (&bounds, &chip);
}
