/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-edit.h"

G_BEGIN_DECLS

/* Building blocks of edits: each appends to a list of changes. Nodes are taken (transfer full). */

void       _pp_edit_add_record     (GPtrArray         *changes,
                                    PpRecordType       type,
                                    const char        *id,
                                    JsonObject        *record);
void       _pp_edit_remove_record  (GPtrArray         *changes,
                                    PpRecord          *record);
void       _pp_edit_set            (GPtrArray         *changes,
                                    PpRecord          *record,
                                    const char        *field,
                                    JsonNode          *after);
void       _pp_edit_set_placement  (GPtrArray         *changes,
                                    PpLayout          *layout,
                                    const char        *element_id,
                                    const PpPlacement *placement);
void       _pp_edit_remove_threats (GPtrArray         *changes,
                                    PpModel           *model,
                                    GHashTable        *threat_ids);
/* Removes @ids (a set of borrowed element identifiers, which grows by the edges that hang on them).
 * The layout @without is going anyway: its placements are left alone. */
void       _pp_edit_remove_elements (GPtrArray        *changes,
                                     PpModel          *model,
                                     GHashTable       *ids,
                                     PpLayout         *without);

/* The number before the one that the next threat gets. */
gint64     _pp_edit_last_threat_number (PpModel       *model);

/* The borrowed keys of a set, sorted, so that equal edits give equal changes. */
GPtrArray *_pp_edit_sorted_ids     (GHashTable        *ids);
JsonNode  *_pp_edit_strings_node   (GPtrArray         *strings);
JsonNode  *_pp_edit_string_node    (const char        *text);

/* Markings of what is copied and pasted. */
void       _pp_edit_note_marking      (PpModel     *model,
                                       JsonObject  *fragment);
void       _pp_edit_note_edge_marking (PpModel     *model,
                                       PpEdge      *edge,
                                       JsonObject  *record);
void       _pp_edit_carry_marking     (PpModel     *model,
                                       JsonObject  *fragment,
                                       JsonObject  *record);

G_END_DECLS
