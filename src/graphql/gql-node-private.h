/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <string.h>

#include "gql-node.h"

G_BEGIN_DECLS

/* The first node of a list that has a name, looked for before @end, which NULL is the end of the list. */
static inline const GqlNode *
_gql_list_find (const GqlNode *list,
                const GqlNode *end,
                const char    *name)
{
  for (; list != end; list = list->next)
    if (strcmp (list->name, name) == 0)
      return list;

  return NULL;
}

static inline guint
_gql_list_get_length (const GqlNode *list)
{
  guint length = 0;

  for (; list != NULL; list = list->next)
    length++;

  return length;
}

G_END_DECLS
