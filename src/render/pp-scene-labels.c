/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where the labels of edges sit. A label tries places along its line, the middle first, then beside the
 * line, and takes the first that is free, or else the one that disturbs least. It makes way for nodes,
 * for other lines, and for labels of edges that come before its own by identifier, never for later ones:
 * so the outcome does not depend on the order of edits, and one pass in that order settles all. */

#include "pp-scene-private.h"

#include <math.h>
#include <string.h>

#include "pp-face.h"

#define NODE_COST 40
#define LABEL_COST 25
#define LINE_COST 6
#define BESIDE_COST 7
#define MAX_LINES_COUNTED 3
/* After this many places one crossing line is good enough; in a thicket no place is better. */
#define CHOOSY_PLACES 5
#define BESIDE_GAP 4.0

static const double places[] = { 0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82 };
static const double places_beside[] = { 0.5, 0.35, 0.65 };

static PpBox
box_at (PpEntry *entry,
        PpPoint  centre)
{
  return pp_box_around (centre, entry->label_size.width, entry->label_size.height);
}

static PpEntry *
entry_at (PpScene *self,
          guint    i)
{
  return g_ptr_array_index (self->slots, g_array_index (self->found, guint, i));
}

static int
cost_of_nodes (PpScene     *self,
               const PpBox *box)
{
  PpBox grown = pp_box_inflate (box, 1);

  pp_index_query (self->solids, &grown, self->found);
  return self->found->len * NODE_COST;
}

static int
cost_of_labels (PpScene     *self,
                PpEntry     *entry,
                const PpBox *box)
{
  int cost = 0;

  pp_index_query (self->labels, box, self->found);
  for (guint i = 0; i < self->found->len; i++)
    if (strcmp (entry_at (self, i)->item.id, entry->item.id) < 0)
      cost += LABEL_COST;
  return cost;
}

/* An edge's line, or the border of a boundary. */
static gboolean
path_meets (PpEntry     *entry,
            const PpBox *box)
{
  if (!entry->item.is_edge)
    return pp_box_intersects (&entry->item.box, box) && !pp_box_contains_box (&entry->item.box, box);
  for (guint i = 1; i < entry->item.n_path; i++)
    if (pp_box_meets_segment (box, entry->item.path[i - 1], entry->item.path[i]))
      return TRUE;
  return FALSE;
}

static int
cost_of_lines (PpScene     *self,
               PpEntry     *entry,
               const PpBox *box)
{
  guint n_lines = 0;

  pp_index_query (self->lines, box, self->found);
  for (guint i = 0; i < self->found->len && n_lines < MAX_LINES_COUNTED; i++)
    if (entry_at (self, i) != entry && path_meets (entry_at (self, i), box))
      n_lines++;
  return n_lines * LINE_COST;
}

typedef struct {
  int     cost;
  PpPoint centre;
} Choice;

static void
remember (PpEntry     *entry,
          const PpBox *box)
{
  PpBox looked_at = pp_box_inflate (box, 1);

  /* Grows at powers of two. */
  if ((entry->n_looked_at & (entry->n_looked_at - 1)) == 0)
    entry->looked_at = g_renew (PpBox, entry->looked_at, MAX (1, 2 * entry->n_looked_at));
  entry->looked_at[entry->n_looked_at++] = looked_at;
  entry->label_reach = pp_box_union (&entry->label_reach, &looked_at);
}

gboolean
_pp_entry_looked_at (PpEntry     *self,
                     const PpBox *box)
{
  for (guint i = 0; i < self->n_looked_at; i++)
    if (pp_box_intersects (&self->looked_at[i], box))
      return TRUE;
  return FALSE;
}

gboolean
_pp_entry_looked_along (PpEntry *self,
                        PpPoint  a,
                        PpPoint  b)
{
  for (guint i = 0; i < self->n_looked_at; i++)
    if (pp_box_meets_segment (&self->looked_at[i], a, b))
      return TRUE;
  return FALSE;
}

/* Keeps the better of @best and the place at @centre. */
static void
consider (PpScene *self,
          PpEntry *entry,
          PpPoint  centre,
          int      base_cost,
          Choice  *best)
{
  PpBox box = box_at (entry, centre);
  int cost = base_cost;

  remember (entry, &box);
  cost += cost_of_nodes (self, &box);
  if (cost < best->cost)
    cost += cost_of_labels (self, entry, &box);
  if (cost < best->cost)
    cost += cost_of_lines (self, entry, &box);
  if (cost < best->cost)
    *best = (Choice) { cost, centre };
}

/* The place beside the line where the label just does not touch it. */
static PpPoint
beside (PpEntry *entry,
        double   fraction,
        int      side)
{
  PpPoint along, at = pp_polyline_at (entry->item.path, entry->item.n_path, fraction, &along);
  PpPoint across = { -along.y * side, along.x * side };
  double by = fabs (across.x) * entry->label_size.width / 2 +
              fabs (across.y) * entry->label_size.height / 2 + BESIDE_GAP;

  return (PpPoint) { at.x + across.x * by, at.y + across.y * by };
}

static void
set_label (PpEntry *entry,
           PpPoint  centre)
{
  entry->item.label_centre = centre;
  entry->item.label_box = box_at (entry, centre);
  if (entry->label_size.n_lines == 0)
    entry->item.label_box = (PpBox) { centre.x, centre.y, 0, 0 };
}

/* Other programs write the middle for labels that nobody has placed. */
static gboolean
is_placed (PpEntry *entry)
{
  return entry->item.label_position >= 0 && entry->item.label_position != 0.5;
}

static double
placed_fraction (PpEntry *entry)
{
  return is_placed (entry) ? MIN (entry->item.label_position, 1) : 0.5;
}

/* Without asking what else is there: for labels that the user has placed, and for previews. */
void
_pp_scene_place_label_simply (PpScene *self,
                              PpEntry *entry)
{
  set_label (entry, pp_polyline_at (entry->item.path, entry->item.n_path, placed_fraction (entry), NULL));
}

static Choice
choose_place (PpScene *self,
              PpEntry *entry)
{
  Choice best = { G_MAXINT, { 0, 0 } };

  for (guint i = 0; i < G_N_ELEMENTS (places) && best.cost > (i < CHOOSY_PLACES ? 0 : LINE_COST); i++)
    consider (self, entry, pp_polyline_at (entry->item.path, entry->item.n_path, places[i], NULL),
              0, &best);
  for (guint i = 0; i < G_N_ELEMENTS (places_beside) && best.cost > BESIDE_COST + LINE_COST; i++)
    for (int side = -1; side <= 1; side += 2)
      consider (self, entry, beside (entry, places_beside[i], side), BESIDE_COST, &best);
  return best;
}

void
_pp_scene_place_label (PpScene *self,
                       PpEntry *entry)
{
  double wished = pp_ruler_get_scale (self->ruler);
  Choice best;

  self->counters.labels_placed++;
  entry->label_reach = (PpBox) { 0, 0, 0, 0 };
  entry->n_looked_at = 0;
  if (wished > 1)
    entry->label_size = pp_face_measure_label (&entry->item, wished, self->ruler);
  if (entry->label_size.n_lines == 0 || is_placed (entry))
    {
      _pp_scene_place_label_simply (self, entry);
      return;
    }

  best = choose_place (self, entry);
  /* Where a large label covers others, a smaller one may find a place. */
  for (guint step = 1;
       step < PP_FACE_N_SCALES && best.cost >= LABEL_COST && entry->item.text_scale > 1; step++)
    {
      entry->label_size = pp_face_measure_label (&entry->item, pp_face_step_scale (wished, step), self->ruler);
      best = choose_place (self, entry);
    }
  set_label (entry, best.centre);
}
