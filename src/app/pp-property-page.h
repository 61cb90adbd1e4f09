/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pp-inspector-subject.h"

G_BEGIN_DECLS

/**
 * PpPropertyPage:
 *
 * A list or an object inside the properties of a record, on a page of its own.
 */
#define PP_TYPE_PROPERTY_PAGE (pp_property_page_get_type ())
G_DECLARE_FINAL_TYPE (PpPropertyPage, pp_property_page, PP, PROPERTY_PAGE, GtkWidget)

/* Signals: ::gone when nothing stands at the path any more; ::opened and ::removed as those of the
 * list. */

void       pp_property_page_set_path (PpPropertyPage     *self,
                                      PpHistory          *history,
                                      const char         *record_id,
                                      const char * const *path);
/* Turns to the list or object that holds this one; FALSE where that is all properties. */
gboolean   pp_property_page_go_up    (PpPropertyPage     *self);
/* The property that holds it all, by its name. */
const char *pp_property_page_get_top (PpPropertyPage     *self);
GtkWidget *pp_property_page_get_list (PpPropertyPage     *self);

G_END_DECLS
