/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PpStartCheck:
 *
 * Finds out whether the database fits the server, see pp_migrations_check_server(): as soon as it can be reached, and
 * without blocking. Nothing may be asked of the database before.
 */
typedef struct _PpStartCheck PpStartCheck;

/* @error: (nullable): why the server must not run */
typedef void (*PpStartCheckFunc) (const GError *error,
                                  gpointer      user_data);

/* @func is called once, and may free the check. */
PpStartCheck *pp_start_check_new  (const char       *address,
                                   PpStartCheckFunc  func,
                                   gpointer          user_data);
void          pp_start_check_free (PpStartCheck     *self);
/* Whether a thread still waits for the database, be its check freed or not. */
gboolean      pp_start_check_is_any_running (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpStartCheck, pp_start_check_free)

G_END_DECLS
