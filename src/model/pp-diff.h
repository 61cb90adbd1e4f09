/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-model.h"

G_BEGIN_DECLS

GPtrArray *pp_diff_models  (PpModel  *from,
                            PpModel  *to);
GPtrArray *pp_diff_records (PpRecord *from,
                            PpRecord *to);

G_END_DECLS
