/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void      pp_task_run_in_thread  (GTask           *task,
                                  GTaskThreadFunc  func);
void      pp_task_free_in_thread (gpointer         data,
                                  GDestroyNotify   free_func);
GThread * pp_task_begin          (const char      *name,
                                  GThreadFunc      func,
                                  gpointer         data);
gboolean  pp_task_wait_for_all   (gint64           longest_us);
int       pp_task_end_program    (int              status,
                                  gint64           longest_us);

G_END_DECLS
