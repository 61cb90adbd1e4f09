/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The panel of threats on a large model: nothing that the main loop does takes longer than a frame. CPU
 * time counts, so that a busy machine is no fault; a debugger or a sanitizer is. */

#include <adwaita.h>
#include <time.h>

#include "pp-random-model.h"
#include "pp-rule-library.h"
#include "pp-threat-panel.h"

#define N_NODES 2000
#define N_FLOWS 3000
#define FRAME_MS 16.7
/* For processors that others keep busy: caches and clocks are shared. */
#define SLACK 2.5

static double
cpu_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

static double longest_ms;
static GPollFunc poll_before;

/* Between two polls the main loop is at work. */
static double began_ms;

static int
timed_poll (GPollFD *fds,
            guint    n_fds,
            int      timeout)
{
  int result;

  longest_ms = MAX (longest_ms, cpu_ms () - began_ms);
  result = poll_before (fds, n_fds, timeout);
  began_ms = cpu_ms ();
  return result;
}

static void
settle (PpAssessment *assessment)
{
  longest_ms = 0;
  began_ms = cpu_ms ();
  while (!pp_assessment_is_ready (assessment))
    g_main_context_iteration (NULL, TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
check_longest (const char *what)
{
  g_test_message ("%s: %.1f ms at most", what, longest_ms);
  g_assert_cmpfloat (longest_ms, <, FRAME_MS * SLACK);
}

static void
edit (PpHistory *history,
      guint      i)
{
  PpModel *model = pp_history_get_model (history);
  PpRecord *record = pp_model_peek_record (model, PP_RECORD_NODE, i);
  g_autoptr (JsonNode) value = json_node_init_boolean (json_node_alloc (), i % 2 == 0);
  g_autoptr (JsonNode) fact = pp_fact_new (value, PP_FACT_SOURCE_PERSON, NULL);

  g_assert_true (pp_history_set (history, "Edit", pp_record_get_id (record), "facts/encrypted", fact, NULL));
}

static void
test_large (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (11);
  g_autoptr (PpModel) model = pp_random_model_new (random, N_NODES, N_FLOWS, 1);
  g_autoptr (PpHistory) history = pp_history_new (model);
  g_autoptr (GtkWidget) panel = g_object_ref_sink (g_object_new (PP_TYPE_THREAT_PANEL, NULL));
  g_autoptr (PpAssessment) assessment = NULL;
  GListModel *rows = pp_threat_panel_get_rows (PP_THREAT_PANEL (panel));
  guint n_open = 0;

  pp_rule_library_get_default ();
  assessment = pp_assessment_new (history);
  pp_threat_panel_set_assessment (PP_THREAT_PANEL (panel), assessment);
  settle (assessment);
  g_object_get (panel, "open-threats", &n_open, NULL);
  g_test_message ("%u open threats in %u lines", n_open, g_list_model_get_n_items (rows));
  g_assert_cmpuint (n_open, >, 2000);
  check_longest ("first look");
  for (guint i = 0; i < 12; i++)
    {
      edit (history, i * 31);
      settle (assessment);
      check_longest ("edit");
    }
  g_object_set (panel, "group-by", "category", NULL);
  settle (assessment);
  check_longest ("grouped by category");
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  poll_before = g_main_context_get_poll_func (NULL);
  g_main_context_set_poll_func (NULL, timed_poll);
  g_test_add_func ("/app/threats/large", test_large);
  return g_test_run ();
}
