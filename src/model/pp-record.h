/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>
#include <json-glib/json-glib.h>

#include "pp-change.h"

G_BEGIN_DECLS

/**
 * PpRecord:
 *
 * One thing that a model keeps under an identifier. Its fields stand in a table, see [struct@Field];
 * members of a file that no field knows are kept in the map `extra` and written back.
 */
#define PP_TYPE_RECORD (pp_record_get_type ())

typedef struct _PpRecord PpRecord;
typedef struct _PpRecordClass PpRecordClass;

GType pp_record_get_type (void) G_GNUC_CONST;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpRecord, g_object_unref)

static inline PpRecord *
PP_RECORD (gpointer instance)
{
  return G_TYPE_CHECK_INSTANCE_CAST (instance, pp_record_get_type (), PpRecord);
}

static inline gboolean
PP_IS_RECORD (gpointer instance)
{
  return G_TYPE_CHECK_INSTANCE_TYPE (instance, pp_record_get_type ());
}

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
JsonNode      *pp_record_dup_field       (PpRecord    *self,
                                          const char  *field);
JsonNode      *pp_record_to_json         (PpRecord    *self);
PpRecord      *pp_record_new_from_json   (PpRecordType type,
                                          const char  *id,
                                          JsonNode    *node,
                                          GError     **error);

/* The table of fields of a type, and one row of it by the name in a change (`name` or `name/key`; the
 * key comes out in @key and is NULL for the whole field). */
const PpField *pp_record_type_get_fields (PpRecordType type,
                                          guint       *n_fields);
const PpField *pp_record_type_find_field (PpRecordType type,
                                          const char  *field,
                                          const char **key);

G_END_DECLS
