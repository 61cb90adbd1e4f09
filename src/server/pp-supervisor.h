/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-configuration.h"

G_BEGIN_DECLS

/**
 * PpSupervisor:
 *
 * The process that starts the workers and starts them again when they end, holds the socket that they share, and
 * answers those who run the server. It sees no request of a client.
 */
typedef struct _PpSupervisor PpSupervisor;

/* Called once, when all workers would answer requests. */
typedef void (*PpSupervisorReadyFunc) (PpSupervisor *self,
                                       gpointer      user_data);

PpSupervisor *pp_supervisor_new      (PpConfiguration        *configuration,
                                      const char             *configuration_path,
                                      gboolean                is_development,
                                      GError                **error);
void          pp_supervisor_free     (PpSupervisor           *self);
guint         pp_supervisor_get_port (PpSupervisor           *self);
guint         pp_supervisor_get_operations_port (PpSupervisor *self);
void          pp_supervisor_set_ready_func (PpSupervisor          *self,
                                            PpSupervisorReadyFunc  func,
                                            gpointer               user_data);

/* Runs until all is over; SIGTERM and SIGINT end it, after the notice that the settings give, or at once when they come
 * twice; SIGHUP starts all workers anew, with the settings as they are in
 * the file by then. Returns the status to end with. */
int           pp_supervisor_run      (PpSupervisor           *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpSupervisor, pp_supervisor_free)

G_END_DECLS
