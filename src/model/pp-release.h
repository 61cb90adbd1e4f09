/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-marking.h"
#include "pp-model.h"

G_BEGIN_DECLS

/* The marking that counts for a record: its own, else that of the element that it hangs on, else that of
 * the model. An edge and a threat are marked at least as high as what they hang on. */
PpMarking *pp_model_dup_effective_marking (PpModel          *model,
                                           PpRecord         *record);
PpMarking *pp_model_dup_marking_of            (PpModel          *model,
                                           JsonNode         *node);
/* The join of all that a model holds: what has to stand on something made of all of it. */
PpMarking *pp_model_dup_overall_marking   (PpModel          *model);

/* The same as JSON, null where nothing is marked. */
JsonNode  *pp_model_overall_marking_to_json (PpModel        *model);

/* The join of what a picture of a layout tells of: the model, the layout, and all that it shows. */
PpMarking *pp_model_dup_layout_marking    (PpModel          *model,
                                           PpLayout         *layout);

PpModel   *pp_release_new                 (PpModel          *model,
                                           const PpMarking  *ceiling);
/* What a record is called in a release. */
char      *pp_release_dup_id              (PpModel          *model,
                                           const PpMarking  *ceiling,
                                           const char       *id);
/* What a release would leave out. */
GPtrArray *pp_release_list_left_out       (PpModel          *model,
                                           const PpMarking  *ceiling);
PpModel   *pp_release_new_since           (PpModel          *model,
                                           PpModel          *former,
                                           const PpMarking  *ceiling,
                                           PpModel         **former_release);

G_END_DECLS
