/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-threat-page.h"

#include <glib/gi18n.h>

#include "pp-combo-row.h"
#include "pp-cvss-dialog.h"
#include "pp-edit.h"
#include "pp-inspector-binding.h"
#include "pp-inspector-marking-row.h"
#include "pp-inspector-subject.h"
#include "pp-methodologies.h"
#include "pp-owasp-dialog.h"
#include "pp-rating.h"
#include "pp-reference-vocabulary.h"
#include "pp-threat-controls.h"
#include "pp-threat-words.h"

struct _PpThreatPage {
  GtkWidget           parent_instance;

  /* template widgets */
  AdwWindowTitle        *heading;
  GtkWidget             *box;
  AdwEntryRow           *title_row;
  AdwComboRow           *category_row;
  AdwComboRow           *status_row;
  AdwComboRow           *severity_row;
  AdwEntryRow           *score_row;
  AdwActionRow          *cvss_row;
  AdwActionRow          *owasp_row;
  PpThreatControls      *controls;
  PpInspectorTextRow    *description_row;
  PpInspectorTextRow    *mitigation_row;
  PpInspectorTagsRow    *references_row;
  PpInspectorMarkingRow *marking_row;
  AdwActionRow          *origin_row;

  /* owned */
  PpInspectorSubject    *subject;
  PpKinds               *kinds;
  char                  *layout_id;
};

G_DEFINE_FINAL_TYPE (PpThreatPage, pp_threat_page, GTK_TYPE_WIDGET)

enum {
  REMOVED,
  GONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static PpThreat *
get_threat (PpThreatPage *self)
{
  PpRecord *record = pp_inspector_subject_get_record (self->subject, 0);

  return PP_IS_THREAT (record) ? PP_THREAT (record) : NULL;
}

const char *
pp_threat_page_choose_methodology (PpModel    *model,
                                   const char *layout_id,
                                   const char *of_threat)
{
  PpLayout *layout = layout_id != NULL ? pp_model_lookup_layout (model, layout_id) : NULL;

  if (of_threat != NULL && *of_threat != '\0')
    return of_threat;
  return layout != NULL ? pp_layout_get_methodology (layout) : "";
}

PpDfdClass
pp_threat_page_get_dfd_class (PpModel    *model,
                              PpKinds    *kinds,
                              const char *element_id)
{
  PpElement *element = element_id != NULL ? pp_model_lookup_element (model, element_id) : NULL;

  if (element == NULL)
    return PP_DFD_PROCESS;
  return pp_kind_get_dfd_class (pp_kinds_resolve (kinds, pp_element_get_kind (element),
                                                  PP_IS_EDGE (element)));
}

static void
offer_categories (PpThreatPage *self,
                  PpThreat     *threat)
{
  PpModel *model = pp_inspector_subject_get_model (self->subject);
  const char *methodology =
    pp_threat_page_choose_methodology (model, self->layout_id,
                                       pp_threat_get_methodology (threat));
  PpDfdClass dfd_class = pp_threat_page_get_dfd_class (model, self->kinds,
                                                       pp_threat_get_element (threat));

  pp_inspector_binding_set_words (self->category_row,
                                  pp_methodology_get_categories (methodology, dfd_class));
}

static void
show_heading (PpThreatPage *self,
              PpThreat     *threat)
{
  PpModel *model = pp_inspector_subject_get_model (self->subject);
  const char *element_id = pp_threat_get_element (threat);
  PpElement *element = element_id != NULL ? pp_model_lookup_element (model, element_id) : NULL;
  g_autofree char *title = NULL;

  if (pp_threat_get_number (threat) > 0)
    /* Translators: the number of a threat. */
    title = g_strdup_printf (_("Threat #%ld"), (long) pp_threat_get_number (threat));
  else
    title = g_strdup (_("Threat"));
  adw_window_title_set_title (self->heading, title);
  adw_window_title_set_subtitle (self->heading,
                                 element != NULL ? pp_element_get_name (element) : "");
}

static void
show_origin (PpThreatPage *self,
             PpThreat     *threat)
{
  const char *rule = pp_threat_get_rule (threat);
  const char *origin = pp_threat_get_origin (threat);

  gtk_widget_set_visible (GTK_WIDGET (self->origin_row), *rule != '\0');
  adw_action_row_set_subtitle (self->origin_row, *rule != '\0' ? rule : origin);
}

static void
show_ratings (PpThreatPage *self,
              PpThreat     *threat)
{
  g_autofree char *cvss = pp_rating_dup_text (threat, PP_RATING_CVSS);
  g_autofree char *owasp = pp_rating_dup_text (threat, PP_RATING_OWASP);
  g_autofree char *cvss_described = pp_rating_describe_cvss (cvss);
  g_autofree char *owasp_described = pp_rating_describe_owasp (owasp);

  adw_action_row_set_subtitle (self->cvss_row, cvss_described);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->cvss_row), cvss);
  adw_action_row_set_subtitle (self->owasp_row, owasp_described);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->owasp_row), owasp);
}

static void
present_rating (PpThreatPage *self,
                GtkWidget * (*new_dialog) (GtkWindow *, PpHistory *, const char *))
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  pp_inspector_subject_end_typing (self->subject);
  gtk_window_present (GTK_WINDOW (new_dialog (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                              pp_inspector_subject_get_history (self->subject),
                                              pp_threat_page_get_threat (self))));
}

static void
cvss_activated_cb (PpThreatPage *self)
{
  present_rating (self, pp_cvss_dialog_new);
}

static void
owasp_activated_cb (PpThreatPage *self)
{
  present_rating (self, pp_owasp_dialog_new);
}

static void
subject_changed_cb (PpThreatPage *self)
{
  PpThreat *threat = get_threat (self);

  if (threat == NULL)
    {
      if (pp_inspector_subject_get_n_ids (self->subject) > 0)
        g_signal_emit (self, signals[GONE], 0);
      return;
    }
  show_heading (self, threat);
  show_origin (self, threat);
  show_ratings (self, threat);
  pp_threat_controls_set_threat (self->controls, pp_inspector_subject_get_history (self->subject),
                                 pp_threat_page_get_threat (self));
  offer_categories (self, threat);
}

static void
delete_clicked_cb (PpThreatPage *self)
{
  pp_threat_page_delete (self);
}

/* What a rule has written is read in the language of the window, as lists have it. */
static char *
dup_title (PpModel  *model,
           PpRecord *record)
{
  return pp_threat_words_dup_title (model, PP_THREAT (record));
}

static char *
dup_description (PpModel  *model,
                 PpRecord *record)
{
  return g_strdup (pp_threat_words_description (model, PP_THREAT (record)));
}

static void
bind_rows (PpThreatPage *self)
{
  PpInspectorSubject *subject = self->subject;
  static const char * const no_words[] = { NULL };

  pp_inspector_bind_entry (subject, self->title_row, "title", N_("Change Threat Title"));
  pp_inspector_binding_set_say (GTK_WIDGET (self->title_row), dup_title);
  pp_inspector_bind_choice (subject, self->category_row, "category",
                            N_("Change Threat Category"), no_words, NULL);
  pp_inspector_bind_choice (subject, self->status_row, "status", N_("Change Threat Status"),
                            pp_threat_statuses_list (), pp_threat_status_get_label);
  pp_inspector_bind_choice (subject, self->severity_row, "severity",
                            N_("Change Threat Severity"),
                            pp_threat_severities_list (), pp_threat_severity_get_label);
  pp_inspector_bind_entry (subject, self->score_row, "score", N_("Change Threat Score"));
  pp_inspector_bind_text (subject, self->description_row, "description",
                          N_("Change Threat Description"));
  pp_inspector_binding_set_say (GTK_WIDGET (self->description_row), dup_description);
  pp_inspector_bind_text (subject, self->mitigation_row, "mitigation", N_("Change Mitigation"));
  pp_inspector_tags_row_set_vocabulary (self->references_row, pp_reference_vocabulary_get_any ());
  pp_inspector_bind_tags (subject, self->references_row, "references", N_("Change References"));
  pp_inspector_marking_row_bind (self->marking_row, subject);
}

static void
pp_threat_page_dispose (GObject *object)
{
  PpThreatPage *self = PP_THREAT_PAGE (object);

  if (self->subject != NULL)
    g_signal_handlers_disconnect_by_data (self->subject, self);
  gtk_widget_dispose_template (GTK_WIDGET (object), PP_TYPE_THREAT_PAGE);
  g_clear_object (&self->subject);
  g_clear_object (&self->kinds);
  g_clear_pointer (&self->layout_id, g_free);

  G_OBJECT_CLASS (pp_threat_page_parent_class)->dispose (object);
}

static void
pp_threat_page_class_init (PpThreatPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pp_threat_page_dispose;

  signals[REMOVED] = g_signal_new ("removed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[GONE] = g_signal_new ("gone", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (PP_TYPE_INSPECTOR_TEXT_ROW);
  g_type_ensure (PP_TYPE_INSPECTOR_TAGS_ROW);
  g_type_ensure (PP_TYPE_INSPECTOR_MARKING_ROW);
  g_type_ensure (PP_TYPE_THREAT_CONTROLS);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/parapet/Parapet/ui/pp-threat-page.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, PpThreatPage, heading);
  gtk_widget_class_bind_template_child (widget_class, PpThreatPage, box);
  gtk_widget_class_bind_template_child (widget_class, PpThreatPage, title_row);
  gtk_widget_class_bind_template_child (widget_class, PpThreatPage, category_row);
  gtk_widget_class_bind_template_child (widget_class, PpThreatPage, status_row);
  gtk_widget_class_bind_template_child (widget_class, PpThreatPage, severity_row);
  gtk_widget_class_bind_template_child (widget_class, PpThreatPage, score_row);
  gtk_widget_class_bind_template_child (widget_class, PpThreatPage, cvss_row);
  gtk_widget_class_bind_template_child (widget_class, PpThreatPage, owasp_row);
  gtk_widget_class_bind_template_child (widget_class, PpThreatPage, controls);
  gtk_widget_class_bind_template_child (widget_class, PpThreatPage, description_row);
  gtk_widget_class_bind_template_child (widget_class, PpThreatPage, mitigation_row);
  gtk_widget_class_bind_template_child (widget_class, PpThreatPage, references_row);
  gtk_widget_class_bind_template_child (widget_class, PpThreatPage, marking_row);
  gtk_widget_class_bind_template_child (widget_class, PpThreatPage, origin_row);
  gtk_widget_class_bind_template_callback (widget_class, cvss_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, owasp_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, delete_clicked_cb);
}

static void
pp_threat_page_init (PpThreatPage *self)
{
  self->subject = pp_inspector_subject_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  pp_combo_row_show_whole_texts (self->category_row);
  g_signal_connect_swapped (self->subject, "changed", G_CALLBACK (subject_changed_cb), self);
  bind_rows (self);
}

/**
 * pp_threat_page_set_threat:
 * @self: a page
 * @history: (nullable): the way to the model
 * @kinds: (nullable): the kinds of elements
 * @layout_id: (nullable): the layout in which the threat is edited
 * @threat_id: (nullable): the threat
 */
void
pp_threat_page_set_threat (PpThreatPage *self,
                           PpHistory    *history,
                           PpKinds      *kinds,
                           const char   *layout_id,
                           const char   *threat_id)
{
  const char *ids[] = { threat_id, NULL };

  g_return_if_fail (PP_IS_THREAT_PAGE (self));

  g_set_object (&self->kinds, kinds);
  g_free (self->layout_id);
  self->layout_id = g_strdup (layout_id);
  pp_inspector_subject_set (self->subject, history, ids);
}

const char *
pp_threat_page_get_threat (PpThreatPage *self)
{
  return pp_inspector_subject_get_id (self->subject, 0);
}

void
pp_threat_page_edit_title (PpThreatPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->title_row));
  gtk_editable_select_region (GTK_EDITABLE (self->title_row), 0, -1);
}

/**
 * pp_threat_page_focus:
 * @self: a page
 *
 * Puts the cursor into the title, without selecting it: for a threat that is there already.
 */
void
pp_threat_page_focus (PpThreatPage *self)
{
  GtkEditable *delegate = gtk_editable_get_delegate (GTK_EDITABLE (self->title_row));

  gtk_text_grab_focus_without_selecting (GTK_TEXT (delegate));
}

void
pp_threat_page_flush (PpThreatPage *self)
{
  pp_inspector_tags_row_flush (self->references_row);
  pp_inspector_marking_row_flush (self->marking_row);
  pp_inspector_subject_end_typing (self->subject);
}

/**
 * pp_threat_page_delete:
 * @self: a page
 *
 * Takes the threat out of the model, in one step.
 */
void
pp_threat_page_delete (PpThreatPage *self)
{
  PpThreat *threat = get_threat (self);
  g_autofree char *title = NULL;
  g_autofree char *id = NULL;
  g_autoptr (GPtrArray) changes = NULL;

  if (threat == NULL)
    return;
  title = pp_threat_words_dup_title (pp_inspector_subject_get_model (self->subject), threat);
  id = g_strdup (pp_threat_page_get_threat (self));
  changes = pp_edit_remove_threats (pp_inspector_subject_get_model (self->subject),
                                    (const char * const[]) { id, NULL }, 1);
  if (pp_inspector_subject_apply (self->subject, N_("Delete Threat"), changes))
    g_signal_emit (self, signals[REMOVED], 0, title);
}
