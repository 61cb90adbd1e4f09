/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-badge.h"
#include "pp-curve.h"
#include "pp-kinds.h"
#include "pp-model.h"
#include "pp-outline.h"
#include "pp-text.h"

G_BEGIN_DECLS

/**
 * PpLineStyle: what kind of line an edge is drawn as
 */
typedef enum {
  PP_LINE_FLOW,
  PP_LINE_DEPENDENCY,
  PP_LINE_CONTAINMENT,
  PP_LINE_ATTACK,
  PP_LINE_EXPLOIT,
  PP_LINE_BOUNDARY,
} PpLineStyle;

/**
 * PpSceneItem:
 *
 * What is drawn for one element of a layout: everything that the painter needs, so that painting
 * reads no model. Owned by the scene; valid until its next #PpScene::invalidated, a lifted item until
 * the next preview.
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
  PpBadge     badge;
  gboolean    out_of_scope;
  const char *marking;          /* short text, or NULL */
  PpDfdClass  dfd_class;
  PpShape     shape;            /* of a node */
  PpBox       box;              /* of a node: its rectangle */
  double      angle;            /* of a node */
  PpBox       icon_box;         /* of a node: where its icon stands; empty without */
  PpBox       bounds;           /* everything that is painted, strokes, label and badges too */
  PpLineStyle line;             /* of an edge */
  PpPoint    *path;             /* of an edge: polyline as drawn, ends cut at the nodes' borders */
  guint       n_path;
  PpPoint    *route;            /* of an edge: the points that the line goes through, as @form says */
  guint       n_route;
  PpCurveForm form;
  PpPoint    *bends;            /* of an edge: the bend points that are the user's own */
  guint       n_bends;
  const char *source;           /* of an edge: the element at its source, or NULL for a loose end */
  const char *target;
  gboolean    bidirectional;
  double      label_position;   /* of an edge: as placed, negative where it is left to the scene */
  const char *protocol;
  PpPoint     label_centre;     /* of an edge: centre of its label */
  double      text_scale;       /* how much larger than in exports its text is, as far as there is room */
  PpBox       label_box;        /* of an edge: box of its label, empty without; of a node: where its
                                 * name stands, of a boundary: its title tag */
  gboolean    lifted;           /* its preview is shown instead */
  gboolean    rigid;            /* while lifted by pp_scene_preview_move(): shifted, not reshaped */
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
PpScene           *pp_scene_new_with_font (PpModel    *model,
                                          PpKinds     *kinds,
                                          const char  *layout_id,
                                          const PpTextFont *font);
PpScene           *pp_scene_new_in_thread (PpModel    *model,
                                          PpKinds     *kinds,
                                          const char  *layout_id,
                                          const PpTextFont *font);
void               pp_scene_settle_in    (PpScene     *self,
                                          PpModel     *model,
                                          const PpTextFont *font);
PpModel           *pp_scene_get_model    (PpScene     *self);
PpKinds           *pp_scene_get_kinds    (PpScene     *self);
const char        *pp_scene_get_layout_id (PpScene    *self);
/* NULL once the layout has been removed from the model. */
PpLayout          *pp_scene_get_layout   (PpScene     *self);
guint              pp_scene_get_n_items  (PpScene     *self);
/* Items in paint order. */
const PpSceneItem *pp_scene_get_item     (PpScene     *self,
                                          guint        position);
/* As previewed, while the element is lifted. */
const PpSceneItem *pp_scene_lookup       (PpScene     *self,
                                          const char  *element_id);
/* Everything that is drawn; an empty box for an empty layout. */
PpBox              pp_scene_get_bounds   (PpScene     *self);
/* Fills @out with borrowed items whose bounds touch @area, in paint order; lifted items as they were
 * before. */
void               pp_scene_query        (PpScene     *self,
                                          const PpBox *area,
                                          GPtrArray   *out);
/* The topmost item at a point, lifted ones left out: an edge by its distance to the path or label, a
 * boundary only near its border or title, a node by its shape. @tolerance in layout units. */
const PpSceneItem *pp_scene_hit          (PpScene     *self,
                                          PpPoint      point,
                                          double       tolerance);
/* What the badges say; an empty table hides them. */
void               pp_scene_set_badges   (PpScene     *self,
                                          GHashTable  *badges);
/* The same in pieces. */
void               pp_scene_begin_badges (PpScene     *self,
                                          GHashTable  *badges);
gboolean           pp_scene_continue_badges (PpScene  *self,
                                          gint64       deadline_us);
const PpSceneItem *pp_scene_hit_badge    (PpScene     *self,
                                          PpPoint      point,
                                          double       scale);
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
/* @placement NULL takes the preview back. */
void               pp_scene_preview      (PpScene     *self,
                                          const char  *element_id,
                                          const PpPlacement *placement);
void               pp_scene_drop         (PpScene     *self);
/* The element itself, or an edge that hangs on one. */
gboolean           pp_scene_is_lifted    (PpScene     *self,
                                          const char  *element_id);
/* The lifted elements and the edges that hang on them, as previewed, in paint order; borrowed. */
GPtrArray         *pp_scene_get_lifted   (PpScene     *self);

/* The line that a new edge would take, for the connecting tool: from a node to a node or to a point.
 * Appends to @path (element-type PpPoint); @target_id may be NULL. */
void               pp_scene_preview_connection (PpScene     *self,
                                          const char  *source_id,
                                          const char  *target_id,
                                          PpPoint      target_point,
                                          GArray      *path);

/**
 * PpSceneCounters: what a scene has done since it was made; for tests and benchmarks
 */
typedef struct {
  guint items_built;
  guint edges_routed;
  guint labels_placed;
} PpSceneCounters;

void               pp_scene_get_counters (PpScene         *self,
                                          PpSceneCounters *counters);

G_END_DECLS
