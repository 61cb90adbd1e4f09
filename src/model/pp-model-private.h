/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-model.h"
#include "pp-record-list-private.h"
#include "pp-record-private.h"

G_BEGIN_DECLS

struct _PpModel {
  GObject       parent_instance;

  /*< owned >*/
  char         *id;                           /* interned */
  PpInfo       *info;
  GHashTable   *records;                      /* identifier → PpRecord */
  PpRecordList *lists[PP_N_RECORD_TYPES];
  GHashTable   *edges_of;                     /* element's identifier → GPtrArray of PpEdge */
  GHashTable   *threats_of;                   /* element's identifier → GPtrArray of PpThreat */
  GHashTable   *children_of;                  /* node's identifier → GPtrArray of PpNode */
};

PpModel *_pp_model_new_empty   (PpModel  *like);
void _pp_model_insert_record   (PpModel  *self,
                                PpRecord *record);
void _pp_model_take_record_out (PpModel  *self,
                                PpRecord *record);
void _pp_model_note_places     (PpModel  *self,
                                PpRecord *record);
void _pp_model_forget_places   (PpModel  *self,
                                PpRecord *record);

G_END_DECLS
