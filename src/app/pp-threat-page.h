/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pp-history.h"
#include "pp-kinds.h"

G_BEGIN_DECLS

/**
 * PpThreatPage:
 *
 * Everything that is said of one threat, to be edited.
 */
#define PP_TYPE_THREAT_PAGE (pp_threat_page_get_type ())
G_DECLARE_FINAL_TYPE (PpThreatPage, pp_threat_page, PP, THREAT_PAGE, GtkWidget)

/**
 * PpThreatPage::removed:
 * @self: the page
 * @title: the title of the threat that was deleted
 */

/**
 * PpThreatPage::gone:
 * @self: the page
 *
 * Emitted when the threat is no longer in the model.
 */

void        pp_threat_page_set_threat (PpThreatPage *self,
                                       PpHistory    *history,
                                       PpKinds      *kinds,
                                       const char   *layout_id,
                                       const char   *threat_id);
const char *pp_threat_page_get_threat (PpThreatPage *self);
/* Puts the cursor into the title, with all of it selected: for a threat that is new. */
void        pp_threat_page_edit_title (PpThreatPage *self);
void        pp_threat_page_focus      (PpThreatPage *self);
void        pp_threat_page_flush      (PpThreatPage *self);
void        pp_threat_page_delete     (PpThreatPage *self);

/* A threat's methodology is its own, else that of the layout in which it is edited. */
const char *pp_threat_page_choose_methodology (PpModel    *model,
                                               const char *layout_id,
                                               const char *of_threat);
PpDfdClass  pp_threat_page_get_dfd_class      (PpModel    *model,
                                               PpKinds    *kinds,
                                               const char *element_id);

G_END_DECLS
