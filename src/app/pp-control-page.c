/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-control-page.h"

#include <glib/gi18n.h>

#include "pp-answer-row.h"
#include "pp-control-risk.h"
#include "pp-control-words.h"
#include "pp-edit.h"
#include "pp-inspector-binding.h"
#include "pp-inspector-marking-row.h"
#include "pp-methodologies.h"
#include "pp-record-chooser.h"
#include "pp-reference-vocabulary.h"
#include "pp-reveal.h"
#include "pp-threat-words.h"

struct _PpControlPage {
  GtkWidget              parent_instance;

  /* Template widgets */
  GtkWidget             *scroller;
  AdwEntryRow           *title_row;
  AdwComboRow           *status_row;
  AdwEntryRow           *owner_row;
  PpInspectorTextRow    *description_row;
  AdwPreferencesGroup   *answers_group;
  GtkMenuButton         *add_button;
  AdwComboRow           *inherent_row;
  AdwComboRow           *residual_row;
  AdwActionRow          *estimate_row;
  GtkWidget             *estimate_button;
  PpInspectorTagsRow    *references_row;
  PpInspectorMarkingRow *marking_row;

  /* Owned */
  PpInspectorSubject    *subject;

  /* Borrowed: children of the group and of its button */
  GPtrArray             *rows;    /* owned: the array only */
  PpRecordChooser       *chooser;
};

G_DEFINE_FINAL_TYPE (PpControlPage, pp_control_page, GTK_TYPE_WIDGET)

enum {
  OPEN_THREAT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static PpControl *
get_control (PpControlPage *self)
{
  PpRecord *record = pp_inspector_subject_get_record (self->subject, 0);

  return PP_IS_CONTROL (record) ? PP_CONTROL (record) : NULL;
}

static void
set_answers (PpControlPage *self,
             const char    *threat_id,
             gboolean       answers)
{
  g_autoptr (GPtrArray) changes = NULL;

  if (get_control (self) == NULL)
    return;
  changes = pp_edit_answer_threat (pp_inspector_subject_get_model (self->subject),
                                   pp_control_page_get_control (self), threat_id, answers);
  if (changes->len > 0)
    pp_inspector_subject_apply (self->subject,
                                answers ? N_("Add Threat to Control") : N_("Remove Threat from Control"), changes);
}

static void
chosen_cb (PpControlPage *self,
           const char    *threat_id,
           const char    *title)
{
  if (threat_id != NULL)
    set_answers (self, threat_id, TRUE);
}

static void
chooser_shown_cb (PpControlPage *self)
{
  PpControl *control = get_control (self);

  pp_record_chooser_set_model (self->chooser, pp_inspector_subject_get_model (self->subject),
                               control != NULL ? pp_control_get_threats (control) : NULL);
}

static void
remove_cb (PpControlPage *self,
           const char    *id)
{
  set_answers (self, id, FALSE);
}

static void
open_cb (PpControlPage *self,
         const char    *id)
{
  g_signal_emit (self, signals[OPEN_THREAT], 0, id);
}

static void
append_threat (PpControlPage *self,
               const char    *id)
{
  PpModel *model = pp_inspector_subject_get_model (self->subject);
  PpThreat *threat = pp_model_lookup_threat (model, id);
  g_autofree char *title = threat != NULL ? pp_threat_words_dup_title (model, threat)
                                          : g_strdup (_("A threat that is gone"));
  g_autofree char *detail = threat != NULL ? pp_control_words_dup_threat (model, threat) : g_strdup (id);
  /* Translators: the blank is a threat, which the control then no longer answers. */
  g_autofree char *remove_text = g_strdup_printf (_("Remove “%s” from the control"), title);
  GtkWidget *row = pp_answer_row_new (id, title, detail, remove_text);

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), threat != NULL);
  g_signal_connect_object (row, "remove", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "open", G_CALLBACK (open_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->answers_group, row);
  g_ptr_array_add (self->rows, row);
}

static void
show_answers (PpControlPage *self,
              PpControl     *control)
{
  const char * const *threats = pp_control_get_threats (control);

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->answers_group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; threats[i] != NULL; i++)
    append_threat (self, threats[i]);
}

static PpControlRisk
estimate (PpControlPage *self,
          PpControl     *control)
{
  return pp_control_risk_of (pp_inspector_subject_get_model (self->subject), control, pp_odds_get_default ());
}

static void
show_estimate (PpControlPage *self,
               PpControl     *control)
{
  PpControlRisk risk = estimate (self, control);
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->estimate_row), risk.inherent != NULL);
  if (risk.inherent == NULL)
    return;
  /* Translators: the risk without and with a control, such as “High without it, low with it”. */
  text = g_strdup_printf (_("%s without it, %s with it"), _(pp_threat_severity_get_label (risk.inherent)),
                          _(pp_threat_severity_get_label (risk.residual)));
  adw_action_row_set_subtitle (self->estimate_row, text);
  gtk_widget_set_sensitive (self->estimate_button,
                            g_strcmp0 (risk.inherent, pp_control_get_inherent_risk (control)) != 0
                            || g_strcmp0 (risk.residual, pp_control_get_residual_risk (control)) != 0);
}

static void
add_text (GPtrArray  *changes,
          PpControl  *control,
          const char *field,
          const char *text)
{
  g_autoptr (JsonNode) before = pp_record_dup_field (PP_RECORD (control), field);
  g_autoptr (JsonNode) after = pp_inspector_text_to_json (text);

  if (before == NULL || !json_node_equal (before, after))
    g_ptr_array_add (changes, pp_change_new_set (PP_RECORD_CONTROL, pp_record_get_id (PP_RECORD (control)), field,
                                                 before, after));
}

static void
estimate_clicked_cb (PpControlPage *self)
{
  PpControl *control = get_control (self);
  g_autoptr (GPtrArray) changes = pp_change_list_new ();
  PpControlRisk risk;

  if (control == NULL)
    return;
  risk = estimate (self, control);
  if (risk.inherent == NULL)
    return;
  add_text (changes, control, "inherentRisk", risk.inherent);
  add_text (changes, control, "residualRisk", risk.residual);
  pp_inspector_subject_apply (self->subject, N_("Estimate Risk of Control"), changes);
}

static void
subject_changed_cb (PpControlPage *self)
{
  PpControl *control = get_control (self);

  if (control == NULL)
    return;
  show_answers (self, control);
  show_estimate (self, control);
}

static void
bind_rows (PpControlPage *self)
{
  PpInspectorSubject *subject = self->subject;

  pp_inspector_bind_entry (subject, self->title_row, "title", N_("Change Control Title"));
  pp_inspector_bind_choice (subject, self->status_row, "status", N_("Change Control Status"),
                            pp_control_words_statuses (), pp_control_status_get_label);
  pp_inspector_bind_entry (subject, self->owner_row, "owner", N_("Change Control Owner"));
  pp_inspector_bind_text (subject, self->description_row, "description", N_("Change Control Description"));
  pp_inspector_bind_choice (subject, self->inherent_row, "inherentRisk", N_("Change Inherent Risk"),
                            pp_threat_severities_list () + 1, pp_threat_severity_get_label);
  pp_inspector_bind_choice (subject, self->residual_row, "residualRisk", N_("Change Residual Risk"),
                            pp_threat_severities_list () + 1, pp_threat_severity_get_label);
  pp_inspector_tags_row_set_vocabulary (self->references_row, pp_reference_vocabulary_get_any ());
  pp_inspector_bind_tags (subject, self->references_row, "references", N_("Change References"));
  pp_inspector_marking_row_bind (self->marking_row, subject);
}

static void
pp_control_page_dispose (GObject *object)
{
  PpControlPage *self = PP_CONTROL_PAGE (object);

  if (self->subject != NULL)
    g_signal_handlers_disconnect_by_data (self->subject, self);
  g_ptr_array_set_size (self->rows, 0);
  gtk_widget_dispose_template (GTK_WIDGET (object), PP_TYPE_CONTROL_PAGE);
  g_clear_object (&self->subject);
  G_OBJECT_CLASS (pp_control_page_parent_class)->dispose (object);
}

static void
pp_control_page_finalize (GObject *object)
{
  g_ptr_array_unref (PP_CONTROL_PAGE (object)->rows);
  G_OBJECT_CLASS (pp_control_page_parent_class)->finalize (object);
}

static void
pp_control_page_class_init (PpControlPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pp_control_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = pp_control_page_finalize;
  signals[OPEN_THREAT] = g_signal_new ("open-threat", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                       0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  g_type_ensure (PP_TYPE_INSPECTOR_MARKING_ROW);
  g_type_ensure (PP_TYPE_INSPECTOR_TAGS_ROW);
  g_type_ensure (PP_TYPE_INSPECTOR_TEXT_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/ui/pp-control-page.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "inspector");
  gtk_widget_class_bind_template_child (widget_class, PpControlPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, PpControlPage, title_row);
  gtk_widget_class_bind_template_child (widget_class, PpControlPage, status_row);
  gtk_widget_class_bind_template_child (widget_class, PpControlPage, owner_row);
  gtk_widget_class_bind_template_child (widget_class, PpControlPage, description_row);
  gtk_widget_class_bind_template_child (widget_class, PpControlPage, answers_group);
  gtk_widget_class_bind_template_child (widget_class, PpControlPage, add_button);
  gtk_widget_class_bind_template_child (widget_class, PpControlPage, inherent_row);
  gtk_widget_class_bind_template_child (widget_class, PpControlPage, residual_row);
  gtk_widget_class_bind_template_child (widget_class, PpControlPage, estimate_row);
  gtk_widget_class_bind_template_child (widget_class, PpControlPage, estimate_button);
  gtk_widget_class_bind_template_child (widget_class, PpControlPage, references_row);
  gtk_widget_class_bind_template_child (widget_class, PpControlPage, marking_row);
  gtk_widget_class_bind_template_callback (widget_class, estimate_clicked_cb);
}

static void
pp_control_page_init (PpControlPage *self)
{
  self->rows = g_ptr_array_new ();
  self->subject = pp_inspector_subject_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->chooser = PP_RECORD_CHOOSER (pp_record_chooser_new (PP_RECORD_THREAT));
  gtk_menu_button_set_popover (self->add_button, GTK_WIDGET (self->chooser));
  g_signal_connect_swapped (self->chooser, "chosen", G_CALLBACK (chosen_cb), self);
  g_signal_connect_swapped (self->chooser, "show", G_CALLBACK (chooser_shown_cb), self);
  bind_rows (self);
  pp_reveal_in_turns (gtk_widget_get_parent (GTK_WIDGET (self->answers_group)));
  g_signal_connect_swapped (self->subject, "changed", G_CALLBACK (subject_changed_cb), self);
}

GtkWidget *
pp_control_page_new (void)
{
  return g_object_new (PP_TYPE_CONTROL_PAGE, NULL);
}

/**
 * pp_control_page_set_control:
 * @self: a page
 * @history: (nullable): the way to the model
 * @control_id: (nullable): the control
 */
void
pp_control_page_set_control (PpControlPage *self,
                             PpHistory     *history,
                             const char    *control_id)
{
  const char *ids[] = { control_id, NULL };

  g_return_if_fail (PP_IS_CONTROL_PAGE (self));

  pp_control_page_flush (self);
  pp_inspector_subject_set (self->subject, history, ids);
}

const char *
pp_control_page_get_control (PpControlPage *self)
{
  return pp_inspector_subject_get_id (self->subject, 0);
}

void
pp_control_page_edit_title (PpControlPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->title_row));
  gtk_editable_select_region (GTK_EDITABLE (self->title_row), 0, -1);
}

/**
 * pp_control_page_flush:
 * @self: a page
 *
 * Takes over what is typed but not yet in the model.
 */
void
pp_control_page_flush (PpControlPage *self)
{
  pp_inspector_tags_row_flush (self->references_row);
  pp_inspector_marking_row_flush (self->marking_row);
  pp_inspector_subject_end_typing (self->subject);
}
