/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pp-history.h"

G_BEGIN_DECLS

/**
 * PpControlPage:
 *
 * Edits one control: what it is called, how far it has come, who owns it, what it answers, and the risk
 * without and with it.
 */
#define PP_TYPE_CONTROL_PAGE (pp_control_page_get_type ())
G_DECLARE_FINAL_TYPE (PpControlPage, pp_control_page, PP, CONTROL_PAGE, GtkWidget)

/**
 * PpControlPage::open-threat:
 * @self: the page
 * @id: a threat that somebody wants to see
 */

GtkWidget  *pp_control_page_new         (void);
void        pp_control_page_set_control (PpControlPage *self,
                                         PpHistory     *history,
                                         const char    *control_id);
const char *pp_control_page_get_control (PpControlPage *self);
void        pp_control_page_edit_title  (PpControlPage *self);
void        pp_control_page_flush       (PpControlPage *self);

G_END_DECLS
