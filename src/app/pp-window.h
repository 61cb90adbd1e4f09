/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-application.h"

G_BEGIN_DECLS

#define PP_TYPE_WINDOW (pp_window_get_type ())
G_DECLARE_FINAL_TYPE (PpWindow, pp_window, PP, WINDOW, AdwApplicationWindow)

GtkWidget  *pp_window_new          (PpApplication  *application);
PpDocument *pp_window_get_document (PpWindow       *self);
void        pp_window_set_document (PpWindow       *self,
                                    PpDocument     *document);
void        pp_window_load         (PpWindow       *self,
                                    GFile          *file);
gboolean    pp_window_has_file     (PpWindow       *self,
                                    GFile          *file);
/* Shows nothing that would be lost: the start page, a problem, or a model that nobody touched. */
gboolean    pp_window_is_free      (PpWindow       *self);
/* Asks for each document with unsaved changes; closes all windows, or none. */
void        pp_window_close_all    (GtkApplication *application);

G_END_DECLS
