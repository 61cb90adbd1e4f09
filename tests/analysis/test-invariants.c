/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What must hold for the rules whatever is drawn. */

#include "pp-random-model.h"
#include "pp-subjects.h"
#include "pp-test-analysis.h"

#include <string.h>

static GHashTable *
identities (PpModel *model)
{
  g_autoptr (PpAnalysis) analysis = analyse (model, NULL);
  g_autoptr (GPtrArray) findings = pp_analysis_list_findings (analysis, NULL);
  GHashTable *found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < findings->len; i++)
    {
      const PpFinding *finding = g_ptr_array_index (findings, i);

      g_hash_table_add (found, g_strdup_printf ("%s@%s", finding->rule->id, finding->element));
    }
  return found;
}

static void
assert_subset (GHashTable *small,
               GHashTable *large,
               const char *what)
{
  GHashTableIter iter;
  gpointer identity;

  g_hash_table_iter_init (&iter, small);
  while (g_hash_table_iter_next (&iter, &identity, NULL))
    if (!g_hash_table_contains (large, identity))
      g_error ("%s: %s", what, (char *) identity);
}

static PpElement *
pick_element (PpModel *model,
              GRand   *random)
{
  PpRecordType type = g_rand_boolean (random) ? PP_RECORD_NODE : PP_RECORD_EDGE;
  guint n_records = pp_model_get_n_records (model, type);

  return PP_ELEMENT (pp_model_peek_record (model, type, g_rand_int_range (random, 0, n_records)));
}

/* States one fact; gives FALSE where something else was stated before. */
static gboolean
state (PpModel    *model,
       PpElement  *element,
       const char *property,
       JsonNode   *value)
{
  g_autofree char *field = g_strconcat ("facts/", property, NULL);
  g_autofree char *free_field = g_strconcat ("properties/", property, NULL);
  g_autoptr (GPtrArray) changes = pp_change_list_new ();
  g_autoptr (JsonNode) before = pp_record_dup_field (PP_RECORD (element), field);
  g_autoptr (JsonNode) free_before = pp_record_dup_field (PP_RECORD (element), free_field);
  g_autoptr (JsonNode) fact = pp_fact_new (value, PP_FACT_SOURCE_PERSON, NULL);

  if (before != NULL || free_before != NULL)
    return FALSE;
  g_ptr_array_add (changes, pp_change_new_set (pp_record_get_record_type (PP_RECORD (element)),
                                               pp_record_get_id (PP_RECORD (element)), field, NULL, fact));
  g_assert_true (pp_model_apply (model, changes, NULL));
  return TRUE;
}

static char *
pick_control (GRand *random)
{
  const PpVocabulary *vocabulary = shared_rules ()->vocabulary;
  guint property;

  do
    property = g_rand_int_range (random, 0, _pp_vocabulary_count (vocabulary));
  while (!_pp_vocabulary_is_control (vocabulary, property));
  return g_strdup (_pp_vocabulary_get_name (vocabulary, property));
}

static JsonNode *
truth_node (gboolean yes)
{
  JsonNode *node = json_node_new (JSON_NODE_VALUE);

  json_node_set_boolean (node, yes);
  return node;
}

/* Stating a control never adds a threat; stating that it is absent never takes one away. */
static void
test_controls (gconstpointer data)
{
  gboolean yes = GPOINTER_TO_INT (data);

  for (guint seed = 1; seed <= 12; seed++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);
      g_autoptr (PpModel) model = pp_random_model_new (random, 15, 25, 1);
      g_autoptr (GHashTable) before = identities (model);

      for (guint i = 0; i < 120; i++)
        {
          PpElement *element = pick_element (model, random);
          g_autofree char *control = pick_control (random);
          g_autoptr (JsonNode) value = truth_node (yes);
          g_autoptr (GHashTable) after = NULL;

          if (!state (model, element, control, value))
            continue;
          after = identities (model);
          if (yes)
            assert_subset (after, before, control);
          else
            assert_subset (before, after, control);
          g_clear_pointer (&before, g_hash_table_unref);
          before = g_steal_pointer (&after);
        }
    }
}

/* --- Questions ---------------------------------------------------------------------------------- */

static void
state_everything (PpModel *model,
                  GRand   *random)
{
  const PpVocabulary *vocabulary = shared_rules ()->vocabulary;

  for (PpRecordType type = PP_RECORD_NODE; type <= PP_RECORD_EDGE; type++)
    for (guint i = 0; i < pp_model_get_n_records (model, type); i++)
      for (guint p = PP_PROPERTY_ZONE + 1; p < _pp_vocabulary_count (vocabulary); p++)
        {
          const char *name = _pp_vocabulary_get_name (vocabulary, p);
          g_autoptr (JsonNode) value = pp_random_model_value (name, random);

          if (p != PP_PROPERTY_EDGE && strcmp (name, "attack") != 0)
            state (model, PP_ELEMENT (pp_model_peek_record (model, type, i)), name, value);
        }
}

static void
test_nothing_left_to_ask (void)
{
  for (guint seed = 1; seed <= 5; seed++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);
      g_autoptr (PpModel) model = pp_random_model_new (random, 10, 18, 1);
      g_autoptr (PpAnalysis) analysis = NULL;
      g_autofree char *questions = NULL;

      state_everything (model, random);
      for (guint i = 0; i < 2; i++)
        for (guint j = 0; j < pp_model_get_n_records (model, i == 0 ? PP_RECORD_NODE : PP_RECORD_EDGE); j++)
          {
            PpElement *element = PP_ELEMENT (pp_model_peek_record (model, i == 0 ? PP_RECORD_NODE
                                                                                 : PP_RECORD_EDGE, j));
            static const char * const derived[] = { "sensitivity", "auth", "layer", "internet", "external" };

            for (guint k = 0; k < G_N_ELEMENTS (derived); k++)
              {
                g_autoptr (JsonNode) value = pp_random_model_value (derived[k], random);

                state (model, element, derived[k], value);
              }
          }
      analysis = analyse (model, NULL);
      questions = questions_to_text (analysis);
      g_assert_cmpstr (questions, ==, "");
    }
}

/* An answer to a question takes it off the list, whatever the answer is. */
static void
test_answers_settle (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (8);
  g_autoptr (PpModel) model = pp_random_model_new (random, 12, 20, 1);

  for (guint i = 0; i < 150; i++)
    {
      g_autoptr (PpAnalysis) analysis = analyse (model, NULL);
      g_autoptr (GPtrArray) questions = pp_analysis_list_questions (analysis, NULL);
      g_autoptr (PpAnalysis) after = NULL;
      g_autoptr (GPtrArray) left = NULL;
      g_autoptr (JsonNode) value = NULL;
      PpQuestion *question;

      if (questions->len == 0)
        break;
      question = g_ptr_array_index (questions, 0);
      value = pp_random_model_value (question->property, random);
      g_assert_true (state (model, pp_model_lookup_element (model, question->element), question->property, value));
      after = analyse (model, NULL);
      left = pp_analysis_list_questions (after, NULL);
      for (guint j = 0; j < left->len; j++)
        {
          PpQuestion *other = g_ptr_array_index (left, j);

          g_assert_false (g_str_equal (other->element, question->element) &&
                          g_str_equal (other->property, question->property));
        }
    }
}

/* --- What must not matter ----------------------------------------------------------------------- */

static void
move_everything (PpModel *model,
                 double   dx,
                 double   dy)
{
  g_autoptr (GPtrArray) layouts = pp_model_dup_layouts (model);

  for (guint i = 0; i < layouts->len; i++)
    {
      PpLayout *layout = g_ptr_array_index (layouts, i);
      g_autoptr (GPtrArray) changes = pp_change_list_new ();

      for (PpRecordType type = PP_RECORD_NODE; type <= PP_RECORD_EDGE; type++)
        for (guint j = 0; j < pp_model_get_n_records (model, type); j++)
          {
            const char *id = pp_record_get_id (pp_model_peek_record (model, type, j));
            const PpPlacement *placement = pp_layout_get_placement (layout, id);
            g_autoptr (PpPlacement) moved = placement != NULL ? pp_placement_copy (placement) : NULL;
            g_autofree char *field = g_strconcat ("placements/", id, NULL);
            g_autoptr (JsonNode) before = NULL, after = NULL;

            if (moved == NULL)
              continue;
            before = pp_placement_to_json (placement);
            pp_placement_translate (moved, dx, dy);
            after = pp_placement_to_json (moved);
            g_ptr_array_add (changes, pp_change_new_set (PP_RECORD_LAYOUT, pp_record_get_id (PP_RECORD (layout)),
                                                         field, before, after));
          }
      g_assert_true (pp_model_apply (model, changes, NULL));
    }
}

static char *
all_findings (PpModel *model)
{
  g_autoptr (PpAnalysis) analysis = analyse (model, NULL);

  return findings_to_text (analysis, FALSE);
}

static void
test_translation (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (4);
  g_autoptr (PpModel) model = pp_random_model_new (random, 30, 50, 2);
  g_autofree char *before = all_findings (model), *after = NULL;

  move_everything (model, -3000, 512);
  after = all_findings (model);
  assert_same_lines (after, before);
}

static void
test_renaming (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (6);
  g_autoptr (PpModel) model = pp_random_model_new (random, 30, 50, 1);
  g_autofree char *before = all_findings (model), *after = NULL;

  for (PpRecordType type = PP_RECORD_NODE; type <= PP_RECORD_EDGE; type++)
    for (guint i = 0; i < pp_model_get_n_records (model, type); i++)
      {
        PpRecord *record = pp_model_peek_record (model, type, i);
        g_autoptr (GPtrArray) changes = pp_change_list_new ();
        g_autoptr (JsonNode) name = json_node_init_string (json_node_alloc (), "The same for all");
        g_autoptr (JsonNode) old = pp_record_dup_field (record, "name");

        g_ptr_array_add (changes, pp_change_new_set (type, pp_record_get_id (record), "name", old, name));
        g_assert_true (pp_model_apply (model, changes, NULL));
      }
  after = all_findings (model);
  assert_same_lines (after, before);
}

static void
test_reordering (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  g_autoptr (PpModel) model = pp_random_model_new (random, 30, 50, 2);
  g_autoptr (PpModel) other = pp_model_new ("random");
  g_autoptr (PpAnalysis) analysis = analyse (model, NULL), again = NULL;
  g_autofree char *before = findings_to_text (analysis, TRUE), *after = NULL;

  for (PpRecordType type = PP_RECORD_NODE; type <= PP_RECORD_LAYOUT; type++)
    for (guint i = pp_model_get_n_records (model, type); i > 0; i--)
      {
        PpRecord *record = pp_model_peek_record (model, type, i - 1);
        g_autoptr (JsonNode) node = pp_record_to_json (record);

        g_assert_true (pp_model_add_record (other, type, pp_record_get_id (record), node, NULL));
      }
  again = analyse (other, NULL);
  after = findings_to_text (again, TRUE);
  assert_same_lines (after, before);
}

/* The cells of a diagram the other way round. */
static GBytes *
turn_cells (GBytes *file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) root = pp_json_parse (g_bytes_get_data (file, NULL), g_bytes_get_size (file), NULL, &error);
  JsonObject *detail = json_object_get_object_member (json_node_get_object (root), "detail");
  JsonObject *diagram = json_array_get_object_element (json_object_get_array_member (detail, "diagrams"), 0);
  JsonArray *cells = json_object_get_array_member (diagram, "cells");
  JsonArray *turned = json_array_new ();
  gsize length;
  char *text;

  for (guint i = json_array_get_length (cells); i > 0; i--)
    json_array_add_element (turned, json_array_dup_element (cells, i - 1));
  json_object_set_array_member (diagram, "cells", turned);
  text = pp_json_to_string (root, PP_JSON_STYLE_COMPACT, &length);
  return g_bytes_new_take (text, length);
}

static GBytes *
write_threat_dragon (PpModel *model)
{
  g_autoptr (PpLoss) loss = pp_loss_new ();
  g_autoptr (GError) error = NULL;
  GBytes *file;

  pp_random_model_forget_file (model);
  file = pp_formats_write (pp_formats_lookup ("threat-dragon"), model, loss, &error);
  g_assert_no_error (error);
  return file;
}

static PpModel *
read_threat_dragon (GBytes *file)
{
  g_autoptr (PpLoss) loss = pp_loss_new ();
  g_autoptr (GError) error = NULL;
  PpModel *model = pp_formats_read (pp_formats_lookup ("threat-dragon"), file, NULL, NULL, loss, &error);

  g_assert_no_error (error);
  return model;
}

/* Where several flows put a finding on one element, the order of the file says which is told, and nothing else. */
static void
test_order_of_a_file (void)
{
  guint n_different = 0;

  for (guint seed = 1; seed <= 5; seed++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);
      g_autoptr (PpModel) drawn = pp_random_model_new (random, 12, 60, 1);
      g_autoptr (GBytes) file = write_threat_dragon (drawn), turned_file = turn_cells (file);
      g_autoptr (PpModel) model = read_threat_dragon (file), turned = read_threat_dragon (turned_file);
      g_autoptr (PpAnalysis) one = analyse (model, NULL), other = analyse (turned, NULL);
      g_autofree char *rows = findings_to_text (one, FALSE), *turned_rows = findings_to_text (other, FALSE);
      g_autofree char *all = findings_to_text (one, TRUE), *turned_all = findings_to_text (other, TRUE);

      assert_same_lines (turned_rows, rows);
      n_different += !g_str_equal (turned_all, all);
    }
  g_assert_cmpuint (n_different, >, 0);
}

static void
test_save_and_load (void)
{
  static const char * const formats[] = { "parapet", "threat-dragon" };
  g_autoptr (GRand) random = g_rand_new_with_seed (9);
  g_autoptr (PpModel) model = pp_random_model_new (random, 30, 50, 1);
  g_autofree char *before = all_findings (model);

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      const PpFormat *format = pp_formats_lookup (formats[i]);
      g_autoptr (PpLoss) loss = pp_loss_new ();
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = pp_formats_write (format, model, loss, &error);
      g_autoptr (PpModel) loaded = NULL;
      g_autofree char *after = NULL;

      g_assert_no_error (error);
      loaded = pp_formats_read (format, bytes, NULL, NULL, loss, &error);
      g_assert_no_error (error);
      after = all_findings (loaded);
      assert_same_lines (after, before);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/analysis/invariants/control-in-place", GINT_TO_POINTER (TRUE), test_controls);
  g_test_add_data_func ("/analysis/invariants/control-absent", GINT_TO_POINTER (FALSE), test_controls);
  g_test_add_func ("/analysis/invariants/nothing-left-to-ask", test_nothing_left_to_ask);
  g_test_add_func ("/analysis/invariants/answers-settle", test_answers_settle);
  g_test_add_func ("/analysis/invariants/translation", test_translation);
  g_test_add_func ("/analysis/invariants/renaming", test_renaming);
  g_test_add_func ("/analysis/invariants/reordering", test_reordering);
  g_test_add_func ("/analysis/invariants/order-of-a-file", test_order_of_a_file);
  g_test_add_func ("/analysis/invariants/save-and-load", test_save_and_load);
  return g_test_run ();
}
