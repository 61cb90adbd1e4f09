/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-property-page.h"

#include <glib/gi18n.h>

#include "pp-property-list.h"

struct _PpPropertyPage {
  GtkWidget           parent_instance;

  /* template widgets */
  AdwWindowTitle     *heading;
  GtkWidget          *box;
  PpPropertyList     *list;

  /* owned */
  PpInspectorSubject *subject;
};

G_DEFINE_FINAL_TYPE (PpPropertyPage, pp_property_page, GTK_TYPE_WIDGET)

enum {
  GONE,
  REMOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
show_heading (PpPropertyPage *self)
{
  const char * const *path = pp_property_list_get_path (self->list);
  guint n_steps = g_strv_length ((char **) path);
  g_autofree char *way = NULL;

  if (n_steps == 0)
    return;
  adw_window_title_set_title (self->heading, path[n_steps - 1]);
  way = g_strjoinv (" › ", (char **) path);
  adw_window_title_set_subtitle (self->heading, n_steps > 1 ? way : _("Property"));
}

static void
refresh (PpPropertyPage *self)
{
  if (pp_inspector_subject_get_n_ids (self->subject) == 0)
    return;
  show_heading (self);
  if (!pp_property_list_refresh (self->list))
    g_signal_emit (self, signals[GONE], 0);
}

static void
opened_cb (PpPropertyPage *self,
           char          **path)
{
  pp_property_list_set_path (self->list, (const char * const *) path);
  refresh (self);
}

static void
removed_cb (PpPropertyPage *self,
            const char     *name)
{
  g_signal_emit (self, signals[REMOVED], 0, name);
}

static void
pp_property_page_dispose (GObject *object)
{
  PpPropertyPage *self = PP_PROPERTY_PAGE (object);

  if (self->subject != NULL)
    g_signal_handlers_disconnect_by_data (self->subject, self);
  gtk_widget_dispose_template (GTK_WIDGET (object), PP_TYPE_PROPERTY_PAGE);
  g_clear_object (&self->subject);

  G_OBJECT_CLASS (pp_property_page_parent_class)->dispose (object);
}

static void
pp_property_page_class_init (PpPropertyPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pp_property_page_dispose;

  signals[GONE] = g_signal_new ("gone", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[REMOVED] = g_signal_new ("removed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (PP_TYPE_PROPERTY_LIST);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/parapet/Parapet/ui/pp-property-page.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, PpPropertyPage, heading);
  gtk_widget_class_bind_template_child (widget_class, PpPropertyPage, box);
  gtk_widget_class_bind_template_child (widget_class, PpPropertyPage, list);
  gtk_widget_class_bind_template_callback (widget_class, opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, removed_cb);
}

static void
pp_property_page_init (PpPropertyPage *self)
{
  self->subject = pp_inspector_subject_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  pp_property_list_set_subject (self->list, self->subject);
  g_signal_connect_swapped (self->subject, "changed", G_CALLBACK (refresh), self);
}

/**
 * pp_property_page_set_path:
 * @self: a page
 * @history: (nullable): the way to the model
 * @record_id: (nullable): whose properties
 * @path: (array zero-terminated=1): the list or object in them
 */
void
pp_property_page_set_path (PpPropertyPage     *self,
                           PpHistory          *history,
                           const char         *record_id,
                           const char * const *path)
{
  const char *ids[] = { record_id, NULL };

  pp_property_list_set_path (self->list, path);
  pp_inspector_subject_set (self->subject, history, ids);
  refresh (self);
}

gboolean
pp_property_page_go_up (PpPropertyPage *self)
{
  g_auto (GStrv) path = g_strdupv ((char **) pp_property_list_get_path (self->list));
  guint n_steps = g_strv_length (path);

  if (n_steps <= 1)
    return FALSE;
  g_clear_pointer (&path[n_steps - 1], g_free);
  pp_property_list_set_path (self->list, (const char * const *) path);
  refresh (self);
  return TRUE;
}

GtkWidget *
pp_property_page_get_list (PpPropertyPage *self)
{
  return GTK_WIDGET (self->list);
}

const char *
pp_property_page_get_top (PpPropertyPage *self)
{
  return pp_property_list_get_path (self->list)[0];
}
