/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-rule-file-row.h"

#include <glib/gi18n.h>

#include "pp-error-words.h"
#include "pp-rule-files.h"
#include "pp-rule-library.h"

struct _PpRuleFileRow {
  AdwActionRow  parent_instance;

  /* Owned */
  PpHistory    *history;
  char         *path;
  char         *shipped;
  char        **packs;

  /* Borrowed: children */
  GtkWidget    *use;

  /* State */
  gboolean      showing;       /* the switch follows the model */
};

G_DEFINE_FINAL_TYPE (PpRuleFileRow, pp_rule_file_row, ADW_TYPE_ACTION_ROW)

static PpInfo *
get_info (PpRuleFileRow *self)
{
  return pp_model_get_info (pp_history_get_model (self->history));
}

static gboolean
is_used (PpRuleFileRow *self)
{
  const char * const *disabled = pp_info_get_disabled_packs (get_info (self));

  for (guint i = 0; self->packs[i] != NULL; i++)
    if (disabled == NULL || !g_strv_contains (disabled, self->packs[i]))
      return TRUE;
  return self->packs[0] == NULL;
}

static void
show_use (PpRuleFileRow *self)
{
  self->showing = TRUE;
  gtk_switch_set_active (GTK_SWITCH (self->use), is_used (self));
  self->showing = FALSE;
}

static JsonNode *
list_disabled (PpRuleFileRow *self,
               gboolean       used)
{
  const char * const *disabled = pp_info_get_disabled_packs (get_info (self));
  g_autoptr (JsonArray) array = json_array_new ();

  for (guint i = 0; disabled != NULL && disabled[i] != NULL; i++)
    if (!g_strv_contains ((const char * const *) self->packs, disabled[i]))
      json_array_add_string_element (array, disabled[i]);
  for (guint i = 0; !used && self->packs[i] != NULL; i++)
    json_array_add_string_element (array, self->packs[i]);
  return json_array_get_length (array) > 0 ? json_node_init_array (json_node_alloc (), array) : NULL;
}

static void
used_cb (PpRuleFileRow *self)
{
  gboolean used = gtk_switch_get_active (GTK_SWITCH (self->use));
  PpModel *model = pp_history_get_model (self->history);
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (JsonNode) before = NULL, after = NULL;

  if (self->showing || used == is_used (self))
    return;
  changes = pp_change_list_new ();
  before = pp_record_dup_field (PP_RECORD (get_info (self)), "disabledPacks");
  after = list_disabled (self, used);
  g_ptr_array_add (changes, pp_change_new_set (PP_RECORD_MODEL, pp_model_get_id (model), "disabledPacks",
                                               before, after));
  pp_history_apply (self->history, used ? N_("Use Rules") : N_("Leave Rules Out"), changes, NULL);
  show_use (self);
}

static char **
list_packs (PpRuleFileRow *self)
{
  g_autoptr (GBytes) bytes = NULL;
  char *text = NULL;
  gsize length;

  if (self->shipped != NULL)
    bytes = pp_rule_files_get_shipped (self->shipped);
  else if (self->path != NULL && g_file_test (self->path, G_FILE_TEST_IS_REGULAR)
           && g_file_get_contents (self->path, &text, &length, NULL))
    bytes = g_bytes_new_take (text, length);
  return bytes != NULL ? pp_rule_files_list_packs (bytes) : g_new0 (char *, 1);
}

static void
show_file (PpRuleFileRow *self)
{
  PpRuleLibrary *library = pp_rule_library_get_default ();
  const GError *problem = self->path != NULL ? pp_rule_library_get_problem (library, self->path) : NULL;
  g_autofree char *text = problem != NULL ? pp_error_dup_message (problem) : NULL;
  g_autofree char *name = NULL;

  if (self->packs == NULL)
    self->packs = list_packs (self);
  if (self->shipped != NULL)
    name = g_strdup (gettext (pp_rule_set_get_pack_label (pp_rule_library_get_rules (library), self->shipped)));
  else
    name = self->path != NULL ? g_path_get_basename (self->path) : g_strdup (_("Not Saved Yet"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), text != NULL ? text : "");
  adw_action_row_set_icon_name (ADW_ACTION_ROW (self), problem != NULL ? "dialog-error-symbolic" : NULL);
  if (problem != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
  gtk_widget_set_visible (self->use, problem == NULL && self->packs[0] != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->use), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
pp_rule_file_row_dispose (GObject *object)
{
  PpRuleFileRow *self = PP_RULE_FILE_ROW (object);

  g_clear_object (&self->history);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->shipped, g_free);
  g_clear_pointer (&self->packs, g_strfreev);
  G_OBJECT_CLASS (pp_rule_file_row_parent_class)->dispose (object);
}

static void
pp_rule_file_row_class_init (PpRuleFileRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pp_rule_file_row_dispose;
}

static void
pp_rule_file_row_init (PpRuleFileRow *self)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), TRUE);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (self), 1);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self), 3);
  self->use = gtk_switch_new ();
  gtk_widget_set_valign (self->use, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (self->use, _("Use These Rules for This Model"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->use);
  g_signal_connect_swapped (self->use, "notify::active", G_CALLBACK (used_cb), self);
}

GtkWidget *
pp_rule_file_row_new (PpHistory  *history,
                      const char *path,
                      const char *shipped)
{
  PpRuleFileRow *self = g_object_new (PP_TYPE_RULE_FILE_ROW, NULL);

  self->history = g_object_ref (history);
  self->path = g_strdup (path);
  self->shipped = g_strdup (shipped);
  show_file (self);
  show_use (self);
  g_signal_connect_object (pp_history_get_model (history), "changed", G_CALLBACK (show_use), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

/* Reads the file again; one that comes with the program does not change. */
void
pp_rule_file_row_refresh (PpRuleFileRow *self)
{
  g_return_if_fail (PP_IS_RULE_FILE_ROW (self));
  if (self->shipped != NULL)
    return;
  g_clear_pointer (&self->packs, g_strfreev);
  show_file (self);
  show_use (self);
}

const char *
pp_rule_file_row_get_path (PpRuleFileRow *self)
{
  g_return_val_if_fail (PP_IS_RULE_FILE_ROW (self), NULL);
  return self->path;
}

const char *
pp_rule_file_row_get_shipped (PpRuleFileRow *self)
{
  g_return_val_if_fail (PP_IS_RULE_FILE_ROW (self), NULL);
  return self->shipped;
}

/* The file that is being edited is one that is not saved; said by a dot and in words. */
void
pp_rule_file_row_set_modified (PpRuleFileRow *self,
                               gboolean       modified)
{
  g_autofree char *name = NULL, *text = NULL;

  g_return_if_fail (PP_IS_RULE_FILE_ROW (self));
  name = self->path != NULL ? g_path_get_basename (self->path) : g_strdup (_("Not Saved Yet"));
  /* Translators: the name of a file with changes that are not saved. */
  text = modified ? g_strdup_printf (_("%s (changed)"), name) : g_strdup (name);
  if (self->shipped == NULL)
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), text);
}
