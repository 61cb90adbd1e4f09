/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-rule-library.h"

#include "pp-rule-files.h"
#include "pp-task.h"

#include <string.h>

#define PAUSE_MS 200

struct _PpRuleLibrary {
  GObject       parent_instance;

  /* Owned */
  char         *folder;
  GFileMonitor *monitor;
  PpRuleSet    *rules;
  GCancellable *loading;       /* while a thread reads the files */

  /* State */
  guint         pause;         /* after a file has changed: editors write in several steps */
};

G_DEFINE_FINAL_TYPE (PpRuleLibrary, pp_rule_library, G_TYPE_OBJECT)

enum {
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
load_in_thread (GTask        *task,
                gpointer      source_object,
                gpointer      task_data,
                GCancellable *cancellable)
{
  g_task_return_pointer (task, pp_rule_set_new_default (), (GDestroyNotify) pp_rule_set_unref);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  PpRuleLibrary *self = PP_RULE_LIBRARY (source);
  PpRuleSet *rules = g_task_propagate_pointer (G_TASK (result), NULL);

  if (rules == NULL)
    return;
  g_clear_object (&self->loading);
  g_clear_pointer (&self->rules, pp_rule_set_unref);
  self->rules = rules;
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * pp_rule_library_reload:
 * @self: the library
 *
 * Reads the files of the user's folder again; #PpRuleLibrary::changed follows.
 */
void
pp_rule_library_reload (PpRuleLibrary *self)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (PP_IS_RULE_LIBRARY (self));
  g_clear_handle_id (&self->pause, g_source_remove);
  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  self->loading = g_cancellable_new ();
  task = g_task_new (self, self->loading, loaded_cb, NULL);
  g_task_set_source_tag (task, pp_rule_library_reload);
  pp_task_run_in_thread (task, load_in_thread);
}

static gboolean
pause_cb (gpointer user_data)
{
  PpRuleLibrary *self = PP_RULE_LIBRARY (user_data);

  self->pause = 0;
  pp_rule_library_reload (self);
  return G_SOURCE_REMOVE;
}

static void
folder_changed_cb (PpRuleLibrary *self)
{
  if (self->pause == 0)
    self->pause = g_timeout_add (PAUSE_MS, pause_cb, self);
}

static void
pp_rule_library_dispose (GObject *object)
{
  PpRuleLibrary *self = PP_RULE_LIBRARY (object);

  g_clear_handle_id (&self->pause, g_source_remove);
  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_clear_object (&self->monitor);
  g_clear_pointer (&self->rules, pp_rule_set_unref);
  g_clear_pointer (&self->folder, g_free);
  G_OBJECT_CLASS (pp_rule_library_parent_class)->dispose (object);
}

static void
pp_rule_library_class_init (PpRuleLibraryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pp_rule_library_dispose;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static PpRuleLibrary *library;
static GThread *preparing;

static gpointer
prepare_in_thread (gpointer data)
{
  return pp_rule_set_new_default ();
}

/* A folder that is not there yet is watched as well. */
static void
pp_rule_library_init (PpRuleLibrary *self)
{
  g_autoptr (GFile) folder = NULL;

  self->folder = pp_rule_files_dup_folder ();
  self->rules = preparing != NULL ? g_thread_join (g_steal_pointer (&preparing)) : pp_rule_set_new_default ();
  folder = g_file_new_for_path (self->folder);
  self->monitor = g_file_monitor_directory (folder, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
  if (self->monitor != NULL)
    g_signal_connect_object (self->monitor, "changed", G_CALLBACK (folder_changed_cb), self,
                             G_CONNECT_SWAPPED);
}

/**
 * pp_rule_library_prepare:
 *
 * Begins to read the rules in a thread, so that pp_rule_library_get_default() finds them read. They are when a
 * window has come up.
 */
void
pp_rule_library_prepare (void)
{
  if (library == NULL && preparing == NULL)
    preparing = pp_task_begin ("rules", prepare_in_thread, NULL);
}

PpRuleLibrary *
pp_rule_library_get_default (void)
{
  if (library == NULL)
    library = g_object_new (PP_TYPE_RULE_LIBRARY, NULL);
  return library;
}

PpRuleSet *
pp_rule_library_get_rules (PpRuleLibrary *self)
{
  g_return_val_if_fail (PP_IS_RULE_LIBRARY (self), NULL);
  return self->rules;
}

const char *
pp_rule_library_get_folder (PpRuleLibrary *self)
{
  g_return_val_if_fail (PP_IS_RULE_LIBRARY (self), NULL);
  return self->folder;
}

char **
pp_rule_library_list_files (PpRuleLibrary *self)
{
  g_return_val_if_fail (PP_IS_RULE_LIBRARY (self), NULL);
  return pp_rule_files_list (self->folder);
}

const GError *
pp_rule_library_get_problem (PpRuleLibrary *self,
                             const char    *path)
{
  GPtrArray *problems;

  g_return_val_if_fail (PP_IS_RULE_LIBRARY (self), NULL);
  g_return_val_if_fail (path != NULL, NULL);
  problems = pp_rule_set_get_problems (self->rules);
  for (guint i = 0; i < problems->len; i++)
    {
      const PpRuleProblem *problem = g_ptr_array_index (problems, i);

      if (strcmp (problem->path, path) == 0)
        return problem->error;
    }
  return NULL;
}
