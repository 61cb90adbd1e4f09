/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-attack-use.h"

#include "pp-attack-store.h"
#include "pp-task.h"

typedef struct {
  PpAttack       *release;
  PpAttackDomain  domain;
} Use;

static void
use_free (Use *self)
{
  g_object_unref (self->release);
  g_free (self);
}

static void
save_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Use *use = task_data;
  GError *error = NULL;

  if (pp_attack_store_save (use->release, use->domain, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
pp_attack_use_async (PpAttack            *release,
                     PpAttackDomain       domain,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  Use *use = g_new0 (Use, 1);

  use->release = g_object_ref (release);
  use->domain = domain;
  g_task_set_source_tag (task, pp_attack_use_async);
  g_task_set_task_data (task, use, (GDestroyNotify) use_free);
  pp_task_run_in_thread (task, save_thread);
}

gboolean
pp_attack_use_finish (GAsyncResult  *result,
                      GError       **error)
{
  Use *use = g_task_get_task_data (G_TASK (result));
  g_autoptr (PpAttack) attack = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  attack = pp_attack_new_with (pp_attack_get_default (), use->domain, use->release);
  pp_attack_set_default (attack);
  return TRUE;
}
