/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A view of the graph: which elements it shows and where they stand. */

#include "pp-record-private.h"

#include "pp-json.h"

struct _PpLayout {
  PpRecord     parent_instance;

  char        *title;
  char        *description;
  char        *methodology;
  JsonNode    *scope;
  JsonNode    *viewport;
  JsonNode    *marking;
  gint64       order;
  GHashTable  *placements;
  JsonObject  *foreign;
};

static const PpField fields[] = {
  PP_FIELD_ROW ("title", STRING, PpLayout, title),
  PP_FIELD_ROW ("description", STRING, PpLayout, description),
  PP_FIELD_ROW ("methodology", STRING, PpLayout, methodology),
  PP_FIELD_ROW ("scope", JSON, PpLayout, scope),
  PP_FIELD_ROW ("viewport", JSON, PpLayout, viewport),
  PP_FIELD_ROW ("marking", JSON, PpLayout, marking),
  PP_FIELD_ROW ("order", INTEGER, PpLayout, order),
  PP_FIELD_ROW ("placements", PLACEMENTS, PpLayout, placements),
  PP_FIELD_ROW ("foreign", MAP, PpLayout, foreign),
  PP_RECORD_EXTRA_ROW,
};

G_DEFINE_FINAL_TYPE (PpLayout, pp_layout, PP_TYPE_RECORD)

static void
pp_layout_finalize (GObject *object)
{
  PpLayout *self = PP_LAYOUT (object);
  GHashTable *placements = self->placements;

  G_OBJECT_CLASS (pp_layout_parent_class)->finalize (object);

  g_hash_table_unref (placements);
}

static void
pp_layout_class_init (PpLayoutClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pp_layout_finalize;

  _pp_record_class_set_fields ((PpRecordClass *) klass, PP_RECORD_LAYOUT, fields, G_N_ELEMENTS (fields));
}

static void
pp_layout_init (PpLayout *self)
{
  self->placements = _pp_placements_new ();
}

PP_DEFINE_TEXT_GETTER (PpLayout, pp_layout, LAYOUT, title)
PP_DEFINE_TEXT_GETTER (PpLayout, pp_layout, LAYOUT, description)
PP_DEFINE_TEXT_GETTER (PpLayout, pp_layout, LAYOUT, methodology)
PP_DEFINE_GETTER (JsonNode *, PpLayout, pp_layout, LAYOUT, scope)
PP_DEFINE_GETTER (JsonNode *, PpLayout, pp_layout, LAYOUT, viewport)
PP_DEFINE_GETTER (JsonNode *, PpLayout, pp_layout, LAYOUT, marking)
PP_DEFINE_GETTER (gint64, PpLayout, pp_layout, LAYOUT, order)
PP_DEFINE_GETTER (JsonObject *, PpLayout, pp_layout, LAYOUT, foreign)

guint
pp_layout_get_n_placements (PpLayout *self)
{
  g_return_val_if_fail (PP_IS_LAYOUT (self), 0);

  return g_hash_table_size (self->placements);
}

/**
 * pp_layout_get_placement:
 * @self: a layout
 * @element_id: an element
 *
 * Returns: (transfer none) (nullable): where the element stands; %NULL where the layout does not show it
 */
const PpPlacement *
pp_layout_get_placement (PpLayout   *self,
                         const char *element_id)
{
  g_return_val_if_fail (PP_IS_LAYOUT (self), NULL);

  return element_id != NULL ? g_hash_table_lookup (self->placements, element_id) : NULL;
}

/**
 * pp_layout_foreach_placement:
 * @self: a layout
 * @func: (scope call): called for each placement, in no particular order; must not change the layout
 * @user_data: for @func
 */
void
pp_layout_foreach_placement (PpLayout            *self,
                             PpLayoutForeachFunc  func,
                             gpointer             user_data)
{
  GHashTableIter iter;
  gpointer id, placement;

  g_return_if_fail (PP_IS_LAYOUT (self));

  g_hash_table_iter_init (&iter, self->placements);
  while (g_hash_table_iter_next (&iter, &id, &placement))
    func (id, placement, user_data);
}

typedef struct {
  const char *id;
  int         z;
} Stacked;

static int
compare_stacked (gconstpointer a,
                 gconstpointer b)
{
  const Stacked *first = a, *second = b;

  if (first->z != second->z)
    return first->z < second->z ? -1 : 1;
  return g_strcmp0 (first->id, second->id);
}

static GArray *
list_stacked (PpLayout *self)
{
  GArray *stacked = g_array_sized_new (FALSE, FALSE, sizeof (Stacked),
                                       g_hash_table_size (self->placements));
  GHashTableIter iter;
  gpointer id, placement;

  g_hash_table_iter_init (&iter, self->placements);
  while (g_hash_table_iter_next (&iter, &id, &placement))
    {
      Stacked item = { id, ((PpPlacement *) placement)->z };

      g_array_append_val (stacked, item);
    }
  g_array_sort (stacked, compare_stacked);
  return stacked;
}

/**
 * pp_layout_list_in_paint_order:
 * @self: a layout
 *
 * Returns: (transfer container) (element-type utf8): identifiers of the elements shown, by z and then by
 *   identifier; valid until the next change of the layout
 */
GPtrArray *
pp_layout_list_in_paint_order (PpLayout *self)
{
  g_autoptr (GArray) stacked = NULL;
  GPtrArray *ids;

  g_return_val_if_fail (PP_IS_LAYOUT (self), NULL);

  stacked = list_stacked (self);
  ids = g_ptr_array_sized_new (stacked->len);
  for (guint i = 0; i < stacked->len; i++)
    g_ptr_array_add (ids, (gpointer) g_array_index (stacked, Stacked, i).id);
  return ids;
}

/**
 * pp_layout_list_in_file_order:
 * @self: a layout
 *
 * Records have no order of their own. Where a file of another format told one, that format keeps it with
 * the layout as `cells`.
 *
 * Returns: (transfer container) (element-type utf8): the identifiers that the file listed, some of elements
 *   that are gone by now perhaps; valid until the next change of the layout
 */
GPtrArray *
pp_layout_list_in_file_order (PpLayout *self)
{
  GPtrArray *ids = g_ptr_array_new ();
  JsonObjectIter iter;
  const char *format;
  JsonNode *fragment;

  g_return_val_if_fail (PP_IS_LAYOUT (self), ids);

  if (self->foreign == NULL)
    return ids;
  json_object_iter_init_ordered (&iter, self->foreign);
  while (json_object_iter_next_ordered (&iter, &format, &fragment))
    {
      JsonArray *cells = JSON_NODE_HOLDS_OBJECT (fragment)
                         ? pp_json_get_array (json_node_get_object (fragment), "cells") : NULL;

      for (guint i = 0; cells != NULL && i < json_array_get_length (cells); i++)
        {
          const char *id = pp_json_get_text (json_array_get_element (cells, i));

          if (id != NULL)
            g_ptr_array_add (ids, (gpointer) id);
        }
    }
  return ids;
}

/**
 * pp_layout_get_z_range:
 * @self: a layout
 * @lowest: (out): the lowest z; 0 in an empty layout
 * @highest: (out): the highest z; 0 in an empty layout
 */
void
pp_layout_get_z_range (PpLayout *self,
                       int      *lowest,
                       int      *highest)
{
  GHashTableIter iter;
  gpointer value;
  gboolean first = TRUE;

  g_return_if_fail (PP_IS_LAYOUT (self));

  *lowest = *highest = 0;
  g_hash_table_iter_init (&iter, self->placements);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const PpPlacement *placement = value;

      *lowest = first ? placement->z : MIN (*lowest, placement->z);
      *highest = first ? placement->z : MAX (*highest, placement->z);
      first = FALSE;
    }
}
