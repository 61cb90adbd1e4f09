/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-model-dialog.h"

#include <glib/gi18n.h>

#include "pp-help.h"
#include "pp-inspector-tags-row.h"
#include "pp-inspector-text-row.h"
#include "pp-json.h"
#include "pp-marking.h"

struct _PpModelDialog {
  AdwWindow            parent_instance;

  /* Template widgets */
  GtkEditable         *title_row;
  GtkEditable         *owner_row;
  GtkEditable         *reviewer_row;
  PpInspectorTagsRow  *contributors_row;
  PpInspectorTextRow  *description_row;
  AdwPreferencesGroup *marking_group;

  /* Owned */
  PpHistory           *history;

  /* Borrowed: children of marking_group */
  AdwComboRow         *level_rows[PP_N_MARKING_SCHEMES];
  PpInspectorTagsRow  *caveats_row;
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

static AdwComboRow *
make_level_row (PpMarkingScheme  scheme,
                const PpMarking *marking)
{
  const char * const *levels = pp_marking_scheme_list_levels (scheme);
  const char *current = pp_marking_get_level (marking, scheme);
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), pp_marking_scheme_get_name (scheme));
  gtk_string_list_append (list, _("Not marked"));
  for (guint i = 0; levels[i] != NULL; i++)
    gtk_string_list_append (list, levels[i]);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (list));
  for (guint i = 0; levels[i] != NULL; i++)
    if (g_strcmp0 (levels[i], current) == 0)
      adw_combo_row_set_selected (ADW_COMBO_ROW (row), i + 1);
  return ADW_COMBO_ROW (row);
}

static void
show_marking (PpModelDialog *self)
{
  g_autoptr (PpMarking) marking = get_marking (pp_model_get_info (get_model (self)));

  for (guint scheme = 0; scheme < PP_N_MARKING_SCHEMES; scheme++)
    {
      self->level_rows[scheme] = make_level_row (scheme, marking);
      adw_preferences_group_add (self->marking_group, GTK_WIDGET (self->level_rows[scheme]));
    }
  self->caveats_row = PP_INSPECTOR_TAGS_ROW (pp_inspector_tags_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->caveats_row), _("Caveats"));
  pp_inspector_tags_row_set_tags (self->caveats_row, (const char * const *) marking->caveats);
  adw_preferences_group_add (self->marking_group, GTK_WIDGET (self->caveats_row));
}

static void
show_info (PpModelDialog *self)
{
  PpInfo *info = pp_model_get_info (get_model (self));

  gtk_editable_set_text (self->title_row, pp_info_get_title (info));
  gtk_editable_set_text (self->owner_row, pp_info_get_owner (info));
  gtk_editable_set_text (self->reviewer_row, pp_info_get_reviewer (info));
  pp_inspector_tags_row_set_tags (self->contributors_row, pp_info_get_contributors (info));
  pp_inspector_text_row_set_text (self->description_row, pp_info_get_description (info));
  show_marking (self);
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
  g_autoptr (PpMarking) marking = get_marking (pp_model_get_info (get_model (self)));

  for (guint scheme = 0; scheme < PP_N_MARKING_SCHEMES; scheme++)
    {
      guint selected = adw_combo_row_get_selected (self->level_rows[scheme]);

      pp_marking_set_level (marking, scheme,
                            selected > 0 ? pp_marking_scheme_list_levels (scheme)[selected - 1] : NULL);
    }
  pp_inspector_tags_row_flush (self->caveats_row);
  pp_marking_set_caveats (marking, pp_inspector_tags_row_get_tags (self->caveats_row));
  return pp_marking_is_empty (marking) ? NULL : pp_marking_to_json (marking);
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
apply_cb (PpModelDialog *self)
{
  g_autoptr (GPtrArray) changes = pp_change_list_new ();
  g_autofree char *description = pp_inspector_text_row_dup_text (self->description_row);
  g_autoptr (GError) error = NULL;

  pp_inspector_tags_row_flush (self->contributors_row);
  add_change (self, changes, "title", make_text (gtk_editable_get_text (self->title_row)));
  add_change (self, changes, "owner", make_text (gtk_editable_get_text (self->owner_row)));
  add_change (self, changes, "reviewer", make_text (gtk_editable_get_text (self->reviewer_row)));
  add_change (self, changes, "description", make_text (description));
  add_change (self, changes, "contributors",
              make_texts (pp_inspector_tags_row_get_tags (self->contributors_row)));
  add_change (self, changes, "marking", make_marking (self));
  if (changes->len > 0 && !pp_history_apply (self->history, N_("Properties of the model"), changes, &error))
    g_warning ("The model's properties were not set: %s", error->message);
  gtk_window_close (GTK_WINDOW (self));
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
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/ui/pp-model-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PpModelDialog, title_row);
  gtk_widget_class_bind_template_child (widget_class, PpModelDialog, owner_row);
  gtk_widget_class_bind_template_child (widget_class, PpModelDialog, reviewer_row);
  gtk_widget_class_bind_template_child (widget_class, PpModelDialog, contributors_row);
  gtk_widget_class_bind_template_child (widget_class, PpModelDialog, description_row);
  gtk_widget_class_bind_template_child (widget_class, PpModelDialog, marking_group);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
pp_model_dialog_init (PpModelDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
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
