/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-controls-window.h"

#include <glib/gi18n.h>

#include "pp-control-page.h"
#include "pp-control-words.h"
#include "pp-edit.h"
#include "pp-gradual-list.h"
#include "pp-help.h"
#include "pp-marking-banner.h"
#include "pp-shortcuts.h"
#include "pp-turn.h"
#include "pp-text-scale.h"

struct _PpControlsWindow {
  AdwWindow           parent_instance;

  /* Template widgets */
  AdwWindowTitle     *heading;
  PpMarkingBanner    *marking_banner;
  GtkStack           *stack;
  GtkSearchEntry     *search;
  GtkListView        *list;
  GtkSingleSelection *selection;
  GtkWidget          *page_room;
  GtkWidget          *delete_button;

  /* Owned */
  PpHistory          *history;
  GListStore         *controls;
  PpGradualList      *rows;           /* the controls, as far as the list has them */

  /* Borrowed */
  PpControlPage      *page;           /* in its room; made when it is needed, in a turn of its own */

  /* State */
  guint               making_page;
  gboolean            has_list;
  gboolean            filling;
};

G_DEFINE_FINAL_TYPE (PpControlsWindow, pp_controls_window, ADW_TYPE_WINDOW)

enum {
  OPEN_THREAT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static PpControl *
get_selected (PpControlsWindow *self)
{
  return gtk_single_selection_get_selected_item (self->selection);
}

static void
open_threat_cb (PpControlsWindow *self,
                const char       *id)
{
  g_signal_emit (self, signals[OPEN_THREAT], 0, id);
}

static void
make_page (PpControlsWindow *self)
{
  self->page = PP_CONTROL_PAGE (pp_control_page_new ());
  gtk_widget_set_hexpand (GTK_WIDGET (self->page), TRUE);
  g_signal_connect_swapped (self->page, "open-threat", G_CALLBACK (open_threat_cb), self);
  gtk_box_append (GTK_BOX (self->page_room), GTK_WIDGET (self->page));
}

static void
ensure_page (PpControlsWindow *self)
{
  g_clear_handle_id (&self->making_page, pp_turn_remove);
  if (self->page == NULL)
    make_page (self);
}

static void show_selected (PpControlsWindow *self);

static gboolean
make_page_cb (gpointer user_data)
{
  PpControlsWindow *self = PP_CONTROLS_WINDOW (user_data);

  if (self->page == NULL)
    {
      make_page (self);
      return G_SOURCE_CONTINUE;
    }
  self->making_page = 0;
  show_selected (self);
  return G_SOURCE_REMOVE;
}

static void
show_selected (PpControlsWindow *self)
{
  PpControl *control = get_selected (self);
  const char *id = control != NULL ? pp_record_get_id (PP_RECORD (control)) : NULL;

  gtk_widget_set_sensitive (self->delete_button, control != NULL);
  gtk_widget_set_visible (self->page_room, control != NULL);
  if (self->page != NULL && g_strcmp0 (id, pp_control_page_get_control (self->page)) != 0)
    pp_control_page_set_control (self->page, self->history, id);
  else if (self->page == NULL && control != NULL && self->making_page == 0)
    self->making_page = pp_turn_add (make_page_cb, self);
}

static const char *
get_shown (PpControlsWindow *self)
{
  return self->page != NULL ? pp_control_page_get_control (self->page) : NULL;
}

/* While rows come the selection moves by itself. */
static void
selected_cb (PpControlsWindow *self)
{
  if (!self->filling && pp_gradual_list_is_filled (self->rows))
    show_selected (self);
}

static gboolean
fits (PpControl  *control,
      const char *folded)
{
  g_autofree char *title = pp_control_words_dup_title (control);
  g_autofree char *detail = pp_control_words_dup_detail (control);
  g_autofree char *text = g_strdup_printf ("%s %s", title, detail);
  g_autofree char *folded_text = g_utf8_casefold (text, -1);

  return strstr (folded_text, folded) != NULL;
}

static int
compare_titles (gconstpointer a,
                gconstpointer b)
{
  PpControl *first = *(PpControl * const *) a;
  PpControl *second = *(PpControl * const *) b;
  int order = g_utf8_collate (pp_control_get_title (first), pp_control_get_title (second));

  return order != 0 ? order : strcmp (pp_record_get_id (PP_RECORD (first)), pp_record_get_id (PP_RECORD (second)));
}

static void
select_id (PpControlsWindow *self,
           const char       *id)
{
  for (guint i = 0; id != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (self->rows)); i++)
    {
      g_autoptr (PpRecord) record = g_list_model_get_item (G_LIST_MODEL (self->rows), i);

      if (g_str_equal (pp_record_get_id (record), id))
        gtk_single_selection_set_selected (self->selection, i);
    }
}

static void
show_count (PpControlsWindow *self,
            guint             n_controls)
{
  g_autofree char *text = g_strdup_printf (ngettext ("%u control", "%u controls", n_controls), n_controls);

  adw_window_title_set_subtitle (self->heading, n_controls > 0 ? text : "");
  gtk_stack_set_visible_child_name (self->stack, n_controls > 0 ? "controls" : "empty");
}

/* All rows anew: what a row tells may have changed, and its record is the same. */
static void
fill (PpControlsWindow *self)
{
  g_autoptr (GPtrArray) all = pp_model_dup_sorted (pp_history_get_model (self->history), PP_RECORD_CONTROL);
  g_autoptr (GPtrArray) shown = g_ptr_array_new ();
  g_autofree char *folded = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->search)), -1);
  g_autofree char *id = g_strdup (get_shown (self));

  self->has_list = TRUE;
  g_ptr_array_sort (all, compare_titles);
  for (guint i = 0; i < all->len; i++)
    if (fits (g_ptr_array_index (all, i), folded))
      g_ptr_array_add (shown, g_ptr_array_index (all, i));
  self->filling = TRUE;
  g_list_store_splice (self->controls, 0, g_list_model_get_n_items (G_LIST_MODEL (self->controls)),
                       shown->pdata, shown->len);
  select_id (self, id);
  self->filling = FALSE;
  show_count (self, all->len);
  selected_cb (self);
}

/* Lines that come before the window is shown would all be laid out in its first frame. */
static void
ensure_list (PpControlsWindow *self)
{
  if (!self->has_list)
    fill (self);
}

static void
filled_cb (PpControlsWindow *self)
{
  gboolean filled = pp_gradual_list_is_filled (self->rows);

  gtk_accessible_update_state (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_STATE_BUSY, !filled, -1);
  if (!filled || self->filling)
    return;
  self->filling = TRUE;
  select_id (self, get_shown (self));
  self->filling = FALSE;
  show_selected (self);
}

static void
model_changed_cb (PpControlsWindow *self,
                  GPtrArray        *changes)
{
  for (guint i = 0; i < changes->len; i++)
    {
      PpChange *change = g_ptr_array_index (changes, i);

      if (change->type == PP_RECORD_CONTROL)
        {
          fill (self);
          return;
        }
    }
}

static void
apply (PpControlsWindow *self,
       const char       *label,
       GPtrArray        *changes)
{
  g_autoptr (GError) error = NULL;

  if (!pp_history_apply (self->history, label, changes, &error))
    g_warning ("The controls were not changed: %s", error->message);
}

static void
add_cb (GtkWidget  *widget,
        const char *name,
        GVariant   *parameter)
{
  PpControlsWindow *self = PP_CONTROLS_WINDOW (widget);
  g_autofree char *id = NULL;
  g_autoptr (GPtrArray) changes = pp_edit_add_control (pp_history_get_model (self->history), NULL, NULL, &id);

  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  apply (self, N_("New Control"), changes);
  pp_controls_window_select (self, id);
  pp_control_page_edit_title (self->page);
}

static void
delete_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  PpControlsWindow *self = PP_CONTROLS_WINDOW (widget);
  PpControl *control = get_selected (self);
  g_autoptr (GPtrArray) changes = NULL;

  if (control == NULL)
    return;
  changes = pp_edit_remove_control (pp_history_get_model (self->history), pp_record_get_id (PP_RECORD (control)));
  apply (self, N_("Delete Control"), changes);
}

static void
history_cb (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  PpControlsWindow *self = PP_CONTROLS_WINDOW (widget);

  if (self->page != NULL)
    pp_control_page_flush (self->page);
  if (g_str_equal (name, "win.undo"))
    pp_history_undo (self->history);
  else
    pp_history_redo (self->history);
}

static void
search_changed_cb (PpControlsWindow *self)
{
  fill (self);
}

static void
setup_row_cb (GtkListItemFactory *factory,
              GtkListItem        *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *title = gtk_label_new (NULL);
  GtkWidget *detail = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_label_set_lines (GTK_LABEL (title), 2);
  gtk_label_set_xalign (GTK_LABEL (detail), 0);
  gtk_label_set_ellipsize (GTK_LABEL (detail), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (detail, "caption");
  gtk_widget_add_css_class (detail, "dim-label");
  gtk_box_append (GTK_BOX (texts), title);
  gtk_box_append (GTK_BOX (texts), detail);
  gtk_box_append (GTK_BOX (box), gtk_image_new ());
  gtk_box_append (GTK_BOX (box), texts);
  gtk_widget_add_css_class (box, "pp-control-row");
  gtk_list_item_set_child (item, box);
}

static void
bind_row_cb (GtkListItemFactory *factory,
             GtkListItem        *item)
{
  PpControl *control = gtk_list_item_get_item (item);
  GtkWidget *icon = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *texts = gtk_widget_get_next_sibling (icon);
  g_autofree char *title = pp_control_words_dup_title (control);
  g_autofree char *detail = pp_control_words_dup_detail (control);

  gtk_image_set_from_icon_name (GTK_IMAGE (icon), pp_control_words_icon (pp_control_get_status (control)));
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_first_child (texts)), title);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_last_child (texts)), detail);
}

static void
pp_controls_window_dispose (GObject *object)
{
  PpControlsWindow *self = PP_CONTROLS_WINDOW (object);

  if (self->history != NULL)
    {
      if (self->page != NULL)
        pp_control_page_flush (self->page);
      g_signal_handlers_disconnect_by_data (pp_history_get_model (self->history), self);
    }
  g_clear_handle_id (&self->making_page, pp_turn_remove);
  self->page = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), PP_TYPE_CONTROLS_WINDOW);
  g_clear_object (&self->history);
  g_clear_object (&self->rows);
  g_clear_object (&self->controls);
  G_OBJECT_CLASS (pp_controls_window_parent_class)->dispose (object);
}

static void
pp_controls_window_class_init (PpControlsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pp_controls_window_dispose;
  signals[OPEN_THREAT] = g_signal_new ("open-threat", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                       0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  g_type_ensure (PP_TYPE_MARKING_BANNER);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/ui/pp-controls-window.ui");
  gtk_widget_class_bind_template_child (widget_class, PpControlsWindow, heading);
  gtk_widget_class_bind_template_child (widget_class, PpControlsWindow, marking_banner);
  gtk_widget_class_bind_template_child (widget_class, PpControlsWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, PpControlsWindow, search);
  gtk_widget_class_bind_template_child (widget_class, PpControlsWindow, list);
  gtk_widget_class_bind_template_child (widget_class, PpControlsWindow, selection);
  gtk_widget_class_bind_template_child (widget_class, PpControlsWindow, page_room);
  gtk_widget_class_bind_template_child (widget_class, PpControlsWindow, delete_button);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, setup_row_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_row_cb);
  gtk_widget_class_install_action (widget_class, "controls.add", NULL, add_cb);
  gtk_widget_class_install_action (widget_class, "controls.delete", NULL, delete_cb);
  gtk_widget_class_install_action (widget_class, "win.undo", NULL, history_cb);
  gtk_widget_class_install_action (widget_class, "win.redo", NULL, history_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_CONTROL_MASK, "controls.add", NULL);
}

static void
pp_controls_window_init (PpControlsWindow *self)
{
  self->controls = g_list_store_new (PP_TYPE_CONTROL);
  gtk_widget_init_template (GTK_WIDGET (self));
  pp_text_scale_follow (GTK_WIDGET (self));
  pp_help_add_key (GTK_WINDOW (self));
  self->rows = pp_gradual_list_new (G_LIST_MODEL (self->controls));
  pp_gradual_list_set_view (self->rows, GTK_WIDGET (self->list));
  g_signal_connect_object (self->rows, "notify::filled", G_CALLBACK (filled_cb), self, G_CONNECT_SWAPPED);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->rows));
  pp_shortcuts_add_editing (GTK_WIDGET (self));
}

/**
 * pp_controls_window_new:
 * @parent: (nullable): the window that it belongs to
 * @history: the way to the model
 *
 * Returns: (transfer floating): a window; not yet shown
 */
GtkWidget *
pp_controls_window_new (GtkWindow *parent,
                        PpHistory *history)
{
  PpControlsWindow *self = g_object_new (PP_TYPE_CONTROLS_WINDOW, "transient-for", parent, NULL);

  self->history = g_object_ref (history);
  pp_marking_banner_set_model (self->marking_banner, pp_history_get_model (history));
  g_signal_connect_object (pp_history_get_model (history), "changed", G_CALLBACK (model_changed_cb), self,
                           G_CONNECT_SWAPPED);
  show_count (self, pp_model_get_n_records (pp_history_get_model (history), PP_RECORD_CONTROL));
  g_signal_connect (self, "map", G_CALLBACK (ensure_list), NULL);
  return GTK_WIDGET (self);
}

/**
 * pp_controls_window_select:
 * @self: a window
 * @control_id: a control
 *
 * Opens a control in the editor.
 */
void
pp_controls_window_select (PpControlsWindow *self,
                           const char       *control_id)
{
  ensure_page (self);
  ensure_list (self);
  pp_gradual_list_finish (self->rows);
  select_id (self, control_id);
  show_selected (self);
}
