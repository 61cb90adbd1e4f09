/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-http.h"

G_BEGIN_DECLS

/**
 * pp_traces_answer:
 * @request: (transfer full): a request for /v1/traces of somebody who is known
 *
 * Answers an exporter of traces (OTLP over HTTP). Nothing takes traces yet, and exporters are told so in a way that
 * they understand: they do not try again, and show the message.
 */
void pp_traces_answer (PpHttpRequest *request);

/* A #PpBearerRefuseFunc: what is refused before it is known who sends it is told in the same way. */
void pp_traces_refuse (PpHttpRequest *request,
                       guint          status,
                       const char    *message,
                       const char    *header,
                       const char    *value);

G_END_DECLS
