/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

typedef void (* PpSuggestionChosen) (GtkWidget  *owner,
                                     const char *word);

void pp_inspector_suggestions_attach (GtkMenuButton       *button,
                                      const char * const  *words,
                                      GtkWidget           *owner,
                                      PpSuggestionChosen   chosen);

G_END_DECLS
