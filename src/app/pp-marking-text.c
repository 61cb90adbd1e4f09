/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-marking-text.h"

#include "pp-marking.h"

/**
 * pp_marking_to_text:
 * @node: (nullable): a marking as a model holds it
 *
 * A marking that cannot be understood is shown as it stands: hiding it would be worse.
 *
 * Returns: (transfer full) (nullable): the words to show, or %NULL where nothing is marked
 */
char *
pp_marking_to_text (JsonNode *node)
{
  g_autoptr (PpMarking) marking = node != NULL ? pp_marking_new_from_json (node, NULL) : NULL;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return NULL;
  if (marking == NULL)
    return json_to_string (node, FALSE);
  return pp_marking_is_empty (marking) ? NULL : pp_marking_to_banner (marking);
}
