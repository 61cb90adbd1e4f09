/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-application.h"

G_BEGIN_DECLS

/* Offers unsaved work of a program that ended, one document after the other. */
void pp_recovery_dialog_offer (PpApplication *application);

G_END_DECLS
