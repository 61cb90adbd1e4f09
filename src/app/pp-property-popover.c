/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-property-popover.h"

#include <glib/gi18n.h>

#include "pp-text-scale.h"

struct _PpPropertyPopover {
  GtkPopover    parent_instance;

  /* template widgets */
  GtkLabel     *heading;
  GtkEntry     *name;
  GtkLabel     *problem;
  GtkDropDown  *type;
  GtkButton    *accept;

  /* owned */
  char        **taken;
  char         *old_name;

  /* state */
  gboolean      named;
};

G_DEFINE_FINAL_TYPE (PpPropertyPopover, pp_property_popover, GTK_TYPE_POPOVER)

enum {
  ACCEPTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/**
 * pp_value_type_get_label:
 * @type: a type
 *
 * Returns: what people call it, translated
 */
const char *
pp_value_type_get_label (PpValueType type)
{
  switch (type)
    {
    case PP_VALUE_TEXT:
      return _("Text");
    case PP_VALUE_NUMBER:
      return _("Number");
    case PP_VALUE_TRUTH:
      return _("Yes or No");
    case PP_VALUE_LIST:
      return _("List");
    case PP_VALUE_OBJECT:
      /* Translators: a JSON object, that is a group of named values. */
      return _("Object");
    case PP_VALUE_EMPTY:
    default:
      /* Translators: the JSON value null. */
      return _("Empty");
    }
}

static const char *
find_problem (PpPropertyPopover *self)
{
  const char *name = gtk_editable_get_text (GTK_EDITABLE (self->name));

  if (!self->named)
    return NULL;
  if (*name == '\0')
    return _("A name is needed");
  if (g_strcmp0 (name, self->old_name) != 0
      && g_strv_contains ((const char * const *) self->taken, name))
    return _("There is a property with this name");
  return NULL;
}

static void
name_changed_cb (PpPropertyPopover *self)
{
  const char *problem = find_problem (self);
  gboolean empty = *gtk_editable_get_text (GTK_EDITABLE (self->name)) == '\0';
  gboolean show = problem != NULL && !empty;

  gtk_widget_set_sensitive (GTK_WIDGET (self->accept), problem == NULL);
  gtk_label_set_label (self->problem, show ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), show);
  if (show)
    gtk_widget_add_css_class (GTK_WIDGET (self->name), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->name), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->name), GTK_ACCESSIBLE_STATE_INVALID,
                               show ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}

static void
accept_cb (PpPropertyPopover *self)
{
  pp_property_popover_accept (self);
}

static void
pp_property_popover_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PP_TYPE_PROPERTY_POPOVER);

  G_OBJECT_CLASS (pp_property_popover_parent_class)->dispose (object);
}

static void
pp_property_popover_finalize (GObject *object)
{
  PpPropertyPopover *self = PP_PROPERTY_POPOVER (object);

  g_strfreev (self->taken);
  g_free (self->old_name);

  G_OBJECT_CLASS (pp_property_popover_parent_class)->finalize (object);
}

static void
pp_property_popover_class_init (PpPropertyPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pp_property_popover_dispose;
  G_OBJECT_CLASS (klass)->finalize = pp_property_popover_finalize;

  signals[ACCEPTED] = g_signal_new ("accepted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                    0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                    G_TYPE_STRING, G_TYPE_INT);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/parapet/Parapet/ui/pp-property-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, PpPropertyPopover, heading);
  gtk_widget_class_bind_template_child (widget_class, PpPropertyPopover, name);
  gtk_widget_class_bind_template_child (widget_class, PpPropertyPopover, problem);
  gtk_widget_class_bind_template_child (widget_class, PpPropertyPopover, type);
  gtk_widget_class_bind_template_child (widget_class, PpPropertyPopover, accept);
  gtk_widget_class_bind_template_callback (widget_class, name_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, accept_cb);
}

static void
pp_property_popover_init (PpPropertyPopover *self)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  self->taken = g_new0 (char *, 1);
  gtk_widget_init_template (GTK_WIDGET (self));
  pp_text_scale_follow (GTK_WIDGET (self));
  for (PpValueType type = 0; type < PP_N_VALUE_TYPES; type++)
    gtk_string_list_append (labels, pp_value_type_get_label (type));
  gtk_drop_down_set_model (self->type, G_LIST_MODEL (labels));
}

GtkWidget *
pp_property_popover_new (void)
{
  return g_object_new (PP_TYPE_PROPERTY_POPOVER, NULL);
}

static void
ask (PpPropertyPopover  *self,
     const char         *name,
     const char * const *taken)
{
  g_strfreev (self->taken);
  self->taken = g_strdupv ((char **) taken);
  g_free (self->old_name);
  self->old_name = g_strdup (name);
  gtk_editable_set_text (GTK_EDITABLE (self->name), name);
  name_changed_cb (self);
}

/**
 * pp_property_popover_ask_new:
 * @self: a popover
 * @named: whether the property has a name; an entry of a list has none
 * @taken: (array zero-terminated=1): names that are in use
 */
void
pp_property_popover_ask_new (PpPropertyPopover  *self,
                             gboolean            named,
                             const char * const *taken)
{
  self->named = named;
  ask (self, "", taken);
  gtk_label_set_label (self->heading, named ? _("New Property") : _("New Entry"));
  gtk_button_set_label (self->accept, _("_Add"));
  gtk_widget_set_visible (GTK_WIDGET (self->name), named);
  gtk_widget_set_visible (GTK_WIDGET (self->type), TRUE);
  gtk_widget_grab_focus (named ? GTK_WIDGET (self->name) : GTK_WIDGET (self->type));
}

/**
 * pp_property_popover_ask_rename:
 * @self: a popover
 * @name: the name that the property has
 * @taken: (array zero-terminated=1): names that are in use
 */
void
pp_property_popover_ask_rename (PpPropertyPopover  *self,
                                const char         *name,
                                const char * const *taken)
{
  self->named = TRUE;
  ask (self, name, taken);
  gtk_label_set_label (self->heading, _("Rename Property"));
  gtk_button_set_label (self->accept, _("_Rename"));
  gtk_widget_set_visible (GTK_WIDGET (self->name), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->type), FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
}

GtkEditable *
pp_property_popover_get_entry (PpPropertyPopover *self)
{
  return GTK_EDITABLE (self->name);
}

const char *
pp_property_popover_get_problem (PpPropertyPopover *self)
{
  return find_problem (self);
}

/**
 * pp_property_popover_accept:
 * @self: a popover
 *
 * Takes the answer if it is a good one.
 */
void
pp_property_popover_accept (PpPropertyPopover *self)
{
  g_autofree char *name = NULL;

  if (find_problem (self) != NULL)
    return;
  name = g_strdup (self->named ? gtk_editable_get_text (GTK_EDITABLE (self->name)) : "");
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[ACCEPTED], 0, name, (int) gtk_drop_down_get_selected (self->type));
}
