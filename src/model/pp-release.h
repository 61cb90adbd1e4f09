/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-marking.h"
#include "pp-model.h"

G_BEGIN_DECLS

/* The marking that counts for a record: its own, else that of the element that it hangs on, else that of
 * the model. An edge and a threat are marked at least as high as what they hang on. */
PpMarking *pp_model_dup_effective_marking (PpModel          *model,
                                           PpRecord         *record);
/* The join of all that a model holds: what has to stand on something made of all of it. */
PpMarking *pp_model_dup_overall_marking   (PpModel          *model);

PpModel   *pp_release_new                 (PpModel          *model,
                                           const PpMarking  *ceiling);

G_END_DECLS
