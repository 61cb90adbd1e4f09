/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pp-history.h"

G_BEGIN_DECLS

/**
 * PpThreatControls:
 *
 * The controls that answer a threat, with a button that takes another one or makes it. A control is
 * opened by the action `win.show-control` of the window.
 */
#define PP_TYPE_THREAT_CONTROLS (pp_threat_controls_get_type ())
G_DECLARE_FINAL_TYPE (PpThreatControls, pp_threat_controls, PP, THREAT_CONTROLS, AdwPreferencesGroup)

GtkWidget *pp_threat_controls_new        (void);
void       pp_threat_controls_set_threat (PpThreatControls *self,
                                          PpHistory        *history,
                                          const char       *threat_id);
void       pp_threat_controls_refresh    (PpThreatControls *self);

/* Lets a control answer a threat, in one step: that which is there, or where @control_id is NULL a new one
 * called @title. */
gboolean   pp_threat_controls_answer     (PpHistory        *history,
                                          const char       *threat_id,
                                          const char       *control_id,
                                          const char       *title,
                                          GError          **error);

G_END_DECLS
