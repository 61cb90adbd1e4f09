/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * GqlResponse:
 *
 * The answer to a request, in the form of section 7 of the specification.
 */
typedef struct _GqlResponse GqlResponse;

GqlResponse *gql_response_new_for_errors (GPtrArray         *errors);
GqlResponse *gql_response_new_for_error  (const GError      *error);
GqlResponse *gql_response_ref            (GqlResponse       *self);
void         gql_response_unref          (GqlResponse       *self);

GBytes      *gql_response_get_json       (GqlResponse       *self);
gboolean     gql_response_has_data       (GqlResponse       *self);
guint        gql_response_get_n_errors   (GqlResponse       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GqlResponse, gql_response_unref)

G_END_DECLS
