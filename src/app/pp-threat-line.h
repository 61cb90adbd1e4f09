/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pp-assessment.h"

G_BEGIN_DECLS

#define PP_TYPE_THREAT_GROUP (pp_threat_group_get_type ())
G_DECLARE_FINAL_TYPE (PpThreatGroup, pp_threat_group, PP, THREAT_GROUP, GObject)

/* A heading in the list of threats and the items below it. @element is %NULL for a category. */
PpThreatGroup *pp_threat_group_new         (const char    *title,
                                            const char    *element);
const char    *pp_threat_group_get_title   (PpThreatGroup *self);
const char    *pp_threat_group_get_element (PpThreatGroup *self);
GListStore    *pp_threat_group_get_items   (PpThreatGroup *self);

#define PP_TYPE_THREAT_LINE (pp_threat_line_get_type ())
G_DECLARE_FINAL_TYPE (PpThreatLine, pp_threat_line, PP, THREAT_LINE, GtkWidget)

/* A line of the list: a heading or a threat. @place says where the threat is when the heading does
 * not: the element below a category, the category below an element. */
GtkWidget     *pp_threat_line_new          (void);
void           pp_threat_line_show_group   (PpThreatLine  *self,
                                            PpThreatGroup *group);
void           pp_threat_line_show_item    (PpThreatLine  *self,
                                            PpThreatItem  *item,
                                            const char    *place);

G_END_DECLS
