/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * pp_folder_dup_name:
 * @file: a file
 *
 * Returns: (transfer full) (nullable): the folder that @file is in, as people write it, with a tilde for
 *   their home; %NULL where it says nothing: a file that was chosen in a sandbox is lent under a number, and
 *   only the portal knows its folder
 */
char *pp_folder_dup_name (GFile *file);

G_END_DECLS
