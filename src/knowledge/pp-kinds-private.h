/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-kinds.h"

G_BEGIN_DECLS

/* Where in a file of kinds something stands: a JSON pointer, made as the reader goes down. */
typedef struct {
  JsonObject *object;
  char       *pointer;
} PpPlace;

PpPlace           _pp_place_new                 (JsonObject              *object,
                                                 const char              *format,
                                                 ...) G_GNUC_PRINTF (2, 3);
void              _pp_place_clear               (PpPlace                 *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PpPlace, _pp_place_clear)

gboolean          _pp_place_fail                (const PpPlace           *self,
                                                 const char              *member,
                                                 GError                 **error,
                                                 const char              *format,
                                                 ...) G_GNUC_PRINTF (4, 5);
gboolean          _pp_place_check_members       (const PpPlace           *self,
                                                 const char * const      *known,
                                                 GError                 **error);
gboolean          _pp_place_read_text           (const PpPlace           *self,
                                                 const char              *member,
                                                 char                   **text,
                                                 GError                 **error);
gboolean          _pp_place_read_word           (const PpPlace           *self,
                                                 const char              *member,
                                                 const char * const      *words,
                                                 int                     *index,
                                                 GError                 **error);
gboolean          _pp_place_read_texts          (const PpPlace           *self,
                                                 const char              *member,
                                                 char                  ***texts,
                                                 GError                 **error);
gboolean          _pp_place_read_size           (const PpPlace           *self,
                                                 const char              *member,
                                                 double                  *size,
                                                 GError                 **error);

PpFactDefinition *_pp_fact_definition_read      (const PpPlace           *place,
                                                 const char              *name,
                                                 const PpFactDefinition  *base,
                                                 GError                 **error);
void              _pp_fact_definition_free      (PpFactDefinition        *self);
gboolean          _pp_fact_definition_accepts   (const PpFactDefinition  *self,
                                                 JsonNode                *value);

/* Gives the definition of a fact by its name, or NULL. */
typedef const PpFactDefinition *(*PpFindFact)   (const char              *name,
                                                 gpointer                 user_data);

PpKind           *_pp_kind_read                 (const PpPlace           *place,
                                                 const char              *id,
                                                 PpKind                  *base,
                                                 PpFindFact               find_fact,
                                                 gpointer                 user_data,
                                                 GError                 **error);
void              _pp_kind_resolve_facts        (PpKind                  *self,
                                                 PpFindFact               find_fact,
                                                 gpointer                 user_data);

G_END_DECLS
