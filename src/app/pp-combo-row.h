/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void pp_combo_row_show_whole_texts (AdwComboRow *row);
void pp_combo_row_show_sentences   (AdwComboRow *row);

G_END_DECLS
