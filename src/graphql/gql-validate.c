/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "gql-validation-private.h"

/* Section 5 of the specification. One walk over the document asks every rule at each place; the order
 * of places and rules is that of graphql-js, so that the first error is the same one. */

static void visit_value         (GqlValidation *self,
                                 const GqlNode *node);
static void visit_selection_set (GqlValidation *self,
                                 const GqlNode *node);

void
_gql_report (GqlValidation *self,
             gint64         offset,
             gint64         second_offset,
             const char    *format,
             ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  if (_gql_validation_is_full (self))
    return;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_ptr_array_add (self->errors, _gql_document_error (self->document, GQL_ERROR_VALIDATION, offset, second_offset,
                                                      "%s", message));
}

void
_gql_report_limit (GqlValidation *self,
                   gint64         offset,
                   const char    *message)
{
  g_ptr_array_add (self->errors, _gql_document_error (self->document, GQL_ERROR_LIMIT, offset, -1, "%s", message));
}

gboolean
_gql_validation_is_full (GqlValidation *self)
{
  return self->errors->len >= MAX (self->limits->max_errors, 1);
}

/* --- Values -------------------------------------------------------------------------------------- */

static const GqlType *
only_input (const GqlType *type)
{
  return type != NULL && _gql_type_is_input (type) ? type : NULL;
}

static void
visit_list (GqlValidation *self,
            const GqlNode *node)
{
  const GqlType *list = _gql_type_get_nullable (self->place.input_type);
  GqlPlace place = self->place;

  self->place.parent_input_type = self->place.input_type;
  self->place.input_type = list != NULL && list->kind == GQL_TYPE_LIST ? list->of_type : list;
  self->place.default_value = NULL;
  if (self->collected == NULL)
    _gql_rules_value (self, node);
  if (list == NULL || list->kind != GQL_TYPE_LIST)
    self->place.skips_values = TRUE;
  for (const GqlNode *child = node->children; child != NULL; child = child->next)
    visit_value (self, child);

  self->place = place;
}

static void
visit_object (GqlValidation *self,
              const GqlNode *node)
{
  const GqlType *object = _gql_type_get_named (self->place.input_type);
  GqlPlace place = self->place;

  if (self->collected == NULL)
    _gql_rules_value (self, node);
  if (object == NULL || object->kind != GQL_TYPE_INPUT)
    {
      self->place.skips_values = TRUE;
      object = NULL;
    }

  for (const GqlNode *child = node->children; child != NULL; child = child->next)
    {
      const GqlInput *input = object != NULL ? _gql_type_get_input (object, child->name) : NULL;

      self->place.parent_input_type = place.input_type;
      self->place.input_type = input != NULL ? input->type : NULL;
      self->place.default_value = input != NULL ? input->default_value : NULL;
      if (self->collected == NULL)
        _gql_rules_object_field (self, child, node);
      visit_value (self, child->value);
    }

  self->place = place;
}

static void
visit_value (GqlValidation *self,
             const GqlNode *node)
{
  if (node->kind == GQL_NODE_LIST)
    {
      visit_list (self, node);
    }
  else if (node->kind == GQL_NODE_OBJECT)
    {
      visit_object (self, node);
    }
  else if (self->collected == NULL)
    {
      _gql_rules_value (self, node);
    }
  else if (node->kind == GQL_NODE_VARIABLE)
    {
      GqlUsage usage = { node, self->place.input_type, self->place.default_value };

      g_array_append_val (self->collected, usage);
    }
}

static void
visit_arguments (GqlValidation  *self,
                 const GqlNode  *parent,
                 const GqlInput *definitions,
                 guint           n_definitions)
{
  for (const GqlNode *node = parent->arguments; node != NULL; node = node->next)
    {
      const GqlInput *input = _gql_inputs_lookup (definitions, n_definitions, node->name);

      self->place.input_type = input != NULL ? only_input (input->type) : NULL;
      self->place.default_value = input != NULL ? input->default_value : NULL;
      self->place.parent_input_type = NULL;
      if (self->collected == NULL)
        _gql_rules_argument (self, node, parent);
      visit_value (self, node->value);
    }
  self->place.input_type = NULL;
  self->place.default_value = NULL;
}

static void
visit_directives (GqlValidation *self,
                  const GqlNode *parent)
{
  for (const GqlNode *node = parent->directives; node != NULL; node = node->next)
    {
      const GqlDirective *directive = _gql_schema_get_directive (self->schema, node->name);

      self->place.directive = directive;
      if (self->collected == NULL)
        _gql_rules_enter_directive (self, node, parent);
      visit_arguments (self, node, directive != NULL ? directive->arguments : NULL,
                       directive != NULL ? directive->n_arguments : 0);
      if (self->collected == NULL)
        _gql_rules_leave_directive (self, node);
      self->place.directive = NULL;
    }
}

/* --- Selections ---------------------------------------------------------------------------------- */

static void
visit_field (GqlValidation *self,
             const GqlNode *node)
{
  const GqlType *parent = self->place.parent_type;
  const GqlType *type = self->place.type;
  const GqlField *field = self->place.field;

  self->place.field = parent != NULL ? _gql_schema_get_field (self->schema, parent, node->name) : NULL;
  self->place.type = self->place.field != NULL ? self->place.field->type : NULL;
  if (self->collected == NULL)
    _gql_rules_enter_field (self, node);
  visit_arguments (self, node, self->place.field != NULL ? self->place.field->arguments : NULL,
                   self->place.field != NULL ? self->place.field->n_arguments : 0);
  visit_directives (self, node);
  if (node->selection_set != NULL)
    visit_selection_set (self, node->selection_set);
  if (self->collected == NULL)
    _gql_rules_leave_field (self, node);
  self->place.type = type;
  self->place.field = field;
}

static void
visit_type (GqlValidation *self,
            const GqlNode *node)
{
  while (node->type != NULL)
    node = node->type;
  if (self->collected == NULL)
    _gql_rules_type (self, node);
}

static const GqlType *
resolve_condition (GqlValidation *self,
                   const GqlNode *node)
{
  const GqlType *type = node->type != NULL ? _gql_schema_get_type (self->schema, node->type->name)
                                           : _gql_type_get_named (self->place.type);

  return type != NULL && _gql_type_is_output (type) ? type : NULL;
}

static void
visit_inline_fragment (GqlValidation *self,
                       const GqlNode *node)
{
  const GqlType *type = self->place.type;

  self->place.type = resolve_condition (self, node);
  if (self->collected == NULL)
    _gql_rules_inline_fragment (self, node);
  if (node->type != NULL)
    visit_type (self, node->type);
  visit_directives (self, node);
  visit_selection_set (self, node->selection_set);
  self->place.type = type;
}

static void
visit_selection (GqlValidation *self,
                 const GqlNode *node)
{
  if (node->kind == GQL_NODE_FIELD)
    {
      visit_field (self, node);
    }
  else if (node->kind == GQL_NODE_INLINE_FRAGMENT)
    {
      visit_inline_fragment (self, node);
    }
  else
    {
      if (self->collected == NULL)
        _gql_rules_fragment_spread (self, node);
      visit_directives (self, node);
    }
}

static void
visit_selection_set (GqlValidation *self,
                     const GqlNode *node)
{
  const GqlType *parent_type = self->place.parent_type;
  const GqlType *named = _gql_type_get_named (self->place.type);

  self->place.parent_type = named != NULL && _gql_type_is_composite (named) ? named : NULL;
  if (self->collected == NULL)
    _gql_overlap_check (self->overlap, node);
  for (const GqlNode *child = node->children; child != NULL && !_gql_validation_is_full (self); child = child->next)
    visit_selection (self, child);
  self->place.parent_type = parent_type;
}

/* --- Definitions --------------------------------------------------------------------------------- */

static void
visit_variable_definition (GqlValidation *self,
                           const GqlNode *operation,
                           const GqlNode *node)
{
  _gql_rules_variable_definition (self, operation, node);
  visit_type (self, node->type);
  if (node->value != NULL)
    {
      self->place.input_type = only_input (_gql_schema_resolve_type (self->schema, node->type, self->arena));
      visit_value (self, node->value);
      self->place.input_type = NULL;
    }
}

static void
visit_operation (GqlValidation *self,
                 const GqlNode *node)
{
  self->place.type = self->schema->roots[node->operation];
  if (self->collected == NULL)
    {
      _gql_rules_enter_operation (self, node);
      for (const GqlNode *child = node->arguments; child != NULL; child = child->next)
        visit_variable_definition (self, node, child);
    }
  visit_directives (self, node);
  visit_selection_set (self, node->selection_set);
  if (self->collected == NULL)
    _gql_rules_leave_operation (self, node);
  self->place.type = NULL;
}

static void
visit_fragment (GqlValidation *self,
                const GqlNode *node)
{
  self->place.type = resolve_condition (self, node);
  if (self->collected == NULL)
    _gql_rules_fragment (self, node);
  visit_type (self, node->type);
  visit_directives (self, node);
  visit_selection_set (self, node->selection_set);
  self->place.type = NULL;
}

static void
visit_definition (GqlValidation *self,
                  const GqlNode *node)
{
  if (node->kind == GQL_NODE_OPERATION)
    visit_operation (self, node);
  else if (node->kind == GQL_NODE_FRAGMENT)
    visit_fragment (self, node);
}

static void
usages_free (gpointer data)
{
  g_array_unref (data);
}

/* The variables that a definition itself uses, not counting its fragments. */
GArray *
_gql_validation_get_usages (GqlValidation *self,
                            const GqlNode *definition)
{
  GArray *usages = g_hash_table_lookup (self->usages, definition);

  if (usages == NULL)
    {
      GqlPlace place = self->place;

      usages = g_array_new (FALSE, FALSE, sizeof (GqlUsage));
      g_hash_table_insert (self->usages, (gpointer) definition, usages);
      self->place = (GqlPlace) { 0 };
      self->collected = usages;
      visit_definition (self, definition);
      self->collected = NULL;
      self->place = place;
    }

  return usages;
}

static void
validation_init (GqlValidation     *self,
                 const GqlSchema   *schema,
                 const GqlDocument *document,
                 const GqlLimits   *limits)
{
  *self = (GqlValidation) { .schema = schema, .document = document, .limits = limits };
  self->errors = g_ptr_array_new_with_free_func ((GDestroyNotify) g_error_free);
  self->arena = gql_arena_new ();
  self->operation_names = g_hash_table_new (g_str_hash, g_str_equal);
  self->fragment_names = g_hash_table_new (g_str_hash, g_str_equal);
  self->usages = g_hash_table_new_full (NULL, NULL, NULL, usages_free);
  self->spreads = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  self->visited_fragments = g_hash_table_new (g_str_hash, g_str_equal);
  self->spread_indices = g_hash_table_new (g_str_hash, g_str_equal);
  self->spread_path = g_ptr_array_new ();
  self->overlap = _gql_overlap_new (self);
}

static void
validation_clear (GqlValidation *self)
{
  g_clear_pointer (&self->overlap, _gql_overlap_free);
  g_clear_pointer (&self->spread_path, g_ptr_array_unref);
  g_clear_pointer (&self->spread_indices, g_hash_table_unref);
  g_clear_pointer (&self->visited_fragments, g_hash_table_unref);
  g_clear_pointer (&self->spreads, g_hash_table_unref);
  g_clear_pointer (&self->usages, g_hash_table_unref);
  g_clear_pointer (&self->fragment_names, g_hash_table_unref);
  g_clear_pointer (&self->operation_names, g_hash_table_unref);
  g_clear_pointer (&self->arena, gql_arena_unref);
}

/**
 * gql_validate:
 * @schema: a schema
 * @document: a document of operations and fragments
 * @limits: (nullable): bounds, or %NULL for the default ones
 *
 * Checks a document by all rules of the specification, section 5. A document without errors can be
 * executed any number of times.
 *
 * Returns: (transfer full) (element-type GError): the errors with their places, in the order of the
 *   document; none for a valid one. They are of %GQL_ERROR_VALIDATION, or %GQL_ERROR_LIMIT for a document
 *   that takes too long to check
 */
GPtrArray *
gql_validate (GqlSchema       *schema,
              GqlDocument     *document,
              const GqlLimits *limits)
{
  GqlValidation validation;

  g_return_val_if_fail (schema != NULL, NULL);
  g_return_val_if_fail (document != NULL, NULL);

  validation_init (&validation, schema, document, limits != NULL ? limits : gql_limits_get_default ());
  _gql_rules_enter_document (&validation);
  for (const GqlNode *node = gql_document_get_definitions (document);
       node != NULL && !_gql_validation_is_full (&validation);
       node = node->next)
    visit_definition (&validation, node);
  _gql_rules_leave_document (&validation);
  validation_clear (&validation);

  return validation.errors;
}
