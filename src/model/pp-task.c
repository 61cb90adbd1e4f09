/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pp-task.h"

#include <unistd.h>

#define MAX_THREADS 10

typedef struct {
  GTask           *task;
  GTaskThreadFunc  func;
} Work;

typedef struct {
  GThreadFunc func;
  gpointer    data;
} Begun;

/* What a thread frees. */
typedef struct {
  gpointer       data;
  GDestroyNotify free_func;
} Remains;

static GMutex lock;
static GCond all_done;
static guint n_running;
static GQueue tasks = G_QUEUE_INIT;       /* those of the pool that run or wait; borrowed */

static void
note_begin (GTask *task)
{
  g_mutex_lock (&lock);
  n_running++;
  if (task != NULL)
    g_queue_push_tail (&tasks, task);
  g_mutex_unlock (&lock);
}

/* From here on the task may go. */
static void
note_done (GTask *task)
{
  g_mutex_lock (&lock);
  g_queue_remove (&tasks, task);
  g_mutex_unlock (&lock);
}

static void
note_end (void)
{
  g_mutex_lock (&lock);
  if (--n_running == 0)
    g_cond_broadcast (&all_done);
  g_mutex_unlock (&lock);
}

static gboolean
release_cb (gpointer data G_GNUC_UNUSED)
{
  return G_SOURCE_REMOVE;
}

static void
release_in_context (GTask *task)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_static_name (source, "pp_task_run_in_thread");
  g_source_set_priority (source, g_task_get_priority (task));
  g_source_set_callback (source, release_cb, task, g_object_unref);
  g_source_attach (source, g_task_get_context (task));
}

static void
run (gpointer data,
     gpointer user_data G_GNUC_UNUSED)
{
  g_autofree Work *work = data;

  work->func (work->task, g_task_get_source_object (work->task), g_task_get_task_data (work->task),
              g_task_get_cancellable (work->task));
  note_done (work->task);
  release_in_context (work->task);
  note_end ();
}

static gpointer
make_pool (gpointer data G_GNUC_UNUSED)
{
  return g_thread_pool_new (run, NULL, MAX_THREADS, FALSE, NULL);
}

/**
 * pp_task_run_in_thread:
 * @task: a task
 * @func: what is done; it returns a result or an error of @task
 *
 * Does the work of @task in a thread. Unlike with g_task_run_in_thread(), the thread never holds the last reference
 * to @task: the task, its data and its source object end in the context that the task was made in, where
 * objects that listen to signals or belong to a window may end.
 */
void
pp_task_run_in_thread (GTask           *task,
                       GTaskThreadFunc  func)
{
  static GOnce pool = G_ONCE_INIT;
  Work *work;

  g_return_if_fail (G_IS_TASK (task));
  g_return_if_fail (func != NULL);

  g_once (&pool, make_pool, NULL);
  work = g_new (Work, 1);
  work->task = g_object_ref (task);
  work->func = func;
  note_begin (task);
  g_thread_pool_push (pool.retval, work, NULL);
}

static void
free_remains (GTask        *task,
              gpointer      source_object G_GNUC_UNUSED,
              gpointer      task_data,
              GCancellable *cancellable G_GNUC_UNUSED)
{
  const Remains *remains = task_data;

  remains->free_func (remains->data);
  g_task_return_boolean (task, TRUE);
}

/**
 * pp_task_free_in_thread:
 * @data: (transfer full): what takes longer than a frame to free, and belongs to no thread
 * @free_func: frees it
 *
 * Has @data freed in a thread.
 */
void
pp_task_free_in_thread (gpointer       data,
                        GDestroyNotify free_func)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);
  Remains *remains = g_new (Remains, 1);

  *remains = (Remains) { data, free_func };
  g_task_set_source_tag (task, pp_task_free_in_thread);
  g_task_set_task_data (task, remains, g_free);
  pp_task_run_in_thread (task, free_remains);
}

static gpointer
run_begun (gpointer data)
{
  g_autofree Begun *begun = data;
  gpointer result = begun->func (begun->data);

  note_end ();
  return result;
}

/**
 * pp_task_begin:
 * @name: of the thread
 * @func: what is done
 * @data: what it gets
 *
 * Like g_thread_new(), but pp_task_wait_for_all() waits for it as well.
 *
 * Returns: (transfer full): what g_thread_join() takes
 */
GThread *
pp_task_begin (const char  *name,
               GThreadFunc  func,
               gpointer     data)
{
  Begun *begun = g_new (Begun, 1);

  *begun = (Begun) { func, data };
  note_begin (NULL);
  return g_thread_new (name, run_begun, begun);
}

/**
 * pp_task_wait_for_all:
 * @longest_us: give up after this many microseconds
 *
 * Waits until no thread is at work on a task. A program that ends takes its resources away from threads that still
 * read them.
 *
 * Returns: whether all are done
 */
gboolean
pp_task_wait_for_all (gint64 longest_us)
{
  gint64 end = g_get_monotonic_time () + longest_us;
  gboolean done = TRUE;

  g_mutex_lock (&lock);
  while (n_running > 0 && done)
    done = g_cond_wait_until (&all_done, &lock, end);
  done = n_running == 0;
  g_mutex_unlock (&lock);
  return done;
}

static void
cancel_all (void)
{
  g_autoptr (GPtrArray) cancellables = g_ptr_array_new_with_free_func (g_object_unref);

  g_mutex_lock (&lock);
  for (GList *l = tasks.head; l != NULL; l = l->next)
    if (g_task_get_cancellable (l->data) != NULL)
      g_ptr_array_add (cancellables, g_object_ref (g_task_get_cancellable (l->data)));
  g_mutex_unlock (&lock);
  for (guint i = 0; i < cancellables->len; i++)
    g_cancellable_cancel (g_ptr_array_index (cancellables, i));
}

/**
 * pp_task_end_program:
 * @status: what the program ends with
 * @longest_us: wait for threads as many microseconds
 *
 * The last thing that a program does: gives up what can be cancelled, and waits for the threads. Where one does not end
 * in time the program ends here and now, without taking away what that thread still reads.
 *
 * Returns: @status
 */
int
pp_task_end_program (int    status,
                     gint64 longest_us)
{
  cancel_all ();
  if (!pp_task_wait_for_all (longest_us))
    _exit (status);
  return status;
}
