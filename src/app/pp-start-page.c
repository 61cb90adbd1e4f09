/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-start-page.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "pp-example-card.h"
#include "pp-folder-name.h"
#include "pp-kinds.h"
#include "pp-odds.h"
#include "pp-recent.h"

struct _PpStartPage {
  GtkWidget             parent_instance;

  /* Template widgets */
  GtkWidget            *scroller;
  GtkFlowBox           *examples;
  AdwPreferencesGroup  *recent_group;
  GtkListBox           *recent_list;
  GtkLabel             *problems;

  /* Owned */
  GCancellable         *looking;    /* for files that are gone */

  /* State */
  gboolean              has_examples;
};

G_DEFINE_FINAL_TYPE (PpStartPage, pp_start_page, GTK_TYPE_WIDGET)

static const char file_key[] = "pp-file";

static void
mark_missing (GtkWidget *row)
{
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
  g_autofree char *folder = pp_folder_dup_name (g_object_get_data (G_OBJECT (row), file_key));
  g_autofree char *text = folder != NULL ? g_strdup_printf (_("No longer in %s"), folder)
                                         : g_strdup (_("No longer found"));
  g_autofree char *subtitle = g_markup_escape_text (text, -1);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  gtk_widget_add_css_class (row, "pp-missing");
}

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GtkWidget) row = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info_finish (G_FILE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND) && gtk_widget_get_parent (row) != NULL)
    mark_missing (row);
}

static void
forget_cb (GtkButton *button)
{
  GFile *file = g_object_get_data (G_OBJECT (button), file_key);
  g_autoptr (GFile) kept = g_object_ref (file);

  pp_recent_remove (pp_recent_get_default (), kept);
}

static GtkWidget *
make_forget_button (GFile *file)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("list-remove-symbolic");

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _("Remove from the List"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Remove from the list"), -1);
  g_object_set_data_full (G_OBJECT (button), file_key, g_object_ref (file), g_object_unref);
  g_signal_connect (button, "clicked", G_CALLBACK (forget_cb), NULL);
  return button;
}

static GtkWidget *
make_recent_row (gpointer item,
                 gpointer user_data)
{
  PpStartPage *self = PP_START_PAGE (user_data);
  PpRecentFile *recent = PP_RECENT_FILE (item);
  GFile *file = pp_recent_file_get_file (recent);
  const char *title = pp_recent_file_get_title (recent);
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *uri = g_file_get_uri (file);
  g_autofree char *folder = pp_folder_dup_name (file);
  g_autofree char *subtitle = NULL, *escaped = NULL;

  if (*title == '\0' || g_str_equal (title, pp_recent_file_get_name (recent)))
    subtitle = g_strdup (folder != NULL ? folder : "");
  else
    subtitle = folder != NULL ? g_strdup_printf ("%s · %s", title, folder) : g_strdup (title);
  escaped = g_markup_escape_text (subtitle, -1);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), pp_recent_file_get_name (recent));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_forget_button (file));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "app.open-uri");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", uri);
  g_object_set_data_full (G_OBJECT (row), file_key, g_object_ref (file), g_object_unref);
  g_file_query_info_async (file, G_FILE_ATTRIBUTE_STANDARD_TYPE, G_FILE_QUERY_INFO_NONE, G_PRIORITY_LOW,
                           self->looking, looked_cb, g_object_ref_sink (g_object_ref (row)));
  return row;
}

static void
update_recent (PpStartPage *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->recent_group),
                          g_list_model_get_n_items (G_LIST_MODEL (pp_recent_get_default ())) > 0);
}

static void
add_examples (PpStartPage *self)
{
  g_auto (GStrv) names = g_resources_enumerate_children (RESOURCE_PATH "/examples", 0, NULL);

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    gtk_flow_box_append (self->examples, pp_example_card_new (names[i]));
}

/* A window with a document need not read and draw examples. */
static void
pp_start_page_map (GtkWidget *widget)
{
  PpStartPage *self = PP_START_PAGE (widget);

  if (!self->has_examples)
    {
      self->has_examples = TRUE;
      gtk_list_box_bind_model (self->recent_list, G_LIST_MODEL (pp_recent_get_default ()), make_recent_row, self, NULL);
      g_signal_connect_object (pp_recent_get_default (), "items-changed", G_CALLBACK (update_recent), self,
                               G_CONNECT_SWAPPED);
      update_recent (self);
      add_examples (self);
    }
  GTK_WIDGET_CLASS (pp_start_page_parent_class)->map (widget);
}

static void
example_activated_cb (PpStartPage     *self,
                      GtkFlowBoxChild *child)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "app.open-example", "s",
                              pp_example_card_get_name (PP_EXAMPLE_CARD (child)));
}

static void
pp_start_page_dispose (GObject *object)
{
  PpStartPage *self = PP_START_PAGE (object);

  if (self->looking != NULL)
    g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  if (self->recent_list != NULL)
    gtk_list_box_bind_model (self->recent_list, NULL, NULL, NULL, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), PP_TYPE_START_PAGE);
  G_OBJECT_CLASS (pp_start_page_parent_class)->dispose (object);
}

static void
pp_start_page_class_init (PpStartPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pp_start_page_dispose;
  widget_class->map = pp_start_page_map;
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/ui/pp-start-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PpStartPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, PpStartPage, examples);
  gtk_widget_class_bind_template_child (widget_class, PpStartPage, recent_group);
  gtk_widget_class_bind_template_child (widget_class, PpStartPage, recent_list);
  gtk_widget_class_bind_template_child (widget_class, PpStartPage, problems);
  gtk_widget_class_bind_template_callback (widget_class, example_activated_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

/* The user's own files that do not count: nobody would look for that in a journal. */
static void
show_problems (PpStartPage *self)
{
  const char * const *kinds = pp_kinds_get_problems (pp_kinds_get_default ());
  const char *odds = pp_odds_get_problem ();
  g_autoptr (GString) text = g_string_new (_("These files of yours have a fault and do not count:"));

  for (guint i = 0; kinds != NULL && kinds[i] != NULL; i++)
    g_string_append_printf (text, "\n%s", kinds[i]);
  if (odds != NULL)
    g_string_append_printf (text, "\n%s", odds);
  gtk_label_set_text (self->problems, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->problems), odds != NULL || (kinds != NULL && kinds[0] != NULL));
}

static void
pp_start_page_init (PpStartPage *self)
{
  self->looking = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  show_problems (self);
}

GtkWidget *
pp_start_page_new (void)
{
  return g_object_new (PP_TYPE_START_PAGE, NULL);
}
