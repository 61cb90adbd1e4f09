/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Writes the cells of a layout: first it is decided which element gets which cell id, then nodes are
 * written, then lines, which name the nodes' ids and ports. */

#include "pp-td-private.h"

#include <string.h>

#include "pp-json.h"

/* The elements to write: those that the diagram had in its order, then the others from the lowest up. */
static GPtrArray *
order_elements (PpTdLayoutWriter *self)
{
  JsonArray *names = pp_json_get_array (_pp_td_fragment (pp_layout_get_foreign (self->layout)), "cells");
  g_autoptr (GPtrArray) by_z = pp_layout_list_in_paint_order (self->layout);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *elements = g_ptr_array_sized_new (by_z->len);

  for (guint i = 0; names != NULL && i < json_array_get_length (names); i++)
    {
      const char *id = pp_json_get_text (json_array_get_element (names, i));
      PpElement *element = pp_model_lookup_element (self->model, id);

      if (element != NULL && pp_layout_get_placement (self->layout, id) != NULL &&
          g_hash_table_add (seen, (gpointer) id))
        {
          g_ptr_array_add (elements, element);
          g_hash_table_add (self->originals, (gpointer) pp_record_get_id (PP_RECORD (element)));
        }
    }

  for (guint i = 0; i < by_z->len; i++)
    {
      const char *id = g_ptr_array_index (by_z, i);
      PpElement *element = pp_model_lookup_element (self->model, id);

      if (element != NULL && g_hash_table_add (seen, (gpointer) id))
        g_ptr_array_add (elements, element);
    }

  return elements;
}

static const PpPlacement *
placement_of (PpTdLayoutWriter *self,
              PpElement        *element)
{
  return pp_layout_get_placement (self->layout, pp_record_get_id (PP_RECORD (element)));
}

/* The cells as they were read, so that ends of lines can be compared with what they were. */
static void
index_read_cells (PpTdLayoutWriter *self,
                  GPtrArray        *elements)
{
  self->read.by_cell_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->read.cells = g_new0 (PpTdCell, elements->len);

  for (guint i = 0; i < elements->len; i++)
    {
      PpElement *element = g_ptr_array_index (elements, i);
      const char *id = pp_record_get_id (PP_RECORD (element));
      JsonObject *fragment = _pp_td_fragment (placement_of (self, element)->foreign);
      PpTdCell *cell;

      if (fragment == NULL || !g_hash_table_contains (self->originals, id))
        continue;
      cell = &self->read.cells[self->read.n_cells++];
      cell->cell = fragment;
      cell->id = id;
      cell->cell_id = pp_json_get_string (fragment, "id", "");
      if (*cell->cell_id != '\0' && !g_hash_table_contains (self->read.by_cell_id, cell->cell_id))
        g_hash_table_insert (self->read.by_cell_id, (gpointer) cell->cell_id, cell);
    }
}

static gboolean
is_an_end (PpTdLayoutWriter *self,
           const char       *id)
{
  GPtrArray *edges = pp_model_peek_edges_of (self->model, id);

  for (guint i = 0; edges != NULL && i < edges->len; i++)
    if (strcmp (pp_record_get_id (g_ptr_array_index (edges, i)), id) != 0)
      return TRUE;

  return FALSE;
}

/* NULL for a cell that has no id of its own and needs none: it stays as it was read. */
static const char *
choose_cell_id (PpTdLayoutWriter *self,
                const char       *id,
                GHashTable       *taken)
{
  const PpPlacement *placement = pp_layout_get_placement (self->layout, id);
  const char *read = pp_json_get_string (_pp_td_fragment (placement->foreign), "id", "");

  if (!g_hash_table_contains (self->originals, id))
    return id;
  if (*read != '\0' && !g_hash_table_contains (taken, read))
    return read;

  return is_an_end (self, id) ? id : NULL;
}

/* Originals go first: what came later must not take their ids. */
static void
choose_cell_ids (PpTdLayoutWriter *self,
                 GPtrArray        *elements)
{
  g_autoptr (GHashTable) taken = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < elements->len; i++)
    {
      const char *id = pp_record_get_id (g_ptr_array_index (elements, i));
      const char *cell_id = choose_cell_id (self, id, taken);

      if (cell_id == NULL)
        continue;
      if (g_hash_table_contains (taken, cell_id))
        g_hash_table_insert (self->cell_ids, (gpointer) id,
                             _pp_td_make_uuid ("copy", pp_record_get_id (PP_RECORD (self->layout)), id, NULL));
      else
        g_hash_table_insert (self->cell_ids, (gpointer) id, g_strdup (cell_id));
      g_hash_table_add (taken, g_hash_table_lookup (self->cell_ids, id));
    }
}

static void
write_elements (PpTdLayoutWriter *self,
                GPtrArray        *elements,
                gboolean          edges)
{
  for (guint i = 0; i < elements->len; i++)
    {
      PpElement *element = g_ptr_array_index (elements, i);

      if (PP_IS_EDGE (element) == edges)
        _pp_td_write_element (self, element, placement_of (self, element));
    }
}

JsonArray *
_pp_td_write_cells (PpModel    *model,
                    PpLayout   *layout,
                    GHashTable *threats,
                    GPtrArray  *elements,
                    PpLoss     *loss)
{
  g_autoptr (GHashTable) originals = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) cell_ids = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  g_autoptr (GHashTable) cells = g_hash_table_new (g_str_hash, g_str_equal);
  PpTdLayoutWriter self = {
    .model = model, .layout = layout, .loss = loss, .threats = threats,
    .originals = originals, .cell_ids = cell_ids, .cells = cells,
  };
  g_autoptr (GPtrArray) order = order_elements (&self);
  JsonArray *array = json_array_sized_new (order->len);

  index_read_cells (&self, order);
  choose_cell_ids (&self, order);
  write_elements (&self, order, FALSE);
  write_elements (&self, order, TRUE);

  for (guint i = 0; i < order->len; i++)
    {
      const char *id = pp_record_get_id (g_ptr_array_index (order, i));

      json_array_add_object_element (array, g_hash_table_lookup (cells, id));
      g_ptr_array_add (elements, (gpointer) id);
    }
  g_hash_table_unref (self.read.by_cell_id);
  g_free (self.read.cells);

  return array;
}
