/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pp-model.h"

G_BEGIN_DECLS

#define PP_TYPE_SEARCH_POPOVER (pp_search_popover_get_type ())
G_DECLARE_DERIVABLE_TYPE (PpSearchPopover, pp_search_popover, PP, SEARCH_POPOVER, GtkPopover)

/**
 * PpSearchPopoverClass:
 * @find: adds the objects that fit what was typed to @found, which owns them
 * @found: shows whether there are any
 * @make_row: the row of one of them
 * @chosen: one was chosen, or the first by Enter
 *
 * Something to type, and a list of what fits it in a model.
 */
struct _PpSearchPopoverClass {
  GtkPopoverClass parent_class;

  void        (* find)     (PpSearchPopover *self,
                            const char      *typed,
                            const char      *folded,
                            GPtrArray       *found);
  void        (* found)    (PpSearchPopover *self,
                            const char      *typed,
                            guint            n_found);
  GtkWidget * (* make_row) (PpSearchPopover *self,
                            gpointer         item);
  void        (* chosen)   (PpSearchPopover *self,
                            gpointer         item,
                            const char      *typed);
};

/* To be called once the template of the subclass is there. */
void       pp_search_popover_set_up    (PpSearchPopover *self,
                                        GtkSearchEntry  *entry,
                                        GtkListBox      *list);
PpModel   *pp_search_popover_get_model (PpSearchPopover *self);
void       pp_search_popover_set_model (PpSearchPopover *self,
                                        PpModel         *model);
GtkWidget *pp_search_popover_make_row  (const char      *icon_name,
                                        const char      *title,
                                        const char      *subtitle,
                                        int              title_lines);

G_END_DECLS
