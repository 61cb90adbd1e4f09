/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Work in threads, and who ends what it worked for. */

#include "pp-task.h"

typedef struct {
  gint     answered;           /* atomic */
  GThread *finalized_in;
} Witness;

static void
finalized_cb (gpointer  data,
              GObject  *object G_GNUC_UNUSED)
{
  ((Witness *) data)->finalized_in = g_thread_self ();
}

/* The answer is taken, and all else that held the task is gone, before the thread lets go. */
static void
answer_early (GTask        *task,
              gpointer      source_object G_GNUC_UNUSED,
              gpointer      task_data,
              GCancellable *cancellable G_GNUC_UNUSED)
{
  Witness *witness = task_data;

  g_task_return_int (task, 7);
  while (!g_atomic_int_get (&witness->answered))
    g_thread_yield ();
}

static void
answered_cb (GObject      *source G_GNUC_UNUSED,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  gssize value = g_task_propagate_int (G_TASK (result), &error);

  g_assert_no_error (error);
  g_assert_cmpint (value, ==, 7);
  *(gboolean *) user_data = TRUE;
}

static void
test_ends_where_it_began (void)
{
  Witness witness = { 0 };
  gboolean answered = FALSE;
  GCancellable *source = g_cancellable_new ();
  GTask *task = g_task_new (source, NULL, answered_cb, &answered);

  g_object_weak_ref (G_OBJECT (source), finalized_cb, &witness);
  g_object_unref (source);
  g_task_set_task_data (task, &witness, NULL);
  pp_task_run_in_thread (task, answer_early);
  g_object_unref (task);
  while (!answered)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (witness.finalized_in);
  g_atomic_int_set (&witness.answered, TRUE);
  while (witness.finalized_in == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (witness.finalized_in == g_thread_self ());
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/task/ends-where-it-began", test_ends_where_it_began);
  return g_test_run ();
}
