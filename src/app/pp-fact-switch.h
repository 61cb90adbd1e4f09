/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pp-fact.h"

G_BEGIN_DECLS

/**
 * PpFactSwitch:
 *
 * A switch of three ways: yes, no, unknown. One stop for Tab; the arrow keys move between the ways.
 */
#define PP_TYPE_FACT_SWITCH (pp_fact_switch_get_type ())
G_DECLARE_FINAL_TYPE (PpFactSwitch, pp_fact_switch, PP, FACT_SWITCH, GtkWidget)

/**
 * PpFactSwitch::chosen:
 * @self: the switch
 * @truth: the [enum@Truth] that a person chose
 */

GtkWidget *pp_fact_switch_new        (void);
void       pp_fact_switch_set_truth  (PpFactSwitch *self,
                                      PpTruth       truth);
void       pp_fact_switch_set_mixed  (PpFactSwitch *self);
void       pp_fact_switch_set_label  (PpFactSwitch *self,
                                      const char   *label);
GtkWidget *pp_fact_switch_get_button (PpFactSwitch *self,
                                      PpTruth       truth);

G_END_DECLS
