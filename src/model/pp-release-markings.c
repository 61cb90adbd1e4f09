/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which marking counts for what. */

#include "pp-release-private.h"

/* What is not understood cannot be obeyed: it counts as the highest of all. */
static PpMarking *
highest_marking (void)
{
  PpMarking *marking = pp_marking_new ();

  for (PpMarkingScheme scheme = 0; scheme < PP_N_MARKING_SCHEMES; scheme++)
    marking->levels[scheme] = g_strv_length ((char **) pp_marking_scheme_list_levels (scheme));
  return marking;
}

static PpMarking *
own_marking (JsonNode *node)
{
  PpMarking *marking = node != NULL ? pp_marking_new_from_json (node, NULL) : NULL;

  if (node != NULL && !JSON_NODE_HOLDS_NULL (node) && marking == NULL)
    return highest_marking ();
  return marking != NULL && pp_marking_is_empty (marking) ? (pp_marking_free (marking), NULL) : marking;
}

static JsonNode *
dup_marking_field (PpRecord *record)
{
  return pp_record_dup_field (record, "marking");
}

/* Its own, or else that of the model. */
PpMarking *
_pp_model_dup_stated_marking (PpModel  *model,
                              PpRecord *record)
{
  g_autoptr (JsonNode) node = dup_marking_field (record);
  g_autoptr (JsonNode) whole = NULL;
  PpMarking *marking = own_marking (node);

  if (marking != NULL)
    return marking;
  whole = dup_marking_field (PP_RECORD (pp_model_get_info (model)));
  marking = own_marking (whole);
  return marking != NULL ? marking : pp_marking_new ();
}

static PpMarking *
take_join (PpMarking *a,
           PpMarking *b)
{
  PpMarking *join = pp_marking_join (a, b);

  pp_marking_free (a);
  pp_marking_free (b);
  return join;
}

static PpMarking *
join_with_ends (PpModel   *model,
                PpEdge    *edge,
                PpMarking *marking)
{
  const char *ends[] = { pp_edge_get_source (edge), pp_edge_get_target (edge) };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      /* An edge may end on an edge; one step is enough, because that one is judged by itself. */
      PpElement *end = pp_model_lookup_element (model, ends[i]);

      if (end != NULL)
        marking = take_join (marking, _pp_model_dup_stated_marking (model, PP_RECORD (end)));
    }
  return marking;
}

/**
 * pp_model_dup_effective_marking:
 * @model: a model
 * @record: a record of it
 *
 * Returns: (transfer full): the marking that counts for the record
 */
PpMarking *
pp_model_dup_effective_marking (PpModel  *model,
                                PpRecord *record)
{
  g_autoptr (JsonNode) own_node = NULL;
  PpElement *element = NULL;
  PpMarking *own, *of_element;

  g_return_val_if_fail (PP_IS_MODEL (model) && PP_IS_RECORD (record), NULL);

  if (PP_IS_EDGE (record))
    return join_with_ends (model, PP_EDGE (record), _pp_model_dup_stated_marking (model, record));
  if (PP_IS_THREAT (record))
    element = pp_model_lookup_element (model, pp_threat_get_element (PP_THREAT (record)));
  else if (PP_IS_COMMENT (record))
    element = pp_model_lookup_element (model, pp_comment_get_element (PP_COMMENT (record)));
  if (element == NULL)
    return _pp_model_dup_stated_marking (model, record);

  of_element = pp_model_dup_effective_marking (model, PP_RECORD (element));
  own_node = dup_marking_field (record);
  own = own_marking (own_node);
  return own != NULL ? take_join (own, of_element) : of_element;
}

/**
 * pp_model_dup_overall_marking:
 * @model: a model
 *
 * Returns: (transfer full): the join of the model's marking and those of all its records
 */
PpMarking *
pp_model_dup_overall_marking (PpModel *model)
{
  PpMarking *overall = _pp_model_dup_stated_marking (model, PP_RECORD (pp_model_get_info (model)));

  for (PpRecordType type = PP_RECORD_NODE; type < PP_N_RECORD_TYPES; type++)
    {
      for (guint i = 0; i < pp_model_get_n_records (model, type); i++)
        {
          g_autoptr (JsonNode) node = dup_marking_field (pp_model_peek_record (model, type, i));
          PpMarking *own = own_marking (node);

          if (own != NULL)
            overall = take_join (overall, own);
        }
    }
  return overall;
}

/**
 * pp_model_overall_marking_to_json:
 * @model: a model
 *
 * Returns: (transfer full): what pp_model_dup_overall_marking() gives, or a null
 */
JsonNode *
pp_model_overall_marking_to_json (PpModel *model)
{
  g_autoptr (PpMarking) overall = pp_model_dup_overall_marking (model);
  JsonNode *node = pp_marking_to_json (overall);

  return node != NULL ? node : json_node_new (JSON_NODE_NULL);
}

typedef struct {
  PpModel   *model;
  PpMarking *marking;
} Join;

static void
join_shown_cb (const char        *element_id,
               const PpPlacement *placement,
               gpointer           user_data)
{
  Join *join = user_data;
  PpElement *element = pp_model_lookup_element (join->model, element_id);
  GPtrArray *threats = pp_model_peek_threats_of (join->model, element_id);

  if (element != NULL)
    join->marking = take_join (join->marking, pp_model_dup_effective_marking (join->model, PP_RECORD (element)));
  for (guint i = 0; threats != NULL && i < threats->len; i++)
    join->marking = take_join (join->marking,
                               pp_model_dup_effective_marking (join->model, g_ptr_array_index (threats, i)));
}

/**
 * pp_model_dup_layout_marking:
 * @model: a model
 * @layout: a layout of it
 *
 * Threats count, because a picture tells how many there are.
 *
 * Returns: (transfer full): the marking that a picture of the layout must carry
 */
PpMarking *
pp_model_dup_layout_marking (PpModel  *model,
                             PpLayout *layout)
{
  Join join = { model, NULL };

  g_return_val_if_fail (PP_IS_MODEL (model) && PP_IS_LAYOUT (layout), NULL);

  join.marking = take_join (_pp_model_dup_stated_marking (model, PP_RECORD (pp_model_get_info (model))),
                            _pp_model_dup_stated_marking (model, PP_RECORD (layout)));
  pp_layout_foreach_placement (layout, join_shown_cb, &join);
  return join.marking;
}


/**
 * pp_model_dup_marking_of:
 * @model: a model
 * @node: (nullable): a marking as a record holds it
 *
 * Returns: (transfer full): what an element with it counts as: the marking, or without one that of the model;
 *   one that cannot be read counts as the highest of all
 */
PpMarking *
pp_model_dup_marking_of (PpModel  *model,
                         JsonNode *node)
{
  PpMarking *marking;

  g_return_val_if_fail (PP_IS_MODEL (model), NULL);

  marking = own_marking (node);
  return marking != NULL ? marking : _pp_model_dup_stated_marking (model, PP_RECORD (pp_model_get_info (model)));
}
