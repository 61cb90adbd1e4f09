/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-record.h"
#include "pp-records.h"

G_BEGIN_DECLS

struct _PpRecord {
  GObject     parent_instance;

  /*< owned >*/
  char       *id;               /* interned */
  JsonObject *extra;            /* nullable */
  JsonNode  **shared;           /* nullable: by field, what holds a map that a copy of the record has as well */

  /*< state: kept by the model >*/
  guint       position;         /* in the model's list of this type */
};

struct _PpElement {
  PpRecord     parent_instance;

  char        *kind;
  char        *category;
  char        *name;
  char        *description;
  JsonNode    *marking;
  JsonObject  *facts;
  JsonObject  *properties;
  gboolean     out_of_scope;
  char        *scope_reason;
  char       **references;
  char       **techniques;
  char       **kill_chain_phases;
  JsonObject  *foreign;
};

/* Rows of a field table: the file's name, the field's type, the struct and its member. */
#define PP_FIELD_ROW(name, type, Struct, member) \
  { name, PP_FIELD_##type, G_STRUCT_OFFSET (Struct, member) }

#define PP_RECORD_EXTRA_ROW PP_FIELD_ROW ("extra", MAP, PpRecord, extra)

#define PP_ELEMENT_ROWS \
  PP_FIELD_ROW ("kind", STRING, PpElement, kind), \
  PP_FIELD_ROW ("category", STRING, PpElement, category), \
  PP_FIELD_ROW ("name", STRING, PpElement, name), \
  PP_FIELD_ROW ("description", STRING, PpElement, description), \
  PP_FIELD_ROW ("marking", JSON, PpElement, marking), \
  PP_FIELD_ROW ("facts", MAP, PpElement, facts), \
  PP_FIELD_ROW ("properties", MAP, PpElement, properties), \
  PP_FIELD_ROW ("outOfScope", BOOLEAN, PpElement, out_of_scope), \
  PP_FIELD_ROW ("scopeReason", STRING, PpElement, scope_reason), \
  PP_FIELD_ROW ("references", STRINGS, PpElement, references), \
  PP_FIELD_ROW ("techniques", STRINGS, PpElement, techniques), \
  PP_FIELD_ROW ("killChainPhases", STRINGS, PpElement, kill_chain_phases), \
  PP_FIELD_ROW ("foreign", MAP, PpElement, foreign), \
  PP_RECORD_EXTRA_ROW

/* Getters of fields, which are all alike. */
#define PP_DEFINE_TEXT_GETTER(Type, type, TYPE, member) \
  const char *type##_get_##member (Type *self) \
  { \
    g_return_val_if_fail (PP_IS_##TYPE (self), NULL); \
    return self->member != NULL ? self->member : ""; \
  }

#define PP_DEFINE_GETTER(Result, Type, type, TYPE, member) \
  Result type##_get_##member (Type *self) \
  { \
    g_return_val_if_fail (PP_IS_##TYPE (self), 0); \
    return self->member; \
  }

#define PP_DEFINE_TEXTS_GETTER(Type, type, TYPE, member) \
  const char * const *type##_get_##member (Type *self) \
  { \
    g_return_val_if_fail (PP_IS_##TYPE (self), NULL); \
    return _pp_texts_or_none (self->member); \
  }

const char * const *_pp_texts_or_none          (char           **texts);

void                _pp_record_class_set_fields (PpRecordClass  *klass,
                                                 PpRecordType    type,
                                                 const PpField  *fields,
                                                 guint           n_fields);
gboolean            _pp_record_set_field        (PpRecord       *self,
                                                 const PpField  *field,
                                                 const char     *key,
                                                 JsonNode       *value,
                                                 GError        **error);
gboolean            _pp_record_holds_value      (PpRecord       *self,
                                                 const PpField  *field,
                                                 const char     *key,
                                                 JsonNode       *value);
PpRecord           *_pp_record_copy             (PpRecord       *self);
JsonNode           *_pp_record_dup_value        (PpRecord       *self,
                                                 const PpField  *field,
                                                 const char     *key);
GHashTable         *_pp_placements_new          (void);
GType               _pp_record_type_get_gtype   (PpRecordType    type);

G_END_DECLS
