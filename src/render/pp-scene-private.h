/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-face.h"
#include "pp-index.h"
#include "pp-router.h"
#include "pp-scene.h"

G_BEGIN_DECLS

typedef struct _PpEntry PpEntry;

/* An item with what the scene itself has to know of it. */
struct _PpEntry {
  PpSceneItem  item;

  /*< owned >*/
  PpEntry     *preview;         /* how it is shown while it is lifted */

  /*< borrowed >*/
  PpEntry     *original;        /* of a preview: what is lifted */

  /*< state >*/
  guint        handle;          /* in the indexes */
  gboolean     has_source_point;
  gboolean     has_target_point;
  PpPoint      source_point;
  PpPoint      target_point;
  const char  *source_side;     /* static */
  const char  *target_side;
  double       lane;
  gboolean     reversed;
  PpReach      reach;           /* of the route, see pp_router_route() */
  PpBox       *looked_at;       /* owned: the places that were tried for the label */
  guint        n_looked_at;
  PpBox        label_reach;     /* around all of these */
  PpTextSize   label_size;
  gboolean     must_route;
  gboolean     must_place_label;
  gboolean     has_new_path;    /* that the indexes do not know yet */
  gboolean     is_gone;         /* removed, and only waiting to be freed */
  gboolean     is_own;          /* lifted itself, and not only hanging on something lifted */
};

struct _PpScene {
  GObject     parent_instance;

  /*< owned >*/
  PpModel    *model;
  PpKinds    *kinds;
  char       *layout_id;
  PpRuler    *ruler;
  PpRouter   *router;
  GHashTable *entries;          /* id → PpEntry, owned */
  GPtrArray  *order;            /* (element-type PpEntry): in paint order */
  GPtrArray  *slots;            /* (element-type PpEntry): by handle, NULL where free */
  GArray     *free_handles;     /* (element-type guint) */
  GHashTable *hanging;          /* id → GPtrArray of the edges that end there */
  GHashTable *lanes;            /* pair of ids → GPtrArray of the edges between these two */
  GHashTable *badges;           /* (nullable): id → PpBadge */
  GArray     *badge_damages;    /* PpBox, of the badges that were taken */
  PpIndex    *by_bounds;        /* everything, by what is painted */
  PpIndex    *obstacles;        /* nodes that lines go around */
  PpIndex    *solids;           /* nodes and title tags, which labels avoid */
  PpIndex    *lines;            /* paths of edges */
  PpIndex    *labels;           /* labels of edges */
  PpIndex    *reaches;          /* edges, by what their route depends on */
  PpIndex    *label_reaches;    /* edges, by what the place of their label depends on */
  GPtrArray  *lifted;           /* (element-type PpEntry): previews in paint order */
  GArray     *found;            /* (element-type guint): scratch */
  GArray     *route;            /* (element-type PpPoint): scratch */
  GArray     *polyline;         /* (element-type PpPoint): scratch */

  /*< state >*/
  PpBox           bounds;
  gboolean        bounds_known;
  guint           n_badges_taken;   /* of the entries in order, from the table of badges */
  gulong          changed_handler;
  PpPoint         preview_by;
  gint            serial;           /* of what it looks like now, of all scenes ever; never 0 */
  gboolean        ends_in_thread;
  gboolean        rigid_known;  /* which of the lifted move as a whole */
  PpSceneCounters counters;
};

/* pp-scene-entry.c */
PpEntry *_pp_entry_new          (const char        *id);
void     _pp_entry_free         (PpEntry           *self);
void     _pp_entry_load         (PpEntry           *self,
                                 PpScene           *scene,
                                 PpElement         *element,
                                 const PpPlacement *placement);
void     _pp_entry_load_placement (PpEntry         *self,
                                 PpScene           *scene,
                                 const PpPlacement *placement);
PpEntry *_pp_entry_copy         (PpEntry           *self);
gboolean _pp_entry_is_obstacle  (PpEntry           *self);
int      _pp_entry_compare_order (gconstpointer     a,
                                 gconstpointer      b);

/* pp-scene-routes.c */
PpEntry *_pp_scene_find         (PpScene           *self,
                                 const char        *id,
                                 gboolean           preview);
void     _pp_scene_route        (PpScene           *self,
                                 PpEntry           *entry,
                                 gboolean           preview);

/* pp-scene-labels.c */
void     _pp_scene_place_label  (PpScene           *self,
                                 PpEntry           *entry);
/* Whether the place of the label may depend on what is in @box. */
gboolean _pp_entry_looked_at    (PpEntry           *self,
                                 const PpBox       *box);
gboolean _pp_entry_looked_along (PpEntry           *self,
                                 PpPoint            a,
                                 PpPoint            b);
void     _pp_scene_place_label_simply (PpScene     *self,
                                 PpEntry           *entry);

/* pp-scene-badges.c */
PpBadge  _pp_scene_badge_of     (PpScene           *self,
                                 const char        *id);
void     _pp_scene_index_edge   (PpScene           *self,
                                 PpEntry           *entry);

/* pp-scene-update.c */
void     _pp_scene_load_all     (PpScene           *self);
void     _pp_scene_model_changed (PpScene          *self,
                                 GPtrArray         *changes);

/* pp-scene.c */
void     _pp_scene_invalidate   (PpScene           *self,
                                 const PpBox       *box);

/* pp-scene-lift.c */
GPtrArray *_pp_scene_put_down   (PpScene           *self,
                                 PpPoint           *by);
void     _pp_scene_take_up      (PpScene           *self,
                                 GPtrArray         *ids,
                                 PpPoint            by);

G_END_DECLS
