/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-model.h"

G_BEGIN_DECLS

typedef struct {
  char      *label;
  char      *merge_key;         /* nullable */
  gint64     time;              /* monotonic, of the last change merged into it */
  GPtrArray *changes;
} PpStep;

PpStep   *_pp_step_new       (const char  *label,
                              const char  *merge_key);
void      _pp_step_free      (PpStep      *step);
gboolean  _pp_step_continues (PpStep      *step,
                              PpStep      *last);
void      _pp_step_merge     (PpStep      *into,
                              PpStep      *step);
gboolean  _pp_step_apply     (PpStep      *step,
                              PpModel     *model,
                              GPtrArray   *changes,
                              GError     **error);
void      _pp_step_roll_back (PpStep      *step,
                              PpModel     *model,
                              guint        n_changes);

G_END_DECLS
