/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gql-document.h"
#include "gql-error-private.h"
#include "gql-node-private.h"

G_BEGIN_DECLS

/* An error about one or two places of a document; -1 is none. */
GError *_gql_document_error (const GqlDocument *self,
                             GqlErrorCode       code,
                             gint64             offset,
                             gint64             second_offset,
                             const char        *format,
                             ...) G_GNUC_PRINTF (5, 6);

G_END_DECLS
