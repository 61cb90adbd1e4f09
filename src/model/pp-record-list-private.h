/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "pp-record.h"

G_BEGIN_DECLS

/* The records of one type as a list that interfaces can bind to. Adding and taking out cost the same
 * however long the list is, at the price of its order: what goes leaves its place to the last. */
#define PP_TYPE_RECORD_LIST (_pp_record_list_get_type ())
G_DECLARE_FINAL_TYPE (PpRecordList, _pp_record_list, PP, RECORD_LIST, GObject)

PpRecordList *_pp_record_list_new    (PpRecordType  type);
void          _pp_record_list_add    (PpRecordList *self,
                                      PpRecord     *record);
void          _pp_record_list_remove (PpRecordList *self,
                                      PpRecord     *record);
GPtrArray    *_pp_record_list_peek   (PpRecordList *self);

G_END_DECLS
