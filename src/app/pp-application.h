/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "pp-document.h"

G_BEGIN_DECLS

#define PP_TYPE_APPLICATION (pp_application_get_type ())
G_DECLARE_FINAL_TYPE (PpApplication, pp_application, PP, APPLICATION, AdwApplication)

GApplication *pp_application_new           (void);
/* Opens a file in a window of its own, in @window when that one shows nothing, or raises the window
 * that has it. */
void          pp_application_open_file     (PpApplication *self,
                                            GFile         *file,
                                            GtkWindow     *window);
void          pp_application_open_document (PpApplication *self,
                                            PpDocument    *document,
                                            GtkWindow     *window);

G_END_DECLS
