/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-model.h"

G_BEGIN_DECLS

/* Does @n_edits things to a model that people do to models: the same seed, the same things. */
void pp_random_edits (PpModel *model,
                      guint    n_edits,
                      guint32  seed);

G_END_DECLS
