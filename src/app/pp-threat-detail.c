/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-threat-detail.h"

#include <glib/gi18n.h>

#include "pp-finding-words.h"
#include "pp-methodologies.h"
#include "pp-record-chooser.h"
#include "pp-threat-controls.h"
#include "pp-threat-references.h"
#include "pp-threat-words.h"

#define MAX_REMEDIES 4

struct _PpThreatDetail {
  GtkWidget         parent_instance;

  /* Template widgets */
  GtkWidget        *content;
  GtkStack         *stack;
  GtkScrolledWindow *scroller;
  GtkLabel         *title;
  GtkLabel         *severity;
  GtkLabel         *facts;
  GtkWidget        *element_box;
  GtkLabel         *why;
  GtkBox           *evidence;
  GtkLabel         *decision;
  GtkWidget        *remedies_heading;
  GtkBox           *remedies;
  GtkLabel         *drawing_hint;
  PpThreatReferences *references;
  PpThreatControls *controls;
  GtkStack         *footer;
  GtkWidget        *keep_button;
  GtkLabel         *reason_label;
  GtkEntry         *reason;
  GtkMenuButton    *control_button;
  GtkButton        *reason_button;

  /* Borrowed: the popover of the button */
  PpRecordChooser  *chooser;

  /* Owned */
  GPtrArray        *remedy_list;
  char             *shown_key;
  char             *pending_status;
  char             *severity_class;
};

G_DEFINE_FINAL_TYPE (PpThreatDetail, pp_threat_detail, GTK_TYPE_WIDGET)

enum {
  SELECT_ELEMENT,
  DECIDED,
  MITIGATED,
  APPLY,
  CANCELLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char shown_key[] = "pp-shown";

static void
clear_box (GtkWidget *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_box_remove (GTK_BOX (box), child);
}

/* Most edits are about something else; what is shown stays then. */
static gboolean
tells_something_else (GtkWidget  *box,
                      const char *text)
{
  if (g_strcmp0 (g_object_get_data (G_OBJECT (box), shown_key), text) == 0)
    return FALSE;
  g_object_set_data_full (G_OBJECT (box), shown_key, g_strdup (text), g_free);
  clear_box (box);
  return TRUE;
}

static gboolean
element_link_cb (PpThreatDetail *self,
                 const char     *uri)
{
  g_autofree char *id = g_uri_unescape_string (uri + strlen ("element:"), NULL);

  if (id != NULL)
    g_signal_emit (self, signals[SELECT_ELEMENT], 0, id);
  return TRUE;
}

static char *
make_link (PpModel    *model,
           const char *element_id)
{
  g_autofree char *name = pp_threat_words_dup_element (model, element_id);
  g_autofree char *escaped = g_markup_escape_text (name, -1);
  g_autofree char *id = g_uri_escape_string (element_id, NULL, FALSE);

  return g_strdup_printf ("<a href=\"element:%s\">%s</a>", id, escaped);
}

/* A label with links to elements that the keyboard reaches as well. */
static GtkWidget *
make_linked_label (PpThreatDetail *self,
                   const char     *markup)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_markup (GTK_LABEL (label), markup);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0.0);
  gtk_widget_set_hexpand (label, TRUE);
  g_signal_connect_swapped (label, "activate-link", G_CALLBACK (element_link_cb), self);
  return label;
}

static void
show_element (PpThreatDetail *self,
              PpModel        *model,
              PpThreatItem   *item)
{
  g_autofree char *link = make_link (model, item->element);
  /* Translators: a link to an element follows: “On Payments API”. */
  g_autofree char *markup = g_strdup_printf (_("On %s"), link);

  if (tells_something_else (self->element_box, markup))
    gtk_box_append (GTK_BOX (self->element_box), make_linked_label (self, markup));
}

static void
show_severity (PpThreatDetail *self,
               int             severity)
{
  if (self->severity_class != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self->severity), self->severity_class);
  g_free (self->severity_class);
  self->severity_class = g_strdup (pp_threat_words_severity_class (severity));
  gtk_widget_add_css_class (GTK_WIDGET (self->severity), self->severity_class);
  gtk_label_set_text (self->severity, pp_threat_words_severity (severity));
}

static void
append_fact (GString    *text,
             const char *fact)
{
  if (fact != NULL && *fact != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", fact);
}

static void
show_facts (PpThreatDetail *self,
            PpThreatItem   *item)
{
  g_autoptr (GString) text = g_string_new (NULL);

  append_fact (text, gettext (item->category));
  if (item->gone)
    append_fact (text, _("No longer found"));
  else if (item->threat == NULL)
    append_fact (text, _("Not decided yet"));
  else
    append_fact (text, gettext (pp_threat_status_get_label (item->status)));
  if (item->finding != NULL)
    append_fact (text, pp_threat_words_confidence (item->finding->confidence));
  if (item->finding != NULL)
    append_fact (text, item->finding->rule->id);
  gtk_label_set_text (self->facts, text->str);
}

static char *
make_evidence_markup (PpModel          *model,
                      const PpEvidence *evidence)
{
  g_autofree char *link = make_link (model, evidence->element);
  g_autofree char *fact = pp_threat_words_dup_fact (evidence);
  g_autofree char *escaped = g_markup_escape_text (fact, -1);

  if (evidence->origin == PP_ORIGIN_NOT_STATED || evidence->value == NULL)
    return g_strdup_printf ("•  %s — %s", link, escaped);
  return g_strdup_printf ("•  %s — %s <span alpha=\"65%%\">(%s)</span>", link, escaped,
                          pp_threat_words_origin (evidence->origin));
}

static void
show_why (PpThreatDetail *self,
          PpModel        *model,
          PpThreatItem   *item)
{
  const char *why = item->finding != NULL ? pp_threat_words_why (item->finding->rule)
                                          : pp_threat_words_description (model, item->threat);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) markups = NULL;
  g_autofree char *all = NULL;

  gtk_label_set_text (self->why, why);
  gtk_widget_set_visible (GTK_WIDGET (self->why), *why != '\0');
  for (guint i = 0; item->finding != NULL && i < item->finding->evidence->len; i++)
    if (pp_evidence_is_telling (g_ptr_array_index (item->finding->evidence, i)))
      {
        g_autofree char *markup = make_evidence_markup (model, g_ptr_array_index (item->finding->evidence, i));

        g_strv_builder_add (builder, markup);
      }
  markups = g_strv_builder_end (builder);
  all = g_strjoinv ("\n", markups);
  if (!tells_something_else (GTK_WIDGET (self->evidence), all))
    return;
  for (guint i = 0; markups[i] != NULL; i++)
    gtk_box_append (self->evidence, make_linked_label (self, markups[i]));
}

static void
show_decision (PpThreatDetail *self,
               PpThreatItem   *item)
{
  const char *reason = item->threat != NULL ? pp_threat_get_mitigation (item->threat) : "";
  g_autofree char *text = NULL;

  if (*reason != '\0')
    /* Translators: what was decided about a threat, and the reason. */
    text = g_strdup_printf (_("%s: %s"), gettext (pp_threat_status_get_label (item->status)), reason);
  gtk_label_set_text (self->decision, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->decision), text != NULL);
}

static void
apply_clicked_cb (PpThreatDetail *self,
                  GtkWidget      *button)
{
  guint remedy = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "pp-remedy"));

  g_signal_emit (self, signals[APPLY], 0, remedy);
}

static char *
make_remedy_markup (PpModel        *model,
                    const PpRemedy *remedy)
{
  g_autoptr (GString) markup = g_string_new (NULL);

  for (guint i = 0; i < remedy->edits->len; i++)
    {
      const PpEvidence *edit = g_ptr_array_index (remedy->edits, i);
      g_autofree char *link = make_link (model, edit->element);
      g_autofree char *fact = pp_threat_words_dup_fact (edit);
      g_autofree char *escaped = g_markup_escape_text (fact, -1);

      g_string_append_printf (markup, "%s%s — %s", i > 0 ? "\n" : "", link, escaped);
    }
  return g_string_free (g_steal_pointer (&markup), FALSE);
}

static void
add_remedy (PpThreatDetail *self,
            const char     *markup,
            guint           position)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = make_linked_label (self, markup);
  GtkWidget *button = gtk_button_new_with_mnemonic (_("Appl_y"));
  g_autofree char *spoken = g_strdup_printf (_("Apply: %s"), gtk_label_get_text (GTK_LABEL (label)));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _("State That This Is So"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  g_object_set_data (G_OBJECT (button), "pp-remedy", GUINT_TO_POINTER (position));
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (apply_clicked_cb), self);
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (GTK_BOX (row), button);
  gtk_box_append (self->remedies, row);
}

static void
show_remedies (PpThreatDetail *self,
               PpAssessment   *assessment,
               PpThreatItem   *item)
{
  PpModel *model = pp_history_get_model (pp_assessment_get_history (assessment));
  gboolean asked = item->finding != NULL && !item->finding->rule->prompt;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) markups = NULL;
  g_autofree char *all = NULL;

  g_clear_pointer (&self->remedy_list, g_ptr_array_unref);
  if (asked)
    self->remedy_list = pp_analysis_list_remedies (pp_assessment_get_analysis (assessment), item->finding,
                                                   MAX_REMEDIES);
  for (guint i = 0; self->remedy_list != NULL && i < self->remedy_list->len; i++)
    {
      g_autofree char *markup = make_remedy_markup (model, g_ptr_array_index (self->remedy_list, i));

      g_strv_builder_add (builder, markup);
    }
  markups = g_strv_builder_end (builder);
  all = g_strjoinv ("\n\n", markups);
  if (tells_something_else (GTK_WIDGET (self->remedies), all))
    for (guint i = 0; markups[i] != NULL; i++)
      add_remedy (self, markups[i], i);
  gtk_widget_set_visible (self->remedies_heading, asked);
  gtk_widget_set_visible (GTK_WIDGET (self->drawing_hint), asked && self->remedy_list->len == 0);
}

static void
add_all (GStrvBuilder       *builder,
         const char * const *references)
{
  for (guint i = 0; references != NULL && references[i] != NULL; i++)
    g_strv_builder_add (builder, references[i]);
}

static GStrv
list_references (PpThreatItem *item)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (item->finding != NULL)
    {
      add_all (builder, (const char * const *) item->finding->rule->cwe);
      add_all (builder, (const char * const *) item->finding->rule->capec);
      add_all (builder, (const char * const *) item->finding->attack);
      add_all (builder, (const char * const *) item->finding->rule->atlas);
      add_all (builder, (const char * const *) item->finding->rule->owasp);
    }
  else
    add_all (builder, pp_threat_get_references (item->threat));
  return g_strv_builder_end (builder);
}

static void
show_references (PpThreatDetail *self,
                 PpThreatItem   *item)
{
  g_auto (GStrv) references = list_references (item);

  pp_threat_references_show (self->references, (const char * const *) references);
}

static void
stop_asking (PpThreatDetail *self)
{
  g_clear_pointer (&self->pending_status, g_free);
  gtk_stack_set_visible_child_name (self->footer, "actions");
}

static void
reason_given_cb (PpThreatDetail *self)
{
  g_autofree char *status = g_steal_pointer (&self->pending_status);
  g_autofree char *reason = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->reason))));

  if (status == NULL)
    return;
  stop_asking (self);
  g_signal_emit (self, signals[DECIDED], 0, status, reason);
}

static void
control_chosen_cb (PpThreatDetail *self,
                   const char     *control_id,
                   const char     *title)
{
  g_autofree char *reason = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->reason))));

  stop_asking (self);
  g_signal_emit (self, signals[MITIGATED], 0, reason, control_id, title);
}

static void
reason_cancelled_cb (PpThreatDetail *self)
{
  stop_asking (self);
  g_signal_emit (self, signals[CANCELLED], 0);
}

static gboolean
escape_cb (GtkWidget *widget,
           GVariant  *args,
           gpointer   user_data)
{
  reason_cancelled_cb (PP_THREAT_DETAIL (user_data));
  return TRUE;
}

static void
pp_threat_detail_dispose (GObject *object)
{
  PpThreatDetail *self = PP_THREAT_DETAIL (object);

  g_clear_pointer (&self->remedy_list, g_ptr_array_unref);
  g_clear_pointer (&self->shown_key, g_free);
  g_clear_pointer (&self->pending_status, g_free);
  g_clear_pointer (&self->severity_class, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), PP_TYPE_THREAT_DETAIL);
  G_OBJECT_CLASS (pp_threat_detail_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (PP_TYPE_THREAT_CONTROLS);
  g_type_ensure (PP_TYPE_THREAT_REFERENCES);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/ui/pp-threat-detail.ui");
  gtk_widget_class_bind_template_child (widget_class, PpThreatDetail, content);
  gtk_widget_class_bind_template_child (widget_class, PpThreatDetail, stack);
  gtk_widget_class_bind_template_child (widget_class, PpThreatDetail, scroller);
  gtk_widget_class_bind_template_child (widget_class, PpThreatDetail, title);
  gtk_widget_class_bind_template_child (widget_class, PpThreatDetail, severity);
  gtk_widget_class_bind_template_child (widget_class, PpThreatDetail, facts);
  gtk_widget_class_bind_template_child (widget_class, PpThreatDetail, element_box);
  gtk_widget_class_bind_template_child (widget_class, PpThreatDetail, why);
  gtk_widget_class_bind_template_child (widget_class, PpThreatDetail, evidence);
  gtk_widget_class_bind_template_child (widget_class, PpThreatDetail, decision);
  gtk_widget_class_bind_template_child (widget_class, PpThreatDetail, remedies_heading);
  gtk_widget_class_bind_template_child (widget_class, PpThreatDetail, remedies);
  gtk_widget_class_bind_template_child (widget_class, PpThreatDetail, drawing_hint);
  gtk_widget_class_bind_template_child (widget_class, PpThreatDetail, references);
  gtk_widget_class_bind_template_child (widget_class, PpThreatDetail, controls);
  gtk_widget_class_bind_template_child (widget_class, PpThreatDetail, footer);
  gtk_widget_class_bind_template_child (widget_class, PpThreatDetail, keep_button);
  gtk_widget_class_bind_template_child (widget_class, PpThreatDetail, reason_label);
  gtk_widget_class_bind_template_child (widget_class, PpThreatDetail, reason);
  gtk_widget_class_bind_template_child (widget_class, PpThreatDetail, control_button);
  gtk_widget_class_bind_template_child (widget_class, PpThreatDetail, reason_button);
  gtk_widget_class_bind_template_callback (widget_class, reason_given_cb);
  gtk_widget_class_bind_template_callback (widget_class, reason_cancelled_cb);
}

static void
pp_threat_detail_class_init (PpThreatDetailClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pp_threat_detail_dispose;
  signals[SELECT_ELEMENT] = g_signal_new ("select-element", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[DECIDED] = g_signal_new ("decided", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  signals[MITIGATED] = g_signal_new ("mitigated", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING);
  signals[APPLY] = g_signal_new ("apply", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[CANCELLED] = g_signal_new ("cancelled", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  bind_template (widget_class);
}

static void
pp_threat_detail_init (PpThreatDetail *self)
{
  GtkEventController *keys;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->chooser = PP_RECORD_CHOOSER (pp_record_chooser_new (PP_RECORD_CONTROL));
  gtk_menu_button_set_popover (self->control_button, GTK_WIDGET (self->chooser));
  g_signal_connect_swapped (self->chooser, "chosen", G_CALLBACK (control_chosen_cb), self);
  keys = gtk_shortcut_controller_new ();
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
    gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                      gtk_callback_action_new (escape_cb, self, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self->reason), keys);
}

/**
 * pp_threat_detail_show:
 * @self: a detail area
 * @assessment: (nullable): what @item is from
 * @item: (nullable): what is shown from now on
 */
void
pp_threat_detail_show (PpThreatDetail *self,
                       PpAssessment   *assessment,
                       PpThreatItem   *item)
{
  PpModel *model;
  const char *title;

  g_return_if_fail (PP_IS_THREAT_DETAIL (self));
  if (item == NULL || g_strcmp0 (self->shown_key, item->key) != 0)
    {
      stop_asking (self);
      gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
    }
  g_free (self->shown_key);
  self->shown_key = item != NULL ? g_strdup (item->key) : NULL;
  gtk_stack_set_visible_child_name (self->stack, item != NULL ? "threat" : "nothing");
  if (item == NULL)
    return;
  model = pp_history_get_model (pp_assessment_get_history (assessment));
  title = pp_threat_item_get_title (item);
  gtk_label_set_text (self->title, *title != '\0' ? title : _("Untitled Threat"));
  show_severity (self, item->severity);
  show_facts (self, item);
  show_element (self, model, item);
  show_why (self, model, item);
  show_decision (self, item);
  show_remedies (self, assessment, item);
  show_references (self, item);
  pp_record_chooser_set_model (self->chooser, model, NULL);
  pp_threat_controls_set_threat (self->controls, pp_assessment_get_history (assessment),
                                 item->threat != NULL ? pp_record_get_id (PP_RECORD (item->threat)) : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->controls), item->threat != NULL);
  gtk_button_set_label (GTK_BUTTON (self->keep_button),
                        item->threat == NULL || pp_threat_is_open (item->threat) ? _("_Keep") : _("R_eopen"));
}

typedef struct {
  const char *status;
  const char *question;
  const char *verb;
} Decision;

static const Decision decisions[] = {
  { "Mitigated", N_("What mitigates it?"), N_("_Mitigate") },
  { "Accepted", N_("Why is it accepted?"), N_("_Accept") },
  { "Transferred", N_("To whom is it transferred?"), N_("_Transfer") },
  { "Avoided", N_("How is it avoided?"), N_("A_void") },
  { "NotApplicable", N_("Why does it not apply?"), N_("_Not Applicable") },
};

static const Decision *
find_decision (const char *status)
{
  for (guint i = 0; i < G_N_ELEMENTS (decisions); i++)
    if (g_str_equal (decisions[i].status, status))
      return &decisions[i];
  g_return_val_if_reached (&decisions[0]);
}

/**
 * pp_threat_detail_ask_reason:
 * @self: a detail area that shows a threat
 * @status: what the threat is to become
 *
 * Asks for a sentence; #PpThreatDetail::decided or #PpThreatDetail::cancelled follows.
 */
void
pp_threat_detail_ask_reason (PpThreatDetail *self,
                             const char     *status)
{
  const Decision *decision;
  const char *question;

  g_return_if_fail (PP_IS_THREAT_DETAIL (self));
  decision = find_decision (status);
  question = gettext (decision->question);
  g_free (self->pending_status);
  self->pending_status = g_strdup (status);
  gtk_label_set_text (self->reason_label, question);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->reason), GTK_ACCESSIBLE_PROPERTY_LABEL, question, -1);
  gtk_editable_set_text (GTK_EDITABLE (self->reason), "");
  gtk_widget_set_visible (GTK_WIDGET (self->control_button), g_str_equal (status, "Mitigated"));
  gtk_button_set_label (self->reason_button, gettext (decision->verb));
  gtk_stack_set_visible_child_name (self->footer, "reason");
  gtk_widget_grab_focus (GTK_WIDGET (self->reason));
}

/**
 * pp_threat_detail_focus:
 * @self: a detail area that shows a threat
 *
 * Goes to the first of what can be decided, or to the reason that is asked for.
 */
void
pp_threat_detail_focus (PpThreatDetail *self)
{
  GtkWidget *child;

  g_return_if_fail (PP_IS_THREAT_DETAIL (self));
  child = gtk_widget_get_first_child (gtk_stack_get_visible_child (self->footer));
  while (child != NULL && !gtk_widget_grab_focus (child))
    child = gtk_widget_get_next_sibling (child);
}

const PpRemedy *
pp_threat_detail_get_remedy (PpThreatDetail *self,
                             guint           remedy)
{
  g_return_val_if_fail (PP_IS_THREAT_DETAIL (self), NULL);
  if (self->remedy_list == NULL || remedy >= self->remedy_list->len)
    return NULL;
  return g_ptr_array_index (self->remedy_list, remedy);
}
