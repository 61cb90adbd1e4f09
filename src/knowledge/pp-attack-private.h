/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-attack.h"
#include "pp-table.h"

G_BEGIN_DECLS

/* A table by its name: that of a newer release where there is one, else that which is built in. */
PpTable    *_pp_attack_get_table        (PpAttack   *self,
                                         const char *name);
/* NULL where everything is built in. */
GHashTable *_pp_attack_get_replacements (PpAttack   *self);

G_END_DECLS
