/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gql-cost.h"
#include "gql-cost-private.h"
#include "gql-request-private.h"

/**
 * gql_request_new:
 * @schema: a schema
 * @document: a document that [func@validate] has found no errors in
 *
 * Returns: (transfer full): a request of the document's only operation, without variables
 */
GqlRequest *
gql_request_new (GqlSchema   *schema,
                 GqlDocument *document)
{
  GqlRequest *self;

  g_return_val_if_fail (schema != NULL, NULL);
  g_return_val_if_fail (document != NULL, NULL);

  self = g_new0 (GqlRequest, 1);
  g_atomic_ref_count_init (&self->references);
  self->schema = gql_schema_ref (schema);
  self->document = gql_document_ref (document);
  self->arena = gql_arena_new ();
  self->limits = *gql_limits_get_default ();

  return self;
}

/**
 * gql_request_ref:
 * @self: a request
 *
 * Returns: (transfer full): @self
 */
GqlRequest *
gql_request_ref (GqlRequest *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);

  return self;
}

/**
 * gql_request_unref:
 * @self: (transfer full): a request
 */
void
gql_request_unref (GqlRequest *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;

  if (self->context_destroy != NULL)
    self->context_destroy (self->context);
  g_clear_pointer (&self->operation_name, g_free);
  g_clear_pointer (&self->arena, gql_arena_unref);
  g_clear_pointer (&self->document, gql_document_unref);
  g_clear_pointer (&self->schema, gql_schema_unref);
  g_free (self);
}

/**
 * gql_request_set_operation_name:
 * @self: a request
 * @name: (nullable): the name of one of the document's operations
 *
 * Sets which operation is executed, where there are several.
 */
void
gql_request_set_operation_name (GqlRequest *self,
                                const char *name)
{
  g_return_if_fail (self != NULL);

  g_free (self->operation_name);
  self->operation_name = g_strdup (name);
}

/**
 * gql_request_set_variables:
 * @self: a request
 * @variables: (nullable): values by name, as pp_json_parse() has read them
 *
 * Sets the values of variables. They are copied.
 */
void
gql_request_set_variables (GqlRequest *self,
                           JsonObject *variables)
{
  g_autoptr (JsonNode) node = NULL;

  g_return_if_fail (self != NULL);

  if (variables == NULL)
    {
      self->variables = gql_null ();
      return;
    }
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_set_object (node, variables);
  self->variables = gql_value_from_json (node, self->arena);
}

/**
 * gql_request_set_root:
 * @self: a request
 * @root: an object
 *
 * Sets the object of which the first fields are asked. It must live as long as the request.
 */
void
gql_request_set_root (GqlRequest *self,
                      GqlValue    root)
{
  g_return_if_fail (self != NULL);

  self->root = root;
}

/**
 * gql_request_set_context:
 * @self: a request
 * @context: (nullable): what resolvers need to know
 * @destroy: (nullable): what frees it
 *
 * Sets what resolvers get from [method@Call.get_context]: who asks, and where the data is.
 */
void
gql_request_set_context (GqlRequest     *self,
                         gpointer        context,
                         GDestroyNotify  destroy)
{
  g_return_if_fail (self != NULL);

  if (self->context_destroy != NULL)
    self->context_destroy (self->context);
  self->context = context;
  self->context_destroy = destroy;
}

/**
 * gql_request_set_limits:
 * @self: a request
 * @limits: bounds
 *
 * Sets how deep the operation may be and what it may cost; the other bounds are for parsing and
 * validation.
 */
void
gql_request_set_limits (GqlRequest      *self,
                        const GqlLimits *limits)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (limits != NULL);

  self->limits = *limits;
}

/**
 * gql_request_set_introspection:
 * @self: a request
 * @is_allowed: whether the operation may ask for the schema; it may unless it is said
 *
 * Sets whether `__schema` and `__type` are answered. `__typename` always is.
 */
void
gql_request_set_introspection (GqlRequest *self,
                               gboolean    is_allowed)
{
  g_return_if_fail (self != NULL);

  self->forbids_introspection = !is_allowed;
}

/**
 * gql_request_set_error_func:
 * @self: a request
 * @func: (nullable): what words errors
 * @user_data: what it is given; must outlive the request
 *
 * Sets what decides what clients are told of errors. Without it they are told the messages of the domain
 * %GQL_ERROR, and of others nothing but that there was one: a message may tell what is not for them.
 */
void
gql_request_set_error_func (GqlRequest   *self,
                            GqlErrorFunc  func,
                            gpointer      user_data)
{
  g_return_if_fail (self != NULL);

  self->error_func = func;
  self->error_data = user_data;
}

/**
 * gql_request_get_operation:
 * @self: a request
 * @error: return location for an error
 *
 * Gets the operation that will be executed, so that a server can tell queries from others.
 *
 * Returns: (transfer none): the operation, or %NULL where there is none
 */
const GqlNode *
gql_request_get_operation (GqlRequest  *self,
                           GError     **error)
{
  g_return_val_if_fail (self != NULL, NULL);

  return gql_document_get_operation (self->document, self->operation_name, error);
}

const GqlNode *
_gql_request_prepare (GqlRequest    *self,
                      GqlArena      *arena,
                      GqlVariables **variables,
                      GPtrArray     *errors)
{
  static const char * const names[GQL_N_OPERATIONS] = { "queries", "mutations", "subscriptions" };
  GError *error = NULL;
  const GqlNode *operation = gql_request_get_operation (self, &error);

  if (operation != NULL && self->schema->roots[operation->operation] == NULL)
    error = _gql_document_error (self->document, GQL_ERROR_REQUEST, operation->start, -1,
                                 "Schema is not configured for %s.", names[operation->operation]);
  if (error != NULL)
    {
      g_ptr_array_add (errors, error);
      return NULL;
    }

  *variables = _gql_coerce_variables (self->schema, self->document, operation, &self->variables, arena, errors);
  if (errors->len == 0 &&
      !_gql_check_cost (self->schema, self->document, operation, *variables, &self->limits, &error))
    g_ptr_array_add (errors, error);

  return errors->len == 0 ? operation : NULL;
}
