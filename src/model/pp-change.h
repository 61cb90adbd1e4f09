/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * PpRecordType:
 * @PP_RECORD_MODEL: what is said of the whole model; each model has exactly one
 * @PP_RECORD_NODE: a thing that stands somewhere, see [class@Node]
 * @PP_RECORD_EDGE: a line between two things, see [class@Edge]
 * @PP_RECORD_THREAT: what can go wrong at an element, see [class@Threat]
 * @PP_RECORD_CONTROL: what mitigates, see [class@Control]
 * @PP_RECORD_COMMENT: a remark anchored to an element, see [class@Comment]
 * @PP_RECORD_LAYOUT: a view of the graph, see [class@Layout]
 *
 * The kinds of record that a model consists of, in the order in which files list them.
 */
typedef enum {
  PP_RECORD_MODEL,
  PP_RECORD_NODE,
  PP_RECORD_EDGE,
  PP_RECORD_THREAT,
  PP_RECORD_CONTROL,
  PP_RECORD_COMMENT,
  PP_RECORD_LAYOUT,
} PpRecordType;

#define PP_N_RECORD_TYPES 7

const char *pp_record_type_to_string   (PpRecordType  type);
gboolean    pp_record_type_from_string (const char   *text,
                                        PpRecordType *type);

/**
 * PpChangeOperation:
 * @PP_CHANGE_ADD: a record appears; `after` is all of it
 * @PP_CHANGE_REMOVE: a record goes; `before` is all of it
 * @PP_CHANGE_SET: one field of a record changes
 */
typedef enum {
  PP_CHANGE_ADD,
  PP_CHANGE_REMOVE,
  PP_CHANGE_SET,
} PpChangeOperation;

#define PP_TYPE_CHANGE (pp_change_get_type ())

typedef struct _PpChange PpChange;

/**
 * PpChange:
 * @operation: what happens
 * @type: the kind of record
 * @id: the record's identifier
 * @field: for SET the field's name, or `field/key` for one entry of a field that is a map (the key
 *   is everything behind the first slash, as it is)
 * @before: (nullable): the value before; %NULL where there was none
 * @after: (nullable): the value after; %NULL where there is none
 *
 * One reversible step of an edit, and the only way in which a model changes. Values are immutable
 * once they are in a change. Reference-counted; never changed after construction.
 */
struct _PpChange {
  /*< private >*/
  gatomicrefcount   ref_count;
  /*< public >*/
  PpChangeOperation operation;
  PpRecordType      type;
  char             *id;
  char             *field;
  JsonNode         *before;
  JsonNode         *after;
};

GType     pp_change_get_type  (void) G_GNUC_CONST;
PpChange *pp_change_new_add   (PpRecordType  type,
                               const char   *id,
                               JsonNode     *record);
PpChange *pp_change_new_remove (PpRecordType  type,
                               const char   *id,
                               JsonNode     *record);
PpChange *pp_change_new_set   (PpRecordType  type,
                               const char   *id,
                               const char   *field,
                               JsonNode     *before,
                               JsonNode     *after);
PpChange *pp_change_ref       (PpChange     *self);
void      pp_change_unref     (PpChange     *self);
PpChange *pp_change_invert    (PpChange     *self);
JsonNode *pp_change_to_json   (PpChange     *self);
PpChange *pp_change_new_from_json (JsonNode  *node,
                                   GError   **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpChange, pp_change_unref)

/**
 * pp_change_list_new:
 *
 * Returns: (transfer full) (element-type PpChange): an empty list of changes that owns its items
 */
GPtrArray *pp_change_list_new      (void);
GPtrArray *pp_change_list_invert   (GPtrArray  *changes);
JsonNode  *pp_change_list_to_json  (GPtrArray  *changes);
GPtrArray *pp_change_list_new_from_json (JsonNode  *node,
                                         GError   **error);

G_END_DECLS
