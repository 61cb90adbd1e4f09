/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The panel's list: what stands in it, what is selected, and what is said above it. */

#include "config.h"

#include "pp-threat-panel-private.h"

#include <glib/gi18n.h>

#include "pp-line-factory.h"
#include "pp-panel-list.h"
#include "pp-threat-words.h"
#include "pp-turn.h"

/* So many threats are put into the list in one step. */
#define ITEMS_AT_ONCE 300

static const char * const severity_words[] = { "low", "medium", "high", "critical" };

static void
update_counts (PpThreatPanel *self)
{
  guint by_severity[4];
  guint n_open = pp_assessment_count_open (self->assessment, by_severity);
  g_autofree char *threats = NULL;

  pp_threat_counts_set (self->counts, by_severity);
  gtk_widget_set_visible (GTK_WIDGET (self->counts), pp_assessment_is_ready (self->assessment));
  threats = g_strdup_printf (_("T_hreats (%u)"), n_open);
  gtk_stack_page_set_title (self->threats_page, threats);
  if (self->n_open == n_open)
    return;
  self->n_open = n_open;
  g_object_notify (G_OBJECT (self), "open-threats");
}

static void
set_empty (PpThreatPanel *self,
           const char    *title,
           const char    *description)
{
  pp_panel_list_show_empty (self->list_stack, self->empty_page, title, description);
}

static void
update_list_page (PpThreatPanel *self)
{
  gboolean looking = !pp_assessment_is_ready (self->assessment);
  PpModel *model = _pp_threat_panel_get_model (self);

  /* Where there is nothing to choose, what is said of that has all the room. */
  if (self->n_items == 0)
    adw_leaflet_set_visible_child (self->leaflet, self->list_side);
  gtk_widget_set_visible (self->detail_side, self->n_items > 0);
  gtk_spinner_set_spinning (self->spinner, looking && self->n_items == 0);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->groups)) > 0)
    gtk_stack_set_visible_child_name (self->list_stack, "list");
  else if (looking)
    gtk_stack_set_visible_child_name (self->list_stack, "looking");
  else if (_pp_threat_panel_lacks_element (self))
    set_empty (self, _("Nothing Selected"), _("Select one element in the diagram to see what threatens it."));
  else if (pp_model_get_n_records (model, PP_RECORD_NODE) + pp_model_get_n_records (model, PP_RECORD_EDGE) == 0)
    set_empty (self, _("Nothing to Look At Yet"), _("Draw a system, and what threatens it stands here."));
  else if (self->n_items > 0)
    set_empty (self, _("No Threat to Show"), _("Other threats are hidden by the search or by what the list shows."));
  else
    set_empty (self, _("No Threats Found"), _("Answer questions to find out more."));
}

/* Whether the list has all that it is to have. */
static gboolean
is_filled (PpThreatPanel *self)
{
  return self->fill == NULL && pp_gradual_list_is_filled (self->lines);
}

gpointer
_pp_threat_panel_get_row_item (PpThreatPanel *self,
                               guint          position)
{
  g_autoptr (GtkTreeListRow) row = g_list_model_get_item (G_LIST_MODEL (self->lines), position);
  gpointer item = row != NULL ? gtk_tree_list_row_get_item (row) : NULL;

  /* The store of its group keeps it alive. */
  if (item != NULL)
    g_object_unref (item);
  return item;
}

guint
_pp_threat_panel_find_row (PpThreatPanel *self,
                           const char    *key)
{
  guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (self->lines));

  for (guint i = 0; key != NULL && i < n_rows; i++)
    {
      gpointer item = _pp_threat_panel_get_row_item (self, i);

      if (PP_IS_THREAT_ITEM (item) && g_str_equal (((PpThreatItem *) item)->key, key))
        return i;
    }
  return GTK_INVALID_LIST_POSITION;
}

guint
_pp_threat_panel_find_row_of_element (PpThreatPanel *self,
                                      const char    *element_id)
{
  guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (self->lines));

  for (guint i = 0; i < n_rows; i++)
    {
      gpointer item = _pp_threat_panel_get_row_item (self, i);

      if (PP_IS_THREAT_ITEM (item) && g_str_equal (((PpThreatItem *) item)->element, element_id))
        return i;
    }
  return GTK_INVALID_LIST_POSITION;
}

/* The key of the threat that a person who works through the list gets to next. */
char *
_pp_threat_panel_find_next_key (PpThreatPanel *self)
{
  guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (self->lines));
  guint selected = gtk_single_selection_get_selected (self->selection);

  for (guint i = selected + 1; selected != GTK_INVALID_LIST_POSITION && i < n_rows; i++)
    if (PP_IS_THREAT_ITEM (_pp_threat_panel_get_row_item (self, i)))
      return g_strdup (((PpThreatItem *) _pp_threat_panel_get_row_item (self, i))->key);
  for (guint i = selected; selected != GTK_INVALID_LIST_POSITION && i-- > 0;)
    if (PP_IS_THREAT_ITEM (_pp_threat_panel_get_row_item (self, i)))
      return g_strdup (((PpThreatItem *) _pp_threat_panel_get_row_item (self, i))->key);
  return NULL;
}

static void
show_selected (PpThreatPanel *self)
{
  PpThreatItem *item = pp_threat_panel_get_selected (self);

  g_free (self->selected_key);
  self->selected_key = item != NULL ? g_strdup (item->key) : NULL;
  pp_threat_detail_show (self->detail, self->assessment, item);
  _pp_threat_panel_update_actions (self);
}

static gboolean
reveal_cb (gpointer user_data)
{
  PpThreatPanel *self = PP_THREAT_PANEL (user_data);
  g_autofree char *element = g_steal_pointer (&self->to_reveal);

  self->reveal_idle = 0;
  _pp_threat_panel_reveal (self, element);
  return G_SOURCE_REMOVE;
}

/* The diagram and the inspector follow in the next turn of the main loop, or after some lines more. */
void
_pp_threat_panel_queue_reveal (PpThreatPanel *self,
                               const char    *element)
{
  g_free (self->to_reveal);
  self->to_reveal = g_strdup (element);
  if (self->reveal_idle == 0)
    self->reveal_idle = pp_turn_add (reveal_cb, self);
}

static void
selected_cb (PpThreatPanel *self)
{
  guint position = gtk_single_selection_get_selected (self->selection);
  gpointer item = position != GTK_INVALID_LIST_POSITION ? _pp_threat_panel_get_row_item (self, position) : NULL;

  /* A line that goes only because others come may be back a moment later. */
  if (self->refreshing || (item == NULL && !is_filled (self)))
    return;
  show_selected (self);
  if (PP_IS_THREAT_ITEM (item))
    _pp_threat_panel_queue_reveal (self, ((PpThreatItem *) item)->element);
  else if (item != NULL && pp_threat_group_get_element (item) != NULL)
    _pp_threat_panel_queue_reveal (self, pp_threat_group_get_element (item));
}

static void
row_activated_cb (PpThreatPanel *self,
                  guint          position)
{
  gpointer item = _pp_threat_panel_get_row_item (self, position);

  if (PP_IS_THREAT_ITEM (item))
    _pp_threat_panel_open_detail (self);
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

/* Who works through the list by keys was on a line that is gone, or on a heading since; who went elsewhere in the
 * meantime stays there. Until the list is filled the line may be one that is taken away once more. */
static void
follow_selection (PpThreatPanel *self)
{
  gboolean is_here = gtk_widget_get_focus_child (GTK_WIDGET (self->list)) != NULL;

  if (self->focus_next && is_here)
    pp_panel_list_focus (self->list, self->selection);
  self->focus_next = self->focus_next && is_here && !is_filled (self);
}

/* Selects what was selected, or what comes after what has just been decided; a line that is not there yet is
 * waited for. */
static void
restore_selection (PpThreatPanel *self)
{
  gboolean filled = is_filled (self);
  guint position = _pp_threat_panel_find_row (self, self->advance_key);

  if (position == GTK_INVALID_LIST_POSITION && (self->advance_key == NULL || filled))
    position = _pp_threat_panel_find_row (self, self->selected_key);
  if (position == GTK_INVALID_LIST_POSITION && !filled)
    return;
  self->refreshing = TRUE;
  gtk_single_selection_set_selected (self->selection, position);
  self->refreshing = FALSE;
  g_clear_pointer (&self->advance_key, g_free);
  show_selected (self);
  follow_selection (self);
}

static void
filled_cb (PpThreatPanel *self)
{
  if (is_filled (self) && !self->refreshing && self->assessment != NULL)
    restore_selection (self);
}

/* A step of its own, so that neither holds up a frame. */
static gboolean
ask_cb (gpointer user_data)
{
  PpThreatPanel *self = PP_THREAT_PANEL (user_data);
  PpScope scope = _pp_threat_panel_get_scope (self);
  guint n_questions = pp_question_list_show (self->questions, self->assessment, &scope);
  g_autofree char *title = g_strdup_printf (_("_Questions (%u)"), n_questions);

  self->ask_idle = 0;
  gtk_stack_page_set_title (self->questions_page, title);
  return G_SOURCE_REMOVE;
}

static void
queue_questions (PpThreatPanel *self)
{
  if (self->ask_idle == 0)
    self->ask_idle = pp_turn_add (ask_cb, self);
}

static gboolean
refresh_cb (gpointer user_data)
{
  PpThreatPanel *self = PP_THREAT_PANEL (user_data);

  self->refresh_idle = 0;
  _pp_threat_panel_refresh (self);
  return G_SOURCE_REMOVE;
}

/* The assessment has just been at work in this turn of the main loop; the list takes the next one. */
void
_pp_threat_panel_queue_refresh (PpThreatPanel *self)
{
  if (self->refresh_idle == 0)
    self->refresh_idle = pp_turn_add (refresh_cb, self);
}

void
_pp_threat_panel_stop_filling (PpThreatPanel *self)
{
  g_clear_handle_id (&self->fill_idle, pp_turn_remove);
  g_clear_pointer (&self->fill, pp_threat_fill_free);
}

/* Returns: whether there is something left */
static gboolean
fill_more (PpThreatPanel *self,
           guint          n_items)
{
  gboolean more;

  self->refreshing = TRUE;
  more = pp_threat_fill_step (self->fill, n_items);
  self->refreshing = FALSE;
  if (more)
    return TRUE;
  _pp_threat_panel_stop_filling (self);
  restore_selection (self);
  update_counts (self);
  queue_questions (self);
  update_list_page (self);
  return FALSE;
}

static gboolean
fill_cb (gpointer user_data)
{
  PpThreatPanel *self = PP_THREAT_PANEL (user_data);

  return fill_more (self, ITEMS_AT_ONCE) ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* For who has to go to a line. */
void
_pp_threat_panel_finish_filling (PpThreatPanel *self)
{
  if (self->fill != NULL)
    fill_more (self, G_MAXUINT);
  pp_gradual_list_finish (self->lines);
}

void
_pp_threat_panel_refresh (PpThreatPanel *self)
{
  PpScope scope = _pp_threat_panel_get_scope (self);
  g_autofree char *folded = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->search)), -1);
  PpThreatFilter filter = get_filter (self, folded);
  g_autoptr (GPtrArray) items = NULL;

  g_clear_handle_id (&self->refresh_idle, pp_turn_remove);
  _pp_threat_panel_stop_filling (self);
  if (self->assessment == NULL)
    return;
  _pp_threat_panel_update_scope (self);
  items = pp_assessment_list_items (self->assessment, &scope);
  self->n_items = items->len;
  self->fill = pp_threat_fill_new (self->groups, _pp_threat_panel_get_model (self), items, &filter);
  if (fill_more (self, ITEMS_AT_ONCE))
    self->fill_idle = pp_turn_add (fill_cb, self);
}

static GListModel *
list_children (gpointer item,
               gpointer user_data)
{
  if (!PP_IS_THREAT_GROUP (item))
    return NULL;
  return G_LIST_MODEL (g_object_ref (pp_threat_group_get_items (item)));
}

static GtkWidget *
make_line (void)
{
  GtkWidget *expander = gtk_tree_expander_new ();

  gtk_tree_expander_set_child (GTK_TREE_EXPANDER (expander), pp_threat_line_new ());
  return expander;
}

static void
bind_line (gpointer     user_data,
           GtkWidget   *widget,
           GtkListItem *list_item)
{
  PpThreatPanel *self = PP_THREAT_PANEL (user_data);
  GtkTreeExpander *expander = GTK_TREE_EXPANDER (widget);
  PpThreatLine *line = PP_THREAT_LINE (gtk_tree_expander_get_child (expander));
  GtkTreeListRow *row = gtk_list_item_get_item (list_item);
  g_autoptr (GObject) item = gtk_tree_list_row_get_item (row);
  g_autofree char *place = NULL;

  gtk_tree_expander_set_list_row (expander, row);
  /* The row of something that has gone stays in the list until another one takes its place. */
  gtk_widget_set_visible (GTK_WIDGET (line), item != NULL);
  if (item == NULL)
    return;
  if (PP_IS_THREAT_GROUP (item))
    {
      pp_threat_line_show_group (line, PP_THREAT_GROUP (item));
      return;
    }
  if (g_str_equal (self->group_by, "category"))
    place = pp_threat_words_dup_element (_pp_threat_panel_get_model (self), PP_THREAT_ITEM (item)->element);
  pp_threat_line_show_item (line, PP_THREAT_ITEM (item),
                            place != NULL ? place : gettext (PP_THREAT_ITEM (item)->category));
}

void
_pp_threat_panel_make_list (PpThreatPanel *self)
{
  g_autoptr (GtkListItemFactory) factory = pp_line_factory_new (make_line, bind_line, self);

  self->groups = g_list_store_new (PP_TYPE_THREAT_GROUP);
  self->tree = gtk_tree_list_model_new (G_LIST_MODEL (g_object_ref (self->groups)), FALSE, TRUE, list_children,
                                        NULL, NULL);
  self->lines = pp_gradual_list_new (G_LIST_MODEL (self->tree));
  g_signal_connect_object (self->lines, "notify::filled", G_CALLBACK (filled_cb), self, G_CONNECT_SWAPPED);
  self->selection = pp_panel_list_set_up (self->list, factory, self->lines, G_CALLBACK (selected_cb), self);
  g_signal_connect_swapped (self->list, "activate", G_CALLBACK (row_activated_cb), self);
}
