/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-heat-map.h"

G_BEGIN_DECLS

JsonNode *pp_navigator_layer_new (PpHeatMap  *map,
                                  PpModel    *model);
gboolean  pp_navigator_knows     (PpMatrix    matrix);

G_END_DECLS
