/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pp-marking.h"

G_BEGIN_DECLS

#define PP_TYPE_MARKING_CHOOSER (pp_marking_chooser_get_type ())
G_DECLARE_FINAL_TYPE (PpMarkingChooser, pp_marking_chooser, PP, MARKING_CHOOSER, AdwPreferencesGroup)

/**
 * PpMarkingChooser::changed:
 * @self: the chooser
 *
 * Emitted when somebody chose something else.
 */

void       pp_marking_chooser_set_marking (PpMarkingChooser *self,
                                           const PpMarking  *marking);
PpMarking *pp_marking_chooser_dup_marking (PpMarkingChooser *self);

G_END_DECLS
