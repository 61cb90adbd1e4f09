/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-search-popover.h"

#include "pp-gradual-list.h"

typedef struct {
  /* Borrowed: parts of the subclass' template */
  GtkSearchEntry *entry;
  GtkListBox     *list;

  /* Owned */
  PpModel        *model;
  GListStore     *found;          /* GObject */
  PpGradualList  *rows;           /* what was found, as far as the list has it */
} PpSearchPopoverPrivate;

G_DEFINE_TYPE_WITH_PRIVATE (PpSearchPopover, pp_search_popover, GTK_TYPE_POPOVER)

static const char item_key[] = "pp-item";

static PpSearchPopoverPrivate *
private_of (PpSearchPopover *self)
{
  return pp_search_popover_get_instance_private (self);
}

static char *
dup_typed (PpSearchPopover *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (private_of (self)->entry))));
}

static void
search (PpSearchPopover *self)
{
  PpSearchPopoverPrivate *private = private_of (self);
  PpSearchPopoverClass *klass = PP_SEARCH_POPOVER_GET_CLASS (self);
  g_autofree char *typed = dup_typed (self);
  g_autofree char *folded = g_utf8_casefold (typed, -1);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);

  if (private->model != NULL)
    klass->find (self, typed, folded, found);
  g_list_store_splice (private->found, 0, g_list_model_get_n_items (G_LIST_MODEL (private->found)), found->pdata,
                       found->len);
  klass->found (self, typed, found->len);
}

static GtkWidget *
make_row (gpointer item,
          gpointer user_data)
{
  GtkWidget *row = PP_SEARCH_POPOVER_GET_CLASS (user_data)->make_row (user_data, item);

  g_object_set_data_full (G_OBJECT (row), item_key, g_object_ref (item), g_object_unref);
  return row;
}

static void
choose (PpSearchPopover *self,
        GtkWidget       *row)
{
  g_autoptr (GObject) item = g_object_ref (g_object_get_data (G_OBJECT (row), item_key));
  g_autofree char *typed = dup_typed (self);

  gtk_popover_popdown (GTK_POPOVER (self));
  PP_SEARCH_POPOVER_GET_CLASS (self)->chosen (self, item, typed);
}

static GtkWidget *
get_first (PpSearchPopover *self)
{
  return gtk_widget_get_first_child (GTK_WIDGET (private_of (self)->list));
}

/* The entry tells of a change only when the typist pauses. */
static void
entry_activated_cb (PpSearchPopover *self)
{
  search (self);
  pp_gradual_list_finish (private_of (self)->rows);
  if (get_first (self) != NULL)
    choose (self, get_first (self));
}

static void
row_activated_cb (PpSearchPopover *self,
                  GtkWidget       *row)
{
  choose (self, row);
}

static gboolean
key_pressed_cb (PpSearchPopover *self,
                guint            keyval)
{
  if (keyval != GDK_KEY_Down || get_first (self) == NULL)
    return GDK_EVENT_PROPAGATE;
  return gtk_widget_grab_focus (get_first (self));
}

static void
pp_search_popover_show (GtkWidget *widget)
{
  PpSearchPopover *self = PP_SEARCH_POPOVER (widget);

  GTK_WIDGET_CLASS (pp_search_popover_parent_class)->show (widget);
  gtk_editable_select_region (GTK_EDITABLE (private_of (self)->entry), 0, -1);
  gtk_widget_grab_focus (GTK_WIDGET (private_of (self)->entry));
  search (self);
}

static void
pp_search_popover_dispose (GObject *object)
{
  PpSearchPopoverPrivate *private = private_of (PP_SEARCH_POPOVER (object));

  g_clear_object (&private->rows);
  g_clear_object (&private->found);
  g_clear_object (&private->model);

  G_OBJECT_CLASS (pp_search_popover_parent_class)->dispose (object);
}

static void
pp_search_popover_class_init (PpSearchPopoverClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pp_search_popover_dispose;
  GTK_WIDGET_CLASS (klass)->show = pp_search_popover_show;
}

static void
pp_search_popover_init (PpSearchPopover *self)
{
  PpSearchPopoverPrivate *private = private_of (self);

  private->found = g_list_store_new (G_TYPE_OBJECT);
  private->rows = pp_gradual_list_new (G_LIST_MODEL (private->found));
}

/**
 * pp_search_popover_set_up:
 * @self: a popover
 * @entry: where one types
 * @list: where stands what fits
 */
void
pp_search_popover_set_up (PpSearchPopover *self,
                          GtkSearchEntry  *entry,
                          GtkListBox      *list)
{
  PpSearchPopoverPrivate *private = private_of (self);
  GtkEventController *keys = gtk_event_controller_key_new ();

  private->entry = entry;
  private->list = list;
  pp_gradual_list_set_view (private->rows, GTK_WIDGET (list));
  gtk_list_box_bind_model (list, G_LIST_MODEL (private->rows), make_row, self, NULL);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (entry), keys);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "search-changed", G_CALLBACK (search), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "activate", G_CALLBACK (entry_activated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "stop-search", G_CALLBACK (gtk_popover_popdown), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "row-activated", G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);
}

PpModel *
pp_search_popover_get_model (PpSearchPopover *self)
{
  g_return_val_if_fail (PP_IS_SEARCH_POPOVER (self), NULL);

  return private_of (self)->model;
}

/**
 * pp_search_popover_set_model:
 * @self: a popover
 * @model: (nullable): where it looks; nothing is left of what was typed
 */
void
pp_search_popover_set_model (PpSearchPopover *self,
                             PpModel         *model)
{
  g_return_if_fail (PP_IS_SEARCH_POPOVER (self));

  g_set_object (&private_of (self)->model, model);
  gtk_editable_set_text (GTK_EDITABLE (private_of (self)->entry), "");
}

/**
 * pp_search_popover_make_row:
 * @icon_name: a sign of what it is
 * @title: what it is called
 * @subtitle: what else is to be said of it
 * @title_lines: how many lines the title may take
 *
 * Returns: (transfer floating): a row for the list
 */
GtkWidget *
pp_search_popover_make_row (const char *icon_name,
                            const char *title,
                            const char *subtitle,
                            int         title_lines)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *escaped = g_markup_escape_text (subtitle, -1);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), title_lines);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (icon_name));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  return row;
}
