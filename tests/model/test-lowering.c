/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-test-model.h"

#include "pp-lowering.h"
#include "pp-merge.h"
#include "pp-release.h"

static GPtrArray *
marking_change (PpModel    *model,
                const char *id,
                const char *marking)
{
  GPtrArray *changes = pp_change_list_new ();
  PpRecord *record = id != NULL ? pp_model_lookup (model, id) : PP_RECORD (pp_model_get_info (model));
  g_autoptr (JsonNode) before = pp_record_dup_field (record, "marking");
  g_autoptr (JsonNode) after = marking != NULL ? parse (marking) : NULL;

  g_ptr_array_add (changes, pp_change_new_set (pp_record_get_record_type (record), pp_record_get_id (record),
                                               "marking", before, after));
  return changes;
}

static void
mark (PpModel    *model,
      const char *id,
      const char *marking)
{
  g_autoptr (GPtrArray) changes = marking_change (model, id, marking);

  g_assert_true (pp_model_apply (model, changes, NULL));
}

/* Whether it is one to set a marking, in a model and from a marking that are given. */
static void
test_what_lowers (void)
{
  static const struct {
    const char *model;
    const char *before;
    const char *after;
    gboolean    lowers;
  } rows[] = {
    { NULL, NULL, "{\"tlp\":\"RED\"}", FALSE },
    { NULL, "{\"tlp\":\"GREEN\"}", "{\"tlp\":\"RED\"}", FALSE },
    { NULL, "{\"tlp\":\"RED\"}", "{\"tlp\":\"RED\",\"caveats\":[\"A\"]}", FALSE },
    { NULL, "{\"tlp\":\"RED\"}", "{\"tlp\":\"GREEN\"}", TRUE },
    { NULL, "{\"tlp\":\"RED\"}", NULL, TRUE },
    { NULL, "{\"tlp\":\"RED\"}", "{\"nato\":\"COSMIC TOP SECRET\"}", TRUE },
    { NULL, "{\"caveats\":[\"A\",\"B\"]}", "{\"caveats\":[\"B\"]}", TRUE },
    { "{\"tlp\":\"AMBER\"}", NULL, "{\"tlp\":\"GREEN\"}", TRUE },
    { "{\"tlp\":\"AMBER\"}", NULL, "{\"tlp\":\"AMBER\"}", FALSE },
    { "{\"tlp\":\"AMBER\"}", "{\"tlp\":\"AMBER\"}", NULL, FALSE },
    { "{\"tlp\":\"AMBER\"}", "{\"tlp\":\"GREEN\"}", NULL, FALSE },
    { "{\"tlp\":\"AMBER\"}", "{\"tlp\":\"RED\"}", NULL, TRUE },
    { NULL, "{\"tlp\":\"PURPLE\"}", "{\"tlp\":\"RED\"}", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (PpModel) model = small_model ();
      g_autoptr (GPtrArray) changes = NULL;

      if (rows[i].model != NULL)
        mark (model, NULL, rows[i].model);
      mark (model, "shop", rows[i].before);
      changes = marking_change (model, "shop", rows[i].after);
      if (pp_lowering_is_in (model, changes) != rows[i].lowers)
        g_error ("row %u", i);
    }
}

static void
lower (PpModel    *model,
       const char *id,
       const char *marking,
       const char *reason,
       int         hour)
{
  g_autoptr (GPtrArray) changes = marking_change (model, id, marking);
  g_autoptr (GDateTime) at = g_date_time_new_utc (2026, 5, 31, hour, 0, 0);
  g_autoptr (GPtrArray) records = pp_lowering_record (model, changes, reason, "Ada", at);

  g_assert_cmpuint (records->len, ==, 1);
  g_assert_true (pp_model_apply (model, changes, NULL));
  g_assert_true (pp_model_apply (model, records, NULL));
}

/* Who is asked for a reason is told what she lowers. */
static void
test_what_would_be_lowered (void)
{
  g_autoptr (PpModel) model = small_model ();
  g_autoptr (GPtrArray) changes = NULL, list = NULL, raised = NULL, none = NULL;
  const PpLowering *lowering;

  mark (model, "shop", "{\"tlp\":\"RED\",\"caveats\":[\"A\"]}");
  changes = marking_change (model, "shop", NULL);
  list = pp_lowering_list_in (model, changes);
  g_assert_cmpuint (list->len, ==, 1);
  lowering = g_ptr_array_index (list, 0);
  g_assert_cmpstr (lowering->record, ==, "shop");
  g_assert_cmpstr (lowering->name, ==, "Shop");
  g_assert_cmpstr (lowering->from, ==, "TLP:RED // A");
  g_assert_null (lowering->to);
  raised = marking_change (model, "shop", "{\"tlp\":\"RED\",\"caveats\":[\"A\",\"B\"]}");
  none = pp_lowering_list_in (model, raised);
  g_assert_cmpuint (none->len, ==, 0);
}

static void
test_the_reason_is_recorded (void)
{
  g_autoptr (PpModel) model = small_model ();
  g_autoptr (GPtrArray) list = NULL;
  const PpLowering *first, *second;

  mark (model, "shop", "{\"tlp\":\"RED\",\"caveats\":[\"A\"]}");
  mark (model, NULL, "{\"tlp\":\"AMBER\"}");
  lower (model, "shop", "{\"tlp\":\"GREEN\"}", "Published", 10);
  lower (model, NULL, NULL, "Handed over", 11);
  list = pp_lowering_list (model);
  g_assert_cmpuint (list->len, ==, 2);
  first = g_ptr_array_index (list, 0);
  second = g_ptr_array_index (list, 1);
  g_assert_cmpstr (first->record, ==, "m");
  g_assert_cmpstr (first->from, ==, "TLP:AMBER");
  g_assert_null (first->to);
  g_assert_cmpstr (second->record, ==, "shop");
  g_assert_cmpstr (second->name, ==, "Shop");
  g_assert_cmpstr (second->from, ==, "TLP:RED // A");
  g_assert_cmpstr (second->to, ==, "TLP:GREEN");
  g_assert_cmpstr (second->reason, ==, "Published");
  g_assert_cmpstr (second->by, ==, "Ada");
  g_assert_cmpstr (second->at, ==, "2026-05-31T10:00:00Z");
}

static void
test_raising_records_nothing (void)
{
  g_autoptr (PpModel) model = small_model ();
  g_autoptr (GPtrArray) changes = marking_change (model, "shop", "{\"tlp\":\"RED\"}");
  g_autoptr (GDateTime) at = g_date_time_new_utc (2026, 5, 31, 10, 0, 0);
  g_autoptr (GPtrArray) records = pp_lowering_record (model, changes, "Why not", NULL, at);

  g_assert_cmpuint (records->len, ==, 0);
}

static void
test_a_release_does_not_tell_of_it (void)
{
  g_autoptr (PpModel) model = small_model ();
  g_autoptr (PpMarking) ceiling = pp_marking_new_from_text ("TLP:GREEN", NULL);
  g_autoptr (PpModel) release = NULL;
  g_autofree char *text = NULL;

  mark (model, "shop", "{\"tlp\":\"RED\"}");
  lower (model, "shop", "{\"tlp\":\"GREEN\"}", "Canary", 10);
  release = pp_release_new (model, ceiling);
  text = canonical (release);
  g_assert_null (strstr (text, "Canary"));
  g_assert_null (strstr (text, "RED"));
}

static char *
merged_level (PpModel *base,
              PpModel *ours,
              PpModel *theirs,
              guint    n_repairs)
{
  g_autoptr (PpMerge) merge = pp_merge_models (base, ours, theirs, NULL);
  g_autoptr (PpMarking) marking = NULL;

  g_assert_cmpuint (merge->conflicts->len, ==, 0);
  g_assert_cmpuint (merge->repairs->len, ==, n_repairs);
  marking = pp_model_dup_effective_marking (merge->model, pp_model_lookup (merge->model, "shop"));
  return pp_marking_to_banner (marking);
}

static void
assert_merges_to (PpModel    *base,
                  PpModel    *ours,
                  PpModel    *theirs,
                  const char *banner,
                  guint       n_repairs)
{
  g_autofree char *level = merged_level (base, ours, theirs, n_repairs);
  g_autofree char *turned = merged_level (base, theirs, ours, n_repairs);

  g_assert_cmpstr (level, ==, banner);
  g_assert_cmpstr (turned, ==, banner);
}

static void
test_a_reason_of_one_side_is_taken (void)
{
  g_autoptr (PpModel) base = small_model ();
  g_autoptr (PpModel) ours = NULL;
  g_autoptr (PpMerge) merge = NULL;
  g_autoptr (GPtrArray) list = NULL;

  mark (base, "shop", "{\"tlp\":\"RED\"}");
  ours = pp_model_copy (base);
  lower (ours, "shop", "{\"tlp\":\"GREEN\"}", "Published", 10);
  assert_merges_to (base, ours, base, "TLP:GREEN", 0);
  merge = pp_merge_models (base, base, ours, NULL);
  list = pp_lowering_list (merge->model);
  g_assert_cmpuint (list->len, ==, 1);
  g_assert_cmpstr (((PpLowering *) g_ptr_array_index (list, 0))->reason, ==, "Published");
}

static void
test_without_a_reason_it_stays (void)
{
  g_autoptr (PpModel) base = small_model ();
  g_autoptr (PpModel) ours = NULL;

  mark (base, "shop", "{\"tlp\":\"RED\",\"caveats\":[\"A\"]}");
  ours = pp_model_copy (base);
  mark (ours, "shop", "{\"tlp\":\"GREEN\",\"nato\":\"NATO SECRET\"}");
  assert_merges_to (base, ours, base, "TLP:RED // NATO SECRET // A", 1);
  mark (ours, "shop", NULL);
  assert_merges_to (base, ours, base, "TLP:RED // A", 1);
}

/* What was recorded for another record, before, or only half the way down is no reason. */
static void
test_a_reason_is_for_what_it_says (void)
{
  g_autoptr (PpModel) base = small_model ();
  g_autoptr (PpModel) ours = NULL;

  mark (base, "shop", "{\"tlp\":\"AMBER+STRICT\"}");
  mark (base, "orders", "{\"tlp\":\"RED\"}");
  lower (base, "shop", "{\"tlp\":\"GREEN\"}", "Before", 9);
  mark (base, "shop", "{\"tlp\":\"RED\"}");
  ours = pp_model_copy (base);
  lower (ours, "orders", "{\"tlp\":\"GREEN\"}", "Another", 10);
  mark (ours, "shop", "{\"tlp\":\"GREEN\"}");
  assert_merges_to (base, ours, base, "TLP:RED", 1);
  mark (ours, "shop", "{\"tlp\":\"RED\"}");
  lower (ours, "shop", "{\"tlp\":\"AMBER\"}", "Half the way", 11);
  mark (ours, "shop", "{\"tlp\":\"GREEN\"}");
  assert_merges_to (base, ours, base, "TLP:RED", 1);
  mark (ours, "shop", "{\"tlp\":\"AMBER\"}");
  assert_merges_to (base, ours, base, "TLP:AMBER", 0);
}

static void
test_one_lowers_and_one_raises (void)
{
  g_autoptr (PpModel) base = small_model ();
  g_autoptr (PpModel) ours = NULL;
  g_autoptr (PpModel) theirs = NULL;

  mark (base, "shop", "{\"tlp\":\"AMBER\"}");
  ours = pp_model_copy (base);
  theirs = pp_model_copy (base);
  lower (ours, "shop", "{\"tlp\":\"GREEN\"}", "Published", 10);
  mark (theirs, "shop", "{\"tlp\":\"AMBER\",\"caveats\":[\"A\"]}");
  assert_merges_to (base, ours, theirs, "TLP:AMBER // A", 0);
  mark (theirs, "shop", "{\"tlp\":\"PURPLE\"}");
  assert_merges_to (base, ours, theirs, "TLP:RED // COSMIC TOP SECRET // TRÈS SECRET UE/EU TOP SECRET", 0);
}

/* What is not marked counts as marked like the model. */
static void
test_what_is_not_marked_merges_as_it_counts (void)
{
  g_autoptr (PpModel) base = small_model ();
  g_autoptr (PpModel) ours = NULL;
  g_autoptr (PpModel) theirs = NULL;

  mark (base, NULL, "{\"tlp\":\"AMBER\"}");
  mark (base, "shop", "{\"tlp\":\"RED\"}");
  ours = pp_model_copy (base);
  theirs = pp_model_copy (base);
  lower (ours, "shop", NULL, "Like the others", 10);
  lower (theirs, "shop", "{\"tlp\":\"GREEN\"}", "Published", 11);
  assert_merges_to (base, ours, theirs, "TLP:AMBER", 0);

  mark (base, "shop", NULL);
  g_object_unref (ours);
  ours = pp_model_copy (base);
  mark (ours, "shop", "{\"tlp\":\"GREEN\"}");
  assert_merges_to (base, ours, base, "TLP:AMBER", 1);
  g_object_unref (ours);
  ours = pp_model_copy (base);
  lower (ours, NULL, "{\"tlp\":\"GREEN\"}", "Published", 12);
  assert_merges_to (base, ours, base, "TLP:GREEN", 0);
  mark (ours, "shop", "{\"tlp\":\"GREEN\"}");
  assert_merges_to (base, ours, base, "TLP:GREEN", 0);
}

/* Both sides lower one and the same: the marking is the join, and both reasons stay. */
static void
test_reasons_of_both_sides_merge (void)
{
  g_autoptr (PpModel) base = small_model ();
  g_autoptr (PpModel) ours = NULL;
  g_autoptr (PpModel) theirs = NULL;
  g_autoptr (PpMerge) merge = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (PpMarking) marking = NULL;

  mark (base, "shop", "{\"tlp\":\"RED\"}");
  ours = pp_model_copy (base);
  theirs = pp_model_copy (base);
  lower (ours, "shop", "{\"tlp\":\"AMBER\"}", "Ours", 10);
  lower (theirs, "shop", "{\"tlp\":\"GREEN\"}", "Theirs", 11);
  merge = pp_merge_models (base, ours, theirs, NULL);
  list = pp_lowering_list (merge->model);
  g_assert_cmpuint (list->len, ==, 2);
  marking = pp_model_dup_effective_marking (merge->model, pp_model_lookup (merge->model, "shop"));
  g_assert_cmpstr (pp_marking_get_level (marking, PP_MARKING_TLP), ==, "AMBER");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/lowering/what-lowers", test_what_lowers);
  g_test_add_func ("/model/lowering/what-would-be-lowered", test_what_would_be_lowered);
  g_test_add_func ("/model/lowering/the-reason-is-recorded", test_the_reason_is_recorded);
  g_test_add_func ("/model/lowering/raising-records-nothing", test_raising_records_nothing);
  g_test_add_func ("/model/lowering/a-release-does-not-tell-of-it", test_a_release_does_not_tell_of_it);
  g_test_add_func ("/model/lowering/reasons-of-both-sides-merge", test_reasons_of_both_sides_merge);
  g_test_add_func ("/model/lowering/a-reason-of-one-side-is-taken", test_a_reason_of_one_side_is_taken);
  g_test_add_func ("/model/lowering/without-a-reason-it-stays", test_without_a_reason_it_stays);
  g_test_add_func ("/model/lowering/a-reason-is-for-what-it-says", test_a_reason_is_for_what_it_says);
  g_test_add_func ("/model/lowering/one-lowers-and-one-raises", test_one_lowers_and_one_raises);
  g_test_add_func ("/model/lowering/what-is-not-marked-merges-as-it-counts",
                   test_what_is_not_marked_merges_as_it_counts);

  return g_test_run ();
}
