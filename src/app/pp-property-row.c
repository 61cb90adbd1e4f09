/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-property-row.h"

#include <glib/gi18n.h>

#include "pp-inspector-binding.h"
#include "pp-inspector-undo.h"
#include "pp-json.h"
#include "pp-property-popover.h"

struct _PpPropertyRow {
  AdwPreferencesRow  parent_instance;

  /* template widgets */
  GtkText           *text;
  GtkLabel          *preview;
  GtkLabel          *problem;
  GtkSwitch         *toggle;
  GtkMenuButton     *menu;
  GMenuModel        *row_menu;
  GtkWidget         *arrow;

  /* owned */
  char              *name;
  JsonNode          *value;

  /* state */
  PpValueType     type;
  gboolean           named;
  gboolean           showing;
};

G_DEFINE_FINAL_TYPE (PpPropertyRow, pp_property_row, ADW_TYPE_PREFERENCES_ROW)

enum {
  PROP_0,
  PROP_VALUE_TYPE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum {
  EDITED,
  DONE,
  RENAME,
  REMOVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
show_problem (PpPropertyRow *self,
              const char    *problem)
{
  gtk_label_set_label (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
  if (problem != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_STATE_INVALID,
                               problem != NULL ? GTK_ACCESSIBLE_INVALID_TRUE
                                               : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}

static void
text_changed_cb (PpPropertyRow *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->text));
  g_autoptr (JsonNode) value = NULL;

  if (self->showing)
    return;
  if (self->type == PP_VALUE_TEXT)
    value = json_node_init_string (json_node_alloc (), text);
  else if (!pp_property_parse_number (text, &value))
    {
      show_problem (self, _("Not a number"));
      return;
    }
  show_problem (self, NULL);
  g_signal_emit (self, signals[EDITED], 0, value, TRUE);
}

static void
toggled_cb (PpPropertyRow *self)
{
  g_autoptr (JsonNode) value = NULL;

  if (self->showing)
    return;
  value = json_node_init_boolean (json_node_alloc (), gtk_switch_get_active (self->toggle));
  g_signal_emit (self, signals[EDITED], 0, value, FALSE);
}

static void show_value (PpPropertyRow *self);

static void
focus_left_cb (PpPropertyRow *self)
{
  g_signal_emit (self, signals[DONE], 0);
  if (self->value != NULL)
    show_value (self);
}

static void
pressed_cb (PpPropertyRow *self)
{
  if (self->type == PP_VALUE_TEXT || self->type == PP_VALUE_NUMBER)
    gtk_widget_grab_focus (GTK_WIDGET (self->text));
}

static void
rename_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  g_signal_emit (widget, signals[RENAME], 0);
}

static void
remove_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  g_signal_emit (widget, signals[REMOVE], 0);
}

static void
pp_property_row_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  g_value_set_string (value, pp_value_type_to_string (PP_PROPERTY_ROW (object)->type));
}

/* Set by the menu only: a person wants another type. */
static void
pp_property_row_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  PpPropertyRow *self = PP_PROPERTY_ROW (object);
  const char *text = g_value_get_string (value);
  PpValueType type;

  if (self->value != NULL && text != NULL && pp_value_type_from_string (text, &type)
      && type != self->type)
    {
      g_autoptr (JsonNode) converted = pp_property_convert (self->value, type);

      g_signal_emit (self, signals[EDITED], 0, converted, FALSE);
    }
}

static void
pp_property_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PP_TYPE_PROPERTY_ROW);

  G_OBJECT_CLASS (pp_property_row_parent_class)->dispose (object);
}

static void
pp_property_row_finalize (GObject *object)
{
  PpPropertyRow *self = PP_PROPERTY_ROW (object);

  g_free (self->name);
  g_clear_pointer (&self->value, json_node_unref);

  G_OBJECT_CLASS (pp_property_row_parent_class)->finalize (object);
}

static guint
make_signal (PpPropertyRowClass *klass,
             const char         *name)
{
  return g_signal_new (name, G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                       0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
pp_property_row_class_init (PpPropertyRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = pp_property_row_get_property;
  object_class->set_property = pp_property_row_set_property;
  object_class->dispose = pp_property_row_dispose;
  object_class->finalize = pp_property_row_finalize;

  properties[PROP_VALUE_TYPE] =
    g_param_spec_string ("value-type", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[EDITED] = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                  JSON_TYPE_NODE, G_TYPE_BOOLEAN);
  signals[DONE] = make_signal (klass, "done");
  signals[RENAME] = make_signal (klass, "rename");
  signals[REMOVE] = make_signal (klass, "remove");

  gtk_widget_class_install_action (widget_class, "property.rename", NULL, rename_action);
  gtk_widget_class_install_action (widget_class, "property.remove", NULL, remove_action);
  gtk_widget_class_install_property_action (widget_class, "property.type", "value-type");

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/parapet/Parapet/ui/pp-property-row.ui");
  gtk_widget_class_bind_template_child (widget_class, PpPropertyRow, text);
  gtk_widget_class_bind_template_child (widget_class, PpPropertyRow, preview);
  gtk_widget_class_bind_template_child (widget_class, PpPropertyRow, problem);
  gtk_widget_class_bind_template_child (widget_class, PpPropertyRow, toggle);
  gtk_widget_class_bind_template_child (widget_class, PpPropertyRow, menu);
  gtk_widget_class_bind_template_child (widget_class, PpPropertyRow, row_menu);
  gtk_widget_class_bind_template_child (widget_class, PpPropertyRow, arrow);
  gtk_widget_class_bind_template_callback (widget_class, text_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, focus_left_cb);
  gtk_widget_class_bind_template_callback (widget_class, pressed_cb);
}

/* To make the widgets of a menu takes longer than those of its row. */
static void
make_menu_cb (GtkMenuButton *button,
              gpointer       user_data)
{
  if (gtk_menu_button_get_menu_model (button) == NULL)
    gtk_menu_button_set_menu_model (button, PP_PROPERTY_ROW (user_data)->row_menu);
}

static void
pp_property_row_init (PpPropertyRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->menu, make_menu_cb, self, NULL);
  pp_inspector_leave_undo_to_window (GTK_WIDGET (self->text));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
}

GtkWidget *
pp_property_row_new (void)
{
  return g_object_new (PP_TYPE_PROPERTY_ROW, NULL);
}

static char *
make_preview (JsonNode *value)
{
  guint n_entries;

  switch (pp_value_type_of (value))
    {
    case PP_VALUE_LIST:
      n_entries = json_array_get_length (json_node_get_array (value));
      break;
    case PP_VALUE_OBJECT:
      n_entries = json_object_get_size (json_node_get_object (value));
      break;
    case PP_VALUE_EMPTY:
      return g_strdup (pp_value_type_get_label (PP_VALUE_EMPTY));
    default:
      return g_strdup ("");
    }
  return g_strdup_printf (ngettext ("%u entry", "%u entries", n_entries), n_entries);
}

static char *
make_text (JsonNode *value)
{
  if (pp_value_type_of (value) == PP_VALUE_TEXT)
    return json_node_dup_string (value);
  return pp_property_number_to_text (value);
}

static gboolean
text_means_value (PpPropertyRow *self)
{
  g_autoptr (JsonNode) typed = NULL;

  return self->type == PP_VALUE_NUMBER
         && pp_property_parse_number (gtk_editable_get_text (GTK_EDITABLE (self->text)), &typed)
         && json_node_get_double (typed) == json_node_get_double (self->value);
}

static void
show_value (PpPropertyRow *self)
{
  gboolean is_text = self->type == PP_VALUE_TEXT || self->type == PP_VALUE_NUMBER;
  gboolean is_container = self->type == PP_VALUE_LIST || self->type == PP_VALUE_OBJECT;
  gboolean typing = gtk_widget_has_focus (GTK_WIDGET (self->text));
  g_autofree char *preview = make_preview (self->value);

  self->showing = TRUE;
  if (is_text && !(typing && text_means_value (self)))
    {
      g_autofree char *text = make_text (self->value);

      pp_inspector_set_entry_text (GTK_EDITABLE (self->text), text);
      show_problem (self, NULL);
    }
  if (self->type == PP_VALUE_TRUTH)
    gtk_switch_set_active (self->toggle, json_node_get_boolean (self->value));
  gtk_label_set_label (self->preview, preview);
  gtk_widget_set_visible (GTK_WIDGET (self->text), is_text);
  gtk_widget_set_visible (GTK_WIDGET (self->toggle), self->type == PP_VALUE_TRUTH);
  gtk_widget_set_visible (GTK_WIDGET (self->preview), *preview != '\0');
  gtk_widget_set_visible (self->arrow, is_container);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), is_container);
  gtk_widget_set_focusable (GTK_WIDGET (self), is_container);
  if (!is_text)
    show_problem (self, NULL);
  self->showing = FALSE;
}

static void
name_widgets (PpPropertyRow *self,
              const char    *title)
{
  /* Translators: %s is the name of a property. */
  g_autofree char *menu = g_strdup_printf (_("Menu of %s"), title);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->text),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->toggle),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, menu, -1);
}

/**
 * pp_property_row_show:
 * @self: a row
 * @name: the step of the path: the name of a member or the position in a list
 * @title: what people read
 * @named: whether the entry can be renamed
 * @value: the value
 */
void
pp_property_row_show (PpPropertyRow *self,
                      const char    *name,
                      const char    *title,
                      gboolean       named,
                      JsonNode      *value)
{
  PpValueType old_type = self->type;

  if (g_strcmp0 (self->name, name) != 0)
    {
      g_free (self->name);
      self->name = g_strdup (name);
      show_problem (self, NULL);
    }
  if (g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)), title) != 0)
    {
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
      name_widgets (self, title);
    }
  g_clear_pointer (&self->value, json_node_unref);
  self->value = json_node_ref (value);
  self->type = pp_value_type_of (value);
  self->named = named;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "property.rename", named);
  show_value (self);
  if (self->type != old_type)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALUE_TYPE]);
}

const char *
pp_property_row_get_name (PpPropertyRow *self)
{
  return self->name;
}

GtkWidget *
pp_property_row_get_editor (PpPropertyRow *self)
{
  return self->type == PP_VALUE_TRUTH ? GTK_WIDGET (self->toggle) : GTK_WIDGET (self->text);
}

const char *
pp_property_row_get_problem (PpPropertyRow *self)
{
  const char *problem = gtk_label_get_label (self->problem);

  return *problem != '\0' ? problem : NULL;
}

GtkWidget *
pp_property_row_get_menu_button (PpPropertyRow *self)
{
  return GTK_WIDGET (self->menu);
}
