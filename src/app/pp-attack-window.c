/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-attack-window-private.h"

#include <glib/gi18n.h>

#include "pp-attack-table.h"
#include "pp-dialogs.h"
#include "pp-file.h"
#include "pp-gradual-list.h"
#include "pp-help.h"
#include "pp-json.h"
#include "pp-navigator.h"
#include "pp-tab-names.h"
#include "pp-text-scale.h"
#include "pp-toast.h"
#include "pp-turn.h"

G_DEFINE_FINAL_TYPE (PpAttackWindow, pp_attack_window, ADW_TYPE_WINDOW)

enum {
  SHOW_ELEMENTS,
  SHOW_THREAT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static PpModel *
get_model (PpAttackWindow *self)
{
  return pp_history_get_model (pp_assessment_get_history (self->assessment));
}

static void
show_summary (PpAttackWindow *self)
{
  PpHeatSummary summary = pp_heat_map_get_summary (self->map);
  guint n_techniques = summary.n_covered + summary.n_partly + summary.n_open;
  const char *release = pp_heat_map_get_release (self->map);
  g_autofree char *text = NULL;

  /* Translators: a release of ATT&CK, such as 18.1. */
  g_autofree char *tooltip = *release != '\0' ? g_strdup_printf (_("ATT&CK %s"), release) : NULL;

  gtk_widget_set_tooltip_text (GTK_WIDGET (self->summary), tooltip);
  if (n_techniques == 0)
    text = g_strdup (_("No technique of this matrix is in the model"));
  else
    /* Translators: the first number is that of the techniques in the model. */
    text = g_strdup_printf (_("%u techniques: %u covered (%u %%), %u partly, %u open"), n_techniques,
                            summary.n_covered, summary.n_covered * 100 / n_techniques, summary.n_partly,
                            summary.n_open);
  gtk_label_set_text (self->summary, text);
}

static void
show_technique (PpAttackWindow *self,
                const char     *id)
{
  pp_technique_detail_show (self->detail, self->map, get_model (self),
                            id != NULL ? pp_heat_map_find (self->map, id) : NULL);
}

static const char *
get_group (PpAttackWindow *self)
{
  PpAttackRow *row = gtk_single_selection_get_selected_item (self->group_selection);

  return row != NULL ? pp_attack_row_get_id (row) : NULL;
}

static void
outline_group (PpAttackWindow *self)
{
  g_autoptr (GHashTable) techniques = pp_heat_map_dup_techniques_of (self->map, get_group (self));

  pp_matrix_view_set_outlined (self->matrix, techniques);
}

static void
select_id (GtkSingleSelection *selection,
           const char         *id)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (selection));

  gtk_single_selection_set_selected (selection, GTK_INVALID_LIST_POSITION);
  for (guint i = 0; id != NULL && i < n_items; i++)
    {
      g_autoptr (PpAttackRow) row = g_list_model_get_item (G_LIST_MODEL (selection), i);

      if (g_str_equal (pp_attack_row_get_id (row), id))
        gtk_single_selection_set_selected (selection, i);
    }
}

static const char selected_key[] = "pp-selected";

/* What was selected is selected again as soon as its row is there. */
static void
filled_cb (PpAttackWindow *self,
           GParamSpec     *pspec,
           PpGradualList  *rows)
{
  GtkSingleSelection *selection = gtk_single_selection_get_model (self->table_selection) == G_LIST_MODEL (rows)
                                  ? self->table_selection : self->group_selection;

  if (!pp_gradual_list_is_filled (rows) || gtk_single_selection_get_model (selection) != G_LIST_MODEL (rows)
      || gtk_single_selection_get_selected_item (selection) != NULL)
    return;
  self->filling = TRUE;
  select_id (selection, g_object_get_data (G_OBJECT (rows), selected_key));
  self->filling = FALSE;
}

static void
fill (PpAttackWindow     *self,
      GtkColumnView      *view,
      GtkSingleSelection *selection,
      GListStore         *rows)
{
  g_autoptr (GListStore) owned = rows;
  GtkSorter *sorter = gtk_column_view_get_sorter (view);
  PpAttackRow *before = gtk_single_selection_get_selected_item (selection);
  g_autofree char *id = before != NULL ? g_strdup (pp_attack_row_get_id (before)) : NULL;
  g_autoptr (GtkSortListModel) sorted = gtk_sort_list_model_new (g_object_ref (G_LIST_MODEL (rows)),
                                                                 g_object_ref (sorter));
  g_autoptr (PpGradualList) gradual = pp_gradual_list_new (G_LIST_MODEL (sorted));

  self->filling = TRUE;
  gtk_single_selection_set_model (selection, G_LIST_MODEL (gradual));
  select_id (selection, id);
  self->filling = FALSE;
  g_object_set_data_full (G_OBJECT (gradual), selected_key, g_steal_pointer (&id), g_free);
  g_signal_connect_object (gradual, "notify::filled", G_CALLBACK (filled_cb), self, G_CONNECT_SWAPPED);
}

/* A table that nobody sees waits: its rows would cost more than all the rest. */
static void
fill_tables (PpAttackWindow *self)
{
  if (self->map == NULL)
    return;
  if (self->table_is_old && gtk_widget_get_mapped (GTK_WIDGET (self->table)))
    {
      self->table_is_old = FALSE;
      fill (self, self->table, self->table_selection,
            pp_attack_table_list_techniques (self->map, gtk_toggle_button_get_active (self->only_used)));
    }
  if (self->groups_are_old && gtk_widget_get_mapped (GTK_WIDGET (self->groups)))
    {
      self->groups_are_old = FALSE;
      fill (self, self->groups, self->group_selection, pp_attack_table_list_groups (self->map));
    }
}

static void
show_map (PpAttackWindow *self)
{
  PpMatrix matrix = pp_heat_map_get_matrix (self->map);

  self->filling = TRUE;
  pp_matrix_view_set_map (self->matrix, self->map, gtk_toggle_button_get_active (self->only_used));
  self->filling = FALSE;
  self->table_is_old = TRUE;
  self->groups_are_old = TRUE;
  fill_tables (self);
  outline_group (self);
  show_summary (self);
  show_technique (self, pp_matrix_view_get_technique (self->matrix));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "attack.export", pp_navigator_knows (matrix));
  _pp_attack_window_update_releases (self);
}

static void
refresh (PpAttackWindow *self)
{
  PpMatrix matrix = (PpMatrix) gtk_drop_down_get_selected (self->matrix_choice);

  g_clear_object (&self->map);
  self->map = pp_heat_map_new (get_model (self), pp_assessment_get_analysis (self->assessment),
                               pp_attack_get_default (), matrix);
  show_map (self);
}

void
_pp_attack_window_show_domain (PpAttackWindow *self,
                               PpAttackDomain  domain)
{
  self->filling = TRUE;
  gtk_drop_down_set_selected (self->matrix_choice, (guint) domain);
  self->filling = FALSE;
  refresh (self);
}

static gboolean
refresh_cb (gpointer user_data)
{
  PpAttackWindow *self = PP_ATTACK_WINDOW (user_data);

  self->refresh_source = 0;
  refresh (self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (PpAttackWindow *self)
{
  self->n_considered = 0;
  if (self->refresh_source == 0 && self->choosing_source == 0)
    self->refresh_source = pp_turn_add (refresh_cb, self);
}

static void
matrix_chosen_cb (PpAttackWindow *self)
{
  if (self->filling || (self->map == NULL && self->choosing_source == 0))
    return;
  g_clear_handle_id (&self->choosing_source, pp_turn_remove);
  refresh (self);
}

static void
shade_chosen_cb (PpAttackWindow *self)
{
  pp_matrix_view_set_shade (self->matrix, (PpMatrixShade) gtk_drop_down_get_selected (self->shade_choice));
}

static void
cursor_moved_cb (PpAttackWindow *self)
{
  if (self->map != NULL && !self->filling)
    show_technique (self, pp_matrix_view_get_technique (self->matrix));
}

static void
show_elements (PpAttackWindow *self,
               const char     *id)
{
  PpHeatTechnique *technique = pp_heat_map_find (self->map, id);
  g_autoptr (GPtrArray) threats = NULL;
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  if (technique == NULL)
    return;
  threats = pp_heat_technique_list_threats (technique);
  for (guint i = 0; i < threats->len; i++)
    {
      const PpHeatThreat *threat = g_ptr_array_index (threats, i);

      if (threat->element != NULL && !g_ptr_array_find_with_equal_func (ids, threat->element, g_str_equal, NULL))
        g_ptr_array_add (ids, threat->element);
    }
  g_ptr_array_add (ids, NULL);
  if (ids->len > 1)
    g_signal_emit (self, signals[SHOW_ELEMENTS], 0, ids->pdata);
}

static void
activated_cb (PpAttackWindow *self,
              const char     *id)
{
  show_technique (self, id);
  show_elements (self, id);
}

static void
row_selected_cb (PpAttackWindow *self)
{
  PpAttackRow *row = gtk_single_selection_get_selected_item (self->table_selection);

  if (!self->filling && row != NULL)
    show_technique (self, pp_attack_row_get_id (row));
}

static void
row_activated_cb (PpAttackWindow *self,
                  guint           position)
{
  g_autoptr (PpAttackRow) row = g_list_model_get_item (G_LIST_MODEL (self->table_selection), position);

  if (row != NULL)
    activated_cb (self, pp_attack_row_get_id (row));
}

static void
group_selected_cb (PpAttackWindow *self)
{
  if (!self->filling && self->map != NULL)
    outline_group (self);
}

static void
show_threat_cb (PpAttackWindow *self,
                const char     *element,
                const char     *threat)
{
  g_signal_emit (self, signals[SHOW_THREAT], 0, element, threat);
}

void
_pp_attack_window_add_toast (PpAttackWindow *self,
                             const char     *text,
                             const char     *undo_action)
{
  AdwToast *toast = pp_toast_new (text, undo_action != NULL ? _("_Undo") : NULL, undo_action);

  if (undo_action != NULL)
    g_set_weak_pointer (&self->undo_toast, toast);
  adw_toast_overlay_add_toast (self->toast_overlay, toast);
}

static void
export_chosen_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (PpAttackWindow) self = user_data;
  g_autoptr (GFile) file = pp_file_dialog_save_finish (result, NULL, NULL);
  g_autoptr (JsonNode) layer = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  if (file == NULL || self->map == NULL)
    return;
  layer = pp_navigator_layer_new (self->map, get_model (self));
  text = pp_json_to_string (layer, PP_JSON_STYLE_INDENTED, NULL);
  bytes = g_bytes_new (text, strlen (text));
  if (pp_file_save (file, bytes, NULL, NULL, NULL, &error))
    _pp_attack_window_add_toast (self, _("Layer exported for the ATT&CK Navigator"), NULL);
  else
    pp_dialog_show_error (GTK_WINDOW (self), _("The Layer Was Not Exported"), error);
}

static void
export_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  PpAttackWindow *self = PP_ATTACK_WINDOW (widget);
  g_autofree char *file_name = g_strdup_printf ("%s-%s.json", pp_info_get_title (pp_model_get_info (get_model (self))),
                                                pp_matrix_to_string (pp_heat_map_get_matrix (self->map)));

  g_strdelimit (file_name, "/\\", '-');
  pp_file_dialog_save_async (GTK_WINDOW (self), _("Export Navigator Layer"), NULL, file_name, NULL, export_chosen_cb,
                             g_object_ref (self));
}

static void
pp_attack_window_dispose (GObject *object)
{
  PpAttackWindow *self = PP_ATTACK_WINDOW (object);

  g_clear_handle_id (&self->refresh_source, pp_turn_remove);
  g_clear_handle_id (&self->choosing_source, pp_turn_remove);
  if (self->assessment != NULL)
    g_signal_handlers_disconnect_by_data (self->assessment, self);
  if (self->table_selection != NULL)
    g_signal_handlers_disconnect_by_data (self->table_selection, self);
  if (self->group_selection != NULL)
    g_signal_handlers_disconnect_by_data (self->group_selection, self);
  gtk_widget_dispose_template (GTK_WIDGET (self), PP_TYPE_ATTACK_WINDOW);
  g_clear_object (&self->table_selection);
  g_clear_object (&self->group_selection);
  g_clear_object (&self->map);
  g_clear_object (&self->before_update);
  g_clear_weak_pointer (&self->undo_toast);
  g_clear_object (&self->assessment);
  G_OBJECT_CLASS (pp_attack_window_parent_class)->dispose (object);
}

static void
pp_attack_window_class_init (PpAttackWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pp_attack_window_dispose;
  signals[SHOW_ELEMENTS] = g_signal_new ("show-elements", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRV);
  signals[SHOW_THREAT] = g_signal_new ("show-threat", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                       0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  g_type_ensure (PP_TYPE_MARKING_BANNER);
  g_type_ensure (PP_TYPE_MATRIX_VIEW);
  g_type_ensure (PP_TYPE_TECHNIQUE_DETAIL);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/ui/pp-attack-window.ui");
  gtk_widget_class_bind_template_callback (widget_class, pp_tab_names_follow_labels);
  gtk_widget_class_bind_template_child (widget_class, PpAttackWindow, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, PpAttackWindow, marking_banner);
  gtk_widget_class_bind_template_child (widget_class, PpAttackWindow, matrix_choice);
  gtk_widget_class_bind_template_child (widget_class, PpAttackWindow, shade_choice);
  gtk_widget_class_bind_template_child (widget_class, PpAttackWindow, only_used);
  gtk_widget_class_bind_template_child (widget_class, PpAttackWindow, summary);
  gtk_widget_class_bind_template_child (widget_class, PpAttackWindow, views);
  gtk_widget_class_bind_template_child (widget_class, PpAttackWindow, matrix);
  gtk_widget_class_bind_template_child (widget_class, PpAttackWindow, table);
  gtk_widget_class_bind_template_child (widget_class, PpAttackWindow, groups);
  gtk_widget_class_bind_template_child (widget_class, PpAttackWindow, detail);
  gtk_widget_class_bind_template_callback (widget_class, matrix_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, shade_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, cursor_moved_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_threat_cb);
  gtk_widget_class_install_action (widget_class, "attack.export", NULL, export_cb);
  _pp_attack_window_class_add_releases (klass);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close", NULL);
}

static GtkSingleSelection *
set_up_table (PpAttackWindow *self,
              GtkColumnView  *view,
              GCallback       selected)
{
  GtkSingleSelection *selection = gtk_single_selection_new (NULL);

  gtk_single_selection_set_autoselect (selection, FALSE);
  gtk_single_selection_set_can_unselect (selection, TRUE);
  gtk_column_view_set_model (view, GTK_SELECTION_MODEL (selection));
  g_signal_connect_swapped (selection, "notify::selected-item", selected, self);
  return selection;
}

/* What is in the model stands on top. */
static void
sort_by_threats (GtkColumnView *table)
{
  GListModel *columns = gtk_column_view_get_columns (table);
  g_autoptr (GtkColumnViewColumn) threats = g_list_model_get_item (columns, PP_ATTACK_TABLE_THREATS);

  gtk_column_view_sort_by_column (table, threats, GTK_SORT_DESCENDING);
}

static void
pp_attack_window_init (PpAttackWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  pp_text_scale_follow (GTK_WIDGET (self));
  pp_help_add_key (GTK_WINDOW (self));
  pp_attack_table_add_technique_columns (self->table);
  pp_attack_table_add_group_columns (self->groups);
  sort_by_threats (self->table);
  self->table_selection = set_up_table (self, self->table, G_CALLBACK (row_selected_cb));
  self->group_selection = set_up_table (self, self->groups, G_CALLBACK (group_selected_cb));
  g_signal_connect_object (self->table, "map", G_CALLBACK (fill_tables), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->groups, "map", G_CALLBACK (fill_tables), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

static guint
count_techniques (PpHeatMap *map)
{
  PpHeatSummary summary = pp_heat_map_get_summary (map);

  return summary.n_covered + summary.n_partly + summary.n_open;
}

/* The matrix in which the model has most is shown first; one is looked at in each turn of the main loop. */
static gboolean
choose_cb (gpointer user_data)
{
  PpAttackWindow *self = PP_ATTACK_WINDOW (user_data);
  g_autoptr (PpHeatMap) map = pp_heat_map_new (get_model (self), pp_assessment_get_analysis (self->assessment),
                                               pp_attack_get_default (), (PpMatrix) self->n_considered);

  if (self->n_considered == 0 || count_techniques (map) > count_techniques (self->map))
    g_set_object (&self->map, map);
  if (++self->n_considered < PP_N_MATRICES)
    return G_SOURCE_CONTINUE;
  self->choosing_source = 0;
  self->filling = TRUE;
  gtk_drop_down_set_selected (self->matrix_choice, pp_heat_map_get_matrix (self->map));
  self->filling = FALSE;
  show_map (self);
  return G_SOURCE_REMOVE;
}

/**
 * pp_attack_window_new:
 * @parent: (nullable): the window that it belongs to
 * @assessment: what is known of the threats
 *
 * Returns: (transfer floating): a window; not yet shown
 */
GtkWidget *
pp_attack_window_new (GtkWindow    *parent,
                      PpAssessment *assessment)
{
  PpAttackWindow *self = g_object_new (PP_TYPE_ATTACK_WINDOW, "transient-for", parent, NULL);

  self->assessment = g_object_ref (assessment);
  pp_marking_banner_set_model (self->marking_banner, get_model (self));
  g_signal_connect_swapped (assessment, "changed", G_CALLBACK (changed_cb), self);
  _pp_attack_window_follow_releases (self);
  gtk_label_set_text (self->summary, _("Looking…"));
  self->choosing_source = pp_turn_add (choose_cb, self);
  gtk_widget_grab_focus (GTK_WIDGET (self->matrix));
  return GTK_WIDGET (self);
}

/**
 * pp_attack_window_get_map:
 * @self: a window
 *
 * Returns: (transfer none) (nullable): what it shows; %NULL until it has looked for the matrix to begin with
 */
PpHeatMap *
pp_attack_window_get_map (PpAttackWindow *self)
{
  return self->map;
}
