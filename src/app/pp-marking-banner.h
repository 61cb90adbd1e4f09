/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pp-model.h"

G_BEGIN_DECLS

#define PP_TYPE_MARKING_BANNER (pp_marking_banner_get_type ())
G_DECLARE_FINAL_TYPE (PpMarkingBanner, pp_marking_banner, PP, MARKING_BANNER, AdwBin)

void pp_marking_banner_set_model (PpMarkingBanner *self,
                                  PpModel         *model);

G_END_DECLS
