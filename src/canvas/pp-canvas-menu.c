/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pp-canvas-private.h"

static void
append_section (GMenu *menu,
                GMenu *section)
{
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
  g_object_unref (section);
}

static GMenu *
make_clipboard_section (gboolean selected)
{
  GMenu *section = g_menu_new ();

  if (selected)
    {
      g_menu_append (section, _("Cu_t"), "canvas.cut");
      g_menu_append (section, _("_Copy"), "canvas.copy");
    }
  g_menu_append (section, _("_Paste"), "canvas.paste");
  if (selected)
    g_menu_append (section, _("_Duplicate"), "canvas.duplicate");

  return section;
}

static GMenu *
make_order_menu (void)
{
  GMenu *menu = g_menu_new ();

  g_menu_append (menu, _("Bring to _Front"), "canvas.bring-to-front");
  g_menu_append (menu, _("_Raise"), "canvas.raise");
  g_menu_append (menu, _("_Lower"), "canvas.lower");
  g_menu_append (menu, _("Send to _Back"), "canvas.send-to-back");

  return menu;
}

static GMenu *
make_arrange_menu (void)
{
  GMenu *menu = g_menu_new ();
  GMenu *section = g_menu_new ();

  g_menu_append (section, _("Align _Left"), "canvas.align-left");
  g_menu_append (section, _("Align _Centers"), "canvas.align-center");
  g_menu_append (section, _("Align _Right"), "canvas.align-right");
  append_section (menu, section);

  section = g_menu_new ();
  g_menu_append (section, _("Align _Top"), "canvas.align-top");
  g_menu_append (section, _("Align _Middles"), "canvas.align-middle");
  g_menu_append (section, _("Align _Bottom"), "canvas.align-bottom");
  append_section (menu, section);

  section = g_menu_new ();
  g_menu_append (section, _("Distribute _Horizontally"), "canvas.distribute-horizontally");
  g_menu_append (section, _("Distribute _Vertically"), "canvas.distribute-vertically");
  append_section (menu, section);

  return menu;
}

static void
append_submenu (GMenu      *section,
                const char *label,
                GMenu      *submenu)
{
  g_menu_append_submenu (section, label, G_MENU_MODEL (submenu));
  g_object_unref (submenu);
}

static gboolean
selection_has_edge (PpCanvas *self)
{
  for (guint i = 0; i < pp_selection_get_n_items (self->selection); i++)
    {
      const PpSceneItem *item =
        pp_scene_lookup (self->scene, pp_selection_get_id (self->selection, i));

      if (item != NULL && item->is_edge)
        return TRUE;
    }

  return FALSE;
}

static GMenu *
make_element_section (PpCanvas *self)
{
  GMenu *section = g_menu_new ();

  g_menu_append (section, _("P_roperties"), "canvas.inspect");
  g_menu_append (section, _("T_hreats"), "canvas.show-threats");
  g_menu_append (section, _("Re_name"), "canvas.rename");
  g_menu_append (section, _("Draw _Flow from Here"), "canvas.connect");
  if (selection_has_edge (self))
    {
      g_menu_append (section, _("Re_verse"), "canvas.reverse");
      g_menu_append (section, _("Remove _Bends"), "canvas.straighten");
    }

  return section;
}

static GMenu *
make_menu (PpCanvas *self)
{
  gboolean selected = pp_selection_get_n_items (self->selection) > 0;
  GMenu *menu = g_menu_new ();
  GMenu *section;

  if (selected)
    append_section (menu, make_element_section (self));
  append_section (menu, make_clipboard_section (selected));

  section = g_menu_new ();
  if (selected)
    {
      append_submenu (section, _("_Order"), make_order_menu ());
      append_submenu (section, _("_Arrange"), make_arrange_menu ());
    }
  if (selected)
    {
      g_menu_append (section, _("Select Nothin_g"), "canvas.select-none");
      g_menu_append (section, _("_Zoom to Selection"), "canvas.zoom-selection");
    }
  else
    {
      g_menu_append (section, _("Select _All"), "canvas.select-all");
      g_menu_append (section, _("_Zoom to Fit"), "canvas.zoom-fit");
    }
  append_section (menu, section);

  if (selected)
    {
      section = g_menu_new ();
      g_menu_append (section, _("Remove from D_iagram"), "canvas.hide");
      g_menu_append (section, _("D_elete"), "canvas.delete");
      append_section (menu, section);
    }
  if (self->extra_menu != NULL)
    g_menu_append_section (menu, NULL, self->extra_menu);

  return menu;
}

/* The menu goes by itself; the popover is taken apart once its action has run. */
static gboolean
drop_menu_cb (gpointer data)
{
  GtkWidget *menu = data;

  gtk_widget_unparent (menu);

  return G_SOURCE_REMOVE;
}

static void
closed_cb (GtkWidget *menu,
           PpCanvas  *self)
{
  /* The menu has taken the release of the button: without it the gestures would wait for ever, each with a
   * reference to this widget. */
  gtk_event_controller_reset (GTK_EVENT_CONTROLLER (self->menu_gesture));
  gtk_event_controller_reset (GTK_EVENT_CONTROLLER (self->drag_gesture));
  if (self->menu != menu)
    return;

  self->menu = NULL;
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, drop_menu_cb, g_object_ref (menu), g_object_unref);
}

static void
pop_up (PpCanvas           *self,
        const GdkRectangle *rectangle)
{
  g_autoptr(GMenu) model = make_menu (self);
  GtkWidget *menu = gtk_popover_menu_new_from_model (G_MENU_MODEL (model));

  if (self->menu != NULL)
    gtk_popover_popdown (GTK_POPOVER (self->menu));

  self->menu = menu;
  gtk_widget_set_parent (menu, GTK_WIDGET (self));
  gtk_popover_set_has_arrow (GTK_POPOVER (menu), FALSE);
  gtk_popover_set_position (GTK_POPOVER (menu), GTK_POS_BOTTOM);
  gtk_widget_set_halign (menu, GTK_ALIGN_START);
  gtk_popover_set_pointing_to (GTK_POPOVER (menu), rectangle);
  g_signal_connect (menu, "closed", G_CALLBACK (closed_cb), self);
  gtk_popover_popup (GTK_POPOVER (menu));
}

/* The menu of what is at a point, which becomes selected, or of the ground. */
void
_pp_canvas_show_menu (PpCanvas *self,
                      double    x_px,
                      double    y_px)
{
  PpCanvasPick pick;

  if (self->scene == NULL)
    return;

  _pp_canvas_cancel (self);
  _pp_canvas_end_rename (self, TRUE);
  self->pointer_x_px = x_px;
  self->pointer_y_px = y_px;
  pick = _pp_canvas_pick (self, x_px, y_px, PP_CANVAS_HIT_PX);
  if (pick.item == NULL)
    pp_selection_clear (self->selection);
  else if (!pp_selection_contains (self->selection, pick.item->id))
    pp_selection_set_single (self->selection, pick.item->id);
  if (pick.item != NULL)
    _pp_canvas_focus_element (self, pick.item->id);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self));

  pop_up (self, &(GdkRectangle) { x_px, y_px, 1, 1 });
}

/* At the focused element, or at the upper left corner. */
void
_pp_canvas_show_menu_by_keyboard (PpCanvas *self)
{
  const char *id = self->focus_id != NULL ? self->focus_id
                                          : pp_selection_get_primary (self->selection);
  GdkRectangle rectangle = { 12, 12, 1, 1 };
  const PpSceneItem *item;

  if (self->scene == NULL)
    return;

  item = id != NULL ? pp_scene_lookup (self->scene, id) : NULL;
  if (item != NULL)
    {
      PpPoint centre = item->is_edge ? item->label_centre : pp_box_centre (&item->box);
      PpPoint place = pp_viewport_to_screen (self->viewport, centre);

      if (!pp_selection_contains (self->selection, id))
        pp_selection_set_single (self->selection, id);
      rectangle.x = CLAMP (place.x, 0, gtk_widget_get_width (GTK_WIDGET (self)));
      rectangle.y = CLAMP (place.y, 0, gtk_widget_get_height (GTK_WIDGET (self)));
    }
  pop_up (self, &rectangle);
}
