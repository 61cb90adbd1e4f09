/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pp-heat-map.h"

G_BEGIN_DECLS

/**
 * PpTechniqueDetail:
 *
 * All about one technique of a heat map: its threats, and the mitigations that the catalogue lists.
 */
#define PP_TYPE_TECHNIQUE_DETAIL (pp_technique_detail_get_type ())
G_DECLARE_FINAL_TYPE (PpTechniqueDetail, pp_technique_detail, PP, TECHNIQUE_DETAIL, GtkWidget)

/**
 * PpTechniqueDetail::show-threat:
 * @self: the detail
 * @element: the element of a threat that somebody wants to see
 * @threat: (nullable): the stored threat
 */

GtkWidget *pp_technique_detail_new  (void);
void       pp_technique_detail_show (PpTechniqueDetail *self,
                                     PpHeatMap         *map,
                                     PpModel           *model,
                                     PpHeatTechnique   *technique);

G_END_DECLS
