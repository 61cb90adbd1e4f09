/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-tags-completion.h"

#include <glib/gi18n.h>

#define MIN_TYPED_CHARACTERS 2
#define NAME_WIDTH_CHARACTERS 34

struct _PpTagsCompletion {
  GtkPopover  parent_instance;

  /* borrowed: a child of the popover, and the entry beside whose ancestor it stands */
  GtkListBox *list;
  GtkWidget  *text;
};

G_DEFINE_FINAL_TYPE (PpTagsCompletion, pp_tags_completion, GTK_TYPE_POPOVER)

enum {
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char text_key[] = "pp-text";

static GtkWidget *
make_row (const PpTagSuggestion *suggestion)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *id = gtk_label_new (suggestion->text);
  GtkWidget *name = gtk_label_new (suggestion->name);
  g_autofree char *spoken = g_strdup_printf ("%s %s", suggestion->text, suggestion->name);

  gtk_widget_add_css_class (id, "numeric");
  gtk_widget_add_css_class (id, "heading");
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (name), NAME_WIDTH_CHARACTERS);
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_set_tooltip_text (row, suggestion->name);
  gtk_box_append (GTK_BOX (box), id);
  gtk_box_append (GTK_BOX (box), name);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_object_set_data_full (G_OBJECT (row), text_key, g_strdup (suggestion->text), g_free);
  return row;
}

static void
choose (PpTagsCompletion *self,
        GtkListBoxRow    *row)
{
  g_autofree char *text = g_strdup (g_object_get_data (G_OBJECT (row), text_key));

  pp_tags_completion_hide (self);
  g_signal_emit (self, signals[CHOSEN], 0, text);
}

static void
row_activated_cb (PpTagsCompletion *self,
                  GtkListBoxRow    *row)
{
  choose (self, row);
}

static void
select_row (PpTagsCompletion *self,
            GtkListBoxRow    *row)
{
  gtk_list_box_select_row (self->list, row);
  if (row != NULL)
    gtk_accessible_update_relation (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_RELATION_ACTIVE_DESCENDANT,
                                    row, -1);
  else
    gtk_accessible_reset_relation (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_RELATION_ACTIVE_DESCENDANT);
}

/* From nothing to the first or the last, and from these back to nothing. */
static void
move_selection (PpTagsCompletion *self,
                int               step)
{
  GtkListBoxRow *selected = gtk_list_box_get_selected_row (self->list);
  int n_items = (int) pp_tags_completion_get_n_items (self);
  int position = selected != NULL ? gtk_list_box_row_get_index (selected) + step : step > 0 ? 0 : n_items - 1;

  select_row (self, position >= 0 && position < n_items ? gtk_list_box_get_row_at_index (self->list, position)
                                                        : NULL);
}

static void
pp_tags_completion_class_init (PpTagsCompletionClass *klass)
{
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
pp_tags_completion_init (PpTagsCompletion *self)
{
  GtkWidget *list = gtk_list_box_new ();

  self->list = GTK_LIST_BOX (list);
  /* The entry keeps the focus, also when a row is clicked. */
  gtk_widget_set_can_focus (list, FALSE);
  gtk_list_box_set_activate_on_single_click (self->list, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Suggestions"), -1);
  g_signal_connect_swapped (list, "row-activated", G_CALLBACK (row_activated_cb), self);
  gtk_popover_set_child (GTK_POPOVER (self), list);
  gtk_popover_set_autohide (GTK_POPOVER (self), FALSE);
  gtk_popover_set_has_arrow (GTK_POPOVER (self), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self), GTK_POS_BOTTOM);
  gtk_widget_add_css_class (GTK_WIDGET (self), "menu");
}

/**
 * pp_tags_completion_new:
 * @text: the entry in which people type
 *
 * Returns: (transfer floating): a completion; the caller sets its parent and unparents it
 */
GtkWidget *
pp_tags_completion_new (GtkWidget *text)
{
  PpTagsCompletion *self = g_object_new (PP_TYPE_TAGS_COMPLETION, NULL);

  self->text = text;
  gtk_accessible_update_property (GTK_ACCESSIBLE (text), GTK_ACCESSIBLE_PROPERTY_AUTOCOMPLETE,
                                  GTK_ACCESSIBLE_AUTOCOMPLETE_LIST, -1);
  return GTK_WIDGET (self);
}

/**
 * pp_tags_completion_show:
 * @self: a completion
 * @vocabulary: where suggestions come from
 * @typed: what is typed
 *
 * Shows what fits, or nothing.
 */
void
pp_tags_completion_show (PpTagsCompletion       *self,
                         const PpTagsVocabulary *vocabulary,
                         const char             *typed)
{
  g_autoptr (GPtrArray) suggestions = NULL;
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  if (g_utf8_strlen (typed, -1) >= MIN_TYPED_CHARACTERS)
    suggestions = vocabulary->list_suggestions (typed, PP_TAGS_COMPLETION_LENGTH);
  for (guint i = 0; suggestions != NULL && i < suggestions->len; i++)
    gtk_list_box_append (self->list, make_row (g_ptr_array_index (suggestions, i)));
  if (suggestions == NULL || suggestions->len == 0)
    {
      pp_tags_completion_hide (self);
      return;
    }
  select_row (self, vocabulary->strict ? gtk_list_box_get_row_at_index (self->list, 0) : NULL);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_STATE_EXPANDED, TRUE, -1);
  gtk_popover_popup (GTK_POPOVER (self));
}

void
pp_tags_completion_hide (PpTagsCompletion *self)
{
  select_row (self, NULL);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_STATE_EXPANDED, FALSE, -1);
  gtk_popover_popdown (GTK_POPOVER (self));
}

/**
 * pp_tags_completion_handle_key:
 * @self: a completion
 * @key: a key that was pressed in the entry
 *
 * Returns: whether the key was meant for the suggestions
 */
gboolean
pp_tags_completion_handle_key (PpTagsCompletion *self,
                               guint             key)
{
  GtkListBoxRow *selected = gtk_list_box_get_selected_row (self->list);

  if (!gtk_widget_get_visible (GTK_WIDGET (self)))
    return FALSE;
  if (key == GDK_KEY_Down || key == GDK_KEY_KP_Down)
    move_selection (self, 1);
  else if (key == GDK_KEY_Up || key == GDK_KEY_KP_Up)
    move_selection (self, -1);
  else if (key == GDK_KEY_Escape)
    pp_tags_completion_hide (self);
  else if ((key == GDK_KEY_Return || key == GDK_KEY_KP_Enter) && selected != NULL)
    choose (self, selected);
  else
    return FALSE;
  return TRUE;
}

guint
pp_tags_completion_get_n_items (PpTagsCompletion *self)
{
  guint n_items = 0;

  while (gtk_list_box_get_row_at_index (self->list, (int) n_items) != NULL)
    n_items++;
  return n_items;
}
