/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-inspector-binding.h"

#include <glib/gi18n.h>

#include "pp-inspector-undo.h"

#include <string.h>

typedef struct _Binding Binding;

struct _Binding {
  /* owned */
  PpInspectorSubject *subject;
  char               *field;
  char               *label;
  char               *title;
  char              **words;
  char               *extra_word;
  char               *shown_id;
  char               *said;
  char               *meant;
  PpRecord           *said_of;

  /* borrowed: the binding is its data */
  GtkWidget          *widget;

  /* state */
  void             (* show) (Binding  *self,
                             JsonNode *value,
                             gboolean  mixed);
  PpChoiceLabelFunc   get_label;
  PpInspectorSayFunc  say;
  gboolean            serves_many;
  gboolean            showing;
};

static void
binding_free (Binding *self)
{
  g_object_unref (self->subject);
  g_free (self->field);
  g_free (self->label);
  g_free (self->title);
  g_strfreev (self->words);
  g_free (self->extra_word);
  g_free (self->shown_id);
  g_free (self->said);
  g_free (self->meant);
  g_clear_object (&self->said_of);
  g_free (self);
}

static Binding *
binding_of (gpointer widget)
{
  return g_object_get_data (G_OBJECT (widget), "pp-inspector-binding");
}

static void
binding_refresh (Binding *self)
{
  g_autoptr (JsonNode) value = NULL;
  gboolean mixed;

  if (!self->serves_many && pp_inspector_subject_get_n_ids (self->subject) > 1)
    return;
  value = pp_inspector_subject_dup_common (self->subject, self->field, &mixed);
  self->showing = TRUE;
  self->show (self, value, mixed);
  self->showing = FALSE;
}

static void
subject_changed_cb (GtkWidget *widget)
{
  binding_refresh (binding_of (widget));
}

static void
focus_left_cb (GtkWidget *widget)
{
  pp_inspector_subject_end_typing (binding_of (widget)->subject);
}

static Binding *
binding_new (PpInspectorSubject *subject,
             gpointer            widget,
             const char         *field,
             const char         *label)
{
  Binding *self = g_new0 (Binding, 1);
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->subject = g_object_ref (subject);
  self->widget = widget;
  self->field = g_strdup (field);
  self->label = g_strdup (label);
  if (ADW_IS_PREFERENCES_ROW (widget))
    self->title = g_strdup (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)));
  g_object_set_data_full (G_OBJECT (widget), "pp-inspector-binding", self,
                          (GDestroyNotify) binding_free);
  g_signal_connect_object (subject, "changed", G_CALLBACK (subject_changed_cb), widget,
                           G_CONNECT_SWAPPED);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (focus_left_cb), widget);
  gtk_widget_add_controller (widget, focus);
  return self;
}

void
pp_inspector_binding_serve_many (GtkWidget *widget)
{
  binding_of (widget)->serves_many = TRUE;
}

static const char *
text_of (JsonNode *value)
{
  const char *text = NULL;

  if (value != NULL && JSON_NODE_HOLDS_VALUE (value)
      && json_node_get_value_type (value) == G_TYPE_STRING)
    text = json_node_get_string (value);
  return text != NULL ? text : "";
}

static void
show_mixed_in_title (Binding  *self,
                     gboolean  mixed)
{
  /* Translators: %s is the name of a field, such as "Reason", of several elements at once. */
  g_autofree char *title = mixed ? g_strdup_printf (_("%s (several values)"), self->title)
                                 : g_strdup (self->title);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->widget), title);
}

/* What a person reads of @text, the value of the field. What was said in other words last is kept, so that whoever
 * changes it and takes that back has written nothing. */
static const char *
say (Binding    *self,
     const char *text)
{
  PpRecord *record = pp_inspector_subject_get_record (self->subject, 0);
  g_autofree char *said = self->say != NULL && record != NULL
                          ? self->say (pp_inspector_subject_get_model (self->subject), record) : NULL;

  if (said == NULL || strcmp (said, text) == 0)
    {
      if (record != self->said_of)
        g_clear_pointer (&self->said, g_free);
      return text;
    }
  g_set_object (&self->said_of, record);
  g_free (self->meant);
  self->meant = g_strdup (text);
  g_free (self->said);
  self->said = g_steal_pointer (&said);
  return self->said;
}

static const char *
mean (Binding    *self,
      const char *text)
{
  return self->said != NULL && strcmp (self->said, text) == 0 ? self->meant : text;
}

void
pp_inspector_binding_set_say (GtkWidget          *widget,
                              PpInspectorSayFunc  func)
{
  Binding *self = binding_of (widget);

  self->say = func;
  binding_refresh (self);
}

/**
 * pp_inspector_text_to_json:
 * @text: a text
 *
 * Returns: (transfer full) (nullable): the text as a value of a field, where empty is absent
 */
JsonNode *
pp_inspector_text_to_json (const char *text)
{
  return *text != '\0' ? json_node_init_string (json_node_alloc (), text) : NULL;
}

/**
 * pp_inspector_set_entry_text:
 * @editable: an entry
 * @text: the text
 *
 * Shows another text. Where it is the same nothing happens; else the cursor stays where it was as
 * far as the new text reaches.
 */
void
pp_inspector_set_entry_text (GtkEditable *editable,
                             const char  *text)
{
  int position = gtk_editable_get_position (editable);

  if (g_strcmp0 (gtk_editable_get_text (editable), text) == 0)
    return;
  gtk_editable_set_text (editable, text);
  gtk_editable_set_position (editable, MIN (position, (int) g_utf8_strlen (text, -1)));
}

static void
show_in_entry (Binding  *self,
               JsonNode *value,
               gboolean  mixed)
{
  pp_inspector_set_entry_text (GTK_EDITABLE (self->widget), say (self, text_of (value)));
  show_mixed_in_title (self, mixed);
}

static void
entry_edited_cb (GtkEditable *editable)
{
  Binding *self = binding_of (editable);
  g_autoptr (JsonNode) value = NULL;

  if (self->showing)
    return;
  value = pp_inspector_text_to_json (mean (self, gtk_editable_get_text (editable)));
  pp_inspector_subject_type_field (self->subject, self->label, self->field, value);
}

/**
 * pp_inspector_bind_entry:
 * @subject: a subject
 * @row: an entry for one line
 * @field: a field that holds a text
 * @label: the name of the step
 */
void
pp_inspector_bind_entry (PpInspectorSubject *subject,
                         AdwEntryRow        *row,
                         const char         *field,
                         const char         *label)
{
  Binding *self = binding_new (subject, row, field, label);

  pp_inspector_leave_undo_to_window (GTK_WIDGET (row));
  self->show = show_in_entry;
  g_signal_connect (row, "changed", G_CALLBACK (entry_edited_cb), NULL);
  binding_refresh (self);
}

static void
show_in_text (Binding  *self,
              JsonNode *value,
              gboolean  mixed)
{
  pp_inspector_text_row_set_text (PP_INSPECTOR_TEXT_ROW (self->widget), say (self, text_of (value)));
  show_mixed_in_title (self, mixed);
}

static void
text_edited_cb (PpInspectorTextRow *row)
{
  Binding *self = binding_of (row);
  g_autofree char *text = pp_inspector_text_row_dup_text (row);
  g_autoptr (JsonNode) value = pp_inspector_text_to_json (mean (self, text));

  pp_inspector_subject_type_field (self->subject, self->label, self->field, value);
}

/**
 * pp_inspector_bind_text:
 * @subject: a subject
 * @row: an entry for several lines
 * @field: a field that holds a text
 * @label: the name of the step
 */
void
pp_inspector_bind_text (PpInspectorSubject *subject,
                        PpInspectorTextRow *row,
                        const char         *field,
                        const char         *label)
{
  Binding *self = binding_new (subject, row, field, label);

  self->show = show_in_text;
  g_signal_connect (row, "edited", G_CALLBACK (text_edited_cb), NULL);
  binding_refresh (self);
}

/**
 * pp_inspector_dup_strings:
 * @node: (nullable): a JSON array
 *
 * Returns: (transfer full): the texts in it
 */
char **
pp_inspector_dup_strings (JsonNode *node)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *array;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return g_strv_builder_end (builder);
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      const char *text = text_of (json_array_get_element (array, i));

      if (*text != '\0')
        g_strv_builder_add (builder, text);
    }
  return g_strv_builder_end (builder);
}

/**
 * pp_inspector_strings_to_json:
 * @texts: (array zero-terminated=1): texts
 *
 * Returns: (transfer full) (nullable): the texts as a value of a field, where none is absent
 */
JsonNode *
pp_inspector_strings_to_json (const char * const *texts)
{
  JsonArray *array;
  JsonNode *node;

  if (texts[0] == NULL)
    return NULL;
  array = json_array_new ();
  for (guint i = 0; texts[i] != NULL; i++)
    json_array_add_string_element (array, texts[i]);
  node = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (node, array);
  return node;
}

static void
show_in_tags (Binding  *self,
              JsonNode *value,
              gboolean  mixed)
{
  g_auto (GStrv) tags = pp_inspector_dup_strings (value);

  pp_inspector_tags_row_set_tags (PP_INSPECTOR_TAGS_ROW (self->widget),
                                  (const char * const *) tags);
  show_mixed_in_title (self, mixed);
}

static void
tags_edited_cb (PpInspectorTagsRow *row)
{
  Binding *self = binding_of (row);
  g_autoptr (JsonNode) value =
    pp_inspector_strings_to_json (pp_inspector_tags_row_get_tags (row));

  pp_inspector_subject_set_field (self->subject, self->label, self->field, value);
}

/**
 * pp_inspector_bind_tags:
 * @subject: a subject
 * @row: an entry for a list of texts
 * @field: a field that holds a list of texts
 * @label: the name of the step
 */
void
pp_inspector_bind_tags (PpInspectorSubject *subject,
                        PpInspectorTagsRow *row,
                        const char         *field,
                        const char         *label)
{
  Binding *self = binding_new (subject, row, field, label);

  self->show = show_in_tags;
  g_signal_connect (row, "edited", G_CALLBACK (tags_edited_cb), NULL);
  binding_refresh (self);
}

static void
show_in_switch (Binding  *self,
                JsonNode *value,
                gboolean  mixed)
{
  gboolean active = value != NULL && json_node_get_boolean (value);

  gtk_switch_set_active (GTK_SWITCH (self->widget), active);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->widget), GTK_ACCESSIBLE_STATE_CHECKED,
                               mixed ? GTK_ACCESSIBLE_TRISTATE_MIXED
                               : active ? GTK_ACCESSIBLE_TRISTATE_TRUE
                                        : GTK_ACCESSIBLE_TRISTATE_FALSE,
                               -1);
}

static void
switched_cb (GtkSwitch *toggle)
{
  Binding *self = binding_of (toggle);
  g_autoptr (JsonNode) value = NULL;

  if (self->showing)
    return;
  if (gtk_switch_get_active (toggle))
    value = json_node_init_boolean (json_node_alloc (), TRUE);
  pp_inspector_subject_set_field (self->subject, self->label, self->field, value);
}

/**
 * pp_inspector_bind_switch:
 * @subject: a subject
 * @toggle: a switch
 * @field: a field that holds yes or no
 * @label: the name of the step
 */
void
pp_inspector_bind_switch (PpInspectorSubject *subject,
                          GtkSwitch          *toggle,
                          const char         *field,
                          const char         *label)
{
  Binding *self = binding_new (subject, toggle, field, label);

  self->show = show_in_switch;
  g_signal_connect (toggle, "notify::active", G_CALLBACK (switched_cb), NULL);
  binding_refresh (self);
}

/* The words that can be chosen and, last, one that the record holds and nobody knows. */
static void
fill_choice (Binding    *self,
             const char *extra_word)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  for (guint i = 0; self->words[i] != NULL; i++)
    gtk_string_list_append (labels, gettext (self->get_label != NULL
                                             ? self->get_label (self->words[i])
                                             : self->words[i]));
  if (extra_word != NULL)
    /* Translators: what a list of choices shows where nothing was chosen yet. */
    gtk_string_list_append (labels, *extra_word != '\0' ? extra_word : _("Not Set"));
  g_free (self->extra_word);
  self->extra_word = g_strdup (extra_word);
  adw_combo_row_set_model (ADW_COMBO_ROW (self->widget), G_LIST_MODEL (labels));
}

static guint
find_choice (Binding    *self,
             const char *text)
{
  for (guint i = 0; self->words[i] != NULL; i++)
    if (g_ascii_strcasecmp (self->words[i], text) == 0)
      return i;
  return GTK_INVALID_LIST_POSITION;
}

/* A word that nobody knows stays on offer as long as the record is shown, so that a person can go
 * back to it; and a choice never changes its own list, which the row would not survive. */
static gboolean
must_fill_choice (Binding    *self,
                  const char *extra_word)
{
  return adw_combo_row_get_model (ADW_COMBO_ROW (self->widget)) == NULL
         || (extra_word != NULL && g_strcmp0 (extra_word, self->extra_word) != 0)
         || (extra_word == NULL && self->extra_word != NULL
             && g_strcmp0 (pp_inspector_subject_get_id (self->subject, 0), self->shown_id) != 0);
}

static void
show_in_choice (Binding  *self,
                JsonNode *value,
                gboolean  mixed)
{
  const char *text = text_of (value);
  guint position = find_choice (self, text);
  const char *extra_word = position == GTK_INVALID_LIST_POSITION ? text : NULL;

  if (must_fill_choice (self, extra_word))
    fill_choice (self, extra_word);
  g_free (self->shown_id);
  self->shown_id = g_strdup (pp_inspector_subject_get_id (self->subject, 0));
  if (extra_word != NULL)
    position = g_strv_length (self->words);
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->widget), position);
  show_mixed_in_title (self, mixed);
}

static void
chosen_cb (AdwComboRow *row)
{
  Binding *self = binding_of (row);
  guint position = adw_combo_row_get_selected (row);
  const char *word = self->extra_word;
  g_autoptr (JsonNode) value = NULL;

  if (self->showing || position == GTK_INVALID_LIST_POSITION)
    return;
  if (position < g_strv_length (self->words))
    word = self->words[position];
  value = pp_inspector_text_to_json (word);
  pp_inspector_subject_set_field (self->subject, self->label, self->field, value);
}

/**
 * pp_inspector_bind_choice:
 * @subject: a subject
 * @row: a row to choose from
 * @field: a field that holds a text
 * @label: the name of the step
 * @words: (array zero-terminated=1): the texts to choose from
 * @get_label: (nullable): what people call them
 *
 * A text that is not in @words is shown as it is and stays until another one is chosen.
 */
void
pp_inspector_bind_choice (PpInspectorSubject *subject,
                          AdwComboRow        *row,
                          const char         *field,
                          const char         *label,
                          const char * const *words,
                          PpChoiceLabelFunc   get_label)
{
  Binding *self = binding_new (subject, row, field, label);

  self->show = show_in_choice;
  self->words = g_strdupv ((char **) words);
  self->get_label = get_label;
  g_signal_connect (row, "notify::selected", G_CALLBACK (chosen_cb), NULL);
  binding_refresh (self);
}

/**
 * pp_inspector_binding_set_words:
 * @row: a row that is bound
 * @words: (array zero-terminated=1): the texts to choose from now
 */
void
pp_inspector_binding_set_words (AdwComboRow        *row,
                                const char * const *words)
{
  Binding *self = binding_of (row);

  if (g_strv_equal ((const char * const *) self->words, words))
    return;
  g_strfreev (self->words);
  self->words = g_strdupv ((char **) words);
  self->showing = TRUE;
  fill_choice (self, NULL);
  self->showing = FALSE;
  binding_refresh (self);
}
