/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gql-response-private.h"
#include "pp-json.h"

struct _GqlResponse {
  /* owned */
  GBytes *json;

  /* state */
  gboolean has_data;
  guint n_errors;
  gatomicrefcount references;
};

GqlResponse *
_gql_response_new (GString  *json,
                   gboolean  has_data,
                   guint     n_errors)
{
  GqlResponse *self = g_new0 (GqlResponse, 1);

  g_atomic_ref_count_init (&self->references);
  self->json = g_string_free_to_bytes (json);
  self->has_data = has_data;
  self->n_errors = n_errors;

  return self;
}

void
_gql_append_locations (const GqlLocation *locations,
                       guint              n_locations,
                       GString           *out)
{
  if (n_locations == 0)
    return;

  g_string_append (out, ",\"locations\":[");
  for (guint i = 0; i < n_locations; i++)
    g_string_append_printf (out, "%s{\"line\":%u,\"column\":%u}", i > 0 ? "," : "", locations[i].line,
                            locations[i].column);
  g_string_append_c (out, ']');
}

/**
 * gql_response_new_for_errors:
 * @errors: (element-type GError): one or more errors
 *
 * Makes the answer to a request that is not executed: because it does not parse, is not valid, or has
 * variables that do not fit. It has no data.
 *
 * Returns: (transfer full): the answer
 */
GqlResponse *
gql_response_new_for_errors (GPtrArray *errors)
{
  GString *json;

  g_return_val_if_fail (errors != NULL && errors->len > 0, NULL);

  json = g_string_new ("{\"errors\":[");
  for (guint i = 0; i < errors->len; i++)
    {
      const GError *error = g_ptr_array_index (errors, i);
      guint n_locations;
      const GqlLocation *locations = gql_error_get_locations (error, &n_locations);

      g_string_append (json, i > 0 ? ",{\"message\":" : "{\"message\":");
      pp_json_append_string (json, error->message);
      _gql_append_locations (locations, n_locations, json);
      g_string_append_c (json, '}');
    }
  g_string_append (json, "]}");

  return _gql_response_new (json, FALSE, errors->len);
}

/**
 * gql_response_new_for_error:
 * @error: an error
 *
 * Makes the answer to a request that is not executed because of one error.
 *
 * Returns: (transfer full): the answer
 */
GqlResponse *
gql_response_new_for_error (const GError *error)
{
  g_autoptr (GPtrArray) errors = g_ptr_array_new ();

  g_return_val_if_fail (error != NULL, NULL);

  g_ptr_array_add (errors, (gpointer) error);

  return gql_response_new_for_errors (errors);
}

/**
 * gql_response_ref:
 * @self: an answer
 *
 * Returns: (transfer full): @self
 */
GqlResponse *
gql_response_ref (GqlResponse *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);

  return self;
}

/**
 * gql_response_unref:
 * @self: (transfer full): an answer
 */
void
gql_response_unref (GqlResponse *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;

  g_clear_pointer (&self->json, g_bytes_unref);
  g_free (self);
}

/**
 * gql_response_get_json:
 * @self: an answer
 *
 * Returns: (transfer none): the whole answer as JSON
 */
GBytes *
gql_response_get_json (GqlResponse *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->json;
}

/**
 * gql_response_has_data:
 * @self: an answer
 *
 * Returns: whether the request was executed, even if that gave null
 */
gboolean
gql_response_has_data (GqlResponse *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->has_data;
}

/**
 * gql_response_get_n_errors:
 * @self: an answer
 *
 * Returns: how many errors it tells
 */
guint
gql_response_get_n_errors (GqlResponse *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_errors;
}
