/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * GqlNodeKind:
 *
 * What a node of a document is. The values from %GQL_NODE_SCHEMA on are those of type systems.
 */
typedef enum {
  GQL_NODE_OPERATION,
  GQL_NODE_FRAGMENT,
  GQL_NODE_VARIABLE_DEFINITION,
  GQL_NODE_SELECTION_SET,
  GQL_NODE_FIELD,
  GQL_NODE_FRAGMENT_SPREAD,
  GQL_NODE_INLINE_FRAGMENT,
  GQL_NODE_ARGUMENT,
  GQL_NODE_DIRECTIVE,

  GQL_NODE_NAMED_TYPE,
  GQL_NODE_LIST_TYPE,
  GQL_NODE_NON_NULL_TYPE,

  GQL_NODE_VARIABLE,
  GQL_NODE_INT,
  GQL_NODE_FLOAT,
  GQL_NODE_STRING,
  GQL_NODE_BOOLEAN,
  GQL_NODE_NULL,
  GQL_NODE_ENUM,
  GQL_NODE_LIST,
  GQL_NODE_OBJECT,
  GQL_NODE_OBJECT_FIELD,

  GQL_NODE_SCHEMA,
  GQL_NODE_OPERATION_TYPE,
  GQL_NODE_SCALAR_TYPE,
  GQL_NODE_OBJECT_TYPE,
  GQL_NODE_INTERFACE_TYPE,
  GQL_NODE_UNION_TYPE,
  GQL_NODE_ENUM_TYPE,
  GQL_NODE_INPUT_TYPE,
  GQL_NODE_DIRECTIVE_DEFINITION,
  GQL_NODE_FIELD_DEFINITION,
  GQL_NODE_INPUT_VALUE,
  GQL_NODE_ENUM_VALUE,
  GQL_NODE_DIRECTIVE_LOCATION,

  GQL_N_NODE_KINDS,
} GqlNodeKind;

/**
 * GqlOperation:
 *
 * What an operation does.
 */
typedef enum {
  GQL_OPERATION_QUERY,
  GQL_OPERATION_MUTATION,
  GQL_OPERATION_SUBSCRIPTION,
} GqlOperation;

#define GQL_N_OPERATIONS 3

typedef struct _GqlNode GqlNode;

/**
 * GqlNode:
 * @kind: what the node is
 * @operation: of an operation, and of the root types of a schema
 * @is_extension: whether a definition begins with `extend`
 * @is_block: whether a string is a block string
 * @start: where the node begins in the text, in bytes
 * @name_start: where its name begins
 * @next: the next node of the list that this one is in
 * @name: the name of what is defined or used, where there is one
 * @text: the alias of a field, the content of a literal, the description of a definition
 * @type: the type of a variable, field or input; the condition of a fragment; what a type wraps
 * @value: of an argument or a field of an object; the default of a variable or an input
 * @arguments: of fields and directives; the variables of an operation; the arguments of definitions
 * @directives: the directives that are used on it
 * @selection_set: of operations, fragments and fields
 * @children: selections, items, fields, values, members, root types or locations
 * @interfaces: what a type implements
 *
 * A node of a document. Nodes are read-only and live as long as their document; the ones that a kind
 * has no use for are %NULL.
 */
struct _GqlNode {
  GqlNodeKind kind;
  GqlOperation operation;
  gboolean is_extension;
  gboolean is_block;
  guint start;
  guint name_start;
  GqlNode *next;
  const char *name;
  const char *text;
  GqlNode *type;
  GqlNode *value;
  GqlNode *arguments;
  GqlNode *directives;
  GqlNode *selection_set;
  GqlNode *children;
  GqlNode *interfaces;
};

/**
 * gql_node_get_response_name:
 * @node: a field
 *
 * Returns: the name under which the field stands in an answer: its alias, or else its name
 */
static inline const char *
gql_node_get_response_name (const GqlNode *node)
{
  return node->text != NULL ? node->text : node->name;
}

G_END_DECLS
