/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-model.h"

G_BEGIN_DECLS

/* Markings that were lowered, and why. They stand in the field `lowerings` of what is said of the model, each
 * under an identifier of its own:
 *
 *   { "record": ID, "name": "Orders", "from": {…}, "to": {…}, "reason": "…", "by": "Ada",
 *     "at": "2026-05-31T10:00:00Z" }
 *
 * `from` and `to` are what counted and counts, and are absent where nothing is marked. */

/**
 * PpLowering:
 * @record: the identifier of the record; that of the model for the model itself
 * @name: what it was called
 * @from: (nullable): the marking before, as a banner
 * @to: (nullable): the marking after, as a banner
 * @reason: why
 * @by: who
 * @at: when, as ISO 8601
 */
typedef struct {
  char *record;
  char *name;
  char *from;
  char *to;
  char *reason;
  char *by;
  char *at;
} PpLowering;

/* The changes of a list that lower what counts for their record, each once. */
gboolean   pp_lowering_is_in    (PpModel    *model,
                                 GPtrArray  *changes);
/* The same one by one, without a reason, a person and a time. */
GPtrArray *pp_lowering_list_in  (PpModel    *model,
                                 GPtrArray  *changes);
/* The changes that record why; to be done together with @changes. */
GPtrArray *pp_lowering_record   (PpModel    *model,
                                 GPtrArray  *changes,
                                 const char *reason,
                                 const char *by,
                                 GDateTime  *at);
/* All that are recorded, the newest first. */
GPtrArray *pp_lowering_list     (PpModel    *model);
void       pp_lowering_free     (PpLowering *self);

G_END_DECLS
