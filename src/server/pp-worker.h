/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-configuration.h"

G_BEGIN_DECLS

/* The descriptors that a worker gets: the socket that all of them share, the figures, and a pipe that ends when the
 * supervisor does. */
#define PP_WORKER_LISTENER 3
#define PP_WORKER_METRICS 4
#define PP_WORKER_LIFE_LINE 5

/* The status with which a worker ends that another start would not help. */
#define PP_WORKER_STATUS_CONFIGURATION 78

int pp_worker_run (PpConfiguration *configuration,
                   guint            number,
                   const char      *development_folder);

G_END_DECLS
