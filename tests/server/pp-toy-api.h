/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-graphql-socket.h"

G_BEGIN_DECLS

/* A server of a small schema on a free port of this machine: `greeting(name:)`, `long(bytes:)`, `never`, which
 * ends when it is cancelled, the mutation `count`, and the subscriptions `tick`, of which nothing is ever heard,
 * `numbers(to:)`, `refused`, and `flood`, whose events have the lengths that are pushed. */
typedef struct {
  PpGraphqlHttp graphql;
  PpGraphqlSockets *sockets;
  PpHttpServer *server;
  GqlStream *flood;
  char *address;                /* from where the last request came */
  double short_seconds;         /* how long the token `short` is good */
  guint n_running;
  guint n_streams;
  guint n_requests;
  int count;
} PpToyApi;

void pp_toy_api_start      (PpToyApi             *self,
                            guint                 deadline_seconds);
/* With other settings than the usual ones; what is not set is as usual. */
void pp_toy_api_start_with (PpToyApi             *self,
                            const PpHttpSettings *settings);
void pp_toy_api_stop       (PpToyApi             *self);

/* What the field `long` answers. */
char *pp_toy_api_make_long (gsize n_bytes);

G_END_DECLS
