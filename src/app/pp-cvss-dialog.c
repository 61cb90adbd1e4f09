/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-cvss-dialog.h"

#include <glib/gi18n.h>

#include "pp-choice-row.h"
#include "pp-cvss.h"
#include "pp-dialogs.h"
#include "pp-error-words.h"
#include "pp-help.h"
#include "pp-inspector-undo.h"
#include "pp-rating.h"
#include "pp-tab-names.h"
#include "pp-text-scale.h"

struct _PpCvssDialog {
  AdwWindow    parent_instance;

  /* Template widgets */
  GtkEditable *vector_row;
  GtkLabel    *score_label;
  GtkLabel    *severity_label;
  GtkLabel    *problem_label;
  GtkWidget   *apply_button;
  GtkWidget   *remove_button;
  GtkSwitch   *adopt_switch;
  GtkBox      *base_box;
  GtkBox      *threat_box;
  GtkBox      *environmental_box;
  GtkBox      *supplemental_box;

  /* Owned */
  PpHistory   *history;
  char        *threat_id;

  /* Borrowed: children of the boxes */
  PpChoiceRow *rows[PP_CVSS_N_METRICS];

  /* State */
  PpCvss       vector;
  gboolean     updating;
  const char  *severity_class;
};

G_DEFINE_FINAL_TYPE (PpCvssDialog, pp_cvss_dialog, ADW_TYPE_WINDOW)

/* How the metrics stand together, by the first of each group. */
static const struct {
  const char *first;
  const char *title;
  const char *description;
} groups[] = {
  { "AV", N_("Exploitability"), NULL },
  { "VC", N_("Impact on the Vulnerable System"), NULL },
  { "SC", N_("Impact on Subsequent Systems"), NULL },
  { "E", N_("Threat"), N_("How far attacks have come. Not defined counts as attacked.") },
  { "CR", N_("Security Requirements"), N_("How much it matters at this place. Not defined counts as high.") },
  { "MAV", N_("Modified Base Metrics"), N_("What is different at this place. Not defined leaves the base metric.") },
  { "S", N_("Supplemental"), N_("Further words, without weight in the score.") },
};

static const struct {
  const char *severity;
  const char *css_class;
} severity_classes[] = {
  { "Critical", "severity-critical" },
  { "High", "severity-high" },
  { "Medium", "severity-medium" },
};

static const char *
find_class (const char *severity)
{
  for (guint i = 0; i < G_N_ELEMENTS (severity_classes); i++)
    if (g_str_equal (severity_classes[i].severity, severity))
      return severity_classes[i].css_class;
  return NULL;
}

static void
show_score (PpCvssDialog *self)
{
  guint score = pp_cvss_get_score (&self->vector);
  g_autofree char *text = g_strdup_printf ("%u.%u", score / 10, score % 10);
  const char *severity = pp_cvss_get_severity (score);

  gtk_label_set_text (self->score_label, text);
  gtk_label_set_text (self->severity_label, _(severity));
  if (self->severity_class != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self->severity_label), self->severity_class);
  self->severity_class = find_class (severity);
  if (self->severity_class != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->severity_label), self->severity_class);
}

static void
show_problem (PpCvssDialog *self,
              const GError *problem)
{
  g_autofree char *text = problem != NULL ? pp_error_dup_sentence (problem) : NULL;

  gtk_label_set_text (self->problem_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), problem != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->severity_label), problem == NULL);
  if (problem != NULL)
    gtk_label_set_text (self->score_label, "–");
  gtk_widget_set_sensitive (self->apply_button, problem == NULL);
  if (problem != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->vector_row), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->vector_row), "error");
}

static void
show_rows (PpCvssDialog *self)
{
  for (guint i = 0; i < PP_CVSS_N_METRICS; i++)
    pp_choice_row_set_selected (self->rows[i], self->vector.values[i]);
}

static void
vector_typed_cb (PpCvssDialog *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->vector_row)));
  g_autoptr (GError) problem = NULL;
  PpCvss vector;

  if (self->updating)
    return;
  if (pp_cvss_parse (text, &vector, &problem))
    {
      self->vector = vector;
      show_rows (self);
      show_score (self);
    }
  show_problem (self, problem);
}

static void
show_text (PpCvssDialog *self)
{
  g_autofree char *text = pp_cvss_to_string (&self->vector);

  self->updating = TRUE;
  gtk_editable_set_text (self->vector_row, text);
  self->updating = FALSE;
  show_problem (self, NULL);
}

static void
chosen_cb (PpCvssDialog *self,
           PpChoiceRow  *row)
{
  for (guint i = 0; i < PP_CVSS_N_METRICS; i++)
    if (self->rows[i] == row)
      self->vector.values[i] = (guint8) pp_choice_row_get_selected (row);
  show_text (self);
  show_score (self);
}

static GtkBox *
box_of (PpCvssDialog *self,
        PpCvssGroup   group)
{
  switch (group)
    {
    case PP_CVSS_BASE:
      return self->base_box;
    case PP_CVSS_THREAT:
      return self->threat_box;
    case PP_CVSS_ENVIRONMENTAL:
      return self->environmental_box;
    case PP_CVSS_SUPPLEMENTAL:
    default:
      return self->supplemental_box;
    }
}

static GtkWidget *
make_group (const char *metric)
{
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    if (g_str_equal (groups[i].first, metric))
      {
        GtkWidget *group = adw_preferences_group_new ();

        adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _(groups[i].title));
        if (groups[i].description != NULL)
          adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), _(groups[i].description));
        return group;
      }
  return NULL;
}

static PpChoiceRow *
make_row (PpCvssDialog *self,
          guint         metric,
          const char   *label,
          guint         n_values)
{
  PpChoiceRow *row = PP_CHOICE_ROW (pp_choice_row_new (_(label)));

  for (guint i = 0; i < n_values; i++)
    {
      guint n_metrics;
      const PpCvssMetric *metrics = pp_cvss_get_metrics (&n_metrics);
      g_autofree char *tooltip = g_strdup_printf ("%s:%s", metrics[metric].name, metrics[metric].values[i]);

      pp_choice_row_add (row, _(pp_cvss_value_label (metric, i)), tooltip);
    }
  g_signal_connect_object (row, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  return row;
}

static void
add_rows (PpCvssDialog *self)
{
  guint n_metrics;
  const PpCvssMetric *metrics = pp_cvss_get_metrics (&n_metrics);
  GtkWidget *group = NULL;

  for (guint i = 0; i < n_metrics; i++)
    {
      GtkWidget *next = make_group (metrics[i].name);

      if (next != NULL)
        {
          group = next;
          gtk_box_append (box_of (self, metrics[i].group), group);
        }
      self->rows[i] = make_row (self, i, metrics[i].label, g_strv_length ((char **) metrics[i].values));
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->rows[i]));
    }
}

/* What nobody has rated yet starts without impact, so that the score grows with what is chosen. */
static void
clear_vector (PpCvss *vector)
{
  guint n_metrics;
  const PpCvssMetric *metrics = pp_cvss_get_metrics (&n_metrics);

  *vector = (PpCvss) { { 0 } };
  for (guint i = 0; i < n_metrics; i++)
    if (metrics[i].group == PP_CVSS_BASE && (*metrics[i].name == 'V' || *metrics[i].name == 'S'))
      vector->values[i] = (guint8) (g_strv_length ((char **) metrics[i].values) - 1);
}

static void
finish (PpCvssDialog *self,
        const char   *text,
        const char   *score,
        const char   *severity)
{
  g_autoptr (GError) error = NULL;

  if (!pp_rating_apply (self->history, self->threat_id, text != NULL ? N_("Rate with CVSS") : N_("Remove CVSS Rating"),
                        PP_RATING_CVSS, text, score, severity, &error))
    pp_dialog_show_error (gtk_window_get_transient_for (GTK_WINDOW (self)), _("The Threat Was Not Rated"), error);
  gtk_window_close (GTK_WINDOW (self));
}

static void
apply_cb (PpCvssDialog *self)
{
  g_autofree char *text = pp_cvss_to_string (&self->vector);
  guint score = pp_cvss_get_score (&self->vector);
  g_autofree char *score_text = g_strdup_printf ("%u.%u", score / 10, score % 10);
  gboolean adopt = gtk_switch_get_active (self->adopt_switch);

  finish (self, text, adopt ? score_text : NULL, adopt && score > 0 ? pp_cvss_get_severity (score) : NULL);
}

static void
remove_cb (PpCvssDialog *self)
{
  finish (self, NULL, NULL, NULL);
}

static void
pp_cvss_dialog_dispose (GObject *object)
{
  PpCvssDialog *self = PP_CVSS_DIALOG (object);

  g_clear_object (&self->history);
  g_clear_pointer (&self->threat_id, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), PP_TYPE_CVSS_DIALOG);
  G_OBJECT_CLASS (pp_cvss_dialog_parent_class)->dispose (object);
}

static void
pp_cvss_dialog_class_init (PpCvssDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pp_cvss_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/ui/pp-cvss-dialog.ui");
  gtk_widget_class_bind_template_callback (widget_class, pp_tab_names_follow_labels);
  gtk_widget_class_bind_template_child (widget_class, PpCvssDialog, vector_row);
  gtk_widget_class_bind_template_child (widget_class, PpCvssDialog, score_label);
  gtk_widget_class_bind_template_child (widget_class, PpCvssDialog, severity_label);
  gtk_widget_class_bind_template_child (widget_class, PpCvssDialog, problem_label);
  gtk_widget_class_bind_template_child (widget_class, PpCvssDialog, apply_button);
  gtk_widget_class_bind_template_child (widget_class, PpCvssDialog, remove_button);
  gtk_widget_class_bind_template_child (widget_class, PpCvssDialog, adopt_switch);
  gtk_widget_class_bind_template_child (widget_class, PpCvssDialog, base_box);
  gtk_widget_class_bind_template_child (widget_class, PpCvssDialog, threat_box);
  gtk_widget_class_bind_template_child (widget_class, PpCvssDialog, environmental_box);
  gtk_widget_class_bind_template_child (widget_class, PpCvssDialog, supplemental_box);
  gtk_widget_class_bind_template_callback (widget_class, vector_typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
pp_cvss_dialog_init (PpCvssDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  pp_text_scale_follow (GTK_WIDGET (self));
  pp_help_add_key (GTK_WINDOW (self));
  add_rows (self);
  pp_inspector_leave_undo_to_window (GTK_WIDGET (self->vector_row));
}

/**
 * pp_cvss_dialog_new:
 * @parent: (nullable): the window that it belongs to
 * @history: the way to the model
 * @threat_id: the threat that is rated
 *
 * Returns: (transfer floating): a dialog; not yet shown
 */
GtkWidget *
pp_cvss_dialog_new (GtkWindow  *parent,
                    PpHistory  *history,
                    const char *threat_id)
{
  PpCvssDialog *self = g_object_new (PP_TYPE_CVSS_DIALOG, "transient-for", parent, NULL);
  PpThreat *threat = pp_model_lookup_threat (pp_history_get_model (history), threat_id);
  g_autofree char *text = threat != NULL ? pp_rating_dup_text (threat, PP_RATING_CVSS) : NULL;

  self->history = g_object_ref (history);
  self->threat_id = g_strdup (threat_id);
  clear_vector (&self->vector);
  gtk_widget_set_visible (self->remove_button, text != NULL);
  show_rows (self);
  show_score (self);
  if (text != NULL)
    gtk_editable_set_text (self->vector_row, text);
  else
    show_text (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->vector_row));
  return GTK_WIDGET (self);
}
