/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-technique-detail.h"

#include <glib/gi18n.h>

#include "pp-matrix-view.h"
#include "pp-reference.h"
#include "pp-threat-words.h"

/* The worst of them; the diagram shows all. */
#define MAX_THREATS 25

struct _PpTechniqueDetail {
  GtkWidget  parent_instance;

  /* owned */
  GtkWidget *scrolled;

  /* borrowed: below the scrolled window */
  GtkWidget *page;      /* an AdwPreferencesPage in waiting: a box of groups */
};

G_DEFINE_FINAL_TYPE (PpTechniqueDetail, pp_technique_detail, GTK_TYPE_WIDGET)

enum {
  SHOW_THREAT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char element_key[] = "pp-element";
static const char threat_key[] = "pp-threat";

static void
threat_activated_cb (PpTechniqueDetail *self,
                     GtkWidget         *row)
{
  g_autofree char *element = g_strdup (g_object_get_data (G_OBJECT (row), element_key));
  g_autofree char *threat = g_strdup (g_object_get_data (G_OBJECT (row), threat_key));

  g_signal_emit (self, signals[SHOW_THREAT], 0, element, threat);
}

static GtkWidget *
add_group (PpTechniqueDetail *self,
           const char        *title)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  gtk_box_append (GTK_BOX (self->page), group);
  return group;
}

static GtkWidget *
add_row (GtkWidget  *group,
         const char *title,
         const char *subtitle,
         const char *icon_name)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *escaped = g_markup_escape_text (subtitle, -1);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (icon_name));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return row;
}

static void
add_heading (PpTechniqueDetail *self,
             PpHeatTechnique   *technique)
{
  g_autoptr (PpReference) reference = pp_reference_find (technique->id);
  g_autofree char *uri = reference != NULL ? pp_reference_dup_uri (reference) : NULL;
  g_autofree char *described = pp_matrix_view_describe (technique);
  GtkWidget *name = gtk_label_new (technique->name);
  GtkWidget *text = gtk_label_new (described);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_label_set_wrap (GTK_LABEL (name), TRUE);
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_widget_add_css_class (name, "title-4");
  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_widget_add_css_class (text, "dim-label");
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), text);
  if (uri != NULL)
    {
      /* Activated by GTK with gtk_show_uri(). */
      GtkWidget *link = gtk_link_button_new_with_label (uri, technique->id);

      gtk_widget_set_halign (link, GTK_ALIGN_START);
      gtk_box_append (GTK_BOX (box), link);
    }
  gtk_box_append (GTK_BOX (self->page), box);
}

static void
add_threats (PpTechniqueDetail *self,
             PpModel           *model,
             PpHeatTechnique   *technique)
{
  g_autoptr (GPtrArray) threats = pp_heat_technique_list_threats (technique);
  GtkWidget *group;

  if (threats->len == 0)
    return;
  group = add_group (self, _("Threats"));
  for (guint i = 0; i < MIN (threats->len, MAX_THREATS); i++)
    {
      const PpHeatThreat *threat = g_ptr_array_index (threats, i);
      g_autofree char *element = threat->element != NULL ? pp_threat_words_dup_element (model, threat->element)
                                                         : g_strdup ("");
      g_autofree char *detail = g_strdup_printf ("%s · %s", element,
                                                 threat->is_open ? pp_threat_words_severity (threat->severity)
                                                                 : _("closed"));
      GtkWidget *row = add_row (group, *threat->title != '\0' ? threat->title : _("Unnamed"), detail,
                                threat->is_open ? "dialog-warning-symbolic" : "emblem-ok-symbolic");

      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), threat->element != NULL);
      g_object_set_data_full (G_OBJECT (row), element_key, g_strdup (threat->element), g_free);
      g_object_set_data_full (G_OBJECT (row), threat_key, g_strdup (threat->threat), g_free);
      g_signal_connect_object (row, "activated", G_CALLBACK (threat_activated_cb), self, G_CONNECT_SWAPPED);
    }
  if (threats->len > MAX_THREATS)
    {
      g_autofree char *more = g_strdup_printf (_("And %u more"), threats->len - MAX_THREATS);

      add_row (group, more, "", "view-more-symbolic");
    }
}

static void
add_mitigations (PpTechniqueDetail *self,
                 PpHeatMap         *map,
                 PpHeatTechnique   *technique)
{
  GtkWidget *group;

  if (technique->mitigations->len == 0)
    return;
  group = add_group (self, _("Mitigations"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group),
    _("One is in place when a control that is in place or verified has it among its references."));
  for (guint i = 0; i < technique->mitigations->len; i++)
    {
      const char *id = g_ptr_array_index (technique->mitigations, i);
      g_autoptr (PpReference) reference = pp_reference_find (id);
      gboolean in_place = pp_heat_map_is_in_place (map, id);
      g_autofree char *detail = g_strdup_printf ("%s · %s", id, in_place ? _("in place") : _("not in place"));

      add_row (group, reference != NULL ? reference->name : id, detail,
               in_place ? "emblem-ok-symbolic" : "window-close-symbolic");
    }
}

static void
pp_technique_detail_dispose (GObject *object)
{
  PpTechniqueDetail *self = PP_TECHNIQUE_DETAIL (object);

  g_clear_pointer (&self->scrolled, gtk_widget_unparent);
  G_OBJECT_CLASS (pp_technique_detail_parent_class)->dispose (object);
}

static void
pp_technique_detail_class_init (PpTechniqueDetailClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pp_technique_detail_dispose;
  signals[SHOW_THREAT] = g_signal_new ("show-threat", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                       0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
pp_technique_detail_init (PpTechniqueDetail *self)
{
  self->scrolled = gtk_scrolled_window_new ();
  self->page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  gtk_widget_set_margin_top (self->page, 12);
  gtk_widget_set_margin_bottom (self->page, 12);
  gtk_widget_set_margin_start (self->page, 12);
  gtk_widget_set_margin_end (self->page, 12);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), self->page);
  gtk_widget_set_parent (self->scrolled, GTK_WIDGET (self));
}

GtkWidget *
pp_technique_detail_new (void)
{
  return g_object_new (PP_TYPE_TECHNIQUE_DETAIL, NULL);
}

/**
 * pp_technique_detail_show:
 * @self: a detail
 * @map: the heat map
 * @model: the model that it is of
 * @technique: (nullable): the technique
 */
void
pp_technique_detail_show (PpTechniqueDetail *self,
                          PpHeatMap         *map,
                          PpModel           *model,
                          PpHeatTechnique   *technique)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->page)) != NULL)
    gtk_box_remove (GTK_BOX (self->page), child);
  if (technique == NULL)
    return;
  add_heading (self, technique);
  add_threats (self, model, technique);
  add_mitigations (self, map, technique);
}
