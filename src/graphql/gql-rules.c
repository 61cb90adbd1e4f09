/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "gql-validation-private.h"

/* The rules of documents, operations, fields and directives. */

static const char *
definition_name (const GqlNode *node)
{
  return node->kind == GQL_NODE_SCHEMA ? "schema" : node->name;
}

void
_gql_rules_enter_document (GqlValidation *self)
{
  const GqlNode *node = gql_document_get_definitions (self->document);

  for (; node != NULL; node = node->next)
    {
      self->n_operations += node->kind == GQL_NODE_OPERATION;
      if (node->kind >= GQL_NODE_SCHEMA)
        _gql_report (self, node->start, -1, "The %s definition is not executable.", definition_name (node));
    }
}

void
_gql_rules_enter_operation (GqlValidation *self,
                            const GqlNode *node)
{
  const GqlNode *known = node->name != NULL ? g_hash_table_lookup (self->operation_names, node->name) : NULL;
  const GqlNode *second = node->selection_set->children->next;

  if (known != NULL)
    _gql_report (self, known->name_start, node->name_start, "There can be only one operation named \"%s\".",
                 node->name);
  else if (node->name != NULL)
    g_hash_table_insert (self->operation_names, (gpointer) node->name, (gpointer) node);
  if (node->name == NULL && self->n_operations > 1)
    _gql_report (self, node->start, -1, "This anonymous operation must be the only defined operation.");
  if (node->operation == GQL_OPERATION_SUBSCRIPTION && second != NULL)
    {
      if (node->name != NULL)
        _gql_report (self, second->start, -1, "Subscription \"%s\" must select only one top level field.", node->name);
      else
        _gql_report (self, second->start, -1, "Anonymous Subscription must select only one top level field.");
    }
  _gql_rules_unique_directives (self, node);
}

void
_gql_rules_type (GqlValidation *self,
                 const GqlNode *node)
{
  if (_gql_schema_get_type (self->schema, node->name) == NULL)
    _gql_report (self, node->start, -1, "Unknown type \"%s\".", node->name);
}

/* --- Fields --------------------------------------------------------------------------------------- */

void
_gql_rules_enter_field (GqlValidation *self,
                        const GqlNode *node)
{
  if (self->place.type != NULL && _gql_type_is_leaf (_gql_type_get_named (self->place.type)))
    {
      if (node->selection_set != NULL)
        _gql_report (self, node->selection_set->start, -1,
                     "Field \"%s\" must not have a selection since type \"%s\" has no subfields.", node->name,
                     self->place.type->name);
    }
  else if (self->place.type != NULL && node->selection_set == NULL)
    {
      _gql_report (self, node->start, -1, "Field \"%s\" of type \"%s\" must have a selection of subfields.",
                   node->name, self->place.type->name);
    }
  if (self->place.parent_type != NULL && self->place.field == NULL)
    _gql_report (self, node->start, -1, "Cannot query field \"%s\" on type \"%s\".", node->name,
                 self->place.parent_type->name);
  _gql_rules_unique_directives (self, node);
}

void
_gql_rules_leave_field (GqlValidation *self,
                        const GqlNode *node)
{
  for (guint i = 0; self->place.field != NULL && i < self->place.field->n_arguments; i++)
    {
      const GqlInput *input = &self->place.field->arguments[i];

      if (_gql_input_is_required (input) && _gql_list_find (node->arguments, NULL, input->name) == NULL)
        _gql_report (self, node->start, -1,
                     "Field \"%s\" argument \"%s\" of type \"%s\" is required, but it was not provided.", node->name,
                     input->name, input->type->name);
    }
}

void
_gql_rules_argument (GqlValidation *self,
                     const GqlNode *node,
                     const GqlNode *parent)
{
  const GqlNode *known = _gql_list_find (parent->arguments, node, node->name);
  const GqlField *field = self->place.field;

  if (parent->kind == GQL_NODE_FIELD && field != NULL &&
      _gql_inputs_lookup (field->arguments, field->n_arguments, node->name) == NULL)
    _gql_report (self, node->start, -1, "Unknown argument \"%s\" on field \"%s\" of type \"%s\".", node->name,
                 field->name, self->place.parent_type->name);
  if (known != NULL)
    _gql_report (self, known->start, node->start, "There can be only one argument named \"%s\".", node->name);
}

/* --- Directives ------------------------------------------------------------------------------------ */

static const char *
get_directive_location (const GqlNode *parent)
{
  static const char * const operations[GQL_N_OPERATIONS] = { "QUERY", "MUTATION", "SUBSCRIPTION" };

  switch (parent->kind)
    {
    case GQL_NODE_OPERATION:
      return operations[parent->operation];
    case GQL_NODE_FIELD:
      return "FIELD";
    case GQL_NODE_FRAGMENT_SPREAD:
      return "FRAGMENT_SPREAD";
    case GQL_NODE_INLINE_FRAGMENT:
      return "INLINE_FRAGMENT";
    case GQL_NODE_FRAGMENT:
    default:
      return "FRAGMENT_DEFINITION";
    }
}

void
_gql_rules_enter_directive (GqlValidation *self,
                            const GqlNode *node,
                            const GqlNode *parent)
{
  const char *location = get_directive_location (parent);
  const GqlDirective *directive = self->place.directive;

  if (directive == NULL)
    {
      _gql_report (self, node->start, -1, "Unknown directive \"%s\".", node->name);
      return;
    }
  if (!g_strv_contains (directive->locations, location))
    _gql_report (self, node->start, -1, "Directive \"%s\" may not be used on %s.", node->name, location);
  for (const GqlNode *argument = node->arguments; argument != NULL; argument = argument->next)
    if (_gql_inputs_lookup (directive->arguments, directive->n_arguments, argument->name) == NULL)
      _gql_report (self, argument->start, -1, "Unknown argument \"%s\" on directive \"@%s\".", argument->name,
                   node->name);
}

void
_gql_rules_leave_directive (GqlValidation *self,
                            const GqlNode *node)
{
  for (guint i = 0; self->place.directive != NULL && i < self->place.directive->n_arguments; i++)
    {
      const GqlInput *input = &self->place.directive->arguments[i];

      if (_gql_input_is_required (input) && _gql_list_find (node->arguments, NULL, input->name) == NULL)
        _gql_report (self, node->start, -1,
                     "Directive \"@%s\" argument \"%s\" of type \"%s\" is required, but it was not provided.",
                     node->name, input->name, input->type->name);
    }
}

void
_gql_rules_unique_directives (GqlValidation *self,
                              const GqlNode *node)
{
  for (const GqlNode *use = node->directives; use != NULL; use = use->next)
    {
      const GqlNode *known = _gql_list_find (node->directives, use, use->name);

      if (known != NULL && _gql_schema_get_directive (self->schema, use->name) != NULL)
        _gql_report (self, known->start, use->start, "The directive \"%s\" can only be used once at this location.",
                     use->name);
    }
}
