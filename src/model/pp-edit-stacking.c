/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-edit-private.h"

/* Restacking: the new order of painting is worked out as a list, and then as few z values as possible
 * change so that sorting by z (and, for equals, by identifier) gives this list. When elements go up the
 * list is walked from the back, when they go down from the front, so that the elements that were asked
 * for change rather than those that they pass. */

typedef struct {
  const char *id;
  int         z;
  int         new_z;
  gboolean    chosen;
} Entry;

static GArray *
list_entries (PpLayout           *layout,
              const char * const *ids,
              guint               n_ids)
{
  g_autoptr (GPtrArray) order = pp_layout_list_in_paint_order (layout);
  g_autoptr (GHashTable) chosen = g_hash_table_new (g_str_hash, g_str_equal);
  GArray *entries = g_array_sized_new (FALSE, TRUE, sizeof (Entry), order->len);

  for (guint i = 0; i < n_ids; i++)
    g_hash_table_add (chosen, (char *) ids[i]);
  for (guint i = 0; i < order->len; i++)
    {
      const char *id = g_ptr_array_index (order, i);
      int z = pp_layout_get_placement (layout, id)->z;
      Entry entry = { id, z, z, g_hash_table_contains (chosen, id) };

      g_array_append_val (entries, entry);
    }
  return entries;
}

static void
swap_entries (GArray *entries,
              guint   a,
              guint   b)
{
  Entry entry = g_array_index (entries, Entry, a);

  g_array_index (entries, Entry, a) = g_array_index (entries, Entry, b);
  g_array_index (entries, Entry, b) = entry;
}

static gboolean
is_chosen (GArray *entries,
           guint   position)
{
  return g_array_index (entries, Entry, position).chosen;
}

/* One place up or down; a chosen element that meets another chosen one stays behind it. */
static void
step (GArray   *entries,
      gboolean  forward)
{
  if (forward)
    {
      for (guint i = entries->len; i > 1; i--)
        {
          if (is_chosen (entries, i - 2) && !is_chosen (entries, i - 1))
            swap_entries (entries, i - 2, i - 1);
        }
    }
  else
    {
      for (guint i = 1; i < entries->len; i++)
        {
          if (is_chosen (entries, i) && !is_chosen (entries, i - 1))
            swap_entries (entries, i, i - 1);
        }
    }
}

static void
append_entries (GArray   *from,
                gboolean  chosen,
                GArray   *to)
{
  for (guint i = 0; i < from->len; i++)
    {
      Entry *entry = &g_array_index (from, Entry, i);

      if (entry->chosen == chosen)
        g_array_append_vals (to, entry, 1);
    }
}

static GArray *
reorder (GArray      *entries,
         PpStackMove  move)
{
  gboolean to_front = move == PP_STACK_TO_FRONT;
  GArray *order;

  if (move == PP_STACK_FORWARD || move == PP_STACK_BACKWARD)
    {
      step (entries, move == PP_STACK_FORWARD);
      return g_array_ref (entries);
    }
  order = g_array_sized_new (FALSE, TRUE, sizeof (Entry), entries->len);
  append_entries (entries, !to_front, order);
  append_entries (entries, to_front, order);
  return order;
}

static gboolean
is_above (const Entry *entry,
          const Entry *other)
{
  if (entry->new_z != other->new_z)
    return entry->new_z > other->new_z;
  return strcmp (entry->id, other->id) > 0;
}

static void
raise_where_needed (GArray *order)
{
  for (guint i = 1; i < order->len; i++)
    {
      Entry *entry = &g_array_index (order, Entry, i);
      const Entry *below = &g_array_index (order, Entry, i - 1);

      if (is_above (entry, below))
        continue;
      entry->new_z = below->new_z;
      if (!is_above (entry, below))
        entry->new_z++;
    }
}

static void
lower_where_needed (GArray *order)
{
  for (guint i = order->len; i > 1; i--)
    {
      Entry *entry = &g_array_index (order, Entry, i - 2);
      const Entry *above = &g_array_index (order, Entry, i - 1);

      if (is_above (above, entry))
        continue;
      entry->new_z = above->new_z;
      if (!is_above (above, entry))
        entry->new_z--;
    }
}

/**
 * pp_edit_restack:
 * @model: a model
 * @layout_id: a layout
 * @ids: (array length=n_ids): identifiers of elements
 * @n_ids: how many
 * @move: where to
 *
 * Changes the order of painting. Among each other the elements keep their order.
 *
 * Returns: (transfer full) (element-type PpChange): the changes; empty when they stand there already
 */
GPtrArray *
pp_edit_restack (PpModel            *model,
                 const char         *layout_id,
                 const char * const *ids,
                 guint               n_ids,
                 PpStackMove         move)
{
  GPtrArray *changes = pp_change_list_new ();
  PpLayout *layout = pp_model_lookup_layout (model, layout_id);
  g_autoptr (GArray) entries = NULL;
  g_autoptr (GArray) order = NULL;

  if (layout == NULL)
    return changes;
  entries = list_entries (layout, ids, n_ids);
  order = reorder (entries, move);
  if (move == PP_STACK_TO_FRONT || move == PP_STACK_FORWARD)
    raise_where_needed (order);
  else
    lower_where_needed (order);

  for (guint i = 0; i < order->len; i++)
    {
      const Entry *entry = &g_array_index (order, Entry, i);
      g_autoptr (PpPlacement) placement = NULL;

      if (entry->new_z == entry->z)
        continue;
      placement = pp_placement_copy (pp_layout_get_placement (layout, entry->id));
      placement->z = entry->new_z;
      _pp_edit_set_placement (changes, layout, entry->id, placement);
    }
  return changes;
}
