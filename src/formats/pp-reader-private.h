/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-format.h"

G_BEGIN_DECLS

/* What readers share. Places are JSON pointers (RFC 6901). */

char       *_pp_pointer_add         (const char    *pointer,
                                     const char    *name);
gboolean    _pp_refuse              (GError       **error,
                                     const char    *pointer,
                                     const char    *format,
                                     ...) G_GNUC_PRINTF (3, 4);
gboolean    _pp_add_record          (PpModel       *model,
                                     PpRecordType   type,
                                     const char    *id,
                                     JsonNode      *record,
                                     const char    *pointer,
                                     GError       **error);
gboolean    _pp_set_info            (PpModel       *model,
                                     JsonObject    *record,
                                     const char    *pointer,
                                     GError       **error);
/* `nodes`, `edges`, … as pp_model_to_json() names them. */
char       *_pp_record_type_plural  (PpRecordType   type);

/* Small things about JSON trees. Values are shared and never changed once another holds them. */
JsonNode   *_pp_object_node         (JsonObject    *object);
JsonNode   *_pp_text_node           (const char    *text);
JsonObject *_pp_shallow_copy        (JsonObject    *object);
gboolean    _pp_objects_equal       (JsonObject    *a,
                                     JsonObject    *b);

G_END_DECLS
