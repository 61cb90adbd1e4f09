/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "pp-change.h"
#include "pp-records.h"

G_BEGIN_DECLS

#define PP_MODEL_ERROR (pp_model_error_quark ())
GQuark pp_model_error_quark (void);

/**
 * PpModelError:
 * @PP_MODEL_ERROR_UNKNOWN_ID: a change names a record that is not there
 * @PP_MODEL_ERROR_DUPLICATE_ID: a record with this identifier is there already
 * @PP_MODEL_ERROR_UNKNOWN_FIELD: a change names a field that the record does not have
 * @PP_MODEL_ERROR_INVALID_VALUE: a value is of the wrong type or out of range
 * @PP_MODEL_ERROR_CONFLICT: a change's value before is not what the record holds
 * @PP_MODEL_ERROR_TOO_LARGE: more than a model may hold
 */
typedef enum {
  PP_MODEL_ERROR_UNKNOWN_ID,
  PP_MODEL_ERROR_DUPLICATE_ID,
  PP_MODEL_ERROR_UNKNOWN_FIELD,
  PP_MODEL_ERROR_INVALID_VALUE,
  PP_MODEL_ERROR_CONFLICT,
  PP_MODEL_ERROR_TOO_LARGE,
} PpModelError;

#define PP_MODEL_MAX_RECORDS 2000000
#define PP_MODEL_MAX_ID_LENGTH 256

#define PP_TYPE_MODEL (pp_model_get_type ())
G_DECLARE_FINAL_TYPE (PpModel, pp_model, PP, MODEL, GObject)

/**
 * PpModel::changed:
 * @self: the model
 * @changes: (element-type PpChange): what was done, in order
 *
 * Emitted once after each transaction, undo or redo, when the model is whole again. Undo shows here
 * as the inverse changes.
 */

PpModel    *pp_model_new             (const char    *id);
const char *pp_model_get_id          (PpModel       *self);
PpInfo     *pp_model_get_info        (PpModel       *self);

/* Any record by its identifier. Identifiers are unique in the whole model, whatever the type. */
PpRecord   *pp_model_lookup          (PpModel       *self,
                                      const char    *id);
PpElement  *pp_model_lookup_element  (PpModel       *self,
                                      const char    *id);
PpNode     *pp_model_lookup_node     (PpModel       *self,
                                      const char    *id);
PpEdge     *pp_model_lookup_edge     (PpModel       *self,
                                      const char    *id);
PpThreat   *pp_model_lookup_threat   (PpModel       *self,
                                      const char    *id);
PpLayout   *pp_model_lookup_layout   (PpModel       *self,
                                      const char    *id);

/* Live lists, in no particular order; the items are the records. */
GListModel *pp_model_list_records    (PpModel       *self,
                                      PpRecordType   type);
guint       pp_model_get_n_records   (PpModel       *self,
                                      PpRecordType   type);
PpRecord   *pp_model_peek_record     (PpModel       *self,
                                      PpRecordType   type,
                                      guint          position);

/* In a stable order. The arrays belong to the caller, the records to the model. */
GPtrArray  *pp_model_dup_sorted      (PpModel       *self,
                                      PpRecordType   type);
GPtrArray  *pp_model_dup_layouts     (PpModel       *self);
GPtrArray  *pp_model_dup_threats_of  (PpModel       *self,
                                      const char    *element_id);

/* What hangs on an element; borrowed and NULL where there is nothing. */
GPtrArray  *pp_model_peek_edges_of   (PpModel       *self,
                                      const char    *element_id);
GPtrArray  *pp_model_peek_threats_of (PpModel       *self,
                                      const char    *element_id);
GPtrArray  *pp_model_peek_children_of (PpModel      *self,
                                      const char    *node_id);
gboolean    pp_model_has_open_threats (PpModel      *self,
                                      const char    *element_id);

/* Changing: programs go through PpHistory; these are its tools and those of readers. */
gboolean    pp_model_apply           (PpModel       *self,
                                      GPtrArray     *changes,
                                      GError       **error);
gboolean    pp_model_apply_silently  (PpModel       *self,
                                      PpChange      *change,
                                      GError       **error);
void        pp_model_emit_changed    (PpModel       *self,
                                      GPtrArray     *changes);
gboolean    pp_model_add_record      (PpModel       *self,
                                      PpRecordType   type,
                                      const char    *id,
                                      JsonNode      *record,
                                      GError       **error);

JsonNode   *pp_model_to_json         (PpModel       *self);
PpModel    *pp_model_copy            (PpModel       *self);

char       *pp_model_new_id          (void);

G_END_DECLS
