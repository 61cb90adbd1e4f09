/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-model-copier.h"
#include "pp-test-model.h"

static void
assert_equal (PpModel *one,
              PpModel *other)
{
  g_autofree char *text = canonical (one), *other_text = canonical (other);

  g_assert_true (one != other);
  g_assert_cmpstr (text, ==, other_text);
  g_assert_nonnull (pp_model_get_info (one));
}

static guint
step_through (PpModelCopier *copier)
{
  guint n_steps = 1;

  while (pp_model_copier_step (copier, 1))
    n_steps++;
  return n_steps;
}

/* One record in each step, and no change of the one is one of the other. */
static void
test_steps (void)
{
  g_autoptr (PpModel) model = small_model ();
  g_autoptr (PpModelCopier) copier = pp_model_copier_new (model);
  g_autoptr (PpModel) copy = NULL;

  g_assert_cmpuint (step_through (copier), >=, 6);
  g_assert_cmpuint (pp_model_copier_get_n_begun (copier), ==, 1);
  copy = pp_model_copier_finish (copier);
  assert_equal (copy, model);
  g_assert_cmpuint (pp_model_peek_threats_of (copy, "orders")->len, ==, 1);
  add_record (model, PP_RECORD_NODE, "more", "{\"kind\":\"process\",\"name\":\"More\"}");
  g_assert_null (pp_model_lookup_element (copy, "more"));
}

static void
add_node (PpModel    *model,
          const char *id)
{
  g_autoptr (GPtrArray) changes = pp_change_list_new ();
  g_autoptr (JsonNode) record = parse ("{\"kind\":\"process\",\"name\":\"New\"}");

  g_ptr_array_add (changes, pp_change_new_add (PP_RECORD_NODE, id, record));
  g_assert_true (pp_model_apply (model, changes, NULL));
}

/* Whatever has been copied by then, what comes out is the model as it is in the end. */
static void
test_changed_meanwhile (void)
{
  g_autoptr (PpModel) model = small_model ();

  for (guint n_before = 0; n_before < 8; n_before++)
    {
      g_autofree char *id = g_strdup_printf ("node-%u", n_before);
      g_autoptr (PpModelCopier) copier = pp_model_copier_new (model);
      g_autoptr (PpModel) copy = NULL;

      pp_model_copier_step (copier, n_before);
      add_node (model, id);
      g_assert_cmpuint (pp_model_copier_get_n_begun (copier), ==, n_before > 0 ? 2 : 1);
      step_through (copier);
      copy = pp_model_copier_finish (copier);
      assert_equal (copy, model);
    }
}

/* Nothing listens to the model any more. */
static void
test_given_up (void)
{
  g_autoptr (PpModel) model = small_model ();
  PpModelCopier *copier = pp_model_copier_new (model);

  pp_model_copier_step (copier, 2);
  pp_model_copier_free (copier);
  add_node (model, "later");
  g_assert_finalize_object (g_steal_pointer (&model));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/copier/steps", test_steps);
  g_test_add_func ("/model/copier/changed-meanwhile", test_changed_meanwhile);
  g_test_add_func ("/model/copier/given-up", test_given_up);
  return g_test_run ();
}
