/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Renaming in place: an entry that lies over the element's name. */

#include "pp-canvas-private.h"

#include <math.h>

#define EDITOR_MIN_WIDTH_PX 140

/* Where the name of an element is seen. */
static PpBox
name_box (PpCanvas          *self,
          const PpSceneItem *item)
{
  PpBox box = item->label_box;

  if (box.width <= 0)
    {
      PpPoint centre = item->is_edge ? item->label_centre : pp_box_centre (&item->box);

      box = (PpBox) { centre.x, centre.y, 0, 0 };
    }

  return pp_viewport_box_to_screen (self->viewport, &box);
}

void
_pp_canvas_allocate_editor (PpCanvas *self)
{
  const PpSceneItem *item;
  int minimum, width, height;
  PpBox box;

  if (self->editor == NULL)
    return;

  item = pp_scene_lookup (self->scene, self->editor_id);
  if (item == NULL)
    return;

  box = name_box (self, item);
  gtk_widget_measure (self->editor, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  width = MAX (MAX (minimum, EDITOR_MIN_WIDTH_PX), ceil (box.width) + 24);
  gtk_widget_measure (self->editor, GTK_ORIENTATION_VERTICAL, width, &minimum, &height, NULL, NULL);
  gtk_widget_size_allocate (self->editor,
                            &(GtkAllocation) { box.x + (box.width - width) / 2,
                                               box.y + (box.height - height) / 2, width, height },
                            -1);
}

static void
activate_cb (PpCanvas *self)
{
  _pp_canvas_end_rename (self, TRUE);
}

static gboolean
key_pressed_cb (PpCanvas        *self,
                guint            keyval,
                guint            keycode,
                GdkModifierType  modifiers)
{
  if (keyval != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;

  _pp_canvas_end_rename (self, FALSE);

  return GDK_EVENT_STOP;
}

static void
leave_cb (PpCanvas *self)
{
  _pp_canvas_end_rename (self, TRUE);
}

static GtkWidget *
make_editor (PpCanvas   *self,
             const char *name)
{
  GtkWidget *editor = gtk_entry_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_editable_set_text (GTK_EDITABLE (editor), name);
  gtk_editable_set_alignment (GTK_EDITABLE (editor), 0.5);
  gtk_accessible_update_property (GTK_ACCESSIBLE (editor),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Name"), -1);
  g_signal_connect_swapped (editor, "activate", G_CALLBACK (activate_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (editor, keys);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (editor, focus);

  return editor;
}

/* Opens the entry over an element's name. */
void
_pp_canvas_rename (PpCanvas   *self,
                   const char *id)
{
  const PpSceneItem *item;

  if (!_pp_canvas_can_edit (self) || id == NULL)
    return;

  item = pp_scene_lookup (self->scene, id);
  if (item == NULL)
    return;

  _pp_canvas_end_rename (self, TRUE);
  item = pp_scene_lookup (self->scene, id);
  if (item == NULL)
    return;

  self->editor_id = g_strdup (id);
  self->editor = make_editor (self, item->name != NULL ? item->name : "");
  gtk_widget_set_parent (self->editor, GTK_WIDGET (self));
  gtk_widget_grab_focus (self->editor);
  gtk_editable_select_region (GTK_EDITABLE (self->editor), 0, -1);
}

/* Closes the entry. @keep takes the new name over, as one step. */
void
_pp_canvas_end_rename (PpCanvas *self,
                       gboolean  keep)
{
  GtkWidget *editor = g_steal_pointer (&self->editor);
  g_autofree char *id = g_steal_pointer (&self->editor_id);
  g_autofree char *name = NULL;
  gboolean had_focus;

  if (editor == NULL)
    return;

  name = g_strdup (gtk_editable_get_text (GTK_EDITABLE (editor)));
  g_strstrip (name);
  had_focus = gtk_widget_get_focus_child (GTK_WIDGET (self)) == editor;
  gtk_widget_unparent (editor);

  if (keep && self->scene != NULL)
    {
      g_autoptr(GPtrArray) changes = pp_change_list_new ();

      if (pp_scene_lookup (self->scene, id) != NULL)
        _pp_tool_set_field (self, changes, id, "name", *name != '\0' ? _pp_tool_id_node (name) : NULL);
      _pp_canvas_apply (self, N_("Rename"), g_steal_pointer (&changes));
    }

  if (had_focus && self->scene != NULL && pp_scene_lookup (self->scene, id) != NULL)
    _pp_canvas_focus_element (self, id);
}
