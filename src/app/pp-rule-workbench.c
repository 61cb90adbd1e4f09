/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-rule-workbench-private.h"

#include <glib/gi18n.h>

#include "pp-help.h"
#include "pp-json.h"
#include "pp-rule-files.h"
#include "pp-rule-library.h"
#include "pp-text-scale.h"
#include "pp-turn.h"

#include <string.h>

G_DEFINE_FINAL_TYPE (PpRuleWorkbench, pp_rule_workbench, ADW_TYPE_WINDOW)

enum {
  SHOW_ELEMENTS,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char fault_tag[] = "fault";

static GtkTextBuffer *
get_buffer (PpRuleWorkbench *self)
{
  return GTK_TEXT_BUFFER (self->buffer);
}

char *
_pp_rule_workbench_dup_text (PpRuleWorkbench *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (get_buffer (self), &start, &end);
  return gtk_text_buffer_get_text (get_buffer (self), &start, &end, TRUE);
}

/* From a place in bytes to one in the buffer. */
static void
get_iter (PpRuleWorkbench *self,
          const char      *text,
          gsize            place,
          GtkTextIter     *iter)
{
  gtk_text_buffer_get_iter_at_offset (get_buffer (self), iter,
                                      g_utf8_strlen (text, MIN (place, strlen (text))));
}

static void
cursor_moved_cb (PpRuleWorkbench *self)
{
  GtkTextIter start, cursor;
  g_autofree char *before = NULL;

  if (self->loading)
    return;
  gtk_text_buffer_get_start_iter (get_buffer (self), &start);
  gtk_text_buffer_get_iter_at_mark (get_buffer (self), &cursor, gtk_text_buffer_get_insert (get_buffer (self)));
  before = gtk_text_buffer_get_text (get_buffer (self), &start, &cursor, TRUE);
  pp_rule_results_set_cursor (self->results, strlen (before));
}

static void
update_title (PpRuleWorkbench *self)
{
  gboolean modified = gtk_text_buffer_get_modified (get_buffer (self));
  gboolean own = self->shipped == NULL;
  g_autofree char *name = NULL;

  if (!own)
    name = g_strdup (_("Comes with Parapet; read only"));
  else
    name = self->path != NULL ? g_path_get_basename (self->path) : g_strdup (_("Not Saved Yet"));
  adw_window_title_set_subtitle (self->heading, name);
  gtk_widget_set_visible (self->save_button, own);
  gtk_widget_set_visible (self->copy_button, !own);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "rules.save", own && (modified || self->path == NULL));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "rules.trash", self->path != NULL);
}

static void
modified_cb (PpRuleWorkbench *self)
{
  if (self->loading)
    return;
  update_title (self);
  pp_rule_file_list_set_modified (self->files, gtk_text_buffer_get_modified (get_buffer (self)));
}

void
_pp_rule_workbench_update_file (PpRuleWorkbench *self)
{
  update_title (self);
  pp_rule_file_list_show (self->files, self->path, self->shipped);
  pp_rule_file_list_set_modified (self->files, gtk_text_buffer_get_modified (get_buffer (self)));
}

void
_pp_rule_workbench_show_text (PpRuleWorkbench *self,
                              const char      *text)
{
  GtkTextIter start;
  gsize first = 0, end;

  self->loading = TRUE;
  gtk_source_buffer_set_implicit_trailing_newline (self->buffer, FALSE);
  gtk_text_buffer_begin_irreversible_action (get_buffer (self));
  gtk_text_buffer_set_text (get_buffer (self), text, -1);
  gtk_text_buffer_end_irreversible_action (get_buffer (self));
  if (!pp_json_check (text, strlen (text), NULL, NULL)
      || !pp_json_locate (text, strlen (text), "/rules/0", &first, &end))
    first = 0;
  get_iter (self, text, first, &start);
  gtk_text_buffer_place_cursor (get_buffer (self), &start);
  gtk_text_buffer_set_modified (get_buffer (self), FALSE);
  gtk_text_view_set_editable (GTK_TEXT_VIEW (self->view), self->shipped == NULL);
  self->loading = FALSE;
  if (self->shipped != NULL)
    pp_rule_trial_set_shipped (self->trial, text);
  else
    pp_rule_trial_set_text (self->trial, text, self->path);
  cursor_moved_cb (self);
  adw_leaflet_set_visible_child (self->leaflet, self->text_side);
  _pp_rule_workbench_update_file (self);
}

static void
text_changed_cb (PpRuleWorkbench *self)
{
  g_autofree char *text = NULL;

  if (self->loading || self->shipped != NULL)
    return;
  text = _pp_rule_workbench_dup_text (self);
  pp_rule_trial_set_text (self->trial, text, self->path);
  cursor_moved_cb (self);
}

static void
mark_fault (PpRuleWorkbench *self)
{
  const PpRuleFault *fault = pp_rule_trial_get_fault (self->trial);
  g_autofree char *text = _pp_rule_workbench_dup_text (self);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (get_buffer (self), &start, &end);
  gtk_text_buffer_remove_tag_by_name (get_buffer (self), fault_tag, &start, &end);
  if (fault == NULL)
    return;
  get_iter (self, text, fault->start, &start);
  get_iter (self, text, fault->end, &end);
  gtk_text_buffer_apply_tag_by_name (get_buffer (self), fault_tag, &start, &end);
}

static void
go_to_cb (PpRuleWorkbench *self,
          guint64          place)
{
  g_autofree char *text = _pp_rule_workbench_dup_text (self);
  GtkTextIter iter;

  get_iter (self, text, place, &iter);
  gtk_text_buffer_place_cursor (get_buffer (self), &iter);
  gtk_text_view_scroll_to_iter (GTK_TEXT_VIEW (self->view), &iter, 0.1, FALSE, 0, 0);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static gboolean
show_next_cb (gpointer user_data)
{
  PpRuleWorkbench *self = user_data;

  if (!gtk_widget_get_visible (GTK_WIDGET (self->view)))
    {
      gtk_widget_set_visible (GTK_WIDGET (self->view), TRUE);
      return G_SOURCE_CONTINUE;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->results), TRUE);
  self->coming = 0;
  return G_SOURCE_REMOVE;
}

/* To lay out a window, a text, and what it finds for the first time take a frame each. */
static void
text_mapped_cb (PpRuleWorkbench *self)
{
  if (!gtk_widget_get_visible (GTK_WIDGET (self->results)) && self->coming == 0)
    self->coming = pp_turn_add_after (GTK_WIDGET (self), show_next_cb, self);
}

static void
show_elements_cb (PpRuleWorkbench *self,
                  const char * const *ids)
{
  g_signal_emit (self, signals[SHOW_ELEMENTS], 0, ids);
}

static void
fold_cb (PpRuleWorkbench *self)
{
  gtk_widget_set_visible (self->back_button, adw_leaflet_get_folded (self->leaflet)
                                             && adw_leaflet_get_visible_child (self->leaflet) == self->text_side);
}

static void
back_cb (PpRuleWorkbench *self)
{
  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->files));
}

static void
file_activated_cb (PpRuleWorkbench *self,
                   const char      *path,
                   const char      *shipped)
{
  if (g_strcmp0 (path, self->path) != 0 || g_strcmp0 (shipped, self->shipped) != 0)
    pp_rule_workbench_open (self, path, shipped);
  else
    adw_leaflet_set_visible_child (self->leaflet, self->text_side);
}

static gboolean
pp_rule_workbench_close_request (GtkWindow *window)
{
  return _pp_rule_workbench_asks_before_closing (PP_RULE_WORKBENCH (window))
         || GTK_WINDOW_CLASS (pp_rule_workbench_parent_class)->close_request (window);
}

static GtkSourceStyleScheme *
find_scheme (gboolean dark)
{
  return gtk_source_style_scheme_manager_get_scheme (gtk_source_style_scheme_manager_get_default (),
                                                     dark ? "Adwaita-dark" : "Adwaita");
}

static void
update_colors (PpRuleWorkbench *self)
{
  gtk_source_buffer_set_style_scheme (self->buffer,
                                      find_scheme (adw_style_manager_get_dark (adw_style_manager_get_default ())));
}

/* The names that conditions may use are offered while one types. */
static void
add_completion (PpRuleWorkbench *self)
{
  g_autoptr (GtkTextBuffer) names = gtk_text_buffer_new (NULL);
  g_autoptr (GtkSourceCompletionWords) words = gtk_source_completion_words_new (NULL);
  g_auto (GStrv) list = pp_rule_set_list_names (pp_rule_library_get_rules (pp_rule_library_get_default ()));
  g_autofree char *text = g_strjoinv (" ", list);

  gtk_text_buffer_set_text (names, text, -1);
  gtk_source_completion_words_register (words, names);
  g_object_set_data_full (G_OBJECT (self), "pp-names", g_steal_pointer (&names), g_object_unref);
  gtk_source_completion_add_provider (gtk_source_view_get_completion (self->view),
                                      GTK_SOURCE_COMPLETION_PROVIDER (words));
}

static void
pp_rule_workbench_dispose (GObject *object)
{
  PpRuleWorkbench *self = PP_RULE_WORKBENCH (object);

  self->loading = TRUE;
  g_clear_handle_id (&self->coming, pp_turn_remove);
  g_clear_pointer (&self->coloring, pp_rule_coloring_free);
  if (self->trial != NULL)
    g_signal_handlers_disconnect_by_func (self->trial, mark_fault, self);
  g_clear_pointer (&self->trial, pp_turn_unref);
  g_clear_object (&self->document);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->shipped, g_free);
  g_clear_pointer (&self->next_path, g_free);
  g_clear_pointer (&self->next_shipped, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), PP_TYPE_RULE_WORKBENCH);
  G_OBJECT_CLASS (pp_rule_workbench_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/ui/pp-rule-workbench.ui");
  gtk_widget_class_bind_template_child (widget_class, PpRuleWorkbench, toasts);
  gtk_widget_class_bind_template_child (widget_class, PpRuleWorkbench, heading);
  gtk_widget_class_bind_template_child (widget_class, PpRuleWorkbench, marking_banner);
  gtk_widget_class_bind_template_child (widget_class, PpRuleWorkbench, back_button);
  gtk_widget_class_bind_template_child (widget_class, PpRuleWorkbench, copy_button);
  gtk_widget_class_bind_template_child (widget_class, PpRuleWorkbench, save_button);
  gtk_widget_class_bind_template_child (widget_class, PpRuleWorkbench, leaflet);
  gtk_widget_class_bind_template_child (widget_class, PpRuleWorkbench, files);
  gtk_widget_class_bind_template_child (widget_class, PpRuleWorkbench, text_side);
  gtk_widget_class_bind_template_child (widget_class, PpRuleWorkbench, view);
  gtk_widget_class_bind_template_child (widget_class, PpRuleWorkbench, buffer);
  gtk_widget_class_bind_template_child (widget_class, PpRuleWorkbench, results);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, fold_cb);
  gtk_widget_class_bind_template_callback (widget_class, file_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_elements_cb);
  gtk_widget_class_bind_template_callback (widget_class, go_to_cb);
  gtk_widget_class_bind_template_callback (widget_class, text_mapped_cb);
  gtk_widget_class_bind_template_callback (widget_class, text_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, modified_cb);
  gtk_widget_class_bind_template_callback (widget_class, cursor_moved_cb);
}

static void
pp_rule_workbench_class_init (PpRuleWorkbenchClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pp_rule_workbench_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = pp_rule_workbench_close_request;
  signals[SHOW_ELEMENTS] = g_signal_new ("show-elements", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRV);
  g_type_ensure (PP_TYPE_MARKING_BANNER);
  g_type_ensure (PP_TYPE_RULE_FILE_LIST);
  g_type_ensure (PP_TYPE_RULE_RESULTS);
  g_type_ensure (GTK_SOURCE_TYPE_VIEW);
  g_type_ensure (GTK_SOURCE_TYPE_BUFFER);
  bind_template (widget_class);
  _pp_rule_workbench_install_actions (widget_class);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "rules.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_CONTROL_MASK, "rules.new", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close", NULL);
}

static void
pp_rule_workbench_init (PpRuleWorkbench *self)
{
  self->loading = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  pp_text_scale_follow (GTK_WIDGET (self));
  pp_help_add_key (GTK_WINDOW (self));
  gtk_text_buffer_create_tag (get_buffer (self), fault_tag, "underline", PANGO_UNDERLINE_ERROR, NULL);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (update_colors), self,
                           G_CONNECT_SWAPPED);
  update_colors (self);
  self->coloring = pp_rule_coloring_new (self->buffer);
  add_completion (self);
}

/**
 * pp_rule_workbench_prepare:
 *
 * Reads the colours of texts from their files, which the first workbench would do otherwise, and takes a part of a
 * frame.
 */
void
pp_rule_workbench_prepare (void)
{
  find_scheme (FALSE);
}

GtkWidget *
pp_rule_workbench_new (GtkWindow  *parent,
                       PpDocument *document)
{
  PpRuleWorkbench *self = g_object_new (PP_TYPE_RULE_WORKBENCH, "transient-for", parent, NULL);
  PpModel *model = pp_document_get_model (document);

  self->document = g_object_ref (document);
  pp_marking_banner_set_model (self->marking_banner, model);
  self->trial = pp_rule_trial_new (model, pp_kinds_get_default ());
  pp_rule_results_set_trial (self->results, self->trial, model);
  g_signal_connect_swapped (self->trial, "changed", G_CALLBACK (mark_fault), self);
  pp_rule_file_list_set_history (self->files, pp_document_get_history (document));
  _pp_rule_workbench_open_now (self, NULL, pp_rule_files_list_shipped ()[1]);
  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->files));
  return GTK_WIDGET (self);
}

GtkTextBuffer *
pp_rule_workbench_get_buffer (PpRuleWorkbench *self)
{
  g_return_val_if_fail (PP_IS_RULE_WORKBENCH (self), NULL);
  return get_buffer (self);
}

PpRuleResults *
pp_rule_workbench_get_results (PpRuleWorkbench *self)
{
  g_return_val_if_fail (PP_IS_RULE_WORKBENCH (self), NULL);
  return self->results;
}

PpRuleTrial *
pp_rule_workbench_get_trial (PpRuleWorkbench *self)
{
  g_return_val_if_fail (PP_IS_RULE_WORKBENCH (self), NULL);
  return self->trial;
}

const char *
pp_rule_workbench_get_path (PpRuleWorkbench *self)
{
  g_return_val_if_fail (PP_IS_RULE_WORKBENCH (self), NULL);
  return self->path;
}
