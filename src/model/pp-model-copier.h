/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-model.h"

G_BEGIN_DECLS

/**
 * PpModelCopier:
 *
 * Copies a model a few records at a time, for whoever may not take as long as a large one needs. When the model
 * changes meanwhile, it begins again.
 */
typedef struct _PpModelCopier PpModelCopier;

PpModelCopier *pp_model_copier_new    (PpModel       *model);
/* Returns: whether there is something left */
gboolean       pp_model_copier_step   (PpModelCopier *self,
                                       guint          n_records);
/* Copies what is left. Returns: (transfer full) */
PpModel       *pp_model_copier_finish (PpModelCopier *self);
guint          pp_model_copier_get_n_begun (PpModelCopier *self);
void           pp_model_copier_free   (PpModelCopier *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpModelCopier, pp_model_copier_free)

G_END_DECLS
