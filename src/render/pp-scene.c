/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-scene-private.h"

#include <math.h>

#include "pp-task.h"

#define CELL_SIZE 400.0
#define LABEL_CELL_SIZE 200.0

enum {
  INVALIDATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PpScene, pp_scene, G_TYPE_OBJECT)

static void
pp_scene_dispose (GObject *object)
{
  PpScene *self = PP_SCENE (object);

  if (self->model != NULL)
    g_clear_signal_handler (&self->changed_handler, self->model);
  g_clear_object (&self->model);
  g_clear_object (&self->kinds);

  G_OBJECT_CLASS (pp_scene_parent_class)->dispose (object);
}

/* What makes a scene large. */
typedef struct {
  PpIndex    *indexes[7];
  GHashTable *entries;
} Remains;

static void
remains_free (gpointer data)
{
  Remains *remains = data;

  for (guint i = 0; i < G_N_ELEMENTS (remains->indexes); i++)
    pp_index_free (remains->indexes[i]);
  g_hash_table_unref (remains->entries);
  g_free (remains);
}

static void
pp_scene_finalize (GObject *object)
{
  PpScene *self = PP_SCENE (object);
  Remains *remains = g_new (Remains, 1);

  *remains = (Remains) {
    { self->by_bounds, self->obstacles, self->solids, self->lines, self->labels, self->reaches, self->label_reaches },
    g_steal_pointer (&self->entries)
  };
  /* To free a large scene takes longer than a frame. */
  if (self->ends_in_thread)
    pp_task_free_in_thread (remains, remains_free);
  else
    remains_free (remains);
  g_ptr_array_unref (self->lifted);
  g_ptr_array_unref (self->order);
  g_ptr_array_unref (self->slots);
  g_array_unref (self->free_handles);
  g_array_unref (self->found);
  g_array_unref (self->route);
  g_array_unref (self->polyline);
  g_clear_pointer (&self->lanes, g_hash_table_unref);
  g_clear_pointer (&self->badges, g_hash_table_unref);
  g_array_unref (self->badge_damages);
  g_hash_table_unref (self->hanging);
  pp_router_free (self->router);
  g_clear_pointer (&self->ruler, pp_ruler_free);
  g_free (self->layout_id);

  G_OBJECT_CLASS (pp_scene_parent_class)->finalize (object);
}

static void
pp_scene_class_init (PpSceneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = pp_scene_dispose;
  object_class->finalize = pp_scene_finalize;

  signals[INVALIDATED] =
    g_signal_new ("invalidated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static gint
next_serial (void)
{
  static gint last;

  return g_atomic_int_add (&last, 1) + 1;
}

static void
pp_scene_init (PpScene *self)
{
  self->serial = next_serial ();
  self->ruler = pp_ruler_new ();
  self->router = pp_router_new ();
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) _pp_entry_free);
  self->hanging = g_hash_table_new_full (g_str_hash, g_str_equal, (GDestroyNotify) g_ref_string_release,
                                         (GDestroyNotify) g_ptr_array_unref);
  self->badge_damages = g_array_new (FALSE, FALSE, sizeof (PpBox));
  self->order = g_ptr_array_new ();
  self->slots = g_ptr_array_new ();
  self->lifted = g_ptr_array_new ();
  self->free_handles = g_array_new (FALSE, FALSE, sizeof (guint));
  self->found = g_array_new (FALSE, FALSE, sizeof (guint));
  self->route = g_array_new (FALSE, FALSE, sizeof (PpPoint));
  self->polyline = g_array_new (FALSE, FALSE, sizeof (PpPoint));
  self->by_bounds = pp_index_new (CELL_SIZE);
  self->obstacles = pp_index_new (CELL_SIZE);
  self->solids = pp_index_new (LABEL_CELL_SIZE);
  self->lines = pp_index_new (LABEL_CELL_SIZE);
  self->labels = pp_index_new (LABEL_CELL_SIZE);
  self->reaches = pp_index_new (CELL_SIZE);
  self->label_reaches = pp_index_new (LABEL_CELL_SIZE);
}

/**
 * pp_scene_new:
 * @model: a model
 * @kinds: what the kinds of its elements look like
 * @layout_id: the layout to show
 *
 * Returns: (transfer full): a scene that shows the layout as exports do, and follows the model
 */
PpScene *
pp_scene_new (PpModel    *model,
              PpKinds    *kinds,
              const char *layout_id)
{
  const PpTextFont font = { NULL, 1 };

  return pp_scene_new_with_font (model, kinds, layout_id, &font);
}

/**
 * pp_scene_new_with_font:
 * @model: a model
 * @kinds: what the kinds of its elements look like
 * @layout_id: the layout to show
 * @font: how texts are wished to be; the painter must be told the same
 *
 * Returns: (transfer full): a scene that shows the layout and follows the model
 */
PpScene *
pp_scene_new_with_font (PpModel          *model,
                        PpKinds          *kinds,
                        const char       *layout_id,
                        const PpTextFont *font)
{
  PpScene *self;

  g_return_val_if_fail (PP_IS_MODEL (model), NULL);
  g_return_val_if_fail (PP_IS_KINDS (kinds), NULL);
  g_return_val_if_fail (layout_id != NULL, NULL);

  self = g_object_new (PP_TYPE_SCENE, NULL);
  self->model = g_object_ref (model);
  self->kinds = g_object_ref (kinds);
  self->layout_id = g_strdup (layout_id);
  pp_ruler_set_font (self->ruler, font);
  _pp_scene_load_all (self);
  self->changed_handler = g_signal_connect_swapped (model, "changed",
                                                    G_CALLBACK (_pp_scene_model_changed), self);
  return self;
}

/**
 * pp_scene_new_in_thread:
 * @model: a model that nobody else uses until the scene is ready
 * @kinds: what the kinds of its elements look like
 * @layout_id: the layout to show
 * @font: how texts are wished to be
 *
 * Makes a scene in a thread. Fonts belong to the thread in which they were looked up, and the model may be a copy of
 * the one that is shown, so nothing may be done with the scene before pp_scene_settle_in().
 *
 * Returns: (transfer full): a scene as of pp_scene_new_with_font()
 */
PpScene *
pp_scene_new_in_thread (PpModel          *model,
                        PpKinds          *kinds,
                        const char       *layout_id,
                        const PpTextFont *font)
{
  PpScene *self = pp_scene_new_with_font (model, kinds, layout_id, font);

  g_clear_pointer (&self->ruler, pp_ruler_free);
  g_clear_signal_handler (&self->changed_handler, self->model);
  g_clear_object (&self->model);
  self->ends_in_thread = TRUE;
  return self;
}

/**
 * pp_scene_settle_in:
 * @self: of pp_scene_new_in_thread()
 * @model: what it was made with, or what that was a copy of and still is equal to
 * @font: what it was made with
 *
 * From now on the scene belongs to the thread that calls this, and follows @model.
 */
void
pp_scene_settle_in (PpScene          *self,
                    PpModel          *model,
                    const PpTextFont *font)
{
  g_return_if_fail (PP_IS_SCENE (self));
  g_return_if_fail (self->ruler == NULL && self->model == NULL);

  self->model = g_object_ref (model);
  self->changed_handler = g_signal_connect_swapped (model, "changed", G_CALLBACK (_pp_scene_model_changed), self);
  self->ruler = pp_ruler_new ();
  pp_ruler_set_font (self->ruler, font);
}

PpModel *
pp_scene_get_model (PpScene *self)
{
  g_return_val_if_fail (PP_IS_SCENE (self), NULL);

  return self->model;
}

PpKinds *
pp_scene_get_kinds (PpScene *self)
{
  g_return_val_if_fail (PP_IS_SCENE (self), NULL);

  return self->kinds;
}

const char *
pp_scene_get_layout_id (PpScene *self)
{
  g_return_val_if_fail (PP_IS_SCENE (self), NULL);

  return self->layout_id;
}

PpLayout *
pp_scene_get_layout (PpScene *self)
{
  g_return_val_if_fail (PP_IS_SCENE (self), NULL);

  return pp_model_lookup_layout (self->model, self->layout_id);
}

guint
pp_scene_get_n_items (PpScene *self)
{
  g_return_val_if_fail (PP_IS_SCENE (self), 0);

  return self->order->len;
}

const PpSceneItem *
pp_scene_get_item (PpScene *self,
                   guint    position)
{
  g_return_val_if_fail (PP_IS_SCENE (self), NULL);
  g_return_val_if_fail (position < self->order->len, NULL);

  return &((PpEntry *) g_ptr_array_index (self->order, position))->item;
}

const PpSceneItem *
pp_scene_lookup (PpScene    *self,
                 const char *element_id)
{
  PpEntry *entry;

  g_return_val_if_fail (PP_IS_SCENE (self), NULL);

  entry = _pp_scene_find (self, element_id, TRUE);
  return entry != NULL ? &entry->item : NULL;
}

PpBox
pp_scene_get_bounds (PpScene *self)
{
  PpBox bounds = { 0, 0, 0, 0 };

  g_return_val_if_fail (PP_IS_SCENE (self), bounds);

  if (self->bounds_known)
    return self->bounds;
  for (guint i = 0; i < self->order->len; i++)
    bounds = pp_box_union (&bounds, &((PpEntry *) g_ptr_array_index (self->order, i))->item.bounds);
  self->bounds = bounds;
  self->bounds_known = TRUE;
  return bounds;
}

static int
compare_index (gconstpointer a,
               gconstpointer b)
{
  const PpSceneItem *first = *(PpSceneItem * const *) a, *second = *(PpSceneItem * const *) b;

  return first->index < second->index ? -1 : first->index > second->index;
}

/* Where most is seen the list in paint order is run through, which needs no sorting. */
static gboolean
covers_much (PpScene     *self,
             const PpBox *area)
{
  PpBox bounds = pp_scene_get_bounds (self);

  return pp_box_overlap (area, &bounds) > 0.15 * bounds.width * bounds.height;
}

void
pp_scene_query (PpScene     *self,
                const PpBox *area,
                GPtrArray   *out)
{
  g_return_if_fail (PP_IS_SCENE (self));
  g_return_if_fail (area != NULL && out != NULL);

  g_ptr_array_set_size (out, 0);
  if (covers_much (self, area))
    {
      for (guint i = 0; i < self->order->len; i++)
        {
          PpEntry *entry = g_ptr_array_index (self->order, i);

          if (pp_box_intersects (&entry->item.bounds, area))
            g_ptr_array_add (out, entry);
        }
      return;
    }

  pp_index_query (self->by_bounds, area, self->found);
  for (guint i = 0; i < self->found->len; i++)
    g_ptr_array_add (out, g_ptr_array_index (self->slots, g_array_index (self->found, guint, i)));
  g_ptr_array_sort (out, compare_index);
}

static gboolean
hits_edge (const PpSceneItem *item,
           PpPoint            point,
           double             tolerance)
{
  return (!pp_box_is_empty (&item->label_box) && pp_box_contains (&item->label_box, point)) ||
         pp_polyline_distance (item->path, item->n_path, point, NULL, NULL) <= tolerance + 1;
}

static gboolean
hits_node (const PpSceneItem *item,
           PpPoint            point,
           double             tolerance)
{
  PpOutline outline = { item->box, item->shape, item->angle };
  double inner = -MAX (tolerance, 4);

  if (item->shape == PP_SHAPE_BOUNDARY)
    return (!pp_box_is_empty (&item->label_box) && pp_box_contains (&item->label_box, point)) ||
           (pp_outline_contains (&outline, point, tolerance) &&
            !pp_outline_contains (&outline, point, inner));
  return pp_outline_contains (&outline, point, tolerance);
}

const PpSceneItem *
pp_scene_hit (PpScene *self,
              PpPoint  point,
              double   tolerance)
{
  PpBox area = pp_box_around (point, 2 * tolerance + 2, 2 * tolerance + 2);
  const PpSceneItem *best = NULL;

  g_return_val_if_fail (PP_IS_SCENE (self), NULL);

  pp_index_query (self->by_bounds, &area, self->found);
  for (guint i = 0; i < self->found->len; i++)
    {
      PpEntry *entry = g_ptr_array_index (self->slots, g_array_index (self->found, guint, i));
      const PpSceneItem *item = &entry->item;

      if (item->lifted || (best != NULL && best->index > item->index))
        continue;
      if (item->is_edge ? hits_edge (item, point, tolerance) : hits_node (item, point, tolerance))
        best = item;
    }
  return best;
}

static gboolean
is_container (const PpSceneItem *item)
{
  const char *id = pp_kind_get_id (item->kind);

  return !item->is_edge && (item->shape == PP_SHAPE_BOUNDARY || g_str_equal (id, "host") ||
                            g_str_equal (id, "container"));
}

/* The smallest one that holds all of the box. */
const PpSceneItem *
pp_scene_find_container (PpScene     *self,
                         const PpBox *box,
                         const char  *ignored_id)
{
  const PpSceneItem *best = NULL;

  g_return_val_if_fail (PP_IS_SCENE (self), NULL);

  pp_index_query (self->by_bounds, box, self->found);
  for (guint i = 0; i < self->found->len; i++)
    {
      PpEntry *entry = g_ptr_array_index (self->slots, g_array_index (self->found, guint, i));
      const PpSceneItem *item = &entry->item;
      double area = item->box.width * item->box.height;

      if (!is_container (item) || item->lifted || g_strcmp0 (item->id, ignored_id) == 0 ||
          !pp_box_contains_box (&item->box, box))
        continue;
      if (best == NULL || area < best->box.width * best->box.height ||
          (area == best->box.width * best->box.height && item->index > best->index))
        best = item;
    }
  return best;
}

void
_pp_scene_invalidate (PpScene     *self,
                      const PpBox *box)
{
  self->serial = next_serial ();
  g_signal_emit (self, signals[INVALIDATED], 0, box);
}

void
pp_scene_get_counters (PpScene         *self,
                       PpSceneCounters *counters)
{
  g_return_if_fail (PP_IS_SCENE (self));

  *counters = self->counters;
}
