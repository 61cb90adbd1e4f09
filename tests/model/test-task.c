/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Work in threads, and who ends what it worked for. */

#include "pp-task.h"

#include <stdlib.h>
#include <unistd.h>

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

static void
wait_for_flag (GTask        *task G_GNUC_UNUSED,
               gpointer      source_object G_GNUC_UNUSED,
               gpointer      task_data,
               GCancellable *cancellable G_GNUC_UNUSED)
{
  Witness *witness = task_data;

  while (!g_atomic_int_get (&witness->answered))
    g_thread_yield ();
  g_atomic_int_set (&witness->answered, 2);
}

/* As at the end of a program, which runs no main loop any more. */
static void
test_wait_for_all (void)
{
  Witness witness = { 0 };
  GTask *task = g_task_new (NULL, NULL, NULL, NULL);

  g_assert_true (pp_task_wait_for_all (60 * G_USEC_PER_SEC));
  g_task_set_task_data (task, &witness, NULL);
  pp_task_run_in_thread (task, wait_for_flag);
  g_assert_false (pp_task_wait_for_all (1000));
  g_atomic_int_set (&witness.answered, 1);
  g_assert_true (pp_task_wait_for_all (60 * G_USEC_PER_SEC));
  g_assert_cmpint (g_atomic_int_get (&witness.answered), ==, 2);
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
free_cb (gpointer data)
{
  g_atomic_pointer_set ((GThread **) data, g_thread_self ());
}

static void
test_free_in_thread (void)
{
  GThread *freed_in = NULL;

  pp_task_free_in_thread (&freed_in, free_cb);
  g_assert_true (pp_task_wait_for_all (60 * G_USEC_PER_SEC));
  g_assert_nonnull (g_atomic_pointer_get (&freed_in));
  g_assert_true (freed_in != g_thread_self ());
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static gpointer
begun_thread (gpointer data)
{
  gint *flag = data;

  while (!g_atomic_int_get (flag))
    g_thread_yield ();
  return data;
}

static void
test_begun_thread (void)
{
  gint flag = FALSE;
  GThread *thread = pp_task_begin ("begun", begun_thread, &flag);

  g_assert_false (pp_task_wait_for_all (1000));
  g_atomic_int_set (&flag, TRUE);
  g_assert_true (pp_task_wait_for_all (60 * G_USEC_PER_SEC));
  g_assert_true (g_thread_join (thread) == &flag);
}

static void
wait_for_cancel (GTask        *task G_GNUC_UNUSED,
                 gpointer      source_object G_GNUC_UNUSED,
                 gpointer      task_data G_GNUC_UNUSED,
                 GCancellable *cancellable)
{
  while (cancellable == NULL || !g_cancellable_is_cancelled (cancellable))
    g_thread_yield ();
}

/* As the library does that holds what is compiled into a program. */
static void
take_away (void)
{
  if (write (STDOUT_FILENO, "taken away", 10) < 0)
    abort ();
}

static void
end_program (GCancellable *cancellable,
             gint64        longest_us)
{
  GTask *task = g_task_new (NULL, cancellable, NULL, NULL);

  atexit (take_away);
  pp_task_run_in_thread (task, wait_for_cancel);
  exit (pp_task_end_program (7, longest_us));
}

/* What a thread reads that does not end is not taken away from it. */
static void
test_end_goes_at_once (void)
{
  if (g_test_subprocess ())
    end_program (NULL, 1000);
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stdout_unmatched ("*taken away*");
}

static void
test_end_cancels (void)
{
  if (g_test_subprocess ())
    end_program (g_cancellable_new (), 60 * G_USEC_PER_SEC);
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stdout ("*taken away*");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/task/ends-where-it-began", test_ends_where_it_began);
  g_test_add_func ("/model/task/wait-for-all", test_wait_for_all);
  g_test_add_func ("/model/task/free-in-thread", test_free_in_thread);
  g_test_add_func ("/model/task/begun-thread", test_begun_thread);
  g_test_add_func ("/model/task/end/goes-at-once", test_end_goes_at_once);
  g_test_add_func ("/model/task/end/cancels", test_end_cancels);
  return g_test_run ();
}
