/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is pasted is made of two models: it carries the join of both markings. */

#include "pp-edit-private.h"

#include "pp-json.h"
#include "pp-release.h"

#define MODEL "model"
#define MARKING "marking"

static void
set_marking (JsonObject      *record,
             const PpMarking *marking)
{
  JsonNode *node = pp_marking_to_json (marking);

  if (node != NULL)
    json_object_set_member (record, MARKING, node);
  else if (json_object_has_member (record, MARKING))
    json_object_remove_member (record, MARKING);
}

/* Notes in a fragment where it comes from. */
void
_pp_edit_note_marking (PpModel    *model,
                       JsonObject *fragment)
{
  JsonNode *marking = pp_info_get_marking (pp_model_get_info (model));

  json_object_set_string_member (fragment, MODEL, pp_model_get_id (model));
  if (marking != NULL)
    json_object_set_member (fragment, MARKING, json_node_ref (marking));
}

/* An edge is marked at least as high as its ends, even when they do not come along. */
void
_pp_edit_note_edge_marking (PpModel    *model,
                            PpEdge     *edge,
                            JsonObject *record)
{
  g_autoptr (PpMarking) effective = pp_model_dup_effective_marking (model, PP_RECORD (edge));
  g_autoptr (PpMarking) stated = pp_model_dup_marking_of (model, pp_element_get_marking (PP_ELEMENT (edge)));

  if (!pp_marking_equal (effective, stated))
    set_marking (record, effective);
}

/* Whether a fragment comes from this model, marked as it is now: then its markings mean the same here. */
static gboolean
is_at_home (PpModel    *model,
            JsonObject *fragment)
{
  JsonNode *here = pp_info_get_marking (pp_model_get_info (model));
  JsonNode *there = json_object_get_member (fragment, MARKING);

  if (g_strcmp0 (pp_json_get_string (fragment, MODEL, NULL), pp_model_get_id (model)) != 0)
    return FALSE;
  return here == NULL || there == NULL ? here == there : pp_json_equal (here, there);
}

void
_pp_edit_carry_marking (PpModel    *model,
                        JsonObject *fragment,
                        JsonObject *record)
{
  JsonNode *own = json_object_get_member (record, MARKING);
  JsonNode *of_source = json_object_get_member (fragment, MARKING);
  g_autoptr (PpMarking) here = NULL;
  g_autoptr (PpMarking) brought = NULL;
  g_autoptr (PpMarking) join = NULL;

  if (is_at_home (model, fragment))
    return;
  here = pp_model_dup_marking_of (model, NULL);
  brought = own != NULL || of_source != NULL ? pp_model_dup_marking_of (model, own != NULL ? own : of_source)
                                             : pp_marking_new ();
  join = pp_marking_join (here, brought);
  if (!pp_marking_dominates (here, brought))
    set_marking (record, join);
  else if (own != NULL)
    json_object_remove_member (record, MARKING);
}
