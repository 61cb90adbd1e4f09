/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-canvas-private.h"

typedef struct
{
  const PpSceneItem *item;
  double             x;
  double             y;
} Arranged;

static GArray *
list_selected_nodes (PpCanvas *self)
{
  GArray *nodes = g_array_new (FALSE, FALSE, sizeof (Arranged));

  for (guint i = 0; i < pp_selection_get_n_items (self->selection); i++)
    {
      const PpSceneItem *item =
        pp_scene_lookup (self->scene, pp_selection_get_id (self->selection, i));

      if (item != NULL && !item->is_edge)
        g_array_append_val (nodes, ((Arranged) { item, item->box.x, item->box.y }));
    }

  return nodes;
}

static void
align (GArray    *nodes,
       PpArrange  how)
{
  PpBox around = { 0 };

  for (guint i = 0; i < nodes->len; i++)
    around = pp_box_union (&around, &g_array_index (nodes, Arranged, i).item->box);

  for (guint i = 0; i < nodes->len; i++)
    {
      Arranged *node = &g_array_index (nodes, Arranged, i);
      const PpBox *box = &node->item->box;

      if (how == PP_ARRANGE_LEFT)
        node->x = around.x;
      else if (how == PP_ARRANGE_CENTRE)
        node->x = around.x + (around.width - box->width) / 2;
      else if (how == PP_ARRANGE_RIGHT)
        node->x = around.x + around.width - box->width;
      else if (how == PP_ARRANGE_TOP)
        node->y = around.y;
      else if (how == PP_ARRANGE_MIDDLE)
        node->y = around.y + (around.height - box->height) / 2;
      else if (how == PP_ARRANGE_BOTTOM)
        node->y = around.y + around.height - box->height;
    }
}

static int
compare_across (gconstpointer a,
                gconstpointer b)
{
  double left = pp_box_centre (&((const Arranged *) a)->item->box).x;
  double right = pp_box_centre (&((const Arranged *) b)->item->box).x;

  return (left > right) - (left < right);
}

static int
compare_down (gconstpointer a,
              gconstpointer b)
{
  double upper = pp_box_centre (&((const Arranged *) a)->item->box).y;
  double lower = pp_box_centre (&((const Arranged *) b)->item->box).y;

  return (upper > lower) - (upper < lower);
}

/* The first and the last stay; the gaps between all become the same. */
static void
distribute (GArray   *nodes,
            gboolean  down)
{
  double taken = 0;
  double gap, place;
  const PpBox *first, *last;

  if (nodes->len < 3)
    return;

  g_array_sort (nodes, down ? compare_down : compare_across);
  first = &g_array_index (nodes, Arranged, 0).item->box;
  last = &g_array_index (nodes, Arranged, nodes->len - 1).item->box;
  for (guint i = 0; i < nodes->len; i++)
    taken += down ? g_array_index (nodes, Arranged, i).item->box.height
                  : g_array_index (nodes, Arranged, i).item->box.width;
  gap = (down ? last->y + last->height - first->y : last->x + last->width - first->x) - taken;
  gap /= nodes->len - 1;

  place = down ? first->y : first->x;
  for (guint i = 0; i < nodes->len; i++)
    {
      Arranged *node = &g_array_index (nodes, Arranged, i);

      if (down)
        node->y = place;
      else
        node->x = place;
      place += gap + (down ? node->item->box.height : node->item->box.width);
    }
}

/* A box that is arranged takes along what is in it, unless that is arranged itself. */
static void
place_arranged (PpCanvas   *self,
                Arranged   *node,
                GHashTable *arranged,
                GPtrArray  *changes)
{
  const char * const id[] = { node->item->id };
  g_autoptr(GPtrArray) moving = _pp_tool_list_moving (self, id, 1);
  double dx = node->x - node->item->box.x;
  double dy = node->y - node->item->box.y;

  for (guint i = 0; i < moving->len; i++)
    {
      const char *moved_id = g_ptr_array_index (moving, i);
      g_autoptr(PpPlacement) placement = NULL;

      if (moved_id != node->item->id && g_hash_table_contains (arranged, moved_id))
        continue;

      placement = _pp_tool_dup_placement (self, moved_id);
      pp_placement_translate (placement, dx, dy);
      _pp_tool_append_all (changes, pp_edit_place (_pp_canvas_get_model (self), self->layout_id,
                                                   moved_id, placement));
    }
}

static const char *
step_label (PpArrange how)
{
  return how >= PP_ARRANGE_ACROSS ? N_("Distribute") : N_("Align");
}

/* Aligns or distributes the selected nodes, in one step. */
void
_pp_canvas_arrange (PpCanvas  *self,
                    PpArrange  how)
{
  g_autoptr(GHashTable) arranged = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) changes = pp_change_list_new ();
  g_autoptr(GArray) nodes = NULL;

  if (!_pp_canvas_can_edit (self))
    return;

  nodes = list_selected_nodes (self);
  if (how == PP_ARRANGE_ACROSS || how == PP_ARRANGE_DOWN)
    distribute (nodes, how == PP_ARRANGE_DOWN);
  else
    align (nodes, how);

  for (guint i = 0; i < nodes->len; i++)
    g_hash_table_add (arranged, (gpointer) g_array_index (nodes, Arranged, i).item->id);
  for (guint i = 0; i < nodes->len; i++)
    {
      Arranged *node = &g_array_index (nodes, Arranged, i);

      if (node->x != node->item->box.x || node->y != node->item->box.y)
        place_arranged (self, node, arranged, changes);
    }
  _pp_canvas_apply (self, step_label (how), g_steal_pointer (&changes));
}
