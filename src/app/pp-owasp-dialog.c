/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-owasp-dialog.h"

#include <glib/gi18n.h>

#include "pp-combo-row.h"
#include "pp-dialogs.h"
#include "pp-help.h"
#include "pp-owasp-risk.h"
#include "pp-rating.h"
#include "pp-text-scale.h"

struct _PpOwaspDialog {
  AdwWindow    parent_instance;

  /* Template widgets */
  GtkLabel    *score_label;
  GtkWidget   *apply_button;
  GtkWidget   *remove_button;
  GtkSwitch   *adopt_switch;
  GtkBox      *box;

  /* Owned */
  PpHistory   *history;
  char        *threat_id;

  /* Borrowed: children of the box */
  AdwComboRow *rows[PP_OWASP_N_FACTORS];

  /* State */
  PpOwaspRisk  risk;
};

G_DEFINE_FINAL_TYPE (PpOwaspDialog, pp_owasp_dialog, ADW_TYPE_WINDOW)

static const struct {
  const char *title;
  const char *description;
} groups[PP_OWASP_N_GROUPS] = {
  { N_("Threat Agent"), N_("Who would attack") },
  { N_("Vulnerability"), N_("How the weakness is found and used") },
  { N_("Technical Impact"), N_("What the system loses") },
  { N_("Business Impact"),
    N_("What the organisation loses. Where it is rated it counts in place of the technical impact.") },
};

static void
show_rating (PpOwaspDialog *self)
{
  g_autofree char *text = pp_owasp_risk_to_string (&self->risk);
  g_autofree char *described = pp_rating_describe_owasp (*text != '\0' ? text : NULL);

  gtk_label_set_text (self->score_label, described);
  gtk_widget_set_sensitive (self->apply_button, *text != '\0');
}

/* Row 0 is “not rated”, then the options of the factor; points between two options, which another program
 * may have written, have a row of their own at the end. */
static guint
position_of (const PpOwaspRiskFactor *factor,
             int                      points)
{
  guint i;

  if (points == PP_OWASP_NOT_RATED)
    return 0;
  for (i = 0; factor->options[i].label != NULL; i++)
    if (factor->options[i].points == points)
      return i + 1;
  return i + 1;
}

static int
points_at (const PpOwaspRiskFactor *factor,
           guint                    position,
           int                      own_points)
{
  guint i;

  if (position == 0)
    return PP_OWASP_NOT_RATED;
  for (i = 0; factor->options[i].label != NULL; i++)
    if (i + 1 == position)
      return factor->options[i].points;
  return own_points;
}

static void
selected_cb (PpOwaspDialog *self,
             GParamSpec    *pspec,
             AdwComboRow   *row)
{
  for (guint i = 0; i < PP_OWASP_N_FACTORS; i++)
    if (self->rows[i] == row)
      {
        int own_points = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "pp-points"));

        self->risk.points[i] = (gint8) points_at (&pp_owasp_risk_get_factors ()[i],
                                                  adw_combo_row_get_selected (row), own_points);
      }
  show_rating (self);
}

static GListModel *
list_options (const PpOwaspRiskFactor *factor,
              int                      points)
{
  GtkStringList *list = gtk_string_list_new (NULL);
  guint i;

  gtk_string_list_append (list, _("Not rated"));
  for (i = 0; factor->options[i].label != NULL; i++)
    gtk_string_list_take (list, g_strdup_printf ("%u  %s", factor->options[i].points, _(factor->options[i].label)));
  if (position_of (factor, points) == i + 1)
    gtk_string_list_take (list, g_strdup_printf ("%d", points));
  return G_LIST_MODEL (list);
}

static AdwComboRow *
make_row (PpOwaspDialog           *self,
          const PpOwaspRiskFactor *factor,
          int                      points)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GListModel) options = list_options (factor, points);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(factor->label));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), options);
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), position_of (factor, points));
  pp_combo_row_show_sentences (ADW_COMBO_ROW (row));
  g_object_set_data (G_OBJECT (row), "pp-points", GINT_TO_POINTER (points));
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  return ADW_COMBO_ROW (row);
}

static void
add_rows (PpOwaspDialog *self)
{
  const PpOwaspRiskFactor *factors = pp_owasp_risk_get_factors ();
  GtkWidget *group_widgets[PP_OWASP_N_GROUPS];

  for (guint i = 0; i < PP_OWASP_N_GROUPS; i++)
    {
      group_widgets[i] = adw_preferences_group_new ();
      adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group_widgets[i]), _(groups[i].title));
      adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group_widgets[i]), _(groups[i].description));
      gtk_box_append (self->box, group_widgets[i]);
    }
  for (guint i = 0; i < PP_OWASP_N_FACTORS; i++)
    {
      self->rows[i] = make_row (self, &factors[i], self->risk.points[i]);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group_widgets[factors[i].group]),
                                 GTK_WIDGET (self->rows[i]));
    }
}

static void
finish (PpOwaspDialog *self,
        const char    *text,
        const char    *score,
        const char    *severity)
{
  g_autoptr (GError) error = NULL;

  if (!pp_rating_apply (self->history, self->threat_id,
                        text != NULL ? N_("Rate with OWASP Risk Rating") : N_("Remove OWASP Risk Rating"),
                        PP_RATING_OWASP, text, score, severity, &error))
    pp_dialog_show_error (gtk_window_get_transient_for (GTK_WINDOW (self)), _("The Threat Was Not Rated"), error);
  gtk_window_close (GTK_WINDOW (self));
}

/* The lowest of OWASP's five words has no place among the severities of a threat. */
static const char *
word_of (const char *severity)
{
  return g_str_equal (severity, "Note") ? "Low" : severity;
}

static void
apply_cb (PpOwaspDialog *self)
{
  g_autofree char *text = pp_owasp_risk_to_string (&self->risk);
  g_autofree char *score = NULL;
  PpOwaspRating rating;

  pp_owasp_risk_rate (&self->risk, &rating);
  if (gtk_switch_get_active (self->adopt_switch) && rating.is_complete)
    {
      score = g_strdup_printf ("%.1f × %.1f", rating.likelihood, rating.impact);
      finish (self, text, score, word_of (rating.severity));
    }
  else
    {
      finish (self, text, NULL, NULL);
    }
}

static void
remove_cb (PpOwaspDialog *self)
{
  finish (self, NULL, NULL, NULL);
}

static void
pp_owasp_dialog_dispose (GObject *object)
{
  PpOwaspDialog *self = PP_OWASP_DIALOG (object);

  g_clear_object (&self->history);
  g_clear_pointer (&self->threat_id, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), PP_TYPE_OWASP_DIALOG);
  G_OBJECT_CLASS (pp_owasp_dialog_parent_class)->dispose (object);
}

static void
pp_owasp_dialog_class_init (PpOwaspDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pp_owasp_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/ui/pp-owasp-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PpOwaspDialog, score_label);
  gtk_widget_class_bind_template_child (widget_class, PpOwaspDialog, apply_button);
  gtk_widget_class_bind_template_child (widget_class, PpOwaspDialog, remove_button);
  gtk_widget_class_bind_template_child (widget_class, PpOwaspDialog, adopt_switch);
  gtk_widget_class_bind_template_child (widget_class, PpOwaspDialog, box);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
pp_owasp_dialog_init (PpOwaspDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  pp_text_scale_follow (GTK_WIDGET (self));
  pp_help_add_key (GTK_WINDOW (self));
}

/**
 * pp_owasp_dialog_new:
 * @parent: (nullable): the window that it belongs to
 * @history: the way to the model
 * @threat_id: the threat that is rated
 *
 * Returns: (transfer floating): a dialog; not yet shown
 */
GtkWidget *
pp_owasp_dialog_new (GtkWindow  *parent,
                     PpHistory  *history,
                     const char *threat_id)
{
  PpOwaspDialog *self = g_object_new (PP_TYPE_OWASP_DIALOG, "transient-for", parent, NULL);
  PpThreat *threat = pp_model_lookup_threat (pp_history_get_model (history), threat_id);
  g_autofree char *text = threat != NULL ? pp_rating_dup_text (threat, PP_RATING_OWASP) : NULL;

  self->history = g_object_ref (history);
  self->threat_id = g_strdup (threat_id);
  if (text == NULL || !pp_owasp_risk_parse (text, &self->risk, NULL))
    pp_owasp_risk_clear (&self->risk);
  gtk_widget_set_visible (self->remove_button, text != NULL);
  add_rows (self);
  show_rating (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->rows[0]));
  return GTK_WIDGET (self);
}
