/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-kinds.h"
#include "pp-model.h"

G_BEGIN_DECLS

/**
 * PpBox: a rectangle in layout units; empty when a side is not positive
 */
typedef struct {
  double x;
  double y;
  double width;
  double height;
} PpBox;

/**
 * PpSceneItem:
 *
 * What is drawn for one element of a layout: everything that the painter needs, so that painting
 * reads no model. Owned by the scene; valid until its next #PpScene::invalidated.
 */
typedef struct {
  const char *id;
  PpKind     *kind;
  gboolean    is_edge;
  const char *name;
  int         z;
  guint       index;            /* place in paint order */
  guint       open_threats;     /* open threats on the element */
  guint       threats;          /* all threats */
  gboolean    out_of_scope;
  const char *marking;          /* short text, or NULL */
  PpBox       box;              /* of a node: its rectangle */
  double      angle;            /* of a node */
  PpBox       bounds;           /* everything that is painted, strokes, label and badges too */
  PpPoint    *path;             /* of an edge: polyline as drawn, ends cut at the nodes' borders */
  guint       n_path;
  gboolean    smooth;           /* the path is drawn as a curve through its points */
  gboolean    bidirectional;
  const char *protocol;
  PpPoint     label_centre;     /* of an edge: centre of its label */
  PpBox       label_box;        /* of an edge: box of its label; of a text: where the text stands */
} PpSceneItem;

#define PP_TYPE_SCENE (pp_scene_get_type ())
G_DECLARE_FINAL_TYPE (PpScene, pp_scene, PP, SCENE, GObject)

/**
 * PpScene::invalidated:
 * @self: the scene
 * @box: (nullable): what must be painted anew, in layout units; %NULL for everything
 *
 * Emitted after a change of the model has reached the scene, once for each damaged area.
 */

PpScene           *pp_scene_new          (PpModel     *model,
                                          PpKinds     *kinds,
                                          const char  *layout_id);
PpModel           *pp_scene_get_model    (PpScene     *self);
const char        *pp_scene_get_layout_id (PpScene    *self);
PpLayout          *pp_scene_get_layout   (PpScene     *self);
guint              pp_scene_get_n_items  (PpScene     *self);
/* Items in paint order. */
const PpSceneItem *pp_scene_get_item     (PpScene     *self,
                                          guint        position);
const PpSceneItem *pp_scene_lookup       (PpScene     *self,
                                          const char  *element_id);
/* Everything that is drawn; an empty box for an empty layout. */
PpBox              pp_scene_get_bounds   (PpScene     *self);
/* Fills @out with borrowed items whose bounds touch @area, in paint order. */
void               pp_scene_query        (PpScene     *self,
                                          const PpBox *area,
                                          GPtrArray   *out);
/* The topmost item at a point: an edge by its distance to the path or label, a boundary only near its
 * border or title, a node by its shape. @tolerance in layout units. */
const PpSceneItem *pp_scene_hit          (PpScene     *self,
                                          PpPoint      point,
                                          double       tolerance);
/* The boundary box or container that something dropped at the box would be inside of; NULL for none. */
const PpSceneItem *pp_scene_find_container (PpScene   *self,
                                          const PpBox *box,
                                          const char  *ignored_id);

/* While a gesture runs: shows elements as if their placements were these, without a change of the
 * model. Edges at moved nodes follow. Emits no ::invalidated: the canvas paints the lifted items over
 * its tiles and leaves them out of the tiles below. */
void               pp_scene_lift         (PpScene     *self,
                                          const char * const *element_ids,
                                          guint        n_elements);
void               pp_scene_preview_move (PpScene     *self,
                                          double       dx,
                                          double       dy);
void               pp_scene_preview      (PpScene     *self,
                                          const char  *element_id,
                                          const PpPlacement *placement);
void               pp_scene_drop         (PpScene     *self);
gboolean           pp_scene_is_lifted    (PpScene     *self,
                                          const char  *element_id);
/* The lifted elements and the edges that hang on them, as previewed, in paint order; borrowed. */
GPtrArray         *pp_scene_get_lifted   (PpScene     *self);

G_END_DECLS
