/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define PP_TYPE_SELECTION (pp_selection_get_type ())
G_DECLARE_FINAL_TYPE (PpSelection, pp_selection, PP, SELECTION, GObject)

/**
 * PpSelection::changed:
 * @self: the selection
 *
 * Emitted once after each change of what is selected.
 */

/* The elements that are selected in one view: an ordered set of identifiers. The one that was added
 * last is the primary one. Knows no model: ids of elements that are gone are taken out by the view. */
PpSelection *pp_selection_new         (void);

guint        pp_selection_get_n_items (PpSelection        *self);
/* In the order in which they were selected; borrowed until the next change. */
const char  *pp_selection_get_id      (PpSelection        *self,
                                       guint               position);
gboolean     pp_selection_contains    (PpSelection        *self,
                                       const char         *id);
/* NULL when nothing is selected. */
const char  *pp_selection_get_primary (PpSelection        *self);
/* (transfer full) (array zero-terminated=1) */
char       **pp_selection_dup_ids     (PpSelection        *self,
                                       guint              *n_ids);

void         pp_selection_set         (PpSelection        *self,
                                       const char * const *ids,
                                       guint               n_ids);
void         pp_selection_set_single  (PpSelection        *self,
                                       const char         *id);
void         pp_selection_add         (PpSelection        *self,
                                       const char         *id);
void         pp_selection_remove      (PpSelection        *self,
                                       const char         *id);
void         pp_selection_toggle      (PpSelection        *self,
                                       const char         *id);
void         pp_selection_clear       (PpSelection        *self);

G_END_DECLS
