/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-application.h"

#include <glib/gi18n.h>

#include "pp-dialogs.h"
#include "pp-document.h"
#include "pp-help.h"
#include "pp-kinds.h"
#include "pp-preferences.h"
#include "pp-recovery-dialog.h"
#include "pp-rule-library.h"
#include "pp-settings.h"
#include "pp-shortcuts.h"
#include "pp-window.h"

struct _PpApplication {
  AdwApplication parent_instance;

  /* Owned */
  GFile         *first_file;        /* of the command; until the program has started */

  /* State */
  gboolean       recovery_offered;
};

G_DEFINE_FINAL_TYPE (PpApplication, pp_application, ADW_TYPE_APPLICATION)

static PpWindow *
find_window_of (PpApplication *self,
                GFile         *file)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    if (PP_IS_WINDOW (l->data) && pp_window_has_file (PP_WINDOW (l->data), file))
      return PP_WINDOW (l->data);
  return NULL;
}

static PpWindow *
find_free_window (PpApplication *self,
                  GtkWindow     *preferred)
{
  if (PP_IS_WINDOW (preferred) && pp_window_is_free (PP_WINDOW (preferred)))
    return PP_WINDOW (preferred);
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    if (PP_IS_WINDOW (l->data) && pp_window_is_free (PP_WINDOW (l->data)))
      return PP_WINDOW (l->data);
  return PP_WINDOW (pp_window_new (self));
}

/**
 * pp_application_open_file:
 * @self: the application
 * @file: the file
 * @window: (nullable): the window to use when it shows no document
 */
void
pp_application_open_file (PpApplication *self,
                          GFile         *file,
                          GtkWindow     *window)
{
  PpWindow *target;

  g_return_if_fail (PP_IS_APPLICATION (self));
  target = find_window_of (self, file);
  if (target == NULL)
    {
      target = find_free_window (self, window);
      pp_window_load (target, file);
    }
  gtk_window_present (GTK_WINDOW (target));
}

/**
 * pp_application_open_document:
 * @self: the application
 * @document: a document that no window shows
 * @window: (nullable): the window to use when it shows no document
 */
void
pp_application_open_document (PpApplication *self,
                              PpDocument    *document,
                              GtkWindow     *window)
{
  PpWindow *target;

  g_return_if_fail (PP_IS_APPLICATION (self));
  target = find_free_window (self, window);
  pp_window_set_document (target, document);
  gtk_window_present (GTK_WINDOW (target));
}

static void
offer_recovery (PpApplication *self)
{
  if (self->recovery_offered)
    return;
  self->recovery_offered = TRUE;
  pp_recovery_dialog_offer (self);
}

static void
pp_application_activate (GApplication *application)
{
  PpApplication *self = PP_APPLICATION (application);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (window == NULL)
    window = GTK_WINDOW (pp_window_new (self));
  gtk_window_present (window);
  offer_recovery (self);
}

static void
pp_application_open (GApplication  *application,
                     GFile        **files,
                     int            n_files,
                     const char    *hint)
{
  PpApplication *self = PP_APPLICATION (application);

  for (int i = 0; i < n_files; i++)
    pp_application_open_file (self, files[i], NULL);
  offer_recovery (self);
}

static void
set_color_scheme (GSettings  *settings,
                const char *key)
{
  g_autofree char *scheme_name = g_settings_get_string (settings, "color-scheme");
  AdwColorScheme scheme = ADW_COLOR_SCHEME_DEFAULT;

  if (g_str_equal (scheme_name, "light"))
    scheme = ADW_COLOR_SCHEME_FORCE_LIGHT;
  else if (g_str_equal (scheme_name, "dark"))
    scheme = ADW_COLOR_SCHEME_FORCE_DARK;
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), scheme);
}

static void
report_kind_problems (void)
{
  const char * const *problems = pp_kinds_get_problems (pp_kinds_get_default ());

  for (guint i = 0; problems != NULL && problems[i] != NULL; i++)
    g_message ("%s", problems[i]);
}

static void
add_settings_action (GActionMap *map,
                     const char *key)
{
  g_autoptr (GAction) action = g_settings_create_action (pp_settings_get_default (), key);

  g_action_map_add_action (map, action);
}

static void
pp_application_startup (GApplication *application)
{
  PpApplication *self = PP_APPLICATION (application);
  GSettings *settings = pp_settings_get_default ();

  /* Reading takes as long as all the rest until there is a window. */
  if (self->first_file != NULL)
    pp_document_begin_load (self->first_file);
  g_clear_object (&self->first_file);
  g_application_set_resource_base_path (application, RESOURCE_PATH);
  G_APPLICATION_CLASS (pp_application_parent_class)->startup (application);
  gtk_window_set_default_icon_name (APPLICATION_ID);
  pp_shortcuts_install (GTK_APPLICATION (application));
  add_settings_action (G_ACTION_MAP (application), "show-grid");
  add_settings_action (G_ACTION_MAP (application), "snap-to-grid");
  add_settings_action (G_ACTION_MAP (application), "show-badges");
  g_signal_connect_object (settings, "changed::color-scheme", G_CALLBACK (set_color_scheme), application, 0);
  set_color_scheme (settings, NULL);
  report_kind_problems ();
  pp_rule_library_prepare ();
}

static gboolean
pp_application_local_command_line (GApplication   *application,
                                   char         ***arguments,
                                   int            *exit_status)
{
  PpApplication *self = PP_APPLICATION (application);
  const char *first = (*arguments)[0] != NULL ? (*arguments)[1] : NULL;

  if (first != NULL && *first != '-')
    self->first_file = g_file_new_for_commandline_arg (first);
  return G_APPLICATION_CLASS (pp_application_parent_class)->local_command_line (application, arguments,
                                                                                exit_status);
}

static int
pp_application_handle_local_options (GApplication *application,
                                     GVariantDict *options)
{
  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("parapet %s\n", PACKAGE_VERSION);
      return 0;
    }
  /* The first one to run opens a window in any case. */
  if (g_variant_dict_contains (options, "new-window")
      && g_application_register (application, NULL, NULL)
      && g_application_get_is_remote (application))
    {
      g_action_group_activate_action (G_ACTION_GROUP (application), "new-window", NULL);
      return 0;
    }
  return -1;
}

static void
new_window_cb (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  PpApplication *self = PP_APPLICATION (user_data);

  gtk_window_present (GTK_WINDOW (pp_window_new (self)));
  offer_recovery (self);
}

static void
new_cb (GSimpleAction *action,
        GVariant      *parameter,
        gpointer       user_data)
{
  PpApplication *self = PP_APPLICATION (user_data);
  g_autoptr (PpDocument) document = pp_document_new (_("Untitled Model"), _("Main Diagram"));

  pp_application_open_document (self, document, gtk_application_get_active_window (GTK_APPLICATION (self)));
}

static void
open_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  GtkApplication *application = GTK_APPLICATION (user_data);
  GtkWindow *window = gtk_application_get_active_window (application);

  if (!PP_IS_WINDOW (window))
    {
      window = GTK_WINDOW (pp_window_new (PP_APPLICATION (application)));
      gtk_window_present (window);
    }
  gtk_widget_activate_action (GTK_WIDGET (window), "win.open", NULL);
}

static void
open_uri_cb (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  PpApplication *self = PP_APPLICATION (user_data);
  g_autoptr (GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));

  pp_application_open_file (self, file, gtk_application_get_active_window (GTK_APPLICATION (self)));
}

static void
open_example_cb (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  PpApplication *self = PP_APPLICATION (user_data);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));
  const char *name = g_variant_get_string (parameter, NULL);
  g_autofree char *path = g_strconcat (RESOURCE_PATH "/examples/", name, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  g_autoptr (PpDocument) document = bytes != NULL ? pp_document_new_from_bytes (bytes, name, &error) : NULL;

  if (document != NULL)
    pp_application_open_document (self, document, window);
  else
    pp_dialog_show_error (window, _("The Example Cannot Be Opened"), error);
}

static void
quit_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  pp_window_close_all (GTK_APPLICATION (user_data));
}

static void
preferences_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (user_data));

  gtk_window_present (GTK_WINDOW (pp_preferences_new (window)));
}

static void
about_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  pp_dialog_show_about (gtk_application_get_active_window (GTK_APPLICATION (user_data)));
}

static void
shortcuts_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  GtkWindow *window = pp_shortcuts_window_new ();

  gtk_window_set_transient_for (window, gtk_application_get_active_window (GTK_APPLICATION (user_data)));
  gtk_window_present (window);
}

static void
help_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (user_data));

  if (window != NULL)
    pp_help_show (window);
}

static const GActionEntry actions[] = {
  { .name = "new", .activate = new_cb },
  { .name = "new-window", .activate = new_window_cb },
  { .name = "open", .activate = open_cb },
  { .name = "open-uri", .activate = open_uri_cb, .parameter_type = "s" },
  { .name = "open-example", .activate = open_example_cb, .parameter_type = "s" },
  { .name = "quit", .activate = quit_cb },
  { .name = "preferences", .activate = preferences_cb },
  { .name = "about", .activate = about_cb },
  { .name = "shortcuts", .activate = shortcuts_cb },
  { .name = "help", .activate = help_cb },
};

static void
pp_application_dispose (GObject *object)
{
  PpApplication *self = PP_APPLICATION (object);

  g_clear_object (&self->first_file);
  G_OBJECT_CLASS (pp_application_parent_class)->dispose (object);
}

static void
pp_application_class_init (PpApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->activate = pp_application_activate;
  application_class->open = pp_application_open;
  application_class->startup = pp_application_startup;
  G_OBJECT_CLASS (klass)->dispose = pp_application_dispose;
  application_class->local_command_line = pp_application_local_command_line;
  application_class->handle_local_options = pp_application_handle_local_options;
}

static void
pp_application_init (PpApplication *self)
{
  g_application_add_main_option (G_APPLICATION (self), "version", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE,
                                 _("Print the version and exit"), NULL);
  g_application_add_main_option (G_APPLICATION (self), "new-window", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE,
                                 _("Open a new window"), NULL);
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
}

GApplication *
pp_application_new (void)
{
  return g_object_new (PP_TYPE_APPLICATION,
                       "application-id", APPLICATION_ID,
                       "flags", G_APPLICATION_HANDLES_OPEN,
                       NULL);
}
