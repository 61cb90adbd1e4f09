/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-attack.h"

G_BEGIN_DECLS

/* Puts the release that one matrix of ATT&CK has in @release in use, and keeps it for the next start. The other
 * matrices stay as they are. The tables are written in a thread; once they are, pp_attack_use_finish() makes
 * the release what pp_attack_get_default() gives. */
void     pp_attack_use_async  (PpAttack             *release,
                               PpAttackDomain        domain,
                               GAsyncReadyCallback   callback,
                               gpointer              user_data);
gboolean pp_attack_use_finish (GAsyncResult         *result,
                               GError              **error);

G_END_DECLS
