/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-path-line.h"

#include <glib/gi18n.h>

struct _PpPathLine {
  GtkWidget  parent_instance;

  /* Template widgets */
  GtkWidget *box;
  GtkLabel  *number;
  GtkLabel  *title;
  GtkLabel  *subtitle;
  GtkLabel  *value;
  GtkButton *apply;
};

G_DEFINE_FINAL_TYPE (PpPathLine, pp_path_line, GTK_TYPE_WIDGET)

static void
pp_path_line_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PP_TYPE_PATH_LINE);
  G_OBJECT_CLASS (pp_path_line_parent_class)->dispose (object);
}

/* A text that is set would make GTK look where the pointer is, for each of many lines. */
static gboolean
pp_path_line_query_tooltip (GtkWidget  *widget,
                            int         x,
                            int         y,
                            gboolean    by_keyboard,
                            GtkTooltip *tooltip)
{
  const char *text = gtk_label_get_text (PP_PATH_LINE (widget)->subtitle);

  gtk_tooltip_set_text (tooltip, text);
  return *text != '\0';
}

static void
pp_path_line_class_init (PpPathLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pp_path_line_dispose;
  widget_class->query_tooltip = pp_path_line_query_tooltip;
  gtk_widget_class_set_css_name (widget_class, "pathline");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/ui/pp-path-line.ui");
  gtk_widget_class_bind_template_child (widget_class, PpPathLine, box);
  gtk_widget_class_bind_template_child (widget_class, PpPathLine, number);
  gtk_widget_class_bind_template_child (widget_class, PpPathLine, title);
  gtk_widget_class_bind_template_child (widget_class, PpPathLine, subtitle);
  gtk_widget_class_bind_template_child (widget_class, PpPathLine, value);
  gtk_widget_class_bind_template_child (widget_class, PpPathLine, apply);
}

static void
pp_path_line_init (PpPathLine *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

GtkWidget *
pp_path_line_new (void)
{
  return g_object_new (PP_TYPE_PATH_LINE, NULL);
}

static void
show_text (GtkLabel   *label,
           const char *text)
{
  gtk_label_set_text (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), *text != '\0');
}

static void
append_spoken (GString    *spoken,
               const char *part)
{
  if (*part == '\0')
    return;
  if (spoken->len > 0)
    g_string_append (spoken, ", ");
  g_string_append (spoken, part);
}

static gboolean
can_be_applied (PpPathItem *item)
{
  return item->mitigation != NULL && pp_mitigation_can_be_stated (item->mitigation);
}

static void
offer (PpPathLine *self,
       PpPathItem *item)
{
  /* Translators: the blank is what can be done against an attack. */
  g_autofree char *apply = g_strdup_printf (_("Apply: %s"), item->title);

  /* The target first: an action without the one it needs is a mistake. */
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->apply), "u", item->index);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->apply), "paths.apply");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->apply), GTK_ACCESSIBLE_PROPERTY_LABEL, apply, -1);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (self->apply), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
}

void
pp_path_line_show (PpPathLine *self,
                   PpPathItem *item)
{
  g_autoptr (GString) spoken = g_string_new (NULL);

  g_return_if_fail (PP_IS_PATH_LINE (self) && PP_IS_PATH_ITEM (item));

  show_text (self->number, item->number);
  show_text (self->title, item->title);
  show_text (self->subtitle, item->subtitle);
  show_text (self->value, item->value);
  gtk_widget_set_visible (GTK_WIDGET (self->apply), can_be_applied (item));
  if (can_be_applied (item))
    offer (self, item);
  append_spoken (spoken, item->number);
  append_spoken (spoken, item->title);
  append_spoken (spoken, item->value);
  append_spoken (spoken, item->subtitle);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken->str, -1);
}
