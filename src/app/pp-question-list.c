/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-question-list.h"

#include <glib/gi18n.h>

#include "pp-findings.h"
#include "pp-threat-words.h"
#include "pp-triage.h"
#include "pp-turn.h"

#define N_QUESTIONS 10
/* So many rows are laid out for the first time in a frame. */
#define ROWS_AT_ONCE 2

struct _PpQuestionList {
  GtkWidget     parent_instance;

  /* Template widgets */
  GtkStack     *stack;
  AdwStatusPage *empty_page;
  GtkListBox   *list;
  GtkLabel     *more;

  /* Owned */
  PpAssessment *assessment;
  GPtrArray    *questions;

  /* State */
  guint         uncovering;
  gboolean      fresh;         /* no frame with the first row has been painted yet */
};

G_DEFINE_FINAL_TYPE (PpQuestionList, pp_question_list, GTK_TYPE_WIDGET)

enum {
  SELECT_ELEMENT,
  MESSAGE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char question_key[] = "pp-question";

static const PpQuestion *
question_of (gpointer widget)
{
  GtkWidget *row = gtk_widget_get_ancestor (GTK_WIDGET (widget), ADW_TYPE_ACTION_ROW);

  return g_object_get_data (G_OBJECT (row), question_key);
}

static void
answer (PpQuestionList   *self,
        const PpQuestion *question,
        JsonNode         *value)
{
  g_autoptr (GError) error = NULL;

  if (!pp_triage_answer (pp_assessment_get_history (self->assessment), question, value, &error) && error != NULL)
    g_signal_emit (self, signals[MESSAGE], 0, error->message);
}

static void
truth_clicked_cb (PpQuestionList *self,
                  GtkWidget      *button)
{
  gboolean yes = g_object_get_data (G_OBJECT (button), "pp-yes") != NULL;
  g_autoptr (JsonNode) value = json_node_init_boolean (json_node_alloc (), yes);

  answer (self, question_of (button), value);
}

static void
skip_clicked_cb (PpQuestionList *self,
                 GtkWidget      *button)
{
  pp_assessment_skip (self->assessment, question_of (button));
}

static JsonNode *
make_word (const PpFactDefinition *fact,
           const char             *word)
{
  JsonArray *array;

  if (fact->type != PP_FACT_TYPE_WORDS)
    return json_node_init_string (json_node_alloc (), word);
  array = json_array_new ();
  json_array_add_string_element (array, word);
  return json_node_init_array (json_node_alloc (), array);
}

static void
word_chosen_cb (PpQuestionList *self,
                GParamSpec     *pspec,
                GtkDropDown    *drop_down)
{
  const PpQuestion *question = question_of (drop_down);
  const PpFactDefinition *fact = pp_kinds_find_fact (pp_kinds_get_default (), question->property);
  guint selected = gtk_drop_down_get_selected (drop_down);
  g_autoptr (JsonNode) value = NULL;

  if (selected == 0 || selected == GTK_INVALID_LIST_POSITION)
    return;
  value = make_word (fact, fact->words[selected - 1]);
  answer (self, question, value);
}

/* Numbers and words of which no list is known; a number is a number whatever the type says. */
static void
text_entered_cb (PpQuestionList *self,
                 GtkEntry       *entry)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (entry));
  g_autoptr (JsonNode) value = NULL;
  char *end = NULL;
  double number = g_ascii_strtod (text, &end);

  if (*text == '\0')
    return;
  if (*end == '\0' && number == (gint64) number)
    value = json_node_init_int (json_node_alloc (), (gint64) number);
  else if (*end == '\0')
    value = json_node_init_double (json_node_alloc (), number);
  else
    value = json_node_init_string (json_node_alloc (), text);
  answer (self, question_of (entry), value);
}

static void
number_chosen_cb (PpQuestionList *self,
                  GtkWidget      *button)
{
  gint64 number = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "pp-number"));
  g_autoptr (JsonNode) value = json_node_init_int (json_node_alloc (), number);

  answer (self, question_of (button), value);
}

static char *
dup_text (PpQuestionList   *self,
          const PpQuestion *question)
{
  return pp_threat_words_dup_question (pp_history_get_model (pp_assessment_get_history (self->assessment)), question);
}

static void
describe (PpQuestionList   *self,
          GtkWidget        *widget,
          const PpQuestion *question,
          const char       *choice)
{
  g_autofree char *text = dup_text (self, question);
  g_autofree char *spoken = choice != NULL ? g_strdup_printf ("%s — %s", choice, text) : g_strdup (text);

  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_widget_set_valign (widget, GTK_ALIGN_CENTER);
}

static GtkWidget *
make_truth_buttons (PpQuestionList   *self,
                    const PpQuestion *question)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  const char * const labels[] = { _("_Yes"), _("_No") };
  const char * const spoken[] = { _("Yes"), _("No") };

  gtk_widget_add_css_class (box, "linked");
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      GtkWidget *button = gtk_button_new_with_mnemonic (labels[i]);

      describe (self, button, question, spoken[i]);
      g_object_set_data (G_OBJECT (button), "pp-yes", GINT_TO_POINTER (i == 0));
      g_signal_connect_swapped (button, "clicked", G_CALLBACK (truth_clicked_cb), self);
      gtk_box_append (GTK_BOX (box), button);
    }
  return box;
}

/* Sensitivity and criticality go from 0 to 3: one click each. */
static GtkWidget *
make_level_buttons (PpQuestionList   *self,
                    const PpQuestion *question)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (box, "linked");
  for (int i = 0; i <= 3; i++)
    {
      g_autofree char *label = g_strdup_printf ("%d", i);
      GtkWidget *button = gtk_button_new_with_label (label);

      describe (self, button, question, label);
      g_object_set_data (G_OBJECT (button), "pp-number", GINT_TO_POINTER (i));
      g_signal_connect_swapped (button, "clicked", G_CALLBACK (number_chosen_cb), self);
      gtk_box_append (GTK_BOX (box), button);
    }
  return box;
}

static GtkWidget *
make_word_choice (PpQuestionList         *self,
                  const PpQuestion       *question,
                  const PpFactDefinition *fact)
{
  GtkStringList *choices = gtk_string_list_new (NULL);
  GtkWidget *drop_down;

  gtk_string_list_append (choices, _("Choose…"));
  for (guint i = 0; fact->words[i] != NULL; i++)
    gtk_string_list_append (choices, gettext (fact->words[i]));
  drop_down = gtk_drop_down_new (G_LIST_MODEL (choices), NULL);
  describe (self, drop_down, question, NULL);
  g_signal_connect_swapped (drop_down, "notify::selected", G_CALLBACK (word_chosen_cb), self);
  return drop_down;
}

static GtkWidget *
make_entry (PpQuestionList   *self,
            const PpQuestion *question)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 12);
  describe (self, entry, question, NULL);
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (text_entered_cb), self);
  return entry;
}

static GtkWidget *
make_answer (PpQuestionList   *self,
             const PpQuestion *question)
{
  const PpFactDefinition *fact = pp_kinds_find_fact (pp_kinds_get_default (), question->property);

  if (fact == NULL || fact->type == PP_FACT_TYPE_TRUTH)
    return make_truth_buttons (self, question);
  if (g_str_equal (question->property, "sensitivity") || g_str_equal (question->property, "criticality"))
    return make_level_buttons (self, question);
  if (fact->type != PP_FACT_TYPE_NUMBER && fact->words != NULL && fact->words[0] != NULL)
    return make_word_choice (self, question, fact);
  return make_entry (self, question);
}

static char *
make_subtitle (PpQuestionList   *self,
               const PpQuestion *question)
{
  PpModel *model = pp_history_get_model (pp_assessment_get_history (self->assessment));
  g_autofree char *name = pp_threat_words_dup_element (model, question->element);
  guint n_rules = g_strv_length (question->rules);

  /* Translators: an element's name, and how many rules an answer would settle. */
  return g_strdup_printf (ngettext ("%s · settles %u rule", "%s · settles %u rules", n_rules), name, n_rules);
}

/* A row is seen when there is time to lay it out. */
static void
add_row (PpQuestionList   *self,
         const PpQuestion *question,
         int               position)
{
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());
  g_autofree char *text = dup_text (self, question);
  g_autofree char *subtitle = make_subtitle (self, question);
  GtkWidget *skip = gtk_button_new_with_mnemonic (_("_Don’t Know"));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text);
  adw_action_row_set_subtitle (row, subtitle);
  adw_action_row_add_suffix (row, make_answer (self, question));
  describe (self, skip, question, _("Don’t know"));
  gtk_widget_set_tooltip_text (skip, _("Do Not Ask Again Until the File Is Opened Anew"));
  gtk_widget_add_css_class (skip, "flat");
  g_signal_connect_swapped (skip, "clicked", G_CALLBACK (skip_clicked_cb), self);
  adw_action_row_add_suffix (row, skip);
  g_object_set_data (G_OBJECT (row), question_key, (gpointer) question);
  gtk_widget_set_visible (GTK_WIDGET (row), FALSE);
  gtk_list_box_insert (self->list, GTK_WIDGET (row), position);
}

static void
row_selected_cb (PpQuestionList *self,
                 GtkListBoxRow  *row)
{
  if (row != NULL)
    g_signal_emit (self, signals[SELECT_ELEMENT], 0, question_of (row)->element);
}

static GtkWidget *
row_at (PpQuestionList *self,
        int             position)
{
  return GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, position));
}

static void
clear_rows_from (PpQuestionList *self,
                 int             position)
{
  GtkWidget *row;

  while ((row = row_at (self, position)) != NULL)
    gtk_list_box_remove (self->list, row);
}

static gboolean
uncover_cb (gpointer user_data)
{
  PpQuestionList *self = PP_QUESTION_LIST (user_data);
  guint n_uncovered = 0;
  GtkWidget *row;

  if (self->fresh)
    {
      self->fresh = FALSE;
      return G_SOURCE_CONTINUE;
    }
  for (int i = 0; (row = row_at (self, i)) != NULL; i++)
    if (!gtk_widget_get_visible (row))
      {
        if (n_uncovered == ROWS_AT_ONCE)
          return G_SOURCE_CONTINUE;
        gtk_widget_set_visible (row, TRUE);
        n_uncovered++;
      }
  self->uncovering = 0;
  return G_SOURCE_REMOVE;
}

static void
queue_uncover (PpQuestionList *self)
{
  if (self->uncovering == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->uncovering = pp_turn_add_framed (GTK_WIDGET (self->list), uncover_cb, self);
}

static gboolean
shows (PpQuestionList   *self,
       GtkWidget        *row,
       const PpQuestion *question)
{
  const PpQuestion *shown = question_of (row);
  g_autofree char *text = NULL;
  g_autofree char *subtitle = NULL;

  if (!g_str_equal (shown->element, question->element) || !g_str_equal (shown->property, question->property))
    return FALSE;
  text = dup_text (self, question);
  subtitle = make_subtitle (self, question);
  return g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), text)
         && g_str_equal (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), subtitle);
}

static gboolean
is_asked (PpQuestionList *self,
          GtkWidget      *row,
          GPtrArray      *questions)
{
  for (guint i = 0; i < questions->len; i++)
    if (shows (self, row, g_ptr_array_index (questions, i)))
      return TRUE;
  return FALSE;
}

/* What is still asked keeps its row. */
static void
take_rows (PpQuestionList *self,
           GPtrArray      *questions)
{
  for (guint i = 0; i < questions->len; i++)
    {
      GtkWidget *row;

      while ((row = row_at (self, i)) != NULL && !is_asked (self, row, questions))
        gtk_list_box_remove (self->list, row);
      if (row != NULL && shows (self, row, g_ptr_array_index (questions, i)))
        g_object_set_data (G_OBJECT (row), question_key, g_ptr_array_index (questions, i));
      else
        add_row (self, g_ptr_array_index (questions, i), i);
    }
  clear_rows_from (self, questions->len);
  if (questions->len > 0)
    gtk_widget_set_visible (row_at (self, 0), TRUE);
}

/* Where the focus was in a row that goes it gets to the one in its place. */
static void
fill (PpQuestionList *self,
      GPtrArray      *questions)
{
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (self->list));
  int position = focus != NULL ? gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (focus)) : -1;
  GtkWidget *row;

  take_rows (self, questions);
  g_clear_pointer (&self->questions, g_ptr_array_unref);
  self->questions = g_ptr_array_ref (questions);
  queue_uncover (self);
  if (position < 0 || questions->len == 0 || gtk_widget_get_focus_child (GTK_WIDGET (self->list)) == focus)
    return;
  row = row_at (self, MIN (position, (int) questions->len - 1));
  gtk_widget_set_visible (row, TRUE);
  gtk_widget_child_focus (row, GTK_DIR_TAB_FORWARD);
}

static void
pp_question_list_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (pp_question_list_parent_class)->map (widget);
  PP_QUESTION_LIST (widget)->fresh = TRUE;
  queue_uncover (PP_QUESTION_LIST (widget));
}

static void
pp_question_list_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&PP_QUESTION_LIST (widget)->uncovering, pp_turn_remove);
  GTK_WIDGET_CLASS (pp_question_list_parent_class)->unmap (widget);
}

static void
pp_question_list_dispose (GObject *object)
{
  PpQuestionList *self = PP_QUESTION_LIST (object);

  g_clear_handle_id (&self->uncovering, pp_turn_remove);
  if (self->list != NULL)
    clear_rows_from (self, 0);
  g_clear_pointer (&self->questions, g_ptr_array_unref);
  g_clear_object (&self->assessment);
  gtk_widget_dispose_template (GTK_WIDGET (self), PP_TYPE_QUESTION_LIST);
  G_OBJECT_CLASS (pp_question_list_parent_class)->dispose (object);
}

static void
pp_question_list_class_init (PpQuestionListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pp_question_list_dispose;
  widget_class->map = pp_question_list_map;
  widget_class->unmap = pp_question_list_unmap;
  signals[SELECT_ELEMENT] = g_signal_new ("select-element", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[MESSAGE] = g_signal_new ("message", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/ui/pp-question-list.ui");
  gtk_widget_class_bind_template_child (widget_class, PpQuestionList, stack);
  gtk_widget_class_bind_template_child (widget_class, PpQuestionList, empty_page);
  gtk_widget_class_bind_template_child (widget_class, PpQuestionList, list);
  gtk_widget_class_bind_template_child (widget_class, PpQuestionList, more);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
}

static void
pp_question_list_init (PpQuestionList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * pp_question_list_show:
 * @self: a list of questions
 * @assessment: (nullable): whose questions
 * @scope: (nullable): of how much
 *
 * Returns: how many questions there are in all
 */
guint
pp_question_list_show (PpQuestionList *self,
                       PpAssessment   *assessment,
                       const PpScope  *scope)
{
  g_autoptr (GPtrArray) questions = NULL;
  g_autofree char *text = NULL;
  guint limit, n_questions = 0;

  g_return_val_if_fail (PP_IS_QUESTION_LIST (self), 0);
  g_set_object (&self->assessment, assessment);
  if (assessment == NULL)
    {
      clear_rows_from (self, 0);
      g_clear_pointer (&self->questions, g_ptr_array_unref);
      return 0;
    }
  limit = MIN (N_QUESTIONS, pp_analysis_suggest_n_questions (pp_assessment_get_analysis (assessment), scope));
  questions = pp_assessment_list_questions (assessment, scope, limit, &n_questions);
  fill (self, questions);
  gtk_stack_set_visible_child_name (self->stack, questions->len > 0 ? "questions" : "nothing");
  if (n_questions > questions->len)
    text = g_strdup_printf (ngettext ("%u more question after these", "%u more questions after these",
                                      n_questions - questions->len), n_questions - questions->len);
  gtk_label_set_text (self->more, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->more), text != NULL);
  return n_questions;
}
