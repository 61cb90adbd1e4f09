/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>
#include <json-glib/json-glib.h>

#include "pp-change.h"

G_BEGIN_DECLS

#define PP_TYPE_RECORD (pp_record_get_type ())
G_DECLARE_DERIVABLE_TYPE (PpRecord, pp_record, PP, RECORD, GObject)

/**
 * PpFieldType:
 * @PP_FIELD_STRING: a text; absent and empty are the same
 * @PP_FIELD_ID: the identifier of another record; absent when there is none
 * @PP_FIELD_BOOLEAN: absent and %FALSE are the same
 * @PP_FIELD_INTEGER: absent and 0 are the same
 * @PP_FIELD_STRINGS: a list of texts; absent and empty are the same
 * @PP_FIELD_JSON: any JSON value, kept as it is
 * @PP_FIELD_MAP: a JSON object whose entries change one by one, as `field/key`
 * @PP_FIELD_PLACEMENTS: the placements of a layout, a map like the one before
 */
typedef enum {
  PP_FIELD_STRING,
  PP_FIELD_ID,
  PP_FIELD_BOOLEAN,
  PP_FIELD_INTEGER,
  PP_FIELD_STRINGS,
  PP_FIELD_JSON,
  PP_FIELD_MAP,
  PP_FIELD_PLACEMENTS,
} PpFieldType;

/**
 * PpField:
 * @name: the name in files, changes and the API
 * @type: what it holds
 *
 * One row of a record's table of fields. Files, changes, diff, merge and validation all read this
 * table, so a field that is added here is known everywhere.
 */
typedef struct {
  const char  *name;
  PpFieldType  type;
  /*< private >*/
  gsize        offset;
} PpField;

struct _PpRecordClass {
  GObjectClass   parent_class;

  /*< private >*/
  PpRecordType   record_type;
  const PpField *fields;
  guint          n_fields;
};

PpRecordType   pp_record_get_record_type (PpRecord    *self);
const char    *pp_record_get_id          (PpRecord    *self);
const PpField *pp_record_get_fields      (PpRecord    *self,
                                          guint       *n_fields);
const PpField *pp_record_find_field      (PpRecord    *self,
                                          const char  *field);
JsonNode      *pp_record_dup_field       (PpRecord    *self,
                                          const char  *field);
JsonNode      *pp_record_to_json         (PpRecord    *self);
PpRecord      *pp_record_new_from_json   (PpRecordType type,
                                          const char  *id,
                                          JsonNode    *node,
                                          GError     **error);

const PpField *pp_record_type_get_fields (PpRecordType type,
                                          guint       *n_fields);
GType          pp_record_type_get_gtype  (PpRecordType type);

G_END_DECLS
