/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-window-private.h"

#include <glib/gi18n.h>

#include "pp-folder-name.h"
#include "pp-later.h"
#include "pp-recent.h"
#include "pp-settings.h"
#include "pp-shortcuts.h"
#include "pp-text-scale.h"
#include "pp-toast.h"

/* Below these widths the header bar leaves out what the menu has as well. */
#define NARROW_WIDTH_PX 700
#define TINY_WIDTH_PX 560

G_DEFINE_FINAL_TYPE (PpWindow, pp_window, ADW_TYPE_APPLICATION_WINDOW)

enum {
  PROP_0,
  PROP_SHOW_PALETTE,
  PROP_SHOW_INSPECTOR,
  PROP_SHOW_THREATS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static char *
make_subtitle (PpDocument *document)
{
  GFile *file = pp_document_get_file (document);
  const char *format = pp_document_get_format (document)->name;
  g_autofree char *folder = file != NULL ? pp_folder_dup_name (file) : NULL;

  if (file == NULL)
    return g_strdup (_("Not saved yet"));
  return folder != NULL ? g_strdup_printf ("%s · %s", folder, format) : g_strdup (format);
}

static void
update_title (PpWindow *self)
{
  g_autofree char *name = NULL, *shown = NULL, *subtitle = NULL, *window_title = NULL;

  if (self->document == NULL)
    {
      adw_window_title_set_title (self->title, _("Parapet"));
      adw_window_title_set_subtitle (self->title, "");
      gtk_window_set_title (GTK_WINDOW (self), _("Parapet"));
      return;
    }
  name = pp_document_dup_file_name (self->document);
  if (name == NULL)
    name = pp_document_dup_title (self->document);
  shown = pp_document_is_modified (self->document) ? g_strdup_printf ("• %s", name) : g_strdup (name);
  subtitle = make_subtitle (self->document);
  /* Translators: the title of a window: the name of the file, and of the program. */
  window_title = g_strdup_printf (_("%s — Parapet"), shown);
  adw_window_title_set_title (self->title, shown);
  adw_window_title_set_subtitle (self->title, subtitle);
  gtk_window_set_title (GTK_WINDOW (self), window_title);
}

static void
update_page (PpWindow *self)
{
  gboolean has_document = self->document != NULL;

  gtk_widget_set_visible (self->palette_button, has_document);
  gtk_widget_set_visible (self->save_button, has_document && !self->tiny);
  gtk_widget_set_visible (GTK_WIDGET (self->open_button), !self->tiny);
  gtk_widget_set_visible (self->inspector_button, has_document);
  gtk_widget_set_visible (self->threats_button, has_document);
  gtk_widget_set_visible (GTK_WIDGET (self->find_button), has_document);
  gtk_widget_set_visible (self->undo_box, has_document && !self->narrow);
  gtk_widget_set_visible (self->new_button, !self->narrow);
  if (self->loading == NULL && self->loading_file == NULL)
    gtk_stack_set_visible_child_name (self->stack, has_document ? "document" : "start");
}

static void
model_changed_cb (PpWindow *self)
{
  _pp_window_update_actions (self);
}

static guint
count_removed (GPtrArray *changes)
{
  guint n_removed = 0;

  for (guint i = 0; i < changes->len; i++)
    {
      PpChange *change = g_ptr_array_index (changes, i);

      n_removed += change->operation == PP_CHANGE_REMOVE
                   && (change->type == PP_RECORD_NODE || change->type == PP_RECORD_EDGE);
    }
  return n_removed;
}

static void
committed_cb (PpWindow   *self,
              const char *label,
              GPtrArray  *changes)
{
  guint n_removed = count_removed (changes);
  g_autofree char *text = NULL;

  _pp_window_update_actions (self);
  _pp_window_schedule_autosave (self);
  if (self->replaying || n_removed == 0)
    return;
  text = g_strdup_printf (ngettext ("%u element deleted", "%u elements deleted", n_removed), n_removed);
  _pp_window_add_toast (self, text, TRUE);
}

static void
document_changed_cb (PpWindow *self)
{
  update_title (self);
  _pp_window_update_actions (self);
}

/* Told once, and until it is dismissed: who goes on without saving should know. */
static void
journal_error_cb (PpWindow *self)
{
  AdwToast *toast;

  if (pp_document_get_journal_error (self->document) == NULL)
    return;
  toast = pp_toast_new (_("A crash would lose what is not saved"), _("_Details"), "win.show-journal-error");
  adw_toast_set_timeout (toast, 0);
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  adw_toast_overlay_add_toast (self->toast_overlay, toast);
}

static void
connect_document (PpWindow *self)
{
  g_signal_connect_object (self->document, "notify::journal-error", G_CALLBACK (journal_error_cb), self,
                           G_CONNECT_SWAPPED);
  journal_error_cb (self);
  g_signal_connect_object (self->document, "notify", G_CALLBACK (document_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (pp_document_get_model (self->document), "changed",
                           G_CALLBACK (model_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (pp_document_get_history (self->document), "committed",
                           G_CALLBACK (committed_cb), self, G_CONNECT_SWAPPED);
}

static void
disconnect_document (PpWindow *self)
{
  g_signal_handlers_disconnect_by_func (self->document, document_changed_cb, self);
  g_signal_handlers_disconnect_by_func (self->document, journal_error_cb, self);
  g_signal_handlers_disconnect_by_func (pp_document_get_model (self->document), model_changed_cb, self);
  g_signal_handlers_disconnect_by_func (pp_document_get_history (self->document), committed_cb, self);
}

static void
message_cb (PpWindow   *self,
            const char *text,
            gboolean    can_undo)
{
  _pp_window_add_toast (self, text, can_undo);
}

static void
found_cb (PpWindow   *self,
          const char *id,
          gboolean    is_threat)
{
  pp_editor_focus_canvas (self->editor);
  if (is_threat)
    pp_editor_reveal_threat (self->editor, id);
  else
    pp_editor_reveal (self->editor, id);
}

static void
update_actions_cb (PpWindow *self)
{
  _pp_window_update_actions (self);
}

static void
open_threats_cb (PpWindow *self)
{
  g_autofree char *count = NULL, *spoken = NULL;
  guint n_open;

  g_object_get (self->editor, "open-threats", &n_open, NULL);
  count = g_strdup_printf ("%u", n_open);
  spoken = g_strdup_printf (ngettext ("%u open threat", "%u open threats", n_open), n_open);
  adw_button_content_set_label (self->threats_content, n_open > 0 ? count : "");
  gtk_widget_set_tooltip_text (self->threats_button, spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->threats_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
}

static void
update_recent_menu (PpWindow   *self)
{
  GListModel *recent = G_LIST_MODEL (pp_recent_get_default ());

  g_menu_remove_all (self->recent_menu);
  for (guint i = 0; i < g_list_model_get_n_items (recent); i++)
    {
      g_autoptr (PpRecentFile) file = g_list_model_get_item (recent, i);
      g_autofree char *uri = g_file_get_uri (pp_recent_file_get_file (file));
      g_auto (GStrv) parts = g_strsplit (pp_recent_file_get_name (file), "_", -1);
      g_autofree char *label = g_strjoinv ("__", parts);
      g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

      g_menu_item_set_action_and_target (item, "app.open-uri", "s", uri);
      g_menu_append_item (self->recent_menu, item);
    }
}

/* A menu takes a tenth of a millisecond an item, so it is made when it is first opened. */
static void
make_menu_cb (GtkMenuButton *button,
              gpointer       user_data)
{
  PpWindow *self = PP_WINDOW (user_data);

  if (gtk_menu_button_get_menu_model (button) == NULL)
    gtk_menu_button_set_menu_model (button, self->primary_menu);
}

static gboolean
apply_narrow_cb (gpointer user_data)
{
  PpWindow *self = PP_WINDOW (user_data);

  update_page (self);
  return G_SOURCE_REMOVE;
}

static void
pp_window_size_allocate (GtkWidget *widget,
                         int        width,
                         int        height,
                         int        baseline)
{
  PpWindow *self = PP_WINDOW (widget);
  double scale = pp_text_scale_get (widget);
  gboolean narrow = width < NARROW_WIDTH_PX * scale;
  gboolean tiny = width < TINY_WIDTH_PX * scale;

  GTK_WIDGET_CLASS (pp_window_parent_class)->size_allocate (widget, width, height, baseline);
  if (narrow != self->narrow || tiny != self->tiny)
    {
      self->narrow = narrow;
      self->tiny = tiny;
      g_idle_add_full (G_PRIORITY_HIGH_IDLE, apply_narrow_cb, g_object_ref (self), g_object_unref);
    }
}

static void
confirmed_close_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  PpWindow *self = PP_WINDOW (source);

  if (_pp_window_confirm_close_finish (self, result))
    _pp_window_close_now (self);
}

static gboolean
pp_window_close_request (GtkWindow *window)
{
  _pp_window_confirm_close_async (PP_WINDOW (window), confirmed_close_cb, NULL);
  return TRUE;
}

static void
remember_geometry (PpWindow *self)
{
  GSettings *settings = pp_settings_get_default ();
  int width, height;

  pp_editor_remember_widths (self->editor);
  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_settings_set_boolean (settings, "window-maximized", gtk_window_is_maximized (GTK_WINDOW (self)));
  if (width > 0 && height > 0)
    {
      g_settings_set_int (settings, "window-width", width);
      g_settings_set_int (settings, "window-height", height);
    }
}

static void
pp_window_get_property (GObject    *object,
                        guint       prop_id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  PpWindow *self = PP_WINDOW (object);

  switch (prop_id)
    {
    case PROP_SHOW_PALETTE:
    case PROP_SHOW_INSPECTOR:
    case PROP_SHOW_THREATS:
      /* The header bar asks while the template is being built. */
      if (self->editor != NULL)
        g_object_get_property (G_OBJECT (self->editor), pspec->name, value);
      else
        g_value_set_boolean (value, TRUE);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pp_window_set_property (GObject      *object,
                        guint         prop_id,
                        const GValue *value,
                        GParamSpec   *pspec)
{
  PpWindow *self = PP_WINDOW (object);

  switch (prop_id)
    {
    case PROP_SHOW_PALETTE:
    case PROP_SHOW_INSPECTOR:
    case PROP_SHOW_THREATS:
      g_object_set_property (G_OBJECT (self->editor), pspec->name, value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
panel_changed_cb (PpWindow   *self,
                  GParamSpec *pspec)
{
  g_object_notify (G_OBJECT (self), pspec->name);
}

static void
pp_window_dispose (GObject *object)
{
  PpWindow *self = PP_WINDOW (object);

  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  g_clear_handle_id (&self->loading_timeout, g_source_remove);
  g_clear_handle_id (&self->autosave_timeout, g_source_remove);
  if (self->document != NULL)
    disconnect_document (self);
  _pp_window_close_views (self);
  g_clear_object (&self->document);
  g_clear_object (&self->loading);
  g_clear_object (&self->loading_file);
  g_clear_object (&self->recent_menu);
  gtk_widget_dispose_template (GTK_WIDGET (self), PP_TYPE_WINDOW);
  G_OBJECT_CLASS (pp_window_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/ui/pp-window.ui");
  gtk_widget_class_bind_template_child (widget_class, PpWindow, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, PpWindow, header);
  gtk_widget_class_bind_template_child (widget_class, PpWindow, title);
  gtk_widget_class_bind_template_child (widget_class, PpWindow, palette_button);
  gtk_widget_class_bind_template_child (widget_class, PpWindow, new_button);
  gtk_widget_class_bind_template_child (widget_class, PpWindow, open_button);
  gtk_widget_class_bind_template_child (widget_class, PpWindow, save_button);
  gtk_widget_class_bind_template_child (widget_class, PpWindow, undo_box);
  gtk_widget_class_bind_template_child (widget_class, PpWindow, undo_button);
  gtk_widget_class_bind_template_child (widget_class, PpWindow, redo_button);
  gtk_widget_class_bind_template_child (widget_class, PpWindow, primary_menu);
  gtk_widget_class_bind_template_child (widget_class, PpWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, PpWindow, inspector_button);
  gtk_widget_class_bind_template_child (widget_class, PpWindow, threats_button);
  gtk_widget_class_bind_template_child (widget_class, PpWindow, threats_content);
  gtk_widget_class_bind_template_child (widget_class, PpWindow, find_button);
  gtk_widget_class_bind_template_child (widget_class, PpWindow, finder);
  gtk_widget_class_bind_template_child (widget_class, PpWindow, marking_banner);
  gtk_widget_class_bind_template_child (widget_class, PpWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, PpWindow, loading_label);
  gtk_widget_class_bind_template_child (widget_class, PpWindow, loading_bar);
  gtk_widget_class_bind_template_child (widget_class, PpWindow, problem_page);
  gtk_widget_class_bind_template_child (widget_class, PpWindow, editor);
  gtk_widget_class_bind_template_callback (widget_class, message_cb);
  gtk_widget_class_bind_template_callback (widget_class, found_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_actions_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_threats_cb);
}

static void
pp_window_class_init (PpWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = pp_window_get_property;
  object_class->set_property = pp_window_set_property;
  object_class->dispose = pp_window_dispose;
  widget_class->size_allocate = pp_window_size_allocate;
  GTK_WINDOW_CLASS (klass)->close_request = pp_window_close_request;
  properties[PROP_SHOW_PALETTE] =
    g_param_spec_boolean ("show-palette", NULL, NULL, TRUE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_SHOW_INSPECTOR] =
    g_param_spec_boolean ("show-inspector", NULL, NULL, TRUE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_SHOW_THREATS] =
    g_param_spec_boolean ("show-threats", NULL, NULL, TRUE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  g_type_ensure (PP_TYPE_EDITOR);
  g_type_ensure (PP_TYPE_FINDER);
  g_type_ensure (PP_TYPE_LATER);
  g_type_ensure (PP_TYPE_MARKING_BANNER);
  g_type_ensure (PP_TYPE_START_PAGE);
  bind_template (widget_class);
  _pp_window_class_install_actions (widget_class);
}

/* As it was last; before there was any, as the template and the size of the text have it. */
static void
restore_size (PpWindow *self)
{
  GSettings *settings = pp_settings_get_default ();
  g_autoptr (GVariant) width = g_settings_get_user_value (settings, "window-width");

  if (width != NULL)
    gtk_window_set_default_size (GTK_WINDOW (self), g_settings_get_int (settings, "window-width"),
                                 g_settings_get_int (settings, "window-height"));
  if (g_settings_get_boolean (settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
}

static void
pp_window_init (PpWindow *self)
{
  GSettings *settings = pp_settings_get_default ();

  self->recent_menu = g_menu_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  pp_text_scale_follow (GTK_WIDGET (self));
  pp_shortcuts_add_editing (GTK_WIDGET (self));
  _pp_window_add_drop_target (self);
  gtk_menu_button_set_create_popup_func (self->menu_button, make_menu_cb, self, NULL);
  adw_split_button_set_menu_model (self->open_button, G_MENU_MODEL (self->recent_menu));
  g_signal_connect_object (pp_recent_get_default (), "items-changed", G_CALLBACK (update_recent_menu), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_swapped (self->editor, "notify::show-palette", G_CALLBACK (panel_changed_cb), self);
  g_signal_connect_swapped (self->editor, "notify::show-inspector", G_CALLBACK (panel_changed_cb), self);
  g_signal_connect_swapped (self->editor, "notify::show-threats", G_CALLBACK (panel_changed_cb), self);
  g_settings_bind (settings, "threats-visible", self, "show-threats", G_SETTINGS_BIND_GET_NO_CHANGES);
  restore_size (self);
  update_recent_menu (self);
  update_title (self);
  update_page (self);
  _pp_window_update_actions (self);
}

GtkWidget *
pp_window_new (PpApplication *application)
{
  return g_object_new (PP_TYPE_WINDOW, "application", application, NULL);
}

PpDocument *
pp_window_get_document (PpWindow *self)
{
  g_return_val_if_fail (PP_IS_WINDOW (self), NULL);
  return self->document;
}

/**
 * pp_window_set_document:
 * @self: a window
 * @document: what it shows from now on
 */
void
pp_window_set_document (PpWindow   *self,
                        PpDocument *document)
{
  g_return_if_fail (PP_IS_WINDOW (self));
  if (self->document == document)
    return;
  if (self->document != NULL)
    {
      disconnect_document (self);
      _pp_window_close_views (self);
      pp_document_discard_journal (self->document);
    }
  g_set_object (&self->document, document);
  g_clear_object (&self->loading_file);
  connect_document (self);
  pp_editor_set_document (self->editor, document);
  pp_search_popover_set_model (PP_SEARCH_POPOVER (self->finder), pp_document_get_model (document));
  update_title (self);
  pp_marking_banner_set_model (self->marking_banner, pp_document_get_model (document));
  update_page (self);
  _pp_window_update_actions (self);
  pp_editor_focus_canvas (self->editor);
}

/**
 * pp_window_has_file:
 * @self: a window
 * @file: a file
 *
 * Returns: whether the window shows @file or is about to
 */
gboolean
pp_window_has_file (PpWindow *self,
                    GFile    *file)
{
  GFile *own;

  g_return_val_if_fail (PP_IS_WINDOW (self), FALSE);
  if (self->loading != NULL && g_file_equal (self->loading_file, file))
    return TRUE;
  own = self->document != NULL ? pp_document_get_file (self->document) : NULL;
  return own != NULL && g_file_equal (own, file);
}

gboolean
pp_window_is_free (PpWindow *self)
{
  g_return_val_if_fail (PP_IS_WINDOW (self), FALSE);
  return self->loading == NULL && self->rule_workbench == NULL
         && (self->document == NULL || pp_document_is_pristine (self->document));
}

void
_pp_window_add_toast (PpWindow   *self,
                      const char *text,
                      gboolean    can_undo)
{
  adw_toast_overlay_add_toast (self->toast_overlay, can_undo ? pp_toast_new (text, _("_Undo"), "win.undo")
                                                             : pp_toast_new (text, NULL, NULL));
}

static gboolean
destroy_cb (gpointer user_data)
{
  gtk_window_destroy (GTK_WINDOW (user_data));
  return G_SOURCE_REMOVE;
}

/* Nothing that is unsaved is wanted any more, or nothing is unsaved. The window goes when the dialog
 * that asked, and that is transient for it, is gone. */
void
_pp_window_close_now (PpWindow *self)
{
  remember_geometry (self);
  if (self->document != NULL && (self->discards || !pp_document_is_modified (self->document)))
    pp_document_discard_journal (self->document);
  g_idle_add_full (G_PRIORITY_DEFAULT, destroy_cb, g_object_ref (self), g_object_unref);
}

/* Asks the windows one after the other; only when all agreed does the first one close. */
typedef struct {
  GQueue *asked;
  GQueue *pending;
} Quit;

static void
quit_free (Quit *quit)
{
  g_queue_free_full (quit->asked, g_object_unref);
  g_queue_free_full (quit->pending, g_object_unref);
  g_free (quit);
}

static void ask_next (Quit *quit);

static void
quit_confirmed_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  PpWindow *self = PP_WINDOW (source);
  Quit *quit = user_data;

  if (_pp_window_confirm_close_finish (self, result))
    {
      ask_next (quit);
      return;
    }
  for (GList *l = quit->asked->head; l != NULL; l = l->next)
    PP_WINDOW (l->data)->discards = FALSE;
  quit_free (quit);
}

static void
ask_next (Quit *quit)
{
  PpWindow *window = g_queue_pop_head (quit->pending);

  if (window != NULL)
    {
      g_queue_push_tail (quit->asked, window);
      if (window->document != NULL && pp_document_is_modified (window->document))
        gtk_window_present (GTK_WINDOW (window));
      _pp_window_confirm_close_async (window, quit_confirmed_cb, quit);
      return;
    }
  for (GList *l = quit->asked->head; l != NULL; l = l->next)
    _pp_window_close_now (PP_WINDOW (l->data));
  quit_free (quit);
}

/**
 * pp_window_close_all:
 * @application: the application
 *
 * Quits, unless somebody says no.
 */
void
pp_window_close_all (GtkApplication *application)
{
  Quit *quit = g_new0 (Quit, 1);

  quit->asked = g_queue_new ();
  quit->pending = g_queue_new ();
  for (GList *l = gtk_application_get_windows (application); l != NULL; l = l->next)
    if (PP_IS_WINDOW (l->data))
      g_queue_push_tail (quit->pending, g_object_ref (l->data));
  ask_next (quit);
}
