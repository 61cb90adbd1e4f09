/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Whole files in and out. Loading refuses what is larger than PP_JSON_MAX_BYTES before reading it.
 * Saving is temporary file, fsync, rename in the same folder; it follows symbolic links, keeps the
 * mode, leaves nothing beside the file, and fails with G_IO_ERROR_WRONG_ETAG when @expected_etag is
 * given and the file is no longer the one that was loaded. The old file stays when saving fails. */
GBytes  *pp_file_load (GFile         *file,
                       char         **etag,
                       GCancellable  *cancellable,
                       GError       **error);
gboolean pp_file_save (GFile         *file,
                       GBytes        *bytes,
                       const char    *expected_etag,
                       char         **new_etag,
                       GCancellable  *cancellable,
                       GError       **error);

G_END_DECLS
