/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-fact-row.h"

#include <glib/gi18n.h>

#include "pp-fact-switch.h"
#include "pp-inspector-binding.h"
#include "pp-inspector-suggestions.h"
#include "pp-inspector-tags-row.h"
#include "pp-inspector-undo.h"
#include "pp-json.h"
#include "pp-property-path.h"

#define SET_FACT N_("Change Fact")

typedef struct {
  /* owned */
  PpInspectorSubject *subject;
  char               *field;
  char               *title;
  char               *description;
  char               *shown_id;

  /* borrowed: this is the row's data */
  GtkWidget          *row;
  GtkWidget          *toggle;
  GtkWidget          *suggest;

  /* state */
  PpFactType          type;
  guint               position;
  gboolean            showing;
} FactRow;

static void
fact_row_free (FactRow *self)
{
  g_object_unref (self->subject);
  g_free (self->field);
  g_free (self->title);
  g_free (self->description);
  g_free (self->shown_id);
  g_free (self);
}

static FactRow *
fact_row_of (gpointer row)
{
  return g_object_get_data (G_OBJECT (row), "pp-fact-row");
}

/**
 * pp_fact_source_get_label:
 * @source: where a fact comes from
 *
 * Returns: what people call it, translated
 */
const char *
pp_fact_source_get_label (PpFactSource source)
{
  switch (source)
    {
    case PP_FACT_SOURCE_IMPORTED:
      return _("Imported");
    case PP_FACT_SOURCE_OBSERVED:
      return _("Observed in traffic");
    case PP_FACT_SOURCE_DEFAULT:
      return _("Comes with the kind");
    case PP_FACT_SOURCE_PERSON:
    default:
      return _("Stated by a person");
    }
}

static JsonNode *
make_fact (JsonNode *value)
{
  return value != NULL ? pp_fact_new (value, PP_FACT_SOURCE_PERSON, NULL) : NULL;
}

static void
truth_chosen_cb (GtkWidget *row,
                 PpTruth    truth)
{
  FactRow *self = fact_row_of (row);
  g_autoptr (JsonNode) fact = NULL;

  if (truth != PP_TRUTH_UNKNOWN)
    fact = pp_fact_new_truth (truth, PP_FACT_SOURCE_PERSON, NULL);
  pp_inspector_subject_set_field (self->subject, SET_FACT, self->field, fact);
}

static void
show_number_is_valid (FactRow  *self,
                      gboolean  valid)
{
  if (valid)
    gtk_widget_remove_css_class (self->row, "error");
  else
    gtk_widget_add_css_class (self->row, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->row), GTK_ACCESSIBLE_STATE_INVALID,
                               valid ? GTK_ACCESSIBLE_INVALID_FALSE : GTK_ACCESSIBLE_INVALID_TRUE,
                               -1);
}

static void
word_typed_cb (GtkWidget *row)
{
  FactRow *self = fact_row_of (row);
  const char *text = gtk_editable_get_text (GTK_EDITABLE (row));
  g_autoptr (JsonNode) value = NULL;
  g_autoptr (JsonNode) fact = NULL;

  if (self->showing)
    return;
  if (self->type == PP_FACT_TYPE_NUMBER)
    {
      gboolean valid = *text == '\0' || pp_property_parse_number (text, &value);

      show_number_is_valid (self, valid);
      if (!valid)
        return;
    }
  else
    {
      value = pp_inspector_text_to_json (text);
    }
  fact = make_fact (value);
  pp_inspector_subject_type_field (self->subject, SET_FACT, self->field, fact);
}

static void
word_chosen_cb (GtkWidget  *row,
                const char *word)
{
  FactRow *self = fact_row_of (row);
  g_autoptr (JsonNode) value = pp_inspector_text_to_json (word);
  g_autoptr (JsonNode) fact = make_fact (value);

  pp_inspector_subject_set_field (self->subject, SET_FACT, self->field, fact);
}

static void
words_edited_cb (GtkWidget *row)
{
  FactRow *self = fact_row_of (row);
  g_autoptr (JsonNode) value =
    pp_inspector_strings_to_json (pp_inspector_tags_row_get_tags (PP_INSPECTOR_TAGS_ROW (row)));
  g_autoptr (JsonNode) fact = make_fact (value);

  pp_inspector_subject_set_field (self->subject, SET_FACT, self->field, fact);
}

static void
focus_left_cb (GtkWidget *row)
{
  FactRow *self = fact_row_of (row);

  pp_inspector_subject_end_typing (self->subject);
  pp_fact_row_refresh (row);
}

static GtkWidget *
make_truth_row (FactRow *self)
{
  GtkWidget *row = adw_action_row_new ();

  self->toggle = pp_fact_switch_new ();
  g_signal_connect_object (self->toggle, "chosen", G_CALLBACK (truth_chosen_cb), row,
                           G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), self->toggle);
  gtk_widget_set_focusable (row, FALSE);
  return row;
}

static GtkWidget *
make_entry_row (FactRow *self)
{
  GtkWidget *row = adw_entry_row_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  pp_inspector_leave_undo_to_window (row);
  if (self->type == PP_FACT_TYPE_NUMBER)
    {
      adw_entry_row_set_input_purpose (ADW_ENTRY_ROW (row), GTK_INPUT_PURPOSE_NUMBER);
    }
  else
    {
      self->suggest = gtk_menu_button_new ();
      gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->suggest), "pan-down-symbolic");
      gtk_widget_set_tooltip_text (self->suggest, _("Known Words"));
      gtk_widget_set_valign (self->suggest, GTK_ALIGN_CENTER);
      gtk_widget_add_css_class (self->suggest, "flat");
      adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), self->suggest);
    }
  g_signal_connect (row, "changed", G_CALLBACK (word_typed_cb), NULL);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (focus_left_cb), row);
  gtk_widget_add_controller (row, focus);
  return row;
}

static GtkWidget *
make_words_row (FactRow *self)
{
  GtkWidget *row = pp_inspector_tags_row_new ();

  g_signal_connect (row, "edited", G_CALLBACK (words_edited_cb), NULL);
  return row;
}

/**
 * pp_fact_row_new:
 * @subject: whose facts
 * @type: what the fact may hold
 *
 * Returns: (transfer floating): a row that has no fact yet
 */
GtkWidget *
pp_fact_row_new (PpInspectorSubject *subject,
                 PpFactType          type)
{
  FactRow *self = g_new0 (FactRow, 1);

  self->subject = g_object_ref (subject);
  self->type = type;
  switch (type)
    {
    case PP_FACT_TYPE_TRUTH:
      self->row = make_truth_row (self);
      break;
    case PP_FACT_TYPE_WORDS:
      self->row = make_words_row (self);
      break;
    case PP_FACT_TYPE_WORD:
    case PP_FACT_TYPE_NUMBER:
    default:
      self->row = make_entry_row (self);
      break;
    }
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->row), FALSE);
  g_object_set_data_full (G_OBJECT (self->row), "pp-fact-row", self,
                          (GDestroyNotify) fact_row_free);
  return self->row;
}

static void
name_suggest_button (FactRow *self)
{
  /* Translators: %s is the name of a fact, such as "Authentication". */
  g_autofree char *name = g_strdup_printf (_("Known words for %s"), self->title);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->suggest), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
}

/**
 * pp_fact_row_set_fact:
 * @row: a row
 * @definition: the fact that it shows from now on
 * @position: its place in the list
 */
void
pp_fact_row_set_fact (GtkWidget              *row,
                      const PpFactDefinition *definition,
                      guint                   position)
{
  FactRow *self = fact_row_of (row);
  g_autofree char *field = g_strconcat ("facts/", definition->name, NULL);

  self->position = position;
  if (g_strcmp0 (self->field, field) == 0)
    return;

  g_free (self->field);
  g_free (self->title);
  g_free (self->description);
  self->field = g_steal_pointer (&field);
  self->title = g_strdup (gettext (definition->label));
  self->description = g_strdup (*definition->description != '\0'
                                ? gettext (definition->description) : "");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), self->title);
  if (self->toggle != NULL)
    pp_fact_switch_set_label (PP_FACT_SWITCH (self->toggle), self->title);
  if (self->suggest != NULL)
    {
      pp_inspector_suggestions_attach (GTK_MENU_BUTTON (self->suggest), definition->words, row,
                                       word_chosen_cb);
      name_suggest_button (self);
    }
  if (self->type == PP_FACT_TYPE_WORDS)
    pp_inspector_tags_row_set_suggestions (PP_INSPECTOR_TAGS_ROW (row), definition->words);
}

static char *
value_to_text (JsonNode *value)
{
  if (value == NULL)
    return g_strdup ("");
  if (JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_STRING)
    return json_node_dup_string (value);
  return pp_json_to_string (value, PP_JSON_STYLE_COMPACT, NULL);
}

static gboolean
is_truth (JsonNode *value)
{
  return JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_BOOLEAN;
}

/* The line below the title: where the fact comes from, or what else there is to say. */
static char *
make_caption (FactRow  *self,
              JsonNode *fact,
              gboolean  mixed)
{
  JsonNode *value;

  if (mixed)
    /* Translators: several elements are selected and do not agree. */
    return g_strdup (_("Several values"));
  if (fact == NULL)
    return g_strdup ("");
  value = pp_fact_get_value (fact);
  if (self->type == PP_FACT_TYPE_TRUTH && value != NULL && !is_truth (value))
    {
      g_autofree char *text = value_to_text (value);

      /* Translators: a fact that should be yes or no holds some other value, %s. */
      return g_strdup_printf (_("Holds “%s”"), text);
    }
  return g_strdup (pp_fact_source_get_label (pp_fact_get_source (fact)));
}

static void
show_tooltip (FactRow    *self,
              JsonNode   *fact,
              const char *caption)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new ();
  const char *evidence = fact != NULL ? pp_fact_get_evidence (fact) : NULL;
  g_autofree char *text = NULL;

  if (*self->description != '\0')
    g_ptr_array_add (lines, self->description);
  if (*caption != '\0')
    g_ptr_array_add (lines, (char *) caption);
  if (evidence != NULL && *evidence != '\0')
    g_ptr_array_add (lines, (char *) evidence);
  g_ptr_array_add (lines, NULL);
  text = g_strjoinv ("\n", (char **) lines->pdata);
  if (g_strcmp0 (gtk_widget_get_tooltip_text (self->row), text) != 0)
    gtk_widget_set_tooltip_text (self->row, text);
}

static void
show_truth (FactRow    *self,
            JsonNode   *fact,
            gboolean    mixed,
            const char *caption)
{
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->row), caption);
  if (mixed)
    pp_fact_switch_set_mixed (PP_FACT_SWITCH (self->toggle));
  else
    pp_fact_switch_set_truth (PP_FACT_SWITCH (self->toggle),
                              fact != NULL ? pp_fact_get_truth (fact) : PP_TRUTH_UNKNOWN);
}

static void
show_words (FactRow    *self,
            JsonNode   *fact,
            const char *caption)
{
  g_auto (GStrv) words = pp_inspector_dup_strings (fact != NULL ? pp_fact_get_value (fact) : NULL);

  pp_inspector_tags_row_set_tags (PP_INSPECTOR_TAGS_ROW (self->row),
                                  (const char * const *) words);
  pp_inspector_tags_row_set_subtitle (PP_INSPECTOR_TAGS_ROW (self->row), caption);
}

static void
show_entry (FactRow  *self,
            JsonNode *fact,
            gboolean  mixed)
{
  g_autofree char *text = value_to_text (fact != NULL ? pp_fact_get_value (fact) : NULL);
  const char *id = pp_inspector_subject_get_id (self->subject, 0);
  gboolean half_typed = self->type == PP_FACT_TYPE_NUMBER
                        && g_strcmp0 (id, self->shown_id) == 0
                        && gtk_widget_get_focus_child (self->row) != NULL;
  /* Translators: %s is the name of a fact; several elements are selected and do not agree. */
  g_autofree char *title = mixed ? g_strdup_printf (_("%s (several values)"), self->title)
                                 : g_strdup (self->title);

  g_free (self->shown_id);
  self->shown_id = g_strdup (id);
  /* "1." and "1e" are numbers in the making: nothing is put right while the typist is at it. */
  if (!half_typed)
    {
      pp_inspector_set_entry_text (GTK_EDITABLE (self->row), text);
      show_number_is_valid (self, TRUE);
    }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->row), title);
}

/**
 * pp_fact_row_refresh:
 * @row: a row
 *
 * Shows what the subject's records have now.
 */
void
pp_fact_row_refresh (GtkWidget *row)
{
  FactRow *self = fact_row_of (row);
  g_autoptr (JsonNode) fact = NULL;
  g_autofree char *caption = NULL;
  gboolean mixed;

  if (self->field == NULL)
    return;
  fact = pp_inspector_subject_dup_common (self->subject, self->field, &mixed);
  caption = make_caption (self, fact, mixed);
  self->showing = TRUE;
  if (self->type == PP_FACT_TYPE_TRUTH)
    show_truth (self, fact, mixed, caption);
  else if (self->type == PP_FACT_TYPE_WORDS)
    show_words (self, fact, caption);
  else
    show_entry (self, fact, mixed);
  self->showing = FALSE;
  show_tooltip (self, fact, caption);
}

PpFactType
pp_fact_row_get_fact_type (GtkWidget *row)
{
  return fact_row_of (row)->type;
}

guint
pp_fact_row_get_position (GtkWidget *row)
{
  return fact_row_of (row)->position;
}

GtkWidget *
pp_fact_row_get_switch (GtkWidget *row)
{
  return fact_row_of (row)->toggle;
}
