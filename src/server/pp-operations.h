/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-http.h"
#include "pp-metrics.h"

G_BEGIN_DECLS

/**
 * PpOperations:
 *
 * What those who run the server ask it, on a port of its own: `/healthz` whether its processes live, `/readyz` whether
 * requests would be answered, `/metrics` its figures. It tells nothing else, and no version.
 */
typedef struct _PpOperations PpOperations;

PpOperations *pp_operations_new          (const char    *address,
                                          guint          port,
                                          PpMetrics     *metrics,
                                          GError       **error);
void          pp_operations_free         (PpOperations  *self);
guint         pp_operations_get_port     (PpOperations  *self);
/* How many processes would answer requests. */
guint         pp_operations_get_n_ready  (PpOperations  *self);
/* The server ends: it is not ready any more, whatever its processes say. */
void          pp_operations_set_stopping (PpOperations  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpOperations, pp_operations_free)

G_END_DECLS
