/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-draft.h"

G_BEGIN_DECLS

/* Whether changes of that kind are made here at all, and are well formed. */
gboolean _pp_draft_admits        (const PpChange  *change,
                                  const char      *model_id,
                                  GError         **error);
/* Whether a change says nothing that nobody should say: members that no field knows, titles that say nothing, markings
 * that are not spelled as they should be. */
gboolean _pp_draft_check_said    (const PpChange  *change,
                                  GError         **error);
/* Whether that can be the marking of something, which may have none. */
gboolean _pp_draft_check_marking (JsonNode        *value,
                                  GError         **error);
/* Whether a row can hold the record. */
gboolean _pp_draft_check_record  (PpRecord        *record,
                                  GError         **error);
/* A row of the record's table, as a JSON object: the identifier, the document, and what stands in columns.
 * @keys are those of the placements that it holds, as JSON, or NULL if it holds all. */
void     _pp_draft_append_row    (GString         *out,
                                  PpRecord        *record,
                                  const char      *keys);

G_END_DECLS
