/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-threat-panel.h"

#include <glib/gi18n.h>

#include "pp-question-list.h"
#include "pp-settings.h"
#include "pp-shortcuts.h"
#include "pp-threat-detail.h"
#include "pp-threat-groups.h"
#include "pp-threat-words.h"
#include "pp-triage.h"

struct _PpThreatPanel {
  GtkWidget           parent_instance;

  /* Template widgets */
  GtkWidget          *content;
  GtkLabel           *counts;
  GtkDropDown        *scope_choice;
  GtkStack           *pages;
  GtkStackPage       *threats_page;
  GtkStackPage       *questions_page;
  AdwLeaflet         *leaflet;
  GtkWidget          *list_side;
  GtkWidget          *detail_side;
  GtkSearchEntry     *search;
  GtkMenuButton      *view_button;
  GtkStack           *list_stack;
  GtkSpinner         *spinner;
  AdwStatusPage      *empty_page;
  GtkListView        *list;
  PpThreatDetail     *detail;
  PpQuestionList     *questions;
  PpPathPanel        *paths;

  /* Owned */
  PpAssessment       *assessment;
  GListStore         *groups;
  GtkTreeListModel   *tree;
  GtkSingleSelection *selection;
  char               *selected_key;
  char               *advance_key;    /* what comes after the threat that is being decided */
  char               *element;        /* what is selected on the canvas, if it is one */
  char               *group_by;
  char               *show;
  char               *least_severity;

  /* State */
  guint               scope;
  guint               n_open;
  gboolean            prompts;
  gboolean            guess;
  gboolean            refreshing;     /* the list is being filled */
  gboolean            revealing;      /* the selection on the canvas follows the list */
};

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

static const char * const severity_words[] = { "low", "medium", "high", "critical" };

static const struct {
  const char *action;
  const char *status;
} decisions[] = {
  { "threats.keep", "Open" },
  { "threats.mitigate", "Mitigated" },
  { "threats.accept", "Accepted" },
  { "threats.transfer", "Transferred" },
  { "threats.avoid", "Avoided" },
  { "threats.not-applicable", "NotApplicable" },
};

static PpModel *
get_model (PpThreatPanel *self)
{
  return pp_history_get_model (pp_assessment_get_history (self->assessment));
}

static void
reveal (PpThreatPanel *self,
        const char    *element_id)
{
  self->revealing = TRUE;
  g_signal_emit (self, signals[REVEAL], 0, element_id);
  self->revealing = FALSE;
}

static void
message_cb (PpThreatPanel *self,
            const char    *text)
{
  g_signal_emit (self, signals[MESSAGE], 0, text);
}

static void
reveal_cb (PpThreatPanel *self,
           const char    *element_id)
{
  reveal (self, element_id);
}

static void
back_cb (PpThreatPanel *self)
{
  adw_leaflet_set_visible_child (self->leaflet, self->list_side);
  pp_threat_panel_focus (self);
}

static gpointer
get_row_item (PpThreatPanel *self,
              guint          position)
{
  g_autoptr (GtkTreeListRow) row = g_list_model_get_item (G_LIST_MODEL (self->tree), position);
  gpointer item = row != NULL ? gtk_tree_list_row_get_item (row) : NULL;

  /* The store of its group keeps it alive. */
  if (item != NULL)
    g_object_unref (item);
  return item;
}

static guint
find_row (PpThreatPanel *self,
          const char    *key)
{
  guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (self->tree));

  for (guint i = 0; key != NULL && i < n_rows; i++)
    {
      gpointer item = get_row_item (self, i);

      if (PP_IS_THREAT_ITEM (item) && g_str_equal (((PpThreatItem *) item)->key, key))
        return i;
    }
  return GTK_INVALID_LIST_POSITION;
}

/* The key of the threat that a person who works through the list gets to next. */
static char *
find_next_key (PpThreatPanel *self)
{
  guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (self->tree));
  guint selected = gtk_single_selection_get_selected (self->selection);

  for (guint i = selected + 1; selected != GTK_INVALID_LIST_POSITION && i < n_rows; i++)
    if (PP_IS_THREAT_ITEM (get_row_item (self, i)))
      return g_strdup (((PpThreatItem *) get_row_item (self, i))->key);
  for (guint i = selected; selected != GTK_INVALID_LIST_POSITION && i-- > 0;)
    if (PP_IS_THREAT_ITEM (get_row_item (self, i)))
      return g_strdup (((PpThreatItem *) get_row_item (self, i))->key);
  return NULL;
}

static void
update_actions (PpThreatPanel *self)
{
  PpThreatItem *item = pp_threat_panel_get_selected (self);

  for (guint i = 0; i < G_N_ELEMENTS (decisions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), decisions[i].action, item != NULL);
  if (item != NULL && item->threat != NULL && pp_threat_is_open (item->threat))
    gtk_widget_action_set_enabled (GTK_WIDGET (self), "threats.keep", FALSE);
}

static void
show_selected (PpThreatPanel *self)
{
  PpThreatItem *item = pp_threat_panel_get_selected (self);

  g_free (self->selected_key);
  self->selected_key = item != NULL ? g_strdup (item->key) : NULL;
  pp_threat_detail_show (self->detail, self->assessment, item);
  update_actions (self);
}

static void
selected_cb (PpThreatPanel *self)
{
  guint position = gtk_single_selection_get_selected (self->selection);
  gpointer item = position != GTK_INVALID_LIST_POSITION ? get_row_item (self, position) : NULL;

  if (self->refreshing)
    return;
  show_selected (self);
  if (PP_IS_THREAT_ITEM (item))
    reveal (self, ((PpThreatItem *) item)->element);
  else if (item != NULL && pp_threat_group_get_element (item) != NULL)
    reveal (self, pp_threat_group_get_element (item));
}

static void
row_activated_cb (PpThreatPanel *self,
                  guint          position)
{
  gpointer item = get_row_item (self, position);

  if (PP_IS_THREAT_ITEM (item))
    adw_leaflet_set_visible_child (self->leaflet, self->detail_side);
}

static PpScope
get_scope (PpThreatPanel *self)
{
  return (PpScope) { .type = self->scope, .element = self->element };
}

/* A service or an asset is what is selected; without that there is nothing to show. */
static gboolean
lacks_element (PpThreatPanel *self)
{
  return self->scope != PP_SCOPE_APPLICATION && self->element == NULL;
}

static PpThreatFilter
get_filter (PpThreatPanel *self,
            const char    *folded)
{
  PpThreatFilter filter = {
    .by_category = g_str_equal (self->group_by, "category"),
    .show = self->show,
    .text = folded,
  };

  for (guint i = 0; i < G_N_ELEMENTS (severity_words); i++)
    if (g_str_equal (self->least_severity, severity_words[i]))
      filter.least_severity = i;
  return filter;
}

static void
append_count (GString    *markup,
              guint       count,
              const char *text,
              const char *color)
{
  g_autofree char *part = g_strdup_printf (text, count);

  if (count == 0)
    return;
  if (markup->len > 0)
    g_string_append (markup, "  ·  ");
  if (color != NULL)
    g_string_append_printf (markup, "<span weight=\"bold\">%s</span>", part);
  else
    g_string_append (markup, part);
}

static void
update_counts (PpThreatPanel *self,
               guint          n_questions)
{
  guint by_severity[4];
  guint n_open = pp_assessment_count_open (self->assessment, by_severity);
  g_autoptr (GString) markup = g_string_new (NULL);
  g_autofree char *threats = NULL, *questions = NULL;

  append_count (markup, by_severity[3], ngettext ("%u critical", "%u critical", by_severity[3]), "bold");
  append_count (markup, by_severity[2], ngettext ("%u high", "%u high", by_severity[2]), "bold");
  append_count (markup, by_severity[1], ngettext ("%u medium", "%u medium", by_severity[1]), NULL);
  append_count (markup, by_severity[0], ngettext ("%u low", "%u low", by_severity[0]), NULL);
  gtk_label_set_markup (self->counts, markup->len > 0 ? markup->str : _("Nothing open"));
  gtk_widget_set_visible (GTK_WIDGET (self->counts), pp_assessment_is_ready (self->assessment));
  threats = g_strdup_printf (_("Threats (%u)"), n_open);
  questions = g_strdup_printf (_("Questions (%u)"), n_questions);
  gtk_stack_page_set_title (self->threats_page, threats);
  gtk_stack_page_set_title (self->questions_page, questions);
  if (self->n_open == n_open)
    return;
  self->n_open = n_open;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OPEN_THREATS]);
}

static void
set_empty (PpThreatPanel *self,
           const char    *title,
           const char    *description)
{
  adw_status_page_set_title (self->empty_page, title);
  adw_status_page_set_description (self->empty_page, description);
  gtk_stack_set_visible_child_name (self->list_stack, "empty");
}

static void
update_list_page (PpThreatPanel *self,
                  guint          n_items)
{
  gboolean looking = !pp_assessment_is_ready (self->assessment);
  PpModel *model = get_model (self);

  gtk_spinner_set_spinning (self->spinner, looking && n_items == 0);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->groups)) > 0)
    gtk_stack_set_visible_child_name (self->list_stack, "list");
  else if (looking)
    gtk_stack_set_visible_child_name (self->list_stack, "looking");
  else if (lacks_element (self))
    set_empty (self, _("Nothing Selected"), _("Select one element in the diagram to see what threatens it."));
  else if (pp_model_get_n_records (model, PP_RECORD_NODE) + pp_model_get_n_records (model, PP_RECORD_EDGE) == 0)
    set_empty (self, _("Nothing to Look At Yet"), _("Draw a system, and what threatens it stands here."));
  else if (n_items > 0)
    set_empty (self, _("No Threat to Show"), _("Other threats are hidden by the search or by what the list shows."));
  else
    set_empty (self, _("No Threats Found"), _("Answer questions to find out more."));
}

/* Selects what was selected, or what comes after what has just been decided. */
static void
restore_selection (PpThreatPanel *self)
{
  g_autofree char *advance_key = g_steal_pointer (&self->advance_key);
  guint position = find_row (self, advance_key);

  if (position == GTK_INVALID_LIST_POSITION)
    position = find_row (self, self->selected_key);
  gtk_single_selection_set_selected (self->selection, position);
}

static void
refresh (PpThreatPanel *self)
{
  PpScope scope = get_scope (self);
  g_autofree char *folded = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->search)), -1);
  PpThreatFilter filter = get_filter (self, folded);
  g_autoptr (GPtrArray) items = NULL;
  guint n_questions;

  if (self->assessment == NULL)
    return;
  items = pp_assessment_list_items (self->assessment, &scope);
  self->refreshing = TRUE;
  pp_threat_groups_fill (self->groups, get_model (self), items, &filter);
  restore_selection (self);
  self->refreshing = FALSE;
  n_questions = pp_question_list_show (self->questions, self->assessment, &scope);
  show_selected (self);
  update_counts (self, n_questions);
  update_list_page (self, items->len);
}

static void
search_changed_cb (PpThreatPanel *self)
{
  refresh (self);
}

static void
scope_chosen_cb (PpThreatPanel *self)
{
  g_object_set (self, "scope", gtk_drop_down_get_selected (self->scope_choice), NULL);
}

static void
decide_with_control (PpThreatPanel *self,
                     const char    *status,
                     const char    *reason,
                     const char    *control_id,
                     const char    *title)
{
  PpThreatItem *item = pp_threat_panel_get_selected (self);
  g_autoptr (PpThreatItem) kept = item != NULL ? g_object_ref (item) : NULL;
  g_autoptr (GError) error = NULL;

  if (item == NULL)
    return;
  g_free (self->advance_key);
  self->advance_key = find_next_key (self);
  if (!pp_triage_decide (self->assessment, kept, status, reason, control_id, title, &error)
      && error != NULL)
    message_cb (self, error->message);
  pp_assessment_flush (self->assessment);
  if (adw_leaflet_get_folded (self->leaflet))
    adw_leaflet_set_visible_child (self->leaflet, self->list_side);
  pp_threat_panel_focus (self);
  item = pp_threat_panel_get_selected (self);
  if (item != NULL)
    reveal (self, item->element);
}

static void
decide (PpThreatPanel *self,
        const char    *status,
        const char    *reason)
{
  decide_with_control (self, status, reason, NULL, NULL);
}

static void
mitigated_cb (PpThreatPanel *self,
              const char    *reason,
              const char    *control_id,
              const char    *title)
{
  decide_with_control (self, "Mitigated", reason, control_id, title);
}

static void
decided_cb (PpThreatPanel *self,
            const char    *status,
            const char    *reason)
{
  decide (self, status, reason);
}

static void
apply_cb (PpThreatPanel *self,
          guint          remedy)
{
  const PpRemedy *chosen = pp_threat_detail_get_remedy (self->detail, remedy);
  g_autoptr (GError) error = NULL;

  if (chosen == NULL)
    return;
  g_free (self->advance_key);
  self->advance_key = find_next_key (self);
  if (!pp_triage_apply (pp_assessment_get_history (self->assessment), chosen, &error) && error != NULL)
    message_cb (self, error->message);
}

static void
decide_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  PpThreatPanel *self = PP_THREAT_PANEL (widget);

  for (guint i = 0; i < G_N_ELEMENTS (decisions); i++)
    if (g_str_equal (decisions[i].action, name))
      {
        if (g_str_equal (decisions[i].status, "Open"))
          decide (self, "Open", NULL);
        else
          {
            adw_leaflet_set_visible_child (self->leaflet, self->detail_side);
            pp_threat_detail_ask_reason (self->detail, decisions[i].status);
          }
      }
}

static GListModel *
list_children (gpointer item,
               gpointer user_data)
{
  if (!PP_IS_THREAT_GROUP (item))
    return NULL;
  return G_LIST_MODEL (g_object_ref (pp_threat_group_get_items (item)));
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *list_item)
{
  GtkWidget *expander = gtk_tree_expander_new ();

  gtk_tree_expander_set_child (GTK_TREE_EXPANDER (expander), pp_threat_line_new ());
  gtk_list_item_set_child (list_item, expander);
}

static void
bind_cb (PpThreatPanel *self,
         GtkListItem   *list_item)
{
  GtkTreeExpander *expander = GTK_TREE_EXPANDER (gtk_list_item_get_child (list_item));
  PpThreatLine *line = PP_THREAT_LINE (gtk_tree_expander_get_child (expander));
  GtkTreeListRow *row = gtk_list_item_get_item (list_item);
  g_autoptr (GObject) item = gtk_tree_list_row_get_item (row);
  g_autofree char *place = NULL;

  gtk_tree_expander_set_list_row (expander, row);
  if (PP_IS_THREAT_GROUP (item))
    {
      pp_threat_line_show_group (line, PP_THREAT_GROUP (item));
      return;
    }
  if (g_str_equal (self->group_by, "category"))
    place = pp_threat_words_dup_element (get_model (self), PP_THREAT_ITEM (item)->element);
  pp_threat_line_show_item (line, PP_THREAT_ITEM (item),
                            place != NULL ? place : gettext (PP_THREAT_ITEM (item)->category));
}

static void
unbind_cb (PpThreatPanel *self,
           GtkListItem   *list_item)
{
  GtkTreeExpander *expander = GTK_TREE_EXPANDER (gtk_list_item_get_child (list_item));

  gtk_tree_expander_set_list_row (expander, NULL);
  pp_threat_line_clear (PP_THREAT_LINE (gtk_tree_expander_get_child (expander)));
}

static void
make_list (PpThreatPanel *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  self->groups = g_list_store_new (PP_TYPE_THREAT_GROUP);
  self->tree = gtk_tree_list_model_new (G_LIST_MODEL (g_object_ref (self->groups)), FALSE, TRUE, list_children,
                                        NULL, NULL);
  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->tree));
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect_swapped (factory, "bind", G_CALLBACK (bind_cb), self);
  g_signal_connect_swapped (factory, "unbind", G_CALLBACK (unbind_cb), self);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_swapped (self->list, "activate", G_CALLBACK (row_activated_cb), self);
}

/* Keys that work in the list only, so that the search entry can have letters. They come before the
 * list, which would open its rows with Return. */
static void
add_keys (PpThreatPanel *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();
  guint n_shortcuts;
  const PpShortcut *shortcuts = pp_shortcuts_list (&n_shortcuts);

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  for (guint i = 0; i < n_shortcuts; i++)
    {
      g_auto (GStrv) accelerators = g_strsplit (shortcuts[i].accelerators, " ", -1);

      for (guint j = 0; g_str_has_prefix (shortcuts[i].action, "threats.") && accelerators[j] != NULL; j++)
        gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
          gtk_shortcut_new (gtk_shortcut_trigger_parse_string (accelerators[j]),
                            gtk_named_action_new (shortcuts[i].action)));
    }
  gtk_widget_add_controller (GTK_WIDGET (self->list), controller);
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
  /* Lines say something else below other headings. */
  if (pspec == properties[PROP_GROUP_BY])
    g_list_store_remove_all (self->groups);
  refresh (self);
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
set_scope (PpThreatPanel *self,
           guint          scope)
{
  if (self->scope == scope)
    return;
  self->scope = scope;
  gtk_drop_down_set_selected (self->scope_choice, scope);
  refresh (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SCOPE]);
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
      set_scope (self, g_value_get_uint (value));
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
  gtk_widget_dispose_template (GTK_WIDGET (self), PP_TYPE_THREAT_PANEL);
  g_clear_object (&self->selection);
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
  for (guint i = 0; i < G_N_ELEMENTS (decisions); i++)
    gtk_widget_class_install_action (widget_class, decisions[i].action, NULL, decide_cb);
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
  gtk_widget_class_bind_template_child (widget_class, PpThreatPanel, content);
  gtk_widget_class_bind_template_child (widget_class, PpThreatPanel, counts);
  gtk_widget_class_bind_template_child (widget_class, PpThreatPanel, scope_choice);
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
  gtk_widget_class_bind_template_callback (widget_class, scope_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, reveal_cb);
  gtk_widget_class_bind_template_callback (widget_class, decided_cb);
  gtk_widget_class_bind_template_callback (widget_class, mitigated_cb);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, message_cb);
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
  g_type_ensure (PP_TYPE_THREAT_DETAIL);
  g_type_ensure (PP_TYPE_QUESTION_LIST);
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
  make_list (self);
  add_keys (self);
  update_actions (self);
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
    g_signal_handlers_disconnect_by_func (self->assessment, refresh, self);
  self->refreshing = TRUE;
  g_list_store_remove_all (self->groups);
  self->refreshing = FALSE;
  g_clear_pointer (&self->selected_key, g_free);
  g_clear_pointer (&self->advance_key, g_free);
  g_clear_pointer (&self->element, g_free);
  pp_threat_detail_show (self->detail, NULL, NULL);
  pp_question_list_show (self->questions, NULL, NULL);
  g_set_object (&self->assessment, assessment);
  pp_path_panel_set_assessment (self->paths, assessment);
  if (assessment == NULL)
    return;
  g_signal_connect_object (assessment, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  pp_assessment_set_options (assessment, self->prompts, self->guess);
  refresh (self);
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
  if (self->scope != PP_SCOPE_APPLICATION)
    refresh (self);
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
  item = position != GTK_INVALID_LIST_POSITION ? get_row_item (self, position) : NULL;
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
  position = find_row (self, key);
  if (position == GTK_INVALID_LIST_POSITION)
    return FALSE;
  gtk_single_selection_set_selected (self->selection, position);
  return TRUE;
}

static guint
find_row_of_element (PpThreatPanel *self,
                     const char    *element_id)
{
  guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (self->tree));

  for (guint i = 0; i < n_rows; i++)
    {
      gpointer item = get_row_item (self, i);

      if (PP_IS_THREAT_ITEM (item) && g_str_equal (((PpThreatItem *) item)->element, element_id))
        return i;
    }
  return GTK_INVALID_LIST_POSITION;
}

/* Shows all that is open, so that nothing of the element is left out. */
static void
show_everything_open (PpThreatPanel *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  g_object_set (self, "show", "open", "least-severity", "low", "scope", PP_SCOPE_APPLICATION, NULL);
  refresh (self);
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
  position = find_row_of_element (self, element_id);
  if (position == GTK_INVALID_LIST_POSITION)
    {
      show_everything_open (self);
      position = find_row_of_element (self, element_id);
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
  guint position;

  g_return_if_fail (PP_IS_THREAT_PANEL (self));
  position = gtk_single_selection_get_selected (self->selection);
  gtk_stack_set_visible_child_name (self->pages, "threats");
  if (position != GTK_INVALID_LIST_POSITION)
    gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position);
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
}
