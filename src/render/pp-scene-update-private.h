/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-scene-private.h"

G_BEGIN_DECLS

/* One pass of pp-scene-update.c. */
typedef struct {
  PpScene    *scene;
  GPtrArray  *to_route;         /* (element-type PpEntry) */
  GPtrArray  *to_label;         /* (element-type PpEntry): a heap, see _pp_update_next_label() */
  GHashTable *lanes;            /* the groups of lanes that have changed */
  GArray     *damages;          /* (element-type PpBox) */
  GPtrArray  *gone;             /* (element-type PpEntry): owned until the end, as lists may hold them */
  GPtrArray  *lifted;           /* (nullable) (element-type utf8): what a gesture holds meanwhile */
  PpPoint     lifted_by;
  gboolean    is_load;          /* everything is new */
  gboolean    order_changed;
} PpUpdate;

/* pp-scene-lanes.c */
GHashTable *_pp_lanes_new                (void);
GHashTable *_pp_lanes_new_set            (void);
void        _pp_update_join_lane         (PpUpdate      *update,
                                          PpEntry       *entry);
void        _pp_update_leave_lane        (PpUpdate      *update,
                                          PpEntry       *entry);
void        _pp_update_settle_lanes      (PpUpdate      *update);

/* pp-scene-marks.c */
int         _pp_entry_compare_id         (gconstpointer  a,
                                          gconstpointer  b);
void        _pp_scene_hang               (PpScene       *self,
                                          const char    *id,
                                          PpEntry       *edge);
void        _pp_scene_unhang             (PpScene       *self,
                                          const char    *id,
                                          PpEntry       *edge);
/* The entry of a handle that a query has found. */
PpEntry    *_pp_scene_found              (PpScene       *self,
                                          guint          i);
void        _pp_update_mark_route        (PpUpdate      *update,
                                          PpEntry       *entry);
void        _pp_update_mark_hanging      (PpUpdate      *update,
                                          const char    *id);
void        _pp_update_mark_label        (PpUpdate      *update,
                                          PpEntry       *entry);
PpEntry    *_pp_update_next_label        (PpUpdate      *update);
void        _pp_update_mark_labels_near  (PpUpdate      *update,
                                          const PpBox   *box,
                                          PpEntry       *after);
void        _pp_update_mark_labels_along (PpUpdate      *update,
                                          const PpPoint *path,
                                          guint          n_path);
void        _pp_update_damage            (PpUpdate      *update,
                                          const PpBox   *box);

G_END_DECLS
