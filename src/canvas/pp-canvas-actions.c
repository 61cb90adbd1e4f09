/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every command of the canvas, and the only table of its keys. */

#include "pp-canvas-private.h"

#define ZOOM_STEP 1.25

/* When a command makes sense. */
typedef enum {
  NEEDS_LAYOUT,
  NEEDS_EDITABLE,
  NEEDS_SELECTION,
  NEEDS_EDITABLE_SELECTION,
  NEEDS_NODE,
  NEEDS_EDGE,
  NEEDS_TWO_NODES,
  NEEDS_THREE_NODES,
} Needs;

typedef void (* Command) (PpCanvas *self);

static void
select_none (PpCanvas *self)
{
  if (!_pp_canvas_cancel (self))
    pp_selection_clear (self->selection);
}

static void
cut (PpCanvas *self)
{
  _pp_canvas_copy (self);
  _pp_canvas_delete (self);
}

static void
rename_primary (PpCanvas *self)
{
  _pp_canvas_rename (self, pp_selection_get_primary (self->selection));
}

static void
inspect_primary (PpCanvas *self)
{
  _pp_canvas_inspect (self, pp_selection_get_primary (self->selection));
}

static void
show_threats_of_primary (PpCanvas *self)
{
  _pp_canvas_show_threats (self, pp_selection_get_primary (self->selection));
}

static void
connect_primary (PpCanvas *self)
{
  const char *id = pp_selection_get_primary (self->selection);

  _pp_canvas_cancel (self);
  _pp_canvas_focus_element (self, id);
  _pp_canvas_take_tool (self, pp_connect_tool_new (self, id, TRUE));
}

static void
bring_to_front (PpCanvas *self)
{
  _pp_canvas_restack (self, N_("Bring to Front"), PP_STACK_TO_FRONT);
}

static void
raise_selected (PpCanvas *self)
{
  _pp_canvas_restack (self, N_("Raise"), PP_STACK_FORWARD);
}

static void
lower_selected (PpCanvas *self)
{
  _pp_canvas_restack (self, N_("Lower"), PP_STACK_BACKWARD);
}

static void
send_to_back (PpCanvas *self)
{
  _pp_canvas_restack (self, N_("Send to Back"), PP_STACK_TO_BACK);
}

static void
zoom_in (PpCanvas *self)
{
  _pp_canvas_zoom_by (self, ZOOM_STEP);
}

static void
zoom_out (PpCanvas *self)
{
  _pp_canvas_zoom_by (self, 1 / ZOOM_STEP);
}

static void
zoom_original (PpCanvas *self)
{
  _pp_canvas_zoom_by (self, 0);
}

static void
align_left (PpCanvas *self)
{
  _pp_canvas_arrange (self, PP_ARRANGE_LEFT);
}

static void
align_center (PpCanvas *self)
{
  _pp_canvas_arrange (self, PP_ARRANGE_CENTRE);
}

static void
align_right (PpCanvas *self)
{
  _pp_canvas_arrange (self, PP_ARRANGE_RIGHT);
}

static void
align_top (PpCanvas *self)
{
  _pp_canvas_arrange (self, PP_ARRANGE_TOP);
}

static void
align_middle (PpCanvas *self)
{
  _pp_canvas_arrange (self, PP_ARRANGE_MIDDLE);
}

static void
align_bottom (PpCanvas *self)
{
  _pp_canvas_arrange (self, PP_ARRANGE_BOTTOM);
}

static void
distribute_horizontally (PpCanvas *self)
{
  _pp_canvas_arrange (self, PP_ARRANGE_ACROSS);
}

static void
distribute_vertically (PpCanvas *self)
{
  _pp_canvas_arrange (self, PP_ARRANGE_DOWN);
}

static const struct {
  const char *name;
  Needs       needs;
  Command     command;
} commands[] = {
  { "canvas.select-all", NEEDS_LAYOUT, _pp_canvas_select_all },
  { "canvas.select-none", NEEDS_LAYOUT, select_none },
  { "canvas.delete", NEEDS_EDITABLE_SELECTION, _pp_canvas_delete },
  { "canvas.hide", NEEDS_EDITABLE_SELECTION, _pp_canvas_hide },
  { "canvas.duplicate", NEEDS_EDITABLE_SELECTION, _pp_canvas_duplicate },
  { "canvas.cut", NEEDS_EDITABLE_SELECTION, cut },
  { "canvas.copy", NEEDS_SELECTION, _pp_canvas_copy },
  { "canvas.paste", NEEDS_EDITABLE, _pp_canvas_paste },
  { "canvas.rename", NEEDS_EDITABLE_SELECTION, rename_primary },
  { "canvas.inspect", NEEDS_SELECTION, inspect_primary },
  { "canvas.show-threats", NEEDS_SELECTION, show_threats_of_primary },
  { "canvas.connect", NEEDS_NODE, connect_primary },
  { "canvas.reverse", NEEDS_EDGE, _pp_canvas_reverse },
  { "canvas.straighten", NEEDS_EDGE, _pp_canvas_straighten },
  { "canvas.bring-to-front", NEEDS_EDITABLE_SELECTION, bring_to_front },
  { "canvas.raise", NEEDS_EDITABLE_SELECTION, raise_selected },
  { "canvas.lower", NEEDS_EDITABLE_SELECTION, lower_selected },
  { "canvas.send-to-back", NEEDS_EDITABLE_SELECTION, send_to_back },
  { "canvas.zoom-in", NEEDS_LAYOUT, zoom_in },
  { "canvas.zoom-out", NEEDS_LAYOUT, zoom_out },
  { "canvas.zoom-original", NEEDS_LAYOUT, zoom_original },
  { "canvas.zoom-fit", NEEDS_LAYOUT, pp_canvas_zoom_to_fit },
  { "canvas.zoom-selection", NEEDS_SELECTION, pp_canvas_zoom_to_selection },
  { "canvas.align-left", NEEDS_TWO_NODES, align_left },
  { "canvas.align-center", NEEDS_TWO_NODES, align_center },
  { "canvas.align-right", NEEDS_TWO_NODES, align_right },
  { "canvas.align-top", NEEDS_TWO_NODES, align_top },
  { "canvas.align-middle", NEEDS_TWO_NODES, align_middle },
  { "canvas.align-bottom", NEEDS_TWO_NODES, align_bottom },
  { "canvas.distribute-horizontally", NEEDS_THREE_NODES, distribute_horizontally },
  { "canvas.distribute-vertically", NEEDS_THREE_NODES, distribute_vertically },
  { "canvas.show-menu", NEEDS_LAYOUT, _pp_canvas_show_menu_by_keyboard },
};

/* Rows without an action are keys that pp-canvas-focus.c, pp-canvas-input.c and the tools handle. */
static const PpCanvasShortcut shortcuts[] = {
  { "canvas.select-all", "<Control>a", N_("Select all"), N_("Selection") },
  { "canvas.select-none", "<Shift><Control>a", N_("Select nothing"), N_("Selection") },
  { NULL, "Tab <Shift>Tab", N_("Next and previous element"), N_("Selection") },
  { NULL, "Left Right Up Down", N_("Nearest element in a direction, along flows"), N_("Selection") },
  { NULL, "<Shift>Left <Shift>Right <Shift>Up <Shift>Down", N_("Extend the selection"),
    N_("Selection") },
  { NULL, "<Control>space", N_("Select or unselect the focused element"), N_("Selection") },
  { NULL, "Return", N_("Edit properties"), N_("Selection") },
  { NULL, "Escape", N_("Give up what is going on"), N_("Selection") },

  { "canvas.cut", "<Control>x", N_("Cut"), N_("Editing") },
  { "canvas.copy", "<Control>c", N_("Copy"), N_("Editing") },
  { "canvas.paste", "<Control>v", N_("Paste"), N_("Editing") },
  { "canvas.duplicate", "<Control>d", N_("Duplicate"), N_("Editing") },
  { "canvas.delete", "Delete", N_("Delete"), N_("Editing") },
  { "canvas.hide", "<Shift>Delete", N_("Remove from this diagram only"), N_("Editing") },
  { "canvas.rename", "F2", N_("Rename"), N_("Editing") },
  { "canvas.connect", "<Control>l", N_("Draw a flow from the selected element"), N_("Editing") },
  { "canvas.reverse", "<Shift><Control>r", N_("Reverse a flow"), N_("Editing") },
  { "canvas.show-menu", "Menu <Shift>F10", N_("Context menu"), N_("Editing") },

  { NULL, "<Alt>Left <Alt>Right <Alt>Up <Alt>Down", N_("Move by one step of the grid"),
    N_("Arranging") },
  { NULL, "<Shift><Alt>Left <Shift><Alt>Right <Shift><Alt>Up <Shift><Alt>Down",
    N_("Move by ten steps of the grid"), N_("Arranging") },
  { "canvas.bring-to-front", "<Shift><Control>Page_Up", N_("Bring to front"), N_("Arranging") },
  { "canvas.raise", "<Control>bracketright", N_("Raise"), N_("Arranging") },
  { "canvas.lower", "<Control>bracketleft", N_("Lower"), N_("Arranging") },
  { "canvas.send-to-back", "<Shift><Control>Page_Down", N_("Send to back"), N_("Arranging") },

  { "canvas.zoom-in", "<Control>plus <Control>equal <Control>KP_Add", N_("Zoom in"), N_("View") },
  { "canvas.zoom-out", "<Control>minus <Control>KP_Subtract", N_("Zoom out"), N_("View") },
  { "canvas.zoom-original", "<Control>0 <Control>KP_0", N_("Original size"), N_("View") },
  { "canvas.zoom-fit", "<Control>9", N_("Fit the whole diagram"), N_("View") },
  { "canvas.zoom-selection", "<Control>8", N_("Fit what is selected"), N_("View") },
  { NULL, "space", N_("Pan while it is held and the pointer is dragged"), N_("View") },
};

static void
run_command (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  PpCanvas *self = PP_CANVAS (widget);

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i].name, action_name))
      commands[i].command (self);
}

static void
run_place (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  PpCanvas *self = PP_CANVAS (widget);
  PpBox visible = pp_viewport_get_visible (self->viewport);

  if (_pp_canvas_can_edit (self))
    _pp_canvas_place_kind (self, g_variant_get_string (parameter, NULL), pp_box_centre (&visible));
}

static void
add_keys (GtkWidgetClass         *widget_class,
          const PpCanvasShortcut *shortcut)
{
  g_auto(GStrv) names = g_strsplit (shortcut->accelerators, " ", -1);

  for (guint i = 0; names[i] != NULL; i++)
    {
      GdkModifierType modifiers;
      guint keyval;

      if (gtk_accelerator_parse (names[i], &keyval, &modifiers))
        gtk_widget_class_add_binding_action (widget_class, keyval, modifiers, shortcut->action, NULL);
      else
        g_assert_not_reached ();
    }
}

void
_pp_canvas_install_actions (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    gtk_widget_class_install_action (widget_class, commands[i].name, NULL, run_command);
  gtk_widget_class_install_action (widget_class, "canvas.place", "s", run_place);

  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    if (shortcuts[i].action != NULL)
      add_keys (widget_class, &shortcuts[i]);
}

static void
count_selected (PpCanvas *self,
                guint    *nodes,
                guint    *edges)
{
  *nodes = *edges = 0;
  for (guint i = 0; self->scene != NULL && i < pp_selection_get_n_items (self->selection); i++)
    {
      const PpSceneItem *item =
        pp_scene_lookup (self->scene, pp_selection_get_id (self->selection, i));

      if (item != NULL && item->is_edge)
        (*edges)++;
      else if (item != NULL)
        (*nodes)++;
    }
}

static gboolean
is_fulfilled (PpCanvas *self,
              Needs     needs,
              guint     nodes,
              guint     edges)
{
  gboolean editable = _pp_canvas_can_edit (self);

  switch (needs)
    {
    case NEEDS_LAYOUT:
      return self->scene != NULL;
    case NEEDS_EDITABLE:
      return editable;
    case NEEDS_SELECTION:
      return nodes + edges > 0;
    case NEEDS_EDITABLE_SELECTION:
      return editable && nodes + edges > 0;
    case NEEDS_NODE:
      return editable && nodes == 1 && edges == 0 &&
             _pp_tool_can_connect (pp_scene_lookup (self->scene,
                                                    pp_selection_get_primary (self->selection)));
    case NEEDS_EDGE:
      return editable && edges > 0;
    case NEEDS_TWO_NODES:
      return editable && nodes >= 2;
    case NEEDS_THREE_NODES:
      return editable && nodes >= 3;
    default:
      g_assert_not_reached ();
    }
}

/* Which commands make sense now. */
void
_pp_canvas_update_actions (PpCanvas *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  guint nodes, edges;

  count_selected (self, &nodes, &edges);
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    gtk_widget_action_set_enabled (widget, commands[i].name,
                                   is_fulfilled (self, commands[i].needs, nodes, edges));
  gtk_widget_action_set_enabled (widget, "canvas.place", _pp_canvas_can_edit (self));
}

/**
 * pp_canvas_list_shortcuts:
 * @n_shortcuts: (out): how many
 *
 * Lists the keys of the canvas, for the window that explains them.
 *
 * Returns: (array length=n_shortcuts) (transfer none): the table
 */
const PpCanvasShortcut *
pp_canvas_list_shortcuts (guint *n_shortcuts)
{
  *n_shortcuts = G_N_ELEMENTS (shortcuts);

  return shortcuts;
}
