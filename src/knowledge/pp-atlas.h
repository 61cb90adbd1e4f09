/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *pp_atlas_dup_tactic (const char *technique);

G_END_DECLS
