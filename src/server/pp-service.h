/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-configuration.h"

G_BEGIN_DECLS

/**
 * PpService:
 *
 * What answers clients in one process: the API over HTTP and WebSocket for whoever has a good token. It keeps nothing
 * that another process would need.
 */
typedef struct _PpService PpService;

/* Told once that another start would not help: what is set up does not fit together. */
typedef void (*PpServiceFailFunc) (PpService *self,
                                   gpointer   user_data);

PpService *pp_service_new           (PpConfiguration    *configuration,
                                     GSocket            *listener,
                                     const char         *development_folder,
                                     PpServiceFailFunc   func,
                                     gpointer            user_data,
                                     GError            **error);
void       pp_service_free          (PpService          *self);

/* Looks for what is missing, and brings the figures up to date. To be called every second. */
void       pp_service_look          (PpService          *self);
/* Takes nothing new, tells those who listen to go elsewhere, and answers what runs. */
void       pp_service_drain         (PpService          *self);
guint      pp_service_get_n_running (PpService          *self);
guint      pp_service_get_n_connections (PpService      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PpService, pp_service_free)

G_END_DECLS
