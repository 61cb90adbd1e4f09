/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-record-private.h"

G_BEGIN_DECLS

/* A field's place in the struct of its record. */
static inline gpointer
_pp_record_peek_member (PpRecord      *self,
                        const PpField *field)
{
  return G_STRUCT_MEMBER_P (self, field->offset);
}

JsonNode   *_pp_node_of_object       (JsonObject    *object);
JsonObject *_pp_map_copy             (JsonObject    *map);

void        _pp_record_clear_field   (PpRecord      *self,
                                      const PpField *field);
void        _pp_record_copy_field    (PpRecord      *self,
                                      PpRecord      *copy,
                                      const PpField *field);

void        _pp_record_clear_map     (PpRecord      *self,
                                      const PpField *field);
void        _pp_record_make_own_map  (PpRecord      *self,
                                      const PpField *field);
void        _pp_record_set_map       (PpRecord      *self,
                                      const PpField *field,
                                      JsonNode      *value);
void        _pp_record_share_map     (PpRecord      *self,
                                      PpRecord      *copy,
                                      const PpField *field);

G_END_DECLS
