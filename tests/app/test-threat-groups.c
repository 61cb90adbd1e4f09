/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "pp-assessment.h"
#include "pp-random-model.h"
#include "pp-threat-groups.h"
#include "pp-threat-panel.h"
#include "pp-turn.h"

#define N_NODES 400
#define N_FLOWS 600
/* Less than most categories have. */
#define STEP 40

typedef struct {
  PpModel      *model;
  PpHistory    *history;
  PpAssessment *assessment;
  GPtrArray    *items;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (11);

  self->model = pp_random_model_new (random, N_NODES, N_FLOWS, 1);
  self->history = pp_history_new (self->model);
  self->assessment = pp_assessment_new (self->history);
  while (!pp_assessment_is_ready (self->assessment))
    g_main_context_iteration (NULL, TRUE);
  self->items = pp_assessment_list_items (self->assessment, NULL);
  g_assert_cmpuint (self->items->len, >, 10 * STEP);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_ptr_array_unref (self->items);
  g_object_unref (self->assessment);
  g_object_unref (self->history);
  g_object_unref (self->model);
}

/* Returns: the number of steps */
static guint
fill (Fixture    *self,
      GListStore *groups,
      gboolean    by_category,
      guint       step)
{
  PpThreatFilter filter = { by_category, "all", 0, NULL };
  PpThreatFill *work = pp_threat_fill_new (groups, self->model, self->items, &filter);
  guint n_steps = 1;

  while (pp_threat_fill_step (work, step))
    n_steps++;
  pp_threat_fill_free (work);
  return n_steps;
}

static void
assert_same_items (GListModel *one,
                   GListModel *other)
{
  g_assert_cmpuint (g_list_model_get_n_items (one), ==, g_list_model_get_n_items (other));
  for (guint i = 0; i < g_list_model_get_n_items (one); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (one, i);
      g_autoptr (GObject) other_item = g_list_model_get_item (other, i);

      g_assert_true (item == other_item);
    }
}

static void
assert_same_groups (GListStore *one,
                    GListStore *other)
{
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (one)), ==, g_list_model_get_n_items (G_LIST_MODEL (other)));
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (one)); i++)
    {
      g_autoptr (PpThreatGroup) group = g_list_model_get_item (G_LIST_MODEL (one), i);
      g_autoptr (PpThreatGroup) other_group = g_list_model_get_item (G_LIST_MODEL (other), i);

      g_assert_cmpstr (pp_threat_group_get_title (group), ==, pp_threat_group_get_title (other_group));
      assert_same_items (G_LIST_MODEL (pp_threat_group_get_items (group)),
                         G_LIST_MODEL (pp_threat_group_get_items (other_group)));
    }
}

/* In steps, from empty and from something else, it comes to the same as at once; also when it was given up before. */
static void
test_steps (Fixture       *self,
            gconstpointer  data)
{
  g_autoptr (GListStore) groups = g_list_store_new (PP_TYPE_THREAT_GROUP);
  PpThreatFilter filter = { FALSE, "open", 1, NULL };
  PpThreatFill *given_up;

  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (GListStore) at_once = g_list_store_new (PP_TYPE_THREAT_GROUP);
      gboolean by_category = i % 2 == 0;

      g_assert_cmpuint (fill (self, at_once, by_category, G_MAXUINT), ==, 1);
      g_assert_cmpuint (fill (self, groups, by_category, STEP), >, 5);
      assert_same_groups (groups, at_once);
      given_up = pp_threat_fill_new (groups, self->model, self->items, &filter);
      for (guint j = 0; j < i; j++)
        pp_threat_fill_step (given_up, STEP);
      pp_threat_fill_free (given_up);
    }
}

/* What was there before a search stays until it is known what takes its place. */
static void
test_search_in_steps (Fixture       *self,
                      gconstpointer  data)
{
  g_autoptr (GListStore) groups = g_list_store_new (PP_TYPE_THREAT_GROUP);
  g_autoptr (GListStore) before = g_list_store_new (PP_TYPE_THREAT_GROUP);
  PpThreatItem *first = g_ptr_array_index (self->items, 0);
  g_autofree char *word = g_utf8_casefold (pp_threat_item_get_title (first), -1);
  PpThreatFilter filter = { FALSE, "all", 0, word };
  PpThreatFill *work;
  guint n_shown = 0;

  fill (self, groups, FALSE, G_MAXUINT);
  fill (self, before, FALSE, G_MAXUINT);
  work = pp_threat_fill_new (groups, self->model, self->items, &filter);
  /* The caller may let go of its words. */
  memset (word, 'x', strlen (word));
  for (guint i = 0; i < self->items->len / STEP; i++)
    {
      g_assert_true (pp_threat_fill_step (work, STEP));
      assert_same_groups (groups, before);
    }
  while (pp_threat_fill_step (work, STEP))
    ;
  pp_threat_fill_free (work);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (groups)); i++)
    {
      g_autoptr (PpThreatGroup) group = g_list_model_get_item (G_LIST_MODEL (groups), i);

      n_shown += g_list_model_get_n_items (G_LIST_MODEL (pp_threat_group_get_items (group)));
    }
  g_assert_cmpuint (n_shown, >, 0);
  g_assert_cmpuint (n_shown, <, self->items->len);
}

static const PpThreatItem *
find_last (Fixture *self)
{
  g_autoptr (GListStore) groups = g_list_store_new (PP_TYPE_THREAT_GROUP);
  g_autoptr (PpThreatGroup) group = NULL;
  g_autoptr (PpThreatItem) item = NULL;
  GListModel *items;

  fill (self, groups, TRUE, G_MAXUINT);
  group = g_list_model_get_item (G_LIST_MODEL (groups), g_list_model_get_n_items (G_LIST_MODEL (groups)) - 1);
  items = G_LIST_MODEL (pp_threat_group_get_items (group));
  item = g_list_model_get_item (items, g_list_model_get_n_items (items) - 1);
  return item;
}

/* Who wants to see a threat does not wait for its line; what is selected stays so while the list is filled. */
static void
test_panel_goes_to_a_line (Fixture       *self,
                           gconstpointer  data)
{
  GtkWidget *panel = g_object_ref_sink (g_object_new (PP_TYPE_THREAT_PANEL, "show", "all", NULL));
  GtkWidget *window = adw_window_new ();
  const char *key = find_last (self)->key;

  adw_window_set_content (ADW_WINDOW (window), panel);
  gtk_window_present (GTK_WINDOW (window));
  pp_threat_panel_set_assessment (PP_THREAT_PANEL (panel), self->assessment);
  g_assert_true (pp_threat_panel_select (PP_THREAT_PANEL (panel), key));
  g_object_set (panel, "group-by", "category", NULL);
  g_assert_true (pp_threat_panel_select (PP_THREAT_PANEL (panel), key));
  g_object_set (panel, "group-by", "element", NULL);
  while (!pp_turn_is_over ())
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (pp_threat_panel_get_selected (PP_THREAT_PANEL (panel)));
  g_assert_cmpstr (pp_threat_panel_get_selected (PP_THREAT_PANEL (panel))->key, ==, key);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (panel);
}

int
main (int   argc,
      char *argv[])
{
  gtk_init ();
  adw_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/app/threat-groups/steps", Fixture, NULL, set_up, test_steps, tear_down);
  g_test_add ("/app/threat-groups/search-in-steps", Fixture, NULL, set_up, test_search_in_steps, tear_down);
  g_test_add ("/app/threat-groups/panel-goes-to-a-line", Fixture, NULL, set_up, test_panel_goes_to_a_line, tear_down);
  return g_test_run ();
}
