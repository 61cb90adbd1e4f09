/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-graphql-http.h"

G_BEGIN_DECLS

/* A server of a small schema on a free port of this machine: `greeting(name:)`, `long(bytes:)`, `never`, which
 * ends when it is cancelled, and the mutation `count`. */
typedef struct {
  PpGraphqlHttp graphql;
  PpHttpServer *server;
  guint n_running;
  guint n_requests;
  int count;
} PpToyApi;

void pp_toy_api_start (PpToyApi *self,
                       guint     deadline_seconds);
void pp_toy_api_stop  (PpToyApi *self);

G_END_DECLS
