/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pp-inspector-subject.h"
#include "pp-kinds.h"

G_BEGIN_DECLS

/**
 * PpFactList:
 *
 * The facts of the selected elements: those that their kinds offer, in the order of the kind, then
 * those that are there although the kind does not ask for them. Of several elements, the facts that
 * all their kinds offer.
 */
#define PP_TYPE_FACT_LIST (pp_fact_list_get_type ())
G_DECLARE_FINAL_TYPE (PpFactList, pp_fact_list, PP, FACT_LIST, AdwPreferencesGroup)

void       pp_fact_list_set_subject (PpFactList         *self,
                                     PpInspectorSubject *subject);
void       pp_fact_list_set_kinds   (PpFactList         *self,
                                     PpKinds            *kinds);
void       pp_fact_list_refresh     (PpFactList         *self);
/* Takes over words that are typed but not yet in a list. */
void       pp_fact_list_flush       (PpFactList         *self);
/* The row that shows a fact, or NULL. */
GtkWidget *pp_fact_list_find_row    (PpFactList         *self,
                                     const char         *fact);

G_END_DECLS
