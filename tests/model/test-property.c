/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whatever is done to a model, undoing all of it gives the bytes that it began with, doing it again
 * gives the bytes that it ended with, and so does replaying what was committed from its JSON. */

#include "pp-edit.h"
#include "pp-test-model.h"

#define N_SEQUENCES 1000
#define N_STEPS 20

typedef struct {
  PpModel   *model;
  PpHistory *history;
  GPtrArray *lines;             /* what was committed, as JSON text */
} Bench;

static void
note_committed (PpHistory  *history,
                const char *label,
                GPtrArray  *changes,
                Bench      *bench)
{
  g_autoptr (JsonNode) node = pp_change_list_to_json (changes);

  g_ptr_array_add (bench->lines, pp_json_to_string (node, PP_JSON_STYLE_COMPACT, NULL));
}

static int
below (int limit)
{
  return g_test_rand_int_range (0, limit);
}

static PpRecord *
random_record (PpModel      *model,
               PpRecordType  type)
{
  guint n_records = pp_model_get_n_records (model, type);

  return n_records > 0 ? pp_model_peek_record (model, type, (guint) below ((int) n_records)) : NULL;
}

static const char *
random_id (PpModel      *model,
           PpRecordType  type)
{
  PpRecord *record = random_record (model, type);

  return record != NULL ? pp_record_get_id (record) : NULL;
}

static const char *
random_element (PpModel *model)
{
  return random_id (model, below (3) == 0 ? PP_RECORD_EDGE : PP_RECORD_NODE);
}

static PpPlacement *
random_placement (void)
{
  PpPlacement *placement = pp_placement_new_box (below (1000) / 4.0, below (1000) - 500, below (300),
                                                 below (300), below (20) - 5);

  if (below (3) == 0)
    {
      const PpPoint points[] = { { below (100), 0.1 }, { -1e-3, below (100) } };

      pp_placement_set_points (placement, points, 2);
      placement->has_source_point = below (2);
      placement->label_position = below (2) ? 0.25 : -1;
    }
  return placement;
}

static JsonNode *
random_json (void)
{
  static const char * const texts[] = {
    "true", "-0.5", "12345678901234", "\"\"", "\"a \\u00e9 \\\" \\n\"", "[]", "{}", "null", "[1,[2,{}]]",
    "{\"b\":1,\"a\":{\"c\":null}}", "1e300",
  };

  return parse (texts[below (G_N_ELEMENTS (texts))]);
}

static JsonNode *
random_value (PpModel       *model,
              const PpField *field)
{
  g_autofree char *text = below (5) > 0 ? g_strdup_printf ("text %d", below (50)) : g_strdup ("");

  switch (field->type)
    {
    case PP_FIELD_STRING:
      return text_node (text);

    case PP_FIELD_ID:
      {
        const char *id = random_element (model);

        return id != NULL ? text_node (id) : NULL;
      }

    case PP_FIELD_BOOLEAN:
      return json_node_init_boolean (json_node_alloc (), below (2));

    case PP_FIELD_INTEGER:
      return json_node_init_int (json_node_alloc (), below (100) - 1);

    case PP_FIELD_STRINGS:
      return parse (below (2) ? "[\"x\",\"y\"]" : "[]");

    case PP_FIELD_JSON:
    case PP_FIELD_MAP:
      return random_json ();

    case PP_FIELD_PLACEMENTS:
      {
        g_autoptr (PpPlacement) placement = random_placement ();

        if (below (4) == 0)
          return parse ("{\"x\":0,\"z\":0,\"width\":5.0,\"hidden\":false}");
        return pp_placement_to_json (placement);
      }

    default:
      g_assert_not_reached ();
    }
}

/* Sets any field of any record to any value of its type, or to none. */
static gboolean
set_at_random (PpModel   *model,
               GPtrArray *changes)
{
  PpRecord *record = random_record (model, below (PP_N_RECORD_TYPES));
  g_autoptr (JsonNode) before = NULL;
  g_autoptr (JsonNode) after = NULL;
  g_autofree char *name = NULL;
  const PpField *field;
  guint n_fields;

  if (record == NULL)
    return FALSE;
  field = pp_record_get_fields (record, &n_fields);
  field += below ((int) n_fields);
  if (field->type == PP_FIELD_PLACEMENTS)
    name = g_strconcat (field->name, "/", random_element (model), NULL);
  else if (field->type == PP_FIELD_MAP && below (4) > 0)
    name = g_strdup_printf ("%s/key %d", field->name, below (3));
  else
    name = g_strdup (field->name);
  before = pp_record_dup_field (record, name);
  after = below (4) == 0 ? NULL : random_value (model, field);
  g_ptr_array_add (changes, pp_change_new_set (pp_record_get_record_type (record),
                                               pp_record_get_id (record), name, before, after));
  return TRUE;
}

static void
add_at_random (GPtrArray    *changes,
               PpRecordType  type,
               const char   *text)
{
  g_autofree char *id = pp_model_new_id ();
  g_autoptr (JsonNode) node = parse (text);

  g_ptr_array_add (changes, pp_change_new_add (type, id, node));
}

static GPtrArray *
paste_at_random (PpModel    *model,
                 const char *layout,
                 const char *id)
{
  g_autoptr (JsonNode) fragment = pp_edit_copy (model, layout, &id, 1);
  g_autoptr (GError) error = NULL;
  GPtrArray *changes = pp_edit_paste (model, layout, fragment, 10, 10, NULL, &error);

  g_assert_no_error (error);
  return changes;
}

static GPtrArray *
edit_layouts_at_random (PpModel    *model,
                        const char *layout,
                        const char *id)
{
  g_autoptr (PpPlacement) placement = random_placement ();

  switch (below (7))
    {
    case 0:
      return pp_edit_hide_elements (model, layout, &id, 1);

    case 1:
      return pp_edit_place (model, layout, id, placement);

    case 2:
      return pp_edit_restack (model, layout, &id, 1, below (4));

    case 3:
      return pp_edit_add_layout (model, "New", "STRIDE", NULL);

    case 4:
      return pp_edit_duplicate_layout (model, layout, "Twin", NULL);

    case 5:
      return pp_edit_remove_layout (model, layout);

    default:
      return paste_at_random (model, layout, id);
    }
}

static GPtrArray *
edit_elements_at_random (PpModel    *model,
                         const char *layout,
                         const char *id)
{
  g_autoptr (PpPlacement) placement = random_placement ();

  switch (below (5))
    {
    case 0:
      return pp_edit_remove_elements (model, &id, 1);

    case 1:
      return pp_edit_add_threat (model, id, "STRIDE", "Tampering", "T", NULL);

    case 2:
      {
        const char *threat = random_id (model, PP_RECORD_THREAT);

        return pp_edit_remove_threats (model, &threat, threat != NULL ? 1 : 0);
      }

    case 3:
      return pp_edit_add_edge (model, layout, "data-flow", "e", NULL, id, random_element (model),
                               placement, NULL);

    default:
      return pp_edit_add_node (model, layout, "store", "n", NULL, placement, NULL, NULL);
    }
}

static GPtrArray *
random_changes (PpModel *model)
{
  const char *layout = random_id (model, PP_RECORD_LAYOUT);
  const char *id = random_element (model);
  GPtrArray *changes;

  if (id == NULL)
    return pp_edit_add_node (model, layout, "store", "n", NULL, NULL, NULL, NULL);
  if (layout == NULL)
    return pp_edit_add_layout (model, "New", "STRIDE", NULL);
  switch (below (4))
    {
    case 0:
      return edit_layouts_at_random (model, layout, id);

    case 1:
      return edit_elements_at_random (model, layout, id);

    default:
      changes = pp_change_list_new ();
      if (below (5) == 0)
        add_at_random (changes, PP_RECORD_CONTROL, "{\"title\":\"C\",\"threats\":[\"t1\"],\"later\":[1]}");
      else if (below (8) == 0)
        add_at_random (changes, PP_RECORD_COMMENT, "{\"text\":\"Why?\",\"element\":\"shop\"}");
      else
        set_at_random (model, changes);
      return changes;
    }
}

static void
apply_random_changes (Bench *bench)
{
  g_autoptr (GPtrArray) changes = random_changes (bench->model);
  const char *merge_key = below (3) == 0 ? "key" : NULL;
  g_autoptr (GError) error = NULL;

  if (!pp_history_apply_merged (bench->history, "Random", merge_key, changes, &error))
    {
      /* A whole map was set to something that is none, for one: refused, and nothing is changed. */
      g_assert_error (error, PP_MODEL_ERROR, PP_MODEL_ERROR_INVALID_VALUE);
    }
}

static void
apply_and_roll_back (Bench *bench)
{
  g_autofree char *before = canonical (bench->model);
  g_autofree char *after = NULL;

  pp_history_begin (bench->history, "Never");
  for (int i = below (4); i >= 0; i--)
    apply_random_changes (bench);
  pp_history_rollback (bench->history);
  after = canonical (bench->model);
  g_assert_cmpstr (after, ==, before);
}

static void
step_at_random (Bench *bench)
{
  switch (below (12))
    {
    case 0:
      apply_and_roll_back (bench);
      break;

    case 1:
      pp_history_begin (bench->history, "Outer");
      for (int i = below (4); i >= 0; i--)
        apply_random_changes (bench);
      pp_history_commit (bench->history);
      break;

    case 2:
      pp_history_undo (bench->history);
      break;

    case 3:
      pp_history_redo (bench->history);
      break;

    case 4:
      pp_history_end_merge (bench->history);
      break;

    default:
      apply_random_changes (bench);
      break;
    }
}

static char *
replayed (Bench *bench)
{
  g_autoptr (PpModel) model = small_model ();

  for (guint i = 0; i < bench->lines->len; i++)
    {
      g_autoptr (JsonNode) node = parse (g_ptr_array_index (bench->lines, i));
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) changes = pp_change_list_new_from_json (node, &error);

      g_assert_no_error (error);
      pp_model_apply (model, changes, &error);
      g_assert_no_error (error);
    }
  return canonical (model);
}

static void
check_sequence (void)
{
  g_autoptr (PpModel) model = small_model ();
  g_autoptr (PpHistory) history = pp_history_new (model);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  Bench bench = { model, history, lines };
  g_autofree char *start = canonical (model);
  g_autofree char *end = NULL;
  g_autofree char *undone = NULL;
  g_autofree char *redone = NULL;
  g_autofree char *again = NULL;
  g_autofree char *copied = NULL;
  g_autoptr (PpModel) copy = NULL;

  g_signal_connect (history, "committed", G_CALLBACK (note_committed), &bench);
  for (guint i = 0; i < N_STEPS; i++)
    step_at_random (&bench);
  while (pp_history_redo (history))
    ;

  end = canonical (model);
  again = replayed (&bench);
  g_assert_cmpstr (again, ==, end);
  copy = pp_model_copy (model);
  copied = canonical (copy);
  g_assert_cmpstr (copied, ==, end);
  while (pp_history_undo (history))
    ;
  undone = canonical (model);
  g_assert_cmpstr (undone, ==, start);
  g_assert_false (pp_history_is_modified (history));
  while (pp_history_redo (history))
    ;
  redone = canonical (model);
  g_assert_cmpstr (redone, ==, end);
}

static void
test_random_sequences (void)
{
  for (guint i = 0; i < N_SEQUENCES; i++)
    check_sequence ();
}

static void
count (PpHistory  *history,
       const char *label,
       GPtrArray  *changes,
       guint      *counter)
{
  (*counter)++;
}

static void
test_a_drag_of_500_nodes_is_one_step (void)
{
  g_autoptr (PpModel) model = small_model ();
  g_autoptr (PpHistory) history = pp_history_new (model);
  g_autoptr (GPtrArray) changes = pp_change_list_new ();
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  guint n_committed = 0;

  for (guint i = 0; i < 500; i++)
    {
      g_autoptr (GPtrArray) added = NULL;
      char *id;

      added = pp_edit_add_node (model, "all", "store", "n", NULL, NULL, NULL, &id);
      g_ptr_array_add (ids, id);
      g_assert_true (pp_model_apply (model, added, NULL));
    }
  before = canonical (model);
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (PpPlacement) placement = pp_placement_new_box (i, 2 * i, 100, 50, 3);
      g_autoptr (GPtrArray) place = pp_edit_place (model, "all", g_ptr_array_index (ids, i), placement);

      g_assert_cmpuint (place->len, ==, 1);
      g_ptr_array_add (changes, pp_change_ref (g_ptr_array_index (place, 0)));
    }
  g_signal_connect (history, "committed", G_CALLBACK (count), &n_committed);
  g_assert_true (pp_history_apply (history, "Move", changes, NULL));
  g_assert_cmpuint (n_committed, ==, 1);
  g_assert_true (pp_history_undo (history));
  after = canonical (model);
  g_assert_cmpstr (after, ==, before);
  g_assert_false (pp_history_can_undo (history));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/property/random-sequences", test_random_sequences);
  g_test_add_func ("/property/a-drag-of-500-nodes-is-one-step", test_a_drag_of_500_nodes_is_one_step);

  return g_test_run ();
}
