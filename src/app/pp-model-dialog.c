/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-model-dialog.h"

#include <glib/gi18n.h>

#include "pp-help.h"
#include "pp-inspector-tags-row.h"
#include "pp-inspector-text-row.h"
#include "pp-json.h"
#include "pp-lowering.h"
#include "pp-marking-change.h"
#include "pp-marking-chooser.h"
#include "pp-reveal.h"
#include "pp-text-scale.h"

struct _PpModelDialog {
  AdwWindow            parent_instance;

  /* Template widgets */
  GtkEditable         *title_row;
  GtkEditable         *owner_row;
  GtkEditable         *reviewer_row;
  PpInspectorTagsRow  *contributors_row;
  PpInspectorTextRow  *description_row;
  PpMarkingChooser    *marking_group;
  AdwPreferencesGroup *lowering_group;

  /* Owned */
  PpHistory           *history;
};

G_DEFINE_FINAL_TYPE (PpModelDialog, pp_model_dialog, ADW_TYPE_WINDOW)

static PpModel *
get_model (PpModelDialog *self)
{
  return pp_history_get_model (self->history);
}

static PpMarking *
get_marking (PpInfo *info)
{
  JsonNode *node = pp_info_get_marking (info);
  PpMarking *marking = node != NULL ? pp_marking_new_from_json (node, NULL) : NULL;

  return marking != NULL ? marking : pp_marking_new ();
}

/* What was lowered, the newest first. */
static void
show_lowerings (PpModelDialog *self)
{
  g_autoptr (GPtrArray) lowerings = pp_lowering_list (get_model (self));

  gtk_widget_set_visible (GTK_WIDGET (self->lowering_group), lowerings->len > 0);
  for (guint i = 0; i < lowerings->len; i++)
    {
      const PpLowering *lowering = g_ptr_array_index (lowerings, i);
      GtkWidget *row = adw_action_row_new ();
      g_autofree char *title = NULL;
      g_autofree char *subtitle = NULL;

      /* Translators: what was marked, its marking before and its marking now. */
      title = g_strdup_printf (_("%s: %s → %s"), *lowering->name != '\0' ? lowering->name : _("Unnamed"),
                               lowering->from != NULL ? lowering->from : _("Not marked"),
                               lowering->to != NULL ? lowering->to : _("Not marked"));
      /* Translators: the reason, who gave it, and the day. */
      subtitle = g_strdup_printf (_("%s — %s, %.10s"), lowering->reason, lowering->by, lowering->at);
      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
      adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
      adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
      adw_preferences_group_add (self->lowering_group, row);
    }
}

static void
show_info (PpModelDialog *self)
{
  PpInfo *info = pp_model_get_info (get_model (self));
  g_autoptr (PpMarking) marking = NULL;

  gtk_editable_set_text (self->title_row, pp_info_get_title (info));
  gtk_editable_set_text (self->owner_row, pp_info_get_owner (info));
  gtk_editable_set_text (self->reviewer_row, pp_info_get_reviewer (info));
  pp_inspector_tags_row_set_tags (self->contributors_row, pp_info_get_contributors (info));
  pp_inspector_text_row_set_text (self->description_row, pp_info_get_description (info));
  marking = get_marking (info);
  pp_marking_chooser_set_marking (self->marking_group, marking);
  show_lowerings (self);
}

static JsonNode *
make_text (const char *text)
{
  return *text != '\0' ? json_node_init_string (json_node_alloc (), text) : NULL;
}

static JsonNode *
make_texts (const char * const *texts)
{
  JsonArray *array = json_array_new ();
  JsonNode *node = json_node_alloc ();

  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    json_array_add_string_element (array, texts[i]);
  if (json_array_get_length (array) == 0)
    {
      json_array_unref (array);
      json_node_unref (node);
      return NULL;
    }
  json_node_init_array (node, array);
  json_array_unref (array);
  return node;
}

static JsonNode *
make_marking (PpModelDialog *self)
{
  g_autoptr (PpMarking) marking = pp_marking_chooser_dup_marking (self->marking_group);

  return pp_marking_to_json (marking);
}

static void
add_change (PpModelDialog *self,
            GPtrArray     *changes,
            const char    *field,
            JsonNode      *after)
{
  PpModel *model = get_model (self);
  g_autoptr (JsonNode) value = after;
  g_autoptr (JsonNode) before = pp_record_dup_field (PP_RECORD (pp_model_get_info (model)), field);

  if (before == NULL ? value == NULL : value != NULL && pp_json_equal (before, value))
    return;
  g_ptr_array_add (changes, pp_change_new_set (PP_RECORD_MODEL, pp_model_get_id (model), field, before, value));
}

static void
applied_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  if (pp_marking_change_finish (result))
    gtk_window_close (GTK_WINDOW (source));
}

static void
apply_cb (PpModelDialog *self)
{
  g_autoptr (GPtrArray) changes = pp_change_list_new ();
  g_autofree char *description = pp_inspector_text_row_dup_text (self->description_row);

  pp_inspector_tags_row_flush (self->contributors_row);
  add_change (self, changes, "title", make_text (gtk_editable_get_text (self->title_row)));
  add_change (self, changes, "owner", make_text (gtk_editable_get_text (self->owner_row)));
  add_change (self, changes, "reviewer", make_text (gtk_editable_get_text (self->reviewer_row)));
  add_change (self, changes, "description", make_text (description));
  add_change (self, changes, "contributors",
              make_texts (pp_inspector_tags_row_get_tags (self->contributors_row)));
  add_change (self, changes, "marking", make_marking (self));
  pp_marking_change_async (GTK_WIDGET (self), self->history, N_("Properties of the model"), changes, applied_cb, NULL);
}

static void
pp_model_dialog_dispose (GObject *object)
{
  PpModelDialog *self = PP_MODEL_DIALOG (object);

  g_clear_object (&self->history);
  gtk_widget_dispose_template (GTK_WIDGET (self), PP_TYPE_MODEL_DIALOG);
  G_OBJECT_CLASS (pp_model_dialog_parent_class)->dispose (object);
}

static void
pp_model_dialog_class_init (PpModelDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pp_model_dialog_dispose;
  g_type_ensure (PP_TYPE_INSPECTOR_TAGS_ROW);
  g_type_ensure (PP_TYPE_INSPECTOR_TEXT_ROW);
  g_type_ensure (PP_TYPE_MARKING_CHOOSER);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/ui/pp-model-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PpModelDialog, title_row);
  gtk_widget_class_bind_template_child (widget_class, PpModelDialog, owner_row);
  gtk_widget_class_bind_template_child (widget_class, PpModelDialog, reviewer_row);
  gtk_widget_class_bind_template_child (widget_class, PpModelDialog, contributors_row);
  gtk_widget_class_bind_template_child (widget_class, PpModelDialog, description_row);
  gtk_widget_class_bind_template_child (widget_class, PpModelDialog, marking_group);
  gtk_widget_class_bind_template_child (widget_class, PpModelDialog, lowering_group);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
pp_model_dialog_init (PpModelDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  pp_reveal_in_turns (adw_window_get_content (ADW_WINDOW (self)));
  pp_text_scale_follow (GTK_WIDGET (self));
  pp_help_add_key (GTK_WINDOW (self));
}

GtkWidget *
pp_model_dialog_new (GtkWindow *parent,
                     PpHistory *history)
{
  PpModelDialog *self = g_object_new (PP_TYPE_MODEL_DIALOG, "transient-for", parent, NULL);

  self->history = g_object_ref (history);
  show_info (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->title_row));
  return GTK_WIDGET (self);
}
