/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-search-popover.h"

G_BEGIN_DECLS

/**
 * PpRecordChooser:
 *
 * A popover in which one searches the controls or the threats of a model and takes one. A chooser of
 * controls also offers to make one that is called as what is typed.
 */
#define PP_TYPE_RECORD_CHOOSER (pp_record_chooser_get_type ())
G_DECLARE_FINAL_TYPE (PpRecordChooser, pp_record_chooser, PP, RECORD_CHOOSER, PpSearchPopover)

/**
 * PpRecordChooser::chosen:
 * @self: the chooser
 * @id: (nullable): the record that was taken
 * @title: where @id is %NULL, the title of the control to make
 */

GtkWidget *pp_record_chooser_new       (PpRecordType        type);
void       pp_record_chooser_set_model (PpRecordChooser    *self,
                                        PpModel            *model,
                                        const char * const *without);

G_END_DECLS
