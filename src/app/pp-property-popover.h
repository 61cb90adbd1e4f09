/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pp-property-path.h"

G_BEGIN_DECLS

/**
 * PpPropertyPopover:
 *
 * Asks for the name of a property, and for its type where it is new. A name that is empty or taken
 * is refused with a message below the entry.
 */
#define PP_TYPE_PROPERTY_POPOVER (pp_property_popover_get_type ())
G_DECLARE_FINAL_TYPE (PpPropertyPopover, pp_property_popover, PP, PROPERTY_POPOVER, GtkPopover)

/**
 * PpPropertyPopover::accepted:
 * @self: the popover
 * @name: the name; empty for an entry of a list
 * @type: the [enum@ValueType]
 */

GtkWidget *pp_property_popover_new        (void);
void       pp_property_popover_ask_new    (PpPropertyPopover  *self,
                                           gboolean            named,
                                           const char * const *taken);
void       pp_property_popover_ask_rename (PpPropertyPopover  *self,
                                           const char         *name,
                                           const char * const *taken);
GtkEditable *pp_property_popover_get_entry (PpPropertyPopover *self);
/* What is wrong with the name, translated, or NULL. */
const char *pp_property_popover_get_problem (PpPropertyPopover *self);
void       pp_property_popover_accept     (PpPropertyPopover  *self);

const char *pp_value_type_get_label    (PpValueType      type);

G_END_DECLS
