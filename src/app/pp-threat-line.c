/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-threat-line.h"

#include <glib/gi18n.h>

#include "pp-methodologies.h"
#include "pp-threat-row.h"
#include "pp-threat-words.h"

struct _PpThreatGroup {
  GObject     parent_instance;

  char       *title;
  char       *element;
  GListStore *items;
};

G_DEFINE_FINAL_TYPE (PpThreatGroup, pp_threat_group, G_TYPE_OBJECT)

#define TITLE_CHARS 12

struct _PpThreatLine {
  GtkWidget      parent_instance;

  /* Template widgets */
  GtkLabel      *severity;
  GtkLabel      *title;
  GtkLabel      *place;
  GtkLabel      *confidence;
  GtkLabel      *status;
  GtkImage      *icon;
  GtkLabel      *count;

  /* Owned */
  PpThreatGroup *group;           /* what it shows is this, or @item, or nothing */
  PpThreatItem  *item;

  /* State */
  const char    *severity_class;
};

G_DEFINE_FINAL_TYPE (PpThreatLine, pp_threat_line, GTK_TYPE_WIDGET)

static void
pp_threat_group_finalize (GObject *object)
{
  PpThreatGroup *self = PP_THREAT_GROUP (object);

  g_free (self->title);
  g_free (self->element);
  g_object_unref (self->items);
  G_OBJECT_CLASS (pp_threat_group_parent_class)->finalize (object);
}

static void
pp_threat_group_class_init (PpThreatGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pp_threat_group_finalize;
}

static void
pp_threat_group_init (PpThreatGroup *self)
{
  self->items = g_list_store_new (PP_TYPE_THREAT_ITEM);
}

PpThreatGroup *
pp_threat_group_new (const char *title,
                     const char *element)
{
  PpThreatGroup *self = g_object_new (PP_TYPE_THREAT_GROUP, NULL);

  self->title = g_strdup (title);
  self->element = g_strdup (element);
  return self;
}

const char *
pp_threat_group_get_title (PpThreatGroup *self)
{
  g_return_val_if_fail (PP_IS_THREAT_GROUP (self), NULL);
  return self->title;
}

const char *
pp_threat_group_get_element (PpThreatGroup *self)
{
  g_return_val_if_fail (PP_IS_THREAT_GROUP (self), NULL);
  return self->element;
}

GListStore *
pp_threat_group_get_items (PpThreatGroup *self)
{
  g_return_val_if_fail (PP_IS_THREAT_GROUP (self), NULL);
  return self->items;
}

static void
clear (PpThreatLine *self)
{
  if (self->group != NULL)
    g_signal_handlers_disconnect_by_data (self->group->items, self);
  g_clear_object (&self->group);
  g_clear_object (&self->item);
}

static void
pp_threat_line_dispose (GObject *object)
{
  PpThreatLine *self = PP_THREAT_LINE (object);

  clear (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), PP_TYPE_THREAT_LINE);
  G_OBJECT_CLASS (pp_threat_line_parent_class)->dispose (object);
}

/* A text that is set would make GTK look where the pointer is, for each of hundreds of lines. */
static gboolean
pp_threat_line_query_tooltip (GtkWidget  *widget,
                              int         x,
                              int         y,
                              gboolean    by_keyboard,
                              GtkTooltip *tooltip)
{
  PpThreatLine *self = PP_THREAT_LINE (widget);

  if (self->group != NULL)
    return FALSE;
  gtk_tooltip_set_text (tooltip, gtk_label_get_text (self->title));
  return TRUE;
}

static void
pp_threat_line_class_init (PpThreatLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pp_threat_line_dispose;
  widget_class->query_tooltip = pp_threat_line_query_tooltip;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "threatline");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/ui/pp-threat-line.ui");
  gtk_widget_class_bind_template_child (widget_class, PpThreatLine, severity);
  gtk_widget_class_bind_template_child (widget_class, PpThreatLine, title);
  gtk_widget_class_bind_template_child (widget_class, PpThreatLine, place);
  gtk_widget_class_bind_template_child (widget_class, PpThreatLine, confidence);
  gtk_widget_class_bind_template_child (widget_class, PpThreatLine, status);
  gtk_widget_class_bind_template_child (widget_class, PpThreatLine, icon);
  gtk_widget_class_bind_template_child (widget_class, PpThreatLine, count);
}

static void
pp_threat_line_init (PpThreatLine *self)
{
  GtkLayoutManager *layout;

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 8);
}

GtkWidget *
pp_threat_line_new (void)
{
  return g_object_new (PP_TYPE_THREAT_LINE, NULL);
}

/* A text that is not there takes no room: what is told at the end of a line stands at its end. */
static void
show_text (GtkLabel   *label,
           const char *text)
{
  gtk_label_set_text (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), *text != '\0');
}

static void
set_group_look (PpThreatLine *self,
                gboolean      is_group)
{
  gtk_widget_set_visible (GTK_WIDGET (self->severity), !is_group);
  gtk_widget_set_visible (GTK_WIDGET (self->place), !is_group);
  gtk_widget_set_visible (GTK_WIDGET (self->confidence), !is_group);
  gtk_widget_set_visible (GTK_WIDGET (self->status), !is_group);
  gtk_widget_set_visible (GTK_WIDGET (self->icon), !is_group);
  gtk_widget_set_visible (GTK_WIDGET (self->count), is_group);
  gtk_widget_set_hexpand (GTK_WIDGET (self->title), !is_group);
  /* What a threat is comes before where it belongs when both are cut. */
  gtk_label_set_width_chars (self->title, is_group ? -1 : TITLE_CHARS);
  if (is_group)
    gtk_widget_add_css_class (GTK_WIDGET (self->title), "heading");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->title), "heading");
}

static void
show_count (PpThreatLine *self)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->group->items));
  g_autofree char *text = g_strdup_printf ("%u", n_items);
  g_autofree char *spoken = g_strdup_printf (ngettext ("%s, %u threat", "%s, %u threats", n_items),
                                             self->group->title, n_items);

  gtk_label_set_text (self->count, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

/**
 * pp_threat_line_show_group:
 * @self: a line
 * @group: what it shows from now on
 *
 * A list asks for all lines below one that comes or goes once more, so what is the same is left as it is.
 */
void
pp_threat_line_show_group (PpThreatLine  *self,
                           PpThreatGroup *group)
{
  g_return_if_fail (PP_IS_THREAT_LINE (self));
  if (self->group == group)
    return;
  clear (self);
  self->group = g_object_ref (group);
  g_signal_connect_swapped (group->items, "items-changed", G_CALLBACK (show_count), self);
  gtk_label_set_text (self->title, group->title);
  set_group_look (self, TRUE);
  show_count (self);
}

static const char *
get_status (PpThreatItem *item)
{
  if (item->gone)
    return _("No longer found");
  if (item->threat == NULL)
    return "";
  return gettext (pp_threat_status_get_label (item->status));
}

static const char *
get_confidence (PpThreatItem *item)
{
  if (item->finding == NULL)
    return "";
  if (item->finding->rule->prompt)
    return _("Prompt");
  return pp_threat_words_confidence (item->finding->confidence);
}

static void
show_severity (PpThreatLine *self,
               PpThreatItem *item)
{
  const char *severity_class = pp_threat_words_severity_class (item->severity);

  if (g_strcmp0 (self->severity_class, severity_class) != 0)
    {
      if (self->severity_class != NULL)
        gtk_widget_remove_css_class (GTK_WIDGET (self->severity), self->severity_class);
      self->severity_class = severity_class;
      gtk_widget_add_css_class (GTK_WIDGET (self->severity), severity_class);
    }
  gtk_label_set_text (self->severity, pp_threat_words_severity (item->severity));
}

/* What the line says, for those who do not see it. */
static void
speak (PpThreatLine *self,
       PpThreatItem *item,
       const char   *title,
       const char   *place)
{
  const char *parts[] = { title, pp_threat_words_severity (item->severity), place, get_confidence (item),
                          get_status (item) };
  g_autoptr (GString) spoken = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (*parts[i] != '\0')
      g_string_append_printf (spoken, "%s%s", spoken->len > 0 ? ", " : "", parts[i]);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken->str, -1);
}

/**
 * pp_threat_line_show_item:
 * @self: a line
 * @item: what it shows from now on
 * @place: where that is
 *
 * An item never says anything else than it did, so it is left as it is as well.
 */
void
pp_threat_line_show_item (PpThreatLine *self,
                          PpThreatItem *item,
                          const char   *place)
{
  const char *known = pp_threat_item_get_title (item);
  const char *title = *known != '\0' ? known : _("Untitled Threat");

  g_return_if_fail (PP_IS_THREAT_LINE (self));
  if (self->item == item && g_str_equal (gtk_label_get_text (self->place), place))
    return;
  clear (self);
  self->item = g_object_ref (item);
  set_group_look (self, FALSE);
  show_severity (self, item);
  gtk_label_set_text (self->title, title);
  show_text (self->place, place);
  show_text (self->confidence, get_confidence (item));
  show_text (self->status, get_status (item));
  gtk_image_set_from_icon_name (self->icon, pp_threat_status_get_icon (item->status));
  gtk_widget_set_visible (GTK_WIDGET (self->icon), item->threat != NULL && !item->gone);
  if (pp_threat_item_is_open (item))
    gtk_widget_remove_css_class (GTK_WIDGET (self), "settled");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self), "settled");
  speak (self, item, title, place);
}
