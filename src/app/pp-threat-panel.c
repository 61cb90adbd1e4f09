/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-threat-panel-private.h"

#include <glib/gi18n.h>

#include "pp-panel-list.h"
#include "pp-question-list.h"
#include "pp-rest.h"
#include "pp-settings.h"
#include "pp-shortcuts.h"
#include "pp-tab-names.h"
#include "pp-threat-detail.h"
#include "pp-threat-words.h"
#include "pp-triage.h"
#include "pp-turn.h"

G_DEFINE_FINAL_TYPE (PpThreatPanel, pp_threat_panel, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_GROUP_BY,
  PROP_SHOW,
  PROP_LEAST_SEVERITY,
  PROP_SCOPE,
  PROP_PROMPTS,
  PROP_GUESS,
  PROP_OPEN_THREATS,
  N_PROPS
};

enum {
  REVEAL,
  MESSAGE,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

PpModel *
_pp_threat_panel_get_model (PpThreatPanel *self)
{
  return pp_history_get_model (pp_assessment_get_history (self->assessment));
}

void
_pp_threat_panel_reveal (PpThreatPanel *self,
                         const char    *element_id)
{
  g_clear_handle_id (&self->reveal_idle, pp_turn_remove);
  self->revealing = TRUE;
  g_signal_emit (self, signals[REVEAL], 0, element_id);
  self->revealing = FALSE;
}

void
_pp_threat_panel_message_cb (PpThreatPanel *self,
                             const char    *text)
{
  g_signal_emit (self, signals[MESSAGE], 0, text);
}

static void
back_cb (PpThreatPanel *self)
{
  pp_threat_panel_focus (self);
}

static void
search_changed_cb (PpThreatPanel *self)
{
  _pp_threat_panel_refresh (self);
}

static void
set_word (PpThreatPanel  *self,
          char          **word,
          const GValue   *value,
          GParamSpec     *pspec)
{
  if (g_value_get_string (value) == NULL || g_strcmp0 (*word, g_value_get_string (value)) == 0)
    return;
  g_free (*word);
  *word = g_value_dup_string (value);
  _pp_threat_panel_refresh (self);
  g_object_notify_by_pspec (G_OBJECT (self), pspec);
}

static void
set_option (PpThreatPanel *self,
            gboolean      *option,
            const GValue  *value,
            GParamSpec    *pspec)
{
  if (*option == g_value_get_boolean (value))
    return;
  *option = g_value_get_boolean (value);
  if (self->assessment != NULL)
    pp_assessment_set_options (self->assessment, self->prompts, self->guess);
  g_object_notify_by_pspec (G_OBJECT (self), pspec);
}

static void
pp_threat_panel_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  PpThreatPanel *self = PP_THREAT_PANEL (object);

  switch (prop_id)
    {
    case PROP_GROUP_BY:
      g_value_set_string (value, self->group_by);
      break;
    case PROP_SHOW:
      g_value_set_string (value, self->show);
      break;
    case PROP_LEAST_SEVERITY:
      g_value_set_string (value, self->least_severity);
      break;
    case PROP_SCOPE:
      g_value_set_uint (value, self->scope);
      break;
    case PROP_PROMPTS:
      g_value_set_boolean (value, self->prompts);
      break;
    case PROP_GUESS:
      g_value_set_boolean (value, self->guess);
      break;
    case PROP_OPEN_THREATS:
      g_value_set_uint (value, self->n_open);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pp_threat_panel_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  PpThreatPanel *self = PP_THREAT_PANEL (object);

  switch (prop_id)
    {
    case PROP_GROUP_BY:
      set_word (self, &self->group_by, value, pspec);
      break;
    case PROP_SHOW:
      set_word (self, &self->show, value, pspec);
      break;
    case PROP_LEAST_SEVERITY:
      set_word (self, &self->least_severity, value, pspec);
      break;
    case PROP_SCOPE:
      _pp_threat_panel_set_scope (self, g_value_get_uint (value));
      break;
    case PROP_PROMPTS:
      set_option (self, &self->prompts, value, pspec);
      break;
    case PROP_GUESS:
      set_option (self, &self->guess, value, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pp_threat_panel_dispose (GObject *object)
{
  PpThreatPanel *self = PP_THREAT_PANEL (object);

  if (self->list != NULL)
    pp_threat_panel_set_assessment (self, NULL);
  g_clear_handle_id (&self->refresh_idle, pp_turn_remove);
  g_clear_handle_id (&self->ask_idle, pp_turn_remove);
  g_clear_handle_id (&self->reveal_idle, pp_turn_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), PP_TYPE_THREAT_PANEL);
  g_clear_object (&self->selection);
  g_clear_object (&self->lines);
  g_clear_object (&self->tree);
  g_clear_object (&self->groups);
  G_OBJECT_CLASS (pp_threat_panel_parent_class)->dispose (object);
}

static void
pp_threat_panel_finalize (GObject *object)
{
  PpThreatPanel *self = PP_THREAT_PANEL (object);

  g_free (self->selected_key);
  g_free (self->advance_key);
  g_free (self->element);
  g_free (self->scope_element);
  g_free (self->to_reveal);
  g_free (self->layout_id);
  g_free (self->group_by);
  g_free (self->show);
  g_free (self->least_severity);
  G_OBJECT_CLASS (pp_threat_panel_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  properties[PROP_GROUP_BY] = g_param_spec_string ("group-by", NULL, NULL, "element", flags);
  properties[PROP_SHOW] = g_param_spec_string ("show", NULL, NULL, "open", flags);
  properties[PROP_LEAST_SEVERITY] = g_param_spec_string ("least-severity", NULL, NULL, "low", flags);
  properties[PROP_SCOPE] = g_param_spec_uint ("scope", NULL, NULL, 0, PP_SCOPE_ASSET, 0, flags);
  properties[PROP_PROMPTS] = g_param_spec_boolean ("prompts", NULL, NULL, FALSE, flags);
  properties[PROP_GUESS] = g_param_spec_boolean ("guess", NULL, NULL, FALSE, flags);
  properties[PROP_OPEN_THREATS] = g_param_spec_uint ("open-threats", NULL, NULL, 0, G_MAXUINT, 0,
                                                     G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  _pp_threat_panel_install_decisions (widget_class);
  gtk_widget_class_install_property_action (widget_class, "threats.group-by", "group-by");
  gtk_widget_class_install_property_action (widget_class, "threats.show", "show");
  gtk_widget_class_install_property_action (widget_class, "threats.least-severity", "least-severity");
  gtk_widget_class_install_property_action (widget_class, "threats.prompts", "prompts");
  gtk_widget_class_install_property_action (widget_class, "threats.guess", "guess");
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/ui/pp-threat-panel.ui");
  gtk_widget_class_bind_template_callback (widget_class, pp_tab_names_follow_labels);
  gtk_widget_class_bind_template_child (widget_class, PpThreatPanel, content);
  gtk_widget_class_bind_template_child (widget_class, PpThreatPanel, counts);
  gtk_widget_class_bind_template_child (widget_class, PpThreatPanel, scope_choice);
  gtk_widget_class_bind_template_child (widget_class, PpThreatPanel, scope_names);
  gtk_widget_class_bind_template_child (widget_class, PpThreatPanel, keep_scope);
  gtk_widget_class_bind_template_child (widget_class, PpThreatPanel, pages);
  gtk_widget_class_bind_template_child (widget_class, PpThreatPanel, threats_page);
  gtk_widget_class_bind_template_child (widget_class, PpThreatPanel, questions_page);
  gtk_widget_class_bind_template_child (widget_class, PpThreatPanel, leaflet);
  gtk_widget_class_bind_template_child (widget_class, PpThreatPanel, list_side);
  gtk_widget_class_bind_template_child (widget_class, PpThreatPanel, detail_side);
  gtk_widget_class_bind_template_child (widget_class, PpThreatPanel, search);
  gtk_widget_class_bind_template_child (widget_class, PpThreatPanel, view_button);
  gtk_widget_class_bind_template_child (widget_class, PpThreatPanel, list_stack);
  gtk_widget_class_bind_template_child (widget_class, PpThreatPanel, spinner);
  gtk_widget_class_bind_template_child (widget_class, PpThreatPanel, empty_page);
  gtk_widget_class_bind_template_child (widget_class, PpThreatPanel, list);
  gtk_widget_class_bind_template_child (widget_class, PpThreatPanel, detail);
  gtk_widget_class_bind_template_child (widget_class, PpThreatPanel, questions);
  gtk_widget_class_bind_template_child (widget_class, PpThreatPanel, paths);
  gtk_widget_class_bind_template_callback_full (widget_class, "scope_chosen_cb",
                                                G_CALLBACK (_pp_threat_panel_scope_chosen_cb));
  gtk_widget_class_bind_template_callback_full (widget_class, "keep_scope_cb",
                                                G_CALLBACK (_pp_threat_panel_keep_scope_cb));
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback_full (widget_class, "reveal_cb",
                                                G_CALLBACK (_pp_threat_panel_queue_reveal));
  gtk_widget_class_bind_template_callback_full (widget_class, "cancelled_cb",
                                                G_CALLBACK (_pp_threat_panel_cancelled_cb));
  gtk_widget_class_bind_template_callback_full (widget_class, "decided_cb",
                                                G_CALLBACK (_pp_threat_panel_decided_cb));
  gtk_widget_class_bind_template_callback_full (widget_class, "mitigated_cb",
                                                G_CALLBACK (_pp_threat_panel_mitigated_cb));
  gtk_widget_class_bind_template_callback_full (widget_class, "apply_cb",
                                                G_CALLBACK (_pp_threat_panel_apply_cb));
  gtk_widget_class_bind_template_callback_full (widget_class, "message_cb",
                                                G_CALLBACK (_pp_threat_panel_message_cb));
  gtk_widget_class_bind_template_callback (widget_class, pp_threat_panel_focus);
}

static void
pp_threat_panel_class_init (PpThreatPanelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = pp_threat_panel_get_property;
  object_class->set_property = pp_threat_panel_set_property;
  object_class->dispose = pp_threat_panel_dispose;
  object_class->finalize = pp_threat_panel_finalize;
  install_properties (object_class);
  signals[REVEAL] = g_signal_new ("reveal", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[MESSAGE] = g_signal_new ("message", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
  g_type_ensure (PP_TYPE_THREAT_COUNTS);
  g_type_ensure (PP_TYPE_THREAT_DETAIL);
  g_type_ensure (PP_TYPE_QUESTION_LIST);
  g_type_ensure (PP_TYPE_REST);
  g_type_ensure (PP_TYPE_PATH_PANEL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  bind_template (widget_class);
  install_actions (widget_class);
}

static void
pp_threat_panel_init (PpThreatPanel *self)
{
  GSettings *settings = pp_settings_get_default ();

  self->group_by = g_strdup ("element");
  self->show = g_strdup ("open");
  self->least_severity = g_strdup ("low");
  gtk_widget_init_template (GTK_WIDGET (self));
  _pp_threat_panel_make_list (self);
  _pp_threat_panel_add_keys (self);
  _pp_threat_panel_add_folding (self);
  _pp_threat_panel_update_actions (self);
  g_settings_bind (settings, "threat-prompts", self, "prompts", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "threat-guess", self, "guess", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "threat-grouping", self, "group-by", G_SETTINGS_BIND_DEFAULT);
}

/**
 * pp_threat_panel_set_assessment:
 * @self: a panel
 * @assessment: (nullable): what it shows
 */
void
pp_threat_panel_set_assessment (PpThreatPanel *self,
                                PpAssessment  *assessment)
{
  g_return_if_fail (PP_IS_THREAT_PANEL (self));
  if (self->assessment == assessment)
    return;
  if (self->assessment != NULL)
    g_signal_handlers_disconnect_by_func (self->assessment, _pp_threat_panel_queue_refresh, self);
  _pp_threat_panel_stop_filling (self);
  self->refreshing = TRUE;
  g_list_store_remove_all (self->groups);
  pp_gradual_list_finish (self->lines);
  self->refreshing = FALSE;
  g_clear_pointer (&self->selected_key, g_free);
  g_clear_pointer (&self->advance_key, g_free);
  g_clear_pointer (&self->element, g_free);
  g_clear_pointer (&self->scope_element, g_free);
  g_clear_pointer (&self->layout_id, g_free);
  g_clear_handle_id (&self->refresh_idle, pp_turn_remove);
  g_clear_handle_id (&self->ask_idle, pp_turn_remove);
  g_clear_handle_id (&self->reveal_idle, pp_turn_remove);
  pp_threat_detail_show (self->detail, NULL, NULL);
  pp_question_list_show (self->questions, NULL, NULL);
  g_set_object (&self->assessment, assessment);
  pp_path_panel_set_assessment (self->paths, assessment);
  if (assessment == NULL)
    return;
  g_signal_connect_object (assessment, "changed", G_CALLBACK (_pp_threat_panel_queue_refresh), self,
                           G_CONNECT_SWAPPED);
  pp_assessment_set_options (assessment, self->prompts, self->guess);
  _pp_threat_panel_refresh (self);
}

/**
 * pp_threat_panel_set_selection:
 * @self: a panel
 * @ids: (array zero-terminated=1): what is selected on the canvas
 *
 * The scopes of a service and of an asset follow, unless it was the panel that selected.
 */
void
pp_threat_panel_set_selection (PpThreatPanel      *self,
                               const char * const *ids)
{
  const char *element;

  g_return_if_fail (PP_IS_THREAT_PANEL (self));
  element = ids != NULL && ids[0] != NULL && ids[1] == NULL ? ids[0] : NULL;
  if (self->revealing || g_strcmp0 (self->element, element) == 0)
    return;
  g_free (self->element);
  self->element = g_strdup (element);
  _pp_threat_panel_update_scope (self);
  if (self->scope != PP_SCOPE_APPLICATION && self->scope_element == NULL)
    _pp_threat_panel_refresh (self);
}

/**
 * pp_threat_panel_get_selected:
 * @self: a panel
 *
 * Returns: (transfer none) (nullable): the threat that is shown in full
 */
PpThreatItem *
pp_threat_panel_get_selected (PpThreatPanel *self)
{
  guint position;
  gpointer item;

  g_return_val_if_fail (PP_IS_THREAT_PANEL (self), NULL);
  position = gtk_single_selection_get_selected (self->selection);
  item = position != GTK_INVALID_LIST_POSITION ? _pp_threat_panel_get_row_item (self, position) : NULL;
  return PP_IS_THREAT_ITEM (item) ? item : NULL;
}

/**
 * pp_threat_panel_select:
 * @self: a panel
 * @key: the key of an item
 *
 * Returns: whether the list shows it
 */
gboolean
pp_threat_panel_select (PpThreatPanel *self,
                        const char    *key)
{
  guint position;

  g_return_val_if_fail (PP_IS_THREAT_PANEL (self), FALSE);
  _pp_threat_panel_finish_filling (self);
  position = _pp_threat_panel_find_row (self, key);
  if (position == GTK_INVALID_LIST_POSITION)
    return FALSE;
  gtk_single_selection_set_selected (self->selection, position);
  return TRUE;
}

/* Shows all that is open, so that nothing of the element is left out. */
static void
show_everything_open (PpThreatPanel *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  g_object_set (self, "show", "open", "least-severity", "low", "scope", PP_SCOPE_APPLICATION, NULL);
  _pp_threat_panel_refresh (self);
}

/**
 * pp_threat_panel_show_element:
 * @self: a panel
 * @element_id: an element
 *
 * Goes to the first threat of an element; to the questions where it has no open threat.
 */
void
pp_threat_panel_show_element (PpThreatPanel *self,
                              const char    *element_id)
{
  guint position;

  g_return_if_fail (PP_IS_THREAT_PANEL (self));
  g_return_if_fail (element_id != NULL);
  _pp_threat_panel_finish_filling (self);
  position = _pp_threat_panel_find_row_of_element (self, element_id);
  if (position == GTK_INVALID_LIST_POSITION)
    {
      show_everything_open (self);
      _pp_threat_panel_finish_filling (self);
      position = _pp_threat_panel_find_row_of_element (self, element_id);
    }
  if (position == GTK_INVALID_LIST_POSITION)
    {
      gtk_stack_set_visible_child_name (self->pages, "questions");
      return;
    }
  gtk_single_selection_set_selected (self->selection, position);
  pp_threat_panel_focus (self);
}

PpPathPanel *
pp_threat_panel_get_paths (PpThreatPanel *self)
{
  g_return_val_if_fail (PP_IS_THREAT_PANEL (self), NULL);
  return self->paths;
}

void
pp_threat_panel_focus_paths (PpThreatPanel *self)
{
  g_return_if_fail (PP_IS_THREAT_PANEL (self));
  gtk_stack_set_visible_child_name (self->pages, "paths");
  pp_path_panel_focus (self->paths);
}

/**
 * pp_threat_panel_get_rows:
 * @self: a panel
 *
 * Returns: (transfer none): the lines of the list, as rows of a tree of groups and items
 */
GListModel *
pp_threat_panel_get_rows (PpThreatPanel *self)
{
  g_return_val_if_fail (PP_IS_THREAT_PANEL (self), NULL);
  return G_LIST_MODEL (self->tree);
}

/**
 * pp_threat_panel_focus:
 * @self: a panel
 *
 * Goes to the selected threat, or to the first one.
 */
void
pp_threat_panel_focus (PpThreatPanel *self)
{
  g_return_if_fail (PP_IS_THREAT_PANEL (self));
  gtk_stack_set_visible_child_name (self->pages, "threats");
  _pp_threat_panel_close_detail (self);
  pp_panel_list_focus (self->list, self->selection);
}
