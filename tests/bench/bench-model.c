/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Measures the model: how fast edits go through, how long a large undo takes, what an element weighs,
 * and how fast everything is visited. The last line is one JSON object. */

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>

#include "pp-edit.h"
#include "pp-history.h"

#define N_ELEMENTS 100000
#define N_EDITS 200000
#define N_UNDONE 10000
#define N_RUNS 5

static double
seconds_since (gint64 start)
{
  return (g_get_monotonic_time () - start) / (double) G_USEC_PER_SEC;
}

static size_t
bytes_in_use (void)
{
  struct mallinfo2 info = mallinfo2 ();

  return info.uordblks + info.hblkhd;
}

static JsonNode *
object_node (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  return node;
}

static JsonNode *
text_node (const char *text)
{
  return json_node_init_string (json_node_alloc (), text);
}

static char *
node_id (guint position)
{
  return g_strdup_printf ("9f1c2a3b-0000-4000-8000-%012u", position);
}

static void
add_record (PpModel      *model,
            PpRecordType  type,
            const char   *id,
            JsonObject   *record)
{
  g_autoptr (JsonNode) node = object_node (record);
  g_autoptr (GError) error = NULL;

  if (!pp_model_add_record (model, type, id, node, &error))
    g_error ("%s", error->message);
}

static void
add_node (PpModel *model,
          guint    position)
{
  g_autofree char *id = node_id (position);
  g_autofree char *name = g_strdup_printf ("Service %u", position);
  JsonObject *record = json_object_new ();
  JsonObject *facts = json_object_new ();
  g_autoptr (JsonNode) fact = pp_fact_new_truth (PP_TRUTH_YES, PP_FACT_SOURCE_PERSON, NULL);

  json_object_set_string_member (record, "kind", "process");
  json_object_set_string_member (record, "name", name);
  json_object_set_member (facts, "isWebApplication", json_node_ref (fact));
  json_object_set_object_member (record, "facts", facts);
  add_record (model, PP_RECORD_NODE, id, record);
}

static void
add_edge (PpModel *model,
          guint    position,
          guint    n_nodes)
{
  g_autofree char *id = g_strdup_printf ("9f1c2a3b-1111-4000-8000-%012u", position);
  g_autofree char *name = g_strdup_printf ("Request %u", position);
  g_autofree char *source = node_id (position % n_nodes);
  g_autofree char *target = node_id ((position * 7 + 1) % n_nodes);
  JsonObject *record = json_object_new ();

  json_object_set_string_member (record, "kind", "data-flow");
  json_object_set_string_member (record, "name", name);
  json_object_set_string_member (record, "source", source);
  json_object_set_string_member (record, "target", target);
  add_record (model, PP_RECORD_EDGE, id, record);
}

static void
add_layout (PpModel *model)
{
  JsonObject *record = json_object_new ();
  JsonObject *placements = json_object_new ();

  for (PpRecordType type = PP_RECORD_NODE; type <= PP_RECORD_EDGE; type++)
    {
      for (guint i = 0; i < pp_model_get_n_records (model, type); i++)
        {
          const char *id = pp_record_get_id (pp_model_peek_record (model, type, i));
          g_autoptr (PpPlacement) placement = pp_placement_new_box (i % 100 * 200, i / 100 * 150,
                                                                    100, 60, 1);

          json_object_set_member (placements, id, pp_placement_to_json (placement));
        }
    }
  json_object_set_string_member (record, "title", "Everything");
  json_object_set_object_member (record, "placements", placements);
  add_record (model, PP_RECORD_LAYOUT, "layout", record);
}

/* A third nodes and two thirds edges, all shown in one layout. */
static PpModel *
make_model (guint n_elements)
{
  PpModel *model = pp_model_new ("bench");
  guint n_nodes = n_elements / 3;

  for (guint i = 0; i < n_nodes; i++)
    add_node (model, i);
  for (guint i = n_nodes; i < n_elements; i++)
    add_edge (model, i, n_nodes);
  add_layout (model);
  return model;
}

static void
apply (PpHistory *history,
       GPtrArray *changes)
{
  g_autoptr (GError) error = NULL;

  if (!pp_history_apply (history, "Edit", changes, &error))
    g_error ("%s", error->message);
}

/* One rename or one move, each a step of its own. */
static void
edit_once (PpHistory *history,
           guint      round)
{
  PpModel *model = pp_history_get_model (history);
  guint n_nodes = pp_model_get_n_records (model, PP_RECORD_NODE);
  const char *id = pp_record_get_id (pp_model_peek_record (model, PP_RECORD_NODE, round * 31 % n_nodes));

  if (round % 2 == 0)
    {
      g_autofree char *name = g_strdup_printf ("Renamed %u", round);
      g_autoptr (JsonNode) value = text_node (name);

      pp_history_set (history, "Rename", id, "name", value, NULL);
    }
  else
    {
      g_autoptr (PpPlacement) placement = pp_placement_new_box (round % 5000, round % 3000, 100, 60, 1);
      g_autoptr (GPtrArray) changes = pp_edit_place (model, "layout", id, placement);

      apply (history, changes);
    }
}

static double
measure_edits (PpModel *model)
{
  g_autoptr (PpHistory) history = pp_history_new (model);
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < N_EDITS; i++)
    edit_once (history, i);
  return N_EDITS / seconds_since (start);
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double first = *(const double *) a, second = *(const double *) b;

  return (first > second) - (first < second);
}

static double
median (double *values,
        guint   n_values)
{
  qsort (values, n_values, sizeof *values, compare_doubles);
  return values[n_values / 2];
}

/* A step of 10,000 changes: half of them moves, the others new names. */
static void
make_large_step (PpHistory *history)
{
  PpModel *model = pp_history_get_model (history);

  pp_history_begin (history, "Large");
  for (guint i = 0; i < N_UNDONE; i++)
    edit_once (history, i);
  if (!pp_history_commit (history))
    g_error ("Nothing was done in %u records", pp_model_get_n_records (model, PP_RECORD_NODE));
}

static void
measure_undo (PpModel *model,
              double  *undo_ms,
              double  *redo_ms)
{
  g_autoptr (PpHistory) history = pp_history_new (model);
  double undos[N_RUNS], redos[N_RUNS];

  make_large_step (history);
  for (guint i = 0; i < N_RUNS; i++)
    {
      gint64 start = g_get_monotonic_time ();

      pp_history_undo (history);
      undos[i] = seconds_since (start) * 1000;
      start = g_get_monotonic_time ();
      pp_history_redo (history);
      redos[i] = seconds_since (start) * 1000;
    }
  *undo_ms = median (undos, N_RUNS);
  *redo_ms = median (redos, N_RUNS);
}

/* Visits every element and its place, as the scene does when it is made. */
static double
measure_iteration (PpModel *model)
{
  PpLayout *layout = pp_model_lookup_layout (model, "layout");
  gint64 start = g_get_monotonic_time ();
  double sum = 0;

  for (PpRecordType type = PP_RECORD_NODE; type <= PP_RECORD_EDGE; type++)
    {
      guint n_records = pp_model_get_n_records (model, type);

      for (guint i = 0; i < n_records; i++)
        {
          PpElement *element = PP_ELEMENT (pp_model_peek_record (model, type, i));
          const PpPlacement *placement =
            pp_layout_get_placement (layout, pp_record_get_id (PP_RECORD (element)));

          sum += placement->x + *pp_element_get_name (element);
        }
    }
  if (sum < 0)
    g_error ("Places are not negative");
  return seconds_since (start) * 1000;
}

int
main (int   argc,
      char *argv[])
{
  size_t before = bytes_in_use ();
  gint64 start = g_get_monotonic_time ();
  g_autoptr (PpModel) model = make_model (N_ELEMENTS);
  double make_ms = seconds_since (start) * 1000;
  double bytes_per_element = (double) (bytes_in_use () - before) / N_ELEMENTS;
  double iterate_ms = measure_iteration (model);
  double edits_per_s = measure_edits (model);
  double undo_ms, redo_ms;

  measure_undo (model, &undo_ms, &redo_ms);
  printf ("%d elements made in %.0f ms, %.0f bytes each, visited in %.1f ms\n", N_ELEMENTS, make_ms,
          bytes_per_element, iterate_ms);
  printf ("%.0f edits a second; a step of %d changes undone in %.1f ms, done again in %.1f ms\n",
          edits_per_s, N_UNDONE, undo_ms, redo_ms);
  printf ("{\"edits_per_s\":%.0f,\"undo_10000_ms\":%.2f,\"bytes_per_element\":%.0f,"
          "\"elements\":%d,\"redo_10000_ms\":%.2f,\"iterate_ms\":%.2f,\"make_ms\":%.1f}\n",
          edits_per_s, undo_ms, bytes_per_element, N_ELEMENTS, redo_ms, iterate_ms, make_ms);
  return 0;
}
