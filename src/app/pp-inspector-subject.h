/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-history.h"

G_BEGIN_DECLS

/**
 * PpInspectorSubject:
 *
 * What a pane of the inspector is about: some records of one model, and the way to edit a field of
 * all of them in one undoable step. Widgets bind to a field of the subject, not to a record, so the
 * same rows serve one element, many elements, a threat, a layout and the model itself.
 *
 * Typing is merged into one step until the typist pauses, or [method@InspectorSubject.end_typing].
 */
#define PP_TYPE_INSPECTOR_SUBJECT (pp_inspector_subject_get_type ())
G_DECLARE_FINAL_TYPE (PpInspectorSubject, pp_inspector_subject, PP, INSPECTOR_SUBJECT, GObject)

/* A pause after which typing becomes a step of its own. */
#define PP_INSPECTOR_TYPING_PAUSE_MS 1000

/**
 * PpInspectorSubject::changed:
 * @self: the subject
 *
 * Emitted when other records are meant, and when the model changed in a way that may show.
 */

PpInspectorSubject *pp_inspector_subject_new         (void);

void          pp_inspector_subject_set               (PpInspectorSubject *self,
                                                      PpHistory          *history,
                                                      const char * const *ids);
PpHistory    *pp_inspector_subject_get_history       (PpInspectorSubject *self);
PpModel      *pp_inspector_subject_get_model         (PpInspectorSubject *self);
guint         pp_inspector_subject_get_n_ids         (PpInspectorSubject *self);
const char   *pp_inspector_subject_get_id            (PpInspectorSubject *self,
                                                      guint               position);
/* NULL where the record is gone. */
PpRecord     *pp_inspector_subject_get_record        (PpInspectorSubject *self,
                                                      guint               position);

JsonNode     *pp_inspector_subject_dup_common        (PpInspectorSubject *self,
                                                      const char         *field,
                                                      gboolean           *mixed);
gboolean      pp_inspector_subject_set_field         (PpInspectorSubject *self,
                                                      const char         *label,
                                                      const char         *field,
                                                      JsonNode           *value);
gboolean      pp_inspector_subject_type_field        (PpInspectorSubject *self,
                                                      const char         *label,
                                                      const char         *field,
                                                      JsonNode           *value);
gboolean      pp_inspector_subject_apply             (PpInspectorSubject *self,
                                                      const char         *label,
                                                      GPtrArray          *changes);
void          pp_inspector_subject_end_typing        (PpInspectorSubject *self);

G_END_DECLS
