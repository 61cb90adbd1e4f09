/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-words.h"

#include "pp-index.h"
#include "pp-scene-private.h"

/* So many are placed before the clock is looked at. */
#define IN_ONE_GO 8
#define GAP_PX 3.0

struct _PpWords {
  /* Owned */
  PpOverlay   *overlay;     /* (nullable): whose words they are */
  GArray      *places;      /* of PpPoint, one for each mark */
  PpIndex     *taken;       /* by words of rings and cuts; by the positions of their marks */
  GArray      *found;       /* scratch */

  /* Borrowed */
  PpTextCache *texts;

  /* State */
  guint        n_placed;
  gint         serial;      /* of the scene for which these are right; 0 for none */
  double       px;          /* units of one pixel */
};

PpWords *
pp_words_new (PpTextCache *texts)
{
  PpWords *self = g_new0 (PpWords, 1);

  self->texts = texts;
  self->places = g_array_new (FALSE, TRUE, sizeof (PpPoint));
  self->found = g_array_new (FALSE, FALSE, sizeof (guint));
  return self;
}

void
pp_words_free (PpWords *self)
{
  g_clear_pointer (&self->overlay, pp_overlay_unref);
  g_array_unref (self->places);
  g_array_unref (self->found);
  g_clear_pointer (&self->taken, pp_index_free);
  g_free (self);
}

void
pp_words_forget (PpWords *self)
{
  self->serial = 0;
}

PpBox
pp_mark_get_box (const PpSceneItem *item)
{
  PpPoint middle;

  if (!item->is_edge)
    return item->box;
  if (!pp_box_is_empty (&item->label_box))
    return item->label_box;
  middle = item->n_path > 1 ? pp_polyline_at (item->path, item->n_path, 0.5, NULL) : item->label_centre;
  return pp_box_around (middle, 24, 24);
}

static PpBox
box_around (PpWords    *self,
            PpPoint     centre,
            const char *text)
{
  PangoLayout *layout = pp_text_cache_get (self->texts, PP_TEXT_BADGE, text, NULL, NULL, PP_WORDS_TEXT_PX, 1);
  PangoRectangle extents;

  pango_layout_get_extents (layout, NULL, &extents);
  return pp_box_around (centre, ((double) extents.width / PANGO_SCALE + 2 * PP_WORDS_PADDING_PX) * self->px,
                        PP_WORDS_HEIGHT_PX * self->px);
}

/* The first of those that stand where @box would. */
static const PpBox *
find_taken (PpWords     *self,
            const PpBox *box)
{
  guint first = G_MAXUINT;

  pp_index_query (self->taken, box, self->found);
  for (guint i = 0; i < self->found->len; i++)
    {
      guint mark = g_array_index (self->found, guint, i);

      if (mark < first && pp_box_intersects (box, pp_index_get_box (self->taken, mark)))
        first = mark;
    }
  return first != G_MAXUINT ? pp_index_get_box (self->taken, first) : NULL;
}

/* Words of several marks do not cover each other: they go down until there is room. All marks take part,
 * those that are not seen as well, so that each tile finds the same places. */
static PpPoint
find_room (PpWords    *self,
           guint       mark,
           PpPoint     centre,
           const char *text)
{
  PpBox box = box_around (self, centre, text);

  for (const PpBox *other = find_taken (self, &box); other != NULL; other = find_taken (self, &box))
    box.y = other->y + other->height + GAP_PX * self->px;
  pp_index_set_box (self->taken, mark, &box);
  return pp_box_centre (&box);
}

static void
place_next (PpWords *self,
            PpScene *scene)
{
  guint position = self->n_placed++;
  const PpOverlayMark *mark = g_ptr_array_index (pp_overlay_get_marks (self->overlay), position);
  const PpSceneItem *item = pp_scene_lookup (scene, mark->element);
  PpPoint *place = &g_array_index (self->places, PpPoint, position);
  PpBox box;

  if (item == NULL)
    return;
  box = pp_mark_get_box (item);
  *place = (PpPoint) { box.x + box.width / 2,
                       box.y + box.height + (PP_MARK_RING_GAP_PX + PP_WORDS_HEIGHT_PX) * self->px };
  if (mark->type == PP_OVERLAY_WAVE)
    place->y += PP_MARK_WAVE_GAP_PX * mark->level * self->px;
  else if (mark->text != NULL && mark->type != PP_OVERLAY_ORIGIN)
    *place = find_room (self, position, *place, mark->text);
}

static void
begin (PpWords   *self,
       PpScene   *scene,
       PpOverlay *overlay,
       double     px)
{
  pp_overlay_ref (overlay);
  g_clear_pointer (&self->overlay, pp_overlay_unref);
  self->overlay = overlay;
  g_array_set_size (self->places, 0);
  g_array_set_size (self->places, pp_overlay_get_marks (overlay)->len);
  g_clear_pointer (&self->taken, pp_index_free);
  self->taken = pp_index_new (PP_WORDS_TEXT_PX * px);
  self->n_placed = 0;
  self->px = px;
}

/**
 * pp_words_place:
 * @self: places of words
 * @scene: what @overlay is about
 * @overlay: what has marks
 * @px: units of one pixel
 * @deadline_us: when to stop, by g_get_monotonic_time(); a few are placed in any case
 *
 * Finds places for the words of all marks, or goes on with that. While something is lifted out of the scene they
 * are found anew, and all at once.
 *
 * Returns: whether all of them have places
 */
gboolean
pp_words_place (PpWords   *self,
                PpScene   *scene,
                PpOverlay *overlay,
                double     px,
                gint64     deadline_us)
{
  gboolean settled = pp_scene_get_lifted (scene)->len == 0;

  if (!settled || self->serial != scene->serial || self->overlay != overlay || self->px != px)
    begin (self, scene, overlay, px);
  self->serial = settled ? scene->serial : 0;
  while (self->n_placed < self->places->len)
    {
      for (guint i = 0; i < IN_ONE_GO && self->n_placed < self->places->len; i++)
        place_next (self, scene);
      if (settled && g_get_monotonic_time () >= deadline_us)
        break;
    }
  return self->n_placed == self->places->len;
}

PpPoint
pp_words_get_place (PpWords *self,
                    guint    mark)
{
  g_return_val_if_fail (mark < self->n_placed, ((PpPoint) { 0, 0 }));
  return g_array_index (self->places, PpPoint, mark);
}

PpBox
pp_words_get_box (PpWords *self,
                  guint    mark)
{
  const PpOverlayMark *said;

  g_return_val_if_fail (mark < self->n_placed, ((PpBox) { 0 }));
  said = g_ptr_array_index (pp_overlay_get_marks (self->overlay), mark);
  return said->text != NULL ? box_around (self, pp_words_get_place (self, mark), said->text) : (PpBox) { 0 };
}
