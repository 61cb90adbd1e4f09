/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-tool.h"

#include "pp-canvas-private.h"

typedef struct
{
  /* Borrowed: a canvas drops its tool before it goes. */
  PpCanvas *canvas;
} PpToolPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (PpTool, pp_tool, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_CANVAS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
pp_tool_set_property (GObject      *object,
                      guint         prop_id,
                      const GValue *value,
                      GParamSpec   *pspec)
{
  PpToolPrivate *priv = pp_tool_get_instance_private (PP_TOOL (object));

  if (prop_id == PROP_CANVAS)
    priv->canvas = g_value_get_object (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
pp_tool_class_init (PpToolClass *klass)
{
  G_OBJECT_CLASS (klass)->set_property = pp_tool_set_property;

  properties[PROP_CANVAS] =
    g_param_spec_object ("canvas", NULL, NULL, PP_TYPE_CANVAS,
                         G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);

  klass->cursor = "default";
}

static void
pp_tool_init (PpTool *self)
{
}

PpCanvas *
pp_tool_get_canvas (PpTool *self)
{
  PpToolPrivate *priv = pp_tool_get_instance_private (self);

  return priv->canvas;
}

void
pp_tool_begin (PpTool *self)
{
  if (PP_TOOL_GET_CLASS (self)->begin != NULL)
    PP_TOOL_GET_CLASS (self)->begin (self);
}

void
pp_tool_motion (PpTool          *self,
                PpPoint          point,
                GdkModifierType  modifiers)
{
  PP_TOOL_GET_CLASS (self)->motion (self, point, modifiers);
}

gboolean
pp_tool_finish (PpTool          *self,
                GdkModifierType  modifiers)
{
  return PP_TOOL_GET_CLASS (self)->finish (self, modifiers);
}

void
pp_tool_cancel (PpTool *self)
{
  if (PP_TOOL_GET_CLASS (self)->cancel != NULL)
    PP_TOOL_GET_CLASS (self)->cancel (self);
}

PpBox
pp_tool_get_extents (PpTool *self)
{
  if (PP_TOOL_GET_CLASS (self)->get_extents == NULL)
    return (PpBox) { 0 };

  return PP_TOOL_GET_CLASS (self)->get_extents (self);
}

void
pp_tool_draw (PpTool  *self,
              cairo_t *cr,
              double   scale)
{
  if (PP_TOOL_GET_CLASS (self)->draw != NULL)
    PP_TOOL_GET_CLASS (self)->draw (self, cr, scale);
}

gboolean
pp_tool_key (PpTool *self,
             guint   keyval)
{
  if (PP_TOOL_GET_CLASS (self)->key == NULL)
    return FALSE;

  return PP_TOOL_GET_CLASS (self)->key (self, keyval);
}

const char *
pp_tool_get_cursor (PpTool *self)
{
  return PP_TOOL_GET_CLASS (self)->cursor;
}

gboolean
pp_tool_is_sticky (PpTool *self)
{
  return PP_TOOL_GET_CLASS (self)->sticky;
}

/* What a highlighted element takes; empty where there is none. */
PpBox
_pp_tool_item_extents (PpCanvas   *canvas,
                       const char *id)
{
  const PpSceneItem *item =
    id != NULL ? pp_scene_lookup (_pp_canvas_get_scene (canvas), id) : NULL;

  return item != NULL ? item->bounds : (PpBox) { 0 };
}

static void
add_once (GPtrArray  *ids,
          GHashTable *known,
          const char *id)
{
  if (g_hash_table_add (known, (gpointer) id))
    g_ptr_array_add (ids, (gpointer) id);
}

/* What is shown inside a box: its children, and the nodes that lie in it as a whole. */
static void
add_content (PpCanvas          *canvas,
             const PpSceneItem *container,
             GPtrArray         *ids,
             GHashTable        *known)
{
  PpScene *scene = _pp_canvas_get_scene (canvas);
  GPtrArray *children = pp_model_peek_children_of (pp_scene_get_model (scene), container->id);
  g_autoptr(GPtrArray) inside = g_ptr_array_new ();

  for (guint i = 0; children != NULL && i < children->len; i++)
    {
      const char *id = pp_record_get_id (g_ptr_array_index (children, i));
      const PpSceneItem *item = pp_scene_lookup (scene, id);

      if (item != NULL)
        add_once (ids, known, item->id);
    }

  if (container->dfd_class != PP_DFD_BOUNDARY)
    return;

  pp_scene_query (scene, &container->box, inside);
  for (guint i = 0; i < inside->len; i++)
    {
      const PpSceneItem *item = g_ptr_array_index (inside, i);

      if (!item->is_edge && pp_box_contains_box (&container->box, &item->box))
        add_once (ids, known, item->id);
    }
}

static gboolean
moves_as_whole (PpCanvas          *canvas,
                const PpSceneItem *edge,
                GHashTable        *known)
{
  return (edge->source == NULL || g_hash_table_contains (known, edge->source)) &&
         (edge->target == NULL || g_hash_table_contains (known, edge->target));
}

/* Edges between things that move take their bend points along. Loose edges move when they are chosen. */
static void
add_edges (PpCanvas   *canvas,
           GPtrArray  *ids,
           GHashTable *known)
{
  PpScene *scene = _pp_canvas_get_scene (canvas);
  guint n_nodes = ids->len;

  for (guint i = 0; i < n_nodes; i++)
    {
      GPtrArray *edges = pp_model_peek_edges_of (pp_scene_get_model (scene), g_ptr_array_index (ids, i));

      for (guint j = 0; edges != NULL && j < edges->len; j++)
        {
          const PpSceneItem *edge =
            pp_scene_lookup (scene, pp_record_get_id (g_ptr_array_index (edges, j)));

          if (edge != NULL && edge->is_edge && moves_as_whole (canvas, edge, known))
            add_once (ids, known, edge->id);
        }
    }
}

/**
 * _pp_tool_list_moving:
 * @canvas: a canvas
 * @ids: (array length=n_ids): what the user moves
 * @n_ids: how many
 *
 * Lists everything that moves along: boxes take what is in them, edges between moved nodes their bends.
 *
 * Returns: (transfer container) (element-type utf8): identifiers that the scene owns
 */
GPtrArray *
_pp_tool_list_moving (PpCanvas           *canvas,
                      const char * const *ids,
                      guint               n_ids)
{
  PpScene *scene = _pp_canvas_get_scene (canvas);
  g_autoptr(GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) all = g_ptr_array_new ();

  for (guint i = 0; i < n_ids; i++)
    {
      const PpSceneItem *item = pp_scene_lookup (scene, ids[i]);

      if (item != NULL && !item->is_edge)
        add_once (all, known, item->id);
    }

  /* The list grows while it is walked, so boxes in boxes bring what is in them. */
  for (guint i = 0; i < all->len; i++)
    add_content (canvas, pp_scene_lookup (scene, g_ptr_array_index (all, i)), all, known);

  for (guint i = 0; i < n_ids; i++)
    {
      const PpSceneItem *item = pp_scene_lookup (scene, ids[i]);

      if (item != NULL && item->is_edge && moves_as_whole (canvas, item, known))
        add_once (all, known, item->id);
    }
  add_edges (canvas, all, known);

  return g_steal_pointer (&all);
}

/* What the layout holds for an element, as it is drawn: a size that the kind gives is written out. */
PpPlacement *
_pp_tool_dup_placement (PpCanvas   *canvas,
                        const char *id)
{
  PpScene *scene = _pp_canvas_get_scene (canvas);
  PpLayout *layout = pp_scene_get_layout (scene);
  const PpPlacement *placement = layout != NULL ? pp_layout_get_placement (layout, id) : NULL;
  const PpSceneItem *item = pp_scene_lookup (scene, id);
  PpPlacement *copy = placement != NULL ? pp_placement_copy (placement) : pp_placement_new ();

  if (item != NULL && !item->is_edge && (copy->width <= 0 || copy->height <= 0))
    {
      copy->width = item->box.width;
      copy->height = item->box.height;
    }

  return copy;
}

/* Takes over the changes of @more, which is consumed and may be NULL. */
void
_pp_tool_append_all (GPtrArray *changes,
                     GPtrArray *more)
{
  if (more == NULL)
    return;

  for (guint i = 0; i < more->len; i++)
    g_ptr_array_add (changes, pp_change_ref (g_ptr_array_index (more, i)));
  g_ptr_array_unref (more);
}

/* Flows end at things, not at remarks and borders. */
gboolean
_pp_tool_can_connect (const PpSceneItem *item)
{
  return item != NULL && !item->is_edge && item->dfd_class != PP_DFD_TEXT &&
         item->dfd_class != PP_DFD_BOUNDARY;
}

/* @after is consumed and may be NULL; nothing is added when it is what the record holds already. */
void
_pp_tool_set_field (PpCanvas   *canvas,
                    GPtrArray  *changes,
                    const char *id,
                    const char *field,
                    JsonNode   *after)
{
  PpModel *model = pp_scene_get_model (_pp_canvas_get_scene (canvas));
  PpRecord *record = pp_model_lookup (model, id);
  g_autoptr(JsonNode) value = after;
  g_autoptr(JsonNode) before = NULL;

  g_return_if_fail (record != NULL);

  before = pp_record_dup_field (record, field);
  if (before == value || (before != NULL && value != NULL && json_node_equal (before, value)))
    return;

  g_ptr_array_add (changes, pp_change_new_set (pp_record_get_record_type (record), id, field, before,
                                               value));
}

JsonNode *
_pp_tool_id_node (const char *id)
{
  JsonNode *node;

  if (id == NULL)
    return NULL;

  node = json_node_new (JSON_NODE_VALUE);
  json_node_set_string (node, id);

  return node;
}
