/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the field tables cannot say: that references lead somewhere, that nothing is inside itself, that
 * values which are free JSON mean something. Kinds are not judged here; they are data of another floor. */

#include "pp-check.h"

#include "pp-json.h"
#include "pp-marking.h"

/* Threat Dragon's schema refuses smaller sizes, and nobody could grip such a node. */
#define SMALLEST_SIZE 10
#define LARGEST_SIZE 100000
/* An edge may end at an edge that ends at an edge; beyond this many it counts as without end. */
#define MOST_EDGES_BEHIND_AN_END 100

typedef struct {
  PpModel    *model;
  GPtrArray  *problems;
  GHashTable *in_rings;         /* nodes that are inside themselves */
} Check;

static void
problem_free (gpointer data)
{
  PpProblem *problem = data;

  g_free (problem->id);
  g_free (problem->place);
  g_free (problem->message);
  g_free (problem);
}

const char *
pp_problem_severity_to_string (PpProblemSeverity severity)
{
  return severity == PP_PROBLEM_ERROR ? "error" : "warning";
}

/* RFC 6901, section 3. */
static void
append_token (GString    *pointer,
              const char *token)
{
  g_string_append_c (pointer, '/');
  for (const char *p = token; *p != '\0'; p++)
    {
      if (*p == '~')
        g_string_append (pointer, "~0");
      else if (*p == '/')
        g_string_append (pointer, "~1");
      else
        g_string_append_c (pointer, *p);
    }
}

static char *
place_of (PpRecord   *record,
          const char *field,
          const char *key)
{
  PpRecordType type = pp_record_get_record_type (record);
  GString *pointer = g_string_new (NULL);

  if (type == PP_RECORD_MODEL)
    {
      append_token (pointer, "model");
    }
  else
    {
      g_string_append_printf (pointer, "/%ss", pp_record_type_to_string (type));
      append_token (pointer, pp_record_get_id (record));
    }
  if (field != NULL)
    append_token (pointer, field);
  if (key != NULL)
    append_token (pointer, key);
  return g_string_free (pointer, FALSE);
}

static void G_GNUC_PRINTF (7, 8)
report (Check             *check,
        PpProblemSeverity  severity,
        const char        *code,
        PpRecord          *record,
        const char        *field,
        const char        *key,
        const char        *format,
        ...)
{
  PpProblem *problem = g_new0 (PpProblem, 1);
  va_list arguments;

  problem->severity = severity;
  problem->code = code;
  problem->type = pp_record_get_record_type (record);
  problem->id = g_strdup (pp_record_get_id (record));
  problem->place = place_of (record, field, key);
  va_start (arguments, format);
  problem->message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_ptr_array_add (check->problems, problem);
}

static void
check_element_reference (Check      *check,
                         const char *code,
                         PpRecord   *record,
                         const char *field,
                         const char *id)
{
  if (id != NULL && pp_model_lookup_element (check->model, id) == NULL)
    report (check, PP_PROBLEM_ERROR, code, record, field, NULL,
            "There is no element “%.80s”", id);
}

static void
check_marking (Check    *check,
               PpRecord *record)
{
  g_autoptr (JsonNode) node = pp_record_dup_field (record, "marking");
  g_autoptr (GError) error = NULL;
  g_autoptr (PpMarking) marking = pp_marking_new_from_json (node, &error);

  if (marking == NULL)
    report (check, PP_PROBLEM_ERROR, "invalid-marking", record, "marking", NULL, "%s", error->message);
}

static void
check_element (Check     *check,
               PpElement *element)
{
  JsonObject *facts = pp_element_get_facts (element);
  JsonObjectIter iter;
  const char *name;
  JsonNode *fact;

  check_marking (check, PP_RECORD (element));
  if (*pp_element_get_kind (element) == '\0')
    report (check, PP_PROBLEM_ERROR, "no-kind", PP_RECORD (element), "kind", NULL,
            "The element has no kind");
  if (facts == NULL)
    return;
  json_object_iter_init_ordered (&iter, facts);
  while (json_object_iter_next_ordered (&iter, &name, &fact))
    {
      if (!pp_fact_is_valid (fact))
        report (check, PP_PROBLEM_ERROR, "invalid-fact", PP_RECORD (element), "facts", name,
                "A fact must be an object with a “value” and a “source” that is known");
    }
}

/* Walks up from each node that no walk has passed yet. A walk that meets itself has found a ring, and
 * one that meets an older walk can stop: so all walks together take as many steps as there are nodes. */
static void
find_rings_of_parents (Check *check)
{
  g_autoptr (GHashTable) walks = g_hash_table_new (NULL, NULL);
  guint n_nodes = pp_model_get_n_records (check->model, PP_RECORD_NODE);

  for (guint i = 0; i < n_nodes; i++)
    {
      gpointer walk = GUINT_TO_POINTER (i + 1);
      PpNode *node = PP_NODE (pp_model_peek_record (check->model, PP_RECORD_NODE, i));

      while (node != NULL && !g_hash_table_contains (walks, node))
        {
          g_hash_table_insert (walks, node, walk);
          node = pp_model_lookup_node (check->model, pp_node_get_parent (node));
        }
      if (node == NULL || g_hash_table_lookup (walks, node) != walk)
        continue;
      while (g_hash_table_add (check->in_rings, node))
        node = pp_model_lookup_node (check->model, pp_node_get_parent (node));
    }
}

static void
check_node (Check  *check,
            PpNode *node)
{
  const char *parent_id = pp_node_get_parent (node);

  check_element (check, PP_ELEMENT (node));
  if (parent_id == NULL)
    return;
  if (pp_model_lookup_node (check->model, parent_id) == NULL)
    report (check, PP_PROBLEM_ERROR, "dangling-parent", PP_RECORD (node), "parent", NULL,
            "There is no node “%.80s”", parent_id);
  else if (g_hash_table_contains (check->in_rings, node))
    report (check, PP_PROBLEM_ERROR, "parent-cycle", PP_RECORD (node), "parent", NULL,
            "The node is inside itself");
}

/* Edges may end at edges; following these ends must not lead back, and must come to an end. */
static gboolean
ends_lead_back (Check  *check,
                PpEdge *edge)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) queue = g_ptr_array_new ();

  g_ptr_array_add (queue, edge);
  for (guint i = 0; i < queue->len && i <= MOST_EDGES_BEHIND_AN_END; i++)
    {
      PpEdge *from = g_ptr_array_index (queue, i);
      PpEdge *ends[2];

      ends[0] = pp_model_lookup_edge (check->model, pp_edge_get_source (from));
      ends[1] = pp_model_lookup_edge (check->model, pp_edge_get_target (from));
      for (guint j = 0; j < G_N_ELEMENTS (ends); j++)
        {
          if (ends[j] == edge)
            return TRUE;
          if (ends[j] != NULL && g_hash_table_add (seen, ends[j]))
            g_ptr_array_add (queue, ends[j]);
        }
    }
  return queue->len > MOST_EDGES_BEHIND_AN_END;
}

static void
check_edge (Check  *check,
            PpEdge *edge)
{
  check_element (check, PP_ELEMENT (edge));
  check_element_reference (check, "dangling-end", PP_RECORD (edge), "source", pp_edge_get_source (edge));
  check_element_reference (check, "dangling-end", PP_RECORD (edge), "target", pp_edge_get_target (edge));
  if (ends_lead_back (check, edge))
    report (check, PP_PROBLEM_ERROR, "edge-cycle", PP_RECORD (edge), NULL, NULL,
            "The edge ends, maybe by way of others, at itself");
}

static void
check_number (Check      *check,
              PpThreat   *threat,
              GHashTable *numbers)
{
  gint64 number = pp_threat_get_number (threat);
  gpointer first;

  if (number < 0)
    report (check, PP_PROBLEM_ERROR, "invalid-number", PP_RECORD (threat), "number", NULL,
            "A threat cannot have the number %" G_GINT64_FORMAT, number);
  if (number <= 0)
    return;
  first = g_hash_table_lookup (numbers, &number);
  if (first != NULL)
    report (check, PP_PROBLEM_WARNING, "duplicate-number", PP_RECORD (threat), "number", NULL,
            "The threat “%.80s” has the number %" G_GINT64_FORMAT " too", (const char *) first, number);
  else
    g_hash_table_insert (numbers, g_memdup2 (&number, sizeof number),
                         (gpointer) pp_record_get_id (PP_RECORD (threat)));
}

static void
check_threat (Check      *check,
              PpThreat   *threat,
              GHashTable *numbers)
{
  check_marking (check, PP_RECORD (threat));
  check_element_reference (check, "dangling-threat", PP_RECORD (threat), "element",
                           pp_threat_get_element (threat));
  if (pp_threat_get_element (threat) == NULL)
    report (check, PP_PROBLEM_WARNING, "threat-without-element", PP_RECORD (threat), "element", NULL,
            "The threat belongs to no element");
  if (*pp_threat_get_title (threat) == '\0')
    report (check, PP_PROBLEM_WARNING, "no-title", PP_RECORD (threat), "title", NULL,
            "The threat has no title");
  check_number (check, threat, numbers);
}

static void
check_control (Check     *check,
               PpControl *control)
{
  const char * const *threats = pp_control_get_threats (control);

  check_marking (check, PP_RECORD (control));
  for (guint i = 0; threats[i] != NULL; i++)
    {
      g_autofree char *position = g_strdup_printf ("%u", i);

      if (pp_model_lookup_threat (check->model, threats[i]) == NULL)
        report (check, PP_PROBLEM_ERROR, "dangling-threat-reference", PP_RECORD (control), "threats",
                position, "There is no threat “%.80s”", threats[i]);
    }
}

static void
check_comment (Check     *check,
               PpComment *comment)
{
  check_marking (check, PP_RECORD (comment));
  check_element_reference (check, "dangling-comment", PP_RECORD (comment), "element",
                           pp_comment_get_element (comment));
}

static void
check_size (Check             *check,
            PpLayout          *layout,
            const char        *id,
            const PpPlacement *placement)
{
  const double smaller = MIN (placement->width, placement->height);
  const double larger = MAX (placement->width, placement->height);

  if ((smaller > 0 && smaller < SMALLEST_SIZE) || larger > LARGEST_SIZE)
    report (check, PP_PROBLEM_WARNING, "size", PP_RECORD (layout), "placements", id,
            "The size %g × %g is out of the range from %d to %d", placement->width, placement->height,
            SMALLEST_SIZE, LARGEST_SIZE);
}

static void
check_end_in_layout (Check      *check,
                     PpLayout   *layout,
                     const char *id,
                     const char *end_name,
                     const char *end_id,
                     gboolean    has_point)
{
  if (end_id == NULL && !has_point)
    report (check, PP_PROBLEM_WARNING, "loose-end", PP_RECORD (layout), "placements", id,
            "The edge has neither a %s nor a place where it hangs", end_name);
  else if (end_id != NULL && !has_point && pp_model_lookup_element (check->model, end_id) != NULL &&
           pp_layout_get_placement (layout, end_id) == NULL)
    report (check, PP_PROBLEM_WARNING, "end-not-shown", PP_RECORD (layout), "placements", id,
            "The layout does not show “%.80s”, the %s of the edge", end_id, end_name);
}

static void
check_placement (Check      *check,
                 PpLayout   *layout,
                 const char *id)
{
  const PpPlacement *placement = pp_layout_get_placement (layout, id);
  PpElement *element = pp_model_lookup_element (check->model, id);

  if (element == NULL)
    {
      report (check, PP_PROBLEM_ERROR, "dangling-placement", PP_RECORD (layout), "placements", id,
              "There is no element “%.80s”", id);
    }
  else if (PP_IS_EDGE (element))
    {
      PpEdge *edge = PP_EDGE (element);

      check_end_in_layout (check, layout, id, "source", pp_edge_get_source (edge),
                           placement->has_source_point);
      check_end_in_layout (check, layout, id, "target", pp_edge_get_target (edge),
                           placement->has_target_point);
    }
  else
    {
      check_size (check, layout, id, placement);
    }
}

static void
check_layout (Check    *check,
              PpLayout *layout)
{
  g_autoptr (GPtrArray) ids = pp_layout_list_in_paint_order (layout);

  check_marking (check, PP_RECORD (layout));
  if (*pp_layout_get_title (layout) == '\0')
    report (check, PP_PROBLEM_WARNING, "no-title", PP_RECORD (layout), "title", NULL,
            "The layout has no title");
  for (guint i = 0; i < ids->len; i++)
    check_placement (check, layout, g_ptr_array_index (ids, i));
}

static void
check_info (Check *check)
{
  PpInfo *info = pp_model_get_info (check->model);

  check_marking (check, PP_RECORD (info));
  if (*pp_info_get_title (info) == '\0')
    report (check, PP_PROBLEM_WARNING, "no-title", PP_RECORD (info), "title", NULL,
            "The model has no title");
}

static void
check_record (Check      *check,
              PpRecord   *record,
              GHashTable *numbers)
{
  switch (pp_record_get_record_type (record))
    {
    case PP_RECORD_NODE:
      check_node (check, PP_NODE (record));
      break;

    case PP_RECORD_EDGE:
      check_edge (check, PP_EDGE (record));
      break;

    case PP_RECORD_THREAT:
      check_threat (check, PP_THREAT (record), numbers);
      break;

    case PP_RECORD_CONTROL:
      check_control (check, PP_CONTROL (record));
      break;

    case PP_RECORD_COMMENT:
      check_comment (check, PP_COMMENT (record));
      break;

    case PP_RECORD_LAYOUT:
      check_layout (check, PP_LAYOUT (record));
      break;

    case PP_RECORD_MODEL:
    default:
      g_assert_not_reached ();
    }
}

/**
 * pp_check_model:
 * @model: a model
 *
 * Finds everything in a model that contradicts itself or is hardly meant, in the order of the records
 * in files.
 *
 * Returns: (transfer full) (element-type PpProblem): the problems; empty for a sound model
 */
GPtrArray *
pp_check_model (PpModel *model)
{
  g_autoptr (GHashTable) numbers = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GHashTable) in_rings = g_hash_table_new (NULL, NULL);
  Check check = { model, g_ptr_array_new_with_free_func (problem_free), in_rings };

  check_info (&check);
  find_rings_of_parents (&check);
  for (PpRecordType type = PP_RECORD_NODE; type < PP_N_RECORD_TYPES; type++)
    {
      g_autoptr (GPtrArray) records = pp_model_dup_sorted (model, type);

      for (guint i = 0; i < records->len; i++)
        check_record (&check, g_ptr_array_index (records, i), numbers);
    }
  return check.problems;
}
