/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-preferences.h"

#include <glib/gi18n.h>

#include "pp-help.h"
#include "pp-settings.h"
#include "pp-text-scale.h"

struct _PpPreferences {
  AdwPreferencesWindow  parent_instance;

  /* Template widgets */
  AdwComboRow          *appearance_row;
  GtkSwitch            *grid_switch;
  GtkSwitch            *snap_switch;
  GtkSwitch            *autosave_switch;
};

G_DEFINE_FINAL_TYPE (PpPreferences, pp_preferences, ADW_TYPE_PREFERENCES_WINDOW)

/* In the order of the rows and of the enumeration in the schema. */
static const char * const color_schemes[] = { "system", "light", "dark" };

static gboolean
get_color_scheme (GValue   *value,
                  GVariant *variant,
                  gpointer  user_data)
{
  const char *name = g_variant_get_string (variant, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (color_schemes); i++)
    if (g_str_equal (color_schemes[i], name))
      g_value_set_uint (value, i);
  return TRUE;
}

static GVariant *
set_color_scheme (const GValue       *value,
                  const GVariantType *type,
                  gpointer            user_data)
{
  guint position = g_value_get_uint (value);

  return position < G_N_ELEMENTS (color_schemes) ? g_variant_new_string (color_schemes[position]) : NULL;
}

static void
pp_preferences_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PP_TYPE_PREFERENCES);
  G_OBJECT_CLASS (pp_preferences_parent_class)->dispose (object);
}

static void
pp_preferences_class_init (PpPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pp_preferences_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/ui/pp-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, PpPreferences, appearance_row);
  gtk_widget_class_bind_template_child (widget_class, PpPreferences, grid_switch);
  gtk_widget_class_bind_template_child (widget_class, PpPreferences, snap_switch);
  gtk_widget_class_bind_template_child (widget_class, PpPreferences, autosave_switch);
}

static void
pp_preferences_init (PpPreferences *self)
{
  GSettings *settings = pp_settings_get_default ();

  gtk_widget_init_template (GTK_WIDGET (self));
  pp_text_scale_follow (GTK_WIDGET (self));
  pp_help_add_key (GTK_WINDOW (self));
  g_settings_bind_with_mapping (settings, "color-scheme", self->appearance_row, "selected",
                                G_SETTINGS_BIND_DEFAULT, get_color_scheme, set_color_scheme, NULL, NULL);
  g_settings_bind (settings, "show-grid", self->grid_switch, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "snap-to-grid", self->snap_switch, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "autosave", self->autosave_switch, "active", G_SETTINGS_BIND_DEFAULT);
}

GtkWidget *
pp_preferences_new (GtkWindow *parent)
{
  return g_object_new (PP_TYPE_PREFERENCES, "transient-for", parent, NULL);
}
