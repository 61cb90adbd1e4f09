/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pp-layout-strip.h"

#include <glib/gi18n.h>

#include "pp-drag-escape.h"

/* The tabs of a model's layouts below the canvas. A tab is a toggle button of a group; its menu acts on
 * the layout that it selects first. */
struct _PpLayoutStrip {
  GtkWidget          parent_instance;

  /* Template widgets */
  GtkWidget         *content;
  GtkScrolledWindow *scroller;
  GtkBox            *tabs;
  GMenuModel        *tab_menu;

  /* Owned */
  PpModel           *model;
  char              *selected_id;

  /* State */
  gboolean           updating;
};

G_DEFINE_FINAL_TYPE (PpLayoutStrip, pp_layout_strip, GTK_TYPE_WIDGET)

enum {
  LAYOUT_SELECTED,
  LAYOUT_MOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char layout_key[] = "pp-layout-id";

static const char *
get_layout_id (GtkWidget *tab)
{
  return g_object_get_data (G_OBJECT (tab), layout_key);
}

static void
scroll_to (PpLayoutStrip *self,
           GtkWidget     *tab)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_hadjustment (self->scroller);
  graphene_rect_t bounds;

  if (gtk_widget_compute_bounds (tab, GTK_WIDGET (self->tabs), &bounds))
    gtk_adjustment_clamp_page (adjustment, bounds.origin.x, bounds.origin.x + bounds.size.width);
}

static void
toggled_cb (PpLayoutStrip   *self,
            GtkToggleButton *tab)
{
  if (self->updating || !gtk_toggle_button_get_active (tab))
    return;
  g_signal_emit (self, signals[LAYOUT_SELECTED], 0, get_layout_id (GTK_WIDGET (tab)));
}

static void
popover_closed_cb (GtkWidget *popover)
{
  GtkWidget *tab = gtk_widget_get_parent (popover);

  if (gtk_widget_get_root (tab) != NULL)
    gtk_widget_grab_focus (tab);
}

static void
show_menu (PpLayoutStrip *self,
           GtkWidget     *tab)
{
  GtkWidget *popover = g_object_get_data (G_OBJECT (tab), "pp-popover");

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (tab), TRUE);
  if (popover == NULL)
    {
      popover = gtk_popover_menu_new_from_model (self->tab_menu);
      gtk_widget_set_parent (popover, tab);
      gtk_popover_set_has_arrow (GTK_POPOVER (popover), TRUE);
      gtk_popover_set_position (GTK_POPOVER (popover), GTK_POS_TOP);
      g_signal_connect (popover, "closed", G_CALLBACK (popover_closed_cb), NULL);
      g_object_set_data (G_OBJECT (tab), "pp-popover", popover);
    }
  gtk_popover_popup (GTK_POPOVER (popover));
}

static void
menu_pressed_cb (GtkGesture    *gesture,
                 int            n_press,
                 double         x,
                 double         y,
                 PpLayoutStrip *self)
{
  show_menu (self, gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture)));
}

static void
double_clicked_cb (GtkGesture    *gesture,
                   int            n_press,
                   double         x,
                   double         y,
                   PpLayoutStrip *self)
{
  if (n_press == 2)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.layout-properties", NULL);
}

static gboolean
menu_key_cb (GtkWidget *tab,
             GVariant  *arguments,
             gpointer   user_data)
{
  show_menu (PP_LAYOUT_STRIP (user_data), tab);
  return TRUE;
}

static gboolean
rename_key_cb (GtkWidget *tab,
               GVariant  *arguments,
               gpointer   user_data)
{
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (tab), TRUE);
  return gtk_widget_activate_action (tab, "win.layout-properties", NULL);
}

static gboolean
delete_key_cb (GtkWidget *tab,
               GVariant  *arguments,
               gpointer   user_data)
{
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (tab), TRUE);
  return gtk_widget_activate_action (tab, "win.layout-delete", NULL);
}

static void
add_key (GtkEventController *controller,
         const char         *accelerator,
         GtkShortcutFunc     callback,
         PpLayoutStrip      *self)
{
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
    gtk_shortcut_new (gtk_shortcut_trigger_parse_string (accelerator),
                      gtk_callback_action_new (callback, self, NULL)));
}

static GdkContentProvider *
drag_prepare_cb (GtkDragSource *source,
                 double         x,
                 double         y,
                 PpLayoutStrip *self)
{
  GtkWidget *tab = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source));
  g_autoptr (GdkPaintable) picture = gtk_widget_paintable_new (tab);

  gtk_drag_source_set_icon (source, picture, (int) x, (int) y);
  return gdk_content_provider_new_typed (GTK_TYPE_TOGGLE_BUTTON, tab);
}

static guint
get_position (PpLayoutStrip *self,
              GtkWidget     *tab)
{
  guint position = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->tabs)); child != tab;
       child = gtk_widget_get_next_sibling (child))
    position++;
  return position;
}

static gboolean
drop_cb (GtkDropTarget *target,
         const GValue  *value,
         double         x,
         double         y,
         PpLayoutStrip *self)
{
  GtkWidget *tab = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target));
  GtkWidget *dragged = g_value_get_object (value);

  if (dragged == tab || gtk_widget_get_parent (dragged) != GTK_WIDGET (self->tabs))
    return FALSE;
  g_signal_emit (self, signals[LAYOUT_MOVED], 0, get_layout_id (dragged), get_position (self, tab));
  return TRUE;
}

static void
add_controllers (PpLayoutStrip *self,
                 GtkWidget     *tab)
{
  GtkGesture *menu = gtk_gesture_click_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (GTK_TYPE_TOGGLE_BUTTON, GDK_ACTION_MOVE);

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (menu), GDK_BUTTON_SECONDARY);
  g_signal_connect (menu, "pressed", G_CALLBACK (menu_pressed_cb), self);
  gtk_widget_add_controller (tab, GTK_EVENT_CONTROLLER (menu));
  g_signal_connect (click, "released", G_CALLBACK (double_clicked_cb), self);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (tab, GTK_EVENT_CONTROLLER (click));
  add_key (keys, "<Shift>F10", menu_key_cb, self);
  add_key (keys, "Menu", menu_key_cb, self);
  add_key (keys, "F2", rename_key_cb, self);
  add_key (keys, "Delete", delete_key_cb, self);
  gtk_widget_add_controller (tab, keys);
  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (drag_prepare_cb), self);
  pp_drag_escape_add (source);
  gtk_widget_add_controller (tab, GTK_EVENT_CONTROLLER (source));
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (tab, GTK_EVENT_CONTROLLER (target));
}

static void
tab_destroy_cb (GtkWidget *tab)
{
  GtkWidget *popover = g_object_get_data (G_OBJECT (tab), "pp-popover");

  if (popover != NULL)
    gtk_widget_unparent (popover);
}

static GtkWidget *
make_tab (PpLayoutStrip *self,
          PpLayout      *layout)
{
  const char *title = pp_layout_get_title (layout);
  const char *methodology = pp_layout_get_methodology (layout);
  const char *name = *title != '\0' ? title : _("Untitled diagram");
  GtkWidget *tab = gtk_toggle_button_new ();
  GtkWidget *label = gtk_label_new (name);
  g_autofree char *tooltip = NULL;

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 28);
  gtk_button_set_child (GTK_BUTTON (tab), label);
  gtk_widget_add_css_class (tab, "flat");
  gtk_widget_add_css_class (tab, "pp-tab");
  tooltip = *methodology != '\0' ? g_strdup_printf ("%s — %s", name, methodology) : g_strdup (name);
  gtk_widget_set_tooltip_text (tab, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (tab), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (tab), layout_key, g_strdup (pp_record_get_id (PP_RECORD (layout))), g_free);
  add_controllers (self, tab);
  g_signal_connect (tab, "destroy", G_CALLBACK (tab_destroy_cb), NULL);
  return tab;
}

static void
show_selected (PpLayoutStrip *self)
{
  self->updating = TRUE;
  for (GtkWidget *tab = gtk_widget_get_first_child (GTK_WIDGET (self->tabs)); tab != NULL;
       tab = gtk_widget_get_next_sibling (tab))
    if (g_strcmp0 (get_layout_id (tab), self->selected_id) == 0)
      {
        gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (tab), TRUE);
        scroll_to (self, tab);
      }
  self->updating = FALSE;
}

static void
update_tabs (PpLayoutStrip *self)
{
  g_autoptr (GPtrArray) layouts = self->model != NULL ? pp_model_dup_layouts (self->model) : g_ptr_array_new ();
  GtkToggleButton *group = NULL;
  GtkWidget *tab;

  self->updating = TRUE;
  while ((tab = gtk_widget_get_first_child (GTK_WIDGET (self->tabs))) != NULL)
    {
      tab_destroy_cb (tab);
      g_object_set_data (G_OBJECT (tab), "pp-popover", NULL);
      gtk_box_remove (self->tabs, tab);
    }
  for (guint i = 0; i < layouts->len; i++)
    {
      tab = make_tab (self, g_ptr_array_index (layouts, i));
      gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (tab), group);
      group = GTK_TOGGLE_BUTTON (tab);
      g_signal_connect_swapped (tab, "toggled", G_CALLBACK (toggled_cb), self);
      gtk_box_append (self->tabs, tab);
    }
  self->updating = FALSE;
  show_selected (self);
}

/* Placements change with every move on the canvas; only what the tabs show makes them anew. */
static gboolean
concerns_tabs (PpChange *change)
{
  return change->type == PP_RECORD_LAYOUT
         && (change->operation != PP_CHANGE_SET
             || g_str_equal (change->field, "title")
             || g_str_equal (change->field, "order")
             || g_str_equal (change->field, "methodology"));
}

static void
model_changed_cb (PpLayoutStrip *self,
                  GPtrArray     *changes)
{
  for (guint i = 0; i < changes->len; i++)
    if (concerns_tabs (g_ptr_array_index (changes, i)))
      {
        update_tabs (self);
        return;
      }
}

static void
pp_layout_strip_dispose (GObject *object)
{
  PpLayoutStrip *self = PP_LAYOUT_STRIP (object);

  pp_layout_strip_set_model (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), PP_TYPE_LAYOUT_STRIP);
  G_OBJECT_CLASS (pp_layout_strip_parent_class)->dispose (object);
}

static void
pp_layout_strip_finalize (GObject *object)
{
  PpLayoutStrip *self = PP_LAYOUT_STRIP (object);

  g_free (self->selected_id);
  G_OBJECT_CLASS (pp_layout_strip_parent_class)->finalize (object);
}

static void
pp_layout_strip_class_init (PpLayoutStripClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pp_layout_strip_dispose;
  object_class->finalize = pp_layout_strip_finalize;
  signals[LAYOUT_SELECTED] =
    g_signal_new ("layout-selected", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[LAYOUT_MOVED] =
    g_signal_new ("layout-moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_UINT);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/ui/pp-layout-strip.ui");
  gtk_widget_class_bind_template_child (widget_class, PpLayoutStrip, content);
  gtk_widget_class_bind_template_child (widget_class, PpLayoutStrip, scroller);
  gtk_widget_class_bind_template_child (widget_class, PpLayoutStrip, tabs);
  gtk_widget_class_bind_template_child (widget_class, PpLayoutStrip, tab_menu);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
pp_layout_strip_init (PpLayoutStrip *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * pp_layout_strip_set_model:
 * @self: a strip
 * @model: (nullable): whose layouts it shows
 */
void
pp_layout_strip_set_model (PpLayoutStrip *self,
                           PpModel       *model)
{
  g_return_if_fail (PP_IS_LAYOUT_STRIP (self));
  if (self->model == model)
    return;
  if (self->model != NULL)
    g_signal_handlers_disconnect_by_func (self->model, model_changed_cb, self);
  g_set_object (&self->model, model);
  if (self->model != NULL)
    g_signal_connect_object (self->model, "changed", G_CALLBACK (model_changed_cb), self, G_CONNECT_SWAPPED);
  if (self->tabs != NULL)
    update_tabs (self);
}

/**
 * pp_layout_strip_set_selected:
 * @self: a strip
 * @layout_id: the layout that the canvas shows
 */
void
pp_layout_strip_set_selected (PpLayoutStrip *self,
                              const char    *layout_id)
{
  g_autofree char *old = NULL;

  g_return_if_fail (PP_IS_LAYOUT_STRIP (self));
  old = g_steal_pointer (&self->selected_id);
  self->selected_id = g_strdup (layout_id);
  if (g_strcmp0 (old, layout_id) != 0)
    show_selected (self);
}
