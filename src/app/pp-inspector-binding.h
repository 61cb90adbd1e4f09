/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pp-inspector-subject.h"
#include "pp-inspector-tags-row.h"
#include "pp-inspector-text-row.h"

G_BEGIN_DECLS

/* Ties a widget to one field of the records of a subject, both ways: the widget shows what the
 * records have and follows every change, and what a person does in it becomes a step of the history.
 * Fields are the names in changes; labels are names of steps, untranslated. The tie lasts as long as
 * the widget. */

/* What people call a word of a choice, untranslated; NULL stands for no translation. */
typedef const char * (* PpChoiceLabelFunc) (const char *word);

void pp_inspector_bind_entry       (PpInspectorSubject *subject,
                                    AdwEntryRow        *row,
                                    const char         *field,
                                    const char         *label);
void pp_inspector_bind_text        (PpInspectorSubject *subject,
                                    PpInspectorTextRow *row,
                                    const char         *field,
                                    const char         *label);
void pp_inspector_bind_tags        (PpInspectorSubject *subject,
                                    PpInspectorTagsRow *row,
                                    const char         *field,
                                    const char         *label);
void pp_inspector_bind_switch      (PpInspectorSubject *subject,
                                    GtkSwitch          *toggle,
                                    const char         *field,
                                    const char         *label);
void pp_inspector_bind_choice      (PpInspectorSubject *subject,
                                    AdwComboRow        *row,
                                    const char         *field,
                                    const char         *label,
                                    const char * const *words,
                                    PpChoiceLabelFunc   get_label);
void pp_inspector_binding_set_words (AdwComboRow        *row,
                                    const char * const *words);

/**
 * PpInspectorSayFunc:
 * @model: where the record is
 * @record: the record that is shown
 *
 * Returns: (transfer full): its text in the language of the window
 */
typedef char * (* PpInspectorSayFunc) (PpModel  *model,
                                       PpRecord *record);

/* For an entry or a text that shows in other words what the record has; what a person types is kept as it is. */
void pp_inspector_binding_set_say   (GtkWidget          *widget,
                                     PpInspectorSayFunc  func);

/* Without this, the widget is left alone while several records are meant: it is hidden then, and what
 * thousands of records have in common takes time to find out. */
void pp_inspector_binding_serve_many (GtkWidget        *widget);

void pp_inspector_set_entry_text   (GtkEditable        *editable,
                                    const char         *text);
char **pp_inspector_dup_strings    (JsonNode           *node);
JsonNode *pp_inspector_strings_to_json (const char * const *texts);
JsonNode *pp_inspector_text_to_json (const char         *text);

G_END_DECLS
